"""The Progress page, read in one go."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from drills.config import Study
from drills.dates import study_day
from drills.figures import Summed, buttons, by_day, calibrated, done_on, first_day, periods, retention
from drills.storage.database import explained
from drills.storage.figures.daily import best_streak, practised_days, resting, streak_of
from drills.storage.figures.progress_cards import added, card_bins, due_outlook, histograms, recalls, states
from drills.storage.figures.progress_goals import costly_cards, coverage, goal_steps, topics_of
from drills.storage.figures.progress_source import Source, source_of
from drills.storage.figures.topic_lines import weakest_topics
from drills.storage.schema.dashboards import BINS, BLOCK
from drills.storage.search import find_notes
from drills.views.progress import Calibrated, Chosen, Hour, Period, ProgressView, Span
from drills.views.today import DayDone

WEEKS = 53
TOPICS = 12
LEECHES = 20
_KEPT_DAYS = 7 * WEEKS + 1


def progress_view(
    c: sqlite3.Connection, now: datetime, study: Study, span: Span = Span.YEAR, chosen: Chosen | None = None
) -> ProgressView:
    """How it has gone and what comes, over a span of days, for all cards or some. Raises NotFoundError."""
    chosen = chosen or Chosen()
    day = study_day(now, study.day_turns_at)
    with explained(), source_of(c, chosen, day) as source:
        past = _Past.read(c, source, day, span)
        bins = card_bins(c, source)
        intervals, stabilities, difficulties = histograms(bins)
        known, knowledge = recalls(c, source, day)
        now_states = states(bins)
        practised, tags = practised_days(c, day), topics_of(c, source, day)
        free = resting(c)
        return ProgressView(
            day=day,
            span=span,
            chosen=chosen,
            chosen_words=source.words,
            cards=sum(now_states.values()),
            first=past.first,
            today=done_on((row for row in past.year if row.day == day.toordinal()), _first_seen(c, source, day)),
            days=past.days(),
            streak=streak_of(reversed(practised), day, free),
            best_streak=best_streak(practised, free),
            reviews=sum(row.reviews for row in past.shown),
            seconds=max(0.0, sum(row.seconds for row in past.shown)),
            due=due_outlook(c, source, day, study, span, now_states["new"]),
            periods=past.periods(),
            states=now_states,
            intervals=intervals,
            stabilities=stabilities,
            difficulties=difficulties,
            recalls=known,
            knowledge=knowledge,
            retention=retention(past.year, past.blocks, day.toordinal()),
            hours=_hours(c, source, day, span),
            buttons=buttons(past.shown),
            added=added(c, source, first_day(day, span.days), now, study.day_turns_at),
            calibration=_calibration(c, source, day, span),
            topics=() if source.ids else weakest_topics(c, day, TOPICS, tags),
            coverage=coverage(tags),
            goals=goal_steps(c),
            costly=costly_cards(c, source),
            leeches=find_notes(c, "is:leech", day, limit=LEECHES).notes if not source.ids else (),
        )


@dataclass(frozen=True, slots=True)
class _Past:
    """Answers added up: by day for a year, by block of days for all time, and those of the span."""

    day: date
    span: Span
    first: date | None
    year: Sequence[Summed]
    blocks: Sequence[Summed]  # under one number, unless all time is shown
    shown: Sequence[Summed]  # the rows of the span

    @classmethod
    def read(cls, c: sqlite3.Connection, source: Source, day: date, span: Span) -> "_Past":
        """Read what there is up to a day."""
        columns = "kind, rating, mature, reviews, seconds, recall"
        since = day.toordinal() - _KEPT_DAYS
        year = c.execute(
            f"SELECT day, {columns} FROM {source['daily']} WHERE day > ? AND day <= ? ORDER BY day",  # noqa: S608
            (since, day.toordinal()),
        )
        blocks = c.execute((_BLOCKS if span is Span.ALL else _EVER).format(source["blocks"]))
        (first,) = c.execute(f"SELECT min(day) FROM {source['daily']}").fetchone()  # noqa: S608
        begun = None if first is None else date.fromordinal(first)
        days, ever = list(map(Summed._make, year)), list(map(Summed._make, blocks))
        if span is Span.ALL:
            return cls(day, span, begun, days, ever, ever)
        least = first_day(day, span.days).toordinal()
        return cls(day, span, begun, days, ever, [row for row in days if row.day >= least])

    def periods(self) -> tuple[Period, ...]:
        """What was done by day; by blocks of four weeks where there is more than a year to show."""
        if self.span.days is None and self.first and (self.day - self.first).days >= _KEPT_DAYS:
            return periods(self.blocks, BLOCK, 1)
        return periods(self.year if self.span.days is None else self.shown)

    def days(self) -> tuple[DayDone, ...]:
        """The days of the calendar."""
        return by_day(self.year, self.day - timedelta(days=7 * WEEKS - 1))


_BLOCKS = "SELECT block, kind, rating, mature, reviews, seconds, recall FROM {} WHERE reviews > 0 ORDER BY block"
_EVER = "SELECT 0, kind, rating, mature, sum(reviews), sum(seconds), sum(recall) FROM {} GROUP BY 2, 3, 4"


def _first_seen(c: sqlite3.Connection, source: Source, day: date) -> int:
    """Cards seen for the first time on a day."""
    (first,) = c.execute(f"SELECT total(first) FROM {source['hourly']} WHERE day = ?", (day.toordinal(),)).fetchone()  # noqa: S608
    return int(first)


def _hours(c: sqlite3.Connection, source: Source, day: date, span: Span) -> tuple[Hour, ...]:
    """The hours with answers."""
    rows = c.execute(
        f"SELECT hour, sum(reviews), sum(tested), sum(recalled) FROM {source['hourly']} "  # noqa: S608
        "WHERE day >= ? AND day <= ? GROUP BY hour HAVING sum(reviews) > 0 ORDER BY hour",
        (first_day(day, span.days).toordinal(), day.toordinal()),
    )
    return tuple(Hour(*row) for row in rows)


def _calibration(c: sqlite3.Connection, source: Source, day: date, span: Span) -> tuple[Calibrated, ...]:
    """Predicted recall against measured."""
    rows = c.execute(
        f"SELECT bin, sum(reviews), sum(recalled), sum(predicted) FROM {source['calibration']} "  # noqa: S608
        "WHERE day >= ? AND day <= ? GROUP BY bin ORDER BY bin",
        (first_day(day, span.days).toordinal(), day.toordinal()),
    )
    return calibrated(rows, BINS)
