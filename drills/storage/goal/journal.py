"""The journal of a goal: dated entries, written, changed and deleted. Every step can be undone."""

import sqlite3
from datetime import date, datetime

from drills.dates import short
from drills.errors import DateError, InputError
from drills.goal.goals import checked_text
from drills.storage.database import transaction
from drills.storage.goal.goal_rows import named, next_id, owner_of, read_goal
from drills.storage.instants import milliseconds
from drills.storage.undo import undoable


def add_entry(c: sqlite3.Connection, goal_id: int, day: date, text: str, now: datetime, today: date) -> int:
    """Write an entry for a day up to today, and give its number; undoable. Closed goals take entries too."""
    text = _checked(text, day, today)
    with transaction(c):
        goal = read_goal(c, goal_id)
        with undoable(c, f"Write in the journal of “{named(goal)}”", now) as step:
            entry_id = next_id(c, "journal")
            step.keep("journal", id=entry_id)
            c.execute(
                "INSERT INTO journal (id, goal_id, day, text, made_at) VALUES (?, ?, ?, ?, ?)",
                (entry_id, goal_id, day.toordinal(), text, milliseconds(now)),
            )
        return entry_id


def edit_entry(c: sqlite3.Connection, entry_id: int, day: date, text: str, now: datetime, today: date) -> None:
    """Change an entry's day and text; undoable."""
    text = _checked(text, day, today)
    with transaction(c):
        owner_of(c, "journal", entry_id, "entry")
        with undoable(c, f"Edit the journal of {short(day, today)}", now) as step:
            step.keep("journal", id=entry_id)
            c.execute("UPDATE journal SET day = ?, text = ? WHERE id = ?", (day.toordinal(), text, entry_id))


def delete_entry(c: sqlite3.Connection, entry_id: int, now: datetime) -> None:
    """Delete an entry; undoable."""
    with transaction(c):
        owner_of(c, "journal", entry_id, "entry")
        with undoable(c, "Delete a journal entry", now) as step:
            step.keep("journal", id=entry_id)
            c.execute("DELETE FROM journal WHERE id = ?", (entry_id,))


def _checked(text: str, day: date, today: date) -> str:
    text = checked_text(text, "An entry")
    if not text:
        raise InputError("An entry needs a text.")
    if day > today:
        raise DateError("The journal is about what has happened.", hint="Choose today or a day before.")
    return text
