"""The minutes of a day: those that goals have for themselves, and those that all other cards share."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from drills.config import Study
from drills.plan.budget import shared_minutes
from drills.storage.goal.goal_reach import GoalReach, goal_reaches
from drills.storage.reviews import seconds_on

_OF_DAY = """
SELECT c.id, c.note_id, n.deck_id, sum(r.seconds)
FROM reviews r JOIN cards c ON c.id = r.card_id JOIN notes n ON n.id = c.note_id
WHERE r.id >= :first AND r.day = :day AND NOT EXISTS (SELECT 1 FROM retractions x WHERE x.review_id = r.id)
GROUP BY c.id
"""

_DUE = """
SELECT c.id, c.note_id, n.deck_id FROM cards c JOIN notes n ON n.id = c.note_id
WHERE c.due_day <= :day AND c.removed_at IS NULL AND c.suspended = 0
"""


@dataclass(frozen=True, slots=True)
class DayMinutes:
    """A day in seconds: `planned` is the whole, `shared` what goals without minutes of their own and all else share.

    Of both something is left; `own_left` by goals that have minutes of their own.
    """

    planned: float
    done: float
    shared: float
    shared_left: float
    own_left: Mapping[int, float] = field(default_factory=dict)

    @property
    def left(self) -> float:
        """All that is left, whosever it is."""
        return max(0.0, self.shared_left) + sum(self.own_left.values())


def day_minutes(c: sqlite3.Connection, day: date, study: Study) -> DayMinutes:
    """The day's minutes: the usual ones, of which goals take those of their own first, or more where these are more.

    An answer counts for the goal with minutes of its own that covers its card, the nearest first, else for the rest.
    """
    done, _ = seconds_on(c, day)
    usual, goals = study.minutes_per_day * 60.0, goal_reaches(c, day)
    own = [goal for goal in goals if goal.minutes]
    if not own:
        return DayMinutes(usual, done, usual, usual - done)
    spent = _spent(c, own, day) if done else {}
    budgets = {goal.id: (goal.minutes or 0) * 60.0 for goal in own}
    taken, outside = sum(budgets.values()), done - sum(spent.values())
    others = len(own) < len(goals) or outside > 0 or _due_outside(c, own, day)
    shared = shared_minutes(usual, taken, others)
    return DayMinutes(
        shared + taken,
        done,
        shared,
        shared - outside,
        {goal_id: max(0.0, seconds - spent.get(goal_id, 0.0)) for goal_id, seconds in budgets.items()},
    )


def _due_outside(c: sqlite3.Connection, own: list[GoalReach], day: date) -> bool:
    """Whether any card is due that none of those goals covers."""
    rows = c.execute(_DUE, {"day": day.toordinal()})
    return any(not any(goal.covers(deck_id, note_id, card_id) for goal in own) for card_id, note_id, deck_id in rows)


def _spent(c: sqlite3.Connection, own: list[GoalReach], day: date) -> dict[int, float]:
    spent: dict[int, float] = {}
    values = {"first": first_review_since(c, day.toordinal()), "day": day.toordinal()}
    for card_id, note_id, deck_id, seconds in c.execute(_OF_DAY, values):
        goal = next((goal for goal in own if goal.covers(deck_id, note_id, card_id)), None)
        if goal:
            spent[goal.id] = spent.get(goal.id, 0.0) + seconds
    return spent


def first_review_since(c: sqlite3.Connection, day: int) -> int:
    """Roughly the first answer from a day on, by halving: answers are mostly stored in the order they were given."""
    low = 1
    (high,) = c.execute("SELECT coalesce(max(id), 0) + 1 FROM reviews").fetchone()
    while low < high:
        middle = (low + high) // 2
        row = c.execute("SELECT id, day FROM reviews WHERE id >= ? ORDER BY id LIMIT 1", (middle,)).fetchone()
        if row is None or row[1] >= day:
            high = middle
        else:
            low = int(row[0]) + 1
    return int(low)
