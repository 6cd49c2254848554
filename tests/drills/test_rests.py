"""Planned rest and practice off the app: what is free, what the streak makes of it, and undoing."""

import sqlite3
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drills.errors import DateError, InputError, NotFoundError
from drills.goal.rest import Rest, free_among
from drills.storage.export import everything
from drills.storage.figures.daily import best_streak, practised_days, streak, streak_of, week_of
from drills.storage.goal.practice import Practice, delete_practice, practice, record_practice
from drills.storage.goal.rests import add_break, add_free_weekday, delete_rest, end_free_weekday, free_days, rests
from drills.storage.undo import undo

TODAY = date(2026, 11, 22)  # a Sunday
SUNDAY = 6


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def practised(c: sqlite3.Connection, now: datetime, *offsets: int) -> None:
    for offset in offsets:
        record_practice(c, day(offset), 10, "", now, TODAY)


def test_a_break_is_free_from_its_first_to_its_last_day(library: sqlite3.Connection, now: datetime) -> None:
    """Both included, and nothing beside it."""
    add_break(library, day(3), day(5), " Skiing\n", now)
    assert free_days(library, day(0), day(30)) == {day(3), day(4), day(5)}
    (rest,) = rests(library)
    assert (rest.label, rest.weekday) == ("Skiing", None)


def test_a_free_weekday_holds_from_its_day_on(library: sqlite3.Connection, now: datetime) -> None:
    """Earlier ones keep their meaning; so do those before it ends."""
    add_free_weekday(library, SUNDAY, TODAY, now)
    assert free_days(library, day(-14), day(14)) == {day(0), day(7), day(14)}
    with pytest.raises(InputError, match="free already"):
        add_free_weekday(library, SUNDAY, day(7), now)
    end_free_weekday(library, SUNDAY, day(7), now)
    assert free_days(library, day(-14), day(14)) == {day(0)}
    with pytest.raises(InputError, match="not free"):
        end_free_weekday(library, SUNDAY, day(7), now)


def test_a_free_weekday_that_never_held_leaves_nothing(library: sqlite3.Connection, now: datetime) -> None:
    """Ended on the day it began."""
    add_free_weekday(library, SUNDAY, TODAY, now)
    end_free_weekday(library, SUNDAY, TODAY, now)
    assert rests(library) == ()


def test_rests_that_cannot_be_are_refused(library: sqlite3.Connection, now: datetime) -> None:
    """Turned round, endless, or of no weekday."""
    for first, last in ((day(2), day(1)), (day(0), day(500)), (date(2300, 1, 1), date(2300, 1, 2))):
        with pytest.raises(DateError):
            add_break(library, first, last, "", now)
    with pytest.raises(InputError):
        add_free_weekday(library, 7, TODAY, now)
    with pytest.raises(InputError):
        add_break(library, day(0), day(1), "x" * 100, now)
    with pytest.raises(NotFoundError):
        delete_rest(library, 1, now)


def test_each_step_of_rest_and_practice_is_undone(library: sqlite3.Connection, now: datetime) -> None:
    """Back to an empty library."""
    before = everything(library)
    number = add_break(library, day(3), day(5), "x", now)
    add_free_weekday(library, 0, day(-9), now)
    end_free_weekday(library, 0, TODAY, now)
    delete_rest(library, number, now)
    practised(library, now, -1)
    record_practice(library, day(-1), 25, "Aloud with Ana", now, TODAY)
    assert practice(library, day(-9), TODAY) == (Practice(day(-1), 25, "Aloud with Ana"),)
    delete_practice(library, day(-1), now)
    for _ in range(7):
        undo(library, now)
    assert everything(library) == before
    assert (rests(library), practice(library, date.min, date.max)) == ((), ())


def test_practice_elsewhere_counts_for_the_streak(library: sqlite3.Connection, now: datetime) -> None:
    """Also when it is written down days later, and it stands in the week."""
    practised(library, now, -1, -3)
    assert streak(library, TODAY) == 1
    practised(library, now, -2)
    assert streak(library, TODAY) == 3
    assert [line.elsewhere for line in week_of(library, TODAY)] == [0, 0, 0, 10, 10, 10, 0]
    with pytest.raises(DateError):
        record_practice(library, day(1), 10, "", now, TODAY)
    with pytest.raises(InputError):
        record_practice(library, TODAY, 0, "", now, TODAY)
    with pytest.raises(NotFoundError):
        delete_practice(library, TODAY, now)


def test_the_streak_survives_planned_rest(library: sqlite3.Connection, now: datetime) -> None:
    """A break neither adds nor breaks; a day missed beside it does break."""
    practised(library, now, -9, -8, -2, -1)
    assert streak(library, TODAY) == 2
    number = add_break(library, day(-7), day(-3), "Away", now)
    assert streak(library, TODAY) == 4
    assert [line.free for line in week_of(library, TODAY)] == [True, True, True, True, False, False, False]
    delete_rest(library, number, now)
    add_break(library, day(-7), day(-4), "Away", now)
    assert streak(library, TODAY) == 2


def test_practice_on_a_free_day_counts(library: sqlite3.Connection, now: datetime) -> None:
    """Nobody is held back."""
    add_break(library, day(-5), day(-1), "", now)
    practised(library, now, -6, -3)
    assert streak(library, TODAY) == 2


@given(st.sets(st.integers(-40, 0)), st.sets(st.integers(-40, 0)), st.integers(0, 6))
def test_streaks_agree_with_counting_day_by_day(done: set[int], away: set[int], weekday: int) -> None:
    """Whatever was done and whatever was free."""
    planned = [Rest(1, day(-20), None, weekday), *(Rest(2, day(one), day(one)) for one in away)]
    free = {one.toordinal() for one in free_among(planned, day(-60), TODAY)}
    days = sorted(day(one).toordinal() for one in done)
    longest = run = 0
    for one in range(day(-60).toordinal(), TODAY.toordinal() + 1):
        today_still_open = one == TODAY.toordinal()
        if one in days:
            run += 1
        elif one not in free and not today_still_open:
            run = 0
        longest = max(longest, run)
    assert streak_of(reversed(days), TODAY, free.__contains__) == run
    assert best_streak(days, free.__contains__) == longest


def test_days_are_read_in_order(library: sqlite3.Connection, now: datetime) -> None:
    """Oldest first, none after the day asked about."""
    practised(library, now, 0, -4, -2)
    assert practised_days(library, day(-1)) == [day(-4).toordinal(), day(-2).toordinal()]
