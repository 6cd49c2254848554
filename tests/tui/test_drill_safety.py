"""Nothing rated or written is lost, and nothing is rated twice."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from drills.config import Study
from drills.errors import DiskFullError
from drills.models import Kind, Rating
from tui import drilling
from tui.desk import Desk
from tui.screens.confirm import ConfirmScreen
from tui.screens.help import HelpScreen
from tui.screens.sitting import Phase
from tui.screens.summary import SummaryScreen
from tui.screens.today import TodayScreen

SIZE = (100, 32)


class HeldDesk(Desk):
    """A desk whose ratings wait until they are let through."""

    def __init__(self, open_: Callable[[], Any]) -> None:
        super().__init__(open_)
        self.free = threading.Event()

    async def write(self, change: Any, *args: Any, **more: Any) -> Any:
        """Hold ratings up."""
        if change is drilling.rate:

            def held(c: Any, *rest: Any) -> Any:
                self.free.wait(10)
                return drilling.rate(c, *rest)

            return await super().write(held, *args, **more)
        return await super().write(change, *args, **more)


async def test_the_next_card_shows_only_after_the_commit(house: Any, wait_until: Any, begin: Any) -> None:
    """While the answer is being written the card stays, and further keys rate nothing."""
    for number in range(3):
        house.add(Kind.BASIC, {"front": f"Question {number}", "back": "Answer"})
    desks: list[HeldDesk] = []

    def held(open_: Callable[[], Any]) -> HeldDesk:
        desks.append(HeldDesk(open_))
        return desks[0]

    async with house.app(desk=held).run_test(size=SIZE) as pilot:
        drill = await begin(pilot)
        first = drill.face
        await pilot.press("space", "3", "3", "4")
        await pilot.pause(0.05)
        assert drill.face is first
        assert house.rows("SELECT count(*) FROM reviews") == [(0,)]
        desks[0].free.set()
        await wait_until(pilot, lambda: drill.face is not first)
        assert house.rows("SELECT count(*) FROM reviews") == [(1,)]
        await pilot.press("3", "4")
        await pilot.pause(0.05)
        assert house.rows("SELECT count(*) FROM reviews") == [(1,)]


class FullDesk(Desk):
    """A desk on a full disk, until there is room again."""

    full = True

    async def write(self, change: Any, *args: Any, **more: Any) -> Any:
        """Fail for ratings while the disk is full."""
        if change is drilling.rate and self.full:
            raise DiskFullError("No room left to write.", hint="Free some space and try again.")
        return await super().write(change, *args, **more)


async def test_a_failed_write_leaves_the_card_to_be_rated_again(
    house: Any, wait_until: Any, begin: Any, words_on: Any
) -> None:
    """A message, the card stays revealed, and the second try counts."""
    house.add(Kind.BASIC)
    desks: list[FullDesk] = []

    def full(open_: Callable[[], Any]) -> FullDesk:
        desks.append(FullDesk(open_))
        return desks[0]

    async with house.app(desk=full).run_test(size=SIZE, notifications=True) as pilot:
        drill = await begin(pilot)
        await pilot.press("space", "3")
        await wait_until(pilot, lambda: "disk is full" in words_on(drill))
        assert drill.phase is Phase.REVEALED
        desks[0].full = False
        await pilot.press("3")
        await wait_until(pilot, lambda: house.rows("SELECT count(*) FROM reviews") == [(1,)])


async def test_undo_brings_the_card_back_unrated(house: Any, wait_until: Any, begin: Any) -> None:
    """From the next card, and from the summary too."""
    house.add(Kind.BASIC)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot)
        await pilot.press("space", "4")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, SummaryScreen))
        await pilot.press("u")
        await wait_until(pilot, lambda: pilot.app.screen is drill and drill.phase is Phase.ASKING)
        assert house.rows("SELECT phase, reps FROM cards") == [("new", 0)]
        await pilot.press("space", "1")
        await wait_until(pilot, lambda: house.rows("SELECT count(*) FROM reviews") == [(2,)])


async def test_a_session_goes_on_where_it_was_left(house: Any, wait_until: Any, begin: Any, words_on: Any) -> None:
    """Also in a new run of the app."""
    for number in range(4):
        house.add(Kind.BASIC, {"front": f"Question {number}", "back": "Answer"})
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot)
        await pilot.press("space", "4")
        await wait_until(pilot, lambda: drill.phase is Phase.ASKING and drill.face and drill.face.position == 2)
        second = drill.face.card.id
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))
        await wait_until(pilot, lambda: "A session waits" in words_on(pilot.app.screen))
    house.forward(minutes=30)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot)
        assert (drill.face.card.id, drill.face.position) == (second, 2)


async def test_leaving_a_written_answer_asks_first(house: Any, wait_until: Any, begin: Any, words_on: Any) -> None:
    """Nothing written is lost by a key too many."""
    house.add(Kind.QUESTION)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot)
        await pilot.press("t", *"words", "escape", "escape")
        await wait_until(pilot, lambda: "would be lost" in words_on(pilot.app.screen))
        await pilot.press("escape")
        await wait_until(pilot, lambda: pilot.app.screen is drill)
        assert "words" in words_on(drill)


@pytest.mark.parametrize("key", ["2", "q"])
async def test_a_written_answer_beneath_another_screen_is_asked_about(
    house: Any, wait_until: Any, begin: Any, words_on: Any, key: str
) -> None:
    """Whatever lies over the drill, going elsewhere or quitting asks first."""
    house.add(Kind.QUESTION)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot)
        await pilot.press("t", *"words", "escape", "comma" if key == "q" else "question_mark")
        await wait_until(pilot, lambda: pilot.app.screen is not drill)
        await pilot.press(key)
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ConfirmScreen))
        await pilot.press("escape", "escape")
        await wait_until(pilot, lambda: pilot.app.screen is drill)
        assert "words" in words_on(drill)


async def test_d_goes_back_to_the_drill_beneath(house: Any, wait_until: Any, begin: Any) -> None:
    """Rather than open another one over it."""
    house.add(Kind.BASIC)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot)
        await pilot.press("question_mark")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        await pilot.press("d")
        await wait_until(pilot, lambda: pilot.app.screen is drill)


async def test_a_card_answered_in_another_window_gives_way_to_the_next(
    house: Any, wait_until: Any, begin: Any, words_on: Any
) -> None:
    """The answer here is refused in words, and undoing says whose answer it takes back."""
    house.add(Kind.BASIC)
    house.add(Kind.BASIC, {"front": "Second", "back": "Answer"})
    async with house.app().run_test(size=SIZE, notifications=True) as pilot:
        drill = await begin(pilot)
        with house.connect() as c:
            drilling.rate(c, drill.face, Rating.EASY, 3.0, None, None, house.now, Study())
        await pilot.press("space", "3")
        await wait_until(pilot, lambda: "Answered elsewhere" in words_on(drill))
        await wait_until(pilot, lambda: drill.phase is Phase.ASKING and "Second" in words_on(drill))
        assert house.rows("SELECT rating FROM reviews") == [(4,)]
        await pilot.press("u")
        await wait_until(pilot, lambda: "Taken back: Answer Easy · What is E1?" in words_on(drill))


async def test_a_card_suspended_elsewhere_gives_way_to_the_next(house: Any, wait_until: Any, begin: Any) -> None:
    """And the answer is not stored."""
    house.add(Kind.BASIC)
    house.add(Kind.BASIC, {"front": "Second", "back": "Answer"})
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot)
        first = drill.face.card.id
        with house.connect() as c:
            c.execute("UPDATE cards SET suspended = 1 WHERE id = ?", (first,))
            c.commit()
        await pilot.press("space", "3")
        await wait_until(pilot, lambda: drill.phase is Phase.ASKING and drill.face.card.id != first)
        assert house.rows("SELECT count(*) FROM reviews") == [(0,)]
