"""What to expect on the day, honestly: plausible learners, weighed by the answers so far, study on under the real plan.

A forecast from one set of weights is far too sure of itself. Here 400 learners are drawn from how people differ, each
replays the answers given and is weighed by how likely it makes them; 32 of them go on studying, with luck of their own,
in the order the planner will choose.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import log
from statistics import NormalDist

import numpy as np

from drills.scheduling.band import WIDEN
from drills.scheduling.minds import History as History
from drills.scheduling.minds import Minds, replayed
from drills.scheduling.planner import answer
from drills.scheduling.planner.fsrs6 import Array
from drills.scheduling.planner.planner import DeadlinePlanner, LearnerLike
from drills.scheduling.rehearsal import Rehearsal

FIRM = 10
"""Answers that say something of memory, from which on a forecast has more than a wide band."""

UNCERTAIN = 0.015
"""Differences between dates that the luck of the minds alone may make."""

_NOISE = np.asarray([NormalDist().inv_cdf((i + 0.5) / 16) for i in range(16)])


@dataclass(frozen=True, slots=True)
class Forecast:
    """Share of the cards recalled, in [0, 1]: the mean, and bands that hold it with 80 % and 95 %.

    `firm` is False before there are answers to go by: then show only the 95 % band. `minutes` is the time it takes,
    `daily_seconds` that of each day. `path` says what is expected of each morning until the deadline: the day, the mean
    readiness, and its 80 % band.
    """

    mean: float
    band80: tuple[float, float]
    band95: tuple[float, float]
    minutes: float
    firm: bool
    path: tuple[tuple[int, float, float, float], ...] = ()
    daily_seconds: tuple[float, ...] = ()


class Forecaster:
    """Minds that explain the answers so far. Building it takes some tenths of a second for thousands of answers."""

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
        self.names = history.names
        found = Minds(history)
        self.weights, self.minds = found.weights, found.memories
        self.model = replayed(history, np.asarray(planner.weights)[:, None])
        never = self.model.last < 0
        usual = np.where(never, answer.C_NEW, answer.C_PASS)
        self.effort = np.ones(self.size) if seconds is None else np.asarray(seconds) / usual
        self._firm = found.answers >= FIRM
        self._made: list[tuple[_Asked, Forecast]] = []

    def now(self) -> float:
        """Share of the cards that would be recalled today, never seen = 0: the mean over the minds."""
        return float(self.minds.recall(self.today).mean()) if self.size else 0.0

    def on(self, deadline: int, budget_seconds: float | Sequence[float], floor: float = 0.0) -> Forecast:
        """What to expect on the day if the plan is followed.

        `budget_seconds` is one number for every day, or one for each from today to the day before the deadline: 0 on
        days off, and where other goals or cards share the minutes, what is left for these. The same minds have the same
        luck in every call, so two calls can be compared, and agree: more seconds on any day never promise less (one may
        always leave them), nor does a later date, but for cards that are known now and fade for want of time.
        """
        days = max(deadline - self.today, 0)
        budgets = np.broadcast_to(np.asarray(budget_seconds, dtype=float), (days,))
        if not np.all(np.isfinite(budgets) & (budgets >= 0)):
            raise ValueError("a budget is a number of seconds from 0 on")
        if not self.size:
            return _nothing(self._firm)
        made = self._agreeing(_Asked(deadline, budgets, floor), self._rehearsed(deadline, budgets, floor))
        self._made.append((_Asked(deadline, budgets, floor), made))
        return made

    def gain(self, deadline: int, budget_seconds: float | Sequence[float], more: float = 300.0) -> float:
        """Recall on the day that so many more seconds, on each day that has any, add: the same minds, the same luck."""
        budgets = np.broadcast_to(np.asarray(budget_seconds, dtype=float), (max(deadline - self.today, 0),))
        wider = np.where(budgets > 0, budgets + more, 0.0)
        return self.on(deadline, wider.tolist()).mean - self.on(deadline, budgets.tolist()).mean

    def _rehearsed(self, deadline: int, budgets: Array, floor: float) -> Forecast:
        rehearsal = Rehearsal(self)
        path, spent = [], [0.0]
        for offset, budget in enumerate(budgets):
            day = self.today + offset
            path.append((day, *self._expected(rehearsal.recall(day), 0.8)))
            rehearsal.study(day, deadline, float(budget), float(budgets[offset:].mean()), floor)
            spent.append(float(rehearsal.spent.mean()))
        made = self._summary(rehearsal.recall(deadline), spent[-1] / 60.0)
        path.append((deadline, made.mean, *made.band80))
        return replace(made, path=tuple(path), daily_seconds=tuple(np.diff(spent).tolist()))

    def _summary(self, recall: Array, minutes: float) -> Forecast:
        """The forecast that recall on a day in every mind (mind, card) makes."""
        mean, low, high = self._expected(recall, 0.8)
        _, lowest, highest = self._expected(recall, 0.95)
        return Forecast(mean, (low, high), (lowest, highest), minutes, self._firm)

    def _expected(self, recall: Array, share: float) -> tuple[float, float, float]:
        """Mean, and a band that holds that share of what may come: luck on the day included."""
        shares = recall.mean(axis=1)
        noise = np.sqrt((recall * (1.0 - recall)).mean(axis=1) / self.size)
        outcomes = (shares[:, None] + noise[:, None] * _NOISE).ravel()
        mean = float(shares.mean())
        band = np.quantile(outcomes, [(1 - share) / 2, (1 + share) / 2])
        low, high = np.clip(mean + self._widen * (band - mean), 0.0, 1.0)
        return mean, min(float(low), mean), max(float(high), mean)

    def _agreeing(self, asked: "_Asked", made: Forecast) -> Forecast:
        """A forecast that agrees with those made before, of which it differs by the luck of a few minds only."""
        for known, earlier in self._made:
            drop = earlier.mean - made.mean
            sooner, later = asked.goes_beyond(known), known.goes_beyond(asked)
            if (sooner and 0 < drop <= UNCERTAIN) or (later and -UNCERTAIN <= drop < 0):
                made = replace(made, mean=earlier.mean, band80=earlier.band80, band95=earlier.band95)
        for known, earlier in self._made:
            if asked.allows(known) and earlier.mean > made.mean:
                made = earlier
        for known, earlier in self._made:
            if known.allows(asked) and earlier.mean < made.mean:
                made = replace(earlier, minutes=made.minutes, daily_seconds=made.daily_seconds)
        return made


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a forecast was asked for."""

    deadline: int
    budgets: Array
    floor: float

    def allows(self, other: "_Asked") -> bool:
        """Whether who has this much time could do as with the other, by the same date."""
        same = self.deadline == other.deadline and self.floor == other.floor
        return same and bool(np.all(self.budgets >= other.budgets))

    def goes_beyond(self, other: "_Asked") -> bool:
        """Whether it is a later date with at least as much time until the other's."""
        later = self.deadline > other.deadline and self.floor == other.floor
        return later and bool(np.all(self.budgets[: len(other.budgets)] >= other.budgets))


def _nothing(firm: bool) -> Forecast:
    return Forecast(0.0, (0.0, 0.0), (0.0, 0.0), 0.0, firm)


def minutes_needed(
    forecaster: Forecaster,
    deadline: int,
    target: float,
    limit: float,
    *,
    shape: Sequence[float] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> float | None:
    """Whole minutes a day that are needed for `target` (share of the cards, in [0, 1]); None if `limit` is not enough.

    `shape` is the part of a full day's minutes that each day until the deadline has (0 for a day off; all 1 without).
    Half a dozen forecasts at most; `cancelled` is asked before each, and ends the search with None.
    """
    days = np.ones(max(deadline - forecaster.today, 0)) if shape is None else np.asarray(shape, dtype=float)

    def reached(minutes: float) -> float:
        return forecaster.on(deadline, (60.0 * minutes * days).tolist()).mean

    if cancelled() or (top := reached(limit)) < target:
        return None
    low, high, bottom = 0.0, float(limit), reached(0.0)
    if bottom >= target:
        return 0.0
    for _ in range(6):
        if high - low <= max(1.0, 0.04 * high):
            break
        if cancelled():
            return None
        part = (effort(target) - effort(bottom)) / max(effort(top) - effort(bottom), 1e-9)
        part = min(max(part, 0.1), 0.6)
        middle = max(round(low + part * (high - low)), 1.0) if high > 2 else (low + high) / 2
        found = reached(middle)
        if found >= target:
            high, top = middle, found
        else:
            low, bottom = middle, found
    return float(np.ceil(high))


def effort(share: float) -> float:
    """What a share recalled takes: grows about evenly with the minutes."""
    return -log(max(1.0 - share, 1e-4))
