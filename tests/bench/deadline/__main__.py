"""Compare the planner with what people do today: python -m tests.bench.deadline [--quick]

Results are kept line by line as JSON; run again to go on where it stopped.
"""

import argparse
import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from tests.bench.deadline import policy
from tests.bench.deadline.report import printed
from tests.bench.deadline.simulate import Outcome, Policy, Scenario, simulate
from tests.bench.deadline.truth import TRUTHS

SHARES = (0.4, 0.55, 0.7, 0.85, 1.0)
FLOORS = (3e-3, 1e-3, 3e-4, 1e-4, 5e-5)

Job = tuple[int, int, int, str, int, int]  # cards, days, minutes, truth, seed, learner


def jobs(learners: int, seed: int) -> Iterator[Job]:
    """Every learner in every truth and scenario; learners come last, so that an early stop is even."""
    for learner, cards, days, minutes, name in product(
        range(learners), (60, 200, 400), (14, 30, 60), (5, 10, 15), TRUTHS
    ):
        yield cards, days, minutes, name, seed, learner


def row(job: Job) -> dict[str, Any]:
    """All policies for one learner."""
    cards, days, minutes, name, seed, learner = job
    scenario = Scenario(cards, days, minutes)

    def run(chosen: Policy, share: float = 1.0) -> list[float]:
        return _numbers(simulate(scenario, name, chosen, seed, learner, share))

    return {
        "job": list(job),
        "scenario": [cards, days, minutes],
        "truth": name,
        "plan": [run(policy.plan(), share) for share in SHARES],
        "stops": [run(policy.plan(floor)) for floor in FLOORS],
        "others": {other: run(chosen) for other, chosen in policy.policies(scenario).items()},
    }


def _numbers(outcome: Outcome) -> list[float]:
    return [round(number, 5) for number in (outcome.minutes, outcome.recall, *outcome.later)]


def main() -> None:
    """Run what is missing, then print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one learner per truth and scenario")
    parser.add_argument("--learners", type=int, default=8, help="learners per truth and scenario (8)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--results", type=Path, default=Path(gettempdir()) / "deadline-bench.jsonl")
    parser.add_argument("--fresh", action="store_true", help="forget earlier results")
    options = parser.parse_args()
    if options.fresh:
        options.results.unlink(missing_ok=True)
    wanted = list(jobs(1 if options.quick else options.learners, options.seed))
    known = {tuple(found["job"]): found for found in _read(options.results)}
    missing = [job for job in wanted if job not in known]
    with ProcessPoolExecutor(options.processes) as pool, options.results.open("a") as file:
        for found in pool.map(row, missing, chunksize=1):
            known[tuple(found["job"])] = found
            file.write(json.dumps(found) + "\n")
            file.flush()
    print(printed(known[job] for job in wanted))


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


if __name__ == "__main__":
    main()
