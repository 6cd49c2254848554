"""How each screen looks, as text: compared with the pictures beside this file, cell by cell.

READYBY_DRAW=1 python -m pytest tests/snapshots     # draws them anew; then read the difference before you commit it
"""

import asyncio
import os
from contextlib import closing
from datetime import datetime
from io import StringIO
from pathlib import Path
from shutil import copyfile
from zoneinfo import ZoneInfo

import pytest
from rich.console import Console
from textual import on
from textual.pilot import Pilot

import tui.app
from drills.config import Config
from drills.made_up.demo import fill_demo
from drills.opening import open_library
from drills.plan.worth import PLANNERS
from drills.storage import settings
from drills.storage.database import open_database
from tui.app import ReadybyApp
from tui.desk import Desk
from tui.messages import ForecastRequested

NOW = datetime(2026, 11, 22, 8, 30, tzinfo=ZoneInfo("Europe/Berlin"))
PICTURES = Path(__file__).parent
SIZES = ((80, 24), (120, 40))
STILL = 4  # looks in a row that have to be the same

SCREENS: dict[str, tuple[str, ...]] = {
    "today": (),
    "drill": ("d",),
    "drill-revealed": ("d", "space"),
    "history": ("d", "space", "i"),
    "goals": ("2",),
    "goal-form": ("2", "a"),
    "answers": ("3",),
    "library": ("4",),
    "progress": ("5",),
    "settings": ("comma",),
    "help": ("question_mark",),
    "palette": ("colon",),
}
EMPTY = ("today", "goals", "answers", "library", "progress")


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with four months of practice."""
    path = tmp_path_factory.mktemp("lived-in") / "readyby.db"
    with closing(open_library(path, NOW).connection) as connection:
        fill_demo(connection, NOW)
    return path


@pytest.fixture
def library(lived_in: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return Path(copyfile(lived_in, tmp_path / "readyby.db"))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A library with nothing in it."""
    path = tmp_path / "readyby.db"
    with closing(open_database(path)) as connection:
        settings.put(connection, "first_run_done", True)
    return path


@pytest.fixture(autouse=True)
def usual_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the terminal that runs the tests is like, and whatever planner other tests have left at hand."""
    PLANNERS.forget()
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", SCREENS)
async def test_a_screen_looks_as_it_did(name: str, size: tuple[int, int], library: Path) -> None:
    """In a lived-in library, at the least and at a usual size."""
    check(f"{name}-{size[0]}x{size[1]}", await look(library, size, SCREENS[name]))


@pytest.mark.parametrize("name", EMPTY)
async def test_an_empty_place_says_what_belongs_there(name: str, empty: Path) -> None:
    """And which key brings it."""
    check(f"{name}-empty-80x24", await look(empty, (80, 24), SCREENS[name]))


@pytest.mark.parametrize("name", ["today", "drill-revealed"])
async def test_a_narrow_terminal_loses_columns_not_functions(name: str, library: Path) -> None:
    """Below 80×24 everything is still there, shorter."""
    check(f"{name}-60x20", await look(library, (60, 20), SCREENS[name]))


async def look(path: Path, size: tuple[int, int], keys: tuple[str, ...]) -> str:
    """What stands on the screen after some keys."""
    desk = Desk(lambda: open_database(path))
    app = Unforeseen(desk, lambda: NOW, Config(), demo=True)
    async with app.run_test(size=size) as pilot:
        await still(pilot)
        for key in keys:
            await pilot.press(key)
            await still(pilot)
        text = drawn(pilot)
    desk.close()
    return text


class Unforeseen(ReadybyApp):
    """The app with nothing forecast: when that comes depends on the machine."""

    CSS_PATH = Path(tui.app.__file__).with_name("app.tcss")

    @on(ForecastRequested)
    def leave_it(self, message: ForecastRequested) -> None:
        """Compute nothing."""
        message.prevent_default()


async def still(pilot: Pilot[int]) -> None:
    """Wait until the screen has looked the same for a while."""
    before, same = "", 0
    while same < STILL:
        await asyncio.sleep(0.05)
        await pilot.pause()
        now = drawn(pilot)
        same = same + 1 if now == before else 0
        before = now


def drawn(pilot: Pilot[int]) -> str:
    """The screen as lines of text."""
    width, height = pilot.app.size
    console = Console(width=width, height=height, file=StringIO(), record=True, legacy_windows=False, color_system=None)
    console.print(pilot.app.screen._compositor.render_update(full=True))
    return "\n".join(line.rstrip() for line in console.export_text().splitlines()).rstrip() + "\n"


def check(name: str, text: str) -> None:
    """Compare with the picture of that name, or draw it."""
    picture = PICTURES / f"{name}.txt"
    if os.environ.get("READYBY_DRAW"):
        picture.write_text(text, encoding="utf-8")
    assert text.splitlines() == picture.read_text(encoding="utf-8").splitlines()
