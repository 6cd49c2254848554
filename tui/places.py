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
    "stories": "StoriesScreen",
    "matrix": "MatrixScreen",
    "roles": "RolesScreen",
    "interviews": "InterviewsScreen",
}


def works_over(screen: object, action: str) -> bool:
    """Whether a command of the app works over a screen: a pause leaves only help; numbers that rate lead nowhere."""
    if getattr(screen, "paused", False):
        return action in ("help", "quit", "suspend_process")
    return action not in ("place", "drill") or not getattr(screen, "KEEPS_NUMBERS", False)


def screen_class(name: str) -> Any:
    """The screen of that name; it is made with the desk, the clock and the settings."""
    return getattr(import_module(f"tui.screens.{name}"), _MODULES[name])
