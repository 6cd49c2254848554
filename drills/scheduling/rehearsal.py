"""Plausible learners study on: each with the memory of one mind, all in the order the planner gives them."""

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from drills.scheduling.chance import normal, uniform
from drills.scheduling.planner import answer, fsrs6
from drills.scheduling.planner.fsrs6 import Array, Ints
from drills.scheduling.planner.planner import Target

if TYPE_CHECKING:
    from drills.scheduling.forecast import Forecaster

STUDIED = 0.9
"""Share of the days with time for it on which there really is some."""

_SEED = 2026
_OUTCOME, _RATING, _FIRST, _SECONDS, _SKIPPED = range(1, 6)  # streams of luck
_SCATTER, _QUICKEST = 0.4, 4.0  # of the seconds an answer takes: log-sd, and what hardly any is below


class Rehearsal:
    """Arrays of shape (mind, card): memories as they are, memories as the planner's weights see them."""

    def __init__(self, start: "Forecaster") -> None:
        self._start = start
        minds, size = start.weights.shape[1], start.size
        self._w = start.weights[..., None]
        self.stability, self.difficulty = start.minds.stability.copy(), start.minds.difficulty.copy()
        self._model_s = np.repeat(start.model.stability, minds, axis=0)
        self._model_d = np.repeat(start.model.difficulty, minds, axis=0)
        self._last = np.tile(start.model.last, (minds, 1))
        self._encounters = np.zeros((minds, size), int)
        self.spent = np.zeros(minds)

    def recall(self, day: int) -> Array:
        """True recall on a day, 0 for cards never seen."""
        never = self._last < 0
        s = np.where(never, 1.0, self.stability * self._start.scale[:, None])
        return np.where(never, 0.0, fsrs6.retrievability(s, np.maximum(day - self._last, 0), self._w))

    def study(self, day: int, deadline: int, budget: float, average: float, floor: float) -> None:
        """One day: `budget` seconds today, `average` seconds a day from today on."""
        minds = np.arange(len(self.spent))
        there = uniform(_SEED, _SKIPPED, minds, day) < STUDIED
        if budget <= 0 or not there.any():
            return
        gains = self._gains(day, deadline, average)
        longest = int(budget / (_QUICKEST * self._start.learner.pace * self._start.effort.min())) + 1
        order = _best(gains, longest)
        rows = np.broadcast_to(minds[:, None], order.shape)
        worthwhile = there[:, None] & (gains[rows, order] >= max(floor, -1e300))
        ratings, seconds = self._answers(rows, order, day)
        seconds = np.where(worthwhile, seconds, 0.0)
        done = worthwhile & (np.cumsum(seconds, axis=1) - seconds < budget)
        self.spent += (seconds * done).sum(axis=1)
        self._learn(rows[done], order[done], ratings[done], day)

    def _gains(self, day: int, deadline: int, average: float) -> Array:
        minds, size = self._last.shape
        state = SimpleNamespace(
            stability=self._model_s.ravel(), difficulty=self._model_d.ravel(), last_day=self._last.ravel(),
            reviews=None, importance=_tiled(self._start.importance, minds), seconds=_tiled(self._start.seconds, minds),
        )  # fmt: skip
        gains = self._start.planner.gains(state, self._start.learner, day, [Target(deadline)], average * minds)
        return gains.reshape(minds, size)

    def _answers(self, rows: Ints, cards: Ints, day: int) -> tuple[Ints, Array]:
        """Rating and seconds of the next encounter with each card, whether it comes today or later."""
        key = (rows, cards, self._encounters[rows, cards])
        last = self._last[rows, cards]
        new = last < 0
        s = np.where(new, 1.0, self.stability[rows, cards] * self._start.scale[rows])
        recall = fsrs6.retrievability(s, np.maximum(day - last, 0), self._of(rows))
        graded = 2 + np.searchsorted(np.cumsum(answer.PASS_SHARES)[:2], uniform(_SEED, _RATING, *key))
        first = 1 + np.searchsorted(np.cumsum(answer.FIRST_SHARES)[:3], uniform(_SEED, _FIRST, *key))
        passed = uniform(_SEED, _OUTCOME, *key) < recall
        ratings = np.where(new, first, np.where(passed, graded, fsrs6.AGAIN))
        usual = np.where(new, np.take(answer.FIRST_SECONDS, ratings - 1), np.take(answer.SECONDS, ratings - 1))
        luck = np.exp(_SCATTER * normal(_SEED, _SECONDS, *key) - _SCATTER**2 / 2)
        return ratings, usual * luck * self._start.learner.pace * self._start.effort[cards]

    def _of(self, rows: Ints) -> Any:
        return self._start.weights[:, rows]

    def _learn(self, rows: Ints, cards: Ints, ratings: Ints, day: int) -> None:
        gap = np.maximum(day - self._last[rows, cards], 0)
        relearned = (ratings == fsrs6.AGAIN) & (self._last[rows, cards] >= 0)
        pairs = (
            (self.stability, self.difficulty, self._of(rows)),
            (self._model_s, self._model_d, self._start.planner.weights),
        )
        for stability, difficulty, w in pairs:
            s, d = fsrs6.next_memory(stability[rows, cards], difficulty[rows, cards], gap, ratings, w)
            stability[rows, cards] = np.where(relearned, fsrs6.same_day_stability(s, fsrs6.GOOD, w), s)
            difficulty[rows, cards] = np.where(relearned, fsrs6.next_difficulty(d, fsrs6.GOOD, w), d)
        self._last[rows, cards] = day
        self._encounters[rows, cards] += 1


def _tiled(values: Array | None, minds: int) -> Array | None:
    return None if values is None else np.tile(values, minds)


def _best(gains: Array, count: int) -> Ints:
    """Columns of the highest gains in each row, best first."""
    if count >= gains.shape[1]:
        return np.argsort(-gains, axis=1, kind="stable")
    top = np.sort(np.argpartition(-gains, count, axis=1)[:, :count], axis=1)
    return np.take_along_axis(top, np.argsort(-np.take_along_axis(gains, top, 1), axis=1, kind="stable"), 1)
