"""Help: read off the bindings, so that it is never out of date; and a check of all bindings."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

import tui.screens
from tui.keymap import own_classes
from tui.keys import own_bindings
from tui.screens.help import HelpScreen, Section
from tui.widgets.search_box import SearchBox

Seen = Callable[[Pilot[int]], str]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("2", "Move the deadline, with a reason"),
        ("4", "Find notes as you type"),
        ("5", "This panel on the whole screen"),
    ],
)
async def test_help_tells_the_keys_of_the_screen_beneath(
    started: Any, until: Any, seen: Seen, place: str, words: str
) -> None:
    """Those of the screen and of what has the focus, then those of everywhere."""
    async with started(place, size=(120, 60)) as pilot:
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        await until(pilot, lambda: words in seen(pilot))
        assert "Keys everywhere" in seen(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, HelpScreen))


async def test_help_is_searched(started: Any, until: Any, seen: Seen) -> None:
    """Only what holds the words stays; dates, search and deck files are there too."""
    async with started("4", "question_mark") as pilot:
        await pilot.press("slash", *"fortnight")
        await until(pilot, lambda: "also months, years, a fortnight" in seen(pilot))
        assert "Keys here" not in seen(pilot)
        pilot.app.screen.query_one(SearchBox).value = "skeleton"
        await until(pilot, lambda: "Skeleton:" in seen(pilot))
        pilot.app.screen.query_one(SearchBox).value = "xyzzy"
        await until(pilot, lambda: "Nothing here speaks of that" in seen(pilot))


async def test_help_scrolls(started: Any, until: Any, seen: Seen) -> None:
    """By vim keys and arrows."""
    async with started("4", "question_mark", size=(80, 24)) as pilot:
        await pilot.press("G")
        await until(pilot, lambda: "nothing inside a code fence" in seen(pilot))
        await pilot.press("g")
        await until(pilot, lambda: "Keys here" in seen(pilot))


def test_a_title_that_fits_keeps_its_whole_section() -> None:
    """Whoever searches for dates sees them all."""
    section = Section("Dates", (("fri", "a day"), ("6w", "later")))
    assert section.only(["dates"]) == section
    assert section.only(["later"]).rows == (("6w", "later"),)


def test_every_binding_says_what_it_does() -> None:
    """An id to remap it by, a description and a tooltip; ids mean one thing only."""
    meanings: dict[str, set[str]] = {}
    for owner in own_classes():
        for binding in owner.__dict__.get("BINDINGS", ()):
            assert binding.id, (owner, binding)
            assert binding.tooltip, (owner, binding)
            assert binding.description, (owner, binding)
            meanings.setdefault(binding.id, set()).add(binding.action)
    assert {id_: actions for id_, actions in meanings.items() if len(actions) > 1} == {}


def test_no_command_hangs_on_a_ctrl_chord_alone() -> None:
    """Multiplexers take those."""
    for owner in own_classes():
        for binding in own_bindings(owner):
            assert any("ctrl" not in key for key in binding.key.split(",")), (owner, binding)


@pytest.mark.parametrize("sheet", sorted(Path(tui.screens.__path__[0]).glob("*.tcss")), ids=lambda path: path.name)
def test_styles_keep_to_their_own_screen(sheet: Path) -> None:
    """Everything in a screen's file is nested under the screen's name; colours are the theme's."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    name = "".join(part.title() for part in sheet.stem.split("_"))
    outer = [line for line in text.splitlines() if line and line[0] not in " }"]
    assert all(line.startswith(name) for line in outer), outer
    assert not re.search(r"#[0-9a-fA-F]{6}", text)
