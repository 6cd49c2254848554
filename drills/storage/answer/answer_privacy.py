"""Answers deleted for good: gone from the file, not merely out of sight. No undo, and no backup is made of them."""

import json
import sqlite3
from dataclasses import dataclass

from drills.errors import BusyError
from drills.storage.answer.answers import open_question
from drills.storage.database import explained, transaction

# What is deleted for one question, in an order that the references between the tables allow.
_OF_QUESTION = (
    "UPDATE criticisms SET closed_by = NULL WHERE note_id = :note",
    "DELETE FROM criticisms WHERE note_id = :note",
    "DELETE FROM answers WHERE note_id = :note",
    "DELETE FROM dismissals WHERE note_id = :note",
    "DELETE FROM judgements WHERE note_id = :note",
    "DELETE FROM coached WHERE note_id = :note",
    "DELETE FROM queued_notes WHERE note_id = :note",
    "UPDATE interview_questions SET text = '', missing = '' WHERE note_id = :note",
    "UPDATE tries SET text = '', marks = '[]' WHERE note_id = :note",
)
_ALL = (
    *("DELETE FROM criticisms", "DELETE FROM answers", "DELETE FROM dismissals", "DELETE FROM judgements"),
    *(
        "DELETE FROM coached",
        "DELETE FROM queued_notes",
        "DELETE FROM interviews",
        "DELETE FROM stories",
        "DELETE FROM retired_claims",
    ),
    "UPDATE goals SET role_id = NULL",
    "DELETE FROM roles",
    "UPDATE tries SET text = '', marks = '[]'",
)
_TABLES = (
    *("answers", "answer_stories", "answer_goals", "criticisms", "dismissals", "interviews", "interview_questions"),
    *("stories", "story_tags", "story_questions", "retired_claims", "roles", "queued_notes", "judgements"),
)

# Undo steps that hold rows of one question's answer, or the numbers of such rows, which others may get.
_STEPS_OF_QUESTION = """
    SELECT step_id FROM undo_images u WHERE table_name IN (SELECT value FROM json_each(:tables)) AND (
        json_extract(key, '$.note_id') = :note
        OR EXISTS (SELECT 1 FROM json_each(u.rows) r WHERE json_extract(r.value, '$.note_id') = :note)
        OR table_name IN ('answer_stories', 'answer_goals')
            AND json_extract(key, '$.answer_id') IN (SELECT id FROM answers WHERE note_id = :note)
        OR table_name = 'answers' AND json_extract(key, '$.id') IN (SELECT id FROM answers WHERE note_id = :note)
        OR table_name = 'criticisms' AND json_extract(key, '$.id') IN (SELECT id FROM criticisms WHERE note_id = :note)
        OR table_name = 'dismissals' AND json_extract(key, '$.id') IN (SELECT id FROM dismissals WHERE note_id = :note)
        OR table_name = 'judgements' AND json_extract(key, '$.id') IN (SELECT id FROM judgements WHERE note_id = :note)
    )
"""
_STEPS_OF_ALL = "SELECT step_id FROM undo_images WHERE table_name IN (SELECT value FROM json_each(:tables))"


@dataclass(frozen=True, slots=True)
class Erased:
    """How much was deleted for good. Backups made before still hold it: they are files of their own."""

    versions: int
    stories: int = 0
    roles: int = 0
    interviews: int = 0
    tries: int = 0  # texts of tries; the ratings stay
    criticisms: int = 0


def delete_answers_for_good(c: sqlite3.Connection, note_id: int | None = None) -> Erased:
    """Delete the answers to one question, or all that Answers holds, so that the file no longer has the words.

    What can't be brought back: ask before. The ratings of tries stay, their texts go. Of one question, its versions,
    criticisms, judgements and texts go; without `note_id` stories, roles and interviews as well. Undo steps that hold
    such rows go too. Backups keep what they have: say so, and where they lie.
    Raises BusyError when all is deleted, but another window keeps the file from being written anew.
    """
    if note_id is not None:
        open_question(c, note_id)
    with explained():
        erased = _counted(c, note_id)
        (before,) = c.execute("PRAGMA secure_delete").fetchone()
        c.execute("PRAGMA secure_delete = ON")
        try:
            with transaction(c):
                _forget_steps(c, note_id)
                for sql in _ALL if note_id is None else _OF_QUESTION:
                    c.execute(sql, {"note": note_id})
            if not c.in_transaction:
                _clear_file(c)
        finally:
            c.execute(f"PRAGMA secure_delete = {int(before)}")
    return erased


def to_be_erased(c: sqlite3.Connection, note_id: int | None = None) -> Erased:
    """How much `delete_answers_for_good` would delete: to be told before one agrees to it."""
    with explained():
        return _counted(c, note_id)


def _clear_file(c: sqlite3.Connection) -> None:
    """Write the file anew without what was deleted. Raises BusyError while another window reads in it."""
    try:
        c.execute("VACUUM")
        (held, *_) = c.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise
        held = True
    if held:
        raise BusyError(
            "It is deleted, but another window is using the file, which may still hold the words.",
            hint="Close the other window, and delete for good once more.",
        )


def _forget_steps(c: sqlite3.Connection, note_id: int | None) -> None:
    """Delete the undo steps that hold what is deleted; goals that others keep lose the roles that go."""
    steps = _STEPS_OF_ALL if note_id is None else _STEPS_OF_QUESTION
    values = {"tables": json.dumps(_TABLES), "note": note_id}
    c.execute(f"DELETE FROM undo_steps WHERE id IN ({steps})", values)  # noqa: S608  our own text
    if note_id is None:
        c.execute(
            "UPDATE undo_images SET rows = (SELECT json_group_array(json_set(value, '$.role_id', NULL)) "
            "FROM json_each(rows)) WHERE table_name = 'goals' AND rows <> '[]'"
        )


def _counted(c: sqlite3.Connection, note_id: int | None) -> Erased:
    about = "(:note IS NULL OR note_id = :note)"
    counts = [
        c.execute(sql, {"note": note_id}).fetchone()[0]
        for sql in (
            f"SELECT count(*) FROM answers WHERE {about}",  # noqa: S608  our own text
            "SELECT count(*) FROM stories WHERE :note IS NULL",
            "SELECT count(*) FROM roles WHERE :note IS NULL",
            "SELECT count(*) FROM interviews WHERE :note IS NULL",
            f"SELECT count(*) FROM tries WHERE text <> '' AND {about}",  # noqa: S608
            f"SELECT count(*) FROM criticisms WHERE {about}",  # noqa: S608
        )
    ]
    return Erased(*counts)
