"""The coach's checks, lists and patterns, as they are used."""

from collections.abc import Mapping
from dataclasses import dataclass

from drills.answers.grammar import Pattern
from drills.errors import Problem


@dataclass(frozen=True)
class Rule:
    """One check: how it is said, and its patterns by what they are for."""

    id: str
    kind: str
    severity: str
    reason: str
    suggestion: str
    absent: str
    patterns: Mapping[str, tuple[Pattern, ...]]
    numbers: Mapping[str, float]

    def group(self, name: str) -> tuple[Pattern, ...]:
        """The patterns that are for one thing; none if there are none."""
        return self.patterns.get(name, ())


@dataclass(frozen=True)
class Lexicon:
    """All that the coach knows."""

    marks: Mapping[str, str]
    tagged: Mapping[str, str]
    rules: Mapping[str, Rule]
    signs: Mapping[str, str]  # the sign that stands for a word where patterns look for it
    others: str = ""  # the marks of a word that is on no list
    problems: tuple[Problem, ...] = ()

    def words(self, name: str) -> frozenset[str]:
        """The words of one list."""
        mark = self.marks[name]
        return frozenset(word for word, marks in self.tagged.items() if mark in marks)
