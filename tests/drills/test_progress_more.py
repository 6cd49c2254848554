"""What Progress shows of answers and of the way to goals."""

import sqlite3
from datetime import date, datetime, timedelta

from drills.config import Study
from drills.goal.goals import GoalDraft
from drills.models import Kind, NoteDraft
from drills.storage.answer.answer_versions import close_version, discard_version, save_draft
from drills.storage.figures.progress_more import composed, way_to
from drills.storage.goal.goals import add_goal
from drills.storage.notes import add_note
from drills.views.composing import Section, Template
from drills.views.progress_more import Written

STUDY = Study()


def finish(c: sqlite3.Connection, note_id: int, text: str, at: datetime) -> int:
    """A version of the answer, finished at a time."""
    save_draft(c, note_id, Template.FREE, (Section("text", text),), at)
    return close_version(c, note_id, at).id


def test_versions_count_in_the_week_of_their_day_of_study(library: sqlite3.Connection, now: datetime) -> None:
    """Half past three on a Monday night still belongs to the week before; discarded versions don't count."""
    note_id = add_note(library, NoteDraft(Kind.QUESTION, {"prompt": "Why here?"}), now)
    night = datetime(2026, 11, 16, 3, 30, tzinfo=now.tzinfo)
    finish(library, note_id, "First words.", night)
    finish(library, note_id, "Better words.", night + timedelta(hours=1))
    gone = finish(library, note_id, "Worse words.", night + timedelta(hours=2))
    discard_version(library, gone, now)
    assert composed(library, now, STUDY).written == (
        Written(date(2026, 11, 9), 1, 0),
        Written(date(2026, 11, 16), 0, 1),
    )


def test_the_way_is_that_of_the_nearest_goal_unless_one_is_named(library: sqlite3.Connection, now: datetime) -> None:
    """A goal that is gone gives way to the nearest."""
    assert way_to(library, now, STUDY).plan is None
    today = now.date()
    late, soon = (
        add_goal(library, GoalDraft(f"In {days} days", today + timedelta(days=days)), now, today) for days in (60, 20)
    )
    assert way_to(library, now, STUDY).goal_ids == (soon, late)
    for named, shown in ((None, soon), (late, late), (999, soon)):
        plan = way_to(library, now, STUDY, named).plan
        assert plan
        assert plan.goal.id == shown
