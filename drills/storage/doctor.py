"""A check-up of the whole library, and repair of all that follows from the rest of it."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import groupby
from operator import itemgetter

from drills.errors import BusyError, StorageError
from drills.models import Kind
from drills.note import FIELDS, card_ordinals
from drills.storage.database import damage, intact_schema, storage_error, transaction
from drills.storage.figures.figures_check import FIGURE_TABLES, add_up_anew, add_up_days, days_astray, figures_astray
from drills.storage.loose_rows import mend_references
from drills.storage.lost_cards import make_cards
from drills.storage.note_rows import put_cards, stored_note
from drills.storage.planning.learner_tally import is_astray, mend, planning_weights
from drills.storage.ranges import impossible
from drills.storage.replayed import cards_astray, put_replayed
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
    weights: Sequence[float] | None = None,
    progress: Progress | None = None,
) -> Report:
    """Check the file, its references, the search index, all sums, and every card against its answers.

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
        self, c: sqlite3.Connection, now: datetime, repair: bool, weights: Sequence[float] | None, progress: Progress
    ) -> None:
        self._c = c
        self._now = now
        self._repair = repair
        self._weights = weights
        self._progress = progress

    def checks(self) -> tuple[Callable[[], Iterator[Finding]], ...]:
        """All but that of the file, without which they make no sense."""
        return (
            self.schema,
            self.texts,
            self.cards_of_notes,
            self.references,
            self.states,
            self.daily,
            self.figures,
            self.learner,
            self.search,
            self.days,
        )

    def file(self) -> Iterator[Finding]:
        """Whether SQLite finds the file in order, with all its tables."""
        self._progress("file", 0, 0)
        for message in damage(self._c):
            yield Finding("file", f"The file is damaged: {message}. Bring back a backup: readyby restore.")
        for name in _lacking(self._c):
            if name not in _MADE_AGAIN and intact_schema()[name][0] == "table":
                yield Finding("file", f"The file lacks its table {name}. Bring back a backup: readyby restore.")

    def schema(self) -> Iterator[Finding]:
        """Whether all is there that speeds up, adds up and finds."""
        lacking = _lacking(self._c)
        repaired = self._repair and bool(lacking)
        if repaired:
            try:
                with transaction(self._c):
                    for name in lacking:
                        self._c.execute(intact_schema()[name][1])
            except StorageError:  # an index that wants what the rows no longer keep to
                repaired = False
        if lacking:
            yield Finding("file", f"The file lacks {', '.join(lacking)}", len(lacking), repaired)

    def texts(self) -> Iterator[Finding]:
        """Whether the texts of each note are as its kind has them."""
        self._progress("texts", 0, 0)
        bad = [id_ for id_, kind, fields, _ in self._c.execute(_NOTE_CARDS) if _texts(kind, fields) is None]
        if bad:
            ids = ", ".join(map(str, bad[:10])) + (" …" if len(bad) > 10 else "")
            yield Finding("texts", f"Notes whose texts can't be read (number {ids}): bring back a backup", len(bad))

    def references(self) -> Iterator[Finding]:
        """Whether everything that is referred to is there."""
        self._progress("references", 0, 0)
        counts: dict[str, int] = {}
        for table, *_ in self._c.execute("PRAGMA foreign_key_check"):
            counts[table] = counts.get(table, 0) + 1
        for table, count in counts.items():
            repaired = self._repair and mend_references(self._c, table)
            yield Finding("references", f"Rows of {table} that belong to nothing", count, repaired)

    def cards_of_notes(self) -> Iterator[Finding]:
        """Whether each note has the cards that its text makes."""
        self._progress("notes", 0, 0)
        missing: dict[int, set[int]] = {}
        astray = []
        for id_, kind, fields, live in self._c.execute(_NOTE_CARDS):
            texts = _texts(kind, fields)
            if texts is None:
                continue
            wanted = set(card_ordinals(Kind(kind), texts))
            there = set(map(int, live.split(","))) if live else set()
            if wanted != there:
                astray.append(id_)
                missing[id_] = wanted - there
        gone = [id_ for (id_,) in self._c.execute(_LEFT_OVER)]
        if self._repair and (astray or gone):
            with transaction(self._c):
                self._make_cards(missing)
                for note_id in astray:
                    note = stored_note(self._c, id_=note_id)
                    if note:
                        put_cards(self._c, note_id, note.kind, note.fields, self._now)
                self._c.execute(_REMOVE_LEFT_OVER)
        if astray:
            yield Finding("notes", "Notes without the cards that their texts make", len(astray), self._repair)
        if gone:
            yield Finding("notes", "Cards of deleted notes", len(gone), self._repair)

    def _make_cards(self, missing: dict[int, set[int]]) -> None:
        """Make those of the cards that are not there at all: others are only put away."""
        make_cards(
            self._c,
            (
                (note_id, ordinal)
                for note_id, ordinals in missing.items()
                for ordinal in ordinals
                - {there for (there,) in self._c.execute("SELECT ordinal FROM cards WHERE note_id = ?", (note_id,))}
            ),
        )

    def states(self) -> Iterator[Finding]:
        """Whether each card stands where its answers lead."""
        total = _count(self._c, "cards")
        weights = self._weights or planning_weights(self._c)
        astray = list(cards_astray(self._c, weights, lambda done: self._progress("cards", done, total)))
        if self._repair and astray:
            with transaction(self._c):
                for card_id in astray:
                    put_replayed(self._c, card_id, weights)
        if astray:
            yield Finding(
                "cards", "Cards whose state differs from a replay of their answers", len(astray), self._repair
            )

    def days(self) -> Iterator[Finding]:
        """Whether all days and instants are ones that the calendar has."""
        self._progress("days", 0, 0)
        found = impossible(self._c)
        if found:
            yield Finding(
                "days", f"Dates that can't be, in {', '.join(found)}: bring back a backup", sum(found.values())
            )

    def daily(self) -> Iterator[Finding]:
        """Whether the figures by day equal the answers added up."""
        self._progress("daily figures", 0, 0)
        wrong = days_astray(self._c)
        if self._repair and wrong:
            add_up_days(self._c)
        if wrong:
            yield Finding("daily figures", "Figures by day that differ from the answers added up", wrong, self._repair)

    def learner(self) -> Iterator[Finding]:
        """Whether what is known of the learner equals the answers added up."""
        if is_astray(self._c):
            if self._repair:
                mend(self._c)
            yield Finding("learner", "What is known of your pace and memory differs from your answers", 1, self._repair)

    def figures(self) -> Iterator[Finding]:
        """Whether the figures of the dashboards equal answers and cards added up."""
        self._progress("figures", 0, 0)
        astray = figures_astray(self._c)
        if self._repair and astray:
            add_up_anew(self._c)
        if astray:
            message = f"Figures of the dashboards that differ from what they add up, in {', '.join(astray)}"
            yield Finding("figures", message, sum(astray.values()), self._repair)

    def search(self) -> Iterator[Finding]:
        """Whether the search index holds what the notes say."""
        self._progress("search", 0, 0)
        try:
            self._c.execute("INSERT INTO note_search (note_search) VALUES ('integrity-check')")
            stored = self._c.execute("SELECT rowid, body, tags FROM note_search ORDER BY rowid")
            rows = groupby(merge(indexed_rows(self._c), stored, key=itemgetter(0)), key=itemgetter(0))
            wrong = sum(not _same_twice(list(both)) for _, both in rows)
        except sqlite3.DatabaseError as error:
            if isinstance(storage_error(error), BusyError):  # nothing is known of it yet
                raise
            wrong = max(1, _count(self._c, "notes"))
        if self._repair and wrong:
            with transaction(self._c):
                index_all(self._c)
        if wrong:
            yield Finding("search", "Notes that search doesn't find as they are", wrong, self._repair)


def _texts(kind: str, stored: str) -> dict[str, str] | None:
    """A note's fields, if they are texts, and the one that its kind is about is among them."""
    fields = json.loads(stored)
    if not isinstance(fields, dict) or FIELDS[Kind(kind)][0].name not in fields:
        return None
    return fields if all(isinstance(text, str) for text in fields.values()) else None


def _same_twice(rows: Sequence[object]) -> bool:
    return len(rows) == 2 and rows[0] == rows[1]


def _lacking(c: sqlite3.Connection) -> list[str]:
    """What a whole file has and this one hasn't, by name."""
    there = {name for (name,) in c.execute("SELECT name FROM sqlite_schema")}
    return [name for name in intact_schema() if name not in there]


def _count(c: sqlite3.Connection, table: str) -> int:
    return int(c.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608  our own table names


_MADE_AGAIN = ("note_search", *FIGURE_TABLES)
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
