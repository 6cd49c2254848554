"""How sure a measured share is."""

from math import sqrt

Z95 = 1.959964


def wilson(hits: int, of: int, z: float = Z95) -> tuple[float, float]:
    """The interval that holds the true share with 95 % (Wilson 1927), in [0, 1]; all of it without any."""
    if of <= 0:
        return 0.0, 1.0
    share = hits / of
    middle = share + z * z / (2 * of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    whole = 1 + z * z / of
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)
