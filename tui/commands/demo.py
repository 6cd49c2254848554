"""A throw-away library for `--demo`: it lies in a folder of its own, and goes when the command ends."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from drills.paths import CONFIG_NAME, DATABASE_NAME, config_path


@contextmanager
def demo_files(environ: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """An environment whose database and settings are throw-away files; the settings begin as a copy of the user's."""
    with tempfile.TemporaryDirectory(prefix="readyby-demo-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with suppress(OSError):
            shutil.copyfile(config_path(environ), folder / CONFIG_NAME)
        yield {
            **environ,
            "READYBY_DB": str(folder / DATABASE_NAME),
            "READYBY_CONFIG": str(folder / CONFIG_NAME),
        }
