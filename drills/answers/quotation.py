"""Which words of a sentence are quoted: not a fragment that was found, but the clause that carries it."""

from collections.abc import Iterator

from drills.answers.grammar import NUMBER
from drills.answers.reading import Hit, Reading
from drills.answers.scope import clause
from drills.answers.words import Word, listed

LEAST, MOST = 4, 14  # words
TOLERATED = 17  # words of a clause that is left whole
_LED_UP_TO = 4  # words that are kept before what was found, where its clause is too long
_OPEN = listed("a an the of to in on at for from by with and or as that which who than into per") | listed(
    "my your our their its his her"
)
_UNITS = frozenset("%‰°")


def quotation(reading: Reading, hit: Hit) -> Hit:
    """The clause around a hit, without an "and" before it, of 4 to about 14 words; longer where the hit itself is.

    A clause of less takes in the one after or before it; of more, it begins and ends as near as makes sense.
    """
    words = reading.sentences[hit.sentence].words
    begin, end = _clauses(reading, hit)
    if _count(words[begin:end]) > TOLERATED:
        begin, end = _shortened(words, hit, begin, end)
    while begin + 1 < hit.last and (words[begin].is_sign or words[begin].word in ("and", "or")):
        begin += 1
    return unbroken(reading, Hit(hit.sentence, begin, end))


def unbroken(reading: Reading, hit: Hit) -> Hit:
    """The hit without half a contraction at its ends, and with what a figure at its end counts."""
    sentence, begin, end = reading.sentences[hit.sentence], hit.first, hit.last
    words, number = sentence.words, reading.lexicon.marks[NUMBER]
    while begin > 0 and _joined(words[begin - 1], words[begin]):
        begin -= 1
    while end < len(words) and (
        _joined(words[end - 1], words[end])
        or words[end].word in _UNITS
        or (number in sentence.marks[end - 1] and _is_counted(reading, words[end]))
        or (words[end - 1].word == "per" and words[end].word == "cent")
    ):
        end += 1
    return hit._replace(first=begin, last=end)


def place(reading: Reading, hit: Hit) -> tuple[int, int]:
    """Where a hit stands in the text, without signs at its ends but for those of a figure."""
    start, end = reading.span(hit)
    last = reading.sentences[hit.sentence].words[hit.last - 1]
    return start, max(end, last.end) if last.word in _UNITS else end


def _clauses(reading: Reading, hit: Hit) -> tuple[int, int]:
    """The clause of a hit, with those beside it until there are words enough."""
    sentence = reading.sentences[hit.sentence]
    words = sentence.words
    begin, _ = clause(reading, sentence, hit.first)
    _, end = clause(reading, sentence, hit.last - 1)
    begin, end = min(begin, hit.first), max(end, hit.last)
    while end + 1 < len(words) and words[end].word == "then" and not words[end - 1].is_sign:
        _, end = clause(reading, sentence, end + 1)  # "that others then presented" goes on
    while _count(words[begin:end]) < LEAST and (begin > 0 or end < len(words)):
        if end + 1 < len(words):
            _, end = clause(reading, sentence, end + 1)
        elif begin > 1:
            begin, _ = clause(reading, sentence, begin - 2)
        else:
            begin, end = 0, len(words)
    return begin, end


def _shortened(words: tuple[Word, ...], hit: Hit, begin: int, end: int) -> tuple[int, int]:
    """Too long a clause from its beginning, or from shortly before the hit, to a word at which one can stop."""
    if _count(words[begin : hit.last]) > MOST:
        begin = max(begin, hit.first - _LED_UP_TO)
    last = max(hit.last, next(_after(words, begin, end), end))
    while last > hit.last and words[last - 1].word in _OPEN:
        last -= 1
    return begin, last


def _after(words: tuple[Word, ...], begin: int, end: int) -> Iterator[int]:
    """The places from which on there would be too many words."""
    return (at for at in range(begin + 1, end) if _count(words[begin : at + 1]) > MOST)


def _count(words: tuple[Word, ...]) -> int:
    return sum(not word.is_sign and word.word[0] != "'" for word in words)


def _is_counted(reading: Reading, word: Word) -> bool:
    """Whether a word after a figure may be what it counts."""
    return not (word.is_sign or any(reading.marked(word.word, name) for name in ("func", "adv", "breaker")))


def _joined(one: Word, other: Word) -> bool:
    """Whether two words are parts of one, as in "can't"."""
    return one.end == other.start and not one.is_sign and not other.is_sign
