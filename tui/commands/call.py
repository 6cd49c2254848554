"""One call of the command line: what was asked for, where to answer, and the library when it is needed."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from drills.errors import DrillsError, InputError, NotFoundError
from drills.text import visible

if TYPE_CHECKING:
    import sqlite3

    from drills.config import Config


class UsageError(DrillsError):
    """The command was not given what it needs."""

    title = "That is not how it is called"
    exit_code = 2


class OutputError(DrillsError):
    """What was to be printed has nowhere to go."""

    title = "The output can't be written"


class Call:
    """One call of a command. Everything printed through it is harmless to a terminal."""

    def __init__(self, args: Namespace, *, environ: Mapping[str, str], now: datetime) -> None:
        self.args = args
        self.now = now
        self._environ = environ

    @cached_property
    def database(self) -> Path:
        """The database that this call is about."""
        from drills.paths import database_path

        return database_path(getattr(self.args, "db", None), self._environ)

    def existing_database(self) -> Path:
        """The database, which is there already; raises NotFoundError. The demo makes its own."""
        if self.args.demo:
            with self.library():
                pass
        if not self.database.exists():
            raise NotFoundError(f"There is no database at {self.database} yet.", hint="readyby today makes one.")
        return self.database

    @cached_property
    def config_path(self) -> Path:
        """The settings file."""
        from drills.paths import config_path

        return config_path(self._environ)

    @cached_property
    def backups(self) -> Path:
        """Where the backups of this call's database lie."""
        from drills.paths import backup_folder

        return backup_folder(self.database)

    def spare_own(self, target: Path) -> None:
        """Raise InputError for a target that is the database, a part of it, or one of its backups."""
        from drills.storage.backup import is_own

        if is_own(target, self.database, self.backups):
            raise InputError(
                f"{target} belongs to the database in use.", hint="Choose another file; nothing was changed."
            )

    @cached_property
    def config(self) -> "Config":
        """The user's settings; what can't be used of the file is said on standard error."""
        from drills.config import load

        config, problems = load(self.config_path)
        for problem in problems:
            complain(str(problem))
        return config

    @contextmanager
    def library(self) -> Iterator["sqlite3.Connection"]:
        """The open library, closed at the end; what there is to say about its opening goes to standard error."""
        import sqlite3

        from drills.opening import open_library
        from drills.storage.database import storage_error
        from drills.storage.ranges import days_readable

        opened = open_library(self.database, self.now)
        for notice in opened.notices:
            complain(notice)
        with closing(opened.connection) as connection:
            if self.args.demo:
                from drills.made_up.demo import fill_demo

                fill_demo(connection, self.now)
            try:
                with days_readable(connection):
                    yield connection
            except sqlite3.Error as error:
                raise storage_error(error, self.database) from error

    def say(self, text: str = "") -> None:
        """Print a text that may hold anything."""
        with printing() as stream:
            stream.write(visible(text) + "\n")

    def answer(self, value: object, words: str) -> None:
        """Print what the call came to: as data when --json asks for it, else in words."""
        if self.args.json:
            self.data(value)
        else:
            self.say(words)

    def data(self, value: object) -> None:
        """Print data as JSON, in plain ASCII."""
        with printing() as stream:
            stream.write(as_json(value) + "\n")

    def confirm(self, question: str) -> None:
        """Ask before something that can't be taken back, unless --yes was given.

        Raises UsageError when there is nobody to answer, DrillsError when the answer is no.
        """
        if self.args.yes:
            return
        if sys.stdin is None or not sys.stdin.isatty():
            raise UsageError(question, hint="Add --yes to do it; nothing was changed.")
        print(f"{visible(question)} [y/N] ", end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip().lower() not in ("y", "yes"):
            raise DrillsError("Nothing was changed.")


@contextmanager
def printing() -> Iterator[TextIO]:
    """Standard output; a file or device behind it that is full raises OutputError, a closed pipe BrokenPipeError."""
    try:
        yield sys.stdout or StringIO()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"The output can't be written: {error.strerror or error}.") from error


def complain(message: str, hint: str = "") -> None:
    """Say on standard error what went wrong, each line named as Readyby's, and what to do."""
    lines = [f"readyby: {line}" for line in visible(message).split("\n")]
    lines += [f"  {line}" for line in visible(hint).split("\n") if line]
    with suppress(OSError):
        print(*lines, sep="\n", file=sys.stderr, flush=True)


def as_json(value: object) -> str:
    """Any data of ours as JSON in printable ASCII: no byte of it can command a terminal."""
    from tui.commands.plain import plain

    return json.dumps(plain(value), indent=2, ensure_ascii=True, allow_nan=False).replace("\x7f", "\\u007f")
