"""Starting a program in a pseudo-terminal and timing until something shows on it."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Start:
    """How long until the pattern showed, in seconds, and the program's peak memory by then, in KB."""

    seconds: float
    peak_memory: int


def first_paint(command: list[str], pattern: bytes, *, limit: float = 30.0) -> Start:
    """Start `command` at 120×36 and wait until its output, less escape sequences, matches `pattern`."""
    began = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
        os.execvp(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
    try:
        return _wait(child, terminal, pattern, began, limit)
    finally:
        os.kill(child, signal.SIGTERM)
        _drain(terminal)
        os.waitpid(child, 0)
        os.close(terminal)


def _wait(child: int, terminal: int, pattern: bytes, began: float, limit: float) -> Start:
    output = b""
    while time.perf_counter() - began < limit:
        if select.select([terminal], [], [], 0.05)[0]:
            output += os.read(terminal, 1 << 16)
            if re.search(pattern, re.sub(rb"\x1b\[[0-9;?<>=]*[a-zA-Z]", b"", output)):
                return Start(time.perf_counter() - began, _peak_memory(child))
    raise TimeoutError(f"{pattern!r} did not show within {limit} s")


def _peak_memory(process: int) -> int:
    with Path(f"/proc/{process}/status").open(encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))


def _drain(terminal: int) -> None:
    """Read on, so that the program isn't stuck writing while it ends."""
    end = time.perf_counter() + 5.0
    while time.perf_counter() < end:
        try:
            if select.select([terminal], [], [], 0.2)[0] and not os.read(terminal, 1 << 16):
                return
        except OSError:
            return
