"""Practice off the app: minutes on a day, which count for the streak and stand beside the answers. Can be undone."""

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime

from drills.dates import short
from drills.errors import DateError, InputError, NotFoundError
from drills.storage.database import explained, transaction
from drills.storage.undo import undoable
from drills.text import storable

MOST_MINUTES = 1_440  # the minutes of a day
_NOTE = 500  # characters


@dataclass(frozen=True, slots=True)
class Practice:
    """What was practised elsewhere on one day."""

    day: date
    minutes: int
    note: str = ""


def practice(c: sqlite3.Connection, first: date, last: date) -> tuple[Practice, ...]:
    """Practice off the app between two days, both included, oldest first."""
    with explained():
        rows = c.execute(
            "SELECT day, minutes, note FROM practice WHERE day BETWEEN ? AND ? ORDER BY day",
            (first.toordinal(), last.toordinal()),
        ).fetchall()
    return tuple(Practice(date.fromordinal(day), minutes, note) for day, minutes, note in rows)


def record_practice(c: sqlite3.Connection, day: date, minutes: int, note: str, now: datetime, today: date) -> None:
    """Write down, or write anew, how long one practised elsewhere on a day up to today; undoable.

    Raises DateError for a day to come, InputError for minutes that no day has.
    """
    if day > today:
        raise DateError("Practice is written down once it is done.", hint="Choose today or a day before.")
    if not 1 <= minutes <= MOST_MINUTES:
        raise InputError(f"Minutes lie between 1 and {MOST_MINUTES:,}.")
    note = " ".join(storable(note).split())
    if len(note) > _NOTE:
        raise InputError(f"A note on practice has at most {_NOTE} characters.")
    with transaction(c), undoable(c, f"Practice on {short(day, today)}", now) as step:
        step.keep("practice", day=day.toordinal())
        c.execute(
            "INSERT INTO practice (day, minutes, note) VALUES (?, ?, ?) "
            "ON CONFLICT (day) DO UPDATE SET minutes = excluded.minutes, note = excluded.note",
            (day.toordinal(), minutes, note),
        )


def delete_practice(c: sqlite3.Connection, day: date, now: datetime) -> None:
    """Delete what was written down for a day; undoable. Raises NotFoundError."""
    with transaction(c):
        if not practice(c, day, day):
            raise NotFoundError("No practice is written down for that day.")
        with undoable(c, "Delete the practice of a day", now) as step:
            step.keep("practice", day=day.toordinal())
            c.execute("DELETE FROM practice WHERE day = ?", (day.toordinal(),))
