"""What an answer does to a card, all in one transaction; and the other things one does to the card in front."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import lru_cache

from drills.config import Study
from drills.errors import InputError
from drills.models import Card, Kind, New, Phase, Rating, Review, Schedule, TryDraft
from drills.scheduling import steps
from drills.scheduling.memory import DEFAULT_WEIGHTS, retrievability
from drills.scheduling.queue import LONG_KINDS
from drills.scheduling.steps import Rules
from drills.storage import cards, reviews, sessions
from drills.storage.database import transaction
from drills.storage.planning.learner_tally import count_answer, planning_weights
from drills.storage.reviews import Answer
from drills.storage.search import index_notes
from drills.storage.sessions import Sitting, sitting_day
from drills.storage.undo import Step, undoable
from drills.views.drill import Graded

LEECH = "leech"


@lru_cache(maxsize=16)
def rules_of(study: Study, kind: Kind, weights: tuple[float, ...] = DEFAULT_WEIGHTS) -> Rules:
    """The scheduling rules that the settings ask for, with the weights in use.

    What takes minutes is tried once a day: it has no steps.
    """
    learning, relearning = ((), ()) if kind in LONG_KINDS else (study.learning_steps, study.relearning_steps)
    return Rules(
        weights=weights,
        retention=study.retention,
        learning_steps=tuple(timedelta(minutes=minutes) for minutes in learning),
        relearning_steps=tuple(timedelta(minutes=minutes) for minutes in relearning),
        maximum_interval=study.maximum_interval,
    )


def grade(
    c: sqlite3.Connection,
    session_id: int,
    card_id: int,
    rating: Rating,
    seconds: float,
    now: datetime,
    study: Study,
    try_: TryDraft | None = None,
    reps: int | None = None,
) -> Graded:
    """Store an answer and show the session's next card; undoable, and on disk when this returns.

    `reps` is how many answers the card had when it was shown: raises InputError if it was answered elsewhere since,
    or is no longer to be drilled. `seconds` is the time it took, as long as it took.
    """
    rating = Rating(rating)
    with _changing(c, session_id, f"Answer {rating.name.title()}", now, study) as (step, sitting, day):
        card = _answerable(c, card_id, day, reps)
        if sitting.scope.sort == sessions.WARM_UP:
            return _looked_at(c, step, session_id, card_id, rating, now, day)
        kind, weights = cards.kind_of(c, card.note_id), planning_weights(c)
        answer = answer_of(card, kind, rating, seconds, now, day, study, session_id, weights)
        _keep(step, session_id, card_id)
        lapses = card.lapses + (rating == Rating.AGAIN and isinstance(card.schedule, Review))
        cards.put_schedule(c, card_id, answer.after, card.reps + 1, lapses)
        review_id = reviews.add_review(c, answer, now)
        step.answered(review_id)
        step.keep("learner", id=1)
        count_answer(c, review_id, weights)
        if try_:
            reviews.add_try(c, review_id, card.note_id, try_)
        leech = lapses > card.lapses and is_leech(lapses, study)
        if leech:
            _mark_leech(c, step, card, study)
        if study.bury_siblings and sitting.scope.note_ids is None:
            _bury_siblings(c, step, card, day)
        sessions.mark_done(c, session_id, card_id)
        _show_next(c, session_id, now, day)
    wait = steps.describe_wait(answer.after, now, day)
    return Graded(review_id, wait, leech=leech, suspended=leech and study.suspend_leeches)


def _looked_at(
    c: sqlite3.Connection, step: Step, session_id: int, card_id: int, rating: Rating, now: datetime, day: date
) -> Graded:
    """A last look at a card: nothing of it counts, but what was not recalled comes once more at the end."""
    step.keep("sessions", id=session_id)
    step.keep("session_cards", session_id=session_id)
    if rating == Rating.AGAIN:
        sessions.put_last(c, session_id, card_id)
        sessions.set_current(c, session_id, None)
    else:
        sessions.mark_done(c, session_id, card_id)
    _show_next(c, session_id, now, day)
    return Graded(0, "")


def _answerable(c: sqlite3.Connection, card_id: int, day: date, reps: int | None) -> Card:
    card = cards.read_card(c, card_id)
    if reps is not None and card.reps != reps:
        raise InputError(
            "This card was answered in another window meanwhile.", hint="That answer counts; this one was not stored."
        )
    if not cards.is_drilled(c, card_id, day):
        raise InputError("This card was deleted, suspended or buried meanwhile.", hint="The answer was not stored.")
    return card


def answer_of(
    card: Card,
    kind: Kind,
    rating: Rating,
    seconds: float,
    now: datetime,
    day: date,
    study: Study,
    session_id: int | None = None,
    weights: tuple[float, ...] = DEFAULT_WEIGHTS,
) -> Answer:
    """The answer as it is stored: the schedule before and after, and the recall that was predicted."""
    rules, before = rules_of(study, kind, weights), card.schedule
    after = steps.answer(before, rating, now=now, today=day, card_id=card.id, reps=card.reps, rules=rules)
    elapsed = recall = None
    if not isinstance(before, New):
        elapsed = max(0, (day - before.last_day).days)
        recall = retrievability(before.memory.stability, elapsed, rules.weights)
    return Answer(card, after, rating, sort_of(before, day), max(0.0, seconds), day, elapsed, recall, session_id)


def sort_of(before: Schedule, day: date) -> str:
    """What sort of answer it is: learn, relearn, review, or early for a review before its day."""
    if isinstance(before, Review):
        return "early" if before.due_day > day else "review"
    return "relearn" if before.phase is Phase.RELEARNING else "learn"


def is_leech(lapses: int, study: Study) -> bool:
    """Whether this lapse makes a leech: at the number set, and again after every half of it."""
    threshold = study.leech_lapses
    if threshold <= 0 or lapses < threshold:
        return False
    return (lapses - threshold) % max(1, (threshold + 1) // 2) == 0


def _keep(step: Step, session_id: int, card_id: int) -> None:
    step.keep("cards", id=card_id)
    step.keep("sessions", id=session_id)
    step.keep("session_cards", session_id=session_id, card_id=card_id)


def _mark_leech(c: sqlite3.Connection, step: Step, card: Card, study: Study) -> None:
    step.keep("note_tags", note_id=card.note_id)
    cards.add_tag(c, card.note_id, LEECH)
    index_notes(c, (card.note_id,))
    if study.suspend_leeches:
        cards.set_suspended(c, card.id, True)


def _bury_siblings(c: sqlite3.Connection, step: Step, card: Card, day: date) -> None:
    siblings = cards.siblings_to_bury(c, card, day)
    for sibling in siblings:
        step.keep("cards", id=sibling)
    cards.bury(c, siblings, day + timedelta(days=1))


def _show_next(c: sqlite3.Connection, session_id: int, now: datetime, day: date) -> None:
    card = sessions.next_card(c, session_id, now, day)
    sessions.set_current(c, session_id, card.id if card else None)


def bury(c: sqlite3.Connection, session_id: int, card_id: int, now: datetime, study: Study) -> None:
    """Put the card and its siblings off until tomorrow; undoable."""
    with _changing(c, session_id, "Bury", now, study) as (step, _, day):
        card = cards.read_card(c, card_id)
        _keep(step, session_id, card_id)
        _bury_siblings(c, step, card, day)
        cards.bury(c, [card_id], day + timedelta(days=1))
        _show_next(c, session_id, now, day)


def suspend(c: sqlite3.Connection, session_id: int, card_id: int, now: datetime, study: Study) -> None:
    """Take the card out of drills until it is brought back; undoable."""
    with _changing(c, session_id, "Suspend", now, study) as (step, _, day):
        cards.read_card(c, card_id)
        _keep(step, session_id, card_id)
        cards.set_suspended(c, card_id, True)
        _show_next(c, session_id, now, day)


def flag(c: sqlite3.Connection, session_id: int, card_id: int, flag: int, now: datetime, study: Study) -> None:
    """Flag the card from 1 to 4, or take the flag off with 0; undoable."""
    if flag not in range(5):
        raise InputError(f"There is no flag {flag}.", hint="Flags go from 1 to 4; 0 takes one off.")
    with _changing(c, session_id, "Flag" if flag else "Unflag", now, study) as (step, _, _):
        cards.read_card(c, card_id)
        _keep(step, session_id, card_id)
        cards.set_flag(c, card_id, flag)


@contextmanager
def _changing(
    c: sqlite3.Connection, session_id: int, label: str, now: datetime, study: Study
) -> Iterator[tuple[Step, Sitting, date]]:
    """An undoable change in a session, and the day it counts for."""
    with transaction(c):
        sitting = sessions.read_sitting(c, session_id)
        with undoable(c, label, now, session_id) as step:
            yield step, sitting, sitting_day(c, sitting, now, study)
