"""Figures in rows: tables with numbers to the right, and parts of a whole as a bar with a line for each."""

from collections.abc import Sequence
from dataclasses import dataclass

from drills.text import cell_width, one_line
from tui.chart.canvas import FAINT, MUTED, Row

_POINTER = "▸ "


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head. The first column stands left and gives way when it is narrow, the others right.

    `words` are what the cursor tells of each row, the row itself if there are none. `bars` are shares in [0, 1] drawn
    after the first column, where there is room.
    """

    head: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    words: tuple[str, ...] = ()
    bars: tuple[float | None, ...] = ()
    note: str = ""

    @property
    def thin(self) -> bool:
        """Whether there are no rows."""
        return not self.lines

    @property
    def strides(self) -> tuple[int, int]:
        """How far the keys across and down move."""
        return 1, 1

    def stops(self, width: int) -> int:
        """How many rows there are."""
        return len(self.lines)

    def start(self, width: int) -> int:
        """The first."""
        return 0

    def told(self, cursor: int, width: int) -> str:
        """A row in words."""
        place = min(max(cursor, 0), len(self.lines) - 1)
        if not self.lines:
            return ""
        return self.words[place] if self.words else self.note

    def stop_at(self, x: int, y: int, width: int, height: int) -> int | None:
        """The row at a cell."""
        place = y - 1 + self._first(None, height)
        return place if y >= 1 and place < len(self.lines) else None

    def table(self) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
        """All cells, for a file."""
        return self.head, [tuple(line) for line in self.lines]

    def legend(self) -> list[tuple[str, str, str]]:
        """Nothing needs explaining."""
        return []

    def draw(self, width: int, height: int, cursor: int | None = None) -> list[Row]:
        """The head and as many rows as there is room for, around the cursor."""
        widths = [max(cell_width(line[n]) for line in (self.head, *self.lines)) for n in range(1, len(self.head))]
        shown = self._shown(widths, width)
        rest = sum(widths[n - 1] + 2 for n in shown)
        longest = max((cell_width(line[0]) for line in (self.head, *self.lines)), default=0)
        first = max(4, min(longest, width - rest - 2))
        bar = min(24, max(0, width - rest - first - 4)) if self.bars else 0
        bar = bar if bar >= 6 else 0
        rows = [self._row(self.head, first, bar, None, [(n, widths[n - 1]) for n in shown], MUTED, False)]
        start = self._first(cursor, height)
        for place in range(start, min(len(self.lines), start + max(1, height - 1))):
            share = self.bars[place] if self.bars else None
            columns = [(n, widths[n - 1]) for n in shown]
            rows.append(self._row(self.lines[place], first, bar, share, columns, "", place == cursor))
        return rows

    def _shown(self, widths: Sequence[int], width: int) -> list[int]:
        """The columns that there is room for, from the left."""
        shown, used = [], 14
        for number, cells in enumerate(widths, 1):
            used += cells + 2
            if used <= width or number == 1:
                shown.append(number)
        return shown

    def _first(self, cursor: int | None, height: int) -> int:
        most = max(1, height - 1)
        return 0 if cursor is None or cursor < most else cursor - most + 1

    def _row(
        self,
        line: Sequence[str],
        first: int,
        bar: int,
        share: float | None,
        columns: Sequence[tuple[int, int]],
        style: str,
        chosen: bool,
    ) -> Row:
        name = one_line(line[0], first)
        bold = "bold" if chosen else style
        parts = [(_POINTER if chosen else "  ", "$accent"), (name + " " * (first - cell_width(name)), bold)]
        if bar:
            solid, rest = ("", " ") if share is None else (_filled(share, bar - 2), "─")
            parts += [
                ("  ", ""),
                (solid, "$accent"),
                (rest * (bar - 2 - len(solid)), FAINT),
            ]
        for number, cells in columns:
            text = one_line(line[number], cells)
            parts.append(("  " + " " * (cells - cell_width(text)) + text, style or ("bold" if chosen else "")))
        return tuple(parts)


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a whole: its name, its size, what it means; `glyph` tells it apart without colours."""

    name: str
    size: int
    meaning: str
    glyph: str
    style: str


@dataclass(frozen=True, slots=True)
class Shares:
    """Parts of a whole."""

    parts: tuple[Share, ...]
    unit: str = "cards"

    @property
    def thin(self) -> bool:
        """Whether there is nothing."""
        return not any(part.size for part in self.parts)

    @property
    def strides(self) -> tuple[int, int]:
        """How far the keys across and down move."""
        return 1, 1

    def stops(self, width: int) -> int:
        """How many parts there are."""
        return len(self.parts)

    def start(self, width: int) -> int:
        """The first."""
        return 0

    def told(self, cursor: int, width: int) -> str:
        """A part in words."""
        part = self.parts[min(max(cursor, 0), len(self.parts) - 1)]
        total = sum(part.size for part in self.parts)
        return f"{part.name}   {part.size:,} of {total:,} {self.unit} · {_percent(part.size, total)} · {part.meaning}"

    def stop_at(self, x: int, y: int, width: int, height: int) -> int | None:
        """The part whose line it is."""
        return y - 2 if 2 <= y < 2 + len(self.parts) else None

    def table(self) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
        """All sizes, for a file."""
        return ("name", self.unit), [(part.name, part.size) for part in self.parts]

    def legend(self) -> list[tuple[str, str, str]]:
        """Each part has its own line."""
        return []

    def draw(self, width: int, height: int, cursor: int | None = None) -> list[Row]:
        """A bar of all, and a line for each part."""
        total = sum(part.size for part in self.parts)
        cells = shared_out([part.size for part in self.parts], min(width, 80))
        bar: Row = tuple((part.glyph * count, part.style) for part, count in zip(self.parts, cells, strict=True))
        longest = max(cell_width(part.name) for part in self.parts)
        rows: list[Row] = [bar, ()]
        for number, part in enumerate(self.parts[: max(0, height - 2)]):
            figures = f"  {part.size:>9,}  {_percent(part.size, total):>6}  "
            figures = figures if width >= 9 + longest + len(figures) else f" {part.size:,}"
            used = 6 + longest + len(figures)
            rows.append(
                (
                    (_POINTER if number == cursor else "  ", "$accent"),
                    (part.glyph * 2 + " ", part.style),
                    (part.name.ljust(longest), "bold" if number == cursor else ""),
                    (figures, ""),
                    (one_line(part.meaning, max(0, width - used)), MUTED),
                )
            )
        return rows


def shared_out(sizes: Sequence[int], width: int) -> list[int]:
    """How many cells each part gets: by size, at least one if it isn't empty, all of them used."""
    total = sum(sizes)
    if not total or width <= 0:
        return [0] * len(sizes)
    exact = [size * width / total for size in sizes]
    cells = [max(int(share), 1 if size else 0) for share, size in zip(exact, sizes, strict=True)]
    while sum(cells) < width:
        cells[max(range(len(cells)), key=lambda n: exact[n] - cells[n])] += 1
    while sum(cells) > width and max(cells) > 1:
        cells[max(range(len(cells)), key=lambda n: cells[n])] -= 1
    return cells


def _filled(share: float, width: int) -> str:
    """The solid part of a bar, to half a cell; any share above 0 shows something."""
    halves = min(width * 2, max(1 if share > 0 else 0, round(share * width * 2)))
    whole, rest = divmod(halves, 2)
    return "━" * whole + "╸" * rest


def _percent(size: int, total: int) -> str:
    return f"{100 * size / total:.0f} %" if total else "–"
