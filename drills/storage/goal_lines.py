"""Goals as they are read: with their decks, milestones and moves, and how ready their cards are."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from drills.goals import days_left, in_order
from drills.models import DeadlineMove, Goal, GoalStatus, Milestone
from drills.storage.recall import RECALL, recall_on
from drills.views.today import GoalLine

_GOALS = (
    "SELECT id, statement, deadline, created_day, why, proof, target, minutes, importance, status, closed_day, outcome "
    "FROM goals WHERE removed_at IS NULL"
)

_COUNTS = f"""
SELECT n.deck_id, count(*), sum(c.stability IS NOT NULL),
  sum((c.due_at IS NOT NULL OR coalesce(c.due_day <= :day, 0)) AND coalesce(c.buried_until, 0) <= :day),
  total({RECALL})
FROM notes n JOIN cards c ON c.note_id = n.id
WHERE n.deleted_at IS NULL AND n.deck_id IN (SELECT value FROM json_each(:decks))
  AND c.removed_at IS NULL AND c.suspended = 0
GROUP BY n.deck_id
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class _Counts:
    """Cards, those seen, those due, and the sum of predicted recall over them."""

    cards: int = 0
    seen: int = 0
    due: int = 0
    recall: float = 0.0

    def __add__(self, other: "_Counts") -> "_Counts":
        return _Counts(
            self.cards + other.cards, self.seen + other.seen, self.due + other.due, self.recall + other.recall
        )


def read_goals(c: sqlite3.Connection, *, goal_id: int | None = None, open_only: bool = False) -> tuple[Goal, ...]:
    """Goals that aren't deleted, in order; one of them by its number, or all."""
    rows = c.execute(f"{_GOALS} AND id = ?", (goal_id,)) if goal_id is not None else c.execute(_GOALS)
    decks, moves, milestones = _decks(c), _moves(c), _milestones(c)
    goals = [
        Goal(
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
            closed_on=None if closed is None else date.fromordinal(closed),
            outcome=outcome,
            decks=tuple(decks[id_]),
            moves=tuple(moves[id_]),
            milestones=tuple(milestones[id_]),
        )
        for id_, statement, deadline, created, why, proof, target, minutes, importance, status, closed, outcome in rows
        if not open_only or status == GoalStatus.OPEN
    ]
    return in_order(goals)


def _decks(c: sqlite3.Connection) -> dict[int, list[str]]:
    found = defaultdict(list)
    sql = "SELECT l.goal_id, d.name FROM goal_decks l JOIN decks d ON d.id = l.deck_id ORDER BY d.name"
    for goal_id, name in c.execute(sql):
        found[goal_id].append(name)
    return found


def _moves(c: sqlite3.Connection) -> dict[int, list[DeadlineMove]]:
    found = defaultdict(list)
    sql = "SELECT goal_id, from_day, to_day, reason, moved_day FROM deadline_moves ORDER BY id"
    for goal_id, before, after, reason, moved in c.execute(sql):
        from_day, to_day, moved_on = map(date.fromordinal, (before, after, moved))
        found[goal_id].append(DeadlineMove(from_day, to_day, reason, moved_on))
    return found


def _milestones(c: sqlite3.Connection) -> dict[int, list[Milestone]]:
    found = defaultdict(list)
    for id_, goal_id, text, due, done in c.execute(
        "SELECT id, goal_id, text, due_day, done_day FROM milestones ORDER BY due_day, id"
    ):
        done_on = None if done is None else date.fromordinal(done)
        found[goal_id].append(Milestone(id_, text, date.fromordinal(due), done_on))
    return found


def goal_lines(c: sqlite3.Connection, goals: Sequence[Goal], day: date) -> tuple[GoalLine, ...]:
    """Those goals with the days left and the state of their cards.

    Counts leave suspended cards out. Readiness is the mean predicted recall on `day`, in [0, 1]; unseen cards count
    as 0.
    """
    names = {id_: name.lower() for id_, name in c.execute("SELECT id, name FROM decks")}
    covered = {goal.id: _covered(goal.decks, names) for goal in goals}
    counts = _deck_counts(c, set().union(*covered.values()), day)
    return tuple(_line(goal, [counts[deck] for deck in covered[goal.id] if deck in counts], day) for goal in goals)


def _covered(decks: Iterable[str], names: dict[int, str]) -> set[int]:
    """The decks of those names and all below them."""
    wanted = [deck.lower() for deck in decks]
    return {id_ for id_, name in names.items() for deck in wanted if name == deck or name.startswith(f"{deck}::")}


def _deck_counts(c: sqlite3.Connection, decks: set[int], day: date) -> dict[int, _Counts]:
    if not decks:
        return {}
    values = {**recall_on(c, day), "decks": json.dumps(sorted(decks))}
    return {deck: _Counts(*figures) for deck, *figures in c.execute(_COUNTS, values)}


def _line(goal: Goal, counts: Sequence[_Counts], day: date) -> GoalLine:
    total = sum(counts, _Counts())
    readiness = total.recall / total.cards if total.cards else 0.0
    return GoalLine(goal, days_left(goal, day), total.cards, total.seen, total.due, readiness)
