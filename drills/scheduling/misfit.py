"""What minds get wrong about forgetting, as a learner's own answers show it."""

from dataclasses import dataclass

import numpy as np

from drills.scheduling.chance import normal
from drills.scheduling.planner.fsrs6 import Array, Ints

TEMPER = 0.7
"""The highest power of the likelihood: no mind is quite right, so answers say less than they seem to."""

ERROR_MEAN, ERROR_SD = (-0.1, -0.25), (0.5, 0.7)
"""Of a and b, before any answer."""

_GAP = 3.0
_SEED = 2027

Expected = tuple[Array, Ints, Array]
"""Chances of passing some answers (mind, answer), the days since the one before, whether they were passed."""


@dataclass(frozen=True, slots=True)
class Error:
    """What each mind gets wrong about forgetting, as the answers show it: logit R is off by a + b·ln(days/3).

    No model forgets quite as people do, and it shows least at gaps of which there are few answers: so a and b are drawn
    for each mind, from what is left of their doubt after the answers (logistic regression, Gaussian prior).
    """

    a: Array
    b: Array

    @classmethod
    def of(cls, expected: list[Expected], minds: int) -> "Error":
        """From what the minds expected of the answers, and what came."""
        precision = np.diag([ERROR_SD[0] ** -2, ERROR_SD[1] ** -2])
        theta, hessian = np.tile(ERROR_MEAN, (minds, 1)), np.tile(precision, (minds, 1, 1))
        if expected:
            chance = np.concatenate([chance for chance, _, _ in expected], axis=1)
            gap = np.concatenate([gap for _, gap, _ in expected])
            passed = np.concatenate([passed for *_, passed in expected])
            x = np.stack([np.ones(len(gap)), np.log(gap / _GAP)], axis=1)
            for _ in range(5):
                p = _sigmoid(_logit(chance) + theta @ x.T)
                slope = TEMPER * (passed - p) @ x - (theta - np.asarray(ERROR_MEAN)) @ precision
                hessian = precision + TEMPER * np.einsum("mn,ni,nj->mij", p * (1.0 - p), x, x)
                theta = theta + np.linalg.solve(hessian, slope[..., None])[..., 0]
        luck = np.stack([normal(_SEED, stream, np.arange(minds)) for stream in (3, 4)], axis=1)
        root = np.linalg.cholesky(np.linalg.inv(hessian))
        theta = theta + np.einsum("mij,mj->mi", root, luck)
        return cls(theta[:, :1], theta[:, 1:])

    def mended(self, recall: Array, gap: Array) -> Array:
        """Recall that many days after an answer, less the error: arrays (mind, card)."""
        return _sigmoid(_logit(recall) + self.a + self.b * np.log(np.maximum(gap, 1) / _GAP))


def _logit(p: Array) -> Array:
    p = np.clip(p, 1e-4, 1.0 - 1e-4)
    return np.log(p / (1.0 - p))


def _sigmoid(x: Array) -> Array:
    return np.asarray(1.0 / (1.0 + np.exp(-x)))
