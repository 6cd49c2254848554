"""Decks given back as Markdown files, which lead to the same notes when they are imported again."""

import json
import sqlite3
from collections.abc import Iterator

from drills.exchange.file_name import FileNames
from drills.exchange.markdown import write_deck
from drills.models import Kind, NoteDraft
from drills.note import file_id

_NOTES = (
    "SELECT n.key, n.kind, n.fields, (SELECT json_group_array(tag) FROM note_tags t WHERE t.note_id = n.id) "
    "FROM notes n WHERE n.deck_id = ? AND n.deleted_at IS NULL ORDER BY n.id"
)


def deck_files(c: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """For each deck that holds notes, a relative file name (folders follow ::, / between) and the file's text."""
    names = FileNames()
    for deck_id, deck, about in c.execute("SELECT id, name, about FROM decks ORDER BY name").fetchall():
        notes = [_draft(deck, *row) for row in c.execute(_NOTES, (deck_id,))]
        if notes:
            yield names.name(deck), write_deck(deck, about, _shared_tags(notes), notes)


def _draft(deck: str, key: str, kind: str, fields: str, tags: str) -> NoteDraft:
    return NoteDraft(Kind(kind), json.loads(fields), tuple(json.loads(tags)), file_id(key, deck), deck)


def _shared_tags(notes: list[NoteDraft]) -> tuple[str, ...]:
    """The tags that all the notes carry."""
    shared = set(notes[0].tags).intersection(*(note.tags for note in notes))
    return tuple(tag for tag in notes[0].tags if tag in shared)
