"""A card's past: its answers and its forgetting curve."""

import sqlite3
from datetime import datetime, timedelta

import pytest

from drills import session
from drills.config import Study
from drills.errors import NotFoundError
from drills.models import Kind, NoteDraft, Rating
from drills.scheduling.memory import retrievability
from drills.storage.history import card_history
from drills.storage.notes import add_note

STUDY = Study(learning_steps=())


def answer(c: sqlite3.Connection, at: datetime, rating: Rating) -> None:
    """Answer the only card, due or not."""
    sitting = session.start(c, at, STUDY, note_ids=[1])
    session.grade(c, sitting, 1, rating, 8, at, STUDY)


@pytest.fixture
def card_id(library: sqlite3.Connection, now: datetime) -> int:
    """The card of a single note."""
    add_note(library, NoteDraft(Kind.BASIC, {"front": "Q?", "back": "A"}), now)
    return 1


def test_a_new_card_has_no_past(library: sqlite3.Connection, card_id: int, now: datetime) -> None:
    """And no curve."""
    history = card_history(library, card_id, now, STUDY)
    assert (history.reviews, history.curve, history.recall_now) == ((), (), None)
    assert history.note.fields["front"] == "Q?"


def test_the_curve_falls_between_answers_and_rises_with_each(
    library: sqlite3.Connection, card_id: int, now: datetime
) -> None:
    """Day by day; the last point is today's predicted recall."""
    answer(library, now, Rating.GOOD)
    answer(library, now + timedelta(days=3), Rating.GOOD)
    history = card_history(library, card_id, now + timedelta(days=8), STUDY)
    first, second = history.reviews
    assert second.recall == pytest.approx(retrievability(first.stability, 3))
    days = [(day - now.date()).days for day, _ in history.curve]
    assert days == [0, 1, 2, 3, 3, 4, 5, 6, 7, 8]
    recalls = [recall for _, recall in history.curve]
    assert recalls[:4] == sorted(recalls[:4], reverse=True)
    assert recalls[4] == 1.0
    assert recalls[-1] == history.recall_now == pytest.approx(retrievability(second.stability, 5))


def test_an_answer_taken_back_is_marked_and_leaves_the_curve(
    library: sqlite3.Connection, card_id: int, now: datetime
) -> None:
    """It stays on record."""
    answer(library, now, Rating.GOOD)
    later = now + timedelta(days=3)
    answer(library, later, Rating.AGAIN)
    session.take_back(library, later)
    history = card_history(library, card_id, later, STUDY)
    assert [review.retracted for review in history.reviews] == [False, True]
    assert [(day - now.date()).days for day, _ in history.curve] == [0, 1, 2, 3]


def test_years_make_no_more_than_some_200_points(library: sqlite3.Connection, card_id: int, now: datetime) -> None:
    """However long the past."""
    answer(library, now, Rating.EASY)
    assert len(card_history(library, card_id, now + timedelta(days=4000), STUDY).curve) <= 202


def test_a_card_that_is_not_there_is_said_so(library: sqlite3.Connection, now: datetime) -> None:
    """By its number."""
    with pytest.raises(NotFoundError, match="no card 7"):
        card_history(library, 7, now, STUDY)
