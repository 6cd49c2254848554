"""The pitfalls A1 to A7 that show in the words: each an aim, not a mention."""

from drills.answers.kind import PLAN
from drills.answers.reading import Hit, Reading
from drills.answers.scope import meant, of_others, wished


def aims(reading: Reading, check: str, kind: str) -> list[Hit]:
    """Where an answer aims at what the pitfall names.

    In an answer on goals it is enough that it is named in a sentence that wishes, by the speaker of themselves: there
    are more ways to wish than a list holds.
    """
    found = [hit for hit in reading.hits(check, "aims") if meant(reading, hit, check)]
    if kind == PLAN:
        named = (hit for hit in reading.hits(check, "mentions") if wished(reading, hit))
        found += [hit for hit in named if meant(reading, hit, check)]
    return sorted({hit for hit in found if check in _SHARED or not of_others(reading, hit, reasons=check == "A7")})


def plain_pitfalls(reading: Reading, kind: str) -> dict[str, list[Hit]]:
    """Where patterns find A1, A2, A3 and A7."""
    hits = {check: aims(reading, check, kind) for check in ("A1", "A2", "A3", "A7")}
    asked = set(reading.hits("A1", "aims"))
    hits["A1"] = [hit for hit in hits["A1"] if hit in asked or not any(_overlap(hit, other) for other in hits["A7"])]
    return hits


def _overlap(one: Hit, other: Hit) -> bool:
    """Whether two hits share a word: pay that is named as the reason isn't asked for, too."""
    return one.sentence == other.sentence and one.first < other.last and other.first < one.last


_SHARED = ("A5",)  # a firm is often founded with somebody
