"""Compare the planner with what people do today: python -m tests.bench.deadline [--quick]

Results are kept line by line as JSON; run again to go on where it stopped.
"""

import argparse
import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from tests.bench.deadline import policy
from tests.bench.deadline.report import printed
from tests.bench.deadline.simulate import Outcome, Policy, Scenario, simulate
from tests.bench.deadline.truth import TRUTHS
from tests.bench.deadline.unlisted import UNLISTED

SHARES = (0.4, 0.6, 0.8, 1.0)
FLOORS = (4e-2, 3e-2, 2e-2, 1.1e-2, 6e-3, 3.5e-3, 2e-3, 1.1e-3, 6e-4, 3.5e-4, 2e-4, 1e-4, 5e-5)
"""Close enough that straight lines between the points hardly lie below the bent curve they stand for."""
QUICK, FULL = 2, 8
"""Learners per truth and scenario."""

Job = tuple[int, int, int, str, int, int]  # cards, days, minutes, truth, seed, learner


def jobs(learners: int, seed: int, truths: Iterable[str] = TRUTHS) -> Iterator[Job]:
    """So many learners in every truth and scenario, nobody in two scenarios; an early stop is even."""
    scenarios = list(product((60, 200, 400), (14, 30, 60), (5, 10, 15)))
    for turn, (place, (cards, days, minutes)), name in product(range(learners), enumerate(scenarios), tuple(truths)):
        yield cards, days, minutes, name, seed, turn * len(scenarios) + place


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
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} learners per truth and scenario")
    parser.add_argument("--learners", type=int, default=FULL, help=f"learners per truth and scenario ({FULL})")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--results", type=Path, default=Path(gettempdir()) / "deadline-bench.jsonl")
    parser.add_argument("--fresh", action="store_true", help="forget earlier results")
    parser.add_argument("--unlisted", action="store_true", help="four other truths, not among the five")
    parser.add_argument("--so-far", action="store_true", help="run nothing, print what there is")
    options = parser.parse_args()
    if options.fresh:
        options.results.unlink(missing_ok=True)
    learners = QUICK if options.quick else options.learners
    wanted = list(jobs(learners, options.seed, UNLISTED if options.unlisted else TRUTHS))
    known = {tuple(found["job"]): found for found in _read(options.results)}
    missing = [] if options.so_far else [job for job in wanted if job not in known]
    with ProcessPoolExecutor(options.processes) as pool, options.results.open("a") as file:
        for found in pool.map(row, missing, chunksize=1):
            known[tuple(found["job"])] = found
            file.write(json.dumps(found) + "\n")
            file.flush()
    found_jobs = [job for job in wanted if job in known]
    print(f"seed {options.seed}, {len(found_jobs)} of {len(wanted)} runs, {learners} learners per truth and scenario\n")
    print(printed(known[job] for job in found_jobs))


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


if __name__ == "__main__":
    main()
