"""Settings: each with its meaning, changed in place, checked before it is saved."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from drills.config import SETTINGS
from tui.screens.dialog import Prompt
from tui.screens.settings import LABELS, SettingList, SettingsScreen, ThemeChoice

Seen = Callable[[Pilot[int]], str]


async def to(pilot: Pilot[int], name: str) -> None:
    """Put the cursor on a setting."""
    listed = pilot.app.screen.query_one(SettingList)
    listed.highlighted = next(n for n, option in enumerate(listed.options) if option.id == name)
    await pilot.pause()


def test_every_setting_has_a_name_in_plain_words() -> None:
    """What is added to the settings gets its words here, too."""
    assert set(LABELS) == {setting.name for setting in SETTINGS}


async def test_settings_show_their_values_and_meanings(started: Any, until: Any, seen: Seen) -> None:
    """Also what each takes, and its name in the file."""
    async with started("comma") as pilot:
        await until(pilot, lambda: "15 min" in seen(pilot))
        await to(pilot, "retention")
        await until(pilot, lambda: "a number from 0.70 to 0.99" in seen(pilot))
        assert "90 %" in seen(pilot)


async def test_a_value_out_of_range_is_explained_and_not_saved(started: Any, until: Any, seen: Seen) -> None:
    """What was typed stays to be mended."""
    async with started("comma") as pilot:
        await to(pilot, "minutes_per_day")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Prompt))
        pilot.app.screen.query_one(Input).value = "0"
        await pilot.press("enter")
        await until(pilot, lambda: "a whole number from 1 to 600, not" in seen(pilot))
        pilot.app.screen.query_one(Input).value = "25"
        await pilot.press("enter")
        await until(pilot, lambda: "● Minutes a day" in seen(pilot))
        assert "25 min" in seen(pilot)
        await pilot.press("r")
        await until(pilot, lambda: "● Minutes a day" not in seen(pilot))


async def test_switches_and_choices_change_at_once(started: Any, until: Any, seen: Seen) -> None:
    """No dialog for yes or no."""
    async with started("comma") as pilot:
        await to(pilot, "suspend_leeches")
        await pilot.press("space")
        await until(pilot, lambda: "● Put leeches aside" in seen(pilot))
        await to(pilot, "week_starts_on")
        await pilot.press("enter")
        await until(pilot, lambda: "sunday" in seen(pilot))


async def test_a_theme_is_tried_on_before_it_is_taken(started: Any, until: Any) -> None:
    """Esc goes back to how it looked; Enter keeps it."""
    async with started("comma") as pilot:
        before = pilot.app.theme
        await to(pilot, "theme")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThemeChoice))
        await pilot.press(*"nord")
        await until(pilot, lambda: pilot.app.theme == "nord")
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.theme == before)
        await pilot.press("enter")
        await pilot.press(*"readyby-light", "enter")
        await until(pilot, lambda: pilot.app.theme == "readyby-light")
        await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))


@pytest.mark.parametrize(("keys", "words"), [("nokey!!", "is no key"), ("a", "is already the key")])
async def test_keys_that_clash_are_refused(started: Any, until: Any, seen: Seen, keys: str, words: str) -> None:
    """No command becomes unreachable by a slip."""
    async with started("comma") as pilot:
        await to(pilot, "keys.goals.move")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Prompt))
        pilot.app.screen.query_one(Input).value = keys
        await pilot.press("enter")
        await until(pilot, lambda: words in seen(pilot))


async def test_a_key_is_changed_and_works(started: Any, until: Any, seen: Seen) -> None:
    """At once, without a restart."""
    async with started("comma") as pilot:
        await to(pilot, "keys.answers.filter")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Prompt))
        pilot.app.screen.query_one(Input).value = "z"
        await pilot.press("enter")
        await until(pilot, lambda: "● answers.filter" in seen(pilot))
        await pilot.press("escape", "3")
        await until(pilot, lambda: "How do you plan it?" in seen(pilot))
        assert "showing" not in seen(pilot)
        await pilot.press("z")
        await until(pilot, lambda: "showing no answer" in seen(pilot))


@pytest.mark.parametrize("size", [(40, 14), (80, 24), (200, 60)])
async def test_it_stands_at_every_size(started: Any, until: Any, seen: Seen, size: tuple[int, int]) -> None:
    """List and meaning."""
    async with started("comma", size=size) as pilot:
        await until(pilot, lambda: "Minutes a day" in seen(pilot))


async def test_a_check_of_the_coach_is_switched_off_and_on(started: Any, until: Any, seen: Any) -> None:
    """From the settings, for all answers."""
    async with started("comma") as pilot:
        await until(pilot, lambda: "Checks of the coach" in seen(pilot))
        listed = pilot.app.screen.query_one(SettingList)
        listed.highlighted = next(n for n, option in enumerate(listed.options) if option.id == "checks")
        await pilot.press("enter")
        await until(pilot, lambda: "☑ A1" in seen(pilot))
        await pilot.press("space")
        await until(pilot, lambda: "☐ A1" in seen(pilot))
        await pilot.press("space")
        await until(pilot, lambda: "☑ A1" in seen(pilot))
