"""How FSRS-6's weights differ between people: 22 users' fitted weights (srs-benchmark), log-normal."""

from statistics import NormalDist
from typing import Any

import numpy as np
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from numpy.typing import NDArray

from drills.scheduling.chance import normal, uniform
from drills.scheduling.memory import DEFAULT_WEIGHTS

MEDIANS = np.asarray([
    0.143, 0.767, 1.746, 16.51, 7.009, 0.563, 2.204, 0.016, 1.524, 0.127, 1.009,
    1.832, 0.114, 0.312, 2.282, 0.234, 3.003, 0.736, 0.278, 0.145, 0.280,
])  # fmt: skip
LOG_SD = np.asarray([
    1.38, 1.39, 1.37, 1.47, 0.03, 0.42, 0.09, 1.69, 0.20, 1.16, 0.29,
    0.05, 0.27, 0.29, 0.14, 0.82, 0.14, 0.37, 1.64, 1.62, 0.52,
])  # fmt: skip

_COMMON = 0.8
"""Share of the variance of w0 to w3 that is common to all four: a good memory is good after every first answer."""

_LOW, _HIGH = np.asarray(LOWER_BOUNDS_PARAMETERS), np.asarray(UPPER_BOUNDS_PARAMETERS)


def drawn_weights(draws: Any) -> NDArray[np.float64]:
    """Weights of a plausible learner from at least 22 numbers in (0, 1): shape (21,)."""
    scores = np.asarray([NormalDist().inv_cdf(float(draw)) for draw in draws[:22]])
    own, common = scores[:21], scores[21]
    own[:4] = np.sqrt(_COMMON) * common + np.sqrt(1.0 - _COMMON) * own[:4]
    weights = np.clip(MEDIANS * np.exp(LOG_SD * own), _LOW, _HIGH)
    weights[:4] = np.maximum.accumulate(weights[:4])  # a better first answer never leaves a weaker memory
    return np.asarray(weights)


_FIRST_SD, _RATED_SD, _GROWTH_SD, _DECAY_SD = 0.7, 0.7, 1.5, 0.6
_DEFAULTS = 4  # every so many learners start from the default weights
_STEEP, _STEEPER, _STEEPEST = 2, 4.0, 5.0  # one in so many forgets that much faster in the long run; at 5 exponentially
_SLOWEST = -1.5  # of w8, below FSRS-6's own bound: other memories grow as slowly as that
_OTHER = (3, 5, 6, 7)  # of eight learners, those whose memory works otherwise
_ALIKE, _SURPRISE_SD, _LAPSE_SD = 1.2, 0.4, 0.7
_FIRST_DAYS, _FIRST_DAYS_SD = 0.8, 0.6  # of a first memory that fades exponentially: median days to 0.9, log-sd
_SEED = 22


def plausible_weights(count: int) -> NDArray[np.float64]:
    """Weights of so many plausible learners, always the same: shape (21, count).

    A quarter start from FSRS-6's defaults, the others from the population; all scatter further in their first
    stabilities (log-sd 0.7 together, 0.7 each), growth (w8, sd 1.5) and decay (log-sd 0.6): users of one program whom
    FSRS-6 was fitted to differ less than memories do. Every other one forgets nearly exponentially. Half have memories
    in which ratings, lapses and surprise mean more or less than FSRS-6 says.
    """
    learners = np.arange(count)[:, None]
    weights = np.stack([drawn_weights(row) for row in uniform(_SEED, 1, learners, np.arange(22)[None, :])], axis=1)
    weights[:, ::_DEFAULTS] = np.asarray(DEFAULT_WEIGHTS)[:, None]
    first, growth, decay = (normal(_SEED, stream, learners[:, 0]) for stream in (2, 3, 4))
    weights[:4] *= np.exp(_FIRST_SD * first + _RATED_SD * normal(_SEED, 5, learners.T, np.arange(4)[:, None]))
    weights[:4] = np.maximum.accumulate(weights[:4])
    weights[8] += _GROWTH_SD * growth
    weights[20] *= np.exp(_DECAY_SD * decay)
    weights[20, 1::_STEEP] *= _STEEPER
    high = np.where(np.arange(21) == 20, _STEEPEST, _HIGH)
    low = np.where(np.arange(21) == 8, _SLOWEST, _LOW)
    weights = np.clip(weights, low[:, None], high[:, None])
    other = np.isin(learners[:, 0] % 8, _OTHER)
    weights[:, other] = _otherwise(weights[:, other], learners[other, 0])
    return weights


def _otherwise(weights: NDArray[np.float64], learners: NDArray[np.int64]) -> NDArray[np.float64]:
    """Weights of memories that go less by FSRS-6's book, and whose numbers are these."""
    share = [uniform(_SEED, stream, learners) for stream in (6, 7, 10, 11)]
    scatter = [normal(_SEED, stream, learners) for stream in (8, 9, 12)]
    logs = np.log(weights[:4])
    mean = logs.mean(axis=0)
    level = np.where(weights[20] > 1.0, np.log(_FIRST_DAYS) + _FIRST_DAYS_SD * scatter[2], mean)
    made = weights.copy()
    made[:4] = np.clip(np.exp(level + _ALIKE * share[0] * (logs - mean)), _LOW[0], _HIGH[0])
    made[6] *= share[1]
    made[10] *= np.exp(_SURPRISE_SD * scatter[0])
    made[11] *= np.exp(_LAPSE_SD * scatter[1])
    made[15] **= share[2]
    made[16] **= share[3]
    return made
