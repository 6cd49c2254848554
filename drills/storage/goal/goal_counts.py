"""How many cards each goal has, how many of them were seen and are due, and how ready they are."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from json import dumps

from drills.storage.figures.recall import RECALL, recall_on
from drills.storage.goal.goal_reach import Within, goals_within

_FIGURES = f"""
count(*), coalesce(sum(c.stability IS NOT NULL), 0),
  coalesce(sum((c.due_at IS NOT NULL OR coalesce(c.due_day <= :day, 0)) AND coalesce(c.buried_until, 0) <= :day), 0),
  total({RECALL})
"""
_LIVE = "n.deleted_at IS NULL AND c.removed_at IS NULL AND c.suspended = 0"
_BY_DECK = f"""
SELECT n.deck_id, {_FIGURES} FROM notes n JOIN cards c ON c.note_id = n.id
WHERE {_LIVE} AND n.deck_id IN (SELECT value FROM json_each(:decks)) GROUP BY n.deck_id
"""  # noqa: S608
_ELSEWHERE = f"""
SELECT {_FIGURES} FROM json_each(:notes) j CROSS JOIN notes n ON n.id = j.value CROSS JOIN cards c ON c.note_id = n.id
WHERE {_LIVE} AND n.deck_id NOT IN (SELECT value FROM json_each(:decks))
"""  # noqa: S608
_PARKED = f"""
SELECT {_FIGURES} FROM json_each(:parked) j CROSS JOIN cards c ON c.id = j.value CROSS JOIN notes n ON n.id = c.note_id
WHERE {_LIVE} AND (n.deck_id IN (SELECT value FROM json_each(:decks))
  OR n.id IN (SELECT value FROM json_each(:notes)))
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Counts:
    """Cards, those seen, those due, and the sum of predicted recall over them, unseen ones counted as 0."""

    cards: int = 0
    seen: int = 0
    due: int = 0
    recall: float = 0.0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.cards + other.cards, self.seen + other.seen, self.due + other.due, self.recall + other.recall
        )

    def __sub__(self, other: "Counts") -> "Counts":
        return Counts(
            self.cards - other.cards, self.seen - other.seen, self.due - other.due, self.recall - other.recall
        )

    @property
    def readiness(self) -> float:
        """The mean predicted recall, in [0, 1]; 0 without cards."""
        return max(0.0, self.recall / self.cards) if self.cards else 0.0


def goal_counts(c: sqlite3.Connection, goal_ids: Sequence[int], day: date) -> dict[int, Counts]:
    """The figures of each goal's cards on `day`; decks that goals share are added up once."""
    within = goals_within(c, list(goal_ids), day)
    decks = _deck_counts(c, set().union(*(part.decks for part in within.values())), day)
    return {goal_id: _counts(c, part, decks, day) for goal_id, part in within.items()}


def _deck_counts(c: sqlite3.Connection, decks: Iterable[int], day: date) -> dict[int, Counts]:
    values = {**recall_on(c, day), "decks": dumps(sorted(decks))}
    return {deck: Counts(*figures) for deck, *figures in c.execute(_BY_DECK, values)}


def _counts(c: sqlite3.Connection, part: Within, decks: dict[int, Counts], day: date) -> Counts:
    total = sum((decks[deck] for deck in part.decks if deck in decks), Counts())
    if part.notes or part.parked:
        values = {**recall_on(c, day), **part.values()}
        total += Counts(*c.execute(_ELSEWHERE, values).fetchone())
        total -= Counts(*c.execute(_PARKED, values).fetchone())
    return total
