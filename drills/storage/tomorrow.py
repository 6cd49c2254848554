"""What tomorrow brings: as planned where goals are, else what is due by then."""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from json import dumps

from drills.config import Study
from drills.models import Kind
from drills.number_words import counted, time_words
from drills.scheduling.cost import Costs
from drills.storage.cards import DRILLED
from drills.storage.costs import costs
from drills.storage.goal.goal_reach import GoalReach, Within, goal_reaches, joined
from drills.storage.goal.rests import free_days
from drills.storage.planning.day_minutes import day_minutes
from drills.storage.planning.forecasts import stored_outlook

USUAL_RECALL = 0.9
LOOKED_AT = 300
"""Of so many cards the kinds are looked at, to tell what a day's cards take."""

_BY_TOMORROW = tuple(
    f"FROM cards c WHERE {which} AND {DRILLED} AND c.id NOT IN (SELECT value FROM json_each(:planned))"  # noqa: S608
    for which in ("c.due_day <= :day", "c.due_at IS NOT NULL")
)


def load_tomorrow(
    c: sqlite3.Connection, today: date, planned: Iterable[int], known: Costs | None = None, apart: Within | None = None
) -> tuple[int, float]:
    """The cards that are due tomorrow morning once the planned ones are drilled, and the seconds they may take.

    What falls due by then, what comes back from being buried, and all that is due today and has to wait; without
    what lies in `apart`.
    """
    spending, cards, seconds = known or costs(c), 0, 0.0
    values: dict[str, object] = {"day": today.toordinal() + 1, "limit": LOOKED_AT, "planned": dumps(list(planned))}
    beyond = ""
    if apart:
        beyond = f" AND NOT {apart.cards()}"
        values |= apart.values()
    for which in (f"{part}{beyond}" for part in _BY_TOMORROW):
        (count,) = c.execute(f"SELECT count(*) {which}", values).fetchone()
        cards += count
        seconds += count * _mean_seconds(c, spending, which, values) if count else 0.0
    return cards, seconds


def _mean_seconds(c: sqlite3.Connection, known: Costs, which: str, values: Mapping[str, object]) -> float:
    rows = c.execute(
        f"SELECT n.kind, count(*) FROM (SELECT note_id {which} LIMIT :limit) c JOIN notes n ON n.id = c.note_id "  # noqa: S608
        "GROUP BY n.kind",
        values,
    ).fetchall()
    seconds: float = sum(count * known.seconds(Kind(kind), new=False, recall=USUAL_RECALL) for kind, count in rows)
    counted: int = sum(count for _, count in rows)
    return seconds / max(1, counted)


def tomorrow_words(
    c: sqlite3.Connection,
    today: date,
    planned: Iterable[int],
    study: Study,
    known: Costs | None = None,
    due: tuple[int, float] | None = None,
) -> str:
    """As in "nothing", "23 cards · about 4 min", "about 18 min, as planned", once the `planned` cards are drilled.

    Where there are goals, it is what their plans hold for the day, and what is due besides in none of them. `due` is
    what `load_tomorrow` gives, where that was asked already.
    """
    tomorrow = today + timedelta(days=1)
    if tomorrow in free_days(c, tomorrow, tomorrow):
        return "a day off"
    goals = goal_reaches(c, tomorrow)
    if not goals:
        cards, seconds = due or load_tomorrow(c, today, planned, known)
        return f"{counted(cards, 'card')} · about {time_words(seconds)}" if cards else "nothing"
    minutes = [_planned_on(c, goal, today, tomorrow) for goal in goals]
    if None in minutes:
        return "not planned yet"
    _, beside = load_tomorrow(c, today, planned, known, joined(goal.within for goal in goals))
    seconds = min(sum(each or 0.0 for each in minutes) * 60 + beside, day_minutes(c, tomorrow, study).planned)
    return f"about {time_words(seconds)}, as planned" if seconds >= 1 else "nothing, as planned"


def _planned_on(c: sqlite3.Connection, goal: GoalReach, today: date, on: date) -> float | None:
    """The minutes that a goal's plan holds for a day, as last computed; None where it was not."""
    outlook = stored_outlook(c, goal.id, today)
    if outlook is None or outlook.deadline != goal.deadline:
        return None
    return next((each.minutes for each in outlook.days if each.day == on), None)
