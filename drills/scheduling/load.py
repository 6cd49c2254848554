"""The work of the days to come, simulated: what is scheduled, what comes back once answered or forgotten, new cards.

Cards are not followed one by one. Shares of them move between levels of stability, so the work is bounded by the days
and the levels however many cards there are. All cards have the same difficulty: the mean.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from operator import mul

from drills.models import MemoryState, Rating
from drills.scheduling.memory import DEFAULT_WEIGHTS, MAXIMUM_INTERVAL, interval_days, next_memory, retrievability
from drills.scheduling.value import FIRST_RATINGS, PASSES

RATIO = 2.0
_LEAST = 0.05  # days
_LEVELS = tuple(_LEAST * RATIO**n for n in range(21))
_NEGLIGIBLE = 1e-6  # cards
_HARDLY_ANY = 0.02

Shares = tuple[tuple[int, float], ...]
"""Levels, each with the share of the cards that go there."""


@dataclass(frozen=True, slots=True)
class Due:
    """Cards that are scheduled: in how many days (0: today or before), and their mean stability in days."""

    ahead: int
    stability: float
    cards: float


@dataclass(frozen=True, slots=True)
class Pace:
    """What is assumed of the learner: seconds for each sort of answer, new cards a day, and seconds to spend a day."""

    recalled: float
    forgotten: float
    new: float
    new_a_day: float
    new_cards: float  # how many there are
    capacity: float
    retention: float = 0.9
    difficulty: float = 5.0
    maximum_interval: int = MAXIMUM_INTERVAL


@dataclass(frozen=True, slots=True)
class DayLoad:
    """A day to come, in cards and seconds.

    What was scheduled for it already, what comes back to it, what is new, and what was left over from the days before.
    """

    cards: float
    scheduled: float
    again: float
    new: float
    waiting: float


@lru_cache(maxsize=4)
def loads(
    due: tuple[Due, ...], pace: Pace, days: int, weights: tuple[float, ...] = DEFAULT_WEIGHTS
) -> tuple[DayLoad, ...]:
    """The work of each of the next days, today first.

    A day takes no more than `pace.capacity` seconds; the rest waits. Cards that wait count as recalled with the same
    probability as on their day. What was simulated last is kept: another range of the page asks for the same again.
    """
    steps = _steps(round(pace.difficulty, 1), pace.retention, pace.maximum_interval, weights)
    work = _Work(steps, pace, days)
    for one in due:
        if one.ahead < days:
            work.schedule(one)
    return tuple(work.day(number) for number in range(days))


@dataclass(frozen=True, slots=True)
class _Step:
    """What an answer does at a level: the interval there, how likely it is recalled, and where the cards go."""

    interval: int
    recall: float
    after: Shares


Ways = tuple[tuple[int, int, float], ...]
"""Where cards go: in how many days they come back, at which level, and which share of them."""


class _Work:
    """The cards of each day to come by level: those scheduled now, and those that come back."""

    def __init__(self, steps: tuple[tuple[_Step, ...], Shares], pace: Pace, days: int) -> None:
        levels, first = steps
        self._pace = pace
        self._days = days
        self._scheduled = [[0.0] * len(levels) for _ in range(days)]
        self._again = [[0.0] * len(levels) for _ in range(days)]
        self._waiting = [0.0] * len(levels)
        self._new = pace.new_cards
        self._seconds = [step.recall * pace.recalled + (1 - step.recall) * pace.forgotten for step in levels]
        self._ways: list[Ways] = [
            tuple((levels[level].interval, level, share) for level, share in step.after) for step in levels
        ]
        self._first: Ways = tuple((levels[level].interval, level, share) for level, share in first)

    def schedule(self, due: Due) -> None:
        """Put cards where they are due."""
        day = self._scheduled[max(0, due.ahead)]
        for level, share in _between(due.stability):
            day[level] += share * due.cards

    def day(self, number: int) -> DayLoad:
        """Do a day's work, as much as there is time for."""
        scheduled, again, waiting = self._scheduled[number], self._again[number], self._waiting
        waited, known, back = (self._seconds_of(cards) for cards in (waiting, scheduled, again))
        fresh = min(self._pace.new_a_day, self._new)
        self._new -= fresh
        self._waiting = [a + b + c for a, b, c in zip(waiting, scheduled, again, strict=True)]
        load = DayLoad(sum(self._waiting) + fresh, known, back, fresh * self._pace.new, waited)
        self._spread(number, self._first, fresh)
        self._answer(number, max(0.0, self._pace.capacity - load.new), waited + known + back)
        return load

    def _answer(self, number: int, seconds: float, needed: float) -> None:
        part = 1.0 if needed <= seconds else seconds / needed
        for level, count in enumerate(self._waiting):
            if count > _NEGLIGIBLE:
                self._spread(number, self._ways[level], count * part)
                self._waiting[level] = count * (1.0 - part)

    def _spread(self, number: int, ways: Ways, count: float) -> None:
        """Cards answered today come back when their new levels say."""
        again, days = self._again, self._days - number
        for interval, level, share in ways:
            if interval < days:
                again[number + interval][level] += share * count

    def _seconds_of(self, cards: list[float]) -> float:
        return float(sum(map(mul, cards, self._seconds)))


@lru_cache(maxsize=8)
def _steps(
    difficulty: float, retention: float, maximum: int, weights: tuple[float, ...]
) -> tuple[tuple[_Step, ...], Shares]:
    """What answers do at each level, and where new cards go."""
    steps = []
    for stability in _LEVELS:
        days = interval_days(stability, retention, weights, maximum)
        recall = retrievability(stability, days, weights)
        after = {rating: next_memory(MemoryState(stability, difficulty), rating, days, weights) for rating in Rating}
        shares = [(1.0 - recall, after[Rating.AGAIN])]
        shares += [(recall * share, after[Rating(rating)]) for rating, share in enumerate(PASSES, 2)]
        steps.append(_Step(days, recall, _shares(shares)))
    first = [(share, next_memory(None, rating, 0, weights)) for rating, share in enumerate(FIRST_RATINGS, 1)]
    return tuple(steps), _shares(first)


def _shares(parts: Sequence[tuple[float, MemoryState]]) -> Shares:
    """Where the cards go; levels that hardly any goes to are left out."""
    found: dict[int, float] = {}
    for share, memory in parts:
        for level, part in _between(memory.stability):
            found[level] = found.get(level, 0.0) + share * part
    kept = {level: share for level, share in found.items() if share >= _HARDLY_ANY}
    whole = sum(kept.values())
    return tuple((level, share / whole) for level, share in kept.items())


def _between(stability: float) -> Shares:
    """The two levels around a stability, each with its share, so that the mean of the logarithm is kept."""
    above = bisect_right(_LEVELS, stability)
    if above == 0:
        return ((0, 1.0),)
    if above == len(_LEVELS):
        return ((above - 1, 1.0),)
    part = log(stability / _LEVELS[above - 1]) / log(RATIO)
    return ((above - 1, 1.0 - part), (above, part))
