"""Goals: set with a hard date, moved with a reason, met or dropped; no date is ever lost."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from drills.config import Study
from drills.errors import DateError, DrillsError, InputError, NotFoundError
from drills.goal.goals import GoalDraft, checked, days_left, in_order, time_gone
from drills.models import Goal, GoalStatus, Kind, NoteDraft
from drills.scheduling.memory import retrievability
from drills.storage.decks import delete_deck, rename_deck
from drills.storage.export import everything
from drills.storage.goal.goals import (
    add_goal,
    add_milestone,
    close_goal,
    delete_goal,
    delete_milestone,
    edit_goal,
    goals_view,
    mark_milestone,
    move_deadline,
    read_goal,
    reopen_goal,
)
from drills.storage.notes import add_note, suspend_notes
from drills.storage.undo import undo
from drills.views.today import GoalLine

TODAY = date(2026, 11, 22)
DRAFT = GoalDraft("Analyst interview", date(2026, 12, 10), why="A better job", proof="An offer", decks=("A",))


@pytest.fixture
def decks(library: sqlite3.Connection, now: datetime) -> sqlite3.Connection:
    """A library with cards in A, A::B and C."""
    for number, deck in enumerate(("A", "A::B", "A::B", "C")):
        add_note(library, NoteDraft(Kind.BASIC, {"front": str(number), "back": "b"}, deck=deck), now)
    return library


def goal(number: int, deadline: date = TODAY, **more: object) -> Goal:
    return Goal(number, f"goal {number}", deadline, TODAY, **more)  # type: ignore[arg-type]


def only_line(c: sqlite3.Connection, now: datetime) -> GoalLine:
    (line,) = goals_view(c, now, Study()).open
    return line


def test_a_goal_is_set_and_shown(decks: sqlite3.Connection, now: datetime) -> None:
    """With its days left and the cards of its decks and those below."""
    goal_id = add_goal(decks, DRAFT, now, TODAY)
    line = only_line(decks, now)
    assert (line.goal.id, line.goal.statement, line.days_left) == (goal_id, "Analyst interview", 18)
    assert (line.cards, line.seen, line.due, line.readiness) == (3, 0, 0, 0.0)
    assert goals_view(decks, now, Study()).decks == ("A", "A::B", "C")


def test_before_the_turn_of_the_day_it_is_still_yesterday(decks: sqlite3.Connection, now: datetime) -> None:
    """At 3 in the night one day more is left."""
    add_goal(decks, DRAFT, now, TODAY)
    night = now.replace(hour=3)
    assert (goals_view(decks, night, Study()).day, only_line(decks, night).days_left) == (date(2026, 11, 21), 19)


def test_readiness_is_mean_predicted_recall(decks: sqlite3.Connection, now: datetime) -> None:
    """By FSRS over all cards of the goal, unseen ones as 0, suspended ones left out."""
    add_goal(decks, DRAFT, now, TODAY)
    decks.execute(
        "UPDATE cards SET phase = 'review', stability = 12.5, difficulty = 5, interval = 12, due_day = :day, "
        "last_day = :day - 7 WHERE note_id = 1",
        {"day": TODAY.toordinal()},
    )
    line = only_line(decks, now)
    assert (line.seen, line.due) == (1, 1)
    assert line.readiness == pytest.approx(retrievability(12.5, 7) / 3)
    suspend_notes(decks, [2, 3], True, now)
    assert only_line(decks, now).readiness == pytest.approx(retrievability(12.5, 7))
    earlier = now - timedelta(days=30)
    assert only_line(decks, earlier).readiness == pytest.approx(1.0)


def test_a_goal_without_decks_or_cards_is_at_zero(decks: sqlite3.Connection, now: datetime) -> None:
    """And nothing divides by it."""
    add_goal(decks, replace(DRAFT, decks=()), now, TODAY)
    assert (only_line(decks, now).cards, only_line(decks, now).readiness) == (0, 0.0)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"statement": " \n"}, "needs a statement"),
        ({"statement": "x" * 201}, "at most 200"),
        ({"deadline": date(2026, 11, 21)}, "in the past"),
        ({"deadline": date(2300, 1, 1)}, "too far"),
        ({"target": 1.0}, "50 % and 99 %"),
        ({"target": float("nan")}, "50 % and 99 %"),
        ({"minutes": 0}, "Minutes a day"),
        ({"importance": 0.0}, "Importance"),
        ({"why": "x" * 6000}, "too long"),
        ({"decks": ("Nowhere",)}, "no deck Nowhere"),
    ],
)
def test_an_impossible_goal_is_refused(
    decks: sqlite3.Connection, now: datetime, change: dict[str, object], message: str
) -> None:
    """It says why, and leaves nothing behind."""
    with pytest.raises(DrillsError, match=message):
        add_goal(decks, replace(DRAFT, **change), now, TODAY)  # type: ignore[arg-type]
    assert goals_view(decks, now, Study()).open == ()


def test_a_goal_may_be_for_today(decks: sqlite3.Connection, now: datetime) -> None:
    """Zero days are left."""
    add_goal(decks, replace(DRAFT, deadline=TODAY), now, TODAY)
    assert only_line(decks, now).days_left == 0


def test_moving_a_deadline_needs_a_reason_and_keeps_every_date(decks: sqlite3.Connection, now: datetime) -> None:
    """The first date stays on record through several moves."""
    goal_id = add_goal(decks, DRAFT, now, TODAY)
    with pytest.raises(InputError, match="reason"):
        move_deadline(decks, goal_id, date(2026, 12, 20), " ", now, TODAY)
    move_deadline(decks, goal_id, date(2026, 12, 20), "They moved it", now, TODAY)
    move_deadline(decks, goal_id, date(2026, 12, 15), "And again", now, TODAY + timedelta(days=1))
    moved = read_goal(decks, goal_id)
    assert (moved.deadline, moved.original_deadline) == (date(2026, 12, 15), DRAFT.deadline)
    assert [(move.reason, move.moved_on.day) for move in moved.moves] == [("They moved it", 22), ("And again", 23)]
    for day, error in ((date(2026, 11, 1), DateError), (date(2026, 12, 15), InputError)):
        with pytest.raises(error):
            move_deadline(decks, goal_id, day, "why not", now, TODAY)
    undo(decks, now)
    undo(decks, now)
    assert read_goal(decks, goal_id).moves == ()


def test_editing_leaves_the_deadline_alone(decks: sqlite3.Connection, now: datetime) -> None:
    """Even one that has passed; another date is refused."""
    goal_id = add_goal(decks, DRAFT, now, TODAY)
    later = date(2027, 1, 5)
    edit_goal(decks, goal_id, replace(DRAFT, statement="Other", decks=("C", "c"), minutes=20), now, later)
    edited = read_goal(decks, goal_id)
    assert (edited.statement, edited.decks, edited.minutes, edited.deadline) == ("Other", ("C",), 20, DRAFT.deadline)
    with pytest.raises(InputError, match="reason"):
        edit_goal(decks, goal_id, replace(DRAFT, deadline=date(2027, 2, 1)), now, later)
    undo(decks, now)
    assert read_goal(decks, goal_id).decks == ("A",)


def test_goals_are_met_dropped_and_opened_again(decks: sqlite3.Connection, now: datetime) -> None:
    """Closed ones are listed with their outcome, the latest first."""
    first, second = add_goal(decks, DRAFT, now, TODAY), add_goal(decks, replace(DRAFT, statement="Two"), now, TODAY)
    close_goal(decks, first, GoalStatus.MET, "Got it", now, TODAY)
    close_goal(decks, second, GoalStatus.DROPPED, "Another job", now, TODAY + timedelta(days=1))
    view = goals_view(decks, now, Study())
    assert [(line.goal.status, line.goal.outcome) for line in view.closed] == [
        ("dropped", "Another job"),
        ("met", "Got it"),
    ]
    refusals: list[Callable[[], None]] = [
        lambda: close_goal(decks, first, GoalStatus.MET, "", now, TODAY),
        lambda: close_goal(decks, first, GoalStatus.OPEN, "", now, TODAY),
        lambda: move_deadline(decks, first, date(2027, 1, 1), "r", now, TODAY),
    ]
    for refused in refusals:
        with pytest.raises(InputError):
            refused()
    reopen_goal(decks, first, now)
    reopened = read_goal(decks, first)
    assert (reopened.status, reopened.closed_on, reopened.outcome) == (GoalStatus.OPEN, None, "")


def test_deleting_is_undone(decks: sqlite3.Connection, now: datetime) -> None:
    """With decks, moves and milestones."""
    goal_id = add_goal(decks, DRAFT, now, TODAY)
    add_milestone(decks, goal_id, "Read", date(2026, 12, 1), now, TODAY)
    before = read_goal(decks, goal_id)
    delete_goal(decks, goal_id, now)
    with pytest.raises(NotFoundError):
        read_goal(decks, goal_id)
    undo(decks, now)
    assert read_goal(decks, goal_id) == before


def test_milestones_are_added_reached_and_deleted(decks: sqlite3.Connection, now: datetime) -> None:
    """In the order of their days, none after the deadline; each step can be undone."""
    goal_id = add_goal(decks, DRAFT, now, TODAY)
    late = add_milestone(decks, goal_id, " Mock\ninterview ", date(2026, 12, 5), now, TODAY)
    early = add_milestone(decks, goal_id, "Read", date(2026, 11, 25), now, TODAY)
    for text, due in (("", date(2026, 12, 1)), ("x", date(2026, 12, 11)), ("x", date(2026, 11, 1))):
        with pytest.raises(InputError):
            add_milestone(decks, goal_id, text, due, now, TODAY)
    assert [milestone.text for milestone in read_goal(decks, goal_id).milestones] == ["Read", "Mock interview"]
    mark_milestone(decks, early, True, now, TODAY)
    assert [milestone.done_on for milestone in read_goal(decks, goal_id).milestones] == [TODAY, None]
    delete_milestone(decks, late, now)
    assert [milestone.id for milestone in read_goal(decks, goal_id).milestones] == [early]
    undo(decks, now)
    undo(decks, now)
    assert [milestone.done_on for milestone in read_goal(decks, goal_id).milestones] == [None, None]
    with pytest.raises(NotFoundError):
        delete_milestone(decks, 99, now)


def test_goals_follow_their_decks(decks: sqlite3.Connection, now: datetime) -> None:
    """Through renaming; a deleted deck leaves the goal without cards."""
    goal_id = add_goal(decks, DRAFT, now, TODAY)
    rename_deck(decks, 1, "Z::A", now)
    assert (read_goal(decks, goal_id).decks, only_line(decks, now).cards) == (("Z::A",), 3)
    delete_deck(decks, 1, now)
    assert only_line(decks, now).cards == 0


def test_every_step_is_undone_exactly(decks: sqlite3.Connection, now: datetime) -> None:
    """Back to a library without goals."""
    before = everything(decks)
    goal_id = add_goal(decks, DRAFT, now, TODAY)
    milestone = add_milestone(decks, goal_id, "m", TODAY, now, TODAY)
    mark_milestone(decks, milestone, True, now, TODAY)
    move_deadline(decks, goal_id, date(2027, 1, 1), "r", now, TODAY)
    edit_goal(decks, goal_id, replace(DRAFT, deadline=date(2027, 1, 1), decks=()), now, TODAY)
    close_goal(decks, goal_id, GoalStatus.MET, "o", now, TODAY)
    delete_goal(decks, goal_id, now)
    for _ in range(7):
        undo(decks, now)
    assert everything(decks) == before


def test_open_goals_come_by_deadline_then_closed_ones() -> None:
    """The more important first on the same day."""
    goals = [
        goal(1, date(2027, 1, 2)),
        goal(2, date(2027, 1, 1)),
        goal(3, date(2027, 1, 1), importance=2.0),
        goal(4, status=GoalStatus.MET, closed_on=date(2026, 1, 1)),
        goal(5, status=GoalStatus.DROPPED, closed_on=date(2026, 2, 1)),
    ]
    assert [each.id for each in in_order(goals)] == [3, 2, 1, 5, 4]


def test_pace_is_plain_arithmetic() -> None:
    """Days and shares of time."""
    january = goal(1, date(2027, 1, 1))
    assert days_left(january, TODAY) == 40
    assert days_left(january, date(2027, 1, 3)) == -2
    assert time_gone(january, TODAY + timedelta(days=10)) == 0.25
    assert time_gone(goal(1), TODAY) == 1.0


def test_hostile_text_in_goals_is_only_text() -> None:
    """Cleaned of what can't be stored, folded to one line."""
    draft = checked(GoalDraft("a\n\0b \ud800", TODAY, why=" [red]\x1b "), TODAY)
    assert (draft.statement, draft.why) == ("a ␀b \ufffd", "[red]\x1b")
