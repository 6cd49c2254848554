"""Milestones of goals: added, changed, reached, deleted. Every step can be undone."""

import sqlite3
from collections.abc import Sequence
from datetime import date, datetime

from drills.errors import InputError
from drills.goal.goals import checked_deadline, checked_text
from drills.models import Goal, Milestone
from drills.storage.database import transaction
from drills.storage.goal.goal_rows import LABEL_WIDTH, named, next_id, open_goal, owner_of, read_goal
from drills.storage.undo import undoable
from drills.text import one_line


def add_milestone(c: sqlite3.Connection, goal_id: int, text: str, due: date, now: datetime, today: date) -> int:
    """Add a step on the way to an open goal, and give its number; undoable."""
    text = _checked_text(text)
    with transaction(c):
        _check_due(open_goal(c, goal_id), due, today)
        with undoable(c, f"Add the milestone “{one_line(text, LABEL_WIDTH)}”", now) as step:
            milestone_id = next_id(c, "milestones")
            step.keep("milestones", id=milestone_id)
            c.execute(
                "INSERT INTO milestones (id, goal_id, text, due_day) VALUES (?, ?, ?, ?)",
                (milestone_id, goal_id, text, due.toordinal()),
            )
        return milestone_id


def add_milestones(
    c: sqlite3.Connection, goal_id: int, wanted: Sequence[tuple[str, date]], now: datetime, today: date
) -> tuple[int, ...]:
    """Add several, such as those proposed, in one step that is undone as one; gives their numbers."""
    with transaction(c):
        goal = open_goal(c, goal_id)
        rows = [(_checked_text(text), due) for text, due in wanted]
        for _, due in rows:
            _check_due(goal, due, today)
        first = next_id(c, "milestones")
        numbers = tuple(range(first, first + len(rows)))
        with undoable(c, f"Add {len(rows)} milestones to “{named(goal)}”", now) as step:
            for number, (text, due) in zip(numbers, rows, strict=True):
                step.keep("milestones", id=number)
                c.execute(
                    "INSERT INTO milestones (id, goal_id, text, due_day) VALUES (?, ?, ?, ?)",
                    (number, goal_id, text, due.toordinal()),
                )
        return numbers


def edit_milestone(c: sqlite3.Connection, milestone_id: int, text: str, due: date, now: datetime, today: date) -> None:
    """Change a milestone's text and day; undoable. A day that stays may lie in the past."""
    text = _checked_text(text)
    with transaction(c):
        goal = read_goal(c, owner_of(c, "milestones", milestone_id, "milestone"))
        if due != _milestone(c, milestone_id).due:
            _check_due(goal, due, today)
        with undoable(c, f"Edit the milestone “{one_line(text, LABEL_WIDTH)}”", now) as step:
            step.keep("milestones", id=milestone_id)
            c.execute("UPDATE milestones SET text = ?, due_day = ? WHERE id = ?", (text, due.toordinal(), milestone_id))


def mark_milestone(c: sqlite3.Connection, milestone_id: int, done: bool, now: datetime, today: date) -> None:
    """Mark a milestone as done today, or as not done; undoable."""
    with transaction(c):
        milestone = _milestone(c, milestone_id)
        verb = "Reach" if done else "Reopen"
        with undoable(c, f"{verb} the milestone “{one_line(milestone.text, LABEL_WIDTH)}”", now) as step:
            step.keep("milestones", id=milestone_id)
            done_day = today.toordinal() if done else None
            c.execute("UPDATE milestones SET done_day = ? WHERE id = ?", (done_day, milestone_id))


def delete_milestone(c: sqlite3.Connection, milestone_id: int, now: datetime) -> None:
    """Delete a milestone; undoable."""
    with transaction(c):
        milestone = _milestone(c, milestone_id)
        with undoable(c, f"Delete the milestone “{one_line(milestone.text, LABEL_WIDTH)}”", now) as step:
            step.keep("milestones", id=milestone_id)
            c.execute("DELETE FROM milestones WHERE id = ?", (milestone_id,))


def _milestone(c: sqlite3.Connection, milestone_id: int) -> Milestone:
    goal = read_goal(c, owner_of(c, "milestones", milestone_id, "milestone"))
    return next(milestone for milestone in goal.milestones if milestone.id == milestone_id)


def _check_due(goal: Goal, due: date, today: date) -> None:
    if checked_deadline(due, today) > goal.deadline:
        raise InputError("A milestone comes before the goal's date.")


def _checked_text(text: str) -> str:
    text = " ".join(checked_text(text, "A milestone").split())
    if not text:
        raise InputError("A milestone needs a text.")
    return text
