"""Writing notes, their tags and cards row by row; every write is kept for undo when a step is given."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from drills.models import Kind, NoteDraft
from drills.note import card_ordinals
from drills.storage.instants import milliseconds
from drills.storage.undo import Step


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a note came from, and what the file last said of it."""

    name: str
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    deck: str


@dataclass(frozen=True, slots=True)
class StoredNote:
    """A note as it stands in the database, deleted or not."""

    id: int
    key: str
    kind: Kind
    fields: dict[str, str]
    tags: tuple[str, ...]
    deck: str
    source: Source | None
    deleted: bool


_STORED = (
    "SELECT n.id, n.key, n.kind, n.fields, d.name, n.deleted_at, n.source, n.source_fields, n.source_tags, "
    "n.source_deck FROM notes n JOIN decks d ON d.id = n.deck_id WHERE "
)


def stored_note(c: sqlite3.Connection, *, id_: int | None = None, key: str | None = None) -> StoredNote | None:
    """The note with that number or that key; None when there is none."""
    where, value = ("n.id = ?", id_) if key is None else ("n.key = ?", key)
    row = c.execute(_STORED + where, (value,)).fetchone()
    if row is None:
        return None
    note_id, note_key, kind, fields, deck, deleted_at, *source = row
    return StoredNote(
        note_id,
        note_key,
        Kind(kind),
        json.loads(fields),
        note_tags(c, note_id),
        deck,
        _source(*source),
        deleted_at is not None,
    )


def _source(name: str | None, fields: str | None, tags: str | None, deck: str | None) -> Source | None:
    if name is None or fields is None:
        return None
    return Source(name, json.loads(fields), tuple(json.loads(tags or "[]")), deck or "")


def note_tags(c: sqlite3.Connection, note_id: int) -> tuple[str, ...]:
    """The tags of a note, in alphabetical order."""
    return tuple(tag for (tag,) in c.execute("SELECT tag FROM note_tags WHERE note_id = ? ORDER BY tag", (note_id,)))


def next_note_id(c: sqlite3.Connection) -> int:
    """The number that the next note gets; steady inside a write transaction."""
    (last,) = c.execute("SELECT coalesce(max(id), 0) FROM notes").fetchone()
    return int(last) + 1


def insert_note(
    c: sqlite3.Connection,
    step: Step | None,
    draft: NoteDraft,
    deck_id: int,
    now: datetime,
    *,
    source: Source | None = None,
) -> int:
    """Store a checked draft (which has its key) with its tags and cards; gives the note's number."""
    note_id = next_note_id(c)
    keep_note(step, note_id)
    at = milliseconds(now)
    c.execute(
        "INSERT INTO notes (id, key, deck_id, kind, fields, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (note_id, draft.key, deck_id, draft.kind.value, as_json(draft.fields), at, at),
    )
    put_tags(c, note_id, draft.tags)
    put_cards(c, note_id, draft.kind, draft.fields, now)
    if source:
        put_source(c, note_id, source)
    return note_id


def keep_note(step: Step | None, note_id: int) -> None:
    """Keep a note with its tags and cards as they are, to be brought back by undo."""
    if step:
        step.keep("notes", id=note_id)
        step.keep("note_tags", note_id=note_id)
        step.keep("cards", note_id=note_id)


def update_note(
    c: sqlite3.Connection,
    note_id: int,
    kind: Kind,
    fields: Mapping[str, str],
    tags: tuple[str, ...],
    deck_id: int,
    now: datetime,
) -> None:
    """Give a note (deleted or not) new texts, tags and deck. Its cards keep their histories; it is live afterwards."""
    c.execute(
        "UPDATE notes SET kind = ?, fields = ?, deck_id = ?, changed_at = ?, deleted_at = NULL WHERE id = ?",
        (kind.value, as_json(fields), deck_id, milliseconds(now), note_id),
    )
    put_tags(c, note_id, tags)
    put_cards(c, note_id, kind, fields, now)


def put_source(c: sqlite3.Connection, note_id: int, source: Source) -> None:
    """Remember what the note's file says of it."""
    c.execute(
        "UPDATE notes SET source = ?, source_fields = ?, source_tags = ?, source_deck = ? WHERE id = ?",
        (source.name, as_json(source.fields), json.dumps(source.tags, ensure_ascii=False), source.deck, note_id),
    )


def put_tags(c: sqlite3.Connection, note_id: int, tags: tuple[str, ...]) -> None:
    """Make these the tags of a note."""
    if set(note_tags(c, note_id)) == set(tags):
        return
    c.execute("DELETE FROM note_tags WHERE note_id = ?", (note_id,))
    c.executemany(
        "INSERT INTO note_tags (note_id, tag) VALUES (?, ?) ON CONFLICT DO NOTHING", [(note_id, tag) for tag in tags]
    )


def put_cards(c: sqlite3.Connection, note_id: int, kind: Kind, fields: Mapping[str, str], now: datetime) -> None:
    """Make, remove and bring back cards, so that there is one for each that the text makes."""
    wanted = set(card_ordinals(kind, fields))
    there = dict(c.execute("SELECT ordinal, removed_at FROM cards WHERE note_id = ?", (note_id,)).fetchall())
    for ordinal in sorted(wanted - there.keys()):
        c.execute("INSERT INTO cards (note_id, ordinal) VALUES (?, ?)", (note_id, ordinal))
    for ordinal, removed_at in there.items():
        if (ordinal in wanted) == (removed_at is None):
            continue
        gone = None if ordinal in wanted else milliseconds(now)
        c.execute("UPDATE cards SET removed_at = ? WHERE note_id = ? AND ordinal = ?", (gone, note_id, ordinal))


def remove_note(c: sqlite3.Connection, note_id: int, now: datetime) -> None:
    """Put a note and its cards out of sight; their histories stay."""
    at = milliseconds(now)
    c.execute("UPDATE notes SET deleted_at = ? WHERE id = ?", (at, note_id))
    c.execute("UPDATE cards SET removed_at = ? WHERE note_id = ? AND removed_at IS NULL", (at, note_id))


def as_json(fields: Mapping[str, str]) -> str:
    """Fields as they are stored."""
    return json.dumps(dict(fields), ensure_ascii=False)
