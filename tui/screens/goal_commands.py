"""What can be done to goals. All of it can be undone, so nothing asks twice but for words that stay on record."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from drills.errors import DrillsError
from drills.goals import GoalDraft
from drills.models import Goal, GoalStatus
from drills.storage import goals
from drills.text import one_line
from drills.views.goals import GoalsView
from drills.views.today import GoalLine
from tui.messages import DrillRequested, Failed, Said
from tui.screens.goal_form import CloseForm, GoalForm, MilestoneDraft, MilestoneForm, Move, MoveForm
from tui.screens.place import Place
from tui.widgets.rows import Rows

_UNDO = "u takes it back"


class GoalList(Rows):
    """The goals to choose from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Drill", id="goals.drill", tooltip="Drill the cards of this goal"),
    ]


class MilestoneList(Rows):
    """The milestones of a goal; space ticks one off."""

    DEFAULT_CSS = """
    MilestoneList { height: auto; max-height: 12; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "select", "Done", id="goals.tick", tooltip="Tick the milestone off, or untick it"),
    ]


class GoalCommands(Place):
    """The commands of the Goals screen; what they work on is the goal, or the milestone, under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", id="goals.add", tooltip="Set a new goal, with its date"),
        Binding("m", "move", "Move date", id="goals.move", tooltip="Move the deadline, with a reason"),
        Binding("f", "meet", "Met", id="goals.meet", tooltip="The goal is met: say what proves it"),
        Binding("e", "edit", "Edit", id="goals.edit", tooltip="Change the goal, but not its date"),
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
        chosen = self.query_one(GoalList).chosen
        lines = (*self.view.open, *self.view.closed) if self.view else ()
        return next((line for line in lines if str(line.goal.id) == chosen), None)

    @property
    def goal(self) -> Goal | None:
        return self.line.goal if self.line else None

    @property
    def open_goal(self) -> Goal | None:
        """The goal under the cursor if it is open; else say so."""
        goal = self.goal
        if goal and goal.status is not GoalStatus.OPEN:
            self.post_message(Said("This goal is closed; r opens it again."))
            return None
        return goal

    @property
    def in_steps(self) -> bool:
        return self.query_one(MilestoneList).has_focus

    # Changing

    @work(group="goals.change")
    async def _change(
        self, words: str, change: Callable[..., Any], *args: Any, then: Callable[[], None] | None = None
    ) -> None:
        """Make a change, say what was done, show it, and go on."""
        try:
            result = await self.desk.write(change, *args)
        except DrillsError as error:
            self.post_message(Failed(error))
            return
        if change is goals.add_goal:
            self.new_goal = result
        self.post_message(Said(words))
        self.load()
        if then:
            then()

    def action_add(self) -> None:
        """Set a new goal."""
        self._ask_goal("A new goal")

    def _ask_goal(self, title: str, follows: int | None = None) -> None:
        decks = self.view.decks if self.view else ()
        self.app.push_screen(GoalForm(self.today, decks, title=title, follows=follows), self._add)

    def _add(self, draft: GoalDraft | None) -> None:
        if draft:
            self._change(f"Goal set · {_UNDO}", goals.add_goal, draft, self.now(), self.today)

    def action_edit(self) -> None:
        """Change the goal under the cursor."""
        if (goal := self.goal) and self.view:
            form = GoalForm(self.today, self.view.decks, goal, title="Edit the goal")
            self.app.push_screen(form, lambda draft: self._edit(goal.id, draft))

    def _edit(self, goal_id: int, draft: GoalDraft | None) -> None:
        if draft:
            self._change(f"Changed · {_UNDO}", goals.edit_goal, goal_id, draft, self.now(), self.today)

    def action_move(self) -> None:
        """Move the deadline of the goal under the cursor."""
        if goal := self.open_goal:
            self.app.push_screen(MoveForm(self.today, goal), lambda move: self._move(goal.id, move))

    def _move(self, goal_id: int, move: Move | None) -> None:
        if move:
            words = f"Moved; the original date stays on record · {_UNDO}"
            self._change(words, goals.move_deadline, goal_id, move.to, move.reason, self.now(), self.today)

    def action_meet(self) -> None:
        """The goal under the cursor is met."""
        if goal := self.open_goal:
            self.app.push_screen(
                CloseForm(goal, GoalStatus.MET), lambda outcome: self._close(goal, GoalStatus.MET, outcome)
            )

    def action_drop(self) -> None:
        """Drop the goal under the cursor."""
        if goal := self.open_goal:
            self.app.push_screen(
                CloseForm(goal, GoalStatus.DROPPED), lambda reason: self._close(goal, GoalStatus.DROPPED, reason)
            )

    def _close(self, goal: Goal, status: GoalStatus, outcome: str | None) -> None:
        if not outcome:
            return
        name = one_line(goal.statement, 40)
        met = status is GoalStatus.MET
        words = f"“{name}” is met · {_UNDO}" if met else f"“{name}” is dropped · {_UNDO}"
        args = (goal.id, status, outcome, self.now(), self.today)
        after = (lambda: self._ask_goal("Met. The next goal, and its date", goal.id)) if met else None
        self._change(words, goals.close_goal, *args, then=after)

    def action_reopen(self) -> None:
        """Open a closed goal again."""
        goal = self.goal
        if goal and goal.status is not GoalStatus.OPEN:
            self._change(f"Open again · {_UNDO}", goals.reopen_goal, goal.id, self.now())

    def action_delete(self) -> None:
        """Delete the milestone under the cursor if it has the focus, else the goal."""
        if self.in_steps and (step := self.query_one(MilestoneList).chosen):
            self._change("Deleted the milestone · u brings it back", goals.delete_milestone, int(step), self.now())
        elif goal := self.goal:
            words = f"Deleted “{one_line(goal.statement, 40)}” · u brings it back"
            self._change(words, goals.delete_goal, goal.id, self.now())

    def action_milestone(self) -> None:
        """Add a milestone to the goal under the cursor."""
        if goal := self.open_goal:
            self.app.push_screen(MilestoneForm(self.today, goal), lambda step: self._add_step(goal.id, step))

    def _add_step(self, goal_id: int, step: MilestoneDraft | None) -> None:
        if step:
            self._change(
                f"Milestone set · {_UNDO}", goals.add_milestone, goal_id, step.text, step.due, self.now(), self.today
            )

    @on(OptionList.OptionSelected, "#steps")
    def tick(self) -> None:
        """Tick the milestone under the cursor off, or untick it."""
        goal = self.goal
        chosen = self.query_one(MilestoneList).chosen
        step = next((step for step in goal.milestones if str(step.id) == chosen), None) if goal else None
        if step:
            done = step.done_on is None
            words = f"Done: {one_line(step.text, 40)}" if done else f"Open again: {one_line(step.text, 40)}"
            self._change(words, goals.mark_milestone, step.id, done, self.now(), self.today)

    @on(OptionList.OptionSelected, "#goals")
    def drill(self) -> None:
        """Drill the cards of the goal under the cursor."""
        line = self.line
        if line and line.cards:
            self.post_message(DrillRequested(goal_id=line.goal.id))
        elif line:
            self.post_message(Said("No cards are linked to this goal; e links decks."))
