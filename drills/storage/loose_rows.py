"""Rows that refer to what isn't there: put right where nothing that was written is lost by it."""

import sqlite3
from collections.abc import Iterator

from drills.storage.database import transaction

_NEVER_EDITED = frozenset(("reviews", "retractions"))


def mend_references(c: sqlite3.Connection, table: str) -> bool:
    """Mend a table's rows that refer to what isn't there; False if some can't be.

    A reference that may be empty is emptied; a row that is only part of something, as a link is, goes with it.
    Answers of cards, and whatever stands for itself, are never touched.
    """
    if table in _NEVER_EDITED:
        return False
    with transaction(c):
        links = list(_references(c, table))
        optional = {
            name for _, name, _, notnull, _, pk in c.execute(f"PRAGMA table_info({table})") if not (notnull or pk)
        }
        is_part = any(cascades for *_, cascades in links)
        for parent, column, key, _ in links:
            missing = f"{column} IS NOT NULL AND {column} NOT IN (SELECT {key} FROM {parent})"  # noqa: S608  own schema
            if column in optional:
                c.execute(f"UPDATE {table} SET {column} = NULL WHERE {missing}")  # noqa: S608
            elif is_part:
                c.execute(f"DELETE FROM {table} WHERE {missing}")  # noqa: S608
        return c.execute(f"PRAGMA foreign_key_check({table})").fetchone() is None


def _references(c: sqlite3.Connection, table: str) -> Iterator[tuple[str, str, str, bool]]:
    """What a table refers to: the other table, the own column, the other's column, whether rows go with it."""
    for _, _, parent, column, key, _, on_delete, _ in c.execute(f"PRAGMA foreign_key_list({table})").fetchall():
        yield parent, column, key or "id", on_delete == "CASCADE"
