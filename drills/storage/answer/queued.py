"""Questions put up for practice by an interview: they come first in the day's session, until answered once."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from json import dumps, loads

from drills.composing.interview import followed, in_chains
from drills.models import Kind
from drills.note import first_line, plain_id
from drills.scheduling.queue import Candidate
from drills.storage.cards import DRILLED, read_note
from drills.storage.database import explained
from drills.storage.instants import milliseconds
from drills.storage.reviews import KEPT
from drills.storage.sessions import EVERYTHING
from drills.storage.undo import Step
from drills.storage.waiting import Reading, Room
from drills.views.interviews import QueueEntry

AT_MOST = 2
"""So many of them come in one session, whatever else is due: each takes minutes."""

_WAITING = f"""
    SELECT q.note_id, q.reason FROM queued_notes q JOIN notes n ON n.id = q.note_id AND n.deleted_at IS NULL
    WHERE NOT EXISTS (
        SELECT 1 FROM cards k JOIN reviews r ON r.card_id = k.id
        WHERE k.note_id = q.note_id AND r.rated_at >= q.queued_at AND {KEPT}
    ) ORDER BY q.queued_at, q.note_id
"""  # noqa: S608  our own text


def put_up(c: sqlite3.Connection, step: Step, entries: Iterable[QueueEntry], now: datetime) -> None:
    """Put questions up for practice, from now on; within a step that can be undone."""
    for entry in entries:
        step.keep("queued_notes", note_id=entry.note_id)
        c.execute(
            "INSERT INTO queued_notes VALUES (?, ?, ?) "
            "ON CONFLICT DO UPDATE SET reason = excluded.reason, queued_at = excluded.queued_at",
            (entry.note_id, entry.reason, milliseconds(now)),
        )


def waiting_questions(c: sqlite3.Connection) -> tuple[QueueEntry, ...]:
    """The questions put up for practice and not answered since, in the order they were put up."""
    with explained():
        found = []
        for note_id, reason in c.execute(_WAITING).fetchall():
            note = read_note(c, note_id)
            found.append(QueueEntry(note_id, plain_id(note.key), first_line(note.kind, note.fields), reason))
    return tuple(found)


def as_asked(
    c: sqlite3.Connection, reading: Reading, picked: Sequence[Candidate], room: Room, budget: float
) -> list[Candidate]:
    """A session's cards in the order they are asked: follow-ups right after the question that leads to them.

    In the day's own session, questions put up for practice come first; what then exceeds the budget of seconds is left
    for later, the last first.
    """
    first = _put_first(c, reading, room, budget) if room.scope == EVERYTHING else []
    known = {card.card_id for card in first}
    whole = first + [card for card in picked if card.card_id not in known]
    if len(whole) > len(picked):
        seconds = sum(card.seconds for card in whole)
        while len(whole) > len(first) and seconds > budget:
            seconds -= whole.pop().seconds
    by_id = {card.card_id: card for card in whole}
    return [by_id[card_id] for card_id in chained_cards(c, tuple(by_id))]


def _put_first(c: sqlite3.Connection, reading: Reading, room: Room, budget: float) -> list[Candidate]:
    notes = [entry.note_id for entry in waiting_questions(c)]
    sql = f"SELECT c.id FROM cards c WHERE c.note_id IN (SELECT value FROM json_each(:notes)) AND {DRILLED}"  # noqa: S608
    ids = [card_id for (card_id,) in c.execute(sql, {"notes": dumps(notes), "day": room.day.toordinal()})]
    first: list[Candidate] = []
    for card in reading.of_cards(ids) if ids else ():
        if len(first) < AT_MOST and sum(each.seconds for each in first) + card.seconds <= budget:
            first.append(card)
    return first


def chained_cards(c: sqlite3.Connection, card_ids: tuple[int, ...]) -> tuple[int, ...]:
    """Cards in the order to drill them, follow-ups right after the question that leads to them."""
    rows = c.execute(
        "SELECT k.id, n.key, n.fields FROM json_each(:cards) j JOIN cards k ON k.id = j.value "
        "JOIN notes n ON n.id = k.note_id AND n.kind = :kind",
        {"cards": dumps(card_ids), "kind": Kind.QUESTION.value},
    ).fetchall()
    if len(rows) < 2:
        return card_ids
    card_of = {key: card_id for card_id, key, _ in rows}
    return in_chains(card_ids, {card_id: followed(key, loads(fields), card_of) for card_id, key, fields in rows})
