"""Answers labelled by hand: what a careful reader finds in each, and in which words."""

import tomllib
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
HALVES = ("tuning", "test")

PITFALLS = tuple(f"A{number}" for number in range(1, 9))
ELEMENTS = tuple(f"E{number}" for number in range(1, 6))
CHARACTERISTICS = tuple(f"C{number}" for number in range(1, 5))
PRAISE = ("number-in-result", "active-step", "dated-step")
FAULTS = (
    "intention-only",
    "vague-time",
    "passive-action",
    "we-heavy",
    "filler-heavy",
    "hedge-heavy",
    "buzzword-heavy",
    "blame",
    "apology",
)
CHECKS = (*PITFALLS, *ELEMENTS, *CHARACTERISTICS, *PRAISE, *FAULTS)
TYPES = ("story", "opinion", "self-description", "hypothetical", "goal")
VOICES = ("native", "spoken", "simple")
LEVELS = ("entry", "senior")
STAR = ("S", "T", "A", "R")
GOAL = ("proof", "plan", "fit")

Span = tuple[int, int]


@dataclass(frozen=True)
class Answer:
    """One labelled answer; it was split by `kind`, and `sections` is empty where its sentences aren't labelled."""

    name: str
    half: str
    kind: str
    question: str
    level: str
    trade: str
    voice: str
    type: str
    text: str
    words: dict[str, list[str]]
    quality: frozenset[str]
    unjudged: frozenset[str]
    role: dict[str, Any] | None = None
    sections: tuple[tuple[str, Span], ...] = field(default=())

    @property
    def good(self) -> bool:
        """Whether nothing in it is to be complained of."""
        return self.kind.endswith("-good")

    @property
    def present(self) -> frozenset[str]:
        """Every check that should find something here; all others should not, except the unjudged."""
        return frozenset(self.words) | self.quality

    def spans(self, check: str) -> list[Span]:
        """Where the words that show `check` stand."""
        return [
            (start, start + len(words))
            for words in self.words.get(check, ())
            for start in range(len(self.text))
            if self.text.startswith(words, start)
        ]


def load(half: str) -> list[Answer]:
    """The answers of "tuning", "test" or "all"."""
    halves = HALVES if half == "all" else (half,)
    files = [(path, half) for half in halves for path in sorted((FOLDER / half).glob("*.toml"))]
    return [answer for path, half in files for answer in _read(path, half)]


def _read(path: Path, half: str) -> list[Answer]:
    """The answers of a file; where it says which checks are labelled in it, the others are unjudged."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    labelled = tables.get("labelled")
    unjudged = frozenset((*CHECKS, "type")).difference(labelled) if labelled else frozenset()
    return [_answer(entry, half, path.stem, unjudged) for entry in tables["answer"]]


def _answer(entry: dict[str, Any], half: str, kind: str, unjudged: frozenset[str]) -> Answer:
    sentences = entry.pop("sentences", [])
    text = entry.pop("text", None) or " ".join(words for _, words in sentences)
    return Answer(
        half=half,
        kind=kind,
        text=text,
        quality=frozenset(entry.pop("quality")),
        unjudged=unjudged | frozenset(entry.pop("unjudged", ())),
        sections=tuple(_sections(sentences)),
        **entry,
    )


def _sections(sentences: list[list[str]]) -> list[tuple[str, Span]]:
    starts = [0]
    for _, words in sentences:
        starts.append(starts[-1] + len(words) + 1)
    spans = [(start, after - 1) for start, after in pairwise(starts)]
    return [(name, span) for (name, _), span in zip(sentences, spans, strict=True)]
