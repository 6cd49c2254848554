"""The Today screen, read in one go."""

import sqlite3
from datetime import date, datetime

from drills.config import Study
from drills.dates import study_day
from drills.storage.candidates import Room, draw, draw_left
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
from drills.storage.tomorrow import load_tomorrow, tomorrow_words
from drills.views.today import TodayView

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
        tomorrow = load_tomorrow(c, day, drawn.seconds, known)
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
            tomorrow_cards=tomorrow[0],
            tomorrow_seconds=tomorrow[1],
            tomorrow=tomorrow_words(c, day, drawn.seconds, study, known, tomorrow),
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
