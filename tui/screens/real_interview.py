"""Writing down a real interview: the day, how it went, and every question that was asked."""

from dataclasses import dataclass
from datetime import date

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static, TextArea

from drills.errors import DrillsError, InputError
from drills.past_words import past_day
from drills.views.interviews import RealQuestion
from tui.screens.dialog import box, buttons
from tui.screens.goal_form import Form, label

_HINT = "one a line: the question | 1–5 how it went | what was missing"


@dataclass(frozen=True, slots=True)
class RealDraft:
    """A real interview as remembered."""

    day: date
    went: str
    questions: tuple[RealQuestion, ...]


class RealInterviewForm(Form[RealDraft]):
    """Gives the interview as it stands in the form."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today

    def compose(self) -> ComposeResult:
        """When, what, how."""
        with box(title="A real interview", hint="f2 saves · tab next field · esc cancels", wide=True):
            with Vertical(classes="fields"):
                yield label("When", "today, yesterday, 3 nov")
                yield Input("today", id="when", max_length=40)
                yield label("What was asked", _HINT)
                yield TextArea(id="asked", soft_wrap=True, tab_behavior="focus", compact=True)
                yield label("How it went", "what you would do again, and what not")
                yield TextArea(id="went", soft_wrap=True, tab_behavior="focus", compact=True)
            yield Static(classes="wrong", markup=False)
            yield buttons(("save", "Save"), ("cancel", "Cancel"))

    def on_mount(self) -> None:
        """Begin with what was asked, which fades first."""
        self.query_one("#asked").focus()

    def action_save(self) -> None:
        """Give it, or say what is wrong."""
        try:
            day = past_day(self.line("when") or "today", self._today)
            lines = self.query_one("#asked", TextArea).text.splitlines()
            questions = tuple(question_of(line) for line in lines if line.strip())
        except DrillsError as error:
            self.explain(str(error))
            return
        went = self.query_one("#went", TextArea).text.strip()
        if not questions and not went:
            self.explain("Write at least one question that was asked.")
            return
        self.dismiss(RealDraft(day, went, questions))

    def unsaved(self) -> str:
        """What quitting now would lose."""
        return "the interview you are writing down" if any(area.text for area in self.query(TextArea)) else ""


def question_of(line: str) -> RealQuestion:
    """A line such as "Why us? | 2 | no number": the question, how it went from 1 to 5, what was missing.

    Raises InputError for a rating that is none.
    """
    asked, *rest = (part.strip() for part in line.split("|"))
    rating, missing = "", ""
    if rest and (rest[0][:1].isdigit() or not rest[0]):
        rating, *rest = rest
    missing = " | ".join(part for part in rest if part)
    if rating and rating not in ("1", "2", "3", "4", "5"):
        raise InputError(f"“{rating}” is no rating: how it went goes from 1 to 5.", hint=_HINT)
    return RealQuestion(asked, own=int(rating) if rating else None, missing=missing)
