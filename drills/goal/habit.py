"""How the dates of a repeating goal went: done, done late, let go, missed, and the one that is next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import takewhile

from drills.models import Goal, GoalStatus, Occurrence

MOST_KEPT = 1_000  # dates looked back on


class State(StrEnum):
    """What became of one date."""

    DONE = "done"
    LATE = "done late"
    LET_GO = "let go"
    MISSED = "missed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Date:
    """One date of a repeating goal, and what became of it."""

    day: date
    state: State
    done_on: date | None = None
    note: str = ""


def history(goal: Goal) -> tuple[Date, ...]:
    """All dates of a repeating goal since the first that was closed, oldest first; the open one comes last.

    Dates that passed while an earlier one stayed open, and were never closed, are missed. A date that was moved
    stands where it was moved to.
    """
    closed = {one.day: one for one in goal.occurrences}
    days = sorted({*closed, *_by_rule(goal, min(closed, default=goal.deadline))})[-MOST_KEPT:]
    found = [_closed(closed[day]) if day in closed else Date(day, State.MISSED) for day in days]
    if goal.status is GoalStatus.OPEN:
        found.append(Date(goal.deadline, State.OPEN))
    return tuple(found)


def kept_share(past: tuple[Date, ...]) -> tuple[int, int]:
    """How many dates were done, of how many that were not let go; the open one doesn't count."""
    done = sum(one.state in (State.DONE, State.LATE) for one in past)
    return done, done + sum(one.state is State.MISSED for one in past)


def _by_rule(goal: Goal, first: date) -> Iterator[date]:
    from drills.goal.repeating import dates, stored_rule  # dateutil's rules take long to load, and few goals repeat

    moved = {move.before for move in goal.moves}
    before = takewhile(lambda day: day < goal.deadline, dates(stored_rule(goal.repeats), first))
    return (day for day in before if day not in moved)


def _closed(one: Occurrence) -> Date:
    if one.done_on is None:
        return Date(one.day, State.LET_GO, None, one.note)
    return Date(one.day, State.LATE if one.done_on > one.day else State.DONE, one.done_on, one.note)
