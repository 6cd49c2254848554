"""Forms of the Goals screen: a goal with its date, a moved deadline with its reason, how a goal ended, a milestone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Button, Input, Static

from drills.dates import echo
from drills.errors import InputError
from drills.goals import GoalDraft, checked, draft_of
from drills.models import Goal, GoalStatus
from drills.text import one_line
from tui.screens.dialog import Dialog, T, box, buttons
from tui.widgets.check_list import CheckList
from tui.widgets.date_field import DateField


class Form(Dialog[T]):
    """A dialog with several fields: Enter in a line saves, F2 saves from anywhere."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+s", "save", "Save", id="form.save", tooltip="Keep what is written"),
        Binding("down", "app.focus_next", "Next field", show=False, id="form.next", tooltip="The next field"),
        Binding("up", "app.focus_previous", "Field before", show=False, id="form.before", tooltip="The field before"),
    ]

    def action_save(self) -> None:
        """Give what is written, or say what is wrong with it."""
        raise NotImplementedError

    @on(Input.Submitted)
    @on(Button.Pressed, "#save")
    def save(self) -> None:
        """Save by Enter or by the button."""
        self.action_save()

    @on(Button.Pressed, "#cancel")
    def leave(self) -> None:
        """Leave by the button."""
        self.action_cancel()

    def line(self, id_: str) -> str:
        """What is typed in a field."""
        return self.query_one(f"#{id_}", Input).value.strip()

    def explain(self, words: str, field: str | None = None) -> None:
        """Say what is wrong, and go where it can be mended."""
        wrong = self.query_one(".wrong", Static)
        wrong.update(Content(words))
        wrong.add_class("-shown")
        if field:
            self.query_one(f"#{field}", Input).focus()

    @on(Input.Changed)
    def forget(self) -> None:
        """What was wrong may be right by now."""
        self.query_one(".wrong").remove_class("-shown")


def label(words: str, hint: str = "") -> Static:
    """The label above a field."""
    return Static(Content.assemble(words, (f"  {hint}" if hint else "", "$text-disabled")), classes="label")


class GoalForm(Form[GoalDraft]):
    """A goal: what, by when, why, by what one will know, with which cards and minutes."""

    def __init__(
        self,
        today: date,
        decks: Sequence[str],
        goal: Goal | None = None,
        *,
        title: str = "A new goal",
        follows: int | None = None,
    ) -> None:
        super().__init__()
        self._today = today
        self._goal = goal
        self._title = title
        self._follows = follows
        self._decks = sorted({*decks, *(goal.decks if goal else ())})

    def compose(self) -> ComposeResult:
        """All fields; the deadline of a goal that exists is changed by a move, which asks for its reason."""
        goal = self._goal
        with box(title=self._title, hint="enter saves · tab next field · esc cancels"):
            with Vertical(classes="fields"):
                yield label("Goal", "what will be true on that day")
                yield Input(goal.statement if goal else "", id="statement", max_length=200)
                yield label("By when")
                if goal:
                    yield Static(Content(f"{echo(goal.deadline, self._today)}   (m moves it)"), classes="label")
                else:
                    yield DateField(self._today, widget_id="deadline")
                yield label("Why it matters")
                yield Input(goal.why if goal else "", id="why", max_length=500)
                yield label("Proof", "by what you and others will know that it is done")
                yield Input(goal.proof if goal else "", id="proof", max_length=500)
                yield label("Recall wanted on the day", "percent, 50 to 99")
                yield Input(f"{round((goal.target if goal else 0.9) * 100)}", id="target", max_length=3)
                yield label("Minutes a day for it", "nothing: shared with the rest")
                yield Input(str(goal.minutes) if goal and goal.minutes else "", id="minutes", max_length=4)
                yield label("Decks that it needs", "with those below them; space chooses, F2 saves")
                yield self._deck_list()
            yield Static(classes="wrong", markup=False)
            yield buttons(("save", "Save"), ("cancel", "Cancel"))

    def _deck_list(self) -> CheckList | Static:
        if not self._decks:
            return Static("No decks yet; they can be linked later.", classes="label")
        linked = {name.casefold() for name in self._goal.decks} if self._goal else set()
        labels = [one_line(name.replace("::", " › "), 64) for name in self._decks]
        chosen = [number for number, name in enumerate(self._decks) if name.casefold() in linked]
        return CheckList(labels, chosen, "decks")

    def action_save(self) -> None:
        """Give the goal, if everything in it can be used."""
        deadline = self._goal.deadline if self._goal else self.query_one(DateField).day
        if not self.line("statement"):
            self.explain("Say what the goal is.", "statement")
        elif deadline is None:
            self.explain("A goal needs its date.")
            self.query_one(DateField).ask()
        else:
            self._finish(deadline)

    def _finish(self, deadline: date) -> None:
        try:
            target = _number(self.line("target") or "90", "Recall wanted on the day", 50, 99) / 100
            minutes = _number(self.line("minutes"), "Minutes a day", 1, 600) if self.line("minutes") else None
            begun = draft_of(self._goal) if self._goal else GoalDraft("", deadline, follows_id=self._follows)
            draft = replace(
                begun,
                statement=self.line("statement"),
                why=self.line("why"),
                proof=self.line("proof"),
                target=target,
                minutes=minutes,
                decks=self._chosen_decks(),
            )
            if not self._goal:
                draft = checked(draft, self._today)
        except InputError as error:
            self.explain(str(error))
        else:
            self.dismiss(draft)

    def _chosen_decks(self) -> tuple[str, ...]:
        lists = self.query(CheckList)
        return tuple(self._decks[number] for number in sorted(lists.first().selected)) if lists else ()

    def unsaved(self) -> str:
        """What quitting now would lose."""
        return "the goal you are writing" if self.line("statement") else ""


def _number(text: str, what: str, low: int, high: int) -> int:
    """A whole number within a range; raises InputError that says which."""
    try:
        number = int(text.removesuffix("%").strip())
    except ValueError:
        number = low - 1
    if not low <= number <= high:
        raise InputError(f"{what}: a whole number from {low} to {high}, not “{one_line(text, 20)}”.")
    return number


@dataclass(frozen=True, slots=True)
class Move:
    """A new date for a goal, with the reason."""

    to: date
    reason: str


class MoveForm(Form[Move]):
    """Asks for the new date and for the reason; both stay on record."""

    def __init__(self, today: date, goal: Goal) -> None:
        super().__init__()
        self._today = today
        self._goal = goal

    def compose(self) -> ComposeResult:
        """The present date, the new one, and why."""
        with box(title="Move the deadline", hint="enter saves · esc cancels"):
            words = f"{one_line(self._goal.statement, 100)}\nnow {echo(self._goal.deadline, self._today)}"
            yield Static(Content(words), classes="words")
            yield label("New date")
            yield DateField(self._today, widget_id="deadline")
            yield label("Reason", "it stays on record beside the original date")
            yield Input(id="reason", max_length=300)
            yield Static(classes="wrong", markup=False)
            yield buttons(("save", "Move"), ("cancel", "Cancel"))

    def action_save(self) -> None:
        """Give date and reason, once both are there."""
        field = self.query_one(DateField)
        day = field.day
        if day is None:
            field.ask()
        elif day == self._goal.deadline:
            self.explain("That is the date it has already.")
        elif not self.line("reason"):
            self.explain("A move needs its reason: it is what you will want to know later.", "reason")
        else:
            self.dismiss(Move(day, self.line("reason")))


class CloseForm(Form[str]):
    """Asks what came of a goal: the proof when met, the reason when dropped."""

    def __init__(self, goal: Goal, status: GoalStatus) -> None:
        super().__init__()
        self._goal = goal
        self._met = status is GoalStatus.MET

    def compose(self) -> ComposeResult:
        """What was planned as proof, and what there is."""
        title = "Met: what is the proof?" if self._met else "Drop this goal"
        with box(title=title, hint="enter saves · esc cancels"):
            words = one_line(self._goal.statement, 100)
            if self._met and self._goal.proof:
                words += f"\nby this you wanted to know: {one_line(self._goal.proof, 200)}"
            yield Static(Content(words), classes="words")
            yield label("What you achieved, best with a number" if self._met else "Why it is dropped")
            yield Input(id="outcome", max_length=500)
            yield Static(classes="wrong", markup=False)
            yield buttons(("save", "Met" if self._met else "Drop"), ("cancel", "Cancel"))

    def action_save(self) -> None:
        """Give the words, once there are some."""
        if self.line("outcome"):
            self.dismiss(self.line("outcome"))
        else:
            words = (
                "Say what you achieved: it is the proof in your next answers." if self._met else "Say why, in a word."
            )
            self.explain(words, "outcome")


@dataclass(frozen=True, slots=True)
class MilestoneDraft:
    """A step on the way, with its date."""

    text: str
    due: date


class MilestoneForm(Form[MilestoneDraft]):
    """Asks for a step on the way, and its date."""

    def __init__(self, today: date, goal: Goal) -> None:
        super().__init__()
        self._today = today
        self._goal = goal

    def compose(self) -> ComposeResult:
        """The step, and by when."""
        with box(title="A milestone", hint="enter saves · esc cancels"):
            goal = f"{one_line(self._goal.statement, 100)}\nby {echo(self._goal.deadline, self._today)}"
            yield Static(Content(goal), classes="words")
            yield label("Step")
            yield Input(id="text", max_length=200)
            yield label("By when")
            yield DateField(self._today, widget_id="due")
            yield Static(classes="wrong", markup=False)
            yield buttons(("save", "Add"), ("cancel", "Cancel"))

    def action_save(self) -> None:
        """Give the step, once it has words and a date up to the goal's own."""
        field = self.query_one(DateField)
        day = field.day
        if not self.line("text"):
            self.explain("Say what the step is.", "text")
        elif day is None:
            field.ask()
        elif day > self._goal.deadline:
            self.explain(f"That is after the goal's own date, {echo(self._goal.deadline, self._today)}.")
        else:
            self.dismiss(MilestoneDraft(self.line("text"), day))
