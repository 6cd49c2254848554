"""What can be done to a goal, from the list and from its page. All of it can be undone, so nothing asks twice."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from textual import on, work

from drills.dates import short
from drills.errors import DrillsError
from drills.goal.goals import GoalDraft, is_overdue
from drills.goal.succession import following
from drills.models import Goal, GoalStatus
from drills.storage.answer.stories import add_story, story_from_goal
from drills.storage.goal import goals
from drills.storage.goal.goal_reach import cards_covered
from drills.storage.goal.milestones import add_milestone
from drills.storage.goal.occurrences import close_occurrence
from drills.text import one_line
from tui.messages import DrillRequested, Failed, ForecastRequested, OutlooksChanged, Said
from tui.screens.dialog import Choose
from tui.screens.goal_form import Choices, GoalForm
from tui.screens.goal_step_forms import Move, MoveForm, StepDraft, StepForm
from tui.screens.outcome_form import CloseForm, DateForm, Outcome
from tui.screens.place import Place

UNDO = "u takes it back"


class GoalActions(Place):
    """A screen that shows goals: what its keys do to the goal it points at."""

    PLACE: ClassVar[str] = "goals"
    choices: Choices = Choices()

    @property
    def goal(self) -> Goal | None:
        """The goal pointed at."""
        raise NotImplementedError

    @property
    def open_goal(self) -> Goal | None:
        """The goal pointed at if it is open; else say so."""
        goal = self.goal
        if goal and goal.status is not GoalStatus.OPEN:
            self.post_message(Said("This goal is closed; r opens it again."))
            return None
        return goal

    def added(self, goal_id: int) -> None:
        """A goal was set: where there is a list, the cursor goes to it."""

    async def read(self) -> None:
        """Read what the screen shows, and show it."""
        raise NotImplementedError

    @work(exclusive=True, group="goals.load")
    async def load(self) -> None:
        """Read what the screen shows, and have computed what to expect if that is out of date."""
        await self.read()
        self.post_message(ForecastRequested())

    @on(OutlooksChanged)
    @work(exclusive=True, group="goals.foresee")
    async def _follow_outlooks(self) -> None:
        if self.is_current:
            await self.read()

    # Changing

    @work(group="goals.change")
    async def change(
        self, words: str, change: Callable[..., Any], *args: Any, then: Callable[[], object] | None = None, **more: Any
    ) -> None:
        """Make a change, say what was done, show it, and go on."""
        if await self.changed(words, change, *args, **more) and then:
            then()

    async def changed(self, words: str, change: Callable[..., Any], *args: Any, **more: Any) -> bool:
        """Make a change, say what was done, and show it; False if it failed, which is said then."""
        try:
            result = await self.desk.write(lambda c: change(c, *args, **more))
        except DrillsError as error:
            self.post_message(Failed(error))
            return False
        if change is goals.add_goal:
            self.added(result)
        self.post_message(Said(words))
        self.load()
        return True

    # The goal itself

    def action_add(self) -> None:
        """Set a new goal."""
        self.ask_goal("A new goal")

    def ask_goal(self, title: str, after: Goal | None = None) -> None:
        """Ask for a goal: one after another, or on its own."""
        begun = following(after, self.today) if after else None
        form = GoalForm(self.today, self.choices, title=title, begun=begun, count=self._covered)
        self.app.push_screen(form, self._add)

    def _add(self, draft: GoalDraft | None) -> None:
        if draft:
            self.change(f"Goal set · {UNDO}", goals.add_goal, draft, self.now(), self.today)

    async def _covered(self, decks: tuple[str, ...], tags: tuple[str, ...], search: str) -> int:
        return await self.desk.read(cards_covered, decks, tags, search, self.today)

    def action_edit(self) -> None:
        """Change the goal, but not its date."""
        if goal := self.goal:
            form = GoalForm(self.today, self.choices, goal, title="Edit the goal", count=self._covered)
            self.app.push_screen(form, lambda draft: self._edit(goal.id, draft))

    def _edit(self, goal_id: int, draft: GoalDraft | None) -> None:
        if draft:
            self.change(f"Changed · {UNDO}", goals.edit_goal, goal_id, draft, self.now(), self.today)

    def action_move(self) -> None:
        """Move the deadline, with a reason."""
        if goal := self.open_goal:
            self.ask_move(goal)

    def ask_move(self, goal: Goal, to: date | None = None) -> None:
        """Ask for a new date, perhaps with one proposed, and for the reason."""
        self.app.push_screen(MoveForm(self.today, goal, to), lambda move: self._move(goal, move))

    def _move(self, goal: Goal, move: Move | None) -> None:
        if not move:
            return
        words = f"Moved; the original date stays on record · {UNDO}"
        if goal.eases_after and move.to > goal.deadline:
            words = f"Asked for: {short(move.to, self.today)} holds in {goal.eases_after} days · {UNDO}"
        self.change(words, goals.move_deadline, goal.id, move.to, move.reason, self.now(), self.today)

    # How it came out

    @work(group="goals.ask")
    async def action_outcome(self) -> None:
        """Say how the goal went: met, moved or dropped; a date of a repeating one done or let go."""
        goal = self.open_goal
        if goal is None:
            return
        title = "Its day has passed. How did it go?" if is_overdue(goal, self.today) else "How did it go?"
        options = [
            ("met", "Met: with its proof, today or on the day it was"),
            ("moved", "Not yet: it needs a later date"),
        ]
        options.append(("dropped", "Dropped, with the reason"))
        if goal.repeats:
            day = short(goal.deadline, self.today)
            options = [("done", f"Done: the one of {day}"), ("let go", f"Let go: the one of {day}, without guilt")]
            options += [
                ("moved", "Not yet: this one needs another day"),
                ("met", "Met for good: it need not come again"),
            ]
            options.append(("dropped", "Dropped for good, with the reason"))
        match await self.app.push_screen_wait(Choose(title, options)):
            case "met":
                self._ask_close(goal, GoalStatus.MET)
            case "dropped":
                self._ask_close(goal, GoalStatus.DROPPED)
            case "moved":
                self.ask_move(goal)
            case "done":
                self.ask_date(goal, done=True)
            case "let go":
                self.ask_date(goal, done=False)

    def action_meet(self) -> None:
        """The goal is met: ask for its proof. A repeating one is done for this time."""
        if goal := self.open_goal:
            if goal.repeats:
                self.ask_date(goal, done=True)
            else:
                self._ask_close(goal, GoalStatus.MET)

    def action_drop(self) -> None:
        """Drop the goal, with a reason."""
        if goal := self.open_goal:
            self._ask_close(goal, GoalStatus.DROPPED)

    def ask_date(self, goal: Goal, *, done: bool) -> None:
        """Ask how the date of a repeating goal went."""
        form = DateForm(self.today, goal, goal.deadline, done=done)
        self.app.push_screen(form, lambda outcome: self._close_date(goal, outcome, done))

    def _close_date(self, goal: Goal, outcome: Outcome | None, done: bool) -> None:
        if outcome:
            words = f"{'Done' if done else 'Let go'}; the next date stands · {UNDO}"
            more = {"on": outcome.on, "note": outcome.words}
            self.change(words, close_occurrence, goal.id, done, self.now(), self.today, **more)

    def _ask_close(self, goal: Goal, status: GoalStatus) -> None:
        form = CloseForm(self.today, goal, status)
        self.app.push_screen(form, lambda outcome: self._close(goal, status, outcome))

    def _close(self, goal: Goal, status: GoalStatus, outcome: Outcome | None) -> None:
        if not outcome:
            return
        met = status is GoalStatus.MET
        words = f"“{one_line(goal.statement, 40)}” is {'met' if met else 'dropped'} · {UNDO}"
        args = (goal.id, status, outcome.words, self.now(), self.today)
        more = {"on": outcome.on, "evidence": outcome.evidence}
        self.change(words, goals.close_goal, *args, then=(lambda: self._go_on(goal)) if met else None, **more)

    @work(group="goals.ask")
    async def _go_on(self, goal: Goal) -> None:
        """A goal was met: offer its story, then ask for the next goal and its date."""
        from tui.screens.confirm import ConfirmScreen
        from tui.screens.story_form import StoryForm

        text = "A STAR story begun from it: why, dates, steps and result in place. It serves in the next interview."
        if await self.app.push_screen_wait(ConfirmScreen("Met. Tell it as a story?", text, "Begin it", "Not now")):
            try:
                begun = await self.desk.read(story_from_goal, goal.id)
            except DrillsError as error:
                self.post_message(Failed(error))
                return
            draft = await self.app.push_screen_wait(StoryForm(begun, title="The story of a goal that was met"))
            if draft:
                await self.changed(f"Story added; it stands in Answers · {UNDO}", add_story, draft, self.now())
        self.ask_goal("The next goal, and its date", goal)

    def action_reopen(self) -> None:
        """Open a closed goal again."""
        goal = self.goal
        if goal and goal.status is not GoalStatus.OPEN:
            self.change(f"Open again · {UNDO}", goals.reopen_goal, goal.id, self.now())

    # Steps and cards

    def action_milestone(self) -> None:
        """Add a milestone to the goal."""
        if goal := self.open_goal:
            self.app.push_screen(StepForm(self.today, goal), lambda step: self._add_milestone(goal.id, step))

    def _add_milestone(self, goal_id: int, step: StepDraft | None) -> None:
        if step and step.due:
            args = (goal_id, step.text, step.due, self.now(), self.today)
            self.change(f"Milestone set · {UNDO}", add_milestone, *args)

    def action_study(self) -> None:
        """Drill the cards of the goal."""
        goal = self.goal
        if goal and (goal.decks or goal.tags or goal.search):
            self.post_message(DrillRequested(goal_id=goal.id))
        elif goal:
            self.post_message(Said("No cards are linked to this goal; e links some."))


def _endings(goal: Goal, today: date) -> list[tuple[str, str]]:
    """The ways in which a goal, or its next date, can come out."""
    if not goal.repeats:
        return [
            ("met", "Met: with its proof, today or on the day it was"),
            ("moved", "Not yet: it needs a later date"),
            ("dropped", "Dropped, with the reason"),
        ]
    day = short(goal.deadline, today)
    return [
        ("done", f"Done: the one of {day}"),
        ("let go", f"Let go: the one of {day}, without guilt"),
        ("moved", "Not yet: this one needs another day"),
        ("met", "Met for good: it need not come again"),
        ("dropped", "Dropped for good, with the reason"),
    ]
