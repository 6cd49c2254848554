"""A list of rows to move through: a click goes to a row, Enter or a double click opens it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.widgets.reversible import with_reversal


class Rows(OptionList):
    """Rows of plain content, each known by an id; vim keys and arrows both."""

    DEFAULT_CSS = """
    Rows { border: none; padding: 0; background: $background; height: 1fr; max-height: 100%; }
    Rows:focus { border: none; background-tint: transparent; }
    Rows > .option-list--option { padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "cursor_down", "Down", show=False, id="rows.down", tooltip="The next row"),
        Binding("up,k", "cursor_up", "Up", show=False, id="rows.up", tooltip="The row before"),
        Binding("home,g", "first", "First", show=False, id="rows.first", tooltip="The first row"),
        Binding("end,G", "last", "Last", show=False, id="rows.last", tooltip="The last row"),
        Binding("pagedown", "page_down", "Page down", show=False, id="rows.page_down", tooltip="A page down"),
        Binding("pageup", "page_up", "Page up", show=False, id="rows.page_up", tooltip="A page up"),
    ]

    @dataclass
    class Widened(Message):
        """The rows have another width now, and should be filled in anew."""

        rows: "Rows"

    def __init__(self, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id, markup=False)
        self._width = 0

    def fill(self, rows: Iterable[tuple[str | None, Content]], chosen: str | None, *, quiet: bool = False) -> None:
        """Show these rows, each an id and its content; one without an id is a heading.

        The cursor goes to the chosen row, or near to where it was if that is gone. `quiet` tells nobody.
        """
        rows = tuple(rows)
        before = self.highlighted or 0
        with self.prevent(*([OptionList.OptionHighlighted] if quiet else [])):
            self.set_options([Option(content, id=id_, disabled=id_ is None) for id_, content in rows])
            self.highlighted = _place([id_ for id_, _ in rows], chosen, before)

    @property
    def chosen(self) -> str | None:
        """The id of the row under the cursor."""
        option = self.highlighted_option
        return option.id if option else None

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """The style to draw with; without colours, the cursor is reversed."""
        return with_reversal(self, super().get_visual_style(*component_classes, partial=partial), component_classes)

    def on_resize(self, event: events.Resize) -> None:
        """Rows follow the width."""
        if event.size.width != self._width:
            self._width = event.size.width
            self.post_message(self.Widened(self))

    def on_hide(self) -> None:
        """Out of sight they have no width: once they come back, they are to be filled in anew."""
        self._width = 0

    async def _on_click(self, event: events.Click) -> None:
        event.prevent_default()
        number = event.style.meta.get("option")
        if number is not None and not self._options[number].disabled:
            self.highlighted = number
            if event.chain == 2:
                self.action_select()


def _place(ids: Sequence[str | None], chosen: str | None, before: int) -> int | None:
    """Where the cursor goes; never onto a heading."""
    if chosen is not None and chosen in ids:
        return ids.index(chosen)
    real = [number for number, id_ in enumerate(ids) if id_ is not None]
    return min(real, key=lambda number: abs(number - before), default=None)
