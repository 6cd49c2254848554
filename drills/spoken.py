"""Words as they are counted aloud, and how long they take to say: one way of counting for all that shows it."""

import re
from typing import NamedTuple

from drills.number_words import counted

USUAL_PACE = 140.0
"""Words a minute of a speaker whose own pace isn't known yet; 130 to 150 is common."""

USUAL_SECONDS = (60, 120)

_UNSPACED = re.compile(
    "[\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
"""Chinese and Japanese, which put no space between words: two of their characters are about a word."""


class Timing(NamedTuple):
    """How fast somebody speaks, in words a minute, and from how many seconds to how many they should."""

    pace: float = USUAL_PACE
    band: tuple[int, int] = USUAL_SECONDS


def words_in(text: str) -> int:
    """How many words a text has, as they are counted aloud: what stands between spaces and dashes and isn't only signs.

    Of Chinese and Japanese, two characters count as one word.
    """
    words = 0
    if not text.isascii():
        words = sum((len(run) + 1) // 2 for run in _UNSPACED.findall(text))
        text = _UNSPACED.sub(" ", text).replace("—", " ")
    return words + sum(any(map(str.isalnum, token)) for token in text.split())


def seconds_words(seconds: float) -> str:
    """A time aloud in words, never none for a word that is said: "1 second", "75 seconds"."""
    return counted(max(1, round(seconds)), "second")
