"""Numbers and dates of an answer that the story or goal behind it doesn't have."""

from collections.abc import Iterable, Iterator

from drills.answers.dated import cited
from drills.answers.finding import finding
from drills.answers.reading import Reading
from drills.answers.report import Finding
from drills.answers.words import Word, plain, words

_UNITS = {
    word: number
    for number, word in enumerate(
        (
            *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
            *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        ),
        start=1,
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}
_LARGE = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000}
_COMMON = frozenset((1.0, 2.0))


def unknown_facts(reading: Reading, facts: Iterable[str]) -> Iterator[Finding]:
    """Findings for each number and date that none of the facts has. "One" and "two" are left alone."""
    known = [plain(fact) for fact in facts]
    dates = {(date.month, date.day) for fact in known for date in cited(fact)}
    months = {month for month, _ in dates}
    mentions = cited(reading.plain)
    for mention in mentions:
        if (mention.month, mention.day) not in dates and (mention.day is not None or mention.month not in months):
            yield finding(reading, "unknown-date", mention.start, mention.end)
    values = {value for fact in known for _, value in numbers(words(fact))} | _COMMON
    for word, value in numbers([word for sentence in reading.sentences for word in sentence.words]):
        inside = any(mention.start <= word.start < mention.end for mention in mentions)
        if value not in values and not inside:
            yield finding(reading, "unknown-number", word.start, word.end)


def numbers(found: Iterable[Word]) -> Iterator[tuple[Word, float]]:
    """The numbers among some words, in figures or in words, each with its value and its first word's place."""
    begun: Word | None = None
    value = 0.0
    for word in found:
        part = _value(word.word)
        if part is None:
            if begun:
                yield begun, value
            begun, value = None, 0.0
        elif begun is None:
            begun, value = word, part
        elif part in _LARGE.values() and word.word in _LARGE:
            begun, value = _joined(begun, word), value * part
        else:
            yield begun, value
            begun, value = word, part
    if begun:
        yield begun, value


def _joined(first: Word, last: Word) -> Word:
    return Word(first.word, first.start, last.end)


def _value(word: str) -> float | None:
    if word in _UNITS or word in _TENS or word in _LARGE:
        return float(_UNITS.get(word) or _TENS.get(word) or _LARGE[word])
    tens, hyphen, unit = word.partition("-")
    if hyphen and tens in _TENS and unit in _UNITS:
        return float(_TENS[tens] + _UNITS[unit])
    figures = word.strip("£$€%").replace(",", "").removesuffix("k")
    try:
        value = float(figures) if figures[:1].isdigit() and figures.isascii() else None
    except ValueError:
        return None
    return value * 1000 if value is not None and word.endswith("k") else value
