"""What a minute spent on a card is worth: the recall it adds by the day that matters, per second.

This is the seam for planning toward deadlines: a queue only asks for one number per candidate (`Worth`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp

from drills.models import Kind, MemoryState
from drills.scheduling.memory import DEFAULT_WEIGHTS, retrievability

FIRST_RATINGS = (0.24, 0.094, 0.495, 0.171)
"""How often a first answer is Again, Hard, Good, Easy (published Anki medians)."""

PASSES = (0.224, 0.631, 0.145)
"""How often a recalled card is rated Hard, Good, Easy (published Anki medians)."""

ROLLING_HORIZON = 30
"""Days ahead at which recall counts for a card that no deadline needs."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card that could be drilled today: due, or new (`memory` is None).

    `seconds` is the expected cost of the answer; `elapsed` the days since the last one; `horizon` the days until
    recall counts (to the goal's deadline); `importance` multiplies its worth; `for_goal` says an open goal needs it.
    `turn` counts a deck's new cards in note order: of two worth the same, the one whose turn comes first is drilled.
    `goals` are the numbers of the open goals that cover it; `ahead` says that it is not due yet.
    """

    card_id: int
    note_id: int
    kind: Kind
    deck: str
    seconds: float
    memory: MemoryState | None = None
    elapsed: int = 0
    horizon: int = ROLLING_HORIZON
    importance: float = 1.0
    for_goal: bool = False
    turn: int = 0
    goals: tuple[int, ...] = ()
    ahead: bool = False

    @property
    def is_new(self) -> bool:
        """Whether the card was never answered."""
        return self.memory is None


Worth = Callable[[Sequence[Candidate]], Sequence[float]]
"""What each candidate is worth today: recall gained per second, higher first."""


def gains_per_second(candidates: Sequence[Candidate], weights: tuple[float, ...] = DEFAULT_WEIGHTS) -> list[float]:
    """The recall (0–1) that one answer today adds at each candidate's horizon, per second, times its importance."""
    return [gain_per_second(candidate, weights) for candidate in candidates]


def gain_per_second(candidate: Candidate, weights: tuple[float, ...] = DEFAULT_WEIGHTS) -> float:
    """The recall (0–1) that one answer today adds at the candidate's horizon, per second, times its importance.

    In closed form, for one answer and no later ones. Seen: Σ P(r)·R(k; S′r) − R(k+e; S), where P(Again) = 1 − R(e)
    and a lapse is followed by one same-day Good. New: Σ P₀(r)·R(k; S₀r). All over the seconds it costs.
    """
    horizon = max(1, candidate.horizon)
    if candidate.memory is None:
        gain = _recall_of_new(horizon, weights)
    else:
        gain = _gain_of_seen(candidate.memory, max(1, candidate.elapsed), horizon, weights)
    return candidate.importance * gain / candidate.seconds


@lru_cache(maxsize=4096)
def _recall_of_new(horizon: int, weights: tuple[float, ...]) -> float:
    return sum(
        share * retrievability(stability, horizon, weights)
        for share, stability in zip(FIRST_RATINGS, weights[:4], strict=True)
    )


def _gain_of_seen(memory: MemoryState, elapsed: int, horizon: int, weights: tuple[float, ...]) -> float:
    now = retrievability(memory.stability, elapsed, weights)
    again, *passed = stabilities_after(memory, now, weights)
    then = (1.0 - now) * retrievability(again, horizon, weights)
    for share, stability in zip(PASSES, passed, strict=True):
        then += now * share * retrievability(stability, horizon, weights)
    return then - retrievability(memory.stability, elapsed + horizon, weights)


def stabilities_after(
    memory: MemoryState, recall: float, weights: tuple[float, ...]
) -> tuple[float, float, float, float]:
    """FSRS-6's stability, in days, after each rating at a probability of recall; Again is followed by a same-day Good.

    The same numbers as `next_memory` gives on a later day, in a tenth of the time: ranking asks for thousands.
    """
    w, s, d = weights, memory.stability, memory.difficulty
    growth = exp(w[8]) * (11.0 - d) * s ** -w[9] * (exp((1.0 - recall) * w[10]) - 1.0)
    relearned = exp(w[17] * w[18])
    lapsed = w[11] * d ** -w[12] * ((s + 1.0) ** w[13] - 1.0) * exp((1.0 - recall) * w[14])
    lapsed = max(min(lapsed, s / relearned), 0.001)
    again = lapsed * max(relearned * lapsed ** -w[19], 1.0)
    return again, s * (1.0 + growth * w[15]), s * (1.0 + growth), s * (1.0 + growth * w[16])
