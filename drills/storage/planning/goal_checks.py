"""What became of forecasts: held against the first answers of a goal's last days and its mock tests."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from statistics import mean as average

from drills.config import Study
from drills.dates import study_day
from drills.models import Goal, GoalStatus
from drills.plan.interval import wilson
from drills.scheduling.band import WIDEN, residual, widen_from
from drills.storage.database import explained, transaction
from drills.storage.goal.goal_reach import goal_cards
from drills.storage.goal.goal_rows import read_goals
from drills.storage.planning.mock_tests import mock_results
from drills.storage.planning.outlook_rows import read_outlook
from drills.views.plan import CalibrationView, GoalCheck, Held

LAST_DAYS = 4
"""First answers of so many days before the date are taken for those on it."""

FEWEST = 10
"""With fewer answers nothing can be said."""

SHARES = (0.0, 1 / 3, 2 / 3)

_ANSWERS = """
SELECT r.card_id, min(r.id), r.rating FROM json_each(:cards) j CROSS JOIN reviews r ON r.card_id = j.value
WHERE r.day BETWEEN :first AND :last AND r.elapsed_days > 0
  AND NOT EXISTS (SELECT 1 FROM retractions x WHERE x.review_id = r.id) GROUP BY r.card_id
"""


def check_goals(c: sqlite3.Connection, now: datetime, study: Study) -> int:
    """Check the goals that ended since they were last looked at; gives how many. Call it once a day.

    A goal has ended when its day has passed, or when it was met.
    """
    day = study_day(now, study.day_turns_at)
    with transaction(c):
        known = {goal_id for (goal_id,) in c.execute("SELECT goal_id FROM goal_checks")}
        ended = [goal for goal in read_goals(c) if goal.id not in known and _end(goal, day)]
        return sum(_check(c, goal, _end(goal, day) or day) for goal in ended)


def _end(goal: Goal, day: date) -> date | None:
    """The day a goal ended on: its date, or the day it was met if that was before; None while it runs."""
    if goal.status is GoalStatus.MET and goal.closed_on:
        return min(goal.closed_on, goal.deadline)
    return goal.deadline if goal.status is GoalStatus.OPEN and goal.deadline < day else None


def _check(c: sqlite3.Connection, goal: Goal, end: date) -> bool:
    """Hold a goal's forecasts against what was measured, if enough was."""
    answers, recalled, seen_share = _measured(c, goal, end)
    if answers < FEWEST:
        return False
    low, high = wilson(recalled, answers)
    measured = recalled / answers * seen_share
    figures = {
        "low": low * seen_share,
        "high": high * seen_share,
        "held": [_plain(one) for one in _held(c, goal, end, measured)],
        "seen_share": seen_share,
    }
    c.execute(
        "INSERT INTO goal_checks (goal_id, day, answers, recalled, figures) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT DO NOTHING",
        (goal.id, end.toordinal(), answers, measured, json.dumps(figures)),
    )
    return True


def _measured(c: sqlite3.Connection, goal: Goal, end: date) -> tuple[int, int, float]:
    """First answers of the last days, how many were recalled, and the share of all cards that was ever seen.

    Answers of the last days are to the cards that were due then, which are weaker than most; a mock test drawn in
    those days is of random cards, so it alone counts where there is one.
    """
    cards = goal_cards(c, goal.id, end)
    first = end - timedelta(days=LAST_DAYS)
    (seen,) = c.execute(
        "SELECT count(*) FROM json_each(?) j CROSS JOIN cards c ON c.id = j.value WHERE c.stability IS NOT NULL",
        (json.dumps(cards),),
    ).fetchone()
    share = seen / len(cards) if cards else 0.0
    mocks = [mock for mock in mock_results(c, goal.id) if first <= mock.day <= end and mock.answered >= FEWEST]
    if mocks:
        return sum(mock.answered for mock in mocks), sum(mock.recalled for mock in mocks), share
    values = {"cards": json.dumps(cards), "first": first.toordinal(), "last": end.toordinal()}
    rows = c.execute(_ANSWERS, values).fetchall()
    return len(rows), sum(rating > 1 for *_, rating in rows), share


def _held(c: sqlite3.Connection, goal: Goal, end: date, measured: float) -> list[Held]:
    """The forecasts made at the beginning, and one and two thirds of the way, held against the outcome."""
    start = min(goal.started_on or goal.created_on, end)
    found: list[Held] = []
    for share in SHARES:
        aimed = start.toordinal() + round(share * (end - start).days)
        row = c.execute(
            "SELECT day, figures FROM forecasts WHERE goal_id = ? AND day < ? ORDER BY abs(day - ?) LIMIT 1",
            (goal.id, end.toordinal(), aimed),
        ).fetchone()
        if row and (not found or found[-1].day.toordinal() != row[0]):
            outlook = read_outlook(json.loads(row[1]))
            found.append(
                Held(share, date.fromordinal(row[0]), outlook.mean, outlook.low, outlook.high, measured - outlook.mean)
            )
    return found


def _plain(held: Held) -> dict[str, float]:
    return {
        "share": held.share, "day": held.day.toordinal(), "mean": held.mean, "low": held.low, "high": held.high,
        "residual": held.residual,
    }  # fmt: skip


_CHECKS = (
    "SELECT k.goal_id, g.statement, k.day, k.answers, k.recalled, k.figures FROM goal_checks k "
    "JOIN goals g ON g.id = k.goal_id WHERE g.removed_at IS NULL"
)


def goal_check(c: sqlite3.Connection, goal_id: int) -> GoalCheck | None:
    """How a goal's forecasts came out; None while it runs, or where too little was measured."""
    row = c.execute(f"{_CHECKS} AND k.goal_id = ?", (goal_id,)).fetchone()
    return _made(*row) if row else None


def _made(goal_id: int, statement: str, day: int, answers: int, recalled: float, text: str) -> GoalCheck:
    figures = json.loads(text)
    held = tuple(Held(**{**one, "day": date.fromordinal(one["day"])}) for one in figures["held"])
    return GoalCheck(
        goal_id, statement, date.fromordinal(day), answers, recalled, figures["low"], figures["high"], held
    )


def checks(c: sqlite3.Connection) -> tuple[GoalCheck, ...]:
    """How the forecasts of all finished goals came out, the latest first."""
    return tuple(_made(*row) for row in c.execute(f"{_CHECKS} ORDER BY k.day DESC, k.goal_id DESC"))


def widening(c: sqlite3.Connection) -> float | None:
    """By how much bands are to be wider than what is simulated, from forecasts that came due; None without any."""
    held = [one for check in checks(c) for one in check.held]
    if not held:
        return None
    return widen_from([residual(one.mean + one.residual, one.mean, (one.low, one.high), WIDEN) for one in held])


def calibration(c: sqlite3.Connection) -> CalibrationView:
    """How forecasts came out, for Progress."""
    with explained():
        found, mocks = checks(c), mock_results(c)
        held = [one for check in found for one in check.held]
        bias = average(one.residual for one in held) if held else None
        covered = average(one.low <= one.mean + one.residual <= one.high for one in held) if held else None
        return CalibrationView(found, mocks, bias, covered, widening(c) or WIDEN, _words(held, bias, len(mocks)))


def _words(held: Sequence[Held], bias: float | None, mocks: int) -> str:
    if bias is None:
        beside = f" {mocks} mock {'test' if mocks == 1 else 'tests'} so far." if mocks else ""
        return f"No forecast has come due yet: bands are as wide as for a typical learner.{beside}"
    points = round(100 * abs(bias))
    if points == 0:
        return "Forecasts came out right on average."
    how = "better" if bias > 0 else "worse"
    return f"On average it came out {points} {'point' if points == 1 else 'points'} {how} than forecast."
