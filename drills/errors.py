"""Everything that can go wrong, in the user's words.

DrillsError
├── InputError            what was typed or asked for can't be used
│   ├── DateError         a deadline that isn't understood, is ambiguous, or lies in the past
│   ├── ConfigError       a setting outside its range
│   └── DeckFileError     a deck file with problems, each with its line
├── NotFoundError         no such deck, card, goal …
├── FileError             a file other than the database can't be read or written
└── StorageError          the database file or its folder
    ├── NotADatabaseError
    ├── NewerDatabaseError
    ├── DamagedDatabaseError
    ├── ReadOnlyError
    ├── DiskFullError
    └── BusyError         another program holds the file
"""

from collections.abc import Sequence
from dataclasses import dataclass


class DrillsError(Exception):
    """Something went wrong that the user can act on: what happened, and a hint what to do next."""

    title = "Something went wrong"
    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class InputError(DrillsError):
    """What was typed or asked for can't be used."""

    title = "That can't be used"
    exit_code = 4


class DateError(InputError):
    """A deadline that isn't understood, is ambiguous, or lies in the past."""

    title = "Which date?"


class ConfigError(InputError):
    """A setting that isn't known or is outside its range."""

    title = "A setting can't be used"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file, at a line (counted from 1; 0 is the file as a whole)."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.message}"


class DeckFileError(InputError):
    """A deck file with problems, or one that can't be read at all; nothing of it was imported."""

    title = "The deck file has problems"

    def __init__(self, problems: Sequence[Problem], *, unreadable: bool = False) -> None:
        super().__init__("\n".join(map(str, problems)), hint="Nothing was imported.")
        self.problems = tuple(problems)
        self.unreadable = unreadable
        if unreadable:
            self.exit_code = FileError.exit_code

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}"


class NotFoundError(DrillsError):
    """Nothing goes by that name or number."""

    title = "Not found"
    exit_code = 3


class FileError(DrillsError):
    """A file other than the database can't be read or written."""

    title = "The file can't be used"
    exit_code = 5


class StorageError(DrillsError):
    """The database file, or the folder it lives in, can't be used as asked."""

    title = "The database can't be used"
    exit_code = 5


class NotADatabaseError(StorageError):
    """The file is something other than a Readyby database."""

    title = "Not a Readyby database"


class NewerDatabaseError(StorageError):
    """The file was written by a later version of Readyby."""

    title = "Made by a newer Readyby"


class DamagedDatabaseError(StorageError):
    """The file's contents are broken."""

    title = "The database is damaged"


class ReadOnlyError(StorageError):
    """The file or its folder may not be written."""

    title = "The database can't be written"


class DiskFullError(StorageError):
    """There is no room left to write."""

    title = "The disk is full"


class BusyError(StorageError):
    """Another program holds the file."""

    title = "The database is busy"
