"""Questions put up for practice by an interview: they come first in the day's session, until answered once."""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from json import dumps

from drills.interview import in_chains
from drills.models import Kind
from drills.note import first_line, plain_id
from drills.storage.answers import chains
from drills.storage.cards import DRILLED, read_note
from drills.storage.database import explained
from drills.storage.instants import milliseconds
from drills.storage.reviews import KEPT
from drills.storage.undo import Step
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


def with_waiting(
    c: sqlite3.Connection, seconds: Mapping[int, float], day: date, budget: float, each: float
) -> dict[int, float]:
    """A session's cards (expected seconds by card, in order) as they are asked.

    Questions put up for practice come first, at most two of them where the budget has room for more than theirs;
    whoever answers a question is asked its follow-up next. `each` is what one question takes in seconds.
    """
    room = min(AT_MOST, int(budget // each)) if each > 0 else AT_MOST
    sql = f"SELECT c.id FROM cards c WHERE c.note_id = :note AND {DRILLED}"  # noqa: S608  our own names
    first: dict[int, float] = {}
    for entry in waiting_questions(c)[:room]:
        for (card_id,) in c.execute(sql, {"note": entry.note_id, "day": day.toordinal()}):
            first[card_id] = seconds.get(card_id, each)
    whole = first | {card_id: took for card_id, took in seconds.items() if card_id not in first}
    return {card_id: whole[card_id] for card_id in chained_cards(c, tuple(whole))}


def chained_cards(c: sqlite3.Connection, card_ids: tuple[int, ...]) -> tuple[int, ...]:
    """Cards in the order to drill them, follow-ups right after the question that leads to them."""
    rows = c.execute(
        "SELECT k.id, k.note_id FROM json_each(:cards) j JOIN cards k ON k.id = j.value "
        "JOIN notes n ON n.id = k.note_id AND n.kind = :kind",
        {"cards": dumps(card_ids), "kind": Kind.QUESTION.value},
    ).fetchall()
    if len(rows) < 2:
        return card_ids
    card_of = {note_id: card_id for card_id, note_id in rows}
    follows = {
        card_of[note_id]: [card_of[lead] for lead in leads if lead in card_of]
        for note_id, leads in chains(c).items()
        if note_id in card_of
    }
    return in_chains(card_ids, follows)
