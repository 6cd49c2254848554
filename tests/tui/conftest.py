"""What the tests of the screens share: a real database, clocks moved by hand, waiting, and a real terminal."""

import fcntl
import os
import pty
import re
import select
import signal
import sqlite3
import struct
import sys
import termios
import time
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
from tui.screens.drill import DrillScreen
from tui.screens.sitting import Phase

BERLIN = ZoneInfo("Europe/Berlin")
ROOT = Path(__file__).resolve().parents[2]
SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[=>78])")
RUN_ALONE = """
import sys
from pathlib import Path
from drills.config import Config
from drills.storage.database import open_database
from tui.app import ReadybyApp
from tui.desk import Desk
from tui.start import now
desk = Desk(lambda: open_database(Path(sys.argv[1])))
app = ReadybyApp(desk, now, Config())
app.run()
desk.close()
sys.exit(app.return_code or 0)
"""
RUN = """
import sys
from tui.cli import main
sys.exit(main(["--db", sys.argv[1]]))
"""

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


@pytest.fixture
def words_on() -> Callable[[Any], str]:
    """Everything that can be read on a screen."""

    def words(screen: Any) -> str:
        lines = screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in line) for line in lines)

    return words


@pytest.fixture
def begin(wait_until: Waiter) -> Callable[[Pilot[Any]], Awaitable[DrillScreen]]:
    """Start the plan of the day, and give the drill with its first card."""

    async def beginning(pilot: Pilot[Any]) -> DrillScreen:
        await pilot.press("d")
        await wait_until(pilot, lambda: getattr(pilot.app.screen, "phase", None) is Phase.ASKING)
        drill = pilot.app.screen
        assert isinstance(drill, DrillScreen)
        return drill

    return beginning


class Terminal:
    """The app in a pseudo-terminal, as it really starts; or `alone`, without the shipped decks."""

    def __init__(self, database: Path, *, alone: bool = False, **environment: str) -> None:
        self.drawn = b""
        self.child, self.end = pty.fork()
        if self.child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
            for name in ("COLUMNS", "LINES", "NO_COLOR"):
                os.environ.pop(name, None)
            os.environ.update(TERM="xterm-256color", PYTHONPATH=str(ROOT), TEXTUAL_ANIMATIONS="none", **environment)
            os.environ["READYBY_CONFIG"] = str(database.with_name("config.toml"))
            os.execv(sys.executable, [sys.executable, "-c", RUN_ALONE if alone else RUN, str(database)])

    def read(self, seconds: float) -> bool:
        """Take what is drawn within that time; False once the other side is closed."""
        ready, _, _ = select.select([self.end], [], [], seconds)
        if ready:
            try:
                piece = os.read(self.end, 1 << 16)
            except OSError:
                return False
            self.drawn += piece
            return bool(piece)
        return True

    def wait_for(self, word: str, since: int = 0) -> None:
        """Until a word is drawn."""
        until = time.monotonic() + 30
        while time.monotonic() < until:
            if word.encode() in SEQUENCE.sub(b"", self.drawn[since:]):
                return
            if not self.read(0.1):
                break
        raise AssertionError(f"{word!r} was never drawn; last: {self.text()[-1500:]}")

    def press(self, keys: str, word: str) -> None:
        """Press keys, and wait until a word is drawn after them."""
        since = len(self.drawn)
        os.write(self.end, keys.encode())
        self.wait_for(word, since)

    def type(self, *keys: str) -> None:
        """Press one after the other, with time to draw after each."""
        for key in keys:
            os.write(self.end, key.encode())
            until = time.monotonic() + 0.4
            while time.monotonic() < until and self.read(0.1):
                pass

    def text(self) -> str:
        """Everything drawn so far, without what moves and colours it."""
        return SEQUENCE.sub(b"", self.drawn).decode()

    def ended(self) -> int:
        """The exit code, once it has left; all that was drawn until then is taken."""
        until = time.monotonic() + 20
        while time.monotonic() < until:
            self.read(0.1)
            done, status = os.waitpid(self.child, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status)
        raise AssertionError(f"it is still running; last: {self.text()[-1500:]}")

    def close(self) -> None:
        """End it by force if it is still there."""
        try:
            os.kill(self.child, signal.SIGKILL)
            os.waitpid(self.child, 0)
        except (ProcessLookupError, ChildProcessError):
            pass


@pytest.fixture
def open_terminal() -> Iterator[Callable[..., Terminal]]:
    """Start the app on a library in a terminal of its own; it is ended when the test is."""
    opened: list[Terminal] = []

    def start(database: Path, *, alone: bool = False, **environment: str) -> Terminal:
        opened.append(Terminal(database, alone=alone, **environment))
        return opened[-1]

    yield start
    for terminal in opened:
        terminal.close()
