"""Goals at a glance: the days left, and how ready their cards are."""

import sqlite3
from collections.abc import Sequence
from datetime import date

from drills.goal.goals import days_left
from drills.models import Goal
from drills.storage.goal.goal_counts import Counts, goal_counts
from drills.storage.goal.goal_rows import read_goals
from drills.views.today import GoalLine

__all__ = ["goal_lines", "read_goals"]


def goal_lines(c: sqlite3.Connection, goals: Sequence[Goal], day: date) -> tuple[GoalLine, ...]:
    """Those goals with the days left and the state of their cards.

    Counts leave suspended and parked cards out. Readiness is the mean predicted recall on `day`, in [0, 1]; unseen
    cards count as 0.
    """
    counts = goal_counts(c, [goal.id for goal in goals], day)
    return tuple(_line(goal, counts[goal.id], day) for goal in goals)


def _line(goal: Goal, counts: Counts, day: date) -> GoalLine:
    return GoalLine(goal, days_left(goal, day), counts.cards, counts.seen, counts.due, counts.readiness)
