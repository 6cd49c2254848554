"""Charts as SVG pictures: drawn anew from the figures, with the exact values as tooltips; text is escaped."""

from datetime import date
from functools import singledispatch
from html import escape

from drills.text import visible
from tui.chart.calendar import LABELS, Year
from tui.chart.columns import Columns
from tui.chart.lines import Lines
from tui.chart.points import Points
from tui.chart.tables import Shares, Table
from tui.chart.ticks import PERCENT, Scale, day_ticks

WIDTH, HEIGHT = 720, 260
_LEFT, _TOP, _BOTTOM = 64, 26, 30
_CELLS = 90  # columns of days, at most; more are joined

STYLE = """
.readyby { --ink: hsl(215 14% 16%); --soft: hsl(215 9% 45%); --line: hsl(215 12% 82%);
  --accent: hsl(211 68% 42%); --success: hsl(164 55% 32%); --warning: hsl(36 90% 40%); --error: hsl(8 62% 46%);
  --secondary: hsl(215 14% 60%); font: 12px system-ui, sans-serif; fill: var(--ink); }
@media (prefers-color-scheme: dark) { .readyby { --ink: hsl(215 14% 88%); --soft: hsl(215 10% 64%);
  --line: hsl(215 12% 30%); --accent: hsl(211 72% 70%); --success: hsl(164 42% 62%); --warning: hsl(36 76% 65%);
  --error: hsl(9 76% 70%); } }
.readyby text.soft { fill: var(--soft); } .readyby .end { text-anchor: end; } .readyby .mid { text-anchor: middle; }
.readyby .axis { stroke: var(--line); fill: none; } .readyby .bold { font-weight: 600; }
"""


def svg(figure: object, title: str) -> str:
    """The picture, whole in itself."""
    body, height = _drawn(figure)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="readyby" role="img" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}"><title>{_safe(title)}</title><style>{STYLE}</style>{body}</svg>'
    )


def _colour(style: str) -> str:
    name = style.split()[0].removeprefix("$") if style else "ink"
    return f"var(--{name})" if name in ("accent", "success", "warning", "error", "secondary") else "var(--soft)"


def _safe(words: str) -> str:
    """Text that is only ever text."""
    return escape(visible(words))


def _text(x: float, y: float, words: str, classes: str = "soft") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{classes}">{_safe(words)}</text>'


def _rect(x: float, y: float, width: float, height: float, fill: str, told: str = "", opacity: float = 1.0) -> str:
    shade = f' fill-opacity="{opacity:.2f}"' if opacity < 1 else ""
    tip = f"<title>{_safe(told)}</title>" if told else ""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"{shade}>{tip}</rect>'


def _legend(items: list[tuple[str, str, str]]) -> str:
    parts, x = [], float(_LEFT)
    for _, style, words in items:
        parts += [_rect(x, 6, 10, 10, _colour(style)), _text(x + 15, 15, words)]
        x += 28 + 6.4 * len(words)
    return "".join(parts)


def _values(scale: Scale, words: list[str]) -> str:
    parts = []
    for value, word in zip(scale.ticks(), words, strict=True):
        y = _y(scale, value)
        parts.append(f'<path class="axis" d="M{_LEFT} {y:.1f}H{WIDTH - 8}"/>')
        parts.append(_text(_LEFT - 6, y + 4, word, "soft end"))
    return "".join(parts)


def _y(scale: Scale, value: float) -> float:
    return _TOP + (1 - scale.part(value)) * (HEIGHT - _TOP - _BOTTOM)


@singledispatch
def _drawn(figure: object) -> tuple[str, int]:
    raise TypeError(f"{type(figure).__name__} has no picture")


@_drawn.register
def _columns(figure: Columns) -> tuple[str, int]:
    count = figure.stops(_CELLS + 8)
    group = figure.joined(_CELLS + 8)
    stacks = [[layer.over(n * group, group) for layer in figure.layers] for n in range(count)]
    scale = Scale.over(0.0, max(map(sum, stacks), default=1.0) or 1.0, 5, whole=not figure.unit.share)
    room = WIDTH - _LEFT - 8
    wide = room / max(count, 1)
    parts = [
        _legend(figure.legend()),
        _values(scale, [figure.unit.short(value, scale.step) for value in scale.ticks()]),
    ]
    for place, stack in enumerate(stacks):
        below = 0.0
        for layer, value in zip(figure.layers, stack, strict=True):
            if value:
                top, bottom = _y(scale, below + value), _y(scale, below)
                told = figure.told(place, _CELLS + 8)
                x = _LEFT + place * wide
                parts.append(_rect(x, top, max(wide * 0.86, 0.8), bottom - top, _colour(layer.style), told))
                below += value
    taken = -1.0
    for start, word in figure.axis.ticks(figure.count, 90):
        x = _LEFT + start / group * wide
        if x > taken and x + 6.5 * len(word) < WIDTH:
            parts.append(_text(x, HEIGHT - 10, word))
            taken = x + 6.5 * len(word) + 6
    return "".join(parts), HEIGHT


@_drawn.register
def _lines(figure: Lines) -> tuple[str, int]:
    scale = figure.axis(14)
    first, last = figure.ends
    room = WIDTH - _LEFT - 16

    def x(day: date) -> float:
        return _LEFT + (day - first).days / max(1, (last - first).days) * room

    parts = [
        _legend(figure.legend()),
        _values(scale, [figure.unit.short(value, scale.step) for value in scale.ticks()]),
    ]
    if figure.band:
        above = [f"{x(day):.1f},{_y(scale, high):.1f}" for day, _, high in figure.band.points]
        below = [f"{x(day):.1f},{_y(scale, low):.1f}" for day, low, _ in reversed(figure.band.points)]
        parts.append(f'<polygon points="{" ".join(above + below)}" fill="var(--accent)" fill-opacity="0.2"/>')
    if figure.target is not None:
        y = _y(scale, figure.target)
        parts.append(f'<path d="M{_LEFT} {y:.1f}h{room}" stroke="var(--warning)" stroke-dasharray="3 3"/>')
    for day, word in [(figure.today, "today")] * (first < figure.today < last) + list(figure.marks):
        parts.append(f'<path class="axis" d="M{x(day):.1f} {_TOP}V{HEIGHT - _BOTTOM}"/>')
        parts.append(_text(x(day), _TOP - 2, word, "soft mid"))
    for track in figure.tracks:
        points = " ".join(f"{x(day):.1f},{_y(scale, value):.1f}" for day, value in track.points)
        dashes = ' stroke-dasharray="5 4"' if track.dashed else ""
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{_colour(track.style)}" stroke-width="2"{dashes}/>'
        )
    parts += [_text(x(day), HEIGHT - 10, word, "soft mid") for day, word in day_ticks(first, last, 90)]
    return "".join(parts), HEIGHT


@_drawn.register
def _points(figure: Points) -> tuple[str, int]:
    scale = figure.scale()
    room = WIDTH - _LEFT - 16
    words = [PERCENT.short(value) for value in scale.ticks()]
    parts = [_values(scale, words)]
    parts += [
        _text(_LEFT + scale.part(v) * room, HEIGHT - 10, word, "soft mid")
        for v, word in zip(scale.ticks(), words, strict=True)
    ]
    parts.append(
        f'<path d="M{_LEFT} {_y(scale, scale.low):.1f}L{_LEFT + room} {_y(scale, 1.0):.1f}" '
        'stroke="var(--soft)" stroke-dasharray="4 4"/>'
    )
    for place, point in enumerate(figure.points):
        x = _LEFT + scale.part(point.predicted) * room
        high, low, y = (_y(scale, value) for value in (point.high, point.low, point.measured))
        parts.append(f'<path d="M{x:.1f} {high:.1f}V{low:.1f}" stroke="var(--accent)" stroke-width="2"/>')
        told = _safe(figure.told(place, 0))
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="var(--accent)"><title>{told}</title></circle>')
    parts.append(_text(_LEFT, 15, "measured against predicted, with 95 % intervals"))
    return "".join(parts), HEIGHT


@_drawn.register
def _table(figure: Table) -> tuple[str, int]:
    step = (WIDTH - 330) / max(1, len(figure.head) - 1)
    parts = []
    for row, line in enumerate((figure.head, *figure.lines)):
        y, classes = 18.0 + 20 * row, "soft" if row == 0 else "ink"
        parts.append(_text(8, y, line[0] if len(line[0]) <= 48 else line[0][:47] + "…", classes))
        for place, cell in enumerate(line[1:], 1):
            parts.append(_text(322 + step * place, y, cell, f"{classes} end"))
        if row and figure.bars and (share := figure.bars[row - 1]) is not None:
            parts.append(_rect(8, y + 4, 314 * share, 3, "var(--accent)"))
    return "".join(parts), 30 + 20 * len(figure.lines)


@_drawn.register
def _shares(figure: Shares) -> tuple[str, int]:
    total = sum(part.size for part in figure.parts) or 1
    parts, x = [], 8.0
    for place, part in enumerate(figure.parts):
        wide = part.size / total * (WIDTH - 16)
        if part.size:
            parts.append(_rect(x, 8, max(wide - 1, 0.8), 22, _colour(part.style), figure.told(place, 0)))
        parts.append(_rect(8, 44 + 20 * place, 10, 10, _colour(part.style)))
        parts.append(
            _text(26, 53 + 20 * place, f"{part.name}: {part.size:,} · {100 * part.size / total:.0f} % · {part.meaning}")
        )
        x += wide
    return "".join(parts), 54 + 20 * len(figure.parts)


@_drawn.register
def _year(figure: Year) -> tuple[str, int]:
    grid = figure.grid(LABELS + 53)
    parts, side = [], 12.4
    for week in range(grid.weeks):
        for row in range(7):
            day = grid.day_at(week, row)
            if day:
                shade, told = figure.shade(day), figure.told((day - grid.first).days, LABELS + 53)
                fill = "var(--accent)" if shade else "var(--line)"
                parts.append(_rect(40 + week * side, 24 + row * side, 11, 11, fill, told, 0.25 * shade or 0.5))
    for day, word in day_ticks(grid.first, figure.today, 110):
        parts.append(_text(40 + grid.place(day)[0] * side, 16, word))
    return "".join(parts), 24 + int(7 * side) + 14
