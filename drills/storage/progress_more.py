"""What Progress shows of goals' forecasts and of answers: read after the figures, as it takes longer."""

import sqlite3
from datetime import datetime

from drills.config import Study
from drills.storage.answers_over_time import answers_progress
from drills.storage.database import explained
from drills.storage.goal_checks import calibration
from drills.storage.plan_view import goal_plan_view
from drills.views.progress_more import ProgressMore


def progress_more(c: sqlite3.Connection, now: datetime, study: Study, goal_id: int | None = None) -> ProgressMore:
    """The burn-up of a goal (the open one with the nearest date unless named), past forecasts, and answers by week."""
    with explained():
        if goal_id is None:
            row = c.execute(
                "SELECT id FROM goals WHERE status = 'open' AND removed_at IS NULL ORDER BY deadline, id LIMIT 1"
            ).fetchone()
            goal_id = row[0] if row else None
        plan = goal_plan_view(c, goal_id, now, study) if goal_id is not None else None
        return ProgressMore(plan, calibration(c), answers_progress(c, now, study))
