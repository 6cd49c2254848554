"""Five ways a hidden memory may work. A truth holds one learner's N cards and knows nothing of planning.

`recall(day)` is the true probability of recall of every card (never seen = 0); `study(cards, day, ratings)` is one
encounter each; Again on a later day is followed by a relearning the same day.
"""

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from drills.scheduling.chance import normal, uniform
from drills.scheduling.memory import DEFAULT_WEIGHTS
from drills.scheduling.planner import fsrs6
from drills.scheduling.population import drawn_weights

Array = NDArray[Any]
FIRST, JITTER, EASE, WEIGHTS = 11, 12, 13, 14  # streams of luck


class Truth(Protocol):
    """One learner's hidden memory."""

    def recall(self, day: int) -> Array: ...
    def study(self, cards: Array, day: int, ratings: Array) -> None: ...


class Fsrs:
    """FSRS-6 with some weights, each card's first stability and its growth off by a factor of its own."""

    def __init__(self, weights: Any, jitter: Array) -> None:
        self.w, self.jitter = weights, jitter
        self.stability = np.full(len(jitter), np.nan)
        self.difficulty = np.full(len(jitter), 5.0)
        self.last = np.full(len(jitter), -1)

    def recall(self, day: int) -> Array:
        known = np.where(self.last < 0, 1.0, self.stability * self.jitter)
        recall = fsrs6.retrievability(known, np.maximum(day - self.last, 0), self.w)
        return np.where(self.last < 0, 0.0, recall)

    def study(self, cards: Array, day: int, ratings: Array) -> None:
        j, last = self.jitter[cards], self.last[cards]
        s, d = fsrs6.next_memory(self.stability[cards] * j, self.difficulty[cards], day - last, ratings, self.w)
        again = (ratings == 1) & (last >= 0)
        before = self.stability[cards] * j
        s = np.where(s > before, before + (s - before) * j, s)
        s = np.where(again, fsrs6.same_day_stability(s, 3, self.w), s)
        d = np.where(again, fsrs6.next_difficulty(d, 3, self.w), d)
        self.stability[cards], self.difficulty[cards] = np.where(last < 0, s, s / j), d
        self.last[cards] = day


class HalfLife:
    """Recall halves every h days; a success multiplies h by the card's ease, the more the less it was expected."""

    def __init__(self, seed: int, learner: int, size: int) -> None:
        cards = np.arange(size)
        self.start = np.exp(0.4 * normal(seed, JITTER, learner, -1) + 0.6 * normal(seed, JITTER, learner, cards))
        self.ease = 1.0 + 1.0 * np.exp(0.5 * normal(seed, EASE, learner, cards))
        self.half = np.zeros(size)
        self.last = np.full(size, -1)

    def recall(self, day: int) -> Array:
        gone = np.maximum(day - self.last, 0)
        return np.where(self.last < 0, 0.0, 0.5 ** (gone / np.maximum(self.half, 0.05)))

    def study(self, cards: Array, day: int, ratings: Array) -> None:
        new = self.last[cards] < 0
        first = self.start[cards] * np.asarray([3.0, 5.0, 8.0, 16.0])[ratings - 1]
        unexpected = np.clip((1.0 - self.recall(day)[cards]) / 0.3, 0.6, 1.1)
        bonus = np.asarray([0.0, 0.7, 1.0, 1.4])[ratings - 1]
        passed = self.half[cards] * (1.0 + (self.ease[cards] - 1.0) * unexpected * bonus)
        failed = np.maximum(0.5 * self.half[cards], 2.5 * self.start[cards])
        self.half[cards] = np.where(new, first, np.where(ratings == 1, failed, passed))
        self.last[cards] = day


class ActR:
    """Traces that fade by power laws, the faster the stronger the memory was when they were laid.

    m = ln Σ t_i^−d_i, d_i = c·e^m + a, recall = σ((m + β − τ)/s): Pavlik & Anderson (2005), with their scaling of the
    time between sessions.
    """

    C, A, TAU, S, SCALE = 0.217, 0.177, -0.704, 0.255, 0.025 * 86_400

    def __init__(self, seed: int, learner: int, size: int) -> None:
        cards = np.arange(size)
        self.bias = 0.47 + 0.15 * normal(seed, JITTER, learner, -1) + 0.3 * normal(seed, JITTER, learner, cards)
        self.days = np.full((size, 0), np.nan)
        self.decay = np.full((size, 0), np.nan)
        self.count = np.zeros(size, int)

    def _activation(self, day: float) -> Array:
        ages = np.maximum((day - self.days) * self.SCALE, 60.0)
        with np.errstate(divide="ignore"):
            return np.log(np.nansum(ages**-self.decay, axis=1) if self.days.size else np.zeros(len(self.bias)))

    def recall(self, day: int) -> Array:
        power = (self.TAU - self._activation(day) - self.bias) / self.S
        return np.where(self.count == 0, 0.0, 1.0 / (1.0 + np.exp(np.clip(power, -50, 50))))

    def study(self, cards: Array, day: int, ratings: Array) -> None:
        new = self.count[cards] == 0
        self.bias[cards] += np.where(new, np.asarray([-0.2, -0.1, 0.0, 0.25])[ratings - 1], 0.0)
        self._present(cards, day)
        twice = np.where(new, ratings >= 3, ratings == 1)
        self._present(cards[twice], day + 0.01)

    def _present(self, cards: Array, day: float) -> None:
        strength = np.exp(self._activation(day)[cards])
        if len(cards) and self.count[cards].max() >= self.days.shape[1]:
            wider = np.full((len(self.bias), 4), np.nan)
            self.days, self.decay = np.hstack([self.days, wider]), np.hstack([self.decay, wider])
        self.days[cards, self.count[cards]] = day
        self.decay[cards, self.count[cards]] = self.C * strength + self.A
        self.count[cards] += 1


class Dash:
    """Ability less difficulty plus what study in several windows of time adds: after Lindsey et al. (2014).

    Windows fade exponentially; recall = σ(a − d + Σ θ_c·ln(1 + c_w) − θ_n·ln(1 + n_w)), c_w correct answers, n_w all.
    """

    TAU = np.asarray([2.0, 8.0, 32.0, 1000.0])
    CORRECT = np.asarray([0.7, 1.1, 1.6, 1.2])
    TRIED = np.asarray([-0.2, -0.2, -0.2, 0.3])

    def __init__(self, seed: int, learner: int, size: int) -> None:
        cards = np.arange(size)
        self.level = -2.9 + 0.5 * normal(seed, JITTER, learner, -1) + 1.2 * normal(seed, JITTER, learner, cards)
        self.correct = np.zeros((size, 4))
        self.tried = np.zeros((size, 4))
        self.last = np.full(size, -1)

    def _fade(self, day: int) -> Array:
        return np.exp(-np.maximum(day - self.last, 0)[:, None] / self.TAU)

    def recall(self, day: int) -> Array:
        fade = self._fade(day)
        up = np.log1p(self.correct * fade) @ self.CORRECT - np.log1p(self.tried * fade) @ self.TRIED
        return np.where(self.last < 0, 0.0, 1.0 / (1.0 + np.exp(-self.level - up)))

    def study(self, cards: Array, day: int, ratings: Array) -> None:
        new = self.last[cards] < 0
        fade = self._fade(day)[cards]
        relearned = (ratings == 1) & ~new
        right = np.where(ratings > 1, np.asarray([0.0, 0.8, 1.0, 1.3])[ratings - 1], np.where(relearned, 0.7, 0.0))
        self.correct[cards] = self.correct[cards] * fade + right[:, None]
        self.tried[cards] = self.tried[cards] * fade + (1.0 + relearned)[:, None]
        self.last[cards] = day


def truth(name: str, seed: int, learner: int, size: int) -> Truth:
    """A learner's hidden memory, by the name of its model."""
    if name == "fsrs":
        return Fsrs(DEFAULT_WEIGHTS, np.ones(size))
    if name == "population":
        draws = uniform(seed, WEIGHTS, learner, np.arange(48))
        return Fsrs(drawn_weights(draws), np.exp(-0.45 + 1.5 * normal(seed, JITTER, learner, np.arange(size))))
    return {"half-life": HalfLife, "act-r": ActR, "dash": Dash}[name](seed, learner, size)


TRUTHS = ("fsrs", "population", "half-life", "act-r", "dash")
