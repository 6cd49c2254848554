"""What was done on which day, and for how many days in a row."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date

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
    return tuple(done.get(one, DayDone(one, 0.0, 0)) for one in week)


def streak(c: sqlite3.Connection, day: date) -> int:
    """For how many days in a row there were answers, up to today; today not yet done doesn't break it."""
    rows = c.execute("SELECT DISTINCT day FROM daily WHERE day <= ? ORDER BY day DESC", (day.toordinal(),))
    return streak_of((row[0] for row in rows), day)


def streak_of(days: Iterable[int], today: date) -> int:
    """The same from the days with answers, the latest first."""
    expected, count = today.toordinal(), 0
    for day in days:
        if day != expected and (count or day != expected - 1):
            break
        expected, count = day - 1, count + 1
    return count


def best_streak(days: Sequence[int]) -> int:
    """The longest row of days, given in order."""
    best = run = 0
    for before, day in zip([None, *days], days, strict=False):
        run = run + 1 if before is not None and day == before + 1 else 1
        best = max(best, run)
    return best
