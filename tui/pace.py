"""How long an answer should take, how long it took, and how long a written one would take to say."""

import re

from drills.spoken import USUAL_PACE, USUAL_SECONDS, words_in

DEFAULT_BAND = USUAL_SECONDS

_BAND = re.compile(r"(\d{1,4})\s*[-–]\s*(\d{1,4})")


def band_of(seconds: str) -> tuple[int, int]:
    """The band in a field such as "60-120", in seconds; the usual one when there is none."""
    match = _BAND.search(seconds)
    if match is None:
        return DEFAULT_BAND
    low, high = sorted((int(match[1]), int(match[2])))
    return (low, high) if high else DEFAULT_BAND


def clock(seconds: float) -> str:
    """As on a watch: 1:07; from an hour on 1:02:07."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"


def spoken_seconds(text: str, pace: float | None = None) -> float:
    """How long the text would take to say at a pace in words a minute, the common one unless given."""
    return 60 * words_in(text) / (pace or USUAL_PACE)
