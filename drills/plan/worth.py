"""What each candidate adds today, for every goal that covers it: by the planner at hand, else in closed form.

The planner needs numpy and tables: both are loaded in the background, so nothing that is shown ever waits for them.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock, Thread
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from drills.plan.reasons import TYPICAL, recall_then
from drills.scheduling.learner import Learner
from drills.scheduling.memory import DEFAULT_WEIGHTS
from drills.scheduling.value import ROLLING_HORIZON, Candidate

if TYPE_CHECKING:
    from drills.scheduling import DeadlinePlanner

LONGEST = 120
"""Days: tables reach no further."""

_TODAY = 1_000_000
"""The planner's days count from anywhere; a card's last one must not come out as −1, which means never."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal as the queue sees it: its number, the days until its day, and how much it counts."""

    goal_id: int
    ahead: int
    importance: float = 1.0


_ROLLING = Aim(0, ROLLING_HORIZON)


class Planners:
    """The planners loaded so far, by their weights. Tables are kept in `folder` once it is set."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self._known: dict[tuple[float, ...], DeadlinePlanner] = {}
        self._lock = Lock()

    def at_hand(self, weights: tuple[float, ...] = DEFAULT_WEIGHTS) -> "DeadlinePlanner | None":
        """The planner for those weights, if it was loaded; never waits."""
        return self._known.get(weights)

    def load(self, weights: tuple[float, ...] = DEFAULT_WEIGHTS) -> "DeadlinePlanner":
        """The planner for those weights; loads numpy when first asked. It decides in closed form until prepared."""
        with self._lock:
            if weights not in self._known:
                # Small products of matrices take ten times as long shared out, and a core is left to the interface.
                os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
                from drills.scheduling import DeadlinePlanner

                self._known[weights] = DeadlinePlanner(weights, cache=self.folder, patient=False)
            return self._known[weights]

    def begin(self, weights: tuple[float, ...] = DEFAULT_WEIGHTS, days: int = LONGEST) -> Thread:
        """Load the planner and its tables in the background; the thread can be waited for."""
        thread = Thread(
            target=lambda: self.load(weights).prepare(min(max(days, 1), LONGEST)), name="planner", daemon=True
        )
        thread.start()
        return thread

    def forget(self) -> None:
        """Drop all planners."""
        with self._lock:
            self._known.clear()


PLANNERS = Planners()
"""The app's planners: the one thing that is the same for every library opened."""


def gains(
    candidates: Sequence[Candidate],
    aims: Sequence[Aim],
    daily_seconds: float,
    learner: Learner,
    planner: "DeadlinePlanner | None" = None,
    weights: tuple[float, ...] = DEFAULT_WEIGHTS,
    floor: float = 0.0,
) -> list[float]:
    """What a second spent on each candidate today adds to recall, summed over its goals; in none it rolls on.

    The candidates' seconds are the learner's own, so that their pace is in them already. `floor` is what a second is
    worth at least, on any day: with time to spare, an answer today is held against later ones that cost as much.
    """
    if not candidates or daily_seconds <= 0:
        return [0.0] * len(candidates)
    if planner is not None:
        return _planned(planner, candidates, aims, daily_seconds, learner, floor)
    by_goal = {aim.goal_id: aim for aim in aims}
    return [_closed(card, by_goal, learner.kappa**TYPICAL, weights) for card in candidates]


def _closed(card: Candidate, aims: Mapping[int, Aim], kappa: float, weights: tuple[float, ...]) -> float:
    its = [aims[goal] for goal in card.goals if goal in aims] or [_ROLLING]
    added = 0.0
    for aim in its:
        without, given = recall_then(card.memory, card.elapsed, aim.ahead, kappa, weights)
        added += aim.importance * (given - without)
    return added / max(card.seconds, 1.0)


def _planned(
    planner: "DeadlinePlanner",
    candidates: Sequence[Candidate],
    aims: Sequence[Aim],
    seconds: float,
    learner: Learner,
    floor: float,
) -> list[float]:
    from drills.scheduling import Target

    places: dict[int, list[int]] = {aim.goal_id: [] for aim in aims}
    for index, card in enumerate(candidates):
        for goal in card.goals:
            if goal in places:
                places[goal].append(index)
    targets = [
        Target(_TODAY + aim.ahead, places[aim.goal_id], aim.importance)
        for aim in aims
        if places[aim.goal_id] and aim.ahead > 0
    ]
    found = planner.gains(_state(candidates), replace(learner, pace=1.0), _TODAY, targets, seconds, floor=floor)
    return [float(gain) for gain in found]


def _state(candidates: Sequence[Candidate]) -> Any:
    """The candidates as the planner reads them."""
    return SimpleNamespace(
        stability=[card.memory.stability if card.memory else 1.0 for card in candidates],
        difficulty=[card.memory.difficulty if card.memory else 5.0 for card in candidates],
        last_day=[-1 if card.is_new else _TODAY - card.elapsed for card in candidates],
        reviews=None,
        importance=None,
        seconds=[max(card.seconds, 1.0) for card in candidates],
    )
