"""Small things the database remembers by name; what the user sets is in the config file instead."""

import json
import sqlite3
from typing import Any

from drills.storage.database import transaction


def get(c: sqlite3.Connection, name: str, default: Any = None) -> Any:
    """What was put under that name, or `default`."""
    row = c.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
    return default if row is None else json.loads(row[0])


def put(c: sqlite3.Connection, name: str, value: Any) -> None:
    """Remember a value (anything that JSON can hold) under a name; joins a transaction that is open."""
    with transaction(c):
        c.execute(
            "INSERT INTO settings VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            (name, json.dumps(value, ensure_ascii=False)),
        )
