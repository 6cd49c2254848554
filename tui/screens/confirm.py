"""A question before something that would lose something."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static


class ConfirmScreen(ModalScreen[bool]):
    """Says what would happen and asks; Enter or `y` does it, Esc or `n` doesn't."""

    CSS_PATH = "confirm.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "answer(True)", "Yes", id="confirm.yes", tooltip="Do it"),
        Binding("escape,n", "answer(False)", "No", id="confirm.no", tooltip="Leave everything as it is"),
    ]

    def __init__(self, title: str, text: str, yes: str = "Yes", no: str = "Cancel") -> None:
        super().__init__()
        self._title_text = title
        self._text = text
        self._words = (yes, no)

    def compose(self) -> ComposeResult:
        """The question, and the two keys."""
        yes, no = self._words
        with Vertical() as box:
            box.border_title = Content(self._title_text)
            yield Static(Content(self._text), id="confirm-text")
            yield Static(
                Content.assemble(("enter", "bold $accent"), f" {yes}    ", ("esc", "bold $accent"), f" {no}"),
                id="confirm-keys",
            )

    def action_answer(self, sure: bool) -> None:
        """Close with the answer."""
        self.dismiss(sure)
