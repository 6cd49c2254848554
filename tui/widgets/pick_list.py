"""A list in which one row is chosen; the dot in front says which, colour or not."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList

from tui.widgets.rows import Rows


class PickList(Rows):
    """Rows with a dot each; space, Enter or a click chooses one."""

    DEFAULT_CSS = """
    PickList { height: auto; max-height: 6; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "select", "Choose", show=False, id="picks.choose", tooltip="Choose this one"),
    ]

    def __init__(self, labels: Sequence[str], picked: int = 0, widget_id: str | None = None) -> None:
        super().__init__(widget_id)
        self._labels = tuple(labels)
        self.picked = picked

    def on_mount(self) -> None:
        """Show the dots."""
        self._draw(self.picked)

    def _draw(self, cursor: int) -> None:
        rows = []
        for number, label in enumerate(self._labels):
            here = number == self.picked
            dot = ("● " if here else "○ ", "bold $text-accent" if here else "")
            rows.append((str(number), Content.assemble(dot, label)))
        self.fill(rows, str(cursor), quiet=True)

    @on(OptionList.OptionSelected)
    def _pick(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.picked = event.option_index
        self._draw(self.picked)
