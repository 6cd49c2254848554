"""Opening the one file, telling what is wrong with it in plain words, and writing to it in transactions."""

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path

from drills.errors import (
    BusyError,
    DamagedDatabaseError,
    DiskFullError,
    DrillsError,
    NewerDatabaseError,
    NotADatabaseError,
    ReadOnlyError,
    StorageError,
)

APPLICATION_ID = 0x52645962  # "RdYb", in the file's header
SCHEMA_VERSION = 5  # number of migrations; kept in the header too, so that opening needs no look at the schema
BUSY_SECONDS = 5.0


def open_database(path: Path, *, before_migration: Callable[[Path], object] | None = None) -> sqlite3.Connection:
    """Open the database at `path`, making or upgrading it as needed.

    The connection is in autocommit mode: write inside `transaction()`. `before_migration` gets the path of an
    existing file just before its schema is upgraded. Raises a StorageError that says what to do.
    """
    with explained(path):
        _make_private_folder(path.parent)
        fresh = not path.exists() or path.stat().st_size == 0
        if fresh:
            path.touch(mode=0o600)
        else:
            refuse_other_files(path)
        connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)
        try:
            _prepare(connection, path, before_migration)
        except BaseException:
            connection.close()
            raise
        return connection


def _make_private_folder(folder: Path) -> None:
    if not folder.exists():
        folder.mkdir(parents=True, mode=0o700)


def refuse_other_files(path: Path) -> None:
    """Raise NotADatabaseError for a file that doesn't begin as a database does.

    SQLite itself takes a file of a few bytes for an empty database, and deletes the -wal beside a broken one.
    """
    with path.open("rb") as file:
        if file.read(16) != b"SQLite format 3\0":
            raise _not_a_database(path)


def damage(connection: sqlite3.Connection, *, quick: bool = False) -> tuple[str, ...]:
    """What SQLite finds broken in the file, but for the search index, which can be made anew."""
    try:
        rows = connection.execute(f"PRAGMA {'quick' if quick else 'integrity'}_check(20)").fetchall()
    except sqlite3.DatabaseError as error:
        rows = [(str(error),)]
    return tuple(message for (message,) in rows if message != "ok" and "fts5" not in message.lower())


def _not_a_database(path: Path | str) -> NotADatabaseError:
    return NotADatabaseError(f"{path} is not a database.", hint="Choose another file with --db PATH or READYBY_DB.")


def _prepare(connection: sqlite3.Connection, path: Path, before_migration: Callable[[Path], object] | None) -> None:
    application, version, tables = _identity(connection)
    if application != APPLICATION_ID and (application or tables):
        raise NotADatabaseError(
            f"{path} is a database of another program.", hint="Choose another file with --db PATH or READYBY_DB."
        )
    if version > SCHEMA_VERSION:
        raise NewerDatabaseError(
            f"{path} was written by a newer Readyby (schema {version}; this one knows {SCHEMA_VERSION}).",
            hint="Update Readyby, or choose another file with --db PATH. Nothing was changed.",
        )
    if not os.access(path, os.W_OK):
        raise ReadOnlyError(f"{path} may not be written.", hint=f"Make it writable: chmod u+w '{path}'")
    _take_others_rights(path)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA cache_size = -32000")  # KB; the usual 2 MB slow large libraries down
    if version < SCHEMA_VERSION:
        if version and before_migration:
            before_migration(path)
        _migrate(connection)


def _take_others_rights(path: Path) -> None:
    """Make a file of ours private that once wasn't, with what lies beside it; SQLite gives its new files the same."""
    for suffix in ("", "-wal", "-shm"):
        make_private(path.with_name(path.name + suffix))


def make_private(path: Path) -> None:
    """Take the rights of all others away from a file or a folder, if it is there and the user's own."""
    with suppress(OSError):  # a file system without rights
        there = path.stat()
        if os.name == "posix" and there.st_uid == os.getuid() and there.st_mode & 0o077:
            path.chmod(stat.S_IMODE(there.st_mode) & 0o700)


def _identity(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """Application id, schema version and number of tables of an open file."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return application, version, tables


def _migrate(connection: sqlite3.Connection) -> None:
    from sqlite_utils import Database

    from drills.storage.migrations import MIGRATIONS

    connection.execute("BEGIN IMMEDIATE")
    try:
        MIGRATIONS.apply(Database(connection, execute_plugins=False))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@cache
def intact_schema() -> dict[str, tuple[str, str]]:
    """All that a whole file has: tables, indexes and triggers by name, each with its type and the SQL that makes it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as c:
        _migrate(c)
        rows = c.execute("SELECT name, type, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
    return {
        name: (type_, sql) for name, type_, sql in rows if not name.startswith(("note_search_", "sqlite_", "_sqlite"))
    }


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Everything inside is written, or nothing; nested ones join the outer one.

    Begins with BEGIN IMMEDIATE: a deferred transaction that reads before it writes fails at once when another
    program has written meanwhile, whatever the busy timeout.
    """
    if connection.in_transaction:
        yield
        return
    with explained():
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def explained(path: Path | None = None) -> Iterator[None]:
    """Turn what SQLite and the file system report into a StorageError in the user's words."""
    try:
        yield
    except sqlite3.Error as error:
        raise storage_error(error, path) from error
    except PermissionError as error:
        raise ReadOnlyError(
            f"{error.filename or path or 'The database'} may not be used: permission denied.",
            hint="Check the folder's owner and rights, or choose another file with --db PATH.",
        ) from error
    except OSError as error:
        raise _os_error(error, path) from error


def _os_error(error: OSError, path: Path | None) -> DrillsError:
    import errno

    where = error.filename or path or "the database"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFullError(f"No room left to write {where}.", hint="Free some space and try again; nothing was lost.")
    if error.errno == errno.EROFS:
        return ReadOnlyError(f"{where} is on a read-only file system.", hint="Choose another file with --db PATH.")
    return StorageError(
        f"{where}: {error.strerror or error}.", hint="Check the path, or choose another with --db PATH."
    )


def storage_error(error: sqlite3.Error, path: Path | None = None) -> StorageError:
    """The StorageError that says what `error` means and what to do next."""
    where = str(path or "The database")
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BusyError(
            f"{where} is in use by another program.", hint="Wait for it or close it, then try again; nothing was lost."
        )
    if code == sqlite3.SQLITE_FULL:
        room = f"No room left to write {path or 'the database'}."
        return DiskFullError(room, hint="Free some space and try again; nothing was lost.")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return ReadOnlyError(
            f"{where} or its folder can't be written.", hint="Check its rights, or choose another file with --db PATH."
        )
    if code == sqlite3.SQLITE_NOTADB:
        return _not_a_database(where)
    if code == sqlite3.SQLITE_CORRUPT:
        return DamagedDatabaseError(
            f"{where} is damaged.", hint="Bring back a backup: readyby restore lists those there are."
        )
    return StorageError(
        f"{where}: {error}.", hint="readyby doctor checks the file; readyby restore brings back a backup."
    )
