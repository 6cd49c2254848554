"""What the tests of the domain share: a real database in a temporary folder, and a clock moved by hand."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from drills.storage.database import open_database

BERLIN = ZoneInfo("Europe/Berlin")


class Clock:
    """A clock that stands still until it is moved; call it for the time."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The time it shows."""
        return self.now

    def forward(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> datetime:
        """Let time pass, as it does across daylight saving, and give the new time."""
        passed = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        self.now = (self.now.astimezone(UTC) + passed).astimezone(self.now.tzinfo)
        return self.now

    def set(self, now: datetime) -> datetime:
        """Set it to a time, also back."""
        self.now = now
        return now


@pytest.fixture
def now() -> datetime:
    """A Sunday morning in Berlin."""
    return datetime(2026, 11, 22, 9, 0, tzinfo=BERLIN)


@pytest.fixture
def clock(now: datetime) -> Clock:
    """A clock that shows `now` until it is moved."""
    return Clock(now)


@pytest.fixture
def database_path(tmp_path: Path) -> Path:
    """Where the library of a test lies."""
    return tmp_path / "readyby.db"


@pytest.fixture
def library(database_path: Path) -> Iterator[sqlite3.Connection]:
    """An open, empty library."""
    connection = open_database(database_path)
    yield connection
    connection.close()
