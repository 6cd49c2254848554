"""The user's own keys: used where they can be, explained where they can't, and nothing ever out of reach."""

from typing import Any

import pytest

from drills.config import Config
from drills.models import Kind
from tui.app import ReadybyApp
from tui.keymap import keymap
from tui.keys import Scope, checked, key_named
from tui.screens.drill import DrillScreen

APP = Scope("App", {"app.help": ("question_mark",), "app.quit": ("q",)})
DRILL = Scope("Drill", {"again": ("1",), "hard": ("2",), "good": ("3", "g"), "undo": ("u",)})
MODAL = Scope("Ask", {"yes": ("y",)}, modal=True)


def used(**wanted: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """What becomes of a keys section."""
    return checked({id_.replace("_", "."): keys for id_, keys in wanted.items()}, APP, [DRILL, MODAL])


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("z", "z"),
        ("?", "question_mark"),
        (" Ctrl+P ", "ctrl+p"),
        ("F5", "f5"),
        ("space", "space"),
        ("+", "plus"),
        ("ctrl++", "ctrl+plus"),
        ("E", "E"),
        ("ä", "ä"),
        ("question_mark", "question_mark"),
        ("", None),
        ("nonsense", None),
        ("ctrl+", None),
        ("hyperdrive+x", None),
        ("\x1b", None),
        ("日本", None),
    ],
)
def test_keys_are_read_as_people_write_them(text: str, key: str | None) -> None:
    """By their sign or by their name; anything else is no key."""
    assert key_named(text) == key


def test_a_free_key_is_taken() -> None:
    """With any number of keys for one command."""
    assert used(undo="z, ctrl+z") == ({"undo": "z,ctrl+z"}, ())


def test_an_unknown_command_is_named() -> None:
    """And nothing else of the section is lost."""
    keys, problems = used(nothing="z", undo="z")
    assert keys == {"undo": "z"}
    assert len(problems) == 1
    assert "nothing" in problems[0]


def test_a_key_that_is_none_leaves_the_shipped_one() -> None:
    """The message says which one that is."""
    keys, problems = used(undo="hyperdrive")
    assert keys == {}
    assert "hyperdrive" in problems[0]
    assert "keeps u" in problems[0]


def test_a_key_taken_by_another_command_leaves_both_reachable() -> None:
    """On one screen, and between a screen and the app."""
    for wanted in ({"again": "g"}, {"again": "q"}, {"app_quit": "u"}):
        keys, problems = used(**wanted)
        assert keys == {}
        assert len(problems) == 1


def test_two_commands_may_trade_keys() -> None:
    """Since both keep one."""
    assert used(again="2", hard="1") == ({"again": "2", "hard": "1"}, ())


def test_a_chain_of_clashes_ends_with_every_command_reachable() -> None:
    """Giving way can bring the next clash about."""
    keys, problems = used(again="2", hard="3", good="u")
    assert keys == {}
    assert len(problems) == 3


def test_a_question_in_front_of_the_screen_may_use_any_key() -> None:
    """The app's own keys don't work there."""
    assert used(yes="q") == ({"yes": "q"}, ())


def test_the_real_commands_take_the_users_keys() -> None:
    """Those of the app and of every screen are known."""
    keys, problems = keymap(ReadybyApp, {"drill.undo": "z", "app.help": "h", "drill.again": "3"})
    assert keys["drill.undo"] == "z"
    assert "drill.again" not in keys
    assert len([problem for problem in problems if "drill.again" in problem]) == 1


async def test_a_changed_key_works_and_a_wrong_one_is_told_once(house: Any, wait_until: Any) -> None:
    """In the running app."""
    house.add(Kind.BASIC, {"front": "Question", "back": "Answer"})
    config = Config(keys={"app.drill": "f7", "drill.good": "g", "drill.again": "2", "no.such": "y"})
    async with house.app(config).run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("f7")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, DrillScreen) and pilot.app.screen.face)
        shown = [toast.message for toast in pilot.app._notifications]
        assert len(shown) == 1
        assert "no.such" in shown[0]
        assert "drill.again" in shown[0]
        await pilot.press("space", "g")
        await wait_until(pilot, lambda: house.rows("SELECT rating FROM reviews") == [(3,)])
