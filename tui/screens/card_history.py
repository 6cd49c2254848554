"""One card's past: its answers, and how its memory faded and grew."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from drills.config import Config
from drills.dates import short, study_day
from drills.errors import DrillsError
from drills.models import New
from drills.note import first_line
from drills.number_words import percent, time_words
from drills.views.history import History, PastReview
from tui.desk import Desk
from tui.messages import Failed
from tui.widgets.curve import Curve
from tui.widgets.key_bar import KeyBar


class CardHistoryScreen(ModalScreen[None]):
    """The history of a card, over whatever is beneath."""

    CSS_PATH = "card_history.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,i,q,enter", "dismiss", "Close", id="history.close", tooltip="Back to the card"),
        Binding("j,down", "scroll(1)", "Down", show=False, id="history.down", tooltip="A line down"),
        Binding("k,up", "scroll(-1)", "Up", show=False, id="history.up", tooltip="A line up"),
    ]

    def __init__(self, desk: Desk, now: Callable[[], datetime], config: Config, card_id: int) -> None:
        super().__init__()
        self._desk = desk
        self._now = now
        self._settings = config
        self._card_id = card_id

    def compose(self) -> ComposeResult:
        """The box stands at once; the figures come."""
        with Vertical(id="history-box") as box:
            box.border_title = "History"
            yield VerticalScroll(id="history-body")
            yield KeyBar()

    def on_mount(self) -> None:
        """Read the card's past."""
        self._load()

    @work(exclusive=True, group="history.load")
    async def _load(self) -> None:
        from drills.storage.history import card_history

        try:
            history = await self._desk.read(card_history, self._card_id, self._now(), self._settings.study)
        except DrillsError as error:
            self.post_message(Failed(error))
            self.dismiss()
        else:
            await self._show(history)

    async def _show(self, history: History) -> None:
        today = study_day(self._now(), self._settings.study.day_turns_at)
        note = history.note
        body = self.query_one("#history-body", VerticalScroll)
        days = [review.day for review in history.reviews if not review.retracted]
        parts: list[Widget] = [Static(Content.styled(first_line(note.kind, note.fields, 200), "bold"))]
        parts.append(Static(_state(history), classes="history-part"))
        if len(history.curve) > 1:
            parts.append(Static(Content.styled("Predicted recall", "$text-muted"), classes="history-part"))
            parts.append(Curve(history.curve, days, today))
        await body.mount(*parts, Static(_table(history), classes="history-part"))
        body.focus()

    def action_scroll(self, lines: int) -> None:
        """Move the text."""
        self.query_one("#history-body", VerticalScroll).scroll_relative(y=lines, animate=False)


def _state(history: History) -> Content:
    card = history.card
    if isinstance(card.schedule, New):
        return Content("New: not answered yet.")
    memory = card.schedule.memory
    parts = [
        f"recall now {percent(history.recall_now)}" if history.recall_now is not None else "",
        f"stability {memory.stability:.1f} days",
        f"difficulty {memory.difficulty:.1f} of 10",
        f"{card.reps} answers",
        {0: "never forgotten", 1: "forgotten once"}.get(card.lapses, f"forgotten {card.lapses} times"),
    ]
    return Content(" · ".join(part for part in parts if part))


def _table(history: History) -> Content:
    if not history.reviews:
        return Content.styled("No answers yet.", "$text-muted")
    head = f"{'Day':<16}{'Rating':<8}{'Time':>10}{'Predicted':>11}{'Stability':>11}{'Next':>8}\n"
    lines = [_line(review) for review in reversed(history.reviews)]
    return Content.assemble((head, "$text-muted"), *lines)


def _line(review: PastReview) -> Content | tuple[str, str]:
    recall = percent(review.recall) if review.recall is not None else "–"
    following = f"{review.interval} d" if review.interval is not None else "–"
    text = (
        f"{short(review.day, review.day):<16}{review.rating.name.title():<8}{time_words(review.seconds):>10}"
        f"{recall:>11}{f'{review.stability:.1f} d':>11}{following:>8}"
    )
    if review.retracted:
        return (f"{text}  taken back\n", "$text-muted strike")
    return Content(f"{text}\n")
