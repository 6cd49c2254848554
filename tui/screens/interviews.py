"""Interviews: mock ones to hold and to compare, real ones as remembered; Enter looks back on one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from drills.composing.interview import FEWEST, MOST
from drills.errors import DrillsError, InputError
from drills.number_words import counted
from drills.storage.answer.debriefs import mocks
from drills.storage.answer.interviews import delete_interview, open_mock, plan_mock, start_mock
from drills.storage.answer.real_interviews import add_real_interview
from drills.views.interviews import Interview, MockPlan
from tui.messages import Failed, Said
from tui.screens.dialog import Choose, Prompt
from tui.screens.place import Place
from tui.widgets.bar import small_row
from tui.widgets.interview_row import interview_row, interviews_head
from tui.widgets.key_bar import KeyBar
from tui.widgets.rows import Rows

USUAL = 5  # questions of a mock


@dataclass(frozen=True, slots=True)
class Held:
    """The interviews that were held, latest first, and the mock that was left, if any."""

    mock: tuple[Interview, ...]
    real: tuple[Interview, ...]
    left: int | None


def interviews_held(c: Any) -> Held:
    """Mock and real interviews."""
    return Held(mocks(c), mocks(c, "real"), open_mock(c))


class InterviewRows(Rows):
    """The interviews."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Look back", id="interviews.open", tooltip="Answers, findings, what to practise"),
    ]


class InterviewsScreen(Place):
    """Mock interviews, then real ones."""

    PLACE: ClassVar[str] = "answers"
    CSS_PATH = "interviews.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "hold", "Mock interview", id="interviews.hold", tooltip="Hold one now, or go on with it"),
        Binding("a", "remember", "Real one", id="interviews.remember", tooltip="Write down a real one: what was asked"),
        Binding("x,delete", "delete", "Delete", show=False, id="interviews.delete", tooltip="Delete the interview"),
    ]

    @dataclass
    class Loaded(Message):
        """The interviews are read."""

        held: Held

    def body(self) -> ComposeResult:
        """The list."""
        with Vertical(id="held"):
            yield Static(id="head", markup=False)
            yield InterviewRows(widget_id="interviews")
            yield Static(id="none", markup=False)

    def on_mount(self) -> None:
        """Start in the list."""
        self._held = Held((), (), None)
        self.query_one(InterviewRows).focus()

    @work(exclusive=True, group="interviews.load")
    async def load(self) -> None:
        """Read them."""
        await self.fetch(self.Loaded, interviews_held)

    @on(Rows.Widened)
    def follow(self) -> None:
        """Rows follow the width."""
        if self._held.mock or self._held.real:
            self.show(self.Loaded(self._held))

    @on(Loaded)
    def show(self, message: Loaded) -> None:
        """Show them, each beside the figures to compare."""
        self._held = held = message.held
        rows: list[tuple[str | None, Content]] = []
        if held.left is not None:
            rows.append(
                ("left", Content.assemble(("▸ ", "bold $accent"), ("A mock interview was left: enter goes on", "")))
            )
        listed = self.query_one(InterviewRows)
        width = max(self.query_one("#held").content_size.width - 3, 40)
        for title, group in (("Mock interviews", held.mock), ("Real interviews", held.real)):
            if group:
                if rows:
                    rows.append((None, Content("")))
                rows.append((None, interviews_head(title, width)))
                rows += [(str(each.id), interview_row(each, self.today, width)) for each in group]
        listed.fill(rows, listed.chosen)
        listed.display = bool(rows)
        self.query_one("#head", Static).update(Content(_summary(held) if rows else ""))
        self.query_one("#none", Static).update(Content("") if rows else _emptiness())
        if rows and self.focused is None:
            listed.focus()

    @property
    def key_words(self) -> dict[str, str]:
        """A mock that was left is gone on with, not looked back on."""
        return {"select": "Go on"} if self._held.left is not None and self._chosen == "left" else {}

    @property
    def _chosen(self) -> str | None:
        return self.query_one(InterviewRows).chosen

    @on(OptionList.OptionHighlighted)
    def _tell_keys(self) -> None:
        self.query_one(KeyBar).refresh()

    # Doing

    @on(OptionList.OptionSelected)
    def _open(self) -> None:
        chosen = self._chosen
        if chosen == "left":
            self.action_hold()
        elif chosen:
            self._look_back(int(chosen))

    def _look_back(self, interview_id: int) -> None:
        from tui.screens.debrief import DebriefScreen

        self.app.push_screen(DebriefScreen(self.desk, self.now, self.config, interview_id))

    @work(group="interviews.hold")
    async def action_hold(self) -> None:
        """Hold a mock interview: 3 to 8 questions, chained, nothing said in between."""
        from tui.screens.mock import MockScreen

        try:
            interview_id = self._held.left
            if interview_id is None:
                label = f"How many questions? {FEWEST} to {MOST}"
                asked = Prompt("A mock interview", label, str(USUAL), check=_number, button="Start")
                count = await self.app.push_screen_wait(asked)
                if not count:
                    return
                plan: MockPlan = await self.desk.read(plan_mock, int(count), self.now(), self.config.study)
                interview_id = await self.desk.write(start_mock, plan, self.now(), self.config.study)
        except DrillsError as error:
            self.post_message(Failed(error))
            return
        finished = await self.app.push_screen_wait(MockScreen(self.desk, self.now, self.config, interview_id))
        if finished:
            self._look_back(interview_id)
        else:
            self.load()

    @work(group="interviews.remember")
    async def action_remember(self) -> None:
        """Write down a real interview."""
        from drills.storage.answer.roles import role_name, roles_view
        from tui.screens.real_interview import RealInterviewForm

        view = await self.desk.read(roles_view)
        role_id = None
        if view.roles:
            options = [(str(role.id), role_name(role.draft, 80)) for role in view.roles] + [("0", "for none of these")]
            chosen = await self.app.push_screen_wait(Choose("For which role was it?", options))
            if chosen is None:
                return
            role_id = int(chosen) or None
        draft = await self.app.push_screen_wait(RealInterviewForm(self.today))
        if draft:
            words = f"Kept with {counted(len(draft.questions), 'question')} · u takes it back"
            self._change(words, add_real_interview, draft.day, role_id, draft.went, draft.questions, self.now())

    def action_delete(self) -> None:
        """Delete the interview under the cursor."""
        chosen = self._chosen
        if chosen == "left" and self._held.left is not None:
            self._change("Deleted · u brings it back", delete_interview, self._held.left, self.now())
        elif chosen:
            self._change("Deleted · u brings it back", delete_interview, int(chosen), self.now())

    @work(group="interviews.change")
    async def _change(self, words: str, change: Callable[..., Any], *args: Any) -> None:
        try:
            await self.desk.write(change, *args)
        except DrillsError as error:
            self.post_message(Failed(error))
            return
        self.post_message(Said(words))
        self.load()


def _number(text: str) -> None:
    if not (text.isascii() and text.isdigit() and FEWEST <= int(text) <= MOST):
        raise InputError(f"A mock interview has {FEWEST} to {MOST} questions.")


def _summary(held: Held) -> str:
    parts: Sequence[str] = [
        counted(len(held.mock), "mock interview") if held.mock else "",
        counted(len(held.real), "real interview") if held.real else "",
        _change(held.mock),
    ]
    return " · ".join(part for part in parts if part)


def _change(held: Sequence[Interview]) -> str:
    """How the evidence changed from the first mock to the last, where there are two."""
    found = [each.found for each in reversed(held) if each.found is not None]
    if len(found) < 2:
        return ""
    row = small_row([each / 5 for each in found[-12:]])
    return f"evidence over time {row}  {found[0]:.1f} → {found[-1]:.1f} of 5"


def _emptiness() -> Content:
    return Content.assemble(
        ("Interviews stand here: mock ones, timed and without a word in between, and real ones.", "bold"),
        "\n\nA mock takes the questions that need it most, with their follow-ups, and looks back at the end.\n\n",
        ("n", "bold $accent"),
        "  holds one now\n",
        ("a", "bold $accent"),
        "  writes down a real one: what was asked, how it went, what was missing",
    )
