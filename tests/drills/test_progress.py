"""What the Progress screen says, against counts made by hand."""

import sqlite3
from datetime import datetime, timedelta

import pytest

from drills.config import Study
from drills.models import Card, Kind, MemoryState, NoteDraft, Rating, Review
from drills.storage.figures.daily import best_streak
from drills.storage.figures.progress import progress_view
from drills.storage.notes import add_note
from drills.storage.reviews import Answer, add_review

STUDY = Study()


@pytest.fixture
def card_id(library: sqlite3.Connection, now: datetime) -> int:
    """The card of a single note."""
    add_note(library, NoteDraft(Kind.BASIC, {"front": "Q?", "back": "A"}, ("leech",)), now)
    return 1


def add_answer(
    c: sqlite3.Connection, card_id: int, at: datetime, rating: Rating, *, interval: int = 5, kind: str = "review"
) -> int:
    """An answer to a card that was in review, predicted to be recalled with 80 %."""
    memory, day = MemoryState(5.0, 5.0), at.date()
    before = Card(card_id, 1, 0, Review(memory, interval, day, day - timedelta(days=interval)))
    after = Review(memory, 9, day + timedelta(days=9), day)
    return add_review(c, Answer(before, after, rating, kind, 12.5, day, interval, 0.8), at)


def test_an_empty_library_has_no_progress(library: sqlite3.Connection, now: datetime) -> None:
    """All is zero, and nothing fails."""
    view = progress_view(library, now, STUDY)
    assert (view.reviews, view.seconds, view.streak, view.best_streak, view.days) == (0, 0.0, 0, 0, ())
    assert all(period.predicted is None for period in view.retention)
    assert set(view.states.values()) == {0}
    assert len(view.due.days) == 365
    assert not any(day.cards for day in view.due.days)


def test_retention_is_measured_over_reviews_alone(library: sqlite3.Connection, card_id: int, now: datetime) -> None:
    """Young and mature apart, by period; learning and early answers don't count; the predicted mean stands beside."""
    for days_ago, rating, interval in ((1, 3, 5), (2, 1, 5), (3, 3, 30), (20, 1, 21), (400, 4, 5)):
        add_answer(library, card_id, now - timedelta(days=days_ago), Rating(rating), interval=interval)
    add_answer(library, card_id, now, Rating.AGAIN, kind="early")
    _, _, week, month, year, ever = progress_view(library, now, STUDY).retention
    assert (week.young, week.young_recalled, week.mature, week.mature_recalled) == (2, 1, 1, 1)
    assert (month.young, month.young_recalled, month.mature, month.mature_recalled) == (2, 1, 2, 1)
    assert year == type(year)("a year", 2, 1, 2, 1, year.predicted)
    assert (ever.young, ever.young_recalled) == (3, 2)
    assert week.predicted == pytest.approx(0.8)


def test_days_ratings_and_sums_leave_out_what_was_taken_back(
    library: sqlite3.Connection, card_id: int, now: datetime
) -> None:
    """A retracted answer is as if it had not been given."""
    add_answer(library, card_id, now, Rating.GOOD)
    gone = add_answer(library, card_id, now, Rating.AGAIN)
    add_answer(library, card_id, now - timedelta(days=1), Rating.HARD)
    library.execute("INSERT INTO retractions VALUES (?, 0)", (gone,))
    view = progress_view(library, now, STUDY)
    assert [(day.day, day.reviews, day.seconds) for day in view.days] == [
        (now.date() - timedelta(days=1), 1, 12.5),
        (now.date(), 1, 12.5),
    ]
    assert (view.reviews, view.seconds, view.streak) == (2, 25.0, 2)
    assert view.buttons["young"] == {Rating.AGAIN: 0, Rating.HARD: 1, Rating.GOOD: 1, Rating.EASY: 0}


def test_states_count_every_card_once(library: sqlite3.Connection, now: datetime) -> None:
    """New, learning, young, mature and suspended; deleted ones aren't there."""
    for _ in range(6):
        add_note(library, NoteDraft(Kind.BASIC, {"front": f"{_}?", "back": "A"}), now)
    seen = "stability = 9, difficulty = 5, last_day = 1"
    library.execute(f"UPDATE cards SET phase = 'review', {seen}, interval = 20, due_day = 21 WHERE id = 1")  # noqa: S608
    library.execute(f"UPDATE cards SET phase = 'review', {seen}, interval = 21, due_day = 22 WHERE id = 2")  # noqa: S608
    library.execute(f"UPDATE cards SET phase = 'relearning', {seen}, step = 0, due_at = 5 WHERE id = 3")  # noqa: S608
    library.execute("UPDATE cards SET suspended = 1 WHERE id = 4")
    library.execute("UPDATE cards SET removed_at = 1 WHERE id = 5")
    states = progress_view(library, now, STUDY).states
    assert states == {"new": 1, "learning": 0, "relearning": 1, "young": 1, "mature": 1, "suspended": 1}


def test_leeches_are_listed(library: sqlite3.Connection, card_id: int, now: datetime) -> None:
    """By their notes."""
    assert [line.text for line in progress_view(library, now, STUDY).leeches] == ["Q?"]


@pytest.mark.parametrize(("days", "best"), [([], 0), ([5], 1), ([1, 2, 3, 5, 6], 3), ([1, 3, 4, 5, 6], 4)])
def test_the_best_streak_is_the_longest_row_of_days(days: list[int], best: int) -> None:
    """Wherever it lies."""
    assert best_streak(days) == best
