"""Forms for days off and for practice elsewhere."""

from dataclasses import dataclass
from datetime import date

from textual.app import ComposeResult
from textual.widgets import Input, Static

from drills.dates import short
from drills.errors import DateError, InputError
from drills.past_words import past_day
from drills.storage.goal.practice import MOST_MINUTES, Practice
from drills.storage.goal.rests import check_break
from tui.screens.dialog import box, buttons
from tui.screens.form import Form, label, whole_number
from tui.widgets.date_field import PAST_DAYS, DateField


@dataclass(frozen=True, slots=True)
class BreakDraft:
    """A break between two days, both free."""

    first: date
    last: date
    name: str


class BreakForm(Form[BreakDraft]):
    """Asks for the first and the last day of a break, and its name."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today

    def compose(self) -> ComposeResult:
        """From when to when, and what it is."""
        with box(title="A break", hint="enter saves · esc cancels"):
            yield label("First day without study")
            yield DateField(self._today, widget_id="first")
            yield label("Last day without study")
            yield DateField(self._today, widget_id="last", empty="only that day")
            yield label("What it is", "a holiday; may stay empty")
            yield Input(id="name", max_length=80)
            yield Static(classes="wrong", markup=False)
            yield buttons(("save", "Save"), ("cancel", "Cancel"))

    def action_save(self) -> None:
        """Give the break, if it can be."""
        first, last = self.query_one("#first", DateField), self.query_one("#last", DateField)
        if first.day is None:
            first.ask()
        elif last.day is None and not last.is_empty:
            last.ask()
        else:
            end = last.day or first.day
            try:
                check_break(first.day, end)
            except DateError as error:
                self.explain(f"{error.message} {error.hint}")
            else:
                self.dismiss(BreakDraft(first.day, end, self.line("name")))


class PracticeForm(Form[Practice]):
    """Asks how long one practised elsewhere, and on which day."""

    def __init__(self, today: date, practice: Practice | None = None) -> None:
        super().__init__()
        self._today = today
        self._practice = practice

    def compose(self) -> ComposeResult:
        """The day, the minutes, what it was."""
        practice = self._practice
        with box(title="Practice elsewhere", hint="enter saves · esc cancels"):
            yield label("On", "today or a day before")
            day = practice.day.isoformat() if practice else ""
            yield DateField(self._today, day, widget_id="day", read=past_day, placeholder=PAST_DAYS, empty="today")
            yield label("Minutes")
            yield Input(str(practice.minutes) if practice else "", id="minutes", max_length=4)
            yield label("What it was", "a mock interview with a friend; may stay empty")
            yield Input(practice.note if practice else "", id="note", max_length=300)
            yield Static(classes="wrong", markup=False)
            yield buttons(("save", "Save"), ("cancel", "Cancel"))

    def action_save(self) -> None:
        """Give it, once day and minutes are there."""
        field = self.query_one(DateField)
        if field.day is None and not field.is_empty:
            field.ask()
            return
        try:
            minutes = whole_number(self.line("minutes"), "Minutes", 1, MOST_MINUTES)
        except InputError as error:
            self.explain(error.message, "minutes")
        else:
            self.dismiss(Practice(field.day or self._today, minutes, self.line("note")))


def break_words(first: date, last: date, today: date) -> str:
    """As in "Thu 24 Dec to Fri 1 Jan"."""
    return short(first, today) if first == last else f"{short(first, today)} to {short(last, today)}"
