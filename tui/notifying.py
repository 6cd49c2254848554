"""Notifications on the desktop, by the program that the system has for them. Their text is only text."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from html import escape
from shutil import which

from drills.text import visible

SECONDS = 10.0
_SCRIPT = ("on run argv", "display notification (item 1 of argv) with title (item 2 of argv)", "end run")


def notify(title: str, text: str, run: Callable[[Sequence[str]], bool] | None = None) -> bool:
    """Show a notification; False where there is no way to."""
    command = command_for(visible(title), visible(text))
    return command is not None and (run or _ran)(command)


def command_for(title: str, text: str, find: Callable[[str], str | None] = which) -> list[str] | None:
    """The call that shows it here: notify-send, or osascript on macOS; None without either."""
    if sys.platform != "darwin" and (program := find("notify-send")):
        return [program, "--app-name=Readyby", "--", title, escape(text, quote=False)]
    if program := find("osascript"):
        lines = [part for line in _SCRIPT for part in ("-e", line)]
        return [program, *lines, text, title]
    return None


def _ran(command: Sequence[str]) -> bool:
    try:
        return subprocess.run(command, check=False, capture_output=True, timeout=SECONDS).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
