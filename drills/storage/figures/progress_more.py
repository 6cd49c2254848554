"""What Progress shows of goals' forecasts and of answers: read after the figures, as it takes longer."""

import sqlite3
from collections import defaultdict
from datetime import date, datetime, timedelta

from drills.config import Study
from drills.dates import study_day
from drills.storage.answer.answers_over_time import answers_progress
from drills.storage.answer.debriefs import mocks
from drills.storage.database import explained
from drills.storage.instants import instant
from drills.storage.planning.goal_checks import calibration
from drills.storage.planning.plan_view import goal_plan_view
from drills.views.progress_more import Composed, Way, Written

_OPEN = "SELECT id FROM goals WHERE status = 'open' AND removed_at IS NULL ORDER BY deadline, id"
_CLOSED = (
    "SELECT closed_at, version FROM answers WHERE closed_at IS NOT NULL AND removed_at IS NULL "
    "AND note_id IN (SELECT id FROM notes WHERE deleted_at IS NULL) ORDER BY closed_at"
)


def way_to(c: sqlite3.Connection, now: datetime, study: Study, goal_id: int | None = None) -> Way:
    """The way to a goal, and how past forecasts came out.

    It is the open goal with the nearest date unless one is named that is still there.
    """
    with explained():
        goal_ids = tuple(id_ for (id_,) in c.execute(_OPEN))
        there = c.execute("SELECT 1 FROM goals WHERE id = ? AND removed_at IS NULL", (goal_id,)).fetchone()
        if not there:
            goal_id = goal_ids[0] if goal_ids else None
        plan = goal_plan_view(c, goal_id, now, study) if goal_id is not None else None
        return Way(plan, goal_ids, calibration(c))


def composed(c: sqlite3.Connection, now: datetime, study: Study) -> Composed:
    """How answers come along: what the coach found, versions finished by week, and interviews."""
    with explained():
        return Composed(answers_progress(c, now, study), _written(c, now, study), mocks(c), mocks(c, "real"))


def _written(c: sqlite3.Connection, now: datetime, study: Study) -> tuple[Written, ...]:
    """Finished versions by week, as days of study where one is now."""
    counts: defaultdict[date, list[int]] = defaultdict(lambda: [0, 0])
    for closed, version in c.execute(_CLOSED):
        day = study_day(instant(closed).astimezone(now.tzinfo), study.day_turns_at)
        counts[day - timedelta(days=day.weekday())][version > 1] += 1
    return tuple(Written(week, first, later) for week, (first, later) in sorted(counts.items()))
