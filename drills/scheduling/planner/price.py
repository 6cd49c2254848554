"""The price of time: recall per second at which the best plans together fill the time there is."""

from collections.abc import Sequence

import numpy as np

from drills.scheduling.planner import table
from drills.scheduling.planner.cards import Cards
from drills.scheduling.planner.fsrs6 import Array, Ints
from drills.scheduling.planner.index import Index
from drills.scheduling.planner.table import PRICES

PLANNED_SHARE = 0.85
"""Some days are missed and some answers take longer: plan with this share of the time."""

SAMPLE = 160
"""So many cards of a plan, evenly spread over their states, stand for all of them."""

_STEP = float(np.log(PRICES[2] / PRICES[1]))
_RUNGS = len(PRICES)


def clearing(plans: Sequence[tuple[Cards, Index, int]], budget: float) -> float:
    """The price, in recall per second, at which plans take `PLANNED_SHARE` of the budget a day; 0 if always less."""
    demand = np.zeros(_RUNGS)
    for cards, index, ahead in plans:
        demand += _demand(cards, index) / min(ahead, table.LONGEST)
    demand = np.maximum.accumulate(demand[::-1])[::-1]
    supply = PLANNED_SHARE * budget
    if demand[0] <= supply:
        return 0.0
    above = int(np.searchsorted(-demand, -supply))  # the first rung that takes no more
    if above >= _RUNGS:
        return float(PRICES[-1])
    share = (demand[above - 1] - supply) / max(demand[above - 1] - demand[above], 1e-9)
    if above == 1:
        return float(share * PRICES[1])
    return float(PRICES[above - 1] * np.exp(share * _STEP))


def gains(cards: Cards, index: Index, rate: float) -> Array:
    """What an answer today adds per second over the best later plan, times importance, at a price."""
    scale = cards.pace * cards.scale(index.weights)
    result = np.empty(len(cards))
    coarse = np.round(np.log(scale) / _STEP * 2).astype(int) if cards.seconds is not None else np.zeros(len(cards), int)
    classes, which = np.unique(coarse, return_inverse=True)
    sizes = np.bincount(which, minlength=len(classes))
    own = rate * np.exp(np.bincount(which, np.log(scale), len(classes)) / sizes)
    new = cards.new
    result[new] = np.asarray([index.of_new(float(price)) for price in own])[which[new]]
    if not new.all():
        result[~new] = index.of_seen(cards.seen, own, which[~new].astype(np.int32))
    return result * cards.importance / scale


def _demand(cards: Cards, index: Index) -> Array:
    """Seconds that the best plans of the cards take together, at each price of the ladder."""
    total = np.zeros(_RUNGS)
    for are_new in (True, False):
        chosen = np.flatnonzero(cards.new == are_new)
        if len(chosen):
            some = cards.only(_spread(cards, chosen))
            seconds = index.seconds_of_new()[None, :] if are_new else index.seconds_of_seen(some.seen)
            scale = some.pace * some.effort
            total += (
                len(chosen) / len(some) * (scale @ _at_own_price(np.broadcast_to(seconds, (len(some), _RUNGS)), scale))
            )
    return total


def _spread(cards: Cards, chosen: Ints) -> Ints:
    """At most `SAMPLE` of the cards chosen, evenly spread when sorted by their states."""
    if len(chosen) <= SAMPLE:
        return chosen
    keys = (cards.difficulty[chosen], cards.stability[chosen], cards.elapsed[chosen], cards.effort[chosen])
    return np.asarray(chosen[np.lexsort(keys)[np.linspace(0, len(chosen) - 1, SAMPLE).astype(int)]])


def _at_own_price(seconds: Array, scale: Array) -> Array:
    """Seconds by card and price of the ladder, where a card that takes longer sees a higher price."""
    position = np.arange(1, _RUNGS) + np.log(scale)[:, None] / _STEP
    position = np.clip(position, 0.0, _RUNGS - 1.001)
    low = position.astype(int)
    part = position - low
    rows = np.arange(len(seconds))[:, None]
    shifted = (1 - part) * seconds[rows, low] + part * seconds[rows, low + 1]
    return np.concatenate([seconds[:, :1], shifted], axis=1)
