"""A chart with a cursor: the keys or the mouse tell the value under it exactly."""

from textwrap import wrap
from typing import ClassVar, Protocol

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.chart.canvas import Row

MOST_WORDS = 3
"""Lines for what the cursor tells."""


class Figure(Protocol):
    """What can be drawn in a chart view: `tui.chart` has lines, columns, points, parts, tables and a calendar."""

    @property
    def thin(self) -> bool:
        """Whether there is too little to draw."""
        ...

    def draw(self, width: int, height: int, cursor: int | None = None) -> list[Row]:
        """The lines of the chart."""
        ...

    @property
    def strides(self) -> tuple[int, int]:
        """How many places the keys across and down move by; 0: they don't."""
        ...

    def stops(self, width: int) -> int:
        """How many places the cursor has."""
        ...

    def start(self, width: int) -> int:
        """The place where the cursor begins."""
        ...

    def told(self, cursor: int, width: int) -> str:
        """What is at a place, exactly, in words."""
        ...

    def stop_at(self, x: int, y: int, width: int, height: int) -> int | None:
        """The place at a cell, if there is one."""
        ...


class ChartView(Widget, can_focus=True):
    """A figure, such as `tui.chart.lines.Lines(tracks, today, band=…, target=…)`, and what the cursor says below it.

    `show(figure)` draws another one; None, or one that is too thin, shows the words `empty` instead. The legend takes
    the first line, the axis two below the curves, and the words under the cursor the last.
    """

    DEFAULT_CSS = """
    ChartView { height: 12; width: 1fr; }
    """
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(0, -1)", "Before", show=False, id="chart.left", tooltip="The value before"),
        Binding("right,l", "move(0, 1)", "After", show=False, id="chart.right", tooltip="The value after"),
        Binding("up,k", "move(1, -1)", "Up", show=False, id="chart.up", tooltip="The row above"),
        Binding("down,j", "move(1, 1)", "Down", show=False, id="chart.down", tooltip="The row below"),
        Binding("home", "go(0)", "First", show=False, id="chart.home", tooltip="The first value"),
        Binding("end", "go(99999)", "Last", show=False, id="chart.end", tooltip="The last value"),
    ]

    cursor: reactive[int | None] = reactive(None)

    def __init__(
        self, figure: Figure | None = None, *, empty: str = "", widget_id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=widget_id, classes=classes)
        self._figure = figure
        self._empty = empty

    def show(self, figure: Figure | None, empty: str | None = None) -> None:
        """Draw this; the cursor stays where it is if that place is still there."""
        self._figure = figure
        if empty is not None:
            self._empty = empty
        self.refresh()

    def render(self) -> Content:
        """The chart, and what the cursor says."""
        width, height = self.size
        figure = self._figure
        if figure is None or figure.thin or width < 8 or height < 3:
            return Content.styled(self._empty, "$text-muted")
        cursor = self._place if self.has_focus else None
        words = wrap(figure.told(self._place, width), width)[:MOST_WORDS]
        lines = [Content.assemble(*row) for row in figure.draw(width, height - max(1, len(words)), cursor)]
        return Content("\n").join([*lines, *(Content.styled(line, "$text-muted") for line in words)])

    @property
    def _place(self) -> int:
        """Where the cursor is."""
        if self._figure is None:
            return 0
        last = self._figure.stops(self.size.width) - 1
        place = self._figure.start(self.size.width) if self.cursor is None else self.cursor
        return min(max(place, 0), max(last, 0))

    def action_move(self, way: int, by: int) -> None:
        """Move the cursor across (0) or down (1)."""
        if self._figure is not None:
            self.action_go(self._place + by * self._figure.strides[way])

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Tell what is under the mouse."""
        self._point(event)

    def on_click(self, event: events.Click) -> None:
        """Tell what was clicked."""
        self._point(event)

    def _point(self, event: events.MouseEvent) -> None:
        at = event.get_content_offset(self)
        if at is not None and self._figure is not None and not self._figure.thin:
            stop = self._figure.stop_at(at.x, at.y, self.size.width, self.size.height - 1)
            if stop is not None:
                self.action_go(stop)

    def action_go(self, place: int) -> None:
        """Put the cursor at a place, or the nearest there is."""
        if self._figure is not None:
            self.cursor = min(max(place, 0), max(self._figure.stops(self.size.width) - 1, 0))
