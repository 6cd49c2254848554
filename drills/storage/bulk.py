"""Writing many rows at once."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from drills.models import Card, Kind
from drills.storage.cards import COLUMNS, card_of


def insert_rows(c: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Append rows, given as sequences of values in the order of `columns`, to a table that exists."""
    from sqlite_utils import Database

    database = Database(c, execute_plugins=False)
    database.table(table).insert_all(chain([tuple(columns)], rows), batch_size=500)


def next_id(c: sqlite3.Connection, table: str) -> int:
    """The number that the next row of a table gets."""
    (last,) = c.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()  # noqa: S608
    return int(last) + 1


@dataclass(frozen=True, slots=True)
class Held:
    """A new card as the library holds it."""

    card: Card
    kind: Kind
    key: str
    deck: str
    tags: frozenset[str]


def new_cards(c: sqlite3.Connection) -> tuple[Held, ...]:
    """All cards that were never answered, in the order they were added."""
    rows = c.execute(
        f"SELECT {COLUMNS}, n.kind, n.key, d.name, coalesce((SELECT group_concat(tag, ' ') FROM note_tags t "  # noqa: S608
        "WHERE t.note_id = n.id), '') FROM cards c JOIN notes n ON n.id = c.note_id JOIN decks d ON d.id = n.deck_id "
        "WHERE c.phase = 'new' AND c.removed_at IS NULL ORDER BY c.id"
    )
    return tuple(
        Held(card_of(columns), Kind(kind), key, deck, frozenset(tags.split()))
        for *columns, kind, key, deck, tags in rows
    )


def forget_steps(c: sqlite3.Connection) -> None:
    """Leave nothing to take back."""
    c.execute("DELETE FROM undo_steps")
