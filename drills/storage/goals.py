"""Goals written, moved, met and dropped; every step can be undone, and no date is ever lost."""

import sqlite3
from datetime import date, datetime

from drills.config import Study
from drills.dates import study_day
from drills.errors import InputError, NotFoundError
from drills.goals import GoalDraft, checked, checked_deadline, checked_text
from drills.models import Goal, GoalStatus, Milestone
from drills.storage.database import transaction
from drills.storage.decks import deck_names
from drills.storage.goal_lines import goal_lines, read_goals
from drills.storage.instants import milliseconds
from drills.storage.undo import Step, undoable
from drills.text import one_line
from drills.views.goals import GoalsView

_LABEL_WIDTH = 40


def goals_view(c: sqlite3.Connection, now: datetime, study: Study) -> GoalsView:
    """The Goals screen: open goals by deadline, then those met or dropped, the latest first."""
    day = study_day(now, study.day_turns_at)
    lines = goal_lines(c, read_goals(c), day)
    is_open = [line.goal.status is GoalStatus.OPEN for line in lines]
    return GoalsView(
        day,
        tuple(line for line, open_ in zip(lines, is_open, strict=True) if open_),
        tuple(line for line, open_ in zip(lines, is_open, strict=True) if not open_),
        deck_names(c),
    )


def read_goal(c: sqlite3.Connection, goal_id: int) -> Goal:
    """The goal with that number; raises NotFoundError."""
    goals = read_goals(c, goal_id=goal_id)
    if not goals:
        raise NotFoundError(f"There is no goal {goal_id}.", hint="It may have been deleted: undo brings it back.")
    return goals[0]


def add_goal(c: sqlite3.Connection, draft: GoalDraft, now: datetime, today: date) -> int:
    """Set a goal, and give its number; undoable. Raises InputError, DateError, NotFoundError for an unknown deck."""
    draft = checked(draft, today)
    with transaction(c), undoable(c, f"Set the goal “{one_line(draft.statement, _LABEL_WIDTH)}”", now) as step:
        goal_id = _next_id(c, "goals")
        step.keep("goals", id=goal_id)
        c.execute(
            "INSERT INTO goals (id, statement, why, proof, deadline, target, minutes, importance, created_day, "
            "follows_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                goal_id,
                draft.statement,
                draft.why,
                draft.proof,
                draft.deadline.toordinal(),
                draft.target,
                draft.minutes,
                draft.importance,
                today.toordinal(),
                draft.follows_id,
            ),
        )
        _put_decks(c, step, goal_id, draft.decks)
    return goal_id


def edit_goal(c: sqlite3.Connection, goal_id: int, draft: GoalDraft, now: datetime, today: date) -> None:
    """Change a goal's words, target, minutes, importance and decks; undoable. Its deadline is moved by itself."""
    with transaction(c):
        goal = read_goal(c, goal_id)
        draft = checked(draft, today, before=goal.deadline)
        if draft.deadline != goal.deadline:
            raise InputError("A deadline moves with a reason.", hint="Move it instead of editing the goal.")
        with undoable(c, f"Edit the goal “{_named(goal)}”", now) as step:
            step.keep("goals", id=goal_id)
            c.execute(
                "UPDATE goals SET statement = ?, why = ?, proof = ?, target = ?, minutes = ?, importance = ? "
                "WHERE id = ?",
                (draft.statement, draft.why, draft.proof, draft.target, draft.minutes, draft.importance, goal_id),
            )
            _put_decks(c, step, goal_id, draft.decks)


def move_deadline(c: sqlite3.Connection, goal_id: int, to: date, reason: str, now: datetime, today: date) -> None:
    """Move an open goal's deadline, with a reason; undoable. The dates before stay on record."""
    reason = checked_text(reason, "The reason")
    if not reason:
        raise InputError("A deadline moves with a reason.", hint="One sentence will do; it stays with the goal.")
    with transaction(c):
        goal = _open_goal(c, goal_id)
        checked_deadline(to, today)
        if to == goal.deadline:
            raise InputError("That is the goal's date already.")
        with undoable(c, f"Move the goal “{_named(goal)}”", now) as step:
            step.keep("goals", id=goal_id)
            step.keep("deadline_moves", goal_id=goal_id)
            c.execute("UPDATE goals SET deadline = ? WHERE id = ?", (to.toordinal(), goal_id))
            c.execute(
                "INSERT INTO deadline_moves (goal_id, from_day, to_day, reason, moved_day) VALUES (?, ?, ?, ?, ?)",
                (goal_id, goal.deadline.toordinal(), to.toordinal(), reason, today.toordinal()),
            )


def close_goal(
    c: sqlite3.Connection, goal_id: int, status: GoalStatus, outcome: str, now: datetime, today: date
) -> None:
    """Close a goal as met (`outcome` is its result) or dropped (`outcome` is the reason); undoable."""
    if status is GoalStatus.OPEN:
        raise InputError("A goal is closed as met or as dropped.")
    outcome = checked_text(outcome, "The outcome")
    with transaction(c):
        goal = _open_goal(c, goal_id)
        verb = "Meet" if status is GoalStatus.MET else "Drop"
        _set_status(c, f"{verb} the goal “{_named(goal)}”", goal_id, now, status, today, outcome)


def reopen_goal(c: sqlite3.Connection, goal_id: int, now: datetime) -> None:
    """Open a closed goal again; undoable."""
    with transaction(c):
        goal = read_goal(c, goal_id)
        if goal.status is not GoalStatus.OPEN:
            _set_status(c, f"Reopen the goal “{_named(goal)}”", goal_id, now, GoalStatus.OPEN, None, "")


def _set_status(
    c: sqlite3.Connection,
    label: str,
    goal_id: int,
    now: datetime,
    status: GoalStatus,
    closed_on: date | None,
    outcome: str,
) -> None:
    with undoable(c, label, now) as step:
        step.keep("goals", id=goal_id)
        c.execute(
            "UPDATE goals SET status = ?, closed_day = ?, outcome = ? WHERE id = ?",
            (status.value, closed_on and closed_on.toordinal(), outcome, goal_id),
        )


def delete_goal(c: sqlite3.Connection, goal_id: int, now: datetime) -> None:
    """Delete a goal; undoable. Its cards stay."""
    with transaction(c):
        goal = read_goal(c, goal_id)
        with undoable(c, f"Delete the goal “{_named(goal)}”", now) as step:
            step.keep("goals", id=goal_id)
            c.execute("UPDATE goals SET removed_at = ? WHERE id = ?", (milliseconds(now), goal_id))


def add_milestone(c: sqlite3.Connection, goal_id: int, text: str, due: date, now: datetime, today: date) -> int:
    """Add a step on the way to an open goal, and give its number; undoable."""
    text = " ".join(checked_text(text, "A milestone").split())
    if not text:
        raise InputError("A milestone needs a text.")
    with transaction(c):
        goal = _open_goal(c, goal_id)
        if checked_deadline(due, today) > goal.deadline:
            raise InputError("A milestone comes before the goal's date.")
        with undoable(c, f"Add the milestone “{one_line(text, _LABEL_WIDTH)}”", now) as step:
            milestone_id = _next_id(c, "milestones")
            step.keep("milestones", id=milestone_id)
            c.execute(
                "INSERT INTO milestones (id, goal_id, text, due_day) VALUES (?, ?, ?, ?)",
                (milestone_id, goal_id, text, due.toordinal()),
            )
        return milestone_id


def mark_milestone(c: sqlite3.Connection, milestone_id: int, done: bool, now: datetime, today: date) -> None:
    """Mark a milestone as done today, or as not done; undoable."""
    with transaction(c):
        milestone = _milestone(c, milestone_id)
        verb = "Reach" if done else "Reopen"
        with undoable(c, f"{verb} the milestone “{one_line(milestone.text, _LABEL_WIDTH)}”", now) as step:
            step.keep("milestones", id=milestone_id)
            done_day = today.toordinal() if done else None
            c.execute("UPDATE milestones SET done_day = ? WHERE id = ?", (done_day, milestone_id))


def delete_milestone(c: sqlite3.Connection, milestone_id: int, now: datetime) -> None:
    """Delete a milestone; undoable."""
    with transaction(c):
        milestone = _milestone(c, milestone_id)
        with undoable(c, f"Delete the milestone “{one_line(milestone.text, _LABEL_WIDTH)}”", now) as step:
            step.keep("milestones", id=milestone_id)
            c.execute("DELETE FROM milestones WHERE id = ?", (milestone_id,))


def _milestone(c: sqlite3.Connection, milestone_id: int) -> Milestone:
    found = (milestone for goal in read_goals(c) for milestone in goal.milestones if milestone.id == milestone_id)
    if (milestone := next(found, None)) is None:
        raise NotFoundError(f"There is no milestone {milestone_id}.")
    return milestone


def _open_goal(c: sqlite3.Connection, goal_id: int) -> Goal:
    goal = read_goal(c, goal_id)
    if goal.status is not GoalStatus.OPEN:
        raise InputError(f"The goal “{_named(goal)}” is closed.", hint="Open it again first.")
    return goal


def _put_decks(c: sqlite3.Connection, step: Step, goal_id: int, decks: tuple[str, ...]) -> None:
    ids = [_deck_id(c, name) for name in decks]
    step.keep("goal_decks", goal_id=goal_id)
    c.execute("DELETE FROM goal_decks WHERE goal_id = ?", (goal_id,))
    c.executemany("INSERT OR IGNORE INTO goal_decks VALUES (?, ?)", [(goal_id, id_) for id_ in ids])


def _deck_id(c: sqlite3.Connection, name: str) -> int:
    row = c.execute("SELECT id FROM decks WHERE name = ?", (name,)).fetchone()
    if row is None:
        raise NotFoundError(f"There is no deck {one_line(name, _LABEL_WIDTH)}.", hint="The Library lists all decks.")
    return int(row[0])


def _next_id(c: sqlite3.Connection, table: str) -> int:
    (last,) = c.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()  # noqa: S608  our own table names
    return int(last) + 1


def _named(goal: Goal) -> str:
    return one_line(goal.statement, _LABEL_WIDTH)
