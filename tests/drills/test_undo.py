"""Taking back: many steps, exactly, also after closing the file."""

import sqlite3
from datetime import date, datetime, timedelta
from pathlib import Path

from drills.models import Kind, NoteDraft
from drills.storage.database import open_database
from drills.storage.decks import delete_deck, rename_deck
from drills.storage.export import everything
from drills.storage.notes import add_note, delete_notes, edit_note, flag_notes, suspend_notes
from drills.storage.search import find_notes
from drills.storage.undo import KEPT_STEPS, undo

TODAY = date(2026, 11, 22)


def basic(front: str, deck: str = "A") -> NoteDraft:
    return NoteDraft(Kind.BASIC, {"front": front, "back": "back"}, ("t",), deck=deck)


def state(c: sqlite3.Connection) -> list[object]:
    """All that the user has, without the times of changes."""
    whole = everything(c)
    index = c.execute("SELECT rowid, body, tags FROM note_search ORDER BY rowid").fetchall()
    return [whole["decks"], whole["notes"], whole["cards"], index]


def test_nothing_to_undo_is_said(library: sqlite3.Connection, now: datetime) -> None:
    """None, not an error."""
    assert undo(library, now) is None


def test_fifty_steps_are_taken_back_exactly_after_reopening(database_path: Path, now: datetime) -> None:
    """Each undo restores just what was before its step."""
    c = open_database(database_path)
    states = []
    for number in range(10):
        states.append(state(c))
        note_id = add_note(c, basic(f"note {number}", f"D{number % 3}::E"), now)
        states.append(state(c))
        edit_note(c, note_id, {"front": f"changed {number}", "back": "b"}, ["u"], "Elsewhere", now)
        states.append(state(c))
        flag_notes(c, [note_id], 2, now)
        states.append(state(c))
        suspend_notes(c, [note_id], True, now)
        states.append(state(c))
        delete_notes(c, [note_id], now)
    states.append(state(c))
    rename_deck(c, 1, "Renamed", now)
    c.close()
    c = open_database(database_path)
    for before in reversed(states):
        assert undo(c, now) is not None
        assert state(c) == before
    assert undo(c, now) is None
    c.close()


def test_search_follows_an_undo(library: sqlite3.Connection, now: datetime) -> None:
    """Deleted and edited notes are found as they are again."""
    note_id = add_note(library, basic("harbour"), now)
    edit_note(library, note_id, {"front": "kitchen", "back": "b"}, (), "A", now)
    delete_deck(library, 1, now)
    assert find_notes(library, "kitchen", TODAY).total == 0
    undo(library, now)
    assert find_notes(library, "kitchen", TODAY).total == 1
    undo(library, now)
    assert [line.text for line in find_notes(library, "harb tag:t", TODAY).notes] == ["harbour"]
    undo(library, now)
    assert find_notes(library, "harbour", TODAY).total == 0


def test_the_last_two_hundred_steps_are_kept(library: sqlite3.Connection, now: datetime) -> None:
    """Older ones go, with the rows they kept."""
    for number in range(KEPT_STEPS + 5):
        add_note(library, basic(str(number)), now)
    assert library.execute("SELECT count(*) FROM undo_steps").fetchone() == (KEPT_STEPS,)
    assert library.execute("SELECT count(DISTINCT step_id) FROM undo_images").fetchone() == (KEPT_STEPS,)


def test_the_label_says_what_is_taken_back(library: sqlite3.Connection, now: datetime) -> None:
    """In the user's words."""
    note_id = add_note(library, basic("x" * 60), now)
    delete_notes(library, [note_id], now)
    undone = undo(library, now)
    assert undone is not None
    assert undone.label == f"Delete “{'x' * 39}…”"


def test_what_an_undo_puts_out_of_sight_is_dated_by_it(library: sqlite3.Connection, now: datetime) -> None:
    """A note that was answered since it was added can't be erased; it was deleted at the time of the undo."""
    note_id = add_note(library, basic("answered"), now)
    (card_id,) = library.execute("SELECT id FROM cards WHERE note_id = ?", (note_id,)).fetchone()
    library.execute(
        "INSERT INTO reviews (card_id, kind, rating, seconds, rated_at, utc_offset, day, phase_before, phase_after, "
        "stability_after, difficulty_after, due_after) VALUES (?, 'learn', 3, 1, 0, 0, 1, 'new', 'learning', 1, 5, 9)",
        (card_id,),
    )
    undo(library, now + timedelta(hours=1))
    whole = everything(library)
    assert whole["notes"][0]["deleted_at"] == whole["cards"][0]["removed_at"] == "2026-11-22T09:00:00.000Z"
