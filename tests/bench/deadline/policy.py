"""Policies to compare: the planner, and what people do today."""

from collections.abc import Callable

import numpy as np

from drills.scheduling.memory import DEFAULT_WEIGHTS
from drills.scheduling.planner import answer, closed_form
from drills.scheduling.planner.fsrs6 import retrievability
from drills.scheduling.planner.planner import DeadlinePlanner
from tests.bench.deadline.simulate import Array, Policy, Scenario, View

_DECAY = DEFAULT_WEIGHTS[20]
PLANNER = DeadlinePlanner()


def plan(floor: float = 0.0) -> Policy:
    """The planner, given every second there is (floor 0), or until the rest adds less than the floor."""

    def today(view: View, day: int) -> Array:
        return PLANNER.rank(view, view.learner, day, view.deadline, view.budget, floor)

    return today


def closed(view: View, day: int) -> Array:
    """The closed form alone, with pace and kappa."""
    learner = view.learner
    gains = np.full(
        view.size, float(closed_form.gain_of_first(np.asarray(view.deadline - day), learner.kappa, DEFAULT_WEIGHTS))
    )
    old = view.last_day >= 0
    gains[old] = closed_form.gain_of_review(
        learner.kappa * view.stability[old], view.difficulty[old], np.maximum(day - view.last_day[old], 1.0),
        np.asarray(float(view.deadline - day)), DEFAULT_WEIGHTS,
    )  # fmt: skip
    return np.argsort(-gains, kind="stable")


def _intervals(view: View, retention: float) -> Array:
    span = (retention ** (-1.0 / _DECAY) - 1.0) / (0.9 ** (-1.0 / _DECAY) - 1.0)
    return np.maximum(np.round(np.where(view.last_day < 0, 1.0, view.stability) * span), 1.0)


def anki(retention: float = 0.9, new_a_day: int = 20, ahead: bool = False, cap: bool = False) -> Policy:
    """FSRS: what is due, then so many new cards, then, if ahead, the rest by lowest recall."""

    def today(view: View, day: int) -> Array:
        seen = view.last_day >= 0
        interval = _intervals(view, retention)
        if cap:
            interval = np.minimum(interval, max(1, view.deadline - day))
        due = np.flatnonzero(seen & (view.last_day + interval <= day))
        fresh = np.flatnonzero(~seen)[:new_a_day]
        recall = view.recall(day)
        order = [due[np.argsort(recall[due], kind="stable")], fresh]
        if ahead:
            rest = np.flatnonzero(seen & (view.last_day + interval > day))
            order.append(rest[np.argsort(recall[rest], kind="stable")])
        return np.concatenate(order)

    return today


def last_pass(view: View, day: int) -> Array:
    """Anki's usual, but every card once more in the last days, as many as that takes."""
    needed = int(np.ceil(view.size * 1.1 * answer.C_PASS / view.budget))
    if view.deadline - day > needed:
        return anki(ahead=True)(view, day)
    start = view.deadline - needed
    seen = view.last_day >= 0
    todo = np.flatnonzero(seen & (view.last_day < start))
    again = np.flatnonzero(seen & (view.last_day >= start))
    recall = view.recall(day)
    return np.concatenate(
        [todo[np.argsort(recall[todo], kind="stable")], np.flatnonzero(~seen), again[np.argsort(recall[again])]]
    )


def evenly(order: Callable[[View, int], Array]) -> Policy:
    """New cards evenly over the first 70 % of the time, the seen ones in some order."""

    def today(view: View, day: int) -> Array:
        end = 0.7 * view.deadline
        wanted = int(np.ceil(view.size * min(1.0, (day + 1) / end))) - int((view.last_day >= 0).sum())
        fresh = np.flatnonzero(view.last_day < 0)
        seen = np.flatnonzero(view.last_day >= 0)
        by = order(view, day)[seen]
        return np.concatenate([fresh[: max(wanted, 0)], seen[np.argsort(by, kind="stable")], fresh[max(wanted, 0) :]])

    return today


def breadth(view: View, day: int) -> Array:
    """All new cards first, then the lowest recall."""
    return np.argsort(view.recall(day), kind="stable")


def myopic(view: View, day: int) -> Array:
    """Most recall added on the day per answer, by the default weights: no costs, no learner."""
    ahead = np.asarray(float(view.deadline - day))
    gains = np.full(view.size, float(closed_form.gain_of_first(ahead, 1.0, DEFAULT_WEIGHTS)) * answer.C_NEW)
    old = view.last_day >= 0
    elapsed = np.maximum(day - view.last_day[old], 1.0)
    rate = closed_form.gain_of_review(view.stability[old], view.difficulty[old], elapsed, ahead, DEFAULT_WEIGHTS)
    gains[old] = rate * answer.review_seconds(retrievability(view.stability[old], elapsed, DEFAULT_WEIGHTS))
    return np.argsort(-gains, kind="stable")


def policies(scenario: Scenario) -> dict[str, Policy]:
    """Everything there is to compare the plan with in a scenario."""
    quick = int(np.ceil(scenario.cards / (0.5 * scenario.days)))
    return {
        "anki": anki(),
        "anki+ahead": anki(ahead=True),
        "last pass": last_pass,
        "lowest R": evenly(lambda view, day: view.recall(day)),
        "breadth": breadth,
        "anki 0.80": anki(0.8, max(20, quick), ahead=True),
        "anki 0.95": anki(0.95, max(20, quick), ahead=True),
        "anki even": anki(0.9, quick, ahead=True),
        "cap": anki(0.9, max(20, quick), cap=True),
        "lowest on day": evenly(lambda view, day: view.recall(view.deadline)),
        "myopic": myopic,
        "closed form": closed,
    }
