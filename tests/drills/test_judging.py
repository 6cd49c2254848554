"""Judging one's own answer: scales, own ratings before evidence, the gap, the suggested rating; the coach's memory."""

import json
import sqlite3
from datetime import date

import pytest

from drills.composing.composition import measure
from drills.composing.self_rating import (
    Evidence,
    checked_ratings,
    covered_share,
    found_on,
    gaps,
    scales,
    scales_for,
    suggested_rating,
)
from drills.config import Study
from drills.errors import InputError, NotFoundError
from drills.goal.goals import GoalDraft
from drills.models import Kind, NoteDraft, Rating, TryDraft
from drills.session import grade, serve, start, take_back
from drills.shipped import load_shipped
from drills.storage.answer.answer_versions import close_version, save_draft
from drills.storage.answer.answers_over_time import answers_progress, answers_today, question_of_the_day
from drills.storage.answer.coach import (
    bring_back_dismissed,
    coach,
    dismiss,
    known_facts,
    record_coached,
    switch_check,
    switched_off,
)
from drills.storage.answer.criticisms import add_criticism
from drills.storage.answer.judgements import keep_judgement, self_calibration
from drills.storage.answer.judging import judge, scales_of, split_text
from drills.storage.answer.queued import put_up
from drills.storage.answer.stories import add_story
from drills.storage.goal.goals import add_goal, move_deadline
from drills.storage.notes import add_note, suspend_notes
from drills.storage.undo import undo, undoable
from drills.views.composing import AnswerState, Section, Template
from drills.views.drill import Face
from drills.views.interviews import Gap, QueueEntry
from drills.views.stories import Fact, StoryDraft

STUDY = Study()
GOOD = (
    "Last year I set out to cut the month-end close. I brought it from nine working days to five. I am in an evening "
    "class on data modelling now, and by 12 March 2027 I hand in the project. Your nine depots and one ledger need "
    "exactly that, and without this role my plan stops."
)


@pytest.fixture
def question(library: sqlite3.Connection, now) -> int:
    """An open question that wants proof and a date."""
    fields = {"prompt": "How do you plan to achieve your career goals?", "shows": "E1, E3, E4", "seconds": "20-120"}
    return add_note(library, NoteDraft(Kind.QUESTION, fields, key="shipped.Q1"), now)


def evidence(*ids: str, template: Template = Template.GOAL, text: str = GOOD, seconds: float | None = None) -> Evidence:
    """Evidence of those ids."""
    return Evidence(ids, template, measure(template, split_text(text, template)), seconds, (20, 120))


# Scales


def test_every_scale_has_anchors_at_one_three_and_five() -> None:
    """And goal questions have others than stories."""
    assert all(set(scale.anchors) == {1, 3, 5} for scale in scales())
    assert [scale.name for scale in scales_for(Template.GOAL)] == ["structure", "proof", "plan", "fit", "delivery"]
    assert [scale.name for scale in scales_for(Template.STAR)] == ["structure", "proof", "own", "delivery"]


@pytest.mark.parametrize("own", [{"charm": 3}, {"proof": 0}, {"proof": 6}])
def test_only_known_scales_take_one_to_five(own: dict[str, int]) -> None:
    """Anything else is refused."""
    with pytest.raises(InputError):
        checked_ratings(own)


@pytest.mark.parametrize(
    ("scale", "ids", "score"),
    [
        ("proof", (), 1),
        ("proof", ("E1",), 3),
        ("proof", ("E1", "number-in-result"), 5),
        ("plan", ("A4",), 1),
        ("plan", ("active-step",), 3),
        ("plan", ("E3", "active-step"), 5),
        ("fit", (), 1),
        ("fit", ("E2",), 3),
        ("fit", ("E4",), 2),
        ("fit", ("E2", "E4"), 5),
        ("fit", ("E2", "E4", "A6"), 2),
        ("own", ("we-heavy", "passive-action"), 1),
        ("delivery", ("filler-heavy",), 4),
    ],
)
def test_what_was_found_comes_to_a_score(scale: str, ids: tuple[str, ...], score: int) -> None:
    """From 1 to 5, always with what it rests on."""
    found, because = found_on(scale, evidence(*ids))
    assert found == score
    assert because


def test_a_time_far_off_is_the_lowest_as_its_anchor_says() -> None:
    """Said aloud, the clock counts; somewhat off is in the middle."""
    assert found_on("delivery", evidence(seconds=130.0))[0] == 4
    assert found_on("delivery", evidence(seconds=150.0)) == (3, "150 s, against 20–120")
    assert found_on("delivery", evidence(seconds=300.0)) == (1, "300 s, against 20–120")
    assert found_on("delivery", evidence("filler-heavy", seconds=7.0))[0] == 1


@pytest.mark.parametrize(
    ("seconds", "rating"),
    [(1.0, Rating.AGAIN), (30.0, Rating.HARD), (40.0, Rating.GOOD), (200.0, Rating.GOOD), (None, Rating.GOOD)],
)
def test_an_answer_of_hardly_a_word_is_not_suggested_as_good(seconds: float | None, rating: Rating) -> None:
    """Whatever one thinks of it; the reason then names the time."""
    suggested = suggested_rating(dict.fromkeys(("structure", "proof", "plan", "fit", "delivery"), 3), None, seconds)
    assert suggested.rating is rating
    assert ("s, against 60–120" in suggested.reason) == (seconds in (1.0, 30.0, 200.0))


def test_the_time_of_a_try_counts_in_its_suggestion(library: sqlite3.Connection, question: int, now) -> None:
    """Unless the words that were noted down show that more was said."""
    own = {"proof": 3, "plan": 3}
    assert judge(library, question, "", own, now, STUDY, seconds=1.0).suggestion.rating is Rating.AGAIN
    assert judge(library, question, "", own, now, STUDY, seconds=1.0, spoken=False).suggestion.rating is Rating.GOOD
    assert judge(library, question, GOOD, own, now, STUDY, seconds=1.0).suggestion.rating > Rating.AGAIN


def test_without_words_there_is_nothing_beside_the_own_rating() -> None:
    """The gap is then unknown, not none."""
    (gap,) = gaps({"proof": 4}, None)
    assert (gap.own, gap.found, gap.gap) == (4, None, None)
    assert gaps({"proof": 4}, evidence("E1"))[0].gap == 1


@pytest.mark.parametrize(
    ("own", "coverage", "rating"),
    [
        ({"proof": 1}, None, Rating.AGAIN),
        ({"proof": 2}, None, Rating.HARD),
        ({"proof": 4}, None, Rating.GOOD),
        ({"proof": 5}, 1.0, Rating.EASY),
        ({"proof": 5}, 0.5, Rating.GOOD),
        ({"proof": 5}, 0.0, Rating.HARD),
        ({"proof": 2}, 0.0, Rating.AGAIN),
    ],
)
def test_a_rating_is_suggested_with_its_reason(own: dict[str, int], coverage: float | None, rating: Rating) -> None:
    """Own ratings and coverage together; little said can't be easy."""
    found = suggested_rating(own, coverage)
    assert found.rating is rating
    assert "average" in found.reason


def test_coverage_counts_elements_and_figures() -> None:
    """None when there is nothing to hold it against."""
    assert covered_share(("E1", "E3"), {"E1"}, ("9", "5"), "from 9 to five") == pytest.approx(0.5)
    assert covered_share((), {"E1"}, (), "x") is None


# A try judged


def test_a_try_is_judged_after_ones_own_rating(library: sqlite3.Connection, question: int, now) -> None:
    """Gaps, coach, coverage and a suggestion; nothing is stored by it."""
    judged = judge(library, question, GOOD, {"proof": 2, "plan": 4}, now, STUDY, seconds=70.0)
    proof, plan = judged.gaps
    assert (proof.own, proof.found) == (2, 5)
    assert (plan.found or 0) >= 4
    assert judged.coaching is not None
    assert judged.coverage == 1.0
    assert judged.suggestion.rating is Rating.GOOD
    assert library.execute("SELECT count(*) FROM judgements").fetchone() == (0,)
    silent = judge(library, question, "", {"proof": 2}, now, STUDY)
    assert (silent.coaching, silent.coverage) == (None, None)


def test_ones_own_figures_are_to_be_recalled(library: sqlite3.Connection, question: int, now) -> None:
    """Those of the proof that was prepared; leaving them out lowers the coverage."""
    save_draft(library, question, Template.GOAL, [Section("proof", "From 16 minutes to 7.")], now)
    assert scales_of(library, question) == scales_for(Template.GOAL)
    judged = judge(library, question, GOOD, {"proof": 4}, now, STUDY)
    assert judged.coverage == pytest.approx(3 / 5)


def test_self_judgement_is_kept_over_time(library: sqlite3.Connection, question: int, clock) -> None:
    """Bias, mean gap and weeks; a judgement tied to an answer taken back counts no more."""
    keep_judgement(library, question, [Gap("proof", "Proof", 5, 3), Gap("plan", "Plan", 2, 3)], clock(), STUDY)
    clock.forward(days=7)
    session = start(library, clock(), STUDY, note_ids=[question])
    face = serve(library, session, clock(), STUDY)
    assert isinstance(face, Face)
    graded = grade(library, session, face.card.id, Rating.GOOD, 60, clock(), STUDY)
    keep_judgement(library, question, [Gap("proof", "Proof", 5, 1)], clock(), STUDY, review_id=graded.review_id)
    found = self_calibration(library, clock().date())
    assert (found.judged, found.bias, found.gap) == (3, pytest.approx(5 / 3), pytest.approx(7 / 3))
    assert [week.judged for week in found.weeks] == [2, 1]
    assert found.by_scale == (("Proof", 3.0, 2), ("Plan with a date", -1.0, 1))
    take_back(library, clock())
    assert self_calibration(library, clock().date()).judged == 2


# The coach's memory


def ids(library: sqlite3.Connection, question: int, text: str, now) -> set[str]:
    """What the coach has to say against a text."""
    coaching = coach(library, question, text, now, STUDY)
    return {finding.id for finding in (*coaching.first, *coaching.rest)}


PAY = "I want to learn your trade, and I want a higher salary next year."


def test_a_finding_is_dismissed_here_or_for_the_answer(library: sqlite3.Connection, question: int, now) -> None:
    """Here means these words; never means this answer; undone and brought back."""
    coaching = coach(library, question, PAY, now, STUDY)
    pay = next(finding for finding in coaching.first if finding.id == "A1")
    dismiss(library, question, "A1", pay.words, now)
    assert "A1" not in ids(library, question, PAY, now)
    assert coach(library, question, PAY, now, STUDY).dismissed == 1
    other = "I would like a pay rise, and to learn your trade."
    assert "A1" in ids(library, question, other, now)
    dismiss(library, question, "A1", None, now)
    assert "A1" not in ids(library, question, other, now)
    undo(library, now)
    assert "A1" in ids(library, question, other, now)
    bring_back_dismissed(library, question, now)
    assert "A1" in ids(library, question, PAY, now)


def test_a_check_is_switched_off_for_all_answers(library: sqlite3.Connection, question: int, now) -> None:
    """And on again."""
    switch_check(library, "A1", on=False)
    assert "A1" not in ids(library, question, PAY, now)
    assert switched_off(library) == {"A1"}
    switch_check(library, "A1", on=True)
    assert "A1" in ids(library, question, PAY, now)


def test_the_length_goes_by_the_questions_band_at_ones_own_pace(library: sqlite3.Connection, now) -> None:
    """As it is said of the answer everywhere else, in the words that are counted there."""
    fields = {"prompt": "Which of your habits do you keep?", "seconds": "45-90"}
    habit = add_note(library, NoteDraft(Kind.QUESTION, fields), now)

    def said() -> list[str]:
        found = coach(library, habit, "A new thing [b]x[/b] which I keep at.", now, STUDY)
        return [each.reason for each in (*found.first, *found.rest) if each.id == "too-short"]

    assert said() == ["8 words, about 3 seconds aloud; common advice is 45 to 90 seconds."]
    session = start(library, now, STUDY, note_ids=[habit])
    face = serve(library, session, now, STUDY)
    assert isinstance(face, Face)
    assert face.pace is None
    grade(library, session, face.card.id, Rating.GOOD, 60, now, STUDY, TryDraft(True, "slow " * 100, 60.0))
    assert said() == ["8 words, about 5 seconds aloud; common advice is 45 to 90 seconds."]
    again = serve(library, start(library, now, STUDY, note_ids=[habit]), now, STUDY)
    assert getattr(again, "pace", None) == 100


def test_at_most_two_things_are_to_fix_first(library: sqlite3.Connection, question: int, now) -> None:
    """The rest on request; what the question asks for and the answer lacks is told."""
    bad = (
        "I want to grow. I want a higher salary and a bonus, to be promoted soon, and to become senior manager. "
        "Later I will start my own company, because I want to be rich."
    )
    coaching = coach(library, question, bad, now, STUDY)
    assert len(coaching.first) == 2
    assert coaching.rest
    assert set(coaching.missing) <= {"E1", "E3", "E4"}


def test_figures_that_the_story_has_not_are_named(library: sqlite3.Connection, question: int, now) -> None:
    """Only where a story is tied to the question; the story's own figures are fine."""
    assert known_facts(library, question) == ()
    assert "unknown-number" not in ids(library, question, GOOD, now)
    story = StoryDraft(
        "Close", result="Five days, not nine.", facts=(Fact("9 days"), Fact("5 days")), questions=(question,)
    )
    add_story(library, story, now)
    text = "I brought the close from nine working days to four, step by step, with my own list."
    found = coach(library, question, text, now, STUDY)
    unknown = [each.words for each in (*found.first, *found.rest) if each.id == "unknown-number"]
    assert unknown == ["four"]


def test_a_date_that_a_goal_once_had_is_not_unknown(library: sqlite3.Connection, question: int, now) -> None:
    """It has moved, and the answer is out of date: that is told, and need not be told twice."""
    add_story(library, StoryDraft("Close", result="Five days.", questions=(question,)), now)
    goal = add_goal(library, GoalDraft("Pass the exam", date(2027, 1, 20)), now, now.date())
    text = "I am in an evening class, and on 20 January 2027 I sit the exam; on 3 May 2027 I hand in the project."
    move_deadline(library, goal, date(2027, 2, 14), "The class starts later", now, now.date())
    found = coach(library, question, text, now, STUDY)
    assert [each.words for each in (*found.first, *found.rest) if each.id == "unknown-date"] == ["3 May 2027"]


def test_a_near_copy_of_a_sample_is_told(library: sqlite3.Connection, question: int, now) -> None:
    """Answers must be one's own."""
    load_shipped(library, now)
    (fields,) = library.execute("SELECT fields FROM notes WHERE key = 'shipped.S-classes-4'").fetchone()
    assert "near-copy" in ids(library, question, json.loads(fields)["text"], now)


# Over time


def test_elements_and_pitfalls_are_followed_by_week(library: sqlite3.Connection, question: int, clock) -> None:
    """The last look at an answer on a day counts."""
    for text in ("I want to grow and succeed.", GOOD):
        record_coached(library, question, coach(library, question, text, clock(), STUDY), clock(), STUDY)
    clock.forward(days=7)
    record_coached(library, question, coach(library, question, PAY, clock(), STUDY), clock(), STUDY)
    found = answers_progress(library, clock(), STUDY)
    assert found.coached[-2:] == (1, 1)
    trends = {trend.id: trend.weeks[-3:] for trend in (*found.elements, *found.pitfalls)}
    assert trends["E1"] == (None, 1.0, 0.0)
    assert trends["A1"] == (None, 0.0, 1.0)
    assert dict(found.states)[AnswerState.NONE] == 1


def test_today_offers_one_question_to_answer_aloud(library: sqlite3.Connection, question: int, now) -> None:
    """With its state and the reason: put up first, then criticised, then the neediest."""
    other = add_note(
        library, NoteDraft(Kind.QUESTION, {"prompt": "What are your career goals?"}, key="shipped.Q2"), now
    )
    first = question_of_the_day(library, now, STUDY)
    assert first is not None
    assert (first.note_id, first.state, first.reason) == (question, AnswerState.NONE, "never asked; no answer yet")
    add_criticism(library, other, "Ana", "Too long", now.date(), now)
    criticised = question_of_the_day(library, now, STUDY)
    assert criticised is not None
    assert (criticised.note_id, criticised.reason) == (other, "1 criticism open")
    with undoable(library, "Put up", now) as step:
        put_up(library, step, [QueueEntry(question, "Q1", "How?", "not answered")], now)
    assert (answers_today(library, now, STUDY).aloud or criticised).reason == "not answered"
    suspend_notes(library, [question, other], True, now)
    assert question_of_the_day(library, now, STUDY) is None


def test_keeping_a_version_and_coaching_it_go_together(library: sqlite3.Connection, question: int, now) -> None:
    """What was kept is what is judged."""
    save_draft(library, question, Template.FREE, [Section("text", GOOD)], now)
    answer = close_version(library, question, now)
    assert {"E1", "E3"} <= {finding.id for finding in coach(library, question, answer.text, now, STUDY).good}
    with pytest.raises(NotFoundError):
        coach(library, 999, GOOD, now, STUDY)
