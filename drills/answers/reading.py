"""An answer as the coach reads it: sentences of marked words, and where patterns are found in them."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from drills.answers.grammar import NUMBER, Pattern, Segment, sign_of
from drills.answers.rule import Lexicon
from drills.answers.words import Word, plain, sentences, words

_SUM = re.compile(r"[£$€].*|\d+k")
_NOT_IN_PART = frozenset('.;:!?()"')
_NOT_IN_GAP = _NOT_IN_PART | {",", "-"}


class Hit(NamedTuple):
    """A pattern found: the sentence's place in the answer, and from which word to before which."""

    sentence: int
    first: int
    last: int


@dataclass(frozen=True)
class Sentence:
    """One sentence: its place, its words and signs, and what they are on the lists."""

    start: int
    end: int
    words: tuple[Word, ...]
    marks: tuple[str, ...]
    signs: tuple[str, ...]

    @cached_property
    def code(self) -> str:
        """The sentence as patterns see it."""
        return "".join(f"{sign}{marks} " for sign, marks in zip(self.signs, self.marks, strict=True))

    @cached_property
    def keys(self) -> frozenset[str]:
        """Its words and the marks of its lists."""
        return frozenset(word.word for word in self.words).union(*self.marks)

    @cached_property
    def _begins(self) -> list[int]:
        begins, at = [], 0
        for marks in self.marks:
            begins.append(at)
            at += len(marks) + 2
        return begins

    @cached_property
    def length(self) -> int:
        """How many words it has; signs and the ends of contractions don't count."""
        return sum(not word.is_sign and (word.word[0] != "'") for word in self.words)

    def found(self, patterns: Iterable[Pattern]) -> Iterator[tuple[int, int]]:
        """Where any of the patterns is found: from which word to before which."""
        keys = self.keys
        for pattern in patterns:
            if pattern.may_be_in(keys):
                if not pattern.gaps:
                    yield from self._places(pattern.segments[0])
                    continue
                for first, last in self._places(pattern.segments[0]):
                    end = self._chained(pattern, 0, last)
                    if end is not None:
                        yield first, end

    @cached_property
    def _known(self) -> dict[int, list[tuple[int, int]]]:
        return {}

    def _places(self, segment: Segment) -> list[tuple[int, int]]:
        """Where a segment is found, worked out once."""
        known = self._known.get(id(segment))
        if known is None:
            known = self._known[id(segment)] = [
                (self._word_at(match.start()), self._word_at(match.end() - 1) + 1)
                for match in segment.expression.finditer(self.code)
                if match.end() > match.start()
            ]
        return known

    def _chained(self, pattern: Pattern, at: int, after: int) -> int | None:
        """Where the rest of a pattern ends, the nearest to a place that its gap allows; None if it isn't there."""
        gap = pattern.gaps[at]
        blocked = _NOT_IN_PART if gap.commas else _NOT_IN_GAP
        for first, last in self._places(pattern.segments[at + 1]):
            if first < after:
                continue
            if first - after > gap.most or any(word.word in blocked for word in self.words[after:first]):
                break
            end = last if at + 1 == len(pattern.gaps) else self._chained(pattern, at + 1, last)
            if end is not None:
                return end
        return None

    def has(self, patterns: Iterable[Pattern]) -> bool:
        """Whether any of the patterns is found."""
        return any(True for _ in self.found(patterns))

    def _word_at(self, place: int) -> int:
        return bisect_right(self._begins, place) - 1


class Reading:
    """An answer, read once for all checks."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.plain = plain(text)
        number = lexicon.marks[NUMBER]
        self.sentences = tuple(_sentence(self.plain, span.start, span.end, lexicon, number) for span in sentences(text))

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset[str]().union(*(sentence.keys for sentence in self.sentences))

    @cached_property
    def length(self) -> int:
        """How many words the answer has."""
        return sum(sentence.length for sentence in self.sentences)

    def hits(self, check: str, group: str = "patterns") -> list[Hit]:
        """Everywhere that the patterns of a check are found, in the order of the text."""
        patterns = [pattern for pattern in self.lexicon.rules[check].group(group) if pattern.may_be_in(self._keys)]
        found = {
            Hit(at, first, last)
            for at, sentence in enumerate(self.sentences)
            for first, last in sentence.found(patterns)
        }
        return sorted(found)

    def whole(self, at: int) -> Hit:
        """All of a sentence as a hit."""
        return Hit(at, 0, len(self.sentences[at].words))

    def span(self, hit: Hit) -> tuple[int, int]:
        """The place of a hit in the text, without signs at its ends."""
        words = self.sentences[hit.sentence].words[hit.first : hit.last]
        while len(words) > 1 and words[-1].is_sign:
            words = words[:-1]
        while len(words) > 1 and words[0].is_sign:
            words = words[1:]
        return words[0].start, words[-1].end

    def marked(self, word: str, name: str) -> bool:
        """Whether a word is on a list."""
        return self.lexicon.marks[name] in self.lexicon.tagged.get(word, "")


def _sentence(text: str, start: int, end: int, lexicon: Lexicon, number: str) -> Sentence:
    found = tuple(words(text, start, end))
    marks = tuple(_marks(word, lexicon, number) for word in found)
    return Sentence(start, end, found, marks, tuple(sign_of(word.word, lexicon.signs) for word in found))


def _marks(word: Word, lexicon: Lexicon, number: str) -> str:
    marks = lexicon.tagged.get(word.word)
    if marks is not None:
        return marks
    if word.is_sign:
        return ""
    if word.word[0].isdigit() or word.word[0] in "£$€":
        return number + (lexicon.marks["sum"] if _SUM.fullmatch(word.word) else "") + lexicon.others
    return _parts_marks(word.word, lexicon)


def _parts_marks(word: str, lexicon: Lexicon) -> str:
    """The marks of a compound that is on no list: those of its last part."""
    _, hyphen, last = word.rpartition("-")
    return lexicon.tagged.get(last, lexicon.others) if hyphen else lexicon.others
