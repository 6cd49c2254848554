"""Deck files brought into the library: all of them or, if anything is wrong with one, none."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from drills.errors import DeckFileError, DrillsError, Problem
from drills.exchange.markdown import DeckFile, read_deck_file
from drills.models import NoteDraft
from drills.note import checked, deck_name, file_key, first_line
from drills.storage.database import transaction
from drills.storage.decks import ensure_deck
from drills.storage.merge import Change, Outcome, apply, planned
from drills.storage.search import index_notes
from drills.storage.undo import undoable

Progress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What came of a file's notes; `kept` names those where the user's edit stood against a change."""

    file: str
    deck: str
    added: int
    updated: int
    unchanged: int
    kept_edits: int
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, file by file."""

    files: tuple[FileReport, ...]

    @property
    def changed(self) -> bool:
        """Whether anything was added or updated."""
        return any(file.added or file.updated for file in self.files)


def import_files(
    c: sqlite3.Connection, paths: Sequence[Path | str], now: datetime, progress: Progress | None = None
) -> ImportReport:
    """Bring deck files in, in one step that can be undone; doing it again changes nothing.

    A folder stands for all the .md files in it and below, but for hidden ones and for links to other folders.
    Cards that are there already keep their histories, and texts that the user has edited stay; deleted ones come back.
    `progress` is called with the notes done and all there are. Raises DeckFileError with every problem in all the
    files; nothing is imported then.
    """
    files = _read(paths)
    drafts = [(path, draft) for path, deck in files for draft in deck.notes]
    with transaction(c):
        changes = [planned(c, draft, path.name, revive=True) for path, draft in drafts]
        writes = [change for change in changes if change.writes]
        if writes:
            _write(c, files, writes, now, progress)
    outcomes = iter(changes)
    return ImportReport(tuple(_report(path, deck, [next(outcomes) for _ in deck.notes]) for path, deck in files))


def _write(
    c: sqlite3.Connection,
    files: Sequence[tuple[Path, DeckFile]],
    changes: Sequence[Change],
    now: datetime,
    progress: Progress | None,
) -> None:
    label = f"Import {files[0][0].name}" if len(files) == 1 else f"Import {len(files)} decks"
    with undoable(c, label, now) as step:
        for _, deck in files:
            ensure_deck(c, deck.deck, now, step=step, about=deck.about)
        note_ids = []
        for done, change in enumerate(changes, 1):
            note_ids.append(apply(c, change, step, now))
            if progress:
                progress(done, len(changes))
        index_notes(c, note_ids)


def _read(paths: Sequence[Path | str]) -> list[tuple[Path, DeckFile]]:
    """The files' decks with their notes checked and keyed; raises DeckFileError with all problems."""
    problems: list[Problem] = []
    unread = 0
    files: list[tuple[Path, DeckFile]] = []
    seen: dict[str, tuple[str, int]] = {}
    for path in dict.fromkeys(_deck_files(map(Path, paths), problems)):
        try:
            deck = _checked(read_deck_file(path), str(path), seen, problems)
        except DeckFileError as error:
            problems += error.problems
            unread += len(error.problems) if error.unreadable else 0
        except DrillsError as error:
            problems.append(Problem(str(path), 0, error.message))
        else:
            files.append((path, deck))
    if problems:
        raise DeckFileError(problems, unreadable=unread == len(problems))
    return files


def _deck_files(paths: Iterable[Path], problems: list[Problem]) -> Iterator[Path]:
    for path in paths:
        if not os.path.isdir(path):  # noqa: PTH112  Path.is_dir raises on what may not be looked at
            yield path
            continue
        found = sorted(_below(path, problems))
        if not found:
            problems.append(Problem(str(path), 0, "there are no .md files in this folder"))
        yield from found


def _below(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    def unread(error: OSError) -> None:
        problems.append(Problem(str(error.filename), 0, f"this folder can't be read: {error.strerror}"))

    for place, folders, names in os.walk(folder, onerror=unread):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place, name) for name in names if name.endswith(".md") and not name.startswith("."))


def _checked(deck: DeckFile, file: str, seen: dict[str, tuple[str, int]], problems: list[Problem]) -> DeckFile:
    name = deck_name(deck.deck)
    notes = []
    for written in deck.notes:
        try:
            draft = checked(replace(written, deck=name))
        except DrillsError as error:
            problems.append(Problem(file, written.line, str(error)))
            continue
        draft = replace(draft, key=file_key(draft))
        if earlier := _seen(draft, file, seen):
            problems.append(Problem(file, draft.line, earlier))
        notes.append(draft)
    return replace(deck, deck=name, notes=tuple(notes))


def _seen(draft: NoteDraft, file: str, seen: dict[str, tuple[str, int]]) -> str:
    """What is wrong if the same note came before; empty if it didn't."""
    assert draft.key
    before, line = seen.setdefault(draft.key, (file, draft.line))
    if (before, line) == (file, draft.line):
        return ""
    return f"this is the same card as in {before}:{line}; give one of them another Id: or text"


def _report(path: Path, deck: DeckFile, changes: Sequence[Change]) -> FileReport:
    counts = {outcome: sum(change.outcome is outcome for change in changes) for outcome in Outcome}
    kept = tuple(
        first_line(change.note.kind, change.note.fields, 80)
        for change in changes
        if change.outcome is Outcome.KEPT_EDIT
    )
    return FileReport(
        str(path),
        deck.deck,
        counts[Outcome.ADDED],
        counts[Outcome.UPDATED],
        counts[Outcome.UNCHANGED],
        counts[Outcome.KEPT_EDIT],
        kept,
    )
