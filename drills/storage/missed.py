"""Days without study: the plan moves with them, and that is said once."""

import sqlite3
from datetime import date, timedelta

from drills.plan.words import missed_words
from drills.storage.rests import free_days
from drills.storage.settings import get, put
from drills.views.plan import Missed

_SAID = "missed.said"


def missed(c: sqlite3.Connection, day: date) -> Missed | None:
    """Days without study up to yesterday, days off left out; None when there are none, or it was said already.

    Only where a goal is open, and nothing was done today yet. Say it, then call `missed_said`.
    """
    (last, today) = c.execute(
        "SELECT max(day) FILTER (WHERE day < :day), max(day = :day) FROM daily", {"day": day.toordinal()}
    ).fetchone()
    if last is None or today or get(c, _SAID) == last:
        return None
    row = c.execute("SELECT 1 FROM goals WHERE status = 'open' AND removed_at IS NULL LIMIT 1").fetchone()
    since, until = date.fromordinal(last + 1), day - timedelta(days=1)
    days = (until - since).days + 1 - len(free_days(c, since, until)) if since <= until else 0
    if days <= 0 or row is None:
        return None
    return Missed(days, date.fromordinal(last), missed_words(days))


def missed_said(c: sqlite3.Connection, said: Missed) -> None:
    """Remember that missed days were said, so that they are said once."""
    put(c, _SAID, said.last.toordinal())
