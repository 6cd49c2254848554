"""Breaks and free weekdays: planned rest, which the streak survives and the plan leaves out. Can be undone."""

import sqlite3
from datetime import date, datetime, timedelta

from drills.calendar_day import LAST_YEAR, WEEKDAYS, full, too_far
from drills.errors import DateError, InputError, NotFoundError
from drills.goal.rest import LONGEST_BREAK, Rest, free_among
from drills.storage.database import explained, transaction
from drills.storage.undo import Step, undoable
from drills.text import one_line, storable

_LABEL = 80  # characters
_DAY = timedelta(days=1)


def rests(c: sqlite3.Connection) -> tuple[Rest, ...]:
    """All breaks and free weekdays there are and were, by their first day."""
    with explained():
        rows = c.execute(
            "SELECT id, first_day, last_day, weekday, label, uid FROM rests ORDER BY first_day, weekday, id"
        ).fetchall()
    return tuple(
        Rest(id_, date.fromordinal(first), None if last is None else date.fromordinal(last), weekday, label, uid)
        for id_, first, last, weekday, label, uid in rows
    )


def free_days(c: sqlite3.Connection, first: date, last: date) -> frozenset[date]:
    """The days without study from `first` to `last`, both included."""
    return free_among(rests(c), first, last)


def add_break(c: sqlite3.Connection, first: date, last: date, label: str, now: datetime) -> int:
    """Plan a break between two dates, both free, and give its number; undoable. Raises DateError, InputError."""
    label = checked_label(label)
    check_break(first, last)
    name = f" “{one_line(label, 40)}”" if label else ""
    with transaction(c), undoable(c, f"Plan the break{name}", now) as step:
        return insert_break(c, step, first, last, label)


def insert_break(c: sqlite3.Connection, step: Step, first: date, last: date, label: str, uid: str = "") -> int:
    """Store a checked break as part of a step, and give its number."""
    rest_id = _next_id(c)
    step.keep("rests", id=rest_id)
    c.execute(
        "INSERT INTO rests (id, first_day, last_day, weekday, label, uid) VALUES (?, ?, ?, NULL, ?, ?)",
        (rest_id, first.toordinal(), last.toordinal(), label, uid),
    )
    return rest_id


def check_break(first: date, last: date) -> None:
    """Raise DateError for a break that can't be."""
    if last < first:
        raise DateError(
            f"A break that begins on {full(first)} can't end on {full(last)}.", hint="Turn the dates round."
        )
    if (last - first).days >= LONGEST_BREAK:
        raise DateError(f"A break lasts at most {LONGEST_BREAK} days.", hint="For longer, move the goals' dates.")
    if last.year > LAST_YEAR:
        raise too_far()


def add_free_weekday(c: sqlite3.Connection, weekday: int, since: date, now: datetime) -> int:
    """Keep a weekday free (0 is Monday) from a day on, and give its number; undoable. Days before stay what they were.

    Raises InputError if it is free already.
    """
    name = weekday_name(weekday)
    with transaction(c):
        if _current(c, weekday, since):
            raise InputError(f"{name}s are free already.")
        with undoable(c, f"Keep {name}s free", now) as step:
            rest_id = _next_id(c)
            step.keep("rests", id=rest_id)
            c.execute(
                "INSERT INTO rests (id, first_day, last_day, weekday) VALUES (?, ?, NULL, ?)",
                (rest_id, since.toordinal(), weekday),
            )
    return rest_id


def end_free_weekday(c: sqlite3.Connection, weekday: int, since: date, now: datetime) -> None:
    """Study on a weekday again from a day on; undoable. Free days before stay free. Raises InputError."""
    name = weekday_name(weekday)
    with transaction(c):
        current = _current(c, weekday, since)
        if not current:
            raise InputError(f"{name}s are not free.")
        with undoable(c, f"Study on {name}s again", now) as step:
            for rest in current:
                step.keep("rests", id=rest.id)
                if rest.first >= since:
                    c.execute("DELETE FROM rests WHERE id = ?", (rest.id,))
                else:
                    c.execute("UPDATE rests SET last_day = ? WHERE id = ?", ((since - _DAY).toordinal(), rest.id))


def delete_rest(c: sqlite3.Connection, rest_id: int, now: datetime) -> Rest:
    """Delete a break, or a free weekday with all its past; undoable. Gives what was deleted; raises NotFoundError."""
    with transaction(c):
        rest = next((rest for rest in rests(c) if rest.id == rest_id), None)
        if rest is None:
            raise NotFoundError(f"There is no break {rest_id}.", hint="readyby goals break list shows those there are.")
        what = "break" if rest.weekday is None else "free weekday"
        with undoable(c, f"Delete the {what}", now) as step:
            step.keep("rests", id=rest_id)
            c.execute("DELETE FROM rests WHERE id = ?", (rest_id,))
    return rest


def weekday_name(weekday: int) -> str:
    """As in "Sunday"; raises InputError for a number that is none."""
    if not 0 <= weekday <= 6:
        raise InputError("Weekdays run from 0, Monday, to 6, Sunday.")
    return WEEKDAYS[weekday].title()


def checked_label(text: str) -> str:
    """A short label on one line; raises InputError if it is too long."""
    label = " ".join(storable(text).split())
    if len(label) > _LABEL:
        raise InputError(f"A label has at most {_LABEL} characters.")
    return label


def _current(c: sqlite3.Connection, weekday: int, since: date) -> tuple[Rest, ...]:
    """Free weekdays of that name that hold on or after a day."""
    return tuple(rest for rest in rests(c) if rest.weekday == weekday and (rest.last is None or rest.last >= since))


def _next_id(c: sqlite3.Connection) -> int:
    (last,) = c.execute("SELECT coalesce(max(id), 0) FROM rests").fetchone()
    return int(last) + 1
