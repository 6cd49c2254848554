"""The calendar: a month of days, a timeline, calendars in and out; and days off."""

from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from drills.calendar_day import month_end
from drills.goal.goals import GoalDraft
from drills.storage.database import open_database
from drills.storage.goal import goals
from drills.storage.goal.practice import practice
from drills.storage.goal.rests import rests
from drills.views.calendar import CalendarDay, Entry, Sort
from tui.screens.dialog import Reader
from tui.screens.goal_page import GoalPageScreen
from tui.widgets.month_view import MonthView, Weeks, day_lines, month_lines

Seen = Callable[[Pilot[int]], str]
EVENTS = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:one@elsewhere
DTSTART;VALUE=DATE:20261218
SUMMARY:Exam [b]part one
END:VEVENT
BEGIN:VEVENT
UID:two@elsewhere
DTSTART;VALUE=DATE:20261224
DTEND;VALUE=DATE:20270102
SUMMARY:Holiday
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def interview(database: Path, now: datetime, today: date) -> int:
    """A goal in 18 days with a milestone."""
    with closing(open_database(database)) as library:
        goal_id = goals.add_goal(library, GoalDraft("Analyst interview", date(2026, 12, 10)), now, today)
        goals.add_milestone(library, goal_id, "Mock one", date(2026, 11, 27), now, today)
        return goal_id


@pytest.mark.parametrize("sunday_first", [False, True])
def test_the_weeks_of_a_month_hold_all_its_days(sunday_first: bool) -> None:
    """From the first weekday to the last, no week without one of its days."""
    for number in range(1, 13):
        weeks = Weeks.of(date(2027, number, 14), sunday_first=sunday_first)
        assert weeks.first.weekday() == (6 if sunday_first else 0)
        assert weeks.first <= date(2027, number, 1) < weeks.first + timedelta(days=7)
        last = month_end(2027, number)
        assert weeks.last - timedelta(days=7) < last <= weeks.last
        assert all(any(day.month == number for day in week) for week in weeks.rows())


@pytest.mark.parametrize(("width", "height"), [(35, 5), (77, 13), (140, 40)])
def test_a_month_fits_where_it_is_drawn(width: int, height: int) -> None:
    """Lines are as wide as the place; two lines a week at least; what stands on a day has its sign."""
    day = date(2026, 11, 27)
    entries = tuple(Entry(Sort.MILESTONE, 1, f"Step {number} [red]") for number in range(4))
    drawn = month_lines({day: CalendarDay(day, entries, 15.0)}, Weeks.of(day), day, date(2026, 11, 22), width, height)
    assert all(line.cell_length <= width for line in drawn)
    assert len(drawn) >= 1 + 2 * 6
    assert "◇" in "\n".join(line.plain for line in drawn)
    assert "Step 3 [red]" in "\n".join(line.plain for line in day_lines(CalendarDay(day, entries), day))


async def test_enter_on_a_day_opens_its_goal(started: Any, until: Any, seen: Seen, interview: int) -> None:
    """Days, weeks and months are a key each; the day under the cursor is told in words."""
    async with started("2") as pilot:
        await until(pilot, lambda: "Analyst interview" in seen(pilot))
        await pilot.press("c")
        await until(pilot, lambda: "November 2026" in seen(pilot))
        await pilot.press("pagedown")
        await until(pilot, lambda: "December 2026" in seen(pilot))
        await pilot.press("home", "right", "right", "right", "right", "right")
        await until(pilot, lambda: "Mock one  milestone" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, GoalPageScreen))


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_the_timeline_shows_each_goal_from_its_start_to_its_day(
    started: Any, until: Any, seen: Seen, interview: int, size: tuple[int, int]
) -> None:
    """With its milestones; Enter opens it."""
    async with started("2", size=size) as pilot:
        await until(pilot, lambda: "Analyst interview" in seen(pilot))
        await pilot.press("c", "t")
        await until(pilot, lambda: "◇" in seen(pilot) and "◆" in seen(pilot) and "today" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, GoalPageScreen))


async def test_a_calendar_goes_out_and_another_comes_in(
    started: Any, until: Any, seen: Seen, interview: int, database: Path, tmp_path: Path
) -> None:
    """Each event is asked about; what came of it is told; what is there already isn't replaced without a word."""
    out, into = tmp_path / "out.ics", tmp_path / "in.ics"
    into.write_text(EVENTS)
    async with started("2") as pilot:
        await until(pilot, lambda: "Analyst interview" in seen(pilot))
        await pilot.press("c", "o")
        await until(pilot, lambda: pilot.app.screen.query("FileDialog Input, CalendarExport Input"))
        pilot.app.screen.query_one(Input).value = str(out)
        await pilot.press("enter")
        await until(pilot, out.exists)
        assert "SUMMARY:Analyst interview" in out.read_text()
        await until(pilot, lambda: pilot.app.screen.query(MonthView))
        await pilot.press("i")
        await until(pilot, lambda: pilot.app.screen.query("CalendarImport Input"))
        pilot.app.screen.query_one(Input).value = str(into)
        await pilot.press("enter")
        await until(pilot, lambda: "Exam [b]part one · Fri 18 Dec" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "Holiday · Thu 24 Dec to Fri 1 Jan" in seen(pilot))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Reader))
        assert "1 goal and 1 break added" in seen(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen.query(MonthView))
    with closing(open_database(database)) as library:
        assert [rest.label for rest in rests(library)] == ["Holiday"]


async def test_days_off_are_planned_and_practice_written_down(
    started: Any, until: Any, seen: Seen, database: Path, today: date
) -> None:
    """Free weekdays by space, breaks and practice by their forms; x deletes, u brings back."""

    def kept() -> tuple[Any, ...]:
        with closing(open_database(database)) as library:
            return tuple((rest.weekday, rest.first, rest.last) for rest in rests(library))

    async with started("2", "v") as pilot:
        await until(pilot, lambda: "☐ Monday" in seen(pilot))
        await pilot.press("space")
        await until(pilot, lambda: "☑ Monday" in seen(pilot))
        await pilot.press("space")
        await until(pilot, lambda: "☐ Monday" in seen(pilot))
        await pilot.press("b", *"24 dec", "tab", *"1 jan", "enter")
        await until(pilot, lambda: "9 days · in 32 d" in seen(pilot))
        assert kept() == ((None, date(2026, 12, 24), date(2027, 1, 1)),)
        await pilot.press("n", *"yesterday", "tab", *"25", "enter")
        await until(pilot, lambda: "25 min" in seen(pilot))
        with closing(open_database(database)) as library:
            (done,) = practice(library, today - timedelta(days=3), today)
        assert (done.day, done.minutes) == (date(2026, 11, 21), 25)
        await pilot.press("end", "up", "x")
        await until(pilot, lambda: not kept())
        await pilot.press("u")
        await until(pilot, kept)
