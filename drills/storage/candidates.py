"""What could be drilled on a day, and what of it fits the minutes."""

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from json import dumps
from typing import Any

from drills.config import Study
from drills.models import Kind, MemoryState
from drills.scheduling.cost import Costs
from drills.scheduling.memory import retrievability
from drills.scheduling.queue import Candidate, Queue, catch_up_days, fill, interleave
from drills.scheduling.value import ROLLING_HORIZON
from drills.storage.cards import DRILLED
from drills.storage.costs import costs
from drills.storage.goal_reach import GoalReach, goal_reaches, scope_decks
from drills.storage.instants import milliseconds
from drills.storage.sessions import LEARN_AHEAD, Scope
from drills.views.today import Plan

LEAST_SECONDS = 20.0
"""With less of the day's time left than this, the day counts as done."""

QUICKEST, QUICKEST_NEW = 4.0, 9.0
"""Seconds a card takes at the least: as many due cards, and new ones, as would fit are weighed one by one, as many
again for goals; the rest are counted."""

FEWEST, MOST = 100, 2_000
NEW_LOOKED_AT = 2_000
"""Among so many new cards, the oldest, each deck has its turn."""

INFLOW_DAYS = 7

_COLUMNS = "c.id, c.note_id, n.kind, n.deck_id, c.stability, c.difficulty, c.last_day"
_JOINED = "JOIN notes n ON n.id = c.note_id"
_OF_NOTES = (
    f"SELECT {_COLUMNS} FROM cards c {_JOINED} WHERE n.id IN (SELECT value FROM json_each(:notes)) AND {DRILLED}"  # noqa: S608
)
# The plus keeps SQLite on the index of due cards, instead of looking up every note of the decks.
_IN_DECKS = (
    "+c.note_id IN (SELECT id FROM notes WHERE deleted_at IS NULL AND deck_id IN (SELECT value FROM json_each(:decks)))"
)
_NOT_IN = "c.id NOT IN (SELECT card_id FROM session_cards WHERE session_id = :session)"

_DUE = "c.due_day <= :day"
_LEFT_IN_STEPS = "c.due_at <= :until AND c.last_day < :day"  # on an earlier day
_IN_STEPS = "c.due_at <= :until AND c.last_day >= :day"
_NEW = "c.phase = 'new'"
_EARLY = "c.due_day > :day AND c.last_day < :day"

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
class Drawn:
    """A day's cards in the order to drill them, and how that reads as a plan."""

    seconds: Mapping[int, float] = field(default_factory=dict)  # by card id, in order
    plan: Plan = field(default_factory=lambda: Plan(0, 0, 0, 0, 0.0))


@dataclass(frozen=True, slots=True)
class Room:
    """Whose cards, at what time, and what is already in the session (`not_in`)."""

    scope: Scope
    now: datetime
    day: date
    not_in: int | None = None


def draw(c: sqlite3.Connection, room: Room, budget_seconds: float, study: Study, known: Costs | None = None) -> Drawn:
    """The cards to drill now within a budget of seconds: those in today's learning steps first, then the queue."""
    reading = _Reading(c, room, budget_seconds, known)
    steps = reading.in_steps()
    due = reading.due()
    candidates = due + reading.new(spread=sum(card.seconds for card in due) <= budget_seconds)
    unread = reading.due_count() - sum(not card.is_new for card in candidates)
    seconds = sum(card.seconds for card in steps)
    budget = budget_seconds - seconds
    queue = fill(candidates, budget, day=room.day) if budget >= LEAST_SECONDS else _empty(candidates)
    picked = _picked(steps, candidates, queue)
    mean = _mean_seconds(candidates, reading.costs)
    left = max(0, queue.due_left - queue.siblings_left + unread)
    plan = Plan(
        cards=len(picked),
        due=queue.due_count + len(steps),
        new=queue.new_count,
        questions=sum(card.kind is Kind.QUESTION for card in picked),
        seconds=queue.seconds + seconds,
        by_goal=reading.by_goal(picked),
        left=left,
        left_seconds=left * mean,
        catch_up_days=_catch_up(c, room.day, left * mean, study, mean),
    )
    return Drawn(_seconds(picked), plan)


def draw_notes(c: sqlite3.Connection, room: Room) -> Drawn:
    """The cards of chosen notes, due or not."""
    reading = _Reading(c, room)
    candidates = reading.of_notes()
    by_id = {card.card_id: card for card in candidates}
    picked = [by_id[card_id] for card_id in interleave(candidates, room.day)]
    new = sum(card.is_new for card in picked)
    plan = Plan(
        cards=len(picked),
        due=len(picked) - new,
        new=new,
        questions=sum(card.kind is Kind.QUESTION for card in picked),
        seconds=sum(card.seconds for card in picked),
        by_goal=reading.by_goal(picked),
    )
    return Drawn(_seconds(picked), plan)


def draw_more(c: sqlite3.Connection, room: Room, seconds: float, study: Study) -> Drawn:
    """A few more cards: due and new ones, or where there are none left, those soonest forgotten."""
    drawn = draw(c, room, seconds, study)
    if drawn.seconds:
        return drawn
    candidates = _Reading(c, room, seconds).early()
    queue = fill(candidates, seconds, day=room.day)
    picked = _picked([], candidates, queue)
    return Drawn(_seconds(picked), Plan(len(picked), len(picked), 0, 0, queue.seconds))


def count_more(c: sqlite3.Connection, room: Room) -> int:
    """How many cards `draw_more` could bring by and by."""
    reading = _Reading(c, room)
    return reading.due_count() + reading.count(_NEW) or reading.count(_EARLY)


class _Reading:
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
        limit, covered = self._limit(_NEW), self._covered()
        found = self._in_turn(self._decks, NEW_LOOKED_AT if spread else limit, limit)
        if covered and len(found) == limit:
            wanted = covered if self._decks is None else covered & self._decks
            known = {card.card_id for card in found}
            found += [c for c in self._in_turn(wanted, NEW_LOOKED_AT, limit) if c.card_id not in known]
        return found

    def _in_turn(self, decks: frozenset[int] | None, looked_at: int, limit: int) -> list[Candidate]:
        """New cards of those decks in note order, one of each deck, then the next of each; long kinds on their own."""
        sql = _IN_TURN.format(where=self._where(_NEW, decks))
        values = {**self._values(decks), "looked_at": looked_at, "limit": limit}
        return [replace(self._candidate(row), turn=turn) for turn, *row in self._c.execute(sql, values)]

    def early(self) -> list[Candidate]:
        return self._read(_EARLY, _LIKELY_LOST_FIRST, self._decks)

    def in_steps(self) -> list[Candidate]:
        """Cards in learning steps begun today that are due, or will be within minutes."""
        return self._read(_IN_STEPS, "c.due_at", self._decks)

    def of_notes(self) -> list[Candidate]:
        notes = dumps(self._room.scope.note_ids or ())
        rows = self._c.execute(f"{_OF_NOTES} ORDER BY c.id", {"notes": notes, "day": self._room.day.toordinal()})
        return [self._candidate(row) for row in rows]

    def due_count(self) -> int:
        return self.count(_DUE) + self.count(_LEFT_IN_STEPS)

    def count(self, which: str) -> int:
        sql = f"SELECT count(*) FROM cards c WHERE {self._where(which, self._decks)}"  # noqa: S608
        (count,) = self._c.execute(sql, self._values(self._decks)).fetchone()
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
        return int(min(MOST, max(FEWEST, self._budget / (QUICKEST_NEW if which == _NEW else QUICKEST))))

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

    def _candidate(self, row: Sequence[Any]) -> Candidate:
        card_id, note_id, kind_name, deck_id, stability, difficulty, last_day = row
        kind, goal, today, deck = Kind(kind_name), self._reach(deck_id), self._room.day, self._names[deck_id]
        horizon, importance = ROLLING_HORIZON, 1.0
        if goal:
            horizon, importance = (goal.deadline - today).days, goal.importance
            self._statements[deck] = goal.statement
        if stability is None:
            seconds = self.costs.seconds(kind, new=True)
            return Candidate(card_id, note_id, kind, deck, seconds, None, 0, horizon, importance, goal is not None)
        elapsed = max(0, today.toordinal() - last_day)
        seconds = self.costs.seconds(kind, new=False, recall=retrievability(stability, elapsed))
        memory = MemoryState(stability, difficulty)
        return Candidate(card_id, note_id, kind, deck, seconds, memory, elapsed, horizon, importance, goal is not None)

    def _reach(self, deck_id: int) -> GoalReach | None:
        """The nearest goal that covers a deck."""
        return next((goal for goal in self._reaches if deck_id in goal.decks), None)


def _picked(learning: list[Candidate], candidates: list[Candidate], queue: Queue) -> list[Candidate]:
    by_id = {card.card_id: card for card in candidates}
    return learning + [by_id[card_id] for card_id in queue.order]


def _seconds(cards: Sequence[Candidate]) -> dict[int, float]:
    return {card.card_id: card.seconds for card in cards}


def _empty(candidates: Sequence[Candidate]) -> Queue:
    """What is left when no time is."""
    due = [card for card in candidates if not card.is_new]
    return Queue(due_left=len(due), due_left_seconds=sum(card.seconds for card in due))


def _mean_seconds(candidates: Sequence[Candidate], costs: Costs) -> float:
    seconds = [card.seconds for card in candidates if not card.is_new]
    return sum(seconds) / len(seconds) if seconds else costs.seconds(Kind.BASIC, new=False, recall=0.9)


def _catch_up(c: sqlite3.Connection, day: date, left_seconds: float, study: Study, mean: float) -> int | None:
    if left_seconds <= 0:
        return 0
    rows = c.execute(
        "SELECT due_day, count(*) FROM cards WHERE due_day BETWEEN ? AND ? AND suspended = 0 AND removed_at IS NULL "
        "GROUP BY due_day",
        (day.toordinal() + 1, day.toordinal() + INFLOW_DAYS),
    )
    counts = dict(rows.fetchall())
    inflow = [counts.get(day.toordinal() + ahead, 0) * mean for ahead in range(1, INFLOW_DAYS + 1)]
    return catch_up_days(left_seconds, inflow, study.minutes_per_day * 60.0)
