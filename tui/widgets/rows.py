"""A list of rows to move through: a click goes to a row, Enter or a double click opens it."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option


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

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)

    def fill(self, rows: Iterable[tuple[str, Content]], chosen: str | None, *, quiet: bool = False) -> None:
        """Show these rows (id and content), with the cursor on the chosen one if it is there, else near where it was."""
        rows = tuple(rows)
        before = self.highlighted or 0
        ids = [id_ for id_, _ in rows]
        with self.prevent(*([OptionList.OptionHighlighted] if quiet else [])):
            self.set_options([Option(content, id=id_) for id_, content in rows])
            self.highlighted = _place(ids, chosen, before)

    @property
    def chosen(self) -> str | None:
        """The id of the row under the cursor."""
        option = self.highlighted_option
        return option.id if option else None

    async def _on_click(self, event: events.Click) -> None:
        event.prevent_default()
        number = event.style.meta.get("option")
        if number is not None and not self._options[number].disabled:
            self.highlighted = number
            if event.chain == 2:
                self.action_select()


def _place(ids: Sequence[str], chosen: str | None, before: int) -> int | None:
    if not ids:
        return None
    return ids.index(chosen) if chosen in ids else min(before, len(ids) - 1)
