"""One line to search in: down or Enter goes to what was found, esc clears first and leaves then."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input


class SearchBox(Input):
    """Where one types what to find."""

    DEFAULT_CSS = """
    SearchBox { height: 1; border: none; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down", "done", "To the list", id="search.done", tooltip="Go to what was found"),
        Binding("escape", "leave", "Clear", id="search.clear", tooltip="Clear the search, then leave it"),
    ]

    @dataclass
    class Entered(Message):
        """The box has the focus now."""

    @dataclass
    class Left(Message):
        """The box has the focus no more."""

    @dataclass
    class Done(Message):
        """The search is as wanted: on to what was found."""

    def on_focus(self) -> None:
        """Tell that searching begins."""
        self.post_message(self.Entered())

    def on_blur(self) -> None:
        """Tell that searching ends."""
        self.post_message(self.Left())

    def action_done(self) -> None:
        """Go to what was found."""
        self.post_message(self.Done())

    def action_leave(self) -> None:
        """Clear what is typed; if nothing is, go back to the list."""
        if self.value:
            self.value = ""
        else:
            self.post_message(self.Done())
