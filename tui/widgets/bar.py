"""Bars of one line, out of block glyphs: a share of a whole, parts of a whole, a row of small values."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from drills.text import cell_width

_EIGHTHS = " ▏▎▍▌▋▊▉"
_HEIGHTS = "▁▂▃▄▅▆▇"  # no full block: rows above each other stay apart


def filled(share: float, width: int) -> str:
    """The solid part of a bar of `width` cells, in eighths of a cell; any share above 0 shows something."""
    share = min(max(share, 0.0), 1.0)
    eighths = round(share * width * 8)
    if share > 0 and width:
        eighths = max(eighths, 1)
    if share < 1:
        eighths = min(eighths, width * 8 - 1)
    whole, rest = divmod(max(eighths, 0), 8)
    return "█" * whole + (_EIGHTHS[rest] if rest else "")


def share_bar(share: float, width: int, style: str = "$accent") -> Content:
    """A share of a whole: solid for what is there, shaded for what isn't."""
    solid = filled(share, width)
    return Content.assemble((solid, style), ("░" * (width - len(solid)), "$foreground 25%"))


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a whole: its name, its size, and how it is drawn (the glyph tells it apart without colour)."""

    label: str
    size: int
    glyph: str
    style: str


def parts_bar(parts: Sequence[Part], width: int) -> Content:
    """Parts of a whole side by side; each one that is not empty has at least a cell."""
    return Content.assemble(
        *((part.glyph * cells, part.style) for part, cells in zip(parts, shared_out(parts, width), strict=True))
    )


def shared_out(parts: Sequence[Part], width: int) -> list[int]:
    """How many of `width` cells each part gets: by size, at least one if it isn't empty, all of them used."""
    total = sum(part.size for part in parts)
    if not total or width <= 0:
        return [0] * len(parts)
    exact = [part.size * width / total for part in parts]
    cells = [max(int(share), 1 if part.size else 0) for share, part in zip(exact, parts, strict=True)]
    while sum(cells) < width:
        neediest = max(range(len(cells)), key=lambda n: exact[n] - cells[n])
        cells[neediest] += 1
    while sum(cells) > width:
        largest = max(range(len(cells)), key=lambda n: cells[n])
        cells[largest] -= 1
    return cells


def small_row(values: Sequence[float | None]) -> str:
    """Values between 0 and 1 as a row of small columns; a dot where there is none."""
    return "".join("·" if value is None else _HEIGHTS[min(int(value * 7), 6)] for value in values)


def padded(text: str, width: int) -> str:
    """The text in exactly `width` cells: cut with … or filled up with spaces."""
    from drills.text import one_line

    cut = one_line(text, width)
    return cut + " " * (width - cell_width(cut))
