"""What a memory is worth by the deadline if it is reviewed well, at a price for every second that takes.

With λ the price (recall per second), k the days left, and the memory (S, D) as an answer today leaves it:
W(k,S,D) = max{ worth(k), max over 1 ≤ g < k of −λ·C(R(g;S)) + Σ P(r | R(g;S))·W(k−g, S′r, D′r) }, where
worth(k) = a·R(k;S) + (1−a)·R(k+60;S) is what is left without any review. U is the seconds expected under that choice.
A day is missed one time in ten: then the best of the later choices is what remains. The share a of the day itself is
0.7; with time to spare it is higher, in a table of its own.
"""

from dataclasses import dataclass

import numpy as np

from drills.scheduling.planner import answer
from drills.scheduling.planner.fsrs6 import Array, Ints, Weights, retrievability

STABILITIES = np.geomspace(0.02, 3000.0, 48)
DIFFICULTIES = np.linspace(1.0, 10.0, 12)
PRICES = np.concatenate([[0.0], np.geomspace(2e-5, 4e-2, 20)])
"""Recall per second; 0 means that time is free."""

LONGEST = 120
"""Days ahead at most: a deadline further away is planned for as if it were this far."""

HORIZONS = (30, 60, 90, LONGEST)
"""Days that tables are built for."""

SHARE_ON_DAY, DAYS_AFTER = 0.7, 60
"""Recall on the day counts for 0.7, two months later for 0.3: what is learned should last a little."""

SHARE_WHEN_AMPLE = 0.9
"""With time to spare nearly all of it lasts anyway: then the day counts for more."""

AMPLE, NOT_AMPLE = 1e-4, 4e-4
"""Recall per second that time is worth: to spare below the first, not above the second, partly in between.

The price stays much the same to the last day, where the seconds left per card run out.
"""

MISSED = 0.1
"""Share of the days that pass without study: what is put off may come to nothing."""

_DENSE = 20  # gaps up to this many days are all tried; then every 8th per cent
_PRICES = len(PRICES)
_LOWEST, _STEP = float(np.log(STABILITIES[0])), float(np.log(STABILITIES[1] / STABILITIES[0]))


def worth(stability: Array, elapsed: Array, w: Weights, share: float = SHARE_ON_DAY) -> Array:
    """What a memory is worth if it isn't reviewed again: `elapsed` days from its last answer to the deadline."""
    on_day = retrievability(stability, elapsed, w)
    return np.asarray(share * on_day + (1.0 - share) * retrievability(stability, elapsed + DAYS_AFTER, w))


PREMIUM, PREMIUM_DAYS = 0.5, 3.0
"""Time is this much dearer on the last day, and the surplus shrinks by a factor e every so many days before it."""


def premium(left: Array) -> Array:
    """How much dearer time is with so many days left: everyone wants the last days, and they are no longer."""
    return np.asarray(1.0 + PREMIUM * np.exp(-(np.asarray(left) - 1.0) / PREMIUM_DAYS))


@dataclass(frozen=True, slots=True)
class Table:
    """Value and seconds of the best plan, each of shape (days + 1, difficulties, stabilities, prices), float32.

    `share` is how much of the value the day itself is.
    """

    value: Array
    seconds: Array
    share: float = SHARE_ON_DAY

    @property
    def days(self) -> int:
        """The days ahead that the table reaches."""
        return len(self.value) - 1

    def towards(self, other: "Table", part: float, days: int) -> "Table":
        """A table that far on the way to another one, up to so many days ahead."""
        upto = min(days, self.days, other.days) + 1
        value, seconds = (
            near[:upto] + np.float32(part) * (far[:upto] - near[:upto])
            for near, far in ((self.value, other.value), (self.seconds, other.seconds))
        )
        return Table(value, seconds, self.share + part * (other.share - self.share))


def ampleness(price: float) -> float:
    """How far time is to spare, from 0 to 1, at a price in recall per second at the medians' pace."""
    if price <= AMPLE:
        return 1.0
    return max(0.0, float(np.log(NOT_AMPLE / price) / np.log(NOT_AMPLE / AMPLE)))


def place(stability: Array) -> tuple[Ints, Array]:
    """Where on the grid of stabilities: the index below, and the share of the way to the next one."""
    return _split(np.log(stability) * (1.0 / _STEP) - _LOWEST / _STEP, len(STABILITIES))


def place_difficulty(difficulty: Array) -> tuple[Ints, Array]:
    """Where on the grid of difficulties: the index below, and the share of the way to the next one."""
    return _split((difficulty - 1.0) * ((len(DIFFICULTIES) - 1) / 9.0), len(DIFFICULTIES))


def _split(position: Array, size: int) -> tuple[Ints, Array]:
    position = np.clip(position, 0.0, size - 1.001)
    low = position.astype(np.int32)
    return low, position - low


def horizon_for(days: int) -> int:
    """The days a table must reach for a deadline that many days away."""
    return next((horizon for horizon in HORIZONS if days <= horizon), LONGEST)


def tried_gaps(days: int) -> tuple[int, ...]:
    """The gaps tried, in days, all below `days`: every one up to three weeks, then further and further apart."""
    gaps = list(range(1, min(_DENSE, days - 1) + 1))
    while gaps and (following := int(gaps[-1] * 1.08) + 1) < days and gaps[-1] >= _DENSE:
        gaps.append(following)
    return tuple(gaps)


def built(w: Weights, days: int, share: float = SHARE_ON_DAY) -> Table:
    """The table for deadlines up to `days` away: some tenths of a second for 30 days, a few seconds for 120."""
    value = np.empty((days + 1, len(DIFFICULTIES), len(STABILITIES), _PRICES), np.float32)
    elapsed = np.arange(days + 1)[:, None, None, None]
    value[:] = worth(STABILITIES[None, None, :, None], elapsed, w, share)
    seconds = np.zeros_like(value)
    gaps = np.asarray(tried_gaps(days), dtype=np.int64)
    if len(gaps):
        moves, costs = _moves(gaps, w)
        spread = _by_next_difficulty(w)
        for left in range(1, days):
            reach = int(np.searchsorted(gaps, days - left, side="right"))
            _push(value, seconds, left, gaps[:reach], moves, costs, spread)
    return Table(value, seconds, share)


def _push(
    value: Array, seconds: Array, left: int, gaps: Ints, moves: Array, costs: Array, spread: tuple[Ints, Array]
) -> None:
    """Offer a review with `left` days to go to every memory made `gaps` days before."""
    low, share = spread
    both = np.concatenate([value[left], seconds[left]], axis=-1)
    blended = (1.0 - share) * both[low] + share * both[low + 1]  # (difficulty, rating, stability, 2·price)
    sizes = len(DIFFICULTIES), len(gaps), len(STABILITIES)
    flat = blended.astype(np.float32).reshape(sizes[0], -1, 2 * _PRICES)
    after = (moves[:, : sizes[1] * sizes[2]] @ flat).reshape(*sizes, -1)
    rates = (PRICES * premium(np.asarray(left))).astype(np.float32)
    for i, gap in enumerate(gaps):
        offer = after[:, i, :, :_PRICES] - costs[i][:, None] * rates
        better = offer > value[left + gap]
        taken = after[:, i, :, _PRICES:] + costs[i][:, None]
        for known, new in ((value[left + gap], offer), (seconds[left + gap], taken)):
            np.copyto(known, MISSED * known + (1.0 - MISSED) * new, where=better)


def _by_next_difficulty(w: Weights) -> tuple[Ints, Array]:
    low, share = place_difficulty(answer.next_difficulties(DIFFICULTIES, w).T)
    return low, share[..., None, None].astype(np.float32)


def _moves(gaps: Ints, w: Weights) -> tuple[Array, Array]:
    """Chances of going from (gap, stability) to (rating, stability), by difficulty; and the seconds a review costs."""
    s = STABILITIES[None, None, :]
    recall = np.broadcast_to(
        retrievability(s, gaps[None, :, None], w), (len(DIFFICULTIES), len(gaps), len(STABILITIES))
    )
    after = answer.next_stabilities(s, DIFFICULTIES[:, None, None], recall, w)
    chances = answer.chances(recall)
    low, share = place(after)
    moves = np.zeros((*recall.shape, 4, len(STABILITIES)), np.float32)
    d, g, i = np.ogrid[: recall.shape[0], : recall.shape[1], : recall.shape[2]]
    for rating in range(4):
        moves[d, g, i, rating, low[rating]] += chances[rating] * (1.0 - share[rating])
        moves[d, g, i, rating, low[rating] + 1] += chances[rating] * share[rating]
    flat = moves.reshape(len(DIFFICULTIES), -1, 4 * len(STABILITIES))
    return flat, answer.review_seconds(recall[0]).astype(np.float32)
