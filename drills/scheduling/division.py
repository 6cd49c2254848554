"""How goals that share a day's minutes come to divide them: all their cards studied on as the planner ranks them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace

import numpy as np

from drills.scheduling.planned import DONE_FOR_TODAY
from drills.scheduling.planner import answer, fsrs6
from drills.scheduling.planner.cards import TYPICAL
from drills.scheduling.planner.fsrs6 import Array, Ints
from drills.scheduling.planner.planner import DeadlinePlanner, LearnerLike, Target
from drills.scheduling.queue import weighed
from drills.scheduling.rehearsal import PRICED_EVERY, rated, relearned

NEVER = 2**40
"""The day that cards of goals are due: they come when the plan says so."""

MOST = 2_000
"""Of goals with more cards so many, evenly spread, stand for all, in as small a share of the time."""

LEAST = 40
"""Of each goal at least so many, if it has them."""

_SEED = 2028


@dataclass(frozen=True, slots=True)
class Together:
    """Cards of several goals, and some of none: arrays of one length, and which of them each goal needs, by when.

    `stability` and `difficulty` as the weights give them (anything for a card never answered), `last_day` −1 for
    never; `first` and `later` are the seconds of a first answer and of a success, the learner's own; `due` is the
    day that cards in no goal come, `NEVER` of those in one. `names` are what each card's luck goes by; `counts`, how
    far each counts for the time it takes (all 1 if None).
    """

    names: Ints
    stability: Array
    difficulty: Array
    last_day: Ints
    first: Array
    later: Array
    due: Ints
    targets: Sequence[Target]
    counts: Array | None = None

    def thinned(self) -> tuple["Together", float]:
        """So many cards that it doesn't take long, and what share of all they are."""
        size, needed = len(self.names), int((self.due == NEVER).sum())
        if needed <= MOST:
            return self, 1.0
        share = MOST / needed
        chosen = np.zeros(size, bool)
        chosen[np.arange(round(size * share)) * size // round(size * share)] = True
        counts = np.ones(size)
        for target in self.targets:  # of a small goal more, each of which counts for less
            cards = np.asarray(target.cards, dtype=int)
            if chosen[cards].sum() < min(LEAST, len(cards)):
                count = min(LEAST, len(cards))
                chosen[cards[np.arange(count) * len(cards) // count]] = True
                counts[cards] = min(1.0, share * len(cards) / count)
        kept = np.flatnonzero(chosen)
        few = replace(
            self,
            names=self.names[kept],
            stability=self.stability[kept],
            difficulty=self.difficulty[kept],
            last_day=self.last_day[kept],
            first=self.first[kept],
            later=self.later[kept],
            due=self.due[kept],
            targets=_among(self.targets, kept, size),
            counts=counts[kept],
        )
        return few, share


def division(
    together: Together, planner: DeadlinePlanner, learner: LearnerLike, today: int, seconds: Sequence[float]
) -> Array:
    """The part of each day's `seconds`, from today on, that goes to each goal's cards: shape (goals, days).

    Cards of two goals count for both; what cards in none take is no goal's. Time that nothing is worth goes to goals as
    the rest does, or evenly. One learner, who remembers as the planner thinks, with luck of their own.
    """
    cards, share = together.thinned()
    studied = _Studied(cards, share, planner, learner)
    budgets = share * np.asarray(seconds, dtype=float)
    parts = np.zeros((len(cards.targets), len(budgets)))
    for offset, budget in enumerate(budgets):
        day = today + offset
        ahead = np.asarray([target.deadline > day for target in cards.targets])
        if budget <= 0 or not ahead.any():
            continue
        spent = studied.day(day, float(budget), float(budgets[offset:].mean()))
        of_goals = np.asarray([spent[np.asarray(target.cards, dtype=int)].sum() for target in cards.targets])
        among = of_goals if of_goals.any() else ahead
        spare = max(float(budget) - float(spent.sum()), 0.0)
        parts[:, offset] = np.minimum((of_goals + spare * among / among.sum()) / budget, 1.0)
    return parts


class _Studied:
    """The cards while they are studied."""

    def __init__(self, cards: Together, share: float, planner: DeadlinePlanner, learner: LearnerLike) -> None:
        self._cards, self._share, self._planner, self._learner = cards, share, planner, learner
        self._weights = np.asarray(planner.weights)
        self._stability = np.where(cards.last_day < 0, np.nan, cards.stability)
        self._difficulty = np.where(cards.last_day < 0, np.nan, cards.difficulty)
        self._last, self._due = cards.last_day.copy(), cards.due.copy()
        self._turn = _turns(cards)
        self._encounters = np.zeros(len(cards.names), int)
        self._price: float | None = None
        self._priced_on: int | None = None

    def day(self, day: int, budget: float, average: float) -> Array:
        """The seconds that each card takes on a day."""
        spent = np.zeros(len(self._last))
        needed = self._needed(day)
        needed[self._due_first(day, budget)] = True
        here = np.flatnonzero(needed & (self._last < day))
        if budget <= 0 or not len(here):
            return spent
        never = self._last[here] < 0
        recall = self._recall(here, day)
        later = self._cards.later[here] * answer.review_seconds(recall) / answer.C_PASS
        cost = np.where(never, self._cards.first[here], later)
        gains = self._gains(here, day, cost, average)
        wanted = never | (gains >= DONE_FOR_TODAY) | (self._due[here] <= day)
        order = np.lexsort((self._turn[here], -gains))
        order = order[wanted[order]]
        counted = cost if self._cards.counts is None else cost * self._cards.counts[here]
        until = np.cumsum(counted[order])
        taken = order[until - counted[order] / 2 <= budget]
        spent[here[taken]] = counted[taken]
        self._learn(here[taken], recall[taken], day)
        return spent

    def _due_first(self, day: int, budget: float) -> Ints:
        """The cards in no goal that are weighed on a day: of those due as many as there might be time for."""
        due = np.flatnonzero(self._due <= day)
        lost = (day - self._last[due]) / self._stability[due]
        return due[np.argsort(lost, kind="stable")[: round(self._share * weighed(budget / self._share))]]

    def _needed(self, day: int) -> Array:
        """Which cards some goal still needs."""
        needed = np.zeros(len(self._last), bool)
        for target in self._cards.targets:
            if target.deadline > day:
                needed[np.asarray(target.cards, dtype=int)] = True
        return needed

    def _recall(self, here: Ints, day: int) -> Array:
        never = self._last[here] < 0
        s = np.where(never, 1.0, self._stability[here] * self._learner.kappa**TYPICAL)
        return np.where(never, 0.0, fsrs6.retrievability(s, np.maximum(day - self._last[here], 1), self._weights))

    def _gains(self, here: Ints, day: int, cost: Array, average: float) -> Array:
        targets = _among(self._cards.targets, here, len(self._last))
        state = SimpleNamespace(
            stability=self._stability[here], difficulty=self._difficulty[here], last_day=self._last[here],
            reviews=None, importance=None, seconds=cost,
        )  # fmt: skip
        asked = state, self._learner, day, targets, average
        if self._priced_on is None or day - self._priced_on >= PRICED_EVERY:
            self._price, self._priced_on = self._planner.price(*asked), day
        return self._planner.gains(*asked, floor=DONE_FOR_TODAY, rate=self._price)

    def _learn(self, taken: Ints, recall: Array, day: int) -> None:
        key = self._cards.names[taken], self._encounters[taken]
        new = self._last[taken] < 0
        ratings = rated(_SEED, key, recall, new)
        gap = np.maximum(day - self._last[taken], 1)
        s, d = fsrs6.next_memory(self._stability[taken], self._difficulty[taken], gap, ratings, self._weights)
        self._stability[taken], self._difficulty[taken] = relearned(
            s, d, (ratings == fsrs6.AGAIN) & ~new, self._weights
        )
        self._last[taken] = day
        self._encounters[taken] += 1
        free = self._due[taken] < NEVER
        self._due[taken] = np.where(free, day + np.maximum(np.rint(self._stability[taken]), 1), NEVER)


def _among(targets: Sequence[Target], kept: Ints, size: int) -> list[Target]:
    """The targets with those of their cards that are kept, of `size`, by their places among these."""
    place = np.full(size, -1)
    place[kept] = np.arange(len(kept))
    found = []
    for target in targets:
        cards = place[np.asarray(target.cards, dtype=int)]
        found.append(replace(target, cards=cards[cards >= 0]))
    return found


def _turns(cards: Together) -> Ints:
    """Of new cards that are worth the same, the first of each goal come before the second ones, and so on."""
    turns = np.arange(len(cards.names)) + len(cards.names)
    for target in cards.targets:
        places = np.sort(np.asarray(target.cards, dtype=int))
        turns[places] = np.minimum(turns[places], np.arange(len(places)))
    return turns
