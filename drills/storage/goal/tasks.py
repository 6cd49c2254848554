"""Tasks of goals, each with a checkbox: added, changed, ticked, put in order, deleted. Every step can be undone."""

import sqlite3
from datetime import date, datetime

from drills.errors import InputError
from drills.goal.goals import checked_deadline, checked_text
from drills.models import Task
from drills.storage.database import transaction
from drills.storage.goal.goal_rows import LABEL_WIDTH, next_id, open_goal, owner_of, read_goal
from drills.storage.undo import undoable
from drills.text import one_line

LENGTH = 500  # characters


def add_task(c: sqlite3.Connection, goal_id: int, text: str, due: date | None, now: datetime, today: date) -> int:
    """Add something to do for an open goal, last in its list, and give its number; undoable."""
    text = _checked_text(text)
    if due:
        checked_deadline(due, today)
    with transaction(c):
        open_goal(c, goal_id)
        with undoable(c, f"Add the task “{one_line(text, LABEL_WIDTH)}”", now) as step:
            task_id = next_id(c, "tasks")
            step.keep("tasks", id=task_id)
            c.execute(
                "INSERT INTO tasks (id, goal_id, text, due_day, position) VALUES (:id, :goal, :text, :due, "
                "(SELECT coalesce(max(position), 0) + 1 FROM tasks WHERE goal_id = :goal))",
                {"id": task_id, "goal": goal_id, "text": text, "due": due and due.toordinal()},
            )
        return task_id


def edit_task(c: sqlite3.Connection, task_id: int, text: str, due: date | None, now: datetime, today: date) -> None:
    """Change a task's text and day; undoable. A day that stays may lie in the past."""
    text = _checked_text(text)
    with transaction(c):
        task = _task(c, task_id)
        if due and due != task.due:
            checked_deadline(due, today)
        with undoable(c, f"Edit the task “{one_line(text, LABEL_WIDTH)}”", now) as step:
            step.keep("tasks", id=task_id)
            c.execute("UPDATE tasks SET text = ?, due_day = ? WHERE id = ?", (text, due and due.toordinal(), task_id))


def mark_task(c: sqlite3.Connection, task_id: int, done: bool, now: datetime, today: date) -> None:
    """Tick a task off as done today, or untick it; undoable."""
    with transaction(c):
        task = _task(c, task_id)
        verb = "Do" if done else "Reopen"
        with undoable(c, f"{verb} the task “{one_line(task.text, LABEL_WIDTH)}”", now) as step:
            step.keep("tasks", id=task_id)
            c.execute("UPDATE tasks SET done_day = ? WHERE id = ?", (today.toordinal() if done else None, task_id))


def move_task(c: sqlite3.Connection, task_id: int, by: int, now: datetime) -> None:
    """Move a task up (negative) or down its list by so many places, to an end at most; undoable."""
    with transaction(c):
        goal = read_goal(c, owner_of(c, "tasks", task_id, "task"))
        order = [task.id for task in goal.tasks]
        place = order.index(task_id)
        wanted = min(max(place + by, 0), len(order) - 1)
        if wanted == place:
            return
        order.insert(wanted, order.pop(place))
        with undoable(c, "Move a task", now) as step:
            step.keep("tasks", goal_id=goal.id)
            c.executemany("UPDATE tasks SET position = ? WHERE id = ?", list(enumerate(order, 1)))


def delete_task(c: sqlite3.Connection, task_id: int, now: datetime) -> None:
    """Delete a task; undoable."""
    with transaction(c):
        task = _task(c, task_id)
        with undoable(c, f"Delete the task “{one_line(task.text, LABEL_WIDTH)}”", now) as step:
            step.keep("tasks", id=task_id)
            c.execute("DELETE FROM tasks WHERE id = ?", (task_id,))


def _task(c: sqlite3.Connection, task_id: int) -> Task:
    goal = read_goal(c, owner_of(c, "tasks", task_id, "task"))
    return next(task for task in goal.tasks if task.id == task_id)


def _checked_text(text: str) -> str:
    text = " ".join(checked_text(text, "A task", LENGTH).split())
    if not text:
        raise InputError("A task needs a text.")
    return text
