"""A text that a command is given: the contents of a file, or what comes on standard input."""

import sys
from pathlib import Path

from drills.errors import FileError, InputError

STDIN = "-"
_MARK = "\ufeff"  # which some editors put before the first word


def given_text(name: str) -> str:
    """The text of a file, or of standard input for "-", without a byte-order mark.

    Raises FileError for what can't be read, InputError for what is no text in UTF-8.
    """
    if name == STDIN:
        return ("" if sys.stdin is None else sys.stdin.read()).removeprefix(_MARK)
    try:
        return Path(name).read_bytes().decode("utf-8").removeprefix(_MARK)
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is not text in UTF-8.", hint="Save the answer as plain text.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FileError(f"{name} can't be read: {reason}.", hint="Name a text file, or - to read it.") from error
