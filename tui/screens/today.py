"""Today: how ready one is, what to do, and Enter starts it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from tui.screens.place import Place


class TodayScreen(Place):
    """The first screen."""

    PLACE: ClassVar[str] = "today"
    CSS_PATH = "today.tcss"

    def body(self) -> ComposeResult:
        """A single line as yet."""
        yield Static("Today")

    def load(self) -> None:
        """Nothing yet."""
