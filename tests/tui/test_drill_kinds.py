"""Every kind of card from its question to its rating."""

from typing import Any

from textual.widgets import Input, TextArea

from drills.models import Kind
from tui.screens.sitting import Phase
from tui.screens.summary import SummaryScreen
from tui.screens.today import TodayScreen
from tui.widgets.page import Page

SIZE = (100, 32)


async def test_a_basic_card_is_asked_revealed_rated_and_summed_up(
    house: Any, wait_until: Any, begin: Any, words_on: Any
) -> None:
    """The whole way, from Today and back."""
    house.add(Kind.BASIC)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot)
        assert "What is E1?" in words_on(drill)
        assert "Accomplishments" not in words_on(drill)
        house.forward(seconds=7)
        await pilot.press("space")
        await wait_until(pilot, lambda: "Accomplishments to date" in words_on(drill))
        assert "1 Again" in words_on(drill)
        await pilot.press("4")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, SummaryScreen))
        assert "1 card" in words_on(pilot.app.screen)
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))
    assert house.rows("SELECT rating, seconds FROM reviews") == [(4, 7.0)]
    assert house.rows("SELECT count(*) FROM sessions WHERE ended_at IS NULL") == [(0,)]


async def test_a_gap_shows_its_hint_and_then_its_word(house: Any, wait_until: Any, begin: Any, words_on: Any) -> None:
    """Each cloze number is a card; only its own gap is asked."""
    house.add(Kind.CLOZE)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot)
        assert "[…] and a date" in words_on(drill)
        await pilot.press("space")
        await wait_until(pilot, lambda: "the goal and a date" in words_on(drill))


async def test_a_typed_answer_is_compared_and_the_user_decides(
    house: Any, wait_until: Any, begin: Any, words_on: Any
) -> None:
    """One slip is close: Hard is suggested, Good can still be given."""
    house.add(Kind.TYPED)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot)
        assert isinstance(pilot.app.focused, Input)
        await pilot.press(*"situatoin", "enter")
        await wait_until(pilot, lambda: drill.phase is Phase.REVEALED)
        await wait_until(pilot, lambda: "Close." in words_on(drill))
        assert "▌2 Hard" in words_on(drill)
        await pilot.press("3")
        await wait_until(pilot, lambda: house.rows("SELECT rating FROM reviews") == [(3,)])


async def test_a_question_is_spoken_against_the_clock(house: Any, wait_until: Any, begin: Any, words_on: Any) -> None:
    """The clock stops at the reveal; the spoken try is kept with its time."""
    house.add(Kind.QUESTION)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot)
        assert "speaking" in words_on(drill)
        house.forward(seconds=75)
        await pilot.press("enter")
        await wait_until(pilot, lambda: "Proof:" in words_on(drill))
        screen = words_on(drill)
        assert "1:15" in screen
        assert "all parts, in" in screen
        await pilot.press("3")
        await wait_until(pilot, lambda: house.rows("SELECT count(*) FROM reviews") == [(1,)])
    assert house.rows("SELECT spoken, text, seconds FROM tries") == [(1, "", 75.0)]


async def test_a_question_can_be_answered_in_writing(house: Any, wait_until: Any, begin: Any, words_on: Any) -> None:
    """Words are counted as one writes; what was written is kept, and comes back next time."""
    house.add(Kind.QUESTION)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot)
        await pilot.press("t")
        assert isinstance(pilot.app.focused, TextArea)
        await pilot.press(*"I passed the exam")
        await wait_until(pilot, lambda: "4 words" in words_on(drill))
        assert "esc Done" in words_on(drill)
        await pilot.press("escape", "space")
        await wait_until(pilot, lambda: drill.phase is Phase.REVEALED)
        await pilot.press("1")
        await wait_until(pilot, lambda: house.rows("SELECT spoken, text FROM tries") == [(0, "I passed the exam")])
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, SummaryScreen))
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))
        house.forward(days=1)
        drill = await begin(pilot)
        assert "I passed" not in words_on(drill)
        await pilot.press("space", "end")
        await wait_until(pilot, lambda: "I passed the exam" in words_on(drill))


async def test_a_critique_names_pitfalls_only_after_the_reveal(
    house: Any, wait_until: Any, begin: Any, words_on: Any
) -> None:
    """First the sample alone; then what is wrong with it, by name."""
    house.add(Kind.CRITIQUE)
    async with house.app().run_test(size=(100, 40)) as pilot:
        drill = await begin(pilot)
        assert "I want to earn more" in words_on(drill)
        assert "A7" not in words_on(drill)
        await pilot.press("space")
        await wait_until(pilot, lambda: "A7 money as the motive" in words_on(drill))
        assert "E1 accomplishments to date" in words_on(drill)
        await pilot.press("2")
        await wait_until(pilot, lambda: house.rows("SELECT rating FROM reviews") == [(2,)])
    assert house.rows("SELECT count(*) FROM tries") == [(0,)]


async def test_what_was_asked_does_not_move_at_the_reveal(house: Any, wait_until: Any, begin: Any) -> None:
    """Nor do the ratings' places change: nothing jumps."""
    house.add(Kind.BASIC)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot)
        before = (drill.query(Page).first().region, drill.query_one("#drill-foot").region)
        await pilot.press("space")
        await wait_until(pilot, lambda: drill.phase is Phase.REVEALED)
        await pilot.pause()
        assert (drill.query(Page).first().region, drill.query_one("#drill-foot").region) == before
