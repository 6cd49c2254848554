"""Deadlines moved: at once or after the time one is committed to, cancelled, overdue; all can be undone."""

import sqlite3
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from drills.config import Study
from drills.errors import DateError, InputError
from drills.goal.goals import GoalDraft, draft_of, is_overdue
from drills.models import GoalStatus, PendingMove
from drills.storage.goal.deadline_moves import cancel_move, move_deadline, settle
from drills.storage.goal.goals import add_goal, close_goal, edit_goal, goals_view, read_goal, reopen_goal
from drills.storage.undo import undo

TODAY = date(2026, 11, 22)
DRAFT = GoalDraft("Analyst interview", date(2026, 12, 10))


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def test_a_committed_goal_gets_a_later_date_after_a_week(library: sqlite3.Connection, now: datetime) -> None:
    """Until then it is shown and can be cancelled; when the day comes, it holds and is on record."""
    goal_id = add_goal(library, replace(DRAFT, eases_after=7), now, TODAY)
    waiting = move_deadline(library, goal_id, day(28), "They asked", now, TODAY)
    assert waiting == PendingMove(day(28), "They asked", TODAY, day(7))
    assert settle(library, day(6)) == ()
    goal = read_goal(library, goal_id)
    assert (goal.deadline, goal.pending, goal.moves) == (DRAFT.deadline, waiting, ())
    cancel_move(library, goal_id, now)
    assert read_goal(library, goal_id).pending is None
    with pytest.raises(InputError, match="No new date"):
        cancel_move(library, goal_id, now)
    undo(library, now)
    (settled,) = settle(library, day(9))
    assert (settled.deadline, settled.pending, settled.original_deadline) == (day(28), None, DRAFT.deadline)
    (move,) = settled.moves
    assert (move.moved_on, move.held_on, move.lead_days) == (TODAY, day(7), 18)
    assert settle(library, day(9)) == ()


def test_reading_the_goals_lets_a_waiting_date_hold(library: sqlite3.Connection, now: datetime) -> None:
    """At the first look on its day."""
    goal_id = add_goal(library, replace(DRAFT, eases_after=7), now, TODAY)
    move_deadline(library, goal_id, day(28), "r", now, TODAY)
    (line,) = goals_view(library, now + timedelta(days=7), Study()).open
    assert line.goal.deadline == day(28)


def test_an_earlier_date_holds_at_once(library: sqlite3.Connection, now: datetime) -> None:
    """Whatever the commitment; a later one that waits is over with it."""
    goal_id = add_goal(library, replace(DRAFT, eases_after=7), now, TODAY)
    move_deadline(library, goal_id, day(28), "r", now, TODAY)
    assert move_deadline(library, goal_id, day(10), "Sooner", now, TODAY) is None
    goal = read_goal(library, goal_id)
    assert (goal.deadline, goal.pending) == (day(10), None)
    with pytest.raises(DateError, match="would be past by then"):
        move_deadline(
            library,
            add_goal(library, replace(DRAFT, deadline=day(1), eases_after=7), now, TODAY),
            day(3),
            "r",
            now,
            TODAY,
        )


def test_giving_up_the_commitment_takes_a_week_too(library: sqlite3.Connection, now: datetime) -> None:
    """Committing again before that keeps it; other edits leave it as it is."""
    goal_id = add_goal(library, replace(DRAFT, eases_after=7), now, TODAY)
    edit_goal(library, goal_id, DRAFT, now, TODAY)
    goal = read_goal(library, goal_id)
    assert (goal.eases_after, goal.frees_on) == (7, day(7))
    edit_goal(library, goal_id, replace(draft_of(goal), why="x"), now, day(3))
    assert read_goal(library, goal_id).frees_on == day(7)
    assert move_deadline(library, goal_id, day(28), "r", now, TODAY)
    edit_goal(library, goal_id, replace(DRAFT, eases_after=7), now, day(4))
    assert read_goal(library, goal_id).frees_on is None
    undo(library, now)
    settle(library, day(7))
    assert (read_goal(library, goal_id).eases_after, read_goal(library, goal_id).frees_on) == (0, None)
    assert move_deadline(library, goal_id, day(40), "r", now, day(8)) is None


def test_a_closed_goal_moves_no_more(library: sqlite3.Connection, now: datetime) -> None:
    """Closing it ends the move that waits."""
    goal_id = add_goal(library, replace(DRAFT, eases_after=7), now, TODAY)
    move_deadline(library, goal_id, day(28), "r", now, TODAY)
    close_goal(library, goal_id, GoalStatus.DROPPED, "Other plans", now, TODAY)
    assert settle(library, day(30)) == ()
    undo(library, now)
    assert read_goal(library, goal_id).pending is not None


def test_an_overdue_goal_was_met_late_on_a_day(library: sqlite3.Connection, now: datetime) -> None:
    """With what proves it; no day before it began or after today."""
    goal_id = add_goal(library, DRAFT, now, TODAY)
    assert not is_overdue(read_goal(library, goal_id), DRAFT.deadline)
    assert is_overdue(read_goal(library, goal_id), day(19))
    for wrong in (day(-1), day(31)):
        with pytest.raises(DateError, match="can't have been closed"):
            close_goal(library, goal_id, GoalStatus.MET, "", now, day(30), on=wrong)
    close_goal(library, goal_id, GoalStatus.MET, "An offer", now, day(30), on=day(20), evidence="Letter of 12 Dec")
    goal = read_goal(library, goal_id)
    assert (goal.closed_on, goal.outcome, goal.evidence) == (day(20), "An offer", "Letter of 12 Dec")
    reopen_goal(library, goal_id, now)
    assert read_goal(library, goal_id).evidence == ""
