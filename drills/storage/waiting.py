"""Which cards wait, within a scope: read as candidates for a queue, or counted."""

import sqlite3
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from json import dumps
from typing import Any

from drills.models import Kind, MemoryState
from drills.scheduling.cost import Costs
from drills.scheduling.memory import retrievability
from drills.scheduling.queue import Candidate
from drills.scheduling.value import ROLLING_HORIZON
from drills.storage.cards import DRILLED
from drills.storage.costs import costs
from drills.storage.goal_reach import GoalReach, goal_reaches, scope_decks
from drills.storage.instants import milliseconds
from drills.storage.sessions import LEARN_AHEAD, Scope

QUICKEST, QUICKEST_NEW = 4.0, 9.0
"""Seconds a card takes at the least: as many due cards, and new ones, as would fit are weighed one by one, as many
again for goals; the rest are counted."""

FEWEST, MOST = 100, 2_000
NEW_LOOKED_AT = 2_000
"""Among so many new cards, the oldest, each deck has its turn."""


_COLUMNS = "c.id, c.note_id, n.kind, n.deck_id, c.stability, c.difficulty, c.last_day"
_JOINED = "JOIN notes n ON n.id = c.note_id"
_OF_NOTES = (
    f"SELECT {_COLUMNS} FROM cards c {_JOINED} WHERE n.id IN (SELECT value FROM json_each(:notes)) AND {DRILLED}"  # noqa: S608
)
_OF_CARDS = f"SELECT {_COLUMNS} FROM json_each(:cards) j CROSS JOIN cards c ON c.id = j.value {_JOINED}"  # noqa: S608
_BEYOND = "c.note_id NOT IN (SELECT p.note_id FROM json_each(:planned) j CROSS JOIN cards p ON p.id = j.value)"
# The plus keeps SQLite on the index of due cards, instead of looking up every note of the decks.
_IN_DECKS = (
    "+c.note_id IN (SELECT id FROM notes WHERE deleted_at IS NULL AND deck_id IN (SELECT value FROM json_each(:decks)))"
)
_NOT_IN = "c.id NOT IN (SELECT card_id FROM session_cards WHERE session_id = :session)"

_DUE = "c.due_day <= :day"
_LEFT_IN_STEPS = "c.due_at <= :until AND c.last_day < :day"  # on an earlier day
_IN_STEPS = "c.due_at <= :until AND c.last_day >= :day"
NEW = "c.phase = 'new'"
EARLY = "c.due_day > :day AND c.last_day < :day"

# Likely still known comes first: where not everything fits, that keeps most. The same order as by predicted recall.
_LIKELY_KNOWN_FIRST = "(:day - c.last_day) / c.stability"
_LIKELY_LOST_FIRST = "(:day - c.last_day) / c.stability DESC"


_IN_TURN = f"""
SELECT r.turn, {_COLUMNS}
FROM (
  SELECT c.id, row_number() OVER (
    PARTITION BY n.deck_id, CASE WHEN n.kind IN ('question', 'critique') THEN n.kind END ORDER BY c.id
  ) AS turn
  FROM (SELECT c.id, c.note_id FROM cards c WHERE {{where}} ORDER BY c.id LIMIT :looked_at) c {_JOINED}
  ORDER BY turn, c.id LIMIT :limit
) r JOIN cards c ON c.id = r.id {_JOINED}
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Room:
    """Whose cards, at what time, and what is already in the session (`not_in`)."""

    scope: Scope
    now: datetime
    day: date
    not_in: int | None = None


class Reading:
    """Candidates read from the database, within a scope."""

    def __init__(
        self, c: sqlite3.Connection, room: Room, budget_seconds: float = 0.0, known: Costs | None = None
    ) -> None:
        self._c = c
        self._room = room
        self._budget = budget_seconds
        self.costs = known or costs(c)
        self._reaches = goal_reaches(c, room.day)
        self._decks = scope_decks(c, room.scope)
        self._names: dict[int, str] = dict(c.execute("SELECT id, name FROM decks").fetchall())
        self._statements: dict[str, str] = {}  # by deck, of the nearest goal that covers it

    def due(self) -> list[Candidate]:
        left_in_steps = self._read(_LEFT_IN_STEPS, "c.due_at", self._decks)
        return self._best(_DUE, _LIKELY_KNOWN_FIRST) + left_in_steps

    def new(self, *, spread: bool) -> list[Candidate]:
        """New cards: from all decks in turn if `spread`, else, when there is hardly room for any, only from goals'."""
        limit, covered = self._limit(NEW), self._covered()
        found = self._in_turn(self._decks, NEW_LOOKED_AT if spread else limit, limit)
        if covered and len(found) == limit:
            wanted = covered if self._decks is None else covered & self._decks
            known = {card.card_id for card in found}
            found += [c for c in self._in_turn(wanted, NEW_LOOKED_AT, limit) if c.card_id not in known]
        return found

    def _in_turn(self, decks: frozenset[int] | None, looked_at: int, limit: int) -> list[Candidate]:
        """New cards of those decks in note order, one of each deck, then the next of each; long kinds on their own."""
        sql = _IN_TURN.format(where=self._where(NEW, decks))
        values = {**self._values(decks), "looked_at": looked_at, "limit": limit}
        return [self._candidate(row, turn) for turn, *row in self._c.execute(sql, values)]

    def early(self) -> list[Candidate]:
        return self._read(EARLY, _LIKELY_LOST_FIRST, self._decks)

    def in_steps(self) -> list[Candidate]:
        """Cards in learning steps begun today that are due, or will be within minutes."""
        return self._read(_IN_STEPS, "c.due_at", self._decks)

    def of_notes(self) -> list[Candidate]:
        notes = dumps(self._room.scope.note_ids or ())
        rows = self._c.execute(f"{_OF_NOTES} ORDER BY c.id", {"notes": notes, "day": self._room.day.toordinal()})
        return [self._candidate(row) for row in rows]

    def of_cards(self, card_ids: Collection[int]) -> list[Candidate]:
        """Those very cards."""
        return [self._candidate(row) for row in self._c.execute(_OF_CARDS, {"cards": dumps(list(card_ids))})]

    def due_count(self) -> int:
        return self.count(_DUE) + self.count(_LEFT_IN_STEPS)

    def left_count(self, planned: Collection[int]) -> int:
        """How many are due beyond the planned cards; their siblings aren't: they wait for another day."""
        return sum(self.count(f"{which} AND {_BEYOND}", planned) for which in (_DUE, _LEFT_IN_STEPS, _IN_STEPS))

    def count(self, which: str, planned: Collection[int] = ()) -> int:
        sql = f"SELECT count(*) FROM cards c WHERE {self._where(which, self._decks)}"  # noqa: S608
        (count,) = self._c.execute(sql, {**self._values(self._decks), "planned": dumps(list(planned))}).fetchone()
        return int(count)

    def by_goal(self, cards: Sequence[Candidate]) -> tuple[tuple[str, int], ...]:
        """How many of the cards are for which goal, the nearest goal first."""
        counts = Counter(self._statements[card.deck] for card in cards if card.for_goal)
        return tuple((goal.statement, counts.pop(goal.statement)) for goal in self._reaches if counts[goal.statement])

    def _best(self, which: str, order: str) -> list[Candidate]:
        """The first by a cheap order; where not all are read, also the first of the goals' decks."""
        found = self._read(which, order, self._decks)
        covered = self._covered()
        if covered and len(found) == self._limit(which):
            known = {card.card_id for card in found}
            wanted = covered if self._decks is None else covered & self._decks
            found += [card for card in self._read(which, order, wanted) if card.card_id not in known]
        return found

    def _covered(self) -> frozenset[int]:
        """The decks that any goal covers."""
        return frozenset[int]().union(*(goal.decks for goal in self._reaches))

    def _limit(self, which: str) -> int:
        return int(min(MOST, max(FEWEST, self._budget / (QUICKEST_NEW if which == NEW else QUICKEST))))

    def _read(self, which: str, order: str, decks: frozenset[int] | None) -> list[Candidate]:
        ranked = f"SELECT c.id FROM cards c WHERE {self._where(which, decks)} ORDER BY {order} LIMIT :limit"  # noqa: S608
        sql = f"SELECT {_COLUMNS} FROM ({ranked}) r JOIN cards c ON c.id = r.id {_JOINED}"  # noqa: S608
        values = {**self._values(decks), "limit": self._limit(which)}
        return [self._candidate(row) for row in self._c.execute(sql, values)]

    def _where(self, which: str, decks: frozenset[int] | None) -> str:
        limits = [which, DRILLED]
        if decks is not None:
            limits.append(_IN_DECKS)
        if self._room.not_in is not None:
            limits.append(_NOT_IN)
        return " AND ".join(limits)

    def _values(self, decks: frozenset[int] | None) -> dict[str, Any]:
        return {
            "day": self._room.day.toordinal(),
            "until": milliseconds(self._room.now + LEARN_AHEAD),
            "decks": dumps(sorted(decks or ())),
            "session": self._room.not_in,
        }

    def _candidate(self, row: Sequence[Any], turn: int = 0) -> Candidate:
        card_id, note_id, kind_name, deck_id, stability, difficulty, last_day = row
        kind, goal, today, deck = Kind(kind_name), self._reach(deck_id), self._room.day, self._names[deck_id]
        horizon, importance = ROLLING_HORIZON, 1.0
        if goal:
            horizon, importance = (goal.deadline - today).days, goal.importance
            self._statements[deck] = goal.statement
        if stability is None:
            seconds = self.costs.seconds(kind, new=True)
            return Candidate(
                card_id, note_id, kind, deck, seconds, None, 0, horizon, importance, goal is not None, turn
            )
        elapsed = max(0, today.toordinal() - last_day)
        seconds = self.costs.seconds(kind, new=False, recall=retrievability(stability, elapsed))
        memory = MemoryState(stability, difficulty)
        return Candidate(card_id, note_id, kind, deck, seconds, memory, elapsed, horizon, importance, goal is not None)

    def _reach(self, deck_id: int) -> GoalReach | None:
        """The nearest goal that covers a deck."""
        return next((goal for goal in self._reaches if deck_id in goal.decks), None)
