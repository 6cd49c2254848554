"""Numbers, days and tables in words, for plain output."""

from collections.abc import Collection, Sequence
from datetime import date

from drills.dates import echo
from drills.text import cell_width, one_line

CELL = 60  # widest column, in terminal cells


def minutes(seconds: float) -> str:
    """As in "14 min"; under one, in seconds; from three hours on, in hours."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 3 * 3600 else f"{seconds / 3600:.1f} h"


def day_of(day: date, today: date) -> str:
    """As in "Thu 10 Dec 2026 · 18 days"."""
    return echo(day, today)


def table(rows: Sequence[Sequence[str]], indent: str = "  ", *, to_the_right: Collection[int] = ()) -> list[str]:
    """Rows as aligned lines; long cells are cut, line breaks in them folded. All rows have as many cells.

    Columns with these numbers, counted from 0, end in line: figures with their units.
    """
    cells = [[one_line(cell, CELL) for cell in row] for row in rows]
    widths = [max(map(cell_width, column)) for column in zip(*cells, strict=True)]
    right = [column in to_the_right for column in range(len(widths))]
    return [(indent + "   ".join(map(_padded, row, widths, right))).rstrip() for row in cells]


def _padded(cell: str, width: int, right: bool) -> str:
    space = " " * (width - cell_width(cell))
    return space + cell if right else cell + space


def size(count: int) -> str:
    """A number of bytes, as in "3.2 MB"."""
    return f"{count / 1e6:.1f} MB" if count >= 1e5 else f"{count / 1e3:.0f} kB"
