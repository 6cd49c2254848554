"""Which cards are for which goal, and which a session is limited to.

A goal's cards are those in its decks and the decks below them, those with one of its tags, and those that its search
finds: without the parked, suspended and deleted ones.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from json import dumps

from drills.storage.cards import deck_ids
from drills.storage.database import explained
from drills.storage.note_set import NoteSet
from drills.storage.search_terms import terms
from drills.storage.sessions import Scope

MOST_NOTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Within:
    """A part of the library: decks, notes wherever they are, and cards left out of both. All by number."""

    decks: frozenset[int] = frozenset()
    notes: frozenset[int] = frozenset()
    parked: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.decks or self.notes)

    def covers(self, deck_id: int, note_id: int, card_id: int) -> bool:
        """Whether a card is in it."""
        return (deck_id in self.decks or note_id in self.notes) and card_id not in self.parked

    def values(self, name: str = "") -> dict[str, str]:
        """What the SQL of `note_ids` and `not_parked` needs, under a name."""
        parts = {"decks": self.decks, "notes": self.notes, "parked": self.parked}
        return {f"{name}{part}": dumps(sorted(ids)) for part, ids in parts.items()}

    def note_ids(self, name: str = "") -> str:
        """SQL for the notes in it."""
        in_decks = (
            "SELECT id FROM notes WHERE deleted_at IS NULL "  # noqa: S608  our own names
            f"AND deck_id IN (SELECT value FROM json_each(:{name}decks))"
        )
        return f"{in_decks} UNION SELECT value FROM json_each(:{name}notes)" if self.notes else in_decks  # noqa: S608

    def cards(self, name: str = "") -> str:
        """SQL that a card of a table called c is in it. The plus keeps SQLite on the index of what else is asked."""
        return f"(+c.note_id IN ({self.note_ids(name)}) AND {self.not_parked(name)})"

    def not_parked(self, name: str = "") -> str:
        """SQL that leaves parked cards of a table called c out."""
        return f"c.id NOT IN (SELECT value FROM json_each(:{name}parked))" if self.parked else "1"  # noqa: S608


def joined(parts: Iterable[Within]) -> Within:
    """All that lies in any of those parts, without what is left out of one."""
    parts = tuple(parts)
    return Within(
        frozenset[int]().union(*(part.decks for part in parts)),
        frozenset[int]().union(*(part.notes for part in parts)),
        frozenset[int]().union(*(part.parked for part in parts)),
    )


@dataclass(frozen=True, slots=True)
class GoalReach:
    """An open goal, and the cards it covers. `minutes` a day of its own, None for a share of all."""

    id: int
    statement: str
    deadline: date
    importance: float
    minutes: int | None
    within: Within

    def covers(self, deck_id: int, note_id: int, card_id: int) -> bool:
        """Whether a card is for this goal."""
        return self.within.covers(deck_id, note_id, card_id)


def goal_reaches(c: sqlite3.Connection, day: date) -> tuple[GoalReach, ...]:
    """Open goals with cards to choose from, whose day is still ahead: the nearest first."""
    rows = c.execute(
        "SELECT id, statement, deadline, importance, minutes FROM goals "
        "WHERE status = 'open' AND removed_at IS NULL AND deadline > ? ORDER BY deadline, id",
        (day.toordinal(),),
    ).fetchall()
    within = goals_within(c, [id_ for id_, *_ in rows], day) if rows else {}
    return tuple(
        GoalReach(id_, statement, date.fromordinal(deadline), importance, minutes, within[id_])
        for id_, statement, deadline, importance, minutes in rows
        if within[id_]
    )


def goals_within(c: sqlite3.Connection, goal_ids: list[int], day: date) -> dict[int, Within]:
    """What each of those goals covers."""
    wanted = dumps(goal_ids)
    decks, tags, parked = (_lists(c, sql, wanted) for sql in (_DECKS, _TAGS, _PARKED))
    searches = dict(c.execute(_SEARCHES, (wanted,)).fetchall())
    paths = _deck_paths(c) if decks else {}
    return {
        goal_id: Within(
            frozenset(_below(paths, [str(name) for name in decks[goal_id]])) if goal_id in decks else frozenset(),
            frozenset(_tagged(c, tags.get(goal_id, []))) | _found(c, searches.get(goal_id, ""), day),
            frozenset(int(str(card_id)) for card_id in parked.get(goal_id, [])),
        )
        for goal_id in goal_ids
    }


_DECKS = (
    "SELECT l.goal_id, d.name FROM goal_decks l JOIN decks d ON d.id = l.deck_id "
    "WHERE l.goal_id IN (SELECT value FROM json_each(?))"
)
_TAGS = "SELECT goal_id, tag FROM goal_tags WHERE goal_id IN (SELECT value FROM json_each(?))"
_PARKED = "SELECT goal_id, card_id FROM goal_parked WHERE goal_id IN (SELECT value FROM json_each(?))"
_SEARCHES = "SELECT id, search FROM goals WHERE search != '' AND id IN (SELECT value FROM json_each(?))"
_TAGGED = (
    "SELECT t.note_id FROM json_each(?) j CROSS JOIN note_tags t "
    "ON t.tag = j.value OR (t.tag > j.value || '::' AND t.tag < j.value || ':;') "
    "JOIN notes n ON n.id = t.note_id WHERE n.deleted_at IS NULL"
)


def _lists(c: sqlite3.Connection, sql: str, wanted: str) -> dict[int, list[object]]:
    found: dict[int, list[object]] = defaultdict(list)
    for goal_id, value in c.execute(sql, (wanted,)):
        found[goal_id].append(value)
    return found


def _deck_paths(c: sqlite3.Connection) -> dict[int, str]:
    return {id_: name.casefold() for id_, name in c.execute("SELECT id, name FROM decks")}


def _below(paths: dict[int, str], names: list[str]) -> set[int]:
    """The decks of those names and all below them."""
    wanted = [name.casefold() for name in names]
    return {id_ for id_, path in paths.items() for name in wanted if path == name or path.startswith(f"{name}::")}


def _tagged(c: sqlite3.Connection, tags: list[object]) -> set[int]:
    return {note_id for (note_id,) in c.execute(_TAGGED, (dumps(tags),))} if tags else set()


def _found(c: sqlite3.Connection, search: str, day: date) -> frozenset[int]:
    """The notes that a search finds; an empty one finds none."""
    conditions = terms(search)
    if not conditions:
        return frozenset()
    notes = NoteSet(c, day)
    for condition in conditions:
        notes.add(condition)
    return frozenset(notes.page("added", MOST_NOTES, 0)[1])


def goal_within(c: sqlite3.Connection, goal_id: int, day: date) -> Within:
    """What a goal covers, open or closed."""
    return goals_within(c, [goal_id], day)[goal_id]


def goal_cards(c: sqlite3.Connection, goal_id: int, day: date) -> list[int]:
    """The numbers of a goal's cards, in order: its decks', tags' and search's, without parked and suspended ones."""
    return card_ids(c, goal_within(c, goal_id, day))


def card_ids(c: sqlite3.Connection, within: Within) -> list[int]:
    """The numbers of the cards in a part of the library, without suspended ones, in order."""
    rows = c.execute(
        f"SELECT c.id FROM ({within.note_ids()}) g CROSS JOIN cards c ON c.note_id = g.id "  # noqa: S608
        f"WHERE c.removed_at IS NULL AND c.suspended = 0 AND {within.not_parked()} ORDER BY c.id",
        within.values(),
    )
    return [card_id for (card_id,) in rows]


def scope_within(c: sqlite3.Connection, scope: Scope, day: date) -> Within | None:
    """What a session is limited to; None: all."""
    if scope.deck is not None:
        return Within(frozenset(deck_ids(c, [scope.deck])))
    return goal_within(c, scope.goal_id, day) if scope.goal_id is not None else None


def cards_covered(c: sqlite3.Connection, decks: Sequence[str], tags: Sequence[str], search: str, day: date) -> int:
    """How many cards a goal of those decks, tags and search would have; suspended ones don't count."""
    with explained():
        below = frozenset(_below(_deck_paths(c), list(decks))) if decks else frozenset()
        return len(card_ids(c, Within(below, frozenset(_tagged(c, list(tags))) | _found(c, search, day))))
