"""Whose minutes: how goals that share a day's minutes are taken to divide them, for a forecast of each alone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

MOST_FOR_OTHERS = 0.5
"""Of the shared minutes at most this share is left to cards in no goal: a backlog of years never starves a goal."""

LEAST_SHARED = 1 / 3
"""Of the usual minutes at least this share stays for other goals and what is due outside them."""


def shared_minutes(usual: float, own: float, others: bool) -> float:
    """What of a day's usual minutes is shared, where goals have `own` minutes to themselves.

    Own minutes come out of the usual ones. Where they leave little and there are `others`, goals without minutes of
    their own or cards due outside, these keep a third: the day is that much longer.
    """
    return max(usual - own, LEAST_SHARED * usual if others or not own else 0.0)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a goal asks for: the seconds its cards still take until its day, times its importance."""

    goal_id: int
    deadline: date
    seconds: float
    importance: float = 1.0

    def rate(self, today: date) -> float:
        """Seconds a day."""
        return self.importance * self.seconds / max((self.deadline - today).days, 1)


def shares(claims: Sequence[Claim], goal_id: int, today: date, days: int) -> list[float]:
    """The share of the shared minutes that a goal gets on each day from today on: by what each still asks for.

    The planner decides card by card; this is what it comes to, about. A goal whose day has come asks for no more.
    """
    rates = {claim.goal_id: claim.rate(today) for claim in claims}
    found = []
    for offset in range(days):
        day = today + timedelta(days=offset)
        asking = {claim.goal_id: rates[claim.goal_id] for claim in claims if claim.deadline > day}
        whole = sum(asking.values())
        found.append(asking.get(goal_id, 0.0) / whole if whole > 0 else 1.0 / max(len(asking), 1))
    return found


def budgets(
    of_shares: Sequence[float], daily: float, for_others: float, left_today: float, today: date, free: Collection[date]
) -> tuple[float, ...]:
    """Seconds for each day: the goal's share of what is left beside cards in no goal, none on days off.

    `daily` are the shared seconds of a usual day, `for_others` what falls due outside goals, `left_today` what of
    today's is left.
    """
    others = min(for_others, MOST_FOR_OTHERS * daily)
    usual = max(daily - others, 0.0)
    found = []
    for offset, share in enumerate(of_shares):
        seconds = usual * share
        if offset == 0:
            seconds = min(max(left_today, 0.0), usual) * share
        found.append(0.0 if today + timedelta(days=offset) in free else seconds)
    return tuple(found)
