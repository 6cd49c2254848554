"""Opening the library: everything that happens before the first look."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from drills.errors import NotADatabaseError
from drills.opening import open_library
from drills.paths import backup_folder
from drills.storage.backup import backups
from drills.storage.search import find_notes


def test_a_new_library_holds_the_shipped_decks_and_needs_no_backup(database_path: Path, now: datetime) -> None:
    """There was nothing to copy aside."""
    opened = open_library(database_path, now)
    with closing(opened.connection) as c:
        assert find_notes(c, "", now.date()).total > 100
    assert opened.notices == ()
    assert backups(backup_folder(database_path)) == ()


def test_the_first_opening_of_a_day_makes_the_days_backup(database_path: Path, now: datetime) -> None:
    """One a day, however often the library is opened."""
    for hours in (0, 1, 24, 25, 48):
        open_library(database_path, now + timedelta(hours=hours)).connection.close()
    days = [backup.day for backup in backups(backup_folder(database_path))]
    assert days == [(now + timedelta(days=2)).date(), (now + timedelta(days=1)).date(), now.date()]


def test_a_backup_that_cannot_be_made_is_a_notice(database_path: Path, now: datetime) -> None:
    """The library opens all the same, and the user hears of it."""
    open_library(database_path, now).connection.close()
    backup_folder(database_path).write_text("a file in the way")
    opened = open_library(database_path, now)
    with closing(opened.connection) as c:
        assert c.execute("SELECT count(*) FROM notes").fetchone()[0] > 100
    (notice,) = opened.notices
    assert notice.startswith("Today's backup could not be made. ")


def test_opening_twice_changes_nothing(database_path: Path, now: datetime) -> None:
    """The shipped decks are looked at, and found as they were."""

    def dump() -> list[str]:
        with closing(sqlite3.connect(database_path)) as c:
            return list(c.iterdump())

    open_library(database_path, now).connection.close()
    before = dump()
    open_library(database_path, now + timedelta(hours=1)).connection.close()
    assert dump() == before


def test_what_is_no_library_stays_untouched(database_path: Path, now: datetime) -> None:
    """Neither changed nor backed up."""
    with closing(sqlite3.connect(database_path)) as c:
        c.execute("CREATE TABLE theirs (x)")
    before = database_path.read_bytes()
    with pytest.raises(NotADatabaseError):
        open_library(database_path, now)
    assert database_path.read_bytes() == before
    assert not backup_folder(database_path).exists()
