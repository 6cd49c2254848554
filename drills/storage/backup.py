"""Copies of the database, taken while it is in use, thinned out over time, and brought back safely."""

import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import quote

from drills.errors import BusyError, DamagedDatabaseError, NewerDatabaseError, NotADatabaseError, NotFoundError
from drills.files import unusable
from drills.storage.database import APPLICATION_ID, SCHEMA_VERSION, damage, explained, refuse_other_files, storage_error

DAYS_KEPT = 7
WEEKS_KEPT = 4

_NAME = re.compile(r"readyby-(\d{4}-\d\d-\d\d)(?:-(\d{6})(?:-(before-restore|damaged))?(?:-\d+)?)?\.db")
_HALF_DONE = ".readyby-half-"


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup: where it is, the local day (and time, unless it is the day's own) it was taken, bytes, and why.

    `reason` is daily, asked, before-restore, or damaged (a file set aside as it was, broken).
    """

    path: Path
    day: date
    time: str
    size: int
    reason: str


def backup_now(path: Path, folder: Path, now: datetime, *, reason: str = "") -> Path:
    """Copy the database at `path` into `folder` as of this moment, and say where it is. It is never removed again.

    Raises a StorageError, and leaves nothing behind, if that can't be done or the file is not a database of ours.
    """
    with explained(path):
        refuse_other_files(path)
        with closing(_opened(path)) as source:
            _refuse_foreign(source, path)
            target = _free_name(folder, now, reason)
            _copy(source, target)
        return target


def _refuse_foreign(c: sqlite3.Connection, path: Path) -> None:
    (application,) = c.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID:
        raise NotADatabaseError(
            f"{path} is a database of another program.", hint="Choose another file with --db PATH or READYBY_DB."
        )


def daily_backup(path: Path, folder: Path, now: datetime) -> Path | None:
    """Take the day's backup, unless there is one, and remove those no longer kept: None if nothing was to be done.

    The newest 7 are kept, and of those before them the newest of each of the 4 latest weeks that have one. What
    counts is which there are: after a break, or with the clock set wrong, no more go than on any other day.
    """
    target = folder / f"readyby-{now.date().isoformat()}.db"
    with explained(path):
        if target.exists():
            return None
        with closing(_opened(path)) as source:
            _copy(source, target, check=True)
        for old in _outdated(backups(folder)):
            if old != target:
                old.unlink(missing_ok=True)
        for half_done in folder.glob(f"{_HALF_DONE}*"):
            if half_done.stat().st_mtime < now.timestamp() - 86400:
                half_done.unlink(missing_ok=True)
    return target


def backups(folder: Path) -> tuple[BackupFile, ...]:
    """The backups in a folder, newest first; only files that Readyby has named."""
    with explained(folder):
        if not folder.is_dir():
            return ()
        found = [file for path in folder.iterdir() if path.is_file() and (file := _backup_file(path))]
    return tuple(sorted(found, key=lambda file: (file.day, file.time, file.path.name), reverse=True))


def is_own(target: Path, path: Path, folder: Path) -> bool:
    """Whether `target` is the database at `path`, one of the files beside it, or named as one of its backups.

    Links are followed, on both sides. Raises a FileError when the target can't be looked at.
    """
    try:
        place, database = target.resolve(), path.resolve()
        if place.parent == folder.resolve() and _NAME.fullmatch(place.name):
            return True
        own = [database.with_name(database.name + suffix) for suffix in ("", "-wal", "-shm", "-journal")]
        return place in own or (
            place.exists() and any(place.samefile(file) for file in (*own, *_all(folder)) if file.exists())
        )
    except (OSError, RuntimeError, ValueError) as error:
        raise unusable(target, error) from error


def _all(folder: Path) -> list[Path]:
    return [file.path for file in backups(folder)]


def _backup_file(path: Path) -> BackupFile | None:
    match = _NAME.fullmatch(path.name)
    if not match:
        return None
    day, time, reason = match.groups(default="")
    try:
        taken = date.fromisoformat(day)
    except ValueError:
        return None
    return BackupFile(path, taken, time, path.stat().st_size, reason or ("asked" if time else "daily"))


def _outdated(files: tuple[BackupFile, ...]) -> list[Path]:
    """Of backups, newest first, the day's own ones that are not kept."""
    older = [file for file in files if file.reason == "daily"][DAYS_KEPT:]
    newest: dict[tuple[int, int], BackupFile] = {}
    for file in older:
        newest.setdefault(file.day.isocalendar()[:2], file)
    kept = list(newest.values())[:WEEKS_KEPT]
    return [file.path for file in older if file not in kept]


def restore(backup_path: Path, path: Path, folder: Path, now: datetime) -> Path | None:
    """Put a backup in the place of the database at `path`; gives where the replaced one was put (None: there was none).

    The backup is checked first, and what is replaced is backed up into `folder`. Raises a StorageError, with nothing
    changed, if the backup is damaged, from a newer version or not Readyby's, or while another program has the
    database open.
    """
    path = path.resolve()
    with explained(backup_path):
        if not backup_path.is_file():
            raise NotFoundError(f"There is no file {backup_path}.", hint="readyby restore lists the backups there are.")
    with explained(path), _half_done(path.parent) as copy:
        _copy_checked(backup_path, copy)
        if not path.exists() or path.stat().st_size == 0:
            _swap(copy, path)
            return None
        try:
            refuse_other_files(path)
            return _replace(copy, path, _free_name(folder, now, "before-restore"))
        except (DamagedDatabaseError, NotADatabaseError):
            aside = _set_aside(path, _free_name(folder, now, "damaged"))
            _swap(copy, path)
            return aside


def _replace(copy: Path, path: Path, aside: Path) -> Path:
    """Back up a sound database and swap it, while nobody else can open it."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as current:
            current.execute("PRAGMA journal_mode = DELETE")  # fails while another connection is open; empties the -wal
            current.execute("PRAGMA locking_mode = EXCLUSIVE")
            current.execute("BEGIN EXCLUSIVE")
            current.execute("COMMIT")  # the lock stays; an open transaction would not let itself be copied
            _copy(current, aside)
            _swap(copy, path)
    except sqlite3.Error as error:
        explanation = storage_error(error, path)
        if isinstance(explanation, BusyError):
            explanation.hint = "Close Readyby wherever it runs, then try again; nothing was changed."
        raise explanation from error
    return aside


def _set_aside(path: Path, aside: Path) -> Path:
    """Copy a broken database with all that belongs to it, byte by byte."""
    aside.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for suffix in ("", "-wal", "-journal"):
        part = path.with_name(path.name + suffix)
        if part.exists():
            target = aside.with_name(aside.name + suffix)
            shutil.copyfile(part, target)
            target.chmod(0o600)
    return aside


def _swap(copy: Path, path: Path) -> None:
    """Put the copy in the place of the database. A -wal left behind would be played into it, so it goes first."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for suffix in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    copy.replace(path)
    _sync_folder(path.parent)


def _copy_checked(backup_path: Path, copy: Path) -> None:
    """Copy a backup to look at it, so that the backup itself is never touched; raises if it can't be used."""
    with explained(backup_path):
        has_wal = backup_path.with_name(backup_path.name + "-wal").exists()
        with closing(_opened(backup_path, "mode=ro" if has_wal else "mode=ro&immutable=1")) as source:
            _write_copy(source, copy)
        with closing(sqlite3.connect(copy, isolation_level=None)) as c:
            _check(c, backup_path)


def _check(c: sqlite3.Connection, path: Path) -> None:
    (application,) = c.execute("PRAGMA application_id").fetchone()
    (version,) = c.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise NotADatabaseError(f"{path} is not a Readyby backup.", hint="readyby restore lists those there are.")
    if version > SCHEMA_VERSION:
        raise NewerDatabaseError(f"{path} was written by a newer Readyby.", hint="Update Readyby. Nothing was changed.")
    if damage(c) or c.execute("PRAGMA foreign_key_check").fetchone():
        raise DamagedDatabaseError(f"{path} is damaged.", hint="Choose another backup. Nothing was changed.")


def _opened(path: Path, how: str = "mode=rw") -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path.absolute()))}?{how}", uri=True, isolation_level=None)


def _free_name(folder: Path, now: datetime, reason: str) -> Path:
    stem = "-".join(filter(None, ("readyby", now.strftime("%Y-%m-%d-%H%M%S"), reason)))
    names = (f"{stem}{suffix}.db" for suffix in ("", *(f"-{number}" for number in range(2, 1000))))
    return next(folder / name for name in names if not (folder / name).exists())


def _copy(source: sqlite3.Connection, target: Path, *, check: bool = False) -> None:
    """Copy a database to a file that is whole or not there, and private; if asked, only one that is sound."""
    with _half_done(target.parent) as copy:
        _write_copy(source, copy, check=check)
        copy.replace(target)
        _sync_folder(target.parent)


def _write_copy(source: sqlite3.Connection, copy: Path, *, check: bool = False) -> None:
    with closing(sqlite3.connect(copy, isolation_level=None)) as target:
        source.backup(target, progress=_Patience(), sleep=0.1)
        target.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
        if check and damage(target, quick=True):
            raise DamagedDatabaseError(
                "The database is damaged; no older backup was removed.", hint="readyby doctor says more about it."
            )


class _Patience:
    """Ends a copy that another program has kept waiting for 5 seconds; by itself it would wait for ever."""

    def __init__(self) -> None:
        self._left = 50

    def __call__(self, status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            self._left -= 1
        if not self._left:
            raise BusyError("The database is in use by another program.", hint="Try again when that is done.")


@contextmanager
def _half_done(folder: Path) -> Iterator[Path]:
    """The path of an empty private file in the folder, gone at the end unless it was renamed.

    Folders are made as needed, and go again when what is done inside fails.
    """
    missing = [part for part in (folder, *folder.parents) if not part.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(prefix=_HALF_DONE, dir=folder)
        os.close(handle)
        try:
            yield Path(name)
        finally:
            for suffix in ("", "-wal", "-shm", "-journal"):
                Path(name + suffix).unlink(missing_ok=True)
    except BaseException:
        with suppress(OSError):  # not empty: somebody else has put something there
            for part in missing:
                part.rmdir()
        raise


def _sync_folder(folder: Path) -> None:
    """Make a rename in the folder last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
