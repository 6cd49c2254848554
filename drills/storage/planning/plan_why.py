"""Why a card comes now, read for the card in front."""

import sqlite3
from datetime import date, datetime

from drills.config import Study
from drills.dates import short, study_day
from drills.models import Learning, MemoryState, New, Review, Schedule
from drills.plan.reasons import reached, rolling, said
from drills.scheduling.memory import retrievability
from drills.storage.cards import deck_of, kind_of, read_card
from drills.storage.costs import costs
from drills.storage.database import explained
from drills.storage.goal.goal_reach import goal_reaches
from drills.storage.planning.learner_tally import planning_weights, typical_kappa
from drills.storage.sessions import Scope, read_sitting
from drills.views.plan import Reached, Why


def why(c: sqlite3.Connection, card_id: int, now: datetime, study: Study, session_id: int | None = None) -> Why:
    """Why a card comes now: recall on its goals' days without and with this answer, and the seconds it takes.

    In a session that was about something else than the plan (`session_id`) it says that. Raises NotFoundError.
    """
    with explained():
        day = study_day(now, study.day_turns_at)
        card = read_card(c, card_id)
        memory, elapsed = _memory(card.schedule, day)
        weights = planning_weights(c)
        kappa = typical_kappa(c, weights)
        deck, kind = deck_of(c, card.note_id), kind_of(c, card.note_id)
        found = tuple(
            reached(goal.statement, day, goal.deadline, memory, elapsed, kappa, weights)
            for goal in goal_reaches(c, day)
            if goal.covers(deck, card.note_id, card_id)
        ) or (rolling(day, memory, elapsed, kappa, weights),)
        recall = None if memory is None else retrievability(kappa * memory.stability, elapsed, weights)
        seconds = costs(c).seconds(kind, new=memory is None, recall=1.0 if recall is None else recall)
        scope = read_sitting(c, session_id).scope if session_id is not None else Scope()
        return _explained(card_id, card.schedule, scope, seconds, recall, found, day)


def _explained(
    card_id: int,
    schedule: Schedule,
    scope: Scope,
    seconds: float,
    recall: float | None,
    found: tuple[Reached, ...],
    day: date,
) -> Why:
    sort, note = _sort(schedule, scope, day), ""
    if sort == "early" and isinstance(schedule, Review):
        note = f"not due before {short(schedule.due_day, day)}: answering ahead pays"
    elif sort == "due" and isinstance(schedule, Review) and schedule.due_day < day:
        late = (day - schedule.due_day).days
        note = f"due {late} {'day' if late == 1 else 'days'} ago"
    plain = Why(card_id, sort, "", seconds, recall, found, note)
    return Why(card_id, sort, said(plain, day), seconds, recall, found, note)


def _sort(schedule: Schedule, scope: Scope, day: date) -> str:
    if scope.sort:
        return scope.sort
    if scope.note_ids is not None:
        return "chosen"
    if isinstance(schedule, Learning):
        return "learning"
    if isinstance(schedule, New):
        return "new"
    return "early" if schedule.due_day > day else "due"


def _memory(schedule: Schedule, day: date) -> tuple[MemoryState | None, int]:
    if isinstance(schedule, New):
        return None, 0
    return schedule.memory, max(0, (day - schedule.last_day).days)
