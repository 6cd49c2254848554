"""Mock interviews: planned, held with every answer stored as it comes, and kept.

While one is held nothing is said of how it goes; looking back on it is `drills.storage.answer.debriefs`.
"""

import json
import sqlite3
from collections.abc import Mapping
from datetime import date, datetime

from drills.composing.composition import band
from drills.composing.interview import GENERIC_FOLLOW_UP, MockCandidate, chosen_questions
from drills.composing.self_rating import checked_ratings
from drills.config import Study
from drills.dates import study_day
from drills.element import ids_in
from drills.errors import InputError, NotFoundError
from drills.models import Kind
from drills.note import first_line, plain_id
from drills.scheduling.memory import retrievability
from drills.storage.answer.answers import chains, skeleton_of, standings
from drills.storage.answer.roles import current_role, read_role, role_name
from drills.storage.answer.story_matrix import wants_story
from drills.storage.cards import read_note
from drills.storage.database import explained, transaction
from drills.storage.instants import milliseconds
from drills.storage.planning.learner_tally import planning_weights
from drills.storage.undo import undoable
from drills.text import storable
from drills.views.composing import AnswerState
from drills.views.interviews import MockPlan, MockQuestion, MockStep

_CANDIDATES = """
    SELECT n.id, k.stability, k.last_day,
        (SELECT max(i.day) FROM interview_questions q JOIN interviews i ON i.id = q.interview_id
         WHERE q.note_id = n.id AND q.seconds IS NOT NULL)
    FROM notes n JOIN cards k ON k.note_id = n.id AND k.removed_at IS NULL AND k.suspended = 0
    WHERE n.kind = 'question' AND n.deleted_at IS NULL ORDER BY n.id
"""


def plan_mock(c: sqlite3.Connection, count: int, now: datetime, study: Study, role_id: int | None = None) -> MockPlan:
    """The questions of a mock interview for a role (the current one unless given): 3 to 8, chained, the neediest first.

    Raises InputError, NotFoundError.
    """
    day = study_day(now, study.day_turns_at)
    role = read_role(c, role_id) if role_id is not None else current_role(c)
    with explained():
        questions = chosen_questions(_candidates(c, day, _states(c, day)), count)
    return MockPlan(
        role.id if role else None,
        role_name(role.draft) if role else "",
        questions,
        float(sum(sum(question.seconds) / 2 for question in questions)),
    )


def neediest(c: sqlite3.Connection, day: date, states: Mapping[int, AnswerState]) -> MockCandidate | None:
    """The question that most needs to be asked: weak, long unasked, or without an answer that is ready.

    `states` says of each question how its answer stands.
    """
    with explained():
        return max(_candidates(c, day, states), key=lambda each: (each.need, -each.note_id), default=None)


def _states(c: sqlite3.Connection, day: date) -> dict[int, AnswerState]:
    notes = [note_id for note_id, *_ in c.execute(_CANDIDATES)]
    return {note_id: stands.state for note_id, stands in standings(c, notes, day).items()}


def _candidates(c: sqlite3.Connection, day: date, states: Mapping[int, AnswerState]) -> list[MockCandidate]:
    rows = c.execute(_CANDIDATES).fetchall()
    follows, weights = chains(c), planning_weights(c)
    found = []
    for note_id, stability, last_day, asked_day in rows:
        note = read_note(c, note_id)
        last = max((each for each in (last_day, asked_day) if each is not None), default=None)
        ago = None if last is None else max(0, day.toordinal() - last)
        recall = None if stability is None else retrievability(stability, max(0, day.toordinal() - last_day), weights)
        fields = note.fields
        found.append(
            MockCandidate(
                note_id=note_id,
                name=plain_id(note.key),
                text=first_line(Kind.QUESTION, fields),
                tags=note.tags,
                follows=follows.get(note_id, ()),
                state=states[note_id],
                recall=recall,
                days_ago=ago,
                seconds=band(fields.get("seconds", "")),
                wants_story=wants_story(fields.get("shows", ""), "\n".join(skeleton_of(note)))
                and "E3" not in ids_in(fields.get("shows", "")),
            )
        )
    return found


def start_mock(c: sqlite3.Connection, plan: MockPlan, now: datetime, study: Study) -> int:
    """Begin a mock interview, and give its number. One that was left open is ended."""
    if not plan.questions:
        raise InputError("A mock interview needs questions.")
    day = study_day(now, study.day_turns_at)
    with transaction(c):
        c.execute("UPDATE interviews SET ended_at = ? WHERE kind = 'mock' AND ended_at IS NULL", (milliseconds(now),))
        cursor = c.execute(
            "INSERT INTO interviews (kind, role_id, day, started_at) VALUES ('mock', ?, ?, ?)",
            (plan.role_id, day.toordinal(), milliseconds(now)),
        )
        interview_id = cursor.lastrowid
        assert interview_id is not None
        c.executemany(
            "INSERT INTO interview_questions (interview_id, position, note_id, asked, reason, follows) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [
                (interview_id, place, each.note_id, each.asked, each.reason, _place(each.follows))
                for place, each in enumerate(plan.questions, 1)
            ],
        )
    return interview_id


def _place(follows: int | None) -> int | None:
    return None if follows is None else follows + 1


def open_mock(c: sqlite3.Connection) -> int | None:
    """The mock interview that was left, if any."""
    with explained():
        row = c.execute("SELECT max(id) FROM interviews WHERE kind = 'mock' AND ended_at IS NULL").fetchone()
    return None if row[0] is None else int(row[0])


_STEPS = (
    "SELECT position, note_id, asked, reason, follows, seconds FROM interview_questions WHERE interview_id = ? "
    "ORDER BY position"
)


def mock_step(c: sqlite3.Connection, interview_id: int) -> MockStep | None:
    """The question that a mock interview asks now; None once all were asked or it was ended. Raises NotFoundError."""
    with explained():
        ended = _ended(c, interview_id)
        rows = c.execute(_STEPS, (interview_id,)).fetchall()
        if ended:
            return None
        for position, note_id, asked, reason, follows, seconds in rows:
            if seconds is None:
                question = _question(c, note_id, asked, reason, None if follows is None else follows - 1)
                return MockStep(interview_id, position, len(rows), question)
    return None


def _question(c: sqlite3.Connection, note_id: int | None, asked: str, reason: str, follows: int | None) -> MockQuestion:
    if note_id is None:
        seconds = (20, 60) if asked == GENERIC_FOLLOW_UP else (60, 120)
        return MockQuestion(None, "", asked, reason, follows, seconds)
    note = read_note(c, note_id)
    return MockQuestion(note_id, plain_id(note.key), asked, reason, follows, band(note.fields.get("seconds", "")))


def _ended(c: sqlite3.Connection, interview_id: int) -> bool:
    row = c.execute("SELECT ended_at FROM interviews WHERE id = ?", (interview_id,)).fetchone()
    if row is None:
        raise NotFoundError(f"There is no interview {interview_id}.")
    return row[0] is not None


def mock_text(c: sqlite3.Connection, interview_id: int, position: int) -> str:
    """What was written so far in answer to a question."""
    with explained():
        row = c.execute(
            "SELECT text FROM interview_questions WHERE interview_id = ? AND position = ?", (interview_id, position)
        ).fetchone()
    return str(row[0]) if row else ""


def answered_questions(c: sqlite3.Connection, interview_id: int) -> tuple[tuple[int, int, str], ...]:
    """The questions of a mock that were answered: position, note, and what was asked."""
    with explained():
        rows = c.execute(
            "SELECT position, note_id, asked FROM interview_questions WHERE interview_id = ? AND note_id IS NOT NULL "
            "AND (text <> '' OR seconds > 0) ORDER BY position",
            (interview_id,),
        )
        return tuple((position, note_id, asked) for position, note_id, asked in rows)


def keep_mock_text(c: sqlite3.Connection, interview_id: int, position: int, text: str) -> None:
    """Keep what is being written in answer to a question, before it is answered: call it on every pause."""
    with transaction(c):
        c.execute(
            "UPDATE interview_questions SET text = ? WHERE interview_id = ? AND position = ? AND seconds IS NULL",
            (storable(text), interview_id, position),
        )


def answer_mock(
    c: sqlite3.Connection, interview_id: int, position: int, text: str, seconds: float, *, spoken: bool
) -> MockStep | None:
    """Store an answer, and give the next question; on disk when this returns. None: that was the last.

    A question passed over has no text and took 0 seconds.
    """
    with transaction(c):
        if _ended(c, interview_id):
            raise InputError("This interview was ended meanwhile.", hint="What was answered is kept.")
        stored = c.execute(
            "UPDATE interview_questions SET text = ?, seconds = ?, spoken = ? "
            "WHERE interview_id = ? AND position = ? AND seconds IS NULL",
            (storable(text), max(0.0, seconds), int(spoken), interview_id, position),
        )
        if not stored.rowcount:
            raise InputError("This question was answered meanwhile, in another window.", hint="That answer is kept.")
    return mock_step(c, interview_id)


def rate_mock(c: sqlite3.Connection, interview_id: int, position: int, own: Mapping[str, int], now: datetime) -> None:
    """Store one's own ratings of an answer in an interview, by scale; undoable. Ask for them before any evidence."""
    own = checked_ratings(own)
    with transaction(c), undoable(c, "Rate an answer of the interview", now) as step:
        step.keep("interview_questions", interview_id=interview_id, position=position)
        c.execute(
            "UPDATE interview_questions SET own = ? WHERE interview_id = ? AND position = ?",
            (json.dumps(own), interview_id, position),
        )


def delete_interview(c: sqlite3.Connection, interview_id: int, now: datetime) -> None:
    """Delete an interview with its answers; undoable."""
    with transaction(c):
        _ended(c, interview_id)
        with undoable(c, "Delete the interview", now) as step:
            step.keep("interviews", id=interview_id)
            step.keep("interview_questions", interview_id=interview_id)
            c.execute("DELETE FROM interviews WHERE id = ?", (interview_id,))
