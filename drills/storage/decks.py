"""Decks: their names, nested with ::, and what lies in them. A deck without notes is out of sight."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from drills.errors import InputError, NotFoundError
from drills.note import deck_name
from drills.storage.database import transaction
from drills.storage.instants import milliseconds
from drills.storage.note_rows import keep_note, remove_note
from drills.storage.search import index_notes
from drills.storage.undo import Step, undoable
from drills.views.library import DeckLine

# CROSS JOIN keeps SQLite to the order written: each count is answered by indexes alone, or begins with few cards.
_CARDS = "SELECT n.deck_id, count(*) FROM notes n CROSS JOIN cards c ON c.note_id = n.id WHERE n.deleted_at IS NULL"
_SOME = "SELECT n.deck_id, count(*) FROM cards c CROSS JOIN notes n ON n.id = c.note_id WHERE n.deleted_at IS NULL"
_NOW = "c.suspended = 0 AND c.removed_at IS NULL AND coalesce(c.buried_until, 0) <= :day"
_COUNTS = (
    ("cards", 1, _CARDS),
    ("cards", -1, f"{_SOME} AND c.removed_at IS NOT NULL"),
    ("due", 1, f"{_SOME} AND c.due_day <= :day AND {_NOW}"),
    ("due", 1, f"{_SOME} AND c.due_at IS NOT NULL AND {_NOW}"),
    ("new", 1, f"{_SOME} AND c.phase = 'new' AND {_NOW}"),
    ("suspended", 1, f"{_SOME} AND c.suspended = 1 AND c.removed_at IS NULL"),
)


def deck_lines(c: sqlite3.Connection, day: date) -> tuple[DeckLine, ...]:
    """The decks that hold cards, by name, each with the counts of itself and all below it."""
    decks = c.execute("SELECT id, name, about FROM decks").fetchall()
    names = {id_: name.lower() for id_, name, _ in decks}
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for what, sign, sql in _COUNTS:
        for deck_id, count in c.execute(f"{sql} GROUP BY n.deck_id", {"day": day.toordinal()}):
            for path in _paths(names[deck_id]):
                totals[path][what] += sign * count
    lines = [
        _line(id_, name, about, totals[name.lower()]) for id_, name, about in decks if totals[name.lower()]["cards"]
    ]
    return tuple(sorted(lines, key=lambda line: _sort_key(line.name)))


def _line(deck_id: int, name: str, about: str, counts: Counter[str]) -> DeckLine:
    return DeckLine(deck_id, name, about, *(counts[what] for what in ("cards", "due", "new", "suspended")))


def deck_names(c: sqlite3.Connection) -> tuple[str, ...]:
    """The names of the decks that hold notes, and of those above them, in alphabetical order."""
    rows = c.execute(
        "SELECT d.name, EXISTS (SELECT 1 FROM notes n WHERE n.deck_id = d.id AND n.deleted_at IS NULL) FROM decks d"
    ).fetchall()
    used = {path for name, live in rows if live for path in _paths(name.lower())}
    return tuple(sorted((name for name, _ in rows if name.lower() in used), key=_sort_key))


def _paths(name: str) -> list[str]:
    """The deck's own name and those of all above it."""
    parts = name.split("::")
    return ["::".join(parts[: end + 1]) for end in range(len(parts))]


def _sort_key(name: str) -> list[str]:
    return name.casefold().split("::")


def ensure_deck(c: sqlite3.Connection, name: str, now: datetime, *, step: Step | None = None, about: str = "") -> int:
    """The deck of that name, made with those above it if there is none yet; call it inside a transaction.

    Names differ in more than ASCII capitals. `about` is set if the deck is new or says nothing of itself yet.
    """
    deck_id, path = 0, ""
    for part in deck_name(name).split("::"):
        path = f"{path}::{part}" if path else part
        row = c.execute("SELECT id, name FROM decks WHERE name = ?", (path,)).fetchone()
        if row is None:
            if step:
                step.keep("decks", name=path)
            row = c.execute(
                "INSERT INTO decks (name, created_at) VALUES (?, ?) RETURNING id, name", (path, milliseconds(now))
            ).fetchone()
        deck_id, path = row
    if about:
        _describe(c, deck_id, about, step)
    return deck_id


def _describe(c: sqlite3.Connection, deck_id: int, about: str, step: Step | None) -> None:
    (said,) = c.execute("SELECT about FROM decks WHERE id = ?", (deck_id,)).fetchone()
    if not said:
        if step:
            step.keep("decks", id=deck_id)
        c.execute("UPDATE decks SET about = ? WHERE id = ?", (about, deck_id))


def rename_deck(c: sqlite3.Connection, deck_id: int, name: str, now: datetime) -> None:
    """Rename a deck; those below it follow. Undoable. Raises InputError if a deck of that name holds cards."""
    new = deck_name(name)
    with transaction(c):
        old = _name_of(c, deck_id)
        if new == old:
            return
        moved = _below(c, old)
        targets = {id_: new + path[len(old) :] for id_, path in moved}
        _refuse_taken(c, new, set(targets))
        for path in targets.values():
            deck_name(path)
        with undoable(c, f"Rename deck {old}", now) as step:
            parent, _, _ = new.rpartition("::")
            _make_way(c, step, targets)
            for id_ in targets:
                step.keep("decks", id=id_)
            for id_ in targets:  # aside first: a deck may move to where another of them still is
                c.execute("UPDATE decks SET name = ? WHERE id = ?", (f"::{id_}", id_))
            if parent:
                ensure_deck(c, parent, now, step=step)
            for id_, path in targets.items():
                c.execute("UPDATE decks SET name = ? WHERE id = ?", (path, id_))


def _name_of(c: sqlite3.Connection, deck_id: int) -> str:
    row = c.execute("SELECT name FROM decks WHERE id = ?", (deck_id,)).fetchone()
    if row is None:
        raise NotFoundError(f"There is no deck {deck_id}.")
    return str(row[0])


def _below(c: sqlite3.Connection, name: str) -> list[tuple[int, str]]:
    """The deck of that name and all below it, as (id, name)."""
    path = name.lower()
    rows = c.execute("SELECT id, name FROM decks ORDER BY name").fetchall()
    return [(id_, deck) for id_, deck in rows if deck.lower() == path or deck.lower().startswith(path + "::")]


def _refuse_taken(c: sqlite3.Connection, name: str, moved: set[int]) -> None:
    for id_, deck in _below(c, name):
        live = "SELECT 1 FROM notes WHERE deck_id = ? AND deleted_at IS NULL LIMIT 1"
        if id_ not in moved and c.execute(live, (id_,)).fetchone():
            raise InputError(f"There is a deck {deck} already.", hint="Choose another name.")


def _make_way(c: sqlite3.Connection, step: Step, targets: dict[int, str]) -> None:
    """Let empty decks that have the new names hand over what still hangs on them, and go."""
    for into, path in targets.items():
        row = c.execute("SELECT id FROM decks WHERE name = ?", (path,)).fetchone()
        if row is None or row[0] in targets:
            continue
        (empty,) = row
        step.keep("decks", id=empty)
        step.keep("notes", deck_id=empty)
        step.keep("goal_decks", deck_id=empty)
        step.keep("goal_decks", deck_id=into)
        c.execute("UPDATE notes SET deck_id = ? WHERE deck_id = ?", (into, empty))
        c.execute("UPDATE OR IGNORE goal_decks SET deck_id = ? WHERE deck_id = ?", (into, empty))
        c.execute("DELETE FROM goal_decks WHERE deck_id = ?", (empty,))
        c.execute("DELETE FROM decks WHERE id = ?", (empty,))


def delete_deck(c: sqlite3.Connection, deck_id: int, now: datetime) -> int:
    """Delete the notes in a deck and below it, and say how many; undoable, and their histories stay."""
    with transaction(c):
        name = _name_of(c, deck_id)
        note_ids = _live_notes(c, [id_ for id_, _ in _below(c, name)])
        if note_ids:
            with undoable(c, f"Delete deck {name}", now) as step:
                for note_id in note_ids:
                    keep_note(step, note_id)
                    remove_note(c, note_id, now)
                index_notes(c, note_ids)
        return len(note_ids)


def _live_notes(c: sqlite3.Connection, deck_ids: Sequence[int]) -> list[int]:
    return [
        note_id
        for deck_id in deck_ids
        for (note_id,) in c.execute("SELECT id FROM notes WHERE deck_id = ? AND deleted_at IS NULL", (deck_id,))
    ]
