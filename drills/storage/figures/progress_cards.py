"""Figures about cards as they stand: states, intervals, memory, what is to come, what was added."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo

from drills.config import Study
from drills.dates import study_day
from drills.figures import EDGES, added_by_day, binned
from drills.models import Kind
from drills.scheduling.cost import Costs
from drills.scheduling.load import Due, Pace, loads
from drills.storage.costs import costs
from drills.storage.figures.progress_source import Source
from drills.storage.figures.recall import recall_on
from drills.storage.schema.dashboards import FINE
from drills.storage.tomorrow import LOOKED_AT
from drills.views.progress import Bin, DueDay, DueOutlook, Span

STATES = ("new", "learning", "relearning", "young", "mature", "suspended")
DIFFICULTIES = tuple(1 + step / 2 for step in range(18))
RECALL_BINS = 20
PACE_DAYS = 28  # that tell how many new cards and minutes a day there are
HORIZON = {Span.MONTH: 30, Span.QUARTER: 91, Span.YEAR: 365, Span.ALL: 365}
_QUARTER = 900  # seconds
_MINUTE = 60.0


def card_bins(c: sqlite3.Connection, source: Source) -> dict[str, dict[int, int]]:
    """Cards by figure (a state, or interval, stability, difficulty) and bin."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for figure, bin_, cards in c.execute(f"SELECT figure, bin, cards FROM {source['card_figures']} WHERE cards > 0"):  # noqa: S608
        found[figure][bin_] = cards
    return found


def states(bins: dict[str, dict[int, int]]) -> dict[str, int]:
    """Cards by state; mature ones have an interval of three weeks or more."""
    return {state: sum(bins.get(state, {}).values()) for state in STATES}


def histograms(bins: dict[str, dict[int, int]]) -> tuple[tuple[Bin, ...], tuple[Bin, ...], tuple[Bin, ...]]:
    """Intervals, stabilities and difficulties."""
    return (
        binned(bins.get("interval", {}), EDGES[1:]),
        binned(bins.get("stability", {}), EDGES, 1 / FINE),
        binned(bins.get("difficulty", {}), DIFFICULTIES, 0.1),
    )


def recalls(c: sqlite3.Connection, source: Source, day: date) -> tuple[tuple[Bin, ...], float]:
    """Seen cards by predicted recall now, and their sum: how many of them are known.

    A card's recall is that of the mean of its bucket of stability: right to about half a percent.
    """
    rows = c.execute(
        f"SELECT min({RECALL_BINS - 1}, CAST(recall * {RECALL_BINS} AS INTEGER)), sum(cards), sum(cards * recall) FROM "  # noqa: S608
        "(SELECT cards, pow(1.0 + :factor * max(0, :day - last_day) * inverse / cards, :exponent) AS recall "
        f"FROM {source['memory']} WHERE cards > 0) GROUP BY 1",
        recall_on(c, day),
    ).fetchall()
    edges = [number / RECALL_BINS for number in range(RECALL_BINS)]
    bins = binned({bin_: cards for bin_, cards, _ in rows}, edges, 1 / RECALL_BINS)
    return bins, sum(known for _, _, known in rows)


def due_outlook(c: sqlite3.Connection, source: Source, day: date, study: Study, span: Span, new: int) -> DueOutlook:
    """The days to come, simulated from what is due and the pace of the last weeks; `new` cards were never seen."""
    today, horizon = day.toordinal(), HORIZON[span]
    rows = c.execute(
        f"SELECT max(0, due_day - ?), sum(stability) / sum(cards), sum(cards), total(difficulty), due_day < ? "  # noqa: S608
        f"FROM {source['due_load']} WHERE cards > 0 AND due_day < ? GROUP BY due_day, bucket",
        (today, today, today + horizon),
    ).fetchall()
    due = tuple(Due(ahead, stability, cards) for ahead, stability, cards, _, _ in rows if stability > 0)
    cards = sum(one.cards for one in due)
    difficulty = sum(row[3] for row in rows) / cards if cards else 5.0
    pace = _pace(c, source, today, study, new, difficulty)
    days = tuple(
        DueDay(day + timedelta(days=number), load.cards, *_minutes(load.scheduled, load.again, load.new, load.waiting))
        for number, load in enumerate(loads(due, pace, horizon))
    )
    overdue = sum(row[2] for row in rows if row[4])
    return DueOutlook(days, pace.capacity / _MINUTE, pace.new_a_day, overdue)


def _minutes(*seconds: float) -> Iterator[float]:
    return (value / _MINUTE for value in seconds)


def _pace(c: sqlite3.Connection, source: Source, today: int, study: Study, new: int, difficulty: float) -> Pace:
    """New cards as of late, and the minutes that are planned, or that were spent of late if these were more."""
    (first,) = c.execute(
        f"SELECT total(first) FROM {source['hourly']} WHERE day > ? AND day <= ?",  # noqa: S608
        (today - PACE_DAYS - 1, today - 1),
    ).fetchone()
    spent, days = c.execute(
        f"SELECT total(seconds), count(DISTINCT day) FROM {source['daily']} WHERE day > ? AND day <= ?",  # noqa: S608
        (today - PACE_DAYS - 1, today - 1),
    ).fetchone()
    known = costs(c)
    kinds = _kinds(c, source)
    recalled, forgotten, fresh = (_mean(kinds, known, new=is_new, recall=recall) for is_new, recall in _ANSWERS)
    return Pace(
        recalled=recalled,
        forgotten=forgotten,
        new=fresh,
        new_a_day=first / PACE_DAYS,
        new_cards=new,
        capacity=max(study.minutes_per_day * _MINUTE, spent / days if days else 0.0),
        retention=study.retention,
        difficulty=min(10.0, max(1.0, difficulty)),
        maximum_interval=study.maximum_interval,
    )


_SOME = (
    "(SELECT note_id FROM cards WHERE due_day IS NOT NULL AND suspended = 0 AND removed_at IS NULL "  # noqa: S608
    f"LIMIT {LOOKED_AT}) c"
)
_SOME_OF = f"(SELECT id FROM {{ids}} LIMIT {LOOKED_AT}) i CROSS JOIN cards c ON c.id = i.id"  # noqa: S608
_ANSWERS = ((False, 1.0), (False, 0.0), (True, 0.0))


def _kinds(c: sqlite3.Connection, source: Source) -> dict[Kind, int]:
    """The kinds of the cards, as far as looked at, and how many there are of each."""
    cards = _SOME_OF.format(ids=source.ids) if source.ids else _SOME
    rows = c.execute(
        f"SELECT n.kind, count(*) FROM {cards} CROSS JOIN notes n ON n.id = c.note_id GROUP BY n.kind"  # noqa: S608
    )
    return {Kind(kind): count for kind, count in rows} or {Kind.BASIC: 1}


def _mean(kinds: dict[Kind, int], known: Costs, *, new: bool, recall: float) -> float:
    """Seconds that an answer takes over those kinds."""
    seconds = sum(count * known.seconds(kind, new=new, recall=recall) for kind, count in kinds.items())
    return seconds / sum(kinds.values())


def added(
    c: sqlite3.Connection, source: Source, since: date, now: datetime, turn_hour: int
) -> tuple[tuple[date, int], ...]:
    """Cards added by day of study where one is now, from a day on."""
    least = 0 if since.year < 1971 else _quarter(datetime(since.year, since.month, since.day, tzinfo=now.tzinfo))
    rows = c.execute(f"SELECT quarter, cards FROM {source['added']} WHERE quarter >= ? AND cards > 0", (least,))  # noqa: S608
    return added_by_day(((_day(quarter, now.tzinfo, turn_hour), cards) for quarter, cards in rows), since)


def _quarter(moment: datetime) -> int:
    return int(moment.timestamp()) // _QUARTER


def _day(quarter: int, zone: tzinfo | None, turn_hour: int) -> date:
    return study_day(datetime.fromtimestamp(quarter * _QUARTER, UTC).astimezone(zone), turn_hour)
