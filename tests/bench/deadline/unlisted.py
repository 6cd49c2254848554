"""Four more hidden memories, not among the five: how far what holds in the five truths carries over."""

from collections.abc import Callable

import numpy as np

from drills.scheduling.chance import normal, uniform
from drills.scheduling.population import drawn_weights
from tests.bench.deadline.truth import EASE, JITTER, WEIGHTS, Array, Fsrs, Truth, truth


class Exponential(Fsrs):
    """FSRS-6 with population weights and per-card jitter, but forgetting is exponential: recall is 0.9 at S."""

    def __init__(self, seed: int, learner: int, size: int) -> None:
        weights = drawn_weights(uniform(seed, WEIGHTS, learner, np.arange(48)))
        super().__init__(weights, np.exp(-0.2 + 0.7 * normal(seed, JITTER, learner, np.arange(size))))

    def recall(self, day: int) -> Array:
        known = np.where(self.last < 0, 1.0, self.stability * self.jitter)
        return np.where(self.last < 0, 0.0, 0.9 ** (np.maximum(day - self.last, 0) / known))


class Doubling:
    """A half-life that a pass multiplies by the card's factor whatever the gap, and a failure halves."""

    def __init__(self, seed: int, learner: int, size: int) -> None:
        cards = np.arange(size)
        self.start = 2.5 * np.exp(0.3 * normal(seed, JITTER, learner, -1) + 0.4 * normal(seed, JITTER, learner, cards))
        self.factor = 1.25 + 0.75 * uniform(seed, EASE, learner, cards)
        self.half = np.zeros(size)
        self.last = np.full(size, -1)

    def recall(self, day: int) -> Array:
        return np.where(self.last < 0, 0.0, 0.5 ** (np.maximum(day - self.last, 0) / np.maximum(self.half, 0.1)))

    def study(self, cards: Array, day: int, ratings: Array) -> None:
        first = self.start[cards] * np.asarray([0.7, 1.5, 3.0, 7.0])[ratings - 1]
        passed = self.half[cards] * self.factor[cards] ** np.asarray([0.0, 0.7, 1.0, 1.3])[ratings - 1]
        failed = np.maximum(0.5 * self.half[cards], 0.7 * self.start[cards])
        later = np.where(ratings == 1, failed, passed)
        self.half[cards] = np.where(self.last[cards] < 0, first, later)
        self.last[cards] = day


class Cascade:
    """Traces at several time scales, each learning what the quicker ones fail to hold: after Mozer et al. (2009)."""

    TAU = np.asarray([1.0, 5.0, 25.0, 120.0, 600.0])
    RATE = np.asarray([1.2, 1.1, 1.0, 0.9, 0.8])

    def __init__(self, seed: int, learner: int, size: int) -> None:
        cards = np.arange(size)
        spread = 0.2 * normal(seed, JITTER, learner, -1) + 0.35 * normal(seed, JITTER, learner, cards)
        self.rate = 0.55 * np.exp(spread)
        self.trace = np.zeros((size, 5))
        self.last = np.full(size, -1)

    def _faded(self, day: int) -> Array:
        return np.asarray(self.trace * np.exp(-np.maximum(day - self.last, 0)[:, None] / self.TAU))

    def _held(self, traces: Array) -> Array:
        """Mean of the traces up to each time scale."""
        return np.asarray(np.cumsum(traces, axis=1) / np.arange(1, 6))

    def recall(self, day: int) -> Array:
        return np.where(self.last < 0, 0.0, np.clip(self._held(self._faded(day)).max(axis=1), 0.0, 0.999))

    def study(self, cards: Array, day: int, ratings: Array) -> None:
        traces = self._faded(day)[cards]
        first = np.where(self.last[cards] < 0, np.asarray([0.7, 0.9, 1.0, 1.4])[ratings - 1], 1.0)
        rate = self.rate[cards] * first * np.where(ratings == 1, 1.5, 1.0)
        grown = traces + rate[:, None] * (1.0 - self._held(traces)) * self.RATE
        self.trace[cards] = np.minimum(grown, 1.0)
        self.last[cards] = day


class Power:
    """Recall (1 + 0.6·t)^−ψ: a success lowers ψ, the more the less it was expected."""

    def __init__(self, seed: int, learner: int, size: int) -> None:
        cards = np.arange(size)
        self.start = np.exp(0.25 * normal(seed, JITTER, learner, -1) + 0.35 * normal(seed, JITTER, learner, cards))
        self.rate = np.ones(size)
        self.last = np.full(size, -1)

    def recall(self, day: int) -> Array:
        return np.where(self.last < 0, 0.0, (1.0 + 0.6 * np.maximum(day - self.last, 0)) ** -self.rate)

    def study(self, cards: Array, day: int, ratings: Array) -> None:
        first = self.start[cards] * np.asarray([0.8, 0.6, 0.42, 0.22])[ratings - 1]
        unexpected = np.clip(0.25 + 1.5 * (1.0 - self.recall(day)[cards]), 0.0, 1.0)
        passed = self.rate[cards] * (1.0 - np.asarray([0.0, 0.3, 0.4, 0.5])[ratings - 1] * unexpected)
        failed = np.minimum(1.05 * self.rate[cards], 0.8 * self.start[cards])
        later = np.where(ratings == 1, failed, passed)
        self.rate[cards] = np.where(self.last[cards] < 0, first, later)
        self.last[cards] = day


UNLISTED: dict[str, Callable[[int, int, int], Truth]] = {
    "exponential": Exponential,
    "doubling": Doubling,
    "cascade": Cascade,
    "power": Power,
}


def hidden_memory(name: str, seed: int, learner: int, size: int) -> Truth:
    """A learner's hidden memory by the name of its model, one of the five truths or of these."""
    return UNLISTED[name](seed, learner, size) if name in UNLISTED else truth(name, seed, learner, size)
