"""A year of days, one cell each: darker is more, by glyph as well as by colour."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from drills.dates import echo
from drills.views.today import DayDone
from tui.chart.canvas import FAINT, MUTED, Canvas, Row
from tui.chart.ticks import MONTHS

LABELS = 4  # cells for the weekday names
YEAR = 53  # weeks
GLYPHS = "·░▒▓█"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_ROUND = (2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 120, 150, 200, 250, 300, 400, 500, 750, 1000)


@dataclass(frozen=True, slots=True)
class Grid:
    """Where each day lies: a column for each week, a row for each weekday; `first` is the day at the top left."""

    first: date
    today: date
    weeks: int
    cell: int  # cells across for each day

    @classmethod
    def within(cls, today: date, width: int, sunday_first: bool) -> "Grid":
        """The weeks up to today that fit into `width` cells, at most a year."""
        space = max(width - LABELS, 1)
        cell = min(max(space // YEAR, 1), 3)
        weeks = max(min(YEAR, space // cell), 1)
        return cls(today - timedelta(days=(today.weekday() + sunday_first) % 7 + 7 * (weeks - 1)), today, weeks, cell)

    def day_at(self, week: int, row: int) -> date | None:
        """The day in that column and row; None outside the year or in the future."""
        if not (0 <= week < self.weeks and 0 <= row < 7):
            return None
        day = self.first + timedelta(days=7 * week + row)
        return day if day <= self.today else None

    def place(self, day: date) -> tuple[int, int]:
        """The column and row of a day."""
        return divmod((day - self.first).days, 7)


@dataclass(frozen=True)
class Year:
    """Answers by day up to today."""

    days: tuple[DayDone, ...]
    today: date
    sunday_first: bool = False

    @cached_property
    def _done(self) -> dict[date, DayDone]:
        return {done.day: done for done in self.days if done.reviews}

    @cached_property
    def steps(self) -> tuple[int, ...]:
        """The least answers for each shade."""
        return shades([done.reviews for done in self.days if done.reviews])

    @property
    def thin(self) -> bool:
        """Never: an empty year shows where today is."""
        return False

    @property
    def strides(self) -> tuple[int, int]:
        """Across a week, down a day."""
        return 7, 1

    def grid(self, width: int) -> Grid:
        """The days as they lie."""
        return Grid.within(self.today, width, self.sunday_first)

    def stops(self, width: int) -> int:
        """The days shown."""
        return (self.today - self.grid(width).first).days + 1

    def start(self, width: int) -> int:
        """Today."""
        return self.stops(width) - 1

    def told(self, cursor: int, width: int) -> str:
        """A day in words."""
        day = self.grid(width).first + timedelta(days=min(max(cursor, 0), self.stops(width) - 1))
        done = self._done.get(day)
        if not done:
            return f"{echo(day, self.today)}   no answers"
        answers = f"{done.reviews:,} {'answer' if done.reviews == 1 else 'answers'}"
        return f"{echo(day, self.today)}   {answers} in {_time(done.seconds)}"

    def stop_at(self, x: int, y: int, width: int, height: int) -> int | None:
        """The day at a cell."""
        grid = self.grid(width)
        day = grid.day_at((x - LABELS) // grid.cell, y - 1) if x >= LABELS else None
        return None if day is None else (day - grid.first).days

    def table(self) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
        """The days with answers, for a file."""
        return ("day", "answers", "seconds"), [(done.day, done.reviews, round(done.seconds, 1)) for done in self.days]

    def legend(self) -> list[tuple[str, str, str]]:
        """What each shade stands for."""
        found = [(GLYPHS[0], FAINT, "none")]
        for shade, least in enumerate(self.steps, 1):
            most = self.steps[shade] - 1 if shade < len(self.steps) else None
            words = f"{least:,}+" if most is None else f"{least:,}" if most == least else f"{least:,}–{most:,}"
            found.append((GLYPHS[shade] * 2, "$accent", words))
        return found

    def shade(self, day: date) -> int:
        """How dark a day is: 0 for none, 1 to 4."""
        done = self._done.get(day)
        return bisect_right(self.steps, done.reviews) if done else 0

    def draw(self, width: int, height: int, cursor: int | None = None) -> list[Row]:
        """The months, seven weekdays, and the legend where there is room."""
        grid, canvas = self.grid(width), Canvas(width, max(height, 8))
        chosen = None if cursor is None else grid.first + timedelta(days=cursor)
        self._months(canvas, grid)
        for row in range(7):
            if row % 2 == 0:
                canvas.text(0, 1 + row, _DAYS[(grid.first + timedelta(days=row)).weekday()], MUTED)
            for week in range(grid.weeks):
                self._day(canvas, grid, week, row, chosen)
        if height > 8:
            x = LABELS
            for glyphs, style, words in self.legend():
                canvas.text(x, 8, glyphs, style)
                canvas.text(x + len(glyphs) + 1, 8, words, MUTED)
                x += len(glyphs) + len(words) + 3
        return canvas.rows()

    def _day(self, canvas: Canvas, grid: Grid, week: int, row: int, chosen: date | None) -> None:
        day = grid.day_at(week, row)
        if day is None:
            return
        x, shade = LABELS + week * grid.cell, self.shade(day)
        if day == chosen:
            pointed = {1: "◆", 2: "[]"}.get(grid.cell, f"[{GLYPHS[shade]}]")
            canvas.text(x, 1 + row, pointed, "$foreground bold")
        elif shade:
            canvas.text(x, 1 + row, GLYPHS[shade] * min(grid.cell, 2), "$accent")
        else:
            canvas.put(x, 1 + row, GLYPHS[0], FAINT)

    def _months(self, canvas: Canvas, grid: Grid) -> None:
        free = 0
        for week in range(grid.weeks):
            last = grid.first + timedelta(days=7 * week + 6)
            x = LABELS + week * grid.cell
            if last.day <= 7 and x >= free and last - timedelta(days=6) <= grid.today:
                canvas.text(x, 0, MONTHS[last.month - 1], MUTED)
                free = x + 4


def shades(counts: Sequence[int]) -> tuple[int, ...]:
    """The least count for each of up to four shades: round numbers near the quarters of what there is."""
    if not counts:
        return ()
    ordered = sorted(counts)
    steps = [1]
    for quarter in (1, 2, 3):
        near = ordered[quarter * len(ordered) // 4]
        step = max((number for number in _ROUND if number <= near), default=0)
        if step > steps[-1]:
            steps.append(step)
    return tuple(steps)


def _time(seconds: float) -> str:
    """As in "40 s", "14 min", "3 h 05 min"."""
    if seconds < 60:
        return f"{round(seconds)} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60:,} h {minutes % 60:02} min"
