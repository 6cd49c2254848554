"""A throw-away library for `--demo`: it lies in a folder of its own, and goes when the command ends."""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from drills.paths import CONFIG_NAME, DATABASE_NAME, config_path

_PREFIX = "readyby-demo-"
_SETTLED = 60.0  # seconds after which a folder in use is surely locked


@contextmanager
def demo_files(environ: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """An environment whose database and settings are throw-away files; the settings begin as a copy of the user's.

    What earlier demos left behind because they were killed is removed.
    """
    _clear_up(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name, _locked(Path(name)):
        folder = Path(name)
        with suppress(OSError):
            shutil.copyfile(config_path(environ), folder / CONFIG_NAME)
        (folder / CONFIG_NAME).touch()
        yield {
            **environ,
            "READYBY_DB": str(folder / DATABASE_NAME),
            "READYBY_CONFIG": str(folder / CONFIG_NAME),
        }


def _clear_up(place: Path) -> None:
    """Remove the user's own demo folders that no process holds."""
    for folder in place.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            there = folder.lstat()
            if there.st_uid != os.getuid() or time.time() - there.st_mtime < _SETTLED:
                continue
            with _locked(folder) as free:
                if free:
                    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Lock a folder, if no process has; the lock goes with the process, however that ends."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        yield _lock(handle)
    finally:
        os.close(handle)


def _lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
