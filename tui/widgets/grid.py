"""Questions × stories: a grid with a cursor; what is linked or told shows as a sign, never by colour alone."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from drills.text import one_line
from drills.views.stories import Matrix
from tui.widgets.bar import padded

COLUMN = 4  # cells
SIGNS = {"": "·", "linked": "○", "told": "●"}


class Grid(Widget, can_focus=True):
    """Rows are questions, columns numbered stories; the lists of either with their faults stand below."""

    DEFAULT_CSS = """
    Grid { height: auto; text-wrap: nowrap; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1, 0)", "Down", show=False, id="grid.down", tooltip="The next question"),
        Binding("up,k", "move(-1, 0)", "Up", show=False, id="grid.up", tooltip="The question before"),
        Binding("right,l", "move(0, 1)", "Right", show=False, id="grid.right", tooltip="The next story"),
        Binding("left,h", "move(0, -1)", "Left", show=False, id="grid.left", tooltip="The story before"),
        Binding("enter,space", "toggle_link", "Link", id="grid.toggle", tooltip="Link the story here, or not"),
    ]

    cursor: reactive[tuple[int, int]] = reactive((0, 0))

    @dataclass
    class Moved(Message):
        """The cursor is on another cell."""

        row: int
        column: int

    @dataclass
    class Toggled(Message):
        """The cell under the cursor is to be linked, or not."""

        row: int
        column: int

    def __init__(self) -> None:
        super().__init__(id="grid")
        self._matrix = Matrix((), (), ())

    def show(self, matrix: Matrix) -> None:
        """Show this; the cursor stays where it was."""
        self._matrix = matrix
        row, column = self.cursor
        self.cursor = (min(row, max(0, len(matrix.rows) - 1)), min(column, max(0, len(matrix.stories) - 1)))
        self.refresh(layout=True)
        self.post_message(self.Moved(*self.cursor))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line a question, and the head."""
        return len(self._matrix.rows) + 2

    def render(self) -> Content:
        """The numbers of the stories, then a row a question."""
        width = max(self.size.width, 30)
        room = max(16, width - COLUMN * len(self._matrix.stories) - 8)
        first = self._first_column(width, room)
        shown = range(first, min(len(self._matrix.stories), first + (width - room - 8) // COLUMN))
        numbers = "".join(f"{number + 1:>{COLUMN}}" for number in shown)
        loads = "".join(f"{self._load(number):>{COLUMN}}" for number in shown)
        lines = [
            Content.assemble((padded("story", room + 2), "$text-muted"), (numbers, "bold")),
            Content.assemble((padded("questions it serves", room + 2), "$text-muted"), (loads, "$text-muted")),
        ]
        for place, row in enumerate(self._matrix.rows):
            name = one_line(f"{row.name} {row.text}".strip(), room)
            style = "$text-warning" if row.lacking else ""
            parts: list[tuple[str, str]] = [("! " if row.lacking else "  ", style), (padded(name, room), "")]
            parts += [self._cell(place, column) for column in shown]
            lines.append(Content.assemble(*parts))
        return Content("\n").join(lines)

    def _first_column(self, width: int, room: int) -> int:
        fit = max(1, (width - room - 8) // COLUMN)
        return max(0, self.cursor[1] - fit + 1)

    def _load(self, number: int) -> str:
        load = self._matrix.loads[number]
        return f"{load}!" if load > self._matrix.most else str(load)

    def _cell(self, row: int, column: int) -> tuple[str, str]:
        sign = SIGNS[self._matrix.rows[row].cells[column]]
        here = (row, column) == self.cursor
        style = "$text-muted" if sign == "·" else "$text-accent"
        return f"{f'[{sign}]' if here else f'{sign} ':>{COLUMN}}", f"bold reverse {style}" if here else style

    def action_move(self, down: int, right: int) -> None:
        """Move the cursor."""
        self.go(self.cursor[0] + down, self.cursor[1] + right)

    def go(self, row: int, column: int) -> None:
        """Put the cursor on a cell, or as near as there is one."""
        rows, columns = len(self._matrix.rows), len(self._matrix.stories)
        self.cursor = (min(max(row, 0), max(rows - 1, 0)), min(max(column, 0), max(columns - 1, 0)))
        self.post_message(self.Moved(*self.cursor))

    def action_toggle_link(self) -> None:
        """Link the story to the question, or take the link away."""
        if self._matrix.rows and self._matrix.stories:
            self.post_message(self.Toggled(*self.cursor))

    def on_click(self, event: events.Click) -> None:
        """A click goes to the row."""
        self.go(event.y - 2, self.cursor[1])
