"""Everything given back: the whole library as JSON, and its decks as Markdown files."""

import io
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import isfinite
from typing import Any, TextIO

from drills.storage.deck_files import deck_files
from drills.storage.instants import instant

__all__ = ["deck_files", "everything", "write_json"]

FORMAT = "readyby"
VERSION = 1

Read = Callable[[Any], Any]
Row = dict[str, Any]


@lru_cache(maxsize=4096)
def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def _instant(stored: int) -> str:
    return instant(stored).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class _Section:
    """A list in the export: its query, and how columns that aren't plain are written."""

    name: str
    sql: str
    columns: dict[str, Read]
    finish: Callable[[Row], None] | None = None


def _finish_review(row: Row) -> None:
    """Due dates are instants in learning steps and days in review."""
    for side in ("before", "after"):
        due = row[f"due_{side}"]
        if due is not None:
            row[f"due_{side}"] = _as_read(_day if row[f"phase_{side}"] == "review" else _instant, due)


def _finish_answer(row: Row) -> None:
    """The deadlines that an answer cites are days."""
    for cited in row["goals"] if isinstance(row["goals"], list) else ():
        cited["deadline"] = _as_read(_day, cited["deadline"])


def _as_read(read: Read, stored: Any) -> Any:
    """The value as it is written; as it is stored, if it is none that can be: what is broken is rescued too."""
    try:
        return read(stored)
    except (ValueError, OverflowError, OSError):
        return stored


_SECTIONS = (
    _Section("decks", "SELECT id, name, about, created_at FROM decks ORDER BY id", {"created_at": _instant}),
    _Section(
        "notes",
        "SELECT n.id, n.key, d.name AS deck, n.kind, n.fields, "
        "(SELECT json_group_array(tag) FROM note_tags t WHERE t.note_id = n.id) AS tags, n.source, n.source_fields, "
        "n.source_tags, n.source_deck, n.created_at, n.changed_at, n.deleted_at "
        "FROM notes n JOIN decks d ON d.id = n.deck_id ORDER BY n.id",
        {
            **dict.fromkeys(("fields", "tags", "source_fields", "source_tags"), json.loads),
            **dict.fromkeys(("created_at", "changed_at", "deleted_at"), _instant),
        },
    ),
    _Section(
        "cards",
        "SELECT * FROM cards ORDER BY id",
        {
            **dict.fromkeys(("due_at", "removed_at"), _instant),
            **dict.fromkeys(("due_day", "last_day", "buried_until"), _day),
            "suspended": bool,
        },
    ),
    _Section(
        "reviews",
        "SELECT r.*, x.retracted_at FROM reviews r LEFT JOIN retractions x ON x.review_id = r.id ORDER BY r.id",
        {"rated_at": _instant, "retracted_at": _instant, "day": _day},
        _finish_review,
    ),
    _Section("tries", "SELECT * FROM tries ORDER BY id", {"spoken": bool, "marks": json.loads}),
    _Section(
        "sessions",
        "SELECT s.*, (SELECT json_group_array(json_object('position', position, 'card_id', card_id, 'done', done)) "
        "FROM (SELECT * FROM session_cards WHERE session_id = s.id ORDER BY position)) AS cards "
        "FROM sessions s ORDER BY id",
        {"day": _day, "started_at": _instant, "ended_at": _instant, "scope": json.loads, "cards": json.loads},
    ),
    _Section(
        "goals",
        "SELECT g.*, (SELECT json_group_array(d.name) FROM goal_decks l JOIN decks d ON d.id = l.deck_id "
        "WHERE l.goal_id = g.id) AS decks, (SELECT json_group_array(tag) FROM goal_tags WHERE goal_id = g.id) AS tags, "
        "(SELECT json_group_array(card_id) FROM goal_parked WHERE goal_id = g.id) AS parked "
        "FROM goals g ORDER BY id",
        {
            **dict.fromkeys(("deadline", "created_day", "closed_day", "frees_day", "started_day"), _day),
            **dict.fromkeys(("decks", "tags", "parked"), json.loads),
            "removed_at": _instant,
        },
    ),
    _Section("milestones", "SELECT * FROM milestones ORDER BY id", {"due_day": _day, "done_day": _day}),
    _Section(
        "deadline_moves",
        "SELECT * FROM deadline_moves ORDER BY id",
        dict.fromkeys(("from_day", "to_day", "moved_day", "holds_day"), _day),
    ),
    _Section(
        "pending_moves",
        "SELECT * FROM pending_moves ORDER BY goal_id",
        dict.fromkeys(("to_day", "asked_day", "holds_day"), _day),
    ),
    _Section("tasks", "SELECT * FROM tasks ORDER BY id", {"due_day": _day, "done_day": _day}),
    _Section("journal", "SELECT * FROM journal ORDER BY id", {"day": _day, "made_at": _instant}),
    _Section("occurrences", "SELECT * FROM occurrences ORDER BY goal_id, day", {"day": _day, "done_day": _day}),
    _Section("rests", "SELECT * FROM rests ORDER BY id", {"first_day": _day, "last_day": _day}),
    _Section("practice", "SELECT * FROM practice ORDER BY day", {"day": _day}),
    _Section("notices", "SELECT * FROM notices ORDER BY goal_id, name", {"day": _day}),
    _Section(
        "weights",
        "SELECT * FROM weights ORDER BY id",
        {"made_at": _instant, "figures": json.loads, "in_use": bool},
    ),
    _Section(
        "forecasts",
        "SELECT goal_id, day, deadline, figures, made_at FROM forecasts ORDER BY goal_id, day",
        {"day": _day, "deadline": _day, "figures": json.loads, "made_at": _instant},
    ),
    _Section("mock_tests", "SELECT * FROM mock_tests ORDER BY id", {"day": _day, "cards": json.loads}),
    _Section("goal_checks", "SELECT * FROM goal_checks ORDER BY goal_id", {"day": _day, "figures": json.loads}),
    _Section(
        "roles",
        "SELECT * FROM roles ORDER BY id",
        {
            **dict.fromkeys(("offers", "does_not_offer"), json.loads),
            **dict.fromkeys(("created_at", "removed_at"), _instant),
            "current": bool,
        },
    ),
    _Section(
        "answers",
        "SELECT a.*, (SELECT json_group_array(story_id) FROM answer_stories WHERE answer_id = a.id) AS stories, "
        "(SELECT json_group_array(json_object('goal_id', goal_id, 'deadline', deadline)) "
        "FROM answer_goals WHERE answer_id = a.id) AS goals FROM answers a ORDER BY id",
        {
            **dict.fromkeys(("sections", "stories", "goals"), json.loads),
            **dict.fromkeys(("created_at", "changed_at", "closed_at", "removed_at"), _instant),
            "ready": bool,
        },
        _finish_answer,
    ),
    _Section(
        "stories",
        "SELECT s.*, (SELECT json_group_array(tag) FROM story_tags WHERE story_id = s.id) AS tags, "
        "(SELECT json_group_array(note_id) FROM story_questions WHERE story_id = s.id) AS questions "
        "FROM stories s ORDER BY id",
        {
            **dict.fromkeys(("facts", "tags", "questions"), json.loads),
            **dict.fromkeys(("created_at", "changed_at", "removed_at"), _instant),
        },
    ),
    _Section("retired_claims", "SELECT * FROM retired_claims ORDER BY id", {"created_at": _instant}),
    _Section("dismissals", "SELECT * FROM dismissals ORDER BY id", {"created_at": _instant}),
    _Section("criticisms", "SELECT * FROM criticisms ORDER BY id", {"said_day": _day, "created_at": _instant}),
    _Section(
        "interviews",
        "SELECT i.*, (SELECT json_group_array(json_object('position', position, 'note_id', note_id, 'asked', asked, "
        "'reason', reason, 'follows', follows, 'spoken', spoken, 'text', text, 'seconds', seconds, 'own', json(own), "
        "'missing', missing)) FROM (SELECT * FROM interview_questions WHERE interview_id = i.id ORDER BY position)) "
        "AS questions FROM interviews i ORDER BY id",
        {"day": _day, "started_at": _instant, "ended_at": _instant, "found": json.loads, "questions": json.loads},
    ),
    _Section("judgements", "SELECT * FROM judgements ORDER BY id", {"day": _day}),
    _Section("queued_notes", "SELECT * FROM queued_notes ORDER BY note_id", {"queued_at": _instant}),
    _Section("coached", "SELECT * FROM coached ORDER BY id", {"day": _day, "found": json.loads}),
    _Section("settings", "SELECT name, value FROM settings ORDER BY name", {"value": json.loads}),
)


def write_json(c: sqlite3.Connection, stream: TextIO) -> None:
    """Write the whole library as one JSON object, as of one moment and row by row, so that its size doesn't matter.

    Days are ISO dates; instants are ISO in UTC, as in 2026-11-22T08:00:00.000Z. Deleted notes (`deleted_at`), cards
    no longer made (`removed_at`) and answers taken back (`retracted_at`) are in it.
    """
    with _one_moment(c):
        stream.write(f'{{"format": "{FORMAT}", "version": {VERSION}')
        for section in _SECTIONS:
            stream.write(f',\n"{section.name}": [')
            comma = "\n"
            for row in _rows(c, section):
                stream.write(comma + _encoded(row))
                comma = ",\n"
            stream.write("]")
        stream.write("\n}\n")


def everything(c: sqlite3.Connection) -> dict[str, Any]:
    """What `write_json` writes, as a dict; for libraries that fit into memory."""
    stream = io.StringIO()
    write_json(c, stream)
    whole: dict[str, Any] = json.loads(stream.getvalue())
    return whole


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def _encoded(row: Row) -> str:
    try:
        return _encode(row)
    except ValueError:  # an infinite number, which JSON hasn't
        return _encode({k: str(v) if isinstance(v, float) and not isfinite(v) else v for k, v in row.items()})


def _rows(c: sqlite3.Connection, section: _Section) -> Iterator[Row]:
    cursor = c.execute(section.sql)
    names = [column[0] for column in cursor.description]
    readers = [(name, section.columns[name]) for name in names if name in section.columns]
    for values in cursor:
        row = dict(zip(names, values, strict=True))
        for name, read in readers:
            if row[name] is not None:
                row[name] = _as_read(read, row[name])
        if section.finish:
            section.finish(row)
        yield row


@contextmanager
def _one_moment(c: sqlite3.Connection) -> Iterator[None]:
    """Reads inside see the library as it was at the first of them, whatever is written meanwhile."""
    if c.in_transaction:
        yield
        return
    c.execute("BEGIN")
    try:
        yield
    finally:
        c.execute("ROLLBACK")
