"""The calendar: a month of days with all that stands on them, goals on a timeline, and calendars in and out."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import OptionList, Static

from drills.storage.goal.calendar import calendar_view, timeline_view
from drills.text import one_line
from drills.views.calendar import CalendarView, TimelineView
from tui.messages import GoalRequested, Said
from tui.screens.dialog import Choose
from tui.screens.place import Place
from tui.widgets import month_view, timeline_rows
from tui.widgets.month_view import MonthView, day_lines
from tui.widgets.rows import Rows
from tui.widgets.section_tabs import SectionTabs


class CalendarScreen(Place):
    """A month, or a timeline of goals."""

    PLACE: ClassVar[str] = "goals"
    CSS_PATH = "calendar.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,shift+tab,t", "other", "Timeline", id="calendar.other", tooltip="From month to timeline and back"),
        Binding("c", "closed", "Closed too", show=False, id="calendar.closed", tooltip="Closed goals on the timeline"),
        Binding("o", "export", "Export", id="calendar.export", tooltip="Write goals and days off to an .ics file"),
        Binding("i", "bring_in", "Import", id="calendar.import", tooltip="Bring events of an .ics file in"),
        Binding("v", "days_off", "Days off", show=False, id="calendar.rests", tooltip="Breaks and free weekdays"),
    ]

    timeline: reactive[bool] = reactive(False, init=False)

    @dataclass
    class Loaded(Message):
        """The days of the month are read."""

        view: CalendarView

    @dataclass
    class Lined(Message):
        """The timeline is read."""

        view: TimelineView

    @property
    def key_words(self) -> dict[str, str]:
        """What the keys are called now."""
        return {
            "other": "Month" if self.timeline else "Timeline",
            "months(-1)": "Month before",
            "months(1)": "Month after",
        }

    def body(self) -> ComposeResult:
        """Both views; one is shown."""
        yield SectionTabs(("Month", "Timeline"))
        with Horizontal(id="month-box"):
            with Vertical(id="month-left"):
                yield Static(id="month-title", markup=False)
                yield MonthView(
                    self.today, sunday_first=self.config.looks.week_starts_on == "sunday", widget_id="month"
                )
                yield Static(Content.styled(month_view.LEGEND, "$text-disabled"), id="month-legend")
            with VerticalScroll(id="day-box", can_focus=False):
                yield Static(id="day", markup=False)
        with Vertical(id="line-box"):
            yield Static(id="axis", markup=False)
            yield Rows("lines")
            yield Static(Content.styled(timeline_rows.LEGEND, "$text-disabled"), id="line-legend")

    def on_mount(self) -> None:
        """Begin with this month."""
        super().on_mount()
        self._lines: TimelineView | None = None
        self._closed = False
        self._month = self.query_one(MonthView)
        self.watch_timeline()

    def watch_timeline(self) -> None:
        """Show one of both."""
        self.query_one("#month-box").display = not self.timeline
        self.query_one("#line-box").display = self.timeline
        self.query_one(SectionTabs).here = int(self.timeline)
        (self.query_one(Rows) if self.timeline else self._month).focus()
        self.refresh_bindings()

    @on(SectionTabs.Chosen)
    def go(self, message: SectionTabs.Chosen) -> None:
        """Show what was clicked on."""
        self.timeline = bool(message.number)

    def action_other(self) -> None:
        """From the month to the timeline, and back."""
        self.timeline = not self.timeline

    # Reading and showing

    @work(exclusive=True, group="calendar.load")
    async def load(self) -> None:
        """Read the weeks shown, and the timeline."""
        weeks = self._month.weeks
        await self.fetch(self.Loaded, calendar_view, weeks.first, weeks.last, self.now(), self.config.study)
        await self.fetch(self.Lined, timeline_view, self.now(), self.config.study, closed=self._closed)

    @on(Loaded)
    def show(self, message: Loaded) -> None:
        """Draw the month."""
        self._month.show(message.view.days, message.view.today)
        self._show_day()

    @on(MonthView.Moved)
    def follow_cursor(self) -> None:
        """Show the day under the cursor; read another month when it comes there."""
        self._show_day()
        if not self._month.is_read:
            self.load()

    def _show_day(self) -> None:
        self.query_one("#month-title", Static).update(Content.styled(self._month.title, "bold"))
        lines = day_lines(self._month.day, self._month.today)
        self.query_one("#day", Static).update(Content("\n").join(lines))

    @on(Lined)
    def show_lines(self, message: Lined) -> None:
        """Draw the timeline."""
        self._lines = message.view
        self._fill()

    @on(Rows.Widened)
    def follow(self) -> None:
        """Rows follow the width."""
        self._fill()

    def _fill(self) -> None:
        view, rows = self._lines, self.query_one(Rows)
        if view is None:
            return
        whole = max((rows.size.width or self.size.width - 4) - 4, 30)
        left = min(max(whole // 3, 16), 44)
        found = list(timeline_rows.timeline_rows(view, left, whole - left))
        if not found:
            found = [(None, Content.styled("Goals stand here from their start to their day once there are some.", ""))]
        rows.fill(found, rows.chosen)
        axis = timeline_rows.axis_content(view, left + 1, whole - left)
        self.query_one("#axis", Static).update(axis if view.rows else Content(""))

    # Doing

    @on(MonthView.Opened)
    @work(group="calendar.open")
    async def open_day(self, message: MonthView.Opened) -> None:
        """Open the goal that stands on the day; ask which if there are several."""
        entries = {entry.goal_id: entry for entry in reversed(self._month.day.entries)}
        options = [(str(goal_id), one_line(entry.text, 80)) for goal_id, entry in reversed(entries.items())]
        if not options:
            self.post_message(Said("Nothing of a goal stands on this day."))
            return
        one = options[0][0]
        chosen = one if len(options) == 1 else await self.app.push_screen_wait(Choose("Which goal?", options))
        if chosen:
            self.post_message(GoalRequested(int(chosen)))

    @on(OptionList.OptionSelected)
    def open_goal(self, message: OptionList.OptionSelected) -> None:
        """Open the goal under the cursor."""
        if message.option_id:
            self.post_message(GoalRequested(int(message.option_id)))

    def action_closed(self) -> None:
        """Closed goals on the timeline too, or not."""
        self._closed = not self._closed
        self.timeline = True
        self.load()

    def action_export(self) -> None:
        """Write an .ics file."""
        from tui.screens.calendar_exchange import CalendarExport

        self.app.push_screen(CalendarExport(self.desk, self.now))

    def action_bring_in(self) -> None:
        """Bring an .ics file in."""
        from tui.screens.calendar_exchange import CalendarImport

        self.app.push_screen(CalendarImport(self.desk, self.now, self.today))

    def action_days_off(self) -> None:
        """Show breaks and free weekdays."""
        from tui.screens.days_off import DaysOffScreen

        self.app.push_screen(DaysOffScreen(self.desk, self.now, self.config))
