"""The drill: one card at a time, nothing else moving; every rating is on disk before the next card shows."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static, TextArea

from drills.config import Config
from drills.errors import DrillsError, InputError
from drills.models import NoteDraft, Rating, TryDraft
from drills.storage.undo import Undone
from drills.views.drill import Face, Graded, Summary, Waiting
from tui import drilling
from tui.desk import Desk
from tui.drilling import Shown
from tui.messages import ConfigChanged, DrillRequested, Failed, Said
from tui.screens.judging import Judging
from tui.screens.sitting import Phase
from tui.screens.summary import Next, SummaryScreen
from tui.widgets.face_view import RevealRequested
from tui.widgets.grade_bar import GradeBar, Offer, Rated

RATINGS = {"again": Rating.AGAIN, "hard": Rating.HARD, "good": Rating.GOOD, "easy": Rating.EASY}
SET_ASIDE = {"bury": "Buried until tomorrow", "suspend": "Suspended"}
JUDGING = {"why", "judge", "mark", "compose_answer"}
ON_A_CARD = {"edit", "editor", "set_aside", "flag", "pause", "history"}


class DrillScreen(Judging):
    """A sitting, from the first card to the summary; leave it at any moment and go on later."""

    CSS_PATH = "drill.tcss"
    KEEPS_NUMBERS = True  # 1–4 rate; from here, no number leads to another place
    KEYS_LATER = ("Once the answer shows", "rate")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "reveal", "Reveal", id="drill.reveal", tooltip="Show the answer"),
        Binding("n", "now", "Take it now", id="drill.now", tooltip="Don't wait for the card to come back"),
        Binding("1", "rate('again')", "Again", show=False, id="drill.again", tooltip="Not recalled"),
        Binding("2", "rate('hard')", "Hard", show=False, id="drill.hard", tooltip="Recalled with effort"),
        Binding("3", "rate('good')", "Good", show=False, id="drill.good", tooltip="Recalled"),
        Binding("4", "rate('easy')", "Easy", show=False, id="drill.easy", tooltip="Recalled at once"),
        Binding("t", "write", "Type it", id="drill.write", tooltip="Write the answer instead of speaking"),
        Binding("u", "undo", "Undo", id="drill.undo", tooltip="Take the last answer or change back"),
        Binding("escape", "leave_drill", "Leave", id="drill.leave", tooltip="Leave; the session waits for you"),
        Binding("e", "edit", "Edit", id="drill.edit", tooltip="Change this card here; its history stays"),
        Binding("p", "pause", "Pause", id="drill.pause", tooltip="Hide the card and stop the time; again to go on"),
        Binding("i", "history", "History", id="drill.history", tooltip="Past answers and the forgetting curve"),
        Binding("E", "editor", "Editor", id="drill.editor", tooltip="Change this card in your own editor"),
        Binding("b", "set_aside('bury')", "Bury", id="drill.bury", tooltip="Put it off until tomorrow"),
        Binding("s", "set_aside('suspend')", "Suspend", id="drill.suspend", tooltip="Out, until you bring it back"),
        Binding("f", "flag", "Flag", id="drill.flag", tooltip="Put the next flag on it: 1, 2, 3, 4, none"),
        Binding("j,down", "scroll(1)", "Scroll down", show=False, id="drill.down", tooltip="A line down"),
        Binding("k,up", "scroll(-1)", "Scroll up", show=False, id="drill.up", tooltip="A line up"),
    ]

    def __init__(
        self,
        desk: Desk,
        now: Callable[[], datetime],
        config: Config,
        wish: DrillRequested | None = None,
        *,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(desk, now, config, seconds)
        self._wish = wish or DrillRequested()
        self._left: Widget | None = None  # what had the focus before the pause

    def on_mount(self) -> None:
        """Bring the first card."""
        self.go(drilling.begin, self._wish)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done now; while it is paused, only to go on or to leave."""
        if self.paused:
            return action in ("pause", "leave_drill")
        asking = self.phase is Phase.ASKING
        if action == "reveal":
            return asking and not isinstance(self.focused, TextArea)
        if action == "write":
            return self.phase in (Phase.ASKING, Phase.REVEALED) and self.view.can_write
        if action in JUDGING:
            return self.can_judge(action)
        if action == "now":
            return self.phase is Phase.WAITING
        if action == "rate":
            return self.phase in (Phase.REVEALED, Phase.BUSY)
        return self.face is not None if action in ON_A_CARD else True

    @on(ConfigChanged)
    def _use_config(self, message: ConfigChanged) -> None:
        self.config = message.config

    # Answering

    @on(RevealRequested)
    def action_reveal(self) -> None:
        """Show the answer, and offer the ratings."""
        if self.phase is Phase.ASKING and not self.paused and self.face:
            self.say("")
            with self.app.batch_update():
                self.reveal(self.face)
            self.refresh_bindings()

    def reveal(self, face: Face) -> None:
        """Show the answer, and the ratings with their waits."""
        self.stopwatch.be_patient(self.patience(0))
        if not self.view.revealed:
            self.view.reveal(self.stopwatch.seconds)
        self.phase = Phase.REVEALED
        self.query_one("#drill-card").focus()
        self.offer_ratings(face)

    def offer_ratings(self, face: Face) -> None:
        """Show the ratings with their waits, and the one that is suggested."""
        suggested = self.suggestion or self.view.suggested
        self.query_one(GradeBar).offer(Offer(face.note.kind, face.waits, self._rating_keys(), suggested))

    @property
    def attempt(self) -> TryDraft | None:
        """What was said or written, with the words that were marked."""
        made = self.view.attempt
        if made is None and self.verdict is not None:
            made = TryDraft(spoken=False, text=self.view.written, seconds=round(self.stopwatch.seconds, 1))
        return replace(made, marks=self.marks) if made else None

    def _rating_keys(self) -> dict[Rating, str]:
        """The keys that rate."""
        return {rating: self._key(f"drill.{name}") for name, rating in RATINGS.items()}

    def _key(self, command: str) -> str:
        """The first key of a command that can be run now, as the user has set it."""
        shown = (active.binding for active in self.active_bindings.values() if active.binding.id == command)
        return next(map(self.app.get_key_display, shown), "")

    @on(Rated)
    def _clicked(self, message: Rated) -> None:
        self._rate(message.rating)

    def action_rate(self, name: str) -> None:
        """Rate the card."""
        self._rate(RATINGS[name])

    def _rate(self, rating: Rating) -> None:
        if self.phase is not Phase.REVEALED or self.paused or not self.face:
            return

        def rated(result: tuple[Graded | InputError, Shown]) -> Shown:
            graded, shown = result
            if isinstance(graded, InputError):
                self.say("")
                self.post_message(Failed(graded))
                return shown
            self.forget_judging()
            self.say(f"{rating.name.title()}: back in {graded.wait}" if graded.wait else rating.name.title())
            if graded.leech:
                self.post_message(Said(_leech_words(graded), "This one keeps slipping"))
            return shown

        seconds = self.stopwatch.seconds
        self.go(drilling.rate, self.face, rating, seconds, self.attempt, self.judged, then=rated)

    def action_write(self) -> None:
        """Write the answer."""
        if self.view.can_write:
            self.view.write()

    # Changing the card in front

    def action_undo(self) -> None:
        """Take back the last step, and show its card again."""

        def taken_back(result: tuple[Undone | None, Shown]) -> Shown:
            undone, shown = result
            self.say(f"Taken back: {undone}" if undone else "Nothing to take back.")
            return shown

        if self.session_id:
            self.go(drilling.take_back, self.session_id, then=taken_back)

    def action_set_aside(self, how: str) -> None:
        """Put the card off, or out."""
        if self.face:
            self.go(drilling.set_aside, self.face, how, then=self._saying(SET_ASIDE[how]))

    def action_flag(self) -> None:
        """Put the next flag on the card."""
        if self.face:
            self.go(drilling.flag, self.face)

    def _saying(self, words: str, undo: str = "brings it back") -> Callable[[Shown], Shown]:
        key = self._key("drill.undo")

        def said(shown: Shown) -> Shown:
            self.say(f"{words}; {key} {undo}.")
            return shown

        return said

    @work(group="drill.edit")
    async def action_edit(self) -> None:
        """Change the card's note in a form."""
        from drills.storage.decks import deck_names
        from tui.screens.note_edit import NoteEditScreen, draft_of

        if self.face is None or self.phase is Phase.BUSY:
            return
        try:
            decks = await self.desk.read(deck_names)
        except DrillsError as error:
            self.post_message(Failed(error))
            return
        self._keep_edit(await self.app.push_screen_wait(NoteEditScreen(draft_of(self.face.note), decks)))

    def action_editor(self) -> None:
        """Change the card's note in the user's own editor."""
        from tui.editor import edited

        if self.face is None or self.phase is Phase.BUSY:
            return
        try:
            self._keep_edit(edited(self.app, self.face.note))
        except DrillsError as error:
            self.post_message(Failed(error))

    def _keep_edit(self, draft: NoteDraft | None) -> None:
        if draft and self.face:
            self.go(drilling.edit, self.face, draft, then=self._saying("Changed", "takes it back"))

    def action_history(self) -> None:
        """Show the card's past answers."""
        from tui.screens.card_history import CardHistoryScreen

        if self.face:
            self.app.push_screen(CardHistoryScreen(self.desk, self.now, self.config, self.face.card.id))

    # Pausing, waiting, leaving

    def action_pause(self) -> None:
        """Hide the card and stop the time, or go on."""
        self.paused = not self.paused
        self.set_class(self.paused, "-paused")
        if self.paused:
            self.stopwatch.pause()
            self._left, words = self.focused, "Paused. The card is hidden and the time stands still.\n"
            self.set_focus(None)
            self.query_one("#drill-paused", Static).update(Content(f"{words}{self._key('drill.pause')} goes on."))
        else:
            self.stopwatch.resume()
            self.set_focus(self._left)
        self.refresh_bindings()

    @property
    def key_words(self) -> dict[str, str]:
        """What a key does now, where that changes."""
        if self.paused:
            return {"pause": "Resume"}
        words = {"write": "Note it"} if self.phase is Phase.REVEALED else {}
        return words | ({"leave_drill": "Done"} if isinstance(self.focused, TextArea) else {})

    def action_scroll(self, lines: int) -> None:
        """Move the card's text."""
        self.query_one("#drill-card", VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_now(self) -> None:
        """Take the card that is waited for at once."""
        self.serve_now()

    def serve_now(self) -> None:
        """Bring the card that is waited for."""
        if isinstance(self.shown, Waiting):
            self.go(drilling.after_waiting, self.shown)

    def action_leave_drill(self) -> None:
        """Leave the place to write, or the drill; the session waits."""
        if isinstance(self.focused, TextArea):
            self.query_one("#drill-card").focus()
        elif loss := self.unsaved():
            from tui.screens.confirm import ConfirmScreen

            question = ConfirmScreen("Leave the drill?", f"This would be lost: {loss}.", "Leave", "Stay")
            self.app.push_screen(question, self._leave_if)
        else:
            self.dismiss()

    def _leave_if(self, sure: bool | None) -> None:
        if sure:
            self.dismiss()

    def unsaved(self) -> str:
        """What leaving now would lose."""
        return self.view.unsaved if self.face else ""

    # The end

    def end(self, summary: Summary) -> None:
        """Show what the session came to."""
        self.app.push_screen(SummaryScreen(summary, self.config.study.minutes_per_day), self._after_summary)

    def _after_summary(self, wish: Next | None) -> None:
        if wish is Next.MORE:
            self.go(drilling.more, self.session_id)
        elif wish is Next.UNDO:
            self.action_undo()
        else:
            self._close_session()

    @work(group="drill.write")
    async def _close_session(self) -> None:
        from drills.session import end

        try:
            await self.desk.write(end, self.session_id, self.now())
        except DrillsError as error:
            self.post_message(Failed(error))
        self.dismiss()


def _leech_words(graded: Graded) -> str:
    if graded.suspended:
        return "It is put aside until you bring it back in the Library."
    return "It was forgotten again and again. Rewording it, or splitting it in two, often helps: e changes it."
