"""The words that matter in a job advert, and which of them one's answers use."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import log
from typing import Protocol

from drills.answers.words import plain, sentences, words

_STOP = frozenset(
    """a about above across after again against all also am among an and any are as at be because been before being
    below between both but by can could did do does doing down during each either etc every few for from further had has
    have having he her here hers him his how i if in into is it its itself just least less let like ll may me might mine
    more most much must my near need needed no nor not now of off often on once one only onto or other others our ours
    out over own per please quite rather re really same shall she should since so some such than that the their theirs
    them then there these they this those through to too toward towards under until up upon us use used using ve very via
    was we were what when where whether which while who whom whose why will with within without would yes yet you your
    yours yourself two three four five six seven eight nine ten first second
    ability able advert applicant applicants application applications apply applying based benefit benefits bonus
    candidate candidates career careers closing company contract date day days employee employees employer environment
    equal equivalent essential excellent exciting experience experienced full full-time good great help hour hours ideal
    include includes including ideally job join key knowledge level location looking make month months new offer offers
    office opportunities opportunity part part-time passionate people permanent person plus position preferred proven
    range relevant required requirement requirements responsibilities responsibility responsible role salary seeking
    skill skills strong successful team teams time understanding various vacancy want week weeks well well-known wide
    willing work working world year years dynamic fast-paced competitive growing motivated""".split()
)
_LEAST = 3
_HEADING = 1.5  # a word that begins a line of the advert, as in a list of tasks, weighs that much more


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
    from snowballstemmer import stemmer

    made: _Stemmer = stemmer("english")
    return made


@cache
def stem(word: str) -> str:
    """The stem of a word in lower case: planning, planned and plans are all plan."""
    return _stemmer().stemWord(word)


def content(text: str) -> list[tuple[str, str]]:
    """The words of a text that say what it is about: each with its stem."""
    kept = (word.word for word in words(plain(text)) if not word.is_sign)
    return [(word, stem(word)) for word in kept if len(word) >= _LEAST and word not in _STOP and not word[0].isdigit()]


def keywords(advert: str, most: int = 40) -> tuple[Keyword, ...]:
    """The keywords of an advert, the weightiest first: how often a stem occurs, more where it opens a line."""
    counts: Counter[str] = Counter()
    surfaces: dict[str, Counter[str]] = {}
    for span in sentences(advert):
        for place, (word, root) in enumerate(content(advert[span.start : span.end])):
            counts[root] += 1
            surfaces.setdefault(root, Counter())[word] += _HEADING if place == 0 else 1
    weighed = [
        Keyword(root, round(1 + log(count) + 0.1 * (len(root) > _LEAST * 2), 3), surfaces[root].most_common(1)[0][0])
        for root, count in counts.items()
    ]
    return tuple(sorted(weighed, key=lambda keyword: (-keyword.weight, keyword.surface))[:most])


def coverage(advert: str, texts: Iterable[str]) -> Coverage:
    """Which keywords of the advert the texts use."""
    used = {root for text in texts for _, root in content(text)}
    ranked = keywords(advert)
    return Coverage(
        tuple(keyword for keyword in ranked if keyword.stem in used),
        tuple(keyword for keyword in ranked if keyword.stem not in used),
    )
