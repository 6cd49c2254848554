"""The open questions, how each was answered so far, and how one leads to another."""

import json
import sqlite3
from collections.abc import Mapping

from drills.element import ids_in
from drills.errors import NotFoundError
from drills.models import Kind, Rating
from drills.note import first_line, named_by
from drills.storage.cards import read_note
from drills.storage.instants import instant
from drills.text import visible
from drills.views.answers import AnswersView, QuestionDetail, QuestionLine
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


def answers_view(c: sqlite3.Connection) -> AnswersView:
    """All open questions, in the order they were added, with how often and how well each was answered."""
    rows = c.execute(_QUESTIONS).fetchall()
    by_key = {key: note_id for note_id, key, _, _ in rows}
    answered = {row[0]: row[1:] for row in c.execute(_ANSWERED)}  # rating and instant are those of the last review
    lines = []
    for note_id, key, fields_text, suspended in rows:
        tries, _, rating, at = answered.get(note_id, (0, None, None, None))
        fields = json.loads(fields_text)
        lines.append(
            QuestionLine(
                note_id=note_id,
                name=plain_id(key),
                text=first_line(Kind.QUESTION, fields),
                level=fields.get("level", "any"),
                follows=_followed(key, fields, by_key),
                tries=tries,
                last_rating=None if rating is None else Rating(rating),
                last_at=None if at is None else instant(at),
                suspended=bool(suspended),
            )
        )
    return AnswersView(tuple(lines))


def _followed(key: str, fields: Mapping[str, str], by_key: Mapping[str, int]) -> tuple[int, ...]:
    """The notes whose questions this one is asked after, as far as they exist."""
    found = []
    for id_ in ids_in(fields.get("follows", "")):
        if note_id := next((by_key[name] for name in named_by(key, id_) if name in by_key), None):
            found.append(note_id)
    return tuple(found)


def question_detail(c: sqlite3.Connection, note_id: int) -> QuestionDetail:
    """One open question in full, with the tries at it, latest first. Raises NotFoundError."""
    note = read_note(c, note_id)
    if note.kind is not Kind.QUESTION:
        raise NotFoundError(f"Note {note_id} is no open question.")
    rows = c.execute(f"{_TRIES} AND t.note_id = ? ORDER BY t.id DESC", (note_id,))
    tries = tuple(
        Try(instant(at), bool(spoken), text, seconds, Rating(rating)) for _, at, spoken, text, seconds, rating in rows
    )
    fields = note.fields
    return QuestionDetail(
        note=note,
        intent=fields.get("intent", ""),
        shows=ids_in(fields.get("shows", "")),
        avoid=ids_in(fields.get("avoid", "")),
        skeleton=tuple(
            line.strip().removeprefix("- ") for line in fields.get("skeleton", "").split("\n") if line.strip()
        ),
        pace=fields.get("seconds", ""),
        tries=tries,
    )


def plain_id(key: str) -> str:
    """The id that a question goes by in its deck file ("Q1"), safe to draw; empty for one that has none."""
    if key.startswith(("note.", "text.")):
        return ""
    return visible(key.removeprefix("shipped.").rpartition(".at-")[0] or key.removeprefix("shipped."))
