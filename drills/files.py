"""Writing files so that they are there whole or not at all, and readable by their owner alone."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from drills.errors import FileError

_REASONS = {
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.EROFS: "the file system is read-only",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EISDIR: "it is a folder",
    errno.ENOTDIR: "a part of its path is a file",
    errno.ENAMETOOLONG: "its name is too long",
}


@contextmanager
def written(path: Path) -> Iterator[TextIO]:
    """A stream whose text becomes the file at `path` (mode 0600) when all of it is written; else nothing changes.

    A symbolic link is followed, so that it still leads to the file. Raises FileError when it can't be written.
    """
    try:
        target = path.resolve()
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}-", dir=target.parent)
    except (OSError, RuntimeError) as error:
        raise unusable(path, error) from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(target)
    except OSError as error:
        raise unusable(path, error) from error
    finally:
        Path(name).unlink(missing_ok=True)


def is_there(path: Path) -> bool:
    """Whether there is a file or a folder at `path`. Raises FileError when that can't be found out."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError) as error:
        raise unusable(path, error) from error
    return True


def unusable(path: Path, error: Exception) -> FileError:
    """The FileError that says why the file at `path` can't be read or written."""
    number = getattr(error, "errno", None)
    reason = _REASONS.get(number or 0) or getattr(error, "strerror", None) or str(error)
    return FileError(f"{path} can't be used: {reason}.", hint="Check the path and its rights, or choose another one.")
