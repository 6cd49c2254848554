"""What somebody said of an answer: shown before the next try, closed by a later version, which answers it."""

import sqlite3
from datetime import date, datetime

from drills.errors import InputError, NotFoundError
from drills.goal.goals import checked_text
from drills.models import Kind
from drills.storage.answer.answer_versions import keep_as_it_is
from drills.storage.cards import read_note
from drills.storage.database import explained, transaction
from drills.storage.instants import milliseconds
from drills.storage.undo import undoable
from drills.text import one_line, storable
from drills.views.composing import Criticism

_LABEL_WIDTH = 40
_WHO_LENGTH = 80
_COLUMNS = "id, note_id, who, said_day, words, closed_by"


def add_criticism(c: sqlite3.Connection, note_id: int, who: str, words: str, said_on: date, now: datetime) -> int:
    """Note what somebody said about the answer to a question, and give its number; undoable. Raises InputError.

    The version that it was said of is kept with it: only a later one can answer it.
    """
    words, who = checked_text(words, "The criticism"), " ".join(storable(who).split())
    if not words:
        raise InputError("A criticism needs its words.", hint="For example: too long, and no number in the result.")
    if len(who) > _WHO_LENGTH:
        raise InputError(f"A name has at most {_WHO_LENGTH} characters.")
    if said_on > now.date():
        raise InputError("That day is still to come.", hint="Give the day on which it was said.")
    with transaction(c):
        if read_note(c, note_id).kind is not Kind.QUESTION:
            raise NotFoundError(f"Note {note_id} is no open question.")
        with undoable(c, f"Note the criticism “{one_line(words, _LABEL_WIDTH)}”", now) as step:
            (number,) = c.execute("SELECT coalesce(max(id), 0) + 1 FROM criticisms").fetchone()
            step.keep("criticisms", id=number)
            keep_as_it_is(c, step, note_id, now)
            c.execute(
                "INSERT INTO criticisms (id, note_id, who, said_day, words, created_at) VALUES (?, ?, ?, ?, ?, ?)",
                (number, note_id, who, said_on.toordinal(), words, milliseconds(now)),
            )
    return int(number)


def criticisms(c: sqlite3.Connection, note_id: int | None = None, *, open_only: bool = True) -> tuple[Criticism, ...]:
    """Criticisms of the answer to a question, or of all of them; the latest first."""
    sql = (
        f"SELECT {_COLUMNS} FROM criticisms WHERE (:note IS NULL OR note_id = :note) "  # noqa: S608  our own names
        "AND (NOT :open OR closed_by IS NULL) ORDER BY said_day DESC, id DESC"
    )
    with explained():
        rows = c.execute(sql, {"note": note_id, "open": open_only})
        return tuple(
            Criticism(id_, note, who, date.fromordinal(said), words, closed)
            for id_, note, who, said, words, closed in rows
        )


def close_criticism(c: sqlite3.Connection, criticism_id: int, answer_id: int, now: datetime) -> None:
    """Say that a version answers a criticism; undoable."""
    _set(c, criticism_id, answer_id, "Close", now)


def reopen_criticism(c: sqlite3.Connection, criticism_id: int, now: datetime) -> None:
    """Show a criticism again before the next try; undoable."""
    _set(c, criticism_id, None, "Reopen", now)


def _set(c: sqlite3.Connection, criticism_id: int, answer_id: int | None, verb: str, now: datetime) -> None:
    with transaction(c):
        words = _words(c, criticism_id)
        with undoable(c, f"{verb} the criticism “{one_line(words, _LABEL_WIDTH)}”", now) as step:
            step.keep("criticisms", id=criticism_id)
            c.execute("UPDATE criticisms SET closed_by = ? WHERE id = ?", (answer_id, criticism_id))


def delete_criticism(c: sqlite3.Connection, criticism_id: int, now: datetime) -> None:
    """Delete a criticism; undoable."""
    with transaction(c):
        words = _words(c, criticism_id)
        with undoable(c, f"Delete the criticism “{one_line(words, _LABEL_WIDTH)}”", now) as step:
            step.keep("criticisms", id=criticism_id)
            c.execute("DELETE FROM criticisms WHERE id = ?", (criticism_id,))


def _words(c: sqlite3.Connection, criticism_id: int) -> str:
    row = c.execute("SELECT words FROM criticisms WHERE id = ?", (criticism_id,)).fetchone()
    if row is None:
        raise NotFoundError(f"There is no criticism {criticism_id}.", hint="Undo brings back what was deleted.")
    return str(row[0])
