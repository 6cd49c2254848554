"""A list in which any number of rows can be chosen; the box in front says which, colour or not."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList

from tui.widgets.rows import Rows


class CheckList(Rows):
    """Rows with a box each; space, Enter or a click ticks one."""

    DEFAULT_CSS = """
    CheckList { height: auto; max-height: 10; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "select", "Choose", show=False, id="checks.toggle", tooltip="Choose this, or not"),
    ]

    class Changed(Message):
        """Other rows are chosen now."""

    def __init__(self, labels: Sequence[str], chosen: Iterable[int] = (), widget_id: str | None = None) -> None:
        super().__init__(widget_id)
        self._labels = tuple(labels)
        self.selected = set(chosen)

    def on_mount(self) -> None:
        """Show the boxes."""
        super().on_mount()
        self._draw()

    def _draw(self) -> None:
        rows = []
        for number, label in enumerate(self._labels):
            ticked = number in self.selected
            rows.append(
                (
                    str(number),
                    Content.assemble(("☑ " if ticked else "☐ ", "bold $text-accent" if ticked else ""), label),
                )
            )
        self.fill(rows, self.chosen or "0", quiet=True)

    @on(OptionList.OptionSelected)
    def _toggle(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.selected ^= {event.option_index}
        self._draw()
        self.post_message(self.Changed())
