"""How wide a forecast's bands are: wider than simulation says, until one's own goals that came due say better."""

from collections.abc import Sequence
from math import sqrt

WIDEN = 1.2
"""So much wider than the minds say: over nine hidden memories, 80 % bands hold 79 to 95 % (tests/bench/deadline)."""

_Z80, _PRIOR_GOALS, _MOST = 1.2816, 8, 3.0


def residual(measured: float, mean: float, band80: tuple[float, float], widen: float) -> float:
    """How far off a forecast was that came due: in halves of its 80 % band, on that side, as it is without widening."""
    half = band80[1] - mean if measured > mean else mean - band80[0]
    return (measured - mean) / max(half / widen, 0.01)


def widen_from(residuals: Sequence[float]) -> float:
    """What bands are widened by, from the residuals of one's own finished goals (as `residual` gives them).

    The factor at which normal residuals would fall in the 80 % band: 1.28 times their root mean square, shrunk towards
    `WIDEN` as if 8 goals had asked for that; from 1 to 3. One wild residual counts as 3 at most.
    """
    squares = [(_Z80 * min(abs(value), _MOST)) ** 2 for value in residuals]
    mean = (_PRIOR_GOALS * WIDEN**2 + sum(squares)) / (_PRIOR_GOALS + len(squares))
    return min(max(sqrt(mean), 1.0), _MOST)
