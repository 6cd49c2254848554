"""Goals written, met and dropped; every step can be undone, and no date is ever lost."""

import sqlite3
from datetime import date, datetime, timedelta
from typing import Any

from drills.config import Study
from drills.dates import study_day
from drills.errors import InputError, NotFoundError
from drills.goal.goals import GoalDraft, checked, checked_closing, checked_text
from drills.models import Goal, GoalStatus
from drills.storage.database import explained, transaction
from drills.storage.decks import deck_names
from drills.storage.goal.deadline_moves import move_deadline, settle
from drills.storage.goal.goal_lines import goal_lines, read_goals
from drills.storage.goal.goal_rows import LABEL_WIDTH, named, next_id, open_goal, read_goal
from drills.storage.goal.milestones import add_milestone, delete_milestone, edit_milestone, mark_milestone
from drills.storage.goal.plan_cards import put_plan_card
from drills.storage.goal.standings import standings
from drills.storage.instants import milliseconds
from drills.storage.planning.forecasts import with_outlooks
from drills.storage.undo import Step, undoable
from drills.text import one_line
from drills.views.goals import GoalsView

__all__ = [
    "add_goal",
    "add_milestone",
    "close_goal",
    "delete_goal",
    "delete_milestone",
    "edit_goal",
    "edit_milestone",
    "goals_view",
    "mark_milestone",
    "move_deadline",
    "read_goal",
    "reopen_goal",
]


def goals_view(c: sqlite3.Connection, now: datetime, study: Study) -> GoalsView:
    """The Goals screen: open goals by deadline, then those met or dropped, the latest first."""
    with explained():
        day = study_day(now, study.day_turns_at)
        settle(c, day)
        lines = with_outlooks(c, goal_lines(c, read_goals(c), day), day, study)
        still_open = tuple(line for line in lines if line.goal.status is GoalStatus.OPEN)
        closed = tuple(line for line in lines if line.goal.status is not GoalStatus.OPEN)
        return GoalsView(day, still_open, closed, deck_names(c), standings(c, still_open, day))


def is_begun(c: sqlite3.Connection) -> bool:
    """Whether the library is in use: it has a goal, or an answer."""
    sql = "SELECT EXISTS (SELECT 1 FROM goals WHERE removed_at IS NULL) OR EXISTS (SELECT 1 FROM reviews)"
    return bool(c.execute(sql).fetchone()[0])


def add_goal(c: sqlite3.Connection, draft: GoalDraft, now: datetime, today: date) -> int:
    """Set a goal, and give its number; undoable. Raises InputError, DateError, NotFoundError for an unknown deck."""
    draft = checked(draft, today)
    with transaction(c), undoable(c, f"Set the goal “{one_line(draft.statement, LABEL_WIDTH)}”", now) as step:
        return insert_goal(c, step, draft, now, today)


def insert_goal(c: sqlite3.Connection, step: Step, draft: GoalDraft, now: datetime, today: date, uid: str = "") -> int:
    """Store a checked goal as part of a step, and give its number."""
    note_id = put_plan_card(c, step, None, draft.statement, draft.obstacle, draft.response, now)
    goal_id = next_id(c, "goals")
    step.keep("goals", id=goal_id)
    row = _row(c, draft) | {
        "id": goal_id,
        "deadline": draft.deadline.toordinal(),
        "created_day": today.toordinal(),
        "follows_id": draft.follows_id,
        "eases_after": draft.eases_after,
        "plan_note_id": note_id,
        "uid": uid,
    }
    c.execute(
        f"INSERT INTO goals ({', '.join(row)}) VALUES ({', '.join(':' + name for name in row)})",  # noqa: S608
        row,
    )
    _put_scope(c, step, goal_id, draft)
    return goal_id


def edit_goal(c: sqlite3.Connection, goal_id: int, draft: GoalDraft, now: datetime, today: date) -> None:
    """Change all of a goal but its deadline, which is moved by itself; undoable.

    Begin from `drills.goal.goals.draft_of(goal)`. Giving up the commitment is an easing too: it holds a week later, and
    committing again before that cancels it.
    """
    with transaction(c):
        goal = read_goal(c, goal_id)
        draft = checked(draft, today, before=goal.deadline, rule=goal.repeats)
        if draft.deadline != goal.deadline:
            raise InputError("A deadline moves with a reason.", hint="Move it instead of editing the goal.")
        with undoable(c, f"Edit the goal “{named(goal)}”", now) as step:
            note_id = put_plan_card(c, step, goal.plan_note_id, draft.statement, draft.obstacle, draft.response, now)
            step.keep("goals", id=goal_id)
            row = _row(c, draft) | _commitment(goal, draft, today) | {"id": goal_id, "plan_note_id": note_id}
            c.execute(
                f"UPDATE goals SET {', '.join(f'{name} = :{name}' for name in row if name != 'id')} WHERE id = :id",  # noqa: S608
                row,
            )
            _put_scope(c, step, goal_id, draft)


def _row(c: sqlite3.Connection, draft: GoalDraft) -> dict[str, Any]:
    """The columns that a checked draft sets whenever it is written."""
    if draft.role_id is not None:
        known = c.execute("SELECT 1 FROM roles WHERE id = ? AND removed_at IS NULL", (draft.role_id,)).fetchone()
        if not known:
            raise NotFoundError(f"There is no role {draft.role_id}.")
    return {
        "statement": draft.statement,
        "why": draft.why,
        "proof": draft.proof,
        "target": draft.target,
        "minutes": draft.minutes,
        "importance": draft.importance,
        "search": draft.search,
        "role_id": draft.role_id,
        "repeats": draft.repeats,
        "obstacle": draft.obstacle,
        "response": draft.response,
        "started_day": draft.started_on.toordinal() if draft.started_on else None,
    }


def _commitment(goal: Goal, draft: GoalDraft, today: date) -> dict[str, Any]:
    if draft.eases_after >= goal.eases_after:
        return {"eases_after": draft.eases_after, "frees_day": None}
    frees = goal.frees_on or today + timedelta(days=goal.eases_after)
    return {"eases_after": goal.eases_after, "frees_day": frees.toordinal()}


def close_goal(
    c: sqlite3.Connection,
    goal_id: int,
    status: GoalStatus,
    outcome: str,
    now: datetime,
    today: date,
    *,
    on: date | None = None,
    evidence: str = "",
) -> None:
    """Close a goal as met (`outcome` is its result, `evidence` what proves it) or dropped (`outcome`: why); undoable.

    `on` is the day it was met, today unless said; it may lie after the deadline: then it was met late.
    """
    if status is GoalStatus.OPEN:
        raise InputError("A goal is closed as met or as dropped.")
    outcome, evidence = checked_text(outcome, "The outcome"), checked_text(evidence, "The evidence")
    with transaction(c):
        goal = open_goal(c, goal_id)
        day = checked_closing(goal, on or today, today)
        verb = "Meet" if status is GoalStatus.MET else "Drop"
        _set_status(c, f"{verb} the goal “{named(goal)}”", goal_id, now, status, day, outcome, evidence)


def reopen_goal(c: sqlite3.Connection, goal_id: int, now: datetime) -> None:
    """Open a closed goal again; undoable."""
    with transaction(c):
        goal = read_goal(c, goal_id)
        if goal.status is not GoalStatus.OPEN:
            _set_status(c, f"Reopen the goal “{named(goal)}”", goal_id, now, GoalStatus.OPEN, None, "", "")


def _set_status(
    c: sqlite3.Connection,
    label: str,
    goal_id: int,
    now: datetime,
    status: GoalStatus,
    closed_on: date | None,
    outcome: str,
    evidence: str,
) -> None:
    with undoable(c, label, now) as step:
        step.keep("goals", id=goal_id)
        step.keep("pending_moves", goal_id=goal_id)
        c.execute("DELETE FROM pending_moves WHERE goal_id = ?", (goal_id,))
        c.execute(
            "UPDATE goals SET status = ?, closed_day = ?, outcome = ?, evidence = ? WHERE id = ?",
            (status.value, closed_on and closed_on.toordinal(), outcome, evidence, goal_id),
        )


def delete_goal(c: sqlite3.Connection, goal_id: int, now: datetime) -> None:
    """Delete a goal and the card of its plan; undoable. All its other cards stay."""
    with transaction(c):
        goal = read_goal(c, goal_id)
        with undoable(c, f"Delete the goal “{named(goal)}”", now) as step:
            put_plan_card(c, step, goal.plan_note_id, "", "", "", now)
            step.keep("goals", id=goal_id)
            c.execute("UPDATE goals SET removed_at = ? WHERE id = ?", (milliseconds(now), goal_id))


def _put_scope(c: sqlite3.Connection, step: Step, goal_id: int, draft: GoalDraft) -> None:
    ids = [_deck_id(c, name) for name in draft.decks]
    step.keep("goal_decks", goal_id=goal_id)
    step.keep("goal_tags", goal_id=goal_id)
    c.execute("DELETE FROM goal_decks WHERE goal_id = ?", (goal_id,))
    c.execute("DELETE FROM goal_tags WHERE goal_id = ?", (goal_id,))
    c.executemany("INSERT OR IGNORE INTO goal_decks VALUES (?, ?)", [(goal_id, id_) for id_ in ids])
    c.executemany("INSERT INTO goal_tags VALUES (?, ?)", [(goal_id, tag) for tag in draft.tags])


def _deck_id(c: sqlite3.Connection, name: str) -> int:
    row = c.execute("SELECT id FROM decks WHERE name = ?", (name,)).fetchone()
    if row is None:
        raise NotFoundError(f"There is no deck {one_line(name, LABEL_WIDTH)}.", hint="The Library lists all decks.")
    return int(row[0])
