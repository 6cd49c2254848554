"""Backups: taken while the library is in use, thinned out over time, brought back safely."""

import sqlite3
import stat
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from drills.errors import (
    BusyError,
    DamagedDatabaseError,
    NewerDatabaseError,
    NotADatabaseError,
    NotFoundError,
    StorageError,
)
from drills.models import Kind, NoteDraft
from drills.storage.backup import backup_now, backups, daily_backup, restore
from drills.storage.database import SCHEMA_VERSION, open_database
from drills.storage.notes import add_note


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where backups go; it doesn't exist yet."""
    return tmp_path / "backups"


def add(c: sqlite3.Connection, front: str, now: datetime) -> None:
    add_note(c, NoteDraft(Kind.BASIC, {"front": front, "back": "b"}), now)


def notes_in(path: Path) -> int:
    c = open_database(path)
    (count,) = c.execute("SELECT count(*) FROM notes").fetchone()
    c.close()
    return int(count)


def beside(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.iterdir() if file.name.startswith((path.name, ".")))


def test_a_backup_holds_all_that_was_committed(
    library: sqlite3.Connection, database_path: Path, folder: Path, now: datetime
) -> None:
    """While the library is open, with the last changes still in its -wal; one private file."""
    add(library, "one", now)
    path = backup_now(database_path, folder, now)
    add(library, "two", now)
    assert path.name == "readyby-2026-11-22-090000.db"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [file.name for file in folder.iterdir()] == [path.name]
    assert notes_in(path) == 1


def test_two_backups_in_a_second_are_two_files(
    library: sqlite3.Connection, database_path: Path, folder: Path, now: datetime
) -> None:
    """Neither writes over the other."""
    assert backup_now(database_path, folder, now) != backup_now(database_path, folder, now)
    assert len(backups(folder)) == 2


def test_an_uncommitted_change_is_not_in_it(
    library: sqlite3.Connection, database_path: Path, folder: Path, now: datetime
) -> None:
    """And doesn't hold the backup up."""
    library.execute("BEGIN IMMEDIATE")
    add(library, "half done", now)
    path = backup_now(database_path, folder, now)
    library.execute("ROLLBACK")
    assert notes_in(path) == 0


def test_one_backup_a_day(library: sqlite3.Connection, database_path: Path, folder: Path, now: datetime) -> None:
    """The second call has nothing to do."""
    path = daily_backup(database_path, folder, now)
    assert path is not None
    assert path.name == "readyby-2026-11-22.db"
    assert daily_backup(database_path, folder, now + timedelta(hours=3)) is None


def test_seven_days_and_four_weeks_are_kept(
    library: sqlite3.Connection, database_path: Path, folder: Path, now: datetime
) -> None:
    """Run daily for ten weeks; what the user asked for, and files of other names, are never removed."""
    folder.mkdir()
    foreign = [
        folder / name for name in ("readyby-2026-01-01.db.txt", "readyby-2026-13-01.db", "notes.db", "readyby-old.db")
    ]
    for path in foreign:
        path.write_text("mine")
    asked = backup_now(database_path, folder, now - timedelta(days=300))
    for day in range(70):
        daily_backup(database_path, folder, now + timedelta(days=day))
    last = (now + timedelta(days=69)).date()
    days = [file.day for file in backups(folder) if file.reason == "daily"]
    assert days[:7] == [last - timedelta(days=number) for number in range(7)]
    weekly = days[7:]
    assert len(weekly) == 4
    assert len({day.isocalendar()[:2] for day in weekly}) == 4
    assert weekly[-1] >= last - timedelta(days=35)
    assert asked.exists()
    assert all(path.read_text() == "mine" for path in foreign)


@pytest.mark.parametrize("later", [60, 3000, -60, -20000])
def test_a_break_or_a_wrong_clock_removes_no_more_than_any_day(
    library: sqlite3.Connection, database_path: Path, folder: Path, now: datetime, later: int
) -> None:
    """What is kept follows from the backups there are; the one just made is always kept."""
    for day in range(30):
        daily_backup(database_path, folder, now + timedelta(days=day))
    before = backups(folder)
    made = daily_backup(database_path, folder, now + timedelta(days=29 + later))
    assert made is not None
    assert made.exists()
    gone = {file.day for file in before} - {file.day for file in backups(folder)}
    assert len(gone) <= 1


def test_a_damaged_library_pushes_no_sound_backup_out(
    library: sqlite3.Connection, database_path: Path, folder: Path, now: datetime
) -> None:
    """The copy is looked at before anything is removed, and a broken one isn't kept."""
    for number in range(100):
        add(library, f"{number}" * 50, now)
    for day in range(9):
        daily_backup(database_path, folder, now + timedelta(days=day))
    (page,) = library.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'cards'").fetchone()
    library.close()
    content = bytearray(database_path.read_bytes())
    content[(page - 1) * 4096 : (page - 1) * 4096 + 2000] = b"\xa5" * 2000
    database_path.write_bytes(content)
    before = backups(folder)
    with pytest.raises(DamagedDatabaseError):
        daily_backup(database_path, folder, now + timedelta(days=9))
    assert backups(folder) == before


def test_backups_are_listed_newest_first(
    library: sqlite3.Connection, database_path: Path, folder: Path, now: datetime
) -> None:
    """With day, time, size and why; a folder that isn't there holds none."""
    assert backups(folder) == ()
    daily_backup(database_path, folder, now - timedelta(days=1))
    backup_now(database_path, folder, now)
    newest, older = backups(folder)
    assert (newest.day, newest.time, newest.reason) == (date(2026, 11, 22), "090000", "asked")
    assert (older.day, older.time, older.reason) == (date(2026, 11, 21), "", "daily")
    assert newest.size > 4096


def test_a_broken_off_backup_is_cleared_away(
    library: sqlite3.Connection, database_path: Path, folder: Path, now: datetime
) -> None:
    """After a day; kill -9 leaves its half-done file, never a half-done backup."""
    folder.mkdir()
    half_done = folder / ".readyby-half-x"
    half_done.write_text("x")
    daily_backup(database_path, folder, datetime.now(now.tzinfo) + timedelta(days=2))
    assert not half_done.exists()


def test_a_backup_into_an_impossible_folder_is_explained(
    library: sqlite3.Connection, database_path: Path, tmp_path: Path, now: datetime
) -> None:
    """And nothing is left behind."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError):
        backup_now(database_path, tmp_path / "file" / "backups", now)
    with pytest.raises(StorageError):
        backup_now(tmp_path / "missing.db", tmp_path / "b", now)
    assert not (tmp_path / "missing.db").exists()


def test_restoring_brings_the_backup_back_and_keeps_what_was(
    library: sqlite3.Connection, database_path: Path, folder: Path, now: datetime
) -> None:
    """The replaced library is a backup itself; nothing else is left beside the file."""
    add(library, "one", now)
    backup = backup_now(database_path, folder, now)
    add(library, "two", now)
    library.close()
    before = restore(backup, database_path, folder, now + timedelta(minutes=1))
    assert before is not None
    assert (notes_in(before), backups(folder)[0].reason) == (2, "before-restore")
    assert beside(database_path) == ["readyby.db"]
    assert stat.S_IMODE(database_path.stat().st_mode) == 0o600
    assert notes_in(database_path) == 1
    assert notes_in(backup) == 1


def test_restoring_where_nothing_is_yet(
    library: sqlite3.Connection, database_path: Path, folder: Path, tmp_path: Path, now: datetime
) -> None:
    """As on a new machine."""
    backup = backup_now(database_path, folder, now)
    assert restore(backup, tmp_path / "new" / "readyby.db", folder, now) is None
    assert notes_in(tmp_path / "new" / "readyby.db") == 0


def test_restoring_is_refused_while_the_library_is_open(
    library: sqlite3.Connection, database_path: Path, folder: Path, now: datetime
) -> None:
    """Here or in another process; nothing changes."""
    add(library, "one", now)
    backup = backup_now(database_path, folder, now)
    with pytest.raises(BusyError, match="in use") as raised:
        restore(backup, database_path, folder, now)
    assert "Close Readyby" in raised.value.hint
    add(library, "two", now)
    library.close()
    code = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT * FROM notes').fetchall(); "
        "print(1, flush=True); input()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(database_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    other.stdout.readline()
    with pytest.raises(BusyError):
        restore(backup, database_path, folder, now)
    other.communicate("\n")
    restore(backup, database_path, folder, now)
    assert notes_in(database_path) == 1


def test_a_library_left_by_a_crash_is_whole_in_the_backup_before_restoring(
    library: sqlite3.Connection, database_path: Path, folder: Path, now: datetime
) -> None:
    """Its -wal holds answers that the file itself doesn't yet."""
    backup = backup_now(database_path, folder, now)
    add(library, "only in the wal", now)
    crashed = database_path.parent / "crashed.db"
    for suffix in ("", "-wal"):
        crashed.with_name(crashed.name + suffix).write_bytes(
            database_path.with_name(database_path.name + suffix).read_bytes()
        )
    before = restore(backup, crashed, folder, now)
    assert before is not None
    assert notes_in(before) == 1
    assert beside(crashed) == ["crashed.db"]
    assert notes_in(crashed) == 0


def test_a_damaged_library_is_set_aside_as_it_is(
    library: sqlite3.Connection, database_path: Path, folder: Path, now: datetime
) -> None:
    """Byte by byte, with its -wal, which must not be played into the restored file."""
    add(library, "one", now)
    backup = backup_now(database_path, folder, now)
    library.close()
    database_path.write_bytes(b"broken" * 5000)
    database_path.with_name("readyby.db-wal").write_bytes(b"wal")
    aside = restore(backup, database_path, folder, now)
    assert aside is not None
    assert aside.read_bytes() == b"broken" * 5000
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"wal"
    assert beside(database_path) == ["readyby.db"]
    assert notes_in(database_path) == 1


@pytest.mark.parametrize("damage", ["garbage", "foreign", "newer", "pages", "missing"])
def test_a_bad_backup_is_refused_and_nothing_changes(
    library: sqlite3.Connection, database_path: Path, folder: Path, now: datetime, damage: str
) -> None:
    """Damaged, of another program, from a newer version, not there."""
    add(library, "one", now)
    backup = backup_now(database_path, folder, now)
    library.close()
    expected: type[Exception] = NotADatabaseError
    if damage == "garbage":
        backup.write_bytes(b"x" * 9000)
    elif damage == "missing":
        backup.unlink()
        expected = NotFoundError
    elif damage == "pages":
        content = bytearray(backup.read_bytes())
        content[4096 : 4096 * 30] = b"\xa5" * (4096 * 29)
        backup.write_bytes(content)
        expected = DamagedDatabaseError
    else:
        c = sqlite3.connect(backup)
        c.execute("PRAGMA application_id = 7" if damage == "foreign" else f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        c.close()
        expected = NotADatabaseError if damage == "foreign" else NewerDatabaseError
    before = database_path.read_bytes()
    with pytest.raises(expected):
        restore(backup, database_path, folder, now)
    assert database_path.read_bytes() == before
    assert beside(database_path) == ["readyby.db"]


def test_a_link_stays_a_link(library: sqlite3.Connection, database_path: Path, folder: Path, now: datetime) -> None:
    """The file behind it is replaced."""
    backup = backup_now(database_path, folder, now)
    library.close()
    link = database_path.with_name("link.db")
    link.symlink_to(database_path)
    restore(backup, link, folder, now)
    assert link.is_symlink()
    assert notes_in(link) == 0
