"""The Today screen, read in one go."""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from json import dumps

from drills.config import Study
from drills.dates import study_day
from drills.models import Kind
from drills.scheduling.cost import Costs
from drills.storage.candidates import Room, draw, draw_left
from drills.storage.cards import DRILLED
from drills.storage.costs import costs
from drills.storage.database import explained
from drills.storage.figures.daily import streak, week_of
from drills.storage.figures.topic_lines import weakest_topics
from drills.storage.goal.deadline_moves import settle
from drills.storage.goal.goal_lines import goal_lines, read_goals
from drills.storage.goal.rests import free_days
from drills.storage.planning.day_minutes import day_minutes
from drills.storage.planning.forecasts import with_outlooks
from drills.storage.planning.missed import missed
from drills.storage.planning.mock_tests import waiting_mock
from drills.storage.reviews import seconds_on
from drills.storage.sessions import EVERYTHING, left_open, to_come
from drills.views.today import TodayView

USUAL_RECALL = 0.9
LOOKED_AT = 300
"""Of so many cards the kinds are looked at, to tell what a day's cards take."""

WEAKEST = 6


def today_view(c: sqlite3.Connection, now: datetime, study: Study) -> TodayView:
    """What there is to do today, how ready one is, and how it has gone."""
    with explained():
        day = study_day(now, study.day_turns_at)
        settle(c, day)
        seconds_done, reviews_done = seconds_on(c, day)
        known, minutes = costs(c), day_minutes(c, day, study)
        room, resumable = Room(EVERYTHING, now, day), left_open(c, now, study)
        if resumable:
            drawn = draw_left(c, room, to_come(c, resumable.id, now, day), study, known)
        else:
            drawn = draw(c, room, minutes.left, study, known, minutes=minutes)
        plan = drawn.plan
        tomorrow_cards, tomorrow_seconds = load_tomorrow(c, day, drawn.seconds, known)
        goals = read_goals(c, open_only=True)
        return TodayView(
            day=day,
            streak=streak(c, day),
            minutes_per_day=round(minutes.planned / 60.0),
            seconds_done=seconds_done,
            reviews_done=reviews_done,
            cards=count_cards(c),
            goals=with_outlooks(c, goal_lines(c, goals, day), day, study),
            plan=plan,
            resumable=resumable,
            week=week_of(c, day),
            weakest=weakest_topics(c, day, WEAKEST),
            next_due=None if plan.cards or plan.left else _next_due(c, day),
            tomorrow_cards=tomorrow_cards,
            tomorrow_seconds=tomorrow_seconds,
            missed=missed(c, day),
            mock=waiting_mock(c, [goal.id for goal in goals], day),
            rest=day in free_days(c, day, day),
        )


def count_cards(c: sqlite3.Connection) -> int:
    """All cards that aren't deleted: each state is counted off its own index."""
    (count,) = c.execute(
        "SELECT (SELECT count(*) FROM cards WHERE phase = 'new' AND suspended = 0 AND removed_at IS NULL)"
        " + (SELECT count(*) FROM cards WHERE due_day IS NOT NULL AND suspended = 0 AND removed_at IS NULL)"
        " + (SELECT count(*) FROM cards WHERE due_at IS NOT NULL AND suspended = 0 AND removed_at IS NULL)"
        " + (SELECT count(*) FROM cards WHERE suspended = 1 AND removed_at IS NULL)"
    ).fetchone()
    return int(count)


def count_due(c: sqlite3.Connection, day: date) -> int:
    """How many reviews are due by that day and neither buried nor suspended."""
    (count,) = c.execute(
        "SELECT count(*) FROM cards WHERE due_day <= :day AND suspended = 0 AND removed_at IS NULL "
        "AND (buried_until IS NULL OR buried_until <= :day)",
        {"day": day.toordinal()},
    ).fetchone()
    return int(count)


_BY_TOMORROW = tuple(
    f"FROM cards c WHERE {which} AND {DRILLED} AND c.id NOT IN (SELECT value FROM json_each(:planned))"  # noqa: S608
    for which in ("c.due_day <= :day", "c.due_at IS NOT NULL")
)


def load_tomorrow(
    c: sqlite3.Connection, today: date, planned: Iterable[int], known: Costs | None = None
) -> tuple[int, float]:
    """The cards that are due tomorrow morning once the planned ones are drilled, and the seconds they may take.

    What falls due by then, what comes back from being buried, and all that is due today and has to wait.
    """
    spending, cards, seconds = known or costs(c), 0, 0.0
    values = {"day": today.toordinal() + 1, "limit": LOOKED_AT, "planned": dumps(list(planned))}
    for which in _BY_TOMORROW:
        (count,) = c.execute(f"SELECT count(*) {which}", values).fetchone()
        cards += count
        seconds += count * _mean_seconds(c, spending, which, values) if count else 0.0
    return cards, seconds


def usual_seconds(c: sqlite3.Connection, known: Costs) -> float:
    """The seconds that a review may take, over the kinds there are."""
    return _mean_seconds(c, known, "FROM cards WHERE due_day IS NOT NULL AND suspended = 0", {"limit": LOOKED_AT})


def _mean_seconds(c: sqlite3.Connection, known: Costs, which: str, values: Mapping[str, object]) -> float:
    rows = c.execute(
        f"SELECT n.kind, count(*) FROM (SELECT note_id {which} LIMIT :limit) c JOIN notes n ON n.id = c.note_id "  # noqa: S608
        "GROUP BY n.kind",
        values,
    ).fetchall()
    seconds: float = sum(count * known.seconds(Kind(kind), new=False, recall=USUAL_RECALL) for kind, count in rows)
    counted: int = sum(count for _, count in rows)
    return seconds / max(1, counted)


def _next_due(c: sqlite3.Connection, day: date) -> date | None:
    """The next day on which anything is due."""
    (due,) = c.execute(
        "SELECT min(due_day) FROM cards WHERE due_day > ? AND suspended = 0 AND removed_at IS NULL", (day.toordinal(),)
    ).fetchone()
    (back,) = c.execute(
        "SELECT min(buried_until) FROM cards WHERE due_day <= :day AND buried_until > :day AND suspended = 0 "
        "AND removed_at IS NULL",
        {"day": day.toordinal()},
    ).fetchone()
    days = [found for found in (due, back) if found is not None]
    return date.fromordinal(min(days)) if days else None
