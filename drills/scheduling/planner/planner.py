"""What to drill today so that most is recalled on the day, within the time there is.

Everything is an argument: no clock, no database, no randomness. Days are integers from any day 0; seconds are the
learner's own. To drive it from a simulator: each day call `rank`, study in that order until the budget is spent, update
the memory states by FSRS-6 and the learner by `learner_from`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from drills.scheduling.memory import DEFAULT_WEIGHTS, checked_weights
from drills.scheduling.planner import closed_form, price, table
from drills.scheduling.planner.cards import Cards
from drills.scheduling.planner.fsrs6 import Array, Ints
from drills.scheduling.planner.index import Index
from drills.scheduling.planner.store import TableStore
from drills.scheduling.value import ROLLING_HORIZON

TIGHT = 5.0
"""Planned seconds per card, at the medians' pace, below which one more answer is all that most cards will get."""


class State(Protocol):
    """The cards as they stand: arrays of one length, or None for `importance` (all 1) and `seconds` (medians).

    `stability` in days as the weights give it, and `difficulty` 1–10, after the last answer (anything for a card never
    answered); `last_day` of the last answer, −1 for never; `reviews` so far; `importance` multiplies a card's worth;
    `seconds` an answer today is expected to take at the medians' pace.
    """

    stability: Any
    difficulty: Any
    last_day: Any
    reviews: Any
    importance: Any
    seconds: Any


class LearnerLike(Protocol):
    """`pace`: seconds over the medians'. `kappa`: multiplies every stability. Both positive.

    A learner may also have `stages`: kappa of cards answered once, and of those answered more often. Then these are
    used in its place. `learner_from` gives them.
    """

    @property
    def pace(self) -> float: ...
    @property
    def kappa(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Target:
    """A date that cards are needed for: `cards` are their indexes (None = all), `weight` how much it counts."""

    deadline: int
    cards: Sequence[int] | Ints | None = None
    weight: float = 1.0


Plans = list[tuple[Target, int]]
"""Targets still ahead, each with the days until its date."""


class DeadlinePlanner:
    """Ranks cards by the recall a second spent on them today adds on the day.

    `weights` are FSRS-6's 21. `cache` is a folder for the tables, or None for memory only. Tables take 0.2 s (30 days)
    to 2 s (120 days and more) to build, once; with `patient=False` they are never built while ranking: until `prepare`
    has been called, on any thread, the closed form decides, which gives up about a point of recall. Time to spare is
    planned by tables of its own, built by `prepare` once they were missed, and half a point better there.
    """

    def __init__(
        self, weights: Sequence[float] = DEFAULT_WEIGHTS, *, cache: Path | None = None, patient: bool = True
    ) -> None:
        self.weights = checked_weights(weights)
        self._store = TableStore(self.weights, cache)
        self._patient = patient
        self._shares = {table.SHARE_ON_DAY}  # those that tables were asked for

    def prepare(self, days: int) -> None:
        """Build the tables for deadlines up to that many days ahead, or read them from the cache."""
        for share in tuple(self._shares):
            self._store.build(days, share)

    def ready(self, days: int) -> bool:
        """Whether the tables for a deadline that many days ahead are at hand, as far as they were asked for."""
        return all(self._store.find(days, share) for share in tuple(self._shares))

    def rank(
        self, state: State, learner: LearnerLike, today: int, deadline: int, budget_seconds: float, floor: float = 0.0
    ) -> NDArray[np.intp]:
        """Indexes of the cards to drill today, best first, for a goal that needs all of them on `deadline`.

        `budget_seconds` a day are planned with. Cards that add less than `floor` (recall per second; 5e-5 … 1e-4 means
        "done for today") are left out; at 0 all are ranked, those answered today last. Nothing is left to rank on the
        day itself or with no budget. ValueError for arrays that don't match and numbers that make no sense.
        """
        return self.rank_many(state, learner, today, [Target(deadline)], budget_seconds, floor)

    def rank_many(
        self,
        state: State,
        learner: LearnerLike,
        today: int,
        targets: Sequence[Target],
        budget_seconds: float,
        floor: float = 0.0,
        rolling: int = ROLLING_HORIZON,
    ) -> NDArray[np.intp]:
        """As `rank`, for several goals at once that share the budget, and maybe cards.

        What a card adds is summed over its goals, each at its own date and weight. A card in no goal counts `rolling`
        days ahead at weight 1; one whose goals have all passed is left out.
        """
        if floor < 0 or not isfinite(floor):
            raise ValueError(f"a floor is a number from 0 on, not {floor}")
        gains = self.gains(state, learner, today, targets, budget_seconds, rolling, floor)
        order = np.argsort(-gains, kind="stable")
        kept = gains[order] > -np.inf if floor == 0 else gains[order] >= floor
        return order[kept]

    def gains(
        self,
        state: State,
        learner: LearnerLike,
        today: int,
        targets: Sequence[Target],
        budget_seconds: float,
        rolling: int = ROLLING_HORIZON,
        floor: float = 0.0,
        rate: float | None = None,
    ) -> Array:
        """What each card adds per second spent on it today: recall times importance and weight.

        `floor` is what a second is worth at least, now and later; `rate`, if given, the `price` to go by, of today or
        of some day just before, which saves half of the work. Cards that can't be drilled to any end have −inf; those
        answered today come below every other.
        """
        cards, plans = self._given(state, learner, today, targets, budget_seconds, rolling)
        gains = np.full(len(cards), -np.inf)
        if not plans:
            return gains
        gain_of = self._measure(cards, plans, budget_seconds, floor, rate)
        for target, ahead in plans:
            chosen = np.asarray(target.cards, dtype=np.intp)
            before = np.where(gains[chosen] > -np.inf, gains[chosen], 0.0)
            gains[chosen] = before + target.weight * gain_of(cards.only(chosen), ahead)
        return _answered_today_last(gains, cards.last_day >= today)

    def price(
        self,
        state: State,
        learner: LearnerLike,
        today: int,
        targets: Sequence[Target],
        budget_seconds: float,
        rolling: int = ROLLING_HORIZON,
    ) -> float | None:
        """What a second of study is worth, in recall: it changes slowly. None while the closed form decides."""
        cards, plans = self._given(state, learner, today, targets, budget_seconds, rolling)
        indexes = self._indexes(cards, plans, budget_seconds) if plans else {}
        return _clearing(cards, plans, indexes, budget_seconds) if indexes else None

    def _given(
        self,
        state: State,
        learner: LearnerLike,
        today: int,
        targets: Sequence[Target],
        budget: float,
        rolling: int,
    ) -> tuple[Cards, Plans]:
        """The cards, and what there is to plan for: nothing without time."""
        if not budget >= 0 or not isfinite(budget):
            raise ValueError(f"a budget is a number of seconds from 0 on, not {budget}")
        cards = Cards.checked(state, learner, today, self.weights)
        plans = _plans(len(cards), today, targets, rolling)
        return cards, plans if budget > 0 else []

    def _measure(self, cards: Cards, plans: Plans, budget: float, floor: float, known: float | None) -> Any:
        """How gains are computed today, at a price that is known or found."""
        indexes = self._indexes(cards, plans, budget)
        if not indexes:
            return lambda some, ahead: self._closed(some, ahead)
        clearing = _clearing(cards, plans, indexes, budget) if known is None else known
        typical = cards.pace * float(np.median(cards.scale(self.weights)))
        indexes = self._with_time_to_spare(cards, plans, indexes, table.ampleness(clearing * typical))
        rate = max(clearing, floor)
        return lambda some, ahead: price.gains(some, indexes[ahead], rate)

    def _indexes(self, cards: Cards, plans: Plans, budget: float) -> dict[int, Index]:
        """The index of each date; none if time is tight or tables are missing: then the closed form decides."""
        daily = sum(float(np.sum(cards.effort[np.asarray(t.cards)])) / min(ahead, table.LONGEST) for t, ahead in plans)
        furthest = max(ahead for _, ahead in plans)
        known = None
        if price.PLANNED_SHARE * budget >= TIGHT * cards.pace * daily:
            known = self._table(furthest, table.SHARE_ON_DAY)
        if known is None:
            return {}
        return {ahead: Index(known, self.weights, ahead, cards.kappa) for _, ahead in plans}

    def _with_time_to_spare(
        self, cards: Cards, plans: Plans, indexes: dict[int, Index], ampleness: float
    ) -> dict[int, Index]:
        """The indexes to rank by when time is that far to spare: those given, if it isn't or a table is missing."""
        furthest = max(ahead for _, ahead in plans)
        other = self._table(furthest, table.SHARE_WHEN_AMPLE) if ampleness > 0 else None
        usual = self._table(furthest, table.SHARE_ON_DAY)
        if other is None or usual is None:
            return indexes
        mixed = other if ampleness == 1.0 else usual.towards(other, ampleness, furthest)
        return {ahead: Index(mixed, self.weights, ahead, cards.kappa) for ahead in indexes}

    def _table(self, days: int, share: float) -> table.Table | None:
        """The table for so many days, built if the planner is patient."""
        self._shares.add(share)
        return self._store.build(days, share) if self._patient else self._store.find(days, share)

    def _closed(self, cards: Cards, ahead: int) -> Array:
        gains = np.empty(len(cards))
        first = closed_form.gain_of_first(np.asarray(float(ahead)), cards.kappa, self.weights)
        gains[cards.new] = float(first)
        seen = cards.seen
        gains[~cards.new] = closed_form.gain_of_review(
            seen.stability, seen.difficulty, seen.elapsed, np.asarray(float(ahead)), self.weights
        )
        return gains * cards.importance / (cards.pace * cards.scale(self.weights))


def _clearing(cards: Cards, plans: Plans, indexes: dict[int, Index], budget: float) -> float:
    return price.clearing([(cards.only(np.asarray(t.cards)), indexes[ahead], ahead) for t, ahead in plans], budget)


def _plans(size: int, today: int, targets: Sequence[Target], rolling: int) -> Plans:
    """Targets still ahead with their cards, and the days until each; cards in none roll on."""
    free = np.ones(size, bool)
    plans = []
    for target in targets:
        cards = np.arange(size) if target.cards is None else np.unique(np.asarray(target.cards, dtype=np.intp))
        if len(cards) and (cards[0] < 0 or cards[-1] >= size):
            raise ValueError(f"a target's cards are indexes from 0 to {size - 1}")
        if not target.weight >= 0 or not isfinite(target.weight):
            raise ValueError(f"a target's weight is a number from 0 on, not {target.weight}")
        free[cards] = False
        if target.deadline > today and len(cards):
            plans.append((Target(target.deadline, cards, target.weight), int(target.deadline - today)))
    if free.any():
        if rolling < 1:
            raise ValueError(f"the rolling horizon is at least a day, not {rolling}")
        plans.append((Target(today + rolling, np.flatnonzero(free)), rolling))
    return plans


def _answered_today_last(gains: Array, answered: NDArray[np.bool_]) -> Array:
    """One encounter a day: what was answered today keeps its order, below everything else and below any floor."""
    ranked = gains > -np.inf
    if np.any(answered & ranked):
        lowest = min(0.0, float(np.min(gains[ranked])))
        highest = float(np.max(gains[answered & ranked]))
        gains = np.where(answered & ranked, gains - highest + lowest - 1.0, gains)
    return gains
