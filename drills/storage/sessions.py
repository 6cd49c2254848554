"""Sessions as the database keeps them: their cards in order, which are done, and which one is shown."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from drills.config import Study
from drills.dates import study_day
from drills.errors import NotFoundError
from drills.models import Card, Kind
from drills.storage.cards import COLUMNS, DRILLED, card_of
from drills.storage.instants import instant, milliseconds
from drills.storage.reviews import KEPT, last_activity
from drills.views.today import OpenSession

LEARN_AHEAD = timedelta(minutes=20)
"""How early a card in its learning steps may come when nothing else is left."""

LONGEST_WAIT = timedelta(hours=1)
"""How long a session waits for a card in its learning steps before it counts as done."""

SITTING_GAP = timedelta(hours=3)
"""A session taken up again after so long counts for the day it is then."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a session is about; all cards when empty. `note_ids` brings those notes' cards, due or not.

    `sort` is WARM_UP or MOCK_TEST where it is one: about cards of a goal that were chosen for it.
    """

    deck: str | None = None
    goal_id: int | None = None
    note_ids: tuple[int, ...] | None = None
    sort: str | None = None


WARM_UP, MOCK_TEST = "warm-up", "mock test"
"""A last look in which nothing counts; random cards whose first answers are measured."""

EVERYTHING = Scope()
"""The scope of the day's own session; every other is about something chosen."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A session: the local day it began on, its budget, and the card that is shown."""

    id: int
    day: date
    started_at: datetime
    ended_at: datetime | None
    budget_seconds: float
    scope: Scope
    current_card_id: int | None


_SITTING = "id, day, started_at, ended_at, budget_seconds, scope, current_card_id"


def _sitting_of(row: tuple[int, int, int, int | None, float, str, int | None]) -> Sitting:
    id_, day, started, ended, budget, scope_text, current = row
    scope = json.loads(scope_text)
    if scope.get("note_ids") is not None:
        scope["note_ids"] = tuple(scope["note_ids"])
    ended_at = None if ended is None else instant(ended)
    return Sitting(id_, date.fromordinal(day), instant(started), ended_at, budget, Scope(**scope), current)


def read_sitting(c: sqlite3.Connection, session_id: int) -> Sitting:
    """The session with that number; raises NotFoundError."""
    row = c.execute(f"SELECT {_SITTING} FROM sessions WHERE id = ?", (session_id,)).fetchone()  # noqa: S608
    if row is None:
        raise NotFoundError(f"There is no session {session_id}.")
    return _sitting_of(row)


def last_open(c: sqlite3.Connection, scope: Scope) -> Sitting | None:
    """The latest session about just that which was not ended."""
    row = c.execute(
        f"SELECT {_SITTING} FROM sessions WHERE ended_at IS NULL AND scope = ? ORDER BY id DESC LIMIT 1",  # noqa: S608
        (_scope_text(scope),),
    ).fetchone()
    return _sitting_of(row) if row else None


def sitting_day(c: sqlite3.Connection, sitting: Sitting, now: datetime, study: Study) -> date:
    """The day that answers belong to now: the one the session began on, also past midnight.

    Only when it was left for hours and is taken up again do they belong to the day it is by then.
    """
    at, day = last_activity(c, sitting.id) or (milliseconds(sitting.started_at), sitting.day.toordinal())
    if milliseconds(now) - at < SITTING_GAP // timedelta(milliseconds=1):
        return date.fromordinal(day)
    return study_day(now, study.day_turns_at)


def add_sitting(c: sqlite3.Connection, day: date, now: datetime, budget_seconds: float, scope: Scope) -> int:
    """Begin a session; gives its number."""
    cursor = c.execute(
        "INSERT INTO sessions (day, started_at, budget_seconds, scope) VALUES (?, ?, ?, ?)",
        (day.toordinal(), milliseconds(now), budget_seconds, _scope_text(scope)),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _scope_text(scope: Scope) -> str:
    return json.dumps({name: value for name, value in asdict(scope).items() if value is not None})


def end_sitting(c: sqlite3.Connection, session_id: int, now: datetime) -> None:
    """Mark a session as ended, once."""
    c.execute("UPDATE sessions SET ended_at = ? WHERE id = ? AND ended_at IS NULL", (milliseconds(now), session_id))


def end_others(c: sqlite3.Connection, scope: Scope, now: datetime, session_id: int | None = None) -> None:
    """Mark the other open sessions of the same sort as ended: those of the day, or those about something chosen."""
    c.execute(
        "UPDATE sessions SET ended_at = ? WHERE ended_at IS NULL AND id IS NOT ? AND (scope = ?) = ?",
        (milliseconds(now), session_id, _scope_text(EVERYTHING), scope == EVERYTHING),
    )


def append_cards(c: sqlite3.Connection, session_id: int, seconds: Mapping[int, float]) -> None:
    """Put cards, each with the seconds it may take, at the end of a session's queue; those already in it stay."""
    (last,) = c.execute(
        "SELECT coalesce(max(position), 0) FROM session_cards WHERE session_id = ?", (session_id,)
    ).fetchone()
    c.executemany(
        "INSERT INTO session_cards (session_id, position, card_id, reps, seconds) "
        "SELECT ?, ?, id, reps, ? FROM cards WHERE id = ? ON CONFLICT DO NOTHING",
        [(session_id, last + place, cost, card_id) for place, (card_id, cost) in enumerate(seconds.items(), 1)],
    )


def reopen(c: sqlite3.Connection, session_id: int, more_seconds: float) -> None:
    """Take an ended session up again, with more time."""
    c.execute(
        "UPDATE sessions SET ended_at = NULL, budget_seconds = budget_seconds + ? WHERE id = ?",
        (more_seconds, session_id),
    )


def place_of(c: sqlite3.Connection, session_id: int, card_id: int) -> tuple[int, float] | None:
    """Where a card stands in a session's queue, and the seconds it may take; None when it is not in it."""
    row = c.execute(
        "SELECT position, seconds FROM session_cards WHERE session_id = ? AND card_id = ?", (session_id, card_id)
    ).fetchone()
    return (row[0], row[1]) if row else None


def mark_done(c: sqlite3.Connection, session_id: int, card_id: int) -> None:
    """Note that a card of the session was answered."""
    c.execute("UPDATE session_cards SET done = 1 WHERE session_id = ? AND card_id = ?", (session_id, card_id))


def put_last(c: sqlite3.Connection, session_id: int, card_id: int) -> None:
    """Move a card to the end of a session's queue."""
    c.execute(
        "UPDATE session_cards SET position = (SELECT max(position) + 1 FROM session_cards WHERE session_id = :session) "
        "WHERE session_id = :session AND card_id = :card",
        {"session": session_id, "card": card_id},
    )


def set_current(c: sqlite3.Connection, session_id: int, card_id: int | None) -> None:
    """Remember which card is shown, so that leaving and coming back finds it."""
    c.execute("UPDATE sessions SET current_card_id = ? WHERE id = ?", (card_id, session_id))


_FROM = f"SELECT {COLUMNS} FROM session_cards q JOIN cards c ON c.id = q.card_id WHERE q.session_id = :session"  # noqa: S608
_UNANSWERED = "q.done = 0 AND c.reps = q.reps"
_LEARNING = (
    f"SELECT {COLUMNS} FROM cards c WHERE c.due_at IS NOT NULL AND c.due_at <= :until AND {DRILLED} "  # noqa: S608
    "AND EXISTS (SELECT 1 FROM session_cards q WHERE q.card_id = c.id AND q.session_id = :session) "
    "ORDER BY c.due_at, c.id LIMIT 1"
)
_SHOWN = (
    f"{_FROM} AND c.id = (SELECT current_card_id FROM sessions WHERE id = :session) "  # noqa: S608
    f"AND {DRILLED} AND ({_UNANSWERED} OR c.due_at <= :until)"
)
_NEXT = f"{_FROM} AND {DRILLED} AND {_UNANSWERED} AND c.due_at IS NULL ORDER BY q.position LIMIT 1"

_LOOKED_AT = f"{_FROM} AND {DRILLED} AND {_UNANSWERED} ORDER BY q.position LIMIT 1"


def shown_card(c: sqlite3.Connection, session_id: int, now: datetime, day: date) -> Card | None:
    """The card that the session shows, if it may still be answered."""
    return _first(c, _SHOWN, session_id, day, milliseconds(now + LEARN_AHEAD))


def next_card(c: sqlite3.Connection, session_id: int, now: datetime, day: date) -> Card | None:
    """The session's next card: one in its learning steps that is due, else the next unanswered, else one nearly due.

    A warm-up shows its cards in order: steps go on in study, not in it.
    """
    if _is_warm_up(c, session_id):
        return _first(c, _LOOKED_AT, session_id, day, 0)
    return (
        _first(c, _LEARNING, session_id, day, milliseconds(now))
        or _first(c, _NEXT, session_id, day, 0)
        or _first(c, _LEARNING, session_id, day, milliseconds(now + LEARN_AHEAD))
    )


def _is_warm_up(c: sqlite3.Connection, session_id: int) -> bool:
    row = c.execute("SELECT scope FROM sessions WHERE id = ?", (session_id,)).fetchone()
    return row is not None and json.loads(row[0]).get("sort") == WARM_UP


def _first(c: sqlite3.Connection, sql: str, session_id: int, day: date, until: int) -> Card | None:
    row = c.execute(sql, {"session": session_id, "day": day.toordinal(), "until": until}).fetchone()
    return card_of(row) if row else None


def next_wait(c: sqlite3.Connection, session_id: int, now: datetime, day: date) -> tuple[datetime, int] | None:
    """When the session's next card comes back within the hour, and how many do; a warm-up waits for none."""
    if _is_warm_up(c, session_id):
        return None
    due, cards = c.execute(
        f"SELECT min(c.due_at), count(*) FROM cards c WHERE c.due_at IS NOT NULL AND c.due_at <= :until "  # noqa: S608
        f"AND {DRILLED} AND EXISTS (SELECT 1 FROM session_cards q WHERE q.card_id = c.id AND q.session_id = :session)",
        {"session": session_id, "day": day.toordinal(), "until": milliseconds(now + LONGEST_WAIT)},
    ).fetchone()
    return (instant(due), cards) if cards else None


def progress(c: sqlite3.Connection, session_id: int, day: date) -> tuple[int, int]:
    """How many of a session's cards were answered, and of how many that can be."""
    done, left = c.execute(
        f"SELECT coalesce(sum(q.done), 0), coalesce(sum({_UNANSWERED} AND {DRILLED}), 0) "  # noqa: S608
        "FROM session_cards q JOIN cards c ON c.id = q.card_id WHERE q.session_id = :session",
        {"session": session_id, "day": day.toordinal()},
    ).fetchone()
    return done, done + left


def to_come(c: sqlite3.Connection, session_id: int, now: datetime, day: date) -> list[int]:
    """The cards a session still holds: the unanswered, and those in their learning steps that it waits for."""
    until = 0 if _is_warm_up(c, session_id) else milliseconds(now + LONGEST_WAIT)
    rows = c.execute(
        "SELECT c.id FROM session_cards q JOIN cards c ON c.id = q.card_id "  # noqa: S608
        f"WHERE q.session_id = :session AND {DRILLED} AND ({_UNANSWERED} OR c.due_at <= :until) ORDER BY q.position",
        {"session": session_id, "day": day.toordinal(), "until": until},
    )
    return [card_id for (card_id,) in rows]


def left_open(c: sqlite3.Connection, now: datetime, study: Study, scope: Scope = EVERYTHING) -> OpenSession | None:
    """The session about just that which was left today with cards to answer, and can be taken up again."""
    sitting = last_open(c, scope)
    if sitting is None or sitting_day(c, sitting, now, study) != sitting.day:
        return None
    card = shown_card(c, sitting.id, now, sitting.day) or next_card(c, sitting.id, now, sitting.day)
    if card is None and next_wait(c, sitting.id, now, sitting.day) is None:
        return None
    done, total = progress(c, sitting.id, sitting.day)
    return OpenSession(sitting.id, done, total, sitting.started_at)


def lapsed_notes(c: sqlite3.Connection, session_id: int) -> tuple[tuple[int, Kind, dict[str, str]], ...]:
    """The cards that lapsed in a session: how often each has so far, and its note's kind and fields."""
    rows = c.execute(
        "SELECT DISTINCT c.id, c.lapses, n.kind, n.fields FROM reviews r JOIN cards c ON c.id = r.card_id "  # noqa: S608
        "JOIN notes n ON n.id = c.note_id "
        f"WHERE r.session_id = ? AND r.phase_before = 'review' AND r.rating = 1 AND {KEPT} ORDER BY c.id",
        (session_id,),
    )
    return tuple((lapses, Kind(kind), json.loads(fields)) for _, lapses, kind, fields in rows)
