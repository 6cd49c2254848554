"""Opening the one file: what it is made like, and what is said when it can't be opened or written."""

import os
import sqlite3
import stat
import threading
from datetime import datetime
from pathlib import Path

import pytest

from drills.errors import (
    BusyError,
    DamagedDatabaseError,
    DiskFullError,
    NewerDatabaseError,
    NotADatabaseError,
    ReadOnlyError,
    StorageError,
)
from drills.models import Kind, NoteDraft
from drills.storage.database import SCHEMA_VERSION, open_database, transaction
from drills.storage.notes import add_note


def note(front: str) -> NoteDraft:
    return NoteDraft(Kind.BASIC, {"front": front, "back": "b"})


def test_a_new_database_is_private_in_a_private_folder(tmp_path: Path) -> None:
    """Folder 0700, file 0600."""
    path = tmp_path / "new" / "readyby.db"
    open_database(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_it_syncs_every_commit_and_minds_references(library: sqlite3.Connection) -> None:
    """WAL, synchronous FULL, foreign keys on."""
    values = [
        library.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys")
    ]
    assert values == ["wal", 2, 1]


def test_opening_twice_keeps_everything(library: sqlite3.Connection, database_path: Path, now: datetime) -> None:
    """The second open finds what the first wrote, and runs no migration."""
    add_note(library, note("kept"), now)
    again = open_database(database_path, before_migration=lambda path: pytest.fail("nothing to upgrade"))
    assert again.execute("SELECT count(*) FROM notes").fetchone() == (1,)
    again.close()


def test_an_empty_file_becomes_a_database(database_path: Path) -> None:
    """A file of no bytes, as left by a crash at the first start."""
    database_path.touch()
    open_database(database_path).close()
    assert database_path.stat().st_size > 0


def test_a_newer_file_is_left_alone(library: sqlite3.Connection, database_path: Path) -> None:
    """It says that Readyby is to be updated, and changes nothing."""
    library.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    with pytest.raises(NewerDatabaseError, match="newer Readyby") as raised:
        open_database(database_path)
    assert "Update Readyby" in raised.value.hint
    assert library.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION + 1,)


@pytest.mark.parametrize(
    "content", [b"just some notes of mine\n" * 100, os.urandom(9000), b"x"], ids=["text", "noise", "x"]
)
def test_a_file_that_is_no_database_is_left_alone(database_path: Path, content: bytes) -> None:
    """It is named, and keeps its bytes."""
    database_path.write_bytes(content)
    with pytest.raises(NotADatabaseError, match=r"readyby\.db"):
        open_database(database_path)
    assert database_path.read_bytes() == content


@pytest.mark.parametrize("pragma", ["", "PRAGMA application_id = 42"])
def test_a_database_of_another_program_is_left_alone(database_path: Path, pragma: str) -> None:
    """Whether it says whose it is or not."""
    foreign = sqlite3.connect(database_path)
    foreign.execute("CREATE TABLE songs (title)")
    foreign.execute(pragma)
    foreign.commit()
    foreign.close()
    before = database_path.read_bytes()
    with pytest.raises(NotADatabaseError, match="another program"):
        open_database(database_path)
    assert database_path.read_bytes() == before


def test_a_damaged_file_is_told_from_a_foreign_one(database_path: Path, now: datetime) -> None:
    """Its header is ours, its pages are not: bring back a backup."""
    connection = open_database(database_path)
    for number in range(50):
        add_note(connection, note(f"note {number}"), now)
    connection.close()
    content = bytearray(database_path.read_bytes())
    content[4096 : 4096 * 40] = b"\xa5" * (4096 * 39)
    database_path.write_bytes(content)
    with pytest.raises(DamagedDatabaseError) as raised:
        add_note(open_database(database_path), note("one more"), now)
    assert "backup" in raised.value.hint


def test_a_file_cut_short_is_damaged(database_path: Path, now: datetime) -> None:
    """As after a copy that broke off."""
    connection = open_database(database_path)
    add_note(connection, note("note"), now)
    connection.close()
    database_path.write_bytes(database_path.read_bytes()[: 4096 * 3 + 17])
    with pytest.raises((DamagedDatabaseError, StorageError)):
        add_note(open_database(database_path), note("one more"), now)


def test_a_path_below_a_file_is_explained(tmp_path: Path) -> None:
    """Not a traceback, but the path and what to do."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError) as raised:
        open_database(tmp_path / "file" / "readyby.db")
    assert "--db" in raised.value.hint


def test_a_folder_as_database_is_explained(tmp_path: Path) -> None:
    """A folder can't be opened."""
    with pytest.raises(StorageError):
        open_database(tmp_path)


def test_a_folder_that_may_not_be_written_is_explained(tmp_path: Path) -> None:
    """The message says which, and what to do."""
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    if os.access(folder, os.W_OK):
        pytest.skip("this user may write everywhere")
    with pytest.raises(ReadOnlyError, match="locked"):
        open_database(folder / "readyby.db")


def test_a_database_opened_read_only_is_explained(
    library: sqlite3.Connection, database_path: Path, now: datetime
) -> None:
    """A write to it fails in plain words."""
    reader = sqlite3.connect(f"file:{database_path}?mode=ro", uri=True, isolation_level=None)
    with pytest.raises(ReadOnlyError):
        add_note(reader, note("no"), now)
    reader.close()


def test_a_full_disk_loses_nothing(library: sqlite3.Connection, now: datetime) -> None:
    """The write that doesn't fit is undone whole; all before it stays, and writing goes on once there is room."""
    add_note(library, note("before"), now)
    (pages,) = library.execute("PRAGMA page_count").fetchone()
    library.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFullError, match=r"No room left to write (the database|/)"):
        add_note(library, note("x" * 40_000), now)
    assert not library.in_transaction
    assert library.execute("SELECT count(*) FROM notes").fetchone() == (1,)
    library.execute("PRAGMA max_page_count = 1000000")
    add_note(library, note("after"), now)
    assert library.execute("SELECT count(*) FROM notes").fetchone() == (2,)


def test_a_database_held_by_another_program_is_busy(
    library: sqlite3.Connection, database_path: Path, now: datetime
) -> None:
    """It waits first; when it must give up, it says so."""
    other = sqlite3.connect(database_path, isolation_level=None, timeout=0)
    library.execute("BEGIN IMMEDIATE")
    with pytest.raises(BusyError, match="in use"):
        add_note(other, note("too early"), now)
    library.execute("COMMIT")
    add_note(other, note("now"), now)
    other.close()


def test_two_windows_write_at_the_same_time_and_lose_nothing(
    library: sqlite3.Connection, database_path: Path, now: datetime
) -> None:
    """Each write begins with the lock and reads again under it."""

    def write(name: str) -> None:
        connection = open_database(database_path)
        for number in range(20):
            add_note(connection, note(f"{name} {number}"), now)
        connection.close()

    threads = [threading.Thread(target=write, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert library.execute("SELECT count(*), count(DISTINCT key) FROM notes").fetchone() == (40, 40)
    assert library.execute("SELECT count(*) FROM note_search").fetchone() == (40,)


def test_a_transaction_that_fails_leaves_no_trace(library: sqlite3.Connection, now: datetime) -> None:
    """Nested ones join the outer one."""

    def fail() -> None:
        with transaction(library):
            add_note(library, note("gone"), now)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not library.in_transaction
    assert library.execute("SELECT count(*) FROM notes").fetchone() == (0,)
    assert library.execute("SELECT count(*) FROM undo_steps").fetchone() == (0,)


def test_a_review_can_not_be_edited(library: sqlite3.Connection, now: datetime) -> None:
    """Answers are appended, never changed."""
    add_note(library, note("n"), now)
    library.execute(
        "INSERT INTO reviews (card_id, kind, rating, seconds, rated_at, utc_offset, day, phase_before, phase_after, "
        "stability_after, difficulty_after, due_after) VALUES (1, 'learn', 3, 1, 0, 0, 1, 'new', 'learning', 1, 5, 9)"
    )
    with pytest.raises(sqlite3.IntegrityError, match="never edited"):
        library.execute("UPDATE reviews SET rating = 4")
