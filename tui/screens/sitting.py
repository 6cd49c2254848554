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
from drills.models import Kind, Learning
from drills.storage.sessions import WARM_UP
from drills.views.drill import Face, Summary, Waiting
from tui.desk import Desk
from tui.drilling import Shown
from tui.messages import Failed
from tui.pace import clock
from tui.stopwatch import Stopwatch
from tui.widgets.drill_head import DrillHead
from tui.widgets.face_view import FaceView
from tui.widgets.grade_bar import GradeBar
from tui.widgets.key_bar import KeyBar

EARLY = "early: nothing else is left"


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
        self._said = ""

    def compose(self) -> ComposeResult:
        """Head, card, one line of words, ratings, keys: all in their places from the first frame."""
        yield DrillHead()
        with VerticalScroll(id="drill-card"):
            yield FaceView()
            yield Static(id="drill-wait")
        yield Static(id="drill-paused")
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
    def view(self) -> FaceView:
        """Where it is shown."""
        return self.query_one(FaceView)

    def say(self, words: str) -> None:
        """One quiet line above the ratings."""
        self._said = words
        self.query_one("#drill-word", Static).update(Content(words), layout=False)

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
            self._back_to(before)
            self.post_message(Failed(error))
        else:
            self._show(then(result) if then else result)

    def _back_to(self, before: Phase) -> None:
        """Nothing was changed: show what was shown."""
        self.phase = before
        self.stopwatch.resume()
        if self.shown is None:
            self.dismiss()
        elif isinstance(self.shown, Summary):
            self.end(self.shown)

    # What comes next

    def _show(self, shown: Shown) -> None:
        before, self.shown = self.face, shown
        self.session_id = shown.session_id
        self.query_one(DrillHead).face = self.face
        self.set_class(isinstance(shown, Waiting), "-waiting")
        if isinstance(shown, Face):
            self._show_face(shown, again=before is not None and _same_try(before, shown))
        else:
            self.query_one(GradeBar).clear()
            if isinstance(shown, Waiting):
                self.query_one(DrillHead).word = "Waiting"
                self.phase = Phase.WAITING
                self._tick()
            else:
                self.phase = Phase.DONE
                self.end(shown)
        self.refresh_bindings()

    def forget_judging(self) -> None:
        """Another card is in front: what was judged of the one before it is done with."""

    def _show_face(self, face: Face, *, again: bool) -> None:
        """A new card; or `again` the one in front, changed: its time runs on, what was revealed or written stays."""
        if not again:
            self.forget_judging()
        place = self.query_one("#drill-card", VerticalScroll)
        with self.app.batch_update():
            self.view.show(face, again=again)
            if again:
                self.stopwatch.resume()
            else:
                place.scroll_home(animate=False)
                self.query_one(GradeBar).make_room(face.note.kind)
                self.stopwatch.start(self.patience(self.view.patience))
                if face.note.kind is not Kind.TYPED:
                    place.focus()
            self.phase = Phase.ASKING
            if self.view.revealed:
                self.reveal(face)
            elif _is_early(face, self.now()):
                self.say(f"{self._said} · {EARLY}" if self._said else EARLY.capitalize())

    def reveal(self, face: Face) -> None:
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
        elif self.phase is Phase.ASKING and not self.paused:
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


def _is_early(face: Face, now: datetime) -> bool:
    """Whether a card comes before the time that was said, because nothing else is left; not so in a warm-up."""
    schedule = face.card.schedule
    return isinstance(schedule, Learning) and schedule.due_at > now and face.sort != WARM_UP


def _waiting_words(waiting: Waiting, left: float) -> Content:
    what = "One card comes" if waiting.cards == 1 else f"{waiting.cards} cards come"
    return Content.assemble(
        ("That is all for the moment.", "bold"),
        f"\n\n{what} back in ",
        (clock(left + 0.99), "bold $accent"),
        (".\n\nn brings it now, esc leaves; it will wait for you.", "$text-muted"),
    )
