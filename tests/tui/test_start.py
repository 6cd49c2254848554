"""The app as a program in a real pseudo-terminal."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("options", [(), ("--demo",)], ids=["fresh", "demo"])
def test_the_app_starts_draws_today_and_leaves_in_good_order(tmp_path: Path, options: tuple[str, ...]) -> None:
    """From the command line to Today and back, with exit code 0 and, after the demo, nothing left behind."""
    program = tmp_path / "readyby"
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m tui "$@"\n')
    program.chmod(0o755)
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    environ = {
        **os.environ,
        "READYBY_DB": str(tmp_path / "data" / "readyby.db"),
        "READYBY_CONFIG": str(tmp_path / "config.toml"),
        "TMPDIR": str(temporary),
    }
    command = [sys.executable, str(ROOT / "tests" / "start_in_terminal.py"), str(program), *options]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=environ, timeout=180)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert (tmp_path / "data").exists() == (not options)
    assert list(temporary.iterdir()) == []


def test_the_app_ends_when_its_terminal_goes_away(house: Any, open_terminal: Any) -> None:
    """Nothing is left behind that waits for keys from a terminal that is gone."""
    terminal = open_terminal(house.path, alone=True)
    terminal.wait_for("Today")
    os.close(terminal.end)
    until = time.monotonic() + 20
    while time.monotonic() < until:
        done, _ = os.waitpid(terminal.child, os.WNOHANG)
        if done:
            return
        time.sleep(0.05)
    raise AssertionError("it is still running")
