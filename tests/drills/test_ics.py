"""Calendars: what is exported is read by another program, and what others export is brought in once."""

import sqlite3
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from drills.errors import InputError
from drills.exchange.ics import calendar_text
from drills.exchange.ics_reading import MOST_EVENTS, Event, read_calendar
from drills.goal.goals import GoalDraft
from drills.goal.rest import Rest
from drills.models import Goal, GoalStatus, Milestone, Task
from drills.storage.goal.calendar_import import Imported, Use, import_events
from drills.storage.goal.goals import add_goal, read_goal
from drills.storage.goal.milestones import add_milestone
from drills.storage.goal.rests import add_break, add_free_weekday, end_free_weekday, rests
from drills.storage.goal.tasks import add_task, mark_task
from drills.storage.undo import undo

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=BERLIN)
TODAY = date(2026, 11, 22)
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('\n;,\\:"ü漢'), max_size=200)


def event(**more: object) -> Event:
    return replace(Event("a@b", "Interview", date(2026, 12, 10), date(2026, 12, 10)), **more)


def calendar(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR", ""])


def only(*lines: str) -> Event:
    (found,) = read_calendar(calendar("BEGIN:VEVENT", *lines, "END:VEVENT"), BERLIN).events
    return found


def test_goals_and_rest_are_read_by_another_program(library: sqlite3.Connection, now: datetime) -> None:
    """All-day events and to-dos, with alarms, rules and the same ids each time."""
    goal_id = add_goal(library, GoalDraft("Interview; round 2, “Meridian”", date(2026, 12, 10), "Why\nnot"), now, TODAY)
    add_goal(library, GoalDraft("Mock", date(2026, 11, 27), repeats="every 2 weeks"), now, TODAY)
    add_milestone(library, goal_id, "Halfway", date(2026, 12, 1), now, TODAY)
    mark_task(library, add_task(library, goal_id, "Call", None, now, TODAY), True, now, TODAY)
    add_task(library, goal_id, "Write", date(2026, 12, 2), now, TODAY)
    add_break(library, date(2026, 12, 24), date(2026, 12, 27), "Away", now)
    add_free_weekday(library, 6, TODAY, now)
    end_free_weekday(library, 6, date(2027, 1, 1), now)
    goals = (read_goal(library, 1), read_goal(library, 2))
    text = calendar_text(goals, rests(library), now)
    assert text == calendar_text(goals, rests(library), now)
    read = Calendar.from_ical(text)
    events = {str(one["SUMMARY"]): one for one in read.walk("VEVENT")}
    interview = events["Interview; round 2, “Meridian”"]
    assert (interview.decoded("DTSTART"), interview.decoded("DTEND")) == (date(2026, 12, 10), date(2026, 12, 11))
    assert interview["DESCRIPTION"] == "Why\nnot"
    assert [alarm.decoded("TRIGGER") for alarm in interview.walk("VALARM")] == [timedelta(-7), timedelta(-1)]
    assert events["Mock"]["RRULE"]["INTERVAL"] == [2]
    assert events["Away"].decoded("DTEND") == date(2026, 12, 28)
    assert events["Free day"]["RRULE"]["UNTIL"] == [date(2026, 12, 31)]
    done, open_ = read.walk("VTODO")
    assert (done["STATUS"], open_["STATUS"], open_.decoded("DUE")) == ("COMPLETED", "NEEDS-ACTION", date(2026, 12, 2))
    uids = [str(one["UID"]) for one in (*read.walk("VEVENT"), *read.walk("VTODO"))]
    assert len(set(uids)) == len(uids) == 7
    assert all(one.decoded("DTSTAMP").tzinfo for one in read.walk("VEVENT"))


def test_closed_goals_are_not_exported() -> None:
    """They need no alarm any more."""
    goal = Goal(1, "Done", TODAY, TODAY, status=GoalStatus.MET, closed_on=TODAY)
    assert "VEVENT" not in calendar_text([goal], [], NOW)


@settings(deadline=None, max_examples=40)
@given(TEXT.filter(str.strip), TEXT, TEXT)
def test_any_text_survives_the_way_out_and_back(statement: str, why: str, task: str) -> None:
    """In lines of at most 75 octets; read by another program, and by ourselves."""
    goal = Goal(
        1, statement, TODAY, TODAY, why=why, tasks=(Task(1, task),), milestones=(Milestone(1, task, TODAY, TODAY),)
    )
    text = calendar_text([goal], [Rest(1, TODAY, TODAY, None, task)], NOW)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    first = Calendar.from_ical(text).walk("VEVENT")[0]
    assert "".join(str(first["SUMMARY"]).split()) == "".join(read_goal_text(statement).split())
    found = {one.uid: one for one in read_calendar(text, BERLIN).events}
    assert found["goal-1-20261122@readyby"].first == TODAY
    assert len(found) == 3  # a to-do without a day is on none


def read_goal_text(text: str) -> str:
    """The text as it is stored."""
    from drills.text import storable

    return storable(text)


@pytest.mark.parametrize(
    ("lines", "first", "last"),
    [
        (("DTSTART;VALUE=DATE:20261210",), "2026-12-10", "2026-12-10"),
        (("DTSTART;VALUE=DATE:20261210", "DTEND;VALUE=DATE:20261213"), "2026-12-10", "2026-12-12"),
        (("DTSTART;VALUE=DATE:20261210", "DURATION:P2D"), "2026-12-10", "2026-12-11"),
        (("DTSTART:20261210T233000Z", "DTEND:20261211T003000Z"), "2026-12-11", "2026-12-11"),
        (("DTSTART;TZID=America/New_York:20261210T200000", "DURATION:PT1H"), "2026-12-11", "2026-12-11"),
        (("DTSTART;TZID=Nowhere/Land:20261210T200000",), "2026-12-10", "2026-12-10"),
        (('DTSTART;X-A="a:b;c":20261210T200000', "DTEND:20261211T000000"), "2026-12-10", "2026-12-10"),
        (("DTSTART;VALUE=DATE:20261210", "DTEND;VALUE=DATE:20261201"), "2026-12-10", "2026-12-10"),
    ],
)
def test_moments_become_local_days(lines: tuple[str, ...], first: str, last: str) -> None:
    """The end of a whole day is not included; midnight ends the day before."""
    found = only("UID:1", *lines)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


def test_folded_and_escaped_text_is_read() -> None:
    """With nested alarms passed over, and rules that can be kept."""
    found = only(
        "UID:1", "DTSTART:20261211", "SUMMARY:One\\, two\\;", "  three\\nfour", "RRULE:FREQ=WEEKLY;BYDAY=FR",
        "BEGIN:VALARM", "SUMMARY:Wrong", "END:VALARM", "DESCRIPTION:a\\\\nb",
    )  # fmt: skip
    assert (found.summary, found.description, found.rule) == ("One, two; three four", "a\\nb", "FREQ=WEEKLY;BYDAY=FR")
    assert "only its first day" in only("UID:1", "DTSTART:20261211", "RRULE:FREQ=WEEKLY;COUNT=3").note


def test_what_cannot_be_read_is_reported() -> None:
    """And the rest is taken."""
    read = read_calendar(
        calendar(
            *("BEGIN:VEVENT", "SUMMARY:No day", "END:VEVENT"),
            *("BEGIN:VEVENT", "SUMMARY:Odd", "DTSTART:2026-13-45", "END:VEVENT"),
            *("BEGIN:VEVENT", "SUMMARY:Off", "STATUS:CANCELLED", "DTSTART:20261211", "END:VEVENT"),
            *("BEGIN:VEVENT", "SUMMARY:Part", "RECURRENCE-ID:20261211", "DTSTART:20261211", "END:VEVENT"),
            *("BEGIN:VTODO", "UID:t", "SUMMARY:To do", "DUE:20261212", "END:VTODO"),
            *("BEGIN:VTODO", "SUMMARY:Some day", "END:VTODO"),
        ),
        BERLIN,
    )
    assert [(one.uid, one.first.day) for one in read.events] == [("t", 12)]
    assert len(read.left_out) == 5


@settings(deadline=None)
@given(st.text(max_size=300) | st.lists(st.sampled_from(
    ["BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM", "END:VALARM", "DTSTART:99999999", "DTSTART:20261211T999999Z",
     "DTSTART;TZID=../../etc/passwd:20261211T000000", "SUMMARY:\x1b[2J", 'A="', ":", ";=", " x", "UID:1",
     "RRULE:FREQ=YEARLY;BYMONTH=99", "DTEND:00010101", "DTSTART:00010101T000000Z", "DURATION:P9999W"]
)).map("\r\n".join))  # fmt: skip
def test_hostile_calendars_are_only_text(text: str) -> None:
    """Whatever stands in them, days or a report come out."""
    read = read_calendar(f"BEGIN:VCALENDAR\r\n{text}", BERLIN)
    assert all(one.first <= one.last and "\x1b" not in one.summary for one in read.events)


def test_files_that_are_no_calendars_or_too_long_are_refused() -> None:
    """And of a long one the first events are taken."""
    with pytest.raises(InputError, match="no calendar"):
        read_calendar("<html>", BERLIN)
    many = ("BEGIN:VEVENT\r\nDTSTART:20261211\r\nEND:VEVENT\r\n" for _ in range(MOST_EVENTS + 5))
    assert "after the first" in read_calendar(calendar("".join(many)), BERLIN).left_out[-1]


def test_events_become_goals_or_breaks_once(library: sqlite3.Connection, now: datetime) -> None:
    """The same file again changes nothing; the whole import is undone at once."""
    chosen = [
        (event(description="In room 4"), Use.GOAL),
        (event(uid="x", summary="Away", last=date(2026, 12, 20)), Use.BREAK),
        (event(uid="y"), Use.NOTHING),
        (event(uid="z", summary="Long ago", first=date(2020, 1, 1), last=date(2020, 1, 1)), Use.GOAL),
        (event(uid="w", rule="FREQ=MONTHLY;BYMONTHDAY=10"), Use.GOAL),
    ]
    done = import_events(library, chosen, now, TODAY)
    assert (len(done.goals), len(done.breaks), len(done.left_out)) == (2, 1, 1)
    assert "in the past" in done.left_out[0]
    goal = read_goal(library, done.goals[0])
    assert (goal.statement, goal.why, goal.deadline, goal.uid) == ("Interview", "In room 4", date(2026, 12, 10), "a@b")
    assert read_goal(library, done.goals[1]).repeats == "FREQ=MONTHLY;BYMONTHDAY=10"
    again = import_events(library, chosen, now, TODAY)
    assert (again.goals, again.breaks, len(again.known)) == ((), (), 3)
    undo(library, now)
    assert rests(library) == ()
    assert len(import_events(library, chosen, now, TODAY).goals) == 2


def test_what_was_exported_here_is_known(library: sqlite3.Connection, now: datetime) -> None:
    """Nothing comes twice by way of a calendar."""
    add_goal(library, GoalDraft("Interview", date(2026, 12, 10)), now, TODAY)
    add_break(library, date(2026, 12, 24), date(2026, 12, 27), "Away", now)
    text = calendar_text([read_goal(library, 1)], rests(library), now)
    found = read_calendar(text, BERLIN).events
    assert import_events(library, [(one, Use.GOAL) for one in found], now, TODAY) == Imported(
        known=("Interview: here on Thu 10 Dec 2026.", "Away: here from Thu 24 Dec 2026.")
    )
