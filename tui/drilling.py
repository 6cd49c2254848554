"""What a drill asks of the desk: each one trip to the database, and what to show next comes back with it."""

import sqlite3
from datetime import datetime

from drills import session, trial
from drills.config import Study
from drills.errors import InputError
from drills.models import NoteDraft, Rating, TryDraft
from drills.storage.answer.coach import record_coached
from drills.storage.answer.judgements import keep_judgement
from drills.storage.cards import read_card
from drills.storage.notes import edit_note
from drills.storage.sessions import MOCK_TEST
from drills.storage.undo import Undone
from drills.views.drill import Face, Graded, Summary, Waiting
from drills.views.interviews import Judged
from tui.messages import DrillRequested

Shown = Face | Waiting | Summary


class AnsweredElsewhereError(InputError):
    """The card was answered in another window while it was shown here."""

    title = "Answered elsewhere"


class ChangedElsewhereError(InputError):
    """The card was deleted, suspended or buried elsewhere while it was shown here."""

    title = "Changed elsewhere"


def begin(c: sqlite3.Connection, wish: DrillRequested, now: datetime, study: Study) -> Shown:
    """Start what was asked for; the plan of the day, or the same choice again, goes on where it was left today."""
    if wish.sort and wish.goal_id is not None:
        start = trial.start_mock if wish.sort == MOCK_TEST else trial.start_warm_up
        return session.serve(c, start(c, wish.goal_id, now, study), now, study)
    if not wish.extra:
        left = session.open_session(c, now, study, deck=wish.deck, goal_id=wish.goal_id, note_ids=wish.note_ids)
        if left is not None:
            return session.serve(c, left.id, now, study)
    session_id = session.start(
        c, now, study, deck=wish.deck, goal_id=wish.goal_id, note_ids=wish.note_ids, extra=wish.extra
    )
    return session.serve(c, session_id, now, study)


def rate(
    c: sqlite3.Connection,
    face: Face,
    rating: Rating,
    seconds: float,
    try_: TryDraft | None,
    judged: Judged | None,
    now: datetime,
    study: Study,
) -> tuple[Graded | InputError, Shown]:
    """Store an answer; it is on disk when this returns. If the card changed elsewhere: the refusal, and what comes.

    How one judged an open question oneself is kept with it, beside what was found.
    """
    graded: Graded | InputError
    try:
        graded = session.grade(
            c, face.session_id, face.card.id, rating, seconds, now, study, try_=try_, reps=face.card.reps
        )
        if judged and graded.review_id:
            keep_judgement(c, face.note.id, judged.gaps, now, study, review_id=graded.review_id)
            if judged.coaching:
                record_coached(c, face.note.id, judged.coaching, now, study)
    except InputError as refusal:
        answered = read_card(c, face.card.id).reps != face.card.reps
        graded = (AnsweredElsewhereError if answered else ChangedElsewhereError)(refusal.message, hint=refusal.hint)
    return graded, session.serve(c, face.session_id, now, study)


def set_aside(c: sqlite3.Connection, face: Face, how: str, now: datetime, study: Study) -> Shown:
    """Bury the card until tomorrow, or suspend it until it is brought back."""
    change = session.bury if how == "bury" else session.suspend
    change(c, face.session_id, face.card.id, now, study)
    return session.serve(c, face.session_id, now, study)


def flag(c: sqlite3.Connection, face: Face, now: datetime, study: Study) -> Shown:
    """Put the next flag on the card; after the fourth, none."""
    session.flag(c, face.session_id, face.card.id, (face.card.flag + 1) % 5, now, study)
    return session.serve(c, face.session_id, now, study)


def take_back(c: sqlite3.Connection, session_id: int, now: datetime, study: Study) -> tuple[Undone | None, Shown]:
    """Take back the last step, and show its card again."""
    undone = session.take_back(c, now)
    back_to = undone.session_id if undone and undone.card_id is not None and undone.session_id else session_id
    return undone, session.serve(c, back_to, now, study)


def edit(c: sqlite3.Connection, face: Face, draft: NoteDraft, now: datetime, study: Study) -> Shown:
    """Change the card's note; its history stays."""
    edit_note(c, face.note.id, draft.fields, draft.tags, draft.deck, now)
    return session.serve(c, face.session_id, now, study)


def more(c: sqlite3.Connection, session_id: int, now: datetime, study: Study) -> Shown:
    """Go on with a few minutes' more cards."""
    session.a_few_more(c, session_id, now, study)
    return session.serve(c, session_id, now, study)


def after_waiting(c: sqlite3.Connection, waiting: Waiting, now: datetime, study: Study) -> Shown:
    """The card that was waited for, also before its time."""
    return session.serve(c, waiting.session_id, max(now, waiting.until), study)
