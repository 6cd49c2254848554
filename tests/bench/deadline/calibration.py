"""Does the forecast keep its word? Bias and coverage on day 0, at a third and at two thirds of the time.

python -m tests.bench.deadline.calibration [--learners 8] [--widen 1.3]
"""

import argparse
from collections.abc import Sequence
from itertools import product

import numpy as np

from drills.scheduling.forecast import WIDEN, Forecaster, History
from tests.bench.deadline import policy
from tests.bench.deadline.simulate import Array, Outcome, Policy, Scenario, View, simulate
from tests.bench.deadline.truth import TRUTHS

SCENARIOS = (
    Scenario(60, 30, 5),
    Scenario(200, 30, 10),
    Scenario(200, 30, 5),
    Scenario(400, 60, 10),
    Scenario(200, 14, 10),
)
MOMENTS = (0.0, 1 / 3, 2 / 3)


class Diary:
    """A policy that forecasts the day before it ranks, at chosen moments."""

    def __init__(self, scenario: Scenario, widen: float) -> None:
        self._plan: Policy = policy.plan()
        self._days = sorted(round(moment * scenario.days) for moment in MOMENTS)
        self._widen = widen
        self.forecasts: list[tuple[float, tuple[float, float], tuple[float, float]]] = []

    def __call__(self, view: View, day: int) -> Array:
        while len(self.forecasts) < len(self._days) and day >= self._days[len(self.forecasts)]:
            history = History(view.size, *(np.asarray(column, dtype=int) for column in view.log))
            minds = Forecaster(history, policy.PLANNER, view.learner, day, widen=self._widen)
            made = minds.on(view.deadline, view.budget)
            self.forecasts.append((made.mean, made.band80, made.band95))
        return self._plan(view, day)


def judged(name: str, scenarios: Sequence[Scenario], learners: int, widen: float, seed: int = 7) -> list[str]:
    """Per moment: bias in points, coverage of the 80 % and 95 % bands, and the width of the 80 % band."""
    found: list[list[tuple[float, ...]]] = [[] for _ in MOMENTS]
    for scenario, learner in product(scenarios, range(learners)):
        diary = Diary(scenario, widen)
        outcome: Outcome = simulate(scenario, name, diary, seed, learner)
        for i, (mean, (low, high), (lowest, highest)) in enumerate(diary.forecasts):
            measured = outcome.measured
            found[i].append((mean - measured, low <= measured <= high, lowest <= measured <= highest, high - low))
    lines = []
    for moment, rows in zip(MOMENTS, found, strict=True):
        bias, in80, in95, width = np.mean(rows, axis=0)
        lines.append(
            f"{name:11}{moment:5.2f}  bias {100 * bias:+6.1f}   80 %: {in80:4.0%}   95 %: {in95:4.0%}"
            f"   width {100 * width:5.1f}"
        )
    return lines


def main() -> None:
    """Print the calibration in every truth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=8)
    parser.add_argument("--widen", type=float, default=WIDEN)
    options = parser.parse_args()
    for name in TRUTHS:
        print(*judged(name, SCENARIOS, options.learners, options.widen), sep="\n", flush=True)


if __name__ == "__main__":
    main()
