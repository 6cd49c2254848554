"""Drilling, as a person does it: every key, and the time."""

import re
from typing import Any

import pytest

from drills.config import Config, Study
from drills.models import Kind, Rating
from tui.screens.note_edit import NoteEditScreen
from tui.screens.sitting import Phase
from tui.widgets.grade_bar import GradeBar

SIZE = (100, 32)


async def test_pause_hides_the_card_and_stops_the_time(house: Any, wait_until: Any, begin: Any, words_on: Any) -> None:
    """And no key rates meanwhile."""
    house.add(Kind.BASIC)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot)
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


async def test_while_paused_nothing_happens_to_the_card(house: Any, wait_until: Any, begin: Any, words_on: Any) -> None:
    """One goes on, leaves or looks for help; the keys below say so."""
    house.add(Kind.BASIC)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot)
        await pilot.press("space", "p", *"bsfeEiut1d:,q")
        await pilot.pause(0.2)
        assert pilot.app.screen is drill
        assert house.rows("SELECT suspended, buried_until, flag, reps FROM cards") == [(0, None, 0, 0)]
        assert house.rows("SELECT count(*) FROM notes") == [(1,)]
        assert words_on(drill).splitlines()[-1].split("   ")[:3] == [" esc Leave", "p Resume", "? Help"]
        assert "p goes on" in words_on(drill)
        await pilot.press("p", "s")
        await wait_until(pilot, lambda: house.rows("SELECT suspended FROM cards") == [(1,)])


async def test_a_card_put_aside_says_how_it_comes_back(house: Any, wait_until: Any, begin: Any, words_on: Any) -> None:
    """In the words of the commands, with the user's own key."""
    for number in range(3):
        house.add(Kind.BASIC, {"front": f"Question {number}", "back": "Answer"})
    async with house.app(Config(keys={"drill.undo": "z"})).run_test(size=SIZE) as pilot:
        drill = await begin(pilot)
        await pilot.press("s")
        await wait_until(pilot, lambda: "Suspended; z brings it back." in words_on(drill))
        await pilot.press("b")
        await wait_until(pilot, lambda: "Buried until tomorrow; z brings it back." in words_on(drill))


async def test_help_over_a_card_lists_the_ratings_and_no_other_use_of_their_keys(
    house: Any, wait_until: Any, begin: Any, words_on: Any
) -> None:
    """Before the answer shows, too; each command with its id."""
    house.add(Kind.BASIC)
    async with house.app(Config(keys={"drill.good": "g"})).run_test(size=(100, 60)) as pilot:
        await begin(pilot)
        await pilot.press("question_mark")
        await wait_until(pilot, lambda: "Once the answer shows" in words_on(pilot.app.screen))
        words = words_on(pilot.app.screen)
        for line in ("1 +Not recalled +drill.again", "g +Recalled +drill.good", "u +Take the last .* +drill.undo"):
            assert re.search(line, words)
        assert "place." not in words
        assert "app.drill" not in words
        assert "app.settings" in words


async def test_absence_is_left_out_but_thinking_long_is_not_cut(house: Any, wait_until: Any, begin: Any) -> None:
    """A gap without a key counts up to the setting; keys in between show that one is there."""
    house.add(Kind.BASIC)
    config = Config(Study(idle_after=60))
    async with house.app(config).run_test(size=SIZE) as pilot:
        await begin(pilot)
        for _ in range(3):
            house.forward(seconds=50)
            await pilot.press("j")
        house.forward(minutes=30)
        await pilot.press("space", "3")
        await wait_until(pilot, lambda: house.rows("SELECT seconds FROM reviews") == [(210.0,)])


async def test_bury_suspend_and_flag_act_on_the_card_in_front(
    house: Any, wait_until: Any, begin: Any, words_on: Any
) -> None:
    """The first two bring the next card, the flag stays with this one."""
    for number in range(3):
        house.add(Kind.BASIC, {"front": f"Question {number}", "back": "Answer"})
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot)
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


async def test_a_card_can_be_edited_in_place(house: Any, wait_until: Any, begin: Any, words_on: Any) -> None:
    """The card shows the new text, still revealed, and its history is kept."""
    house.add(Kind.BASIC)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot)
        await pilot.press("space", "e")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, NoteEditScreen))
        await pilot.press(*"New: ", "f2")
        await wait_until(pilot, lambda: pilot.app.screen is drill and "New: What is E1?" in words_on(drill))
        await wait_until(pilot, lambda: drill.phase is Phase.REVEALED)
        assert "Accomplishments" in words_on(drill)
        await pilot.press("3")
        await wait_until(pilot, lambda: house.rows("SELECT count(*) FROM reviews") == [(1,)])


async def test_a_learning_card_is_waited_for_and_comes_by_itself(
    house: Any, wait_until: Any, begin: Any, words_on: Any
) -> None:
    """The countdown runs; when the time is there, so is the card."""
    house.add(Kind.BASIC)
    async with house.app(Config(Study(learning_steps=(30, 60)))).run_test(size=SIZE) as pilot:
        drill = await begin(pilot)
        await pilot.press("space", "1")
        await wait_until(pilot, lambda: drill.phase is Phase.WAITING)
        await wait_until(pilot, lambda: "30:00" in words_on(drill))
        house.forward(minutes=31)
        await wait_until(pilot, lambda: drill.phase is Phase.ASKING)


async def test_a_card_that_comes_early_says_why(house: Any, wait_until: Any, begin: Any, words_on: Any) -> None:
    """It was to come back in ten minutes, but nothing else is left."""
    house.add(Kind.BASIC)
    async with house.app(Config(Study(learning_steps=(10, 20)))).run_test(size=(60, 20)) as pilot:
        drill = await begin(pilot)
        assert "early" not in words_on(drill)
        await pilot.press("space", "1")
        await wait_until(pilot, lambda: drill.phase is Phase.ASKING)
        assert "Again: back in 10 m · early: nothing else is left" in words_on(drill)
        await pilot.press("escape")
        await wait_until(pilot, lambda: pilot.app.screen is not drill)
        drill = await begin(pilot)
        assert "Early: nothing else is left" in words_on(drill)


async def test_a_card_that_is_waited_for_can_be_taken_at_once(house: Any, wait_until: Any, begin: Any) -> None:
    """One key, and its rating counts like any other."""
    house.add(Kind.BASIC)
    async with house.app(Config(Study(learning_steps=(30, 60)))).run_test(size=SIZE) as pilot:
        drill = await begin(pilot)
        await pilot.press("space", "1")
        await wait_until(pilot, lambda: drill.phase is Phase.WAITING)
        await pilot.press("n")
        await wait_until(pilot, lambda: drill.phase is Phase.ASKING)
        await pilot.press("space", "4")
        await wait_until(pilot, lambda: house.rows("SELECT rating FROM reviews") == [(1,), (4,)])


async def test_ratings_can_be_clicked(house: Any, wait_until: Any, begin: Any) -> None:
    """The mouse does what the keys do."""
    house.add(Kind.BASIC)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot)
        await pilot.press("space")
        await wait_until(pilot, lambda: drill.phase is Phase.REVEALED)
        await pilot.click(GradeBar, offset=(drill.query_one(GradeBar).size.width - 4, 0))
        await wait_until(pilot, lambda: house.rows("SELECT rating FROM reviews") == [(int(Rating.EASY),)])


@pytest.mark.parametrize("size", [(80, 24), (240, 70), (50, 16), (120, 36)])
async def test_it_can_be_resized_at_any_moment(
    house: Any, wait_until: Any, size: tuple[int, int], begin: Any, words_on: Any
) -> None:
    """Before and after the reveal, to any size."""
    house.add(Kind.QUESTION)
    async with house.app().run_test(size=SIZE) as pilot:
        drill = await begin(pilot)
        await pilot.resize_terminal(*size)
        await pilot.press("space")
        await wait_until(pilot, lambda: "Skeleton" in words_on(drill))
        await pilot.resize_terminal(80, 24)
        await pilot.press("3")
        await wait_until(pilot, lambda: house.rows("SELECT count(*) FROM reviews") == [(1,)])


@pytest.mark.parametrize(("size", "rows"), [((60, 20), 2), ((80, 24), 1), ((40, 16), 2)])
@pytest.mark.parametrize("kind", [Kind.BASIC, Kind.QUESTION])
async def test_ratings_show_their_times_at_every_width(
    house: Any, wait_until: Any, begin: Any, words_on: Any, size: tuple[int, int], rows: int, kind: Kind
) -> None:
    """Below the names where it is narrow; their room is there before they are."""
    house.add(kind)
    async with house.app().run_test(size=size) as pilot:
        drill = await begin(pilot)
        bar = drill.query_one(GradeBar)
        await pilot.pause()
        height = bar.size.height
        assert height == rows if kind is Kind.BASIC else height > rows
        await pilot.press("space")
        await wait_until(pilot, lambda: drill.phase is Phase.REVEALED)
        await pilot.pause()
        assert bar.size.height == height
        for rating, wait in drill.face.waits.items():
            assert f"{int(rating)} {rating.name.title()}" in words_on(drill)
            assert f"{wait} " in words_on(drill)
