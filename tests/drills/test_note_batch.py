"""Changing several notes in one step."""

import sqlite3
from datetime import date, datetime

import pytest

from drills.errors import InputError, NotFoundError
from drills.models import Kind, NoteDraft
from drills.session import take_back
from drills.storage.note_batch import move_notes, tag_notes
from drills.storage.notes import add_note, delete_notes, note_detail
from drills.storage.search import find_notes


@pytest.fixture
def ids(library: sqlite3.Connection, now: datetime) -> list[int]:
    """Three cards."""
    return [
        add_note(library, NoteDraft(Kind.BASIC, {"front": f"q{n}", "back": "a"}, tags=("old",), deck="Here"), now)
        for n in range(3)
    ]


def test_notes_move_to_a_new_deck_and_back(library: sqlite3.Connection, now: datetime, ids: list[int]) -> None:
    """One undo brings them all back."""
    assert move_notes(library, ids[:2], "There::below", now) == 2
    assert [note_detail(library, id_).note.deck for id_ in ids] == ["There::below", "There::below", "Here"]
    assert find_notes(library, "deck:there", date(2026, 11, 22)).total == 2
    take_back(library, now)
    assert {note_detail(library, id_).note.deck for id_ in ids} == {"Here"}


def test_moving_to_where_they_are_changes_nothing(library: sqlite3.Connection, now: datetime, ids: list[int]) -> None:
    """Nothing is left to undo but what came before."""
    assert move_notes(library, ids, "Here", now) == 0


def test_tags_are_added_and_taken_away(library: sqlite3.Connection, now: datetime, ids: list[int]) -> None:
    """Only the tags named change; one undo takes it all back."""
    assert tag_notes(library, ids, ["new"], ["OLD"], now) == 3
    assert note_detail(library, ids[0]).note.tags == ("new",)
    assert find_notes(library, "tag:new", date(2026, 11, 22)).total == 3
    take_back(library, now)
    assert note_detail(library, ids[2]).note.tags == ("old",)


def test_a_tag_that_can_not_be_one_changes_nothing(library: sqlite3.Connection, now: datetime, ids: list[int]) -> None:
    """All or nothing."""
    with pytest.raises(InputError):
        tag_notes(library, ids, ["two words"], [], now)
    assert note_detail(library, ids[0]).note.tags == ("old",)


def test_deleted_notes_are_not_changed(library: sqlite3.Connection, now: datetime, ids: list[int]) -> None:
    """What is gone stays as it was."""
    delete_notes(library, ids, now)
    with pytest.raises(NotFoundError):
        move_notes(library, ids, "There", now)
