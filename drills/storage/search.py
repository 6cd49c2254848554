"""Finding notes: by words as they are typed, and by deck, tag, kind, state and flag."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import date

from drills.models import Kind, Phase
from drills.note import first_line
from drills.storage.note_set import NoteSet, Order
from drills.storage.search_index import index_all, index_notes
from drills.storage.search_terms import terms
from drills.views.library import NoteLine, NotePage

__all__ = ["Order", "find_notes", "index_all", "index_notes", "note_lines"]

_LINE_WIDTH = 200  # characters of a note's first line


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
    notes = NoteSet(c, day)
    if deck is not None:
        notes.keep_to_deck(deck)
    for term in terms(text):
        notes.add(term)
    total, ids = notes.page(order, limit, offset)
    return NotePage(note_lines(c, ids, day), total, offset)


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
