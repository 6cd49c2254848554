"""What a command is given to read: a text in a file or on standard input, or a role."""

import sys
from pathlib import Path

from drills.answers.role import Role
from drills.errors import FileError, InputError
from drills.text import one_line
from tui.commands.call import complain

STDIN = "-"
_SHOWN = 5
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
        raise FileError(f"{name} can't be read: {reason}.", hint="Name a text file, or - for stdin.") from error


def given_role(path: Path) -> Role:
    """The role in a TOML file; keys that it doesn't have are named on standard error. Raises FileError, InputError."""
    role, strange = Role.read(path)
    if strange:
        some = ", ".join(one_line(key, 40) for key in strange[:_SHOWN])
        more = f" and {len(strange) - _SHOWN} more" if len(strange) > _SHOWN else ""
        complain(f"{path}: not understood and left out: {some}{more}.", f"A role has {', '.join(Role.known_keys())}.")
    return role
