"""Whether the figures kept for the dashboards equal the answers and cards added up anew, and putting them right."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from drills.storage.database import transaction
from drills.storage.schema.dashboards import ALL, TRIGGERS, Added

FIGURE_TABLES = tuple(one.table for one in ALL)

_CLOSE = 1e-6  # relative: sums of numbers added in another order


def figures_astray(c: sqlite3.Connection) -> dict[str, int]:
    """How many rows of each table that is there differ from what is added up anew; only tables with any."""
    there = {name for (name,) in c.execute("SELECT name FROM sqlite_schema")}
    whole = [one for one in ALL if {one.table, f"{one.table}_of"} <= there]
    found = {one.table: int(c.execute(_differing(one)).fetchone()[0]) for one in whole}
    return {table: rows for table, rows in found.items() if rows}


def add_up_anew(c: sqlite3.Connection) -> None:
    """Fill the tables from the answers and cards there are."""
    with transaction(c):
        for one in ALL:
            c.execute(f"DELETE FROM {one.table}")  # noqa: S608  our own names
            c.execute(one.filling)


@contextmanager
def adding_up_at_the_end(c: sqlite3.Connection) -> Iterator[None]:
    """Let what is inside write very many answers or cards, and add up once when it is done; all in one transaction.

    Answer by answer, a million of them would take a minute more.
    """
    with transaction(c):
        for name in TRIGGERS:
            c.execute(f"DROP TRIGGER {name}")
        yield
        add_up_anew(c)
        for sql in TRIGGERS.values():
            c.execute(sql)


def days_astray(c: sqlite3.Connection) -> int:
    """How many rows of the figures by day differ from the answers added up."""
    return int(c.execute(_DAILY_WRONG).fetchone()[0])


def add_up_days(c: sqlite3.Connection) -> None:
    """Fill the figures by day from the answers there are."""
    with transaction(c):
        c.execute("DELETE FROM daily")
        c.execute(f"INSERT INTO daily {_DAILY}")


def _differing(one: Added) -> str:
    """SQL that counts the rows that differ, or are on one side alone; a row with a count of 0 is as good as none."""
    count, *rest = (name for name, _ in one.sums)
    differs = [f"t.{count} IS NOT a.{count}"]
    differs += [f"abs(t.{name} - a.{name}) > {_CLOSE} * (1 + abs(a.{name}))" for name in rest]
    return (
        f"WITH anew AS ({one.added_up}) "  # noqa: S608  our own names
        f"SELECT (SELECT count(*) FROM anew a LEFT JOIN {one.table} t USING ({one.key_names}) "
        f"WHERE {' OR '.join(differs)}) + (SELECT count(*) FROM {one.table} t LEFT JOIN anew a USING ({one.key_names}) "
        f"WHERE a.{count} IS NULL AND t.{count} <> 0)"
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
