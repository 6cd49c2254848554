"""The pitfalls A1 to A7 that show in the words: each an aim, not a mention."""

from drills.answers.finding import findings
from drills.answers.reading import Hit, Reading
from drills.answers.report import Finding
from drills.answers.scope import meant


def aims(reading: Reading, check: str) -> list[Hit]:
    """Where an answer aims at what the pitfall names."""
    return [hit for hit in reading.hits(check, "aims") if meant(reading, hit, check)]


def plain_pitfalls(reading: Reading) -> list[Finding]:
    """A1, A2, A3 and A7."""
    found: list[Finding] = []
    for check in ("A1", "A2", "A3", "A7"):
        found.extend(findings(reading, check, aims(reading, check)))
    return found
