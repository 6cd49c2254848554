"""Where the figures of the dashboards come from: the tables kept up to date, or ones added up for some cards."""

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from json import dumps
from math import ceil

from drills.errors import NotFoundError
from drills.storage.goal.goal_reach import MOST_NOTES, Within, goal_within
from drills.storage.note_set import NoteSet
from drills.storage.schema.dashboards import ALL as SUMS
from drills.storage.schema.dashboards import ANSWERS, BLOCK, BLOCKS, CARDS
from drills.storage.search_terms import Term, terms
from drills.text import one_line
from drills.views.progress import Chosen

MOST_CARDS, MOST_ANSWERS = 10_000, 25_000
"""Up to so many cards with so many answers each one counts; of more, so many are looked at, evenly spread."""

_ANSWER_COLUMNS = (
    "r.id, r.card_id, r.kind, r.rating, r.seconds, r.rated_at, r.utc_offset, r.day, r.elapsed_days, r.recall, "
    "r.interval_before"
)
_CHOSEN_ANSWERS = (
    f"CREATE TEMP TABLE chosen_reviews AS SELECT {_ANSWER_COLUMNS} FROM temp.chosen_ids i "  # noqa: S608
    "CROSS JOIN reviews r ON r.card_id = i.id WHERE r.id NOT IN (SELECT review_id FROM retractions)"
)
_CHOSEN_CARDS = "CREATE TEMP TABLE chosen_cards AS SELECT c.* FROM temp.chosen_ids i CROSS JOIN cards c ON c.id = i.id"
_DAILY = (
    "SELECT day, kind, rating, coalesce(interval_before, 0) >= 21 AS mature, {step} * count(*) AS reviews, "
    "{step} * total(seconds) AS seconds, {step} * total(recall) AS recall FROM temp.chosen_reviews "
    "GROUP BY 1, 2, 3, 4 ORDER BY 1"
)
_BLOCKS = (
    f"SELECT (day - 1) / {BLOCK} AS block, kind, rating, mature, sum(reviews) AS reviews, "  # noqa: S608
    "sum(seconds) AS seconds, sum(recall) AS recall FROM temp.chosen_daily GROUP BY 1, 2, 3, 4"
)
_ROWS = {ANSWERS: "temp.chosen_reviews", CARDS: "temp.chosen_cards"}
_AS_THEY_ARE = frozenset({"card_time", "calibration"})
"""Not scaled up for the cards that weren't looked at: figures of one card each, and counts that intervals rest on."""


@dataclass(frozen=True, slots=True)
class Source:
    """Which tables to read. `ids` is a table of cards, empty for all.

    One in `step` of the cards is looked at; sums are scaled up for the others already.
    """

    prefix: str = ""
    ids: str = ""
    step: int = 1
    words: str = "all cards"

    def __getitem__(self, table: str) -> str:
        """The name to read a table of figures under."""
        return f"{self.prefix}{table}"


@contextmanager
def source_of(c: sqlite3.Connection, chosen: Chosen, day: date, most: int = MOST_ANSWERS) -> Iterator[Source]:
    """The tables for those cards; temporary ones go again at the end. Raises NotFoundError for a goal that isn't.

    Of cards with more than about `most` answers, so many are looked at.
    """
    if not chosen:
        yield Source()
        return
    words = _words(c, chosen)
    try:
        _drop(c)
        step = _choose(c, chosen, day, most)
        c.execute(_CHOSEN_ANSWERS)
        c.execute(_CHOSEN_CARDS)
        c.execute(f"CREATE TEMP TABLE chosen_daily AS {_DAILY.format(step=step)}")
        c.execute(f"CREATE TEMP TABLE chosen_blocks AS {_BLOCKS}")
        for one in SUMS:
            if one is not BLOCKS:
                times = 1 if one.table in _AS_THEY_ARE else step
                c.execute(f"CREATE TEMP TABLE chosen_{one.table} AS {one.added_up_from(_ROWS[one.of], times)}")
        more = f"; one in {step} looked at, sums scaled up" if step > 1 else ""
        yield Source("temp.chosen_", "temp.chosen_ids", step, words + more)
    finally:
        _drop(c)


def _drop(c: sqlite3.Connection) -> None:
    for table in ("ids", "reviews", "cards", "daily", *(one.table for one in SUMS)):
        c.execute(f"DROP TABLE IF EXISTS temp.chosen_{table}")


def _choose(c: sqlite3.Connection, chosen: Chosen, day: date, most: int) -> int:
    """Put the numbers of the cards into a temporary table; gives one in how many of them it holds."""
    c.execute("CREATE TEMP TABLE chosen_ids (id INTEGER PRIMARY KEY)")
    within = None if chosen.goal_id is None else goal_within(c, chosen.goal_id, day)
    c.execute(
        "INSERT INTO temp.chosen_ids SELECT c.id FROM json_each(?) j CROSS JOIN cards c ON c.note_id = j.value "
        "WHERE c.removed_at IS NULL",
        (dumps(_notes(c, chosen, day, within)),),
    )
    if within is not None:
        parked = dumps(sorted(within.parked))
        c.execute("DELETE FROM temp.chosen_ids WHERE id IN (SELECT value FROM json_each(?))", (parked,))
    cards, answers = c.execute(
        "SELECT count(*), total(t.answers) FROM temp.chosen_ids i LEFT JOIN card_time t ON t.card_id = i.id"
    ).fetchone()
    step: int = max(1, ceil(cards / MOST_CARDS), ceil(answers / most))
    if step > 1:
        c.execute(
            "DELETE FROM temp.chosen_ids WHERE id NOT IN "
            "(SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM temp.chosen_ids) WHERE n % ? = 0)",
            (step,),
        )
    return step


def _notes(c: sqlite3.Connection, chosen: Chosen, day: date, within: Within | None) -> Collection[int]:
    """The notes that meet all of it."""
    covered = None if within is None else {id_ for (id_,) in c.execute(within.note_ids(), within.values())}
    if covered is not None and not (chosen.deck or chosen.tag or chosen.search):
        return list(covered)
    notes = NoteSet(c, day)
    if chosen.deck:
        notes.keep_to_deck(chosen.deck)
    if chosen.tag:
        notes.add(Term("tag", chosen.tag, open=False))
    for term in terms(chosen.search):
        notes.add(term)
    found = notes.page("added", MOST_NOTES, 0)[1]
    return found if covered is None else [id_ for id_ in found if id_ in covered]


def _words(c: sqlite3.Connection, chosen: Chosen) -> str:
    parts = []
    if chosen.deck:
        parts.append(f"deck {chosen.deck}")
    if chosen.tag:
        parts.append(f"tag {chosen.tag}")
    if chosen.goal_id is not None:
        row = c.execute("SELECT statement FROM goals WHERE id = ? AND removed_at IS NULL", (chosen.goal_id,)).fetchone()
        if row is None:
            raise NotFoundError(f"There is no goal {chosen.goal_id}.", hint="readyby goals lists them.")
        parts.append(f"goal {row[0]}")
    if chosen.search:
        parts.append(f"search {chosen.search}")
    return one_line(" · ".join(parts), 100)


def choices(c: sqlite3.Connection) -> list[tuple[str, Chosen]]:
    """What the figures can be limited to: goals, decks and tags, each with the words for it."""
    goals = c.execute(
        "SELECT id, statement FROM goals WHERE removed_at IS NULL ORDER BY status <> 'open', deadline, id"
    ).fetchall()
    decks = c.execute(
        "SELECT name FROM decks d WHERE EXISTS (SELECT 1 FROM notes n WHERE n.deck_id = d.id AND n.deleted_at IS NULL) "
        "OR EXISTS (SELECT 1 FROM decks b WHERE b.name LIKE d.name || '::%') ORDER BY name COLLATE NOCASE"
    ).fetchall()
    tags = c.execute("SELECT DISTINCT tag FROM note_tags ORDER BY tag").fetchall()
    return [
        *((f"goal: {statement}", Chosen(goal_id=id_)) for id_, statement in goals),
        *((f"deck: {name}", Chosen(deck=name)) for (name,) in decks),
        *((f"tag: {tag}", Chosen(tag=tag)) for (tag,) in tags),
    ]
