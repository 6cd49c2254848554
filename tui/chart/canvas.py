"""A grid of cells to draw on, and dots of which each cell holds eight."""

from collections.abc import Sequence
from itertools import groupby

Row = tuple[tuple[str, str], ...]
"""A line of a chart: pieces of text, each with its style in theme colours ("" for none)."""

MUTED = "$text-muted"
FAINT = "$foreground 40%"
_BRAILLE = 0x2800
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))  # by row from the top, then by column


def plain(row: Row) -> str:
    """The text of a row."""
    return "".join(text for text, _ in row)


class Canvas:
    """Cells, each a character with a style; what is drawn outside is dropped."""

    def __init__(self, width: int, height: int) -> None:
        self.width = max(width, 0)
        self.height = max(height, 0)
        self._cells = [[(" ", "")] * self.width for _ in range(self.height)]

    def put(self, x: int, y: int, char: str, style: str = "") -> None:
        """One character."""
        if 0 <= x < self.width and 0 <= y < self.height:
            self._cells[y][x] = (char, style)

    def text(self, x: int, y: int, words: str, style: str = "") -> None:
        """Characters that are one cell wide each, from a place to the right."""
        for place, char in enumerate(words, x):
            self.put(place, y, char, style)

    def at(self, x: int, y: int) -> str:
        """The character at a place; a space outside."""
        return self._cells[y][x][0] if 0 <= x < self.width and 0 <= y < self.height else " "

    def rows(self) -> list[Row]:
        """The lines from the top, neighbours of one style joined."""
        return [
            tuple(
                ("".join(char for char, _ in cells), style) for style, cells in groupby(line, key=lambda cell: cell[1])
            )
            for line in self._cells
        ]


class Dots:
    """Two columns and four rows of dots in each cell; (0, 0) is at the bottom left."""

    def __init__(self, width: int, height: int) -> None:
        self.across = 2 * width
        self.up = 4 * height
        self._height = height
        self._bits: dict[tuple[int, int], int] = {}

    def dot(self, x: int, y: int) -> None:
        """One dot."""
        if 0 <= x < self.across and 0 <= y < self.up:
            row, line = divmod(self.up - 1 - y, 4)
            place = (x // 2, row)
            self._bits[place] = self._bits.get(place, 0) | _DOTS[line][x % 2]

    def line(self, start: tuple[int, int], end: tuple[int, int], dashed: bool = False) -> None:
        """A straight line; dashed ones leave out every other pair of dots."""
        (x0, y0), (x1, y1) = start, end
        steps = max(abs(x1 - x0), abs(y1 - y0), 1)
        for step in range(steps + 1):
            x, y = x0 + round((x1 - x0) * step / steps), y0 + round((y1 - y0) * step / steps)
            if not dashed or (x if abs(x1 - x0) >= abs(y1 - y0) else y) // 2 % 2 == 0:
                self.dot(x, y)

    def draw(self, canvas: Canvas, left: int, top: int, style: str) -> None:
        """Put the cells that have dots onto a canvas."""
        for (x, y), bits in self._bits.items():
            canvas.put(left + x, top + y, chr(_BRAILLE | bits), style)


def draw_legend(canvas: Canvas, items: Sequence[tuple[str, str, str]], left: int) -> None:
    """Glyphs with their styles and words in the first line, closer where it is narrow, as many as there is room for."""
    words = sum(len(glyphs) + len(word) + 1 for glyphs, _, word in items)
    gap = next((gap for gap in (3, 2) if left + words + gap * (len(items) - 1) <= canvas.width), 1)
    slim = gap == 1 and all(len(set(glyphs)) == 1 for glyphs, *_ in items)
    x = left
    for glyphs, style, word in items:
        drawn = glyphs[:1] if slim else glyphs
        if x + len(drawn) + len(word) + 1 > canvas.width:
            break
        canvas.text(x, 0, drawn, style)
        canvas.text(x + len(drawn) + 1, 0, word, MUTED)
        x += len(drawn) + len(word) + 1 + (2 if slim else gap)
