"""Goals: by deadline, each with the days left, how ready one is, every move of its date, and its milestones."""

import sqlite3
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from drills.config import Study
from drills.storage.goal.goals import goals_view
from drills.views.goals import GoalsView
from tui.screens.goal_commands import GoalCommands, GoalList, MilestoneList
from tui.screens.goal_form import Choices, form_choices
from tui.widgets.goal_view import closed_row, goal_content, goal_row, milestone_row
from tui.widgets.rows import Rows


def goals_shown(c: sqlite3.Connection, now: datetime, study: Study) -> tuple[GoalsView, Choices]:
    """The goals, and what goals can be linked to."""
    return goals_view(c, now, study), form_choices(c)


class GoalsScreen(GoalCommands):
    """Goals to the left, the one under the cursor in full beside them."""

    PLACE: ClassVar[str] = "goals"
    CSS_PATH = "goals.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "scroll(6)", "Read on", show=False, id="goals.scroll", tooltip="Scroll the goal"),
        Binding("b", "scroll(-6)", "Read back", show=False, id="goals.scroll_back", tooltip="Scroll the goal back"),
        Binding("right,l", "steps", "Milestones", show=False, id="goals.steps", tooltip="Go to the milestones"),
        Binding("left,h", "list", "Goals", show=False, id="goals.list", tooltip="Go to the list of goals"),
    ]

    class Loaded(Message):
        """The goals are read."""

        def __init__(self, shown: tuple[GoalsView, Choices]) -> None:
            super().__init__()
            self.view, self.choices = shown

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
        self.query_one(GoalList).focus()

    # Reading and showing

    async def read(self) -> None:
        """Read all goals."""
        await self.fetch(self.Loaded, goals_shown, self.now(), self.config.study)

    @on(Loaded)
    def show(self, message: Loaded) -> None:
        """Show the goals, with the cursor where it was or on the one just set."""
        self.view, self.choices = message.view, message.choices
        self._fill()

    @on(Rows.Widened)
    def follow(self) -> None:
        """Rows follow the width."""
        self._fill()

    def _fill(self) -> None:
        view = self.view
        if view is None:
            return
        listed = self.query_one(GoalList)
        width = max(listed.size.width - 3, 24)
        stands = {standing.goal_id: standing for standing in view.standings}
        rows: list[tuple[str | None, Content]] = [
            (str(line.goal.id), goal_row(line, view.day, width, stands.get(line.goal.id))) for line in view.open
        ]
        if view.closed:
            rows.append((None, Content.assemble(("Met and dropped", "$text-muted"))))
            rows += [(str(line.goal.id), closed_row(line, view.day, width)) for line in view.closed]
        chosen = str(self.new_goal) if self.new_goal is not None else listed.chosen
        self.new_goal = None
        listed.fill(rows, chosen)
        panes = self.query_one("#panes")
        panes.set_class(not rows, "-empty")
        if not rows:
            self._show_nothing()
        elif self.focused is None:
            listed.focus()  # it comes back into sight

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
        line, view = self.line, self.view
        if line is None or view is None:
            return
        width = min(max(self.query_one("#detail").size.width - 2, 30), 78)
        standing = next((each for each in view.standings if each.goal_id == line.goal.id), None)
        self.query_one("#goal", Static).update(goal_content(line, view.day, width, standing))
        steps = sorted(line.goal.milestones, key=lambda step: (step.done_on is not None, step.due))
        listed = self.query_one(MilestoneList)
        listed.fill([(str(step.id), milestone_row(step, view.day, width)) for step in steps], listed.chosen)
        listed.display = bool(steps)
        self.query_one("#steps-title").display = True
        none = self.query_one("#steps-none", Static)
        none.display = not steps
        none.update(Content.assemble(("n", "bold $accent"), "  adds a step on the way, with its own date"))

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
