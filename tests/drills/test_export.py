"""Everything given back: JSON with nothing left out, deck files with safe names."""

import io
import json
import re
import sqlite3
from datetime import date, datetime, timedelta
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drills.config import Study
from drills.exchange.file_name import FileNames
from drills.goal.goals import GoalDraft
from drills.models import Kind, NoteDraft, Rating, TryDraft
from drills.session import grade, serve, start, take_back
from drills.shipped import load_shipped
from drills.storage.answer.answer_versions import save_draft
from drills.storage.answer.criticisms import add_criticism
from drills.storage.answer.interviews import answer_mock, plan_mock, start_mock
from drills.storage.answer.roles import add_role
from drills.storage.answer.stories import add_story, use_story
from drills.storage.export import deck_files, everything, write_json
from drills.storage.goal.goals import add_goal, add_milestone, move_deadline
from drills.storage.notes import add_note, delete_notes
from drills.storage.schema import dashboards
from drills.storage.settings import get, put
from drills.views.composing import Section, Template
from drills.views.drill import Face
from drills.views.roles import RoleDraft
from drills.views.stories import Fact, StoryDraft

HOSTILE = "\x1b]52;c;QUJD\x07[@click=app.quit] \u202e \u2028 日本 🎉 \"'\\"


@pytest.fixture
def lived_in(library: sqlite3.Connection, now: datetime) -> sqlite3.Connection:
    """A library with one of everything."""
    add_note(library, NoteDraft(Kind.QUESTION, {"prompt": HOSTILE}, ("t::u",), deck="A::B"), now)
    deleted = add_note(library, NoteDraft(Kind.BASIC, {"front": "gone", "back": "b"}, deck="A"), now)
    study, today = Study(), now.date()
    session_id = start(library, now, study)
    for number in range(3):
        now += timedelta(minutes=11)
        face = serve(library, session_id, now, study)
        assert isinstance(face, Face)
        grade(library, session_id, face.card.id, Rating.GOOD, 2.5, now, study, TryDraft(True, "said", 70.0))
        if number == 1:
            take_back(library, now)
    goal_id = add_goal(library, GoalDraft("Offer", today + timedelta(days=9), decks=("A",)), now, today)
    add_milestone(library, goal_id, "Mock", today, now, today)
    move_deadline(library, goal_id, today + timedelta(days=12), "moved", now, today)
    delete_notes(library, [deleted], now)
    put(library, "first_run", {"done": True})
    return library


def test_nothing_is_left_out(lived_in: sqlite3.Connection) -> None:
    """Every row of every table that isn't derived, search or undo, is in it."""
    whole = everything(lived_in)
    assert (whole["format"], whole["version"]) == ("readyby", 1)
    for table in (
        "decks",
        "notes",
        "cards",
        "reviews",
        "tries",
        "sessions",
        "goals",
        "milestones",
        "deadline_moves",
        "settings",
    ):
        (rows,) = lived_in.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608  names above
        assert len(whole[table]) == rows > 0, table
    derived = {"daily", "note_search", "undo_steps", "undo_images", "_sqlite_migrations", "sqlite_sequence", "learner"}
    derived |= set(re.findall(r"CREATE TABLE (\w+)", dashboards.SCHEMA))
    nested = {"note_tags", "goal_decks", "goal_tags", "goal_parked", "session_cards", "retractions"}
    nested |= {"answer_stories", "answer_goals", "story_tags", "story_questions", "interview_questions"}
    tables = {row[1] for row in lived_in.execute("PRAGMA table_list") if row[0] == "main" and row[2] != "view"}
    rest = {name for name in tables if not name.startswith(("sqlite_", "note_search_", "_sqlite"))}
    assert rest - derived - nested <= whole.keys()


def test_every_column_is_there(lived_in: sqlite3.Connection) -> None:
    """A column added to a table later can't be forgotten; the deck of a note goes by its name."""
    whole = everything(lived_in)
    for table in ("decks", "notes", "cards", "reviews", "tries", "sessions", "goals", "milestones", "deadline_moves"):
        columns = {row[1] for row in lived_in.execute(f"PRAGMA table_info({table})")}
        assert columns - {"deck_id"} <= whole[table][0].keys(), table


def test_answers_are_there_with_their_stories_goals_and_interviews(library: sqlite3.Connection, now: datetime) -> None:
    """What one wrote is given back whole: sections, facts, tags, the dates cited, and interviews with their answers."""
    study = Study()
    note = add_note(library, NoteDraft(Kind.QUESTION, {"prompt": "How?"}, key="shipped.Q1"), now)
    goal = add_goal(library, GoalDraft("Pass the exam", date(2026, 12, 4)), now, now.date())
    story = add_story(library, StoryDraft("The queue", facts=(Fact("7 min", "the wait"),), tags=("E1",)), now)
    answer = save_draft(library, note, Template.FREE, [Section("text", "By 4 December 2026 I will pass.")], now)
    assert answer is not None
    use_story(library, answer, story, True, now)
    add_criticism(library, note, "Ana", "Too short", now.date(), now)
    add_role(library, RoleDraft("Meridian", "analyst", offers=("training",)), now)
    mock = start_mock(library, plan_mock(library, 3, now, study), now, study)
    answer_mock(library, mock, 1, "Said", 30.0, spoken=True)
    whole = everything(library)
    assert whole["answers"][0]["sections"] == [["text", "By 4 December 2026 I will pass."]]
    assert whole["answers"][0]["stories"] == [story]
    assert whole["answers"][0]["goals"] == [{"goal_id": goal, "deadline": "2026-12-04"}]
    assert (whole["stories"][0]["facts"], whole["stories"][0]["tags"]) == ([["7 min", "the wait"]], ["E1"])
    assert whole["criticisms"][0]["said_day"] == "2026-11-22"
    assert whole["roles"][0]["offers"] == ["training"]
    assert whole["interviews"][0]["questions"][0]["text"] == "Said"


def test_days_and_instants_are_iso(lived_in: sqlite3.Connection) -> None:
    """Days as dates, instants in UTC with milliseconds, what is undone marked."""
    whole = everything(lived_in)
    review = whole["reviews"][0]
    assert (review["day"], review["rated_at"], review["retracted_at"]) == (
        "2026-11-22",
        "2026-11-22T08:11:00.000Z",
        None,
    )
    assert [review["retracted_at"] is not None for review in whole["reviews"]] == [False, True, False]
    due = {review["phase_after"]: review["due_after"] for review in whole["reviews"]}
    assert (due["review"], due["learning"][-1]) == ("2026-11-24", "Z")
    assert whole["goals"][0]["deadline"] == "2026-12-04"
    assert whole["goals"][0]["decks"] == ["A"]
    assert whole["deadline_moves"][0]["from_day"] == "2026-12-01"
    assert whole["cards"][0]["suspended"] is False
    assert whole["notes"][1]["deleted_at"] == whole["cards"][1]["removed_at"]
    assert whole["tries"][0]["text"] == "said"


def test_texts_come_through_unchanged(lived_in: sqlite3.Connection) -> None:
    """As fields, tags and deck by name."""
    note = everything(lived_in)["notes"][0]
    assert (note["fields"], note["tags"], note["deck"], note["kind"]) == (
        {"prompt": HOSTILE},
        ["t::u"],
        "A::B",
        "question",
    )


def test_the_json_is_written_row_by_row(lived_in: sqlite3.Connection) -> None:
    """No piece holds more than a row, so that the size of the library doesn't matter."""

    class Pieces(io.StringIO):
        longest = 0

        def write(self, text: str) -> int:
            self.longest = max(self.longest, text.count("\n"))
            return super().write(text)

    stream = Pieces()
    write_json(lived_in, stream)
    assert stream.longest <= 2
    assert json.loads(stream.getvalue()) == everything(lived_in)
    assert not lived_in.in_transaction


def test_an_export_shows_one_moment(library: sqlite3.Connection, now: datetime) -> None:
    """Inside a transaction that is open it sees what that sees."""
    library.execute("BEGIN IMMEDIATE")
    add_note(library, NoteDraft(Kind.BASIC, {"front": "f", "back": "b"}), now)
    assert len(everything(library)["notes"]) == 1
    assert library.in_transaction
    library.execute("ROLLBACK")


def test_an_empty_library_is_exported_too(library: sqlite3.Connection) -> None:
    """Empty lists, no decks."""
    assert everything(library)["notes"] == []
    assert list(deck_files(library)) == []


def test_deck_files_follow_the_decks(library: sqlite3.Connection, now: datetime) -> None:
    """A folder for each ::, deleted notes left out."""
    load_shipped(library, now)
    add_note(library, NoteDraft(Kind.BASIC, {"front": "f", "back": "b"}, deck="A::B"), now)
    delete_notes(
        library, [add_note(library, NoteDraft(Kind.BASIC, {"front": "g", "back": "b"}, deck="Gone"), now)], now
    )
    files = dict(deck_files(library))
    assert "A/B.md" in files
    assert "Career goals/Questions.md" in files
    assert "Gone.md" not in files
    assert files["A/B.md"].startswith("---\ndeck: A::B\n---\n")


@pytest.mark.parametrize(
    ("deck", "name"),
    [
        ("A::B c", "A/B c.md"),
        ("..::..::etc::passwd", "_/_/etc/passwd.md"),
        ("/etc/passwd", "_etc_passwd.md"),
        ("C:\\x", "C__x.md"),
        ("CON::lpt1.txt", "_CON/_lpt1.txt.md"),
        (".git::config", "_.git/config.md"),
        ("-rf", "_-rf.md"),
        ('a?*<>|"', "a______.md"),
        ("tail. .", "tail.md"),
        ("x.md::y", "x.md_/y.md"),
        ("\u202egnp\x1b[2J", "gnp_[2J.md"),
        ("日本語", "日本語.md"),
    ],
)
def test_file_names_are_safe(deck: str, name: str) -> None:
    """No way out of the folder, no reserved names, nothing hidden."""
    assert FileNames().name(deck) == name


def test_file_names_never_meet() -> None:
    """Nor on systems that fold capitals and forms."""
    names = FileNames()
    given = [names.name(deck) for deck in ("A?", "A*", "a*", "A_", "É", "E\u0301", "e\u0301", "x", "x.md", "A_-2")]
    assert len({name.casefold() for name in given}) == len(given)


@given(deck=st.text(st.characters(codec="utf-8"), min_size=1, max_size=400))
def test_any_deck_has_a_usable_file_name(deck: str) -> None:
    """Relative, within limits, of plain parts."""
    path = PurePosixPath(FileNames().name(deck))
    assert not path.is_absolute()
    assert path.suffix == ".md"
    for part in path.parts:
        assert part not in ("", ".", "..")
        assert len(part.encode()) <= 255
        assert not set(part) & set('\\/:*?"<>|\0\n')


def test_settings_are_remembered(library: sqlite3.Connection) -> None:
    """By name; anything that JSON can hold."""
    assert get(library, "x", 5) == 5
    put(library, "x", ["日", None, 1.5])
    put(library, "x", {"a": True})
    assert get(library, "x") == {"a": True}


def test_what_cannot_be_is_given_back_as_it_is_stored(lived_in: sqlite3.Connection) -> None:
    """Export is the way out of a file with broken rows."""
    lived_in.execute("UPDATE goals SET deadline = -5")
    lived_in.execute("UPDATE cards SET buried_until = 99999999999, stability = 9e999 WHERE stability IS NOT NULL")
    lived_in.execute("UPDATE notes SET created_at = 9000000000000000000, fields = '[1]', source_fields = 'no JSON'")
    whole = everything(lived_in)
    assert whole["goals"][0]["deadline"] == -5
    assert ("inf", 99999999999) in {(card["stability"], card["buried_until"]) for card in whole["cards"]}
    assert whole["notes"][0]["created_at"] == 9000000000000000000
    assert (whole["notes"][0]["fields"], whole["notes"][0]["source_fields"]) == ([1], "no JSON")
