"""The command line as a test uses it: a library, settings and a home of its own, and the time standing still."""

import io
import json
import os
import pty
import select
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tui.cli import main

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 60.0  # seconds without a word from a program; closing its terminal then ends it


@dataclass(frozen=True)
class Ran:
    """What a call came to."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What it printed, as JSON."""
        return json.loads(self.out)


class Cli:
    """Runs calls of `readyby` within the test, or as programs of their own."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.database = folder / "data" / "readyby.db"
        self.config = folder / "config.toml"
        self.now = datetime(2026, 11, 22, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *argv: str, stdin: str = "") -> Ran:
        """Run a call in this process. Standard input is no terminal."""
        self._monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        code = main(argv, now=self.now)
        return Ran(code, *self._capsys.readouterr())

    def program(self, *argv: str, stdin: str = "", **environ: str) -> Ran:
        """Run a call as a program; its output is read as UTF-8."""
        ran = subprocess.run(
            [sys.executable, "-m", "tui", *argv],
            input=stdin.encode(),
            capture_output=True,
            check=False,
            timeout=120,
            cwd=ROOT,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **environ},
        )
        return Ran(ran.returncode, ran.stdout.decode(errors="replace"), ran.stderr.decode(errors="replace"))

    def in_terminal(self, *argv: str, asked: str = "", typed: str = "", **environ: str) -> tuple[int, str]:
        """Run a call with a pseudo-terminal for everything; its exit code, and what was on the terminal.

        As soon as `asked` is on it, `typed` is typed.
        """
        child, terminal = pty.fork()
        if child == 0:
            whole = {**os.environ, "PYTHONPATH": str(ROOT), **environ}
            os.execve(sys.executable, [sys.executable, "-m", "tui", *argv], whole)
        printed = b""
        with suppress(OSError):  # raised when the program has closed its side
            while select.select([terminal], [], [], PATIENCE)[0] and (piece := os.read(terminal, 4096)):
                printed += piece
                if typed and asked.encode() in printed:
                    os.write(terminal, typed.encode())
                    typed = ""
        os.close(terminal)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), printed.decode(errors="replace")

    def days_pass(self, days: int) -> None:
        """Let time pass."""
        self.now += timedelta(days=days)

    def file(self, name: str, text: str) -> str:
        """A file with that text; gives its path."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="surrogateescape")
        return str(path)


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """The command line on a fresh library."""
    cli = Cli(tmp_path, monkeypatch, capsys)
    monkeypatch.setenv("READYBY_DB", str(cli.database))
    monkeypatch.setenv("READYBY_CONFIG", str(cli.config))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home" / "config"))
    return cli
