"""Text from a deck is only ever text: proved on the bytes that a real terminal would get."""

import os
import re
import signal
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from drills.goal.goals import GoalDraft
from drills.models import Kind
from drills.storage.goal.goals import add_goal
from tui.guard import FORBIDDEN, GUARD

HOSTILE = (
    "CLIP\x1b]52;c;cHduZWQ=\x07 WIPE\x1b[2J\x1b[3J LINK\x1b]8;;http://evil.example\x07here\x1b]8;;\x07 "
    "TITLE\x1b]0;owned\x07 DCS\x1bPq#0~\x1b\\ C1\x9b2J\x9d52;c;eA==\x9c BIDI\u202egnp.exe\u202c\u2066x\u2069 "
    "CLICK[@click=app.quit]press[/] BROKEN[/] [/foo] [red]red[/red] [link=https://evil.example]x[/link] "
    "TAG\U000e0041\U000e0042 BOM\ufeff NUL\x00 END"
)
WORD = "\x1b]52;c;eA==\x07[@click=app.quit]x[/]\u202e[/]"  # as a tag or a part of a name

# What a screenful may hold: colours, cursor movement, modes, and Textual's own pointer shape.
ALLOWED = re.compile(rb"\x1b(\[[0-9;]*[mHABCDGKdf]|\[[?>=][0-9;]*[hlu$p]+|\[<?[0-9]*u|\]22;[a-z]+\x07|[78=>]|\[6n|\[c)")
C1 = re.compile(rb"\xc2[\x80-\x9f]")


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


def test_no_screen_passes_anything_on_that_acts(hostile: Path, open_terminal: Any) -> None:
    """Today, the drill of every kind, the editor, the palette and all places draw it as plain text."""
    terminal = open_terminal(hostile, alone=True)
    terminal.wait_for("CLIP")
    terminal.press("d", "1 / 5")
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
    text = terminal.text().encode()
    assert C1.search(text) is None
    assert not FORBIDDEN.search(text.decode().replace("\x07", "").replace("\x08", "").replace("\r", ""))
    assert "[@click=app.quit]press[/]" in text.decode()
    assert "[red]red[/red]" in text.decode()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_the_app_and_leaves_the_terminal_usable(
    house: Any, open_terminal: Any, number: signal.Signals, code: int
) -> None:
    """The exit code tells why; the screen, the cursor and the mouse are given back."""
    house.add(Kind.BASIC)
    terminal = open_terminal(house.path)
    terminal.wait_for("Today")
    terminal.press("d", "Reveal")
    os.kill(terminal.child, number)
    assert terminal.ended() == code
    for given_back in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l"):
        assert given_back in terminal.drawn


def test_a_terminal_that_goes_away_ends_the_app(house: Any, open_terminal: Any) -> None:
    """As when ssh drops: the program doesn't stay behind."""
    house.add(Kind.BASIC)
    terminal = open_terminal(house.path)
    terminal.wait_for("Today")
    os.close(terminal.end)
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if os.waitpid(terminal.child, os.WNOHANG) != (0, 0):
            return
        time.sleep(0.05)
    raise AssertionError("it is still running")


def test_a_file_that_is_no_library_is_told_and_left_alone(house: Any, open_terminal: Any) -> None:
    """In words, after the screen is given back, with the exit code for it."""
    path = house.path.with_name("letter.db")
    path.write_bytes(b"Dear reader, " * 500)
    terminal = open_terminal(path)
    assert terminal.ended() == 5
    after = terminal.text().rsplit("letter.db", 1)
    assert len(after) == 2
    assert "Traceback" not in terminal.text()
    assert path.read_bytes() == b"Dear reader, " * 500


def test_what_was_rated_survives_a_kill(house: Any, open_terminal: Any) -> None:
    """The moment the next card is on the screen, the rating before it is on the disk."""
    for number in range(3):
        house.add(Kind.BASIC, {"front": f"Question {number}", "back": "The answer"})
    terminal = open_terminal(house.path)
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
