"""Goals as they are stored: with their scope, steps, moves and whatever else belongs to them."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from drills.errors import InputError, NotFoundError
from drills.goal.goals import in_order
from drills.models import DeadlineMove, Goal, GoalStatus, JournalEntry, Milestone, Occurrence, PendingMove, Task
from drills.text import one_line

LABEL_WIDTH = 40
T = TypeVar("T")

_GOALS = (
    "SELECT id, statement, deadline, created_day, why, proof, target, minutes, importance, status, closed_day, "
    "outcome, search, role_id, repeats, eases_after, frees_day, obstacle, response, plan_note_id, started_day, "
    "follows_id, evidence, uid FROM goals WHERE removed_at IS NULL"
)


def read_goals(c: sqlite3.Connection, *, goal_id: int | None = None, open_only: bool = False) -> tuple[Goal, ...]:
    """Goals that aren't deleted, in order; one of them by its number, with its journal, or all."""
    only = f" AND id = {int(goal_id)}" if goal_id is not None else ""
    still = f" AND status = '{GoalStatus.OPEN}'" if open_only else ""
    rows = c.execute(_GOALS + only + still).fetchall()
    if not rows:
        return ()
    parts = {name: _grouped(c, sql, made) for name, (sql, made) in _PARTS.items()}
    if goal_id is not None:
        parts["journal"] = _grouped(c, *_JOURNAL)
    pending = _grouped(c, *_PENDING)
    return in_order(_goal(row, parts, pending) for row in rows)


def read_goal(c: sqlite3.Connection, goal_id: int) -> Goal:
    """The goal with that number; raises NotFoundError."""
    goals = read_goals(c, goal_id=goal_id)
    if not goals:
        raise NotFoundError(f"There is no goal {goal_id}.", hint="It may have been deleted: undo brings it back.")
    return goals[0]


def open_goal(c: sqlite3.Connection, goal_id: int) -> Goal:
    """The open goal with that number; raises NotFoundError, and InputError for one that is closed."""
    goal = read_goal(c, goal_id)
    if goal.status is not GoalStatus.OPEN:
        raise InputError(f"The goal “{named(goal)}” is closed.", hint="Open it again first.")
    return goal


def named(goal: Goal) -> str:
    """The goal's statement, short enough for the label of a step."""
    return one_line(goal.statement, LABEL_WIDTH)


def next_id(c: sqlite3.Connection, table: str) -> int:
    """The number that a new row of a table gets."""
    (last,) = c.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()  # noqa: S608  our own table names
    return int(last) + 1


def owner_of(c: sqlite3.Connection, table: str, row_id: int, what: str) -> int:
    """The goal that a milestone, task or entry belongs to; raises NotFoundError."""
    sql = f"SELECT goal_id FROM {table} WHERE id = ?"  # noqa: S608  our own table names
    row = c.execute(sql, (row_id,)).fetchone()
    if row is None:
        raise NotFoundError(f"There is no {what} {row_id}.")
    return int(row[0])


def _goal(row: tuple[Any, ...], parts: dict[str, dict[int, tuple[Any, ...]]], pending: dict[int, Any]) -> Goal:
    (id_, statement, deadline, created, why, proof, target, minutes, importance, status, closed, outcome) = row[:12]
    (search, role_id, repeats, eases, frees, obstacle, response, plan_note, started, follows, evidence, uid) = row[12:]
    return Goal(
        id=id_,
        statement=statement,
        deadline=date.fromordinal(deadline),
        created_on=date.fromordinal(created),
        why=why,
        proof=proof,
        target=target,
        minutes=minutes,
        importance=importance,
        status=GoalStatus(status),
        closed_on=_day(closed),
        outcome=outcome,
        search=search,
        role_id=role_id,
        repeats=repeats,
        eases_after=eases,
        frees_on=_day(frees),
        obstacle=obstacle,
        response=response,
        plan_note_id=plan_note,
        started_on=_day(started),
        follows_id=follows,
        evidence=evidence,
        uid=uid,
        pending=next(iter(pending.get(id_, ())), None),
        **{name: found.get(id_, ()) for name, found in parts.items()},
    )


def _day(stored: int | None) -> date | None:
    return None if stored is None else date.fromordinal(stored)


def _grouped(c: sqlite3.Connection, sql: str, made: Callable[..., T]) -> dict[int, tuple[T, ...]]:
    found = defaultdict(list)
    for goal_id, *values in c.execute(sql):
        found[goal_id].append(made(*values))
    return {goal_id: tuple(parts) for goal_id, parts in found.items()}


def _move(before: int, after: int, reason: str, moved: int, held: int | None) -> DeadlineMove:
    return DeadlineMove(date.fromordinal(before), date.fromordinal(after), reason, date.fromordinal(moved), _day(held))


def _pending(to: int, reason: str, asked: int, holds: int) -> PendingMove:
    return PendingMove(date.fromordinal(to), reason, date.fromordinal(asked), date.fromordinal(holds))


_PARTS: dict[str, tuple[str, Callable[..., Any]]] = {
    "decks": ("SELECT l.goal_id, d.name FROM goal_decks l JOIN decks d ON d.id = l.deck_id ORDER BY d.name", str),
    "tags": ("SELECT goal_id, tag FROM goal_tags ORDER BY tag", str),
    "moves": (
        "SELECT goal_id, from_day, to_day, reason, moved_day, holds_day FROM deadline_moves ORDER BY id",
        _move,
    ),
    "milestones": (
        "SELECT goal_id, id, text, due_day, done_day FROM milestones ORDER BY due_day, id",
        lambda id_, text, due, done: Milestone(id_, text, date.fromordinal(due), _day(done)),
    ),
    "tasks": (
        "SELECT goal_id, id, text, due_day, done_day FROM tasks ORDER BY position, id",
        lambda id_, text, due, done: Task(id_, text, _day(due), _day(done)),
    ),
    "occurrences": (
        "SELECT goal_id, day, done_day, note FROM occurrences ORDER BY day",
        lambda day, done, note: Occurrence(date.fromordinal(day), _day(done), note),
    ),
}
_JOURNAL = (
    "SELECT goal_id, id, day, text FROM journal ORDER BY day DESC, id DESC",
    lambda id_, day, text: JournalEntry(id_, date.fromordinal(day), text),
)
_PENDING = ("SELECT goal_id, to_day, reason, asked_day, holds_day FROM pending_moves", _pending)
