"""Which screen stands for which place; each is imported when it is first shown."""

from importlib import import_module
from typing import Any

from tui.widgets.top_bar import PLACES as PLACES

_MODULES = {
    "today": "TodayScreen",
    "goals": "GoalsScreen",
    "answers": "AnswersScreen",
    "library": "LibraryScreen",
    "progress": "ProgressScreen",
    "settings": "SettingsScreen",
    "help": "HelpScreen",
}


def screen_class(name: str) -> Any:
    """The screen of that name; it is made with the desk, the clock and the settings."""
    return getattr(import_module(f"tui.screens.{name}"), _MODULES[name])
