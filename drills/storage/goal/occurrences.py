"""Dates of repeating goals closed as done or let go; closing one brings the next. Every step can be undone."""

import sqlite3
from datetime import date, datetime

from drills.calendar_day import full
from drills.dates import short
from drills.errors import DateError, InputError, NotFoundError
from drills.goal.goals import checked_text
from drills.goal.habit import history
from drills.goal.repeating import next_after, stored_rule
from drills.models import Goal
from drills.storage.database import transaction
from drills.storage.goal.goal_rows import named, open_goal
from drills.storage.undo import Step, undoable

_NOTE = 500  # characters


def close_occurrence(
    c: sqlite3.Connection,
    goal_id: int,
    done: bool,
    now: datetime,
    today: date,
    *,
    on: date | None = None,
    note: str = "",
) -> date:
    """Close a repeating goal's date as done (`on` a day up to today) or let go; gives the next date. Undoable.

    Dates that passed meanwhile are missed, not asked for one by one: the next is the first from today on.
    """
    note = checked_text(note, "A note", _NOTE)
    with transaction(c):
        goal = _repeating(c, goal_id)
        coming = next_after(stored_rule(goal.repeats), goal.deadline, from_=today)
        done_on = _done_on(on or today, today) if done else None
        verb = "Done" if done else "Let go"
        with undoable(c, f"{verb}: “{named(goal)}” on {short(goal.deadline, today)}", now) as step:
            step.keep("goals", id=goal_id)
            step.keep("pending_moves", goal_id=goal_id)
            _write(c, step, goal_id, goal.deadline, done_on, note)
            c.execute("DELETE FROM pending_moves WHERE goal_id = ?", (goal_id,))
            c.execute("UPDATE goals SET deadline = ? WHERE id = ?", (coming.toordinal(), goal_id))
    return coming


def mark_occurrence(
    c: sqlite3.Connection,
    goal_id: int,
    day: date,
    done_on: date | None,
    now: datetime,
    today: date,
    *,
    note: str = "",
) -> None:
    """Say of a past date that it was done on a day, or let go (None), also after it was missed; undoable."""
    note = checked_text(note, "A note", _NOTE)
    with transaction(c):
        goal = _repeating(c, goal_id)
        if day >= goal.deadline or day not in {one.day for one in history(goal)}:
            raise NotFoundError(f"{full(day)} is no past date of “{named(goal)}”.")
        done_on = _done_on(done_on, today) if done_on else None
        with undoable(c, f"“{named(goal)}” on {short(day, today)}", now) as step:
            _write(c, step, goal_id, day, done_on, note)


def _write(c: sqlite3.Connection, step: Step, goal_id: int, day: date, done_on: date | None, note: str) -> None:
    step.keep("occurrences", goal_id=goal_id, day=day.toordinal())
    c.execute(
        "INSERT INTO occurrences (goal_id, day, done_day, note) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (goal_id, day) DO UPDATE SET done_day = excluded.done_day, note = excluded.note",
        (goal_id, day.toordinal(), done_on and done_on.toordinal(), note),
    )


def _repeating(c: sqlite3.Connection, goal_id: int) -> Goal:
    goal = open_goal(c, goal_id)
    if not goal.repeats:
        raise InputError(f"“{named(goal)}” comes once.", hint="Say that it is met, or drop it.")
    return goal


def _done_on(day: date, today: date) -> date:
    if day > today:
        raise DateError("It can't have been done yet.", hint="Choose today or a day before.")
    return day
