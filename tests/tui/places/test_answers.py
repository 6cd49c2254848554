"""The Answers screen: open questions, how they went, and where they lead."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from drills.config import Study
from drills.models import Rating, TryDraft
from drills.session import grade, serve, start
from drills.storage.answers import answers_view
from drills.storage.database import open_database
from drills.views.answers import QuestionLine
from drills.views.drill import Face
from tui.screens.answers import AnswersScreen, Questions, kept

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
    async with started("3", size=(160, 40)) as pilot:
        await until(pilot, lambda: "1×  Hard      today" in seen(pilot))
        assert "not tried" in seen(pilot)
        assert "2 open questions · 1 tried" in seen(pilot)
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


async def test_the_filter_goes_round(started: Any, until: Any, seen: Seen) -> None:
    """All, entry, senior, not tried, all."""
    async with started("3") as pilot:
        await until(pilot, lambda: "showing all levels" in seen(pilot))
        for words in ("for entry level", "for senior level", "not tried yet", "all levels"):
            await pilot.press("f")
            await until(pilot, lambda words=words: f"showing {words}" in seen(pilot))


def test_questions_for_any_level_belong_to_each() -> None:
    """A level leaves out only those of the other."""
    lines = [QuestionLine(n, "", "", level) for n, level in enumerate(("any", "entry", "senior"))]
    assert [line.note_id for line in kept(lines, "entry")] == [0, 1]
    assert [line.note_id for line in kept(lines, "untried")] == [0, 1, 2]


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
