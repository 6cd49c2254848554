"""One goal's forecast and what would change it: other minutes, another date, fewer cards, all with the same luck."""

from collections.abc import Callable, Collection, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

import numpy as np

from drills.scheduling.band import WIDEN
from drills.scheduling.forecast import Forecast, Forecaster, History
from drills.scheduling.learner import Learner
from drills.scheduling.planned import DONE_FOR_TODAY
from drills.scheduling.planner.fsrs6 import Array
from drills.scheduling.planner.planner import DeadlinePlanner
from drills.scheduling.rehearsal import SAMPLE, Rehearsal

FEWER_CARDS = 60
"""What-ifs are looked for with a sample of so many cards in each mind: under the same luck they scatter little."""


@dataclass(frozen=True, slots=True)
class Given:
    """What is known: answers as (card index, day, rating), the seconds of each card, the learner. Days are ordinals.

    Where some cards stand for all, they are a `share` of them, and get that share of any seconds.
    """

    size: int
    history: Sequence[tuple[int, int, int]]
    seconds: Sequence[float]
    today: int
    learner: Learner
    names: Sequence[int]  # of the cards: their luck goes by them
    widen: float | None = None
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Evening:
    """A day of the forecast: minutes and answers, readiness in the evening with its 80 % and 95 % bands."""

    minutes: float
    answers: float
    mean: float
    band80: tuple[float, float]
    band95: tuple[float, float]


class WhatIf:
    """A goal's forecast, asked several things. Building it takes some tenths of a second."""

    def __init__(self, given: Given, planner: DeadlinePlanner) -> None:
        self._given = given
        self._planner = planner
        self._all = self._forecaster()
        self._known: dict[tuple[int, tuple[float, ...]], float] = {}
        self._sure: dict[tuple[int, tuple[float, ...]], float] = {}
        self._mean = 0.0
        self._base: float | None = None
        self._asked: tuple[int, tuple[float, ...]] | None = None
        self.check: Callable[[], object] = lambda: None  # called for each day that is rehearsed; may raise, to stop
        self.evenings: tuple[Evening, ...] = ()
        self.recall: Array = np.zeros(given.size)
        self.minutes: Array = np.zeros(given.size)

    def now(self) -> float:
        """Readiness now, in [0, 1]."""
        return self._all.now()

    @property
    def average(self) -> float:
        """The forecast's mean."""
        return self._mean

    def forecast(self, deadline: int, budgets: Sequence[float]) -> Forecast:
        """What to expect on the day; keeps each evening, and each card's recall on the day and its minutes until then.

        `budgets` are seconds, one for each day from today to the day before the deadline.
        """
        share = self._given.share
        days = share * np.asarray(budgets, dtype=float)
        rehearsal = _Recorded(self._all)
        evenings = []
        for offset in range(len(days)):
            self.check()
            before, answered = rehearsal.spent.copy(), rehearsal.answered
            day = self._given.today + offset
            rehearsal.live(day, deadline, days[offset:])
            summary = self._all._summary(rehearsal.recall(day), 0.0)
            minutes = float((rehearsal.spent - before).mean()) / 60.0 / share
            answers = (rehearsal.answered - answered) / share
            evenings.append(Evening(minutes, answers, summary.mean, summary.band80, summary.band95))
        self.evenings = tuple(evenings)
        recall = rehearsal.recall(deadline)
        self.recall, self.minutes = rehearsal.by_card(recall)
        self._mean = float(recall.mean())
        self._asked, self._base = (deadline, tuple(budgets)), None
        return self._all._summary(recall, float(rehearsal.spent.mean()) / 60.0 / share)

    def mean(self, deadline: int, budgets: Sequence[float]) -> float:
        """The mean to expect with other minutes or on another day, once the forecast was made."""
        key = (deadline, tuple(budgets))
        if key in self._sure:
            return self._sure[key]
        base = self._of_few_cards()
        if key not in self._known:
            found = self._rehearsed(self._all, deadline, budgets)
            # Whoever has more time may always leave it: only the luck of few cards can say otherwise.
            less = [mean for known, mean in self._known.items() if known[0] == deadline and _allows(budgets, known[1])]
            self._known[key] = max([found, *less])
        return self._scaled(self._known[key], base)

    def sure_mean(self, deadline: int, budgets: Sequence[float]) -> float:
        """The same with as many cards as the forecast was made with: it takes as long, and `mean` keeps to it."""
        key = (deadline, tuple(budgets))
        if key not in self._sure:
            self._sure[key] = self._rehearsed(self._all, deadline, budgets, SAMPLE)
        return self._sure[key]

    def mean_without(self, cards: Collection[int], deadline: int, budgets: Sequence[float]) -> float:
        """The same over the other cards, were some not in the goal."""
        kept = self._others(cards)
        base = self._of_few_cards()
        return self._scaled(self._rehearsed(_without(self._all, kept), deadline, budgets), base) if kept else 1.0

    def sure_mean_without(self, cards: Collection[int], deadline: int, budgets: Sequence[float]) -> float:
        """The same with as many cards as the forecast was made with."""
        kept = self._others(cards)
        return self._rehearsed(_without(self._all, kept), deadline, budgets, SAMPLE) if kept else 1.0

    def _others(self, cards: Collection[int]) -> list[int]:
        return [index for index in range(self._given.size) if index not in cards]

    def _of_few_cards(self) -> float:
        """What few cards make of the plan as it is."""
        if self._base is None:
            if self._asked is None:
                raise ValueError("make the forecast before asking what would change it")
            self._base = self._rehearsed(self._all, *self._asked)
            self._known = {self._asked: self._base}
        return self._base

    def _scaled(self, mean: float, base: float) -> float:
        """What few cards came to, told as all would: what is lacking to 1 is as many times more or less."""
        return 1.0 - (1.0 - mean) * (1.0 - self._mean) / max(1.0 - base, 1e-6)

    def _rehearsed(
        self, forecaster: Forecaster, deadline: int, budgets: Sequence[float], sample: int = FEWER_CARDS
    ) -> float:
        """The mean on the day, over the minds."""
        days = self._given.share * np.asarray(budgets, dtype=float)
        rehearsal = _Recorded(forecaster, sample)
        for offset in range(len(days)):
            self.check()
            rehearsal.live(self._given.today + offset, deadline, days[offset:])
        return float(rehearsal.recall(deadline).mean())

    def _forecaster(self) -> Forecaster:
        given = self._given
        card, day, rating = (np.asarray([answer[i] for answer in given.history], dtype=int) for i in range(3))
        return Forecaster(
            History(given.size, card, day, rating, np.asarray(given.names, dtype=int)),
            self._planner,
            given.learner,
            given.today,
            seconds=np.asarray(given.seconds, dtype=float),
            widen=WIDEN if given.widen is None else given.widen,
        )


def _allows(budgets: Sequence[float], others: Sequence[float]) -> bool:
    """Whether there is at least as much time on every day."""
    return all(mine >= other for mine, other in zip(budgets, others, strict=True))


class _Recorded(Rehearsal):
    """A rehearsal as the app studies, which keeps what each card took: reviews stop at the floor, new cards don't."""

    def __init__(self, start: Forecaster, sample: int = SAMPLE) -> None:
        super().__init__(start, sample)
        self._size = start.size
        self._minutes = np.zeros(self._cards.shape)
        self.answered = 0.0

    def live(self, day: int, deadline: int, budgets: Array) -> None:
        """One day with the first of these seconds; the others are those of the days to come."""
        self.study(day, deadline, float(budgets[0]), float(budgets.mean()), DONE_FOR_TODAY)

    def _gains(self, day: int, deadline: int, average: float, floor: float) -> Array:
        gains = super()._gains(day, deadline, average, floor)
        return np.where(self._last < 0, np.maximum(gains, DONE_FOR_TODAY), gains)

    def _answers(self, rows: Any, places: Any, day: int) -> Any:
        ratings, seconds = super()._answers(rows, places, day)
        self._offered = np.zeros(self._cards.shape)
        self._offered[rows, places] = seconds
        return ratings, seconds

    def _learn(self, rows: Any, places: Any, ratings: Any, day: int) -> None:
        super()._learn(rows, places, ratings, day)
        self._minutes[rows, places] += self._offered[rows, places] / 60.0
        self.answered += len(rows) / len(self.spent) / self._share

    def by_card(self, recall: Array) -> tuple[Array, Array]:
        """Mean recall and minutes of each card, over the minds that studied it; a card that none has gets the mean."""
        counts = np.bincount(self._cards.ravel(), minlength=self._size)
        sums = (np.bincount(self._cards.ravel(), values.ravel(), self._size) for values in (recall, self._minutes))
        means = (float(recall.mean()), float(self._minutes.mean()))
        first, other = (
            np.where(counts > 0, total / np.maximum(counts, 1), mean) for total, mean in zip(sums, means, strict=True)
        )
        return np.asarray(first), np.asarray(other)


def _without(forecaster: Forecaster, kept: Sequence[int]) -> Forecaster:
    """The same with some of the cards."""
    fewer, chosen = copy(forecaster), np.asarray(kept, dtype=int)
    fewer.minds, fewer.model = copy(forecaster.minds), copy(forecaster.model)
    for memories in (fewer.minds, fewer.model):
        for name in ("factor", "stability", "difficulty", "last"):
            setattr(memories, name, getattr(memories, name)[..., chosen])
    for name in ("effort", "names", "seconds", "importance"):
        values = getattr(fewer, name)
        setattr(fewer, name, None if values is None else np.asarray(values)[chosen])
    fewer.size = len(kept)
    return fewer
