"""The first run: four questions at most, each of which can be left empty, and then the first card."""

from collections.abc import Callable
from datetime import date, datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from drills.config import Config
from drills.dates import deadline, echo, study_day
from drills.errors import DateError, DrillsError, InputError
from drills.goal.goals import MOST_MINUTES
from drills.number_words import counted
from drills.views.library import DeckLine
from tui.beginning import Answers, keep
from tui.desk import Desk
from tui.messages import Failed
from tui.widgets.bar import padded
from tui.widgets.check_list import CheckList
from tui.widgets.key_bar import KeyBar


class FirstRunScreen(Screen[Answers]):
    """Gives what was answered; None when all was skipped."""

    CSS_PATH = "first_run.tcss"
    KEEPS_NUMBERS = True
    AUTO_FOCUS = "#first-what"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", "Next", priority=True, id="first.next", tooltip="On to the next question"),
        Binding("f2", "begin", "Start", id="first.begin", tooltip="Begin to drill with what is filled in"),
        Binding("escape", "skip", "Skip all", id="first.skip", tooltip="Look around first; all can be set later"),
    ]

    def __init__(self, desk: Desk, now: Callable[[], datetime], config: Config) -> None:
        super().__init__()
        self._desk = desk
        self._now = now
        self._settings = config
        self._asked_for_date = False
        self._decks: tuple[str, ...] = ()

    @property
    def _today(self) -> date:
        return study_day(self._now(), self._settings.study.day_turns_at)

    def compose(self) -> ComposeResult:
        """The questions below each other, each with its place to answer."""
        with VerticalScroll(id="first", can_focus=False):
            yield Static(Content.assemble(("Welcome to Readyby", "bold $accent")))
            yield Static(Content("Four questions; leave empty what you like. Enter goes on."), classes="first-hint")
            yield Static(Content("What are you getting ready for?"), classes="first-question")
            yield Input(placeholder="Analyst interview at Meridian", id="first-what")
            yield Static(Content("By when?"), classes="first-question")
            yield Input(placeholder="in 3 weeks, fri, 15 jan, end of march", id="first-when")
            yield Static(Content(" "), id="first-echo", classes="first-hint")
            yield Static(self._minutes_words(""), classes="first-question", id="first-minutes-words")
            yield Input(str(self._settings.study.minutes_per_day), type="integer", max_length=3, id="first-minutes")
            yield Static(Content("Which decks? Space chooses; the others rest."), classes="first-question")
            yield Vertical(id="first-decks")
            yield Static(Content.assemble(("▶ Enter", "bold $accent"), " starts with the first card"), id="first-start")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read which decks there are."""
        self._load()

    @work(group="first.load")
    async def _load(self) -> None:
        from drills.storage.decks import deck_lines

        try:
            lines = await self._desk.read(deck_lines, self._today)
        except DrillsError as error:
            self.post_message(Failed(error))
            return
        decks = leaves(lines)
        self._decks = tuple(line.name for line in decks)
        if decks:
            labels = [
                f"{padded(line.name.replace('::', ' › '), 46)}{counted(line.cards, 'card'):>12}" for line in decks
            ]
            await self.query_one("#first-decks").mount(CheckList(labels, range(len(decks))))

    @on(Input.Changed, "#first-when")
    def _echo(self) -> None:
        """Say at once which day that is, or what is not understood."""
        line = self.query_one("#first-echo", Static)
        text = self._text("#first-when")
        if not text:
            line.update(Content(" "))
            return
        try:
            line.update(Content.styled(echo(deadline(text, self._today), self._today), "bold $success"))
        except DateError as error:
            line.update(Content.styled(str(error), "$warning"))

    @on(Input.Changed, "#first-minutes")
    def _judge_minutes(self) -> None:
        """Say at once what is allowed when it is something else."""
        self.query_one("#first-minutes-words", Static).update(self._minutes_words(self._text("#first-minutes")))

    def _minutes_words(self, text: str) -> Content:
        usual = f"  1 to {MOST_MINUTES}; empty is {self._settings.study.minutes_per_day}"
        try:
            minutes_in(text)
        except InputError as error:
            return Content.assemble("How many minutes a day?", (f"  {error.message}", "$warning"))
        return Content.assemble("How many minutes a day?", (usual, "not bold $text-muted"))

    def action_next(self) -> None:
        """Enter goes on to the next question; after the last it starts."""
        last = self.query(CheckList)
        if isinstance(self.focused, CheckList) or (not last and self.focused is self.query_one("#first-minutes")):
            self.action_begin()
        else:
            self.focus_next()

    def action_begin(self) -> None:
        """Keep what was answered and start, once the date is understood and the minutes can be used."""
        try:
            day = deadline(self._text("#first-when"), self._today) if self._text("#first-when") else None
        except DateError:
            self.query_one("#first-when").focus()
            return
        try:
            minutes = minutes_in(self._text("#first-minutes"))
        except InputError:
            self.query_one("#first-minutes").focus()
            return
        if self._text("#first-what") and day is None and not self._asked_for_date:
            self._asked_for_date = True
            self.query_one("#first-echo", Static).update(
                Content.styled("A goal needs its day. Enter again goes on without one.", "$warning")
            )
            self.query_one("#first-when").focus()
            return
        chosen = self._chosen()
        resting = tuple(deck for deck in self._decks if deck not in chosen)
        self._keep(Answers(self._text("#first-what"), day, minutes, chosen, resting), start=True)

    def _chosen(self) -> tuple[str, ...]:
        """The decks that are ticked; all of them when none is."""
        ticked = {number for checks in self.query(CheckList) for number in checks.selected}
        return tuple(deck for number, deck in enumerate(self._decks) if number in ticked) or self._decks

    def action_skip(self) -> None:
        """Ask nothing, and don't ask again."""
        self._keep(Answers(), start=False)

    def _text(self, selector: str) -> str:
        return self.query_one(selector, Input).value.strip()

    @work(group="first.keep")
    async def _keep(self, answers: Answers, *, start: bool) -> None:
        try:
            await self._desk.write(keep, answers, self._now(), self._today)
        except DrillsError as error:
            self.post_message(Failed(error))
        else:
            self.dismiss(answers if start else None)


def minutes_in(text: str) -> int | None:
    """The minutes a day that were typed; None when nothing was. Raises InputError for what can't be used."""
    if not text:
        return None
    if not (text.isdecimal() and 1 <= int(text) <= MOST_MINUTES):
        raise InputError(f"A whole number from 1 to {MOST_MINUTES}, please.")
    return int(text)


def leaves(lines: tuple[DeckLine, ...]) -> list[DeckLine]:
    """The decks that have none below them."""
    names = [line.name.casefold() for line in lines]
    return [line for line in lines if not any(name.startswith(f"{line.name.casefold()}::") for name in names)]
