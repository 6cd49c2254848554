"""A box of an answer: its title and what belongs there, the words, and how long they take aloud."""

from dataclasses import dataclass

from textual import events, on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from drills.number_words import counted
from drills.text import visible
from drills.views.composing import Fit, Length, Section, SectionRule

_SIGNS = {Fit.SHORT: "short", Fit.LONG: "long"}
WHOLE = 40  # words: so many pasted at once may be a whole answer


class SectionBox(TextArea):
    """One box of the template. Its border tells its title, words, seconds and share."""

    @dataclass
    class PastedWhole(Message):
        """So much was pasted into an empty box that it may be the whole answer."""

        box: "SectionBox"

    def __init__(self, rule: SectionRule, text: str) -> None:
        super().__init__(
            text, soft_wrap=True, tab_behavior="focus", placeholder=Content(rule.hint), highlight_cursor_line=False
        )
        self.rule = rule
        self.border_title = Content(rule.title)

    def on_paste(self, event: events.Paste) -> None:
        """Tell when so much comes into an empty box that it may be the whole answer."""
        if not self.text.strip() and len(event.text.split()) >= WHOLE:
            self.call_after_refresh(self.post_message, self.PastedWhole(self))

    @on(TextArea.SelectionChanged)
    def on_resize(self) -> None:
        """Keep the line that is written in sight: the boxes together may be higher than the screen."""
        self.call_after_refresh(self._follow_cursor)

    def _follow_cursor(self) -> None:
        boxes = self.parent
        if self.has_focus and isinstance(boxes, VerticalScroll):
            sight, row = boxes.content_region, self.cursor_screen_offset.y
            below = row + 2 - sight.bottom  # the box's edge with its length stays in sight, too
            if row < sight.y or below > 0:
                boxes.scroll_relative(y=below if below > 0 else row - sight.y, animate=False)

    @property
    def section(self) -> Section:
        """What stands in the box."""
        return Section(self.rule.name, self.text)

    def show_length(self, length: Length, total: int) -> None:
        """Say how long it is, and its share against the band of common advice."""
        if not length.words:
            self.border_subtitle = Content("")
            return
        words = f"{counted(length.words, 'word')} · {length.seconds:.0f} s"
        if self.rule.most < 1.0 and total:
            share = f"{length.words / total:.0%}".replace("%", " %")
            band = f"{length.least * 100:.0f}–{length.most * 100:.0f} %" if length.least else f"to {length.most:.0%}"
            words += f" · {share}{_verdict(length)} ({band.replace('%', ' %').replace('  ', ' ')})"
        self.border_subtitle = Content(words)

    def point_to(self, start: int, end: int) -> None:
        """Select those words and bring them into sight."""
        self.focus()
        first, last = (_location(self.text, min(place, len(self.text))) for place in (start, end))
        self.selection = Selection(first, last)
        self.scroll_cursor_visible(animate=False)

    def put_in(self, words: str) -> None:
        """Put a sentence in where the cursor is, with the blanks it needs around it."""
        row, column = self.cursor_location
        place = sum(len(line) + 1 for line in self.text.split("\n")[:row]) + column
        before, after = self.text[:place], self.text[place:]
        lead = "" if not before or before[-1].isspace() else " "
        trail = "" if not after or after[0].isspace() else " "
        self.insert(f"{lead}{visible(words)}{trail}")


def _verdict(length: Length) -> str:
    return f", {_SIGNS[length.fit]}" if length.fit in _SIGNS else ""


def _location(text: str, place: int) -> tuple[int, int]:
    """The row and column of a place in a text."""
    before = text[:place]
    return before.count("\n"), place - (before.rfind("\n") + 1)
