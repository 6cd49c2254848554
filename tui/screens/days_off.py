"""Days off: breaks planned, weekdays kept free, and practice elsewhere. Plan and streak know of them at once."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from drills.errors import DrillsError
from drills.goal.rest import Rest
from drills.number_words import counted
from drills.storage.goal.practice import Practice, delete_practice, practice, record_practice
from drills.storage.goal.rests import (
    add_break,
    add_free_weekday,
    delete_rest,
    end_free_weekday,
    rests,
    weekday_name,
)
from tui.messages import Failed, ForecastRequested, Said
from tui.screens.place import Place
from tui.screens.rest_forms import BreakDraft, BreakForm, PracticeForm, break_words
from tui.widgets.bar import padded
from tui.widgets.goal_rows import Row, title_row
from tui.widgets.rows import Rows

LOOKED_BACK = timedelta(days=60)
_UNDO = "u takes it back"


@dataclass(frozen=True, slots=True)
class DaysOff:
    """All rests, and practice elsewhere of the last days."""

    rests: tuple[Rest, ...]
    practice: tuple[Practice, ...]


def days_off(c: sqlite3.Connection, today: date) -> DaysOff:
    """What the screen shows."""
    return DaysOff(rests(c), practice(c, today - LOOKED_BACK, today)[::-1])


class DaysOffScreen(Place):
    """Weekdays, breaks, and practice elsewhere, in one list."""

    PLACE: ClassVar[str] = "goals"
    CSS_PATH = "days_off.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "pick", "Free or not", id="rest.pick", tooltip="Keep the weekday free, or study"),
        Binding("b", "add_break", "Break", id="rest.break", tooltip="Plan a break between two days"),
        Binding("n", "practise", "Practice", id="rest.practice", tooltip="Write down practice elsewhere"),
        Binding("x,delete", "delete", "Delete", id="rest.delete", tooltip="Delete the break or the practice"),
    ]

    @dataclass
    class Loaded(Message):
        """Rests and practice are read."""

        found: DaysOff

    def body(self) -> ComposeResult:
        """The list, with a line on what it does."""
        with Vertical(id="rests"):
            yield Static(id="head", markup=False)
            yield Rows("rest-rows")

    def on_mount(self) -> None:
        """Start in the list."""
        super().on_mount()
        self._found = DaysOff((), ())
        words = "Days off are left out of the plan and the forecast at once, and the streak survives them."
        self.query_one("#head", Static).update(Content.styled(words, "$text-muted"))
        self.query_one(Rows).focus()

    @work(exclusive=True, group="rests.load")
    async def load(self) -> None:
        """Read them."""
        await self.fetch(self.Loaded, days_off, self.today)

    @on(Loaded)
    def show(self, message: Loaded) -> None:
        """Show them, the cursor where it was."""
        self._found = message.found
        self._fill()

    @on(Rows.Widened)
    def follow(self) -> None:
        """Rows follow the width."""
        self._fill()

    def _fill(self) -> None:
        rows = self.query_one(Rows)
        rows.fill(rest_rows(self._found, self.today, max(rows.size.width - 3, 24)), rows.chosen)

    @work(group="rests.change")
    async def _change(self, words: str, change: Callable[..., Any], *args: Any) -> None:
        try:
            await self.desk.write(change, *args)
        except DrillsError as error:
            self.post_message(Failed(error))
            return
        self.post_message(Said(f"{words} · {_UNDO}"))
        self.post_message(ForecastRequested())
        self.load()

    @on(OptionList.OptionSelected)
    def action_pick(self) -> None:
        """Keep the weekday under the cursor free, or study on it again; change the practice of a day."""
        chosen = self.query_one(Rows).chosen or ""
        if chosen.startswith("w"):
            weekday = int(chosen[1:])
            free = weekday in free_weekdays(self._found.rests, self.today)
            change = end_free_weekday if free else add_free_weekday
            words = f"{weekday_name(weekday)}s are {'for study again' if free else 'free'} from today on"
            self._change(words, change, weekday, self.today, self.now())
        elif chosen.startswith("p"):
            done = next(each for each in self._found.practice if each.day.toordinal() == int(chosen[1:]))
            self.app.push_screen(PracticeForm(self.today, done), self._record)

    def action_add_break(self) -> None:
        """Plan a break."""
        self.app.push_screen(BreakForm(self.today), self._add_break)

    def _add_break(self, draft: BreakDraft | None) -> None:
        if draft:
            words = f"Off: {break_words(draft.first, draft.last, self.today)}"
            self._change(words, add_break, draft.first, draft.last, draft.name, self.now())

    def action_practise(self) -> None:
        """Write down practice elsewhere."""
        self.app.push_screen(PracticeForm(self.today), self._record)

    def _record(self, done: Practice | None) -> None:
        if done:
            self._change("Written down", record_practice, done.day, done.minutes, done.note, self.now(), self.today)

    def action_delete(self) -> None:
        """Delete the break or the practice under the cursor."""
        chosen = self.query_one(Rows).chosen or ""
        if chosen.startswith("r"):
            self._change("Deleted the break", delete_rest, int(chosen[1:]), self.now())
        elif chosen.startswith("p"):
            self._change("Deleted the practice", delete_practice, date.fromordinal(int(chosen[1:])), self.now())


def free_weekdays(found: tuple[Rest, ...], today: date) -> frozenset[int]:
    """The weekdays free from today on; 0 is Monday."""
    kept = (rest.weekday for rest in found if rest.last is None or rest.last >= today)
    return frozenset(weekday for weekday in kept if weekday is not None)


def rest_rows(found: DaysOff, today: date, width: int) -> Iterator[Row]:
    """Weekdays with their boxes, breaks to come and past, practice elsewhere."""
    free = free_weekdays(found.rests, today)
    yield title_row("Free weekdays", "space keeps one free, from today on")
    for weekday in range(7):
        ticked = weekday in free
        box = ("☑ " if ticked else "☐ ", "bold $text-accent" if ticked else "")
        yield f"w{weekday}", Content.assemble(box, weekday_name(weekday))
    yield title_row("Breaks", "b plans one, x deletes it")
    breaks = [rest for rest in found.rests if rest.weekday is None]
    if not breaks:
        yield None, Content.styled("none planned", "$text-muted")
    for rest in sorted(breaks, key=lambda rest: rest.first, reverse=True):
        yield f"r{rest.id}", _break_row(rest, today, width)
    yield title_row("Practice elsewhere", "n writes it down, enter changes it")
    if not found.practice:
        yield None, Content.styled("none in the last 60 days", "$text-muted")
    for done in found.practice:
        row = f"{break_words(done.day, done.day, today):<12}  {done.minutes:>4} min  "
        yield f"p{done.day.toordinal()}", Content.assemble(row, (padded(done.note, max(width - 26, 8)), "$text-muted"))


def _break_row(rest: Rest, today: date, width: int) -> Content:
    last = rest.last or rest.first
    days = counted((last - rest.first).days + 1, "day")
    state = "now" if rest.first <= today <= last else "past" if last < today else f"in {(rest.first - today).days} d"
    when = f"{break_words(rest.first, last, today)} · {days} · {state}"
    name = padded(rest.label or "Break", max(width - len(when) - 3, 8))
    style = "$text-muted" if last < today else ""
    return Content.assemble((name, style), "  ", (when, "$text-muted"))
