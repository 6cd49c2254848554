"""What to expect on the day, honestly: plausible learners, weighed by the answers so far, study on under the real plan.

A forecast from one set of weights is far too sure of itself. Here 400 learners are drawn from how people differ, each
replays the answers given and is weighed by how likely it makes them (to the power 0.5: models are never quite right);
32 of them go on studying, with luck of their own, in the order the planner will choose.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np

from drills.scheduling.planner import answer, fsrs6
from drills.scheduling.planner.fsrs6 import Array, Ints
from drills.scheduling.planner.planner import DeadlinePlanner, LearnerLike
from drills.scheduling.population import plausible_weights
from drills.scheduling.rehearsal import Rehearsal

DRAWN, KEPT = 400, 32
"""Learners drawn, and those that are simulated."""

TEMPER = 0.5
"""The power of the likelihood."""

WIDEN = 1.3
"""Bands are this much wider than the particles say, until forecasts that came due say better."""

SCALES = np.exp(np.linspace(-2.1, 0.9, 7))
"""Multipliers on stability that each learner drawn is tried with: what weights alone can't explain."""

_SCALE_MEAN, _SCALE_SD = -0.35, 0.7  # of the logarithm, before any answer
_WEIGHED = 1500  # answers at most that the 400 are weighed by
_SLIP = 0.01
_NOISE = np.asarray([NormalDist().inv_cdf((i + 0.5) / 16) for i in range(16)])


@dataclass(frozen=True, slots=True)
class History:
    """All answers to `size` cards, in the order given: card index, day, rating (1–4), one entry each.

    Learning steps on one day are entries of their own.
    """

    size: int
    card: Ints
    day: Ints
    rating: Ints

    def __post_init__(self) -> None:
        if not len(self.card) == len(self.day) == len(self.rating):
            raise ValueError("a history's arrays have one length")
        if len(self.card) and not (np.min(self.card) >= 0 and np.max(self.card) < self.size):
            raise ValueError(f"a history's cards are indexes from 0 to {self.size - 1}")
        if len(self.rating) and not (np.min(self.rating) >= 1 and np.max(self.rating) <= 4):
            raise ValueError("ratings are 1, 2, 3 or 4")


@dataclass(frozen=True, slots=True)
class Forecast:
    """Share of the cards recalled, in [0, 1]: the mean, and bands that hold it with 80 % and 95 %.

    `firm` is False before there are answers to go by: then show only the 95 % band. `minutes` is the time it takes.
    """

    mean: float
    band80: tuple[float, float]
    band95: tuple[float, float]
    minutes: float
    firm: bool


class Memories:
    """Memories of the same cards in several minds: arrays (mind, card); `w` and `scale` broadcast to them."""

    def __init__(self, weights: Array, size: int, scale: Array | None = None) -> None:
        self.w = weights[..., None]  # (21, minds, 1)
        self.scale = np.ones((weights.shape[1], 1)) if scale is None else scale[:, None]
        self.stability = np.full((weights.shape[1], size), np.nan)
        self.difficulty = np.full((weights.shape[1], size), np.nan)
        self.last = np.full(size, -1)

    def recall(self, day: Any, chosen: Any = slice(None)) -> Array:
        """Recall on a day of some cards, 0 for those never seen."""
        s = self.stability[:, chosen]
        known = fsrs6.retrievability(
            np.where(np.isnan(s), 1.0, s * self.scale), np.maximum(day - self.last[chosen], 0), self.w
        )
        return np.where(np.isnan(s), 0.0, known)


class Forecaster:
    """Minds that explain the answers so far. Building it takes most of a second for thousands of answers."""

    def __init__(
        self,
        history: History,
        planner: DeadlinePlanner,
        learner: LearnerLike,
        today: int,
        *,
        importance: Array | None = None,
        seconds: Array | None = None,
        widen: float = WIDEN,
    ) -> None:
        self.size, self.today, self.learner, self.planner = history.size, today, learner, planner
        self.importance, self.seconds, self._widen = importance, seconds, widen
        drawn = plausible_weights(DRAWN)
        kept = resampled(weighed(history, drawn).ravel(), KEPT)
        self.weights, self.scale = drawn[:, kept // len(SCALES)], SCALES[kept % len(SCALES)]
        self.minds = replayed(history, self.weights, self.scale)
        self.model = replayed(history, np.asarray(planner.weights)[:, None])
        never = self.model.last < 0
        usual = np.where(never, answer.C_NEW, answer.C_PASS)
        self.effort = np.ones(self.size) if seconds is None else np.asarray(seconds) / usual
        self._firm = bool(_rounds(history)[2].any())

    def now(self) -> float:
        """Share of the cards that would be recalled today, never seen = 0: the mean over the minds."""
        return float(self.minds.recall(self.today).mean()) if self.size else 0.0

    def on(self, deadline: int, budget_seconds: float | Sequence[float], floor: float = 0.0) -> Forecast:
        """What to expect on the day if the plan is followed.

        `budget_seconds` is one number for every day, or one for each from today to the day before the deadline (0 on
        days off). The same minds have the same luck in every call, so two calls can be compared.
        """
        days = max(deadline - self.today, 0)
        budgets = np.broadcast_to(np.asarray(budget_seconds, dtype=float), (days,))
        if not np.all(np.isfinite(budgets) & (budgets >= 0)):
            raise ValueError("a budget is a number of seconds from 0 on")
        if not self.size:
            return Forecast(0.0, (0.0, 0.0), (0.0, 0.0), 0.0, self._firm)
        recall, seconds = simulated(self, deadline, budgets, floor)
        return self._summary(recall, float(seconds.mean()) / 60.0)

    def _summary(self, recall: Array, minutes: float) -> Forecast:
        shares = recall.mean(axis=1)
        noise = np.sqrt((recall * (1.0 - recall)).sum(axis=1)) / self.size
        outcomes = (shares[:, None] + noise[:, None] * _NOISE).ravel()
        mean = float(shares.mean())
        bands = [self._band(outcomes, mean, share) for share in (0.8, 0.95)]
        return Forecast(mean, bands[0], bands[1], minutes, self._firm)

    def _band(self, outcomes: Array, mean: float, share: float) -> tuple[float, float]:
        low, high = np.quantile(outcomes, [(1 - share) / 2, (1 + share) / 2])
        return (
            float(np.clip(mean + self._widen * (low - mean), 0.0, 1.0)),
            float(np.clip(mean + self._widen * (high - mean), 0.0, 1.0)),
        )


def _rounds(history: History) -> tuple[Array, Array, Array]:
    """Per answer: its place among the answers to its card (0 first), days since the one before, whether that is > 0."""
    order = np.lexsort((np.arange(len(history.card)), history.card))
    card, day = history.card[order], history.day[order]
    starts = np.flatnonzero(np.r_[True, card[1:] != card[:-1]]) if len(card) else np.zeros(0, int)
    place = np.arange(len(card)) - np.repeat(starts, np.diff(np.r_[starts, len(card)]))
    gap = np.where(place > 0, np.maximum(day - np.r_[0, day[:-1]], 0), 0)
    places, gaps = np.empty(len(card), int), np.empty(len(card), int)
    places[order], gaps[order] = place, gap
    return places, gaps, gaps > 0


def replayed(history: History, weights: Array, scale: Array | None = None, likelihood: Array | None = None) -> Memories:
    """Memories after all answers, in minds with these weights (21, minds).

    Adds the log-likelihood of later answers to `likelihood` (minds, scales), if given.
    """
    minds = Memories(weights, history.size, scale)
    places, gaps, _ = _rounds(history)
    for place in range(int(places.max(initial=-1)) + 1):
        which = np.flatnonzero(places == place)
        card, rating, gap = history.card[which], history.rating[which], gaps[which]
        s, d = minds.stability[:, card], minds.difficulty[:, card]
        if likelihood is not None and place:
            later = gap > 0
            for column, factor in enumerate(SCALES):
                recall = fsrs6.retrievability(factor * s[:, later], gap[later], minds.w)
                chance = _SLIP + (1 - 2 * _SLIP) * recall
                likelihood[:, column] += np.log(np.where(rating[later] > 1, chance, 1.0 - chance)).sum(axis=1)
        s, d = fsrs6.next_memory(s, d, gap, rating, minds.w)
        minds.stability[:, card], minds.difficulty[:, card] = s, d
        minds.last[card] = history.day[which]
    return minds


def weighed(history: History, drawn: Array) -> Array:
    """How plausible each learner drawn is after the answers, at each scale: shares that add up to 1."""
    likelihood = np.zeros((drawn.shape[1], len(SCALES)))
    some = _thinned(history)
    replayed(some, drawn, likelihood=likelihood)
    prior = -0.5 * ((np.log(SCALES) - _SCALE_MEAN) / _SCALE_SD) ** 2
    scaled = prior + TEMPER * likelihood * (len(history.card) / max(len(some.card), 1))
    shares = np.exp(scaled - scaled.max())
    return np.asarray(shares / shares.sum())


def _thinned(history: History) -> History:
    """All answers to as many cards, evenly spread, as make up some 1,500 answers."""
    if len(history.card) <= _WEIGHED:
        return history
    every = int(np.ceil(len(history.card) / _WEIGHED))
    kept = history.card % every == 0
    return History(history.size, history.card[kept], history.day[kept], history.rating[kept])


def resampled(shares: Array, count: int) -> Ints:
    """Indexes drawn in proportion to shares, as evenly as can be (systematic resampling)."""
    return np.minimum(np.searchsorted(np.cumsum(shares), (np.arange(count) + 0.5) / count), len(shares) - 1)


def simulated(start: Forecaster, deadline: int, budgets: Array, floor: float) -> tuple[Array, Array]:
    """True recall on the deadline in every mind, (mind, card), and the seconds each spent."""
    rehearsal = Rehearsal(start)
    for offset, budget in enumerate(budgets):
        rehearsal.study(start.today + offset, deadline, float(budget), float(budgets[offset:].mean()), floor)
    return rehearsal.recall(deadline), rehearsal.spent
