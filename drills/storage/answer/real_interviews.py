"""A real interview as remembered: what was asked, how it went, what was missing; it becomes questions and practice."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from drills.composing.self_rating import LEAST, MOST, OVERALL
from drills.errors import InputError
from drills.goal.goals import checked_text
from drills.models import Kind, NoteDraft
from drills.note import checked, first_line, new_key
from drills.storage.answer.answers import open_question
from drills.storage.answer.queued import put_up
from drills.storage.answer.roles import read_role
from drills.storage.database import transaction
from drills.storage.decks import ensure_deck
from drills.storage.instants import milliseconds
from drills.storage.note_rows import insert_note
from drills.storage.search import index_notes
from drills.storage.undo import Step, undoable
from drills.views.interviews import QueueEntry, RealQuestion

DECK = "Interviews"
TAGS = ("interview", "asked")
_WEAK = 3


def add_real_interview(
    c: sqlite3.Connection,
    day: date,
    role_id: int | None,
    went: str,
    questions: Sequence[RealQuestion],
    now: datetime,
) -> int:
    """Keep a real interview as remembered, and give its number; undoable as a whole.

    A question that the library hasn't becomes a note in the deck Interviews; one that went badly or lacked something
    is put up for practice now. Raises InputError.
    """
    went = checked_text(went, "How it went")
    asked = [_checked(question) for question in questions]
    if not asked and not went:
        raise InputError("There is nothing to keep yet.", hint="Write at least one question that was asked.")
    if day > now.date():
        raise InputError("That day is still to come.", hint="Give the day of the interview.")
    with transaction(c):
        if role_id:
            read_role(c, role_id)
        with undoable(c, "Keep the interview", now) as step:
            (number,) = c.execute("SELECT coalesce(max(id), 0) + 1 FROM interviews").fetchone()
            step.keep("interviews", id=number)
            at = milliseconds(now)
            c.execute(
                "INSERT INTO interviews (id, kind, role_id, day, started_at, ended_at, went) "
                "VALUES (?, 'real', ?, ?, ?, ?, ?)",
                (number, role_id, day.toordinal(), at, at, went),
            )
            known = _known(c)
            stored = [replace(question, note_id=_note_of(c, step, question, known, now)) for question in asked]
            step.keep("interview_questions", interview_id=number)  # after the notes: undone before them
            for position, question in enumerate(stored, 1):
                _insert(c, number, position, question)
            put_up(c, step, _for_practice(stored), now)
    return int(number)


def _checked(question: RealQuestion) -> RealQuestion:
    asked = " ".join(checked_text(question.asked, "A question").split())
    if not asked:
        raise InputError("A question that was asked needs its words.")
    if question.own is not None and not LEAST <= question.own <= MOST:
        raise InputError("How it went goes from 1 to 5.")
    missing, text = checked_text(question.missing, "What was missing"), checked_text(question.text, "The answer")
    return replace(question, asked=asked, missing=missing, text=text)


def _known(c: sqlite3.Connection) -> dict[str, int]:
    """The open questions there are, by their words."""
    rows = c.execute("SELECT id, fields FROM notes WHERE kind = 'question' AND deleted_at IS NULL ORDER BY id DESC")
    return {_plain(first_line(Kind.QUESTION, json.loads(fields))): note_id for note_id, fields in rows}


def _plain(text: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in text.casefold()).split())


def _note_of(c: sqlite3.Connection, step: Step, question: RealQuestion, known: dict[str, int], now: datetime) -> int:
    if question.note_id is not None:
        return open_question(c, question.note_id).id
    words = _plain(question.asked)
    if words not in known:
        draft = checked(NoteDraft(Kind.QUESTION, {"prompt": question.asked}, TAGS, key=new_key(), deck=DECK))
        deck_id = ensure_deck(c, draft.deck, now, step=step)
        known[words] = insert_note(c, step, draft, deck_id, now)
        index_notes(c, (known[words],))
    return known[words]


def _insert(c: sqlite3.Connection, interview_id: int, position: int, question: RealQuestion) -> None:
    own = json.dumps({} if question.own is None else {OVERALL: question.own})
    c.execute(
        "INSERT INTO interview_questions (interview_id, position, note_id, asked, text, seconds, own, missing) "
        "VALUES (?, ?, ?, ?, ?, 0, ?, ?)",
        (interview_id, position, question.note_id, question.asked, question.text, own, question.missing),
    )


def _for_practice(questions: Sequence[RealQuestion]) -> Iterator[QueueEntry]:
    for question in questions:
        if question.note_id is not None and (question.missing or (question.own or MOST) < _WEAK):
            why = f"missing: {question.missing}" if question.missing else "it did not go well"
            yield QueueEntry(question.note_id, "", question.asked, f"asked in an interview; {why}")
