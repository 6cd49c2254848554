"""Marking what is wrong with a sample answer: words at fault with their pitfall, what is missing, a better sentence."""

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from drills.element import ELEMENTS, PITFALLS, named
from drills.text import one_line, visible
from drills.views.coaching import Mark
from tui.screens.dialog import LOOKS, Choose, Dialog, box
from tui.widgets.check_list import CheckList

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Marked:
    """What was marked and named, and the sentence that would be better."""

    marks: tuple[Mark, ...]
    named: tuple[str, ...]
    better: str


class Sample(Widget, can_focus=True):
    """The sample's words with a cursor; a range of them can be marked."""

    DEFAULT_CSS = """
    Sample { height: auto; max-height: 16; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "move(1)", "Next word", show=False, id="marks.right", tooltip="The next word"),
        Binding("left,h", "move(-1)", "Word before", show=False, id="marks.left", tooltip="The word before"),
        Binding("down,j", "move(8)", "On", show=False, id="marks.down", tooltip="Eight words on"),
        Binding("up,k", "move(-8)", "Back", show=False, id="marks.up", tooltip="Eight words back"),
        Binding("space", "mark", "Mark", id="marks.mark", tooltip="Begin to mark here; again ends it and names it"),
        Binding("backspace,delete", "unmark", "Unmark", id="marks.unmark", tooltip="Take the mark here away"),
    ]

    cursor: reactive[int] = reactive(0)
    begun: reactive[int | None] = reactive(None)

    def __init__(self, text: str) -> None:
        super().__init__(id="sample")
        self.text = text
        self.words = [match.span() for match in _WORD.finditer(text)]
        self.marks: list[Mark] = []

    def render(self) -> Content:
        """The text, the marks underlined, the words being marked and the cursor reversed."""
        content = Content(visible(self.text)) if visible(self.text) == self.text else Content(self._drawn())
        for mark in self.marks:
            content = content.stylize("bold underline $text-warning", mark.start, mark.end)
        if self.words:
            first, last = sorted((self.cursor if self.begun is None else self.begun, self.cursor))
            content = content.stylize("reverse", self.words[first][0], self.words[last][1])
        return content

    def _drawn(self) -> str:
        """The text as it may be drawn, each character in its place, so that marks stay on their words."""
        return "".join(drawn if len(drawn := visible(char)) == 1 else " " for char in self.text)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the text takes."""
        return max(1, self.render().get_height({}, width))

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.cursor = min(max(self.cursor + by, 0), max(len(self.words) - 1, 0))

    def action_mark(self) -> None:
        """Begin to mark here, or end it."""
        if not self.words:
            return
        if self.begun is None:
            self.begun = self.cursor
            return
        first, last = sorted((self.begun, self.cursor))
        self.begun = None
        self.name_mark(self.words[first][0], self.words[last][1])

    def name_mark(self, start: int, end: int) -> None:
        """Ask which pitfall those words are."""
        options = [(id_, named(id_)) for id_ in PITFALLS]

        def keep(pitfall: str | None) -> None:
            if pitfall:
                self.marks = [mark for mark in self.marks if mark.end <= start or mark.start >= end]
                self.marks.append(Mark(start, end, pitfall))
                self.refresh(layout=True)

        words = one_line(self.text[start:end], 40)
        self.app.push_screen(Choose(f"What is wrong with “{words}”?", options), keep)

    def action_unmark(self) -> None:
        """Take the mark under the cursor away, or stop marking."""
        self.begun = None
        if self.words:
            start, end = self.words[self.cursor]
            self.marks = [mark for mark in self.marks if mark.end <= start or mark.start >= end]
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Nothing but the focus."""
        self.focus()


class MarksScreen(Dialog[Marked]):
    """The sample, the elements to tick as missing, a line for a better sentence; f2 has it judged."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = [LOOKS, "marks.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "done", "Judge", id="marks.done", tooltip="Have it judged, item by item"),
    ]

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """The sample, what is missing, the better sentence."""
        with box(title="What is wrong with it?", hint="space marks · tab goes on · f2 judges · esc leaves", wide=True):
            yield Sample(self._text)
            yield Static(classes="label", id="marked", markup=False)
            yield Static(Content("Which elements are missing? space ticks"), classes="label")
            yield CheckList([named(id_) for id_ in ELEMENTS], widget_id="missing")
            yield Static(Content("One better sentence, if you like"), classes="label")
            yield Input(id="better", max_length=600)

    def on_mount(self) -> None:
        """Start in the sample."""
        self.query_one(Sample).focus()

    @on(Input.Submitted)
    def action_done(self) -> None:
        """Give what was marked."""
        missing = [id_ for place, id_ in enumerate(ELEMENTS) if place in self.query_one(CheckList).selected]
        marks = tuple(sorted(self.query_one(Sample).marks, key=lambda mark: mark.start))
        self.dismiss(Marked(marks, tuple(missing), self.query_one("#better", Input).value.strip()))

    def action_cancel(self) -> None:
        """Stop marking first; then leave."""
        sample = self.query_one(Sample)
        if sample.begun is not None:
            sample.begun = None
        else:
            self.dismiss(None)
