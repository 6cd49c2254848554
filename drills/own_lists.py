"""The user's own coach lists: *.toml beside the settings file, used wherever the coach looks at an answer.

The folder is named once, when the program starts; a file that was changed since is read again.
"""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from drills.errors import Problem

if TYPE_CHECKING:
    from drills.answers.rule import Lexicon

FOLDER = "coach"
"""The folder's name, beside the settings file."""

_folders: list[Path] = []
_caches: list[Path] = []


def use_folder(folder: Path | None) -> None:
    """Take the user's lists from that folder from now on; None: only what comes with Readyby."""
    _folders[:] = [] if folder is None else [folder]


def keep_compiled(folder: Path) -> None:
    """Keep what was compiled of the lists in that folder, so that the next start needs a tenth of the time."""
    _caches[:] = [folder]


def lexicon() -> "Lexicon | None":
    """What comes with Readyby and the user's own lists; None when there are none. Raises FileError."""
    if _caches:
        from drills.answers.compiled import COMPILED

        COMPILED.folder = _caches[0]
    stamps = _stamps()
    return _read(stamps) if stamps else None


def problems() -> tuple[Problem, ...]:
    """What of the user's lists can't be used. Raises FileError."""
    own = lexicon()
    return own.problems if own else ()


def _stamps() -> tuple[tuple[Path, int], ...]:
    """The files, each with when it was changed."""
    found = []
    for folder in _folders:
        for path in sorted(folder.glob("*.toml")):
            try:
                found.append((path, path.stat().st_mtime_ns))
            except OSError:
                continue  # deleted meanwhile
    return tuple(found)


@lru_cache(maxsize=1)
def _read(stamps: tuple[tuple[Path, int], ...]) -> "Lexicon":
    from drills.answers.lexicon import with_own

    return with_own(stamps[0][0].parent)
