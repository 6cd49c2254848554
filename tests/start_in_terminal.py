"""Start a program in a pseudo-terminal, wait until a word is drawn, leave it by a key, and expect exit code 0.

python tests/start_in_terminal.py readyby --demo
"""

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time

WORD = "Today"
KEY = b"\x11"  # ctrl+q
SECONDS = 60.0
SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\|[()][A-Z0-9]|[=>78])")


def main(command: list[str]) -> int:
    """0 when the program drew the word and left in good order; else 1, with what it had drawn."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", COLUMNS="80", LINES="24")
        os.execvp(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    began = time.monotonic()
    drawn = read_until(terminal, WORD, began + SECONDS)
    seconds = time.monotonic() - began
    found = WORD in text_of(drawn)
    os.write(terminal, KEY)
    drawn += read_until(terminal, None, time.monotonic() + SECONDS)
    code = ended(child, time.monotonic() + SECONDS)
    if found and code == 0:
        print(f"{' '.join(command)}: drew {WORD!r} after {seconds:.2f} s and left with exit code 0")
        return 0
    print(
        f"{' '.join(command)}: {'drew' if found else 'never drew'} {WORD!r}; exit code {code}\n{text_of(drawn)[-4000:]}"
    )
    return 1


def read_until(terminal: int, word: str | None, deadline: float) -> bytes:
    """What the program draws up to the word, or to its end."""
    drawn = b""
    while (left := deadline - time.monotonic()) > 0:
        if not select.select([terminal], [], [], left)[0]:
            break
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # the program has closed its side
            break
        if not piece:
            break
        drawn += piece
        if word and word in text_of(drawn):
            break
    return drawn


def text_of(drawn: bytes) -> str:
    """The drawn bytes without their control sequences."""
    return SEQUENCE.sub(b"", drawn).decode(errors="replace")


def ended(child: int, deadline: float) -> int | None:
    """The program's exit code; None, and it is ended by force, when it does not leave in time."""
    while time.monotonic() < deadline:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.05)
    os.kill(child, 9)
    os.waitpid(child, 0)
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
