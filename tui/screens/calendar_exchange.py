"""Calendars in and out: goals and days off as an .ics file, and the events of one as goals or breaks."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Button, Input, Static

from drills.dates import short
from drills.errors import DrillsError
from drills.exchange.ics_reading import MOST_CHARACTERS, CalendarFile, Event
from drills.files import is_there, unusable, written
from drills.models import GoalStatus
from drills.number_words import counted
from drills.storage.goal.calendar_import import Imported, Use, import_events, known_events
from drills.storage.goal.goal_rows import read_goals
from drills.storage.goal.rests import rests
from drills.text import one_line, visible
from tui.desk import Desk
from tui.messages import Said
from tui.screens.dialog import Choose, Dialog, Reader, box, buttons
from tui.screens.exchange import paths_in

USES = {"goal": Use.GOAL, "break": Use.BREAK, "nothing": Use.NOTHING}


class FileDialog(Dialog[None]):
    """Asks for a file, and does something with it."""

    TITLE_WORDS, WORDS, VERB, VALUE = "", "", "", ""

    def __init__(self, desk: Desk, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.desk = desk
        self.now = now

    def compose(self) -> ComposeResult:
        """Where to name the file."""
        with box(title=self.TITLE_WORDS, hint=f"enter {self.VERB.casefold()}s · esc cancels"):
            yield Static(self.WORDS, classes="words label")
            yield Input(self.VALUE, placeholder="~/calendar.ics", select_on_focus=False)
            yield Static(classes="wrong", markup=False)
            yield buttons(("go", self.VERB), ("cancel", "Cancel"))

    @on(Input.Submitted)
    @on(Button.Pressed, "#go")
    def submit(self) -> None:
        """Do it."""
        self.use(self.query_one(Input).value.strip())

    def use(self, text: str) -> object:
        """Use the file named."""
        raise NotImplementedError

    @on(Button.Pressed, "#cancel")
    def leave(self) -> None:
        """Leave by the button."""
        self.action_cancel()

    @on(Input.Changed)
    def forget(self) -> None:
        """What was wrong may be right by now."""
        self.query_one(".wrong").remove_class("-shown")

    def explain(self, words: str) -> None:
        """Say what is wrong."""
        wrong = self.query_one(".wrong", Static)
        wrong.update(Content(visible(words)))
        wrong.add_class("-shown")


class CalendarExport(FileDialog):
    """Writes open goals, their milestones and tasks, and days off."""

    TITLE_WORDS = "Export to a calendar"
    WORDS = "Open goals with their milestones and tasks, and days off, as all-day events with reminders."
    VERB, VALUE = "Write", "~/readyby.ics"
    _warned = ""

    @work(exclusive=True, group="calendar.export")
    async def use(self, text: str) -> None:
        """Write, after a second Enter where a file would be replaced."""
        try:
            path = Path(text or "~/readyby.ics").expanduser()
            if is_there(path) and self._warned != text:
                self._warned = text
                self.explain(f"{path} is there already. Enter again replaces it.")
                return
            goals = await self.desk.read(write_calendar, path, self.now())
        except RuntimeError as error:
            self.explain(f"This is no path: {error}.")
        except DrillsError as error:
            self.explain(str(error))
        else:
            self.post_message(Said(visible(f"{counted(goals, 'goal')} in {path}")))
            self.dismiss(None)


def write_calendar(c: sqlite3.Connection, path: Path, now: datetime) -> int:
    """Write the file; gives how many goals are in it."""
    from drills.exchange.ics import calendar_text

    goals = [goal for goal in read_goals(c) if goal.status is GoalStatus.OPEN]
    with written(path) as stream:
        stream.write(calendar_text(goals, rests(c), now))
    return len(goals)


class CalendarImport(FileDialog):
    """Asks of each event whether it becomes a goal or a break, brings them in, and tells what came of it."""

    TITLE_WORDS = "Import a calendar"
    WORDS = "An .ics file, as calendars export them. Each event becomes a goal, a break, or nothing, as you say."
    VERB = "Read"

    def __init__(self, desk: Desk, now: Callable[[], datetime], today: date) -> None:
        super().__init__(desk, now)
        self._today = today

    @work(exclusive=True, group="calendar.import")
    async def use(self, text: str) -> None:
        """Read the file, ask, bring in, report."""
        import asyncio

        from drills.exchange.ics_reading import read_calendar

        try:
            [path, *_] = paths_in(text)
            zone = self.now().tzinfo
            assert zone
            read = await asyncio.to_thread(lambda: read_calendar(file_text(path), zone))
            known = await self.desk.read(known_events)
            chosen = await self._asked(read, known)
            done = await self.desk.write(import_events, chosen, self.now(), self._today)
        except DrillsError as error:
            self.explain(str(error))
        else:
            await self.app.push_screen_wait(Reader("Imported", report_lines(done, read)))
            self.dismiss(None)

    async def _asked(self, read: CalendarFile, known: dict[str, str]) -> list[tuple[Event, Use]]:
        """What each event becomes; those known already aren't asked about, nor those after "all the rest"."""
        chosen: list[tuple[Event, Use]] = []
        rest: Use | None = None
        for event in read.events:
            use = Use.GOAL if event.uid in known else rest
            if use is None:
                answer = await self.app.push_screen_wait(Choose(_question(event, self._today), _answers()))
                use = USES.get((answer or "nothing").removeprefix("all "), Use.NOTHING)
                rest = use if answer is None or answer.startswith("all ") else None
            chosen.append((event, use))
        return chosen


def _question(event: Event, today: date) -> str:
    days = short(event.first, today)
    if event.last != event.first:
        days += f" to {short(event.last, today)}"
    return f"{one_line(event.summary, 44)} · {days}"


def _answers() -> list[tuple[str, str]]:
    return [
        ("goal", "A goal, with that day as its deadline"),
        ("break", "A break: days without study"),
        ("nothing", "Nothing"),
        ("all goal", "This and all the rest: goals"),
        ("all break", "This and all the rest: breaks"),
        ("all nothing", "This and all the rest: nothing"),
    ]


def file_text(path: Path) -> str:
    """The text of a calendar file; raises FileError."""
    try:
        with path.open(encoding="utf-8", errors="replace", newline="") as stream:
            return stream.read(MOST_CHARACTERS + 1)
    except (OSError, ValueError) as error:
        raise unusable(path, error) from error


def report_lines(done: Imported, read: CalendarFile) -> Iterator[str | Content]:
    """What was added, known before, and left out with its reason."""
    words = f"{counted(len(done.goals), 'goal')} and {counted(len(done.breaks), 'break')} added"
    yield Content.assemble((words, "bold"), (f", {len(done.known)} known already", "$text-muted"))
    for text in done.known:
        yield Content.assemble(("known     ", "$text-muted"), visible(text))
    for text in (*done.left_out, *read.left_out):
        yield Content.assemble(("left out  ", "$text-warning"), visible(text))
    for event in read.events:
        if event.note:
            yield Content.assemble(("note      ", "$text-muted"), visible(f"{event.summary}: {event.note}"))
    yield Content("")
    yield Content.styled("u takes the whole import back", "$text-muted")
