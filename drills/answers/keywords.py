"""The words that matter in a job advert, and which of them one's answers use."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import log
from typing import Protocol

from drills.answers.lexicon import shipped
from drills.answers.words import plain, sentences, words

_LEAST = 3
_OPENING = 1.5  # for a word that opens a line or sentence of the advert, as in a list of tasks


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802  the library's name


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word of the advert: its stem, its weight above 0, and how the advert writes it most."""

    stem: str
    weight: float
    surface: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which keywords of an advert some texts use and which they don't, the weightiest first."""

    covered: tuple[Keyword, ...]
    missing: tuple[Keyword, ...]


@cache
def _stemmer() -> _Stemmer:
    from snowballstemmer import stemmer  # type: ignore[import-untyped]

    made: _Stemmer = stemmer("english")
    return made


@cache
def stem(word: str) -> str:
    """The stem of a word in lower case: planning, planned and plans are all plan."""
    return _stemmer().stemWord(word)


@cache
def _stop() -> frozenset[str]:
    return shipped().words("stop")


def content(text: str) -> list[tuple[str, str]]:
    """The words of a text that say what it is about: each with its stem."""
    stop = _stop()
    kept = (word.word for word in words(plain(text)) if not word.is_sign)
    return [(word, stem(word)) for word in kept if len(word) >= _LEAST and word not in stop and not word[0].isdigit()]


def keywords(advert: str, most: int = 40) -> tuple[Keyword, ...]:
    """The keywords of an advert, the weightiest first: how often a stem occurs, more where it opens a line."""
    counts: Counter[str] = Counter()
    openings: Counter[str] = Counter()
    surfaces: dict[str, dict[str, float]] = {}
    for span in sentences(advert):
        for place, (word, root) in enumerate(content(advert[span.start : span.end])):
            counts[root] += 1
            written = surfaces.setdefault(root, {})
            written[word] = written.get(word, 0.0) + 1
            openings[root] += place == 0
    weighed = [
        Keyword(root, _weight(count, openings[root]), max(surfaces[root], key=surfaces[root].__getitem__))
        for root, count in counts.items()
    ]
    return tuple(sorted(weighed, key=lambda keyword: (-keyword.weight, keyword.surface))[:most])


def _weight(count: int, openings: int) -> float:
    """More for each time, less and less so; half as much again for a word that opens a line."""
    return round((1 + log(count)) * (_OPENING if openings else 1), 3)


def coverage(advert: str, texts: Iterable[str]) -> Coverage:
    """Which keywords of the advert the texts use."""
    used = {root for text in texts for _, root in content(text)}
    ranked = keywords(advert)
    return Coverage(
        tuple(keyword for keyword in ranked if keyword.stem in used),
        tuple(keyword for keyword in ranked if keyword.stem not in used),
    )
