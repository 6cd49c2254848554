"""Does the forecast keep its word? Bias and coverage on day 0, at a third and at two thirds of the time.

python -m tests.bench.deadline.calibration [--truth act-r] [--learners 8] [--moments 1/3] [--seed 7]

Learners study once: what they answered is kept (`--histories`), so that forecasts can be compared on the same answers.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from statistics import NormalDist
from time import process_time

import numpy as np

from drills.scheduling.band import WIDEN
from drills.scheduling.forecast import Forecast, Forecaster, History
from drills.scheduling.learner import Learner
from tests.bench.deadline import policy
from tests.bench.deadline.simulate import Array, Scenario, View, simulate
from tests.bench.deadline.truth import TRUTHS
from tests.bench.deadline.unlisted import UNLISTED

SCENARIOS = (
    Scenario(60, 30, 5),
    Scenario(200, 30, 10),
    Scenario(200, 30, 5),
    Scenario(400, 60, 10),
    Scenario(200, 14, 10),
)
MOMENTS = (Fraction(0), Fraction(1, 3), Fraction(2, 3))
HISTORIES = Path(tempfile.gettempdir()) / "readyby-calibration-3"


@dataclass(frozen=True)
class Studied:
    """What one learner answered to the deadline, the learner as known each morning, and what came of it."""

    scenario: Scenario
    log: tuple[list[int], list[int], list[int]]
    pace: list[float]
    kappa: list[float]
    stages: list[tuple[float, float] | None]
    recall: float
    measured: float

    def until(self, day: int) -> History:
        """All answers before that day."""
        card, days, rating = (np.asarray(column, dtype=int) for column in self.log)
        return History(self.scenario.cards, card[days < day], days[days < day], rating[days < day])

    def forecast(self, day: int, widen: float = WIDEN) -> Forecast:
        """What is to be expected on the morning of that day."""
        if not day:
            return before_any_answer(self.scenario, widen)
        learner = Learner(self.pace[day], self.kappa[day], self.stages[day])
        minds = Forecaster(self.until(day), policy.PLANNER, learner, day, widen=widen)
        return minds.on(self.scenario.days, 60.0 * self.scenario.minutes)


@cache
def before_any_answer(scenario: Scenario, widen: float) -> Forecast:
    """The forecast on day 0: the same for all learners."""
    none = History(scenario.cards, *(np.zeros(0, dtype=int),) * 3)
    return Forecaster(none, policy.PLANNER, Learner(), 0, widen=widen).on(scenario.days, 60.0 * scenario.minutes)


def studied(name: str, scenario: Scenario, learner: int, seed: int, kept: Path) -> Studied:
    """One learner with that hidden memory, following the plan: from the file, if kept there."""
    size = f"{scenario.cards}-{scenario.days}-{scenario.minutes:g}"
    file = kept / f"{name}-{size}-{seed}-{learner}.json"
    if file.exists():
        return Studied(scenario, **json.loads(file.read_text()))
    plan, views = policy.plan(), {}

    def watched(view: View, day: int) -> Array:
        views[day] = (view, view.learner)
        return plan(view, day)

    outcome = simulate(scenario, name, watched, seed, learner)
    pace, kappa, stages, known = [], [], [], Learner()
    for day in range(scenario.days):  # on a day that is skipped nothing was asked: as on the next one
        later = [known for at, (_, known) in views.items() if at >= day]
        known = later[0] if later else known
        pace.append(known.pace)
        kappa.append(known.kappa)
        stages.append(known.stages)
    made = Studied(scenario, next(iter(views.values()))[0].log, pace, kappa, stages, outcome.recall, outcome.measured)
    kept.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({key: value for key, value in vars(made).items() if key != "scenario"}))
    return made


Judged = tuple[float, float, float, float]
"""Of one forecast: mean less true recall, whether the 80 % and the 95 % band held what was measured, the 80 % width."""


def judged(known: Studied, moment: Fraction, widen: float) -> Judged:
    """How good a learner's forecast at that moment was."""
    made = known.forecast(round(moment * known.scenario.days), widen)
    in80, in95 = (low <= known.measured <= high for low, high in (made.band80, made.band95))
    return made.mean - known.recall, in80, in95, made.band80[1] - made.band80[0]


def line(name: str, moment: Fraction, found: Sequence[Judged]) -> str:
    """The number of forecasts, bias in points with its 95 % interval, its scatter, coverage of both bands, width."""
    rows = np.asarray(found, dtype=float)
    bias, in80, in95, width = rows.mean(axis=0)
    scatter = rows[:, 0].std()
    half = NormalDist().inv_cdf(0.975) * scatter / np.sqrt(len(rows))
    return (
        f"{name:12}{float(moment):5.2f}  n {len(rows):4}  bias {100 * bias:+6.1f} ± {100 * half:4.1f}"
        f"   sd {100 * scatter:5.1f}   80 %: {in80:4.0%}   95 %: {in95:4.0%}   width {100 * width:5.1f}"
    )


def jobs(learners: int, seeds: Sequence[int]) -> Iterator[tuple[Scenario, int, int]]:
    """Learners take the scenarios in turn; each has a number of its own in each seed."""
    for seed in seeds:
        for learner in range(learners):
            yield SCENARIOS[learner % len(SCENARIOS)], learner, seed


def main() -> None:
    """Print the calibration in every truth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--truth", nargs="+", default=[*TRUTHS, *UNLISTED], choices=[*TRUTHS, *UNLISTED])
    parser.add_argument("--learners", type=int, default=20, help="learners per truth and seed (20), in five scenarios")
    parser.add_argument("--moments", nargs="+", type=Fraction, default=MOMENTS, help="shares of the time (0 1/3 2/3)")
    parser.add_argument("--seed", nargs="+", type=int, default=[7])
    parser.add_argument("--widen", type=float, default=WIDEN)
    parser.add_argument("--histories", type=Path, default=HISTORIES, help="folder where answers are kept")
    options = parser.parse_args()
    start = process_time()
    for name in options.truth:
        known = [studied(name, *job, options.histories) for job in jobs(options.learners, options.seed)]
        for moment in options.moments:
            print(line(name, moment, [judged(each, moment, options.widen) for each in known]), flush=True)
    print(f"{process_time() - start:.0f} s")


if __name__ == "__main__":
    main()
