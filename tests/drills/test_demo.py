"""The demo's library, and the one made for measuring: believable, repeatable, and true to the scheduling."""

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from drills import session
from drills.config import Study
from drills.made_up.demo import fill_demo, generate
from drills.models import GoalStatus, Kind
from drills.scheduling.memory import replay
from drills.storage.answer.answers import answers_view
from drills.storage.answer.answers_over_time import answers_progress
from drills.storage.answer.debriefs import mocks
from drills.storage.answer.stories import stories_view
from drills.storage.database import open_database
from drills.storage.figures.progress import progress_view
from drills.storage.goal.goals import goals_view
from drills.storage.today import today_view
from drills.storage.undo import undo
from drills.views.composing import AnswerState
from drills.views.drill import Face

STUDY = Study()


def check_replay(c: sqlite3.Connection) -> int:
    """Compare every card with a replay of its answers; gives how many have any."""
    histories: dict[int, list[tuple[int, int | None]]] = {}
    for card_id, rating, elapsed in c.execute("SELECT card_id, rating, elapsed_days FROM reviews ORDER BY id"):
        histories.setdefault(card_id, []).append((rating, elapsed))
    for card_id, answers in histories.items():
        stability, difficulty, _ = replay([rating for rating, _ in answers], [gap or 0 for _, gap in answers])[-1]
        row = c.execute("SELECT stability, difficulty, reps FROM cards WHERE id = ?", (card_id,)).fetchone()
        assert row == (pytest.approx(stability), pytest.approx(difficulty), len(answers))
    return len(histories)


@pytest.mark.parametrize("days", [0, 1, 40])
def test_the_demo_has_work_for_today(library: sqlite3.Connection, now: datetime, days: int) -> None:
    """Whatever the day: cards due, a question among them, a streak, leeches, and a goal in 18 days."""
    now += timedelta(days=days)
    fill_demo(library, now)
    today = today_view(library, now, STUDY)
    assert 10 <= today.plan.due <= 40
    assert 1 <= today.plan.questions <= 5
    assert (today.streak, today.reviews_done) == (12, 0)
    assert [0.6 < topic.recall < 0.91 for topic in today.weakest[:3]] == [True] * 3
    assert today.goals[0].days_left == 18
    assert 0.5 < today.goals[0].readiness < 0.9
    assert isinstance(session.serve(library, session.start(library, now, STUDY), now, STUDY), Face)


def test_the_demo_tells_of_four_months(library: sqlite3.Connection, now: datetime) -> None:
    """Days missed, recall that improves, tries at questions, three goals: one met, one moved, one near."""
    fill_demo(library, now)
    progress = progress_view(library, now, STUDY)
    assert 90 <= len(progress.days) <= 115
    assert progress.reviews > 2_000
    assert 1 <= len(progress.leeches) <= 12
    tries = library.execute(
        "SELECT spoken, count(*), avg(seconds) FROM tries GROUP BY spoken ORDER BY spoken"
    ).fetchall()
    assert [spoken for spoken, _, _ in tries] == [0, 1]
    assert all(count > 5 and 30 < seconds < 200 for _, count, seconds in tries)
    goals = goals_view(library, now, STUDY)
    assert [line.goal.status for line in goals.closed] == [GoalStatus.MET]
    assert [len(line.goal.moves) for line in goals.open] == [0, 1]
    assert undo(library, now) is None


def test_the_demo_is_true_to_its_answers(library: sqlite3.Connection, now: datetime) -> None:
    """Every card's state is what its answers make it, and the days add up."""
    fill_demo(library, now)
    assert check_replay(library) > 200
    assert (
        library.execute("SELECT sum(reviews) FROM daily").fetchone()
        == library.execute("SELECT count(*) FROM reviews").fetchone()
    )
    assert library.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_demo_has_answers_in_every_state(library: sqlite3.Connection, now: datetime) -> None:
    """Ready, criticised, stale, drafts; a story told too often, one not whole; two mocks to compare; nothing wild."""
    fill_demo(library, now)
    view = answers_view(library, now.date())
    assert {line.state for line in view.questions} == set(AnswerState)
    assert (view.mocks, view.stories, len(view.stale)) == (2, 5, 1)
    assert view.role is not None
    bank = stories_view(library).stories
    assert [story.overused for story in bank].count(True) == 1
    assert [bool(story.missing) for story in bank].count(True) == 1
    progress = answers_progress(library, now, STUDY)
    assert sum(progress.coached) >= 12
    assert progress.calibration.judged >= 40
    better, worse = mocks(library)
    assert better.found is not None
    assert worse.found is not None
    assert better.found > worse.found


def test_the_same_seed_gives_the_same_demo(tmp_path: Path, now: datetime) -> None:
    """To the second."""
    dumps = []
    for name in ("a.db", "b.db"):
        c = open_database(tmp_path / name)
        fill_demo(c, now, seed=3)
        dumps.append(c.execute("SELECT * FROM reviews").fetchall())
        c.close()
    assert dumps[0] == dumps[1]


def test_a_library_for_measuring_has_as_many_cards_and_answers_as_asked(
    library: sqlite3.Connection, now: datetime
) -> None:
    """And its histories are those that the scheduling makes."""
    generate(library, 400, 4_000, seed=1, now=now)
    assert library.execute("SELECT count(*) FROM cards").fetchone() == (400,)
    assert library.execute("SELECT count(*) FROM reviews").fetchone() == (4_000,)
    assert check_replay(library) == 380
    assert library.execute("SELECT count(DISTINCT kind) FROM notes").fetchone() == (len(Kind),)
    assert today_view(library, now, STUDY).plan.cards > 0
    assert library.execute("PRAGMA foreign_key_check").fetchall() == []
