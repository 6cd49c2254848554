"""Writing many rows at once."""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any


def insert_rows(c: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Append rows, given as sequences of values in the order of `columns`, to a table that exists."""
    from sqlite_utils import Database

    database = Database(c, execute_plugins=False)
    database.table(table).insert_all(chain([tuple(columns)], rows), batch_size=500)


def next_id(c: sqlite3.Connection, table: str) -> int:
    """The number that the next row of a table gets."""
    (last,) = c.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()  # noqa: S608  our own table names
    return int(last) + 1
