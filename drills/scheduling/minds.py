"""Plausible learners, weighed by how likely each makes the answers so far.

A mind has FSRS-6 weights of its own and remembers each card better or worse than they say by a factor. Factors scatter
about the mind's own level by a spread that is its own too, so the answers to a card say something of that card, and all
of them something of the learner.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from drills.scheduling.chance import uniform
from drills.scheduling.misfit import TEMPER, Error, Expected
from drills.scheduling.planner import fsrs6
from drills.scheduling.planner.fsrs6 import Array, Ints
from drills.scheduling.population import plausible_weights

DRAWN, KEPT = 400, 32
"""Learners drawn, and those that are simulated."""

ALIVE = 12.0
"""The power is lowered further until so many minds, at least, share the weight."""

FACTORS = np.exp(np.arange(-4.0, 3.01, 0.5))
"""Factors on a card's stability that are tried."""

COARSE = 2
"""Every so manieth of them is tried in all learners drawn."""

LEVELS, SPREADS = np.linspace(-2.1, 0.9, 7), np.asarray([0.2, 0.6, 1.2])
"""Of the logarithm of a mind's factors: the mean and the standard deviation."""

_LEVEL_MEAN, _LEVEL_SD = -0.35, 0.7  # before any answer
_WEIGHED = 600  # answers at most that all minds are weighed by
_SLIP = 0.01
_SEED, _FACTOR = 2027, 1

_PAIRS = [(level, spread) for level in LEVELS for spread in SPREADS]
_SHARES = np.exp(-0.5 * ((np.log(FACTORS)[:, None] - [p[0] for p in _PAIRS]) / [p[1] for p in _PAIRS]) ** 2)
_SHARES /= _SHARES.sum(axis=0)  # (factors, pairs)
_PRIOR = -0.5 * ((np.asarray([level for level, _ in _PAIRS]) - _LEVEL_MEAN) / _LEVEL_SD) ** 2


@dataclass(frozen=True, slots=True)
class History:
    """All answers to `size` cards, in the order given: card index, day, rating (1–4), one entry each.

    Learning steps on one day are entries of their own. `ids` name the cards for their luck: with them, the order of the
    cards makes no difference, and a card more changes nothing for the others. Without, the index is the name.
    """

    size: int
    card: Ints
    day: Ints
    rating: Ints
    ids: Ints | None = None

    def __post_init__(self) -> None:
        if not len(self.card) == len(self.day) == len(self.rating):
            raise ValueError("a history's arrays have one length")
        if len(self.card) and not (np.min(self.card) >= 0 and np.max(self.card) < self.size):
            raise ValueError(f"a history's cards are indexes from 0 to {self.size - 1}")
        if len(self.rating) and not (np.min(self.rating) >= 1 and np.max(self.rating) <= 4):
            raise ValueError("ratings are 1, 2, 3 or 4")
        if self.ids is not None and len(np.unique(self.ids)) != self.size:
            raise ValueError("a history has one id for each card")

    @property
    def names(self) -> Ints:
        """What each card's luck goes by."""
        return np.arange(self.size) if self.ids is None else np.asarray(self.ids)


class Memories:
    """Memories of the same cards in several minds: arrays (mind, card)."""

    def __init__(self, weights: Array, size: int) -> None:
        self.w = weights[..., None]  # (21, minds, 1)
        self.factor = np.ones((weights.shape[1], size))
        self.stability = np.full((weights.shape[1], size), np.nan)
        self.difficulty = np.full((weights.shape[1], size), np.nan)
        self.last = np.full(size, -1)
        self.error = Error(np.zeros((weights.shape[1], 1)), np.zeros((weights.shape[1], 1)))

    def recall(self, day: int) -> Array:
        """Recall on a day, 0 for cards never seen."""
        never = self.last < 0
        s = np.where(never, 1.0, self.stability * self.factor)
        gap = np.maximum(day - self.last, 0)
        return np.where(never, 0.0, self.error.mended(fsrs6.retrievability(s, gap, self.w), gap))


class Minds:
    """The minds that explain a history best, with their memories after it.

    `answers` counts those that say something of memory: on a later day than the one before.
    """

    def __init__(self, history: History) -> None:
        drawn = plausible_weights(DRAWN)
        kept = resampled(weighed(history, drawn).ravel(), KEPT)
        self.weights, self._pair = drawn[:, kept // len(_PAIRS)], kept % len(_PAIRS)
        expected: list[Expected] = []
        found = traced(history, self.weights, FACTORS, _SHARES.T[self._pair][:, None, :], expected)
        self.memories = Memories(self.weights, history.size)
        chosen = self._drawn_factors(found.evidence, history.names)
        self.memories.factor = FACTORS[chosen]
        for name in ("stability", "difficulty"):
            values = np.take_along_axis(getattr(found, name), chosen[..., None], 2)[..., 0]
            setattr(self.memories, name, values.astype(float))
        self.memories.last[history.card] = history.day
        self.memories.error = Error.of(expected, KEPT)
        self.answers = sum(len(gap) for _, gap, _ in expected)

    def _drawn_factors(self, evidence: Array, names: Ints) -> Ints:
        """A factor for each card in each mind, drawn by what its answers say; between those tried, evenly."""
        shares = _SHARES.T[self._pair][:, None, :] * np.exp(evidence - evidence.max(axis=2, keepdims=True))
        summed = np.cumsum(shares, axis=2)
        luck = uniform(_SEED, _FACTOR, np.arange(KEPT)[:, None], names[None, :])
        found = (summed < luck[..., None] * summed[..., -1:]).sum(axis=2)
        return np.asarray(np.minimum(found, len(FACTORS) - 1))


def rounds(history: History) -> Iterator[tuple[Ints, Ints, Array]]:
    """The first answers to all cards, the second ones, and so on.

    Gives the indexes of the answers, days since the one before, and whether those are any (never for the first).
    """
    order = np.lexsort((np.arange(len(history.card)), history.card))
    card, day = history.card[order], history.day[order]
    starts = np.flatnonzero(np.r_[True, card[1:] != card[:-1]]) if len(card) else np.zeros(0, int)
    place = np.arange(len(card)) - np.repeat(starts, np.diff(np.r_[starts, len(card)]))
    gap = np.where(place > 0, np.maximum(day - np.r_[0, day[:-1]], 0), 0)
    by_place = np.argsort(place, kind="stable")
    for which in np.split(by_place, np.cumsum(np.bincount(place))[:-1]) if len(card) else ():
        yield order[which], gap[which], gap[which] > 0


def replayed(history: History, weights: Array) -> Memories:
    """Memories after all answers, in minds with these weights (21, minds), the factor of every card 1."""
    minds = Memories(weights, history.size)
    for which, gap, _ in rounds(history):
        card = history.card[which]
        s, d = minds.stability[:, card], minds.difficulty[:, card]
        s, d = fsrs6.next_memory(s, d, gap, history.rating[which], minds.w)
        minds.stability[:, card], minds.difficulty[:, card] = s, d
        minds.last[card] = history.day[which]
    return minds


@dataclass(frozen=True, slots=True)
class Traced:
    """Memories at each factor tried, arrays (mind, card, factor), and the log-likelihood of each card's answers."""

    stability: Array
    difficulty: Array
    evidence: Array


def traced(
    history: History,
    weights: Array,
    factors: Array,
    shares: Array | None = None,
    expected: list[Expected] | None = None,
) -> Traced:
    """Memories after all answers, in minds with these weights (21, minds), at each of the factors.

    With `shares` of the factors in each mind also what it expected of the answers on later days, from those before, to
    `expected`.
    """
    w = weights.astype(np.float32)[..., None, None]
    shape = (weights.shape[1], history.size, len(factors))
    stability, difficulty = np.full(shape, np.nan, np.float32), np.full(shape, np.nan, np.float32)
    evidence = np.zeros(shape, np.float32)
    scale = factors.astype(np.float32)
    for which, gap, later in rounds(history):
        card, rating = history.card[which], history.rating[which]
        s, d = stability[:, card], difficulty[:, card]
        if later.any():
            passed = rating[later] > 1
            recall = fsrs6.retrievability(s[:, later] * scale, gap[later][:, None].astype(np.float32), w)
            chance = np.float32(_SLIP) + np.float32(1 - 2 * _SLIP) * recall
            if shares is not None and expected is not None:
                known = evidence[:, card[later]]
                likely = shares * np.exp(known - known.max(axis=2, keepdims=True))
                expected.append(((likely * chance).sum(axis=2) / likely.sum(axis=2), gap[later], passed))
            evidence[:, card[later]] += np.log(np.where(passed[:, None], chance, 1.0 - chance))
        stability[:, card], difficulty[:, card] = next_memory(s, d, scale, gap[:, None], rating[:, None], w)
    return Traced(stability, difficulty, evidence)


def next_memory(
    stability: Array, difficulty: Array, factor: Array, gap: Ints, rating: Ints, w: Array, recall: Array | None = None
) -> tuple[Array, Array]:
    """Stability, less its factor, and difficulty after an answer: FSRS-6 where time runs as fast as the factor says.

    An answer teaches by how likely it was (`recall`, or as these memories say): weak cards are not taken for strong.
    """
    new, same_day = np.isnan(stability), gap < 1
    s, d = np.where(new, np.float32(1.0), stability), np.where(new, np.float32(5.0), difficulty)
    if recall is None:
        recall = fsrs6.retrievability(s * factor, gap.astype(np.float32), w)
    after = np.where(
        rating == fsrs6.AGAIN,
        fsrs6.lapsed_stability(s, d, recall, w),
        fsrs6.recalled_stability(s, d, recall, rating, w),
    )
    if same_day.any():
        after = np.where(same_day, fsrs6.same_day_stability(s, rating, w), after)
    first_s, first_d = fsrs6.first_memory(rating, w)
    return np.where(new, first_s, after), np.where(new, first_d, fsrs6.next_difficulty(d, rating, w))


def weighed(history: History, drawn: Array) -> Array:
    """How plausible each learner drawn is after the answers, at each level and spread: shares that add up to 1."""
    thinned = _thinned(history)
    some = _of_cards(thinned, np.bincount(thinned.card, minlength=thinned.size) > 1)
    evidence = traced(some, drawn, FACTORS[::COARSE]).evidence
    highest = evidence.max(axis=2, keepdims=True) if some.size else 0.0
    shares = _SHARES[::COARSE] / _SHARES[::COARSE].sum(axis=0)
    marginal = np.log(np.exp(evidence - highest) @ shares.astype(np.float32)) + highest
    likelihood = marginal.sum(axis=1, dtype=float) * (len(history.card) / max(len(thinned.card), 1))
    return tempered(_PRIOR, likelihood)


def tempered(prior: Array, likelihood: Array) -> Array:
    """Shares in proportion to exp(prior + power·likelihood), the power at most `TEMPER`, and `ALIVE` minds alive."""
    power = TEMPER
    while True:
        scaled = prior + power * likelihood
        shares = np.exp(scaled - scaled.max())
        shares /= shares.sum()
        if power < 1e-4 or 1.0 / float((shares.sum(axis=1) ** 2).sum()) >= ALIVE:
            return np.asarray(shares)
        power *= 0.8


def _thinned(history: History) -> History:
    """All answers to as many cards, evenly spread, as make up some 600 answers."""
    if len(history.card) <= _WEIGHED:
        return history
    luck = uniform(_SEED, _FACTOR + 1, history.names)
    return _of_cards(history, luck <= np.quantile(luck, _WEIGHED / len(history.card)))


def _of_cards(history: History, chosen: Array) -> History:
    """The answers to some of the cards."""
    kept, index = chosen[history.card], np.cumsum(chosen) - 1
    return History(int(chosen.sum()), index[history.card[kept]], history.day[kept], history.rating[kept])


def resampled(shares: Array, count: int) -> Ints:
    """Indexes drawn in proportion to shares, as evenly as can be (systematic resampling)."""
    return np.minimum(np.searchsorted(np.cumsum(shares), (np.arange(count) + 0.5) / count), len(shares) - 1)
