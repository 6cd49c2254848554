"""Answers in versions: saved as they are typed, kept, brought back, stale, ready, and deleted for good."""

import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from drills.config import Study
from drills.errors import InputError, NotFoundError
from drills.goal.goals import GoalDraft
from drills.models import GoalStatus, Kind, NoteDraft
from drills.storage.answer.answer_privacy import delete_answers_for_good
from drills.storage.answer.answer_versions import (
    close_version,
    discard_version,
    draft_of,
    mark_ready,
    restore_version,
    save_draft,
    versions,
)
from drills.storage.answer.answers import answers_view, find_question
from drills.storage.answer.cited_dates import cite_goal, goal_lines_for_answers, stale_answers
from drills.storage.answer.composing import compose_view
from drills.storage.answer.criticisms import add_criticism
from drills.storage.answer.stories import add_story
from drills.storage.database import open_database
from drills.storage.goal.goals import add_goal, close_goal, move_deadline
from drills.storage.notes import add_note, delete_notes
from drills.storage.undo import undo
from drills.views.composing import AnswerState, Section, Template
from drills.views.stories import StoryDraft

STUDY = Study()


@pytest.fixture
def question(library: sqlite3.Connection, now) -> int:
    """An open question."""
    fields = {"prompt": "How do you plan to achieve your career goals?", "shows": "E1, E3", "seconds": "60-120"}
    return add_note(library, NoteDraft(Kind.QUESTION, fields, key="shipped.Q1"), now)


def write(library: sqlite3.Connection, note_id: int, text: str, now) -> int:
    """Type a free answer."""
    number = save_draft(library, note_id, Template.FREE, [Section("text", text)], now)
    assert number is not None
    return number


def texts(library: sqlite3.Connection, note_id: int) -> list[str]:
    """The texts of all versions, the latest first."""
    return [answer.text for answer in versions(library, note_id)]


# Saving and keeping


def test_typing_stays_one_version_and_is_on_disk_at_once(
    library: sqlite3.Connection, database_path: Path, question: int, clock
) -> None:
    """Each pause saves into the same version; another connection sees it."""
    write(library, question, "I pl", clock())
    write(library, question, "I plan", clock.forward(seconds=2))
    other = open_database(database_path)
    assert texts(other, question) == ["I plan"]
    other.close()
    latest = draft_of(library, question)
    assert latest is not None
    assert (latest.version, latest.closed_at) == (1, None)
    assert latest.changed_at > latest.created_at


def test_typing_is_no_step_of_undo(library: sqlite3.Connection, question: int, now) -> None:
    """One key must not take an evening's words away."""
    write(library, question, "A long evening's words", now)
    undo(library, now)  # takes the question back, not the words
    assert texts(library, question) == ["A long evening's words"]


def test_nothing_written_makes_no_version(library: sqlite3.Connection, question: int, now) -> None:
    """Opening the editor and leaving it changes nothing."""
    assert save_draft(library, question, Template.FREE, [Section("text", " \n")], now) is None
    with pytest.raises(InputError, match="Nothing is written"):
        close_version(library, question, now)


def test_a_version_that_is_kept_never_changes(library: sqlite3.Connection, question: int, now) -> None:
    """Writing on begins the next; saving the same words doesn't."""
    write(library, question, "First", now)
    close_version(library, question, now)
    write(library, question, "First", now)
    assert texts(library, question) == ["First"]
    write(library, question, "Second", now)
    assert texts(library, question) == ["Second", "First"]
    assert [answer.version for answer in versions(library, question)] == [2, 1]


def test_keeping_is_undone_without_touching_words(library: sqlite3.Connection, question: int, now) -> None:
    """The version is open again, with all its words."""
    write(library, question, "First", now)
    close_version(library, question, now)
    undo(library, now)
    latest = draft_of(library, question)
    assert latest is not None
    assert (latest.text, latest.closed_at) == ("First", None)


def test_an_earlier_version_comes_back_as_the_latest(library: sqlite3.Connection, question: int, now) -> None:
    """What was worked on is kept before, and undoing takes only the copy away."""
    first = write(library, question, "First", now)
    close_version(library, question, now)
    write(library, question, "Second", now)
    restore_version(library, first, now)
    assert texts(library, question) == ["First", "Second", "First"]
    write(library, question, "First and more", now)
    undo(library, now)
    assert texts(library, question) == ["First and more", "Second", "First"]


def test_a_version_is_discarded_and_comes_back(library: sqlite3.Connection, question: int, now) -> None:
    """Its number isn't given to another."""
    number = write(library, question, "First", now)
    discard_version(library, number, now)
    assert draft_of(library, question) is None
    write(library, question, "Second", now)
    assert versions(library, question)[0].version == 2
    undo(library, now)
    assert texts(library, question) == ["Second", "First"]


def test_answers_belong_to_open_questions(library: sqlite3.Connection, now) -> None:
    """A flashcard has none."""
    card = add_note(library, NoteDraft(Kind.BASIC, {"front": "a", "back": "b"}), now)
    with pytest.raises(NotFoundError):
        write(library, card, "x", now)


# States


def state(library: sqlite3.Connection, day: date) -> AnswerState:
    """The state of the one question."""
    (line,) = answers_view(library, day).questions
    return line.state


def test_a_question_tells_how_its_answer_stands(library: sqlite3.Connection, question: int, now) -> None:
    """No answer, draft, ready; a newer draft is a draft again; criticism comes before both."""
    day = now.date()
    assert state(library, day) is AnswerState.NONE
    number = write(library, question, "First", now)
    assert state(library, day) is AnswerState.DRAFT
    mark_ready(library, number, True, now)
    assert state(library, day) is AnswerState.READY
    write(library, question, "Second", now)
    assert state(library, day) is AnswerState.DRAFT
    add_criticism(library, question, "Ana", "Too long", day, now)
    (line,) = answers_view(library, day).questions
    assert (line.state, line.why) == (AnswerState.CRITICISED, "1 criticism open")


def test_marking_as_ready_keeps_the_version(library: sqlite3.Connection, question: int, now) -> None:
    """What is ready can't change under one's hands."""
    mark_ready(library, write(library, question, "First", now), True, now)
    latest = draft_of(library, question)
    assert latest is not None
    assert latest.ready
    assert latest.closed_at is not None


# Dates


@pytest.fixture
def exam(library: sqlite3.Connection, now) -> int:
    """An open goal."""
    return add_goal(library, GoalDraft("Pass the exam", date(2027, 1, 15)), now, now.date())


def test_an_answer_whose_date_moved_is_stale(library: sqlite3.Connection, question: int, exam: int, now) -> None:
    """The sentence is named with its place and what to write instead; so is the question's state."""
    text = "I cut the wait. By 15 January 2027 I will pass the exam. Then I rest."
    write(library, question, text, now)
    assert stale_answers(library, now.date()) == ()
    move_deadline(library, exam, date(2027, 2, 1), "full", now, now.date())
    (stale,) = stale_answers(library, now.date())
    assert text[stale.start : stale.end] == stale.sentence == "By 15 January 2027 I will pass the exam."
    assert text[stale.date_start : stale.date_end] == "15 January 2027"
    assert (stale.reason, stale.instead) == (
        "Moved to Mon 1 Feb 2027",
        "By 1 February 2027 I will pass the exam.",
    )
    assert (stale.name, stale.section, stale.goal_id) == ("Q1", "text", exam)
    assert state(library, now.date()) is AnswerState.STALE


def test_a_date_corrected_is_stale_no_more(library: sqlite3.Connection, question: int, exam: int, now) -> None:
    """Writing the new date is all it takes."""
    write(library, question, "By 15 January 2027 I will pass the exam.", now)
    move_deadline(library, exam, date(2027, 2, 1), "full", now, now.date())
    write(library, question, "By 1 February 2027 I will pass the exam.", now)
    assert stale_answers(library, now.date()) == ()


def test_answers_to_a_deleted_question_are_out_of_sight(
    library: sqlite3.Connection, question: int, exam: int, now
) -> None:
    """They are told of no more, and are all there when the question comes back."""
    write(library, question, "By 15 January 2027 I will pass the exam.", now)
    move_deadline(library, exam, date(2027, 2, 1), "full", now, now.date())
    delete_notes(library, [question], now)
    assert stale_answers(library, now.date()) == ()
    undo(library, now)
    assert len(stale_answers(library, now.date())) == 1


def test_a_goal_met_offers_its_proof_instead(library: sqlite3.Connection, question: int, exam: int, now) -> None:
    """The dated horizon becomes an accomplishment."""
    write(library, question, "By 15 January 2027 I will pass the exam.", now)
    close_goal(library, exam, GoalStatus.MET, "91 of 100", now, now.date())
    (stale,) = stale_answers(library, now.date())
    assert stale.instead == "I set out to pass the exam by 15 January 2027, and did it on 22 November 2026: 91 of 100."


def test_a_date_of_no_goal_is_stale_once_it_has_passed(library: sqlite3.Connection, question: int, now) -> None:
    """One that lay ahead when it was written; one already past then tells of the past."""
    write(library, question, "I passed the first on 3 March 2026. On 30 November the second follows.", now)
    assert stale_answers(library, now.date()) == ()
    (stale,) = stale_answers(library, now.date() + timedelta(days=10))
    assert (stale.cited, stale.reason) == (date(2026, 11, 30), "Passed 2 days ago")


def test_goals_offer_lines_to_answers(library: sqlite3.Connection, question: int, exam: int, now) -> None:
    """An open one its date for E3, one met its proof for E1; citing one keeps the date as it stood."""
    met = add_goal(library, GoalDraft("Read the book", date(2026, 12, 1)), now, now.date())
    close_goal(library, met, GoalStatus.MET, "", now, now.date())
    offers = {offer.goal_id: offer for offer in goal_lines_for_answers(library)}
    assert (offers[exam].element, offers[exam].line) == ("E3", "By 15 January 2027 I will pass the exam.")
    assert offers[met].element == "E1"
    number = write(library, question, "Soon.", now)
    cite_goal(library, number, exam, now)
    assert library.execute("SELECT deadline FROM answer_goals").fetchall() == [(date(2027, 1, 15).toordinal(),)]
    undo(library, now)
    assert library.execute("SELECT count(*) FROM answer_goals").fetchone() == (0,)


# The editor's view, and finding a question


def test_the_editor_gets_all_it_shows(library: sqlite3.Connection, question: int, exam: int, now) -> None:
    """The template that suits, the band, versions, criticism, offers."""
    view = compose_view(library, question, now, STUDY)
    assert (view.name, view.template, view.seconds, view.draft) == ("Q1", Template.GOAL, (60, 120), None)
    assert (view.pace, view.own_pace, view.state) == (140.0, False, AnswerState.NONE)
    write(library, question, "First", now)
    add_criticism(library, question, "Ana", "Too long", now.date(), now)
    view = compose_view(library, question, now, STUDY)
    assert view.draft is not None
    assert (view.template, view.versions, len(view.criticisms)) == (Template.FREE, (view.draft,), 1)
    assert [offer.goal_id for offer in view.offers] == [exam]


def test_a_question_is_found_by_id_or_words(library: sqlite3.Connection, question: int, now) -> None:
    """Words that fit several are asked back; none is told."""
    other = add_note(library, NoteDraft(Kind.QUESTION, {"prompt": "What are your career goals?"}, key="Q2"), now)
    assert find_question(library, "q1") == question
    assert find_question(library, "plan achieve") == question
    assert find_question(library, "what are your career goals?") == other
    with pytest.raises(InputError, match="2 questions"):
        find_question(library, "career goals")
    with pytest.raises(NotFoundError):
        find_question(library, "salary")


# Deleted for good


def test_what_is_deleted_for_good_is_gone_from_the_file(
    library: sqlite3.Connection, database_path: Path, question: int, now
) -> None:
    """Not a word is left in the file, nor in what undo keeps."""
    write(library, question, "Zanzibarian marmalade", now)
    close_version(library, question, now)
    add_criticism(library, question, "Ana", "More marmaladeness", now.date(), now)
    library.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"Zanzibarian" in database_path.read_bytes()
    erased = delete_answers_for_good(library, question)
    assert erased.versions == 1
    beside = database_path.with_name(database_path.name + "-wal")
    for path in (database_path, beside):
        left = path.read_bytes() if path.exists() else b""
        assert b"Zanzibarian" not in left
        assert b"marmaladeness" not in left
    assert undo(library, now) is None or texts(library, question) == []


def test_all_of_answers_can_go_and_questions_stay(library: sqlite3.Connection, question: int, now) -> None:
    """Stories and roles go too, when everything is meant; one question's deletion leaves them."""
    write(library, question, "First", now)
    add_story(library, StoryDraft("The queue"), now)
    delete_answers_for_good(library, question)
    assert library.execute("SELECT count(*) FROM stories").fetchone() == (1,)
    assert delete_answers_for_good(library).stories == 1
    assert library.execute("SELECT count(*) FROM stories").fetchone() == (0,)
    assert len(answers_view(library).questions) == 1
