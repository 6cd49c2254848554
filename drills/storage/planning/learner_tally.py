"""What the answers say about the learner, added up as they come in: one row, changed in constant time."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from math import isclose

from drills.models import Kind
from drills.plan.reasons import TYPICAL
from drills.scheduling.cost import DEFAULT_SECONDS, Encounter
from drills.scheduling.learner import GRID, Answered, LearnerTally
from drills.scheduling.memory import DEFAULT_WEIGHTS
from drills.storage.database import transaction

LOOKED_BACK = 2_000
"""A tally made anew goes back over so many answers: more than it needs, in an instant."""

_FLASHCARDS = (Kind.BASIC, Kind.CLOZE)
_SELECT = """
SELECT r.id, r.rating, r.seconds, r.stability_before, r.elapsed_days, n.kind
FROM reviews r JOIN cards c ON c.id = r.card_id JOIN notes n ON n.id = c.note_id
"""
_KEPT = "NOT EXISTS (SELECT 1 FROM retractions x WHERE x.review_id = r.id)"
_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Stored:
    """The tally of answers after number `since`, up to `until`, and the weights it was made with.

    What answers say of memory holds for the weights their stabilities were computed with: it starts over after
    number `memory_since`, where new weights were taken into use.
    """

    tally: LearnerTally
    weights: str
    since: int
    until: int
    memory_since: int


def planning_weights(c: sqlite3.Connection) -> tuple[float, ...]:
    """The weights that plans and forecasts are made with: the user's own once they are in use, if they are whole."""
    row = c.execute("SELECT figures FROM weights WHERE in_use = 1 ORDER BY id DESC LIMIT 1").fetchone()
    figures = json.loads(row[0]) if row else ()
    whole = len(figures) == len(DEFAULT_WEIGHTS) and all(isinstance(figure, int | float) for figure in figures)
    return tuple(map(float, figures)) if whole else DEFAULT_WEIGHTS


def read_tally(c: sqlite3.Connection, weights: Sequence[float] = DEFAULT_WEIGHTS) -> LearnerTally:
    """What the answers say so far; made anew, without storing it, where the row is missing or behind."""
    return _current(c, weights).tally


def typical_kappa(c: sqlite3.Connection, weights: Sequence[float] = DEFAULT_WEIGHTS) -> float:
    """What every stability counts times, as far as the answers say: for a typical card, as in planning."""
    return float(read_tally(c, weights).learner.kappa ** TYPICAL)


def count_answer(c: sqlite3.Connection, review_id: int, weights: Sequence[float] = DEFAULT_WEIGHTS) -> None:
    """Add an answer just stored to the tally, in the same transaction.

    Undoing puts the row back as it was; what was retracted is never looked at again.
    """
    stored = _current(c, weights, before=review_id)
    _put(c, _caught_up(c, stored, weights, review_id))


def rebuild(c: sqlite3.Connection, weights: Sequence[float] = DEFAULT_WEIGHTS) -> None:
    """Make the tally anew from the answers."""
    with transaction(c):
        _put(c, _made_anew(c, weights))


def mend(c: sqlite3.Connection) -> None:
    """Add up anew what the stored tally stands for: the same answers, with the weights in use."""
    stored = _read(c)
    if stored is None:
        return
    start = replace(stored, tally=LearnerTally(), until=stored.since)
    with transaction(c):
        _put(c, _caught_up(c, start, planning_weights(c), stored.until))


def is_astray(c: sqlite3.Connection) -> bool:
    """Whether the stored tally differs from its answers added up anew."""
    stored = _read(c)
    if stored is None:
        return False
    weights = planning_weights(c)
    if stored.weights != _hash(weights):
        return False  # it starts over with the next answer
    start = replace(stored, tally=LearnerTally(), until=stored.since)
    return not _agree(stored.tally, _caught_up(c, start, weights, stored.until).tally)


def _current(c: sqlite3.Connection, weights: Sequence[float], before: int | None = None) -> Stored:
    """The stored tally, or a new one, with the answers it has not seen yet (those before number `before`)."""
    stored = _read(c)
    (last,) = c.execute("SELECT coalesce(max(id), 0) FROM reviews").fetchone()
    if before is not None:
        last = before - 1
    if stored is None or last - stored.until > LOOKED_BACK or stored.until > last + 1:
        return _made_anew(c, weights, last)
    if stored.weights != _hash(weights):
        unseen = LearnerTally(stored.tally.seconds, stored.tally.usual)
        stored = Stored(unseen, _hash(weights), stored.since, stored.until, stored.until)
    return _caught_up(c, stored, weights, last) if last > stored.until else stored


def _made_anew(c: sqlite3.Connection, weights: Sequence[float], last: int | None = None) -> Stored:
    if last is None:
        (last,) = c.execute("SELECT coalesce(max(id), 0) FROM reviews").fetchone()
    row = c.execute(
        "SELECT id FROM reviews WHERE id <= ? ORDER BY id DESC LIMIT 1 OFFSET ?", (last, LOOKED_BACK)
    ).fetchone()
    since = int(row[0]) if row else 0
    empty = Stored(LearnerTally(), _hash(weights), since, since, since)
    return _caught_up(c, empty, weights, last)


def _caught_up(c: sqlite3.Connection, stored: Stored, weights: Sequence[float], last: int) -> Stored:
    tally = stored.tally
    rows = c.execute(f"{_SELECT} WHERE r.id > ? AND r.id <= ? AND {_KEPT} ORDER BY r.id", (stored.until, last))
    for review_id, *answer in rows:
        tally = tally.after(_answered(answer, review_id > stored.memory_since), weights)
    return replace(stored, tally=tally, until=max(last, stored.until))


def _answered(row: Sequence[object], counts_for_memory: bool) -> Answered:
    rating, seconds, stability, elapsed, kind = row
    new = elapsed is None or stability is None
    usual = None
    if Kind(str(kind)) not in _FLASHCARDS:
        encounter = Encounter.NEW if new else Encounter.FAILED if rating == 1 else Encounter.PASSED
        usual = DEFAULT_SECONDS[Kind(str(kind)), encounter]
    gap = int(str(elapsed)) if counts_for_memory and not new else 0
    return Answered(int(str(rating)), float(str(seconds)), 0.0 if new else float(str(stability)), gap, new, usual)


def _agree(mine: LearnerTally, other: LearnerTally) -> bool:
    pairs = zip(
        (mine.seconds, mine.usual, *mine.likelihood, *mine.once),
        (other.seconds, other.usual, *other.likelihood, *other.once),
        strict=True,
    )
    return all(isclose(a, b, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE) for a, b in pairs)


def _read(c: sqlite3.Connection) -> Stored | None:
    """The row, if there is one that can be read."""
    row = c.execute("SELECT tally FROM learner WHERE id = 1").fetchone()
    if row is None:
        return None
    kept = json.loads(row[0])
    if not isinstance(kept, dict):
        return None
    whole, once = kept.get("likelihood"), kept.get("once")
    if not isinstance(whole, list) or not isinstance(once, list) or not len(whole) == len(once) == len(GRID):
        return None
    numbers = (kept.get("seconds"), kept.get("usual"), *whole, *once)
    places = [kept.get(name) for name in ("since", "until", "memory_since")]
    if not all(isinstance(each, int | float) for each in (*numbers, *places)):
        return None
    since, until, memory_since = (int(place) for place in places if place is not None)
    tally = LearnerTally(kept["seconds"], kept["usual"], tuple(whole), tuple(once))
    return Stored(tally, str(kept.get("weights")), since, until, memory_since)


def _put(c: sqlite3.Connection, stored: Stored) -> None:
    kept = {
        "seconds": stored.tally.seconds,
        "usual": stored.tally.usual,
        "likelihood": stored.tally.likelihood,
        "once": stored.tally.once,
        "weights": stored.weights,
        "since": stored.since,
        "until": stored.until,
        "memory_since": stored.memory_since,
    }
    c.execute(
        "INSERT INTO learner (id, tally) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET tally = excluded.tally",
        (json.dumps(kept),),
    )


def _hash(weights: Sequence[float]) -> str:
    return sha256(" ".join(float(weight).hex() for weight in weights).encode()).hexdigest()[:16]
