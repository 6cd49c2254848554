"""Mock interviews: asked, timed, kept at once, rated first, then looked back on; real ones written down."""

from typing import Any

import pytest
from textual.widgets import TextArea

from drills.errors import InputError
from drills.models import Kind
from drills.views.interviews import RealQuestion
from tui.screens.confirm import ConfirmScreen
from tui.screens.debrief import DebriefScreen
from tui.screens.interviews import InterviewsScreen
from tui.screens.mock import MockScreen
from tui.screens.real_interview import RealInterviewForm, question_of
from tui.screens.scales import ScalesScreen


@pytest.fixture
def asked(house: Any) -> Any:
    """A library with three questions."""
    for number in range(3):
        house.add(Kind.QUESTION, key=f"shipped.Q{number + 1}")
    return house


async def at_interviews(pilot: Any, wait_until: Any) -> None:
    await pilot.press("3")
    await wait_until(pilot, lambda: getattr(pilot.app.screen, "_shown", ()))
    await pilot.press("v")
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, InterviewsScreen))


async def begun(pilot: Any, wait_until: Any) -> MockScreen:
    await pilot.press("n")
    await wait_until(pilot, lambda: pilot.app.screen.query("Input"))
    await pilot.press("backspace", "3", "enter")
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, MockScreen) and pilot.app.screen._step)
    screen = pilot.app.screen
    assert isinstance(screen, MockScreen)
    return screen


async def test_a_mock_is_held_rated_and_looked_back_on(asked: Any, wait_until: Any, words_on: Any) -> None:
    """Nothing is said in between; own ratings come before any evidence; what went badly is put up for today."""
    async with asked.app().run_test(size=(120, 40)) as pilot:
        await at_interviews(pilot, wait_until)
        screen = await begun(pilot, wait_until)
        await pilot.press("t")
        screen.query_one(
            TextArea
        ).text = "I want to be promoted soon, and I led a project that cut costs by 30 percent."
        await pilot.press("f2")
        await wait_until(pilot, lambda: screen._step.position == 2)
        assert "promot" not in words_on(screen).lower()
        await pilot.press("n")
        await wait_until(pilot, lambda: screen._step.position == 3)
        await pilot.press("n")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ScalesScreen))
        assert asked.rows("SELECT ended_at FROM interviews") == [(None,)]
        await pilot.press(*"22222", "enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, DebriefScreen))
        await wait_until(pilot, lambda: "1 of 3 answered" in words_on(pilot.app.screen))
        assert "evidence" in words_on(pilot.app.screen)
        await pilot.press("p")
        await wait_until(pilot, lambda: asked.rows("SELECT count(*) FROM judgements WHERE own = 2")[0][0] >= 3)


async def test_a_mock_that_was_left_goes_on_with_what_was_written(asked: Any, wait_until: Any, words_on: Any) -> None:
    """Esc leaves; the words are kept and stand there again; the key is called by what it does."""
    async with asked.app().run_test(size=(80, 24)) as pilot:
        await at_interviews(pilot, wait_until)
        screen = await begun(pilot, wait_until)
        await pilot.press("t", *"Half an answer", "escape", "escape")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, InterviewsScreen))
        assert asked.rows("SELECT text FROM interview_questions WHERE position = 1") == [("Half an answer",)]
        await wait_until(pilot, lambda: pilot.app.screen._held.left is not None)
        await wait_until(pilot, lambda: "enter Go on" in words_on(pilot.app.screen))
        await pilot.press("n")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, MockScreen) and pilot.app.screen is not screen)
        await wait_until(pilot, lambda: pilot.app.screen.query_one(TextArea).text == "Half an answer")


async def test_a_real_interview_becomes_questions(asked: Any, wait_until: Any) -> None:
    """Also one that the library hasn't; a wrong rating is explained, and nothing typed is lost."""
    async with asked.app().run_test(size=(120, 40)) as pilot:
        await at_interviews(pilot, wait_until)
        await pilot.press("a")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, RealInterviewForm))
        area = pilot.app.screen.query_one("#asked", TextArea)
        area.text = "Why us of all companies? | 7 | no reason"
        await pilot.press("f2")
        await wait_until(pilot, lambda: pilot.app.screen.query(".wrong.-shown"))
        area.text = "Why us of all companies? | 2 | no reason"
        await pilot.press("f2")
        await wait_until(pilot, lambda: asked.rows("SELECT missing FROM interview_questions") == [("no reason",)])
        assert asked.rows(
            "SELECT count(*) FROM notes WHERE deck_id IN (SELECT id FROM decks WHERE name='Interviews')"
        ) == [(1,)]


def test_a_line_of_a_real_interview_has_three_parts() -> None:
    """The question, how it went, what was missing; the last two may be left out."""
    assert question_of("Why us?") == RealQuestion("Why us?")
    assert question_of("Why us? | 4") == RealQuestion("Why us?", own=4)
    assert question_of("Why us? | no number") == RealQuestion("Why us?", missing="no number")
    assert question_of("Why us? | 2 | a date | a number") == RealQuestion("Why us?", own=2, missing="a date | a number")
    with pytest.raises(InputError):
        question_of("Why us? | 9")


async def test_a_pause_stops_the_time_and_hides_the_question(asked: Any, wait_until: Any, words_on: Any) -> None:
    """Nothing answers while it lasts; the same key goes on."""
    async with asked.app().run_test(size=(120, 40)) as pilot:
        await at_interviews(pilot, wait_until)
        screen = await begun(pilot, wait_until)
        question = screen._step.question.asked
        await pilot.press("p")
        await wait_until(pilot, lambda: "Paused." in words_on(screen) and question not in words_on(screen))
        asked.forward(seconds=600)
        await pilot.press("enter")
        await pilot.press("p")
        await wait_until(pilot, lambda: question in words_on(screen))
        assert screen._step.position == 1
        assert screen._stopwatch.seconds < 600


async def test_what_was_written_down_is_not_lost_by_escape(asked: Any, wait_until: Any) -> None:
    """The form asks before it leaves words; without any it just goes."""
    async with asked.app().run_test(size=(100, 30)) as pilot:
        await at_interviews(pilot, wait_until)
        await pilot.press("a")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, RealInterviewForm))
        await pilot.press(*"Why us", "escape")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ConfirmScreen))
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, RealInterviewForm))
        assert pilot.app.screen.query_one("#asked", TextArea).text == "Why us"
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ConfirmScreen))
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, InterviewsScreen))
        await pilot.press("a")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, RealInterviewForm))
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, InterviewsScreen))
