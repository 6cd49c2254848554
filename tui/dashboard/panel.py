"""What a panel is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tui.chart.calendar import Year
from tui.chart.columns import Columns
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


def row_of_days(found: Sequence[tuple[date, float]], first: date, last: date, each: int = 1) -> tuple[float, ...]:
    """The values from the first day to the last, `each` days apart; 0 where there is none."""
    values = dict(found)
    count = (last - first).days // each + 1
    return tuple(values.get(first + timedelta(days=n * each), 0.0) for n in range(count))
