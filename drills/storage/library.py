"""What the Library shows: a page of the notes wanted, and with it the decks where these may have changed."""

import sqlite3
from dataclasses import dataclass
from datetime import date

from drills.storage.decks import deck_lines
from drills.storage.search import Order, find_notes
from drills.views.library import LibraryView


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which notes are wanted: a search text, a deck's number (None: all cards), the order."""

    text: str
    deck: int | None
    order: Order


def library_view(
    c: sqlite3.Connection, wanted: Wanted, day: date, offset: int, limit: int, with_decks: bool
) -> LibraryView:
    """Notes, and decks if asked for, in one read."""
    page = find_notes(c, wanted.text, day, deck=wanted.deck, order=wanted.order, offset=offset, limit=limit)
    return LibraryView(deck_lines(c, day) if with_decks else None, page)
