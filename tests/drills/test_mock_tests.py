"""Mock tests, and forecasts held against what came."""

import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from drills import session
from drills.config import Study
from drills.errors import InputError
from drills.goal.goals import GoalDraft
from drills.models import Kind, NoteDraft, Rating
from drills.plan.interval import wilson
from drills.plan.outlook import bare
from drills.storage.goal.goals import add_goal
from drills.storage.notes import add_note
from drills.storage.planning.forecasts import store_outlook
from drills.storage.planning.goal_checks import calibration, check_goals, goal_check, widening
from drills.storage.planning.mock_tests import mock_of_session, mock_results, offer_mock
from drills.storage.planning.plan_inputs import forecast_inputs
from drills.storage.today import today_view
from drills.trial import start_mock
from drills.views.drill import Face, Summary
from drills.views.plan import Verdict

STUDY = Study(minutes_per_day=15)


def learned(c: sqlite3.Connection, now: datetime, seen: int, unseen: int = 0, days: int = 20) -> int:
    """A goal with cards that were seen two days ago, and some that never were; its number."""
    for n in range(seen + unseen):
        add_note(c, NoteDraft(Kind.BASIC, {"front": f"q{n}", "back": "a"}, deck="Work"), now)
    c.execute(
        "UPDATE cards SET phase = 'review', stability = 10, difficulty = 5, interval = 10, due_day = ?, last_day = ?, "
        "reps = 1 WHERE id <= ?",
        (now.date().toordinal() + 8, now.date().toordinal() - 2, seen),
    )
    draft = GoalDraft("Interview", now.date() + timedelta(days=days), decks=("Work",))
    return add_goal(c, draft, now, now.date())


def take(c: sqlite3.Connection, goal_id: int, now: datetime, lost: int) -> Summary:
    """Take a mock test, with so many cards not recalled."""
    sitting = start_mock(c, goal_id, now, STUDY)
    answered: set[int] = set()
    while isinstance(face := session.serve(c, sitting, now, STUDY), Face):
        first = face.card.id not in answered
        answered.add(face.card.id)
        rating = Rating.AGAIN if first and len(answered) <= lost else Rating.EASY
        session.grade(c, sitting, face.card.id, rating, 8.0, now, STUDY)
    assert isinstance(face, Summary)
    return face


def test_the_interval_is_wilsons() -> None:
    """Against the published values for 8 of 10."""
    assert wilson(8, 10) == pytest.approx((0.490, 0.943), abs=1e-3)
    assert wilson(0, 0) == (0.0, 1.0)


def test_a_mock_test_measures_first_answers_beside_what_was_predicted(
    library: sqlite3.Connection, now: datetime
) -> None:
    """What comes again in the same session doesn't count; what was never seen counts as not recalled."""
    number = learned(library, now, 30, unseen=10)
    summary = take(library, number, now, lost=5)
    result = summary.mock
    assert summary.sort == "mock test"
    assert result is not None
    assert (result.cards, result.answered, result.recalled) == (25, 25, 20)
    assert result.measured == 0.8
    assert (result.low, result.high) == wilson(20, 25)
    assert 0.9 < result.predicted < 1.0
    assert result.seen_share == 0.75
    assert "% of the cards seen so far predicted; over all cards 60 %" in result.words
    assert mock_results(library, number) == (result,)


def test_a_mock_test_is_offered_once_a_week_from_twenty_seen_cards_on(
    library: sqlite3.Connection, now: datetime
) -> None:
    number = learned(library, now, 19)
    assert offer_mock(library, number, now.date()) is None
    with pytest.raises(InputError):
        start_mock(library, number, now, STUDY)
    add_note(library, NoteDraft(Kind.BASIC, {"front": "q", "back": "a"}, deck="Work"), now)
    library.execute("UPDATE cards SET phase = 'review', stability = 9, difficulty = 5, interval = 9, due_day = 739999, "
                    "last_day = ?, reps = 1 WHERE phase = 'new'", (now.date().toordinal() - 3,))  # fmt: skip
    offer = offer_mock(library, number, now.date())
    assert offer is not None
    assert (offer.cards, offer.due, offer.last) == (20, True, None)
    take(library, number, now, lost=0)
    due = [
        (offer := offer_mock(library, number, now.date() + timedelta(days=ahead))) is not None and offer.due
        for ahead in (1, 6, 7)
    ]
    assert due == [False, False, True]


def answer(c: sqlite3.Connection, sitting: int, now: datetime, count: int) -> None:
    """Answer so many cards of a session with Easy."""
    for _ in range(count):
        face = session.serve(c, sitting, now, STUDY)
        assert isinstance(face, Face)
        session.grade(c, sitting, face.card.id, Rating.EASY, 8.0, now, STUDY)


def test_a_mock_test_left_unanswered_is_not_used_up(library: sqlite3.Connection, now: datetime) -> None:
    """It is due still, today and tomorrow, and is no result; Today has nothing to go on with."""
    number = learned(library, now, 30)
    start_mock(library, number, now, STUDY)
    for ahead in (0, 1):
        offer = offer_mock(library, number, now.date() + timedelta(days=ahead))
        assert offer is not None
        assert (offer.cards, offer.due, offer.done) == (25, True, 0)
    assert mock_results(library, number) == ()
    assert today_view(library, now, STUDY).mock is None


def test_a_mock_test_left_midway_is_gone_on_with(library: sqlite3.Connection, now: datetime) -> None:
    """The same session, from the goal's page and from Today, also when another was begun meanwhile."""
    number = learned(library, now, 25)
    sitting = start_mock(library, number, now, STUDY)
    answer(library, sitting, now, 6)
    session.start(library, now, STUDY, goal_id=number, extra=True)
    offer = offer_mock(library, number, now.date())
    assert offer is not None
    assert (offer.cards, offer.due, offer.done) == (25, True, 6)
    assert today_view(library, now, STUDY).mock == offer
    assert start_mock(library, number, now, STUDY) == sitting
    answer(library, sitting, now, 19)
    [result] = mock_results(library, number)
    assert (result.cards, result.answered) == (25, 25)
    assert offer_mock(library, number, now.date()) is None
    assert today_view(library, now, STUDY).mock is None


def test_a_mock_test_left_after_a_few_cards_is_due_again_the_next_day(
    library: sqlite3.Connection, now: datetime
) -> None:
    """With ten answers it was one."""
    number = learned(library, now, 40)
    sitting = start_mock(library, number, now, STUDY)
    due = []
    for count in (9, 1):
        answer(library, sitting, now, count)
        offer = offer_mock(library, number, now.date() + timedelta(days=1))
        due.append(offer is not None and offer.due)
    assert due == [True, False]


def test_the_same_cards_are_drawn_all_day(library: sqlite3.Connection, now: datetime) -> None:
    number = learned(library, now, 40)
    drawn = [start_mock(library, number, now, STUDY) for _ in range(2)]
    drawn.append(start_mock(library, number, now + timedelta(days=1), STUDY))
    first, second, other = (
        {card for (card,) in library.execute("SELECT card_id FROM session_cards WHERE session_id = ?", (one,))}
        for one in drawn
    )
    assert first == second != other


def test_a_finished_goal_is_checked_against_its_forecasts(library: sqlite3.Connection, now: datetime) -> None:
    """By the mock test of its last days; from then on bands take it into account."""
    number = learned(library, now, 30, days=6)
    for ahead in (0, 2, 4):
        at = now + timedelta(days=ahead)
        inputs = forecast_inputs(library, number, at, STUDY)
        outlook = bare(number, at.date(), inputs.deadline, Verdict.UNKNOWN)
        store_outlook(library, inputs, replace(outlook, mean=0.9, low=0.85, high=0.95, firm=True), at)
    last = now + timedelta(days=5)
    take(library, number, last, lost=10)
    assert check_goals(library, last, STUDY) == 0
    assert check_goals(library, now + timedelta(days=7), STUDY) == 1
    check = goal_check(library, number)
    assert check is not None
    assert (check.answers, check.measured) == (25, 0.6)
    assert [held.share for held in check.held] == [0.0, 1 / 3, 2 / 3]
    assert all(held.residual == pytest.approx(-0.3) for held in check.held)
    view = calibration(library)
    assert view.bias == pytest.approx(-0.3)
    assert view.covered == 0.0
    assert view.widen == widening(library)
    assert view.widen > 1.3
    assert view.words == "On average it came out 30 points worse than forecast."
    assert check_goals(library, now + timedelta(days=8), STUDY) == 0


def test_without_finished_goals_there_is_nothing_to_hold_forecasts_against(library: sqlite3.Connection) -> None:
    view = calibration(library)
    assert (view.checks, view.bias, view.covered, widening(library)) == ((), None, None, None)


def test_taking_a_mock_answer_back_takes_it_out_of_the_measure(library: sqlite3.Connection, now: datetime) -> None:
    number = learned(library, now, 25)
    sitting = start_mock(library, number, now, STUDY)
    face = session.serve(library, sitting, now, STUDY)
    assert isinstance(face, Face)
    session.grade(library, sitting, face.card.id, Rating.EASY, 8.0, now, STUDY)
    session.take_back(library, now)
    result = mock_of_session(library, sitting)
    assert result is not None
    assert (result.answered, result.measured) == (0, None)
