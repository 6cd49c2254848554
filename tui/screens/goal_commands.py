"""The commands of the Goals screen: what they work on is the goal, or the milestone, under the cursor."""

from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from drills.errors import DrillsError
from drills.models import Goal
from drills.storage.goal import goals
from drills.storage.goal.standings import chains
from drills.text import one_line
from drills.views.goals import GoalsView
from drills.views.today import GoalLine
from tui.messages import Failed, GoalRequested
from tui.screens.dialog import Reader
from tui.screens.goal_actions import GoalActions
from tui.widgets.goal_parts import chain_lines
from tui.widgets.rows import Rows


class GoalList(Rows):
    """The goals to choose from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Open", id="goals.open", tooltip="The goal in full: what to expect, its steps"),
    ]


class MilestoneList(Rows):
    """The milestones of a goal; space ticks one off."""

    DEFAULT_CSS = """
    MilestoneList { height: auto; max-height: 12; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "select", "Done", id="goals.tick", tooltip="Tick the milestone off, or untick it"),
    ]


class GoalCommands(GoalActions):
    """Keys for the goal under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", id="goals.add", tooltip="Set a new goal, with its date"),
        Binding("s", "study", "Drill it", id="goals.drill", tooltip="Drill the cards of this goal"),
        Binding("w", "outcome", "How it went", id="goals.outcome", tooltip="Met, moved or dropped; done or let go"),
        Binding("c", "calendar", "Calendar", id="goals.calendar", tooltip="A month of days, and a timeline"),
        Binding("m", "move", "Move date", id="goals.move", tooltip="Move the deadline, with a reason"),
        Binding("f", "meet", "Met", id="goals.meet", tooltip="The goal is met: say what proves it"),
        Binding("e", "edit", "Edit", id="goals.edit", tooltip="Change the goal, but not its date"),
        Binding("v", "days_off", "Days off", show=False, id="goals.rests", tooltip="Breaks, free weekdays, practice"),
        Binding("t", "chains", "Chains", show=False, id="goals.chains", tooltip="Goal after goal, on time or not"),
        Binding("n", "milestone", "Milestone", show=False, id="goals.milestone", tooltip="Add a step on the way"),
        Binding("o", "drop", "Drop", show=False, id="goals.drop", tooltip="Drop the goal, with a reason"),
        Binding("r", "reopen", "Reopen", show=False, id="goals.reopen", tooltip="Open a closed goal again"),
        Binding(
            "x,delete", "delete", "Delete", show=False, id="goals.delete", tooltip="Delete the goal or the milestone"
        ),
    ]

    view: GoalsView | None = None
    new_goal: int | None = None  # the goal just set, to go to

    @property
    def line(self) -> GoalLine | None:
        """The line under the cursor."""
        chosen = self.query_one(GoalList).chosen
        lines = (*self.view.open, *self.view.closed) if self.view else ()
        return next((line for line in lines if str(line.goal.id) == chosen), None)

    @property
    def goal(self) -> Goal | None:
        """The goal under the cursor."""
        return self.line.goal if self.line else None

    @property
    def in_steps(self) -> bool:
        """Whether the milestones have the keys."""
        return self.query_one(MilestoneList).has_focus

    def added(self, goal_id: int) -> None:
        """Go to the goal just set."""
        self.new_goal = goal_id

    def action_delete(self) -> None:
        """Delete the milestone under the cursor if it has the focus, else the goal."""
        if self.in_steps and (step := self.query_one(MilestoneList).chosen):
            self.change("Deleted the milestone · u brings it back", goals.delete_milestone, int(step), self.now())
        elif goal := self.goal:
            words = f"Deleted “{one_line(goal.statement, 40)}” · u brings it back"
            self.change(words, goals.delete_goal, goal.id, self.now())

    @on(OptionList.OptionSelected, "#steps")
    def tick(self) -> None:
        """Tick the milestone under the cursor off, or untick it."""
        goal = self.goal
        chosen = self.query_one(MilestoneList).chosen
        step = next((step for step in goal.milestones if str(step.id) == chosen), None) if goal else None
        if step:
            done = step.done_on is None
            words = f"Done: {one_line(step.text, 40)}" if done else f"Open again: {one_line(step.text, 40)}"
            self.change(words, goals.mark_milestone, step.id, done, self.now(), self.today)

    @on(OptionList.OptionSelected, "#goals")
    def open(self) -> None:
        """Show the goal under the cursor in full."""
        if line := self.line:
            self.post_message(GoalRequested(line.goal.id))

    @work(exclusive=True, group="goals.chains")
    async def action_chains(self) -> None:
        """Show goal after goal, and how each came out."""
        try:
            view = await self.desk.read(chains, self.now(), self.config.study)
        except DrillsError as error:
            self.post_message(Failed(error))
            return
        self.app.push_screen(Reader("Goal after goal", chain_lines(view)))

    def action_days_off(self) -> None:
        """Show breaks, free weekdays and practice elsewhere."""
        from tui.screens.days_off import DaysOffScreen

        self.app.push_screen(DaysOffScreen(self.desk, self.now, self.config))

    def action_calendar(self) -> None:
        """Show what stands on the days to come."""
        from tui.screens.calendar import CalendarScreen

        self.app.push_screen(CalendarScreen(self.desk, self.now, self.config))
