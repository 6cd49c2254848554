"""Changing several notes in one step: their deck, their tags."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from drills.errors import NotFoundError
from drills.note import checked_tags, deck_name
from drills.number_words import counted
from drills.storage.database import transaction
from drills.storage.decks import ensure_deck
from drills.storage.instants import milliseconds
from drills.storage.note_rows import StoredNote, keep_note, put_tags, stored_note
from drills.storage.search import index_notes
from drills.storage.undo import undoable


def move_notes(c: sqlite3.Connection, note_ids: Sequence[int], deck: str, now: datetime) -> int:
    """Put notes into a deck, which is made if it isn't there; gives how many moved. Undoable in one step."""
    deck = deck_name(deck)
    with transaction(c):
        notes = [note for note in _live(c, note_ids) if note.deck != deck]
        if not notes:
            return 0
        with undoable(c, f"Move {counted(len(notes), 'note')} to {deck}", now) as step:
            deck_id = ensure_deck(c, deck, now, step=step)
            for note in notes:
                keep_note(step, note.id)
                c.execute(
                    "UPDATE notes SET deck_id = ?, changed_at = ? WHERE id = ?", (deck_id, milliseconds(now), note.id)
                )
            index_notes(c, [note.id for note in notes])
        return len(notes)


def tag_notes(
    c: sqlite3.Connection, note_ids: Sequence[int], add: Iterable[str], remove: Iterable[str], now: datetime
) -> int:
    """Add tags to notes and take others away; gives how many changed. Undoable in one step."""
    added, removed = checked_tags(add), {tag.casefold() for tag in remove}
    with transaction(c):
        wanted = {}
        for note in _live(c, note_ids):
            kept = [tag for tag in note.tags if tag.casefold() not in removed]
            tags = checked_tags([*kept, *added])
            if set(tags) != set(note.tags):
                wanted[note.id] = tags
        if not wanted:
            return 0
        with undoable(c, f"Change the tags of {counted(len(wanted), 'note')}", now) as step:
            for note_id, tags in wanted.items():
                keep_note(step, note_id)
                put_tags(c, note_id, tags)
                c.execute("UPDATE notes SET changed_at = ? WHERE id = ?", (milliseconds(now), note_id))
            index_notes(c, list(wanted))
        return len(wanted)


def _live(c: sqlite3.Connection, note_ids: Sequence[int]) -> list[StoredNote]:
    notes = [note for id_ in dict.fromkeys(note_ids) if (note := stored_note(c, id_=id_)) and not note.deleted]
    if not notes:
        raise NotFoundError("These notes are gone.", hint="u takes the last step back.")
    return notes
