"""Text from a deck is only ever text: proved on the bytes that a real terminal would get."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from drills.goals import GoalDraft
from drills.models import Kind
from drills.storage.goals import add_goal
from tui.guard import FORBIDDEN, GUARD

ROOT = Path(__file__).resolve().parents[2]
RUN = """
import sys
from pathlib import Path
from tui.app import run
sys.exit(run(database=Path(sys.argv[1]), config_path=Path(sys.argv[2]), demo=False))
"""

HOSTILE = (
    "CLIP\x1b]52;c;cHduZWQ=\x07 WIPE\x1b[2J\x1b[3J LINK\x1b]8;;http://evil.example\x07here\x1b]8;;\x07 "
    "TITLE\x1b]0;owned\x07 DCS\x1bPq#0~\x1b\\ C1\x9b2J\x9d52;c;eA==\x9c BIDI\u202egnp.exe\u202c\u2066x\u2069 "
    "CLICK[@click=app.quit]press[/] BROKEN[/] [/foo] [red]red[/red] [link=https://evil.example]x[/link] "
    "TAG\U000e0041\U000e0042 BOM\ufeff NUL\x00 END"
)
WORD = "\x1b]52;c;eA==\x07[@click=app.quit]x[/]\u202e[/]"  # as a tag or a part of a name

# What a screenful may hold: colours, cursor movement, modes, and Textual's own pointer shape.
ALLOWED = re.compile(rb"\x1b(\[[0-9;]*[mHABCDGKdf]|\[[?>=][0-9;]*[hlu$p]+|\[<?[0-9]*u|\]22;[a-z]+\x07|[78=>]|\[6n|\[c)")
SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[=>78])")
C1 = re.compile(rb"\xc2[\x80-\x9f]")


class Terminal:
    """The app in a pseudo-terminal."""

    def __init__(self, database: Path, rows: int = 40, columns: int = 120, **environment: str) -> None:
        self.drawn = b""
        self.child, self.end = pty.fork()
        if self.child == 0:
            os.environ.update(TERM="xterm-256color", PYTHONPATH=str(ROOT), TEXTUAL_ANIMATIONS="none", **environment)
            config = database.with_name("config.toml")
            os.execv(sys.executable, [sys.executable, "-c", RUN, str(database), str(config)])
        fcntl.ioctl(self.end, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

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
        raise AssertionError(f"{word!r} was never drawn; last: {SEQUENCE.sub(b'', self.drawn)[-1500:].decode()}")

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

    def ended(self) -> int:
        """The exit code, once it has left; all that was drawn until then is taken."""
        until = time.monotonic() + 20
        while time.monotonic() < until:
            self.read(0.1)
            done, status = os.waitpid(self.child, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status)
        raise AssertionError(f"it is still running; last: {SEQUENCE.sub(b'', self.drawn)[-1500:].decode()}")

    def close(self) -> None:
        """End it by force if it is still there."""
        try:
            os.kill(self.child, signal.SIGKILL)
            os.waitpid(self.child, 0)
        except (ProcessLookupError, ChildProcessError):
            pass


@pytest.fixture
def hostile(house: Any) -> Path:
    """A library in which every text is hostile."""
    for kind, fields in {
        Kind.QUESTION: {
            "prompt": HOSTILE,
            "skeleton": f"- {HOSTILE}",
            "intent": HOSTILE,
            "shows": "E1",
            "extra": HOSTILE,
        },
        Kind.BASIC: {"front": HOSTILE, "back": HOSTILE, "extra": f"```\n{HOSTILE}\n```"},
        Kind.TYPED: {"front": HOSTILE, "answers": HOSTILE},
        Kind.CLOZE: {"text": f"{HOSTILE} {{{{c1::{HOSTILE}::{HOSTILE}}}}}"},
        Kind.CRITIQUE: {"text": HOSTILE, "pitfalls": "A1", "good": HOSTILE, "weak": HOSTILE, "better": HOSTILE},
    }.items():
        house.add(kind, fields, deck=f"Deck {WORD}", tags=(f"tag{WORD}",))
    with house.connect() as c:
        add_goal(
            c,
            GoalDraft(HOSTILE[:200], date(2099, 1, 1), why=HOSTILE, decks=(f"Deck {WORD}",)),
            house.now,
            date(2026, 11, 22),
        )
    return Path(house.path)


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    """Terminals that are closed in the end."""
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.close()


def test_no_screen_passes_anything_on_that_acts(hostile: Path, terminals: list[Terminal]) -> None:
    """Today, the drill of every kind, the editor, the palette and all places draw it as plain text."""
    terminal = Terminal(hostile)
    terminals.append(terminal)
    terminal.wait_for("CLIP")
    terminal.press("d", "Reveal")
    for _ in range(5):
        terminal.press("\r", "Easy")
        terminal.type("4")
    terminal.type(
        "u", "e", "\x1b", "\x1b", "2", "3", "4", "5", "1", ":", "drill", "\x1b", "?", "\x1b", ",", "\x1b", "\x11"
    )
    assert terminal.ended() == 0
    stray = [
        terminal.drawn[match.start() : match.start() + 30]
        for match in re.finditer(rb"\x1b", terminal.drawn)
        if not ALLOWED.match(terminal.drawn, match.start())
    ]
    assert stray == []
    text = SEQUENCE.sub(b"", terminal.drawn)
    assert C1.search(text) is None
    assert not FORBIDDEN.search(text.decode().replace("\x07", "").replace("\x08", "").replace("\r", ""))
    assert "[@click=app.quit]press[/]" in text.decode()
    assert "[red]red[/red]" in text.decode()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_the_app_and_leaves_the_terminal_usable(
    house: Any, terminals: list[Terminal], number: signal.Signals, code: int
) -> None:
    """The exit code tells why; the screen, the cursor and the mouse are given back."""
    house.add(Kind.BASIC)
    terminal = Terminal(house.path)
    terminals.append(terminal)
    terminal.wait_for("Today")
    terminal.press("d", "Reveal")
    os.kill(terminal.child, number)
    assert terminal.ended() == code
    for given_back in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l"):
        assert given_back in terminal.drawn


def test_a_terminal_that_goes_away_ends_the_app(house: Any, terminals: list[Terminal]) -> None:
    """As when ssh drops: the program doesn't stay behind."""
    house.add(Kind.BASIC)
    terminal = Terminal(house.path)
    terminals.append(terminal)
    terminal.wait_for("Today")
    os.close(terminal.end)
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if os.waitpid(terminal.child, os.WNOHANG) != (0, 0):
            return
        time.sleep(0.05)
    raise AssertionError("it is still running")


def test_what_was_rated_survives_a_kill(house: Any, terminals: list[Terminal]) -> None:
    """The moment the next card is on the screen, the rating before it is on the disk."""
    for number in range(3):
        house.add(Kind.BASIC, {"front": f"Question {number}", "back": "The answer"})
    terminal = Terminal(house.path)
    terminals.append(terminal)
    terminal.wait_for("Today")
    terminal.press("d", "1 / ")
    terminal.press(" ", "Again")
    terminal.press("4", "2 / ")
    terminal.close()
    assert house.rows("SELECT rating FROM reviews") == [(4,)]
    assert house.rows("PRAGMA integrity_check") == [("ok",)]


def test_the_guard_takes_out_what_acts_and_nothing_else() -> None:
    """Characters go, words and styles stay; a link that holds them is dropped."""
    style = Style(bold=True, link="http://x\x1b]52;c;eA==\x07")
    line = [Segment("a\x1b[2J\u202eb\ud800", style), Segment("日本 ok\n")]
    first, second = GUARD.apply(line, Color(0, 0, 0))
    assert first.text == "a[2Jb\ufffd"
    assert first.style is not None
    assert (first.style.bold, first.style.link) == (True, None)
    assert second.text == "日本 ok\n"
