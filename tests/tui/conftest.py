"""What the tests of the screens share: a real database in a temporary folder, clocks moved by hand, and waiting."""

import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from textual.pilot import Pilot

from drills.config import Config
from drills.models import Kind, NoteDraft
from drills.storage import settings
from drills.storage.database import open_database
from drills.storage.notes import add_note
from tui.app import ReadybyApp
from tui.desk import Desk

BERLIN = ZoneInfo("Europe/Berlin")

FIELDS: dict[Kind, dict[str, str]] = {
    Kind.BASIC: {"front": "What is E1?", "back": "Accomplishments to date", "extra": "Best with a number."},
    Kind.TYPED: {"front": "The first part of STAR?", "answers": "Situation\nSituation or Task"},
    Kind.CLOZE: {"text": "A plan names {{c1::the goal}} and a {{c2::date::when?}}."},
    Kind.QUESTION: {
        "prompt": "How do you plan to achieve your career goals?",
        "skeleton": "- Proof: a result\n- Plan: a step with its date\n- Fit: why here",
        "intent": "Whether there is a plan.",
        "shows": "E1, E3",
        "avoid": "A1",
        "seconds": "60-120",
    },
    Kind.CRITIQUE: {
        "text": "I want to earn more every year.",
        "pitfalls": "A1, A7",
        "missing": "E1",
        "good": "It is short.",
        "weak": "It is about money alone.",
        "better": "I finished the first exam in May; the next is in November.",
    },
}


class House:
    """A library of its own for one test, and the app on it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.now = datetime(2026, 11, 22, 9, 0, tzinfo=BERLIN)
        self.seconds = 1000.0
        self._desks: list[Desk] = []
        with closing(self.connect()) as c:
            settings.put(c, "first_run_done", True)

    def connect(self) -> sqlite3.Connection:
        """A second look at the database, as another program would have it."""
        return open_database(self.path)

    def clock(self) -> datetime:
        """The time of day."""
        return self.now

    def watch(self) -> float:
        """The seconds that a stopwatch counts."""
        return self.seconds

    def forward(self, *, days: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Let time pass on both."""
        passed = timedelta(days=days, minutes=minutes, seconds=seconds)
        self.now = (self.now.astimezone(UTC) + passed).astimezone(BERLIN)
        self.seconds += passed.total_seconds()

    def add(self, kind: Kind, fields: dict[str, str] | None = None, deck: str = "Test", **more: Any) -> int:
        """Write a note, with believable fields unless given."""
        with closing(self.connect()) as c:
            return add_note(c, NoteDraft(kind, fields or FIELDS[kind], deck=deck, **more), self.now)

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """What is committed in the database."""
        with closing(self.connect()) as c:
            return c.execute(sql, values).fetchall()

    def app(
        self,
        config: Config | None = None,
        *,
        desk: Callable[[Callable[[], sqlite3.Connection]], Desk] = Desk,
        **more: Any,
    ) -> ReadybyApp:
        """The app on this library."""
        self._desks.append(desk(lambda: open_database(self.path)))
        return ReadybyApp(self._desks[-1], self.clock, config or Config(), seconds=self.watch, **more)

    def close(self) -> None:
        """Close what was opened."""
        for desk in self._desks:
            desk.close()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """An empty library and the app on it."""
    made = House(tmp_path / "readyby.db")
    yield made
    made.close()


Waiter = Callable[[Pilot[Any], Callable[[], object]], Awaitable[None]]


@pytest.fixture
def wait_until() -> Waiter:
    """Wait until something holds, as a person would; fails after ten seconds."""

    async def waiter(pilot: Pilot[Any], holds: Callable[[], object]) -> None:
        for _ in range(1000):
            if holds():
                return
            await pilot.pause(0.01)
        raise AssertionError(f"still not so after ten seconds: {holds}")

    return waiter
