"""A goal's if-then plan as a card in the deck Plans, drilled like all else and kept in step with the goal."""

import sqlite3
from datetime import datetime

from drills.models import Kind, NoteDraft
from drills.note import checked, new_key
from drills.storage.decks import ensure_deck
from drills.storage.note_rows import insert_note, keep_note, remove_note, stored_note, update_note
from drills.storage.search import index_notes
from drills.storage.undo import Step

DECK = "Plans"


def put_plan_card(
    c: sqlite3.Connection, step: Step, note_id: int | None, statement: str, obstacle: str, response: str, now: datetime
) -> int | None:
    """Make the plan's card, change it, or take it out of sight when there is no plan; gives its note's number.

    Call it before the goal's own row is kept: undoing has to come to the note last. A card that the user deleted stays
    deleted until the plan says something else.
    """
    stored = stored_note(c, id_=note_id) if note_id is not None else None
    if not obstacle:
        if stored and not stored.deleted:
            keep_note(step, stored.id)
            remove_note(c, stored.id, now)
            index_notes(c, (stored.id,))
        return None
    fields = {"front": f"If {obstacle} …", "back": f"… then {response}", "extra": statement}
    draft = checked(NoteDraft(Kind.BASIC, fields, deck=stored.deck if stored else DECK, key=new_key()))
    if stored is None:
        note_id = insert_note(c, step, draft, ensure_deck(c, draft.deck, now, step=step), now)
    elif any(stored.fields.get(name) != draft.fields.get(name) for name in ("front", "back")):
        deck_id = ensure_deck(c, draft.deck, now, step=step)
        keep_note(step, stored.id)
        update_note(c, stored.id, Kind.BASIC, {**stored.fields, **draft.fields}, stored.tags, deck_id, now)
    assert note_id is not None
    index_notes(c, (note_id,))
    return note_id
