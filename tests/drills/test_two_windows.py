"""What is written in one window stays when another writes to the same place, and undo stays whole beside both."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from drills.config import Study
from drills.errors import BusyError, InputError
from drills.goal.goals import GoalDraft, draft_of
from drills.models import GoalStatus, Kind, NoteDraft
from drills.storage.answer.answer_privacy import delete_answers_for_good
from drills.storage.answer.answer_versions import close_version, restore_version, save_draft, versions
from drills.storage.answer.answer_versions import draft_of as answer_of
from drills.storage.answer.criticisms import add_criticism
from drills.storage.answer.interviews import answer_mock, keep_mock_text, mock_text, plan_mock, start_mock
from drills.storage.answer.real_interviews import add_real_interview
from drills.storage.answer.roles import add_role
from drills.storage.answer.stories import add_story
from drills.storage.database import open_database
from drills.storage.doctor import checkup
from drills.storage.goal.deadline_moves import move_deadline, settle
from drills.storage.goal.goals import add_goal, close_goal, edit_goal, read_goal
from drills.storage.notes import add_note
from drills.storage.undo import undo
from drills.views.composing import Section, Sections, Template
from drills.views.interviews import RealQuestion
from drills.views.roles import RoleDraft
from drills.views.stories import StoryDraft

TODAY = date(2026, 11, 22)
STUDY = Study()


def free(text: str) -> Sections:
    """An answer in one part."""
    return (Section("text", text),)


def ask(c: sqlite3.Connection, now: datetime, prompt: str) -> int:
    """Add an open question."""
    return add_note(c, NoteDraft(Kind.QUESTION, {"prompt": prompt}), now)


@pytest.fixture
def other(library: sqlite3.Connection, database_path: Path) -> Iterator[sqlite3.Connection]:
    """A second window on the library."""
    connection = open_database(database_path)
    yield connection
    connection.close()


def test_words_of_another_window_are_kept_as_a_version(
    library: sqlite3.Connection, other: sqlite3.Connection, now: datetime
) -> None:
    """Whoever saves last hasn't seen them: they are closed, not written over, however often it goes to and fro."""
    note = ask(library, now, "Why us?")
    empty = (Template.FREE, free(""))
    save_draft(library, note, Template.FREE, free("mine"), now, seen=empty)
    save_draft(other, note, Template.FREE, free("theirs"), now, seen=empty)
    save_draft(other, note, Template.FREE, free("theirs, longer"), now, seen=(Template.FREE, free("theirs")))
    save_draft(library, note, Template.FREE, free("mine, longer"), now, seen=(Template.FREE, free("mine")))
    kept = [(each.text, each.closed_at is None) for each in versions(library, note)]
    assert kept == [("mine, longer", True), ("theirs, longer", False), ("mine", False)]


def test_clearing_what_another_window_wrote_takes_sight_of_it(
    library: sqlite3.Connection, other: sqlite3.Connection, now: datetime
) -> None:
    """An empty page that was opened before changes nothing; a writer's own words can be cleared."""
    note = ask(library, now, "Why us?")
    save_draft(library, note, Template.FREE, free("mine"), now)
    save_draft(other, note, Template.FREE, free(""), now, seen=(Template.FREE, free("")))
    assert [each.text for each in versions(library, note)] == ["mine"]
    save_draft(other, note, Template.FREE, free(""), now, seen=(Template.FREE, free("mine")))
    assert [each.text for each in versions(library, note)] == [""]


def test_an_answer_in_a_mock_is_not_written_over(
    library: sqlite3.Connection, other: sqlite3.Connection, now: datetime
) -> None:
    """Two windows at the same question: the first answer counts, and the second is told so."""
    for number in range(3):
        ask(library, now, f"Question {number}?")
    mock = start_mock(library, plan_mock(library, 3, now, STUDY), now, STUDY)
    keep_mock_text(other, mock, 1, "begun")
    answer_mock(library, mock, 1, "first", 30, spoken=True)
    with pytest.raises(InputError, match="another window"):
        answer_mock(other, mock, 1, "second", 30, spoken=True)
    keep_mock_text(other, mock, 1, "second")
    assert mock_text(library, mock, 1) == "first"


def test_a_date_that_came_to_hold_survives_the_undo_of_other_steps(library: sqlite3.Connection, now: datetime) -> None:
    """Only taking the move itself back brings the old date."""
    goal_id = add_goal(library, GoalDraft("Exam", TODAY + timedelta(days=20), eases_after=7), now, TODAY)
    later = TODAY + timedelta(days=40)
    move_deadline(library, goal_id, later, "ill", now, TODAY)
    edit_goal(library, goal_id, replace(draft_of(read_goal(library, goal_id)), why="for me"), now, TODAY)
    settle(library, TODAY + timedelta(days=7))
    undo(library, now)
    assert (read_goal(library, goal_id).deadline, read_goal(library, goal_id).why) == (later, "")
    undo(library, now)
    goal = read_goal(library, goal_id)
    assert (goal.deadline, goal.moves, goal.pending) == (TODAY + timedelta(days=20), (), None)


def test_undo_goes_on_after_answers_were_deleted_for_good(library: sqlite3.Connection, now: datetime) -> None:
    """Steps about goals and notes are taken back although what pointed at them is gone, or has lost its own step."""
    role = add_role(library, RoleDraft("Meridian", "Analyst"), now)
    goal = GoalDraft("Exam", TODAY + timedelta(days=20), role_id=role)
    goal_id = add_goal(library, goal, now, TODAY)
    edit_goal(library, goal_id, replace(goal, why="for me"), now, TODAY)
    note = ask(library, now, "Why us?")
    save_draft(library, note, Template.FREE, free("words"), now)
    delete_answers_for_good(library)
    undone = []
    while step := undo(library, now):
        undone.append(step.label)
    assert len(undone) == 3
    assert library.execute("SELECT count(*) FROM goals").fetchone() == (0,)


def test_deleting_one_answer_for_good_leaves_the_undo_of_others(library: sqlite3.Connection, now: datetime) -> None:
    """Only steps that hold its words go, and none of those left touches a row that has taken a number over."""
    gone, stays = ask(library, now, "Why us?"), ask(library, now, "Why you?")
    save_draft(library, stays, Template.FREE, free("kept"), now)
    close_version(library, stays, now)
    goal_id = add_goal(library, GoalDraft("Exam", TODAY), now, TODAY)
    close_goal(library, goal_id, GoalStatus.MET, "done", now, TODAY)
    add_story(library, StoryDraft("Queue", action="I led it", questions=(gone,), goal_id=goal_id), now)
    save_draft(library, gone, Template.FREE, free("secret one"), now)
    first = close_version(library, gone, now)
    save_draft(library, gone, Template.FREE, free("secret two"), now)
    restore_version(library, first.id, now)
    add_criticism(library, gone, "Kim", "secret three", TODAY, now)
    delete_answers_for_good(library, gone)
    images = library.execute("SELECT group_concat(rows) FROM undo_images").fetchone()[0]
    assert "secret" not in images
    save_draft(library, stays, Template.FREE, free("new"), now)  # may take a number over
    labels = []
    while step := undo(library, now):
        labels.append(step.label)
    assert any(label.startswith("Keep version 1") for label in labels)
    draft = answer_of(library, stays)
    assert draft is None or draft.text == "new"
    assert library.execute("PRAGMA foreign_key_check").fetchall() == []


def test_words_deleted_for_good_are_in_no_file_of_the_library(
    library: sqlite3.Connection, other: sqlite3.Connection, database_path: Path, now: datetime
) -> None:
    """Not in the database, its log or its index, also while another window is open; one that reads is told of."""
    note = ask(library, now, "Why us?")
    for number in range(30):
        save_draft(other, note, Template.FREE, free(f"xyzzysecret {number} " * 50), now)
        close_version(library, note, now)
    add_criticism(other, note, "Kim", "xyzzysecret said", TODAY, now)
    add_real_interview(other, TODAY, None, "fine", [RealQuestion("Old?", note_id=note, text="xyzzysecret told")], now)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM answers").fetchone()
    library.execute("PRAGMA busy_timeout = 10")
    with pytest.raises(BusyError, match="another window"):
        delete_answers_for_good(library, note)
    other.execute("COMMIT")
    delete_answers_for_good(library, note)
    for file in database_path.parent.iterdir():
        assert b"xyzzysecret" not in file.read_bytes(), file.name


def test_the_doctor_waits_for_another_window_and_accuses_nobody(
    library: sqlite3.Connection, other: sqlite3.Connection, now: datetime
) -> None:
    """A file that can't be looked at whole is busy, not damaged."""
    ask(library, now, "Why us?")
    other.execute("BEGIN IMMEDIATE")
    library.execute("PRAGMA busy_timeout = 10")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        checkup(library, now)
    other.execute("COMMIT")
    assert checkup(library, now).findings == ()
