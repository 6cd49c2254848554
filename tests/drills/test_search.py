"""Search: what is typed finds what is meant, and nothing that is typed is an error."""

import sqlite3
from datetime import date, datetime
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drills.models import Kind, NoteDraft, Phase
from drills.storage.notes import add_note, delete_notes, edit_note, flag_notes, suspend_notes
from drills.storage.search import Order, find_notes, index_all
from drills.storage.search_terms import terms

TODAY = date(2026, 11, 22)
NOTES = (
    ("Café in Zürich", "c++ and C#", ("place::swiss", "A1"), "Career goals::Pitfalls"),
    ("日本語の試験に合格する", "한국어 시험", ("A10",), "言語::日本"),
    ("Where do you see yourself in five years?", "Say 100% and a_b 🎉 ☕", ("A2",), "Career goals"),
    ("A well-known plan", "the goal", ("leech",), "STAR"),
)


@pytest.fixture
def notes(library: sqlite3.Connection, now: datetime) -> sqlite3.Connection:
    """A library with four notes, and a cloze."""
    for front, back, tags, deck in NOTES:
        add_note(library, NoteDraft(Kind.BASIC, {"front": front, "back": back}, tags, deck=deck), now)
    add_note(library, NoteDraft(Kind.CLOZE, {"text": "Names {{c1::the aim::hint}}, {{c2::a date}}"}, deck="STAR"), now)
    return library


def found(c: sqlite3.Connection, text: str, **how: object) -> list[int]:
    page = find_notes(c, text, TODAY, **how)  # type: ignore[arg-type]
    assert page.total == len(page.notes)
    return sorted(line.id for line in page.notes)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", [1, 2, 3, 4, 5]),
        ("cafe", [1]),
        ("CAF", [1]),
        ("zurich café", [1]),
        ("c++", [1]),
        ("c#", [1]),
        ("see your", [3]),
        ("your see", [3]),
        ('"see yourself"', [3]),
        ('"yourself see"', []),
        ('"see yourse"', []),
        ('"see yourse', [3]),
        ("-cafe -日本", [3, 4, 5]),
        ('-"well known" deck:star', [5]),
        ("well-known", [4]),
        ("日本", [2]),
        ("本語", [2]),
        ("試験に", [2]),
        ("語本", []),
        ("국어", [2]),
        ("🎉", [3]),
        ("☕ five", [3]),
        ("-🎉 years", []),
        ("%", [3]),
        ("tag:a1", [1]),
        ("tag:A", [1, 2, 3]),
        ("tag:place", [1]),
        ("tag:place::swiss", [1]),
        ("-tag:place", [2, 3, 4, 5]),
        ("tag:swiss", []),
        ("tag:%", []),
        ("a10", [2]),
        ("deck:career", [1, 3]),
        ('deck:"Career goals"', [1, 3]),
        ('deck:"career goals::pitfalls"', [1]),
        ("deck:pitf", [1]),
        ("deck:日本", [2]),
        ("-deck:career", [2, 4, 5]),
        ("kind:cloze", [5]),
        ("kind:cl", [5]),
        ("-kind:basic", [5]),
        ("is:leech", [4]),
        ("is:new", [1, 2, 3, 4, 5]),
        ("is:due", []),
        ("flag:0 kind:cloze", [5]),
        ("aim date", [5]),
        ("c1", []),
        ("hint", []),
    ],
)
def test_what_is_typed_finds_what_is_meant(notes: sqlite3.Connection, text: str, ids: list[int]) -> None:
    """Beginnings of words, phrases, exclusions, CJK anywhere, emoji; filters, also half typed."""
    assert found(notes, text) == ids


@pytest.mark.parametrize(
    "text",
    [
        *(
            '"',
            '""',
            "-",
            "--",
            "*",
            "a*",
            "AND",
            "OR NOT",
            "NEAR(a b)",
            "body:x",
            "{body}: x",
            "^a",
            "a:b",
            "+",
            "(",
            ")",
        ),
        *(
            "tag:",
            "deck:",
            "is:",
            "is:odd",
            "kind:poem",
            "flag:9",
            "flag:x",
            "-tag:",
            "'; DROP TABLE notes; --",
            "\0",
            "\ud800",
        ),
        *(
            "x" * 5000,
            "a " * 500,
            '"' * 99,
            "\u202e",
            "{{c1::x}}",
            "%_!",
            'tag:"',
            "-is:due",
            "is:due is:new",
            "日" * 300,
        ),
    ],
)
def test_nothing_that_is_typed_is_an_error(notes: sqlite3.Connection, text: str) -> None:
    """It may find nothing; the notes are still there."""
    for order in get_args(Order):
        assert find_notes(notes, text, TODAY, order=order).total <= 5
    assert found(notes, "") == [1, 2, 3, 4, 5]


@given(text=st.text(max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_can_be_searched_for(notes: sqlite3.Connection, text: str) -> None:
    """Whatever the keyboard or the clipboard gives."""
    assert 0 <= find_notes(notes, text, TODAY).total <= 5


def test_terms_are_taken_apart() -> None:
    """Unknown filters are text."""
    parts = [
        (term.field, term.value, term.negated) for term in terms('go -tag:X is:le is:leec deck:"A b" flag:2 flag:7')
    ]
    assert parts == [
        ("text", "go", False),
        ("tag", "x", True),
        ("text", "is:le", False),
        ("is", "leech", False),
        ("deck", "a b", False),
        ("flag", "2", False),
        ("text", "flag:7", False),
    ]


def test_a_deck_keeps_the_search_to_itself_and_below(notes: sqlite3.Connection) -> None:
    """By name or number; an unknown one holds nothing."""
    (deck_id,) = notes.execute("SELECT id FROM decks WHERE name = 'Career goals'").fetchone()
    assert found(notes, "", deck="career goals") == found(notes, "", deck=deck_id) == [1, 3]
    assert found(notes, "zurich", deck=deck_id) == [1]
    assert found(notes, "", deck="Nowhere") == found(notes, "", deck=99) == []


def test_states_are_found(notes: sqlite3.Connection, now: datetime) -> None:
    """Due, learning, in review, suspended, flagged, buried."""
    day = TODAY.toordinal()
    review = "phase = 'review', stability = 5, difficulty = 5, interval = 5, last_day = 1"
    notes.execute(f"UPDATE cards SET {review}, due_day = ? WHERE note_id = 1", (day,))  # noqa: S608  a constant
    notes.execute(f"UPDATE cards SET {review}, due_day = ? WHERE note_id = 2", (day + 1,))  # noqa: S608  a constant
    notes.execute(
        "UPDATE cards SET phase = 'learning', step = 0, stability = 1, difficulty = 5, last_day = 1, due_at = 5 "
        "WHERE note_id = 3"
    )
    assert (found(notes, "is:due"), found(notes, "is:review"), found(notes, "is:learning")) == ([1, 3], [1, 2], [3])
    assert found(notes, "is:due cafe") == [1]
    assert [line.id for line in find_notes(notes, "", TODAY, order="due").notes][:3] == [1, 3, 2]
    suspend_notes(notes, [1], True, now)
    notes.execute("UPDATE cards SET buried_until = ? WHERE note_id = 3", (day + 1,))
    assert (found(notes, "is:due"), found(notes, "is:suspended")) == ([], [1])
    flag_notes(notes, [4], 3, now)
    assert (found(notes, "flag:3"), found(notes, "-flag:0")) == ([4], [4])
    line = find_notes(notes, "flag:3", TODAY).notes[0]
    assert (line.phase, line.due, line.flag, line.cards) == (Phase.NEW, None, 3, 1)


def test_lists_are_ordered_and_paged(notes: sqlite3.Connection, now: datetime) -> None:
    """Totals count all; a page beyond the end is empty."""
    orders = {order: [line.id for line in find_notes(notes, "", TODAY, order=order).notes] for order in get_args(Order)}
    assert orders["added"] == [5, 4, 3, 2, 1]
    assert orders["text"] == [4, 1, 5, 3, 2]
    assert orders["deck"] == [3, 1, 4, 5, 2]
    page = find_notes(notes, "", TODAY, offset=3, limit=10)
    assert ([line.id for line in page.notes], page.total, page.offset) == ([2, 1], 5, 3)
    assert find_notes(notes, "", TODAY, offset=99).notes == ()
    words = find_notes(notes, "a", TODAY, offset=1, limit=1)
    assert len(words.notes) == 1
    assert words.total > 1


def test_the_index_follows_edits_and_deletions(notes: sqlite3.Connection, now: datetime) -> None:
    """Old words no longer find the note."""
    edit_note(notes, 1, {"front": "Harbour", "back": "b"}, ("new",), "Z", now)
    assert (found(notes, "cafe"), found(notes, "harbour"), found(notes, "swiss"), found(notes, "tag:new")) == (
        [],
        [1],
        [],
        [1],
    )
    delete_notes(notes, [1], now)
    assert (found(notes, "harbour"), found(notes, "-cafe"), found(notes, "tag:new")) == ([], [2, 3, 4, 5], [])
    assert found(notes, "-tag:new deck:z") == []


def test_the_index_can_be_made_anew(notes: sqlite3.Connection) -> None:
    """It is the same as the one kept up."""
    before = notes.execute("SELECT rowid, body, tags FROM note_search ORDER BY rowid").fetchall()
    notes.execute("DELETE FROM note_search WHERE rowid > 2")
    index_all(notes)
    assert notes.execute("SELECT rowid, body, tags FROM note_search ORDER BY rowid").fetchall() == before


def test_lines_are_safe_to_draw(library: sqlite3.Connection, now: datetime) -> None:
    """One line, without escapes; cloze gaps filled."""
    add_note(library, NoteDraft(Kind.BASIC, {"front": "\x1b[2J\tx\nsecond", "back": "b"}), now)
    add_note(library, NoteDraft(Kind.CLOZE, {"text": "A {{c1::gap::hint}}"}), now)
    texts = [line.text for line in find_notes(library, "", TODAY).notes]
    assert texts[0] == "A gap"
    assert texts[1].startswith("␛[2J")
    assert "\n" not in texts[1]
