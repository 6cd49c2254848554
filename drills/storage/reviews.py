"""Answers as the database keeps them: appended, never edited; undoing one appends a retraction."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from drills.models import Card, Kind, Rating, Schedule, TryDraft
from drills.storage.cards import schedule_columns
from drills.storage.instants import instant, milliseconds
from drills.views.drill import KindDone, Try

KEPT = "NOT EXISTS (SELECT 1 FROM retractions x WHERE x.review_id = r.id)"
"""Whether a review called r still counts."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One rating of one card: `before` is the card as shown, `after` its new schedule; `recall` was predicted (0–1)."""

    before: Card
    after: Schedule
    rating: Rating
    kind: str  # learn, review, relearn, early
    seconds: float
    day: date
    elapsed_days: int | None
    recall: float | None
    session_id: int | None = None


_SIDE = ("phase", "step", "stability", "difficulty", "interval", "due")
COLUMNS = (
    *("card_id", "session_id", "kind", "rating", "seconds", "rated_at", "utc_offset", "day", "elapsed_days", "recall"),
    *(f"{name}_before" for name in _SIDE),
    *(f"{name}_after" for name in _SIDE),
)
"""The columns of a review, but for its number."""

_INSERT = f"INSERT INTO reviews ({', '.join(COLUMNS)}) VALUES ({', '.join(':' + name for name in COLUMNS)})"  # noqa: S608


def add_review(c: sqlite3.Connection, answer: Answer, now: datetime) -> int:
    """Append an answer; gives its number."""
    cursor = c.execute(_INSERT, review_row(answer, now))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def add_rows(c: sqlite3.Connection, rows: Iterable[Sequence[Any]]) -> None:
    """Append many answers, as rows in the order of `COLUMNS`.

    Not through sqlite-utils, which looks at each of 22 million values for what may need JSON: 20 s of a minute.
    """
    c.executemany(f"INSERT INTO reviews ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})", rows)  # noqa: S608


def review_row(answer: Answer, now: datetime) -> dict[str, object]:
    """An answer as a row of the reviews table."""
    offset = now.utcoffset() or timedelta()
    return {
        "card_id": answer.before.id,
        "session_id": answer.session_id,
        "kind": answer.kind,
        "rating": int(answer.rating),
        "seconds": answer.seconds,
        "rated_at": milliseconds(now),
        "utc_offset": offset // timedelta(minutes=1),
        "day": answer.day.toordinal(),
        "elapsed_days": answer.elapsed_days,
        "recall": answer.recall,
        **_side(answer.before.schedule, "before"),
        **_side(answer.after, "after"),
    }


def _side(schedule: Schedule, side: str) -> dict[str, object]:
    columns = schedule_columns(schedule)
    columns["due"] = columns["due_day"] if columns["due_at"] is None else columns["due_at"]
    return {f"{name}_{side}": columns[name] for name in _SIDE}


def add_try(c: sqlite3.Connection, review_id: int, note_id: int, draft: TryDraft) -> None:
    """Keep what was said or written for an open question."""
    c.execute(
        "INSERT INTO tries (review_id, note_id, spoken, text, seconds, marks) VALUES (?, ?, ?, ?, ?, ?)",
        (review_id, note_id, int(draft.spoken), draft.text, draft.seconds, draft.marks),
    )


def last_try(c: sqlite3.Connection, note_id: int) -> Try | None:
    """The latest try at a question that still counts."""
    row = c.execute(
        "SELECT r.rated_at, t.spoken, t.text, t.seconds, r.rating FROM tries t JOIN reviews r ON r.id = t.review_id "  # noqa: S608
        f"WHERE t.note_id = ? AND {KEPT} ORDER BY t.review_id DESC LIMIT 1",
        (note_id,),
    ).fetchone()
    if row is None:
        return None
    rated_at, spoken, text, seconds, rating = row
    return Try(instant(rated_at), bool(spoken), text, seconds, Rating(rating))


@dataclass(frozen=True, slots=True)
class SessionAnswers:
    """What the answers of a session come to."""

    answers: int
    cards: int
    new_cards: int
    seconds: float


def session_answers(c: sqlite3.Connection, session_id: int) -> SessionAnswers:
    """How many answers a session has, of how many cards, and how long they took."""
    row = c.execute(
        "SELECT count(*), count(DISTINCT card_id), coalesce(sum(elapsed_days IS NULL), 0), coalesce(sum(seconds), 0.0) "  # noqa: S608
        f"FROM reviews r WHERE session_id = ? AND {KEPT}",
        (session_id,),
    ).fetchone()
    return SessionAnswers(*row)


def session_kinds(c: sqlite3.Connection, session_id: int) -> tuple[KindDone, ...]:
    """A session's answers by kind of note."""
    rows = c.execute(
        "SELECT n.kind, count(*), sum(r.rating > 1) FROM reviews r JOIN cards c ON c.id = r.card_id "  # noqa: S608
        f"JOIN notes n ON n.id = c.note_id WHERE r.session_id = ? AND {KEPT} "
        "GROUP BY n.kind ORDER BY count(*) DESC, n.kind",
        (session_id,),
    )
    return tuple(KindDone(Kind(kind), answers, recalled) for kind, answers, recalled in rows)


def session_ratings(c: sqlite3.Connection, session_id: int) -> dict[Rating, int]:
    """A session's answers by rating, zeros included."""
    rows = c.execute(
        f"SELECT rating, count(*) FROM reviews r WHERE session_id = ? AND {KEPT} GROUP BY rating",  # noqa: S608
        (session_id,),
    ).fetchall()
    return {rating: dict(rows).get(int(rating), 0) for rating in Rating}


def last_activity(c: sqlite3.Connection, session_id: int) -> tuple[int, int] | None:
    """The instant and the day of a session's last answer, retracted or not; None before the first."""
    row = c.execute(
        "SELECT rated_at, day FROM reviews WHERE session_id = ? ORDER BY id DESC LIMIT 1", (session_id,)
    ).fetchone()
    return (row[0], row[1]) if row else None


def seconds_on(c: sqlite3.Connection, day: date) -> tuple[float, int]:
    """The seconds and the answers of a day."""
    row = c.execute(
        "SELECT coalesce(sum(seconds), 0.0), coalesce(sum(reviews), 0) FROM daily WHERE day = ?", (day.toordinal(),)
    ).fetchone()
    return max(0.0, row[0]), row[1]
