"""The steps from an empty file to today's schema, append-only and named.

Days are local calendar days as proleptic ordinals (`date.toordinal()`), with the turn of the day already applied;
instants are milliseconds since 1970 UTC. A day and an instant are never derived from each other later: time zones and
settings change.
"""

from sqlite_utils import Database, Migrations

from drills.storage.schema import composing, dashboards, first, goals, planning

MIGRATIONS = Migrations("readyby")


@MIGRATIONS()
def first_schema(db: Database) -> None:
    """Everything a daily drill needs: notes and cards, goals, sessions, reviews, undo, search."""
    db.executescript(first.SCHEMA)


@MIGRATIONS()
def plan_toward_dates(db: Database) -> None:
    """What a goal needs beyond decks, days off, the learner, forecasts and how they came out."""
    db.executescript(planning.SCHEMA)


@MIGRATIONS()
def compose_answers(db: Database) -> None:
    """Versions of answers, stories, roles, criticism and interviews."""
    db.executescript(composing.SCHEMA)


@MIGRATIONS()
def goals_in_full(db: Database) -> None:
    """Repeating dates, commitment, if-then plans, tasks, a journal, practice off the app."""
    db.executescript(goals.SCHEMA)


@MIGRATIONS()
def dashboards_by_day(db: Database) -> None:
    """Figures that are kept added up for the dashboards."""
    db.executescript(dashboards.SCHEMA)
