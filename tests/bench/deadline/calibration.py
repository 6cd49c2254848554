"""Does the forecast keep its word? Bias and coverage on day 0, at a third and at two thirds of the time.

python -m tests.bench.deadline.calibration [--learners 8] [--seed 7] [--widen 1.3]
"""

import argparse
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import product

import numpy as np

from drills.scheduling.forecast import WIDEN, Forecaster, History
from tests.bench.deadline import policy
from tests.bench.deadline.simulate import Array, Policy, Scenario, View, simulate
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


Judged = tuple[float, bool, bool, float]
"""Of one forecast: mean less measured, whether the 80 % and the 95 % band held it, and the width of the 80 % band."""

Job = tuple[str, Scenario, int, int, float]


def judged(job: Job) -> list[Judged]:
    """A learner's forecasts, one for each moment."""
    name, scenario, learner, seed, widen = job
    diary = Diary(scenario, widen)
    measured = simulate(scenario, name, diary, seed, learner).measured
    return [
        (mean - measured, low <= measured <= high, lowest <= measured <= highest, high - low)
        for mean, (low, high), (lowest, highest) in diary.forecasts
    ]


def lines(name: str, found: Sequence[Sequence[Judged]]) -> list[str]:
    """Per moment: the number of forecasts, bias in points with its 95 % interval, coverage of both bands, width."""
    printed = []
    for i, moment in enumerate(MOMENTS):
        rows = np.asarray([each[i] for each in found if len(each) > i], dtype=float)
        bias, in80, in95, width = rows.mean(axis=0)
        half = 1.96 * rows[:, 0].std() / np.sqrt(len(rows))
        printed.append(
            f"{name:11}{moment:5.2f}  n {len(rows):4}  bias {100 * bias:+6.1f} ± {100 * half:4.1f}"
            f"   80 %: {in80:4.0%}   95 %: {in95:4.0%}   width {100 * width:5.1f}"
        )
    return printed


def main() -> None:
    """Print the calibration in every truth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=8, help="learners per truth and scenario (8)")
    parser.add_argument("--widen", type=float, default=WIDEN)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    with ProcessPoolExecutor(options.processes) as pool:
        for name in TRUTHS:
            jobs = [
                (name, scenario, learner, options.seed, options.widen)
                for scenario, learner in product(SCENARIOS, range(options.learners))
            ]
            print(*lines(name, list(pool.map(judged, jobs))), sep="\n", flush=True)


if __name__ == "__main__":
    main()
