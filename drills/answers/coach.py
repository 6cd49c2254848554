"""The coach: everything that is said about an answer, offline, explained, and the same every time."""

from collections.abc import Collection, Iterable
from datetime import date

from drills.answers.classifier import WHOLE, as_a_whole, context_of, judged
from drills.answers.dated import stale_in
from drills.answers.elements import elements
from drills.answers.facts import unknown_facts
from drills.answers.finding import findings
from drills.answers.kind import PLAN, STORY, response_type
from drills.answers.lexicon import shipped
from drills.answers.overlap import near_copies
from drills.answers.path import path_pitfalls
from drills.answers.pitfalls import plain_pitfalls
from drills.answers.quality import quality
from drills.answers.reading import Hit, Reading
from drills.answers.report import ELEMENTS, Collected, Finding, Report
from drills.answers.role import Role
from drills.answers.rule import Lexicon
from drills.answers.whole import digressions, emptiness, empty, strays, too_long
from drills.spoken import Timing, words_in


def check(
    text: str,
    *,
    question: str = "",
    role: Role | None = None,
    spoken: bool = False,
    today: date | None = None,
    off: Collection[str] = (),
    samples: Iterable[str] | None = None,
    facts: Iterable[str] | None = None,
    written: date | None = None,
    lexicon: Lexicon | None = None,
    timing: Timing = Timing(),
) -> Report:
    """What is good about an answer and what is to be put right.

    `question` is its id (Q1) or its words; `spoken` counts fillers, too; `today` finds dates that have passed; `off`
    names checks that stay silent; `samples` are texts that it must not be near to; `facts` are texts of the story or
    goal it is built on: numbers and dates that none of them has are named; `written` is the day from which dates
    without a year count. `lexicon` is the shipped one unless given. `timing` is the speaker's own pace and the
    question's own band in seconds, the common ones unless given.
    """
    reading = Reading(text, lexicon or shipped())
    collected = Collected(frozenset(off))
    kind = response_type(reading, question)
    ruled = patterned(reading, role, kind)
    hits, whole = ruled, {"A8": ruled["A8"]} if strays(reading, ruled["A8"]) else {}
    if kind == PLAN:
        context = context_of(reading, role, ruled)
        said = as_a_whole(context)
        hits, whole = judged(context, ruled, said.leaning), dict(said.found)
    stale = stale_in(reading, today, written=written) if today is not None else []
    hits = {**hits, "E3": [hit for hit in hits.get("E3", ()) if not _passed(reading, hit, stale)]}
    shown = {check: findings(reading, check, here) for check, here in hits.items() if here and check not in WHOLE}
    for found in shown.values():
        collected.add(found)
    if "A4" in whole:
        collected.add(empty(reading, ruled["A4"]))
    if "A8" in whole:
        collected.add(findings(reading, "A8", ruled["A8"] or whole["A8"]))
    collected.add(too_long(reading))
    collected.add(quality(reading, shown, kind, timing, spoken=spoken))
    collected.add(stale)
    if facts is not None:
        collected.add(unknown_facts(reading, facts))
    if samples is not None:
        collected.add(near_copies(reading, samples))
    missing = tuple(name for name in ELEMENTS if name not in shown and name not in off)
    return Report(collected.sorted(), missing, kind, words_in(text), timing.pace)


def _passed(reading: Reading, hit: Hit, stale: Iterable[Finding]) -> bool:
    """Whether the date of a next result has passed."""
    sentence = reading.sentences[hit.sentence]
    return any(sentence.start <= each.start < sentence.end for each in stale)


def patterned(reading: Reading, role: Role | None, kind: str) -> dict[str, list[Hit]]:
    """What the patterns alone find in single sentences."""
    found = {
        **elements(reading, role, story=kind == STORY),
        **plain_pitfalls(reading, kind),
        **path_pitfalls(reading, role, kind),
    }
    named = {check for check, hits in found.items() if hits}
    return {**found, "A4": emptiness(reading, named, kind), "A8": digressions(reading)}
