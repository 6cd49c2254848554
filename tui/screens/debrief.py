"""Looking back on an interview; what it showed goes into practice, and the whole can be kept as Markdown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from drills.composing.answer_report import debrief_text
from drills.config import Config
from drills.errors import DrillsError
from drills.files import is_there, written
from drills.number_words import counted
from drills.storage.answer.debriefs import close_debrief, debrief
from drills.views.interviews import Debrief
from tui.desk import Desk
from tui.messages import Failed, Said
from tui.screens.confirm import ConfirmScreen
from tui.screens.dialog import Prompt
from tui.screens.place import Place
from tui.widgets.debrief_view import debrief_content

WIDEST = 110  # cells, as in debrief.tcss


class DebriefScreen(Place):
    """One interview in full."""

    PLACE: ClassVar[str] = "answers"
    CSS_PATH = "debrief.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "practise", "Practise", id="debrief.practise", tooltip="Put up for today what went badly"),
        Binding("m", "markdown", "Markdown", id="debrief.markdown", tooltip="Write it to a file, to read or to show"),
        Binding("c", "copy", "Copy", id="debrief.copy", tooltip="Copy it as Markdown"),
        Binding("down,j", "scroll(1)", "Down", show=False, id="debrief.down", tooltip="A line down"),
        Binding("up,k", "scroll(-1)", "Up", show=False, id="debrief.up", tooltip="A line up"),
        Binding("space,pagedown", "scroll(12)", "Read on", show=False, id="debrief.on", tooltip="A page down"),
        Binding("b,pageup", "scroll(-12)", "Read back", show=False, id="debrief.back", tooltip="A page up"),
    ]

    @dataclass
    class Loaded(Message):
        """It is read."""

        debrief: Debrief

    def __init__(self, desk: Desk, now: Callable[[], datetime], config: Config, interview_id: int) -> None:
        super().__init__(desk, now, config)
        self._interview = interview_id
        self._debrief: Debrief | None = None

    def body(self) -> ComposeResult:
        """The text."""
        with VerticalScroll(id="debrief", can_focus=False):
            yield Static(id="debrief-text", markup=False)

    @work(exclusive=True, group="debrief.load")
    async def load(self) -> None:
        """Read it."""
        await self.fetch(self.Loaded, debrief, self._interview, self.now(), self.config.study)

    @on(Loaded)
    def show(self, message: Loaded) -> None:
        """Show it."""
        self._debrief = message.debrief
        self._fill()

    def on_resize(self) -> None:
        """The lines follow the width."""
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        if self._debrief:
            place = self.query_one("#debrief")
            width = min(place.size.width - place.styles.scrollbar_size_vertical, WIDEST)
            self.query_one("#debrief-text", Static).update(debrief_content(self._debrief, width))

    @work(group="debrief.practise")
    async def action_practise(self) -> None:
        """Put up for today what went badly."""
        try:
            queue = await self.desk.write(close_debrief, self._interview, self.now(), self.config.study)
        except DrillsError as error:
            self.post_message(Failed(error))
            return
        words = f"{counted(len(queue), 'question')} for today · u takes it back" if queue else "Nothing went badly."
        self.post_message(Said(words))

    @work(group="debrief.markdown")
    async def action_markdown(self) -> None:
        """Write it to a file."""
        if not self._debrief:
            return
        kind, day = self._debrief.interview.kind, self._debrief.interview.day
        asked = Prompt(
            "Write it to", "A new file; it is private to you", f"~/interview-{kind}-{day}.md", needed="A name."
        )
        name = await self.app.push_screen_wait(asked)
        if not name:
            return
        try:
            path = Path(name).expanduser()
            if is_there(path) and not await self.app.push_screen_wait(_replacing(path)):
                return
            with written(path) as file:
                file.write(debrief_text(self._debrief))
        except DrillsError as error:
            self.post_message(Failed(error))
        else:
            self.post_message(Said(f"Written to {path}"))

    @work(group="debrief.copy")
    async def action_copy(self) -> None:
        """Copy it as Markdown."""
        from tui.clipboard import copy

        if self._debrief:
            self.post_message(Said(f"Copied {await copy(self.app, debrief_text(self._debrief))}."))

    def action_scroll(self, lines: int) -> None:
        """Scroll it."""
        self.query_one("#debrief").scroll_relative(y=lines, animate=False)


def _replacing(path: Path) -> ConfirmScreen:
    return ConfirmScreen("Replace the file?", f"{path} is there already.", "Replace", "Keep it")
