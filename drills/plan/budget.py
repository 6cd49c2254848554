"""The minutes of days: what goals have for themselves, and what all others share."""

from collections.abc import Collection
from datetime import date, timedelta

LEAST_SHARED = 1 / 3
"""Of the usual minutes at least this share stays for other goals and what is due outside them."""


def shared_minutes(usual: float, own: float, others: bool) -> float:
    """What of a day's usual minutes is shared, where goals have `own` minutes to themselves.

    Own minutes come out of the usual ones. Where they leave little and there are `others`, goals without minutes of
    their own or cards due outside, these keep a third: the day is that much longer.
    """
    return max(usual - own, LEAST_SHARED * usual if others or not own else 0.0)


def budgets(days: int, daily: float, left_today: float, today: date, free: Collection[date]) -> tuple[float, ...]:
    """Seconds for each of so many days from today on: `daily`, today what is left of them, none on days off."""
    found = [min(max(left_today, 0.0), daily), *([daily] * (days - 1))][:days]
    return tuple(0.0 if today + timedelta(days=ahead) in free else seconds for ahead, seconds in enumerate(found))
