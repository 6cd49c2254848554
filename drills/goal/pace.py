"""How a goal stands against its plan: the planned line, the buffer in days, and what is needed from here on.

The plan of the steps (milestones and tasks) is a staircase: each is to be done by its day, those without one spread
evenly up to the deadline. The plan of the cards is a straight line from the readiness at the start to the target.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from drills.models import Goal, Milestone, Task
from drills.number_words import counted

FAR = 0.2
"""Behind by more than this share of the goal's whole time is far behind."""

SLACK = 0.03
"""Readiness moves up and down by the day: within this share of the whole time, and a day, it is on pace."""


class Level(StrEnum):
    """How a goal stands, in a word that is on screen beside any colour."""

    DONE = "done"
    AHEAD = "ahead"
    ON_PACE = "on pace"
    BEHIND = "behind"
    FAR_BEHIND = "far behind"
    NONE = "no plan yet"


_WORST_FIRST = (Level.FAR_BEHIND, Level.BEHIND, Level.ON_PACE, Level.AHEAD, Level.DONE)


@dataclass(frozen=True, slots=True)
class Part:
    """The steps or the cards of a goal. `planned` and `actual` are shares done in [0, 1]; `buffer_days` < 0: behind.

    `per_day` is what is needed on each day of study left, in steps, or in points of readiness in [0, 1].
    """

    name: str  # "steps" or "cards"
    level: Level
    planned: float
    actual: float
    buffer_days: int
    per_day: float
    needed: str  # "2 of 5 steps left: one every 4 days"


@dataclass(frozen=True, slots=True)
class Pace:
    """A goal against its plan: the worst of its parts, in words. `line` is the plan to be drawn: days and shares."""

    level: Level
    buffer_days: int
    words: str  # "2 days ahead", "1 day behind", "on pace"
    parts: tuple[Part, ...] = ()
    line: tuple[tuple[date, float], ...] = ()

    @property
    def falling_short(self) -> "Pace":
        """The same for a goal whose forecast falls short of its target: however it stands today, it is behind."""
        if self.broken or self.level is Level.NONE:
            return self
        return replace(self, level=Level.BEHIND, buffer_days=-1, words="forecast to fall short")

    @property
    def broken(self) -> bool:
        """Whether it is behind."""
        return self.level in (Level.BEHIND, Level.FAR_BEHIND)


def pace_of(
    goal: Goal,
    today: date,
    *,
    readiness: float | None = None,
    at_start: float = 0.0,
    free: frozenset[date] = frozenset(),
) -> Pace:
    """How the goal stands on a day. `readiness` (and `at_start`) in [0, 1], None without cards; `free`: days off."""
    days = max(1, study_days(today, goal.deadline, free))
    due = step_days(goal)
    parts = [_steps(goal, due, today, days)] if due else []
    if readiness is not None:
        parts.append(_cards(goal, today, days, readiness, at_start))
    if not parts and goal.repeats:
        return _of_habit(goal, today)
    if not parts:
        return Pace(Level.NONE, 0, "no steps yet", (), _line(goal, due))
    worst = min(parts, key=lambda part: (_WORST_FIRST.index(part.level), part.buffer_days))
    return Pace(worst.level, worst.buffer_days, buffer_words(worst), tuple(parts), _line(goal, due))


def _of_habit(goal: Goal, today: date) -> Pace:
    """A repeating goal without steps or cards is on pace until its date has passed."""
    late = (today - goal.deadline).days
    line = ((goal.start, 0.0), (goal.deadline, 1.0))
    return (
        Pace(Level.BEHIND, -late, f"{_days(late)} behind", (), line)
        if late > 0
        else Pace(Level.ON_PACE, 0, "on pace", (), line)
    )


def buffer_words(part: Part) -> str:
    """As in "2 days ahead", "1 day behind", "on pace", "all done"."""
    if part.level is Level.DONE:
        return "all done" if part.name == "steps" else "target reached"
    if part.level is Level.ON_PACE:
        return "on pace"
    return f"{_days(abs(part.buffer_days))} {'ahead' if part.buffer_days > 0 else 'behind'}"


def step_days(goal: Goal) -> tuple[date, ...]:
    """The days by which a first, second, … step is to be done, in order; steps without one are spread evenly."""
    dated = [milestone.due for milestone in goal.milestones] + [task.due for task in goal.tasks if task.due]
    loose = sum(task.due is None for task in goal.tasks)
    whole = (goal.deadline - goal.start).days
    spread = [goal.start + timedelta(days=whole * number // loose) for number in range(1, loose + 1)] if loose else []
    return tuple(sorted(dated + spread))


def steps(goal: Goal) -> tuple[Milestone | Task, ...]:
    """All milestones and tasks."""
    return (*goal.milestones, *goal.tasks)


def steps_done(goal: Goal) -> int:
    """Milestones and tasks done."""
    return sum(step.done_on is not None for step in steps(goal))


def study_days(today: date, deadline: date, free: frozenset[date]) -> int:
    """Days from today up to the day before the deadline that aren't free; 0 once it has come."""
    days = (today + timedelta(days=n) for n in range((deadline - today).days))
    return sum(day not in free for day in days)


def proposed_milestones(start: date, deadline: date, count: int) -> tuple[date, ...]:
    """So many days, evenly spaced between a start and a deadline, both left out; fewer where there is no room."""
    whole = (deadline - start).days
    found = (
        {start + timedelta(days=round(whole * n / (count + 1))) for n in range(1, count + 1)} if whole > 1 else set()
    )
    return tuple(sorted(found - {start, deadline}))


def _steps(goal: Goal, due: Sequence[date], today: date, days: int) -> Part:
    done, whole = steps_done(goal), len(due)
    left = whole - done
    planned = sum(day < today for day in due) / whole
    if not left:
        return Part("steps", Level.DONE, planned, 1.0, 0, 0.0, f"all {whole} steps done" if whole > 1 else "done")
    buffer = min(0, (due[done] - today).days) or (max(0, (due[done - 1] - today).days) if done else 0)
    words = f"{left} of {counted(whole, 'step')} left: {_rate(left, days)}"
    return Part("steps", _level(goal, buffer, 0), planned, done / whole, buffer, left / days, words)


def _cards(goal: Goal, today: date, days: int, readiness: float, at_start: float) -> Part:
    """Readiness against a straight line to the target; its buffer is the time by which it lies off the line."""
    whole = max(1, (goal.deadline - goal.start).days)
    gone = min(whole, max(0, (today - goal.start).days))
    rise = max(1e-9, goal.target - at_start)
    planned = at_start + rise * gone / whole
    missing = max(0.0, goal.target - readiness)
    if not missing:
        return Part("cards", Level.DONE, planned, readiness, 0, 0.0, f"{goal.target:.0%} reached".replace("%", " %"))
    buffer = round((readiness - planned) / rise * whole)
    level = _level(goal, buffer, max(1, round(SLACK * whole)))
    words = f"{100 * missing:.0f} points of readiness left: {100 * missing / days:.1f} a day"
    return Part("cards", level, planned, readiness, buffer if level is not Level.ON_PACE else 0, missing / days, words)


def _level(goal: Goal, buffer: int, slack: int) -> Level:
    if abs(buffer) <= slack:
        return Level.ON_PACE
    if buffer > 0:
        return Level.AHEAD
    return Level.FAR_BEHIND if -buffer > FAR * (goal.deadline - goal.start).days else Level.BEHIND


def _line(goal: Goal, due: Sequence[date]) -> tuple[tuple[date, float], ...]:
    """The plan as points: up to each step's day, or straight from the start to the deadline."""
    if not due:
        return ((goal.start, 0.0), (goal.deadline, 1.0))
    steps = [(day, number / len(due)) for number, day in enumerate(due, 1)]
    tail = [(goal.deadline, 1.0)] if due[-1] < goal.deadline else []
    return ((goal.start, 0.0), *steps, *tail)


def _rate(left: int, days: int) -> str:
    if left >= days:
        return f"{left / days:.1f} a day".replace(".0 ", " ")
    return f"one every {_days(days // left)}" if left > 1 else f"in {_days(days)}"


def _days(count: int) -> str:
    return counted(count, "day")
