"""Finding notes: by words as they are typed, and by deck, tag, kind, state and flag."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Literal

from drills.models import Kind, Phase
from drills.note import first_line, plain_cloze
from drills.storage.search_terms import Term, has_words, phrase, spaced, terms
from drills.views import NoteLine, NotePage

Order = Literal["added", "changed", "text", "deck", "due"]

LEECH_TAG = "leech"
_LINE_WIDTH = 200  # characters of a note's first line
_CHUNK = 400  # notes written to the index at a time

_TEXT = (
    "lower(substr(coalesce(json_extract(fields, '$.front'), json_extract(fields, '$.text'), "
    "json_extract(fields, '$.prompt')), 1, 60))"
)  # word for word as in the index notes_by_text
_DUE = (
    "(SELECT min(coalesce(c.due_day, CASE WHEN c.due_at IS NOT NULL THEN :day END)) FROM cards c "
    "WHERE c.note_id = n.id AND c.removed_at IS NULL AND c.suspended = 0)"
)
_ORDERS: dict[str, str] = {
    "added": "n.id DESC",
    "changed": "n.changed_at DESC, n.id DESC",
    "text": f"{_TEXT}, n.id",
    "deck": "(SELECT lower(name) FROM decks d WHERE d.id = n.deck_id), n.id",
    "due": f"{_DUE} NULLS LAST, n.id",
}

_OF_CARDS = "n.id IN (SELECT c.note_id FROM cards c WHERE c.removed_at IS NULL AND "
_SHOWN = "c.suspended = 0 AND coalesce(c.buried_until, 0) <= :day)"
_STATES: dict[str, str] = {
    "new": f"{_OF_CARDS} c.phase = 'new' AND c.suspended = 0)",
    "due": f"({_OF_CARDS} c.due_day <= :day AND {_SHOWN} OR {_OF_CARDS} c.due_at IS NOT NULL AND {_SHOWN})",
    "suspended": f"{_OF_CARDS} c.suspended = 1)",
    "leech": f"n.id IN (SELECT note_id FROM note_tags WHERE tag = '{LEECH_TAG}')",  # noqa: S608  a constant
    "learning": f"{_OF_CARDS} c.due_at IS NOT NULL AND c.suspended = 0)",
    "review": f"{_OF_CARDS} c.due_day IS NOT NULL AND c.suspended = 0)",
}
_IN_DECKS = "n.deck_id IN (SELECT value FROM json_each({}))"
_WITH_WORDS = "n.id IN (SELECT rowid FROM note_search WHERE note_search MATCH {})"
_WITH_TEXT = "n.id IN (SELECT rowid FROM note_search WHERE instr(body, {}))"
_TAGGED = "n.id IN (SELECT note_id FROM note_tags WHERE tag = {} OR tag LIKE {} ESCAPE '!')"
_ANY_TAGGED = "SELECT 1 FROM note_tags WHERE tag = ? OR tag LIKE ? ESCAPE '!' LIMIT 1"


def find_notes(
    c: sqlite3.Connection,
    text: str,
    day: date,
    *,
    deck: str | int | None = None,
    offset: int = 0,
    limit: int = 100,
    order: Order = "added",
) -> NotePage:
    """The notes that a search text finds, newest first unless ordered otherwise.

    Words match beginnings, "quoted words" stand together, -word leaves out; deck:x, tag:x, kind:x, flag:1 and
    is:new|due|suspended|leech|learning|review narrow the search. Whatever else is typed is just text. `deck` (a name
    or number) keeps to that deck and those below it.
    """
    search = _Search(c, day)
    if deck is not None:
        search.keep_to_deck(deck)
    for term in terms(text):
        search.add(term)
    total = search.count()
    ids = search.ids(order, limit, offset) if total > offset else []
    return NotePage(note_lines(c, ids, day), total, offset)


class _Search:
    """Conditions gathered, and then asked for a count and for a page."""

    def __init__(self, c: sqlite3.Connection, day: date) -> None:
        self._c = c
        self._conditions: list[str] = []
        self._phrases: list[str] = []
        self._values: dict[str, Any] = {"day": day.toordinal()}

    def add(self, term: Term) -> None:
        if term.field == "text" and has_words(term.value) and not term.negated:
            self._phrases.append(phrase(term))
            return
        condition = _CONDITIONS[term.field](self, term)
        self._conditions.append(f"NOT ({condition})" if term.negated else condition)

    def keep_to_deck(self, deck: str | int) -> None:
        decks = self._decks()
        name = decks.get(deck) if isinstance(deck, int) else deck.lower()
        self._conditions.append(self._in_decks(id_ for id_, path in decks.items() if name and _is_in(path, name)))

    def count(self) -> int:
        """How many notes there are; the index alone knows, where words are all that is asked."""
        if self._phrases and not self._conditions:
            sql = "SELECT count(*) FROM note_search WHERE note_search MATCH :words"
        else:
            sql = f"SELECT count(*) FROM notes n WHERE {self._where()}"  # noqa: S608  conditions are constants
        (total,) = self._c.execute(sql, self._parameters()).fetchone()
        return int(total)

    def ids(self, order: Order, limit: int, offset: int) -> list[int]:
        """The numbers of the notes on a page."""
        if self._phrases and not self._conditions and order == "added":
            sql = "SELECT rowid FROM note_search WHERE note_search MATCH :words ORDER BY rowid DESC"
        else:
            sql = f"SELECT n.id FROM notes n WHERE {self._where()} ORDER BY {_ORDERS[order]}"  # noqa: S608  as above
        page = {"limit": limit, "offset": offset}
        return [id_ for (id_,) in self._c.execute(f"{sql} LIMIT :limit OFFSET :offset", self._parameters() | page)]

    def _where(self) -> str:
        words = [_WITH_WORDS.format(":words")] if self._phrases else []
        return " AND ".join(["n.deleted_at IS NULL", *words, *self._conditions])

    def _parameters(self) -> dict[str, Any]:
        return self._values | {"words": " AND ".join(self._phrases)}

    def _value(self, value: object) -> str:
        """A parameter that stands for `value` in a condition."""
        name = f"v{len(self._values)}"
        self._values[name] = value
        return f":{name}"

    def _decks(self) -> dict[int, str]:
        return {id_: name.lower() for id_, name in self._c.execute("SELECT id, name FROM decks")}

    def _in_decks(self, ids: Iterable[int]) -> str:
        return _IN_DECKS.format(self._value(json.dumps(list(ids))))

    def of_text(self, term: Term) -> str:
        if has_words(term.value):
            return _WITH_WORDS.format(self._value(phrase(term)))
        return _WITH_TEXT.format(self._value(term.value))

    def of_deck(self, term: Term) -> str:
        """Decks of that name and below; else, while it is being typed, those with a part that begins so."""
        decks, wanted = self._decks(), term.value.lower()
        exact = [id_ for id_, path in decks.items() if _is_in(path, wanted)]
        return self._in_decks(exact or [id_ for id_, path in decks.items() if f"::{wanted}" in f"::{path}"])

    def of_tag(self, term: Term) -> str:
        """Notes tagged so or below it; else, while it is being typed, those with a tag that begins so."""
        tag, below = term.value, _like(term.value) + "::%"
        if term.open and self._c.execute(_ANY_TAGGED, (tag, below)).fetchone() is None:
            below = _like(term.value) + "%"
        return _TAGGED.format(self._value(tag), self._value(below))

    def of_kind(self, term: Term) -> str:
        return f"n.kind = {self._value(term.value)}"

    def of_state(self, term: Term) -> str:
        return _STATES[term.value]

    def of_flag(self, term: Term) -> str:
        return f"{_OF_CARDS} c.flag = {self._value(int(term.value))})"


_CONDITIONS = {
    "text": _Search.of_text,
    "deck": _Search.of_deck,
    "tag": _Search.of_tag,
    "kind": _Search.of_kind,
    "is": _Search.of_state,
    "flag": _Search.of_flag,
}


def _is_in(path: str, deck: str) -> bool:
    return path == deck or path.startswith(f"{deck}::")


def _like(text: str) -> str:
    """Text as a LIKE pattern that means just itself, with ! as the escape."""
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


_LINES = """
SELECT n.id, n.kind, n.fields, d.name,
  (SELECT json_group_array(tag) FROM (SELECT tag FROM note_tags WHERE note_id = n.id ORDER BY tag)),
  count(c.id), coalesce(min(c.suspended), 0), coalesce(max(c.flag), 0), coalesce(sum(c.lapses), 0),
  min(CASE WHEN c.suspended = 0 THEN coalesce(c.due_day, CASE WHEN c.due_at IS NOT NULL THEN :day END) END),
  min(CASE c.phase WHEN 'relearning' THEN 0 WHEN 'learning' THEN 1 WHEN 'review' THEN 2 ELSE 3 END)
FROM json_each(:ids) page JOIN notes n ON n.id = page.value JOIN decks d ON d.id = n.deck_id
LEFT JOIN cards c ON c.note_id = n.id AND c.removed_at IS NULL
GROUP BY page.key ORDER BY page.key
"""
_PHASES = (Phase.RELEARNING, Phase.LEARNING, Phase.REVIEW, Phase.NEW)


def note_lines(c: sqlite3.Connection, note_ids: Sequence[int], day: date) -> tuple[NoteLine, ...]:
    """Those notes as they stand in a list, in that order."""
    rows = c.execute(_LINES, {"ids": json.dumps(list(note_ids)), "day": day.toordinal()})
    return tuple(_line(*row) for row in rows)


def _line(
    id_: int,
    kind: str,
    fields: str,
    deck: str,
    tags: str,
    cards: int,
    suspended: int,
    flag: int,
    lapses: int,
    due: int | None,
    phase: int | None,
) -> NoteLine:
    return NoteLine(
        id_,
        Kind(kind),
        first_line(Kind(kind), json.loads(fields), _LINE_WIDTH),
        deck,
        tuple(json.loads(tags)),
        cards,
        _PHASES[3 if phase is None else phase],
        None if due is None else date.fromordinal(due),
        bool(suspended),
        flag,
        lapses,
    )


def index_notes(c: sqlite3.Connection, note_ids: Sequence[int]) -> None:
    """Bring the index up to date for these notes; call it in the transaction that changes them."""
    for start in range(0, len(note_ids), _CHUNK):
        chunk = json.dumps(list(note_ids[start : start + _CHUNK]))
        c.execute("DELETE FROM note_search WHERE rowid IN (SELECT value FROM json_each(?))", (chunk,))
        rows = c.execute(_INDEXED_SOME, (chunk,)).fetchall()
        c.executemany("INSERT INTO note_search (rowid, body, tags) VALUES (?, ?, ?)", map(index_row, rows))


def index_all(c: sqlite3.Connection) -> None:
    """Make the whole index anew, even if it is damaged; call it inside a transaction."""
    (definition,) = c.execute("SELECT sql FROM sqlite_schema WHERE name = 'note_search'").fetchone()
    c.execute("DROP TABLE note_search")
    c.execute(definition)
    c.executemany("INSERT INTO note_search (rowid, body, tags) VALUES (?, ?, ?)", indexed_rows(c))


def indexed_rows(c: sqlite3.Connection) -> Iterator[tuple[int, str, str]]:
    """What the index is to hold: number, text and tags of every note there is, by number."""
    return map(index_row, c.execute(f"{_INDEXED} ORDER BY n.id"))


_INDEXED = (
    "SELECT n.id, n.kind, n.fields, (SELECT group_concat(tag, ' ') FROM note_tags WHERE note_id = n.id) "
    "FROM notes n WHERE n.deleted_at IS NULL"
)
_INDEXED_SOME = f"{_INDEXED} AND n.id IN (SELECT value FROM json_each(?))"  # noqa: S608  a constant


def index_row(row: tuple[int, str, str, str | None]) -> tuple[int, str, str]:
    """What the index holds of a note, from its number, kind, stored fields and tags with spaces between."""
    note_id, kind, fields, tags = row
    texts = json.loads(fields)
    if kind == Kind.CLOZE:
        texts["text"] = plain_cloze(texts["text"])
    return note_id, spaced("\n".join(texts.values())), spaced(tags or "")
