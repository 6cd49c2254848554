"""The notes that meet some conditions, counted and put in order.

Each condition is answered by an index of its own with the numbers of its notes; sets of numbers are then cheaper to
combine here than in a join that touches every note's row.
"""

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any, Literal

from drills.storage.search_terms import Term, has_words, phrase

Order = Literal["added", "changed", "text", "deck", "due"]

LEECH_TAG = "leech"
FEW = 3000
"""Up to so many notes are sorted themselves; more are picked from all notes in order."""

_WITH_WORDS = "SELECT rowid FROM note_search WHERE note_search MATCH ?"
_COUNT_WORDS = "SELECT count(*) FROM note_search WHERE note_search MATCH ?"
_WITH_TEXT = "SELECT rowid FROM note_search WHERE instr(body, ?)"
_OF_KIND = "SELECT id FROM notes WHERE deleted_at IS NULL AND kind = ?"
_IN_DECKS = "SELECT id FROM notes WHERE deleted_at IS NULL AND deck_id IN (SELECT value FROM json_each(?))"
_TAGGED = (
    "SELECT note_id FROM note_tags WHERE (tag = ? OR tag LIKE ? ESCAPE '!') "
    "AND note_id NOT IN (SELECT id FROM notes WHERE deleted_at IS NOT NULL)"
)
_LIVE = "SELECT count(*) FROM notes WHERE deleted_at IS NULL"

_REVIEW = "due_day IS NOT NULL AND suspended = 0 AND removed_at IS NULL"
_LEARNING = "due_at IS NOT NULL AND suspended = 0 AND removed_at IS NULL"
_SHOWN = "coalesce(buried_until, 0) <= :day"
_OF_FLAG = "SELECT note_id FROM cards WHERE removed_at IS NULL AND flag = ?"
_STATES = {
    "new": "SELECT note_id FROM cards WHERE phase = 'new' AND suspended = 0 AND removed_at IS NULL",
    "due": f"SELECT note_id FROM cards WHERE {_REVIEW} AND due_day <= :day AND {_SHOWN} "  # noqa: S608  constants
    f"UNION SELECT note_id FROM cards WHERE {_LEARNING} AND {_SHOWN}",
    "suspended": "SELECT note_id FROM cards WHERE suspended = 1 AND removed_at IS NULL",
    "learning": f"SELECT note_id FROM cards WHERE {_LEARNING}",  # noqa: S608  constants
    "review": f"SELECT note_id FROM cards WHERE {_REVIEW}",  # noqa: S608  constants
}

_TEXT = (
    "lower(substr(coalesce(json_extract(fields, '$.front'), json_extract(fields, '$.text'), "
    "json_extract(fields, '$.prompt')), 1, 60))"
)  # word for word as in the index notes_by_text
_DUE = (
    "(SELECT min(coalesce(c.due_day, CASE WHEN c.due_at IS NOT NULL THEN :day END)) FROM cards c "
    "WHERE c.note_id = n.id AND c.removed_at IS NULL AND c.suspended = 0)"
)
_KEYS = {
    "added": "n.id DESC",
    "changed": "n.changed_at DESC, n.id DESC",
    "text": f"{_TEXT}, n.id",
    "deck": "(SELECT lower(name) FROM decks d WHERE d.id = n.deck_id), n.id",
    "due": f"{_DUE} NULLS LAST, n.id",
}
_ALL_BY_DUE = (
    f"SELECT note_id, due_day AS due FROM cards WHERE {_REVIEW} "  # noqa: S608  constants
    f"UNION ALL SELECT note_id, :day FROM cards WHERE {_LEARNING} ORDER BY due, note_id"
)
_ALL = {
    "added": "SELECT id FROM notes NOT INDEXED WHERE deleted_at IS NULL ORDER BY id DESC",
    "changed": "SELECT id FROM notes WHERE deleted_at IS NULL ORDER BY changed_at DESC, id DESC",
    "text": f"SELECT id FROM notes WHERE deleted_at IS NULL ORDER BY {_TEXT}, id",  # noqa: S608  a constant
    "oldest": "SELECT id FROM notes NOT INDEXED WHERE deleted_at IS NULL ORDER BY id",
}


class NoteSet:
    """Live notes: all of them at first, then those that meet each condition added."""

    def __init__(self, c: sqlite3.Connection, day: date) -> None:
        self._c = c
        self._day = {"day": day.toordinal()}
        self._words: list[str] = []
        self._wanted: set[int] | None = None
        self._unwanted: set[int] = set()

    def add(self, term: Term) -> None:
        """Keep to the notes that meet a condition, or that don't if it is negated."""
        if term.field == "text" and has_words(term.value) and not term.negated:
            self._words.append(phrase(term))
            return
        ids = _FINDERS[term.field](self, term)
        if term.negated:
            self._unwanted |= ids
        else:
            self._keep(ids)

    def keep_to_deck(self, deck: str | int) -> None:
        """Keep to a deck and those below it, by name or number."""
        decks = self._decks()
        name = decks.get(deck) if isinstance(deck, int) else deck.lower()
        self._keep(self._in_decks([id_ for id_, path in decks.items() if name and _is_in(path, name)]))

    def page(self, order: Order, limit: int, offset: int) -> tuple[int, list[int]]:
        """How many notes there are, and the numbers of those on a page."""
        if self._words and self._wanted is None and not self._unwanted and order == "added":
            return self._page_of_words(limit, offset)
        if self._words:
            self._keep(self._ids(_WITH_WORDS, " AND ".join(self._words)))
            self._words.clear()
        if self._wanted is None:
            total = int(self._c.execute(_LIVE).fetchone()[0]) - len(self._unwanted)
        else:
            self._wanted -= self._unwanted
            total = len(self._wanted)
        if total <= offset:
            return total, []
        in_order = self._few(order) if self._wanted is not None and len(self._wanted) <= FEW else self._picked(order)
        return total, list(islice(in_order, offset, offset + limit))

    def _page_of_words(self, limit: int, offset: int) -> tuple[int, list[int]]:
        """The same where words are all that is asked: the index alone knows."""
        words = " AND ".join(self._words)
        (total,) = self._c.execute(_COUNT_WORDS, (words,)).fetchone()
        rows = self._c.execute(f"{_WITH_WORDS} ORDER BY rowid DESC LIMIT ? OFFSET ?", (words, limit, offset))
        return int(total), [id_ for (id_,) in rows]

    def _few(self, order: Order) -> Iterator[int]:
        sql = "SELECT n.id FROM json_each(:ids) JOIN notes n ON n.id = value ORDER BY " + _KEYS[order]  # noqa: S608
        return (id_ for (id_,) in self._c.execute(sql, {**self._day, "ids": json.dumps(list(self._wanted or ()))}))

    def _picked(self, order: Order) -> Iterator[int]:
        """The notes in order; not one more is looked at than is asked for."""
        if order == "added" and self._wanted is not None:
            return iter(sorted(self._wanted, reverse=True))
        everything = _STREAMS.get(order, NoteSet._by_sql)(self, order)
        if self._wanted is not None:
            wanted = self._wanted
            return (id_ for id_ in everything if id_ in wanted)
        return (id_ for id_ in everything if id_ not in self._unwanted)

    def _by_sql(self, order: str) -> Iterator[int]:
        return (id_ for (id_,) in self._c.execute(_ALL[order]))

    def _by_deck(self, order: str) -> Iterator[int]:
        for deck_id, _ in sorted(self._decks().items(), key=lambda deck: deck[1]):
            rows = self._c.execute("SELECT id FROM notes WHERE deleted_at IS NULL AND deck_id = ?", (deck_id,))
            yield from sorted(id_ for (id_,) in rows)

    def _by_due(self, order: str) -> Iterator[int]:
        """Those with a date by their earliest, then the others by number."""
        seen: set[int] = set()
        dated = (id_ for id_, _ in self._c.execute(_ALL_BY_DUE, self._day))
        for ids in (dated, self._by_sql("oldest")):
            for id_ in ids:
                if id_ not in seen:
                    seen.add(id_)
                    yield id_

    def _keep(self, ids: set[int]) -> None:
        self._wanted = ids if self._wanted is None else self._wanted & ids

    def _ids(self, sql: str, *values: Any) -> set[int]:
        return {id_ for (id_,) in self._c.execute(sql, values)}

    def _decks(self) -> dict[int, str]:
        return {id_: name.lower() for id_, name in self._c.execute("SELECT id, name FROM decks")}

    def _in_decks(self, decks: list[int]) -> set[int]:
        return self._ids(_IN_DECKS, json.dumps(decks))

    def _of_text(self, term: Term) -> set[int]:
        if has_words(term.value):
            return self._ids(_WITH_WORDS, phrase(term))
        return self._ids(_WITH_TEXT, term.value)

    def _of_deck(self, term: Term) -> set[int]:
        """Decks of that name and below; else, while it is being typed, those with a part that begins so."""
        decks, wanted = self._decks(), term.value.lower()
        exact = [id_ for id_, path in decks.items() if _is_in(path, wanted)]
        return self._in_decks(exact or [id_ for id_, path in decks.items() if f"::{wanted}" in f"::{path}"])

    def _of_tag(self, term: Term) -> set[int]:
        """Notes tagged so or below it; else, while it is being typed, those with a tag that begins so."""
        exact = self._ids(_TAGGED, term.value, f"{_like(term.value)}::%")
        return exact or (self._ids(_TAGGED, term.value, f"{_like(term.value)}%") if term.open else exact)

    def _of_kind(self, term: Term) -> set[int]:
        return self._ids(_OF_KIND, term.value)

    def _of_state(self, term: Term) -> set[int]:
        if term.value == "leech":
            return self._ids(_TAGGED, LEECH_TAG, LEECH_TAG)
        return {id_ for (id_,) in self._c.execute(_STATES[term.value], self._day)}

    def _of_flag(self, term: Term) -> set[int]:
        return self._ids(_OF_FLAG, int(term.value))


_STREAMS = {"deck": NoteSet._by_deck, "due": NoteSet._by_due}
_FINDERS = {
    "text": NoteSet._of_text,
    "deck": NoteSet._of_deck,
    "tag": NoteSet._of_tag,
    "kind": NoteSet._of_kind,
    "is": NoteSet._of_state,
    "flag": NoteSet._of_flag,
}


def _is_in(path: str, deck: str) -> bool:
    return path == deck or path.startswith(f"{deck}::")


def _like(text: str) -> str:
    """Text as a LIKE pattern that means just itself, with ! as the escape."""
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
