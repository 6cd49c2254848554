"""What answers say about the learner is kept added up, and taken back with them."""

import json
import sqlite3
from datetime import datetime
from typing import Any

import pytest

from drills import session
from drills.config import Study
from drills.models import Kind, NoteDraft, Rating
from drills.scheduling.fitting import Fitted
from drills.scheduling.learner import LearnerTally
from drills.scheduling.memory import DEFAULT_WEIGHTS
from drills.storage.doctor import checkup
from drills.storage.notes import add_note
from drills.storage.planning.learner_tally import is_astray, read_tally, rebuild
from drills.storage.planning.weights import adopt

STUDY = Study(minutes_per_day=15)


def close(tally: LearnerTally) -> object:
    return pytest.approx((tally.seconds, tally.usual, *tally.likelihood, *tally.once), abs=1e-9)


def figures(tally: LearnerTally) -> tuple[float, ...]:
    return (tally.seconds, tally.usual, *tally.likelihood, *tally.once)


def cards(library: sqlite3.Connection, count: int, now: datetime) -> None:
    for i in range(count):
        add_note(library, NoteDraft(Kind.BASIC, {"front": f"Question {i}", "back": "Answer"}, deck="A"), now)


def answer(library: sqlite3.Connection, clock: Any, rating: Rating, seconds: float = 9.0) -> None:
    number = session.start(library, clock.now, STUDY)
    face = session.serve(library, number, clock.now, STUDY)
    session.grade(library, number, face.card.id, rating, seconds, clock.now, STUDY)  # type: ignore[union-attr]


def test_each_answer_adds_to_it_and_undo_takes_it_back(library: sqlite3.Connection, clock: Any) -> None:
    """After undoing, the tally is what it was; after answering again, what a recount says."""
    cards(library, 2, clock.now)
    answer(library, clock, Rating.EASY, 12.0)
    clock.forward(days=20)
    before = read_tally(library)
    assert before.seconds == 12.0
    answer(library, clock, Rating.AGAIN, 30.0)
    assert read_tally(library).likelihood != before.likelihood
    session.take_back(library, clock.now)
    assert figures(read_tally(library)) == close(before)
    answer(library, clock, Rating.GOOD, 30.0)
    counted = read_tally(library)
    rebuild(library)
    assert figures(read_tally(library)) == close(counted)


def test_a_missing_or_older_tally_catches_up_with_the_answers(library: sqlite3.Connection, clock: Any) -> None:
    cards(library, 1, clock.now)
    answer(library, clock, Rating.EASY)
    clock.forward(days=20)
    answer(library, clock, Rating.GOOD)
    whole = read_tally(library)
    library.execute("DELETE FROM learner")
    assert figures(read_tally(library)) == close(whole)


def test_a_tally_that_did_not_tell_cards_answered_once_apart_is_made_anew(
    library: sqlite3.Connection, clock: Any
) -> None:
    cards(library, 1, clock.now)
    answer(library, clock, Rating.EASY)
    clock.forward(days=20)
    answer(library, clock, Rating.GOOD)
    whole = read_tally(library)
    assert any(whole.once)
    library.execute("UPDATE learner SET tally = json_remove(tally, '$.once')")
    assert figures(read_tally(library)) == close(whole)


def test_with_other_weights_what_is_known_of_memory_starts_over(library: sqlite3.Connection, clock: Any) -> None:
    """The seconds stay: how fast one answers has nothing to do with weights."""
    cards(library, 1, clock.now)
    answer(library, clock, Rating.EASY)
    clock.forward(days=20)
    answer(library, clock, Rating.GOOD)
    own = (*DEFAULT_WEIGHTS[:20], 0.2)
    tally = read_tally(library, own)
    assert tally.learner.kappa == 1.0
    assert tally.seconds == 18.0


def test_the_doctor_finds_a_tally_that_went_astray_and_mends_it(library: sqlite3.Connection, clock: Any) -> None:
    cards(library, 1, clock.now)
    answer(library, clock, Rating.GOOD)
    assert checkup(library, clock.now).sound
    library.execute("UPDATE learner SET tally = json_set(tally, '$.seconds', 999.0)")
    assert is_astray(library)
    [finding] = checkup(library, clock.now, repair=True).findings
    assert (finding.check, finding.repaired) == ("learner", True)
    assert not is_astray(library)


def test_a_mended_tally_stands_for_the_same_answers_and_weights(library: sqlite3.Connection, clock: Any) -> None:
    """Answers from before the user's own weights stay out of what is known of memory; what can't be read is none."""
    cards(library, 3, clock())
    for _ in range(3):
        answer(library, clock, Rating.GOOD)
    own = (*(1.5 * weight for weight in DEFAULT_WEIGHTS[:4]), *DEFAULT_WEIGHTS[4:])
    adopt(library, Fitted(own, 500, 100, 0.4, 0.4, 0.35), clock())
    answer(library, clock, Rating.GOOD)
    (before,) = library.execute("SELECT tally FROM learner").fetchone()
    library.execute("UPDATE learner SET tally = json_set(tally, '$.likelihood[0]', 99.0)")
    assert [(each.check, each.repaired) for each in checkup(library, clock(), repair=True).findings] == [
        ("learner", True)
    ]
    mended, kept = (json.loads(text) for text in (library.execute("SELECT tally FROM learner").fetchone()[0], before))
    places = ("weights", "since", "until", "memory_since")
    assert [mended[name] for name in places] == [kept[name] for name in places]
    library.execute("UPDATE learner SET tally = json_set(tally, '$.until', 'x')")
    assert checkup(library, clock()).findings == ()
    answer(library, clock, Rating.GOOD)
