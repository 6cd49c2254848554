"""The decks as a tree in a list, each with what is due and new in it."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from drills.views import DeckLine
from tui.widgets.bar import padded

ALL = "all"


def deck_row(name: str, depth: int, due: int, new: int, cards: int, width: int) -> Content:
    """A deck in one line: its name, what is due and what is new, and how many cards there are."""
    figures = f"{due or '':>4} {new or '':>4} {cards:>5}"
    text = "  " * depth + name
    room = max(width - len(figures) - 1, 6)
    return Content.assemble(
        padded(text, room),
        " ",
        (f"{due or '':>4}", "bold $text-accent"),
        (f" {new or '':>4}", "$text-success"),
        (f" {cards:>5}", "$text-muted"),
    )


class DeckList(OptionList):
    """All cards, then each deck with those below it indented."""

    DEFAULT_CSS = """
    DeckList { border: none; padding: 0; background: $background; height: 1fr; }
    DeckList:focus { border: none; background-tint: transparent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "cursor_down", "Down", show=False, id="decks.down", tooltip="The next deck"),
        Binding("up,k", "cursor_up", "Up", show=False, id="decks.up", tooltip="The deck before"),
        Binding("home,g", "first", "First", show=False, id="decks.first", tooltip="All cards"),
        Binding("end,G", "last", "Last", show=False, id="decks.last", tooltip="The last deck"),
        Binding("right,l", "select", "Notes", show=False, id="decks.notes", tooltip="Go to the notes of this deck"),
    ]

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._decks: tuple[DeckLine, ...] = ()

    def show(self, decks: Sequence[DeckLine], chosen: int | None) -> None:
        """List these decks, with the cursor on the chosen one; None is all cards."""
        self._decks = tuple(decks)
        width = max(self.size.width - 2, 20)
        top = [deck for deck in decks if "::" not in deck.name]
        totals = [sum(values) for values in zip(*((deck.due, deck.new, deck.cards) for deck in top), strict=True)]
        due, new, cards = totals or (0, 0, 0)
        options = [Option(deck_row("All cards", 0, due, new, cards, width), id=ALL)]
        for deck in decks:
            *above, name = deck.name.split("::")
            row = deck_row(name, len(above), deck.due, deck.new, deck.cards, width)
            options.append(Option(row, id=str(deck.id)))
        with self.prevent(OptionList.OptionHighlighted):
            self.set_options(options)
            ids = [option.id for option in options]
            self.highlighted = ids.index(str(chosen)) if chosen is not None and str(chosen) in ids else 0

    def on_resize(self) -> None:
        """Rows follow the width."""
        if self.option_count:
            self.show(self._decks, self.deck.id if self.deck else None)

    @property
    def deck(self) -> DeckLine | None:
        """The deck under the cursor; None for all cards."""
        option = self.highlighted_option
        return next((deck for deck in self._decks if option and str(deck.id) == option.id), None)
