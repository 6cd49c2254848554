"""The Today screen's figures, read in one go."""

import sqlite3
from datetime import date

from drills.models import Kind
from drills.scheduling.cost import Costs
from drills.storage.costs import costs

USUAL_RECALL = 0.9


def count_due(c: sqlite3.Connection, day: date) -> int:
    """How many reviews are due by that day and neither buried nor suspended."""
    (count,) = c.execute(
        "SELECT count(*) FROM cards WHERE due_day <= :day AND suspended = 0 AND removed_at IS NULL "
        "AND (buried_until IS NULL OR buried_until <= :day)",
        {"day": day.toordinal()},
    ).fetchone()
    return int(count)


def load_on(c: sqlite3.Connection, day: date, known: Costs | None = None) -> tuple[int, float]:
    """The cards that fall due on that day, or come back from being buried, and the seconds they may take."""
    rows = c.execute(
        "SELECT n.kind, count(*) FROM cards c JOIN notes n ON n.id = c.note_id WHERE c.suspended = 0 "
        "AND c.removed_at IS NULL AND (c.due_day = :day OR c.due_day < :day AND c.buried_until = :day) GROUP BY n.kind",
        {"day": day.toordinal()},
    ).fetchall()
    spending = known or costs(c)
    seconds = sum(count * spending.seconds(Kind(kind), new=False, recall=USUAL_RECALL) for kind, count in rows)
    return sum(count for _, count in rows), seconds
