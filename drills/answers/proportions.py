"""How long an answer and its parts are, by common advice, and which word it wears out."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from drills.answers.finding import finding
from drills.answers.reading import Reading, Sentence
from drills.answers.report import Finding
from drills.answers.split import Part
from drills.number_words import counted
from drills.spoken import USUAL_PACE, USUAL_SECONDS, Timing, seconds_words, words_in


class Band(NamedTuple):
    """What common advice says of some parts: their names, what is wanted, and what to do where they are off it."""

    parts: tuple[str, ...]
    name: str
    wanted: str
    advice: str
    limit: str
    too_much: bool


_BANDS = (
    Band(
        ("situation", "task"),
        "Situation and Task",
        "at most 30 %",
        "Tell only what the Action needs.",
        "situation",
        True,
    ),
    Band(("action",), "Action", "45 to 65 %", "Say more of what you did yourself.", "action", False),
    Band(("result",), "Result", "15 to 30 %", "Say what came of it, and for whom.", "result", False),
)
_UNCOUNTED = ("func", "adv", "negation", "number")
_LEAST_LETTERS = 4


def proportions(reading: Reading, parts: tuple[Part, ...], timing: Timing) -> Iterator[Finding]:
    """Findings on length, on the balance of a story's parts, and on a word that is used too often."""
    yield from _length(reading, timing)
    yield from _balance(reading, parts)
    yield from _repeated(reading)


def trimmed(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """A place without the white space around it."""
    text = reading.text[start:end]
    return start + len(text) - len(text.lstrip()), start + len(text.rstrip())


def within(sentence: Sentence, part: Part) -> bool:
    """Whether a sentence belongs to a part."""
    return part.start <= sentence.start < part.end


def _length(reading: Reading, timing: Timing) -> Iterator[Finding]:
    """Too long or too short by far. The limits of the rules are words at the common pace, for the common band."""
    rules, count, (least, most) = reading.lexicon.rules, words_in(reading.text), timing.band
    pace = timing.pace / USUAL_PACE
    longest = rules["too-long"].numbers["most"] * pace * most / USUAL_SECONDS[1]
    shortest = rules["too-short"].numbers["least"] * pace * least / USUAL_SECONDS[0]
    check = "too-long" if count > longest else "too-short"
    if count and (check == "too-long" or count < shortest):
        seconds = count * 60 / timing.pace
        yield finding(
            reading,
            check,
            *trimmed(reading, 0, len(reading.text)),
            count=count,
            seconds=round(seconds),
            length=counted(count, "word"),
            time=seconds_words(seconds),
            band=f"{least} to {most} seconds",
            limit=counted(round(longest), "word"),
        )


def _balance(reading: Reading, parts: tuple[Part, ...]) -> Iterator[Finding]:
    """The first part of a story that is off its band by far."""
    limits = reading.lexicon.rules["unbalanced"].numbers
    if not parts or reading.length < limits["least_words"]:
        return
    for band in _BANDS:
        here = [part for part in parts if part.name in band.parts]
        inside = sum(sentence.length for sentence in reading.sentences if any(within(sentence, part) for part in here))
        share = inside / reading.length
        if share > limits[band.limit] if band.too_much else share < limits[band.limit]:
            start, end = trimmed(reading, (here or parts)[0].start, (here or parts)[-1].end)
            said = {"part": band.name, "share": round(100 * share), "wanted": band.wanted, "advice": band.advice}
            yield finding(reading, "unbalanced", start, end, **said)
            return


def _repeated(reading: Reading) -> Iterator[Finding]:
    limits = reading.lexicon.rules["repeated-words"].numbers
    counts: Counter[str] = Counter()
    first: dict[str, tuple[int, int]] = {}
    for word in (word for sentence in reading.sentences for word in sentence.words):
        if len(word.word) >= _LEAST_LETTERS and not any(reading.marked(word.word, name) for name in _UNCOUNTED):
            counts[word.word] += 1
            first.setdefault(word.word, (word.start, word.end))
    for repeated, count in counts.most_common(1):
        if count >= limits["least"] and count >= limits["share"] * reading.length:
            yield finding(reading, "repeated-words", *first[repeated], count=count)
