"""A list of any number of notes: only the lines in sight are drawn, and only the pages in sight are read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual

from drills.dates import short
from drills.models import Kind, Phase
from drills.text import cell_width, one_line
from drills.views.library import NoteLine, NotePage
from tui.chart.ticks import MONTHS
from tui.widgets.bar import padded
from tui.widgets.reversible import with_reversal

PAGE = 100
KIND_NAMES = {
    Kind.BASIC: "card",
    Kind.TYPED: "typed",
    Kind.CLOZE: "cloze",
    Kind.QUESTION: "open",
    Kind.CRITIQUE: "critique",
}


def state_words(note: NoteLine, today: date) -> tuple[str, str]:
    """How a note stands, in a word or two, and the style to draw them in."""
    if note.suspended:
        return "suspended", "$text-warning"
    if note.phase is Phase.NEW:
        return "new", "$text-accent"
    if note.phase in (Phase.LEARNING, Phase.RELEARNING):
        return "learning", "$text-success"
    if note.due is None:
        return "–", "$text-muted"
    days = (note.due - today).days
    if days < 0:
        return f"due {-days} d ago", "bold"
    if days == 0:
        return "due today", "bold"
    if days < 100:
        return f"in {days} d", "$text-muted"
    far = f"{note.due.day} {MONTHS[note.due.month - 1]} {note.due.year}"
    return (short(note.due, today) if days < 330 else far), "$text-muted"


def note_row(note: NoteLine, today: date, width: int, marked: bool) -> Content:
    """A note in one line: mark, kind, as much of the text as the rest leaves, deck if there is room, state."""
    state, style = state_words(note, today)
    state = one_line(state, 14)
    flag = f"⚑{note.flag} " if note.flag else ""
    deck = padded(note.deck.replace("::", " › "), min(26, width // 4)) + "  " if width >= 96 else ""
    right = f"{flag}{state}"
    if deck:  # the decks stand below each other
        right = f"{right:>17}"
    room = width - 2 - 9 - 2 - cell_width(deck) - cell_width(right) - 1
    return Content.assemble(
        ("● " if marked else "  ", "$accent"),
        (f"{KIND_NAMES[note.kind]:<9}", "$text-muted"),
        padded(note.text, max(room, 8)),
        "  ",
        (deck, "$text-muted"),
        (right[: len(right) - len(state)], "$text-warning"),
        (state, style),
        " ",
    )


class NoteList(ScrollView, can_focus=True):
    """Notes to move through, mark and choose; asks for the pages that it needs."""

    DEFAULT_CSS = """
    NoteList { height: 1fr; overflow-x: hidden; background: $background; }
    NoteList > .note-list--cursor {
        background: $block-cursor-blurred-background;
        color: $block-cursor-blurred-foreground;
        text-style: $block-cursor-blurred-text-style;
    }
    NoteList:focus > .note-list--cursor {
        background: $block-cursor-background;
        color: $block-cursor-foreground;
        text-style: $block-cursor-text-style;
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"note-list--cursor"}
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Down", show=False, id="notes.down", tooltip="The next note"),
        Binding("up,k", "move(-1)", "Up", show=False, id="notes.up", tooltip="The note before"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="notes.page_down", tooltip="A page down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="notes.page_up", tooltip="A page up"),
        Binding("home,g", "edge(False)", "First", show=False, id="notes.first", tooltip="The first note"),
        Binding("end,G", "edge(True)", "Last", show=False, id="notes.last", tooltip="The last note"),
        Binding(
            "space", "mark", "Mark", show=False, id="notes.mark", tooltip="Mark this note, to change several at once"
        ),
        Binding("enter", "choose", "Edit", show=False, id="notes.choose", tooltip="Open the note to change it"),
    ]

    cursor: reactive[int] = reactive(0, always_update=True)

    @dataclass
    class Pointed(Message):
        """The cursor stands on another note now; None when there is none, or it isn't read yet."""

        note: NoteLine | None

    @dataclass
    class Chosen(Message):
        """A note was chosen by Enter or a double click."""

        note: NoteLine

    @dataclass
    class Marked(Message):
        """Other notes are marked now."""

        count: int

    @dataclass
    class PageWanted(Message):
        """Lines came into sight that are not read yet."""

        offset: int

    def __init__(self, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._pages: dict[int, tuple[NoteLine, ...]] = {}
        self._asked: set[int] = set()
        self._today = date.min
        self.total = 0
        self.marked: set[int] = set()

    # What is shown

    def show(self, page: NotePage, today: date, *, cursor: int | None = None) -> None:
        """Show another list, of which this is a page; the cursor goes to `cursor`, or stays where it is."""
        self._today = today
        self._pages = {page.offset // PAGE: page.notes}
        self._asked = {page.offset // PAGE}
        self.total = page.total
        self._fit()
        self.cursor = self.cursor if cursor is None else cursor

    def add(self, page: NotePage) -> None:
        """Fill in a page that was asked for."""
        self._pages[page.offset // PAGE] = page.notes
        self.refresh()
        if self.cursor // PAGE == page.offset // PAGE:
            self.post_message(self.Pointed(self.note))

    @property
    def note(self) -> NoteLine | None:
        """The note under the cursor."""
        return self._at(self.cursor)

    @property
    def chosen_ids(self) -> tuple[int, ...]:
        """The notes that a command is meant for: those marked, else the one under the cursor."""
        if self.marked:
            return tuple(sorted(self.marked))
        return (self.note.id,) if self.note else ()

    def unmark(self, note_ids: Iterable[int] | None = None) -> None:
        """Take the marks away."""
        self.marked = self.marked - set(self.marked if note_ids is None else note_ids)
        self.post_message(self.Marked(len(self.marked)))
        self.refresh()

    def _at(self, number: int) -> NoteLine | None:
        page = self._pages.get(number // PAGE)
        return page[number % PAGE] if page and number % PAGE < len(page) else None

    def _fit(self) -> None:
        self.virtual_size = Size(max(self.size.width - 1, 1), self.total)
        self.refresh()

    def on_resize(self) -> None:
        """Lines follow the width."""
        self._fit()

    # Drawing

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """The style to draw with; without colours, the cursor is reversed."""
        return with_reversal(self, super().get_visual_style(*component_classes, partial=partial), component_classes)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines in sight, and ask for those not read yet."""
        first = self.scroll_offset.y
        for page in {first // PAGE, max(min(first + self.size.height, self.total) - 1, 0) // PAGE} - self._asked:
            if page * PAGE < self.total:
                self._asked.add(page)
                self.post_message(self.PageWanted(page * PAGE))
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One note, or the room that is kept for it."""
        number = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        chosen = number == self.cursor and number < self.total
        style = self.get_visual_style("note-list--cursor") if chosen else self.visual_style
        note = self._at(number)
        if number >= self.total:
            return Strip.blank(width, self.visual_style.rich_style)
        row = Content("  …") if note is None else note_row(note, self._today, width, note.id in self.marked)
        return Visual.to_strips(self, row, width, 1, style)[0].extend_cell_length(width, style.rich_style)

    # Moving

    def validate_cursor(self, number: int) -> int:
        """Within the list."""
        return min(max(number, 0), max(self.total - 1, 0))

    def watch_cursor(self) -> None:
        """Keep the cursor in sight, and say where it is."""
        y, height = self.scroll_offset.y, max(self.size.height, 1)
        if self.cursor < y:
            self.scroll_to(y=self.cursor, animate=False, immediate=True)
        elif self.cursor >= y + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, immediate=True)
        self.refresh()
        self.post_message(self.Pointed(self.note))

    def action_move(self, by: int) -> None:
        """Move by some notes."""
        self.cursor += by

    def action_page(self, pages: int) -> None:
        """Move by a page."""
        self.cursor += pages * max(self.size.height - 1, 1)

    def action_edge(self, last: bool) -> None:
        """Go to the first or the last note."""
        self.cursor = self.total if last else 0

    def action_mark(self) -> None:
        """Mark the note, or take its mark away, and go to the next."""
        if self.note:
            self.marked ^= {self.note.id}
            self.post_message(self.Marked(len(self.marked)))
            self.cursor += 1

    def action_choose(self) -> None:
        """Choose the note under the cursor."""
        if self.note:
            self.post_message(self.Chosen(self.note))

    def on_click(self, event: events.Click) -> None:
        """Go to the note clicked on; twice chooses it."""
        at = event.get_content_offset(self)
        if at is None or self.scroll_offset.y + at.y >= self.total:
            return
        self.cursor = self.scroll_offset.y + at.y
        if event.chain == 2:
            self.action_choose()
