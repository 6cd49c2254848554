"""What a card costs on a day, in seconds: published medians at first, the user's own as they come in."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from drills.models import Kind
from drills.scheduling.value import FIRST_RATINGS

PRIOR_ANSWERS = 20
"""How many of the user's own answers a default weighs as much as."""


RECALLED_IN_STEPS = 0.9
"""How often a card seen minutes ago is recalled; an estimate."""


class Encounter(StrEnum):
    """How a card was met: for the first time, or again and then recalled or not."""

    NEW = "new"
    PASSED = "passed"
    FAILED = "failed"


def _per_encounter(kind: Kind, new: float, passed: float, failed: float) -> dict[tuple[Kind, Encounter], float]:
    return {(kind, Encounter.NEW): new, (kind, Encounter.PASSED): passed, (kind, Encounter.FAILED): failed}


def until_learned(first: float, passed: float, failed: float) -> float:
    """The seconds from a new card's first view to the end of its two learning steps.

    A view in a step is recalled (`passed`) or not (`failed`, and it starts over). Again and Hard leave both steps to
    take, Good the second, Easy none.
    """
    again, hard, good, _ = FIRST_RATINGS
    recalled, lost = RECALLED_IN_STEPS, 1.0 - RECALLED_IN_STEPS
    view = recalled * passed + lost * failed
    # both = view + recalled * last + lost * both, where last = view + lost * both
    both = view * (1.0 + recalled) / (recalled - recalled * lost)
    return first + (again + hard) * both + good * (view + lost * both)


_FLASHCARD = (until_learned(18.3, 8.1, 23.0), 8.1, 23.0)
_TYPED = tuple(1.5 * seconds for seconds in _FLASHCARD)

DEFAULT_SECONDS: Mapping[tuple[Kind, Encounter], float] = {
    **_per_encounter(Kind.BASIC, *_FLASHCARD),
    **_per_encounter(Kind.CLOZE, *_FLASHCARD),
    **_per_encounter(Kind.TYPED, *_TYPED),
    **_per_encounter(Kind.QUESTION, 150.0, 120.0, 120.0),
    **_per_encounter(Kind.CRITIQUE, 70.0, 45.0, 45.0),
}
"""Seconds a card takes on a day. Flashcards: medians published for Anki, weighted by how often each rating is given; a
new one is counted to the end of its learning steps (18.3 at first sight, and what comes back within minutes). Typing
takes half as long again; open questions and critiques, which have no steps, are estimates."""


@dataclass(frozen=True, slots=True)
class Timing:
    """The user's own: the median of the seconds that `count` answers took."""

    median: float
    count: int


def shrunk(median: float, count: int, default: float) -> float:
    """The user's own median, drawn towards the default while there are few answers: half way after 20.

    All in seconds. A median that is no positive number counts for nothing.
    """
    if count <= 0 or not isfinite(median) or median <= 0:
        return default
    return (median * count + default * PRIOR_ANSWERS) / (count + PRIOR_ANSWERS)


class Costs:
    """What answers cost this user: `timings` hold their own medians, by kind and encounter, where there are any."""

    def __init__(self, timings: Mapping[tuple[Kind, Encounter], Timing] | None = None) -> None:
        own = timings or {}
        self._seconds = {
            key: shrunk(own[key].median, own[key].count, default) if key in own else default
            for key, default in DEFAULT_SECONDS.items()
        }

    def seconds(self, kind: Kind, new: bool, recall: float = 1.0) -> float:
        """The seconds to expect for a card: new, or seen and recalled with probability `recall` in [0, 1]."""
        if new:
            return self._seconds[kind, Encounter.NEW]
        passed, failed = self._seconds[kind, Encounter.PASSED], self._seconds[kind, Encounter.FAILED]
        return recall * passed + (1.0 - recall) * failed
