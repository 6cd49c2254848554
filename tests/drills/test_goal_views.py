"""What the screens of goals read: the page of one goal, standings, chains, the calendar, the timeline, notices."""

import sqlite3
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from drills.config import Study
from drills.errors import InputError
from drills.goal.goals import GoalDraft
from drills.goal.pace import Level
from drills.goal.succession import Ending
from drills.models import GoalStatus, Kind, NoteDraft
from drills.storage.brief import brief
from drills.storage.figures.daily import streak
from drills.storage.goal.calendar import calendar_view, timeline_view
from drills.storage.goal.deadline_moves import move_deadline
from drills.storage.goal.goals import add_goal, close_goal, goals_view
from drills.storage.goal.journal import add_entry
from drills.storage.goal.milestones import add_milestone, mark_milestone
from drills.storage.goal.occurrences import close_occurrence
from drills.storage.goal.practice import record_practice
from drills.storage.goal.rests import add_break, add_free_weekday
from drills.storage.goal.standings import chains, due_notices, goal_page
from drills.storage.goal.tasks import add_task
from drills.storage.notes import add_note
from drills.views.calendar import Entry, Sort

TODAY = date(2026, 11, 22)
DRAFT = GoalDraft("Interview", date(2026, 12, 10))
HABIT = GoalDraft("Mock", date(2026, 11, 27), repeats="every friday")


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def test_the_page_of_a_goal_has_all_there_is(library: sqlite3.Connection, now: datetime) -> None:
    """With its role, its chain, and how it stands."""
    library.execute("INSERT INTO roles (id, company, title, created_at) VALUES (1, 'Meridian', 'Analyst', 0)")
    first = add_goal(library, replace(DRAFT, statement="Apply", role_id=1), now, TODAY)
    close_goal(library, first, GoalStatus.MET, "Sent", now, TODAY)
    second = add_goal(library, replace(DRAFT, follows_id=first, role_id=1), now, TODAY)
    add_task(library, second, "Call", day(4), now, TODAY)
    add_milestone(library, second, "Mock", day(2), now, TODAY)
    add_entry(library, second, TODAY, "Began", now, TODAY)
    page = goal_page(library, second, now, Study())
    assert page.standing
    assert (page.role, page.standing.next_step, page.standing.pace.words) == ("Analyst, Meridian", "Mock", "on pace")
    assert [(link.goal.id, link.ending) for link in page.chain] == [(first, Ending.ON_TIME), (second, Ending.OPEN)]
    assert [entry.text for entry in page.line.goal.journal] == ["Began"]
    assert goal_page(library, first, now, Study()).standing is None


def test_the_page_of_a_repeating_goal_has_its_dates(library: sqlite3.Connection, now: datetime) -> None:
    """Those past, and the next three."""
    number = add_goal(library, HABIT, now, TODAY)
    close_occurrence(library, number, True, now, TODAY)
    page = goal_page(library, number, now, Study())
    assert (page.repeats, page.coming) == ("every Friday", (day(12), day(19), day(26)))
    assert [one.day for one in page.history] == [day(5), day(12)]


def test_work_of_any_kind_keeps_a_goal_from_going_stale(library: sqlite3.Connection, now: datetime) -> None:
    """A step, the journal, or an answer to one of its cards."""

    def idle(number: int, later: int) -> list[str]:
        view = goals_view(library, now + timedelta(days=later), Study())
        return [
            term.words
            for standing in view.standings
            if standing.goal_id == number
            for term in standing.urgency.terms
            if term.name == "stale"
        ]

    note = add_note(library, NoteDraft(Kind.BASIC, {"front": "f", "back": "b"}, tags=("x",), deck="A"), now)
    number = add_goal(library, replace(DRAFT, tags=("x",)), now, TODAY)
    step = add_milestone(library, number, "m", day(10), now, TODAY)
    assert idle(number, 9) == ["nothing done for 9 days"]
    mark_milestone(library, step, True, now, day(1))
    assert idle(number, 9) == ["nothing done for 8 days"]
    add_entry(library, number, day(2), "x", now, day(2))
    assert idle(number, 9) == ["nothing done for 7 days"]
    library.execute(
        "UPDATE cards SET phase = 'review', stability = 12.5, difficulty = 5, interval = 12, due_day = :day, "
        "last_day = :day WHERE note_id = :note",
        {"day": day(3).toordinal(), "note": note},
    )
    assert idle(number, 9) == []


def test_chains_count_how_goals_came_out(library: sqlite3.Connection, now: datetime) -> None:
    """On time, after moving, late, dropped; open ones are in no count."""
    numbers = [add_goal(library, replace(DRAFT, statement=str(n)), now, TODAY) for n in range(5)]
    move_deadline(library, numbers[1], day(40), "r", now, TODAY)
    close_goal(library, numbers[0], GoalStatus.MET, "", now, day(18))
    close_goal(library, numbers[1], GoalStatus.MET, "", now, day(30))
    close_goal(library, numbers[2], GoalStatus.MET, "", now, day(30), on=day(20))
    close_goal(library, numbers[3], GoalStatus.DROPPED, "why", now, day(3))
    view = chains(library, now, Study())
    assert (view.met, view.on_time, view.moved, view.late, view.dropped) == (3, 1, 1, 1, 1)
    late = {link.goal.id: link.late_days for chain in view.chains for link in chain}
    assert [late[number] for number in numbers] == [0, 12, 2, None, None]


def test_notices_are_said_once(library: sqlite3.Connection, now: datetime) -> None:
    """The more urgent first; a pace that recovered may be brought up again."""
    number = add_goal(library, DRAFT, now, TODAY)
    add_goal(library, replace(DRAFT, statement="Later", deadline=day(60)), now, TODAY)
    step = add_milestone(library, number, "m", day(2), now, TODAY)
    assert due_notices(library, TODAY) == ()
    assert [notice.words for notice in due_notices(library, day(4), keep=False)] == [
        "14 days left.",
        "2 days behind. 1 of 1 step left: in 14 days.",
    ]
    assert len(due_notices(library, day(4))) == 2
    assert due_notices(library, day(5)) == ()
    mark_milestone(library, step, True, now, day(5))
    assert due_notices(library, day(6)) == ()
    mark_milestone(library, step, False, now, day(6))
    assert [notice.name for notice in due_notices(library, day(6))] == ["pace"]
    assert [notice.words for notice in due_notices(library, day(11))] == ["7 days left."]


def test_the_calendar_holds_what_stands_on_each_day(library: sqlite3.Connection, now: datetime) -> None:
    """Deadlines, milestones, tasks, dates that come again, waiting dates, minutes and rest."""
    number = add_goal(library, replace(DRAFT, minutes=10, eases_after=7), now, TODAY)
    habit = add_goal(library, HABIT, now, TODAY)
    close_occurrence(library, habit, False, now, TODAY)
    move_deadline(library, number, day(25), "r", now, TODAY)
    milestone = add_milestone(library, number, "Halfway", day(12), now, TODAY)
    task = add_task(library, number, "Call", day(12), now, TODAY)
    add_break(library, day(13), day(14), "Away", now)
    record_practice(library, TODAY, 20, "", now, TODAY)
    view = calendar_view(library, day(-1), day(26), now, Study(minutes_per_day=15))
    days = {one.day: one for one in view.days}
    assert len(days) == 28
    assert days[day(12)].entries == (
        Entry(Sort.DEADLINE, habit, "Mock", state="open"),
        Entry(Sort.MILESTONE, number, "Halfway", ref=milestone),
        Entry(Sort.TASK, number, "Call", ref=task),
    )
    assert days[day(5)].entries == (Entry(Sort.OCCURRENCE, habit, "Mock", state="let go"),)
    assert [one.day for one in view.days if any(entry.state == "to come" for entry in one.entries)] == [
        day(19),
        day(26),
    ]
    assert days[day(25)].entries[0].sort is Sort.WAITING
    assert (days[day(-1)].planned, days[TODAY].planned, days[TODAY].done) == (0.0, 15.0, 20.0)
    assert (days[day(13)].planned, days[day(13)].rest, days[day(12)].rest) == (0.0, "Away", None)
    assert (days[day(17)].planned, days[day(18)].planned) == (15.0, 15.0)
    with pytest.raises(InputError):
        calendar_view(library, day(1), TODAY, now, Study())


def test_the_timeline_runs_from_the_first_start_to_the_last_deadline(
    library: sqlite3.Connection, now: datetime
) -> None:
    """Closed goals are in it when asked for; without goals it shows two weeks."""
    assert (timeline_view(library, now, Study()).rows, timeline_view(library, now, Study()).last) == ((), day(14))
    number = add_goal(library, replace(DRAFT, started_on=day(-30)), now, TODAY)
    done = add_goal(library, replace(DRAFT, statement="Done"), now, TODAY)
    close_goal(library, done, GoalStatus.MET, "", now, TODAY)
    add_free_weekday(library, 6, TODAY, now)
    view = timeline_view(library, now, Study())
    assert (view.first, view.last) == (day(-30), day(18))
    assert view.rests == {TODAY, day(7), day(14)}
    (row,) = view.rows
    assert (row.goal.id, row.pace and row.pace.level) == (number, Level.NONE)
    assert [row.goal.id for row in timeline_view(library, now, Study(), closed=True).rows] == [number, done]


def test_the_brief_agrees_with_the_app(library: sqlite3.Connection, now: datetime, database_path) -> None:  # type: ignore[no-untyped-def]
    """The nearest open goal, what is due, and the streak over planned rest."""
    assert brief(str(database_path), TODAY.toordinal()) == (None, 0, 0.0, 0)
    add_free_weekday(library, 5, day(-20), now)
    for ago in (0, 2, 3, 4):
        record_practice(library, day(-ago), 5, "", now, TODAY)
    number = add_goal(library, replace(DRAFT, eases_after=7), now, TODAY)
    move_deadline(library, number, day(25), "r", now, TODAY)
    add_goal(library, replace(DRAFT, statement="Other", deadline=day(20)), now, TODAY)
    add_note(library, NoteDraft(Kind.BASIC, {"front": "f", "back": "b"}, deck="A"), now)
    library.execute(
        "UPDATE cards SET phase = 'review', stability = 12.5, difficulty = 5, interval = 12, due_day = ?, last_day = 1",
        (TODAY.toordinal(),),
    )
    assert streak(library, TODAY) == 4
    assert brief(str(database_path), TODAY.toordinal()) == (("Interview", DRAFT.deadline.toordinal()), 1, 0.0, 4)
    (goal, due, *_) = brief(str(database_path), day(7).toordinal()) or ()
    assert (goal, due) == (("Other", day(20).toordinal()), 1)


def test_no_brief_of_what_is_not_there(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """Nothing is made by asking; a file of something else says nothing."""
    assert brief(str(tmp_path / "none.db"), 1) is None
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "a?b#c%.db").write_text("hello")
    assert brief(str(tmp_path / "a?b#c%.db"), 1) is None
