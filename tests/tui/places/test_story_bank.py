"""The story bank, the matrix and the roles: written in forms, linked by key, undone by u."""

from threading import Event
from typing import Any

import pytest
from textual.widgets import Input, TextArea

from drills.models import Kind
from tui.desk import Desk
from tui.screens.matrix import MatrixScreen
from tui.screens.roles import RolesScreen
from tui.screens.stories import StoriesScreen
from tui.screens.story_form import StoryForm

HOSTILE = "[red]the[/] [@click=app.quit]queue[/] 漢字 🙂"


@pytest.fixture
def asked(house: Any) -> Any:
    """A library with two questions."""
    house.add(Kind.QUESTION, key="shipped.Q1")
    house.add(Kind.QUESTION, key="shipped.Q2")
    return house


async def at(pilot: Any, wait_until: Any, screen: type, key: str) -> None:
    """Go to Answers, and on to one of its banks."""
    await pilot.press("3")
    await wait_until(pilot, lambda: getattr(pilot.app.screen, "_shown", ()))
    await pilot.press(key)
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, screen))


async def test_a_story_is_written_linked_and_taken_back(asked: Any, wait_until: Any, words_on: Any) -> None:
    """With its numbers, as plain text whatever it holds; the matrix then shows the link."""
    async with asked.app().run_test(size=(120, 40)) as pilot:
        await at(pilot, wait_until, StoriesScreen, "s")
        await pilot.press("a")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, StoryForm))
        pilot.app.screen.query_one("#title", Input).value = HOSTILE
        pilot.app.screen.query_one("#action", TextArea).text = "I built a shared sheet."
        pilot.app.screen.query_one("#facts", TextArea).text = "3 days = earlier close"
        await pilot.press("f2")
        await wait_until(pilot, lambda: asked.rows("SELECT facts FROM stories") == [('[["3 days", "earlier close"]]',)])
        await wait_until(pilot, lambda: "[red]the[/]" in words_on(pilot.app.screen))
        await wait_until(pilot, lambda: pilot.app.screen._detail is not None)
        await pilot.press("l")
        await wait_until(
            pilot, lambda: pilot.app.screen.query("OptionList") and not isinstance(pilot.app.screen, StoriesScreen)
        )
        await pilot.press("enter")
        await wait_until(pilot, lambda: asked.rows("SELECT count(*) FROM story_questions") == [(1,)])
        await pilot.press("escape", "m")
        await wait_until(
            pilot, lambda: isinstance(pilot.app.screen, MatrixScreen) and "○" in words_on(pilot.app.screen)
        )
        await wait_until(pilot, lambda: "1 without a story" in words_on(pilot.app.screen))
        await pilot.press("enter")
        await wait_until(pilot, lambda: asked.rows("SELECT count(*) FROM story_questions") == [(0,)])
        await pilot.press("u")
        await wait_until(pilot, lambda: asked.rows("SELECT count(*) FROM story_questions") == [(1,)])


async def test_a_number_must_say_what_it_stands_for(asked: Any, wait_until: Any, words_on: Any) -> None:
    """The form stays, and says how it is written."""
    async with asked.app().run_test(size=(120, 40)) as pilot:
        await at(pilot, wait_until, StoriesScreen, "s")
        await pilot.press("a")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, StoryForm))
        pilot.app.screen.query_one("#title", Input).value = "The queue"
        pilot.app.screen.query_one("#facts", TextArea).text = "no equals sign"
        await pilot.press("f2")
        await wait_until(pilot, lambda: "24 days = time to hire" in words_on(pilot.app.screen))
        assert isinstance(pilot.app.screen, StoryForm)
        assert asked.rows("SELECT count(*) FROM stories") == [(0,)]


async def test_an_unfinished_story_is_not_lost_by_escape(asked: Any, wait_until: Any) -> None:
    """It asks before it leaves what was written."""
    async with asked.app().run_test(size=(80, 24)) as pilot:
        await at(pilot, wait_until, StoriesScreen, "s")
        await pilot.press("a")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, StoryForm))
        await pilot.press(*"Queue", "escape")
        await wait_until(pilot, lambda: type(pilot.app.screen).__name__ == "ConfirmScreen")
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, StoryForm))
        assert pilot.app.screen.query_one("#title", Input).value == "Queue"


async def test_a_role_is_written_down_and_aimed_at(asked: Any, wait_until: Any, words_on: Any) -> None:
    """Its advert's words are looked for in the answers; none has them yet."""
    async with asked.app().run_test(size=(120, 40)) as pilot:
        await at(pilot, wait_until, RolesScreen, "o")
        await pilot.press("a")
        await wait_until(pilot, lambda: pilot.app.screen.query("#company"))
        pilot.app.screen.query_one("#company", Input).value = "Meridian"
        pilot.app.screen.query_one("#title", Input).value = "Analyst"
        pilot.app.screen.query_one("#advert", TextArea).text = "Forecasting and reporting with SQL. Forecasting counts."
        await pilot.press("f2")
        await wait_until(pilot, lambda: asked.rows("SELECT current FROM roles") == [(1,)])
        await wait_until(pilot, lambda: "forecasting" in words_on(pilot.app.screen).lower())
        assert "0 % of their weight" in words_on(pilot.app.screen)


async def test_a_library_that_is_still_filling_is_not_called_empty(house: Any, wait_until: Any, words_on: Any) -> None:
    """As the demo's is at first: what is there comes as soon as it can be read, at its full width."""
    gate = Event()

    def slow(open_: Any) -> Desk:
        return Desk(lambda: gate.wait(10) and open_())

    try:
        async with house.app(desk=slow).run_test(size=(120, 40)) as pilot:
            await pilot.press("3")
            await wait_until(pilot, lambda: "One moment" in words_on(pilot.app.screen))
            assert "Open questions stand here" not in words_on(pilot.app.screen)
            house.add(Kind.QUESTION, key="shipped.Q1")
            gate.set()
            await wait_until(pilot, lambda: "How do you plan to achieve your career g" in words_on(pilot.app.screen))
            await wait_until(pilot, lambda: "One moment" not in words_on(pilot.app.screen))
    finally:
        gate.set()
