"""Why a card comes now: what an answer adds to its recall on the days that count, for how many seconds."""

from dataclasses import replace
from datetime import date, timedelta

from drills.dates import short
from drills.models import MemoryState
from drills.number_words import percent
from drills.scheduling.memory import DEFAULT_WEIGHTS, retrievability
from drills.scheduling.value import FIRST_RATINGS, PASSES, ROLLING_HORIZON, stabilities_after
from drills.views.plan import Reached, Why

TYPICAL = 0.8
"""The power of kappa that is planned with, as in `drills.scheduling.planner.cards`, which needs numpy."""


def recall_then(
    memory: MemoryState | None,
    elapsed: int,
    ahead: int,
    kappa: float,
    weights: tuple[float, ...] = DEFAULT_WEIGHTS,
) -> tuple[float, float]:
    """Recall `ahead` days from today without an answer today, and with one, whatever its rating.

    Stability counts kappa times, as in planning. Given Again, the card is relearned the same day. A card never seen
    is not recalled without.
    """
    ahead = max(ahead, 1)
    if memory is None:
        first = zip(FIRST_RATINGS, weights[:4], strict=True)
        return 0.0, sum(share * retrievability(kappa * stability, ahead, weights) for share, stability in first)
    memory = replace(memory, stability=kappa * memory.stability)
    now = retrievability(memory.stability, max(elapsed, 1), weights)
    again, *passed = stabilities_after(memory, now, weights)
    given = (1.0 - now) * retrievability(again, ahead, weights)
    given += sum(
        now * share * retrievability(stability, ahead, weights) for share, stability in zip(PASSES, passed, strict=True)
    )
    return retrievability(memory.stability, max(elapsed, 1) + ahead, weights), given


def reached(
    label: str, today: date, day: date, memory: MemoryState | None, elapsed: int, kappa: float,
    weights: tuple[float, ...] = DEFAULT_WEIGHTS,
) -> Reached:  # fmt: skip
    """What an answer today does to recall on a day."""
    without, given = recall_then(memory, elapsed, (day - today).days, kappa, weights)
    return Reached(label, day, without, given)


def rolling(
    today: date, memory: MemoryState | None, elapsed: int, kappa: float, weights: tuple[float, ...] = DEFAULT_WEIGHTS
) -> Reached:
    """The same for a card that no goal needs: in a month."""
    day = today + timedelta(days=ROLLING_HORIZON)
    return reached(f"in {ROLLING_HORIZON} days", today, day, memory, elapsed, kappa, weights)


def said(why: Why, today: date) -> str:
    """The reason in a line: "on 10 Dec 62 % → 78 % for 9 s"."""
    fixed = {
        "learning": "in its learning steps: it comes back until it sits",
        "warm-up": "a last look: nothing is counted",
        "mock test": "drawn at random for the mock test",
        "chosen": "you chose it",
    }
    if why.sort in fixed:
        return fixed[why.sort]
    if not why.reached:
        return "due today"
    first = why.reached[0]
    when = first.label if first.label.startswith("in ") and len(why.reached) == 1 else f"on {_day(first.day, today)}"
    return f"{when} {percent(first.without)} → {percent(first.given)} for {_seconds(why.seconds)}"


def _day(day: date, today: date) -> str:
    """As in "10 Dec": the weekday is no help here."""
    return short(day, today).split(" ", 1)[1]


def _seconds(seconds: float) -> str:
    return f"{round(seconds)} s" if seconds < 100 else f"{round(seconds / 60)} min"
