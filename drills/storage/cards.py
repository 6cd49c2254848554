"""Cards as the database keeps them: read, answered, buried, suspended, flagged."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

from drills.errors import NotFoundError
from drills.models import Card, Kind, Learning, MemoryState, New, Note, Phase, Review, Schedule
from drills.note import main_text
from drills.storage.instants import instant, milliseconds

COLUMNS = (
    "c.id, c.note_id, c.ordinal, c.reps, c.lapses, c.flag, c.suspended, c.buried_until, "
    "c.phase, c.step, c.stability, c.difficulty, c.interval, c.due_at, c.due_day, c.last_day"
)
"""What `card_of` reads, of a table called c."""

DRILLED = "c.suspended = 0 AND c.removed_at IS NULL AND (c.buried_until IS NULL OR c.buried_until <= :day)"
"""Whether a card may be shown on :day."""


def card_of(row: Sequence[Any]) -> Card:
    """The card in a row of `COLUMNS`."""
    id_, note_id, ordinal, reps, lapses, flag, suspended, buried, *schedule = row
    until = None if buried is None else date.fromordinal(buried)
    return Card(id_, note_id, ordinal, schedule_of(*schedule), reps, lapses, flag, bool(suspended), until)


def schedule_of(
    phase: str,
    step: int | None,
    stability: float | None,
    difficulty: float | None,
    interval: int | None,
    due_at: int | None,
    due_day: int | None,
    last_day: int | None,
) -> Schedule:
    """A card's schedule from its columns."""
    if stability is None or difficulty is None or last_day is None:
        return New()
    memory, last = MemoryState(stability, difficulty), date.fromordinal(last_day)
    if due_at is not None:
        return Learning(Phase(phase), memory, step or 0, instant(due_at), last)
    assert due_day is not None
    return Review(memory, interval or 1, date.fromordinal(due_day), last)


def schedule_columns(schedule: Schedule) -> dict[str, Any]:
    """A schedule as the columns of a card."""
    columns: dict[str, Any] = dict.fromkeys(
        ("step", "stability", "difficulty", "interval", "due_at", "due_day", "last_day")
    )
    columns["phase"] = schedule.phase.value
    if isinstance(schedule, New):
        return columns
    columns["stability"], columns["difficulty"] = schedule.memory.stability, schedule.memory.difficulty
    columns["last_day"] = schedule.last_day.toordinal()
    if isinstance(schedule, Learning):
        columns["step"], columns["due_at"] = schedule.step, milliseconds(schedule.due_at)
    else:
        columns["interval"], columns["due_day"] = schedule.interval, schedule.due_day.toordinal()
    return columns


def read_card(c: sqlite3.Connection, card_id: int) -> Card:
    """The card with that number, deleted or not; raises NotFoundError."""
    row = c.execute(f"SELECT {COLUMNS} FROM cards c WHERE c.id = ?", (card_id,)).fetchone()  # noqa: S608
    if row is None:
        raise NotFoundError(f"There is no card {card_id}.")
    return card_of(row)


def read_note(c: sqlite3.Connection, note_id: int) -> Note:
    """The note with that number, deleted or not; raises NotFoundError."""
    row = c.execute(
        "SELECT n.key, d.name, n.kind, n.fields FROM notes n JOIN decks d ON d.id = n.deck_id WHERE n.id = ?",
        (note_id,),
    ).fetchone()
    if row is None:
        raise NotFoundError(f"There is no note {note_id}.")
    key, deck, kind, fields = row
    tags = c.execute("SELECT tag FROM note_tags WHERE note_id = ? ORDER BY tag", (note_id,))
    return Note(note_id, key, deck, Kind(kind), json.loads(fields), tuple(tag for (tag,) in tags))


def kind_of(c: sqlite3.Connection, note_id: int) -> Kind:
    """The kind of a note that is there."""
    (kind,) = c.execute("SELECT kind FROM notes WHERE id = ?", (note_id,)).fetchone()
    return Kind(kind)


def is_drilled(c: sqlite3.Connection, card_id: int, day: date) -> bool:
    """Whether the card may be shown that day: neither deleted nor suspended nor buried."""
    sql = f"SELECT 1 FROM cards c WHERE c.id = :id AND {DRILLED}"  # noqa: S608
    return c.execute(sql, {"id": card_id, "day": day.toordinal()}).fetchone() is not None


def put_schedule(c: sqlite3.Connection, card_id: int, schedule: Schedule, reps: int, lapses: int) -> None:
    """Store what an answer did to a card."""
    c.execute(
        "UPDATE cards SET phase = :phase, step = :step, stability = :stability, difficulty = :difficulty, "
        "interval = :interval, due_at = :due_at, due_day = :due_day, last_day = :last_day, reps = :reps, "
        "lapses = :lapses WHERE id = :id",
        {**schedule_columns(schedule), "reps": reps, "lapses": lapses, "id": card_id},
    )


def siblings_to_bury(c: sqlite3.Connection, card: Card, day: date) -> tuple[int, ...]:
    """The other cards of the note that could come up that day: new ones, and reviews that are due."""
    rows = c.execute(
        f"SELECT c.id FROM cards c WHERE c.note_id = :note AND c.id <> :id AND {DRILLED} "  # noqa: S608
        "AND (c.phase = 'new' OR c.due_day <= :day)",
        {"note": card.note_id, "id": card.id, "day": day.toordinal()},
    )
    return tuple(id_ for (id_,) in rows)


def bury(c: sqlite3.Connection, card_ids: Sequence[int], until: date) -> None:
    """Put cards out of sight until that day."""
    for card_id in card_ids:
        c.execute("UPDATE cards SET buried_until = ? WHERE id = ?", (until.toordinal(), card_id))


def set_suspended(c: sqlite3.Connection, card_id: int, suspended: bool) -> None:
    """Put a card out of sight for good, or bring it back."""
    c.execute("UPDATE cards SET suspended = ? WHERE id = ?", (int(suspended), card_id))


def set_flag(c: sqlite3.Connection, card_id: int, flag: int) -> None:
    """Mark a card with a flag from 1 to 4, or take it off with 0."""
    c.execute("UPDATE cards SET flag = ? WHERE id = ?", (flag, card_id))


def add_tag(c: sqlite3.Connection, note_id: int, tag: str) -> None:
    """Tag a note, once."""
    c.execute("INSERT INTO note_tags (note_id, tag) VALUES (?, ?) ON CONFLICT DO NOTHING", (note_id, tag))


def deck_ids(c: sqlite3.Connection, names: Sequence[str]) -> tuple[int, ...]:
    """The decks of those names and all below them."""
    wanted = [name.casefold() for name in names]
    found = []
    for id_, name in c.execute("SELECT id, name FROM decks ORDER BY id"):
        path = name.casefold()
        if any(path == deck or path.startswith(deck + "::") for deck in wanted):
            found.append(id_)
    return tuple(found)


def prompt_of(c: sqlite3.Connection, keys: Sequence[str]) -> str | None:
    """The text of the first note that goes by one of those keys."""
    for key in keys:
        row = c.execute("SELECT kind, fields FROM notes WHERE key = ? AND deleted_at IS NULL", (key,)).fetchone()
        if row:
            return main_text(Kind(row[0]), json.loads(row[1]))
    return None


def deck_of(c: sqlite3.Connection, note_id: int) -> int:
    """The deck that a note is in."""
    (deck_id,) = c.execute("SELECT deck_id FROM notes WHERE id = ?", (note_id,)).fetchone()
    return int(deck_id)
