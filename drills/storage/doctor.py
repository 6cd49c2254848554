"""A check-up of the whole library, and repair of all that follows from the rest of it."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import zip_longest

from drills.models import Kind
from drills.note import card_ordinals
from drills.scheduling.memory import DEFAULT_WEIGHTS
from drills.storage.database import damage, transaction
from drills.storage.note_rows import put_cards, stored_note
from drills.storage.replayed import cards_astray, replayed_card
from drills.storage.search_index import index_all, indexed_rows

Progress = Callable[[str, int, int], object]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: which check found it, what it is in the user's words, how often, and whether it was repaired."""

    check: str
    message: str
    count: int = 1
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What a check-up looked at and found."""

    findings: tuple[Finding, ...]
    notes: int
    cards: int
    reviews: int

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong, or everything wrong has been repaired."""
        return all(finding.repaired for finding in self.findings)


def checkup(
    c: sqlite3.Connection,
    now: datetime,
    *,
    repair: bool = False,
    weights: Sequence[float] = DEFAULT_WEIGHTS,
    progress: Progress | None = None,
) -> Report:
    """Check the file, its references, the search index, the daily figures, and every card against its answers.

    `repair` puts right what follows from the rest: take a backup first. `progress` is called with what is being
    checked, how much is done and how much there is (cards; 0 of 0 where it can't be counted).
    """
    doctor = _Doctor(c, now, repair, weights, progress or (lambda check, done, total: None))
    broken = list(doctor.file())
    findings = broken if broken else [finding for check in doctor.checks() for finding in check()]
    if broken:
        return Report(tuple(findings), 0, 0, 0)
    return Report(tuple(findings), *(_count(c, table) for table in ("notes", "cards", "reviews")))


class _Doctor:
    """The checks, each of which yields what it finds, and repairs it if that is asked and possible."""

    def __init__(
        self, c: sqlite3.Connection, now: datetime, repair: bool, weights: Sequence[float], progress: Progress
    ) -> None:
        self._c = c
        self._now = now
        self._repair = repair
        self._weights = weights
        self._progress = progress

    def checks(self) -> tuple[Callable[[], Iterator[Finding]], ...]:
        """All but that of the file, without which they make no sense."""
        return self.references, self.cards_of_notes, self.states, self.daily, self.search

    def file(self) -> Iterator[Finding]:
        """Whether SQLite finds the file in order."""
        self._progress("file", 0, 0)
        for message in damage(self._c):
            yield Finding("file", f"The file is damaged: {message}. Bring back a backup: readyby restore.")

    def references(self) -> Iterator[Finding]:
        """Whether everything that is referred to is there."""
        self._progress("references", 0, 0)
        counts: dict[str, int] = {}
        for table, *_ in self._c.execute("PRAGMA foreign_key_check"):
            counts[table] = counts.get(table, 0) + 1
        for table, count in counts.items():
            repaired = self._repair and table in _LOOSE
            if repaired:
                with transaction(self._c):
                    self._c.execute(_LOOSE[table])
            yield Finding("references", f"Rows of {table} that belong to nothing", count, repaired)

    def cards_of_notes(self) -> Iterator[Finding]:
        """Whether each note has the cards that its text makes."""
        self._progress("notes", 0, 0)
        astray = [
            id_ for id_, kind, fields, live in self._c.execute(_NOTE_CARDS) if not _has_its_cards(kind, fields, live)
        ]
        gone = [id_ for (id_,) in self._c.execute(_LEFT_OVER)]
        if self._repair and (astray or gone):
            with transaction(self._c):
                for note_id in astray:
                    note = stored_note(self._c, id_=note_id)
                    if note and not note.deleted:
                        put_cards(self._c, note_id, note.kind, note.fields, self._now)
                self._c.execute(_REMOVE_LEFT_OVER)
        if astray:
            yield Finding("notes", "Notes without the cards that their texts make", len(astray), self._repair)
        if gone:
            yield Finding("notes", "Cards of deleted notes", len(gone), self._repair)

    def states(self) -> Iterator[Finding]:
        """Whether each card stands where its answers lead."""
        total = _count(self._c, "cards")
        astray = list(cards_astray(self._c, self._weights, lambda done: self._progress("cards", done, total)))
        if self._repair and astray:
            with transaction(self._c):
                for card_id in astray:
                    state = replayed_card(self._c, card_id, self._weights)
                    self._c.execute(_PUT_STATE, {**asdict(state), "id": card_id})
        if astray:
            yield Finding(
                "cards", "Cards whose state differs from a replay of their answers", len(astray), self._repair
            )

    def daily(self) -> Iterator[Finding]:
        """Whether the figures by day equal the answers added up."""
        self._progress("daily figures", 0, 0)
        wrong = self._c.execute(_DAILY_WRONG).fetchone()[0]
        if self._repair and wrong:
            with transaction(self._c):
                self._c.execute("DELETE FROM daily")
                self._c.execute(f"INSERT INTO daily {_DAILY}")
        if wrong:
            yield Finding("daily figures", "Figures by day that differ from the answers added up", wrong, self._repair)

    def search(self) -> Iterator[Finding]:
        """Whether the search index holds what the notes say."""
        self._progress("search", 0, 0)
        try:
            self._c.execute("INSERT INTO note_search (note_search) VALUES ('integrity-check')")
            stored = self._c.execute("SELECT rowid, body, tags FROM note_search ORDER BY rowid")
            wrong = sum(mine != theirs for mine, theirs in zip_longest(indexed_rows(self._c), stored))
        except sqlite3.DatabaseError:
            wrong = max(1, _count(self._c, "notes"))
        if self._repair and wrong:
            with transaction(self._c):
                index_all(self._c)
        if wrong:
            yield Finding("search", "Notes that search doesn't find as they are", wrong, self._repair)


def _has_its_cards(kind: str, fields: str, live: str | None) -> bool:
    wanted = card_ordinals(Kind(kind), json.loads(fields))
    return sorted(map(int, live.split(","))) == sorted(wanted) if live else not wanted


def _count(c: sqlite3.Connection, table: str) -> int:
    return int(c.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608  our own table names


_LOOSE = {
    "note_tags": "DELETE FROM note_tags WHERE note_id NOT IN (SELECT id FROM notes)",
    "session_cards": "DELETE FROM session_cards WHERE session_id NOT IN (SELECT id FROM sessions) "
    "OR card_id NOT IN (SELECT id FROM cards)",
    "goal_decks": "DELETE FROM goal_decks WHERE goal_id NOT IN (SELECT id FROM goals) "
    "OR deck_id NOT IN (SELECT id FROM decks)",
    "milestones": "DELETE FROM milestones WHERE goal_id NOT IN (SELECT id FROM goals)",
    "deadline_moves": "DELETE FROM deadline_moves WHERE goal_id NOT IN (SELECT id FROM goals)",
    "undo_images": "DELETE FROM undo_images WHERE step_id NOT IN (SELECT id FROM undo_steps)",
}
_NOTE_CARDS = (
    "SELECT n.id, n.kind, n.fields, (SELECT group_concat(c.ordinal) FROM cards c WHERE c.note_id = n.id "
    "AND c.removed_at IS NULL) FROM notes n WHERE n.deleted_at IS NULL"
)
_LEFT_OVER = (
    "SELECT c.id FROM cards c JOIN notes n ON n.id = c.note_id WHERE c.removed_at IS NULL AND n.deleted_at IS NOT NULL"
)
_REMOVE_LEFT_OVER = (
    "UPDATE cards SET removed_at = (SELECT deleted_at FROM notes WHERE id = cards.note_id) WHERE removed_at IS NULL "
    "AND EXISTS (SELECT 1 FROM notes WHERE id = cards.note_id AND deleted_at IS NOT NULL)"
)
_PUT_STATE = (
    "UPDATE cards SET phase = :phase, step = :step, stability = :stability, difficulty = :difficulty, "
    "interval = :interval, due_at = :due_at, due_day = :due_day, last_day = :last_day, reps = :reps, lapses = :lapses "
    "WHERE id = :id"
)
_DAILY = (
    "SELECT day, kind, rating, coalesce(interval_before, 0) >= 21 AS mature, count(*) AS reviews, "
    "total(seconds) AS seconds, total(recall) AS recall FROM reviews r "
    "WHERE NOT EXISTS (SELECT 1 FROM retractions x WHERE x.review_id = r.id) GROUP BY 1, 2, 3, 4"
)
_DAILY_WRONG = f"""
WITH added_up AS ({_DAILY})
SELECT (SELECT count(*) FROM added_up a LEFT JOIN daily d USING (day, kind, rating, mature)
        WHERE d.reviews IS NOT a.reviews OR abs(d.seconds - a.seconds) > 1e-6 * (1 + abs(a.seconds))
           OR abs(d.recall - a.recall) > 1e-6 * (1 + abs(a.recall)))
     + (SELECT count(*) FROM daily d LEFT JOIN added_up a USING (day, kind, rating, mature) WHERE a.reviews IS NULL)
"""  # noqa: S608  a constant
