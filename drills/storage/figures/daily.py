"""What was done on which day, and for how many days in a row."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from drills.goal.rest import is_free
from drills.storage.goal.practice import practice
from drills.storage.goal.rests import free_days, rests
from drills.views.today import DayDone


def days_done(c: sqlite3.Connection, first: date, last: date) -> tuple[DayDone, ...]:
    """The days with answers between two days, both included, oldest first."""
    rows = c.execute(
        "SELECT day, sum(seconds), sum(reviews) FROM daily WHERE day BETWEEN ? AND ? GROUP BY day ORDER BY day",
        (first.toordinal(), last.toordinal()),
    )
    return tuple(DayDone(date.fromordinal(day), max(0.0, seconds), reviews) for day, seconds, reviews in rows)


def week_of(c: sqlite3.Connection, day: date) -> tuple[DayDone, ...]:
    """The seven days of the week that a day is in, Monday first."""
    monday = day.toordinal() - day.weekday()
    week = [date.fromordinal(monday + n) for n in range(7)]
    done = {line.day: line for line in days_done(c, week[0], week[-1])}
    elsewhere = {line.day: line.minutes for line in practice(c, week[0], week[-1])}
    free = free_days(c, week[0], week[-1])
    return tuple(
        replace(done.get(one, DayDone(one, 0.0, 0)), elsewhere=elsewhere.get(one, 0), free=one in free) for one in week
    )


def streak(c: sqlite3.Connection, day: date) -> int:
    """On how many days in a row one practised, up to today; neither today nor a planned rest breaks it."""
    return streak_of(reversed(practised_days(c, day)), day, resting(c))


def practised_days(c: sqlite3.Connection, last: date) -> list[int]:
    """All days up to `last` with answers or with practice off the app, as ordinals, oldest first."""
    rows = c.execute(
        "SELECT day FROM daily WHERE day <= :last UNION SELECT day FROM practice WHERE day <= :last ORDER BY day",
        {"last": last.toordinal()},
    )
    return [row[0] for row in rows]


def resting(c: sqlite3.Connection) -> Callable[[int], bool]:
    """Tells of a day, as an ordinal, whether it is free."""
    planned = rests(c)
    return lambda day: is_free(planned, date.fromordinal(day))


def _never(day: int) -> bool:
    return False


def streak_of(days: Iterable[int], today: date, free: Callable[[int], bool] = _never) -> int:
    """The streak from the days on which one practised, the latest first.

    A free day without practice neither adds nor breaks; one with practice counts like any other.
    """
    now = today.toordinal()
    expected, count = now, 0
    for day in days:
        if any(missed != now and not free(missed) for missed in range(expected, day, -1)):
            break
        expected, count = day - 1, count + 1
    return count


def best_streak(days: Sequence[int], free: Callable[[int], bool] = _never) -> int:
    """The longest streak there was, from the days on which one practised, oldest first."""
    best = run = 0
    for before, day in zip([None, *days], days, strict=False):
        unbroken = before is not None and all(free(missed) for missed in range(before + 1, day))
        run = run + 1 if unbroken else 1
        best = max(best, run)
    return best
