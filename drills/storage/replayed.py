"""Cards' states worked out anew from their answers, to compare with what is stored."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import accumulate, groupby
from math import isclose
from operator import itemgetter
from typing import Any

from drills.scheduling.memory import replay

TOLERANCE = 1e-6  # relative

_ANSWERS = """
SELECT r.card_id, r.rating, r.elapsed_days, r.day, r.phase_before, r.phase_after, r.step_after, r.interval_after,
  r.due_after
FROM reviews r
WHERE NOT EXISTS (SELECT 1 FROM retractions x WHERE x.review_id = r.id){}
ORDER BY r.card_id, r.id
"""
_ALL = _ANSWERS.format("")
_OF_CARD = _ANSWERS.format(" AND r.card_id = ?")
_STORED = (
    "SELECT id, phase, step, stability, difficulty, interval, due_at, due_day, last_day, reps, lapses FROM cards "
    "ORDER BY id"
)
_PUT = (
    "UPDATE cards SET phase = :phase, step = :step, stability = :stability, difficulty = :difficulty, "
    "interval = :interval, due_at = :due_at, due_day = :due_day, last_day = :last_day, reps = :reps, lapses = :lapses "
    "WHERE id = :id"
)

Answers = Sequence[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class State:
    """A card's state, by the columns of its row."""

    phase: str = "new"
    step: int | None = None
    stability: float | None = None
    difficulty: float | None = None
    interval: int | None = None
    due_at: int | None = None
    due_day: int | None = None
    last_day: int | None = None
    reps: int = 0
    lapses: int = 0

    def agrees(self, other: "State") -> bool:
        """Whether all of it is the same; of the memory, as far as numbers can be."""
        mine, theirs = (replace(state, stability=None, difficulty=None) for state in (self, other))
        return mine == theirs and _close(self.stability, other.stability) and _close(self.difficulty, other.difficulty)


def _close(mine: float | None, theirs: float | None) -> bool:
    if mine is None or theirs is None:
        return mine is theirs
    return isclose(mine, theirs, rel_tol=TOLERANCE)


def cards_astray(
    c: sqlite3.Connection, weights: Sequence[float], progress: Callable[[int], object] | None = None
) -> Iterator[int]:
    """The cards whose stored state differs from a replay of their answers. `progress` hears how many are done.

    Both lists run by card; answers of cards that are not there are passed over.
    """
    answers = groupby(c.execute(_ALL), key=itemgetter(0))
    card_id, history = next(answers, (None, iter(())))
    for done, (id_, *stored) in enumerate(c.execute(_STORED), 1):
        expected = State()
        while card_id is not None and card_id < id_:
            card_id, history = next(answers, (None, iter(())))
        if card_id == id_:
            expected = replayed(list(history), weights)
            card_id, history = next(answers, (None, iter(())))
        if not expected.agrees(State(*stored)):
            yield id_
        if progress and done % 500 == 0:
            progress(done)


def replayed_card(c: sqlite3.Connection, card_id: int, weights: Sequence[float]) -> State:
    """The state that a card's answers lead to."""
    return replayed(c.execute(_OF_CARD, (card_id,)).fetchall(), weights)


def put_replayed(c: sqlite3.Connection, card_id: int, weights: Sequence[float]) -> None:
    """Put a card where its answers lead."""
    c.execute(_PUT, {**asdict(replayed_card(c, card_id, weights)), "id": card_id})


def put_memories(c: sqlite3.Connection, weights: Sequence[float]) -> None:
    """Work out all cards' stability and difficulty under other weights; when they come next stays as it was decided."""
    memories = []
    for card_id, answers in groupby(c.execute(_ALL), key=itemgetter(0)):
        state = replayed(list(answers), weights)
        memories.append((state.stability, state.difficulty, card_id))
    c.executemany("UPDATE cards SET stability = ?, difficulty = ? WHERE id = ?", memories)


def replayed(answers: Answers, weights: Sequence[float]) -> State:
    """The state that answers lead to: the memory by replay, the rest as the last of them left it."""
    if not answers:
        return State()
    ratings = [answer[1] for answer in answers]
    days = list(accumulate((answer[3] for answer in answers), max))  # a clock set back counts as the same day
    gaps = [answer[2] for answer in answers]
    elapsed = [
        _elapsed(gap, days[i - 1] if i else day, day) for i, (gap, day) in enumerate(zip(gaps, days, strict=True))
    ]
    stability, difficulty, _ = replay(ratings, elapsed, weights, ())[-1]
    phase, step, interval, due = answers[-1][5:]
    in_review = phase == "review"
    return State(
        phase=phase,
        step=step,
        stability=stability,
        difficulty=difficulty,
        interval=interval,
        due_at=None if in_review else due,
        due_day=due if in_review else None,
        last_day=days[-1],
        reps=len(answers),
        lapses=sum(answer[1] == 1 and answer[4] == "review" for answer in answers),
    )


def _elapsed(stored: int | None, before: int, day: int) -> int:
    """Days since the answer before; worked out where they were not stored, and never below 0."""
    return max(0, day - before if stored is None else stored)
