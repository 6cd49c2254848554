"""What the Library shows: decks, notes, one note."""

from dataclasses import dataclass
from datetime import date

from drills.models import Card, Kind, Note, Phase


@dataclass(frozen=True, slots=True)
class DeckLine:
    """A deck with the cards in it and below it."""

    id: int
    name: str
    about: str
    cards: int
    due: int
    new: int
    suspended: int


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note in a list: its first line, and the state of its cards."""

    id: int
    kind: Kind
    text: str
    deck: str
    tags: tuple[str, ...]
    cards: int
    phase: Phase
    due: date | None
    suspended: bool
    flag: int
    lapses: int


@dataclass(frozen=True, slots=True)
class NotePage:
    """Some of the notes found: `total` in all, `notes` from `offset` on."""

    notes: tuple[NoteLine, ...]
    total: int
    offset: int


@dataclass(frozen=True, slots=True)
class LibraryView:
    """The Library screen: the decks (None: as they were), and a page of the notes found."""

    decks: tuple[DeckLine, ...] | None
    page: NotePage


@dataclass(frozen=True, slots=True)
class NoteDetail:
    """One note, with its cards."""

    note: Note
    cards: tuple[Card, ...]
    source: str | None
    edited: bool  # differs from the file it came from
