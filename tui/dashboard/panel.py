"""What a panel is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tui.chart.axes import Days
from tui.chart.calendar import Year
from tui.chart.columns import Columns, Layer
from tui.chart.lines import Lines
from tui.chart.points import Points
from tui.chart.tables import Shares, Table

Figure = Lines | Columns | Points | Table | Shares | Year

ENOUGH = 20  # answers below which a percentage says little


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel: its figure, what stands there while there is none, and two sentences on what it shows and how.

    `headline` says the main thing in a few words. `wide` panels take the whole width of the page.
    """

    id: str
    title: str
    figure: Figure | None
    empty: str
    about: str
    headline: str = ""
    wide: bool = False


def percent(share: float | None) -> str:
    """A share as a whole percentage, a dash for none; 0 and 100 only when nothing or everything is meant."""
    if share is None:
        return "–"
    number = round(share * 100)
    return f"{min(max(number, 1 if share > 0 else 0), 99 if share < 1 else 100)} %"


def counted(number: int, thing: str) -> str:
    """A number with its noun."""
    return f"{number:,} {thing if number == 1 else thing + 's'}"


def time_words(seconds: float) -> str:
    """A length of time: "40 s", "14 min", "3 h 05 min"."""
    if seconds < 60:
        return f"{round(seconds)} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60:,} h {minutes % 60:02} min"


def row_of_days(found: Sequence[tuple[date, float]], first: date, last: date, each: int = 1) -> tuple[float, ...]:
    """The values from the first day to the last, `each` days apart; 0 where there is none."""
    values = dict(found)
    count = (last - first).days // each + 1
    return tuple(values.get(first + timedelta(days=n * each), 0.0) for n in range(count))


__all__ = ["Columns", "Days", "Figure", "Layer", "Panel", "counted", "percent", "row_of_days", "time_words"]
