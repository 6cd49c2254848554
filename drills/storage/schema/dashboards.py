"""Figures added up as answers come in and cards change, so that dashboards over a million answers stay quick.

Each is declared once: from which rows, by which keys, and what is summed. Its table, the triggers that keep it in the
same transaction as the change, its filling from what is there, and the check of `doctor` all follow from that.
"""

from dataclasses import dataclass

ANSWERS = "reviews"
CARDS = "cards"
BLOCK = 28
"""Days in a block of `blocks`; the first begins with the calendar, on a Monday."""

BINS = 20
"""Bins of predicted recall in `calibration`, each 5 % wide; bin 19 holds 1.0 too."""


@dataclass(frozen=True, slots=True)
class Added:
    """A table of sums: `keys` and `sums` are its columns with their types, the first sum a count.

    `select` gives the rows that are summed, each with the `id` of the answer or card it comes from; @ stands for the
    table of answers or cards. A key that is
    `fleeting` hardly comes again, so its row goes when nothing is left in it; other rows stay, at 0.
    """

    table: str
    of: str
    keys: tuple[tuple[str, str], ...]
    sums: tuple[tuple[str, str], ...]
    select: str
    fleeting: bool = False

    @property
    def columns(self) -> str:
        """The columns, keys first."""
        return ", ".join(name for name, _ in (*self.keys, *self.sums))

    @property
    def key_names(self) -> str:
        """The columns of the key."""
        return ", ".join(name for name, _ in self.keys)

    @property
    def added_up(self) -> str:
        """A query that adds all up anew; retracted answers don't count."""
        kept = " WHERE id NOT IN (SELECT review_id FROM retractions)" if self.of == ANSWERS else ""
        return self._summed(f"{self.table}_of{kept}")

    def added_up_from(self, rows: str, times: int = 1) -> str:
        """A query that adds up the rows of a table that is made like that of the answers or cards, so many times."""
        return self._summed(f"({self.select.replace('@', rows)})", times)

    def _summed(self, source: str, times: int = 1) -> str:
        sums = ", ".join(f"{f'{times} * ' * (times > 1)}sum({name}) AS {name}" for name, _ in self.sums)
        return f"SELECT {self.key_names}, {sums} FROM {source} GROUP BY {self.key_names}"  # noqa: S608

    @property
    def filling(self) -> str:
        """Fill the empty table from what is there."""
        return f"INSERT INTO {self.table} ({self.columns}) {self.added_up}"

    def making(self) -> str:
        """The table, and the view of what is summed."""
        columns = ", ".join(f"{name} {type_} NOT NULL" for name, type_ in (*self.keys, *self.sums))
        return (
            f"CREATE TABLE {self.table} ({columns}, PRIMARY KEY ({self.key_names})) STRICT, WITHOUT ROWID;\n"
            f"CREATE VIEW {self.table}_of AS {self.select.replace('@', self.of)};\n"
        )

    def changing(self, row: str, sign: str) -> str:
        """Statements that count the rows of an answer or card in ("") or out ("-"); `row` is a condition for its id."""
        keys, sums = self.key_names, ", ".join(f"{sign}{name}" for name, _ in self.sums)
        more = ", ".join(f"{name} = {self.table}.{name} + excluded.{name}" for name, _ in self.sums)
        source = f"FROM {self.table}_of WHERE id {row}"
        change = (
            f"    INSERT INTO {self.table} ({self.columns}) SELECT {keys}, {sums} {source}\n"
            f"    ON CONFLICT DO UPDATE SET {more};\n"
        )
        if not sign or not self.fleeting:
            return change
        emptied = (
            f"    DELETE FROM {self.table} WHERE ({keys}) IN (SELECT {keys} {source}) AND {self.sums[0][0]} = 0;\n"  # noqa: S608
        )
        return change + emptied


def _ints(*names: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, "INTEGER") for name in names)


_IN_USE = "suspended = 0 AND removed_at IS NULL"
_MATURE = "coalesce(interval_before, 0) >= 21"
_TESTED = "kind = 'review'"
FINE = 1000
"""What a bucket of stability is in: thousandths of a day, cut to the first two digits, or to the first one."""

# printf gives 1.234567890e+01; SQLite's own ln() is not in every build.
_TWO_DIGITS = (
    "CAST((substr(printf('%.9e', stability), 1, 3) || substr(printf('%.9e', stability), 12)) "
    f"* {FINE} + 0.5 AS INTEGER)"
)
_ONE_DIGIT = (
    "CAST((substr(printf('%.9e', stability), 1, 1) || substr(printf('%.9e', stability), 12)) "
    f"* {FINE} + 0.5 AS INTEGER)"
)

HOURLY = Added(
    "hourly",
    ANSWERS,
    _ints("day", "hour"),
    _ints("reviews", "tested", "recalled", "first"),  # tested: in review; recalled: of these; first: of new cards
    "SELECT id, day, (((rated_at / 60000 + utc_offset) % 1440 + 1440) % 1440) / 60 AS hour, 1 AS reviews, "  # noqa: S608
    f"{_TESTED} AS tested, {_TESTED} AND rating > 1 AS recalled, "
    "elapsed_days IS NULL AS first FROM @",
)
BLOCKS = Added(
    "blocks",
    ANSWERS,
    (("block", "INTEGER"), ("kind", "TEXT"), ("rating", "INTEGER"), ("mature", "INTEGER")),
    (("reviews", "INTEGER"), ("seconds", "REAL"), ("recall", "REAL")),
    f"SELECT id, (day - 1) / {BLOCK} AS block, kind, rating, {_MATURE} AS mature, 1 AS reviews, seconds, "  # noqa: S608
    "coalesce(recall, 0.0) AS recall FROM @",
)
CALIBRATION = Added(
    "calibration",
    ANSWERS,
    _ints("day", "bin"),
    (("reviews", "INTEGER"), ("recalled", "INTEGER"), ("predicted", "REAL")),
    f"SELECT id, day, min({BINS - 1}, CAST(recall * {BINS} AS INTEGER)) AS bin, 1 AS reviews, rating > 1 AS recalled, "  # noqa: S608
    f"recall AS predicted FROM @ WHERE {_TESTED} AND recall IS NOT NULL",
)
CARD_TIME = Added(
    "card_time",
    ANSWERS,
    _ints("card_id"),
    (("answers", "INTEGER"), ("seconds", "REAL")),
    "SELECT id, card_id, 1 AS answers, seconds FROM @",
)
CARD_FIGURES = Added(
    "card_figures",
    CARDS,
    (("figure", "TEXT"), ("bin", "INTEGER")),
    _ints("cards"),
    "SELECT id, CASE WHEN suspended = 1 THEN 'suspended' WHEN phase <> 'review' THEN phase "  # noqa: S608
    "WHEN interval >= 21 THEN 'mature' ELSE 'young' END AS figure, 0 AS bin, 1 AS cards "
    "FROM @ WHERE removed_at IS NULL "
    "UNION ALL SELECT id, 'interval', interval, 1 FROM @ "
    f"WHERE due_day IS NOT NULL AND interval IS NOT NULL AND {_IN_USE} "
    f"UNION ALL SELECT id, 'stability', {_TWO_DIGITS}, 1 FROM @ WHERE stability > 0 AND {_IN_USE} "
    "UNION ALL SELECT id, 'difficulty', CAST(difficulty * 10 AS INTEGER), 1 FROM @ "
    f"WHERE difficulty > 0 AND {_IN_USE}",
)
MEMORY = Added(
    "memory",
    CARDS,
    _ints("last_day", "bucket"),
    (("cards", "INTEGER"), ("inverse", "REAL")),  # inverse: sum of 1 / stability, on which recall depends
    f"SELECT id, last_day, {_TWO_DIGITS} AS bucket, 1 AS cards, 1.0 / stability AS inverse FROM @ "  # noqa: S608
    f"WHERE stability > 0 AND last_day IS NOT NULL AND {_IN_USE}",
    fleeting=True,
)
DUE_LOAD = Added(
    "due_load",
    CARDS,
    _ints("due_day", "bucket"),
    (("cards", "INTEGER"), ("stability", "REAL"), ("difficulty", "REAL")),
    f"SELECT id, due_day, {_ONE_DIGIT} AS bucket, 1 AS cards, stability, difficulty FROM @ "  # noqa: S608
    f"WHERE due_day IS NOT NULL AND stability > 0 AND difficulty > 0 AND {_IN_USE}",
    fleeting=True,
)
ADDED = Added(
    "added",
    CARDS,
    _ints("quarter"),  # of an hour, since 1970 UTC: the day it falls on depends on where one is
    _ints("cards"),
    "SELECT c.id AS id, n.created_at / 900000 AS quarter, 1 AS cards FROM @ c JOIN notes n ON n.id = c.note_id "
    "WHERE c.removed_at IS NULL",
)

OF_ANSWERS = (HOURLY, BLOCKS, CALIBRATION, CARD_TIME)
OF_CARDS = (CARD_FIGURES, MEMORY, DUE_LOAD, ADDED)
ALL = (*OF_ANSWERS, *OF_CARDS)

_OF_NOTE = "IN (SELECT id FROM cards WHERE note_id = new.id)"
_CHANGES = "phase, stability, difficulty, interval, due_day, last_day, suspended, removed_at"


def _trigger(name: str, when: str, sums: tuple[Added, ...], row: str, sign: str) -> tuple[str, str]:
    return name, f"CREATE TRIGGER {name} {when} BEGIN\n{''.join(one.changing(row, sign) for one in sums)}END"


TRIGGERS = dict(
    (
        _trigger("answer_counts", "AFTER INSERT ON reviews", OF_ANSWERS, "= new.id", ""),
        _trigger("answer_goes", "AFTER INSERT ON retractions", OF_ANSWERS, "= new.review_id", "-"),
        _trigger("card_counts", "AFTER INSERT ON cards", OF_CARDS, "= new.id", ""),
        _trigger("card_goes", "BEFORE DELETE ON cards", OF_CARDS, "= old.id", "-"),
        _trigger("card_was", f"BEFORE UPDATE OF {_CHANGES} ON cards", OF_CARDS, "= old.id", "-"),
        _trigger("card_is", f"AFTER UPDATE OF {_CHANGES} ON cards", OF_CARDS, "= new.id", ""),
        _trigger("note_was", "BEFORE UPDATE OF created_at ON notes", (ADDED,), _OF_NOTE, "-"),
        _trigger("note_is", "AFTER UPDATE OF created_at ON notes", (ADDED,), _OF_NOTE, ""),
    )
)
"""What keeps the sums, by name."""

SCHEMA = "".join(
    (
        *(one.making() for one in ALL),
        "CREATE INDEX card_time_by_seconds ON card_time (seconds);\n",
        *(f"{one.filling};\n" for one in ALL),
        *(f"{sql};\n" for sql in TRIGGERS.values()),
    )
)
