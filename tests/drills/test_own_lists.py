"""The user's own coach lists: used wherever the coach looks, read again when they change, told about when wrong."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from drills import own_lists
from drills.config import Study
from drills.models import Kind, NoteDraft
from drills.storage.answer.coach import coach, coach_checks, switch_check
from drills.storage.notes import add_note

TEXT = "I keep a frobnicated diary of every forecast that we make, and I read it again at the end of each month."
OWN = '[buzzword-heavy]\nreason = "own words: {words}"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """The folder beside the settings file, in use."""
    made = tmp_path / "coach"
    made.mkdir()
    own_lists.use_folder(made)
    yield made
    own_lists.use_folder(None)


def test_without_files_there_is_nothing_of_ones_own(folder: Path) -> None:
    """The shipped lists are used, and nothing is read."""
    assert own_lists.lexicon() is None
    assert own_lists.problems() == ()


def test_files_are_used_and_read_again_when_they_change(folder: Path) -> None:
    """A text of one's own replaces the shipped one; what is wrong is named with its file."""
    file = folder / "mine.toml"
    file.write_text(OWN)
    own = own_lists.lexicon()
    assert own is not None
    assert own.rules["buzzword-heavy"].reason == "own words: {words}"
    file.write_text("[no-such-check]\nreason = 'x' \n")
    (problem,) = own_lists.problems()
    assert "no-such-check" in str(problem)
    assert "mine.toml" in str(problem)


def test_checks_can_be_switched_off_and_on_again(library: sqlite3.Connection, now: datetime, folder: Path) -> None:
    """What is off isn't said; the list tells which are off, in the user's own words where there are any."""
    note = add_note(library, NoteDraft(Kind.QUESTION, {"prompt": "How do you plan it?"}), now)
    (folder / "mine.toml").write_text('[too-short]\nreason = "Write more."\n')
    found = coach(library, note, TEXT, now, Study())
    assert "Write more." in [each.reason for each in (*found.first, *found.rest)]
    switch_check(library, "too-short", on=False)
    found = coach(library, note, TEXT, now, Study())
    assert "too-short" not in [each.id for each in (*found.first, *found.rest)]
    assert [(each.id, each.says) for each in coach_checks(library) if not each.on] == [("too-short", "Write more.")]
    switch_check(library, "too-short", on=True)
    assert all(each.on for each in coach_checks(library))
