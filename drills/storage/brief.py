"""The day in a few figures for a shell prompt: read from the file as it is, which is neither made nor upgraded.

Imports next to nothing, and works with days as ordinals: a prompt must not wait.
"""

import os
import sqlite3

Rests = list[tuple[int, int | None, int | None]]

PATIENCE = 0.05  # seconds that another program's write is waited for


def brief(path: str, day: int) -> tuple[tuple[str, int] | None, int, float, int] | None:
    """The open goal whose day is nearest (statement, day), cards due, seconds answered today, and the streak.

    An overdue goal counts only when no other is open. None when there is no database that can be read like this.
    """
    try:
        # without a log nobody has it open: read as it is, for SQLite would make a log beside it and leave it there
        how = "mode=ro" if os.path.exists(f"{path}-wal") else "mode=ro&immutable=1"  # noqa: PTH110  quick
        c = sqlite3.connect(f"file:{_quoted(path)}?{how}", uri=True, timeout=PATIENCE)
    except sqlite3.Error:
        return None
    try:
        goal = c.execute(_GOAL, {"day": day}).fetchone()
        (due,) = c.execute(_DUE, {"day": day}).fetchone()
        (seconds,) = c.execute("SELECT coalesce(sum(seconds), 0.0) FROM daily WHERE day = ?", (day,)).fetchone()
        rests = c.execute("SELECT first_day, last_day, weekday FROM rests").fetchall()
        days = c.execute(_DAYS, {"day": day})
        return goal, due, max(0.0, seconds), _streak(days, day, rests)
    except sqlite3.Error:
        return None
    finally:
        c.close()


_GOAL = (
    "SELECT statement, holds FROM (SELECT g.*, coalesce(p.to_day, g.deadline) AS holds FROM goals g "
    "LEFT JOIN pending_moves p ON p.goal_id = g.id AND p.holds_day <= :day) "
    "WHERE status = 'open' AND removed_at IS NULL ORDER BY holds < :day, abs(holds - :day), importance DESC, id LIMIT 1"
)
_DUE = (
    "SELECT (SELECT count(*) FROM cards WHERE due_day <= :day AND suspended = 0 AND removed_at IS NULL "
    "AND (buried_until IS NULL OR buried_until <= :day)) + (SELECT count(*) FROM cards WHERE due_at IS NOT NULL "
    "AND suspended = 0 AND removed_at IS NULL AND (buried_until IS NULL OR buried_until <= :day))"
)
_DAYS = "SELECT day FROM daily WHERE day <= :day UNION SELECT day FROM practice WHERE day <= :day ORDER BY day DESC"


def _quoted(path: str) -> str:
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _streak(days: sqlite3.Cursor, today: int, rests: Rests) -> int:
    """As `drills.storage.figures.daily.streak` counts it."""
    expected, count = today, 0
    for (day,) in days:
        if any(missed != today and not _free(missed, rests) for missed in range(expected, day, -1)):
            break
        expected, count = day - 1, count + 1
    return count


def _free(day: int, rests: Rests) -> bool:
    return any(
        first <= day and (last is None or day <= last) and (weekday is None or (day + 6) % 7 == weekday)
        for first, last, weekday in rests
    )
