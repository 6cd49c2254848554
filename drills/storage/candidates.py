"""What could be drilled on a day, and what of it fits the minutes."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from json import dumps
from typing import Any

from drills.config import Study
from drills.models import Kind, MemoryState
from drills.scheduling.cost import Costs
from drills.scheduling.memory import retrievability
from drills.scheduling.queue import Candidate, Queue, catch_up_days, fill, interleave
from drills.scheduling.value import ROLLING_HORIZON
from drills.storage.cards import DRILLED, deck_ids
from drills.storage.costs import costs
from drills.storage.instants import milliseconds
from drills.storage.sessions import LEARN_AHEAD, Scope
from drills.views import Plan

RANKED = 600
"""So many due cards, and so many new ones, are weighed one by one (as many again for goals); the rest are counted."""

LEAST_SECONDS = 20.0
"""With less of the day's time left than this, the day counts as done."""

INFLOW_DAYS = 14

_COLUMNS = "c.id, c.note_id, n.kind, n.deck_id, d.name, c.stability, c.difficulty, c.last_day"
_TABLES = "FROM cards c JOIN notes n ON n.id = c.note_id JOIN decks d ON d.id = n.deck_id"
_IN_DECKS = "n.deck_id IN (SELECT value FROM json_each(:decks))"
_DUE = f"SELECT {_COLUMNS} {_TABLES} WHERE c.due_day <= :day AND {DRILLED}"
_NEW = f"SELECT {_COLUMNS} {_TABLES} WHERE c.phase = 'new' AND {DRILLED}"
_EARLY = f"SELECT {_COLUMNS} {_TABLES} WHERE c.due_day > :day AND c.last_day < :day AND {DRILLED}"
_OF_NOTES = f"SELECT {_COLUMNS} {_TABLES} WHERE n.id IN (SELECT value FROM json_each(:notes)) AND {DRILLED}"  # noqa: S608
# Likely still known comes first: where not everything fits, that keeps most. The same order as by predicted recall.
_LIKELY_KNOWN_FIRST = "ORDER BY (:day - c.last_day) / c.stability LIMIT :limit"
_LIKELY_LOST_FIRST = "ORDER BY (:day - c.last_day) / c.stability DESC LIMIT :limit"
_FIRST_ADDED_FIRST = "ORDER BY c.id LIMIT :limit"


@dataclass(frozen=True, slots=True)
class GoalReach:
    """An open goal, and the decks it covers."""

    id: int
    statement: str
    deadline: date
    importance: float
    decks: frozenset[int]


def goal_reaches(c: sqlite3.Connection, day: date) -> tuple[GoalReach, ...]:
    """Open goals with decks, whose day is still ahead: the nearest first."""
    rows = c.execute(
        "SELECT g.id, g.statement, g.deadline, g.importance, d.name FROM goals g JOIN goal_decks l ON l.goal_id = g.id "
        "JOIN decks d ON d.id = l.deck_id WHERE g.status = 'open' AND g.removed_at IS NULL AND g.deadline > ? "
        "ORDER BY g.deadline, g.id",
        (day.toordinal(),),
    )
    names: dict[tuple[int, str, int, float], list[str]] = {}
    for id_, statement, deadline, importance, name in rows.fetchall():
        names.setdefault((id_, statement, deadline, importance), []).append(name)
    return tuple(
        GoalReach(id_, statement, date.fromordinal(deadline), importance, frozenset(deck_ids(c, decks)))
        for (id_, statement, deadline, importance), decks in names.items()
    )


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


def draw(c: sqlite3.Connection, room: Room, budget_seconds: float, study: Study) -> Drawn:
    """The cards to drill now within a budget of seconds: those in their learning steps first, then the queue."""
    reading = _Reading(c, room)
    learning = reading.learning()
    candidates = reading.due() + reading.new()
    left_unread = reading.due_count() - sum(not card.is_new for card in candidates)
    seconds = sum(card.seconds for card in learning)
    budget = budget_seconds - seconds
    queue = fill(candidates, budget, day=room.day) if budget >= LEAST_SECONDS else _empty(candidates)
    picked = _picked(learning, candidates, queue)
    left = queue.due_left - queue.siblings_left + left_unread
    left_seconds = left * _mean_seconds(candidates, reading.costs)
    plan = Plan(
        cards=len(picked),
        due=queue.due_count + len(learning),
        new=queue.new_count,
        questions=sum(card.kind is Kind.QUESTION for card in picked),
        seconds=queue.seconds + seconds,
        by_goal=reading.by_goal(picked),
        left=left,
        left_seconds=left_seconds,
        catch_up_days=_catch_up(c, room.day, left_seconds, study, _mean_seconds(candidates, reading.costs)),
    )
    return Drawn(_seconds(picked), plan)


def draw_notes(c: sqlite3.Connection, room: Room) -> Drawn:
    """The cards of chosen notes, due or not."""
    reading = _Reading(c, room)
    candidates = reading.of_notes()
    by_id = {card.card_id: card for card in candidates}
    order = interleave(candidates, room.day)
    new = sum(card.is_new for card in candidates)
    questions = sum(card.kind is Kind.QUESTION for card in candidates)
    seconds = sum(card.seconds for card in candidates)
    picked = [by_id[card_id] for card_id in order]
    plan = Plan(len(order), len(order) - new, new, questions, seconds, reading.by_goal(picked))
    return Drawn(_seconds(picked), plan)


def draw_more(c: sqlite3.Connection, room: Room, seconds: float, study: Study) -> Drawn:
    """A few more cards: due and new ones, or where there are none left, those soonest forgotten."""
    drawn = draw(c, room, seconds, study)
    if drawn.seconds:
        return drawn
    candidates = _Reading(c, room).early()
    queue = fill(candidates, seconds, day=room.day)
    picked = _picked([], candidates, queue)
    return Drawn(_seconds(picked), Plan(len(picked), len(picked), 0, 0, queue.seconds))


def count_more(c: sqlite3.Connection, room: Room) -> int:
    """How many cards `draw_more` could bring by and by."""
    reading = _Reading(c, room)
    return reading.due_count() + reading.new_count() or reading.early_count()


class _Reading:
    """Candidates read from the database, within a scope."""

    def __init__(self, c: sqlite3.Connection, room: Room) -> None:
        self._c = c
        self._room = room
        self.costs = costs(c)
        self._reaches = goal_reaches(c, room.day)
        self._decks = _scope_decks(c, room.scope)
        self._statements: dict[str, str] = {}  # by deck, of the nearest goal that covers it

    def due(self) -> list[Candidate]:
        return self._candidates(_DUE, _LIKELY_KNOWN_FIRST)

    def new(self) -> list[Candidate]:
        return self._candidates(_NEW, _FIRST_ADDED_FIRST)

    def early(self) -> list[Candidate]:
        return [self._candidate(row) for row in self._rows(_EARLY, _LIKELY_LOST_FIRST, self._decks)]

    def of_notes(self) -> list[Candidate]:
        notes = dumps(self._room.scope.note_ids or ())
        rows = self._c.execute(f"{_OF_NOTES} ORDER BY c.id", {"notes": notes, "day": self._room.day.toordinal()})
        return [self._candidate(row) for row in rows]

    def learning(self) -> list[Candidate]:
        """Cards in their learning steps that are due, or will be within minutes."""
        until = milliseconds(self._room.now + LEARN_AHEAD)
        sql = f"SELECT {_COLUMNS} {_TABLES} WHERE c.due_at <= {until} AND {DRILLED}"
        return [self._candidate(row) for row in self._rows(sql, "ORDER BY c.due_at LIMIT :limit", self._decks)]

    def due_count(self) -> int:
        return self._count("c.due_day <= :day")

    def new_count(self) -> int:
        return self._count("c.phase = 'new'")

    def early_count(self) -> int:
        return self._count("c.due_day > :day AND c.last_day < :day")

    def by_goal(self, cards: Sequence[Candidate]) -> tuple[tuple[str, int], ...]:
        """How many of the cards are for which goal, the nearest goal first."""
        counts = Counter(self._statements[card.deck] for card in cards if card.for_goal)
        return tuple((goal.statement, counts.pop(goal.statement)) for goal in self._reaches if counts[goal.statement])

    def _candidates(self, sql: str, order: str) -> list[Candidate]:
        """The best by a cheap order: first of the goals' decks, then of all."""
        rows: dict[int, Sequence[Any]] = {}
        covered = frozenset().union(*(goal.decks for goal in self._reaches))
        if covered:
            wanted = covered if self._decks is None else covered & self._decks
            rows.update((row[0], row) for row in self._rows(sql, order, wanted))
        rows.update((row[0], row) for row in self._rows(sql, order, self._decks))
        return [self._candidate(row) for row in rows.values()]

    def _rows(self, sql: str, order: str, decks: frozenset[int] | None) -> Iterable[Sequence[Any]]:
        limits = [sql]
        if decks is not None:
            limits.append(_IN_DECKS)
        if self._room.not_in is not None:
            limits.append("c.id NOT IN (SELECT card_id FROM session_cards WHERE session_id = :session)")
        return self._c.execute(f"{' AND '.join(limits)} {order}", self._values(decks))

    def _count(self, what: str) -> int:
        tables, limits = "FROM cards c", [what, DRILLED]
        if self._decks is not None:
            tables += " JOIN notes n ON n.id = c.note_id"
            limits.append(_IN_DECKS)
        if self._room.not_in is not None:
            limits.append("c.id NOT IN (SELECT card_id FROM session_cards WHERE session_id = :session)")
        sql = f"SELECT count(*) {tables} WHERE {' AND '.join(limits)}"
        (count,) = self._c.execute(sql, self._values(self._decks)).fetchone()
        return int(count)

    def _values(self, decks: frozenset[int] | None) -> dict[str, Any]:
        return {
            "day": self._room.day.toordinal(),
            "decks": dumps(sorted(decks or ())),
            "session": self._room.not_in,
            "limit": RANKED,
        }

    def _candidate(self, row: Sequence[Any]) -> Candidate:
        card_id, note_id, kind_name, deck_id, deck, stability, difficulty, last_day = row
        kind, goal, today = Kind(kind_name), self._reach(deck_id), self._room.day
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


def _scope_decks(c: sqlite3.Connection, scope: Scope) -> frozenset[int] | None:
    """The decks a scope is limited to; None: all."""
    if scope.deck is not None:
        return frozenset(deck_ids(c, [scope.deck]))
    if scope.goal_id is not None:
        rows = c.execute(
            "SELECT d.name FROM goal_decks l JOIN decks d ON d.id = l.deck_id WHERE l.goal_id = ?", (scope.goal_id,)
        )
        return frozenset(deck_ids(c, [name for (name,) in rows.fetchall()]))
    return None


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
