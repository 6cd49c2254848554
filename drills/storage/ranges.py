"""Days and instants that can't be: a file that was tampered with may hold any number."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from errno import EOVERFLOW

from drills.errors import DamagedDatabaseError
from drills.storage.instants import milliseconds

_DAYS = {
    "cards": ("due_day", "last_day", "buried_until"),
    "goals": ("deadline", "created_day", "closed_day"),
    "milestones": ("due_day", "done_day"),
    "deadline_moves": ("from_day", "to_day", "moved_day"),
    "sessions": ("day",),
    "reviews": ("day",),
    "daily": ("day",),
    "answer_goals": ("deadline",),
    "criticisms": ("said_day",),
    "interviews": ("day",),
    "judgements": ("day",),
    "coached": ("day",),
    "rests": ("first_day", "last_day"),
    "pending_moves": ("to_day", "asked_day", "holds_day"),
    "tasks": ("due_day", "done_day"),
    "journal": ("day",),
    "occurrences": ("day", "done_day"),
    "practice": ("day",),
    "forecasts": ("day", "deadline"),
    "mock_tests": ("day",),
    "goal_checks": ("day",),
}
_INSTANTS = {
    "decks": ("created_at",),
    "notes": ("created_at", "changed_at", "deleted_at"),
    "cards": ("due_at", "removed_at"),
    "goals": ("removed_at",),
    "sessions": ("started_at", "ended_at"),
    "reviews": ("rated_at",),
    "retractions": ("retracted_at",),
    "answers": ("created_at", "changed_at", "closed_at", "removed_at"),
    "stories": ("created_at", "changed_at", "removed_at"),
    "roles": ("created_at", "removed_at"),
    "interviews": ("started_at", "ended_at"),
    "criticisms": ("created_at",),
    "queued_notes": ("queued_at",),
    "weights": ("made_at",),
    "forecasts": ("made_at",),
}
# Some way from the last that Python knows, so that a few years can be counted on from any.
_RANGES = (
    (_DAYS, date.min.toordinal(), date(9990, 1, 1).toordinal()),
    (_INSTANTS, milliseconds(datetime(2, 1, 1, tzinfo=UTC)), milliseconds(datetime(9990, 1, 1, tzinfo=UTC))),
)


def impossible(c: sqlite3.Connection) -> dict[str, int]:
    """How many days and instants lie outside what the calendar holds, by table and column ("goals.deadline")."""
    found = {}
    for columns, first, last in _RANGES:
        for table, names in columns.items():
            counts = ", ".join(f"total({name} NOT BETWEEN {first} AND {last})" for name in names)
            row = c.execute(f"SELECT {counts} FROM {table}").fetchone()  # noqa: S608  our own names
            found.update({f"{table}.{name}": int(n) for name, n in zip(names, row, strict=True) if n})
    return found


@contextmanager
def days_readable(c: sqlite3.Connection) -> Iterator[None]:
    """Where a day or an instant that can't be makes what is inside fail, raise a DamagedDatabaseError that says so."""
    try:
        yield
    except (ValueError, OverflowError, OSError) as error:
        if isinstance(error, OSError) and error.errno != EOVERFLOW:
            raise
        if found := impossible(c):
            raise DamagedDatabaseError(
                f"The database holds dates that can't be, in {', '.join(found)}.",
                hint="readyby doctor --repair mends what it can; restore brings back a backup; export still works.",
            ) from error
        raise
