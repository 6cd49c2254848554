"""The open questions, how each was answered so far, and how one leads to another."""

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from drills.composing.composition import answer_state, suited_template
from drills.composing.interview import GENERIC_FOLLOW_UP, followed
from drills.element import ids_in
from drills.errors import InputError, NotFoundError
from drills.models import Kind, Note, Rating
from drills.note import first_line, plain_id
from drills.spoken import words_in
from drills.storage.answer.answer_versions import draft_of, latest_answers
from drills.storage.answer.cited_dates import stale_answers, stale_by_note
from drills.storage.answer.criticisms import criticisms
from drills.storage.answer.roles import current_role
from drills.storage.answer.told import stories_of
from drills.storage.cards import read_note
from drills.storage.database import explained
from drills.storage.instants import instant
from drills.text import one_line
from drills.views.answers import AnswersView, QuestionDetail, QuestionLine
from drills.views.composing import Answer, AnswerState, Stale, Template
from drills.views.drill import Try

_QUESTIONS = """
    SELECT n.id, n.key, n.fields, max(k.suspended) FROM notes n
    JOIN cards k ON k.note_id = n.id AND k.removed_at IS NULL
    WHERE n.kind = 'question' AND n.deleted_at IS NULL GROUP BY n.id ORDER BY n.id
"""
_TRIES = """
    SELECT t.note_id, r.rated_at, t.spoken, t.text, t.seconds, r.rating FROM tries t
    JOIN reviews r ON r.id = t.review_id
    WHERE NOT EXISTS (SELECT 1 FROM retractions WHERE review_id = r.id)
"""
_ANSWERED = """
    SELECT k.note_id, count(*), max(r.id), r.rating, r.rated_at FROM cards k
    JOIN notes n ON n.id = k.note_id AND n.kind = 'question' AND n.deleted_at IS NULL
    JOIN reviews r ON r.card_id = k.id
    WHERE k.removed_at IS NULL AND NOT EXISTS (SELECT 1 FROM retractions WHERE review_id = r.id)
    GROUP BY k.note_id
"""

_COUNTS = """
    SELECT (SELECT count(*) FROM stories WHERE removed_at IS NULL),
           (SELECT count(*) FROM interviews WHERE kind = 'mock' AND ended_at IS NOT NULL),
           (SELECT max(id) FROM interviews WHERE kind = 'mock' AND ended_at IS NULL)
"""


def answers_view(c: sqlite3.Connection, day: date | None = None) -> AnswersView:
    """All open questions, in the order they were added: how each was answered, and how its answer stands.

    Without a `day`, no date that an answer cites counts as passed.
    """
    with explained():
        rows = c.execute(_QUESTIONS).fetchall()
        by_key = {key: note_id for note_id, key, _, _ in rows}
        answered = {row[0]: row[1:] for row in c.execute(_ANSWERED)}  # rating and instant are those of the last review
        standing = standings(c, [row[0] for row in rows], day)
        stories = stories_of(c)
        lines = []
        for note_id, key, fields_text, suspended in rows:
            tries, _, rating, at = answered.get(note_id, (0, None, None, None))
            fields, stands = json.loads(fields_text), standing[note_id]
            lines.append(
                QuestionLine(
                    note_id=note_id,
                    name=plain_id(key),
                    text=first_line(Kind.QUESTION, fields),
                    level=fields.get("level", "any"),
                    follows=followed(key, fields, by_key),
                    tries=tries,
                    last_rating=None if rating is None else Rating(rating),
                    last_at=None if at is None else instant(at),
                    suspended=bool(suspended),
                    state=stands.state,
                    why=stands.why,
                    version=stands.latest.version if stands.latest else 0,
                    words=words_in(stands.latest.text) if stands.latest else 0,
                    stories=stories.get(note_id, 0),
                )
            )
        stale = tuple(each for note_id in standing for each in standing[note_id].stale)
        counts = c.execute(_COUNTS).fetchone()
    return AnswersView(tuple(lines), stale, current_role(c), *counts)


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with the answer to a question, and why."""

    state: AnswerState
    why: str
    latest: Answer | None
    stale: tuple[Stale, ...] = ()


def standings(c: sqlite3.Connection, note_ids: Sequence[int], day: date | None) -> dict[int, Standing]:
    """How it stands with the answers to those questions."""
    latest = latest_answers(c, note_ids)
    stale = stale_by_note(stale_answers(c, day, latest)) if day else {}
    said = Counter(each.note_id for each in criticisms(c))
    found = {}
    for note_id in note_ids:
        answer, gone, open_ = latest.get(note_id), stale.get(note_id, ()), said[note_id]
        state = answer_state(answer, open_, len(gone))
        found[note_id] = Standing(state, _why(state, answer, gone, open_), answer, gone)
    return found


def _why(state: AnswerState, answer: Answer | None, stale: Sequence[Stale], said: int) -> str:
    if state is AnswerState.STALE:
        return f"cites a date: {stale[0].reason[:1].lower()}{stale[0].reason[1:]}"
    if state is AnswerState.CRITICISED:
        return "1 criticism open" if said == 1 else f"{said} criticisms open"
    if state is AnswerState.DRAFT and answer:
        return "being written" if answer.closed_at is None else "not marked as ready"
    return ""


def question_detail(c: sqlite3.Connection, note_id: int, day: date | None = None) -> QuestionDetail:
    """One open question in full, with the tries at it, latest first. Raises NotFoundError."""
    with explained():
        note = open_question(c, note_id)
        rows = c.execute(f"{_TRIES} AND t.note_id = ? ORDER BY t.id DESC", (note_id,))
        tries = tuple(
            Try(instant(at), bool(spoken), text, seconds, Rating(rating))
            for _, at, spoken, text, seconds, rating in rows
        )
    fields = note.fields
    return QuestionDetail(
        note=note,
        intent=fields.get("intent", ""),
        shows=ids_in(fields.get("shows", "")),
        avoid=ids_in(fields.get("avoid", "")),
        skeleton=skeleton_of(note),
        pace=fields.get("seconds", ""),
        tries=tries,
        latest=draft_of(c, note_id),
        state=standings(c, [note_id], day)[note_id].state,
        criticisms=criticisms(c, note_id),
        follow_ups=follow_ups(c, note),
    )


def open_question(c: sqlite3.Connection, note_id: int) -> Note:
    """The open question with that number; raises NotFoundError for anything else."""
    note = read_note(c, note_id)
    if note.kind is not Kind.QUESTION:
        raise NotFoundError(f"Note {note_id} is no open question.")
    return note


def find_question(c: sqlite3.Connection, text: str) -> int:
    """The open question of an id such as Q1, or of some of its words; raises NotFoundError, InputError for several."""
    with explained():
        rows = [(note_id, key, json.loads(fields)) for note_id, key, fields, _ in c.execute(_QUESTIONS).fetchall()]
    wanted = text.strip().casefold()
    for note_id, key, _ in sorted(rows, key=lambda row: not row[1].startswith("shipped.")):
        if wanted and wanted in (plain_id(key).casefold(), key.casefold()):
            return int(note_id)
    words = wanted.split()
    lines = {note_id: first_line(Kind.QUESTION, fields) for note_id, _, fields in rows}
    found = [note_id for note_id, line in lines.items() if words and all(word in line.casefold() for word in words)]
    exact = [note_id for note_id in found if lines[note_id].casefold() == wanted]
    if len(exact or found) == 1:
        return int((exact or found)[0])
    if not found:
        raise NotFoundError(f"There is no open question like “{one_line(text, 60)}”.", hint="Give its id, as in Q1.")
    some = "; ".join(one_line(lines[note_id], 50) for note_id in found[:3])
    raise InputError(f"{len(found)} questions have these words: {some} …", hint="Give more words, or the id.")


def skeleton_of(note: Note) -> tuple[str, ...]:
    """The prompts of a question, without their marks."""
    lines = note.fields.get("skeleton", "").split("\n")
    return tuple(line.strip().removeprefix("- ") for line in lines if line.strip())


def follow_ups(c: sqlite3.Connection, note: Note) -> tuple[tuple[int, str, str], ...]:
    """What is asked after a question: note, id and text; for one that wants a story also a generic one (note 0)."""
    rows = c.execute(_QUESTIONS).fetchall()
    by_key = {key: note_id for note_id, key, _, _ in rows}
    found = [
        (note_id, plain_id(key), first_line(Kind.QUESTION, fields))
        for note_id, key, text, _ in rows
        if note.id in followed(key, fields := json.loads(text), by_key)
    ]
    if suited_template(ids_in(note.fields.get("shows", "")), skeleton_of(note)) is not Template.GOAL:
        found.append((0, "", GENERIC_FOLLOW_UP))
    return tuple(found)


def chains(c: sqlite3.Connection) -> dict[int, tuple[int, ...]]:
    """The questions that each open question is asked after, by note."""
    rows = c.execute(_QUESTIONS).fetchall()
    by_key = {key: note_id for note_id, key, _, _ in rows}
    return {note_id: followed(key, json.loads(fields), by_key) for note_id, key, fields, _ in rows}
