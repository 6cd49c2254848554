"""Which cards wait, within a scope: read as candidates for a queue, or counted."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from json import dumps
from typing import Any

from drills.models import Kind, MemoryState
from drills.scheduling.cost import Costs
from drills.scheduling.memory import retrievability
from drills.scheduling.queue import Candidate, weighed
from drills.scheduling.value import ROLLING_HORIZON
from drills.storage.cards import DRILLED
from drills.storage.costs import costs
from drills.storage.goal.goal_reach import GoalReach, Within, goal_reaches, joined, scope_within
from drills.storage.instants import milliseconds
from drills.storage.sessions import LEARN_AHEAD, Scope

GOAL_NOTES = 5_000
"""Of goals with up to so many notes, all cards are weighed; of larger ones those due and new, like all others."""

NEW_LOOKED_AT = 2_000
"""Among so many new cards, the oldest, each deck has its turn."""


_COLUMNS = "c.id, c.note_id, n.kind, n.deck_id, c.stability, c.difficulty, c.last_day, c.due_day"
_JOINED = "JOIN notes n ON n.id = c.note_id"
_OF_NOTES = (
    f"SELECT {_COLUMNS} FROM cards c {_JOINED} WHERE n.id IN (SELECT value FROM json_each(:notes)) AND {DRILLED}"  # noqa: S608
)
_OF_CARDS = f"SELECT {_COLUMNS} FROM json_each(:cards) j CROSS JOIN cards c ON c.id = j.value {_JOINED}"  # noqa: S608
_BEYOND = "c.note_id NOT IN (SELECT p.note_id FROM json_each(:planned) j CROSS JOIN cards p ON p.id = j.value)"
_NOT_PLANNED = "c.id NOT IN (SELECT value FROM json_each(:planned))"
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
        self.goals = goal_reaches(c, room.day)
        self._scope = scope_within(c, room.scope, room.day)
        self._covered = joined(goal.within for goal in self.goals)
        self._names: dict[int, str] = dict(c.execute("SELECT id, name FROM decks").fetchall())

    def due(self) -> list[Candidate]:
        """Cards due by ordinary scheduling, and those left in their steps on an earlier day."""
        return self._best(_DUE, _LIKELY_KNOWN_FIRST) + self._read(_LEFT_IN_STEPS, "c.due_at")

    def new(self, *, spread: bool) -> list[Candidate]:
        """New cards: from all decks in turn if `spread`, else, when there is hardly room for any, only from goals'."""
        limit = self._limit(NEW)
        found = self._in_turn(NEW_LOOKED_AT if spread else limit, limit)
        return self._with_goals(found, lambda: self._in_turn(NEW_LOOKED_AT, limit, self._covered), limit)

    def of_goals(self) -> list[Candidate]:
        """All cards of goals that were not answered today, due or not; none where goals are very large."""
        if not self._covered or self._goals_are_large():
            return []
        limits = ["(c.stability IS NULL OR c.last_day < :day)", self._limits()]
        rows = self._c.execute(
            f"SELECT {_COLUMNS} FROM ({self._covered.note_ids('goal_')}) g CROSS JOIN cards c ON c.note_id = g.id "  # noqa: S608
            f"{_JOINED} WHERE {' AND '.join(limits)} ORDER BY c.id",
            self._values(self._covered),
        )
        turns: Counter[tuple[int, bool]] = Counter()
        found = []
        for row in rows:
            group = row[3], row[2] in ("question", "critique")
            turns[group] += 1
            if (card := self._candidate(row, turns[group])).goals:
                found.append(card)
        return found

    def _goals_are_large(self) -> bool:
        (notes,) = self._c.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM ({self._covered.note_ids('goal_')}) LIMIT {GOAL_NOTES + 1})",  # noqa: S608
            self._covered.values("goal_"),
        ).fetchone()
        return int(notes) > GOAL_NOTES

    def _in_turn(self, looked_at: int, limit: int, part: Within | None = None) -> list[Candidate]:
        """New cards in note order, one of each deck, then the next of each; long kinds on their own."""
        sql = _IN_TURN.format(where=self._where(NEW, part))
        values = {**self._values(part), "looked_at": looked_at, "limit": limit}
        return [self._candidate(row, turn) for turn, *row in self._c.execute(sql, values)]

    def early(self) -> list[Candidate]:
        """Cards not due yet, those likeliest lost first."""
        return self._read(EARLY, _LIKELY_LOST_FIRST)

    def in_steps(self) -> list[Candidate]:
        """Cards in learning steps begun today that are due, or will be within minutes."""
        return self._read(_IN_STEPS, "c.due_at")

    def of_notes(self) -> list[Candidate]:
        """The cards of the notes in the scope."""
        notes = dumps(self._room.scope.note_ids or ())
        rows = self._c.execute(f"{_OF_NOTES} ORDER BY c.id", {"notes": notes, "day": self._room.day.toordinal()})
        return [self._candidate(row) for row in rows]

    def of_cards(self, card_ids: Collection[int]) -> list[Candidate]:
        """Those very cards."""
        return [self._candidate(row) for row in self._c.execute(_OF_CARDS, {"cards": dumps(list(card_ids))})]

    def due_count(self) -> int:
        """How many cards are due by ordinary scheduling."""
        return self.count(_DUE) + self.count(_LEFT_IN_STEPS)

    def left_count(self, planned: Collection[int]) -> int:
        """How many are due beyond the planned cards; their siblings aren't: they wait for another day.

        Nor are the cards of goals: when these come is for the plan to say.
        """
        beyond = _BEYOND
        if self._covered:
            beyond += f" AND NOT {self._covered.cards('goal_')}"
        return sum(self.count(f"{which} AND {beyond}", planned) for which in (_DUE, _LEFT_IN_STEPS, _IN_STEPS))

    def later_count(self, planned: Collection[int]) -> int:
        """How many cards of goals are due that are not planned: the plan has them on another day."""
        if not self._covered:
            return 0
        beyond = f"{self._covered.cards('goal_')} AND {_NOT_PLANNED}"
        return sum(self.count(f"{which} AND {beyond}", planned) for which in (_DUE, _LEFT_IN_STEPS))

    def count(self, which: str, planned: Collection[int] = ()) -> int:
        """How many cards there are of a sort."""
        sql = f"SELECT count(*) FROM cards c WHERE {self._where(which)}"  # noqa: S608
        values = {**self._values(self._covered), "planned": dumps(list(planned))}
        return int(self._c.execute(sql, values).fetchone()[0])

    def by_goal(self, cards: Sequence[Candidate]) -> tuple[tuple[str, int], ...]:
        """How many of the cards are for which goal, the nearest goal first; a card counts for its nearest."""
        counts = Counter(card.goals[0] for card in cards if card.goals)
        return tuple((goal.statement, counts[goal.id]) for goal in self.goals if counts[goal.id])

    def _best(self, which: str, order: str) -> list[Candidate]:
        """The first by a cheap order; where not all are read, also the first of the goals'."""
        found = self._read(which, order)
        return self._with_goals(found, lambda: self._read(which, order, self._covered), self._limit(which))

    def _with_goals(
        self, found: list[Candidate], of_goals: Callable[[], list[Candidate]], limit: int
    ) -> list[Candidate]:
        """What was found, with what goals have besides where it was cut off."""
        if not self._covered or len(found) < limit:
            return found
        known = {card.card_id for card in found}
        return found + [card for card in of_goals() if card.card_id not in known]

    def _limit(self, which: str) -> int:
        return weighed(self._budget, new=which == NEW)

    def _read(self, which: str, order: str, part: Within | None = None) -> list[Candidate]:
        ranked = f"SELECT c.id FROM cards c WHERE {self._where(which, part)} ORDER BY {order} LIMIT :limit"  # noqa: S608
        sql = f"SELECT {_COLUMNS} FROM ({ranked}) r JOIN cards c ON c.id = r.id {_JOINED}"  # noqa: S608
        values = {**self._values(part), "limit": self._limit(which)}
        return [self._candidate(row) for row in self._c.execute(sql, values)]

    def _where(self, which: str, part: Within | None = None) -> str:
        inside = f" AND +c.note_id IN ({part.note_ids('goal_')})" if part is not None else ""
        return f"{which} AND {self._limits()}{inside}"

    def _limits(self) -> str:
        """What holds for every card of this reading.

        The plus keeps SQLite on the index of due cards, instead of looking up every note of the decks.
        """
        limits = [DRILLED]
        if self._scope is not None:
            limits.append(f"+c.note_id IN ({self._scope.note_ids('scope_')}) AND {self._scope.not_parked('scope_')}")
        if self._room.not_in is not None:
            limits.append(_NOT_IN)
        return " AND ".join(limits)

    def _values(self, part: Within | None = None) -> dict[str, Any]:
        return {
            "day": self._room.day.toordinal(),
            "until": milliseconds(self._room.now + LEARN_AHEAD),
            "session": self._room.not_in,
            **(self._scope.values("scope_") if self._scope is not None else {}),
            **(part.values("goal_") if part is not None else {}),
        }

    def _candidate(self, row: Sequence[Any], turn: int = 0) -> Candidate:
        card_id, note_id, kind_name, deck_id, stability, difficulty, last_day, due_day = row
        kind, today, deck = Kind(kind_name), self._room.day.toordinal(), self._names[deck_id]
        goals = [goal for goal in self.goals if goal.covers(deck_id, note_id, card_id)]
        ids = tuple(goal.id for goal in goals)
        horizon, importance = _horizon(goals[0], today) if goals else (ROLLING_HORIZON, 1.0)
        if stability is None:
            seconds = self.costs.seconds(kind, new=True)
            return Candidate(card_id, note_id, kind, deck, seconds, None, 0, horizon, importance, bool(ids), turn, ids)
        elapsed = max(0, today - last_day)
        seconds = self.costs.seconds(kind, new=False, recall=retrievability(stability, elapsed))
        memory, ahead = MemoryState(stability, difficulty), due_day is not None and due_day > today
        return Candidate(
            card_id, note_id, kind, deck, seconds, memory, elapsed, horizon, importance, bool(ids), turn, ids, ahead
        )


def _horizon(goal: GoalReach, today: int) -> tuple[int, float]:
    """Days until the nearest goal's day, and how much it counts."""
    return goal.deadline.toordinal() - today, goal.importance
