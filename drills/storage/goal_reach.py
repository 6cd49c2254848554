"""Which cards are for which goal, and which a session is limited to."""

import sqlite3
from dataclasses import dataclass
from datetime import date

from drills.storage.cards import deck_ids
from drills.storage.sessions import Scope


@dataclass(frozen=True, slots=True)
class GoalReach:
    """An open goal, and the decks it covers."""

    id: int
    statement: str
    deadline: date
    importance: float
    decks: frozenset[int]


def goal_reaches(c: sqlite3.Connection, day: date) -> tuple[GoalReach, ...]:
    """Open goals with decks, whose day is still ahead: the nearest first."""
    rows = c.execute(
        "SELECT g.id, g.statement, g.deadline, g.importance, d.name FROM goals g JOIN goal_decks l ON l.goal_id = g.id "
        "JOIN decks d ON d.id = l.deck_id WHERE g.status = 'open' AND g.removed_at IS NULL AND g.deadline > ? "
        "ORDER BY g.deadline, g.id",
        (day.toordinal(),),
    )
    names: dict[tuple[int, str, int, float], list[str]] = {}
    for id_, statement, deadline, importance, name in rows.fetchall():
        names.setdefault((id_, statement, deadline, importance), []).append(name)
    return tuple(
        GoalReach(id_, statement, date.fromordinal(deadline), importance, frozenset(deck_ids(c, decks)))
        for (id_, statement, deadline, importance), decks in names.items()
    )


def scope_decks(c: sqlite3.Connection, scope: Scope) -> frozenset[int] | None:
    """The decks a scope is limited to; None: all."""
    if scope.deck is not None:
        return frozenset(deck_ids(c, [scope.deck]))
    if scope.goal_id is not None:
        rows = c.execute(
            "SELECT d.name FROM goal_decks l JOIN decks d ON d.id = l.deck_id WHERE l.goal_id = ?", (scope.goal_id,)
        )
        return frozenset(deck_ids(c, [name for (name,) in rows.fetchall()]))
    return None
