"""The versions of an answer: what changed from one to another, and the way back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from drills.composing.answer_diff import difference
from drills.dates import short
from drills.errors import DrillsError
from drills.number_words import percent
from drills.spoken import words_in
from drills.storage.answer.answer_versions import discard_version, restore_version, versions
from drills.text import visible
from drills.views.composing import Answer, Run, SectionDiff
from tui.desk import Desk
from tui.messages import Failed, Said
from tui.screens.dialog import LOOKS, Dialog, box
from tui.widgets.rows import Rows

_STYLES = {"same": "", "gone": "strike $text-muted", "new": "bold underline"}
_SIGNS = {"same": "", "gone": "−", "new": "+"}


class VersionRows(Rows):
    """The versions, latest first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,r", "screen.restore", "Bring back", id="versions.restore", tooltip="Make it the latest version"),
        Binding("c", "screen.compare", "Compare", id="versions.compare", tooltip="Compare others with this one"),
        Binding("x,delete", "screen.discard", "Discard", id="versions.discard", tooltip="Put it out of sight"),
    ]


class VersionsScreen(Dialog[bool]):
    """Versions to the left, the words that differ to the right; gives whether the latest version is another now."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = [LOOKS, "versions.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,right,l", "scroll(8)", "Read on", show=False, id="versions.scroll", tooltip="Scroll the words"),
        Binding("left,h", "scroll(-8)", "Read back", show=False, id="versions.back", tooltip="Scroll back"),
    ]

    @dataclass
    class Loaded(Message):
        """The versions are read."""

        versions: tuple[Answer, ...]

    def __init__(self, desk: Desk, now: Callable[[], datetime], note_id: int) -> None:
        super().__init__()
        self.desk = desk
        self.now = now
        self._note_id = note_id
        self._versions: tuple[Answer, ...] = ()
        self._base: int | None = None
        self._changed = False

    def compose(self) -> ComposeResult:
        """The versions, and what differs."""
        hint = "enter brings back · c compares · x discards · esc closes"
        with box(title="Versions", hint=hint, wide=True), Horizontal(id="versions-panes"):
            yield VersionRows(widget_id="versions-list")
            with VerticalScroll(id="versions-words", can_focus=False):
                yield Static(id="versions-diff", markup=False)

    def on_mount(self) -> None:
        """Read them."""
        self.query_one(VersionRows).focus()
        self._load()

    @work(exclusive=True, group="versions.load")
    async def _load(self) -> None:
        try:
            found = await self.desk.read(versions, self._note_id)
        except DrillsError as error:
            self.post_message(Failed(error))
        else:
            self.post_message(self.Loaded(found))

    @on(Loaded)
    def show(self, message: Loaded) -> None:
        """Show the list; without any, say what belongs here."""
        self._versions = message.versions
        rows = [
            (str(answer.id), version_row(answer, self.now().date(), base=answer.id == self._base))
            for answer in self._versions
        ]
        listed = self.query_one(VersionRows)
        listed.fill(rows, listed.chosen)
        if not rows:
            self.query_one("#versions-diff", Static).update("No version yet. f2 keeps what is written as one.")
        else:
            self._show_difference()

    @on(OptionList.OptionHighlighted)
    def _show_difference(self) -> None:
        later = self._chosen
        if later is None:
            return
        earlier = self._compared_with(later)
        content = version_content(later) if earlier is None else difference_content(earlier, later)
        self.query_one("#versions-diff", Static).update(content)
        self.query_one("#versions-words").scroll_home(animate=False)

    @property
    def _chosen(self) -> Answer | None:
        chosen = self.query_one(VersionRows).chosen
        return next((answer for answer in self._versions if str(answer.id) == chosen), None)

    def _compared_with(self, answer: Answer) -> Answer | None:
        """The version chosen to compare with, or the one before."""
        base = next((other for other in self._versions if other.id == self._base), None)
        if base and base.id != answer.id:
            return base
        return next((other for other in self._versions if other.version < answer.version), None)

    # Doing

    def action_compare(self) -> None:
        """Compare the others with this one; the same key again: with the one before."""
        chosen = self._chosen
        if chosen:
            self._base = None if self._base == chosen.id else chosen.id
            self.show(self.Loaded(self._versions))

    @on(OptionList.OptionSelected)
    def action_restore(self) -> None:
        """Bring the version back as the latest."""
        if (chosen := self._chosen) and chosen is not self._versions[0]:
            self._write(restore_version, chosen, f"Version {chosen.version} is back as the latest · u takes it back")
        elif chosen:
            self.post_message(Said("That is the latest version already."))

    def action_discard(self) -> None:
        """Put the version out of sight."""
        if chosen := self._chosen:
            self._write(discard_version, chosen, f"Discarded version {chosen.version} · u brings it back")

    @work(group="versions.write")
    async def _write(self, change: Callable[..., object], answer: Answer, words: str) -> None:
        try:
            await self.desk.write(change, answer.id, self.now())
        except DrillsError as error:
            self.post_message(Failed(error))
            return
        self._changed = True
        self.app.post_message(Said(words))
        self._load()

    def action_scroll(self, lines: int) -> None:
        """Scroll the words."""
        self.query_one("#versions-words").scroll_relative(y=lines, animate=False)

    def action_cancel(self) -> None:
        """Close; tell whether the answer is another now."""
        self.dismiss(self._changed)


def version_row(answer: Answer, today: date, *, base: bool = False) -> Content:
    """Number, day, words, and whether it is ready or still worked on."""
    day = (answer.closed_at or answer.changed_at).astimezone()
    state = "ready" if answer.ready else "" if answer.closed_at else "worked on"
    return Content.assemble(
        (f"{'▸' if base else ' '} {answer.version:>2}  ", "bold"),
        (f"{short(day.date(), today)} {day:%H:%M}", ""),
        (f"  {words_in(answer.text)} w", "$text-muted"),
        (f"  {state}", "$text-success" if answer.ready else "$text-muted"),
    )


def version_content(answer: Answer) -> Content:
    """The first version, as it is."""
    return Content.assemble((f"Version {answer.version}, the first", "$text-muted"), "\n\n", visible(answer.text))


def difference_content(earlier: Answer, later: Answer) -> Content:
    """What went (−, struck out) and what came (+, underlined), section by section."""
    head = f"From version {earlier.version} to {later.version}:  "
    parts = [Content.assemble((head, "$text-muted"), ("−gone", _STYLES["gone"]), "  ", ("+new", _STYLES["new"]))]
    for section in difference(earlier.sections, later.sections):
        parts += list(_section(section))
    return Content("\n").join(parts)


def _section(section: SectionDiff) -> Iterator[Content]:
    if section.runs:
        yield Content("")
        yield Content.assemble((section.title, "bold"), (f"  {percent(section.kept)} kept", "$text-muted"))
        yield Content.assemble(*(part for run in section.runs for part in _run(run)))


def _run(run: Run) -> Iterator[str | tuple[str, str]]:
    """A run with its sign; a blank after it, so that what went and what came never run into each other."""
    words = visible(run.text)
    if not words.strip():
        yield words
        return
    bare = words.rstrip()
    yield f"{_SIGNS[run.how]}{bare}", _STYLES[run.how]
    yield words[len(bare) :] or " "
