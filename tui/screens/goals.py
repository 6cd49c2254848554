"""Goals: by deadline, each with the days left, how ready one is, every move of its date, and its milestones."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from drills.errors import DrillsError
from drills.goals import GoalDraft
from drills.models import Goal, GoalStatus
from drills.storage import goals
from drills.text import one_line
from drills.views import GoalLine, GoalsView
from tui.messages import DrillRequested, Failed, Said
from tui.screens.goal_form import CloseForm, GoalForm, MilestoneDraft, MilestoneForm, Move, MoveForm
from tui.screens.place import Place
from tui.widgets.goal_view import closed_row, goal_content, goal_row, milestone_row
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


class GoalsScreen(Place):
    """Goals to the left, the one under the cursor in full beside them."""

    PLACE: ClassVar[str] = "goals"
    CSS_PATH = "goals.tcss"
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
        Binding("space", "scroll(6)", "Read on", show=False, id="goals.scroll", tooltip="Scroll the goal"),
        Binding("b", "scroll(-6)", "Read back", show=False, id="goals.scroll_back", tooltip="Scroll the goal back"),
        Binding("right,l", "steps", "Milestones", show=False, id="goals.steps", tooltip="Go to the milestones"),
        Binding("left,h", "list", "Goals", show=False, id="goals.list", tooltip="Go to the list of goals"),
    ]

    class Loaded(Message):
        """The goals are read."""

        def __init__(self, view: GoalsView) -> None:
            super().__init__()
            self.view = view

    def body(self) -> ComposeResult:
        """The list, and the goal under the cursor."""
        with Horizontal(id="panes"):
            yield GoalList(widget_id="goals")
            with VerticalScroll(id="detail", can_focus=False):
                yield Static(id="goal", markup=False)
                yield Static(Content.assemble(("Milestones", "$text-muted"), ""), id="steps-title")
                yield MilestoneList(widget_id="steps")
                yield Static(id="steps-none", markup=False)

    def on_mount(self) -> None:
        """Start in the list."""
        self._view: GoalsView | None = None
        self._next: int | None = None  # the goal just added, to go to
        self.query_one(GoalList).focus()

    # Reading and showing

    @work(exclusive=True, group="goals.load")
    async def load(self) -> None:
        """Read all goals."""
        try:
            view = await self.desk.read(goals.goals_view, self.now(), self.config.study)
        except DrillsError as error:
            self.post_message(Failed(error))
        else:
            self.post_message(self.Loaded(view))

    @on(Loaded)
    def show(self, message: Loaded) -> None:
        """Show the goals, with the cursor where it was or on the one just set."""
        self._view = message.view
        self._fill()

    @on(Rows.Widened)
    def follow(self) -> None:
        """Rows follow the width."""
        self._fill()

    def _fill(self) -> None:
        view = self._view
        if view is None:
            return
        listed = self.query_one(GoalList)
        width = max(listed.size.width - 3, 24)
        rows: list[tuple[str | None, Content]] = [
            (str(line.goal.id), goal_row(line, view.day, width)) for line in view.open
        ]
        if view.closed:
            rows.append((None, Content.assemble(("Met and dropped", "$text-muted"))))
            rows += [(str(line.goal.id), closed_row(line, view.day, width)) for line in view.closed]
        chosen = str(self._next) if self._next is not None else listed.chosen
        self._next = None
        listed.fill(rows, chosen)
        if not rows:
            self._show_nothing()

    def _show_nothing(self) -> None:
        self.query_one("#goal", Static).update(
            Content.assemble(
                ("Goals stand here, each with a hard date.", "bold"),
                "\n\nA goal says what will be true on a day, by what you will know, and which cards it needs.\n"
                "What is due is then drilled towards that day.\n\n",
                ("a", "bold $accent"),
                "  sets the first one",
            )
        )
        for selector in ("#steps", "#steps-title", "#steps-none"):
            self.query_one(selector).display = False

    @on(OptionList.OptionHighlighted, "#goals")
    def show_goal(self) -> None:
        """Show the goal under the cursor."""
        line, view = self._line, self._view
        if line is None or view is None:
            return
        width = max(self.query_one("#detail").size.width - 4, 30)
        self.query_one("#goal", Static).update(goal_content(line, view.day, width))
        steps = sorted(line.goal.milestones, key=lambda step: (step.done_on is not None, step.due))
        listed = self.query_one(MilestoneList)
        listed.fill([(str(step.id), milestone_row(step, view.day, width)) for step in steps], listed.chosen)
        listed.display = bool(steps)
        self.query_one("#steps-title").display = True
        none = self.query_one("#steps-none", Static)
        none.display = not steps
        none.update(Content.assemble(("n", "bold $accent"), "  adds a step on the way, with its own date"))

    @property
    def _line(self) -> GoalLine | None:
        chosen = self.query_one(GoalList).chosen
        lines = (*self._view.open, *self._view.closed) if self._view else ()
        return next((line for line in lines if str(line.goal.id) == chosen), None)

    @property
    def _goal(self) -> Goal | None:
        return self._line.goal if self._line else None

    @property
    def _open_goal(self) -> Goal | None:
        """The goal under the cursor if it is open; else say so."""
        goal = self._goal
        if goal and goal.status is not GoalStatus.OPEN:
            self.post_message(Said("This goal is closed; r opens it again."))
            return None
        return goal

    @property
    def _in_steps(self) -> bool:
        return self.query_one(MilestoneList).has_focus

    def action_scroll(self, lines: int) -> None:
        """Scroll the goal."""
        self.query_one("#detail").scroll_relative(y=lines, animate=False)

    def action_steps(self) -> None:
        """Go to the milestones."""
        if self.query_one(MilestoneList).display:
            self.query_one(MilestoneList).focus()

    def action_list(self) -> None:
        """Go to the list of goals."""
        self.query_one(GoalList).focus()

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
            self._next = result
        self.post_message(Said(words))
        self.load()
        if then:
            then()

    def action_add(self) -> None:
        """Set a new goal."""
        self._ask_goal("A new goal")

    def _ask_goal(self, title: str, follows: int | None = None) -> None:
        decks = self._view.decks if self._view else ()
        self.app.push_screen(GoalForm(self.today, decks, title=title, follows=follows), self._add)

    def _add(self, draft: GoalDraft | None) -> None:
        if draft:
            self._change(f"Goal set · {_UNDO}", goals.add_goal, draft, self.now(), self.today)

    def action_edit(self) -> None:
        """Change the goal under the cursor."""
        if (goal := self._goal) and self._view:
            form = GoalForm(self.today, self._view.decks, goal, title="Edit the goal")
            self.app.push_screen(form, lambda draft: self._edit(goal.id, draft))

    def _edit(self, goal_id: int, draft: GoalDraft | None) -> None:
        if draft:
            self._change(f"Changed · {_UNDO}", goals.edit_goal, goal_id, draft, self.now(), self.today)

    def action_move(self) -> None:
        """Move the deadline of the goal under the cursor."""
        if goal := self._open_goal:
            self.app.push_screen(MoveForm(self.today, goal), lambda move: self._move(goal.id, move))

    def _move(self, goal_id: int, move: Move | None) -> None:
        if move:
            words = f"Moved; the original date stays on record · {_UNDO}"
            self._change(words, goals.move_deadline, goal_id, move.to, move.reason, self.now(), self.today)

    def action_meet(self) -> None:
        """The goal under the cursor is met."""
        if goal := self._open_goal:
            self.app.push_screen(
                CloseForm(goal, GoalStatus.MET), lambda outcome: self._close(goal, GoalStatus.MET, outcome)
            )

    def action_drop(self) -> None:
        """Drop the goal under the cursor."""
        if goal := self._open_goal:
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
        goal = self._goal
        if goal and goal.status is not GoalStatus.OPEN:
            self._change(f"Open again · {_UNDO}", goals.reopen_goal, goal.id, self.now())

    def action_delete(self) -> None:
        """Delete the milestone under the cursor if it has the focus, else the goal."""
        if self._in_steps and (step := self.query_one(MilestoneList).chosen):
            self._change("Deleted the milestone · u brings it back", goals.delete_milestone, int(step), self.now())
        elif goal := self._goal:
            words = f"Deleted “{one_line(goal.statement, 40)}” · u brings it back"
            self._change(words, goals.delete_goal, goal.id, self.now())

    def action_milestone(self) -> None:
        """Add a milestone to the goal under the cursor."""
        if goal := self._open_goal:
            self.app.push_screen(MilestoneForm(self.today, goal), lambda step: self._add_step(goal.id, step))

    def _add_step(self, goal_id: int, step: MilestoneDraft | None) -> None:
        if step:
            self._change(
                f"Milestone set · {_UNDO}", goals.add_milestone, goal_id, step.text, step.due, self.now(), self.today
            )

    @on(OptionList.OptionSelected, "#steps")
    def tick(self) -> None:
        """Tick the milestone under the cursor off, or untick it."""
        goal = self._goal
        chosen = self.query_one(MilestoneList).chosen
        step = next((step for step in goal.milestones if str(step.id) == chosen), None) if goal else None
        if step:
            done = step.done_on is None
            words = f"Done: {one_line(step.text, 40)}" if done else f"Open again: {one_line(step.text, 40)}"
            self._change(words, goals.mark_milestone, step.id, done, self.now(), self.today)

    @on(OptionList.OptionSelected, "#goals")
    def drill(self) -> None:
        """Drill the cards of the goal under the cursor."""
        line = self._line
        if line and line.cards:
            self.post_message(DrillRequested(goal_id=line.goal.id))
        elif line:
            self.post_message(Said("No cards are linked to this goal; e links decks."))
