"""Bringing a file's notes in, without losing what the user has changed since the file was last read.

Three versions of each text meet: what the file said last time, what is stored now, and what the file says today. Where
the file is as it was, the stored text stays; where the stored text is as the file had it, the file's new one is taken;
where both have changed, the user's edit stays and is reported.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto

from drills.models import NoteDraft
from drills.storage.decks import ensure_deck
from drills.storage.note_rows import (
    Source,
    StoredNote,
    insert_note,
    keep_note,
    put_source,
    stored_note,
    update_note,
)
from drills.storage.undo import Step

SHIPPED = "shipped:"


class Outcome(Enum):
    """What became of a note in a file."""

    ADDED = auto()
    UPDATED = auto()
    UNCHANGED = auto()
    KEPT_EDIT = auto()


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be done with one note of a file: `note` is how it will be; the source is set where it is given."""

    outcome: Outcome
    note: NoteDraft
    stored: StoredNote | None = None
    source: Source | None = None
    writes: bool = True


def planned(c: sqlite3.Connection, draft: NoteDraft, source: str, *, revive: bool) -> Change:
    """What a file's note (checked, with its key) asks for. Deleted notes come back if `revive`, else stay deleted."""
    assert draft.key
    stored = stored_note(c, key=draft.key)
    new_source = Source(source, draft.fields, draft.tags, draft.deck)
    if stored is None:
        return Change(Outcome.ADDED, draft, None, new_source)
    if stored.deleted and not revive:
        return Change(Outcome.UNCHANGED, draft, stored, None, writes=False)
    merged, kept = _merged(stored, draft)
    changed = stored.deleted or not _same(merged, stored)
    # A user's copy of a shipped deck doesn't become its source: the next shipped version is compared with the last one.
    owned = stored.source is None or not stored.source.name.startswith(SHIPPED) or source.startswith(SHIPPED)
    outdated = owned and stored.source != new_source
    outcome = Outcome.UPDATED if changed else Outcome.UNCHANGED
    if stored.deleted:
        outcome = Outcome.ADDED
    elif kept:
        outcome = Outcome.KEPT_EDIT
    return Change(outcome, merged, stored, new_source if outdated else None, writes=changed or outdated)


def apply(c: sqlite3.Connection, change: Change, step: Step | None, now: datetime) -> int:
    """Write a planned change, kept for undo when a step is given; gives the note's number."""
    note, stored = change.note, change.stored
    deck_id = ensure_deck(c, note.deck, now, step=step)
    if stored is None:
        return insert_note(c, step, note, deck_id, now, source=change.source)
    keep_note(step, stored.id)
    if stored.deleted or not _same(note, stored):
        update_note(c, stored.id, note.kind, note.fields, note.tags, deck_id, now)
    if change.source:
        put_source(c, stored.id, change.source)
    return stored.id


def _same(note: NoteDraft, stored: StoredNote) -> bool:
    return (note.kind, dict(note.fields), set(note.tags), note.deck) == (
        stored.kind,
        stored.fields,
        set(stored.tags),
        stored.deck,
    )


def _merged(stored: StoredNote, draft: NoteDraft) -> tuple[NoteDraft, bool]:
    """How the note will be, and whether an edit of the user's stood against a change in the file."""
    base = stored.source or Source("", stored.fields, stored.tags, stored.deck)
    if draft.kind is not stored.kind:
        edited = base.fields != stored.fields
        return (_as_draft(stored), True) if edited else (draft, False)
    names = dict.fromkeys((*draft.fields, *stored.fields))
    values = {name: _value(base.fields, stored.fields, draft.fields, name) for name in names}
    fields = {name: value for name, (value, _) in values.items() if value}
    deck, kept_deck = _chosen(base.deck, stored.deck, draft.deck)
    tags = _merged_tags(base.tags, stored.tags, draft.tags)
    return replace(draft, fields=fields, tags=tags, deck=deck), kept_deck or any(kept for _, kept in values.values())


def _as_draft(stored: StoredNote) -> NoteDraft:
    return NoteDraft(stored.kind, stored.fields, stored.tags, stored.key, stored.deck)


def _value(base: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str], name: str) -> tuple[str, bool]:
    return _chosen(base.get(name, ""), mine.get(name, ""), theirs.get(name, ""))


def _chosen(base: str, mine: str, theirs: str) -> tuple[str, bool]:
    """The text to have, and whether it is the user's edit against a change in the file."""
    if theirs in (base, mine):
        return mine, False
    return (theirs, False) if mine == base else (mine, True)


def _merged_tags(base: Iterable[str], mine: Iterable[str], theirs: Iterable[str]) -> tuple[str, ...]:
    """The user's tags, with those that the file has gained and without those that it has lost."""
    before, now = {tag.lower() for tag in base}, {tag.lower(): tag for tag in theirs}
    lost = before - now.keys()
    tags = {tag.lower(): tag for tag in mine if tag.lower() not in lost}
    return tuple({**{tag: name for tag, name in now.items() if tag not in before}, **tags}.values())
