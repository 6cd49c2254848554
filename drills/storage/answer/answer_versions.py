"""The user's answer to a question, version by version.

What is typed is saved as it is typed, into the version worked on; that is no step of undo, which would let one key
take an evening's words away. A version that is kept never changes again: writing on begins the next one. Keeping,
marking, discarding and bringing back are steps of undo.
"""

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from drills.composing.composition import checked_sections, is_empty
from drills.errors import InputError, NotFoundError
from drills.models import Kind
from drills.note import first_line
from drills.storage.answer.cited_dates import cite_dates
from drills.storage.cards import read_note
from drills.storage.database import explained, transaction
from drills.storage.instants import instant, milliseconds
from drills.storage.undo import Step, undoable
from drills.text import one_line
from drills.views.composing import Answer, Section, Sections, Template

_COLUMNS = "id, note_id, version, template, sections, role_id, ready, created_at, changed_at, closed_at"
_LABEL_WIDTH = 40


def draft_of(c: sqlite3.Connection, note_id: int) -> Answer | None:
    """The latest version of the answer to a question; it is worked on when its `closed_at` is None."""
    with explained():
        row = c.execute(
            f"SELECT {_COLUMNS} FROM answers WHERE note_id = ? AND removed_at IS NULL "  # noqa: S608  our own names
            "ORDER BY version DESC LIMIT 1",
            (note_id,),
        ).fetchone()
    return _answer(row) if row else None


def versions(c: sqlite3.Connection, note_id: int) -> tuple[Answer, ...]:
    """All versions of the answer to a question, the latest first."""
    with explained():
        rows = c.execute(
            f"SELECT {_COLUMNS} FROM answers WHERE note_id = ? AND removed_at IS NULL ORDER BY version DESC",  # noqa: S608
            (note_id,),
        ).fetchall()
    return tuple(map(_answer, rows))


def latest_answers(c: sqlite3.Connection, note_ids: Sequence[int] | None = None) -> dict[int, Answer]:
    """The latest version of each question's answer, by note, deleted questions left out; of some only, if given."""
    sql = (
        f"SELECT {_COLUMNS} FROM answers a WHERE removed_at IS NULL AND version = (SELECT max(version) FROM answers "  # noqa: S608
        "WHERE note_id = a.note_id AND removed_at IS NULL) "
        "AND note_id IN (SELECT id FROM notes WHERE deleted_at IS NULL) "
        "AND (:notes IS NULL OR note_id IN (SELECT value FROM json_each(:notes)))"
    )
    notes = None if note_ids is None else json.dumps(list(note_ids))
    with explained():
        return {answer.note_id: answer for answer in map(_answer, c.execute(sql, {"notes": notes}))}


def read_answer(c: sqlite3.Connection, answer_id: int) -> Answer:
    """One version; raises NotFoundError."""
    with explained():
        row = c.execute(
            f"SELECT {_COLUMNS} FROM answers WHERE id = ? AND removed_at IS NULL",  # noqa: S608
            (answer_id,),
        ).fetchone()
    if row is None:
        raise NotFoundError("There is no such version of the answer.", hint="Undo brings back what was discarded.")
    return _answer(row)


def save_draft(
    c: sqlite3.Connection,
    note_id: int,
    template: Template,
    sections: Sequence[Section],
    now: datetime,
    role_id: int | None = None,
    seen: tuple[Template, Sequence[Section]] | None = None,
) -> int | None:
    """Save what is written so far, and give the version's number in the table; on disk when this returns.

    Call it on every pause. It goes into the version worked on; when the latest is kept already, a new one begins as
    soon as anything differs. `seen` is what the writer last read or saved there: where other words stand by now,
    written in another window, they are kept as a version of their own, and a new one begins. None while there is
    nothing to save. Raises InputError, NotFoundError.
    """
    clean = checked_sections(template, sections)
    with transaction(c):
        _question(c, note_id)
        latest = draft_of(c, note_id)
        if latest and (latest.template, latest.sections) == (template, clean):
            return latest.id
        if latest and seen and _strange(latest, seen):
            if is_empty(clean):
                return latest.id
            c.execute("UPDATE answers SET closed_at = changed_at WHERE id = ?", (latest.id,))
        elif latest and latest.closed_at is None:
            c.execute(
                "UPDATE answers SET template = ?, sections = ?, changed_at = ? WHERE id = ?",
                (template.value, _stored(clean), milliseconds(now), latest.id),
            )
            cite_dates(c, latest.id, clean, now)
            return latest.id
        if is_empty(clean):
            return latest.id if latest else None
        number = _begin(c, note_id, template, clean, now, role_id)
        cite_dates(c, number, clean, now)
        return number


def close_version(
    c: sqlite3.Connection, note_id: int, now: datetime, *, ready: bool = False, closes: Sequence[int] | None = None
) -> Answer:
    """Keep what is worked on as a version with its date; undoable. Writing on begins the next one.

    It answers the criticisms `closes`; all open ones when that is None. With nothing worked on, the latest version
    is only marked, if `ready` asks for it. Raises InputError when nothing is written.
    """
    with transaction(c):
        latest = draft_of(c, note_id)
        if latest is None or is_empty(latest.sections):
            raise InputError("Nothing is written yet.", hint="A version can be kept once it has some words.")
        if latest.closed_at is not None:
            if ready:
                mark_ready(c, latest.id, True, now)
            return read_answer(c, latest.id)
        with undoable(c, f"Keep version {latest.version} of {_named(c, note_id)}", now) as step:
            step.keep("answers", id=latest.id)
            c.execute(
                "UPDATE answers SET closed_at = ?, ready = ? WHERE id = ?", (milliseconds(now), int(ready), latest.id)
            )
            _close_criticisms(c, step, latest, closes)
        return read_answer(c, latest.id)


def keep_as_it_is(c: sqlite3.Connection, step: Step, note_id: int, now: datetime) -> None:
    """Keep what is worked on, as part of another step: nothing is closed by it, and writing on begins the next."""
    latest = draft_of(c, note_id)
    if latest and latest.closed_at is None and not is_empty(latest.sections):
        step.keep("answers", id=latest.id)
        c.execute("UPDATE answers SET closed_at = ? WHERE id = ?", (milliseconds(now), latest.id))


def mark_ready(c: sqlite3.Connection, answer_id: int, ready: bool, now: datetime) -> None:
    """Mark a version as ready to be said, or as not; undoable. What is worked on is kept first."""
    with transaction(c):
        answer = read_answer(c, answer_id)
        if answer.closed_at is None and ready:
            close_version(c, answer.note_id, now, ready=True)
        elif answer.ready != ready:
            verb = "ready" if ready else "not ready"
            with undoable(c, f"Mark as {verb}: {_named(c, answer.note_id)}", now) as step:
                step.keep("answers", id=answer_id)
                c.execute("UPDATE answers SET ready = ? WHERE id = ?", (int(ready), answer_id))


def restore_version(c: sqlite3.Connection, answer_id: int, now: datetime) -> int:
    """Go back to an earlier version: its words become the latest one, and what is worked on is kept before; undoable.

    Gives the number of that latest version. It is kept already, so that undoing this never takes new words away.
    """
    with transaction(c):
        answer = read_answer(c, answer_id)
        latest = draft_of(c, answer.note_id)
        if latest and latest.id == answer_id:
            return answer_id
        label = f"Bring back version {answer.version} of {_named(c, answer.note_id)}"
        with undoable(c, label, now) as step:
            if latest and latest.closed_at is None:
                step.keep("answers", id=latest.id)
                c.execute("UPDATE answers SET closed_at = ? WHERE id = ?", (milliseconds(now), latest.id))
            number = _next_id(c)
            step.keep("answers", id=number)
            _begin(c, answer.note_id, answer.template, answer.sections, now, answer.role_id)
            c.execute("UPDATE answers SET closed_at = created_at WHERE id = ?", (number,))
        return number


def discard_version(c: sqlite3.Connection, answer_id: int, now: datetime) -> None:
    """Put a version out of sight; undoable. To delete it for good, see `drills.storage.answer.answer_privacy`."""
    with transaction(c):
        answer = read_answer(c, answer_id)
        with undoable(c, f"Discard version {answer.version} of {_named(c, answer.note_id)}", now) as step:
            step.keep("answers", id=answer_id)
            step.keep("criticisms", note_id=answer.note_id)
            c.execute("UPDATE answers SET removed_at = ? WHERE id = ?", (milliseconds(now), answer_id))
            c.execute("UPDATE criticisms SET closed_by = NULL WHERE closed_by = ?", (answer_id,))


def _strange(latest: Answer, seen: tuple[Template, Sequence[Section]]) -> bool:
    """Whether the version worked on has words that the writer hasn't seen."""
    unknown = (latest.template, latest.sections) != (seen[0], checked_sections(*seen))
    return latest.closed_at is None and unknown and not is_empty(latest.sections)


def _begin(
    c: sqlite3.Connection, note_id: int, template: Template, sections: Sections, now: datetime, role_id: int | None
) -> int:
    number = _next_id(c)
    (version,) = c.execute("SELECT coalesce(max(version), 0) + 1 FROM answers WHERE note_id = ?", (note_id,)).fetchone()
    at = milliseconds(now)
    c.execute(
        "INSERT INTO answers (id, note_id, version, template, sections, role_id, created_at, changed_at) "
        "VALUES (?, ?, ?, ?, ?, coalesce(?, (SELECT id FROM roles WHERE current AND removed_at IS NULL)), ?, ?)",
        (number, note_id, version, template.value, _stored(sections), role_id, at, at),
    )
    c.execute(_SAME_STORIES, {"answer": number, "note": note_id, "before": version - 1})
    return number


_SAME_STORIES = """
    INSERT INTO answer_stories SELECT :answer, s.story_id FROM answer_stories s JOIN answers a ON a.id = s.answer_id
    WHERE a.note_id = :note AND a.version = :before AND a.removed_at IS NULL
"""


def _next_id(c: sqlite3.Connection) -> int:
    (number,) = c.execute("SELECT coalesce(max(id), 0) + 1 FROM answers").fetchone()
    return int(number)


def _close_criticisms(c: sqlite3.Connection, step: Step, answer: Answer, closes: Sequence[int] | None) -> None:
    rows = c.execute("SELECT id FROM criticisms WHERE note_id = ? AND closed_by IS NULL", (answer.note_id,))
    for (number,) in rows.fetchall():
        if closes is None or number in closes:
            step.keep("criticisms", id=number)
            c.execute("UPDATE criticisms SET closed_by = ? WHERE id = ?", (answer.id, number))


def _question(c: sqlite3.Connection, note_id: int) -> None:
    if read_note(c, note_id).kind is not Kind.QUESTION:
        raise NotFoundError(f"Note {note_id} is no open question.")


def _named(c: sqlite3.Connection, note_id: int) -> str:
    note = read_note(c, note_id)
    return f"“{one_line(first_line(note.kind, note.fields), _LABEL_WIDTH)}”"


def _stored(sections: Sections) -> str:
    return json.dumps([[section.name, section.text] for section in sections], ensure_ascii=False)


def _answer(row: Sequence[Any]) -> Answer:
    id_, note_id, version, template, sections, role_id, ready, created, changed, closed = row
    return Answer(
        id=id_,
        note_id=note_id,
        version=version,
        template=Template(template),
        sections=tuple(Section(name, text) for name, text in json.loads(sections)),
        role_id=role_id,
        ready=bool(ready),
        created_at=instant(created),
        changed_at=instant(changed),
        closed_at=None if closed is None else instant(closed),
    )
