"""A typed answer against the accepted ones: forgiving of how it is written, strict about what it says.

Case, spaces, accents and ordinary punctuation don't matter. Marks that carry meaning do: those of "C++", "C#" and
"50 %", a sign, point or slash before a digit, and any mark when nothing else is there.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from heapq import nlargest

from drills.models import Rating

CLOSE_SIMILARITY = 0.85
SHORTEST_CLOSE = 5  # letters; shorter words turn into other words by one typo
_LONGEST_COMPARED = 300  # letters compared one by one: 30 ms at most for each accepted answer
_CANDIDATES = 5

_TELLING_MARKS = frozenset("#%&@\\^")
_TELLING_BEFORE_DIGITS = frozenset(".-/")
_UNTELLING_CATEGORIES = ("P", "Z", "C", "Sk")
_ALIKE = str.maketrans("łøđıħ\u2044\u2212", "lodih/-") | {0xE6: "ae", 0x153: "oe"}


class Verdict(StrEnum):
    """How a typed answer compares with the accepted ones."""

    EXACT = "exact"
    CLOSE = "close"
    WRONG = "wrong"


class Op(StrEnum):
    """What to do with a run of text: it matches, the user left it out, or the user typed it needlessly."""

    SAME = "same"
    MISSING = "missing"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the comparison as drawn: the user's own spelling, or the answer's where something is missing."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A typed answer judged. `best` is the accepted answer nearest to it; `pieces` lead from what was typed to `best`.

    The pieces that are not missing give, joined, what was typed, without the space around it.
    """

    verdict: Verdict
    best: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text reduced to what counts, and for each letter left the place in the text that it came from."""

    text: str
    letters: str
    places: tuple[int, ...]


def compare(typed: str, accepted: Sequence[str]) -> Comparison:
    """What was typed, judged against the accepted answers; without any, it is wrong.

    Close is one slip (a letter wrong, missing, needless or swapped) or a similarity of 0.85 and more, in answers of at
    least five letters, and never a different number.
    """
    mine = _folded(typed.strip())
    best = _nearest(mine, [_folded(answer) for answer in accepted] or [_folded("")])
    return Comparison(_verdict(mine.letters, best.letters), best.text, tuple(_pieces(mine, best)))


def suggested_rating(comparison: Comparison) -> Rating:
    """The rating to offer: Good if exact, Hard if close, Again if wrong. The user has the last word."""
    return {Verdict.EXACT: Rating.GOOD, Verdict.CLOSE: Rating.HARD}.get(comparison.verdict, Rating.AGAIN)


def _folded(text: str) -> _Folded:
    dense = [(char, place) for place, char in enumerate(text) if not char.isspace()]
    pairs = list(_telling(dense)) or dense
    return _Folded(text, "".join(char for char, _ in pairs), tuple(place for _, place in pairs))


def _telling(dense: list[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """The letters, digits and meaningful marks of a text without spaces, folded, each with its place."""
    before = " "
    for (char, place), (following, _) in zip(dense, [*dense[1:], (" ", 0)], strict=False):
        for letter in _plain(char):
            if _tells(letter, before, following):
                yield letter, place
        before = char


@lru_cache(maxsize=1024)
def _plain(char: str) -> str:
    """A character without case, accent and width: É → e, ß → ss, ² → 2, – → -."""
    if unicodedata.category(char) == "Pd":
        return "-"
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold()).translate(_ALIKE)
    return "".join(letter for letter in plain if not "\u0300" <= letter <= "\u036f")


def _tells(letter: str, before: str, following: str) -> bool:
    if letter in _TELLING_BEFORE_DIGITS:
        return following.isdigit() and not before.isalpha()
    category = unicodedata.category(letter)
    return letter in _TELLING_MARKS or not category.startswith(_UNTELLING_CATEGORIES)


def _nearest(mine: _Folded, answers: list[_Folded]) -> _Folded:
    """The answer that takes the fewest slips, looked for among those that share the most letters."""
    likely = nlargest(_CANDIDATES, answers, key=lambda answer: _shared(mine.letters, answer.letters))
    return max(likely, key=lambda answer: _similarity(mine.letters, answer.letters))


def _shared(one: str, other: str) -> float:
    """The share of letters in common, whatever their order: never below the similarity, and quick."""
    if one == other or _too_long(one, other):
        return float(one == other)
    return 2 * (Counter(one) & Counter(other)).total() / (len(one) + len(other))


def _verdict(mine: str, best: str) -> Verdict:
    if not mine or not best:
        return Verdict.WRONG
    if mine == best:
        return Verdict.EXACT
    return Verdict.CLOSE if _is_close(mine, best) else Verdict.WRONG


def _is_close(mine: str, best: str) -> bool:
    if len(best) < SHORTEST_CLOSE or _figures(mine) != _figures(best):
        return False
    length = max(len(mine), len(best))
    slips = (1 - _similarity(mine, best)) * length
    return slips < 1.5 or slips <= (1 - CLOSE_SIMILARITY) * length


def _figures(letters: str) -> list[str]:
    """The digits with their signs, points and slashes: all that makes one number differ from another."""
    return [letter for letter in letters if letter.isdigit() or letter in _TELLING_BEFORE_DIGITS]


def _similarity(one: str, other: str) -> float:
    """1 − slips ÷ letters of the longer, from 0 to 1; over-long texts are alike or not at all."""
    if one == other or _too_long(one, other):
        return float(one == other)
    return 1 - _slips(one, other) / max(len(one), len(other))


def _too_long(one: str, other: str) -> bool:
    return max(len(one), len(other)) > _LONGEST_COMPARED


def _slips(one: str, other: str) -> int:
    """The least number of letters put in, left out, replaced or swapped with their neighbour.

    This is the optimal string alignment distance (Damerau 1964, Levenshtein 1966).
    """
    earlier: list[int] = []
    above = list(range(len(other) + 1))
    for i, letter in enumerate(one):
        row = [i + 1]
        for j, facing in enumerate(other):
            slips = min(above[j] + (letter != facing), above[j + 1] + 1, row[j] + 1)
            if i and j and letter == other[j - 1] and facing == one[i - 1]:
                slips = min(slips, earlier[j - 1] + 1)
            row.append(slips)
        earlier, above = above, row
    return above[-1]


def _pieces(mine: _Folded, best: _Folded) -> Iterator[Piece]:
    """What was typed and what is missing from it, in the order of the text."""
    for op, start, end, best_start, best_end in _runs(mine.letters, best.letters):
        typed = mine.text[_cut(mine, start) : _cut(mine, end)]
        if typed:
            yield Piece(Op.SAME if op == "equal" else Op.EXTRA, typed)
        if op != "equal" and best_end > best_start:
            last = best.places[best_end - 1] + 1
            yield Piece(Op.MISSING, best.text[_cut(best, best_start) : max(last, _cut(best, best_end))])


def _cut(folded: _Folded, letter: int) -> int:
    """Where in its text a letter begins; what doesn't count stays with the letter before it."""
    if letter == 0:
        return 0
    return folded.places[letter] if letter < len(folded.places) else len(folded.text)


def _runs(mine: str, best: str) -> list[tuple[str, int, int, int, int]]:
    """The differences as difflib's opcodes; over-long texts differ in one run between what they begin and end with."""
    head = _shared_start(mine, best)
    tail = _shared_start(mine[head:][::-1], best[head:][::-1])
    ends = len(mine) - tail, len(best) - tail
    inner = _differences(mine[head : ends[0]], best[head : ends[1]])
    middle = [(op, i + head, j + head, k + head, m + head) for op, i, j, k, m in inner]
    runs = [("equal", 0, head, 0, head), *middle, ("equal", ends[0], len(mine), ends[1], len(best))]
    return [run for run in runs if run[1] < run[2] or run[3] < run[4]]


def _shared_start(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _differences(mine: str, best: str) -> list[tuple[str, int, int, int, int]]:
    if _too_long(mine, best):
        return [("replace", 0, len(mine), 0, len(best))]
    return [*SequenceMatcher(None, mine, best, autojunk=False).get_opcodes()]
