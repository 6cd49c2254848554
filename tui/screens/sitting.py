"""A session on the screen: what it shows, the trips to the desk, and the time that is counted."""

from collections.abc import Callable
from datetime import datetime
from enum import Enum, auto
from typing import Any

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from drills.config import Config
from drills.errors import DrillsError
from drills.views import Face, Summary, Waiting
from tui.desk import Desk
from tui.drilling import Shown
from tui.messages import Failed
from tui.stopwatch import Stopwatch
from tui.widgets.drill_head import DrillHead
from tui.widgets.face import FaceView, face_view
from tui.widgets.grade_bar import GradeBar
from tui.widgets.key_bar import KeyBar
from tui.widgets.pace_bar import clock


class Phase(Enum):
    """What the sitting is doing: a key rates only in REVEALED, and does nothing in BUSY."""

    BUSY = auto()
    ASKING = auto()
    REVEALED = auto()
    WAITING = auto()
    DONE = auto()


class Sitting(Screen[None]):
    """Shows one thing at a time: a card, a wait, or the end."""

    def __init__(self, desk: Desk, now: Callable[[], datetime], config: Config, seconds: Callable[[], float]) -> None:
        super().__init__()
        self.desk = desk
        self.now = now
        self.config = config
        self.stopwatch = Stopwatch(seconds)
        self.phase = Phase.BUSY
        self.shown: Shown | None = None
        self.session_id = 0
        self.paused = False

    def compose(self) -> ComposeResult:
        """Head, card, one line of words, ratings, keys: all in their places from the first frame."""
        yield DrillHead()
        yield VerticalScroll(id="drill-card")
        yield Static(Content("Paused. The card is hidden and the time stands still."), id="drill-paused")
        with Vertical(id="drill-foot"):
            yield Static(Content(""), id="drill-word")
            yield GradeBar()
        yield KeyBar()

    def on_mount(self) -> None:
        """Let the clocks run."""
        self.set_interval(0.5, self._tick)

    @property
    def face(self) -> Face | None:
        """The card in front, if there is one."""
        return self.shown if isinstance(self.shown, Face) else None

    @property
    def view(self) -> FaceView | None:
        """Its view."""
        return next(iter(self.query(FaceView)), None) if self.face else None

    def say(self, words: str) -> None:
        """One quiet line above the ratings."""
        self.query_one("#drill-word", Static).update(Content(words))

    # Trips to the desk: one at a time; what failed leaves everything as it was

    def go(self, change: Callable[..., Any], *args: object, then: Callable[[Any], Shown] | None = None) -> None:
        """Make a change, then show what comes. Keys pressed meanwhile do nothing."""
        if self.phase is Phase.BUSY and self.shown is not None:
            return
        before, self.phase = self.phase, Phase.BUSY
        self.stopwatch.pause()
        self._carry_out(before, change, args, then)

    @work(group="drill.write")
    async def _carry_out(
        self, before: Phase, change: Callable[..., Any], args: tuple[object, ...], then: Callable[[Any], Shown] | None
    ) -> None:
        try:
            result = await self.desk.write(change, *args, self.now(), self.config.study)
        except DrillsError as error:
            self.phase = before
            self.stopwatch.resume()
            self.post_message(Failed(error))
            if self.shown is None:
                self.dismiss()
            elif isinstance(self.shown, Summary):
                self.end(self.shown)
        else:
            await self._show(then(result) if then else result)

    # What comes next

    async def _show(self, shown: Shown) -> None:
        before, self.shown = self.face, shown
        self.session_id = shown.session_id
        self.query_one(DrillHead).face = self.face
        if isinstance(shown, Waiting):
            await self._show_waiting(shown)
        elif isinstance(shown, Summary):
            self.phase = Phase.DONE
            self.end(shown)
        elif before is not None and _same_try(before, shown) and self.view is not None:
            await self._show_again(before, shown, self.view)
        else:
            await self._put_up(face_view(shown))
            self.stopwatch.start(self.patience(self.view.patience if self.view else 0.0))
            self.phase = Phase.ASKING
        self.refresh_bindings()

    async def _show_again(self, before: Face, face: Face, old: FaceView) -> None:
        """The card in front was changed: its time runs on, and what was revealed or written stays."""
        view = old
        if before.note != face.note:
            view = face_view(face)
            await self._put_up(view)
            view.take_over(old)
        self.stopwatch.resume()
        self.phase = Phase.ASKING
        if old.revealed:
            self.reveal(view, face)

    async def _put_up(self, view: FaceView) -> None:
        place = self.query_one("#drill-card", VerticalScroll)
        with self.app.batch_update():
            await place.remove_children()
            await place.mount(view)
            place.scroll_home(animate=False)
            self.query_one(GradeBar).make_room(view.face.note.kind)
        if self.focused is None or view not in self.focused.ancestors_with_self:
            place.focus()

    async def _show_waiting(self, waiting: Waiting) -> None:
        place = self.query_one("#drill-card", VerticalScroll)
        await place.remove_children()
        self.query_one(DrillHead).word = "Waiting"
        self.query_one(GradeBar).remove_class("-offered")
        await place.mount(Static(Content(""), id="drill-wait"))
        self.phase = Phase.WAITING
        self._tick()

    def reveal(self, view: FaceView, face: Face) -> None:
        """Show the answer."""
        raise NotImplementedError

    def end(self, summary: Summary) -> None:
        """Show what the session came to."""
        raise NotImplementedError

    def serve_now(self) -> None:
        """Bring the card that is waited for."""
        raise NotImplementedError

    # Time

    def patience(self, answering: float) -> float:
        """The longest time without a key that counts; 0: any."""
        idle = self.config.study.idle_after
        return idle + answering if idle else 0.0

    def stirred(self) -> None:
        """A key was pressed or the mouse used: the user is here."""
        self.stopwatch.stir()

    def _tick(self) -> None:
        if isinstance(self.shown, Waiting) and self.phase is Phase.WAITING:
            left = (self.shown.until - self.now()).total_seconds()
            if left <= 0:
                self.serve_now()
            else:
                self.query_one("#drill-wait", Static).update(_waiting_words(self.shown, left))
        elif self.view is not None and not self.paused:
            self.view.tick(self.stopwatch.seconds)

    def on_screen_suspend(self) -> None:
        """Whatever lies over the card, the time stops."""
        self.stopwatch.pause()

    def on_screen_resume(self) -> None:
        """The time runs on, unless it was paused."""
        if self.phase in (Phase.ASKING, Phase.REVEALED) and not self.paused:
            self.stopwatch.resume()


def _same_try(before: Face, after: Face) -> bool:
    """Whether it is the same card, not answered since."""
    one, other = before.card, after.card
    return (one.id, one.reps, one.schedule) == (other.id, other.reps, other.schedule)


def _waiting_words(waiting: Waiting, left: float) -> Content:
    what = "One card comes" if waiting.cards == 1 else f"{waiting.cards} cards come"
    return Content.assemble(
        ("That is all for the moment.", "bold"),
        f"\n\n{what} back in ",
        (clock(left + 0.99), "bold $accent"),
        (".\n\nn brings it now, esc leaves; it will wait for you.", "$text-muted"),
    )
