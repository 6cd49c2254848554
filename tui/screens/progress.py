"""Progress: what was done, what comes, and how well it stays; every figure says what it is and of how many."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from drills.storage.progress import progress_view
from drills.views.progress import ProgressView
from tui.screens.place import Place
from tui.widgets import figures
from tui.widgets.columns import DayDue, DueColumns
from tui.widgets.heatmap import Heatmap


class Panel(Vertical):
    """A titled part of the page."""

    def __init__(self, title: str, *widgets: Widget, panel_id: str) -> None:
        super().__init__(Static(Content(title), classes="title"), *widgets, id=panel_id, classes="panel")


class ProgressScreen(Place):
    """One page to scroll; the year and the forecast have a cursor of their own."""

    PLACE: ClassVar[str] = "progress"
    AUTO_FOCUS = ""
    CSS_PATH = "progress.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", "Next chart", id="progress.next", tooltip="The next chart with a cursor"),
        Binding("shift+tab", "app.focus_previous", "Chart before", show=False, id="progress.before", tooltip="Back"),
        Binding("down,j", "scroll(2)", "Down", show=False, id="progress.down", tooltip="Scroll down"),
        Binding("up,k", "scroll(-2)", "Up", show=False, id="progress.up", tooltip="Scroll up"),
        Binding("pagedown,space", "scroll(15)", "Page down", id="progress.page_down", tooltip="Scroll down a page"),
        Binding("pageup,b", "scroll(-15)", "Page up", show=False, id="progress.page_up", tooltip="Scroll up a page"),
        Binding("g", "scroll(-9999)", "Top", show=False, id="progress.top", tooltip="To the top"),
        Binding("G", "scroll(9999)", "Bottom", show=False, id="progress.bottom", tooltip="To the bottom"),
    ]

    class Loaded(Message):
        """All figures are read."""

        def __init__(self, view: ProgressView) -> None:
            super().__init__()
            self.view = view

    def body(self) -> ComposeResult:
        """The panels, in the order of how often one looks at them."""
        with VerticalScroll(id="page", can_focus=False):
            yield Static(id="totals", markup=False)
            yield Panel("Reviews, day by day", Heatmap(widget_id="year"), Static(id="year-note"), panel_id="year-panel")
            with Vertical(id="rest"):
                yield Panel(
                    "Minutes due in the days to come",
                    DueColumns(widget_id="forecast"),
                    Static(id="due-note"),
                    panel_id="due-panel",
                )
                yield Panel("Recall, measured", Static(id="retention"), panel_id="retention-panel")
                yield Panel("Cards", Static(id="states"), panel_id="states-panel")
                yield Panel("Answers in the last 30 days", Static(id="ratings"), panel_id="ratings-panel")
                yield Panel("Topics, weakest first", Static(id="topics"), panel_id="topics-panel")
                yield Panel("Leeches", Static(id="leeches"), panel_id="leeches-panel")

    def on_mount(self) -> None:
        """Start on the year."""
        self._view: ProgressView | None = None
        self.query_one(Heatmap).focus(scroll_visible=False)

    @work(exclusive=True, group="progress.load")
    async def load(self) -> None:
        """Read all figures in one go."""
        await self.fetch(self.Loaded, progress_view, self.now(), self.config.study)

    @on(Loaded)
    def show(self, message: Loaded) -> None:
        """Show the figures."""
        self._view = message.view
        self._draw()

    def on_resize(self) -> None:
        """Tables follow the width."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        view = self._view
        if view is None:
            return
        sunday_first = self.config.looks.week_starts_on == "sunday"
        self.query_one("#totals", Static).update(figures.totals(view))
        self.query_one(Heatmap).show(view.days, view.day, sunday_first)
        self._note("#year-note", thin_year(len(view.days)))
        minutes = self.config.study.minutes_per_day
        due = [DayDue(day, cards, seconds / 60) for day, cards, seconds in view.forecast]
        any_due = any(day.cards for day in due)
        self.query_one(DueColumns).show(due if any_due else (), view.day, minutes)
        self.query_one(DueColumns).display = any_due
        self._note("#due-note", due_note(view, minutes) if any_due else NOTHING_DUE)
        width = self._width("#retention")
        self._put("#retention", figures.retention_table(view.retention, self.config.study.retention, width))
        self._put("#states", figures.states_bar(view.states, min(self._width("#states"), 80)))
        self._put("#ratings", figures.ratings_bars(view.ratings, self._width("#ratings")))
        self._put("#topics", figures.topic_rows(view.topics, self._width("#topics")))
        leeches = [(note.text, note.lapses) for note in view.leeches]
        self._put("#leeches", figures.leech_rows(leeches, self._width("#leeches")))

    def _put(self, selector: str, content: Content) -> None:
        self.query_one(selector, Static).update(content)

    def _note(self, selector: str, words: str) -> None:
        note = self.query_one(selector, Static)
        note.display = bool(words)
        note.update(Content.assemble((words, "$text-muted")))

    def _width(self, selector: str) -> int:
        return max(self.query_one(selector).size.width, 30)

    def action_scroll(self, lines: int) -> None:
        """Scroll the page."""
        self.query_one("#page").scroll_relative(y=lines, animate=False)


NOTHING_DUE = "Nothing is scheduled yet. Once cards are answered, the minutes they need on each day to come stand here."


def thin_year(days: int) -> str:
    """What to say of a year with hardly anything in it."""
    if days == 0:
        return "Each day on which you drill darkens its square; the first one is today's."
    return "The squares fill day by day; after a week or two a rhythm shows." if days < 5 else ""


def due_note(view: ProgressView, minutes: int) -> str:
    """What the columns are, and how they compare with the minutes a day."""
    last = view.forecast[-1][0] if view.forecast else view.day
    span = (last - view.day).days + 1
    mean = sum(seconds for _, _, seconds in view.forecast) / 60 / max(span, 1)
    largest = max((seconds for _, _, seconds in view.forecast), default=0) / 60
    line = f" · ┄ the {minutes} a day you plan" if minutes <= 2 * largest else f" · you plan {minutes}"
    return f"minutes expected, {mean:.0f} a day on average over {span} days, of cards seen so far{line}"
