"""What a card takes over its next answers, on the scale of the published medians that rehearsals multiply."""

from drills.scheduling.learner import MEDIANS
from drills.scheduling.value import FIRST_RATINGS, PASSES

FIRST = sum(share * seconds for share, seconds in zip(FIRST_RATINGS, MEDIANS[True], strict=True))
PASSED = sum(share * seconds for share, seconds in zip(PASSES, MEDIANS[False][1:], strict=True))

_LATER = 2
"""A new card is answered about so many times more by the day: its first day alone would make it look too dear."""


def usual_seconds(new: bool, first: float, later: float) -> float:
    """Seconds to hand to a planner: of a seen card what a success takes; of a new one its mean dearness as a first."""
    if not new:
        return later
    return FIRST * (first + _LATER * later) / (FIRST + _LATER * PASSED)
