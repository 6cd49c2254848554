"""Luck that belongs to (learner, card, encounter), whatever the order of study: a counter-based hash (SplitMix64)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

_MIX = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))


def uniform(seed: int, stream: int, *counters: Any) -> NDArray[np.float64]:
    """Numbers in (0, 1), one for each combination of the counters, which broadcast."""
    with np.errstate(over="ignore"):
        state = np.asarray(np.uint64(seed * 1_000_003 + stream))
        for counter in counters:
            state = _mixed(state + np.asarray(counter).astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15))
        state = _mixed(state)
    return np.asarray(((state >> np.uint64(11)).astype(np.float64) + 0.5) / 2.0**53)


def _mixed(state: Any) -> Any:
    state = state + np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in _MIX:
        state = (state ^ (state >> np.uint64(shift))) * np.uint64(factor)
    return state ^ (state >> np.uint64(31))


def normal(seed: int, stream: int, *counters: Any) -> NDArray[np.float64]:
    """Standard normal numbers (Box–Muller)."""
    one, other = uniform(seed, 2 * stream + 1000, *counters), uniform(seed, 2 * stream + 1001, *counters)
    return np.sqrt(-2.0 * np.log(one)) * np.cos(2.0 * np.pi * other)
