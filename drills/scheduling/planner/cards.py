"""The cards of a plan, checked and as the learner has them."""

from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from drills.scheduling.learner import SAME
from drills.scheduling.planner import answer
from drills.scheduling.planner.fsrs6 import STABILITY_MAX, STABILITY_MIN, Array, Ints, Weights, retrievability
from drills.scheduling.planner.index import Seen

TYPICAL = 0.8
"""The power of kappa that is planned with.

Weak cards are answered most often, so answers make memory out to be further from the typical card's than it is.
"""


@dataclass(frozen=True, slots=True)
class Cards:
    """Arrays of one length: `elapsed` is at least 1, `seconds` may be None.

    `stability` is scaled by the learner's kappa to the power `TYPICAL`; `kappa` is that of cards answered once, which
    is the same as all others' unless the learner's `stages` say otherwise.
    """

    stability: Array
    difficulty: Array
    elapsed: Array
    last_day: Ints
    importance: Array
    seconds: Array | None
    pace: float
    kappa: float

    @classmethod
    def checked(cls, state: Any, learner: Any, today: int, w: Weights) -> "Cards":
        """From any object with the attributes of a state. ValueError when they don't make sense together."""
        pace, kappa = float(learner.pace), float(learner.kappa)
        once, later = getattr(learner, "stages", None) or (kappa, kappa)
        if not all(isfinite(number) and number > 0 for number in (pace, kappa, once, later)):
            raise ValueError(f"a learner's pace and kappa are positive numbers, not {pace} and {kappa}")
        last_day = np.asarray(state.last_day)
        if last_day.ndim != 1:
            raise ValueError("a state's arrays have one dimension")
        last_day = last_day.astype(np.int64)
        new = last_day < 0
        stability = _of_seen("stability", state.stability, new)
        difficulty = np.clip(_of_seen("difficulty", state.difficulty, new), 1.0, 10.0)
        first = np.isclose(stability[:, None], np.asarray(w[:4], dtype=float), rtol=SAME, atol=0.0).any(axis=1)
        scale = np.where(first, once, later) ** TYPICAL
        return cls(
            np.clip(scale * stability, STABILITY_MIN, STABILITY_MAX),
            difficulty,
            np.maximum(today - last_day, 1).astype(float),
            last_day,
            np.ones(len(last_day)) if state.importance is None else _weights("importance", state.importance, new, 0.0),
            None if state.seconds is None else _weights("seconds", state.seconds, new, 1e-3),
            pace,
            float(once**TYPICAL),
        )

    def __len__(self) -> int:
        return len(self.last_day)

    @property
    def new(self) -> NDArray[np.bool_]:
        """Which were never answered."""
        return self.last_day < 0

    @property
    def seen(self) -> Seen:
        """Those answered before."""
        old = ~self.new
        return Seen(self.stability[old], self.difficulty[old], self.elapsed[old])

    @property
    def effort(self) -> Array:
        """How many flashcards' time each takes, roughly: 1 without `seconds`."""
        if self.seconds is None:
            return np.ones(len(self))
        return self.seconds / np.where(self.new, answer.C_NEW, answer.C_PASS)

    def scale(self, w: Weights) -> Array:
        """What each costs over a flashcard in the same state: 1 without `seconds`."""
        if self.seconds is None:
            return np.ones(len(self))
        recall = retrievability(self.stability, self.elapsed, w)
        return self.seconds / np.where(self.new, answer.C_NEW, answer.review_seconds(recall))

    def only(self, chosen: Ints) -> "Cards":
        """Those at the indexes given."""
        seconds = None if self.seconds is None else self.seconds[chosen]
        return Cards(
            self.stability[chosen], self.difficulty[chosen], self.elapsed[chosen], self.last_day[chosen],
            self.importance[chosen], seconds, self.pace, self.kappa,
        )  # fmt: skip


def _of_seen(name: str, values: Any, new: NDArray[np.bool_]) -> Array:
    """An array with 5 in the place of cards never answered, where anything may stand."""
    array = np.asarray(values, dtype=float)
    if array.shape != new.shape:
        raise ValueError(f"{name} has shape {array.shape}, last_day {new.shape}")
    if not np.all(np.isfinite(array[~new]) & (array[~new] > 0)):
        raise ValueError(f"the {name} of a card answered before is a positive number")
    return np.where(new, 5.0, array)


def _weights(name: str, values: Any, new: NDArray[np.bool_], least: float) -> Array:
    array = np.asarray(values, dtype=float)
    if array.shape != new.shape:
        raise ValueError(f"{name} has shape {array.shape}, last_day {new.shape}")
    if not np.all(np.isfinite(array) & (array >= least)):
        raise ValueError(f"{name} must be numbers from {least:g} on")
    return array
