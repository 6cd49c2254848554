"""The work of the days to come, simulated: what is scheduled, what comes back once answered or forgotten, new cards.

Cards are not followed one by one. Shares of them move between levels of stability, so the work is bounded by the days
and the levels however many cards there are. All cards have the same difficulty: the mean.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

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


def loads(
    due: Sequence[Due], pace: Pace, days: int, weights: tuple[float, ...] = DEFAULT_WEIGHTS
) -> tuple[DayLoad, ...]:
    """The work of each of the next days, today first.

    A day takes no more than `pace.capacity` seconds; the rest waits. Cards that wait count as recalled with the same
    probability as on their day.
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


class _Work:
    """The cards of each day to come by level: those scheduled now, and those that come back."""

    def __init__(self, steps: tuple[tuple[_Step, ...], Shares], pace: Pace, days: int) -> None:
        self._steps, self._first = steps
        self._pace = pace
        self._days = days
        self._scheduled: list[dict[int, float]] = [{} for _ in range(days)]
        self._again: list[dict[int, float]] = [defaultdict(float) for _ in range(days)]
        self._intervals = [step.interval for step in self._steps]
        self._waiting: dict[int, float] = {}
        self._new = pace.new_cards
        self._seconds = [step.recall * pace.recalled + (1 - step.recall) * pace.forgotten for step in self._steps]

    def schedule(self, due: Due) -> None:
        """Put cards where they are due."""
        day = self._scheduled[max(0, due.ahead)]
        for level, share in _between(due.stability):
            day[level] = day.get(level, 0.0) + share * due.cards

    def day(self, number: int) -> DayLoad:
        """Do a day's work, as much as there is time for."""
        waited = self._seconds_of(self._waiting)
        scheduled, again = self._scheduled[number], self._again[number]
        fresh = min(self._pace.new_a_day, self._new)
        self._new -= fresh
        known, back = self._seconds_of(scheduled), self._seconds_of(again)
        for cards in (scheduled, again):
            for level, count in cards.items():
                self._waiting[level] = self._waiting.get(level, 0.0) + count
        total = sum(self._waiting.values()) + fresh
        load = DayLoad(total, known, back, fresh * self._pace.new, waited)
        self._spread(number, self._first, fresh)
        self._answer(number, max(0.0, self._pace.capacity - load.new), waited + known + back)
        return load

    def _answer(self, number: int, seconds: float, needed: float) -> None:
        part = 1.0 if needed <= seconds else seconds / needed
        for level, count in list(self._waiting.items()):
            self._spread(number, self._steps[level].after, count * part)
            left = count * (1.0 - part)
            if left > _NEGLIGIBLE:
                self._waiting[level] = left
            else:
                del self._waiting[level]

    def _spread(self, number: int, after: Shares, count: float) -> None:
        """Cards answered today come back when their new levels say."""
        for level, share in after if count > 0 else ():
            day = number + self._intervals[level]
            if day < self._days:
                self._again[day][level] += share * count

    def _seconds_of(self, cards: dict[int, float]) -> float:
        return sum(count * self._seconds[level] for level, count in cards.items())


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
