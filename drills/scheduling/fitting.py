"""Fitting FSRS-6's weights to one's own answers: what is fitted on, what is held out, and whether it came out better.

Answers are held out by time: the trainer sees the first four fifths of the days' answers, and the weights are judged by
the log loss on the rest, as they would have been in use.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from typing import TypeAlias

from drills.scheduling.memory import DEFAULT_WEIGHTS, next_memory, retrievability

ENOUGH = 400
"""Answers from which on fitting is offered."""

HELD_OUT = 0.2
"""Share of the answers, the latest ones, that weights are judged by."""

TRAINABLE = 100
"""Answers on a later day without which the trainer gives the defaults back."""

Answer: TypeAlias = tuple[int, int, int]
"""Rating (1–4), days since the answer before (0 for a first one and on the same day), day."""

Histories: TypeAlias = dict[int, list[Answer]]
"""All answers by card id, each card's in order."""

_LEAST = 1e-4  # a chance is never taken for surer than this


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights fitted to `reviews` answers, and log losses on `held_out` answers that the judged weights never saw.

    `before` is the loss of the weights in use, `defaults` that of FSRS-6's own, `after` that of weights fitted without
    those answers. `weights` are then fitted to all of them.
    """

    weights: tuple[float, ...]
    reviews: int
    held_out: int
    before: float
    defaults: float
    after: float

    @property
    def better(self) -> bool:
        """Whether the new weights foretold the held-out answers better than those in use."""
        return self.after < self.before


def split_day(histories: Histories) -> int:
    """The first day that is held out."""
    days = sorted(day for answers in histories.values() for _, _, day in answers)
    return days[min(int(len(days) * (1.0 - HELD_OUT)), len(days) - 1)] if days else 0


def before_day(histories: Histories, day: int) -> Histories:
    """The answers given before a day."""
    kept = {card: [answer for answer in answers if answer[2] < day] for card, answers in histories.items()}
    return {card: answers for card, answers in kept.items() if answers}


def sequences(histories: Histories) -> Iterable[tuple[int, list[tuple[int, int]]]]:
    """What a trainer learns from: card id, and (rating, gap) up to an answer on a later day, for each such answer."""
    for card, answers in histories.items():
        told = [(rating, gap) for rating, gap, _ in answers]
        for last in range(1, len(told)):
            if told[last][1] > 0:
                yield card, told[: last + 1]


def log_loss(histories: Histories, weights: Sequence[float], since: int = 0) -> tuple[float, int]:
    """Mean log loss of the predictions of answers on later days, from day `since` on, and how many those are.

    States are worked out over all answers before. 0 where there are none.
    """
    total, count = 0.0, 0
    for answers in histories.values():
        memory = None
        for rating, gap, day in answers:
            if memory and gap > 0 and day >= since:
                chance = min(max(retrievability(memory.stability, gap, weights), _LEAST), 1.0 - _LEAST)
                total -= log(chance if rating > 1 else 1.0 - chance)
                count += 1
            memory = next_memory(memory, rating, gap if memory else 0, weights)
    return (total / count if count else 0.0), count


def judged(
    histories: Histories, fitted_before: Sequence[float], fitted: Sequence[float], in_use: Sequence[float]
) -> Fitted:
    """How weights fitted before the held-out days compare there, with the weights fitted to everything."""
    since = split_day(histories)
    after, held_out = log_loss(histories, fitted_before, since)
    before, _ = log_loss(histories, in_use, since)
    defaults = before if tuple(in_use) == DEFAULT_WEIGHTS else log_loss(histories, DEFAULT_WEIGHTS, since)[0]
    reviews = sum(map(len, histories.values()))
    return Fitted(tuple(fitted), reviews, held_out, before, defaults, after)
