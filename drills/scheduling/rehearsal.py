"""Plausible learners study on: each with the memory of one mind, all in the order the planner gives them.

Of many cards each mind studies a sample, in as small a share of the time: a forecast takes no longer for thousands.
"""

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from drills.scheduling.chance import normal, uniform
from drills.scheduling.minds import next_memory
from drills.scheduling.planner import answer, fsrs6
from drills.scheduling.planner.fsrs6 import Array, Ints
from drills.scheduling.planner.planner import Target

if TYPE_CHECKING:
    from drills.scheduling.forecast import Forecaster

STUDIED = 0.9
"""Share of the days with time for it on which there really is some."""

SAMPLE = 160
"""So many of a goal's cards are studied by each mind, others by the next: all of them by one or another."""

PRICED_EVERY = 3
"""Days for which the planner keeps its price."""

_SEED = 2026
_OUTCOME, _RATING, _FIRST, _SECONDS, _SKIPPED = range(1, 6)  # streams of luck
_SCATTER, _QUICKEST = 0.4, 4.0  # of the seconds an answer takes: log-sd, and what hardly any is below


class Rehearsal:
    """Arrays of shape (mind, place): the cards each mind studies, their memories, and those the planner sees."""

    def __init__(self, start: "Forecaster", sample: int = SAMPLE) -> None:
        self._start = start
        minds, known = start.weights.shape[1], start.minds
        self._cards = _sampled(start, minds, sample)
        self._share = self._cards.shape[1] / start.size
        self._w = start.weights[..., None]
        self._names = start.names[self._cards]
        self._factor, self.stability, self.difficulty = (
            np.take_along_axis(values, self._cards, 1) for values in (known.factor, known.stability, known.difficulty)
        )
        self._model_s, self._model_d = start.model.stability[0][self._cards], start.model.difficulty[0][self._cards]
        self._last = start.model.last[self._cards]
        self._encounters = np.zeros(self._cards.shape, int)
        self._error = known.error
        self._importance, self._seconds = _of(start.importance, self._cards), _of(start.seconds, self._cards)
        self._effort = start.effort[self._cards]
        self.spent = np.zeros(minds)
        self._left = np.zeros(minds)
        self._price: float | None = None
        self._priced_on = -PRICED_EVERY

    def recall(self, day: int) -> Array:
        """True recall on a day, 0 for cards never seen."""
        never = self._last < 0
        s = np.where(never, 1.0, self.stability * self._factor)
        gap = np.maximum(day - self._last, 0)
        return np.where(never, 0.0, self._error.mended(fsrs6.retrievability(s, gap, self._w), gap))

    def study(self, day: int, deadline: int, budget: float, average: float, floor: float) -> None:
        """One day: `budget` seconds today, `average` seconds a day from today on."""
        minds = np.arange(len(self.spent))
        there = uniform(_SEED, _SKIPPED, minds, day) < STUDIED
        if budget <= 0 or not there.any():
            return
        gains = self._gains(day, deadline, average, floor)
        longest = int(self._share * budget / (_QUICKEST * self._start.learner.pace * self._effort.min())) + 2
        order = _best(gains, longest)
        rows = np.broadcast_to(minds[:, None], order.shape)
        worthwhile = there[:, None] & (gains[rows, order] >= max(floor, -1e300))
        ratings, seconds = self._answers(rows, order, day)
        seconds = np.where(worthwhile, seconds, 0.0)
        before = np.cumsum(seconds, axis=1) - seconds
        # A session takes what fits: what is left of the time, or was taken too much, is the next day's.
        there_is = self._share * budget + self._left
        done = worthwhile & (before + seconds / 2 < there_is[:, None])
        left = there_is - (seconds * done).sum(axis=1)
        self._left = np.where(there, np.where((worthwhile & ~done).any(axis=1), left, 0.0), self._left)
        self.spent += (seconds * done).sum(axis=1) / self._share
        self._learn(rows[done], order[done], ratings[done], day)

    def _gains(self, day: int, deadline: int, average: float, floor: float) -> Array:
        state = SimpleNamespace(
            stability=self._model_s.ravel(), difficulty=self._model_d.ravel(), last_day=self._last.ravel(),
            reviews=None, importance=_flat(self._importance), seconds=_flat(self._seconds),
        )  # fmt: skip
        asked = state, self._start.learner, day, [Target(deadline)], average * self._share * len(self.spent)
        if self._price is None or day - self._priced_on >= PRICED_EVERY:
            self._price, self._priced_on = self._start.planner.price(*asked), day
        return self._start.planner.gains(*asked, floor=floor, rate=self._price).reshape(self._cards.shape)

    def _answers(self, rows: Ints, places: Ints, day: int) -> tuple[Ints, Array]:
        """Rating and seconds of the next encounter with each card, whether it comes today or later."""
        key = (rows, self._names[rows, places], self._encounters[rows, places])
        last = self._last[rows, places]
        new = last < 0
        s = np.where(new, 1.0, self.stability[rows, places] * self._factor[rows, places])
        gap = np.maximum(day - last, 0)
        recall = self._error.mended(fsrs6.retrievability(s, gap, self._of(rows)), gap)
        ratings = rated(_SEED, key, recall, new)
        usual = np.where(new, np.take(answer.FIRST_SECONDS, ratings - 1), np.take(answer.SECONDS, ratings - 1))
        luck = np.exp(_SCATTER * normal(_SEED, _SECONDS, *key) - _SCATTER**2 / 2)
        return ratings, usual * luck * self._start.learner.pace * self._effort[rows, places]

    def _of(self, rows: Ints) -> Any:
        return self._start.weights[:, rows]

    def _learn(self, rows: Ints, places: Ints, ratings: Ints, day: int) -> None:
        gap = np.maximum(day - self._last[rows, places], 0)
        lapsed = (ratings == fsrs6.AGAIN) & (self._last[rows, places] >= 0)
        gone, w = np.maximum(gap, 1), self._of(rows)
        s, d, factor = (values[rows, places] for values in (self.stability, self.difficulty, self._factor))
        s, d = next_memory(s, d, factor, gone, ratings, w)
        self.stability[rows, places], self.difficulty[rows, places] = relearned(s, d, lapsed, w)
        s, d, w = self._model_s[rows, places], self._model_d[rows, places], np.asarray(self._start.planner.weights)
        s, d = fsrs6.next_memory(s, d, gone, ratings, w)
        self._model_s[rows, places], self._model_d[rows, places] = relearned(s, d, lapsed, w)
        self._last[rows, places] = day
        self._encounters[rows, places] += 1


def _sampled(start: "Forecaster", minds: int, sample: int) -> Ints:
    """The cards that each mind studies, as the planner sees them evenly spread, in order of their names."""
    count = min(start.size, sample)
    model = start.model
    by_state = np.lexsort((start.names, -np.nan_to_num(model.stability[0], nan=-1.0)))
    if count == start.size:
        return np.tile(np.argsort(start.names), (minds, 1))
    steps = (np.arange(count)[None, :] + (np.arange(minds)[:, None] * 0.618034) % 1.0) * (start.size / count)
    chosen = by_state[np.minimum(steps.astype(int), start.size - 1)]
    return np.take_along_axis(chosen, np.argsort(start.names[chosen], axis=1), 1)


def rated(seed: int, key: tuple[Ints, ...], recall: Array, new: Array) -> Ints:
    """Ratings of answers by the luck that `key` names: of new cards as first ones are rated, else by recall."""
    graded = 2 + np.searchsorted(np.cumsum(answer.PASS_SHARES)[:2], uniform(seed, _RATING, *key))
    first = 1 + np.searchsorted(np.cumsum(answer.FIRST_SHARES)[:3], uniform(seed, _FIRST, *key))
    passed = uniform(seed, _OUTCOME, *key) < recall
    return np.where(new, first, np.where(passed, graded, fsrs6.AGAIN))


def relearned(stability: Array, difficulty: Array, which: Array, w: Array) -> tuple[Array, Array]:
    """Memories after a Good on the same day, for those that need it."""
    s = np.where(which, fsrs6.same_day_stability(stability, fsrs6.GOOD, w), stability)
    return s, np.where(which, fsrs6.next_difficulty(difficulty, fsrs6.GOOD, w), difficulty)


def _of(values: Array | None, cards: Ints) -> Array | None:
    return None if values is None else np.asarray(values)[cards]


def _flat(values: Array | None) -> Array | None:
    return None if values is None else values.ravel()


def _best(gains: Array, count: int) -> Ints:
    """Columns of the highest gains in each row, best first."""
    if count >= gains.shape[1]:
        return np.argsort(-gains, axis=1, kind="stable")
    top = np.sort(np.argpartition(-gains, count, axis=1)[:, :count], axis=1)
    return np.take_along_axis(top, np.argsort(-np.take_along_axis(gains, top, 1), axis=1, kind="stable"), 1)
