"""Forms for what belongs to a goal: a moved deadline, milestones, tasks, the journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from drills.dates import deadline, echo, short
from drills.errors import InputError
from drills.goal.goals import checked_move, checked_text
from drills.goal.pace import proposed_milestones
from drills.models import Goal, JournalEntry, Milestone, Task
from drills.past_words import past_day
from drills.text import one_line
from tui.screens.dialog import box, buttons
from tui.screens.form import Form, label, whole_number
from tui.widgets.date_field import PAST_DAYS, DateField

MOST_PROPOSED = 12


def too_long(what: str, *texts: str) -> str:
    """What is wrong with the first text that is too long to be stored; empty if none is."""
    try:
        for text in texts:
            checked_text(text, what)
    except InputError as error:
        return error.message
    return ""


@dataclass(frozen=True, slots=True)
class Move:
    """A new date for a goal, with the reason."""

    to: date
    reason: str


class MoveForm(Form[Move]):
    """Asks for the new date and for the reason; both stay on record."""

    def __init__(self, today: date, goal: Goal, to: date | None = None) -> None:
        super().__init__()
        self._today = today
        self._goal = goal
        self._to = to

    def compose(self) -> ComposeResult:
        """The present date, the new one, and why."""
        with box(title="Move the deadline", hint="enter saves · esc cancels"):
            words = f"{one_line(self._goal.statement, 100)}\nnow {echo(self._goal.deadline, self._today)}"
            if self._goal.eases_after:
                words += f"\nA later date holds {self._goal.eases_after} days from today, as you committed to."
            yield Static(Content(words), classes="words")
            yield label("New date")
            to = self._to.isoformat() if self._to else ""
            yield DateField(self._today, to, widget_id="deadline", read=self._day)
            yield label("Reason", "it stays on record beside the original date")
            yield Input(id="reason", max_length=300)
            yield Static(classes="wrong", markup=False)
            yield buttons(("save", "Move"), ("cancel", "Cancel"))

    def _day(self, text: str, today: date) -> date:
        day = deadline(text, today)
        return day if day == self._goal.deadline else checked_move(self._goal, day, today)

    def on_mount(self) -> None:
        """With a date proposed, only the reason is missing."""
        if self._to:
            self.query_one("#reason").focus()

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


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A milestone with its date, or a task with one or none."""

    text: str
    due: date | None


class StepForm(Form[StepDraft]):
    """Asks for a milestone or a task of a goal, and its date."""

    def __init__(self, today: date, goal: Goal, *, is_task: bool = False, step: Milestone | Task | None = None) -> None:
        super().__init__()
        self._today = today
        self._goal = goal
        self._is_task = is_task
        self._step = step

    def compose(self) -> ComposeResult:
        """The step, and by when."""
        step = self._step
        name = "task" if self._is_task else "milestone"
        with box(title=f"Edit the {name}" if step else f"A {name}", hint="enter saves · esc cancels"):
            goal = f"{one_line(self._goal.statement, 100)}\nby {echo(self._goal.deadline, self._today)}"
            yield Static(Content(goal), classes="words")
            yield label("To do" if self._is_task else "Step")
            yield Input(step.text if step else "", id="text", max_length=200)
            yield label("By when")
            due = step.due.isoformat() if step and step.due else ""
            yield DateField(self._today, due, widget_id="due", empty="no day of its own" if self._is_task else "")
            yield Static(classes="wrong", markup=False)
            yield buttons(("save", "Save" if step else "Add"), ("cancel", "Cancel"))

    def action_save(self) -> None:
        """Give the step, once it has words and a date up to the goal's own."""
        field = self.query_one(DateField)
        day = field.day
        before = self._step.due if self._step else None
        if before and field.text == before.isoformat():
            day = before  # a day that stays may lie in the past
        if not self.line("text"):
            self.explain("Say what the step is.", "text")
        elif day is None and not field.is_empty:
            field.ask()
        elif day and day > self._goal.deadline and not self._is_task:
            self.explain(f"That is after the goal's own date, {echo(self._goal.deadline, self._today)}.")
        else:
            self.dismiss(StepDraft(self.line("text"), day))


class ProposeForm(Form[tuple[tuple[str, date], ...]]):
    """Proposes milestones evenly spaced from today to the deadline; each is named here."""

    def __init__(self, today: date, goal: Goal) -> None:
        super().__init__()
        self._today = today
        self._goal = goal

    def compose(self) -> ComposeResult:
        """How many, and what each is."""
        with box(title="Milestones, evenly spaced", hint="f2 saves · esc cancels"):
            words = f"{one_line(self._goal.statement, 100)}\nby {echo(self._goal.deadline, self._today)}"
            yield Static(Content(words), classes="words")
            yield label("How many", f"1 to {MOST_PROPOSED}")
            yield Input("3", id="many", max_length=2)
            yield Static(id="days", classes="words", markup=False)
            yield label("What each is", "one a line, the first first; those without words are numbered")
            yield TextArea(id="names", soft_wrap=True, tab_behavior="focus", compact=True)
            yield Static(classes="wrong", markup=False)
            yield buttons(("save", "Add them"), ("cancel", "Cancel"))

    def on_mount(self) -> None:
        """Say which days they would have."""
        self.tell()

    @property
    def _days(self) -> Sequence[date]:
        many = whole_number(self.line("many"), "How many", 1, MOST_PROPOSED)
        return proposed_milestones(self._today, self._goal.deadline, many)

    @on(Input.Changed, "#many")
    def tell(self) -> None:
        """Say which days they would have now."""
        try:
            words = " · ".join(short(day, self._today) for day in self._days) or "There is no room before the day."
        except InputError as error:
            words = error.message
        self.query_one("#days", Static).update(Content(words))

    def action_save(self) -> None:
        """Give them with their days."""
        try:
            days = self._days
        except InputError as error:
            self.explain(error.message, "many")
            return
        names = [line.strip() for line in self.query_one(TextArea).text.splitlines() if line.strip()]
        found = [(names[n] if n < len(names) else f"Milestone {n + 1}", day) for n, day in enumerate(days)]
        if not found:
            self.explain("There is no room before the day.", "many")
        elif not (wrong := too_long("A milestone", *(name for name, _ in found))):
            self.dismiss(tuple(found))
        else:
            self.explain(wrong)


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """What to write into the journal."""

    day: date
    text: str


class EntryForm(Form[EntryDraft]):
    """Asks for an entry of the journal, and the day it is about."""

    def __init__(self, today: date, entry: JournalEntry | None = None) -> None:
        super().__init__()
        self._today = today
        self._entry = entry

    def compose(self) -> ComposeResult:
        """The day, and the words."""
        entry = self._entry
        with box(title="Edit the entry" if entry else "Write in the journal", hint="f2 saves · esc cancels"):
            yield label("What happened")
            yield TextArea(entry.text if entry else "", id="text", soft_wrap=True, tab_behavior="focus", compact=True)
            yield label("On")
            day = entry.day.isoformat() if entry else ""
            yield DateField(self._today, day, widget_id="day", read=past_day, placeholder=PAST_DAYS, empty="today")
            yield Static(classes="wrong", markup=False)
            yield buttons(("save", "Save"), ("cancel", "Cancel"))

    def action_save(self) -> None:
        """Give the entry, once there are words."""
        field = self.query_one(DateField)
        text = self.query_one(TextArea).text.strip()
        if not text:
            self.explain("Write a word or two.")
            self.query_one(TextArea).focus()
        elif wrong := too_long("An entry", text):
            self.explain(wrong)
        elif field.day is None and not field.is_empty:
            field.ask()
        else:
            self.dismiss(EntryDraft(field.day or self._today, text))

    def unsaved(self) -> str:
        """What quitting now would lose."""
        before = self._entry.text if self._entry else ""
        return "the entry you are writing" if self.query_one(TextArea).text.strip() != before else ""
