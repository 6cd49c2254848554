"""Library: every deck and note; search as you type, write, change, move, take away, bring in and give out."""

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, get_args

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static

from drills.errors import DrillsError, NotFoundError
from drills.number_words import counted
from drills.storage.library import Wanted, library_view
from drills.storage.notes import note_detail
from drills.storage.search import Order
from drills.text import one_line
from drills.views.library import LibraryView, NoteDetail, NotePage
from tui.help_text import SEARCH
from tui.messages import Failed
from tui.screens.dialog import Choose
from tui.screens.library_commands import LibraryCommands
from tui.widgets.deck_list import DeckList
from tui.widgets.note_list import PAGE, NoteList
from tui.widgets.note_view import note_content
from tui.widgets.search_box import SearchBox

_ORDERS: tuple[Order, ...] = get_args(Order)
_ORDER_WORDS = {
    "added": "newest first",
    "changed": "last changed first",
    "text": "by text",
    "deck": "by deck",
    "due": "soonest due first",
}


class LibraryScreen(LibraryCommands):
    """Decks to the left, the notes found beside them, and the note under the cursor in full."""

    PLACE: ClassVar[str] = "library"
    CSS_PATH = "library.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", id="library.search", tooltip="Find notes as you type"),
        Binding("o", "order", "Order", show=False, id="library.order", tooltip="List the notes in another order"),
        Binding("b", "decks", "Decks", show=False, id="library.decks", tooltip="Choose a deck"),
        Binding("escape", "unmark", "Unmark", show=False, id="library.unmark", tooltip="Take all marks away"),
    ]

    @dataclass
    class Loaded(Message):
        """Decks and notes are read."""

        view: LibraryView
        fresh: bool

    @dataclass
    class Paged(Message):
        """Another page of the same notes is read."""

        page: NotePage
        wanted: Wanted

    @dataclass
    class Detailed(Message):
        """The note under the cursor is read in full."""

        detail: NoteDetail

    def body(self) -> ComposeResult:
        """The search above, decks and notes below."""
        with Horizontal(id="search-line"):
            yield SearchBox(placeholder="Search · words, deck:…, tag:…, is:due", id="search")
            yield Static(id="count", markup=False)
        with Horizontal(id="panes"):
            with Vertical(id="deck-pane"):
                yield Static(id="deck-head", markup=False)
                yield DeckList(widget_id="decks")
            with Vertical(id="note-pane"):
                yield NoteList(widget_id="notes")
                yield Static(id="empty", markup=False)
                with VerticalScroll(id="preview", can_focus=False):
                    yield Static(id="note", markup=False)

    def on_mount(self) -> None:
        """Start in the list of notes."""
        self._order: Order = "added"
        self._stale = True
        self.query_one(NoteList).focus()

    # Reading

    def load(self) -> None:
        """Read the decks and the notes in sight."""
        self._read(fresh=False, decks=True)

    @work(exclusive=True, group="library.load")
    async def _read(self, fresh: bool, decks: bool = False, wait: float = 0.0) -> None:
        await asyncio.sleep(wait)
        self._stale = self._stale or decks  # a search may overtake the reading of the decks
        offset = 0 if fresh else self.notes.cursor // PAGE * PAGE
        loaded = partial(self.Loaded, fresh=fresh)
        await self.fetch(loaded, library_view, self._wanted, self.today, offset, PAGE, self._stale)

    @on(NoteList.PageWanted)
    def _read_page(self, message: NoteList.PageWanted) -> None:
        self._read_more(message.offset)

    @work(group="library.page")
    async def _read_more(self, offset: int) -> None:
        wanted = self._wanted
        await self.fetch(
            lambda view: self.Paged(view.page, wanted), library_view, wanted, self.today, offset, PAGE, False
        )

    @on(NoteList.Pointed)
    def _point(self, message: NoteList.Pointed) -> None:
        if message.note is None:
            self.detail = None
            self.query_one("#note", Static).update("")
        else:
            self._read_note(message.note.id)

    @work(exclusive=True, group="library.note")
    async def _read_note(self, note_id: int) -> None:
        await asyncio.sleep(0.03)  # moving fast through the list reads only where it stops
        try:
            self.post_message(self.Detailed(await self.desk.read(note_detail, note_id)))
        except NotFoundError:
            self.load()  # it was deleted meanwhile
        except DrillsError as error:
            self.post_message(Failed(error))

    # Showing

    @on(Loaded)
    def show(self, message: Loaded) -> None:
        """Show decks and notes."""
        view = message.view
        if view.decks is not None:
            self._stale = False
            self.decks = view.decks
        if self.deck_id is not None and all(deck.id != self.deck_id for deck in self.decks):
            self.deck_id = None  # its last note is gone
            self._read(fresh=True)
            return
        self.deck_name = next((deck.name for deck in self.decks if deck.id == self.deck_id), "")
        self.query_one(DeckList).show(self.decks, self.deck_id)
        self.notes.show(view.page, self.today, cursor=0 if message.fresh else None)
        self._show_counts()
        empty = view.page.total == 0
        self.query_one("#note-pane").set_class(empty, "-empty")
        if empty:
            self.query_one("#empty", Static).update(self._emptiness())

    @on(Paged)
    def show_page(self, message: Paged) -> None:
        """Fill in what came into sight."""
        if message.wanted == self._wanted:
            self.notes.add(message.page)

    @on(Detailed)
    def show_note(self, message: Detailed) -> None:
        """Show the note under the cursor."""
        self.detail = message.detail
        if not self._explaining:
            self.query_one("#note", Static).update(note_content(message.detail, self.today))
            self.query_one("#preview").scroll_home(animate=False)

    def _show_counts(self) -> None:
        total, marked = self.notes.total, len(self.notes.marked)
        parts = [counted(total, "note")] + ([f"{marked} marked"] if marked else [])
        parts.append(_ORDER_WORDS[self._order])
        place = one_line(self.deck_name.replace("::", " › "), 40) or "All cards"
        self.query_one("#count", Static).update(Content(" · ".join([place, *parts])))
        head = f"{'Decks':<8}" + "due  new cards".rjust(max(self.query_one(DeckList).size.width - 10, 14))
        self.query_one("#deck-head", Static).update(Content(head))

    def _emptiness(self) -> Content:
        if self._text:
            return Content.assemble(
                ("Nothing found.", "bold"), "\n\nFewer words find more; esc clears the search.\n\n", SEARCH
            )
        return Content.assemble(
            ("Your cards will stand here.", "bold"),
            "\n\n",
            ("a", "bold $accent"),
            "  writes the first one\n",
            ("i", "bold $accent"),
            "  brings in a deck file",
        )

    # Searching and choosing

    @on(Input.Changed, "#search")
    def search(self, event: Input.Changed) -> None:
        """Find as one types; the newest text wins."""
        self._explain_search()
        self._read(fresh=True, wait=0.06)

    @on(SearchBox.Entered)
    @on(SearchBox.Left)
    def _explain_search(self) -> None:
        if self._explaining:
            self.query_one("#note", Static).update(SEARCH)
        elif self.detail:
            self.query_one("#note", Static).update(note_content(self.detail, self.today))

    @on(SearchBox.Done)
    def _to_notes(self) -> None:
        self.notes.focus()

    @on(OptionList.OptionHighlighted, "#decks")
    def _choose_deck(self) -> None:
        deck = self.query_one(DeckList).deck
        self._go_to_deck(deck.id if deck else None)

    @on(OptionList.OptionSelected, "#decks")
    def _open_deck(self) -> None:
        self.notes.focus()

    @on(NoteList.Marked)
    def _count_marks(self) -> None:
        self._show_counts()

    def _go_to_deck(self, deck: int | None) -> None:
        if deck != self.deck_id:
            self.deck_id = deck
            self.notes.unmark()
            self._read(fresh=True)

    @property
    def _wanted(self) -> Wanted:
        return Wanted(self._text, self.deck_id, self._order)

    @property
    def _text(self) -> str:
        return self.query_one("#search", SearchBox).value

    @property
    def _explaining(self) -> bool:
        box = self.query_one("#search", SearchBox)
        return box.has_focus and not box.value

    def action_search(self) -> None:
        """Type what to find."""
        self.query_one("#search").focus()

    def action_decks(self) -> None:
        """Go to the decks, or choose one where there is no room for them."""
        if self.query_one("#deck-pane").display and self.query_one(DeckList).region:
            self.query_one(DeckList).focus()
            return
        options = [("all", "All cards"), *((str(deck.id), deck.name) for deck in self.decks)]
        self.app.push_screen(Choose("Which deck?", options, current=str(self.deck_id or "all")), self._deck_chosen)

    def _deck_chosen(self, answer: str | None) -> None:
        if answer:
            self._go_to_deck(None if answer == "all" else int(answer))

    def action_order(self) -> None:
        """List the notes in the next order."""
        self._order = _ORDERS[(_ORDERS.index(self._order) + 1) % len(_ORDERS)]
        self._read(fresh=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Marks can be taken away only if there are some."""
        if action == "unmark":
            return bool(self.is_mounted and self.notes.marked)
        return True

    def action_unmark(self) -> None:
        """Take all marks away."""
        self.notes.unmark()
