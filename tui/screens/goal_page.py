"""One goal in full: what to expect of its day and the ways out, its steps, its journal, and all that is on record."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import OptionList, Static

from drills.config import Config, Study
from drills.models import Goal, GoalStatus
from drills.storage.goal.standings import goal_page
from drills.storage.planning.plan_view import goal_plan_view
from drills.views.goals import GoalPage
from drills.views.plan import GoalPlanView, Stage
from tui.desk import Desk
from tui.screens.goal_form import Choices, form_choices
from tui.screens.goal_page_commands import GoalPageCommands, StepRows
from tui.widgets.chart_view import ChartView
from tui.widgets.goal_parts import head_content, pace_content, pace_figure, record_content, urgency_lines
from tui.widgets.goal_rows import entry_content, journal_rows, record_rows, step_rows
from tui.widgets.plan_view import burn_up, minutes_figure, outlook_content, tests_content, topics_content, ways_content
from tui.widgets.rows import Rows
from tui.widgets.section_tabs import SectionTabs

SECTIONS = ("Forecast", "Steps", "Journal", "Record")


@dataclass(frozen=True, slots=True)
class InFull:
    """A goal's page, its plan, and what it could be linked to."""

    page: GoalPage
    plan: GoalPlanView
    choices: Choices


def goal_in_full(c: sqlite3.Connection, goal_id: int, now: datetime, study: Study) -> InFull:
    """All that the page of a goal shows; raises NotFoundError."""
    return InFull(goal_page(c, goal_id, now, study), goal_plan_view(c, goal_id, now, study), form_choices(c))


class GoalPageScreen(GoalPageCommands):
    """The page of one goal, over the list of goals, in four sections."""

    CSS_PATH = "goal_page.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-normal"), (150, "-wide")]  # noqa: RUF012  as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall"), (44, "-large")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "section(1)", "Next section", id="goal.next", tooltip="Forecast, steps, journal, record"),
        Binding("shift+tab", "section(-1)", "Section before", show=False, id="goal.before", tooltip="Back a section"),
        Binding("c", "chart", "Other chart", show=False, id="goal.chart", tooltip="The cursor to the other chart"),
        Binding("i", "urgency", "Urgency", show=False, id="goal.urgency", tooltip="Every term of the urgency"),
        Binding("space", "scroll(8)", "Read on", show=False, id="goal.scroll", tooltip="Scroll the page"),
        Binding("backspace", "scroll(-8)", "Read back", show=False, id="goal.scroll_back", tooltip="Scroll back"),
    ]

    section: reactive[int] = reactive(0, init=False)

    @dataclass
    class Loaded(Message):
        """The goal is read."""

        full: InFull

    def __init__(
        self, desk: Desk, now: Callable[[], datetime], config: Config, goal_id: int, *, ask: bool = False
    ) -> None:
        super().__init__(desk, now, config)
        self.goal_id = goal_id
        self._ask = ask  # how it went, once it shows
        self.full: InFull | None = None

    @property
    def page(self) -> GoalPage | None:
        """What is on record of the goal."""
        return self.full.page if self.full else None

    @property
    def plan(self) -> GoalPlanView | None:
        """What is planned and expected for it."""
        return self.full.plan if self.full else None

    @property
    def goal(self) -> Goal | None:
        """The goal."""
        return self.full.page.line.goal if self.full else None

    def body(self) -> ComposeResult:
        """The head, the names of the sections, and one of them."""
        yield Static(id="head", markup=False)
        yield SectionTabs(SECTIONS)
        with VerticalScroll(id="forecast", classes="section", can_focus=False), Horizontal(id="columns"):
            with Vertical(id="left"):
                yield Static(id="outlook", markup=False)
                yield Static(id="ways", markup=False)
                yield ChartView(empty="Readiness is drawn here once its cards are answered.", widget_id="burn-up")
            with Vertical(id="right"):
                yield Static("Minutes planned for each day", id="minutes-title")
                yield ChartView(empty="They show once the forecast is computed.", widget_id="minutes")
                yield Static(id="topics", markup=False)
                yield Static(id="tests", markup=False)
        with Vertical(id="steps", classes="section"):
            yield Static(id="pace", markup=False)
            yield ChartView(empty="The plan is drawn once there are steps.", widget_id="plan-line")
            yield StepRows("step-rows")
        with Vertical(id="journal", classes="section"):
            yield Rows("journal-rows")
            with VerticalScroll(id="entry-box", can_focus=False):
                yield Static(id="entry", markup=False)
        with Vertical(id="record", classes="section"):
            with VerticalScroll(id="on-record", can_focus=False):
                yield Static(id="record-text", markup=False)
            yield Rows("record-rows")

    def on_mount(self) -> None:
        """Begin with what to expect."""
        super().on_mount()
        self.watch_section()

    # Sections

    def watch_section(self) -> None:
        """Show one section, with the keys in its list or chart."""
        for number, section in enumerate(self.query(".section")):
            section.display = number == self.section
        self.query_one(SectionTabs).here = self.section
        focused = ("#burn-up", "#step-rows", "#journal-rows", "#record-rows")[self.section]
        self.query_one(focused).focus(scroll_visible=False)
        self.refresh_bindings()

    def action_section(self, by: int) -> None:
        """Go to another section."""
        self.section = (self.section + by) % len(SECTIONS)

    @on(SectionTabs.Chosen)
    def go(self, message: SectionTabs.Chosen) -> None:
        """Go to the section clicked on."""
        self.section = message.number

    def action_chart(self) -> None:
        """The cursor goes to the other chart; where steps and their chart don't fit both, the other of them shows."""
        if self.section == 1:
            steps = self.query_one("#steps")
            steps.toggle_class("-chart")
            drawn = steps.has_class("-chart")
            self.query_one("#plan-line" if drawn else "#step-rows").focus()
            return
        other = "#minutes" if self.query_one("#burn-up").has_focus else "#burn-up"
        self.query_one(other).focus()

    def action_scroll(self, lines: int) -> None:
        """Scroll what is long."""
        selector = ("#forecast", "#steps", "#entry-box", "#on-record")[self.section]
        self.query_one(selector).scroll_relative(y=lines, animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what there is something to do with."""
        if action == "way" and self.section != 0:
            return False
        if action == "chart":
            return self.section < 2
        if action == "scroll" and self.section == 1:
            return False
        if action in ("mock", "when_mock"):
            due = bool(self.plan and self.plan.mock and self.plan.mock.due)
            return due if action == "mock" else not due
        if action == "warm_up":
            outlook = self.plan.outlook if self.plan else None
            return bool(outlook and outlook.state is Stage.TODAY and outlook.seen)
        if action == "cancel_move":
            return bool(self.goal and self.goal.pending)
        if action == "reopen":
            return bool(self.goal and self.goal.status is not GoalStatus.OPEN)
        return super().check_action(action, parameters)

    # Reading and showing

    async def read(self) -> None:
        """Read the goal and its plan."""
        await self.fetch(self.Loaded, goal_in_full, self.goal_id, self.now(), self.config.study)

    @on(Loaded)
    def show(self, message: Loaded) -> None:
        """Show it; nothing moves when figures come in."""
        self.full, self.choices = message.full, message.full.choices
        self._fill()
        self.refresh_bindings()
        if self._ask:
            self._ask = False
            self.action_outcome()

    def on_resize(self) -> None:
        """Lines follow the width."""
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        if self.full is None:
            return
        page, plan, width = self.full.page, self.full.plan, max(self.size.width - 4, 24)
        self._put("head", head_content(page, width))
        self._put("outlook", outlook_content(plan))
        self._put("ways", ways_content(plan.outlook, self.query_one("#left").content_size.width or width))
        self.query_one("#ways").display = bool(plan.outlook and plan.outlook.choices)
        self._put("topics", topics_content(plan, width if self.has_class("-narrow") else width // 2 - 4))
        self._put("tests", tests_content(plan))
        self.query_one("#burn-up", ChartView).show(burn_up(plan))
        self.query_one("#minutes", ChartView).show(minutes_figure(plan))
        self._put("pace", pace_content(page))
        self.query_one("#plan-line", ChartView).show(pace_figure(page))
        rows = self.query_one("#step-rows", Rows)
        rows.fill(step_rows(page, width - 4), rows.chosen)
        rows = self.query_one("#journal-rows", Rows)
        rows.fill(journal_rows(page, width - 4), rows.chosen)
        self._put("record-text", record_content(page))
        rows = self.query_one("#record-rows", Rows)
        rows.fill(record_rows(page, plan, width - 4), rows.chosen)
        rows.display = rows.option_count > 0
        self._show_entry()

    def _put(self, id_: str, content: object) -> None:
        self.query_one(f"#{id_}", Static).update(content)  # type: ignore[arg-type]

    @on(OptionList.OptionHighlighted, "#journal-rows")
    def _show_entry(self) -> None:
        if self.page:
            self._put("entry", entry_content(self.page, self.query_one("#journal-rows", Rows).chosen))

    def action_urgency(self) -> None:
        """Every term of the urgency, with its points and its reason."""
        from tui.screens.dialog import Reader

        if self.page and self.page.standing:
            self.app.push_screen(Reader("Urgency", urgency_lines(self.page.standing)))
