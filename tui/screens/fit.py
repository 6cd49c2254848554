"""Fitting the memory model to one's own answers: how far it is, what came out, and whether to use it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath
from threading import Event
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Static

from drills.errors import DrillsError
from drills.fit import HOW_TO_GET_IT, fit, trainer_installed
from drills.fit_words import compared, learnt_first, verdict
from drills.scheduling.fitting import Fitted, Histories
from drills.storage.planning.weights import adopt, answers_to_fit, fit_offer, weights_in_use
from drills.views.fit import FitOffer
from tui.desk import Desk
from tui.screens.dialog import LOOKS, Dialog, box, buttons

FIT, FIT_WORDS = "fit", "Fit the memory model to your answers"
FIT_MEANING = """\
How fast you forget is learned from your own answers, once there are 400. The result is tried on answers it has not \
seen, and used only if it foretells them better and you say so; undo takes it back.

On the command line: readyby fit. It also brings former ones back."""

WIDTH = 40  # cells of the bar

Fit = Callable[..., Fitted | None]


class FitScreen(Dialog[bool]):
    """Says whether fitting makes sense, does it in a process of its own, and gives True when new weights are in use.

    Esc ends a fit that is under way, and changes nothing.
    """

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = [LOOKS, Path(__file__).with_name("fit.tcss")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Go on", show=False, id="fit.go", tooltip="Begin to fit, or use what came out"),
    ]

    @dataclass
    class Loaded(Message):
        """Whether fitting makes sense was read."""

        offer: FitOffer

    @dataclass
    class Advanced(Message):
        """The fit has come so far: a share in [0, 1]."""

        share: float

    @dataclass
    class Finished(Message):
        """The fit came to an end: with weights, first fitted to so many answers, or what went wrong."""

        fitted: Fitted | None
        error: DrillsError | None = None
        first: int = 0

    def __init__(self, desk: Desk, now: Callable[[], datetime], *, fit: Fit = fit) -> None:
        super().__init__()
        self._desk = desk
        self._now = now
        self._fit = fit
        self._ended = Event()
        self._fitted: Fitted | None = None

    def compose(self) -> ComposeResult:
        """What it is about, how far it is, and the two ways on."""
        with box(title="Fit the memory model", hint="esc leaves everything as it is"):
            yield Static(Content("Looking at your answers …"), id="fit-words")
            yield Static(id="fit-share", classes="-hidden", markup=False)
            yield buttons(("begin", "Fit"), ("use", "Use it"), ("cancel", "Leave it"))

    def on_mount(self) -> None:
        """Look whether there are answers enough."""
        self._offer("")
        self.load()

    @work(exclusive=True, group="fit.load")
    async def load(self) -> None:
        """Read what there is to fit to."""
        try:
            offer = await self._desk.read(fit_offer, extra_installed=trainer_installed())
        except DrillsError as error:
            self.post_message(self.Finished(None, error))
        else:
            self.post_message(self.Loaded(offer))

    @on(Loaded)
    def show(self, message: Loaded) -> None:
        """Say whether it makes sense, and offer it."""
        offer = message.offer
        if not offer.extra_installed:
            self._say(f"What fits the memory model is not installed.\n{HOW_TO_GET_IT}")
        elif not offer.enough:
            self._say(f"You have given {offer.reviews:,} answers; from {offer.needed} on it makes sense.")
        else:
            self._say(_offered(offer))
            self._offer("begin")

    @on(Button.Pressed, "#begin")
    def begin(self) -> None:
        """Fit, away from this thread."""
        self._offer("")
        self._say("Fitting, and trying it on answers it has not seen.")
        self.advance(self.Advanced(0.0))
        self.run()

    @work(exclusive=True, group="fit.run")
    async def run(self) -> None:
        """Read the answers, fit, and tell."""
        try:
            weights = await self._desk.read(weights_in_use)
            answers = await self._desk.read(answers_to_fit)
            fitted = await asyncio.to_thread(self._fitting, answers, weights)
        except DrillsError as error:
            self.post_message(self.Finished(None, error))
        else:
            self.post_message(self.Finished(fitted, first=learnt_first(answers)))

    def _fitting(self, answers: Histories, weights: tuple[float, ...]) -> Fitted | None:
        return self._fit(
            answers,
            weights,
            progress=lambda share: self.post_message(self.Advanced(share)),
            cancelled=self._ended.is_set,
        )

    @on(Advanced)
    def advance(self, message: Advanced) -> None:
        """Draw the bar."""
        done = round(WIDTH * message.share)
        bar = self.query_one("#fit-share", Static)
        bar.update(Content("━" * done + "╌" * (WIDTH - done) + f"  {message.share:.0%}"))
        bar.remove_class("-hidden")

    @on(Finished)
    def tell(self, message: Finished) -> None:
        """Say what came out; offer to use it if it is better."""
        self.query_one("#fit-share").add_class("-hidden")
        if message.error:
            self._say(str(message.error))
        elif message.fitted:
            self._fitted = message.fitted
            self._say(f"{compared(message.fitted, message.first)}\n\n{verdict(message.fitted)}")
            if message.fitted.better:
                self._offer("use")

    @on(Button.Pressed, "#use")
    async def use(self) -> None:
        """Take it into use."""
        if self._fitted is None:
            return
        self._offer("")
        try:
            await self._desk.write(adopt, self._fitted, self._now())
        except DrillsError as error:
            self._say(str(error))
        else:
            self.dismiss(True)

    @on(Button.Pressed, "#cancel")
    def leave(self) -> None:
        """Leave by the button."""
        self.action_cancel()

    def action_go_on(self) -> None:
        """What the first button that shows would do."""
        for button in self.query(Button):
            if button.id != "cancel" and not button.has_class("-hidden"):
                button.press()
                return

    def action_cancel(self) -> None:
        """End a fit that is under way, and leave."""
        self._ended.set()
        super().action_cancel()

    def on_unmount(self) -> None:
        """Whichever way the screen goes, the fit ends."""
        self._ended.set()

    def _say(self, words: str) -> None:
        self.query_one("#fit-words", Static).update(Content(words))

    def _offer(self, shown: str) -> None:
        """Show one of the two buttons, or neither."""
        for id_ in ("begin", "use"):
            button = self.query_one(f"#{id_}", Button)
            button.set_class(id_ != shown, "-hidden")
            if id_ == shown:
                button.focus()


def _offered(offer: FitOffer) -> str:
    """What is about to be done, and when it was done last."""
    words = (
        f"How fast you forget, learned from your {offer.reviews:,} answers. It is compared with the model in use "
        "before anything changes; it takes some seconds."
    )
    if offer.last_fit is None or offer.last_fit.made_at is None:
        return words
    return f"{words}\nThe one in use was fitted to {offer.last_fit.reviews:,} answers."
