"""Taking back the last steps: every change keeps the rows it touches as they were, in the same transaction."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from drills.models import Kind
from drills.note import first_line
from drills.storage.database import transaction
from drills.storage.instants import milliseconds
from drills.storage.search import index_notes

KEPT_STEPS = 200

# Tables whose rows can be put back, with their primary keys.
TABLES: dict[str, tuple[str, ...]] = {
    "cards": ("id",),
    "decks": ("id",),
    "notes": ("id",),
    "note_tags": ("note_id", "tag"),
    "goals": ("id",),
    "goal_decks": ("goal_id", "deck_id"),
    "milestones": ("id",),
    "deadline_moves": ("id",),
    "goal_tags": ("goal_id", "tag"),
    "goal_parked": ("goal_id", "card_id"),
    "rests": ("id",),
    "learner": ("id",),
    "weights": ("id",),
    "roles": ("id",),
    "answers": ("id",),
    "answer_stories": ("answer_id", "story_id"),
    "answer_goals": ("answer_id", "goal_id"),
    "stories": ("id",),
    "story_tags": ("story_id", "tag"),
    "story_questions": ("story_id", "note_id"),
    "retired_claims": ("id",),
    "dismissals": ("id",),
    "criticisms": ("id",),
    "interviews": ("id",),
    "interview_questions": ("interview_id", "position"),
    "queued_notes": ("note_id",),
    "judgements": ("id",),
    "pending_moves": ("goal_id",),
    "tasks": ("id",),
    "journal": ("id",),
    "occurrences": ("goal_id", "day"),
    "practice": ("day",),
    "sessions": ("id",),
    "session_cards": ("session_id", "position"),
}


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: its label, and the session and card it brings back to, if any."""

    label: str
    session_id: int | None = None
    card_id: int | None = None
    note_ids: tuple[int, ...] = ()
    about: str = ""  # the first line of the note, when it was about one alone

    def __str__(self) -> str:
        return self.label if not self.about or "“" in self.label else f"{self.label} · {self.about}"


class Step:
    """A change being made; `keep` is called for rows before they are touched."""

    def __init__(self, connection: sqlite3.Connection, step_id: int) -> None:
        self._connection = connection
        self._id = step_id
        self._position = 0

    def keep(self, table: str, **key: int | str) -> None:
        """Keep the rows of `table` that match `key` (none is fine: undoing then removes what was added)."""
        where = " AND ".join(f"{column} = :{column}" for column in _columns(table, key))
        rows = _rows(self._connection, f"SELECT * FROM {table} WHERE {where}", key)  # noqa: S608  names from TABLES
        self._connection.execute(
            "INSERT INTO undo_images (step_id, position, table_name, key, rows) VALUES (?, ?, ?, ?, ?)",
            (self._id, self._position, table, json.dumps(key), json.dumps(rows)),
        )
        self._position += 1

    def answered(self, review_id: int) -> None:
        """Tie the step to the review it wrote: undoing appends a retraction of it."""
        self._connection.execute("UPDATE undo_steps SET review_id = ? WHERE id = ?", (review_id, self._id))


@contextmanager
def undoable(
    connection: sqlite3.Connection, label: str, now: datetime, session_id: int | None = None
) -> Iterator[Step]:
    """Make a change, in one transaction, that the user can take back; `label` says what it was ("Delete 3 cards")."""
    with transaction(connection):
        cursor = connection.execute(
            "INSERT INTO undo_steps (label, session_id, made_at) VALUES (?, ?, ?)",
            (label, session_id, milliseconds(now)),
        )
        step_id = cursor.lastrowid
        assert step_id is not None
        yield Step(connection, step_id)
        connection.execute("DELETE FROM undo_steps WHERE id <= ?", (step_id - KEPT_STEPS,))


def undo(connection: sqlite3.Connection, now: datetime) -> Undone | None:
    """Take back the last step; None when there is none. A review is retracted, not erased."""
    with transaction(connection):
        step = connection.execute(
            "SELECT id, label, session_id, review_id FROM undo_steps ORDER BY id DESC LIMIT 1"
        ).fetchone()
        if step is None:
            return None
        step_id, label, session_id, review_id = step
        about = _about(connection, step_id)
        connection.execute("PRAGMA defer_foreign_keys = ON")
        note_ids = sorted(_put_back(connection, step_id, milliseconds(now)))
        index_notes(connection, note_ids)
        if any(table == "weights" for table, *_ in _images(connection, step_id)):
            _put_memories(connection)
        card_id = _retract(connection, review_id, now) if review_id is not None else None
        connection.execute("DELETE FROM undo_steps WHERE id = ?", (step_id,))
        return Undone(label, session_id, card_id, tuple(note_ids), about)


def _put_memories(connection: sqlite3.Connection) -> None:
    """Have every card's memory as the weights now in use make it."""
    from drills.storage.planning.learner_tally import planning_weights  # slow to load, and rarely needed
    from drills.storage.replayed import put_memories

    put_memories(connection, planning_weights(connection))


def _about(connection: sqlite3.Connection, step_id: int) -> str:
    """The first line of the note whose rows the step kept, if there is just one."""
    notes = connection.execute(
        "SELECT DISTINCT n.kind, n.fields, n.id FROM undo_images u LEFT JOIN cards c "
        "ON u.table_name = 'cards' AND c.id = json_extract(u.key, '$.id') "
        "LEFT JOIN notes n ON n.id = CASE u.table_name WHEN 'notes' THEN json_extract(u.key, '$.id') "
        "ELSE coalesce(c.note_id, json_extract(u.key, '$.note_id')) END "
        "WHERE u.step_id = ? AND u.table_name IN ('cards', 'notes') LIMIT 2",
        (step_id,),
    ).fetchall()
    if len(notes) != 1 or notes[0][0] is None:
        return ""
    kind, fields, _ = notes[0]
    return first_line(Kind(kind), json.loads(fields))


def _put_back(connection: sqlite3.Connection, step_id: int, at: int) -> set[int]:
    """Restore the step's rows, last kept first; gives the notes whose search entry must follow."""
    touched: set[int] = set()
    for table, key_text, rows_text in _images(connection, step_id):
        key, rows = json.loads(key_text), json.loads(rows_text)
        _restore_rows(connection, table, key, rows, at)
        if table == "notes":
            touched.update([key["id"]] if "id" in key else [row["id"] for row in rows])
        elif table == "note_tags":
            touched.add(key["note_id"])
    return touched


def _images(connection: sqlite3.Connection, step_id: int) -> list[tuple[str, str, str]]:
    """Table, key and rows of all that a step kept, last kept first."""
    return connection.execute(
        "SELECT table_name, key, rows FROM undo_images WHERE step_id = ? ORDER BY position DESC", (step_id,)
    ).fetchall()


def _restore_rows(
    connection: sqlite3.Connection, table: str, key: dict[str, Any], rows: list[dict[str, Any]], at: int
) -> None:
    names = TABLES[table]
    where = " AND ".join(f"{column} = :{column}" for column in _columns(table, key))
    kept = {tuple(row[name] for name in names) for row in rows}
    for row in _rows(connection, f"SELECT * FROM {table} WHERE {where}", key):  # noqa: S608  names from TABLES
        if tuple(row[name] for name in names) not in kept:
            _remove(connection, table, row, at)
    for row in rows:
        _upsert(connection, table, row)


# What may still point at a row that a step added (answers are never erased), and how it is put out of sight instead.
STILL_USED = {
    "cards": (
        "SELECT 1 FROM reviews WHERE card_id = :id UNION ALL SELECT 1 FROM session_cards WHERE card_id = :id "
        "UNION ALL SELECT 1 FROM sessions WHERE current_card_id = :id LIMIT 1",
        "UPDATE cards SET removed_at = :at WHERE id = :id",
    ),
    "notes": (
        "SELECT 1 FROM cards WHERE note_id = :id UNION ALL SELECT 1 FROM answers WHERE note_id = :id "
        "UNION ALL SELECT 1 FROM coached WHERE note_id = :id UNION ALL SELECT 1 FROM judgements WHERE note_id = :id "
        "UNION ALL SELECT 1 FROM interview_questions WHERE note_id = :id "
        "UNION ALL SELECT 1 FROM criticisms WHERE note_id = :id UNION ALL SELECT 1 FROM dismissals WHERE note_id = :id "
        "UNION ALL SELECT 1 FROM queued_notes WHERE note_id = :id "
        "UNION ALL SELECT 1 FROM story_questions WHERE note_id = :id "
        "UNION ALL SELECT 1 FROM tries WHERE note_id = :id LIMIT 1",
        "UPDATE notes SET deleted_at = :at WHERE id = :id",
    ),
    "roles": (
        "SELECT 1 FROM answers WHERE role_id = :id UNION ALL SELECT 1 FROM interviews WHERE role_id = :id "
        "UNION ALL SELECT 1 FROM goals WHERE role_id = :id LIMIT 1",
        "UPDATE roles SET removed_at = :at, current = 0 WHERE id = :id",
    ),
    "goals": (
        "SELECT 1 FROM stories WHERE goal_id = :id UNION ALL SELECT 1 FROM goals WHERE follows_id = :id LIMIT 1",
        "UPDATE goals SET removed_at = :at WHERE id = :id",
    ),
    "decks": ("SELECT 1 FROM notes WHERE deck_id = :id LIMIT 1", "SELECT 1"),
}


def _remove(connection: sqlite3.Connection, table: str, row: dict[str, Any], at: int) -> None:
    """Delete a row that the step added, or put it out of sight where answers still point at it."""
    used, hide = STILL_USED.get(table, ("SELECT 1 WHERE 0", "SELECT 1"))
    if connection.execute(used, row).fetchone():
        connection.execute(hide, {**row, "at": at})
        return
    match = " AND ".join(f"{name} = :{name}" for name in TABLES[table])
    connection.execute(f"DELETE FROM {table} WHERE {match}", row)  # noqa: S608  names from TABLES


def _upsert(connection: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    names = TABLES[table]
    changes = ", ".join(f"{column} = excluded.{column}" for column in row if column not in names)
    connection.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(':' + column for column in row)}) "  # noqa: S608
        f"ON CONFLICT ({', '.join(names)}) DO {'UPDATE SET ' + changes if changes else 'NOTHING'}",
        row,
    )


def _retract(connection: sqlite3.Connection, review_id: int, now: datetime) -> int:
    connection.execute("INSERT INTO retractions VALUES (?, ?)", (review_id, milliseconds(now)))
    (card_id,) = connection.execute("SELECT card_id FROM reviews WHERE id = ?", (review_id,)).fetchone()
    return int(card_id)


def _columns(table: str, key: dict[str, Any]) -> list[str]:
    assert table in TABLES
    return list(key)


def _rows(connection: sqlite3.Connection, sql: str, key: dict[str, Any]) -> list[dict[str, Any]]:
    cursor = connection.execute(sql, key)
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor]
