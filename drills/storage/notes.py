"""Notes: written, edited, deleted, looked at. Editing one keeps the history of every card of it."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from drills.errors import InputError, NotFoundError
from drills.models import Note, NoteDraft
from drills.note import checked, first_line, new_key
from drills.storage.cards import COLUMNS, card_of
from drills.storage.database import transaction
from drills.storage.decks import ensure_deck
from drills.storage.note_rows import StoredNote, insert_note, keep_note, remove_note, stored_note, update_note
from drills.storage.search import index_notes
from drills.storage.undo import undoable
from drills.views.library import NoteDetail

_LABEL_WIDTH = 40


def add_note(c: sqlite3.Connection, draft: NoteDraft, now: datetime) -> int:
    """Store a note with its cards, and give its number; undoable. Raises InputError for one that lacks something."""
    draft = checked(draft)
    draft = replace(draft, key=draft.key or new_key())
    with transaction(c):
        if stored_note(c, key=draft.key):
            raise InputError(f"There is a note with the id {draft.key} already.")
        with undoable(c, f"Add “{_named(draft)}”", now) as step:
            deck_id = ensure_deck(c, draft.deck, now, step=step)
            note_id = insert_note(c, step, draft, deck_id, now)
            index_notes(c, (note_id,))
            return note_id


def edit_note(
    c: sqlite3.Connection, note_id: int, fields: Mapping[str, str], tags: Sequence[str], deck: str, now: datetime
) -> None:
    """Change a note's texts, tags and deck; undoable.

    Every card keeps its history. A cloze number that goes takes its card out of sight; when the number comes back,
    so does the card with all it had.
    """
    with transaction(c):
        note = _live(c, note_id)
        draft = checked(NoteDraft(note.kind, fields, tuple(tags), deck=deck))
        if (draft.fields, set(draft.tags), draft.deck) == (note.fields, set(note.tags), note.deck):
            return
        with undoable(c, f"Edit “{_named(draft)}”", now) as step:
            deck_id = ensure_deck(c, draft.deck, now, step=step)  # kept first, so that undo comes to it last
            keep_note(step, note_id)
            update_note(c, note_id, note.kind, draft.fields, draft.tags, deck_id, now)
            index_notes(c, (note_id,))


def delete_notes(c: sqlite3.Connection, note_ids: Sequence[int], now: datetime) -> None:
    """Delete notes with their cards; undoable, and the histories stay. Those already gone are passed over."""
    with transaction(c):
        notes = _all_live(c, note_ids)
        if notes:
            with undoable(c, _label("Delete", notes), now) as step:
                for note in notes:
                    keep_note(step, note.id)
                    remove_note(c, note.id, now)
                index_notes(c, [note.id for note in notes])


def suspend_notes(c: sqlite3.Connection, note_ids: Sequence[int], suspended: bool, now: datetime) -> None:
    """Take all cards of the notes out of drills, or let them back in; undoable."""
    with transaction(c):
        notes = _all_live(c, note_ids)
        if notes:
            with undoable(c, _label("Suspend" if suspended else "Unsuspend", notes), now) as step:
                for note in notes:
                    step.keep("cards", note_id=note.id)
                    c.execute("UPDATE cards SET suspended = ? WHERE note_id = ?", (int(suspended), note.id))


def flag_notes(c: sqlite3.Connection, note_ids: Sequence[int], flag: int, now: datetime) -> None:
    """Mark all cards of the notes with a flag from 1 to 4, or take it off with 0; undoable."""
    if flag not in range(5):
        raise InputError(f"There is no flag {flag}.", hint="Flags go from 1 to 4; 0 takes one off.")
    with transaction(c):
        notes = _all_live(c, note_ids)
        if notes:
            with undoable(c, _label("Flag" if flag else "Unflag", notes), now) as step:
                for note in notes:
                    step.keep("cards", note_id=note.id)
                    c.execute("UPDATE cards SET flag = ? WHERE note_id = ?", (flag, note.id))


def note_detail(c: sqlite3.Connection, note_id: int) -> NoteDetail:
    """A note with its cards, and where it came from. Raises NotFoundError."""
    stored = _live(c, note_id)
    rows = c.execute(
        f"SELECT {COLUMNS} FROM cards c WHERE c.note_id = ? AND c.removed_at IS NULL ORDER BY c.ordinal",  # noqa: S608
        (note_id,),
    )
    note = Note(stored.id, stored.key, stored.deck, stored.kind, stored.fields, stored.tags)
    source = stored.source
    edited = source is not None and (
        (source.fields, set(source.tags), source.deck) != (stored.fields, set(stored.tags), stored.deck)
    )
    return NoteDetail(note, tuple(map(card_of, rows)), source.name if source else None, edited)


def _live(c: sqlite3.Connection, note_id: int) -> StoredNote:
    note = stored_note(c, id_=note_id)
    if note is None or note.deleted:
        raise NotFoundError(f"There is no note {note_id}.", hint="It may have been deleted: undo brings it back.")
    return note


def _all_live(c: sqlite3.Connection, note_ids: Sequence[int]) -> list[StoredNote]:
    notes = (stored_note(c, id_=note_id) for note_id in dict.fromkeys(note_ids))
    return [note for note in notes if note and not note.deleted]


def _label(verb: str, notes: Sequence[StoredNote]) -> str:
    return f"{verb} “{_named(notes[0])}”" if len(notes) == 1 else f"{verb} {len(notes)} notes"


def _named(note: StoredNote | NoteDraft) -> str:
    return first_line(note.kind, note.fields, _LABEL_WIDTH)
