"""How a goal came out: met with its proof, dropped with a reason; a date of a repeating one done, or let go."""

from dataclasses import dataclass
from datetime import date

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from drills.dates import echo
from drills.goal.goals import checked_closing
from drills.models import Goal, GoalStatus
from drills.past_words import past_day
from drills.text import one_line
from tui.screens.dialog import box, buttons
from tui.screens.form import Form, label
from tui.widgets.date_field import PAST_DAYS, DateField


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a goal, or of one of its dates: words, on which day (None: today), and what proves it."""

    words: str
    on: date | None = None
    evidence: str = ""


class CloseForm(Form[Outcome]):
    """Asks what came of a goal: result, day and proof when met, the reason when dropped."""

    def __init__(self, today: date, goal: Goal, status: GoalStatus) -> None:
        super().__init__()
        self._today = today
        self._goal = goal
        self._met = status is GoalStatus.MET

    def compose(self) -> ComposeResult:
        """What was planned as proof, and what there is."""
        title = "Met: what is the proof?" if self._met else "Drop this goal"
        with box(title=title, hint="enter saves · esc cancels"):
            words = f"{one_line(self._goal.statement, 100)}\nby {echo(self._goal.deadline, self._today)}"
            if self._met and self._goal.proof:
                words += f"\nby this you wanted to know: {one_line(self._goal.proof, 200)}"
            yield Static(Content(words), classes="words")
            yield label("What you achieved, best with a number" if self._met else "Why it is dropped")
            yield Input(id="outcome", max_length=500)
            if self._met:
                yield label("What proves it", "a certificate, a name, a link; may stay empty")
                yield Input(id="evidence", max_length=500)
                yield label("Met on", "after its day, it was met late")
                yield DateField(self._today, widget_id="on", read=self._day, placeholder=PAST_DAYS, empty="today")
            yield Static(classes="wrong", markup=False)
            yield buttons(("save", "Met" if self._met else "Drop"), ("cancel", "Cancel"))

    def _day(self, text: str, today: date) -> date:
        return checked_closing(self._goal, past_day(text, today), today)

    def action_save(self) -> None:
        """Give the words, once there are some."""
        if not self.line("outcome"):
            words = (
                "Say what you achieved: it is the proof in your next answers." if self._met else "Say why, in a word."
            )
            self.explain(words, "outcome")
        elif not self._met:
            self.dismiss(Outcome(self.line("outcome")))
        else:
            field = self.query_one(DateField)
            if field.day is None and not field.is_empty:
                field.ask()
            else:
                self.dismiss(Outcome(self.line("outcome"), field.day, self.line("evidence")))


class DateForm(Form[Outcome]):
    """Asks about one date of a repeating goal: on which day it was done, or why it was let go."""

    def __init__(self, today: date, goal: Goal, day: date, *, done: bool) -> None:
        super().__init__()
        self._today = today
        self._goal = goal
        self._day = day
        self._done = done

    def compose(self) -> ComposeResult:
        """The date, and what became of it."""
        with box(title="Done" if self._done else "Let this one go", hint="enter saves · esc cancels"):
            words = f"{one_line(self._goal.statement, 100)}\n{echo(self._day, self._today)}"
            yield Static(Content(words), classes="words")
            yield label("How it went, in a word" if self._done else "Why", "may stay empty")
            yield Input(id="note", max_length=500)
            if self._done:
                yield label("Done on")
                usual = min(self._day, self._today)
                yield DateField(
                    self._today, usual.isoformat(), widget_id="on", read=past_day, placeholder=PAST_DAYS, empty="today"
                )
            yield Static(classes="wrong", markup=False)
            yield buttons(("save", "Done" if self._done else "Let go"), ("cancel", "Cancel"))

    def action_save(self) -> None:
        """Give what was said."""
        if not self._done:
            self.dismiss(Outcome(self.line("note")))
            return
        field = self.query_one(DateField)
        if field.day is None and not field.is_empty:
            field.ask()
        else:
            self.dismiss(Outcome(self.line("note"), field.day or self._today))
