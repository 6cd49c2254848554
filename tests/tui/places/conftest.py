"""What the tests of the places share: the app on a small real library, and a clock that stands still."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from textual.app import App
from textual.pilot import Pilot

from drills.config import Config
from drills.models import Kind, NoteDraft
from drills.storage.database import open_database
from drills.storage.notes import add_note
from tui.app import ReadybyApp
from tui.desk import Desk

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))  # a Sunday
HOSTILE = "[@click=app.quit]boo[/] [red]list[int] \x1b]52;c;aGk=\x07 \u202eabc 漢字"

Wait = Callable[[Pilot[int], Callable[[], object]], Any]
Started = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


@pytest.fixture
def now() -> datetime:
    """The time it is in these tests."""
    return NOW


@pytest.fixture
def today() -> date:
    """The day it is in these tests."""
    return NOW.date()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A library with a deck of each sort, one card of it with hostile text."""
    path = tmp_path / "readyby.db"
    library = open_database(path)
    for number in range(3):
        fields = {"front": f"front {number}", "back": f"back {number}"}
        add_note(library, NoteDraft(Kind.BASIC, fields, ("easy",), deck="Goals::First"), NOW)
    add_note(library, NoteDraft(Kind.BASIC, {"front": HOSTILE, "back": HOSTILE}, deck="Odd [b]deck"), NOW)
    cloze = {"text": "A {{c1::goal}} with a {{c2::date::when?}}"}
    add_note(library, NoteDraft(Kind.CLOZE, cloze, deck="Goals"), NOW)
    prompts = {"Q1": ("How do you plan it?", "Q2", "any"), "Q2": ("What are your goals?", "", "senior")}
    for key, (prompt, follows, level) in prompts.items():
        question = {"prompt": prompt, "follows": follows, "level": level, "shows": "E1", "avoid": "A4"}
        add_note(library, NoteDraft(Kind.QUESTION, question, key=f"shipped.{key}", deck="Questions"), NOW)
    library.close()
    return path


@pytest.fixture
def started(database: Path) -> Iterator[Started]:
    """Starts the app on the library: `async with started("4") as pilot` presses 4 first."""
    desks: list[Desk] = []

    @asynccontextmanager
    async def start(*keys: str, size: tuple[int, int] = (120, 36), path: Path = database) -> AsyncIterator[Pilot[int]]:
        desk = Desk(lambda: open_database(path))
        desks.append(desk)
        app = ReadybyApp(desk, lambda: NOW, Config(), demo=True)
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            await pilot.press(*keys)
            await pilot.pause()
            yield pilot

    yield start
    for desk in desks:
        desk.close()


@pytest.fixture
def until() -> Wait:
    """Waits until something holds, without sleeping longer than it takes."""

    async def wait(pilot: Pilot[int], holds: Callable[[], object]) -> None:
        for _ in range(400):
            await pilot.pause(0.01)
            if holds():
                return
        raise AssertionError(f"never came to hold; on the screen:\n{screen_text(pilot.app)}")

    return wait


@pytest.fixture
def seen() -> Callable[[Pilot[int]], str]:
    """The text on the screen."""
    return lambda pilot: screen_text(pilot.app)


def screen_text(app: App[int]) -> str:
    """Everything drawn on the screen, line by line, widgets over each other as seen."""
    height = app.size.height
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips[:height])
