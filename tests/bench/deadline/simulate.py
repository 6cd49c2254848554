"""One learner studying toward one date under one policy: the policy sees what an app would see, never the truth."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from drills.scheduling.chance import normal, uniform
from drills.scheduling.learner import GRID, Learner, stages
from drills.scheduling.memory import DEFAULT_WEIGHTS
from drills.scheduling.planner import answer, fsrs6
from tests.bench.deadline.unlisted import hidden_memory

Array = NDArray[Any]

OUTCOME, RATING, SECONDS, SLIP, SKIPPED, PACE, FIRST, TESTED = range(1, 9)  # streams of luck


@dataclass(frozen=True)
class Scenario:
    """`cards` by day `days` with `minutes` a day."""

    cards: int
    days: int
    minutes: float

    @property
    def seconds_per_card(self) -> float:
        """Planned seconds per card."""
        return 0.9 * 60.0 * self.minutes * self.days / self.cards


class View:
    """What an app knows of the cards and the learner: states by FSRS-6's default weights, answers and their seconds."""

    def __init__(self, size: int, deadline: int, budget: float) -> None:
        self.size, self.deadline, self.budget = size, deadline, budget
        self.stability = np.full(size, np.nan)
        self.difficulty = np.full(size, np.nan)
        self.last_day = np.full(size, -1)
        self.reviews = np.zeros(size, int)
        self.importance = None
        self.seconds = None
        self.log: tuple[list[int], list[int], list[int]] = ([], [], [])  # card, day, rating, learning steps included
        self.likelihood = np.zeros(len(GRID))
        self.once = np.zeros(len(GRID))
        self.spent = self.usual = 120.0

    @property
    def learner(self) -> Learner:
        """Pace, kappa and its stages, as `learner_from` has them."""
        if not self.likelihood.any():
            return Learner(self.spent / self.usual)
        logs = np.log(GRID)
        posterior = self.likelihood - logs**2 / 2
        shares = np.exp(posterior - posterior.max())
        both = stages(self.likelihood.tolist(), self.once.tolist())
        return Learner(self.spent / self.usual, float(np.exp(shares @ logs / shares.sum())), both)

    def recall(self, day: float) -> Array:
        """Recall as predicted by the default weights; never seen = 0."""
        known = np.where(self.last_day < 0, 1.0, self.stability)
        recall = fsrs6.retrievability(known, np.maximum(day - self.last_day, 0), DEFAULT_WEIGHTS)
        return np.where(self.last_day < 0, 0.0, recall)

    def note(self, cards: Array, day: int, ratings: Array, seconds: Array) -> None:
        """Take in one encounter with each of the cards."""
        new = self.last_day[cards] < 0
        gap = day - self.last_day[cards]
        usual = np.where(new, np.take(answer.FIRST_SECONDS, ratings - 1), np.take(answer.SECONDS, ratings - 1))
        self.spent, self.usual = self.spent + float(seconds.sum()), self.usual + float(usual.sum())
        s, d = self.stability[cards], self.difficulty[cards]
        if not new.all():
            scaled = np.multiply.outer(GRID, s[~new])
            chance = 0.01 + 0.98 * fsrs6.retrievability(scaled, gap[~new], DEFAULT_WEIGHTS)
            evidence = np.log(np.where(ratings[~new] > 1, chance, 1.0 - chance))
            self.likelihood += evidence.sum(axis=1)
            self.once += evidence[:, self.reviews[cards[~new]] == 1].sum(axis=1)
        s, d = fsrs6.next_memory(s, d, gap, ratings, DEFAULT_WEIGHTS)
        again = (ratings == 1) & ~new
        for column, values in zip(self.log, (cards, np.full(len(cards), day), ratings), strict=True):
            column += values.tolist()
        for column, values in zip(
            self.log, (cards[again], np.full(again.sum(), day), np.full(again.sum(), 3)), strict=True
        ):
            column += values.tolist()
        self.stability[cards] = np.where(again, fsrs6.same_day_stability(s, 3, DEFAULT_WEIGHTS), s)
        self.difficulty[cards] = np.where(again, fsrs6.next_difficulty(d, 3, DEFAULT_WEIGHTS), d)
        self.last_day[cards] = day
        self.reviews[cards] += 1


Policy = Callable[[View, int], Array]
"""The cards to study on a day, best first."""


@dataclass
class Outcome:
    """True mean recall on the day and 30 and 90 days later, and the minutes it took."""

    recall: float
    later: tuple[float, float]
    minutes: float
    measured: float = 0.0
    """Share of the cards that really are recalled on the day, luck included."""


def simulate(
    scenario: Scenario, name: str, policy: Policy, seed: int, learner: int, budget_share: float = 1.0
) -> Outcome:
    """Let one learner with that hidden memory follow a policy to the deadline."""
    budget = 60.0 * scenario.minutes * budget_share
    view = View(scenario.cards, scenario.days, budget)
    hidden = hidden_memory(name, seed, learner, scenario.cards)
    pace = float(np.exp(0.3 * normal(seed, PACE, learner)))
    spent = 0.0
    for day in range(scenario.days):
        if uniform(seed, SKIPPED, learner, day) < 0.1:
            continue
        order = np.asarray(policy(view, day), dtype=np.intp)
        if len(order):
            spent += _sitting(view, hidden, order, day, budget, pace, seed, learner)
    end = scenario.days
    later = float(hidden.recall(end + 30).mean()), float(hidden.recall(end + 90).mean())
    recall = hidden.recall(end)
    measured = uniform(seed, TESTED, learner, np.arange(scenario.cards)) < recall
    return Outcome(float(recall.mean()), later, spent / 60.0, float(measured.mean()))


def _sitting(
    view: View, hidden: Any, order: Array, day: int, budget: float, pace: float, seed: int, learner: int
) -> float:
    order = order[: int(budget / 1.0) + 1]
    key = (learner, order, view.reviews[order])
    ratings = _ratings(hidden.recall(day)[order], view.last_day[order] < 0, seed, key)
    new = view.last_day[order] < 0
    usual = np.where(new, np.take(answer.FIRST_SECONDS, ratings - 1), np.take(answer.SECONDS, ratings - 1))
    seconds = usual * pace * np.exp(0.4 * normal(seed, SECONDS, *key))
    begun = np.cumsum(seconds) - seconds < budget
    done = order[begun]
    view.note(done, day, ratings[begun], seconds[begun])
    hidden.study(done, day, ratings[begun])
    return float(seconds[begun].sum())


def _ratings(recall: Array, new: Array, seed: int, key: tuple[Any, ...]) -> Array:
    passed = uniform(seed, OUTCOME, *key) < recall
    passed ^= uniform(seed, SLIP, *key) < 0.01
    draw = uniform(seed, RATING, *key)
    graded = 2 + np.searchsorted(np.cumsum(answer.PASS_SHARES)[:2], draw)
    first = 1 + np.searchsorted(np.cumsum(answer.FIRST_SHARES)[:3], uniform(seed, FIRST, *key))
    return np.asarray(np.where(new, first, np.where(passed, graded, 1)))
