"""The schema, step by step: each is applied to a file as the step before left it, with rows in it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from drills.errors import StorageError
from drills.models import DeadlineMove
from drills.opening import open_library
from drills.storage.database import APPLICATION_ID, SCHEMA_VERSION, damage, open_database
from drills.storage.goal.goals import read_goal
from drills.storage.migrations import MIGRATIONS
from drills.storage.schema import dashboards

STEPS = [step.name for step in MIGRATIONS._migrations]
DAY = date(2026, 11, 22).toordinal()
AT = 1_794_303_000_000  # 10 November 2026, 9:30 UTC
OLD_ROWS = f"""
INSERT INTO decks VALUES (1, 'Mine', '', 0);
INSERT INTO notes (id, key, deck_id, kind, fields, created_at, changed_at)
VALUES (1, 'note.a', 1, 'basic', '{{"front": "f", "back": "b"}}', 900000, 0);
INSERT INTO note_tags VALUES (1, 'E1');
INSERT INTO cards (id, note_id, ordinal) VALUES (1, 1, 0);
INSERT INTO cards (id, note_id, ordinal, phase, stability, difficulty, interval, due_day, last_day, reps)
VALUES (2, 1, 1, 'review', 12.5, 5.0, 12, {DAY}, {DAY - 12}, 3);
INSERT INTO cards (id, note_id, ordinal, phase, step, stability, difficulty, due_at, last_day, suspended)
VALUES (3, 1, 2, 'learning', 0, 1.5, 6.0, 0, {DAY}, 1);
INSERT INTO goals (id, statement, why, deadline, created_day) VALUES (1, 'Pass', 'Why not', {DAY + 18}, {DAY - 9});
INSERT INTO goals (id, statement, deadline, created_day, status, closed_day, outcome, follows_id)
VALUES (2, 'Done', {DAY}, {DAY - 9}, 'met', {DAY}, 'Yes', 1);
INSERT INTO goal_decks VALUES (1, 1);
INSERT INTO milestones VALUES (1, 1, 'Half', {DAY + 9}, NULL);
INSERT INTO deadline_moves VALUES (1, 1, {DAY + 9}, {DAY + 18}, 'They moved it', {DAY - 2});
INSERT INTO sessions (id, day, started_at, budget_seconds) VALUES (1, {DAY}, 0, 900);
INSERT INTO session_cards (session_id, position, card_id) VALUES (1, 0, 2);
INSERT INTO reviews VALUES (1, 2, 1, 'learn', 3, 8.5, {AT}, 60, {DAY - 15}, NULL, NULL, 'new', NULL, NULL, NULL,
                            NULL, NULL, 'review', NULL, 3.0, 5.0, 3, {DAY - 12});
INSERT INTO reviews VALUES (2, 2, 1, 'review', 1, 4.0, {AT}, 60, {DAY - 12}, 3, 0.9, 'review', NULL, 3.0, 5.0,
                            3, {DAY - 12}, 'relearning', 0, 1.0, 6.0, NULL, 0);
INSERT INTO reviews VALUES (3, 2, 1, 'review', 3, 4.0, {AT}, 60, {DAY - 12}, 3, 0.9, 'review', NULL, 3.0, 5.0,
                            30, {DAY - 12}, 'review', NULL, 12.5, 5.0, 12, {DAY});
INSERT INTO retractions VALUES (2, 0);
INSERT INTO tries VALUES (1, 3, 1, 1, 'I said this', 61.5);
INSERT INTO settings VALUES ('first_run_done', 'true');
"""  # noqa: S608

Make = Callable[[str], sqlite3.Connection]


@pytest.fixture
def before(database_path: Path) -> Iterator[Make]:
    """A file as it was before a step, with rows of the first step in it; the connection sees it upgraded later."""
    opened: list[sqlite3.Connection] = []

    def make(step: str) -> sqlite3.Connection:
        c = sqlite3.connect(database_path, isolation_level=None)
        opened.append(c)
        c.execute("PRAGMA foreign_keys = ON")
        MIGRATIONS.apply(Database(c, execute_plugins=False), stop_before=STEPS[1])
        c.executescript(OLD_ROWS)
        if step != STEPS[1]:
            MIGRATIONS.apply(Database(c, execute_plugins=False), stop_before=step)
        c.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        c.execute(f"PRAGMA user_version = {STEPS.index(step)}")
        return c

    yield make
    for connection in opened:
        connection.close()


def rows(c: sqlite3.Connection) -> dict[str, list[dict[str, Any]]]:
    """All rows there are by table, but those that are only derived or kept by SQLite itself."""
    found = {}
    for table in sorted(names(c, "table")):
        if not table.startswith(("sqlite_", "_sqlite", "note_search")):
            cursor = c.execute(f"SELECT * FROM {table}")  # noqa: S608
            columns = [column[0] for column in cursor.description]
            found[table] = [dict(zip(columns, row, strict=True)) for row in cursor]
    return found


def apply_next(c: sqlite3.Connection, step: str) -> None:
    """Apply that step alone."""
    after = STEPS[STEPS.index(step) + 1 :][:1]
    MIGRATIONS.apply(Database(c, execute_plugins=False), stop_before=after or None)


def assert_kept(c: sqlite3.Connection, old: dict[str, list[dict[str, Any]]]) -> None:
    """Every row that was there is there, with every value it had."""
    new = rows(c)
    for table, there in old.items():
        assert [{name: row[name] for name in before} for row, before in zip(new[table], there, strict=True)] == there
    assert damage(c) == ()
    assert c.execute("PRAGMA foreign_key_check").fetchall() == []


def names(c: sqlite3.Connection, type_: str) -> set[str]:
    return {name for (name,) in c.execute("SELECT name FROM sqlite_schema WHERE type = ?", (type_,))}


def test_the_version_in_the_header_counts_the_steps() -> None:
    """Whoever adds a step raises the version, or files would never be upgraded."""
    assert len(MIGRATIONS._migrations) == SCHEMA_VERSION


def test_the_first_step_makes_strict_tables(library: sqlite3.Connection) -> None:
    """All but the search index and what SQLite and the migrations keep for themselves."""
    loose = {
        name
        for _, name, type_, _, _, strict in library.execute("PRAGMA table_list")
        if type_ == "table" and not strict and not name.startswith(("sqlite_", "_sqlite_", "note_search"))
    }
    assert loose == set()
    assert {"notes", "cards", "reviews", "goals", "undo_steps"} <= names(library, "table")


def test_a_new_file_says_whose_and_how_new_it_is(library: sqlite3.Connection) -> None:
    """In the header, so that opening needs no look at the schema."""
    assert library.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert library.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


def test_applying_all_steps_twice_changes_nothing(library: sqlite3.Connection) -> None:
    """Steps that have been applied are on record in the file."""
    before = library.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()
    MIGRATIONS.apply(Database(library, execute_plugins=False))
    assert library.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall() == before


def test_a_failing_step_leaves_the_file_as_it_was(database_path: Path) -> None:
    """A table in the way of the first step: nothing of it remains, and the table is still there."""
    connection = sqlite3.connect(database_path)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("CREATE TABLE undo_steps (mine)")
    connection.commit()
    connection.close()
    with pytest.raises(StorageError, match="undo_steps"):
        open_database(database_path)
    connection = sqlite3.connect(database_path)
    assert names(connection, "table") == {"undo_steps"}
    connection.close()


def test_planning_gives_goals_a_search_and_keeps_all_else(before: Make) -> None:
    """Goals reach the same cards as before: an empty search finds none."""
    c = before("plan_toward_dates")
    old = rows(c)
    apply_next(c, "plan_toward_dates")
    assert_kept(c, old)
    assert c.execute("SELECT id, search FROM goals").fetchall() == [(1, ""), (2, "")]
    assert {"goal_tags", "goal_parked", "rests", "weights", "forecasts"} <= names(c, "table")


def test_composing_keeps_what_was_tried(before: Make) -> None:
    """Tries have no marks yet."""
    c = before("compose_answers")
    c.execute("INSERT INTO rests (first_day, last_day, label) VALUES (1, 2, 'Away')")
    c.execute("INSERT INTO goal_tags VALUES (1, 'E1')")
    old = rows(c)
    apply_next(c, "compose_answers")
    assert_kept(c, old)
    assert c.execute("SELECT text, seconds, marks FROM tries").fetchall() == [("I said this", 61.5, "[]")]
    assert {"roles", "answers", "stories", "criticisms", "interviews"} <= names(c, "table")


def test_goals_in_full_begin_from_what_goals_were(before: Make) -> None:
    """They come once, without commitment or plan; their moves held at once."""
    c = before("goals_in_full")
    c.execute("INSERT INTO goal_tags VALUES (1, 'E1')")
    c.execute("UPDATE goals SET search = 'deck:Mine' WHERE id = 1")
    c.execute("INSERT INTO rests (first_day, last_day, label) VALUES (1, 2, 'Away')")
    c.execute("INSERT INTO roles (id, company, title, created_at) VALUES (1, 'Meridian', 'Analyst', 0)")
    old = rows(c)
    apply_next(c, "goals_in_full")
    assert_kept(c, old)
    goal = read_goal(c, 1)
    assert (goal.statement, goal.decks, goal.tags, goal.search) == ("Pass", ("Mine",), ("E1",), "deck:Mine")
    assert (goal.repeats, goal.eases_after, goal.obstacle, goal.start) == ("", 0, "", date.fromordinal(DAY - 9))
    assert goal.moves == (
        DeadlineMove(*map(date.fromordinal, (DAY + 9, DAY + 18)), "They moved it", date.fromordinal(DAY - 2)),
    )
    assert read_goal(c, 2).follows_id == 1
    c.execute("UPDATE goals SET role_id = 1, eases_after = 7 WHERE id = 1")


def test_dashboards_add_up_what_is_there(before: Make) -> None:
    """Without answers taken back; and go on from there with each answer."""
    c = before("dashboards_by_day")
    old = rows(c)
    apply_next(c, "dashboards_by_day")
    assert_kept(c, old)
    for sums in dashboards.ALL:
        there = c.execute(f"SELECT {sums.columns} FROM {sums.table} ORDER BY {sums.key_names}").fetchall()  # noqa: S608
        assert there == c.execute(f"{sums.added_up} ORDER BY {sums.key_names}").fetchall(), sums.table
        assert there
    assert c.execute("SELECT sum(reviews) FROM hourly").fetchone() == (2,)
    c.execute("INSERT INTO retractions VALUES (3, 0)")
    assert c.execute("SELECT sum(reviews), sum(recalled) FROM hourly").fetchone() == (1, 0)


def test_a_file_of_the_first_release_is_upgraded_with_a_backup_beside_it(
    before: Make, database_path: Path, now: datetime
) -> None:
    """All its rows are there afterwards, and the copy is as it was."""
    c = before(STEPS[1])
    old = rows(c)
    c.close()
    opened = open_library(database_path, now)
    with closing(opened.connection) as upgraded:
        new = rows(upgraded)
        assert upgraded.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        for table in ("reviews", "retractions", "goals", "milestones", "deadline_moves", "sessions"):
            kept = [{name: row[name] for name in was} for row, was in zip(new[table], old[table], strict=True)]
            assert kept == old[table], table
        assert upgraded.execute(
            "SELECT front FROM (SELECT json_extract(fields, '$.front') AS front FROM notes WHERE id = 1)"
        ).fetchone() == ("f",)
        assert damage(upgraded) == ()
    (copy, *_) = sorted((database_path.parent).glob("*backups/*"))
    with closing(sqlite3.connect(copy)) as kept_aside:
        assert kept_aside.execute("PRAGMA user_version").fetchone() == (1,)
        assert rows(kept_aside) == old


def test_no_file_is_copied_where_nothing_has_to_be_upgraded(database_path: Path, tmp_path: Path) -> None:
    """The copy is made before the first change, and only then."""
    asked: list[Path] = []
    open_database(database_path, before_migration=asked.append).close()
    open_database(database_path, before_migration=asked.append).close()
    assert asked == []
