"""A day typed in words, told back as one types: "Fri 15 Jan 2027 · 54 days", or what is unclear about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from drills.dates import deadline, echo
from drills.errors import DateError

DEADLINES = "15 jan · in 6 weeks · next fri · end of march"
PAST_DAYS = "today · yesterday · last fri · 3 days ago · 15 nov"


class DateField(Vertical):
    """One line to type in, one or two that say what was understood.

    `read` turns the text into a day or raises DateError: a deadline unless given. `empty` says what nothing typed
    means, where that may be.
    """

    DEFAULT_CSS = """
    DateField { height: auto; }
    DateField .echo { height: auto; min-height: 1; padding: 0 1; color: $text-muted; }
    DateField .echo.-good { color: $text-success; }
    DateField .echo.-bad { color: $text-warning; }
    """

    @dataclass
    class Understood(Message):
        """The text means another day now; None while it means none."""

        field: "DateField"
        day: date | None

    def __init__(
        self,
        today: date,
        value: str = "",
        *,
        widget_id: str | None = None,
        read: Callable[[str, date], date] = deadline,
        placeholder: str = DEADLINES,
        empty: str = "",
    ) -> None:
        super().__init__(id=widget_id)
        self._today = today
        self._value = value
        self._read = read
        self._placeholder = placeholder
        self._empty = empty
        self._asked = False  # whether to complain of an empty field

    def compose(self) -> ComposeResult:
        """The line, and its echo."""
        yield Input(self._value, placeholder=self._placeholder, max_length=80)
        yield Static(classes="echo", markup=False)

    def on_mount(self) -> None:
        """Say what the text at the start means."""
        self._tell()

    @property
    def day(self) -> date | None:
        """The day that the text means; None while it means none."""
        try:
            return self._read(self.text, self._today)
        except DateError:
            return None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed, where that means something."""
        return bool(self._empty) and not self.text.strip()

    @property
    def text(self) -> str:
        """What is typed."""
        return self.query_one(Input).value

    def ask(self) -> None:
        """Say what is wrong, an empty field included, and take the focus."""
        self._asked = True
        self._tell()
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _changed(self) -> None:
        self._tell()
        self.post_message(self.Understood(self, self.day))

    def _tell(self) -> None:
        line = self.query_one(".echo", Static)
        text = self.text.strip()
        try:
            words, state = echo(self._read(text, self._today), self._today), "-good"
        except DateError as error:
            words, state = f"{error.message}\n{error.hint}", "-bad"
            if not text and not self._asked:
                words, state = self._empty or "Any of these ways; F1 lists them all.", ""
        line.set_class(state == "-good", "-good").set_class(state == "-bad", "-bad")
        line.update(Content(("→ " if state == "-good" else "") + words))
