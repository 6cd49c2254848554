"""The user's own weights: taken into use with every memory, taken back whole, and never mixed up."""

import sqlite3
from datetime import datetime, timedelta

import pytest

from drills.answering import rules_of
from drills.config import Study
from drills.errors import ConfigError, NotFoundError
from drills.models import Kind, NoteDraft, Rating
from drills.scheduling.fitting import Fitted
from drills.scheduling.memory import DEFAULT_WEIGHTS, retrievability
from drills.session import grade, serve, start, take_back
from drills.storage.doctor import checkup
from drills.storage.figures.recall import RECALL, recall_on
from drills.storage.goal.goal_lines import goal_lines
from drills.storage.notes import add_note
from drills.storage.planning.learner_tally import read_tally
from drills.storage.planning.weights import (
    adopt,
    answers_to_fit,
    fit_offer,
    former_weights,
    use_former,
    weights_in_use,
)
from drills.storage.undo import undo
from drills.views.drill import Face

STUDY = Study(minutes_per_day=60)
OWN = (*(1.5 * weight for weight in DEFAULT_WEIGHTS[:4]), *DEFAULT_WEIGHTS[4:20], 0.4)
FITTED = Fitted(OWN, 500, 100, 0.4, 0.4, 0.35)


@pytest.fixture
def studied(library: sqlite3.Connection, now: datetime) -> sqlite3.Connection:
    """A library with a week of answers, one of them taken back."""
    for number in range(6):
        add_note(library, NoteDraft(Kind.BASIC, {"front": f"front {number}", "back": "b"}, deck="A"), now)
    for day in range(8):
        _study(library, now + timedelta(days=day), day)
    take_back(library, now + timedelta(days=8))
    return library


def _study(c: sqlite3.Connection, now: datetime, day: int) -> None:
    session_id = start(c, now, STUDY)
    for number in range(12):
        now += timedelta(minutes=2)
        face = serve(c, session_id, now, STUDY)
        if not isinstance(face, Face):
            break
        grade(c, session_id, face.card.id, Rating(1 + (number + day) % 4), 5.0, now, STUDY)


def memories(c: sqlite3.Connection) -> list[tuple[float, float]]:
    return c.execute("SELECT stability, difficulty FROM cards WHERE stability IS NOT NULL ORDER BY id").fetchall()


def due(c: sqlite3.Connection) -> list[tuple[object, ...]]:
    return c.execute("SELECT phase, step, interval, due_at, due_day, last_day, reps FROM cards ORDER BY id").fetchall()


def test_at_first_the_default_weights_are_in_use(library: sqlite3.Connection) -> None:
    assert weights_in_use(library) == DEFAULT_WEIGHTS
    assert [(known.id, known.in_use) for known in former_weights(library)] == [(0, True)]


def test_new_weights_change_every_memory_and_no_date(studied: sqlite3.Connection, now: datetime) -> None:
    before, dates = memories(studied), due(studied)
    adopt(studied, FITTED, now)
    assert weights_in_use(studied) == OWN
    assert due(studied) == dates
    assert all(mine[0] != theirs[0] for mine, theirs in zip(memories(studied), before, strict=True))
    assert checkup(studied, now + timedelta(days=9)).findings == ()


def test_undoing_brings_the_weights_and_the_memories_back(studied: sqlite3.Connection, now: datetime) -> None:
    before = memories(studied)
    adopt(studied, FITTED, now)
    undone = undo(studied, now)
    assert undone is not None
    assert undone.label == "Fit the memory model"
    assert weights_in_use(studied) == DEFAULT_WEIGHTS
    assert memories(studied) == [pytest.approx(memory) for memory in before]
    assert [known.id for known in former_weights(studied)] == [0]
    assert checkup(studied, now + timedelta(days=9)).findings == ()


def test_former_weights_stay_and_come_back(studied: sqlite3.Connection, now: datetime) -> None:
    before = memories(studied)
    adopt(studied, FITTED, now)
    adopt(studied, Fitted(DEFAULT_WEIGHTS, 900, 200, 0.35, 0.4, 0.34), now)
    assert [(known.id, known.reviews, known.in_use) for known in former_weights(studied)] == [
        (2, 900, True), (1, 500, False), (0, 0, False),
    ]  # fmt: skip
    use_former(studied, 1, now)
    assert weights_in_use(studied) == OWN
    assert [known.id for known in former_weights(studied) if known.in_use] == [1]
    use_former(studied, 0, now)
    assert weights_in_use(studied) == DEFAULT_WEIGHTS
    assert memories(studied) == [pytest.approx(memory) for memory in before]
    undo(studied, now)
    assert weights_in_use(studied) == OWN


def test_weights_that_never_were_are_not_found(studied: sqlite3.Connection, now: datetime) -> None:
    with pytest.raises(NotFoundError):
        use_former(studied, 7, now)
    assert weights_in_use(studied) == DEFAULT_WEIGHTS


def test_weights_out_of_bounds_change_nothing(studied: sqlite3.Connection, now: datetime) -> None:
    before = memories(studied)
    with pytest.raises(ConfigError):
        adopt(studied, Fitted((500.0, *DEFAULT_WEIGHTS[1:]), 500, 100, 0.4, 0.4, 0.3), now)
    assert memories(studied) == before
    assert weights_in_use(studied) == DEFAULT_WEIGHTS


def test_answers_go_by_the_weights_in_use(studied: sqlite3.Connection, now: datetime) -> None:
    adopt(studied, FITTED, now)
    later = now + timedelta(days=9)
    _study(studied, later, 1)
    assert checkup(studied, later).findings == ()
    recall, stability, gap = studied.execute(
        "SELECT recall, stability_before, elapsed_days FROM reviews WHERE elapsed_days > 3 ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert recall == pytest.approx(retrievability(stability, gap, OWN))
    assert rules_of(STUDY, Kind.BASIC, OWN).weights == OWN


def test_predicted_recall_goes_by_the_weights_in_use(studied: sqlite3.Connection, now: datetime) -> None:
    adopt(studied, FITTED, now)
    day = (now + timedelta(days=30)).date()
    sql = f"SELECT {RECALL}, c.stability, c.last_day FROM cards c WHERE c.stability IS NOT NULL LIMIT 1"  # noqa: S608
    recall, stability, last = studied.execute(sql, recall_on(studied, day)).fetchone()
    assert recall == pytest.approx(retrievability(stability, day.toordinal() - last, OWN))
    assert goal_lines(studied, (), day) == ()


def test_what_was_known_of_memory_starts_over_and_the_pace_stays(studied: sqlite3.Connection, now: datetime) -> None:
    known = read_tally(studied, weights_in_use(studied))
    assert any(known.likelihood)
    adopt(studied, FITTED, now)
    after = read_tally(studied, weights_in_use(studied))
    assert not any(after.likelihood)
    assert after.seconds == pytest.approx(known.seconds)
    undo(studied, now)
    assert read_tally(studied, weights_in_use(studied)) == known


def test_what_is_fitted_are_the_answers_that_count(studied: sqlite3.Connection) -> None:
    answers = answers_to_fit(studied)
    (kept,) = studied.execute("SELECT (SELECT count(*) FROM reviews) - (SELECT count(*) FROM retractions)").fetchone()
    assert sum(map(len, answers.values())) == kept == fit_offer(studied, extra_installed=True).reviews
    assert all(first[1] == 0 for first, *_ in answers.values())


def test_fitting_is_offered_from_400_answers_on(studied: sqlite3.Connection, now: datetime) -> None:
    offer = fit_offer(studied, extra_installed=False)
    assert (offer.enough, offer.needed, offer.last_fit, offer.extra_installed) == (False, 400, None, False)
    adopt(studied, FITTED, now)
    used = fit_offer(studied, extra_installed=True).last_fit
    assert used is not None
    assert (used.reviews, used.before, used.after) == (500, 0.4, 0.35)
