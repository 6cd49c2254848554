"""Curves over days: up to a few of them, a band of likely values, a target, and where today is."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from drills.dates import echo
from tui.chart.canvas import FAINT, MUTED, Canvas, Dots, Row, draw_legend
from tui.chart.ticks import PERCENT, Scale, Unit, day_ticks, row_of

_TARGET = "┄"
_BAND = "░"
_LEAST = 2  # points that make a curve


@dataclass(frozen=True, slots=True)
class Track:
    """One curve: its name, and its value on each of some days, oldest first. A dashed one is no measurement."""

    name: str
    points: tuple[tuple[date, float], ...]
    dashed: bool = False
    style: str = "$accent"


@dataclass(frozen=True, slots=True)
class Band:
    """Between which values something probably lies, by day, oldest first."""

    name: str
    points: tuple[tuple[date, float, float], ...]


@dataclass(frozen=True)
class Lines:
    """Curves over days. Shares are in [0, 1] under `PERCENT`, which fixes the axis unless `low` or `high` are given."""

    tracks: tuple[Track, ...]
    today: date
    unit: Unit = PERCENT
    band: Band | None = None
    target: float | None = None
    target_name: str = "target"
    marks: tuple[tuple[date, str], ...] = ()  # days with a word each, such as a deadline
    low: float | None = None
    high: float | None = None

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Every day with a value, oldest first: the places of the cursor."""
        found = {day for track in self.tracks for day, _ in track.points}
        return tuple(sorted(found | {point[0] for point in (self.band.points if self.band else ())}))

    @property
    def thin(self) -> bool:
        """Whether there is too little for a curve."""
        return len(self.days) < _LEAST

    @property
    def strides(self) -> tuple[int, int]:
        """How far the keys across and down move."""
        return 1, 0

    def stops(self, width: int) -> int:
        """How many places the cursor has."""
        return len(self.days)

    def start(self, width: int) -> int:
        """Where the cursor begins: on today, or the last day before."""
        return max(0, bisect_right(self.days, self.today) - 1)

    def told(self, cursor: int, width: int) -> str:
        """The day under the cursor and all its values in words."""
        if not self.days:
            return ""
        day = self.days[min(max(cursor, 0), len(self.days) - 1)]
        values = ((track.name, _on(track, day)) for track in self.tracks)
        parts = [f"{name} {self.unit.full(value)}" for name, value in values if value is not None]
        if self.band and (between := next((point for point in self.band.points if point[0] == day), None)):
            parts.append(f"{self.band.name} {self.unit.full(between[1])} to {self.unit.full(between[2])}")
        parts += [word for marked, word in self.marks if marked == day]
        return f"{echo(day, self.today)}   {' · '.join(parts)}"

    def stop_at(self, x: int, y: int, width: int, height: int) -> int | None:
        """The place of the cursor nearest to a cell."""
        left = _left(self.unit, self.axis(height))
        room = width - left
        if x < left or not self.days or room < 2:
            return None
        first, last = self.ends
        ordinal = first.toordinal() + (x - left) / (room - 1) * (last - first).days
        after = bisect_left(self.days, date.fromordinal(round(ordinal)))
        near = range(max(0, after - 1), min(len(self.days), after + 1))
        return min(near, key=lambda n: abs(self.days[n].toordinal() - ordinal), default=None)

    def table(self) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
        """All values, for a file."""
        between = {day: (low, high) for day, low, high in (self.band.points if self.band else ())}
        head = ("day", *(track.name for track in self.tracks))
        by_day = [dict(track.points) for track in self.tracks]
        if self.band is None:
            return head, [(day, *(values.get(day) for values in by_day)) for day in self.days]
        head = (*head, f"{self.band.name}, low", f"{self.band.name}, high")
        rows = [(day, *(values.get(day) for values in by_day), *between.get(day, (None, None))) for day in self.days]
        return head, rows

    def legend(self) -> list[tuple[str, str, str]]:
        """What is drawn how: glyphs, style, words."""
        found = [("⠤ ⠤" if track.dashed else "⠤⠤⠤", track.style, track.name) for track in self.tracks]
        if self.band:
            found.append((_BAND * 2, "$accent 60%", self.band.name))
        if self.target is not None:
            found.append((_TARGET * 2, "$warning", f"{self.target_name} {self.unit.full(self.target)}"))
        return found

    def draw(self, width: int, height: int, cursor: int | None = None) -> list[Row]:
        """The legend, the curves over their axes, the days."""
        return _Drawing(self, width, height).rows(cursor)

    @property
    def ends(self) -> tuple[date, date]:
        """The first and the last day drawn."""
        marked = [day for day, _ in self.marks]
        return min([self.days[0], *marked]), max([self.days[-1], *marked])

    def axis(self, height: int) -> Scale:
        """The axis of values, with as many ticks as there is room for."""
        values = [value for track in self.tracks for _, value in track.points]
        values += [value for point in (self.band.points if self.band else ()) for value in point[1:]]
        values += [] if self.target is None else [self.target]
        low = 0.0 if self.low is None else self.low
        top = 1.0 if self.unit.share else max(values, default=1.0)
        high = top if self.high is None else self.high
        return Scale.over(low, high, max(2, min(5, (height - 3) // 2)), whole=not self.unit.share)


class _Drawing:
    """One chart of some size being drawn; later parts cover earlier ones."""

    def __init__(self, lines: Lines, width: int, height: int) -> None:
        self._lines = lines
        self._axis = lines.axis(height)
        self._left = _left(lines.unit, self._axis)
        self._lines_up = max(height - 3, 2)
        self._room = max(width - self._left, 2)
        self._canvas = Canvas(width, height)

    def rows(self, cursor: int | None) -> list[Row]:
        """The finished chart."""
        self._canvas.text(0, 0, self._lines.unit.word, MUTED)
        draw_legend(self._canvas, self._lines.legend(), max(self._left, len(self._lines.unit.word) + 2))
        self._scale()
        if not self._lines.thin:
            self._names()
            self._band()
            self._target()
            self._today_and_marks()
            self._cursor(cursor)
            for track in reversed(self._lines.tracks):
                self._track(track)
        return self._canvas.rows()

    def _x(self, ordinal: float) -> float:
        first, last = self._lines.ends
        return (ordinal - first.toordinal()) / max(1, (last - first).days) * (self._room - 1)

    def _column(self, day: date) -> int:
        return self._left + round(self._x(day.toordinal()))

    def _scale(self) -> None:
        for y in range(self._lines_up):
            self._canvas.put(self._left - 1, 1 + y, "│", FAINT)
        for value in self._axis.ticks():
            word = self._lines.unit.short(value, self._axis.step)
            y = 1 + row_of(self._axis, value, self._lines_up)
            self._canvas.text(self._left - 2 - len(word), y, word, MUTED)
            self._canvas.put(self._left - 1, y, "┤", FAINT)

    def _names(self) -> None:
        """Today and the marks first, then as many days of the calendar as stand clear of them."""
        foot = 1 + self._lines_up
        self._canvas.text(self._left - 1, foot, "└" + "─" * self._room, FAINT)
        taken: list[tuple[int, int]] = []
        for day, word in (*self._named(), *day_ticks(*self._lines.ends, self._room)):
            x = self._column(day)
            place = min(max(x - len(word) // 2, self._left), self._canvas.width - len(word))
            if not any(place <= end and start <= place + len(word) for start, end in taken):
                taken.append((place, place + len(word)))
                self._canvas.text(place, foot + 1, word, MUTED)
                self._canvas.put(x, foot, "┴", FAINT)

    def _named(self) -> list[tuple[date, str]]:
        first, last = self._lines.ends
        today = [(self._lines.today, "today")] if first < self._lines.today < last else []
        return [*today, *self._lines.marks]

    def _today_and_marks(self) -> None:
        for day, _ in self._named():
            for y in range(self._lines_up):
                self._canvas.put(self._column(day), 1 + y, "│", FAINT)

    def _band(self) -> None:
        points = self._lines.band.points if self._lines.band else ()
        lows = [(day, low) for day, low, _ in points]
        highs = [(day, high) for day, _, high in points]
        first, last = self._lines.ends
        for x in range(self._room if points else 0):
            ordinal = first.toordinal() + x / max(1, self._room - 1) * (last - first).days
            low, high = _between(lows, ordinal), _between(highs, ordinal)
            if low is not None and high is not None:
                top, bottom = (row_of(self._axis, value, self._lines_up) for value in (high, low))
                for y in range(top, bottom + 1):
                    self._canvas.put(self._left + x, 1 + y, _BAND, "$accent 60%")

    def _target(self) -> None:
        if self._lines.target is not None:
            y = 1 + row_of(self._axis, self._lines.target, self._lines_up)
            self._canvas.text(self._left, y, _TARGET * self._room, "$warning")

    def _cursor(self, cursor: int | None) -> None:
        if cursor is not None:
            x = self._column(self._lines.days[min(max(cursor, 0), len(self._lines.days) - 1)])
            for y in range(self._lines_up):
                self._canvas.put(x, 1 + y, "┃", "$foreground bold")
            self._canvas.put(x, 1 + self._lines_up, "▲", "$foreground bold")

    def _track(self, track: Track) -> None:
        dots = Dots(self._room, self._lines_up)
        places = [
            (round(self._x(day.toordinal()) * 2), round(self._axis.part(value) * (dots.up - 1)))
            for day, value in track.points
        ]
        for before, after in pairwise(places):
            dots.line(before, after, track.dashed)
        if len(places) == 1:
            dots.dot(*places[0])
        dots.draw(self._canvas, self._left, 1, track.style)


def _left(unit: Unit, axis: Scale) -> int:
    """Cells for the labels of the axis and its line."""
    return max(len(unit.short(value, axis.step)) for value in axis.ticks()) + 2


def _on(track: Track, day: date) -> float | None:
    place = bisect_left(track.points, (day,))
    found = track.points[place : place + 1]
    return found[0][1] if found and found[0][0] == day else None


def _between(points: Sequence[tuple[date, float]], ordinal: float) -> float | None:
    """The value on a day that may lie between two; None outside."""
    after = bisect_left(points, ordinal, key=lambda point: point[0].toordinal())
    if after == len(points) or (after == 0 and points[0][0].toordinal() > ordinal + 0.5):
        return None
    later = points[after]
    earlier = points[max(0, after - 1)]
    span = later[0].toordinal() - earlier[0].toordinal()
    share = (ordinal - earlier[0].toordinal()) / span if span else 0.0
    return earlier[1] + share * (later[1] - earlier[1])
