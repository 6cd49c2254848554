"""What stands below columns: days, bins that follow each other, or names."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from drills.dates import echo, short
from tui.chart.ticks import Unit, day_ticks


@dataclass(frozen=True, slots=True)
class Days:
    """An axis of days: the first, how many each column stands for, and which day it is."""

    first: date
    today: date
    each: int = 1

    def words(self, start: int, count: int) -> str:
        """The days of some columns in words."""
        first = self.first + timedelta(days=start * self.each)
        last = first + timedelta(days=count * self.each - 1)
        if first == last:
            return echo(first, self.today)
        return f"{short(first, self.today)} to {short(last, self.today)} {last.year}"

    def ticks(self, count: int, room: int) -> list[tuple[float, str]]:
        """Columns with a label."""
        last = self.first + timedelta(days=count * self.each - 1)
        found = [((day - self.first).days / self.each, word) for day, word in day_ticks(self.first, last, room)]
        today = (self.today - self.first).days / self.each
        return [(today, "today"), *found] if self.each == 1 and 0 <= today < count else found

    def cells(self, start: int, count: int) -> tuple[object, ...]:
        """The first and last day, for a file."""
        first = self.first + timedelta(days=start * self.each)
        return first, first + timedelta(days=count * self.each - 1)

    @property
    def head(self) -> tuple[str, ...]:
        """Names of these."""
        return ("first_day", "last_day")


@dataclass(frozen=True, slots=True)
class Edges:
    """An axis of bins that follow each other: where each begins and the last ends, None for no end."""

    edges: tuple[float | None, ...]
    unit: Unit

    def words(self, start: int, count: int) -> str:
        """The range of some bins in words."""
        low, high = self.edges[start], self.edges[start + count]
        if high is None:
            return f"{self.unit.full(low or 0)} and more"
        if self.unit.share:
            return f"{(low or 0) * 100:.0f}–{high * 100:.0f} %"
        return f"{low or 0:g} up to {self.unit.full(high)}"

    def ticks(self, count: int, room: int) -> list[tuple[float, str]]:
        """Where bins begin."""
        step = max(1, ceil(6 * count / max(room, 1)))
        return [
            (place, self.unit.short(self.edges[place] or 0, 0.1 if _fraction(self.edges[place]) else 1))
            for place in range(0, count, step)
        ]

    def cells(self, start: int, count: int) -> tuple[object, ...]:
        """The ends, for a file."""
        return self.edges[start], self.edges[start + count]

    @property
    def head(self) -> tuple[str, ...]:
        """Names of these."""
        return ("from", "to")


@dataclass(frozen=True, slots=True)
class Names:
    """An axis of names, each with what it is in full."""

    short: tuple[str, ...]
    full: tuple[str, ...] = ()

    def words(self, start: int, count: int) -> str:
        """One of them in full, or the first and last of some."""
        names = self.full or self.short
        return names[start] if count == 1 else f"{names[start]} to {names[start + count - 1]}"

    def ticks(self, count: int, room: int) -> list[tuple[float, str]]:
        """As many names as there is room for."""
        longest = max(map(len, self.short), default=1) + 1
        step = max(1, ceil(longest * count / max(room, 1)))
        return [(place, self.short[place]) for place in range(0, count, step)]

    def cells(self, start: int, count: int) -> tuple[object, ...]:
        """The name, for a file."""
        return (self.words(start, count),)

    @property
    def head(self) -> tuple[str, ...]:
        """What it is called."""
        return ("name",)


def _fraction(value: float | None) -> bool:
    return value is not None and not float(value).is_integer()
