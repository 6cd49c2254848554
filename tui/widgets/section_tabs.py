"""The names of a screen's sections in one line, the one shown underlined."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class SectionTabs(Widget):
    """One line; a click on a name goes there."""

    DEFAULT_CSS = """
    SectionTabs { height: 1; text-wrap: nowrap; }
    """
    ALLOW_SELECT = False

    here: reactive[int] = reactive(0)

    @dataclass
    class Chosen(Message):
        """A section was clicked on."""

        number: int

    def __init__(self, names: Sequence[str], *, hint: str = "tab next", widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._names = tuple(names)
        self._hint = hint

    def render(self) -> Content:
        """The names, and the key between them."""
        parts: list[tuple[str, str]] = []
        for number, name in enumerate(self._names):
            parts.append((name, "bold $accent underline" if number == self.here else "$text-muted"))
            parts.append(("   ", ""))
        return Content.assemble(*parts, (self._hint, "$text-disabled"))

    def on_click(self, event: events.Click) -> None:
        """Go to the section clicked on."""
        at = event.x - self.styles.padding.left
        for number, name in enumerate(self._names):
            if 0 <= at < len(name):
                self.post_message(self.Chosen(number))
            at -= len(name) + 3
