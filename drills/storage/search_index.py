"""The full-text index: kept up in the transactions that change notes, and made anew when need be."""

import json
import sqlite3
from collections.abc import Iterator, Sequence

from drills.models import Kind
from drills.note import plain_cloze
from drills.storage.search_terms import spaced

_CHUNK = 400  # notes written at a time
_INDEXED = (
    "SELECT n.id, n.kind, n.fields, (SELECT group_concat(tag, ' ') FROM note_tags WHERE note_id = n.id) "
    "FROM notes n WHERE n.deleted_at IS NULL"
)
_INDEXED_SOME = f"{_INDEXED} AND n.id IN (SELECT value FROM json_each(?))"  # noqa: S608  a constant


def index_notes(c: sqlite3.Connection, note_ids: Sequence[int]) -> None:
    """Bring the index up to date for these notes; call it in the transaction that changes them."""
    for start in range(0, len(note_ids), _CHUNK):
        chunk = json.dumps(list(note_ids[start : start + _CHUNK]))
        c.execute("DELETE FROM note_search WHERE rowid IN (SELECT value FROM json_each(?))", (chunk,))
        rows = c.execute(_INDEXED_SOME, (chunk,)).fetchall()
        c.executemany("INSERT INTO note_search (rowid, body, tags) VALUES (?, ?, ?)", map(index_row, rows))


def index_all(c: sqlite3.Connection) -> None:
    """Make the whole index anew, even if it is damaged; call it inside a transaction."""
    (definition,) = c.execute("SELECT sql FROM sqlite_schema WHERE name = 'note_search'").fetchone()
    c.execute("DROP TABLE note_search")
    c.execute(definition)
    c.executemany("INSERT INTO note_search (rowid, body, tags) VALUES (?, ?, ?)", indexed_rows(c))


def indexed_rows(c: sqlite3.Connection) -> Iterator[tuple[int, str, str]]:
    """What the index is to hold: number, text and tags of every note there is, by number."""
    return map(index_row, c.execute(f"{_INDEXED} ORDER BY n.id"))


def index_row(row: tuple[int, str, str, str | None]) -> tuple[int, str, str]:
    """What the index holds of a note, from its number, kind, stored fields and tags with spaces between.

    Texts that are not as they should be are the doctor's to report; they are indexed as far as they can be read.
    """
    note_id, kind, fields, tags = row
    texts = json.loads(fields)
    if not isinstance(texts, dict):
        return note_id, "", spaced(tags or "")
    texts = {name: str(text) for name, text in texts.items()}
    if kind == Kind.CLOZE and "text" in texts:
        texts["text"] = plain_cloze(texts["text"])
    return note_id, spaced("\n".join(texts.values())), spaced(tags or "")
