"""A goal's readiness so far: what was predicted for each evening, and what first answers measured."""

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from math import ceil

from drills.storage.planning.learner_tally import planning_weights, typical_kappa
from drills.views.plan import Readiness

POINTS = 60
"""Of a longer past, so many evenings are looked at."""

SAMPLE = 400
"""Of more cards, so many evenly spread stand for all."""

_STATES = """
SELECT r.card_id, r.day, r.stability_after FROM json_each(:cards) j CROSS JOIN reviews r ON r.card_id = j.value
WHERE r.day <= :day AND NOT EXISTS (SELECT 1 FROM retractions x WHERE x.review_id = r.id) ORDER BY r.id
"""
_MEASURED = """
SELECT r.day, count(*), sum(r.rating > 1) FROM json_each(:cards) j CROSS JOIN reviews r ON r.card_id = j.value
WHERE r.day BETWEEN :first AND :day AND r.elapsed_days > 0
  AND NOT EXISTS (SELECT 1 FROM retractions x WHERE x.review_id = r.id) GROUP BY r.day
"""


def past_readiness(c: sqlite3.Connection, cards: Sequence[int], first: date, day: date) -> tuple[Readiness, ...]:
    """Readiness of those cards for each evening from `first` to `day`: at most some 60 of them, the last always.

    Predicted from the memories as they were then; cards not seen by then count as 0. Measured is the share recalled
    of that day's first answers to cards seen before.
    """
    if not cards or day < first:
        return ()
    histories = _histories(c, cards[:: ceil(len(cards) / SAMPLE)], day)
    weights = planning_weights(c)
    kappa = typical_kappa(c, weights)
    measured = {
        on: (answers, recalled)
        for on, answers, recalled in c.execute(
            _MEASURED, {"cards": json.dumps(list(cards)), "first": first.toordinal(), "day": day.toordinal()}
        )
    }
    step = ceil(((day - first).days + 1) / POINTS)
    days = list(range(day.toordinal(), first.toordinal() - 1, -step))[::-1]
    return tuple(_readiness(histories, on, kappa, weights, measured.get(on)) for on in days)


History = tuple[list[int], list[float]]


def _histories(c: sqlite3.Connection, cards: Sequence[int], day: date) -> list[History]:
    """For each card, the days of its answers and the stability after each."""
    found: dict[int, History] = {card_id: ([], []) for card_id in cards}
    for card_id, on, stability in c.execute(_STATES, {"cards": json.dumps(list(cards)), "day": day.toordinal()}):
        days, stabilities = found[card_id]
        days.append(on)
        stabilities.append(stability)
    return list(found.values())


def _readiness(
    histories: Sequence[History],
    day: int,
    kappa: float,
    weights: Sequence[float],
    measured: tuple[int, int] | None,
) -> Readiness:
    decay = -weights[20]
    factor = 0.9 ** (1.0 / decay) - 1.0
    total = 0.0
    for days, stabilities in histories:
        if place := bisect_right(days, day):
            elapsed = max(0, day - days[place - 1])
            total += (1.0 + factor * elapsed / (kappa * stabilities[place - 1])) ** decay
    answers, recalled = measured or (0, 0)
    share = recalled / answers if answers else None
    return Readiness(date.fromordinal(day), total / len(histories), share, answers)
