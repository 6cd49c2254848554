"""All that a goal's forecast is computed from, read in one go."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from drills.config import Study
from drills.dates import study_day
from drills.models import Goal, Kind
from drills.note import first_line
from drills.plan.budget import budgets
from drills.plan.inputs import MOST_CARDS, Inputs, PlanCard, SharedCard, Sharing, SharingGoal
from drills.plan.ways import LONGEST
from drills.scheduling.cost import Costs
from drills.storage.costs import costs
from drills.storage.database import explained
from drills.storage.goal.goal_counts import goal_counts
from drills.storage.goal.goal_reach import Within, card_ids, goal_reaches, goal_within, joined
from drills.storage.goal.goal_rows import read_goal
from drills.storage.goal.rests import free_days
from drills.storage.planning.day_minutes import day_minutes
from drills.storage.planning.goal_checks import widening
from drills.storage.planning.learner_tally import planning_weights, read_tally
from drills.storage.planning.plan_stamp import stamp

TEXT = 60
MOST_DUE, MOST_COMING = 1_000, 4_000
"""Of the cards in no goal, so many of those due, likely known first, and of those due later, compete for minutes."""

_LIVE = "c.removed_at IS NULL AND c.suspended = 0"
_CARDS = f"""
SELECT c.id, c.note_id, n.kind, n.fields, c.stability IS NULL
FROM json_each(:cards) j CROSS JOIN cards c ON c.id = j.value JOIN notes n ON n.id = c.note_id
WHERE {_LIVE} ORDER BY c.id
"""  # noqa: S608
_STATES = """
SELECT c.id, n.kind, c.stability, c.difficulty, c.last_day
FROM json_each(:cards) j CROSS JOIN cards c ON c.id = j.value JOIN notes n ON n.id = c.note_id ORDER BY c.id
"""
_OUTSIDE = f"""
SELECT c.id, n.kind, c.stability, c.difficulty, c.last_day, c.due_day
FROM cards c JOIN notes n ON n.id = c.note_id
WHERE {_LIVE} AND c.due_day {{when}} AND +c.note_id NOT IN ({{notes}}) ORDER BY {{order}} LIMIT {{most}}
"""  # noqa: S608
_ANSWERS = """
SELECT r.card_id, r.day, r.rating FROM json_each(:cards) j CROSS JOIN reviews r ON r.card_id = j.value
WHERE r.day <= :day AND NOT EXISTS (SELECT 1 FROM retractions x WHERE x.review_id = r.id) ORDER BY r.id
"""


def forecast_inputs(c: sqlite3.Connection, goal_id: int, now: datetime, study: Study) -> Inputs:
    """What a goal's forecast is computed from, as things stand. Raises NotFoundError."""
    with explained():
        day = study_day(now, study.day_turns_at)
        return inputs_of(c, read_goal(c, goal_id), day, study)


def inputs_of(
    c: sqlite3.Connection,
    goal: Goal,
    day: date,
    study: Study,
    *,
    deadline: date | None = None,
    minutes: float | None = None,
) -> Inputs:
    """The same for a goal at hand, maybe with another date or other minutes a day of its own."""
    known, deadline = costs(c), deadline or goal.deadline
    within = goal_within(c, goal.id, day)
    ids = card_ids(c, within)
    chosen = _spread(ids)
    cards = _cards(c, chosen, known)
    weights = planning_weights(c)
    own = float(goal.minutes) if minutes is None and goal.minutes else minutes
    usual, shared, by_day = _budgets(c, goal, deadline, own, day, study)
    sharing = _sharing(c, goal.id, deadline, by_day, day, known) if shared else None
    return Inputs(
        goal_id=goal.id,
        statement=goal.statement,
        today=day,
        deadline=deadline,
        target=goal.target,
        minutes=usual / 60.0,
        budgets=by_day,
        cards=cards,
        history=_history(c, cards, day),
        learner=replace(read_tally(c, weights).learner, pace=1.0),
        weights=weights,
        widen=widening(c),
        shared=shared / 60.0,
        total=len(ids),
        seen=_seen(c, ids),
        parked=len(within.parked),
        now=goal_counts(c, [goal.id], day)[goal.id].readiness,
        stamp=stamp(c, day, study),
        sharing=sharing,
        free=free_days(c, day, deadline + timedelta(days=LONGEST)),
    )


def _spread(ids: Sequence[int]) -> list[int]:
    """All of them, or so many evenly spread."""
    if len(ids) <= MOST_CARDS:
        return list(ids)
    return [ids[i * len(ids) // MOST_CARDS] for i in range(MOST_CARDS)]


def _cards(c: sqlite3.Connection, ids: Sequence[int], known: Costs) -> tuple[PlanCard, ...]:
    found = []
    for card_id, note_id, kind_name, fields, new in c.execute(_CARDS, {"cards": json.dumps(list(ids))}):
        kind = Kind(kind_name)
        found.append(
            PlanCard(
                card_id,
                note_id,
                kind,
                first_line(kind, json.loads(fields), TEXT),
                bool(new),
                known.seconds(kind, new=True),
                known.seconds(kind, new=False, recall=1.0),
            )
        )
    return tuple(found)


def _history(c: sqlite3.Connection, cards: Sequence[PlanCard], day: date) -> tuple[tuple[int, int, int], ...]:
    places = {card.card_id: place for place, card in enumerate(cards)}
    rows = c.execute(_ANSWERS, {"cards": json.dumps(list(places)), "day": day.toordinal()})
    return tuple((places[card_id], answered, rating) for card_id, answered, rating in rows)


def _seen(c: sqlite3.Connection, ids: Sequence[int]) -> int:
    (seen,) = c.execute(
        "SELECT count(*) FROM json_each(?) j CROSS JOIN cards c ON c.id = j.value WHERE c.stability IS NOT NULL",
        (json.dumps(list(ids)),),
    ).fetchone()
    return int(seen)


def _budgets(
    c: sqlite3.Connection, goal: Goal, deadline: date, own: float | None, day: date, study: Study
) -> tuple[float, float, tuple[float, ...]]:
    """The seconds of a usual day for the goal, of how many shared ones, and those of each day until its date."""
    days = max((deadline - day).days, 0)
    if days == 0:
        return (own or study.minutes_per_day) * 60.0, 0.0, ()
    free = free_days(c, day, deadline - timedelta(days=1))
    of_day = day_minutes(c, day, study)
    if own is not None:
        seconds = own * 60.0
        if goal.id in of_day.own_left:  # what was done for it today counts against any other minutes, too
            left = max(0.0, seconds - 60.0 * (goal.minutes or 0) + of_day.own_left[goal.id])
        else:
            left = max(0.0, seconds - of_day.done)
        return seconds, 0.0, budgets(days, seconds, left, day, free)
    by_day = budgets(days, of_day.shared, of_day.shared_left, day, free)
    return of_day.shared, of_day.shared, by_day


def _sharing(
    c: sqlite3.Connection, goal_id: int, deadline: date, seconds: tuple[float, ...], day: date, known: Costs
) -> Sharing | None:
    """What shares those seconds with the goal; None where it has them to itself."""
    reaches = goal_reaches(c, day)
    of_goals = {reach.id: card_ids(c, reach.within) for reach in reaches if not reach.minutes or reach.id == goal_id}
    outside = _outside(c, [reach.within for reach in reaches], deadline, day, known)
    alone = not outside and sum(bool(ids) for ids in of_goals.values()) < 2
    if alone or goal_id not in of_goals:  # or closed meanwhile
        return None
    every = sorted(set().union(*of_goals.values()))
    places = {card_id: place for place, card_id in enumerate(every)}
    return Sharing(
        tuple(
            SharingGoal(
                reach.id,
                deadline if reach.id == goal_id else reach.deadline,
                reach.importance,
                tuple(places[card_id] for card_id in of_goals[reach.id]),
            )
            for reach in reaches
            if reach.id in of_goals
        ),
        (*_shared_cards(c.execute(_STATES, {"cards": json.dumps(every)}), known), *outside),
        seconds,
    )


def _outside(
    c: sqlite3.Connection, covered: Sequence[Within], deadline: date, day: date, known: Costs
) -> tuple[SharedCard, ...]:
    """The cards in no goal that are due now or before the date."""
    union = joined(covered)
    values = {**union.values(), "today": day.toordinal(), "last": deadline.toordinal() - 1}
    found: list[SharedCard] = []
    for when, order, most in (
        ("<= :today", "(:today - c.last_day) / c.stability, c.id", MOST_DUE),
        ("BETWEEN :today + 1 AND :last", "c.due_day, c.id", MOST_COMING),
    ):
        sql = _OUTSIDE.format(when=when, notes=union.note_ids(), order=order, most=most)
        found += _shared_cards(c.execute(sql, values), known)
    return tuple(found)


def _shared_cards(rows: Iterable[Sequence[Any]], known: Costs) -> Iterator[SharedCard]:
    for card_id, kind_name, stability, difficulty, last_day, *due_day in rows:
        kind = Kind(kind_name)
        first, later = known.seconds(kind, new=True), known.seconds(kind, new=False, recall=1.0)
        yield SharedCard(card_id, stability, difficulty, last_day, first, later, *due_day)
