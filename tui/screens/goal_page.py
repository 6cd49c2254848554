"""One goal in full: what to expect of its day and the ways out, its steps, its journal, and all that is on record."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Static

from drills.config import Config, Study
from drills.storage.plan_view import goal_plan_view
from drills.storage.standings import goal_page
from drills.views.goals import GoalPage
from drills.views.plan import GoalPlanView
from tui.desk import Desk
from tui.messages import ForecastRequested, OutlooksChanged
from tui.screens.place import Place
from tui.widgets.chart_view import ChartView
from tui.widgets.goal_parts import head_content
from tui.widgets.plan_view import burn_up, minutes_figure, outlook_content, tests_content, topics_content, ways_content


@dataclass(frozen=True, slots=True)
class InFull:
    """A goal's page, and its plan."""

    page: GoalPage
    plan: GoalPlanView


def goal_in_full(c: sqlite3.Connection, goal_id: int, now: datetime, study: Study) -> InFull:
    """All that the page of a goal shows; raises NotFoundError."""
    return InFull(goal_page(c, goal_id, now, study), goal_plan_view(c, goal_id, now, study))


class GoalPageScreen(Place):
    """The page of one goal, over the list of goals."""

    PLACE: ClassVar[str] = "goals"
    CSS_PATH = "goal_page.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-normal"), (150, "-wide")]  # noqa: RUF012  as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "scroll(8)", "Read on", show=False, id="goal.scroll", tooltip="Scroll the page"),
        Binding("backspace", "scroll(-8)", "Read back", show=False, id="goal.scroll_back", tooltip="Scroll back"),
    ]

    @dataclass
    class Loaded(Message):
        """The goal is read."""

        full: InFull

    def __init__(self, desk: Desk, now: Callable[[], datetime], config: Config, goal_id: int) -> None:
        super().__init__(desk, now, config)
        self.goal_id = goal_id
        self._full: InFull | None = None

    def body(self) -> ComposeResult:
        """The head, then what is expected and what can be done about it."""
        yield Static(id="head", markup=False)
        with VerticalScroll(id="forecast", can_focus=False), Horizontal(id="columns"):
            with Vertical(id="left"):
                yield Static(id="outlook", markup=False)
                yield ChartView(empty="Readiness is drawn here once cards are linked.", widget_id="burn-up")
                yield Static(id="ways", markup=False)
            with Vertical(id="right"):
                yield ChartView(empty="The minutes planned for each day show here.", widget_id="minutes")
                yield Static(id="topics", markup=False)
                yield Static(id="tests", markup=False)

    @work(exclusive=True, group="goal.load")
    async def load(self) -> None:
        """Read the goal, and have computed what to expect if that is out of date."""
        await self.fetch(self.Loaded, goal_in_full, self.goal_id, self.now(), self.config.study)
        self.post_message(ForecastRequested())

    @on(OutlooksChanged)
    @work(exclusive=True, group="goal.foresee")
    async def _follow_outlooks(self) -> None:
        if self.is_current:
            await self.fetch(self.Loaded, goal_in_full, self.goal_id, self.now(), self.config.study)

    @on(Loaded)
    def show(self, message: Loaded) -> None:
        """Show it; nothing moves when figures come in."""
        self._full = full = message.full
        plan = full.plan
        self.query_one("#head", Static).update(head_content(full.page, self.size.width - 4))
        self.query_one("#outlook", Static).update(outlook_content(plan))
        self.query_one("#burn-up", ChartView).show(burn_up(plan))
        self.query_one("#ways", Static).update(ways_content(plan.outlook))
        self.query_one("#minutes", ChartView).show(minutes_figure(plan))
        self.query_one("#topics", Static).update(topics_content(plan))
        self.query_one("#tests", Static).update(tests_content(plan))

    def action_scroll(self, lines: int) -> None:
        """Scroll the page."""
        self.query_one("#forecast").scroll_relative(y=lines, animate=False)
