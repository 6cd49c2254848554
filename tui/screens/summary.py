"""The end of a session: what was done, how much of it was recalled, and what comes tomorrow."""

from enum import Enum, auto
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from drills.models import Kind, Rating
from drills.number_words import counted, percent, time_words
from drills.text import one_line
from drills.views.drill import KindDone, Summary
from drills.views.plan import MockResult
from tui.widgets.key_bar import KeyBar

KIND_WORDS = {
    Kind.BASIC: "Cards",
    Kind.TYPED: "Typed answers",
    Kind.CLOZE: "Gaps",
    Kind.QUESTION: "Open questions",
    Kind.CRITIQUE: "Critiques",
}


class Next(Enum):
    """How to go on from the summary."""

    BACK = auto()
    MORE = auto()
    UNDO = auto()


class SummaryScreen(Screen[Next]):
    """What a session came to."""

    CSS_PATH = "summary.tcss"
    KEEPS_NUMBERS = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,space", "go('BACK')", "Done", id="summary.back", tooltip="Back to where you came from"),
        Binding("m", "go('MORE')", "A few more", id="summary.more", tooltip="About five minutes' more cards"),
        Binding("u", "go('UNDO')", "Undo", id="summary.undo", tooltip="Take the last answer back"),
    ]

    def __init__(self, summary: Summary, minutes_per_day: int) -> None:
        super().__init__()
        self._summary = summary
        self._minutes = minutes_per_day

    def compose(self) -> ComposeResult:
        """The figures, in the order in which one wants to know them."""
        with VerticalScroll(id="summary-place"), Vertical(id="summary"):
            yield Static(self._head())
            if self._summary.mock:
                yield Static(self._measured(self._summary.mock), classes="summary-part")
            if self._summary.answers:
                yield Static(self._recalled(), classes="summary-part")
            yield Static(self._ahead(), classes="summary-part")
            if self._summary.leeches:
                yield Static(self._leeches(), classes="summary-part")
            yield Static(self._keys(), classes="summary-part")
        yield KeyBar()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """More only when there is more; undo only when something was answered."""
        if action == "go" and parameters == ("MORE",):
            return self._summary.more > 0
        if action == "go" and parameters == ("UNDO",):
            return self._summary.answers > 0
        return True

    def action_go(self, wish: str) -> None:
        """Go on so."""
        self.dismiss(Next[wish])

    def _head(self) -> Content:
        done = self._summary
        if done.sort == "warm-up":
            words = "\nNothing was counted: no schedule changed. All the best for today."
            return Content.assemble(("Warmed up.", "bold $accent"), words)
        if not done.answers:
            return Content.assemble(
                ("Nothing is due now.", "bold"), ("\nWhat you know well is left to rest until it is worth asking.", "")
            )
        again = f" · {done.answers} answers" if done.answers != done.cards else ""
        new = f" · {done.new_cards} of them new" if done.new_cards else ""
        return Content.assemble(
            ("Done. ", "bold $accent"), f"{counted(done.cards, 'card')}{new}{again} · {time_words(done.seconds)}"
        )

    def _measured(self, mock: MockResult) -> Content:
        """What a mock test measured, beside what was predicted."""
        return Content.assemble(("Mock test, measured\n", "$text-muted"), (mock.words, ""))

    def _recalled(self) -> Content:
        parts: list[Content | str | tuple[str, str]] = [("Answers recalled\n", "$text-muted")]
        for line in self._summary.kinds:
            parts.append(_kind_line(line))
        ratings = "  ".join(f"{rating.name.title()} {self._summary.ratings.get(rating, 0)}" for rating in Rating)
        parts.append((f"\n{ratings}", "$text-muted"))
        return Content.assemble(*parts)

    def _ahead(self) -> Content:
        done = self._summary
        parts: list[str | tuple[str, str]] = [("Tomorrow  ", "$text-muted"), done.tomorrow]
        if done.left:
            are = "is" if done.left == 1 else "are"
            parts += [f"\n{done.left} more {are} due; they wait, the most valuable first."]
        return Content.assemble(*parts)

    def _leeches(self) -> Content:
        lines = "\n".join(f"  {one_line(text, 66)}" for text in self._summary.leeches[:5])
        return Content.assemble(("Keep slipping; rewording or splitting them helps\n", "$text-muted"), lines)

    def _keys(self) -> Content:
        more = [("m", "bold $accent"), (" a few more    ", "")] if self._summary.more else []
        return Content.assemble(*more, ("enter", "bold $accent"), " done")


def _kind_line(line: KindDone) -> Content:
    share = percent(line.recalled / line.answers) if line.answers else ""
    return Content.assemble(
        f"  {KIND_WORDS[line.kind]:<16}{line.recalled:>4} of {line.answers:<4}", (f"{share:>6}", "bold"), "\n"
    )
