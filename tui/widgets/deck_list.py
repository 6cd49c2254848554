"""The decks as a tree in a list, each with what is due and new in it."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content

from drills.views.library import DeckLine
from tui.widgets.bar import padded
from tui.widgets.rows import Rows

ALL = "all"


def deck_row(name: str, depth: int, due: int, new: int, cards: int, width: int) -> Content:
    """A deck in one line: its name, what is due and what is new, and how many cards there are."""
    room = max(width - 16, 6)
    indent = "  " * depth
    return Content.assemble(
        indent + padded(name, room - len(indent)),
        " ",
        (f"{due or '':>4}", "bold $text-accent"),
        (f" {new or '':>4}", "$text-success"),
        (f" {cards:>5}", "$text-muted"),
    )


class DeckList(Rows):
    """All cards, then each deck with those below it indented."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "select", "Notes", show=False, id="decks.notes", tooltip="Go to the notes of this deck"),
    ]

    _decks: tuple[DeckLine, ...] = ()

    def show(self, decks: Sequence[DeckLine], chosen: int | None) -> None:
        """List these decks, with the cursor on the chosen one; None is all cards."""
        self._decks = tuple(decks)
        width = max(self.size.width - 2, 20)
        names = {deck.name.casefold() for deck in decks}
        top = [deck for deck in decks if deck.name.casefold().rpartition("::")[0] not in names]
        totals = [sum(values) for values in zip(*((deck.due, deck.new, deck.cards) for deck in top), strict=True)]
        due, new, cards = totals or (0, 0, 0)
        rows = [(ALL, deck_row("All cards", 0, due, new, cards, width))]
        for deck in decks:
            *above, name = deck.name.split("::")
            row = deck_row(name, len(above), deck.due, deck.new, deck.cards, width)
            rows.append((str(deck.id), row))
        self.fill(rows, ALL if chosen is None else str(chosen), quiet=True)

    @on(Rows.Widened)
    def follow(self, message: Rows.Widened) -> None:
        """Rows follow the width."""
        message.stop()
        if self.option_count:
            self.show(self._decks, self.deck.id if self.deck else None)

    @property
    def deck(self) -> DeckLine | None:
        """The deck under the cursor; None for all cards."""
        return next((deck for deck in self._decks if str(deck.id) == self.chosen), None)
