"""Opening the library for use, from the app as from the command line: database, today's backup, shipped decks."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from drills.errors import FileError, StorageError
from drills.paths import DATABASE_NAME, backup_folder, data_folder
from drills.shipped import load_shipped
from drills.storage.backup import backup_now, daily_backup
from drills.storage.database import explained, make_private, open_database


@dataclass(frozen=True, slots=True)
class Opened:
    """An open library, and what the user should hear about its opening."""

    connection: sqlite3.Connection
    notices: tuple[str, ...] = ()


def open_library(path: Path, now: datetime) -> Opened:
    """Open the database at `path`, made or upgraded as needed, with the shipped decks up to date.

    A file that was there before is copied aside first: before an upgrade of its schema, and once a day. A backup that
    can't be made is a notice, an unusable database a StorageError.
    """
    folder = backup_folder(path)
    with explained(path):
        existed = path.exists() and path.stat().st_size > 0
    if path.name == DATABASE_NAME and path.parent == data_folder():
        make_private(path.parent)
    connection = open_database(path, before_migration=lambda old: backup_now(old, folder, now))
    try:
        notices = _back_up(path, folder, now) if existed else ()
        with explained(path):
            load_shipped(connection, now)
    except BaseException:
        connection.close()
        raise
    return Opened(connection, notices)


def _back_up(path: Path, folder: Path, now: datetime) -> tuple[str, ...]:
    try:
        daily_backup(path, folder, now)
    except (FileError, StorageError) as error:
        return (f"Today's backup could not be made. {error}",)
    return ()
