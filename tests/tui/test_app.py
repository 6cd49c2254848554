"""The app around the screens: places, palette, beginning, ending."""

from datetime import timedelta
from typing import Any

import pytest
from textual.command import CommandPalette
from textual.widgets import Input

from drills.config import Config, Looks, Study, load
from drills.errors import InputError, NotFoundError, Problem
from drills.goal.goals import GoalDraft
from drills.models import Kind
from drills.storage import settings
from drills.storage.goal.goals import add_goal
from tui import themes
from tui.messages import DayRead, Failed, Said, SettingRequested
from tui.palette import Commands
from tui.screens.confirm import ConfirmScreen
from tui.screens.drill import DrillScreen
from tui.screens.first_run import FirstRunScreen
from tui.screens.library import LibraryScreen
from tui.screens.today import TodayScreen
from tui.widgets.check_list import CheckList
from tui.widgets.today_panel import TodayPanel
from tui.widgets.top_bar import TopBar

SIZE = (120, 36)


async def test_numbers_lead_to_the_places_and_escape_back(house: Any, wait_until: Any) -> None:
    """Each of the five, and back to Today."""
    async with house.app().run_test(size=SIZE) as pilot:
        for key, name in zip("23451", ("Goals", "Answers", "Library", "Progress", "Today"), strict=True):
            await pilot.press(key)
            await wait_until(pilot, lambda name=name: type(pilot.app.screen).__name__ == f"{name}Screen")
        await pilot.press("2")
        await wait_until(pilot, lambda: type(pilot.app.screen).__name__ == "GoalsScreen")
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))


async def test_places_can_be_clicked(house: Any, wait_until: Any, words_on: Any) -> None:
    """In the bar above."""
    async with house.app().run_test(size=SIZE) as pilot:
        await pilot.pause()
        bar = words_on(pilot.app.screen).splitlines()[0]
        await pilot.click(TopBar, offset=(bar.index("4 Library") + 2, 0))
        await wait_until(pilot, lambda: type(pilot.app.screen).__name__ == "LibraryScreen")


async def test_every_place_shows_at_every_size(house: Any) -> None:
    """From very small to very large."""
    for kind in Kind:
        house.add(kind)
    async with house.app().run_test(size=(80, 24)) as pilot:
        for key in "12345":
            await pilot.press(key)
            for size in ((240, 70), (40, 12), (80, 24)):
                await pilot.resize_terminal(*size)
                await pilot.pause()


async def test_the_palette_drills_a_deck(house: Any, wait_until: Any, words_on: Any) -> None:
    """Whatever the deck is called."""
    house.add(Kind.BASIC, deck="Other")
    house.add(Kind.TYPED, deck="[/]Odd [red]deck")
    async with house.app().run_test(size=SIZE) as pilot:
        await pilot.press("colon")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette))
        await pilot.press(*"drill odd")
        await wait_until(pilot, lambda: "Drill [/]Odd [red]deck" in words_on(pilot.app.screen))
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, DrillScreen) and pilot.app.screen.face)
        assert pilot.app.screen.face.note.kind is Kind.TYPED


async def test_the_palette_lists_what_the_screen_can_do(house: Any, wait_until: Any, words_on: Any) -> None:
    """Read off its keys, with the keys."""
    house.add(Kind.BASIC)
    async with house.app().run_test(size=SIZE) as pilot:
        await pilot.press("d")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, DrillScreen) and pilot.app.screen.face)
        await pilot.press("ctrl+p")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette))
        await pilot.press(*"suspend")
        await wait_until(pilot, lambda: "Out, until you bring it back · s" in words_on(pilot.app.screen))
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: house.rows("SELECT suspended FROM cards") == [(1,)])


async def test_a_theme_from_the_palette_is_used_and_saved(house: Any, wait_until: Any) -> None:
    """In the settings file."""
    path = house.path.with_name("config.toml")
    async with house.app(config_path=path).run_test(size=SIZE) as pilot:
        assert pilot.app.theme == themes.DEFAULT
        pilot.app.use_theme("readyby-light")
        await wait_until(pilot, lambda: pilot.app.theme == "readyby-light")
        assert load(path)[0].looks.theme == "readyby-light"


async def test_a_setting_that_cannot_be_used_is_told(house: Any, wait_until: Any, words_on: Any) -> None:
    """And nothing changes."""
    async with house.app().run_test(size=SIZE, notifications=True) as pilot:
        pilot.app.post_message(SettingRequested("minutes_per_day", 100_000))
        await wait_until(pilot, lambda: "setting can't be used" in words_on(pilot.app.screen))


async def test_all_that_is_wrong_in_the_config_is_one_notice(house: Any) -> None:
    """Settings and keys together, the first few in full, each on its line."""
    problems = [Problem("/home/me/config.toml", line, f"problem {line}") for line in (1, 2)]
    config = Config(keys={"no.such": "x", "nor.this": "y"})
    async with house.app(config, problems=problems).run_test(size=SIZE, notifications=True) as pilot:
        (notice,) = pilot.app._notifications
        lines = notice.message.splitlines()
        assert lines[:2] == ["config.toml:1: problem 1", "config.toml:2: problem 2"]
        assert "no.such" in lines[2]
        assert lines[3:] == ["and 1 more: readyby config"]


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_a_notice_hides_neither_the_question_nor_the_ratings(
    house: Any, wait_until: Any, begin: Any, words_on: Any, size: tuple[int, int]
) -> None:
    """In the drill it stands at the top."""
    house.add(Kind.BASIC)
    async with house.app().run_test(size=size, notifications=True) as pilot:
        drill = await begin(pilot)
        await pilot.press("space")
        drill.post_message(Failed(InputError("Something that takes a whole line.", hint="And then another one.")))
        await wait_until(pilot, lambda: "And then another" in words_on(drill))
        for word in ("What is E1?", "1 Again", "4 Easy"):
            assert word in words_on(drill)


async def test_an_unknown_theme_falls_back_to_our_own(house: Any) -> None:
    """Rather than end the app."""
    async with house.app(Config(looks=Looks(theme="no-such-theme"))).run_test(size=SIZE) as pilot:
        assert pilot.app.theme == themes.DEFAULT


async def test_a_failure_is_shown_as_plain_text(house: Any, wait_until: Any, words_on: Any) -> None:
    """With what to do about it, and only once."""
    async with house.app().run_test(size=SIZE, notifications=True) as pilot:
        for _ in range(3):
            pilot.app.screen.post_message(Failed(InputError("No [red]such[/] [/] thing.", hint="Try [another].")))
        await wait_until(pilot, lambda: "No [red]such[/] [/] thing. Try [another]." in words_on(pilot.app.screen))
        assert words_on(pilot.app.screen).count("thing.") == 1


async def test_a_long_notice_stays_as_long_as_reading_it_takes(house: Any, wait_until: Any) -> None:
    """What is said once, as after days without study, must not be gone at a glance."""
    words = "3 days without study: the plan has moved with them. Nothing piles up; today is the usual length."
    async with house.app().run_test(size=SIZE) as pilot:
        app = pilot.app
        app.screen.post_message(Said(words))
        await wait_until(pilot, lambda: any(notice.message == words for notice in app._notifications))
        [notice] = [notice for notice in app._notifications if notice.message == words]
        assert notice.timeout >= 7


async def test_u_takes_the_last_step_back_anywhere(house: Any, wait_until: Any, words_on: Any) -> None:
    """And says what it was."""
    house.add(Kind.BASIC)
    async with house.app().run_test(size=SIZE, notifications=True) as pilot:
        await pilot.press("u")
        await wait_until(pilot, lambda: "Taken back: " in words_on(pilot.app.screen))
        assert house.rows("SELECT count(*) FROM notes WHERE deleted_at IS NULL") == [(0,)]


async def test_q_leaves_at_once_when_nothing_would_be_lost(house: Any) -> None:
    """Exit code 0."""
    async with house.app().run_test(size=SIZE) as pilot:
        await pilot.press("q")
        await pilot.pause()
    assert pilot.app.return_code == 0


async def test_q_asks_when_a_written_answer_would_be_lost(house: Any, wait_until: Any, words_on: Any) -> None:
    """And stays on a no."""
    house.add(Kind.QUESTION)
    async with house.app().run_test(size=SIZE) as pilot:
        await pilot.press("d")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, DrillScreen) and pilot.app.screen.face)
        await pilot.press("t", *"my answer", "escape", "q")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ConfirmScreen))
        await pilot.press("n")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, DrillScreen))
        assert "my answer" in words_on(pilot.app.screen)


@pytest.mark.parametrize("size", [(120, 36), (200, 50), (240, 70)])
async def test_today_uses_a_large_screen(house: Any, wait_until: Any, words_on: Any, size: tuple[int, int]) -> None:
    """The panels grow with it, up to lines that can still be read across."""
    house.add(Kind.BASIC)
    async with house.app().run_test(size=size) as pilot:
        await wait_until(pilot, lambda: "to start" in words_on(pilot.app.screen))
        panels = pilot.app.screen.query(TodayPanel)
        assert max(panel.region.bottom for panel in panels) >= 0.65 * size[1]
        assert sum(panel.region.width for panel in panels) >= 1.5 * size[0]
        assert max(panel.region.width for panel in panels) <= 140


async def test_the_palette_begins_with_what_the_foot_shows(house: Any, wait_until: Any) -> None:
    """Moving about in a list, which anybody finds, comes after the commands."""
    house.add(Kind.BASIC)
    async with house.app().run_test(size=SIZE) as pilot:
        await pilot.press("4")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen))
        palette = Commands(pilot.app.screen)
        names = [command.name for command in palette._here()]
        assert names.index("Add") < names.index("Edit") < names.index("Down")
        assert names.index("Tags") < names.index("Down")


async def test_a_newcomer_sets_a_goal_and_is_at_the_first_card(house: Any, wait_until: Any, words_on: Any) -> None:
    """Four answers, the date echoed as it is typed, the decks not chosen at rest."""
    house.add(Kind.BASIC, deck="Alpha")
    house.add(Kind.TYPED, deck="Beta")
    with house.connect() as c:
        settings.put(c, "first_run_done", False)
    path = house.path.with_name("config.toml")
    async with house.app(config_path=path).run_test(size=(80, 24)) as pilot:
        await wait_until(
            pilot, lambda: isinstance(pilot.app.screen, FirstRunScreen) and pilot.app.screen.query(CheckList)
        )
        await pilot.press(*"Analyst interview", "enter", *"in 3 weeks")
        await wait_until(pilot, lambda: "Sun 13 Dec 2026 · 21 days" in words_on(pilot.app.screen))
        await pilot.press("enter", *"25", "enter", "down", "space", "enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, DrillScreen) and pilot.app.screen.face)
        assert pilot.app.screen.face.note.deck == "Alpha"
        assert pilot.app.screen.config.study.minutes_per_day == 25
    assert house.rows("SELECT statement FROM goals") == [("Analyst interview",)]
    assert house.rows("SELECT suspended FROM cards ORDER BY id") == [(0,), (1,)]
    assert load(path)[0].study.minutes_per_day == 25


async def test_who_has_a_goal_already_is_not_asked_for_one(house: Any, wait_until: Any) -> None:
    """Set from the command line, say, before the app was ever open."""
    with house.connect() as c:
        add_goal(c, GoalDraft("Interview", house.now.date() + timedelta(days=9)), house.now, house.now.date())
        settings.put(c, "first_run_done", False)
    async with house.app().run_test() as pilot:
        await wait_until(
            pilot, lambda: isinstance(pilot.app.screen, TodayScreen) and pilot.app.screen.query(TodayPanel)
        )
        await pilot.pause(0.2)
        assert isinstance(pilot.app.screen, TodayScreen)


async def test_the_questions_can_be_skipped_and_are_not_asked_again(house: Any, wait_until: Any) -> None:
    """One key for all of them."""
    house.add(Kind.BASIC)
    with house.connect() as c:
        settings.put(c, "first_run_done", False)
    async with house.app().run_test(size=SIZE) as pilot:
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, FirstRunScreen))
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))
    async with house.app().run_test(size=SIZE) as pilot:
        await pilot.pause(0.2)
        assert isinstance(pilot.app.screen, TodayScreen)
    assert house.rows("SELECT count(*) FROM goals") == [(0,)]


async def test_an_unclear_date_is_asked_back(house: Any, wait_until: Any) -> None:
    """With what would be understood; nothing is guessed, and nothing starts."""
    house.add(Kind.BASIC)
    with house.connect() as c:
        settings.put(c, "first_run_done", False)
    async with house.app().run_test(size=SIZE) as pilot:
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, FirstRunScreen))
        await pilot.press("enter", *"someday", "f2")
        await pilot.pause(0.1)
        assert isinstance(pilot.app.screen, FirstRunScreen)
        assert pilot.app.focused is pilot.app.screen.query_one("#first-when", Input)


@pytest.mark.parametrize("minutes", ["0", "999", "-5"])
async def test_minutes_that_cannot_be_kept_are_asked_back(
    house: Any, wait_until: Any, words_on: Any, minutes: str
) -> None:
    """In their place, with what is allowed; nothing starts until they are right."""
    house.add(Kind.BASIC)
    with house.connect() as c:
        settings.put(c, "first_run_done", False)
    async with house.app().run_test(size=(80, 24)) as pilot:
        await wait_until(
            pilot, lambda: isinstance(pilot.app.screen, FirstRunScreen) and pilot.app.screen.query(CheckList)
        )
        field = pilot.app.screen.query_one("#first-minutes", Input)
        field.value = minutes
        await pilot.press("f2")
        await wait_until(pilot, lambda: "A whole number from 1 to 600" in words_on(pilot.app.screen))
        assert pilot.app.focused is field
        await pilot.press("home", "ctrl+k")
        await wait_until(pilot, lambda: "empty is 15" in words_on(pilot.app.screen))
        await pilot.press("f2")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, DrillScreen))
        assert pilot.app.screen.config.study.minutes_per_day == 15


@pytest.mark.parametrize("theme", [theme.name for theme in themes.OWN])
async def test_text_stands_out_from_its_ground(house: Any, theme: str) -> None:
    """At least 4.5 : 1 for text, hints and the accent, on every ground they stand on."""
    async with house.app(Config(Study(), Looks(theme=theme))).run_test(size=SIZE) as pilot:
        colours = pilot.app.theme_variables
        for text in ("foreground", "text-muted", "accent", "warning", "error", "success"):
            for ground in ("background", "surface"):
                assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as the Web Content Accessibility Guidelines 2 define it."""
    from textual.color import Color

    def luminance(text: str) -> float:
        parts = [part / 255 for part in Color.parse(text).rgb]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


async def test_the_streak_stands_in_the_bar_of_a_terminal_of_usual_width(house: Any, wait_until: Any) -> None:
    """With the day, at 80 columns."""
    async with house.app().run_test(size=(80, 24)) as pilot:
        bar = pilot.app.screen.query_one(TopBar)
        await wait_until(pilot, lambda: bar.status is not None)
        pilot.app.post_message(DayRead(123, 15))
        await wait_until(pilot, lambda: "Sun 22 Nov · streak 123" in str(bar.render()))
        assert bar.render().cell_length <= bar.size.width


async def test_a_refusal_that_nobody_caught_is_told_and_the_app_goes_on(house: Any, wait_until: Any) -> None:
    """From a worker as well: a busy file or a goal that is gone must not end the app."""

    async def refused() -> None:
        raise NotFoundError("That goal is gone.")

    async with house.app().run_test() as pilot:
        await wait_until(pilot, lambda: pilot.app.screen.is_mounted)
        pilot.app.run_worker(refused())
        await wait_until(pilot, lambda: any("gone" in note.message for note in pilot.app._notifications))
        assert pilot.app.is_running
