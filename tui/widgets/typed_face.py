"""A card whose answer is typed in: compared forgivingly, the difference shown, the rating left to the user."""

from collections.abc import Iterable

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from drills.models import Rating
from drills.text import one_line, visible
from drills.typed import Comparison, Op, Verdict, compare, suggested_rating
from drills.views import Face
from tui.widgets.card_text import CardText
from tui.widgets.face import FaceView

_STYLES = {Op.SAME: "", Op.MISSING: "bold underline $success", Op.EXTRA: "strike $error"}
_WORDS = {Verdict.EXACT: "Right.", Verdict.CLOSE: "Close.", Verdict.WRONG: "Not this time."}


class RevealRequested(Message):
    """The answer is typed: show whether it is right."""


class TypedFace(FaceView):
    """A question, and a line to type the answer into."""

    def __init__(self, face: Face) -> None:
        super().__init__(face)
        self._comparison: Comparison | None = None
        self.last_typed = ""

    def asks(self) -> Iterable[Widget]:
        """The question and the line."""
        yield CardText(self.fields.get("front", ""), classes="asked")
        yield Input(placeholder="Type the answer, then Enter", classes="part", id="typed-answer")

    def answers(self) -> Iterable[Widget]:
        """What was typed beside what is right; filled in at the reveal."""
        yield Static(Content(""), id="typed-verdict")
        yield CardText(self._accepted[0] if self._accepted else "", classes="part")
        if len(self._accepted) > 1:
            others = " · ".join(one_line(answer) for answer in self._accepted[1:])
            yield Static(Content(f"also: {others}"), classes="hint")

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _typed(self, message: Input.Submitted) -> None:
        message.stop()
        self.post_message(RevealRequested())

    @on(Input.Changed)
    def _keep(self, message: Input.Changed) -> None:
        message.stop()
        self.last_typed = message.value

    def take_over(self, old: FaceView) -> None:
        """Keep what was typed so far."""
        if isinstance(old, TypedFace):
            self.query_one(Input).value = old.last_typed

    def reveal(self, seconds: float) -> None:
        """Compare, and show the difference."""
        super().reveal(seconds)
        entry = self.query_one(Input)
        self._comparison = compare(entry.value, self._accepted)
        entry.disabled = True
        self.query_one("#typed-verdict", Static).update(_shown(self._comparison, typed=bool(entry.value.strip())))

    @property
    def _accepted(self) -> list[str]:
        return [line.strip() for line in self.fields.get("answers", "").split("\n") if line.strip()]

    @property
    def suggested(self) -> Rating | None:
        """As good as the comparison says."""
        return suggested_rating(self._comparison) if self._comparison else None


def _alike(comparison: Comparison) -> bool:
    """Whether enough is right for a comparison letter by letter to tell anything."""
    same = sum(len(piece.text) for piece in comparison.pieces if piece.op is Op.SAME)
    return same * 2 >= len(comparison.best)


def _shown(comparison: Comparison, *, typed: bool) -> Content:
    """The verdict in a word, and what to add (underlined) and to leave out (struck)."""
    word = (_WORDS[comparison.verdict] + "  ", "$text-muted")
    if not typed:
        return Content("")
    if comparison.verdict is Verdict.EXACT or not _alike(comparison):
        return Content.assemble(word)
    pieces = [(visible(piece.text), _STYLES[piece.op]) for piece in comparison.pieces]
    return Content.assemble(word, *pieces)
