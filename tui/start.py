"""What the app begins with: the time, and the library."""

import sqlite3
from datetime import datetime
from pathlib import Path

from drills.opening import open_library


def now() -> datetime:
    """The time, in the zone that the user lives in."""
    return datetime.now().astimezone()


def opened(database: Path, *, demo: bool, notices: list[str]) -> sqlite3.Connection:
    """The library, open; what the user should hear about it goes to `notices`. The demo is filled with a history."""
    library = open_library(database, now())
    notices.extend(library.notices)
    if demo:
        from drills.demo import fill_demo

        fill_demo(library.connection, now())
    return library.connection
