"""A mock interview: one question after the other, timed, with nothing said in between. Every answer is kept at once."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static, TextArea

from drills.config import Config
from drills.errors import DrillsError
from drills.storage.answer.debriefs import end_mock
from drills.storage.answer.interviews import (
    answer_mock,
    answered_questions,
    keep_mock_text,
    mock_step,
    mock_text,
    rate_mock,
)
from drills.storage.answer.judging import scales_of
from drills.text import visible
from drills.views.interviews import MockStep
from tui.desk import Desk
from tui.messages import Failed, Said
from tui.screens.scales import ScalesScreen
from tui.stopwatch import Stopwatch
from tui.widgets.key_bar import KeyBar
from tui.widgets.pace_bar import PaceBar

PAUSE = 0.8  # seconds without a key after which what is written is saved
LONGEST_SILENCE = 0.0  # one may think as long as one likes


class MockScreen(Screen[bool]):
    """Asks; gives whether the interview came to its end."""

    CSS_PATH = "mock.tcss"
    KEEPS_NUMBERS = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "answered", "Answered", id="mock.answered", tooltip="That was the answer: the next one"),
        Binding("t", "write", "Type it", id="mock.write", tooltip="Write the answer, or what you said"),
        Binding("f2", "answered", "Answered", show=False, id="mock.written", tooltip="The written answer is done"),
        Binding("p", "pause", "Pause", id="mock.pause", tooltip="The time stops and the question hides; again goes on"),
        Binding("n", "pass_over", "Pass", id="mock.pass", tooltip="Go on without an answer"),
        Binding("escape", "leave_mock", "Leave", id="mock.leave", tooltip="Leave; it can be taken up again"),
    ]

    @dataclass
    class Stepped(Message):
        """The next question is there, with what was written so far; None: that was the last one."""

        step: MockStep | None
        text: str = ""

    def __init__(
        self,
        desk: Desk,
        now: Callable[[], datetime],
        config: Config,
        interview_id: int,
        *,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.desk = desk
        self.now = now
        self.config = config
        self._interview = interview_id
        self._stopwatch = Stopwatch(seconds)
        self._step: MockStep | None = None
        self._busy = True
        self._pause: Timer | None = None
        self.paused = False

    def compose(self) -> ComposeResult:
        """The question alone, the time, a place to write."""
        yield Static(id="mock-head", markup=False)
        with Vertical(id="mock-card"):
            yield Static(id="mock-follows", markup=False)
            yield Static(id="mock-question", markup=False)
            yield PaceBar()
            yield TextArea(id="mock-text", soft_wrap=True, tab_behavior="focus")
        yield Static("Paused. The question waits, and the time with it.\n\np goes on", id="mock-paused", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Ask the first, or the one that it was left at."""
        self.query_one(TextArea).display = False
        self.query_one("#mock-paused").display = False
        self.set_interval(0.5, self._tick)
        self._ask()

    @work(exclusive=True, group="mock.step")
    async def _ask(self) -> None:
        try:
            step = await self.desk.read(mock_step, self._interview)
            text = await self.desk.read(mock_text, self._interview, step.position) if step else ""
        except DrillsError as error:
            self.post_message(Failed(error))
            self.dismiss(False)
        else:
            self.post_message(self.Stepped(step, text))

    @on(Stepped)
    def show(self, message: Stepped) -> None:
        """Show the question, and let the time run; after the last one, rate."""
        before, self._step = self._step, message.step
        if message.step is None:
            self._show_the_end("That was the last question. Now you first: how was each answer?")
            self._finish()
            return
        step = message.step
        self._busy = False
        question = step.question
        self.query_one("#mock-head", Static).update(
            Content.assemble(
                ("Mock interview", "bold"),
                (f"   {step.position} of {step.total} · nothing is said in between", "$text-muted"),
            )
        )
        follows = "And then:" if question.follows is not None and before is not None else ""
        self.query_one("#mock-follows", Static).update(Content(follows))
        self.query_one("#mock-question", Static).update(Content.assemble((visible(question.asked), "bold")))
        bar = self.query_one(PaceBar)
        bar.band, bar.seconds, bar.word = question.seconds, 0, "speaking"
        area = self.query_one(TextArea)
        area.load_text(message.text)
        area.display = bool(message.text)
        self.set_focus(None)
        self._stopwatch.start(LONGEST_SILENCE)

    def _tick(self) -> None:
        if self._step is not None and not self._busy:
            self.query_one(PaceBar).seconds = int(self._stopwatch.seconds)

    def _show_the_end(self, words: str) -> None:
        """Instead of a question, what is going on."""
        self.query_one("#mock-head", Static).update(Content.assemble(("Mock interview", "bold")))
        self.query_one("#mock-follows", Static).update("")
        self.query_one("#mock-question", Static).update(words)
        self.query_one(PaceBar).display = self.query_one(TextArea).display = False
        self.set_focus(None)

    # Answering

    def action_pause(self) -> None:
        """Stop the time, with the question out of sight; go on with the same key."""
        if self._step is None or self._busy:
            return
        self.paused = not self.paused
        self.query_one("#mock-card").display = not self.paused
        self.query_one("#mock-paused").display = self.paused
        if self.paused:
            self._stopwatch.pause()
        else:
            self._stopwatch.resume()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In a pause only going on and leaving make sense; at the end, nothing does."""
        if self._step is None and action in ("answered", "write", "pass_over", "pause"):
            return False
        return not self.paused or action in ("pause", "leave_mock", "help")

    def action_write(self) -> None:
        """Write the answer, or what was said."""
        area = self.query_one(TextArea)
        area.display = True
        area.focus()
        self.query_one(PaceBar).word = "writing"

    @on(TextArea.Changed)
    def _keep_soon(self) -> None:
        if self._pause:
            self._pause.stop()
        if self._step is not None and not self._busy:
            self._pause = self.set_timer(PAUSE, self._keep)

    @work(exclusive=True, group="mock.keep")
    async def _keep(self) -> None:
        if self._step is None or self._busy:
            return
        try:
            await self.desk.write(keep_mock_text, self._interview, self._step.position, self.query_one(TextArea).text)
        except DrillsError as error:
            self.post_message(Failed(error))

    def action_answered(self) -> None:
        """That was the answer."""
        self._answer(self.query_one(TextArea).text, self._stopwatch.seconds)

    def action_pass_over(self) -> None:
        """Go on without an answer; what was written counts as one."""
        written = self.query_one(TextArea).text
        self._answer(written, self._stopwatch.seconds if written.strip() else 0.0)

    @work(group="mock.answer")
    async def _answer(self, text: str, seconds: float) -> None:
        if self._step is None or self._busy:
            return
        self._busy = True
        spoken = self.query_one(PaceBar).word == "speaking"
        try:
            step = await self.desk.write(
                lambda c, place: answer_mock(c, self._interview, place, text, seconds, spoken=spoken),
                self._step.position,
            )
        except DrillsError as error:
            self._busy = False
            self.post_message(Failed(error))
        else:
            self.post_message(self.Stepped(step))

    # The end

    @work(group="mock.finish")
    async def _finish(self) -> None:
        """One's own ratings first, question by question; then the evidence, elsewhere."""
        try:
            for position, note_id, asked in await self.desk.read(answered_questions, self._interview):
                scales = await self.desk.read(scales_of, note_id)
                title = "How was it? You first, then the evidence"
                own: Mapping[str, int] | None = await self.app.push_screen_wait(
                    ScalesScreen(scales, title=title, about=asked)
                )
                if own:
                    await self.desk.write(rate_mock, self._interview, position, own, self.now())
            self._show_the_end("Looking back …")
            await self.desk.write(end_mock, self._interview, self.now(), self.config.study)
        except DrillsError as error:
            self.post_message(Failed(error))
            self.dismiss(False)
            return
        self.dismiss(True)

    async def action_leave_mock(self) -> None:
        """Leave the writing first, then the interview; it waits to be taken up again."""
        area = self.query_one(TextArea)
        if area.has_focus:
            self.set_focus(None)
            return
        if self._step is not None and area.text:
            try:
                await self.desk.write(keep_mock_text, self._interview, self._step.position, area.text)
            except DrillsError as error:  # what is written stays on the screen
                self.post_message(Failed(error))
                return
        self.app.post_message(Said("The mock interview waits; what was answered is kept."))
        self.dismiss(False)

    def on_screen_suspend(self) -> None:
        """Whatever lies over it, the time stops."""
        self._stopwatch.pause()

    def on_screen_resume(self) -> None:
        """The time runs on."""
        if self._step is not None and not self.paused:
            self._stopwatch.resume()
