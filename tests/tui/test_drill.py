"""Drilling, as a person does it: every kind, every key, and nothing lost."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from textual.widgets import Input, TextArea

from drills.config import Config, Study
from drills.errors import DiskFullError
from drills.models import Kind, Rating
from tui import drilling
from tui.desk import Desk
from tui.screens.drill import DrillScreen
from tui.screens.note_edit import NoteEditScreen
from tui.screens.sitting import Phase
from tui.screens.summary import SummaryScreen
from tui.screens.today import TodayScreen
from tui.widgets.grade_bar import GradeBar
from tui.widgets.page import Page

SIZE = (100, 32)


def drill_of(app: Any) -> DrillScreen:
    """The drill, also while something lies over it."""
    return next(screen for screen in app.screen_stack if isinstance(screen, DrillScreen))


def words_on(screen: Any) -> str:
    """Everything that can be read on a screen."""
    lines = screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in line) for line in lines)


async def begin(pilot: Any, wait_until: Any) -> DrillScreen:
    """Start the plan of the day."""
    await pilot.press("d")
    await wait_until(
        pilot, lambda: isinstance(pilot.app.screen, DrillScreen) and pilot.app.screen.phase is Phase.ASKING
    )
    drill = pilot.app.screen
    assert isinstance(drill, DrillScreen)
    return drill


async def test_a_basic_card_is_asked_revealed_rated_and_summed_up(house: Any, wait_until: Any) -> None:
    """The whole way, from Today and back."""
    house.add(Kind.BASIC)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot, wait_until)
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


async def test_a_gap_shows_its_hint_and_then_its_word(house: Any, wait_until: Any) -> None:
    """Each cloze number is a card; only its own gap is asked."""
    house.add(Kind.CLOZE)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot, wait_until)
        assert "[…] and a date" in words_on(drill)
        await pilot.press("space")
        await wait_until(pilot, lambda: "the goal and a date" in words_on(drill))


async def test_a_typed_answer_is_compared_and_the_user_decides(house: Any, wait_until: Any) -> None:
    """One slip is close: Hard is suggested, Good can still be given."""
    house.add(Kind.TYPED)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot, wait_until)
        assert isinstance(pilot.app.focused, Input)
        await pilot.press(*"situatoin", "enter")
        await wait_until(pilot, lambda: drill.phase is Phase.REVEALED)
        await wait_until(pilot, lambda: "Close." in words_on(drill))
        assert "▌2 Hard" in words_on(drill)
        await pilot.press("3")
        await wait_until(pilot, lambda: house.rows("SELECT rating FROM reviews") == [(3,)])


async def test_a_question_is_spoken_against_the_clock(house: Any, wait_until: Any) -> None:
    """The clock stops at the reveal; the spoken try is kept with its time."""
    house.add(Kind.QUESTION)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot, wait_until)
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


async def test_a_question_can_be_answered_in_writing(house: Any, wait_until: Any) -> None:
    """Words are counted as one writes; what was written is kept, and comes back next time."""
    house.add(Kind.QUESTION)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot, wait_until)
        await pilot.press("t")
        assert isinstance(pilot.app.focused, TextArea)
        await pilot.press(*"I passed the exam")
        await wait_until(pilot, lambda: "4 words" in words_on(drill))
        await pilot.press("escape", "space")
        await wait_until(pilot, lambda: drill.phase is Phase.REVEALED)
        await pilot.press("1")
        await wait_until(pilot, lambda: house.rows("SELECT spoken, text FROM tries") == [(0, "I passed the exam")])
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, SummaryScreen))
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))
        house.forward(days=1)
        drill = await begin(pilot, wait_until)
        assert "I passed" not in words_on(drill)
        await pilot.press("space", "end")
        await wait_until(pilot, lambda: "I passed the exam" in words_on(drill))


async def test_a_critique_names_pitfalls_only_after_the_reveal(house: Any, wait_until: Any) -> None:
    """First the sample alone; then what is wrong with it, by name."""
    house.add(Kind.CRITIQUE)
    async with house.app().run_test(size=(100, 40)) as pilot:
        drill = await begin(pilot, wait_until)
        assert "I want to earn more" in words_on(drill)
        assert "A7" not in words_on(drill)
        await pilot.press("space")
        await wait_until(pilot, lambda: "A7 money as the motive" in words_on(drill))
        assert "E1 accomplishments to date" in words_on(drill)
        await pilot.press("2")
        await wait_until(pilot, lambda: house.rows("SELECT rating FROM reviews") == [(2,)])
    assert house.rows("SELECT count(*) FROM tries") == [(0,)]


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


async def test_the_next_card_shows_only_after_the_commit(house: Any, wait_until: Any) -> None:
    """While the answer is being written the card stays, and further keys rate nothing."""
    for number in range(3):
        house.add(Kind.BASIC, {"front": f"Question {number}", "back": "Answer"})
    desks: list[HeldDesk] = []

    def held(open_: Callable[[], Any]) -> HeldDesk:
        desks.append(HeldDesk(open_))
        return desks[0]

    async with house.app(desk=held).run_test(size=SIZE) as pilot:
        drill = await begin(pilot, wait_until)
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


async def test_a_failed_write_leaves_the_card_to_be_rated_again(house: Any, wait_until: Any) -> None:
    """A message, the card stays revealed, and the second try counts."""
    house.add(Kind.BASIC)
    desks: list[FullDesk] = []

    def full(open_: Callable[[], Any]) -> FullDesk:
        desks.append(FullDesk(open_))
        return desks[0]

    async with house.app(desk=full).run_test(size=SIZE, notifications=True) as pilot:
        drill = await begin(pilot, wait_until)
        await pilot.press("space", "3")
        await wait_until(pilot, lambda: "disk is full" in words_on(drill))
        assert drill.phase is Phase.REVEALED
        desks[0].full = False
        await pilot.press("3")
        await wait_until(pilot, lambda: house.rows("SELECT count(*) FROM reviews") == [(1,)])


async def test_undo_brings_the_card_back_unrated(house: Any, wait_until: Any) -> None:
    """From the next card, and from the summary too."""
    house.add(Kind.BASIC)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot, wait_until)
        await pilot.press("space", "4")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, SummaryScreen))
        await pilot.press("u")
        await wait_until(pilot, lambda: pilot.app.screen is drill and drill.phase is Phase.ASKING)
        assert house.rows("SELECT phase, reps FROM cards") == [("new", 0)]
        await pilot.press("space", "1")
        await wait_until(pilot, lambda: house.rows("SELECT count(*) FROM reviews") == [(2,)])


async def test_a_session_goes_on_where_it_was_left(house: Any, wait_until: Any) -> None:
    """Also in a new run of the app."""
    for number in range(4):
        house.add(Kind.BASIC, {"front": f"Question {number}", "back": "Answer"})
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot, wait_until)
        await pilot.press("space", "4")
        await wait_until(pilot, lambda: drill.phase is Phase.ASKING and drill.face and drill.face.position == 2)
        second = drill.face.card.id
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))
        await wait_until(pilot, lambda: "A session waits" in words_on(pilot.app.screen))
    house.forward(minutes=30)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot, wait_until)
        assert (drill.face.card.id, drill.face.position) == (second, 2)


async def test_pause_hides_the_card_and_stops_the_time(house: Any, wait_until: Any) -> None:
    """And no key rates meanwhile."""
    house.add(Kind.BASIC)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot, wait_until)
        house.forward(seconds=5)
        await pilot.press("p")
        await pilot.pause()
        assert "What is E1?" not in words_on(drill)
        house.forward(minutes=20)
        await pilot.press("space", "3", "p")
        await pilot.pause()
        assert drill.phase is Phase.ASKING
        assert "What is E1?" in words_on(drill)
        house.forward(seconds=3)
        await pilot.press("space", "3")
        await wait_until(pilot, lambda: house.rows("SELECT seconds FROM reviews") == [(8.0,)])


async def test_absence_is_left_out_but_thinking_long_is_not_cut(house: Any, wait_until: Any) -> None:
    """A gap without a key counts up to the setting; keys in between show that one is there."""
    house.add(Kind.BASIC)
    config = Config(Study(idle_after=60))
    async with house.app(config).run_test(size=SIZE) as pilot:
        await begin(pilot, wait_until)
        for _ in range(3):
            house.forward(seconds=50)
            await pilot.press("j")
        house.forward(minutes=30)
        await pilot.press("space", "3")
        await wait_until(pilot, lambda: house.rows("SELECT seconds FROM reviews") == [(210.0,)])


async def test_bury_suspend_and_flag_act_on_the_card_in_front(house: Any, wait_until: Any) -> None:
    """The first two bring the next card, the flag stays with this one."""
    for number in range(3):
        house.add(Kind.BASIC, {"front": f"Question {number}", "back": "Answer"})
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot, wait_until)
        flagged = drill.face.card.id
        await pilot.press("space", "f")
        await wait_until(pilot, lambda: "⚑ 1" in words_on(drill))
        assert drill.phase is Phase.REVEALED
        await pilot.press("b")
        await wait_until(pilot, lambda: drill.face and drill.face.card.id != flagged)
        suspended = drill.face.card.id
        await pilot.press("s")
        await wait_until(pilot, lambda: drill.face and drill.face.card.id != suspended)
    assert house.rows("SELECT flag, buried_until IS NOT NULL FROM cards WHERE id = ?", flagged) == [(1, 1)]
    assert house.rows("SELECT suspended FROM cards WHERE id = ?", suspended) == [(1,)]


async def test_a_card_can_be_edited_in_place(house: Any, wait_until: Any) -> None:
    """The card shows the new text, still revealed, and its history is kept."""
    house.add(Kind.BASIC)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot, wait_until)
        await pilot.press("space", "e")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, NoteEditScreen))
        await pilot.press(*"New: ", "f2")
        await wait_until(pilot, lambda: pilot.app.screen is drill and "New: What is E1?" in words_on(drill))
        await wait_until(pilot, lambda: drill.phase is Phase.REVEALED)
        assert "Accomplishments" in words_on(drill)
        await pilot.press("3")
        await wait_until(pilot, lambda: house.rows("SELECT count(*) FROM reviews") == [(1,)])


async def test_a_learning_card_is_waited_for_and_comes_by_itself(house: Any, wait_until: Any) -> None:
    """The countdown runs; when the time is there, so is the card."""
    house.add(Kind.BASIC)
    async with house.app(Config(Study(learning_steps=(30, 60)))).run_test(size=SIZE) as pilot:
        drill = await begin(pilot, wait_until)
        await pilot.press("space", "1")
        await wait_until(pilot, lambda: drill.phase is Phase.WAITING)
        await wait_until(pilot, lambda: "30:00" in words_on(drill))
        house.forward(minutes=31)
        await wait_until(pilot, lambda: drill.phase is Phase.ASKING)


async def test_a_card_that_is_waited_for_can_be_taken_at_once(house: Any, wait_until: Any) -> None:
    """One key, and its rating counts like any other."""
    house.add(Kind.BASIC)
    async with house.app(Config(Study(learning_steps=(30, 60)))).run_test(size=SIZE) as pilot:
        drill = await begin(pilot, wait_until)
        await pilot.press("space", "1")
        await wait_until(pilot, lambda: drill.phase is Phase.WAITING)
        await pilot.press("n")
        await wait_until(pilot, lambda: drill.phase is Phase.ASKING)
        await pilot.press("space", "4")
        await wait_until(pilot, lambda: house.rows("SELECT rating FROM reviews") == [(1,), (4,)])


async def test_leaving_a_written_answer_asks_first(house: Any, wait_until: Any) -> None:
    """Nothing written is lost by a key too many."""
    house.add(Kind.QUESTION)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot, wait_until)
        await pilot.press("t", *"words", "escape", "escape")
        await wait_until(pilot, lambda: "would be lost" in words_on(pilot.app.screen))
        await pilot.press("escape")
        await wait_until(pilot, lambda: pilot.app.screen is drill)
        assert "words" in words_on(drill)


async def test_what_was_asked_does_not_move_at_the_reveal(house: Any, wait_until: Any) -> None:
    """Nor do the ratings' places change: nothing jumps."""
    house.add(Kind.BASIC)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot, wait_until)
        before = (drill.query(Page).first().region, drill.query_one("#drill-foot").region)
        await pilot.press("space")
        await wait_until(pilot, lambda: drill.phase is Phase.REVEALED)
        await pilot.pause()
        assert (drill.query(Page).first().region, drill.query_one("#drill-foot").region) == before


async def test_ratings_can_be_clicked(house: Any, wait_until: Any) -> None:
    """The mouse does what the keys do."""
    house.add(Kind.BASIC)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot, wait_until)
        await pilot.press("space")
        await wait_until(pilot, lambda: drill.phase is Phase.REVEALED)
        await pilot.click(GradeBar, offset=(drill.query_one(GradeBar).size.width - 4, 0))
        await wait_until(pilot, lambda: house.rows("SELECT rating FROM reviews") == [(int(Rating.EASY),)])


@pytest.mark.parametrize("size", [(80, 24), (240, 70), (50, 16), (120, 36)])
async def test_it_can_be_resized_at_any_moment(house: Any, wait_until: Any, size: tuple[int, int]) -> None:
    """Before and after the reveal, to any size."""
    house.add(Kind.QUESTION)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot, wait_until)
        await pilot.resize_terminal(*size)
        await pilot.press("space")
        await wait_until(pilot, lambda: "Skeleton" in words_on(drill))
        await pilot.resize_terminal(80, 24)
        await pilot.press("3")
        await wait_until(pilot, lambda: house.rows("SELECT count(*) FROM reviews") == [(1,)])
