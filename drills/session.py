"""A sitting: which card comes now, what an answer does, how to take it back, and how it ends.

What is shown depends on the database alone, so leaving, a crash and undoing all come back to the very card.
"""

import sqlite3
from collections.abc import Sequence
from datetime import date, datetime

from drills.answering import bury as bury
from drills.answering import flag as flag
from drills.answering import grade as grade
from drills.answering import is_leech, rules_of
from drills.answering import suspend as suspend
from drills.config import Study
from drills.dates import study_day
from drills.element import ids_in
from drills.models import Card, Kind, Note
from drills.models import TryDraft as TryDraft
from drills.note import first_line, named_by
from drills.scheduling import steps
from drills.storage import cards, reviews, sessions
from drills.storage.answer.answer_versions import draft_of
from drills.storage.answer.answers import follow_ups
from drills.storage.answer.composing import pace_of
from drills.storage.answer.criticisms import criticisms
from drills.storage.candidates import Drawn, Room, count_left, count_more, draw, draw_more, draw_notes, load_planner
from drills.storage.database import explained, transaction
from drills.storage.goal.goal_reach import goal_reaches
from drills.storage.goal.goal_rows import read_goal
from drills.storage.planning.day_minutes import DayMinutes, day_minutes
from drills.storage.planning.learner_tally import planning_weights
from drills.storage.planning.mock_tests import mock_of_session
from drills.storage.sessions import EVERYTHING, Scope, Sitting, sitting_day
from drills.storage.tomorrow import load_tomorrow, tomorrow_words
from drills.storage.undo import Undone, undo
from drills.views.drill import Face, Summary, Waiting
from drills.views.today import OpenSession

EXTRA_MINUTES = 5


def start(
    c: sqlite3.Connection,
    now: datetime,
    study: Study,
    *,
    deck: str | None = None,
    goal_id: int | None = None,
    note_ids: Sequence[int] | None = None,
    minutes: float | None = None,
    extra: bool = False,
) -> int:
    """Begin a session with the cards that fit the minutes, and give its number.

    The day's session and one about something chosen stand side by side: each ends only another open one of its sort.

    Without `minutes` it is what is left of the day's; `extra` asks for a few minutes beyond them. A deck or a goal
    limits it to their cards. `note_ids` brings all cards of those notes, due or not, however long that takes.
    """
    day = study_day(now, study.day_turns_at)
    scope = _scope(deck, goal_id, note_ids)
    with transaction(c):
        sessions.end_others(c, scope, now)
        of_day = day_minutes(c, day, study) if minutes is None and not extra else None
        budget = _budget(of_day, scope, minutes)
        room = Room(scope, now, day)
        if scope.note_ids is not None:
            drawn = draw_notes(c, room)
            budget = drawn.plan.seconds
        else:
            drawn = draw_more(c, room, budget, study) if extra else _drawn(c, room, budget, study, of_day)
        session_id = sessions.add_sitting(c, day, now, budget, scope)
        _queue(c, session_id, drawn, now, day)
    return session_id


def _scope(deck: str | None, goal_id: int | None, note_ids: Sequence[int] | None) -> Scope:
    return Scope(deck, goal_id, None if note_ids is None else tuple(note_ids))


def _budget(of_day: DayMinutes | None, scope: Scope, minutes: float | None) -> float:
    """The seconds that a new session may take."""
    if of_day is None:
        return (EXTRA_MINUTES if minutes is None else minutes) * 60.0
    if scope == EVERYTHING:
        return of_day.left
    of_scope = of_day.own_left.get(scope.goal_id or 0, of_day.shared_left)
    return max(EXTRA_MINUTES * 60.0, of_scope)


def _drawn(c: sqlite3.Connection, room: Room, budget: float, study: Study, of_day: DayMinutes | None) -> Drawn:
    """The cards for a session; the day's own keeps to the minutes that goals have for themselves."""
    load_planner(c, room.day)
    return draw(c, room, budget, study, minutes=of_day if room.scope == EVERYTHING else None)


def _queue(c: sqlite3.Connection, session_id: int, drawn: Drawn, now: datetime, day: date) -> None:
    """Put cards into the session, and show the first where none is shown."""
    sessions.append_cards(c, session_id, drawn.seconds)
    if sessions.shown_card(c, session_id, now, day) is None:
        card = sessions.next_card(c, session_id, now, day)
        sessions.set_current(c, session_id, card.id if card else None)


def open_session(
    c: sqlite3.Connection,
    now: datetime,
    study: Study,
    *,
    deck: str | None = None,
    goal_id: int | None = None,
    note_ids: Sequence[int] | None = None,
) -> OpenSession | None:
    """The session that was left today with cards to answer, and can be taken up again.

    It is the day's own, unless one about a deck, a goal or notes is asked for.
    """
    with explained():
        return sessions.left_open(c, now, study, _scope(deck, goal_id, note_ids))


def serve(c: sqlite3.Connection, session_id: int, now: datetime, study: Study) -> Face | Waiting | Summary:
    """What the session shows now.

    The card that was shown, if it still may be; else a card in its learning steps that is due, the next of the queue,
    a card in its steps that is due within 20 minutes; else when the next one comes back, or what the session came to.
    """
    with explained():
        sitting = sessions.read_sitting(c, session_id)
        day = sitting_day(c, sitting, now, study)
        card = sessions.shown_card(c, session_id, now, day) or sessions.next_card(c, session_id, now, day)
        if card and card.id != sitting.current_card_id:
            with transaction(c):
                sessions.set_current(c, session_id, card.id)
        if card:
            return _face(c, sitting, card, now, day, study)
        if wait := sessions.next_wait(c, session_id, now, day):
            return Waiting(session_id, *wait)
        return summary(c, session_id, now, study)


def _face(c: sqlite3.Connection, sitting: Sitting, card: Card, now: datetime, day: date, study: Study) -> Face:
    note = cards.read_note(c, card.note_id)
    spent = reviews.session_answers(c, sitting.id)
    position, total = _place(c, sitting, spent.answers, now, day)
    place = sessions.place_of(c, sitting.id, card.id)
    deck = cards.deck_of(c, note.id)
    goal_name, goal_day = _goal_of(c, sitting, deck, card, day)
    rules = rules_of(study, note.kind, planning_weights(c))
    outcomes = steps.preview(card.schedule, now=now, today=day, card_id=card.id, reps=card.reps, rules=rules)
    waits = {rating: steps.describe_wait(after, now, day) for rating, after in outcomes.items()}
    if sitting.scope.sort == sessions.WARM_UP:
        waits = dict.fromkeys(waits, "")
    return Face(
        session_id=sitting.id,
        card=card,
        note=note,
        position=position,
        total=total,
        waits=waits,
        sort=sitting.scope.sort or "",
        pace=pace_of(c) if note.kind in (Kind.QUESTION, Kind.CRITIQUE) else None,
        goal=goal_name,
        days_left=(goal_day - day).days if goal_day else None,
        seconds_spent=spent.seconds,
        budget_seconds=sitting.budget_seconds,
        expected_seconds=place[1] if place else 0.0,
        last_try=reviews.last_try(c, note.id) if note.kind in (Kind.QUESTION, Kind.CRITIQUE) else None,
        follows=_prompts(c, note, "follows") if note.kind is Kind.QUESTION else (),
        asked="".join(_prompts(c, note, "answers")[:1]) if note.kind is Kind.CRITIQUE else "",
        criticisms=criticisms(c, note.id) if note.kind is Kind.QUESTION else (),
        own=draft_of(c, note.id) if note.kind is Kind.QUESTION else None,
        next_asked=tuple(text for _, _, text in follow_ups(c, note)) if note.kind is Kind.QUESTION else (),
    )


def _place(c: sqlite3.Connection, sitting: Sitting, answers: int, now: datetime, day: date) -> tuple[int, int]:
    """Which answer is asked for, and of how many so far: a card in its steps comes again, so these may grow.

    A warm-up stores no answers: there it is the cards.
    """
    if sitting.scope.sort == sessions.WARM_UP:
        done, total = sessions.progress(c, sitting.id, day)
    else:
        done, total = answers, answers + len(sessions.to_come(c, sitting.id, now, day))
    return min(done + 1, total) or 1, max(total, 1)


def _goal_of(c: sqlite3.Connection, sitting: Sitting, deck_id: int, card: Card, day: date) -> tuple[str, date | None]:
    """The goal that a card is drilled for, and its day: that of a test or warm-up, else the nearest that covers it."""
    if sitting.scope.sort and sitting.scope.goal_id is not None:
        goal = read_goal(c, sitting.scope.goal_id)
        return goal.statement, goal.deadline
    reach = next((reach for reach in goal_reaches(c, day) if reach.covers(deck_id, card.note_id, card.id)), None)
    return (reach.statement, reach.deadline) if reach else ("", None)


def _prompts(c: sqlite3.Connection, note: Note, field: str) -> tuple[str, ...]:
    """The texts of the questions that a field names by their ids."""
    prompts = (cards.prompt_of(c, named_by(note.key, id_)) for id_ in ids_in(note.fields.get(field, "")))
    return tuple(prompt for prompt in prompts if prompt)


def take_back(c: sqlite3.Connection, now: datetime) -> Undone | None:
    """Take back the last answer or change; None when there is none. The card of an answer is shown again."""
    with transaction(c):
        undone = undo(c, now)
        if undone and undone.session_id is not None:
            sessions.end_others(c, sessions.read_sitting(c, undone.session_id).scope, now, undone.session_id)
            if undone.card_id is not None:
                sessions.set_current(c, undone.session_id, undone.card_id)
        return undone


def a_few_more(
    c: sqlite3.Connection, session_id: int, now: datetime, study: Study, minutes: float = EXTRA_MINUTES
) -> None:
    """Add some minutes' worth of cards to a session: due and new ones, else those soonest forgotten."""
    with transaction(c):
        sitting = sessions.read_sitting(c, session_id)
        day = sitting_day(c, sitting, now, study)
        sessions.end_others(c, sitting.scope, now, session_id)
        sessions.reopen(c, session_id, minutes * 60.0)
        drawn = draw_more(c, _room_beyond(c, sitting, now, day), minutes * 60.0, study)
        _queue(c, session_id, drawn, now, day)


def _room_beyond(c: sqlite3.Connection, sitting: Sitting, now: datetime, day: date) -> Room:
    """Where more cards come from: the same deck or goal while it has any; beyond it and chosen notes, everywhere."""
    if sitting.scope.note_ids is None:
        room = Room(sitting.scope, now, day, sitting.id)
        if count_more(c, room):
            return room
    return Room(EVERYTHING, now, day, sitting.id)


def _planned(c: sqlite3.Connection, session_id: int, now: datetime, day: date, study: Study) -> set[int]:
    """The cards that this session still holds, and the day's own if it was left open."""
    of_day = sessions.left_open(c, now, study)
    held = {session_id, of_day.id} if of_day else {session_id}
    return {card_id for one in held for card_id in sessions.to_come(c, one, now, day)}


def end(c: sqlite3.Connection, session_id: int, now: datetime) -> None:
    """End a session; its unanswered cards stay due."""
    with transaction(c):
        sessions.end_sitting(c, session_id, now)


def summary(c: sqlite3.Connection, session_id: int, now: datetime, study: Study) -> Summary:
    """What a session came to so far, and what comes next."""
    with explained():
        sitting = sessions.read_sitting(c, session_id)
        day = sitting_day(c, sitting, now, study)
        done = reviews.session_answers(c, session_id)
        planned = _planned(c, session_id, now, day, study)
        tomorrow = load_tomorrow(c, day, planned)
        leeches = [
            first_line(kind, fields)
            for lapses, kind, fields in sessions.lapsed_notes(c, session_id)
            if is_leech(lapses, study)
        ]
        return Summary(
            session_id=session_id,
            answers=done.answers,
            cards=done.cards or sessions.progress(c, session_id, day)[0],
            seconds=done.seconds,
            kinds=reviews.session_kinds(c, session_id),
            ratings=reviews.session_ratings(c, session_id),
            new_cards=done.new_cards,
            tomorrow_cards=tomorrow[0],
            tomorrow_seconds=tomorrow[1],
            tomorrow=tomorrow_words(c, day, planned, study, due=tomorrow),
            more=count_more(c, _room_beyond(c, sitting, now, day)),
            left=count_left(c, Room(EVERYTHING, now, day), planned),
            leeches=tuple(leeches),
            sort=sitting.scope.sort or "",
            mock=mock_of_session(c, session_id) if sitting.scope.sort == sessions.MOCK_TEST else None,
        )
