"""Days without study: the plan moves with them, and that is said once."""

import sqlite3
from datetime import date, timedelta

from drills.plan.words import missed_words
from drills.storage.goal.rests import free_days
from drills.storage.settings import get, put
from drills.views.plan import Missed

_SAID = "missed.said"
_DEADLINES = "SELECT deadline FROM goals WHERE status = 'open' AND removed_at IS NULL"


def missed(c: sqlite3.Connection, day: date) -> Missed | None:
    """Days without study up to yesterday; None when there are none, or it was said already.

    Days off and the days of goals, which are for no study, are left out. Only where a goal's day is still ahead, and
    nothing was done today yet. Say it, then call `missed_said`.
    """
    (last, today) = c.execute(
        "SELECT max(day) FILTER (WHERE day < :day), max(day = :day) FROM daily", {"day": day.toordinal()}
    ).fetchone()
    if last is None or today or get(c, _SAID) == last:
        return None
    goals = [date.fromordinal(day) for (day,) in c.execute(_DEADLINES)]
    since, until = date.fromordinal(last + 1), day - timedelta(days=1)
    if since > until or not any(deadline > day for deadline in goals):
        return None
    off = {*free_days(c, since, until), *(deadline for deadline in goals if since <= deadline <= until)}
    days = (until - since).days + 1 - len(off)
    if days <= 0:
        return None
    return Missed(days, date.fromordinal(last), missed_words(days))


def missed_said(c: sqlite3.Connection, said: Missed) -> None:
    """Remember that missed days were said, so that they are said once."""
    put(c, _SAID, said.last.toordinal())
