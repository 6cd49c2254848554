"""Every screen with commands of its own, to check the user's keys against. Imported only when there are such keys."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from textual.dom import DOMNode
from textual.screen import ModalScreen
from textual.widget import Widget

import tui.screens
import tui.widgets
from tui.keys import Scope, checked, scope


def own_classes() -> list[type[Widget]]:
    """All screens and widgets of the app."""
    found: dict[str, type[Widget]] = {}
    for package in (tui.screens, tui.widgets):
        for info in iter_modules(package.__path__, f"{package.__name__}."):
            for each in vars(import_module(info.name)).values():
                if isinstance(each, type) and issubclass(each, Widget) and each.__module__ == info.name:
                    found[each.__qualname__] = each
    return list(found.values())


def scopes() -> list[Scope]:
    """What keys can meet on each screen, and in each widget that has keys of its own."""
    return [scope(each, modal=issubclass(each, ModalScreen)) for each in own_classes()]


def keymap(app: type[DOMNode], wanted: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The part of the user's keys that can be used, and a sentence on each that can't."""
    return checked(wanted, scope(app), scopes())
