"""The Progress screen, read in one go."""

import sqlite3
from datetime import date, datetime, timedelta

from drills.config import Study
from drills.dates import study_day
from drills.models import Rating
from drills.storage.costs import costs
from drills.storage.daily import best_streak, days_done, practised_days, resting, streak_of
from drills.storage.database import explained
from drills.storage.search import find_notes
from drills.storage.today import count_due, usual_seconds
from drills.storage.topic_lines import weakest_topics
from drills.views.progress import ProgressView, Retention

WEEKS = 53
FORECAST_DAYS = 30
RATED_DAYS = 30
MATURE = 21  # days
TOPICS = 12
LEECHES = 20
PERIODS = {"7 days": 7, "30 days": 30, "a year": 365, "ever": 1_000_000}


def progress_view(c: sqlite3.Connection, now: datetime, study: Study) -> ProgressView:
    """How it has gone and what comes: days, load to come, measured recall, card states, ratings, topics."""
    with explained():
        day = study_day(now, study.day_turns_at)
        done = days_done(c, date.min, day)
        days, free = practised_days(c, day), resting(c)
        first = day - timedelta(days=7 * WEEKS - 1)
        return ProgressView(
            day=day,
            days=tuple(line for line in done if line.day >= first),
            forecast=_forecast(c, day),
            retention=tuple(_retention(c, label, day, length) for label, length in PERIODS.items()),
            states=_states(c),
            ratings=_ratings(c, day),
            streak=streak_of(reversed(days), day, free),
            best_streak=best_streak(days, free),
            reviews=sum(line.reviews for line in done),
            seconds=sum(line.seconds for line in done),
            topics=weakest_topics(c, day, TOPICS),
            leeches=find_notes(c, "is:leech", day, limit=LEECHES).notes,
        )


def _forecast(c: sqlite3.Connection, day: date) -> tuple[tuple[date, int, float], ...]:
    """The cards and seconds that fall due each day as things stand: today with all that is overdue."""
    rows = c.execute(
        "SELECT due_day, count(*) FROM cards WHERE due_day BETWEEN ? AND ? AND suspended = 0 AND removed_at IS NULL "
        "GROUP BY due_day",
        (day.toordinal() + 1, day.toordinal() + FORECAST_DAYS - 1),
    )
    counts = {day.toordinal(): count_due(c, day), **dict(rows.fetchall())}
    mean = usual_seconds(c, costs(c))
    days = (day + timedelta(days=ahead) for ahead in range(FORECAST_DAYS))
    return tuple((one, counts.get(one.toordinal(), 0), counts.get(one.toordinal(), 0) * mean) for one in days)


_REVIEWED = """
SELECT sum(reviews) FILTER (WHERE NOT mature), sum(reviews) FILTER (WHERE NOT mature AND rating > 1),
  sum(reviews) FILTER (WHERE mature), sum(reviews) FILTER (WHERE mature AND rating > 1), sum(recall)
FROM daily WHERE kind = 'review' AND day > ? AND day <= ?
"""


def _retention(c: sqlite3.Connection, label: str, day: date, length: int) -> Retention:
    """Measured recall of reviews on their day or later, over the last days; cards in their steps don't count."""
    row = c.execute(_REVIEWED, (day.toordinal() - length, day.toordinal())).fetchone()
    young, young_recalled, mature, mature_recalled, recall = (figure or 0 for figure in row)
    predicted = recall / (young + mature) if young + mature else None
    return Retention(label, young, young_recalled, mature, mature_recalled, predicted)


def _states(c: sqlite3.Connection) -> dict[str, int]:
    """Cards by state; mature ones have an interval of three weeks or more. Each is counted off its own index."""
    shown = "suspended = 0 AND removed_at IS NULL"
    (new,) = c.execute(f"SELECT count(*) FROM cards WHERE phase = 'new' AND {shown}").fetchone()  # noqa: S608
    (learning,) = c.execute(f"SELECT count(*) FROM cards WHERE due_at IS NOT NULL AND {shown}").fetchone()  # noqa: S608
    seen, mature = c.execute(
        f"SELECT count(*), coalesce(sum(interval >= {MATURE}), 0) FROM cards WHERE due_day IS NOT NULL AND {shown}"  # noqa: S608
    ).fetchone()
    (suspended,) = c.execute("SELECT count(*) FROM cards WHERE suspended = 1 AND removed_at IS NULL").fetchone()
    return {"new": new, "learning": learning, "young": seen - mature, "mature": mature, "suspended": suspended}


def _ratings(c: sqlite3.Connection, day: date) -> dict[Rating, int]:
    """The ratings given in the last days."""
    rows = c.execute(
        "SELECT rating, sum(reviews) FROM daily WHERE day > ? AND day <= ? GROUP BY rating",
        (day.toordinal() - RATED_DAYS, day.toordinal()),
    )
    counts = dict(rows.fetchall())
    return {rating: counts.get(int(rating), 0) for rating in Rating}
