"""FSRS-6 over arrays: the formulas of `drills.scheduling.memory`, thousands of cards at a time.

`w` are the 21 weights: a sequence of floats, or of arrays that broadcast against the memories (a learner per row).
Stabilities and gaps are in days, difficulties run from 1 to 10, recall is a probability in [0, 1].
Source: https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm
"""

from collections.abc import Sequence
from math import exp
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]
Ints: TypeAlias = NDArray[np.integer[Any]]
Weights: TypeAlias = Sequence[Any] | Array

STABILITY_MIN, STABILITY_MAX = 0.001, 36_500.0
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4


def retrievability(stability: Array, elapsed: Array, w: Weights) -> Array:
    """Recall that many days after the last answer: (1 + F·t/S)^−w20, with F such that it is 0.9 at t = S."""
    decay = -w[20]
    factor = 0.9 ** (1.0 / decay) - 1.0
    return np.asarray((1.0 + factor * elapsed / stability) ** decay)


def _exp(power: Any) -> Any:
    """A plain number stays one, so that it doesn't turn arrays of 32 bits into arrays of 64."""
    return exp(power) if isinstance(power, float) else np.exp(power)


def first_memory(rating: Any, w: Weights) -> tuple[Array, Array]:
    """Stability and difficulty after a first answer of `rating` (1–4, a number or an array)."""
    stability = np.choose(np.asarray(rating) - 1, [np.asarray(w[i]) for i in range(4)])
    difficulty = np.clip(_first_difficulty(rating, w), 1.0, 10.0)
    return np.clip(stability, STABILITY_MIN, STABILITY_MAX), difficulty


def _first_difficulty(rating: Any, w: Weights) -> Any:
    return w[4] - _exp(w[5] * (rating - 1.0)) + 1.0


def next_difficulty(difficulty: Array, rating: Any, w: Weights) -> Array:
    """Difficulty after a later answer: damped near 10, drawn towards that of a first Easy."""
    moved = difficulty - w[6] * (rating - 3.0) * (10.0 - difficulty) / 9.0
    return np.asarray(np.clip(w[7] * _first_difficulty(EASY, w) + (1.0 - w[7]) * moved, 1.0, 10.0))


def same_day_stability(stability: Array, rating: Any, w: Weights) -> Array:
    """Stability after another answer on the same day; only Again can lower it."""
    gain = _exp(w[17] * (rating - 3.0 + w[18])) * stability ** -w[19]
    gain = np.where(np.asarray(rating) >= HARD, np.maximum(gain, 1.0), gain)
    return np.asarray(np.clip(stability * gain, STABILITY_MIN, STABILITY_MAX))


def growth(stability: Array, difficulty: Array, w: Weights) -> Array:
    """What a success multiplies: S′ = S·(1 + growth·surprise(R)·bonus). Doesn't depend on the day of the answer."""
    return np.asarray(_exp(w[8]) * (11.0 - difficulty) * stability ** -w[9])


def surprise(recall: Array, w: Weights) -> Array:
    """How much a success strengthens by its being unexpected: exp(w10·(1 − R)) − 1."""
    return np.asarray(np.expm1((1.0 - recall) * w[10]))


def lapse_base(stability: Array, difficulty: Array, w: Weights) -> Array:
    """Stability after a lapse at R = 1, before the bound. Doesn't depend on the day of the answer."""
    return np.asarray(w[11] * difficulty ** -w[12] * ((stability + 1.0) ** w[13] - 1.0))


def lapsed_stability(stability: Array, difficulty: Array, recall: Array, w: Weights) -> Array:
    """Stability after Again on a later day."""
    lapsed = lapse_base(stability, difficulty, w) * np.exp((1.0 - recall) * w[14])
    return np.asarray(np.clip(np.minimum(lapsed, stability / _exp(w[17] * w[18])), STABILITY_MIN, STABILITY_MAX))


def recalled_stability(stability: Array, difficulty: Array, recall: Array, rating: Any, w: Weights) -> Array:
    """Stability after Hard, Good or Easy (2–4) on a later day."""
    bonus = np.choose(np.asarray(rating) - 1, [np.asarray(1.0), w[15], np.asarray(1.0), w[16]])
    grown = stability * (1.0 + growth(stability, difficulty, w) * surprise(recall, w) * bonus)
    return np.asarray(np.clip(grown, STABILITY_MIN, STABILITY_MAX))


def next_memory(stability: Array, difficulty: Array, elapsed: Array, rating: Any, w: Weights) -> tuple[Array, Array]:
    """Stability and difficulty after an answer of `rating` (1–4), `elapsed` whole days after the last one.

    All arrays broadcast; elapsed 0 is the same day. A NaN stability means a card never answered.
    """
    rating = np.asarray(rating)
    new = np.isnan(stability)
    s, d = np.where(new, 1.0, stability), np.where(new, 5.0, difficulty)
    recall = retrievability(s, elapsed, w)
    after = np.where(rating == AGAIN, lapsed_stability(s, d, recall, w), recalled_stability(s, d, recall, rating, w))
    after = np.where(np.asarray(elapsed) < 1, same_day_stability(s, rating, w), after)
    first_s, first_d = first_memory(rating, w)
    return np.where(new, first_s, after), np.where(new, first_d, next_difficulty(d, rating, w))


def relearned(stability: Array, difficulty: Array, recall: Array, w: Weights) -> tuple[Array, Array]:
    """Stability and difficulty after Again on a later day, followed by Good on the same one."""
    lapsed = lapsed_stability(stability, difficulty, recall, w)
    harder = next_difficulty(difficulty, AGAIN, w)
    return same_day_stability(lapsed, GOOD, w), next_difficulty(harder, GOOD, w)
