"""A year of reviews, one cell a day: darker is more, and the day under the cursor is told in words."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from drills.dates import echo
from drills.views.today import DayDone
from tui.widgets.bar import counted, time_words

LABELS = 4  # cells for the weekday names
YEAR = 53  # weeks
GLYPHS = "·░▒▓█"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ROUND = (2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 120, 150, 200, 250, 300, 400, 500, 750, 1000)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Where each day lies: a column for each week, a row for each weekday. `first` is the day at the top left."""

    first: date
    today: date
    weeks: int
    cell: int  # cells across for each day
    counts: Mapping[date, int] = field(default_factory=dict)
    steps: tuple[int, ...] = ()  # the least reviews for each shade

    @classmethod
    def over(cls, days: Sequence[DayDone], today: date, width: int, sunday_first: bool = False) -> "Calendar":
        """The weeks up to `today` that fit into `width` cells, at most a year."""
        space = max(width - LABELS, 1)
        cell = min(max(space // YEAR, 1), 3)
        weeks = max(min(YEAR, space // cell), 1)
        start = today - timedelta(days=(today.weekday() + sunday_first) % 7 + 7 * (weeks - 1))
        counts = {done.day: done.reviews for done in days if start <= done.day <= today and done.reviews}
        return cls(start, today, weeks, cell, counts, shades(list(counts.values())))

    def day_at(self, week: int, row: int) -> date | None:
        """The day in that column and row; None outside the year or in the future."""
        if not (0 <= week < self.weeks and 0 <= row < 7):
            return None
        day = self.first + timedelta(days=7 * week + row)
        return day if day <= self.today else None

    def place(self, day: date) -> tuple[int, int]:
        """The column and row of a day."""
        return divmod((day - self.first).days, 7)

    def shade(self, day: date) -> int:
        """How dark a day is: 0 for none, 1 to 4."""
        return bisect_right(self.steps, self.counts.get(day, 0))


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


def month_line(calendar: Calendar) -> str:
    """The names of the months, each above the week that holds its first day."""
    cells = [" "] * (LABELS + calendar.weeks * calendar.cell + 4)
    free = 0
    for week in range(calendar.weeks):
        last = calendar.first + timedelta(days=7 * week + 6)
        place = LABELS + week * calendar.cell
        if last.day <= 7 and place >= free and last - timedelta(days=6) <= calendar.today:
            cells[place : place + 3] = MONTHS[last.month - 1]
            free = place + 4
    return "".join(cells)[: LABELS + calendar.weeks * calendar.cell].rstrip()


def day_line(calendar: Calendar, row: int, cursor: date | None) -> Content:
    """One weekday through the year."""
    name = _DAYS[(calendar.first + timedelta(days=row)).weekday()]
    parts: list[tuple[str, str]] = [((name if row % 2 == 0 else "").ljust(LABELS), "$text-muted")]
    for week in range(calendar.weeks):
        day = calendar.day_at(week, row)
        if day is None:
            parts.append((" " * calendar.cell, ""))
            continue
        shade = calendar.shade(day)
        if day == cursor:
            parts.append((_pointed(shade, calendar.cell), "bold"))
            continue
        style = "$accent" if shade else "$foreground 35%"
        glyph = GLYPHS[shade] * min(calendar.cell, 2) if shade else GLYPHS[0].ljust(min(calendar.cell, 2))
        parts.append((glyph, style))
        if calendar.cell > 2:
            parts.append((" " * (calendar.cell - 2), ""))
    return Content.assemble(*parts)


def _pointed(shade: int, width: int) -> str:
    """The day under the cursor: in brackets, which no shade looks like, with colours or without."""
    return {1: "◆", 2: "[]"}.get(width, f"[{GLYPHS[shade]}]")


def legend(calendar: Calendar) -> Content:
    """What each shade stands for."""
    parts: list[str | tuple[str, str]] = [("reviews a day  ", "$text-muted"), (GLYPHS[0], "$foreground 35%"), " 0"]
    steps = calendar.steps
    for shade, least in enumerate(steps, 1):
        most = steps[shade] - 1 if shade < len(steps) else None
        words = f"{least}+" if most is None else f"{least}" if most == least else f"{least}–{most}"
        parts += ["  ", (GLYPHS[shade] * 2, "$accent"), f" {words}"]
    return Content.assemble(*parts)


def day_words(calendar: Calendar, day: date, done: DayDone | None) -> Content:
    """The day under the cursor in words."""
    what = f"{counted(done.reviews, 'review')} in {time_words(done.seconds)}" if done and done.reviews else "no reviews"
    return Content.assemble((echo(day, calendar.today), "bold"), ("  " + what, ""))


class Heatmap(Widget, can_focus=True):
    """Reviews of a year; arrows or the mouse move the cursor, whose day is told below."""

    DEFAULT_CSS = """
    Heatmap { height: 10; width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left,h", "move(-7)", "Week before", show=False, id="heatmap.left", tooltip="The same day a week before"
        ),
        Binding(
            "right,l", "move(7)", "Week after", show=False, id="heatmap.right", tooltip="The same day a week later"
        ),
        Binding("up,k", "move(-1)", "Day before", show=False, id="heatmap.up", tooltip="The day before"),
        Binding("down,j", "move(1)", "Day after", show=False, id="heatmap.down", tooltip="The day after"),
        Binding("home", "edge(False)", "First day", show=False, id="heatmap.home", tooltip="The first day shown"),
        Binding("end", "edge(True)", "Today", show=False, id="heatmap.end", tooltip="Today"),
    ]

    cursor: reactive[date | None] = reactive(None)

    @dataclass
    class Moved(Message):
        """The cursor came to another day."""

        day: date

    def __init__(self, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._days: tuple[DayDone, ...] = ()
        self._today = date.min
        self._sunday_first = False

    def show(self, days: Sequence[DayDone], today: date, sunday_first: bool = False) -> None:
        """Draw these days; the cursor stays where it is, or stands on today."""
        self._days, self._today, self._sunday_first = tuple(days), today, sunday_first
        self.cursor = self.cursor or today
        self.refresh()

    @property
    def calendar(self) -> Calendar:
        """The days as they lie at the present width."""
        return Calendar.over(self._days, self._today, self.size.width, self._sunday_first)

    def render(self) -> Content:
        """The months, seven weekdays, the legend, and the day under the cursor."""
        if self._today == date.min:
            return Content("")
        calendar = self.calendar
        day = self.cursor or self._today
        done = next((done for done in self._days if done.day == day), None)
        return Content("\n").join(
            [
                Content.assemble((month_line(calendar), "$text-muted")),
                *(day_line(calendar, row, day if self.has_focus else None) for row in range(7)),
                legend(calendar),
                day_words(calendar, day, done),
            ]
        )

    def action_move(self, days: int) -> None:
        """Move the cursor by some days, within the year."""
        self._go((self.cursor or self._today) + timedelta(days=days))

    def action_edge(self, last: bool) -> None:
        """Move the cursor to today, or to the first day."""
        self._go(self._today if last else self.calendar.first)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Point at the day under the mouse."""
        self._point(event.get_content_offset(self))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the day that was clicked."""
        self._point(event.get_content_offset(self))

    def _point(self, at: Offset | None) -> None:
        if at is None or self._today == date.min:
            return
        calendar = self.calendar
        day = calendar.day_at((at.x - LABELS) // calendar.cell, at.y - 1) if at.x >= LABELS else None
        if day is not None:
            self._go(day)

    def _go(self, day: date) -> None:
        if self._today == date.min:
            return
        self.cursor = min(max(day, self.calendar.first), self._today)
        self.post_message(self.Moved(self.cursor))
