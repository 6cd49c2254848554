"""How an answer is said: numbers, steps and times, and the habits of speech that weaken it."""

from collections import Counter
from collections.abc import Iterator

from drills.answers.finding import finding, findings
from drills.answers.grammar import NUMBER
from drills.answers.kind import PLAN, STORY
from drills.answers.proportions import proportions, trimmed, within
from drills.answers.quotation import place, quotation
from drills.answers.reading import Hit, Reading
from drills.answers.report import Finding
from drills.answers.scope import overlaps
from drills.answers.split import Part, parts_of
from drills.spoken import Timing

_PHRASES = ("weasel", "blame", "apology")


def quality(
    reading: Reading, shown: dict[str, list[Finding]], kind: str, timing: Timing, *, spoken: bool
) -> Iterator[Finding]:
    """Everything about how it is said."""
    parts = parts_of(reading, "star") if kind == STORY else ()
    yield from _numbers(reading, shown, parts, kind)
    if kind == PLAN:
        yield from _steps(reading, shown)
    for check in _PHRASES:
        yield from findings(reading, check, _clear(reading, check))
    yield from _passive(reading, parts)
    yield from _we(reading)
    yield from _heavy(reading, "hedge-heavy")
    yield from _heavy(reading, "buzzword-heavy")
    if spoken:
        yield from _fillers(reading, timing.pace)
    yield from proportions(reading, parts, timing)


def _clear(reading: Reading, check: str) -> list[Hit]:
    innocent = reading.lexicon.rules[check].group("innocent")
    return [hit for hit in reading.hits(check, "shows") if not overlaps(reading.sentences[hit.sentence], hit, innocent)]


def _numbers(
    reading: Reading, shown: dict[str, list[Finding]], parts: tuple[Part, ...], kind: str
) -> Iterator[Finding]:
    """A result with a number; for a story that tells a result without one, that it has none."""
    results = [(found.start, found.end) for found in shown.get("E1", [])]
    results += [(part.start, part.end) for part in parts if part.name == "result"]
    numbered = [span for span in results if _has_number(reading, *span)]
    for start, end in numbered[:1]:
        yield finding(reading, "number-in-result", *_with_number(reading, *trimmed(reading, start, end)))
    if results and not numbered and kind == STORY:
        yield finding(reading, "no-number-in-result", *trimmed(reading, *results[-1]))


def _has_number(reading: Reading, start: int, end: int) -> bool:
    """Whether a number is said in the sentences of a stretch."""
    return any(True for _ in _number_words(reading, start, end))


def _number_words(reading: Reading, start: int, end: int) -> Iterator[Hit]:
    """The numbers in the sentences of a stretch; "one" and "first" alone are none."""
    marks = (reading.lexicon.marks[NUMBER], reading.lexicon.marks["fraction"])
    for at, sentence in enumerate(reading.sentences):
        if sentence.end > start and sentence.start < end:
            for number, (word, tag) in enumerate(zip(sentence.words, sentence.marks, strict=True)):
                if any(mark in tag for mark in marks) and word.word not in ("one", "second", "twice"):
                    yield Hit(at, number, number + 1)


def _with_number(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """The stretch if a number stands in it, else the clause of its sentence's first number."""
    numbers = list(_number_words(reading, start, end))
    if any(start <= reading.span(hit)[0] < end for hit in numbers):
        return start, end
    return place(reading, quotation(reading, numbers[0]))


def _steps(reading: Reading, shown: dict[str, list[Finding]]) -> Iterator[Finding]:
    """Steps taken or under way, and the next one's date, or that there is none."""
    taken = _clear(reading, "active-step")
    dated = shown.get("E3", [])
    yield from findings(reading, "active-step", taken)
    for found in dated:
        yield finding(reading, "dated-step", found.start, found.end)
    aims = [
        Hit(at, first, last)
        for at, sentence in enumerate(reading.sentences)
        for first, last in sentence.found(reading.lexicon.rules["scope"].group("aim"))
    ]
    timeless = aims and not taken and not dated and not reading.hits("date")
    if timeless and "E1" not in shown:
        yield _whole_sentence(reading, "intention-only", aims[0])
    if not dated:
        vague = reading.hits("vague-time", "shows")
        if vague:
            yield from findings(reading, "vague-time", vague)
        elif timeless:
            yield _whole_sentence(reading, "vague-time", aims[-1])


def _whole_sentence(reading: Reading, check: str, hit: Hit) -> Finding:
    sentence = reading.sentences[hit.sentence]
    return finding(reading, check, sentence.start, sentence.end)


def _passive(reading: Reading, parts: tuple[Part, ...]) -> Iterator[Finding]:
    """What was done by nobody, where it is most of the Action."""
    rule = reading.lexicon.rules["passive-action"]
    action = [part for part in parts if part.name == "action"]
    if not action:
        return
    inside = [at for at, sentence in enumerate(reading.sentences) if within(sentence, action[0])]
    hits = [hit for hit in _clear(reading, "passive-action") if hit.sentence in inside]
    sentences = {hit.sentence for hit in hits}
    if len(sentences) >= min(rule.numbers["least"], len(inside)) and len(sentences) >= rule.numbers["share"] * len(
        inside
    ):
        yield from findings(reading, "passive-action", [hit for hit in hits if hit.sentence == min(sentences)])


def _we(reading: Reading) -> Iterator[Finding]:
    rule = reading.lexicon.rules["we-heavy"]
    counts = Counter(word.word for sentence in reading.sentences for word in sentence.words)
    we, i = counts["we"] + counts["our"] + counts["us"], counts["i"] + counts["my"]
    if counts["we"] >= rule.numbers["least"] and we >= rule.numbers["ratio"] * max(1, i):
        word = next(word for sentence in reading.sentences for word in sentence.words if word.word == "we")
        yield finding(reading, "we-heavy", word.start, word.end, we=we, i=i)


def _heavy(reading: Reading, check: str) -> Iterator[Finding]:
    """Too many of something for so few words."""
    rule = reading.lexicon.rules[check]
    hits = _apart(_clear(reading, check))
    if len(hits) >= rule.numbers["least"] and len(hits) >= rule.numbers["share"] * reading.length:
        yield finding(reading, check, *reading.span(hits[0]), count=len(hits))


def _apart(hits: list[Hit]) -> list[Hit]:
    """The hits without those that lie over one before."""
    kept: list[Hit] = []
    for hit in hits:
        if not kept or hit.sentence != kept[-1].sentence or hit.first >= kept[-1].last:
            kept.append(hit)
    return kept


def _fillers(reading: Reading, pace: float) -> Iterator[Finding]:
    rule = reading.lexicon.rules["filler-heavy"]
    hits = _apart(_clear(reading, "filler-heavy"))
    rate = len(hits) * pace / max(1, reading.length)
    if len(hits) >= rule.numbers["least"] and rate > rule.numbers["most"]:
        span = reading.span(hits[0])
        yield finding(reading, "filler-heavy", *span, count=len(hits), rate=round(rate), most=int(rule.numbers["most"]))
