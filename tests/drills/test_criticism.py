"""What somebody said of an answer: noted, shown before the next try, closed by a new version."""

import sqlite3
from datetime import timedelta

import pytest

from drills.config import Study
from drills.errors import InputError, NotFoundError
from drills.models import Kind, NoteDraft
from drills.session import serve, start
from drills.storage.answer.answer_versions import close_version, discard_version, save_draft, versions
from drills.storage.answer.criticisms import add_criticism, criticisms, delete_criticism, reopen_criticism
from drills.storage.notes import add_note
from drills.storage.undo import undo
from drills.views.composing import Section, Template
from drills.views.drill import Face


@pytest.fixture
def question(library: sqlite3.Connection, now) -> int:
    """An open question."""
    return add_note(library, NoteDraft(Kind.QUESTION, {"prompt": "How?"}, key="Q1"), now)


def keep(library: sqlite3.Connection, note_id: int, text: str, now, closes: list[int] | None = None) -> int:
    """Write a version and keep it."""
    save_draft(library, note_id, Template.FREE, [Section("text", text)], now)
    return close_version(library, note_id, now, closes=closes).id


def test_criticism_is_shown_before_the_next_try(library: sqlite3.Connection, question: int, now) -> None:
    """Who, when and the words stand on the card's face, the latest first."""
    add_criticism(library, question, "Ana", "Too long", now.date() - timedelta(days=2), now)
    add_criticism(library, question, "", "No number", now.date(), now)
    face = serve(library, start(library, now, Study(), note_ids=[question]), now, Study())
    assert isinstance(face, Face)
    assert [(each.who, each.words) for each in face.criticisms] == [("", "No number"), ("Ana", "Too long")]


def test_a_new_version_closes_what_it_answers(library: sqlite3.Connection, question: int, now) -> None:
    """All of it unless some are chosen; undone, it is open again, as when that version is discarded."""
    long = add_criticism(library, question, "Ana", "Too long", now.date(), now)
    number = add_criticism(library, question, "Ben", "No number", now.date(), now)
    keep(library, question, "Shorter", now, [long])
    assert [each.id for each in criticisms(library, question)] == [number]
    version = keep(library, question, "Shorter, with 7", now)
    assert criticisms(library, question) == ()
    assert {each.id: each.closed_by for each in criticisms(library, question, open_only=False)}[number] == version
    undo(library, now)
    assert [each.id for each in criticisms(library)] == [number]
    close_version(library, question, now)
    discard_version(library, version, now)
    assert [each.id for each in criticisms(library)] == [number]


def test_what_was_criticised_is_kept_and_only_a_later_version_answers_it(
    library: sqlite3.Connection, question: int, now
) -> None:
    """Keeping the criticised words once more closes nothing; new words become a version of their own."""
    save_draft(library, question, Template.FREE, [Section("text", "The old words")], now)
    add_criticism(library, question, "Ana", "No number", now.date(), now)
    assert close_version(library, question, now).version == 1
    assert len(criticisms(library, question)) == 1
    kept = keep(library, question, "7 new words", now)
    assert [each.text for each in versions(library, question)] == ["7 new words", "The old words"]
    assert [each.closed_by for each in criticisms(library, question, open_only=False)] == [kept]


def test_undoing_a_criticism_goes_on_with_the_version_it_kept(library: sqlite3.Connection, question: int, now) -> None:
    """It is worked on again, as before."""
    save_draft(library, question, Template.FREE, [Section("text", "The old words")], now)
    add_criticism(library, question, "Ana", "No number", now.date(), now)
    undo(library, now)
    assert [each.closed_at for each in versions(library, question)] == [None]


def test_criticism_can_be_reopened_and_deleted(library: sqlite3.Connection, question: int, now) -> None:
    """Each is undone."""
    number = add_criticism(library, question, "Ana", "Too long", now.date(), now)
    keep(library, question, "Shorter", now)
    reopen_criticism(library, number, now)
    assert len(criticisms(library, question)) == 1
    delete_criticism(library, number, now)
    assert criticisms(library, question, open_only=False) == ()
    undo(library, now)
    assert len(criticisms(library, question)) == 1


def test_criticism_needs_words_a_past_day_and_a_question(library: sqlite3.Connection, question: int, now) -> None:
    """It says what to change."""
    card = add_note(library, NoteDraft(Kind.BASIC, {"front": "a", "back": "b"}), now)
    with pytest.raises(InputError, match="words"):
        add_criticism(library, question, "Ana", " ", now.date(), now)
    with pytest.raises(InputError, match="still to come"):
        add_criticism(library, question, "Ana", "x", now.date() + timedelta(days=1), now)
    with pytest.raises(NotFoundError):
        add_criticism(library, card, "Ana", "x", now.date(), now)
