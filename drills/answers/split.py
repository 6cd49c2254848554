"""An answer cut into the parts of its template: in the template's order, at beginnings of sentences, no word changed.

Each sentence is worth something as each part, by cues and by where it stands; of all cuts in order the one worth most
in all is taken (dynamic programming).
"""

from typing import NamedTuple

from drills.answers.lexicon import shipped
from drills.answers.reading import Reading
from drills.answers.rule import Lexicon, Rule

TEMPLATES = {"star": ("S", "T", "A", "R"), "goal": ("proof", "plan", "fit")}
NAMES = {"S": "situation", "T": "task", "A": "action", "R": "result", "proof": "proof", "plan": "plan", "fit": "fit"}
_STRENGTHS = ("strong", "medium", "weak")
_FARTHEST = 3.0
_ABSENT = 1.0  # what it costs to leave a part out


class Part(NamedTuple):
    """A part of an answer: situation, task, action or result; proof, plan or fit."""

    name: str
    start: int
    end: int


def split(text: str, template: str = "star", *, lexicon: Lexicon | None = None) -> tuple[Part, ...]:
    """The parts of an answer, one after the other without gaps; parts that it doesn't have are left out.

    `template` is star or goal; raises KeyError for another. An empty text has no parts.
    """
    if template == "free":
        return (Part("free", 0, len(text)),) if text.strip() else ()
    return parts_of(Reading(text, lexicon or shipped()), template)


def parts_of(reading: Reading, template: str) -> tuple[Part, ...]:
    """The parts of an answer that was read."""
    names = TEMPLATES[template]
    if not reading.sentences:
        return ()
    rules = [reading.lexicon.rules[f"{template}.{name}"] for name in names]
    labels = _best(_worths(reading, rules))
    cuts = [at for at in range(len(labels)) if at == 0 or labels[at] != labels[at - 1]]
    starts = [0, *(reading.sentences[at].start for at in cuts[1:])]
    ends = [*starts[1:], len(reading.text)]
    return tuple(Part(NAMES[names[labels[at]]], start, end) for at, start, end in zip(cuts, starts, ends, strict=True))


def _worths(reading: Reading, rules: list[Rule]) -> list[list[float]]:
    """For each sentence what it is worth as each part."""
    count = len(reading.sentences)
    table = []
    for at, sentence in enumerate(reading.sentences):
        place = (at + 0.5) / count if count > 1 else 0.5
        row = []
        for rule in rules:
            cues = sum(
                rule.numbers[f"{strength}_worth"]
                for strength in _STRENGTHS
                for pattern in rule.group(strength)
                if sentence.has((pattern,))
            )
            away = (place - rule.numbers["middle"]) / rule.numbers["spread"]
            row.append(min(cues, 2 * rule.numbers["strong_worth"]) - min(away * away / 2, _FARTHEST))
        table.append(row)
    return table


def _best(worths: list[list[float]]) -> list[int]:
    """Which part each sentence belongs to, never going back, so that they are worth most in all."""
    parts = len(worths[0])
    best = [[worths[0][part] - _ABSENT * part for part in range(parts)]]
    came: list[list[int]] = [[0] * parts]
    for row in worths[1:]:
        before = best[-1]
        here, origin = [], []
        for part in range(parts):
            options = [before[old] - _ABSENT * max(0, part - old - 1) for old in range(part + 1)]
            chosen = max(range(part + 1), key=options.__getitem__)
            here.append(options[chosen] + row[part])
            origin.append(chosen)
        best.append(here)
        came.append(origin)
    last = [value - _ABSENT * (parts - 1 - part) for part, value in enumerate(best[-1])]
    labels = [max(range(parts), key=last.__getitem__)]
    for origin in reversed(came[1:]):
        labels.append(origin[labels[-1]])
    return labels[::-1]
