"""Deadlines moved with a reason. Earlier holds at once; later too, or a week on where the goal is committed to it."""

import sqlite3
from datetime import date, datetime

from drills.errors import InputError
from drills.goal.goals import checked_move, checked_text, holds_on
from drills.models import Goal, PendingMove
from drills.storage.database import explained, transaction
from drills.storage.goal.goal_rows import named, open_goal, read_goals
from drills.storage.undo import undoable


def move_deadline(
    c: sqlite3.Connection, goal_id: int, to: date, reason: str, now: datetime, today: date
) -> PendingMove | None:
    """Move an open goal's deadline, with a reason; undoable. The dates before stay on record.

    Gives the move that waits, where a later date doesn't hold yet; None where it holds already. A move to an earlier
    date ends one that waits, a later one takes its place. Raises InputError, DateError.
    """
    reason = checked_text(reason, "The reason")
    if not reason:
        raise InputError("A deadline moves with a reason.", hint="One sentence will do; it stays with the goal.")
    with transaction(c):
        goal = open_goal(c, goal_id)
        checked_move(goal, to, today)
        waiting = _waiting(goal, to, reason, today)
        with undoable(c, f"Move the goal “{named(goal)}”", now) as step:
            step.keep("goals", id=goal_id)
            step.keep("deadline_moves", goal_id=goal_id)
            step.keep("pending_moves", goal_id=goal_id)
            c.execute("DELETE FROM pending_moves WHERE goal_id = ?", (goal_id,))
            if waiting:
                c.execute(
                    "INSERT INTO pending_moves (goal_id, to_day, reason, asked_day, holds_day) VALUES (?, ?, ?, ?, ?)",
                    (goal_id, to.toordinal(), reason, today.toordinal(), waiting.holds_on.toordinal()),
                )
            else:
                _hold(c, goal, to, reason, today, None)
    return waiting


def cancel_move(c: sqlite3.Connection, goal_id: int, now: datetime) -> None:
    """Cancel an easier date that doesn't hold yet; undoable. Raises InputError if none waits."""
    with transaction(c):
        goal = open_goal(c, goal_id)
        if goal.pending is None:
            raise InputError("No new date is waiting.")
        with undoable(c, f"Keep the date of “{named(goal)}”", now) as step:
            step.keep("pending_moves", goal_id=goal_id)
            c.execute("DELETE FROM pending_moves WHERE goal_id = ?", (goal_id,))


def settle(c: sqlite3.Connection, day: date) -> tuple[Goal, ...]:
    """Let hold what was to hold by this day: easier dates, and the end of commitments. Gives the goals as they are now.

    Called whenever a day's goals are read; it writes only when something has come to hold.
    """
    with explained():
        due = c.execute(
            "SELECT goal_id FROM pending_moves WHERE holds_day <= :day "
            "UNION SELECT id FROM goals WHERE frees_day <= :day",
            {"day": day.toordinal()},
        ).fetchall()
    if not due:
        return ()
    touched = {goal_id for (goal_id,) in due}
    with transaction(c):
        for goal in read_goals(c, open_only=True):
            if goal.id in touched and goal.pending and goal.pending.holds_on <= day:
                pending = goal.pending
                _tell_undo(c, goal, pending.to)
                _hold(c, goal, pending.to, pending.reason, pending.asked_on, pending.holds_on)
        values = {"day": day.toordinal()}
        c.execute("DELETE FROM pending_moves WHERE holds_day <= :day", values)
        c.execute("UPDATE goals SET eases_after = 0, frees_day = NULL WHERE frees_day <= :day", values)
        return tuple(goal for goal in read_goals(c) if goal.id in touched)


def _tell_undo(c: sqlite3.Connection, goal: Goal, to: date) -> None:
    """Let the steps taken since a date was asked for keep it: only taking back the move itself brings the old one."""
    c.execute(
        "UPDATE undo_images SET rows = json_set(rows, '$[0].deadline', :to) WHERE table_name = 'goals' "
        "AND json_extract(key, '$.id') = :goal AND json_array_length(rows) = 1 AND step_id > coalesce("
        "(SELECT max(step_id) FROM undo_images WHERE table_name = 'pending_moves' "
        "AND json_extract(key, '$.goal_id') = :goal), 0)",
        {"to": to.toordinal(), "goal": goal.id},
    )


def _waiting(goal: Goal, to: date, reason: str, today: date) -> PendingMove | None:
    """The move that has to wait; None for one that holds at once."""
    holds = holds_on(goal, today)
    if to < goal.deadline or holds == today:
        return None
    return PendingMove(to, reason, today, holds)


def _hold(c: sqlite3.Connection, goal: Goal, to: date, reason: str, asked: date, held: date | None) -> None:
    c.execute("UPDATE goals SET deadline = ? WHERE id = ?", (to.toordinal(), goal.id))
    c.execute(
        "INSERT INTO deadline_moves (goal_id, from_day, to_day, reason, moved_day, holds_day) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (goal.id, goal.deadline.toordinal(), to.toordinal(), reason, asked.toordinal(), held and held.toordinal()),
    )
