"""The schema, step by step: each is applied to a file as the step before left it, with rows in it."""

import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from drills.errors import StorageError
from drills.storage.database import APPLICATION_ID, SCHEMA_VERSION, open_database
from drills.storage.migrations import MIGRATIONS


def names(c: sqlite3.Connection, type_: str) -> set[str]:
    return {name for (name,) in c.execute("SELECT name FROM sqlite_schema WHERE type = ?", (type_,))}


def test_the_version_in_the_header_counts_the_steps() -> None:
    """Whoever adds a step raises the version, or files would never be upgraded."""
    assert len(MIGRATIONS._migrations) == SCHEMA_VERSION


def test_the_first_step_makes_strict_tables(library: sqlite3.Connection) -> None:
    """All but the search index and what SQLite and the migrations keep for themselves."""
    loose = {
        name
        for _, name, type_, _, _, strict in library.execute("PRAGMA table_list")
        if type_ == "table" and not strict and not name.startswith(("sqlite_", "_sqlite_", "note_search"))
    }
    assert loose == set()
    assert {"notes", "cards", "reviews", "goals", "undo_steps"} <= names(library, "table")


def test_a_new_file_says_whose_and_how_new_it_is(library: sqlite3.Connection) -> None:
    """In the header, so that opening needs no look at the schema."""
    assert library.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert library.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


def test_applying_all_steps_twice_changes_nothing(library: sqlite3.Connection) -> None:
    """Steps that have been applied are on record in the file."""
    before = library.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()
    MIGRATIONS.apply(Database(library, execute_plugins=False))
    assert library.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall() == before


def test_a_failing_step_leaves_the_file_as_it_was(database_path: Path) -> None:
    """A table in the way of the first step: nothing of it remains, and the table is still there."""
    connection = sqlite3.connect(database_path)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("CREATE TABLE undo_steps (mine)")
    connection.commit()
    connection.close()
    with pytest.raises(StorageError, match="undo_steps"):
        open_database(database_path)
    connection = sqlite3.connect(database_path)
    assert names(connection, "table") == {"undo_steps"}
    connection.close()
