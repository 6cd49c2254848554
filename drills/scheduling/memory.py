"""How a memory grows and fades: FSRS-6, computed by py-fsrs and fed with whole local days.

py-fsrs counts elapsed time in 24-hour blocks of UTC. Days here are dates of the learner's calendar, so each step is
handed to it as synthetic instants: whole days apart, or a minute apart on the same day.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from math import floor

from fsrs import Card, Scheduler, State
from fsrs import Rating as Grade
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from drills.errors import ConfigError
from drills.models import MemoryState

DEFAULT_WEIGHTS: tuple[float, ...] = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
"""FSRS-6's 21 default weights, fitted by its authors on some ten thousand Anki users."""

MAXIMUM_INTERVAL = 36_500
"""The longest interval, and the highest stability, in days: a hundred years, as in Anki."""

_START = datetime(1, 1, 1, tzinfo=UTC)
_LONGEST_GAP = 3_000_000  # days; what still fits a datetime after _START
_STABILITY_MAX = float(MAXIMUM_INTERVAL)
_GRADES: dict[int, Grade] = {int(grade): grade for grade in Grade}
_ROUNDING = 1e-6  # weights kept as 32-bit floats overstep their bounds by this share


def checked_weights(weights: Sequence[float]) -> tuple[float, ...]:
    """The weights as a tuple, once they are known to be 21 finite numbers within FSRS-6's bounds.

    A weight beyond its bound by no more than 32-bit rounding is set to the bound. Raises ConfigError.
    """
    bounds = tuple(zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True))
    if len(weights) != len(bounds):
        message = f"FSRS-6 has {len(bounds)} weights, not {len(weights)}."
        raise ConfigError(message, hint="Older versions of FSRS had 17 or 19: convert them first.")
    return tuple(_within(i, w, low, high) for i, (w, (low, high)) in enumerate(zip(weights, bounds, strict=True)))


def _within(index: int, weight: float, low: float, high: float) -> float:
    slack = _ROUNDING * high
    try:
        fits = low - slack <= weight <= high + slack
    except TypeError:
        fits = False
    if not fits:
        raise ConfigError(f"FSRS weight w{index} is {weight}; it must lie between {low:g} and {high:g}.")
    return min(max(float(weight), low), high)


class _Card(Card):
    """A card used once and thrown away, so py-fsrs need not work on a copy of it (a fifth of a step's time)."""

    def __copy__(self) -> "_Card":
        return self


@lru_cache(maxsize=1024)
def _instant(elapsed_days: int) -> datetime:
    """When, for py-fsrs, an answer comes that many days after `_START`: a minute later on the same day."""
    return _START + (timedelta(days=min(elapsed_days, _LONGEST_GAP)) if elapsed_days else timedelta(minutes=1))


@lru_cache(maxsize=32)
def _scheduler(weights: tuple[float, ...]) -> Scheduler:
    return Scheduler(checked_weights(weights), learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def next_memory(
    memory: MemoryState | None, rating: int, elapsed_days: int, weights: Sequence[float] = DEFAULT_WEIGHTS
) -> MemoryState:
    """The memory state after an answer.

    `memory` is None for a card never answered before; `rating` is 1–4; `elapsed_days` are the local days since the
    last answer (0 = the same day; without meaning for a first answer). ValueError for a negative gap or a rating
    outside 1–4.
    """
    if elapsed_days < 0:
        raise ValueError(f"elapsed days can't be negative: {elapsed_days}")
    grade = _GRADES.get(rating)
    if grade is None:
        raise ValueError(f"a rating is 1, 2, 3 or 4, not {rating}")
    if memory is None:
        card, at = _Card(card_id=0, due=_START), _START
    else:
        card = _Card(0, State.Review, None, memory.stability, memory.difficulty, _START, _START)
        at = _instant(elapsed_days)
    after, _ = _scheduler(tuple(weights)).review_card(card, grade, at)
    assert after.stability is not None
    assert after.difficulty is not None
    return MemoryState(min(after.stability, _STABILITY_MAX), after.difficulty)


def replay(
    ratings: Iterable[int],
    elapsed_days: Iterable[int],
    weights: Sequence[float] = DEFAULT_WEIGHTS,
    retentions: Sequence[float] = (0.9,),
) -> list[tuple[float, float, dict[float, int]]]:
    """What a card's whole history leaves behind, answer by answer: (stability, difficulty, {retention: interval}).

    `ratings` (1–4) and `elapsed_days` (local days since the answer before; 0 = the same day) run in parallel.
    Intervals are whole days at each desired retention, without fuzz. ValueError when the lengths differ, a gap is
    negative or a rating isn't 1–4.
    """
    checked = checked_weights(tuple(weights))
    memory: MemoryState | None = None
    history = []
    for rating, elapsed in zip(ratings, elapsed_days, strict=True):
        memory = next_memory(memory, rating, elapsed, checked)
        intervals = {retention: interval_days(memory.stability, retention, checked) for retention in retentions}
        history.append((memory.stability, memory.difficulty, intervals))
    return history


def retrievability(stability: float, elapsed_days: float, weights: Sequence[float] = DEFAULT_WEIGHTS) -> float:
    """The probability, in [0, 1], of recalling a card that many days after its last answer.

    FSRS-6: (1 + F·t/S)^−w20, with F such that it is 0.9 at t = S. ValueError for a negative gap.
    """
    if elapsed_days < 0:
        raise ValueError(f"elapsed days can't be negative: {elapsed_days}")
    decay = weights[20]
    return float((1.0 + _span(0.9, decay) * elapsed_days / stability) ** -decay)


def ideal_days(stability: float, retention: float, weights: Sequence[float] = DEFAULT_WEIGHTS) -> float:
    """The days, not rounded, until recall has fallen to `retention` (between 0 and 1, both excluded)."""
    decay = weights[20]
    return stability * (_span(retention, decay) / _span(0.9, decay))


def interval_days(
    stability: float,
    retention: float,
    weights: Sequence[float] = DEFAULT_WEIGHTS,
    maximum: int = MAXIMUM_INTERVAL,
) -> int:
    """The interval in whole days, from 1 to `maximum`, after which recall has fallen to `retention`.

    Rounded half up, as in Anki; not constrained by the interval before.
    """
    return whole_days(ideal_days(stability, retention, weights), maximum)


def whole_days(days: float, maximum: int = MAXIMUM_INTERVAL) -> int:
    """Days rounded half up, and kept from 1 to `maximum`."""
    return max(1, floor(min(days, maximum) + 0.5))


@lru_cache(maxsize=256)
def _span(retention: float, decay: float) -> float:
    """How far along the forgetting curve `retention` lies: R^(−1/decay) − 1, in units of S/F."""
    if not 0.0 < retention < 1.0:
        raise ValueError(f"a desired retention lies between 0 and 1, not {retention}")
    return float(retention ** (-1.0 / decay) - 1.0)
