"""A curve over days, as the area below it in blocks, with the scale beside it."""

from collections.abc import Sequence
from datetime import date

from textual.content import Content
from textual.widget import Widget

from drills.dates import short

_BLOCKS = " ▁▂▃▄▅▆▇█"


class Curve(Widget):
    """Probabilities over time: 0 to 100 %, oldest left; a tick below marks each of the given days."""

    DEFAULT_CSS = """
    Curve { height: 9; }
    """
    ALLOW_SELECT = False

    def __init__(
        self, points: Sequence[tuple[date, float]], ticks: Sequence[date] = (), today: date | None = None
    ) -> None:
        super().__init__()
        self._points = points
        self._ticks = ticks
        self._today = today

    def render(self) -> Content:
        """Scale, curve, ticks, first and last day."""
        rows, columns = max(2, self.size.height - 2), max(8, self.size.width - 7)
        if len(self._points) < 2:
            return Content.styled("No curve yet: it begins with the first answer.", "$text-muted")
        area = self._area(columns, rows)
        lines: list[Content | str | tuple[str, str]] = []
        for row in range(rows):
            label = {0: "100 %", rows // 2: " 50 %", rows - 1: "  0 %"}.get(row, "     ")
            lines += [(f"{label} ", "$text-muted"), (area[row], "$accent 70%"), "\n"]
        lines += [
            ("      " + self._tick_line(columns), "$text-muted"),
            "\n",
            ("      " + self._ends(columns), "$text-muted"),
        ]
        return Content.assemble(*lines)

    def _x(self, day: date, columns: int) -> int:
        first, last = self._points[0][0], self._points[-1][0]
        return round((day - first).days / max(1, (last - first).days) * (columns - 1))

    def _area(self, columns: int, rows: int) -> list[str]:
        """The rows from the top, each a string of blocks."""
        heights = [round(self._at(x / max(1, columns - 1)) * rows * 8) for x in range(columns)]
        return [
            "".join(_BLOCKS[min(8, max(0, height - row * 8))] for height in heights) for row in reversed(range(rows))
        ]

    def _at(self, part: float) -> float:
        """The value at a part of the time shown: that of the last point up to it, led on to the next."""
        first, last = self._points[0][0].toordinal(), self._points[-1][0].toordinal()
        when = first + part * (last - first)
        before = max(
            (point for point in self._points if point[0].toordinal() <= when), default=self._points[0], key=_day
        )
        after = min(
            (point for point in self._points if point[0].toordinal() >= when), default=self._points[-1], key=_day
        )
        span = _day(after) - _day(before)
        share = (when - _day(before)) / span if span else 0.0
        return min(1.0, max(0.0, before[1] + share * (after[1] - before[1])))

    def _tick_line(self, columns: int) -> str:
        line = [" "] * columns
        for day in self._ticks:
            if self._points[0][0] <= day <= self._points[-1][0]:
                line[self._x(day, columns)] = "▴"
        if self._today and self._points[0][0] <= self._today <= self._points[-1][0]:
            line[self._x(self._today, columns)] = "│"
        return "".join(line)

    def _ends(self, columns: int) -> str:
        seen_from = self._today or self._points[-1][0]
        first, last = (short(day, seen_from) for day in (self._points[0][0], self._points[-1][0]))
        return first + last.rjust(columns - len(first))


def _day(point: tuple[date, float]) -> int:
    return point[0].toordinal()
