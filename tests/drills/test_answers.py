"""The open questions: their chains, their tries, and how they are named."""

import sqlite3
from datetime import datetime

import pytest

from drills.config import Study
from drills.element import ids_in, named
from drills.errors import NotFoundError
from drills.models import Kind, NoteDraft, Rating, TryDraft
from drills.note import plain_id
from drills.session import grade, serve, start, take_back
from drills.storage.answer.answers import answers_view, question_detail
from drills.storage.notes import add_note, delete_notes
from drills.views.drill import Face


def ask(library: sqlite3.Connection, now: datetime, key: str, **fields: str) -> int:
    """Add an open question."""
    return add_note(library, NoteDraft(Kind.QUESTION, fields, key=key), now)


def answer(library: sqlite3.Connection, note_id: int, now: datetime, rating: Rating, text: str = "") -> None:
    """Answer a question once."""
    session = start(library, now, Study(), note_ids=[note_id])
    face = serve(library, session, now, Study())
    assert isinstance(face, Face)
    grade(library, session, face.card.id, rating, 70, now, Study(), TryDraft(True, text, 65))


def test_questions_know_which_ones_they_follow(library: sqlite3.Connection, now: datetime) -> None:
    """Ids in `follows` lead to the notes of the same file, or to shipped ones; ids of nothing are passed over."""
    second = ask(library, now, "shipped.Q2", prompt="What are your goals?")
    own = ask(library, now, "Q2.at-0123456789", prompt="Mine")
    first = ask(library, now, "shipped.Q1", prompt="How?", follows="Q2, Q99")
    other = ask(library, now, "Q7.at-0123456789", prompt="Then?", follows="Q2")
    lines = {line.note_id: line for line in answers_view(library).questions}
    assert lines[first].follows == (second,)
    assert lines[other].follows == (own,)
    assert [lines[id_].name for id_ in (first, other)] == ["Q1", "Q7"]


def test_tries_are_counted_and_the_last_one_is_told(library: sqlite3.Connection, now: datetime) -> None:
    """A question tells how often it was answered, and how it went the last time."""
    note = ask(library, now, "shipped.Q1", prompt="How?", level="senior")
    answer(library, note, now, Rating.HARD, "Well, I")
    answer(library, note, now, Rating.GOOD, "Last year I cut the close to five days.")
    (line,) = answers_view(library).questions
    assert (line.tries, line.last_rating, line.level) == (2, Rating.GOOD, "senior")
    assert line.last_at == now
    texts = [each.text for each in question_detail(library, note).tries]
    assert texts == ["Last year I cut the close to five days.", "Well, I"]


def test_an_answer_taken_back_is_no_try(library: sqlite3.Connection, now: datetime) -> None:
    """Undo takes the try out of the list, too."""
    note = ask(library, now, "shipped.Q1", prompt="How?")
    answer(library, note, now, Rating.GOOD, "Hm")
    take_back(library, now)
    (line,) = answers_view(library).questions
    assert (line.tries, line.last_rating) == (0, None)
    assert question_detail(library, note).tries == ()


def test_a_question_is_told_in_full(library: sqlite3.Connection, now: datetime) -> None:
    """Intent, elements, pitfalls, pace and the lines of the skeleton."""
    note = ask(
        library,
        now,
        "Q1",
        prompt="How?",
        intent="Whether there is a plan.",
        shows="E1, E3",
        avoid="none",
        seconds="60-120",
        skeleton="- Proof: a result\n- Plan: the next step",
    )
    detail = question_detail(library, note)
    assert detail.shows == ("E1", "E3")
    assert detail.avoid == ()
    assert detail.skeleton == ("Proof: a result", "Plan: the next step")
    assert detail.pace == "60-120"


def test_only_live_open_questions_are_listed(library: sqlite3.Connection, now: datetime) -> None:
    """Cards of other kinds and deleted questions are left out."""
    card = add_note(library, NoteDraft(Kind.BASIC, {"front": "a", "back": "b"}), now)
    gone = ask(library, now, "Q1", prompt="How?")
    delete_notes(library, [gone], now)
    assert answers_view(library).questions == ()
    with pytest.raises(NotFoundError):
        question_detail(library, card)


@pytest.mark.parametrize(
    ("key", "shown"),
    [("shipped.Q1", "Q1"), ("Q1.at-0a1b2c3d4e", "Q1"), ("note.6f1c000000000000", ""), ("text.91ab000000000000", "")],
)
def test_a_key_is_shown_as_its_plain_id(key: str, shown: str) -> None:
    """People see the id they know from the deck file, or none."""
    assert plain_id(key) == shown


def test_ids_are_told_with_their_names() -> None:
    """Known ids get their names; others stay as they are."""
    assert named("e1") == "E1 accomplishments to date"
    assert named("Z9") == "Z9"
    assert ids_in("E1, E2;A4") == ("E1", "E2", "A4")
    assert ids_in("none") == ()
