"""Measured against predicted: a point with its interval for each bin, and the diagonal on which both would agree."""

from dataclasses import dataclass

from tui.chart.canvas import FAINT, MUTED, Canvas, Dots, Row, draw_legend
from tui.chart.ticks import PERCENT, Scale, row_of


@dataclass(frozen=True, slots=True)
class Point:
    """One bin: mean predicted share, measured share with its interval, and of how many answers."""

    predicted: float
    measured: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Points:
    """Bins by predicted share; all shares are in [0, 1]."""

    points: tuple[Point, ...]

    @property
    def thin(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.points

    @property
    def strides(self) -> tuple[int, int]:
        """How far the keys across and down move."""
        return 1, 0

    def stops(self, width: int) -> int:
        """How many bins there are."""
        return len(self.points)

    def start(self, width: int) -> int:
        """The bin with most answers."""
        return max(range(len(self.points)), key=lambda n: self.points[n].count, default=0)

    def told(self, cursor: int, width: int) -> str:
        """A bin in words."""
        if not self.points:
            return ""
        point = self.points[min(max(cursor, 0), len(self.points) - 1)]
        measured = f"measured {_exact(point.measured)} ({_exact(point.low)} to {_exact(point.high)})"
        return f"predicted {_exact(point.predicted)}   {measured} · {point.count:,} answers"

    def stop_at(self, x: int, y: int, width: int, height: int) -> int | None:
        """The bin nearest to a column of cells."""
        left, room = self._room(width)
        if x < left or not self.points:
            return None
        scale = self.scale()
        return min(
            range(len(self.points)),
            key=lambda n: abs(left + scale.part(self.points[n].predicted) * (room - 1) - x),
        )

    def table(self) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
        """All values, for a file."""
        head = ("predicted", "measured", "low", "high", "answers")
        return head, [(p.predicted, p.measured, p.low, p.high, p.count) for p in self.points]

    def legend(self) -> list[tuple[str, str, str]]:
        """What is drawn how."""
        return [("●", "$accent", "measured"), ("┃", "$accent", "95 % interval"), ("⠤⠤", FAINT, "as predicted")]

    def draw(self, width: int, height: int, cursor: int | None = None) -> list[Row]:
        """Both axes from the lowest bin to 100 %, the diagonal, and the points."""
        left, room = self._room(width)
        lines, scale, canvas = max(height - 3, 2), self.scale(), Canvas(width, height)
        draw_legend(canvas, self.legend(), left)
        for y in range(lines):
            canvas.put(left - 1, 1 + y, "│", FAINT)
        canvas.text(left - 1, 1 + lines, "└" + "─" * room, FAINT)
        self._labels(canvas, scale, left, room, lines)
        dots = Dots(room, lines)
        dots.line((0, 0), (dots.across - 1, dots.up - 1), dashed=True)
        dots.draw(canvas, left, 1, FAINT)
        for number, point in enumerate(self.points):
            x = left + round(scale.part(point.predicted) * (room - 1))
            for y in range(row_of(scale, point.high, lines), row_of(scale, point.low, lines) + 1):
                canvas.put(x, 1 + y, "┃", "$accent 60%")
            canvas.put(x, 1 + row_of(scale, point.measured, lines), "●", "$accent")
            if number == cursor:
                canvas.put(x, 1 + row_of(scale, point.measured, lines), "◆", "$foreground bold")
                canvas.put(x, 1 + lines, "▲", "$foreground bold")
        return canvas.rows()

    def _labels(self, canvas: Canvas, scale: Scale, left: int, room: int, lines: int) -> None:
        ticks = scale.ticks()
        step = max(1, -(-len(ticks) * 2 // max(lines, 1)))
        for value in ticks[::step]:
            word, y = PERCENT.short(value), 1 + row_of(scale, value, lines)
            canvas.text(left - 2 - len(word), y, word, MUTED)
            canvas.put(left - 1, y, "┤", FAINT)
        step = max(1, -(-len(ticks) * 7 // max(room, 1)))
        for value in ticks[::step]:
            word, x = PERCENT.short(value), left + round(scale.part(value) * (room - 1))
            canvas.text(min(x, canvas.width - len(word)), 2 + lines, word, MUTED)
            canvas.put(x, 1 + lines, "┴", FAINT)

    def scale(self) -> Scale:
        """Both axes: from the lowest bin to 100 %."""
        lows = [min(point.predicted, point.measured) for point in self.points]
        low = int(min(lows, default=0.0) * 10) / 10
        return Scale(min(low, 0.9), 1.0, 0.1)

    def _room(self, width: int) -> tuple[int, int]:
        return 7, max(width - 7, 2)


def _exact(share: float) -> str:
    return f"{share * 100:.1f} %"
