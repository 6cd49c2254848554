"""Today: one look says how ready one is and what to do, and Enter starts it."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message

from drills.views.today import TodayView
from tui.messages import DayRead, DrillRequested
from tui.screens.place import Place
from tui.widgets.today_panels import GoalsPanel, PlanPanel, TodayPanel, WeakestPanel, WeekPanel

TITLES = {GoalsPanel: "Ready by", PlanPanel: "Today", WeekPanel: "This week", WeakestPanel: "Weakest"}


class TodayScreen(Place):
    """The first screen of every day."""

    PLACE: ClassVar[str] = "today"
    CSS_PATH = "today.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (150, "-wide")]  # noqa: RUF012  as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall"), (44, "-large"), (62, "-huge")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "Start", id="today.start", tooltip="Drill what is planned, or go on with it"),
        Binding("m", "more", "A few more", id="today.more", tooltip="About five minutes' cards beyond the plan"),
        Binding("r", "refresh", "Refresh", show=False, id="today.refresh", tooltip="Read the figures afresh"),
    ]

    @dataclass
    class Loaded(Message):
        """What there is to do today is ready to show."""

        view: TodayView

    def body(self) -> ComposeResult:
        """Goals and plan first, the week and the weakest topics below."""
        with Vertical(id="today"):
            with Horizontal(id="today-first"):
                yield self._titled(GoalsPanel())
                yield self._titled(PlanPanel())
            with Horizontal(id="today-second"):
                yield self._titled(WeekPanel())
                yield self._titled(WeakestPanel())

    def _titled(self, panel: TodayPanel) -> TodayPanel:
        panel.border_title = TITLES[type(panel)]
        return panel

    @work(exclusive=True, group="today.load")
    async def load(self) -> None:
        """Read the day."""
        from drills.storage.today import today_view

        await self.fetch(self.Loaded, today_view, self.now(), self.config.study)

    @on(Loaded)
    def show(self, message: Loaded) -> None:
        """Put the figures into their places."""
        for panel in self.query(TodayPanel):
            panel.view = message.view
        goals = len(message.view.goals)
        self.query_one("#today-first").set_class(goals == 3, "-three").set_class(goals > 3, "-many")
        self.post_message(DayRead(message.view.streak, message.view.minutes_per_day))
        self.refresh_bindings()

    @property
    def _view(self) -> TodayView | None:
        return self.query_one(PlanPanel).view

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A few more only where nothing is planned any more."""
        if action == "more":
            view = self._view
            return view is not None and bool(view.cards) and not view.resumable
        return True

    def action_start(self) -> None:
        """Start the plan, or go on with what was left; when all is done, a few more."""
        view = self._view
        if view is None or not view.cards:
            return
        self.post_message(DrillRequested(extra=not (view.resumable or view.plan.cards)))

    def action_more(self) -> None:
        """Drill a few minutes beyond the plan."""
        self.post_message(DrillRequested(extra=True))

    def action_refresh(self) -> None:
        """Read the figures afresh."""
        self.load()
