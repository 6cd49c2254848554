"""What can be done on the page of a goal: ways out, tests, steps, journal, dates, cards taken back."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from drills.dates import short
from drills.models import GoalStatus, JournalEntry, Milestone, Task
from drills.number_words import counted
from drills.storage.goal.deadline_moves import cancel_move
from drills.storage.goal.journal import add_entry, delete_entry, edit_entry
from drills.storage.goal.milestones import add_milestones, delete_milestone, edit_milestone, mark_milestone
from drills.storage.goal.occurrences import mark_occurrence
from drills.storage.goal.tasks import add_task, delete_task, edit_task, mark_task, move_task
from drills.storage.planning.mock_tests import EVERY, FEWEST
from drills.storage.planning.plan_choices import apply_choice, unpark
from drills.text import one_line
from drills.views.goals import GoalPage
from drills.views.plan import Choice, GoalPlanView, Stage, Way
from tui.messages import DrillRequested, GoalRequested, Said
from tui.screens.dialog import Choose
from tui.screens.goal_actions import UNDO, GoalActions
from tui.screens.goal_step_forms import EntryDraft, EntryForm, ProposeForm, StepDraft, StepForm
from tui.widgets.rows import Rows

STEPS, JOURNAL, RECORD = 1, 2, 3


class StepRows(Rows):
    """Milestones and tasks; space ticks one off."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "select", "Tick", id="goal.tick", tooltip="Tick the step off, or untick it"),
    ]


class GoalPageCommands(GoalActions):
    """The keys of a goal's page."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "study", "Drill it", id="goal.drill", tooltip="Drill the cards of this goal"),
        Binding("n", "new", "Add", id="goal.add", tooltip="Add a task, milestones, or an entry of the journal"),
        Binding("w", "outcome", "How it went", id="goal.outcome", tooltip="Met, moved or dropped; done or let go"),
        Binding("b", "way('minutes')", "More minutes", show=False, id="goal.minutes", tooltip="Give it more minutes"),
        Binding("p", "way('date')", "Later date", show=False, id="goal.date", tooltip="Put it off, with a reason"),
        Binding("f", "way('cards')", "Fewer cards", show=False, id="goal.cards", tooltip="Move the dearest cards out"),
        Binding("t", "mock", "Mock test", id="goal.mock", tooltip="Random cards of this goal, measured"),
        Binding("T", "when_mock", "Mock test: when", show=False, id="goal.mock_when", tooltip="When the next is due"),
        Binding("y", "warm_up", "Warm-up", id="goal.warm_up", tooltip="A short last look; nothing counts"),
        Binding("m", "move", "Move date", id="goal.move", tooltip="Move the deadline, with a reason"),
        Binding("z", "cancel_move", "Keep its date", id="goal.keep", tooltip="Cancel the later date that waits"),
        Binding("e", "edit", "Edit", show=False, id="goal.edit", tooltip="Change the goal, but not its date"),
        Binding("r", "reopen", "Reopen", id="goal.reopen", tooltip="Open the closed goal again"),
        Binding(
            "x,delete", "delete", "Delete", show=False, id="goal.delete", tooltip="Delete what is under the cursor"
        ),
        Binding("plus", "shift(1)", "Down", show=False, id="goal.down", tooltip="Move the task down its list"),
        Binding("minus", "shift(-1)", "Up", show=False, id="goal.up", tooltip="Move the task up its list"),
        Binding("v", "edit_row", "Change it", show=False, id="goal.change", tooltip="Change the step or the entry"),
    ]

    goal_id: int
    section: Any

    @property
    def page(self) -> GoalPage | None:
        """What is on record of the goal."""
        raise NotImplementedError

    @property
    def plan(self) -> GoalPlanView | None:
        """What is planned and expected for it."""
        raise NotImplementedError

    @property
    def row(self) -> str:
        """The row under the cursor of the section shown: a letter and a number; empty if there is none."""
        lists = {STEPS: "#step-rows", JOURNAL: "#journal-rows", RECORD: "#record-rows"}
        return (self.query_one(lists[self.section], Rows).chosen or "") if self.section in lists else ""

    # Ways out

    def action_way(self, way: str) -> None:
        """Take one of the ways to meet the target."""
        outlook = self.plan.outlook if self.plan else None
        choice = next((each for each in outlook.choices if each.way == way), None) if outlook else None
        goal = self.open_goal
        if goal is None:
            return
        if choice is None:
            self.post_message(Said("That way is not offered: the plan doesn't need it, or it is still being computed."))
        elif choice.way is Way.DATE:
            self.ask_move(goal, choice.deadline)
        elif choice.way is Way.CARDS:
            self._ask_fewer(choice)
        else:
            self._apply(choice)

    @work(group="goals.ask")
    async def _ask_fewer(self, choice: Choice) -> None:
        """Name the dearest cards before they are moved out."""
        from tui.screens.confirm import ConfirmScreen

        named = "\n".join(f"· {one_line(cost.text, 56)}  {cost.minutes:.0f} min" for cost in choice.costliest)
        more = len(choice.card_ids) - len(choice.costliest)
        text = f"They stay in the Library, outside this goal. The dearest, with what they would still take:\n{named}"
        text += f"\nand {more} more" if more > 0 else ""
        title = f"Move {counted(len(choice.card_ids), 'card')} out?"
        if await self.app.push_screen_wait(ConfirmScreen(title, text, "Move out", "Leave")):
            self._apply(choice)

    def _apply(self, choice: Choice) -> None:
        self.change(f"Done: {choice.words} · {UNDO}", apply_choice, self.goal_id, choice, self.now(), self.today)

    def action_mock(self) -> None:
        """Take the mock test that is due."""
        self.post_message(DrillRequested(goal_id=self.goal_id, sort="mock test"))

    def action_when_mock(self) -> None:
        """Say why there is no mock test now, and when there will be one."""
        plan = self.plan
        if plan is None:
            return
        if plan.goal.status is not GoalStatus.OPEN or plan.state in (Stage.TODAY, Stage.OVER):
            words = "No mock test any more: its day has come."
        elif plan.mock is None or plan.mock.last is None:
            words = f"A mock test takes {FEWEST} cards that were seen before today; this goal has fewer so far."
        else:
            next_one = short(plan.mock.last + timedelta(days=EVERY), plan.day)
            words = f"The next mock test is due {next_one}: one a week."
        self.post_message(Said(words))

    def action_warm_up(self) -> None:
        """A last look on the day."""
        self.post_message(DrillRequested(goal_id=self.goal_id, sort="warm-up"))

    def action_cancel_move(self) -> None:
        """Keep the date that the goal has; the later one that waits is cancelled."""
        self.change(f"The date stays as it is · {UNDO}", cancel_move, self.goal_id, self.now())

    # Steps and journal

    @work(group="goals.ask")
    async def action_new(self) -> None:
        """Add what belongs to the section shown."""
        if self.section == JOURNAL:
            self.app.push_screen(EntryForm(self.today), self._add_entry)
            return
        goal = self.open_goal
        if goal is None:
            return
        options = [
            ("task", "A task, to be ticked off"),
            ("milestone", "A milestone, with its own date"),
            ("spaced", "Milestones, evenly spaced up to the day"),
            ("entry", "An entry in the journal"),
        ]
        match await self.app.push_screen_wait(Choose("What is to be added?", options)):
            case "task":
                self.app.push_screen(StepForm(self.today, goal, is_task=True), self._add_task)
            case "milestone":
                self.action_milestone()
            case "spaced":
                self.app.push_screen(ProposeForm(self.today, goal), self._add_spaced)
            case "entry":
                self.app.push_screen(EntryForm(self.today), self._add_entry)

    def _add_task(self, step: StepDraft | None) -> None:
        if step:
            args = (self.goal_id, step.text, step.due, self.now(), self.today)
            self.change(f"Task added · {UNDO}", add_task, *args)

    def _add_spaced(self, wanted: Sequence[tuple[str, date]] | None) -> None:
        if wanted:
            words = f"{counted(len(wanted), 'milestone')} added · {UNDO}"
            self.change(words, add_milestones, self.goal_id, wanted, self.now(), self.today)

    def _add_entry(self, entry: EntryDraft | None) -> None:
        if entry:
            self.change(f"Written · {UNDO}", add_entry, self.goal_id, entry.day, entry.text, self.now(), self.today)

    @property
    def _step(self) -> Milestone | Task | None:
        """The step under the cursor."""
        goal, row = self.goal, self.row
        steps = (goal.milestones if row.startswith("m") else goal.tasks) if goal else ()
        return next((step for step in steps if str(step.id) == row[1:]), None)

    @property
    def _entry(self) -> JournalEntry | None:
        """The entry under the cursor."""
        entries = self.goal.journal if self.goal else ()
        return next((entry for entry in entries if f"j{entry.id}" == self.row), None)

    @on(OptionList.OptionSelected, "#step-rows")
    def tick(self) -> None:
        """Tick the step under the cursor off, or untick it."""
        if step := self._step:
            done = step.done_on is None
            mark = mark_task if isinstance(step, Task) else mark_milestone
            words = f"{'Done' if done else 'Open again'}: {one_line(step.text, 40)} · {UNDO}"
            self.change(words, mark, step.id, done, self.now(), self.today)

    @on(OptionList.OptionSelected, "#journal-rows")
    def action_edit_row(self) -> None:
        """Change the step or the entry under the cursor."""
        goal = self.goal
        if self.section == JOURNAL and (entry := self._entry):
            self.app.push_screen(EntryForm(self.today, entry), lambda draft: self._edit_entry(entry.id, draft))
        elif goal and (step := self._step):
            form = StepForm(self.today, goal, is_task=isinstance(step, Task), step=step)
            self.app.push_screen(form, lambda draft: self._edit_step(step, draft))

    def _edit_entry(self, entry_id: int, draft: EntryDraft | None) -> None:
        if draft:
            self.change(f"Changed · {UNDO}", edit_entry, entry_id, draft.day, draft.text, self.now(), self.today)

    def _edit_step(self, step: Milestone | Task, draft: StepDraft | None) -> None:
        if draft:
            edit: Callable[..., None] = edit_task if isinstance(step, Task) else edit_milestone
            self.change(f"Changed · {UNDO}", edit, step.id, draft.text, draft.due, self.now(), self.today)

    def action_shift(self, by: int) -> None:
        """Move the task under the cursor in its list."""
        if isinstance(step := self._step, Task):
            self.change(f"Moved · {UNDO}", move_task, step.id, by, self.now())

    def action_delete(self) -> None:
        """Delete the step or the entry under the cursor."""
        if entry := self._entry:
            self.change("Deleted the entry · u brings it back", delete_entry, entry.id, self.now())
        elif step := self._step:
            delete = delete_task if isinstance(step, Task) else delete_milestone
            words = f"Deleted “{one_line(step.text, 40)}” · u brings it back"
            self.change(words, delete, step.id, self.now())
        else:
            self.post_message(Said("A goal is deleted from the list of goals."))

    # What is on record

    @on(OptionList.OptionSelected, "#record-rows")
    def act(self) -> None:
        """Open the goal, mend the date, or take the card back."""
        sort, number = self.row[:1], self.row[1:]
        if sort == "g" and int(number) != self.goal_id:
            self.post_message(GoalRequested(int(number)))
        elif sort == "o":
            self._mend(date.fromordinal(int(number)))
        elif sort == "c":
            self.change(f"Taken back · {UNDO}", unpark, self.goal_id, [int(number)], self.now())
        elif sort == "a" and self.plan:
            cards = [cost.card_id for cost in self.plan.parked]
            self.change(f"{counted(len(cards), 'card')} taken back · {UNDO}", unpark, self.goal_id, cards, self.now())

    @work(group="goals.ask")
    async def _mend(self, day: date) -> None:
        """Say of a date that passed what became of it; of the open one, how it went."""
        goal = self.open_goal
        if goal is None:
            return
        if day == goal.deadline:
            self.action_outcome()
            return
        options = [
            ("done", "It was done on its day"),
            ("today", "It was done late: today"),
            ("let go", "It was let go"),
        ]
        answer = await self.app.push_screen_wait(Choose(f"What became of {short(day, self.today)}?", options))
        if answer:
            on_day = {"done": day, "today": self.today}.get(answer)
            self.change(f"Noted · {UNDO}", mark_occurrence, self.goal_id, day, on_day, self.now(), self.today)
