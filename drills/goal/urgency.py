"""What to turn to first: a sum of named terms, each with its points and its reason; and what is said in time, once.

Points per term: days left 30 × 14 / (14 + days), so 30 on the day, 15 two weeks before; past the day 30, and 1 more a
day up to 10; behind the pace 2 a day up to 20; importance 10 × log10; no next step 5; nothing done for a week 1 a day
from then on, up to 10.
"""

from dataclasses import dataclass
from datetime import date
from math import log10

from drills.calendar_day import distance, full
from drills.goal.goals import days_left
from drills.goal.pace import Pace
from drills.models import Goal

NOTICED = (30, 14, 7, 3, 1)
"""Days before the deadline on which a goal is brought up."""

STALE = 7  # days


@dataclass(frozen=True, slots=True)
class Term:
    """One part of an urgency: its name, its points, and why."""

    name: str
    points: float
    words: str


@dataclass(frozen=True, slots=True)
class Urgency:
    """The terms that count for a goal, the weightiest first; their sum is the urgency."""

    terms: tuple[Term, ...]

    @property
    def total(self) -> float:
        """The sum of the points."""
        return round(sum(term.points for term in self.terms), 1)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to say about a goal once. `name` tells it from others; `words` don't name the goal."""

    goal_id: int
    statement: str
    name: str
    words: str


def urgency_of(goal: Goal, today: date, pace: Pace, *, next_step: bool, touched: date | None) -> Urgency:
    """How urgent an open goal is. `next_step`: it has an open step or cards; `touched`: when it last saw any work."""
    left = days_left(goal, today)
    terms = [Term("days left", 30 * 14 / (14 + max(0, left)), f"{full(goal.deadline)}, {distance(left)}")]
    if left < 0:
        terms.append(Term("overdue", min(10, -left), "its day has passed: met late, moved or dropped?"))
    if pace.broken:
        terms.append(Term("behind pace", min(20, 2 * -pace.buffer_days), pace.words))
    if goal.importance != 1:
        terms.append(Term("importance", 10 * log10(goal.importance), f"importance {goal.importance:g}"))
    if not next_step:
        terms.append(Term("no next step", 5, "no open task, milestone or card"))
    idle = (today - (touched or goal.start)).days
    if idle >= STALE:
        terms.append(Term("stale", min(10, idle - STALE + 1), f"nothing done for {idle} days"))
    rounded = (Term(term.name, round(term.points, 1), term.words) for term in terms)
    return Urgency(tuple(sorted((term for term in rounded if term.points), key=lambda term: -abs(term.points))))


def notices_of(goal: Goal, today: date, pace: Pace) -> tuple[Notice, ...]:
    """What there is to say about an open goal today, whether it was said before or not.

    A date first seen late is brought up with the days that are really left; one that was set, moved or came again
    nearer than that isn't.
    """
    left = days_left(goal, today)
    since = max((goal.created_on, *_settings(goal)))
    room = (goal.deadline - since).days
    found = []
    reached = [days for days in NOTICED if left <= days < room]
    if left < 0:
        found.append(_notice(goal, f"over {goal.deadline}", "Its day has passed. Say how it went."))
    elif reached:
        found.append(_notice(goal, f"{reached[-1]} days {goal.deadline}", _left(left)))
    if pace.broken and left >= 0:
        found.append(_notice(goal, "pace", f"{pace.words[0].upper()}{pace.words[1:]}. {_needed(pace)}".strip()))
    return tuple(found)


def _settings(goal: Goal) -> list[date]:
    """The days on which the goal's date was set anew."""
    moved = [move.held_on or move.moved_on for move in goal.moves]
    return moved + [one.done_on or one.day for one in goal.occurrences]


def _left(left: int) -> str:
    return {0: "Today is the day.", 1: "Tomorrow is the day."}.get(left, f"{left} days left.")


def _needed(pace: Pace) -> str:
    worst = next((part for part in pace.parts if part.level is pace.level), None)
    return f"{worst.needed[0].upper()}{worst.needed[1:]}." if worst else ""


def _notice(goal: Goal, name: str, words: str) -> Notice:
    return Notice(goal.id, goal.statement, name, words)
