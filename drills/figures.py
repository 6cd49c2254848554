"""Figures of the dashboards, out of answers and cards that were added up: pure arithmetic."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from math import sqrt
from typing import NamedTuple

from drills.models import Rating
from drills.views.progress import Bin, Calibrated, DoneToday, Period, Retention
from drills.views.today import DayDone

SORTS = ("learning", "young", "mature", "relearning", "early")
STAGES = ("learning", "young", "mature")
MATURE = 21
"""Days of interval from which a card counts as mature."""

EDGES = (0, 1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 120, 180, 270, 360, 540, 720, 1100, 1800, 3600)
"""Where bins of days begin, for intervals and stabilities; two digits each."""

CONFIDENT = 1.96  # standard deviations of a 95 % interval
_PERIODS = (("today", 0, 0), ("yesterday", 1, 1), ("7 days", 0, 6), ("30 days", 0, 29), ("a year", 0, 364))


class Summed(NamedTuple):
    """Answers of one day (or block of days), kind and rating, of young or mature cards."""

    day: int
    kind: str
    rating: int
    mature: int
    reviews: int
    seconds: float
    recall: float


_SORTS = {
    ("learn", 0): "learning",
    ("learn", 1): "learning",
    ("relearn", 0): "relearning",
    ("relearn", 1): "relearning",
    ("review", 0): "young",
    ("review", 1): "mature",
    ("early", 0): "early",
    ("early", 1): "early",
}


def sort_of(row: Summed) -> str:
    """The sort of an answer: learning, young, mature, relearning or early."""
    return _SORTS[row.kind, row.mature]


def done_on(rows: Iterable[Summed], first: int) -> DoneToday:
    """What was done on a day, given its rows; `first` counts cards that were new."""
    sorts: dict[str, int] = defaultdict(int)
    answers = again = 0
    seconds = 0.0
    for row in rows:
        sorts[sort_of(row)] += row.reviews
        answers += row.reviews
        again += row.reviews if row.rating == Rating.AGAIN else 0
        seconds += row.seconds
    return DoneToday(answers, again, first, max(0.0, seconds), {sort: sorts[sort] for sort in SORTS if sorts[sort]})


def by_day(rows: Iterable[Summed], since: date) -> tuple[DayDone, ...]:
    """The days with answers from a day on, oldest first; `rows` are in that order."""
    done: dict[int, list[float]] = {}
    present = -1
    for day, _, _, _, reviews, seconds, _ in rows:
        if day != present:
            present, sums = day, done.setdefault(day, [0, 0.0])
        sums[0] += reviews
        sums[1] += seconds
    return tuple(
        DayDone(date.fromordinal(day), max(0.0, seconds), int(reviews))
        for day, (reviews, seconds) in done.items()
        if day >= since.toordinal()
    )


def periods(rows: Iterable[Summed], length: int = 1, offset: int = 0) -> tuple[Period, ...]:
    """Answers and seconds by day, or by blocks of `length` days of which `Summed.day` gives the number."""
    answers: dict[int, dict[str, int]] = {}
    seconds: dict[int, dict[str, float]] = {}
    present = -1
    for day, kind, _, mature, reviews, spent, _ in rows:  # in the order of days
        if day != present:
            present = day
            counts, times = answers.setdefault(day, {}), seconds.setdefault(day, {})
        sort = _SORTS[kind, mature]
        counts[sort] = counts.get(sort, 0) + reviews
        times[sort] = times.get(sort, 0.0) + max(0.0, spent)
    return tuple(
        Period(date.fromordinal(max(1, day * length + offset)), length, answers[day], seconds[day])
        for day in sorted(answers)
    )


def retention(rows: Sequence[Summed], ever: Sequence[Summed], today: int) -> tuple[Retention, ...]:
    """Measured recall of cards in review by period; `rows` reach back a year, `ever` holds all there is."""
    tested = [row for row in rows if row.kind == "review"]
    lines = [
        _retention(label, (row for row in tested if today - back <= row.day <= today - least))
        for label, least, back in _PERIODS
    ]
    return (*lines, _retention("ever", (row for row in ever if row.kind == "review")))


def _retention(label: str, rows: Iterable[Summed]) -> Retention:
    counts = [[0, 0], [0, 0]]
    recall = 0.0
    for row in rows:
        counts[row.mature][0] += row.reviews
        counts[row.mature][1] += row.reviews if row.rating > Rating.AGAIN else 0
        recall += row.recall
    (young, young_recalled), (mature, mature_recalled) = counts
    predicted = recall / (young + mature) if young + mature else None
    return Retention(label, young, young_recalled, mature, mature_recalled, predicted)


def buttons(rows: Iterable[Summed]) -> dict[str, dict[Rating, int]]:
    """How often each button was used, for cards in their steps, young and mature ones."""
    counts = {stage: dict.fromkeys(Rating, 0) for stage in STAGES}
    sums: dict[tuple[str, int, int], int] = {}
    for _, kind, rating, mature, reviews, _, _ in rows:
        sums[kind, mature, rating] = sums.get((kind, mature, rating), 0) + reviews
    for (kind, mature, rating), reviews in sums.items():
        stage = "learning" if kind in ("learn", "relearn") else STAGES[1 + mature]
        counts[stage][Rating(rating)] += reviews
    return counts


def binned(counts: Mapping[int, int], edges: Sequence[float], unit: float = 1.0) -> tuple[Bin, ...]:
    """Cards by bins that begin at `edges`, from the first to the last that holds any; `counts` are by value/unit."""
    cards = [0] * len(edges)
    for value, count in counts.items():
        cards[max(0, bisect_right(edges, value * unit) - 1)] += count
    held = [number for number, count in enumerate(cards) if count]
    if not held:
        return ()
    ends = [*edges[1:], None]
    return tuple(Bin(edges[n], ends[n], cards[n]) for n in range(held[0], held[-1] + 1))


def calibrated(rows: Iterable[tuple[int, int, int, float]], bins: int) -> tuple[Calibrated, ...]:
    """Predicted against measured by bin: rows are (bin, answers, recalled, sum of predictions)."""
    lines = []
    for number, answers, recalled, predicted in rows:
        if answers > 0:
            least, most = wilson(recalled, answers)
            low, high = number / bins, (number + 1) / bins
            lines.append(Calibrated(low, high, answers, recalled, predicted / answers, recalled / answers, least, most))
    return tuple(lines)


def wilson(recalled: int, answers: int, deviations: float = CONFIDENT) -> tuple[float, float]:
    """The interval that probably holds the true share, by Wilson's score: (low, high) in [0, 1].

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927), 209–212.
    """
    if answers <= 0:
        return 0.0, 1.0
    share, square = recalled / answers, deviations**2
    middle = share + square / (2 * answers)
    spread = deviations * sqrt(share * (1 - share) / answers + square / (4 * answers**2))
    whole = 1 + square / answers
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


def added_by_day(counts: Iterable[tuple[date, int]], since: date) -> tuple[tuple[date, int], ...]:
    """Cards added by day from a day on, oldest first."""
    by_day: dict[date, int] = defaultdict(int)
    for day, cards in counts:
        if day >= since:
            by_day[day] += cards
    return tuple((day, by_day[day]) for day in sorted(by_day) if by_day[day])


def first_day(today: date, days: int | None) -> date:
    """The first of the last so many days up to today; the first there is for all."""
    return date.min if days is None else today - timedelta(days=days - 1)
