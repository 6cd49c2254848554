"""What every screen owes: commands declared once and in full, styles that stay at home."""

import re
from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding

from tui.app import ReadybyApp
from tui.keymap import own_classes

STYLES = sorted(Path("tui/screens").resolve().glob("*.tcss")) or sorted(
    (Path(__file__).resolve().parents[2] / "tui/screens").glob("*.tcss")
)
NODES = [ReadybyApp, *own_classes()]


def declared(node: Any) -> list[Binding]:
    """The bindings that the class itself declares."""
    return [binding for binding in node.__dict__.get("BINDINGS", ()) if isinstance(binding, Binding)]


@pytest.mark.parametrize("node", NODES, ids=lambda node: node.__name__)
def test_every_command_has_an_id_and_says_what_it_does(node: Any) -> None:
    """Footer, help, palette and the user's keys are read off it."""
    for binding in declared(node):
        assert binding.id, f"{binding.key} has no id"
        assert binding.tooltip, f"{binding.id} has no tooltip"
        assert binding.description, f"{binding.id} has no name"


def test_ids_are_unique() -> None:
    """One id, one command."""
    ids = [binding.id for node in NODES for binding in declared(node)]
    assert sorted(ids) == sorted(set(ids), key=str)


@pytest.mark.parametrize("node", NODES, ids=lambda node: node.__name__)
def test_no_two_commands_of_a_screen_share_a_key(node: Any) -> None:
    """Where they would, one of them could never be reached."""
    keys = [key.strip() for binding in declared(node) for key in binding.key.split(",")]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("node", NODES, ids=lambda node: node.__name__)
def test_nothing_hangs_on_a_control_key_alone(node: Any) -> None:
    """Terminal multiplexers take those."""
    actions: dict[str, list[str]] = {}
    for binding in declared(node):
        actions.setdefault(binding.action, []).extend(binding.key.split(","))
    for action, keys in actions.items():
        assert any(not key.startswith(("ctrl+", "alt+")) for key in keys), action


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_every_style_sheet_stays_within_its_screen(style: Path) -> None:
    """Textual applies it to the whole app, so everything in it lies under the screen's name."""
    text = re.sub(r"/\*.*?\*/", "", style.read_text(), flags=re.DOTALL)
    screens = set(re.findall(r"class (\w+)\(", style.with_suffix(".py").read_text()))
    depth, head = 0, ""
    for char in text:
        if char == "{":
            if depth == 0:
                assert head.strip().split()[0].split(".")[0] in screens, head
                head = ""
            depth += 1
        elif char == "}":
            depth -= 1
        elif depth == 0:
            head += char
    assert depth == 0


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_colours_come_from_the_theme(style: Path) -> None:
    """Hex colours stand in the themes alone."""
    assert re.search(r"#[0-9a-fA-F]{3,8}\b(?!\s*[,{.:])", re.sub(r"#[a-z][\w-]*", "", style.read_text())) is None
