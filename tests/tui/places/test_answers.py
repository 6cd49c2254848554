"""The Answers screen: open questions, how they went, and where they lead."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from drills.config import Study
from drills.models import Rating, TryDraft
from drills.session import grade, serve, start
from drills.storage.answer.answer_versions import close_version, save_draft
from drills.storage.answer.answers import answers_view
from drills.storage.answer.criticisms import add_criticism
from drills.storage.database import open_database
from drills.views.answers import QuestionLine
from drills.views.composing import AnswerState, Section, Template
from drills.views.drill import Face
from tui.screens.answers import UNTRIED, AnswersScreen, Questions, kept
from tui.screens.compose import ComposeScreen
from tui.widgets.section_box import SectionBox

Seen = Callable[[Pilot[int]], str]


@pytest.fixture
def tried(database: Path, now: datetime) -> None:
    """The first question was answered once."""
    library = open_database(database)
    first = answers_view(library).questions[0].note_id
    session = start(library, now, Study(), note_ids=[first])
    face = serve(library, session, now, Study())
    assert isinstance(face, Face)
    grade(library, session, face.card.id, Rating.HARD, 70, now, Study(), TryDraft(True, "I [b]cut[/] it", 65))
    library.close()


async def test_questions_show_how_they_went(started: Any, until: Any, seen: Seen, tried: None) -> None:
    """Tried how often, the last self-rating, when; the text of the try stands in full."""
    async with started("3", size=(200, 40)) as pilot:
        await until(pilot, lambda: "Hard      today" in seen(pilot))
        assert "not tried" in seen(pilot)
        assert "2 questions   ✓ 0 ready   · 2 unanswered" in seen(pilot)
        await until(pilot, lambda: "I [b]cut[/] it" in seen(pilot))
        assert "22 Nov 2026  spoken in 1 min  Hard" in seen(pilot)


async def test_elements_and_pitfalls_have_their_names(started: Any, until: Any, seen: Seen) -> None:
    """Not only ids."""
    async with started("3") as pilot:
        await until(pilot, lambda: "E1 accomplishments to date" in seen(pilot))
        assert "A4 vagueness" in seen(pilot)


async def test_one_can_walk_the_conversation_both_ways(started: Any, until: Any, seen: Seen) -> None:
    """p goes to what comes before, n to what comes after; at the ends it says so."""
    async with started("3") as pilot:
        await until(pilot, lambda: "after   Q2 What are your goals?" in seen(pilot))
        await pilot.press("p")
        await until(pilot, lambda: "then    Q1 How do you plan it?" in seen(pilot))
        await pilot.press("p")
        await until(pilot, lambda: "it is asked after none" in seen(pilot))
        await pilot.press("n")
        await until(pilot, lambda: pilot.app.screen.query_one(Questions).highlighted == 0)


async def test_enter_practises_this_question_now(started: Any, until: Any, seen: Seen) -> None:
    """Only this one, due or not."""
    async with started("3", "j", "enter") as pilot:
        await until(pilot, lambda: type(pilot.app.screen).__name__ == "DrillScreen")
        await until(pilot, lambda: "What are your goals?" in seen(pilot))


async def test_one_can_filter_by_state_and_level(started: Any, until: Any, seen: Seen) -> None:
    """Only states that occur are gone through; the head says what is shown."""
    async with started("3") as pilot:
        await until(pilot, lambda: "2 unanswered" in seen(pilot))
        await pilot.press("f")
        await until(pilot, lambda: "showing no answer: 2" in seen(pilot))
        await pilot.press("l")
        await until(pilot, lambda: "showing no answer, entry level: 1" in seen(pilot))
        await pilot.press("f", "f")
        await until(pilot, lambda: "showing entry level: 1" in seen(pilot))


def test_questions_for_any_level_belong_to_each() -> None:
    """A level leaves out only those of the other."""
    lines = [QuestionLine(n, "", "", level) for n, level in enumerate(("any", "entry", "senior"))]
    assert [line.note_id for line in kept(lines, level="entry")] == [0, 1]
    assert [line.note_id for line in kept(lines, UNTRIED)] == [0, 1, 2]
    assert kept(lines, AnswerState.READY.value) == ()


@pytest.fixture
def written(database: Path, now: datetime) -> None:
    """The first question has an answer that names a day now past, and an open criticism."""
    library = open_database(database)
    first = answers_view(library).questions[0].note_id
    before = now - timedelta(days=10)
    sections = (Section("text", "I will [b]hand it in[/] on 15 November. Then I rest."),)
    save_draft(library, first, Template.FREE, sections, before)
    close_version(library, first, before, ready=True)
    add_criticism(library, first, "Noor", "Too short [red]by half[/].", now.date() - timedelta(days=3), now)
    library.close()


async def test_the_answer_stands_there_with_what_is_wrong_with_it(
    started: Any, until: Any, seen: Seen, written: None
) -> None:
    """State, version and words in the row; the answer, the criticism and the old date beside it; t goes there."""
    async with started("3", size=(160, 48)) as pilot:
        await until(pilot, lambda: "! stale" in seen(pilot) and "v1   11 w" in seen(pilot))
        await until(pilot, lambda: "I will [b]hand it in[/] on 15 November. Then I rest." in seen(pilot))
        assert "Too short [red]by half[/]." in seen(pilot)
        assert "Passed 7 days ago" in seen(pilot)
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.screen, ComposeScreen) and pilot.app.screen.query(SectionBox))
        await until(pilot, lambda: "15 November" in pilot.app.screen.query(SectionBox).first().selected_text)


async def test_criticism_is_noted_closed_and_opened_again(started: Any, until: Any, seen: Seen, written: None) -> None:
    """C notes it; c lists all of it, and lets one be closed by the latest version."""
    async with started("3", size=(160, 48)) as pilot:
        await until(pilot, lambda: "Said of it, still open" in seen(pilot))
        await pilot.press("c")
        await until(pilot, lambda: "What was said of it" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "Version 1 answers it" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "answers 1 earlier criticism" in seen(pilot))
        assert "Said of it, still open" not in seen(pilot)


async def test_deleting_for_good_asks_for_the_word(started: Any, until: Any, seen: Seen, written: None) -> None:
    """And the answer is gone afterwards, with nothing to take back."""
    async with started("3", size=(160, 48)) as pilot:
        await until(pilot, lambda: "hand it in" in seen(pilot))
        await pilot.press("X")
        await until(pilot, lambda: "The answers to" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "Type delete to do it" in seen(pilot))
        words = " ".join(seen(pilot).replace("│", " ").split())
        assert "All versions of the answer to “" in words
        assert "”: 1 version, 1 criticism, 0 texts of tries." in words
        await pilot.press("y", "enter")
        await until(pilot, lambda: "or esc to leave everything" in seen(pilot))
        await pilot.press("backspace", *"delete", "enter")
        await until(pilot, lambda: "Deleted for good: 1 version" in seen(pilot))
        await until(pilot, lambda: "hand it in" not in seen(pilot))


async def test_an_empty_place_says_what_belongs_there(started: Any, until: Any, seen: Seen, tmp_path: Path) -> None:
    """And where questions come from."""
    async with started("3", path=tmp_path / "empty.db") as pilot:
        await until(pilot, lambda: "goes to the Library" in seen(pilot))
        await pilot.press("enter", "n", "p", "r", "f")
        assert isinstance(pilot.app.screen, AnswersScreen)


async def test_a_click_goes_to_a_question_without_starting_it(started: Any, until: Any, seen: Seen) -> None:
    """A double click starts it."""
    async with started("3") as pilot:
        await until(pilot, lambda: "How do you plan it?" in seen(pilot))
        await pilot.click(Questions, offset=(8, 1))
        await until(pilot, lambda: "then    Q1" in seen(pilot))
        assert isinstance(pilot.app.screen, AnswersScreen)
        await pilot.click(Questions, offset=(8, 1), times=2)
        await until(pilot, lambda: type(pilot.app.screen).__name__ == "DrillScreen")


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (200, 60)])
async def test_it_stands_at_every_size(started: Any, until: Any, seen: Seen, size: tuple[int, int]) -> None:
    """List and question, beside or above each other."""
    async with started("3", size=size) as pilot:
        await until(pilot, lambda: "How do you" in seen(pilot))
