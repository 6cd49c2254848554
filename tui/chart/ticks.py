"""Where an axis has its ticks, and what stands at them: steps of 1, 2 or 5, or days of the calendar."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, log10

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts: its word behind figures in full, and what a shown 1 is worth in stored ones."""

    word: str = ""
    share: bool = False  # in [0, 1], shown in percent

    def short(self, value: float, step: float = 1.0) -> str:
        """As it stands at an axis: no more decimals than the step needs."""
        if self.share:
            return f"{value * 100:.0f} %"
        decimals = max(0, -floor(log10(step) + 1e-9)) if step > 0 else 0
        if value and decimals == 0 and (abs(value) >= 10_000 or step >= 1_000):
            return f"{value / 1000:g}k"
        return f"{value:,.{decimals}f}"

    def full(self, value: float) -> str:
        """As it stands in a sentence."""
        if self.share:
            number = value * 100
            exact = 0 < number < 0.95 or 99.05 < number < 100
            return f"{number:.1f} %" if exact else f"{number:.0f} %"
        digits = 0 if float(value).is_integer() or abs(value) >= 100 else 1
        word = self.word[:-1] if self.word.endswith("s") and value == 1 and len(self.word) > 3 else self.word
        return f"{value:,.{digits}f} {word}".rstrip()


PERCENT = Unit(share=True)
MINUTES = Unit("min")
SECONDS = Unit("s")
CARDS = Unit("cards")
ANSWERS = Unit("answers")


def step_for(span: float, most: int) -> float:
    """The least step of 1, 2 or 5 times a power of ten that needs at most so many steps for the span."""
    if span <= 0:
        return 1.0
    least = span / max(most, 1)
    power = 10.0 ** floor(log10(least))
    return next((factor * power for factor in (1, 2, 5) if factor * power >= least * (1 - 1e-9)), 10 * power)


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from `low` to `high`, with ticks every `step`."""

    low: float
    high: float
    step: float

    @classmethod
    def over(cls, low: float, high: float, most: int, *, whole: bool = False) -> "Scale":
        """Round ends around the values; `whole` keeps the steps to whole numbers."""
        if high <= low:
            high = low + 1
        step = step_for(high - low, most)
        if whole:
            step = max(1.0, step)
        return cls(floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step, step)

    def ticks(self) -> list[float]:
        """The values at the ticks, from the lowest."""
        count = round((self.high - self.low) / self.step)
        return [self.low + number * self.step for number in range(count + 1)]

    def part(self, value: float) -> float:
        """Where a value lies: 0 at the low end, 1 at the high one."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))


def row_of(axis: Scale, value: float, rows: int) -> int:
    """The line that a value lies in, from the top, where `rows` lines hold four dots each."""
    return rows - 1 - min(rows - 1, int(axis.part(value) * (rows * 4 - 1) + 0.5) // 4)


def day_ticks(first: date, last: date, room: int) -> list[tuple[date, str]]:
    """Days worth a label between two days, so that labels in `room` cells stay apart."""
    span = max((last - first).days, 1)
    for step in _DAY_STEPS:
        if 8 * span / step <= room:
            return _every(first, last, step)
    for months in _MONTH_STEPS:
        if 9 * span / (30.4 * months) <= room:
            return _months(first, last, months)
    return [(first, str(first.year))]


def _every(first: date, last: date, step: int) -> list[tuple[date, str]]:
    start = first if step < 7 else first + timedelta(days=-first.weekday() % 7)
    days = (start + timedelta(days=n) for n in range(0, (last - start).days + 1, step))
    return [(day, f"{day.day} {MONTHS[day.month - 1]}") for day in days]


def _months(first: date, last: date, step: int) -> list[tuple[date, str]]:
    found = []
    start = first.year * 12 + first.month - 1 + (first.day > 1)
    for month in range(start + (-start % step), last.year * 12 + last.month, step):
        year, number = divmod(month, 12)
        word = str(year) if step >= 12 or number == 0 else MONTHS[number]
        found.append((date(year, number + 1, 1), word))
    return found
