"""A month as a grid of days, each with what stands on it; a cursor goes from day to day."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from dateutil.relativedelta import relativedelta
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from drills.calendar_day import month_name
from drills.dates import echo
from drills.text import visible
from drills.views.calendar import CalendarDay, Entry, Sort
from tui.widgets.bar import padded

MARKS = {Sort.DEADLINE: "◆", Sort.MILESTONE: "◇", Sort.TASK: "□", Sort.OCCURRENCE: "↻", Sort.WAITING: "…"}
STYLES = {
    Sort.DEADLINE: "bold $text-accent",
    Sort.MILESTONE: "$text-accent",
    Sort.TASK: "",
    Sort.OCCURRENCE: "$text-accent",
    Sort.WAITING: "$text-warning",
}
LEGEND = "◆ deadline  ◇ milestone  □ task  ↻ comes again  … waits  ✓ done"
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Weeks:
    """The weeks that a month lies in; `first` is the day at the top left."""

    first: date
    count: int

    @classmethod
    def of(cls, day: date, *, sunday_first: bool = False) -> "Weeks":
        """The weeks of the month that a day lies in."""
        start = day.replace(day=1)
        first = start - timedelta(days=(start.weekday() + sunday_first) % 7)
        last = start + relativedelta(months=1, days=-1)
        return cls(first, (last - first).days // 7 + 1)

    @property
    def last(self) -> date:
        """The day at the bottom right."""
        return self.first + timedelta(days=7 * self.count - 1)

    def rows(self) -> list[list[date]]:
        """The days, week by week."""
        return [[self.first + timedelta(days=7 * week + n) for n in range(7)] for week in range(self.count)]


def mark_of(entry: Entry) -> tuple[str, str]:
    """The sign of an entry and its style; what is done has a tick in its place."""
    if entry.done:
        return "✓", "$text-success"
    if entry.state == "overdue":
        return "!", "bold $text-error"
    return MARKS[entry.sort], STYLES[entry.sort]


def month_lines(
    days: Mapping[date, CalendarDay], weeks: Weeks, cursor: date, today: date, width: int, height: int
) -> list[Content]:
    """The weekday names, then each week in as many lines as there is room for, at least two."""
    cell = max(width // 7, 5)
    deep = max(2, min(6, (height - 1) // max(weeks.count, 1)))
    names = [DAYS[day.weekday()] for day in weeks.rows()[0]]
    lines = [Content.styled("".join(f"{name:<{cell}}" for name in names), "$text-muted")]
    for week in weeks.rows():
        cells = [_cell(days.get(day) or CalendarDay(day), cursor, today, cell - 1, deep) for day in week]
        for line in range(deep):
            lines.append(
                Content("").join(Content.assemble(each[line], " " * (cell - each[line].cell_length)) for each in cells)
            )
    return lines


def _cell(day: CalendarDay, cursor: date, today: date, width: int, deep: int) -> list[Content]:
    """A day: its number and minutes; then what stands on it, by name where there is room, by sign where there isn't."""
    here = day.day == cursor
    inside = day.day.month == cursor.month
    number = f"{day.day.day:>2}"
    style = (
        "bold reverse" if here else "bold $accent underline" if day.day == today else "" if inside else "$text-disabled"
    )
    head = Content.assemble((f"{number}", style), " ", (_minutes(day, today, width - 3), "$text-disabled"))
    if deep == 2 or width < 9:
        return [head, _signs(day.entries, width), *[Content("")] * (deep - 2)]
    body = [_named(entry, width) for entry in day.entries[: deep - 1]]
    if len(day.entries) > deep - 1:
        body[-1] = Content.assemble(_signs(day.entries[deep - 2 :], width))
    return [head, *body, *[Content("")] * (deep - 1 - len(body))]


def _minutes(day: CalendarDay, today: date, width: int) -> str:
    if day.rest is not None:
        words = day.rest or "off"
        return padded(words, width).rstrip() if width > 3 else "off"[:width]
    if day.done >= 0.5:
        return f"✓{round(day.done)} min" if width >= 7 else f"✓{round(day.done)}"
    return (
        ""
        if not day.planned or day.day < today
        else f"{round(day.planned)} min"
        if width >= 6
        else f"{round(day.planned)}"
    )


def _signs(entries: Sequence[Entry], width: int) -> Content:
    found = [mark_of(entry) for entry in entries]
    return Content.assemble(*[(f"{sign} ", style) for sign, style in found[: max(1, width // 2)]])


def _named(entry: Entry, width: int) -> Content:
    sign, style = mark_of(entry)
    return Content.assemble(
        (f"{sign} ", style), (padded(entry.text, width - 2).rstrip(), "$text-muted" if entry.done else "")
    )


def day_lines(day: CalendarDay, today: date) -> list[Content]:
    """All that stands on a day, in words."""
    lines = [Content.assemble((echo(day.day, today), "bold"))]
    if day.rest is not None:
        lines.append(Content.assemble(("a day off", "$text-muted"), f"  {visible(day.rest)}" if day.rest else ""))
    if day.done >= 0.5:
        lines.append(Content(f"{round(day.done)} minutes practised"))
    if day.planned and day.day >= today:
        goals = round(sum(minutes for _, minutes in day.by_goal))
        words = f"{round(day.planned)} minutes planned" + (f", about {goals} of them for goals" if goals else "")
        lines.append(Content(words))
    for entry in day.entries:
        sign, style = mark_of(entry)
        state = f"  {entry.sort}" + (f" · {entry.state}" if entry.state else "")
        lines.append(Content.assemble((f"{sign} ", style), visible(entry.text), (state, "$text-muted")))
    return lines


class MonthView(Widget, can_focus=True):
    """The month of the day under the cursor. Tells when the cursor moves, and when Enter is pressed on a day."""

    DEFAULT_CSS = """
    MonthView { height: 1fr; width: 1fr; text-wrap: nowrap; }
    """
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", id="month.open", tooltip="The goal that stands on the day"),
        Binding("left,h", "days(-1)", "Day before", show=False, id="month.left", tooltip="The day before"),
        Binding("right,l", "days(1)", "Day after", show=False, id="month.right", tooltip="The day after"),
        Binding("up,k", "days(-7)", "Week before", show=False, id="month.up", tooltip="The week before"),
        Binding("down,j", "days(7)", "Week after", show=False, id="month.down", tooltip="The week after"),
        Binding("pageup,left_square_bracket", "months(-1)", "Month", id="month.before", tooltip="The month before"),
        Binding("pagedown,right_square_bracket", "months(1)", "Next", id="month.after", tooltip="The month after"),
        Binding("home", "today", "Today", show=False, id="month.today", tooltip="Back to today"),
    ]

    cursor: reactive[date] = reactive(date.min, init=False)

    @dataclass
    class Moved(Message):
        """The cursor is on another day."""

        day: date

    @dataclass
    class Opened(Message):
        """Enter was pressed on a day."""

        day: date

    def __init__(self, today: date, *, sunday_first: bool = False, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self.today = today
        self.set_reactive(MonthView.cursor, today)
        self._sunday_first = sunday_first
        self._days: dict[date, CalendarDay] = {}

    @property
    def weeks(self) -> Weeks:
        """The weeks shown."""
        return Weeks.of(self.cursor, sunday_first=self._sunday_first)

    @property
    def title(self) -> str:
        """As in "November 2026"."""
        return f"{month_name(self.cursor.month)} {self.cursor.year}"

    @property
    def day(self) -> CalendarDay:
        """The day under the cursor."""
        return self._days.get(self.cursor) or CalendarDay(self.cursor)

    @property
    def is_read(self) -> bool:
        """Whether the days of the month are there."""
        return self.weeks.first in self._days and self.weeks.last in self._days

    def show(self, days: Sequence[CalendarDay], today: date) -> None:
        """Draw these days."""
        self.today = today
        self._days = {day.day: day for day in days}
        self.refresh()

    def render(self) -> Content:
        """The grid."""
        width, height = self.size
        return Content("\n").join(month_lines(self._days, self.weeks, self.cursor, self.today, width, height))

    def watch_cursor(self) -> None:
        """Tell where it is."""
        self.post_message(self.Moved(self.cursor))

    def action_days(self, by: int) -> None:
        """Move by days."""
        self._go(lambda: self.cursor + timedelta(days=by))

    def action_months(self, by: int) -> None:
        """Move by months."""
        self._go(lambda: self.cursor + relativedelta(months=by))

    def action_today(self) -> None:
        """Back to today."""
        self.cursor = self.today

    def _go(self, to: Callable[[], date]) -> None:
        try:
            day = to()
        except (OverflowError, ValueError):
            return
        if 1971 <= day.year <= 2199:
            self.cursor = day

    def action_open(self) -> None:
        """Open what stands on the day."""
        self.post_message(self.Opened(self.cursor))

    def on_click(self, event: events.Click) -> None:
        """Go to the day clicked on; a double click opens what stands on it."""
        at = event.get_content_offset(self)
        weeks = self.weeks
        deep = max(2, min(6, (self.size.height - 1) // max(weeks.count, 1)))
        if at is None or at.y < 1 or (at.y - 1) // deep >= weeks.count:
            return
        self.cursor = weeks.rows()[(at.y - 1) // deep][min(at.x // max(self.size.width // 7, 5), 6)]
        if event.chain == 2:
            self.action_open()
