"""Noting what somebody said of an answer: who, when, and the words. It is shown before the next try."""

from collections.abc import Callable
from datetime import date, datetime

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static, TextArea

from drills.errors import DrillsError
from drills.past_words import past_day
from drills.storage.answer.criticisms import add_criticism
from drills.text import one_line
from tui.desk import Desk
from tui.screens.dialog import box, buttons
from tui.screens.goal_form import Form, label


class CriticismForm(Form[str]):
    """Asks who said what, and when; gives the words noted in short."""

    def __init__(self, desk: Desk, now: Callable[[], datetime], note_id: int, today: date) -> None:
        super().__init__()
        self.desk = desk
        self.now = now
        self._note_id = note_id
        self._today = today

    def compose(self) -> ComposeResult:
        """Who, when, what."""
        with box(title="Criticism of this answer", hint="f2 saves · tab next field · esc cancels"):
            with Vertical(classes="fields"):
                yield label("What was said", "in their words; it is shown before the next try")
                yield TextArea(id="words", soft_wrap=True, tab_behavior="focus", compact=True)
                yield label("Who", "may stay empty")
                yield Input(id="who", max_length=80)
                yield label("When", "today, yesterday, 3 nov")
                yield Input("today", id="when", max_length=40)
            yield Static(classes="wrong", markup=False)
            yield buttons(("save", "Save"), ("cancel", "Cancel"))

    def on_mount(self) -> None:
        """Begin with the words."""
        self.query_one(TextArea).focus()

    def unsaved(self) -> str:
        """What leaving now would lose."""
        written = self.query_one(TextArea).text.strip() or self.line("who")
        return "the criticism you are writing down" if written else ""

    def action_save(self) -> None:
        """Note it, or say what is missing."""
        self._note()

    @work(group="criticism.save")
    async def _note(self) -> None:
        words = self.query_one(TextArea).text
        try:
            said = past_day(self.line("when") or "today", self._today)
            await self.desk.write(add_criticism, self._note_id, self.line("who"), words, said, self.now())
        except DrillsError as error:
            self.explain(str(error))
        else:
            self.dismiss(one_line(words, 50))
