"""Draw the README's pictures from the real app, on the library of `readyby --demo`.

python tests/pictures.py            # writes assets/pictures/*.svg
"""

import asyncio
import os
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from textual.pilot import Pilot

from drills.config import Config, Looks
from drills.made_up.demo import fill_demo
from drills.opening import open_library
from tui.app import ReadybyApp
from tui.desk import Desk

PICTURES = Path(__file__).parents[1] / "assets" / "pictures"
NOW = datetime(2026, 11, 22, 8, 30, tzinfo=ZoneInfo("Europe/Berlin"))
SIZE = (110, 32)

# Which keys lead from Today to the screen in a picture, and the theme it is drawn in.
SCREENS: dict[str, tuple[tuple[str, ...], str]] = {
    "today": ((), "readyby-dark"),
    "drill": (("d", "space"), "readyby-dark"),
    "history": (("d", "space", "i"), "readyby-dark"),
    "goals": (("2",), "readyby-dark"),
    "answers": (("3",), "readyby-dark"),
    "library": (("4",), "readyby-dark"),
    "progress": (("5",), "readyby-dark"),
    "settings": (("comma",), "readyby-dark"),
    "help": (("question_mark",), "readyby-dark"),
    "palette": (("colon",), "readyby-dark"),
    "today-light": ((), "readyby-light"),
}


async def main() -> None:
    """Draw them all, each in an app of its own on one library."""
    os.environ.pop("NO_COLOR", None)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.db"
        with closing(open_library(path, NOW).connection) as connection:
            fill_demo(connection, NOW)
        for name, (keys, theme) in SCREENS.items():
            await draw(name, path, keys, theme)
            print(PICTURES / f"{name}.svg")


async def draw(name: str, path: Path, keys: tuple[str, ...], theme: str) -> None:
    """One picture."""
    desk = Desk(lambda: open_library(path, NOW).connection)
    app = ReadybyApp(desk, lambda: NOW, Config(looks=Looks(theme=theme)), demo=True)
    async with app.run_test(size=SIZE) as pilot:
        await still(pilot)
        for key in keys:
            await pilot.press(key)
            await still(pilot)
        (PICTURES / f"{name}.svg").write_text(app.export_screenshot(title="Readyby"), encoding="utf-8")
    desk.close()


async def still(pilot: Pilot[int]) -> None:
    """Wait until the screen has looked the same for a while."""
    before, same = "", 0
    while same < 4:
        await pilot.pause(0.1)
        now = pilot.app.export_screenshot()
        same = same + 1 if now == before else 0
        before = now


if __name__ == "__main__":
    asyncio.run(main())
