"""What the runs say: recall at equal minutes and minutes at equal recall, by planned seconds per card."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from tests.bench.deadline.simulate import Array, Scenario

BINS = ((0, 20), (20, 120), (120, 10_000))
WAYS = ("stops", "plan")
PRACTITIONERS = ("anki", "anki+ahead", "last pass", "lowest R", "breadth", "anki 0.80", "anki 0.95", "anki even", "cap")

Cell = tuple[Scenario, str]


def printed(rows: Iterable[dict[str, Any]]) -> str:
    """The report on results, as text."""
    cells: dict[Cell, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        cells[Scenario(*row["scenario"]), row["truth"]].append(row)
    parts = [_by_bin(cells, low, high) for low, high in BINS]
    return "\n\n".join([*filter(None, parts), _stop_rule(cells), _worst(cells)])


def _by_bin(cells: dict[Cell, list[dict[str, Any]]], low: float, high: float) -> str:
    chosen = {cell: rows for cell, rows in cells.items() if low <= cell[0].seconds_per_card < high}
    if not chosen:
        return ""
    lines = [
        f"{low}–{high} planned seconds per card: {len({cell[0] for cell in chosen})} scenarios, {len(chosen)} cells",
        f"{'against':14}{'its recall':>11}{'stopping earlier, 95 %':>26}{'30 d':>7}{'90 d':>7}{'minutes':>9}"
        f"{'less each day, 95 %':>26}{'minutes':>9}",
    ]
    for name in next(iter(chosen.values()))[0]["others"]:
        some = [row for rows in chosen.values() for row in rows]
        later = [100 * np.mean([_gain(row, name, i) for row in some]) for i in (2, 3)]
        recall = np.mean([row["others"][name][1] for row in some])
        gained = [_interval([_gain(row, name, 1, way) for row in some]) for way in WAYS]
        saved = [np.median([_saving(rows, name, way) for rows in chosen.values()]) for way in WAYS]
        lines.append(
            f"{name:14}{recall:11.1%}{gained[0]:>26}{later[0]:+7.1f}{later[1]:+7.1f}{saved[0]:+9.0%}"
            f"{gained[1]:>26}{saved[1]:+9.0%}"
        )
    return "\n".join(lines)


def _interval(gains: Sequence[float]) -> str:
    mean, half = np.mean(gains), 1.96 * np.std(gains, ddof=1) / np.sqrt(len(gains)) if len(gains) > 1 else np.nan
    return f"{100 * mean:+.1f} ({100 * (mean - half):+.1f} … {100 * (mean + half):+.1f})"


def _curve(row: dict[str, Any], way: str) -> Array:
    """Minutes and recall of the plan as time gets longer: stopping at lower floors, or with more of it each day."""
    points = np.asarray([[0.0] * 4, *row[way], row["plan"][-1]])
    return np.asarray(points[np.argsort(points[:, 0], kind="stable")])


def _gain(row: dict[str, Any], name: str, column: int, way: str = "stops") -> float:
    """Recall of the plan less that of another policy, at the minutes that one took."""
    plan = _curve(row, way)
    other = row["others"][name]
    return float(np.interp(other[0], plan[:, 0], plan[:, column]) - other[column])


def _saving(rows: Sequence[dict[str, Any]], name: str, way: str) -> float:
    """Minutes the plan takes to reach another policy's recall, over the minutes that one took, less 1."""
    plan = np.mean([_curve(row, way) for row in rows], axis=0)
    minutes, recall = np.mean([row["others"][name][:2] for row in rows], axis=0)
    rising = np.maximum.accumulate(plan[:, 1])
    return float(np.interp(recall, rising, plan[:, 0]) / minutes - 1.0)


def _stop_rule(cells: dict[Cell, list[dict[str, Any]]]) -> str:
    lines = ["With the stop rule (floor 5e-5), by seconds per card: recall, minutes; against using all the time"]
    for low, high in BINS:
        rows = [row for (scenario, _), some in cells.items() if low <= scenario.seconds_per_card < high for row in some]
        if rows:
            stop, full = np.mean([row["stops"][-1] for row in rows], 0), np.mean([row["plan"][-1] for row in rows], 0)
            lines.append(f"{low}–{high}: {stop[1]:.1%}, {stop[0]:.0f} min; {full[1]:.1%}, {full[0]:.0f} min")
    return "\n".join(lines)


def _worst(cells: dict[Cell, list[dict[str, Any]]]) -> str:
    """Against the best practitioner in hindsight, per scenario over all truths."""
    scenarios: dict[Scenario, list[dict[str, Any]]] = defaultdict(list)
    for (scenario, _), rows in cells.items():
        scenarios[scenario] += rows
    lines = ["Against the best practitioner in hindsight, scenario by scenario (points of recall, equal minutes)"]
    for scenario, rows in sorted(scenarios.items(), key=lambda item: item[0].seconds_per_card):
        by_name = {name: np.mean([_gain(row, name, 1) for row in rows]) for name in PRACTITIONERS}
        best = min(by_name, key=lambda name: by_name[name])
        plan = np.mean([row["plan"][-1][1] for row in rows])
        lines.append(
            f"{scenario.cards:4} cards {scenario.days:3} days {scenario.minutes:3} min"
            f" ({scenario.seconds_per_card:5.0f} s/card): plan {plan:6.1%}, {100 * by_name[best]:+5.1f} against {best}"
        )
    return "\n".join(lines)
