"""Columns over days, bins or names, stacked where a sum has parts; neighbours are joined when there is little room."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from tui.chart.axes import Days, Edges, Names
from tui.chart.canvas import FAINT, MUTED, Canvas, Row, draw_legend
from tui.chart.ticks import ANSWERS, Scale, Unit

_EIGHTHS = " ▁▂▃▄▅▆▇█"
TEXTURES = "█▓▒░"
"""The parts of a stack from the bottom, told apart without colours."""

WIDEST = 7


@dataclass(frozen=True, slots=True)
class Layer:
    """One part of each column: its name, its value in each, and its colour.

    Values of joined columns are added up; of a `level`, such as what was left over before, the first one holds.
    """

    name: str
    values: tuple[float, ...]
    style: str = "$accent"
    level: bool = False

    def over(self, start: int, count: int) -> float:
        """The value of some neighbours together."""
        values = self.values[start : start + count]
        return (values[0] if values else 0.0) if self.level else sum(values)


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of one unit over an axis. `limit` is a dotted line with a name; `notes` say more of each column."""

    axis: Days | Edges | Names
    layers: tuple[Layer, ...]
    unit: Unit = ANSWERS
    limit: float | None = None
    limit_name: str = ""
    notes: tuple[str, ...] = ()
    starts_at_end: bool = True

    @property
    def count(self) -> int:
        """How many columns there are."""
        return len(self.layers[0].values) if self.layers else 0

    @property
    def thin(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(any(layer.values) for layer in self.layers)

    @property
    def strides(self) -> tuple[int, int]:
        """How far the keys across and down move."""
        return 1, 0

    def stops(self, width: int) -> int:
        """How many columns are drawn."""
        return ceil(self.count / self.joined(width))

    def start(self, width: int) -> int:
        """The latest, or the first."""
        if isinstance(self.axis, Days) and self.axis.first <= self.axis.today:
            place = (self.axis.today - self.axis.first).days // self.axis.each
            return min(place, self.count - 1) // self.joined(width)
        return self.stops(width) - 1 if self.starts_at_end else 0

    def joined(self, width: int) -> int:
        """How many neighbours make up one drawn column."""
        room = max(width - 8, 1)
        return max(1, ceil(self.count / room))

    def told(self, cursor: int, width: int) -> str:
        """A column in words: which one, its parts, its sum."""
        if not self.count:
            return ""
        group = self.joined(width)
        start = min(max(cursor, 0), self.stops(width) - 1) * group
        count = min(group, self.count - start)
        sums = [(layer.name, layer.over(start, count)) for layer in self.layers]
        total = sum(value for _, value in sums)
        parts = [f"{name} {self.unit.short(value, _fine(value))}" for name, value in sums if value and len(sums) > 1]
        note = self.notes[start] if count == 1 and self.notes else ""
        words = [self.unit.full(total), *parts, *([note] if note else [])]
        return f"{self.axis.words(start, count)}   {' · '.join(words)}"

    def stop_at(self, x: int, y: int, width: int, height: int) -> int | None:
        """The column at a cell."""
        drawing = _Drawing(self, width, height)
        place = (x - drawing.left) // drawing.cell
        return place if x >= drawing.left and 0 <= place < self.stops(width) else None

    def table(self) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
        """All values, for a file."""
        head = (*self.axis.head, *(layer.name for layer in self.layers))
        rows = [(*self.axis.cells(n, 1), *(layer.values[n] for layer in self.layers)) for n in range(self.count)]
        return head, rows

    def legend(self) -> list[tuple[str, str, str]]:
        """What is drawn how: glyphs, style, words."""
        found = []
        if len(self.layers) > 1:
            found = [
                (texture(n) * 2, layer.style, layer.name) for n, layer in enumerate(self.layers) if any(layer.values)
            ]
        if self.limit is not None and self.limit_name:
            found.append(("┄┄", "$warning", self.limit_name))
        return found

    def draw(self, width: int, height: int, cursor: int | None = None) -> list[Row]:
        """The legend if there are parts, the columns, the axis and its labels."""
        return _Drawing(self, width, height).rows(cursor)


class _Drawing:
    """Columns of some size being drawn."""

    def __init__(self, columns: Columns, width: int, height: int) -> None:
        self._columns = columns
        self._top = 1
        self._lines = max(height - 2 - self._top, 1)
        group = columns.joined(width)
        self._stacks = [
            [layer.over(start, group) for layer in columns.layers] for start in range(0, columns.count, group)
        ]
        highest = max((sum(stack) for stack in self._stacks), default=0.0)
        limit = columns.limit * group if columns.limit is not None else None
        if limit is not None and limit <= 2 * highest:
            highest = max(highest, limit)
        self._scale = Scale.over(0.0, highest or 1.0, max(1, min(5, self._lines // 2)), whole=not columns.unit.share)
        self._limit = limit if limit is not None and limit <= self._scale.high else None
        self.left = max(len(columns.unit.short(value, self._scale.step)) for value in self._scale.ticks()) + 2
        self.cell = min(WIDEST, max(1, (width - self.left) // max(1, len(self._stacks))))
        self._group = group
        self._canvas = Canvas(width, height)

    def rows(self, cursor: int | None) -> list[Row]:
        """The finished chart."""
        self._canvas.text(0, 0, self._columns.unit.word, MUTED)
        draw_legend(self._canvas, self._columns.legend(), max(self.left, len(self._columns.unit.word) + 2))
        self._axes()
        if self._limit is not None:
            self._canvas.text(self.left, self._line(self._limit), "┄" * self._across, "$warning")
        for place, stack in enumerate(self._stacks):
            self._stack(place, stack, place == cursor)
        return self._canvas.rows()

    @property
    def _across(self) -> int:
        return self.cell * len(self._stacks)

    def _line(self, value: float) -> int:
        return self._top + self._lines - 1 - min(self._lines - 1, int(self._scale.part(value) * self._lines))

    def _axes(self) -> None:
        unit, foot = self._columns.unit, self._top + self._lines
        for y in range(self._top, foot):
            self._canvas.put(self.left - 1, y, "│", FAINT)
        for value in self._scale.ticks()[1:]:
            y = max(self._top, foot - round(self._scale.part(value) * self._lines))
            word = unit.short(value, self._scale.step)
            self._canvas.text(self.left - 2 - len(word), y, word, MUTED)
            self._canvas.put(self.left - 1, y, "┤", FAINT)
        self._canvas.text(self.left - 3, foot, "0 └" if self.left > 2 else "└", FAINT)
        self._canvas.text(self.left, foot, "─" * self._across, FAINT)
        self._names(foot)

    def _names(self, foot: int) -> None:
        taken: list[tuple[int, int]] = []
        for place, word in self._columns.axis.ticks(self._columns.count, self._across):
            x = self.left + int(place / self._group) * self.cell
            end = x + len(word)
            if end > self._canvas.width or any(x <= last and first <= end for first, last in taken):
                continue
            taken.append((x, end))
            self._canvas.text(x, foot + 1, word, MUTED)
        word = self._columns.axis.unit.word if isinstance(self._columns.axis, Edges) else ""
        x = self.left + self._across + 1
        if word and x + len(word) <= self._canvas.width and all(end < x for _, end in taken):
            self._canvas.text(x, foot + 1, word, MUTED)

    def _stack(self, place: int, stack: Sequence[float], chosen: bool) -> None:
        x, bottom = self.left + place * self.cell, self._top + self._lines - 1
        wide = max(1, self.cell - (1 if self.cell > 1 else 0))
        total = sum(stack)
        eighths = round(self._scale.part(total) * self._lines * 8)
        eighths = max(eighths, 1 if total > 0 else 0)
        for line in range(ceil(eighths / 8)):
            layer = self._layer_at(
                (line + 0.5) * 8 / max(eighths, 1) * total if eighths > 8 * line + 4 else total, stack
            )
            left = eighths - 8 * line
            glyph = texture(layer) if left >= 8 else _EIGHTHS[left]
            style = self._columns.layers[layer].style
            self._canvas.text(x, bottom - line, glyph * wide, f"{style} bold" if chosen else style)
        if chosen:
            self._canvas.text(x, bottom + 1, "▲" * wide, "$foreground bold")

    def _layer_at(self, value: float, stack: Sequence[float]) -> int:
        """The part that a height lies in."""
        below = 0.0
        for number, part in enumerate(stack):
            below += part
            if part and value <= below + 1e-9:
                return number
        return max((number for number, part in enumerate(stack) if part), default=0)


def texture(layer: int) -> str:
    """How a part of a stack is filled."""
    return TEXTURES[layer % len(TEXTURES)]


def _fine(value: float) -> float:
    return 1.0 if float(value).is_integer() or abs(value) >= 10 else 0.1
