"""Interviews: a mock chosen, chained, held and looked back on; a real one as remembered; what enters practice."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drills.composing.answer_report import debrief_text
from drills.composing.interview import GENERIC_FOLLOW_UP, MockCandidate, chosen_questions, in_chains
from drills.config import Study
from drills.errors import InputError, NotFoundError
from drills.models import Kind, NoteDraft, Rating
from drills.session import grade, serve, start
from drills.shipped import load_shipped
from drills.storage.answer.answers import answers_view, find_question, follow_ups, open_question
from drills.storage.answer.debriefs import close_debrief, debrief, end_mock, interview, mocks
from drills.storage.answer.interviews import (
    answer_mock,
    delete_interview,
    keep_mock_text,
    mock_step,
    open_mock,
    plan_mock,
    rate_mock,
    start_mock,
)
from drills.storage.answer.judgements import self_calibration
from drills.storage.answer.queued import waiting_questions
from drills.storage.answer.real_interviews import add_real_interview
from drills.storage.cards import read_note
from drills.storage.database import open_database
from drills.storage.notes import add_note
from drills.storage.undo import undo
from drills.views.composing import AnswerState
from drills.views.drill import Face
from drills.views.interviews import MockPlan, RealQuestion

STUDY = Study()
STORY = (
    "In my second year the returns desk had a queue of sixteen minutes. I rewrote the questions, put the form on a "
    "card and asked for the receipt first. Within a month the wait fell to seven minutes."
)


def candidate(note_id: int, **values: object) -> MockCandidate:
    """A question that a mock could ask."""
    given: dict[str, object] = {"name": f"Q{note_id}", "text": f"Question {note_id}?", "tags": (), "follows": ()}
    given |= {"state": AnswerState.NONE, "recall": None, "days_ago": None, "seconds": (60, 120), "wants_story": False}
    return MockCandidate(note_id, **(given | values))  # type: ignore[arg-type]


# Chains


@pytest.mark.parametrize(
    ("order", "follows", "asked"),
    [
        ([2, 5, 1], {1: [2, 3]}, [2, 1, 5]),
        ([1, 5, 2], {1: [2, 3]}, [5, 2, 1]),
        ([2, 3, 1], {1: [2, 3]}, [2, 1, 3]),
        ([1, 5], {1: [2, 3]}, [1, 5]),
        ([2, 1, 7, 9], {1: [2], 7: [1], 9: [7]}, [2, 1, 7, 9]),
        ([1, 2], {1: [2], 2: [1]}, [1, 2]),
        ([1], {1: [1]}, [1]),
    ],
)
def test_a_follow_up_comes_right_after_what_leads_to_it(
    order: list[int], follows: dict[int, list[int]], asked: list[int]
) -> None:
    """Q1 right after Q2 or Q3 where one of them is asked too; circles do no harm."""
    assert list(in_chains(order, follows)) == asked


@given(
    st.lists(st.integers(1, 12), unique=True),
    st.dictionaries(st.integers(1, 12), st.lists(st.integers(1, 12), max_size=3)),
)
def test_chaining_only_reorders(order: list[int], follows: dict[int, list[int]]) -> None:
    """Every question once, none lost, whatever leads to what."""
    assert sorted(in_chains(order, follows)) == sorted(order)


def test_a_session_asks_the_follow_up_next(library: sqlite3.Connection, now) -> None:
    """Among other cards, Q1 comes after Q2."""
    notes = []
    for key, follows in (("Q1", "Q2"), ("Q5", ""), ("Q2", "")):
        fields = {"prompt": f"{key}?", **({"follows": follows} if follows else {})}
        notes.append(add_note(library, NoteDraft(Kind.QUESTION, fields, key=f"shipped.{key}"), now))
    session = start(library, now, STUDY, note_ids=notes)
    asked = []
    while isinstance(face := serve(library, session, now, STUDY), Face):
        asked.append(face.note.key.removeprefix("shipped."))
        grade(library, session, face.card.id, Rating.GOOD, 60, now, STUDY)
    assert asked[asked.index("Q2") + 1] == "Q1"


def test_follow_ups_of_a_question_are_told(library: sqlite3.Connection, now) -> None:
    """Those in the library; of one that wants a story also why it worked."""
    load_shipped(library, now)
    second = follow_ups(library, open_question(library, find_question(library, "Q2")))
    assert [name for _, name, _ in second][:1] == ["Q1"]
    story = add_note(library, NoteDraft(Kind.QUESTION, {"prompt": "A time you failed?", "shows": "E1"}), now)
    assert follow_ups(library, open_question(library, story)) == ((0, "", GENERIC_FOLLOW_UP),)


# The choice


def test_the_neediest_are_asked_and_competencies_mixed() -> None:
    """Never asked before long ago before lately; two of the same sort don't follow each other if another is near."""
    tired = candidate(1, recall=0.95, days_ago=1, state=AnswerState.READY)
    old = candidate(2, recall=0.5, days_ago=40, tags=("planning",))
    fresh = candidate(3, tags=("planning",))
    other = candidate(4, recall=0.4, days_ago=35, tags=("learning",))
    asked = [question.note_id for question in chosen_questions([tired, old, fresh, other], 3)]
    assert asked == [3, 4, 2]


def test_what_leads_to_a_question_is_asked_before_it() -> None:
    """As an interviewer would; the reason says so."""
    asked = chosen_questions([candidate(1, follows=(2,)), candidate(2, recall=0.9, days_ago=3), candidate(5)], 3)
    assert [question.note_id for question in asked] == [2, 1, 5]
    assert asked[1].follows == 0
    assert asked[1].reason == "follow-up to Q2; never asked"
    assert asked[0].reason == "last asked 3 days ago, predicted recall 90 %"


def test_a_story_is_asked_why_it_worked_once() -> None:
    """Where the library has no follow-up of its own."""
    asked = chosen_questions([candidate(n, wants_story=True) for n in range(1, 6)], 5)
    assert [question.asked for question in asked].count(GENERIC_FOLLOW_UP) == 1
    assert asked[1].follows == 0


@given(
    st.lists(
        st.builds(
            candidate,
            st.integers(1, 9),
            follows=st.lists(st.integers(1, 9), max_size=2).map(tuple),
            days_ago=st.one_of(st.none(), st.integers(0, 99)),
            wants_story=st.booleans(),
        ),
        unique_by=lambda each: each.note_id,
        min_size=1,
    ),
    st.integers(3, 8),
)
def test_a_mock_asks_each_question_once_and_keeps_to_its_number(candidates: list[MockCandidate], count: int) -> None:
    """And a follow-up stands right after what it follows."""
    asked = chosen_questions(candidates, count)
    notes = [question.note_id for question in asked if question.note_id]
    assert len(set(notes)) == len(notes)
    assert 1 <= len(asked) <= count
    assert all(question.follows == place - 1 for place, question in enumerate(asked) if question.follows is not None)


@pytest.mark.parametrize("count", [2, 9])
def test_a_mock_has_three_to_eight_questions(count: int) -> None:
    """Fewer are none, more are an examination."""
    with pytest.raises(InputError, match="3 to 8"):
        chosen_questions([candidate(1)], count)


# Holding one


@pytest.fixture
def plan(library: sqlite3.Connection, now) -> MockPlan:
    """A mock of three questions, planned on the shipped decks."""
    load_shipped(library, now)
    return plan_mock(library, 3, now, STUDY)


def test_answers_are_stored_as_they_come(library: sqlite3.Connection, database_path: Path, plan: MockPlan, now) -> None:
    """Leaving it, or a crash, comes back to the very question, with what was begun."""
    mock = start_mock(library, plan, now, STUDY)
    first = mock_step(library, mock)
    assert first is not None
    assert (first.position, first.total, first.question) == (1, 3, plan.questions[0])
    keep_mock_text(library, mock, 1, "I was about to")
    other = open_database(database_path)
    assert open_mock(other) == mock
    assert other.execute("SELECT text FROM interview_questions WHERE position = 1").fetchone() == ("I was about to",)
    step = answer_mock(other, mock, 1, STORY, 61.0, spoken=True)
    other.close()
    assert step == mock_step(library, mock)
    assert step is not None
    assert step.position == 2
    answer_mock(library, mock, 2, "", 0.0, spoken=True)
    assert answer_mock(library, mock, 3, STORY, 70.0, spoken=True) is None


def test_an_ended_mock_takes_no_more_answers(library: sqlite3.Connection, plan: MockPlan, now) -> None:
    """What was answered stays; a new one ends the one that was left."""
    mock = start_mock(library, plan, now, STUDY)
    answer_mock(library, mock, 1, STORY, 61.0, spoken=True)
    start_mock(library, plan, now, STUDY)
    assert mock_step(library, mock) is None
    with pytest.raises(InputError, match="ended"):
        answer_mock(library, mock, 2, "x", 1.0, spoken=True)
    assert interview(library, mock).answered == 1


# Looking back


def hold(library: sqlite3.Connection, plan: MockPlan, now) -> int:
    """Hold a mock: the same story twice, the rest passed over."""
    mock = start_mock(library, plan, now, STUDY)
    answer_mock(library, mock, 1, STORY, 65.0, spoken=True)
    answer_mock(library, mock, 2, STORY.replace("In my second year", "There"), 200.0, spoken=True)
    answer_mock(library, mock, 3, "", 0.0, spoken=True)
    end_mock(library, mock, now, STUDY)
    return mock


def test_a_debrief_sets_own_ratings_beside_the_evidence(library: sqlite3.Connection, plan: MockPlan, now) -> None:
    """Per question; a story told twice is named, and what goes into practice."""
    mock = hold(library, plan, now)
    rate_mock(library, mock, 1, {"proof": 5, "delivery": 2}, now)
    found = debrief(library, mock, now, STUDY)
    first = found.asked[0]
    assert [(gap.scale, gap.own) for gap in first.gaps] == [("proof", 5), ("delivery", 2)]
    assert all(gap.found is not None for gap in first.gaps)
    assert first.coaching is not None
    assert "E1" in {finding.id for finding in first.coaching.good}
    assert [(each.first, each.second) for each in found.repeats] == [(1, 2)]
    assert [entry.reason for entry in found.queue if entry.note_id == found.asked[2].note_id] == ["not answered"]
    assert (found.interview.answered, found.interview.questions) == (2, 3)
    assert found.interview.mean == 3.5


def test_a_debrief_reads_as_markdown(library: sqlite3.Connection, plan: MockPlan, now) -> None:
    """With the words said and what to practise."""
    mock = hold(library, plan, now)
    text = debrief_text(debrief(library, mock, now, STUDY))
    assert text.startswith("# Mock interview, Sun 22 Nov 2026\n")
    assert STORY in text
    assert "## Stories told twice" in text
    assert "not answered" in text


def test_what_went_badly_comes_first_in_the_days_session(library: sqlite3.Connection, plan: MockPlan, now) -> None:
    """Until it was answered once; taking the debrief into practice is undone as a whole."""
    mock = hold(library, plan, now)
    rate_mock(library, mock, 1, {"proof": 4}, now)
    entries = close_debrief(library, mock, now, STUDY)
    assert [entry.note_id for entry in waiting_questions(library)] == [entry.note_id for entry in entries]
    assert self_calibration(library, now.date()).judged == 1
    session = start(library, now, STUDY)
    face = serve(library, session, now, STUDY)
    assert isinstance(face, Face)
    assert face.note.id in {entry.note_id for entry in entries}
    grade(library, session, face.card.id, Rating.GOOD, 60, now, STUDY)
    assert face.note.id not in {entry.note_id for entry in waiting_questions(library)}
    undo(library, now)
    undo(library, now)
    assert waiting_questions(library) == ()
    assert self_calibration(library, now.date()).judged == 0


def test_mocks_are_comparable_over_time(library: sqlite3.Connection, plan: MockPlan, clock) -> None:
    """Each with its figures; a debrief has the one before."""
    first = hold(library, plan, clock())
    second = hold(library, plan_mock(library, 3, clock.forward(days=3), STUDY), clock())
    assert [each.id for each in mocks(library)] == [second, first]
    before = debrief(library, second, clock(), STUDY).before
    assert before is not None
    assert before.id == first
    assert mocks(library)[1].elements >= 1
    assert answers_view(library).mocks == 2


def test_an_interview_is_deleted_and_comes_back(library: sqlite3.Connection, plan: MockPlan, now) -> None:
    """With all its answers."""
    mock = hold(library, plan, now)
    delete_interview(library, mock, now)
    with pytest.raises(NotFoundError):
        interview(library, mock)
    undo(library, now)
    assert debrief(library, mock, now, STUDY).asked[0].text == STORY


# A real one


def test_a_real_interview_becomes_questions_and_practice(library: sqlite3.Connection, now) -> None:
    """Known questions are met by their words, others are added; what lacked something is put up for practice."""
    known = add_note(
        library, NoteDraft(Kind.QUESTION, {"prompt": "What are your career goals?"}, key="shipped.Q2"), now
    )
    asked = [
        RealQuestion("what are your career goals", own=4),
        RealQuestion("Why did you leave?", own=2, missing="a short reason"),
    ]
    number = add_real_interview(library, now.date(), None, "Friendly", asked, now)
    found = debrief(library, number, now, STUDY)
    assert (found.interview.kind, found.interview.went) == ("real", "Friendly")
    new = found.asked[1].note_id
    assert found.asked[0].note_id == known
    assert new is not None
    assert read_note(library, new).deck == "Interviews"
    assert [(gap.title, gap.own) for gap in found.asked[0].gaps] == [("How it went", 4)]
    (entry,) = waiting_questions(library)
    assert (entry.note_id, entry.reason) == (new, "asked in an interview; missing: a short reason")
    undo(library, now)
    assert [line.note_id for line in answers_view(library).questions] == [known]
    assert waiting_questions(library) == ()
    assert mocks(library, "real") == ()


def test_a_real_interview_is_looked_back_on_and_taken_into_practice(library: sqlite3.Connection, now) -> None:
    """What was asked was answered then; only what went badly or lacked something comes up, and its rating stays."""
    asked = [RealQuestion("What went wrong?", own=2), RealQuestion("Why us?", own=4)]
    number = add_real_interview(library, now.date(), None, "Friendly", asked, now)
    looked_back = debrief(library, number, now, STUDY)
    assert (looked_back.interview.answered, looked_back.interview.questions) == (2, 2)
    assert [(each.answered, each.seconds) for each in looked_back.asked] == [(True, None), (True, None)]
    assert [entry.text for entry in looked_back.queue] == ["What went wrong?"]
    assert "ot answered" not in debrief_text(looked_back)
    assert close_debrief(library, number, now, STUDY) == looked_back.queue
    assert [gap.own for each in debrief(library, number, now, STUDY).asked for gap in each.gaps] == [2, 4]


def test_a_real_interview_needs_something_to_keep(library: sqlite3.Connection, now) -> None:
    """And a day that has been."""
    with pytest.raises(InputError, match="nothing to keep"):
        add_real_interview(library, now.date(), None, "", [], now)
    with pytest.raises(InputError, match="1 to 5"):
        add_real_interview(library, now.date(), None, "", [RealQuestion("Why?", own=6)], now)
