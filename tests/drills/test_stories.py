"""The story bank: tags and facts, the matrix, the story that suits a question, short and long forms, retired claims."""

import sqlite3
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drills.composing.begun_story import figures_in
from drills.composing.story import Wanted, matched, missing_parts, retired_in, stem, story_forms
from drills.config import Study
from drills.errors import InputError, NotFoundError
from drills.goal.goals import GoalDraft
from drills.models import GoalStatus, Kind, NoteDraft
from drills.storage.answer.answer_versions import close_version, save_draft
from drills.storage.answer.answers import answers_view
from drills.storage.answer.coach import coach
from drills.storage.answer.question_page import question_page
from drills.storage.answer.stories import (
    add_story,
    delete_story,
    edit_story,
    link_story,
    read_story,
    retire_claim,
    stories,
    stories_view,
    story_from_goal,
    unretire_claim,
    use_story,
)
from drills.storage.answer.story_matrix import best_stories, matrix
from drills.storage.goal.goals import add_goal, add_milestone, close_goal, mark_milestone
from drills.storage.notes import add_note
from drills.storage.undo import undo
from drills.views.composing import Section, Template
from drills.views.stories import Fact, StoryDraft

QUEUE = StoryDraft(
    title="The queue at the returns desk",
    situation="The desk had a queue.",
    task="I was to shorten it.",
    action="I rewrote the questions. I put the form on a card. I asked for the receipt first.",
    result="The wait fell from sixteen minutes to seven.",
    facts=(Fact("16 min", "wait before"), Fact("7 min", "wait after")),
    tags=("E1", "service"),
)


def ask(library: sqlite3.Connection, now, key: str, prompt: str, tags: tuple[str, ...] = (), **fields: str) -> int:
    """Add an open question."""
    return add_note(library, NoteDraft(Kind.QUESTION, {"prompt": prompt, **fields}, tags, key=key), now)


def test_a_story_is_kept_whole_and_every_change_is_undone(library: sqlite3.Connection, now) -> None:
    """Parts, facts, tags and questions; edit and delete."""
    note = ask(library, now, "Q1", "How?")
    draft = StoryDraft(**{**_fields(QUEUE), "questions": (note,)})
    number = add_story(library, draft, now)
    assert read_story(library, number).draft == draft
    edit_story(library, number, StoryDraft("Another", tags=("C3",)), now)
    assert read_story(library, number).draft == StoryDraft("Another", tags=("C3",))
    undo(library, now)
    assert read_story(library, number).draft == draft
    delete_story(library, number, now)
    assert stories(library) == ()
    undo(library, now)
    assert read_story(library, number).draft == draft
    undo(library, now)
    with pytest.raises(NotFoundError):
        read_story(library, number)


def _fields(draft: StoryDraft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in StoryDraft.__slots__}


def test_a_story_needs_a_title(library: sqlite3.Connection, now) -> None:
    """Spaces alone are none."""
    with pytest.raises(InputError, match="title"):
        add_story(library, StoryDraft("  "), now)


def test_the_bank_tells_what_is_missing_and_which_goals_have_no_story(library: sqlite3.Connection, now) -> None:
    """A goal met is offered until a story proves it."""
    goal = add_goal(library, GoalDraft("Read the book", date(2026, 12, 1)), now, now.date())
    add_story(library, StoryDraft("Bare"), now)
    assert stories_view(library).stories[0].missing == ("Situation", "Action", "Result", "a figure")
    assert stories_view(library).offers == ()
    close_goal(library, goal, GoalStatus.MET, "", now, now.date())
    assert stories_view(library).offers == ((goal, "Read the book"),)
    add_story(library, story_from_goal(library, goal), now)
    assert stories_view(library).offers == ()


def test_a_goal_met_becomes_a_story_begun(library: sqlite3.Connection, now) -> None:
    """Its why, dates, steps and outcome are in their places."""
    goal = add_goal(library, GoalDraft("Pass the exam", date(2026, 12, 1), why="The step up"), now, now.date())
    step = add_milestone(library, goal, "Mock exam", date(2026, 11, 25), now, now.date())
    mark_milestone(library, step, True, now, now.date())
    with pytest.raises(InputError, match="isn't met"):
        story_from_goal(library, goal)
    close_goal(library, goal, GoalStatus.MET, "91 of 100", now, now.date())
    draft = story_from_goal(library, goal)
    assert (draft.situation, draft.goal_id) == ("The step up.", goal)
    assert draft.task == "I set myself 1 December 2026 for this: Pass the exam."
    assert draft.action == "Mock exam (22 November 2026)."
    assert draft.result == "Done on 22 November 2026. 91 of 100."
    assert draft.facts == (
        Fact("91", "91 of 100"),
        Fact("100", "91 of 100"),
        Fact("22 November 2026", "Pass the exam"),
    )
    assert draft.period == "22 November 2026"
    assert set(draft.tags) == {"E1", "C4"}


@pytest.mark.parametrize(
    ("outcome", "figures"),
    [
        ("Passed with 92 %", ("92 %",)),
        ("Passed with 92% on 3 December", ("92%",)),
        ("The close went from 9 to 5 days, which saves £4,000 a year", ("9", "5 days", "£4,000")),
        ("7.5 per cent fewer returns; 2 thousand euros", ("7.5 per cent", "2 thousand euros")),
        ("Done.", ()),
    ],
)
def test_a_story_begun_has_the_figures_of_its_outcome(outcome: str, figures: tuple[str, ...]) -> None:
    """With what they count; the coach holds answers against them."""
    assert figures_in(outcome, date(2026, 12, 4)) == figures


# Questions × stories


def test_the_matrix_shows_questions_without_a_story_and_stories_with_too_many(library: sqlite3.Connection, now) -> None:
    """More than three questions are too many for one story; goal questions without proof need none."""
    notes = [ask(library, now, f"Q{n}", f"Question {n}?", shows="E1") for n in range(1, 6)]
    ask(library, now, "Q9", "Next step?", shows="E3")
    number = add_story(library, QUEUE, now)
    for note in notes[:3]:
        link_story(library, number, note, True, now)
    assert matrix(library).overloaded == ()
    answer = save_draft(library, notes[3], Template.FREE, [Section("text", "I rewrote it.")], now)
    assert answer is not None
    use_story(library, answer, number, True, now)
    found = matrix(library)
    assert [row.cells for row in found.rows] == [("linked",)] * 3 + [("told",), ("",)]
    assert [row.name for row in found.lacking] == ["Q5"]
    assert (found.loads, found.overloaded) == ((4,), (number,))
    assert stories_view(library).stories[0].overused
    link_story(library, number, notes[0], False, now)
    assert matrix(library).overloaded == ()


def test_a_story_told_in_the_latest_answer_counts_as_one_of_the_question(library: sqlite3.Connection, now) -> None:
    """In the list of questions as in the matrix; once, if it is linked, too."""
    told, both = ask(library, now, "Q1", "How?"), ask(library, now, "Q2", "And?")
    number = add_story(library, StoryDraft(**{**_fields(QUEUE), "questions": (both,)}), now)
    for note in (told, both):
        answer = save_draft(library, note, Template.FREE, [Section("text", "The desk had a queue.")], now)
        use_story(library, answer, number, True, now)
    assert [(line.note_id, line.stories) for line in answers_view(library).questions] == [(told, 1), (both, 1)]
    assert [bool(any(row.cells)) for row in matrix(library, all_questions=True).rows] == [True, True]


def test_the_story_that_suits_comes_with_reasons(library: sqlite3.Connection, now) -> None:
    """Tags wanted, competency and words speak for it; one that shares nothing isn't proposed."""
    note = ask(library, now, "Q1", "When did you shorten a queue?", ("service",), shows="E1")
    good = add_story(library, QUEUE, now)
    add_story(library, StoryDraft("Something else", situation="There.", action="That.", result="So."), now)
    (match,) = best_stories(library, note, now.date())
    assert match.story_id == good
    assert {"shows E1", "about service", "has a figure in its result"} <= set(match.reasons)
    assert any(reason.startswith("same words: ") and "queue" in reason for reason in match.reasons)
    assert match.against == ()


def test_a_story_that_serves_many_questions_comes_later(library: sqlite3.Connection, now) -> None:
    """The reason against it is told."""
    notes = [ask(library, now, f"Q{n}", f"Question {n}?", shows="E1") for n in range(1, 6)]
    worn, fresh = add_story(library, QUEUE, now), add_story(library, StoryDraft(**_fields(QUEUE)), now)
    for note in notes[1:]:
        link_story(library, worn, note, True, now)
    first, second = best_stories(library, notes[0], now.date())
    assert (first.story_id, second.story_id) == (fresh, worn)
    assert second.against == ("serves 4 other questions already",)


def test_one_told_lately_is_not_so_fresh(library: sqlite3.Connection, now) -> None:
    """The days since are told."""
    number = add_story(library, QUEUE, now)
    story, wanted = read_story(library, number), Wanted(1, "A queue?", ("E1",), ())
    late, early = (matched(story, wanted, load=0, days_since=days) for days in (2, 60))
    assert late.score < early.score
    assert (late.against, early.against) == (("told 2 days ago",), ())


@pytest.mark.parametrize(("one", "other"), [("deadlines", "deadline"), ("improved", "improve"), ("studies", "study")])
def test_words_meet_by_their_stems(one: str, other: str) -> None:
    """Endings don't matter much."""
    assert stem(one) == stem(other)


# Forms


def test_a_story_is_told_in_sixty_seconds_and_in_two_minutes() -> None:
    """What is short enough stays whole; what isn't loses sentences, and says so when it is still too long."""
    short, long = story_forms(QUEUE)
    assert short.text == long.text
    assert (short.written, short.note) == (True, "")
    wordy = StoryDraft(
        "t", situation="One two three. " * 10, action="Did this and that now. " * 40, result="Up. Done in 7 days."
    )
    short, long = story_forms(wordy, 140.0)
    assert short.words <= 140 < long.words <= 280
    assert not short.written
    assert short.text.endswith("Done in 7 days.")
    assert story_forms(StoryDraft("t", situation="word " * 400))[0].note == "111 s too long"


def test_the_short_form_is_the_users_own_where_there_is_one() -> None:
    """However it reads."""
    assert story_forms(StoryDraft("t", situation="A long one.", short="Short."))[0].text == "Short."


@given(st.lists(st.sampled_from(["One two.", "Three four five.", "Six!"]), min_size=1, max_size=60).map(" ".join))
def test_a_form_only_leaves_sentences_out(text: str) -> None:
    """Never another word, never another order."""
    for form in story_forms(StoryDraft("t", action=text, result="Done."), 60.0):
        whole = iter(f"{text} Done.".split())
        assert all(word in whole for word in form.text.split())


# Told


def test_a_story_is_told_as_long_as_its_words_are_there(library: sqlite3.Connection, now) -> None:
    """A version in other words altogether no longer tells it; bringing its words back tells it again."""
    note = ask(library, now, "Q1", "How?")
    story = add_story(library, QUEUE, now)

    def write(text: str) -> int | None:
        return save_draft(library, note, Template.FREE, [Section("text", text)], now)

    first = write("At the returns desk we had a queue, until I sorted it.")
    use_story(library, first or 0, story, True, now)
    close_version(library, note, now)
    write("The returns desk: its queue was mine to sort.")
    assert read_story(library, story).used_in == (note,)
    write("I know spreadsheets by heart and like working with people.")
    assert read_story(library, story).used_in == ()
    assert answers_view(library).questions[0].stories == 0
    assert question_page(library, note, now.date()).told == ()
    link_story(library, story, note, True, now)
    assert matrix(library, all_questions=True).rows[0].cells == ("linked",)
    assert question_page(library, note, now.date()).linked == (QUEUE.title,)
    write("The returns desk had a queue, which I sorted.")
    assert question_page(library, note, now.date()).told == (QUEUE.title,)


# Claims


def test_a_retired_claim_is_found_whatever_its_spacing() -> None:
    """Case and line breaks don't hide it; a longer word isn't it."""
    found = retired_in("I Doubled\n the sales, and redoubled the sales.", [(1, "doubled the sales")])
    assert found == [(1, 2, 20)]


def test_an_answer_that_makes_a_retired_claim_is_told(library: sqlite3.Connection, now) -> None:
    """The coach puts it among the things to fix, with the reason; used again, it is silent."""
    note = ask(library, now, "Q1", "How?")
    claim = retire_claim(library, "doubled the sales", "the figures were restated", now)
    text = "In my last job I doubled the sales of the shop within one year."
    (finding,) = [each for each in coach(library, note, text, now, Study()).first if each.id == "retired"]
    assert (finding.words, finding.reason) == ("doubled the sales", "You retired this claim: the figures were restated")
    unretire_claim(library, claim, now)
    assert not [each for each in coach(library, note, text, now, Study()).first if each.id == "retired"]


def test_missing_parts_name_the_figure() -> None:
    """A digit in the result is one."""
    assert missing_parts(QUEUE) == ()
    assert missing_parts(StoryDraft("t", "s", "t", "a", "It grew by 9 per cent.")) == ()
