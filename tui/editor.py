"""Changing a note in the user's own editor; what was written there is never lost."""

from dataclasses import replace
from pathlib import Path

from textual.app import App, SuspendNotSupported

from drills.errors import DrillsError, InputError
from drills.exchange.markdown import read_deck_file, write_deck
from drills.models import Note, NoteDraft
from drills.note import checked
from tui.own_editor import forget, private_file, run_editor
from tui.screens.note_edit import draft_of


def edited(app: App[int] | App[object], note: Note) -> NoteDraft | None:
    """The note as the user's editor left it; None when nothing changed.

    Raises InputError when there is no editor or its text can't be used; the file then stays, and the error names it.
    """
    path = private_file("card.md", write_deck(note.deck, "", (), [draft_of(note)]))
    if not _changed(app, path, "e edits the card in place."):
        return None
    draft = _read(path, note)
    forget(path)
    return draft


def edited_text(app: App[int] | App[object], name: str, text: str) -> str | None:
    """A text as the user's editor left it, in a file of that name; None when nothing changed. Raises InputError."""
    path = private_file(name, text)
    if not _changed(app, path, "It can be written in place."):
        return None
    try:
        changed = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("The file can't be read as text.", hint=f"What you wrote is in {path}.") from error
    forget(path)
    return changed


def _changed(app: App[int] | App[object], path: Path, otherwise: str) -> bool:
    """Let the user edit the file, and tell whether it is another now; if not, it is gone."""
    before = path.read_bytes()
    try:
        with app.suspend():
            trouble = run_editor(path)  # an exception in here would leave the app suspended
    except SuspendNotSupported:
        forget(path)
        raise InputError("Another program can't be opened from here.", hint=otherwise) from None
    if trouble:
        raise InputError(trouble[0], hint=trouble[1])
    if not path.exists() or path.read_bytes() == before:
        forget(path)
        return False
    return True


def _read(path: Path, note: Note) -> NoteDraft:
    try:
        deck = read_deck_file(path)
        if len(deck.notes) != 1 or deck.notes[0].kind is not note.kind:
            raise InputError(f"The file should hold one {note.kind} card, as before.")
        return checked(replace(deck.notes[0], key=note.key))
    except DrillsError as error:
        raise InputError(error.message, hint=f"The card is as it was. What you wrote is in {path}.") from error
