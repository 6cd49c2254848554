"""Judging one's own answers: own ratings first, then what was found, and the gap between the two over time."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from drills.composing.self_rating import checked_ratings, scales
from drills.config import Study
from drills.dates import study_day
from drills.storage.database import explained, transaction
from drills.storage.undo import Step, undoable
from drills.views.interviews import CalibrationPoint, Gap, SelfCalibration

WEEKS = 12


def keep_judgement(
    c: sqlite3.Connection,
    note_id: int,
    gaps: Sequence[Gap],
    now: datetime,
    study: Study,
    *,
    review_id: int | None = None,
    step: Step | None = None,
) -> None:
    """Keep one's own ratings of a try beside what was found; undoable, as part of `step` if there is one.

    `review_id` ties it to a rating of the card: taken back with it, it counts no more.
    """
    checked_ratings({gap.scale: gap.own for gap in gaps})
    day = study_day(now, study.day_turns_at)
    with transaction(c):
        if step:
            _keep(c, step, note_id, gaps, day, review_id)
        elif review_id is not None:  # undone with its review
            _insert(c, note_id, gaps, day, review_id)
        else:
            with undoable(c, "Rate the answer", now) as own:
                _keep(c, own, note_id, gaps, day, None)


def _keep(
    c: sqlite3.Connection, step: Step, note_id: int, gaps: Sequence[Gap], day: date, review_id: int | None
) -> None:
    (last,) = c.execute("SELECT coalesce(max(id), 0) FROM judgements").fetchone()
    for number in range(last + 1, last + 1 + len(gaps)):
        step.keep("judgements", id=number)
    _insert(c, note_id, gaps, day, review_id)


def _insert(c: sqlite3.Connection, note_id: int, gaps: Sequence[Gap], day: date, review_id: int | None) -> None:
    (last,) = c.execute("SELECT coalesce(max(id), 0) FROM judgements").fetchone()
    rows = [
        (number, note_id, review_id, day.toordinal(), gap.scale, gap.own, gap.found)
        for number, gap in enumerate(gaps, last + 1)
    ]
    c.executemany("INSERT INTO judgements VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


_KEPT = """
    SELECT j.day, j.scale, j.own, j.found FROM judgements j
    WHERE j.found IS NOT NULL
      AND (j.review_id IS NULL OR NOT EXISTS (SELECT 1 FROM retractions x WHERE x.review_id = j.review_id))
"""


def self_calibration(c: sqlite3.Connection, day: date, weeks: int = WEEKS) -> SelfCalibration:
    """How well one judges oneself, over the weeks up to `day`: own ratings against what was found, in points of 5."""
    monday = day - timedelta(days=day.weekday())
    first = monday - timedelta(weeks=weeks - 1)
    with explained():
        rows = c.execute(f"{_KEPT} AND j.day BETWEEN ? AND ?", (first.toordinal(), day.toordinal())).fetchall()
    by_week: defaultdict[date, list[tuple[int, int]]] = defaultdict(list)
    by_scale: defaultdict[str, list[int]] = defaultdict(list)
    for ordinal, scale, own, found in rows:
        judged = date.fromordinal(ordinal)
        by_week[judged - timedelta(days=judged.weekday())].append((own, found))
        by_scale[scale].append(own - found)
    points = tuple(_point(week, by_week[week]) for week in sorted(by_week))
    every = [gap for gaps in by_scale.values() for gap in gaps]
    return SelfCalibration(
        weeks=points,
        judged=len(every),
        bias=_mean(every) if every else None,
        gap=_mean([abs(gap) for gap in every]) if every else None,
        by_scale=_by_scale(by_scale),
    )


def _by_scale(gaps: Mapping[str, Sequence[int]]) -> tuple[tuple[str, float, int], ...]:
    return tuple(
        (scale.title, _mean(gaps[scale.name]), len(gaps[scale.name])) for scale in scales() if gaps.get(scale.name)
    )


def _point(week: date, pairs: Sequence[tuple[int, int]]) -> CalibrationPoint:
    own, found = [own for own, _ in pairs], [found for _, found in pairs]
    gap = _mean([abs(mine - theirs) for mine, theirs in pairs])
    return CalibrationPoint(week, _mean(own), _mean(found), gap, len(pairs))


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)
