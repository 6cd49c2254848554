"""Files in and out: deck files brought in with a report, everything given out again."""

import os
import shlex
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Button, Input, Static

from drills.errors import DeckFileError, DrillsError, InputError
from drills.files import written
from drills.number_words import counted
from drills.text import one_line, visible
from tui.desk import Desk
from tui.messages import Said
from tui.screens.dialog import Dialog, Reader, box, buttons


def paths_in(text: str) -> list[Path]:
    """The files that a typed or dropped text names; a folder stands for all the decks below it. Raises InputError."""
    if not text.strip():
        raise InputError("Name a file.", hint="For example: ~/decks/spanish.md")
    try:
        whole = Path(text.strip()).expanduser()
        names = [str(whole)] if os.path.exists(whole) else shlex.split(text)  # noqa: PTH110  Path.exists raises on NUL
    except (ValueError, RuntimeError, OSError) as error:
        raise InputError(f"This is no path: {error}.", hint="Put quotes around a name with spaces.") from error
    return [_there(Path(name)) for name in names]


def _there(path: Path) -> Path:
    """The file or folder, which there must be."""
    try:
        path = path.expanduser()
        if not path.exists():
            raise InputError(f"There is no file {visible(str(path))}.", hint="Check the path; ~ is your home folder.")
    except (OSError, RuntimeError, ValueError) as error:
        raise InputError(f"{visible(str(path))} can't be read: {error}.") from error
    return path


class ImportDialog(Dialog[None]):
    """Asks for files, brings them in, and shows what came of each; or every problem with its file and line."""

    def __init__(self, desk: Desk, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._desk = desk
        self._now = now

    def compose(self) -> ComposeResult:
        """Where to name the files."""
        with box(title="Import decks", hint="enter imports · esc cancels"):
            yield Static("Markdown deck files, or a folder of them", classes="label")
            yield Input(placeholder="~/decks/interview.md")
            yield Static(classes="wrong", markup=False)
            yield buttons(("import", "Import"), ("cancel", "Cancel"))

    @on(Input.Submitted)
    @on(Button.Pressed, "#import")
    def bring_in(self) -> None:
        """Import what is named."""
        self._import(self.query_one(Input).value)

    @on(Button.Pressed, "#cancel")
    def leave(self) -> None:
        """Leave by the button."""
        self.action_cancel()

    @work(exclusive=True, group="import")
    async def _import(self, text: str) -> None:
        from drills.exchange.importing import import_files

        try:
            report = await self._desk.write(import_files, paths_in(text), self._now())
        except DeckFileError as error:
            self._show_problems(error)
        except DrillsError as error:
            self._explain(str(error))
        else:
            self.app.switch_screen(Reader("Imported", report_lines(report)))

    def _show_problems(self, error: DeckFileError) -> None:
        lines: list[str | Content] = [
            Content.assemble((counted(len(error.problems), "problem"), "bold"), ". Nothing was imported.", "\n"),
            *(problem_line(problem.file, problem.line, problem.message) for problem in error.problems),
        ]
        self._explain(f"{counted(len(error.problems), 'problem')}; nothing was imported.")
        self.app.push_screen(Reader("These files have problems", lines))

    def _explain(self, words: str) -> None:
        wrong = self.query_one(".wrong", Static)
        wrong.update(Content(visible(words)))
        wrong.add_class("-shown")


def problem_line(file: str, line: int, message: str) -> Content:
    """A problem with its place in the file."""
    place = f"{visible(file)}:{line}" if line else visible(file)
    return Content.assemble((place, "bold"), ("  " + visible(message), ""))


def report_lines(report: Any) -> list[str | Content]:
    """What an import brought, file by file."""
    lines: list[str | Content] = []
    for file in report.files:
        figures = [
            (file.added, "added"),
            (file.updated, "changed"),
            (file.unchanged, "as before"),
            (file.kept_edits, "kept as you edited them"),
        ]
        words = " · ".join(f"{number:,} {what}" for number, what in figures if number) or "nothing in it"
        lines.append(Content.assemble((one_line(str(file.deck).replace("::", " › "), 80), "bold"), f"\n  {words}"))
    return [*lines, "", Content.assemble(("u in the Library takes the whole import back", "$text-muted"))]


class ExportDialog(Dialog[None]):
    """Asks where to: a .json file takes everything, a folder takes the decks as Markdown."""

    def __init__(self, desk: Desk, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._desk = desk
        self._now = now
        self._warned = ""

    def compose(self) -> ComposeResult:
        """Where to, and what each way holds."""
        with box(title="Export", hint="enter writes · esc cancels"):
            yield Static(
                "A name that ends in .json: everything, history and goals included.\n"
                "Any other name: a folder with each deck as a Markdown file.",
                classes="words label",
            )
            yield Input(f"~/readyby-{self._now():%Y-%m-%d}.json", select_on_focus=False)
            yield Static(classes="wrong", markup=False)
            yield buttons(("export", "Export"), ("cancel", "Cancel"))

    @on(Input.Changed)
    def forget(self) -> None:
        """Another name, another question."""
        self.query_one(".wrong").remove_class("-shown")
        self._warned = ""

    @on(Input.Submitted)
    @on(Button.Pressed, "#export")
    def write_out(self) -> None:
        """Write, after a second Enter where something would be replaced."""
        text = self.query_one(Input).value.strip()
        if not text:
            self._explain("Name a file or a folder.")
            return
        try:
            path = Path(text).expanduser()
            taken = path.is_file() if path.suffix == ".json" else path.is_dir() and any(path.rglob("*.md"))
        except (OSError, RuntimeError, ValueError) as error:
            self._explain(f"This is no path: {error}.")
            return
        if taken and self._warned != text:
            self._warned = text
            self._explain(f"{visible(str(path))} is there already. Enter again replaces what it holds.")
            return
        self._export(path)

    @on(Button.Pressed, "#cancel")
    def leave(self) -> None:
        """Leave by the button."""
        self.action_cancel()

    @work(exclusive=True, group="export")
    async def _export(self, path: Path) -> None:
        try:
            if path.suffix == ".json":
                await self._desk.read(write_everything, path)
                words = f"Everything is in {path}"
            else:
                files = await self._desk.read(write_decks, path)
                words = f"{counted(files, 'deck')} in {path}"
        except DrillsError as error:
            self._explain(str(error))
        else:
            self.post_message(Said(visible(words)))
            self.dismiss(None)

    def _explain(self, words: str) -> None:
        wrong = self.query_one(".wrong", Static)
        wrong.update(Content(visible(words)))
        wrong.add_class("-shown")


def write_everything(c: sqlite3.Connection, path: Path) -> None:
    """Write all there is to a JSON file, whole or not at all."""
    from drills.storage.export import write_json

    with written(path) as stream:
        write_json(c, stream)


def write_decks(c: sqlite3.Connection, folder: Path) -> int:
    """Write each deck to a Markdown file in the folder; gives how many."""
    from drills.storage.export import deck_files

    files = 0
    for name, text in deck_files(c):
        parts = PurePosixPath(name)
        if parts.is_absolute() or ".." in parts.parts:
            raise InputError(f"{visible(name)} would lie outside {folder}.")
        with written(folder / parts) as stream:
            stream.write(text)
        files += 1
    return files
