"""A goal's outlook computed: what to expect on the day, whether the minutes are enough, and what else could be done.

It takes seconds and knows no database: run it on a thread of its own, and store what it gives.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from drills.number_words import percent
from drills.plan import words
from drills.plan.inputs import Inputs
from drills.plan.ways import confirmed, minutes_for, ways_out
from drills.plan.worth import LONGEST, PLANNERS
from drills.views.plan import Choice, GoalOutlook, PlannedDay, Stage, Verdict

if TYPE_CHECKING:
    from drills.scheduling import DeadlinePlanner
    from drills.scheduling.forecast import Forecast
    from drills.scheduling.whatif import WhatIf

MUCH_LESS = 0.75
"""Who needs no more than this share of the minutes is ahead."""

MOSTLY_SEEN = 0.8
"""Beyond this share of the cards seen, breadth is no longer the matter."""

PLANNED = 0.9
"""The share of the time that is really studied: some days are missed."""

FARTHEST = 366
"""Days ahead beyond which nothing is forecast: it would take long, and say little."""

FIVE = 300.0
"""Five minutes, in seconds."""


class Cancelled(Exception):
    """Nobody waits for the outlook any more."""


@dataclass(frozen=True, slots=True)
class Foretold:
    """A goal's forecast, before it is known what else could be done: that takes several times as long."""

    inputs: Inputs
    outlook: GoalOutlook
    what_if: "WhatIf | None" = None
    forecast: "Forecast | None" = None

    def judged(self, cancelled: Callable[[], bool] = lambda: False) -> GoalOutlook:
        """The whole outlook. Raises Cancelled soon after `cancelled` says so."""
        if self.what_if is None or self.forecast is None:
            return self.outlook
        self.what_if.check = lambda: _check(cancelled)
        return _judged(self.inputs, self.what_if, self.forecast, self.outlook, lambda: _check(cancelled))


def compute(
    inputs: Inputs, cancelled: Callable[[], bool] = lambda: False, planner: "DeadlinePlanner | None" = None
) -> GoalOutlook:
    """The outlook of a goal. Builds the planner's tables if they are missing, unless a planner is given.

    Raises Cancelled soon after `cancelled` says so.
    """
    return foretell(inputs, cancelled, planner).judged(cancelled)


def foretell(
    inputs: Inputs, cancelled: Callable[[], bool] = lambda: False, planner: "DeadlinePlanner | None" = None
) -> Foretold:
    """The first part of `compute`: what to expect on the day, and whether the minutes are enough."""
    if (early := _without_forecast(inputs)) is not None:
        return Foretold(inputs, early)
    _check(cancelled)
    if planner is None:
        planner = PLANNERS.load(inputs.weights)
        planner.prepare(min(len(inputs.budgets), LONGEST))
    _check(cancelled)
    from drills.plan.division import divided
    from drills.scheduling.whatif import Given, WhatIf

    inputs = divided(inputs, planner)
    _check(cancelled)
    what_if = WhatIf(
        Given(
            len(inputs.cards),
            inputs.history,
            inputs.seconds,
            inputs.today.toordinal(),
            inputs.learner,
            [card.card_id for card in inputs.cards],
            inputs.widen,
            len(inputs.cards) / max(inputs.total, len(inputs.cards)),
        ),
        planner,
    )
    what_if.check = lambda: _check(cancelled)
    forecast = what_if.forecast(inputs.deadline.toordinal(), inputs.budgets)
    return Foretold(inputs, _forecast_alone(inputs, what_if, forecast), what_if, forecast)


def _check(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled


def bare(
    goal_id: int,
    today: date,
    deadline: date,
    verdict: Verdict,
    *,
    cards: int = 0,
    seen: int = 0,
    now: float = 0.0,
    target: float = 0.9,
) -> GoalOutlook:
    """An outlook without a forecast: the goal's stage, and why there is none."""
    state = words.stage_of(today, deadline)
    said = words.verdict_words(verdict, minutes=0, needed=None, target=target, mean=0, ways={})
    if state is Stage.OVER:
        said = "the day has passed · how did it go?"
    elif state is Stage.TODAY:
        said = "today is the day · a short warm-up, no study"
    return GoalOutlook(
        goal_id, today, deadline, state, verdict, said, "", cards=cards, seen=seen, now=now, mean=now, low=now,
        high=now, target=target,
    )  # fmt: skip


def _without_forecast(inputs: Inputs) -> GoalOutlook | None:
    if not inputs.cards:
        verdict = Verdict.NO_CARDS
    elif inputs.deadline <= inputs.today or len(inputs.budgets) > FARTHEST:
        verdict = Verdict.UNKNOWN
    else:
        return None
    outlook = bare(
        inputs.goal_id, inputs.today, inputs.deadline, verdict,
        cards=inputs.total, seen=inputs.seen, target=inputs.target,
    )  # fmt: skip
    far = len(inputs.budgets) > FARTHEST and verdict is Verdict.UNKNOWN
    return replace(outlook, words=words.far_words(inputs.deadline)) if far else outlook


def _judged(
    inputs: Inputs, what_if: "WhatIf", forecast: "Forecast", outlook: GoalOutlook, check: Callable[[], None]
) -> GoalOutlook:
    deadline, budgets = inputs.deadline.toordinal(), inputs.budgets
    check()
    resting = inputs.resting
    more = what_if.mean(
        deadline, [seconds if rest else seconds + FIVE for seconds, rest in zip(budgets, resting, strict=True)]
    )
    check()
    needed = minutes_for(inputs, lambda some: what_if.mean(deadline, some), forecast.mean) if not all(resting) else None
    if not all(resting) and forecast.mean < inputs.enough:
        needed = confirmed(inputs, what_if, needed)
    verdict = _verdict(inputs, forecast.mean, needed)
    choices: tuple[Choice, ...] = ()
    if verdict in (Verdict.BEHIND, Verdict.OUT_OF_REACH):
        choices = ways_out(inputs, what_if, (outlook.low, outlook.high), needed, check)
        if inputs.sampled:
            said = words.sampled_words(inputs.sampled, inputs.total)
            outlook = replace(outlook, advice=f"{outlook.advice} {said}".strip())
    return replace(
        outlook,
        verdict=verdict,
        words=_said(inputs, verdict, forecast.mean, needed, choices),
        minutes_needed=needed,
        five_more=max(0.0, more - forecast.mean),
        choices=choices,
    )


def _said(inputs: Inputs, verdict: Verdict, mean: float, needed: int | None, choices: Sequence[Choice]) -> str:
    return words.verdict_words(
        verdict,
        minutes=inputs.minutes,
        shared=inputs.shared,
        needed=needed,
        target=inputs.target,
        mean=mean,
        ways={choice.way: choice.words for choice in choices if choice.enough},
    )


def _forecast_alone(inputs: Inputs, what_if: "WhatIf", forecast: "Forecast") -> GoalOutlook:
    """The outlook before anything else was tried: whether the minutes are enough, but not which would be."""
    low, high = forecast.band80 if forecast.firm else forecast.band95
    verdict = _verdict(inputs, forecast.mean, round(inputs.minutes))
    said = _said(inputs, verdict, forecast.mean, None, ())
    if verdict is Verdict.BEHIND:
        said = f"behind · {percent(forecast.mean)} predicted, {percent(inputs.target)} aimed at"
    return GoalOutlook(
        goal_id=inputs.goal_id,
        day=inputs.today,
        deadline=inputs.deadline,
        state=words.stage_of(inputs.today, inputs.deadline),
        verdict=verdict,
        words=said,
        band_words=words.band_words(forecast.mean, low, high, forecast.firm),
        cards=inputs.total,
        seen=inputs.seen,
        parked=inputs.parked,
        now=what_if.now() if inputs.now is None else inputs.now,
        mean=forecast.mean,
        low=low,
        high=high,
        band=0.8 if forecast.firm else 0.95,
        firm=forecast.firm,
        target=inputs.target,
        minutes=inputs.minutes,
        days=_days(inputs, what_if, forecast.firm),
        advice=_advice(inputs),
        sampled=inputs.sampled,
    )


def _advice(inputs: Inputs) -> str:
    """What to know beforehand, where time is tight and much is still to be seen."""
    if inputs.seen > MOSTLY_SEEN * inputs.total:
        return ""
    return words.tight_words(PLANNED * sum(inputs.budgets) / max(inputs.total, 1))


def _verdict(inputs: Inputs, mean: float, needed: int | None) -> Verdict:
    if all(inputs.resting):
        return Verdict.DONE if mean >= inputs.enough else Verdict.NO_TIME
    if mean >= inputs.enough:
        if needed == 0:
            return Verdict.DONE
        much_less = needed is not None and needed <= MUCH_LESS * inputs.minutes and needed <= inputs.minutes - 2
        return Verdict.AHEAD if much_less else Verdict.ON_PLAN
    return Verdict.OUT_OF_REACH if needed is None else Verdict.BEHIND


def _days(inputs: Inputs, what_if: "WhatIf", firm: bool) -> tuple[PlannedDay, ...]:
    found = []
    for offset, evening in enumerate(what_if.evenings):
        low, high = evening.band80 if firm else evening.band95
        day = words.later(inputs.today, offset)
        found.append(
            PlannedDay(day, evening.minutes, evening.answers, evening.mean, low, high, rest=day in inputs.free)
        )
    return tuple(found)
