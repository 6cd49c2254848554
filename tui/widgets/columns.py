"""A column chart with its axes: what is due in the days to come, in minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from drills.dates import echo
from tui.widgets.bar import counted, time_words
from tui.widgets.heatmap import MONTHS

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_NICE = (1, 2, 4, 5, 6, 8, 10, 15, 20, 30, 40, 60, 80, 100, 120, 160, 200, 240, 300, 400, 600, 800, 1000, 1500, 2000)
_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


@dataclass(frozen=True, slots=True)
class DayDue:
    """What falls due on one day."""

    day: date
    cards: int
    minutes: float


def top_of(values: Sequence[float]) -> float:
    """A round number at or above the largest value, for the top of the axis."""
    largest = max(values, default=0)
    return next((float(number) for number in _NICE if number >= largest), float(ceil(largest / 1000) * 1000))


def column(value: float, top: float, height: int) -> str:
    """One column from the top down, in eighths of a line; any value above 0 shows something."""
    eighths = round(value / top * height * 8) if top else 0
    if value > 0:
        eighths = max(eighths, 1)
    eighths = min(eighths, height * 8)
    return "".join(_EIGHTHS[min(max(eighths - 8 * (height - 1 - line), 0), 8)] for line in range(height))


def height_of(days: Sequence["DayDue"], limit: float) -> float:
    """The top of the axis: above every column, and above the limit where that leaves the columns readable."""
    largest = max((day.minutes for day in days), default=0)
    return top_of([largest, limit if limit <= 2 * largest else 0])


@dataclass(frozen=True, slots=True)
class Scale:
    """How a chart is laid out: cells for the axis, for each column, and how many columns fit."""

    axis: int
    cell: int
    shown: int

    @classmethod
    def within(cls, width: int, count: int, top: float) -> "Scale":
        """The widest columns that leave room for as many as there are."""
        axis = len(f"{top:g} min") + 2
        space = max(width - axis, 1)
        cell = min(max(space // max(count, 1), 2), 5)
        return cls(axis, cell, min(count, max(space // cell, 1)))


def chart(days: Sequence[DayDue], width: int, height: int, limit: float, cursor: int | None) -> list[Content]:
    """The chart as lines: columns over an axis, with the minutes a day that are planned as a dotted line."""
    top = height_of(days, limit)
    scale = Scale.within(width, len(days), top)
    shown = days[: scale.shown]
    columns = [column(day.minutes, top, height) for day in shown]
    limit_line = height - 1 - min(int(limit / top * height), height - 1) if 0 < limit <= top else -1
    lines = []
    for line in range(height):
        half = f"{top / 2:g}" if line == height // 2 and height > 3 and top % 2 == 0 else ""
        label = f"{top:g} min" if line == 0 else half
        parts = [(f"{label:>{scale.axis - 2}} ", "$text-muted"), ("┤" if label else "│", "$foreground 40%")]
        for number, glyphs in enumerate(columns):
            parts += _cell(glyphs[line], scale.cell, line == limit_line, number == cursor)
        lines.append(Content.assemble(*parts))
    foot = " " * (scale.axis - 2) + "0└" + "─" * (scale.cell * len(shown))
    return [*lines, Content.assemble((foot, "$foreground 40%")), _names(shown, scale)]


def _cell(glyph: str, width: int, on_limit: bool, chosen: bool) -> list[tuple[str, str]]:
    """One column's part in one line."""
    gap = 1 if width > 1 else 0
    back = "┄" if on_limit else " "
    style = "$accent bold" if chosen else "$accent 75%"
    if glyph == " ":
        return [(back * width, "$text-muted")]
    return [(glyph * (width - gap), style), (back * gap, "$text-muted")]


def _names(days: Sequence[DayDue], scale: Scale) -> Content:
    """Names of the days below the axis: weekdays if there is room for each, else the date of each Monday."""
    if scale.cell >= 3:
        words = "".join(_DAYS[day.day.weekday()].ljust(scale.cell) for day in days)
        return Content.assemble((" " * scale.axis + words, "$text-muted"))
    cells = [" "] * (scale.axis + scale.cell * len(days) + 8)
    for number, day in enumerate(days):
        if number == 0 or (day.day.weekday() == 0 and number * scale.cell >= 6):
            word = "today" if number == 0 else f"{day.day.day} {MONTHS[day.day.month - 1]}"
            place = scale.axis + number * scale.cell
            cells[place : place + len(word)] = word
    return Content.assemble(("".join(cells).rstrip(), "$text-muted"))


class DueColumns(Widget, can_focus=True):
    """Minutes due on each of the days to come; arrows or the mouse tell one of them exactly."""

    DEFAULT_CSS = """
    DueColumns { height: 10; width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "Day before", show=False, id="forecast.left", tooltip="The day before"),
        Binding("right,l", "move(1)", "Day after", show=False, id="forecast.right", tooltip="The day after"),
        Binding("home", "move(-999)", "Today", show=False, id="forecast.home", tooltip="Today"),
        Binding("end", "move(999)", "Last day", show=False, id="forecast.end", tooltip="The last day shown"),
    ]

    cursor: reactive[int] = reactive(0)

    def __init__(self, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._days: tuple[DayDue, ...] = ()
        self._today = date.min
        self._limit = 0.0

    def show(self, days: Sequence[DayDue], today: date, limit: float) -> None:
        """Draw these days, with the minutes a day that are planned."""
        self._days, self._today, self._limit = tuple(days), today, limit
        self.cursor = min(self.cursor, max(len(days) - 1, 0))
        self.refresh()

    def render(self) -> Content:
        """The chart, and the day under the cursor in words."""
        if not self._days:
            return Content("")
        height = max(self.size.height - 3, 3)
        lines = chart(self._days, self.size.width, height, self._limit, self.cursor if self.has_focus else None)
        return Content("\n").join([*lines, self._words()])

    def _words(self) -> Content:
        due = self._days[self.cursor]
        what = f"{counted(due.cards, 'card')}, about {time_words(due.minutes * 60)}" if due.cards else "nothing due"
        late = ", with what is left over" if due.day == self._today and due.cards else ""
        return Content.assemble((echo(due.day, self._today), "bold"), f"  {what}{late}")

    def action_move(self, days: int) -> None:
        """Move to another day."""
        self._go(self.cursor + days)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Tell the day under the mouse."""
        self._point(event)

    def on_click(self, event: events.Click) -> None:
        """Tell the day that was clicked."""
        self._point(event)

    def _point(self, event: events.MouseEvent) -> None:
        at = event.get_content_offset(self)
        if at is None or not self._days:
            return
        scale = self._scale()
        if at.x >= scale.axis:
            self._go((at.x - scale.axis) // scale.cell)

    def _scale(self) -> Scale:
        return Scale.within(
            self.size.width, len(self._days), top_of([*(day.minutes for day in self._days), self._limit])
        )

    def _go(self, number: int) -> None:
        if self._days:
            self.cursor = min(max(number, 0), self._scale().shown - 1)
