"""A little luck on an interval, so that cards learned together don't stay together: always the same luck for the
same answer, so that the interval previewed is the interval stored."""

from hashlib import blake2b
from math import floor, inf

from drills.scheduling.memory import MAXIMUM_INTERVAL, whole_days

_BANDS = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, inf, 0.05))  # Anki's: from day, to day, share of the days in it


def luck(card_id: int, reps: int) -> float:
    """The luck of a card's next answer, in [0, 1): the same for all four ratings, on every machine and in every run.

    `reps` is the number of answers given so far.
    """
    digest = blake2b(f"{card_id}:{reps}".encode(), digest_size=6).digest()
    return int.from_bytes(digest, "big") / 2**48


def fuzzed(days: float, luck: float, maximum: int = MAXIMUM_INTERVAL) -> int:
    """An interval in whole days near `days`, from 1 to `maximum`; a longer `days` never gives a shorter one.

    Anki's ranges: none below 2.5 days, then a day each way, plus 15 % of the days up to 7, 10 % up to 20, 5 % above.
    """
    days = min(days, float(maximum))
    if days < 2.5:
        return whole_days(days, maximum)
    spread = 1.0 + sum(share * (min(days, end) - start) for start, end, share in _BANDS if days > start)
    low = whole_days(days - spread, maximum)
    high = whole_days(days + spread, maximum)
    return min(floor(low + luck * (1 + high - low)), high)
