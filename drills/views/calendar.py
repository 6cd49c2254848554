"""What the calendar and the timeline show: deadlines, milestones, tasks, dates that come again, minutes and rest."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from drills.goal.pace import Pace
from drills.models import Goal, Milestone


class Sort(StrEnum):
    """What stands on a day of the calendar."""

    DEADLINE = "deadline"
    MILESTONE = "milestone"
    TASK = "task"
    OCCURRENCE = "occurrence"  # a date of a repeating goal: one that passed, or one to come after the next
    WAITING = "waiting"  # a later deadline that doesn't hold yet


@dataclass(frozen=True, slots=True)
class Entry:
    """Something on a day. `ref` is the number of the milestone or task; `state` says what became of it, in a word."""

    sort: Sort
    goal_id: int
    text: str
    done: bool = False
    ref: int | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day. `done` is minutes practised, here and elsewhere; `planned` minutes to come, 0 in the past.

    `by_goal` is what of them goals are planned to take, in minutes, as far as their outlooks were computed.
    """

    day: date
    entries: tuple[Entry, ...] = ()
    planned: float = 0.0
    done: float = 0.0
    rest: str | None = None  # None: no rest; else its label, or empty
    by_goal: tuple[tuple[int, float], ...] = ()  # numbers of goals with their minutes


@dataclass(frozen=True, slots=True)
class CalendarView:
    """Days one after the other, from a first to a last."""

    today: date
    days: tuple[CalendarDay, ...]


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One goal from its start to its deadline. `first_deadline` is the one it was set with."""

    goal: Goal
    start: date
    deadline: date
    first_deadline: date
    milestones: tuple[Milestone, ...]
    pace: Pace | None = None  # None: closed


@dataclass(frozen=True, slots=True)
class TimelineView:
    """Goals over time, open ones by deadline; `first` and `last` hold all of them, and `rests` are days off in it."""

    today: date
    first: date
    last: date
    rows: tuple[TimelineRow, ...] = ()
    rests: frozenset[date] = field(default_factory=frozenset)
