"""Today: one look says how ready one is and what to do, and Enter starts it."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message

from drills.errors import DrillsError
from drills.text import one_line
from drills.views.answers import AnswersToday
from drills.views.plan import GoalOutlook, Missed
from drills.views.today import GoalLine, TodayView
from tui.messages import (
    ComposeRequested,
    DayRead,
    DrillRequested,
    Failed,
    ForecastRequested,
    GoalRequested,
    OutlooksChanged,
    Said,
)
from tui.screens.place import Place
from tui.widgets.today_panel import TodayPanel
from tui.widgets.today_panels import GoalsPanel, PlanPanel, asking
from tui.widgets.today_past import WeakestPanel, WeekPanel

MOST_NOTICES = 3  # said at a start
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
        Binding("a", "aloud", "Aloud", id="today.aloud", tooltip="Answer today's question aloud"),
        Binding("y", "warm_up", "Warm-up", id="today.warm_up", tooltip="A short last look; nothing counts"),
        Binding("t", "mock", "Mock test", id="today.mock", tooltip="Go on with the mock test that was left"),
        Binding("g", "goal", "Goal", show=False, id="today.goal", tooltip="The nearest goal: forecast, ways out"),
        Binding("w", "outcome", "How it went", show=False, id="today.outcome", tooltip="Of the goal whose day passed"),
        Binding("s", "stale", "Out of date", show=False, id="today.stale", tooltip="To the sentence with an old date"),
        Binding("r", "refresh", "Refresh", show=False, id="today.refresh", tooltip="Read the figures afresh"),
    ]

    _noticed: date | None = None  # the day whose notices were said

    @dataclass
    class Loaded(Message):
        """What there is to do today is ready to show."""

        view: TodayView

    @dataclass
    class Foreseen(Message):
        """What to expect of the goals was computed afresh."""

        outlooks: tuple[GoalOutlook, ...]

    @dataclass
    class AnswersRead(Message):
        """The question to answer aloud, and the sentences that went out of date."""

        answers: AnswersToday

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
        self._read_answers()
        self.post_message(ForecastRequested())

    @work(exclusive=True, group="today.answers")
    async def _read_answers(self) -> None:
        from drills.storage.answer.answers_over_time import answers_today

        await self.fetch(self.AnswersRead, answers_today, self.now(), self.config.study)

    @on(OutlooksChanged)
    def _follow_outlooks(self, message: OutlooksChanged) -> None:
        if self.is_current:
            self._read_outlooks(whole=message.done)

    @work(exclusive=True, group="today.foresee")
    async def _read_outlooks(self, *, whole: bool) -> None:
        """Read what was computed; at the end the whole day, which the planner fills now."""
        from drills.storage.planning.forecasts import outlooks
        from drills.storage.today import today_view

        if whole:
            await self.fetch(self.Loaded, today_view, self.now(), self.config.study)
        else:
            await self.fetch(self.Foreseen, outlooks, self.now(), self.config.study)

    @on(Foreseen)
    def show_outlooks(self, message: Foreseen) -> None:
        """Show what to expect, in the place that was kept for it."""
        self.query_one(GoalsPanel).outlooks = {each.goal_id: each for each in message.outlooks}

    @on(AnswersRead)
    def show_answers(self, message: AnswersRead) -> None:
        """Show the question to answer aloud, and what is out of date."""
        self.query_one(PlanPanel).answers = message.answers
        self.refresh_bindings()

    @on(Loaded)
    def show(self, message: Loaded) -> None:
        """Put the figures into their places."""
        self.query_one(GoalsPanel).outlooks = {}
        for panel in self.query(TodayPanel):
            panel.view = message.view
        self._say_missed(message.view.missed)
        self._say_notices(message.view.day)
        goals = sum(line.days_left >= 0 for line in message.view.goals)
        self.query_one("#today-first").set_class(goals == 3, "-three").set_class(goals > 3, "-many")
        self.post_message(DayRead(message.view.streak, message.view.minutes_per_day))
        self.refresh_bindings()

    @property
    def _view(self) -> TodayView | None:
        return self.query_one(PlanPanel).view if self.is_mounted else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A few more only where nothing is planned any more; the rest only where there is something to it."""
        answers = self.query_one(PlanPanel).answers if self.is_mounted else None
        if action == "aloud":
            return answers is not None and answers.aloud is not None
        if action == "stale":
            return answers is not None and bool(answers.stale)
        if action == "mock":
            return bool(self._view and self._view.mock)
        if action in ("warm_up", "goal", "outcome"):
            goals = {"warm_up": self._whose_day, "goal": self._nearest, "outcome": self._asking}
            return goals[action] is not None
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

    @property
    def _nearest(self) -> GoalLine | None:
        """The goal to look at first: the one whose day comes next, else the one whose day passed last."""
        goals = self._view.goals if self._view else ()
        return min(goals, key=lambda line: (line.days_left < 0, abs(line.days_left)), default=None)

    @property
    def _asking(self) -> GoalLine | None:
        """The goal whose day passed last: how did it go?"""
        passed = asking(self._view.goals) if self._view else []
        return passed[0] if passed else None

    @property
    def _whose_day(self) -> GoalLine | None:
        """The first goal whose day is today, with cards seen to look at once more."""
        goals = self._view.goals if self._view else ()
        return next((line for line in goals if line.days_left == 0 and line.seen), None)

    def action_aloud(self) -> None:
        """Answer today's question aloud."""
        answers = self.query_one(PlanPanel).answers
        if answers and answers.aloud:
            self.post_message(DrillRequested(note_ids=(answers.aloud.note_id,), extra=True))

    def action_stale(self) -> None:
        """Go to the first sentence that is out of date."""
        answers = self.query_one(PlanPanel).answers
        if answers and answers.stale:
            first = answers.stale[0]
            self.post_message(ComposeRequested(first.note_id, (first.section, first.start, first.end)))

    def action_warm_up(self) -> None:
        """A last look at the cards of the goal whose day it is."""
        if goal := self._whose_day:
            self.post_message(DrillRequested(goal_id=goal.goal.id, sort="warm-up"))

    def action_mock(self) -> None:
        """Go on with the mock test that was left."""
        if self._view and (mock := self._view.mock):
            self.post_message(DrillRequested(goal_id=mock.goal_id, sort="mock test"))

    def action_outcome(self) -> None:
        """Say how the goal went whose day has passed."""
        if goal := self._asking:
            self.post_message(GoalRequested(goal.goal.id, ask=True))

    def action_goal(self) -> None:
        """Show the nearest goal in full."""
        if goal := self._nearest:
            self.post_message(GoalRequested(goal.goal.id))

    @work(group="today.missed")
    async def _say_missed(self, missed: Missed | None) -> None:
        """Say once that days went by without study."""
        if missed is not None:
            from drills.storage.planning.missed import missed_said

            self.post_message(Said(missed.words))
            await self.desk.write(missed_said, missed)

    @work(group="today.notices")
    async def _say_notices(self, day: date) -> None:
        """Say once what there is to say about goals: so many days left, a pace that broke."""
        if day == self._noticed:
            return
        self._noticed = day
        from drills.storage.goal.standings import due_notices

        try:
            found = await self.desk.write(due_notices, day)
        except DrillsError as error:
            self.post_message(Failed(error))
            return
        for notice in found[:MOST_NOTICES]:
            self.post_message(Said(notice.words, title=one_line(notice.statement, 60)))
        if len(found) > MOST_NOTICES:
            self.post_message(Said(f"{len(found) - MOST_NOTICES} more goals have something to say: 2 shows them."))

    def action_refresh(self) -> None:
        """Read the figures afresh."""
        self.load()
