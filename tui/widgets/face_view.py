"""The card in front, of whatever kind: one view for all of them, so that the next one is there at once."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static, TextArea

from drills.models import Kind, Rating, TryDraft
from drills.number_words import counted
from drills.spoken import words_in
from drills.text import visible
from drills.typed import Comparison, Op, Verdict, compare, suggested_rating
from drills.views.drill import Face
from tui.faces import WRITTEN, accepted, alike, answered, asked
from tui.pace import band_of, clock, spoken_seconds
from tui.widgets.pace_bar import PaceBar
from tui.widgets.page import Page

_STYLES = {Op.SAME: "", Op.MISSING: "bold underline $success", Op.EXTRA: "strike $error"}
_WORDS = {Verdict.EXACT: "Right.", Verdict.CLOSE: "Close.", Verdict.WRONG: "Not this time."}


class RevealRequested(Message):
    """The answer is typed: show whether it is right."""


class FaceView(Vertical):
    """What is asked; a clock, a line or a place to write in where the kind has one; what answers it."""

    DEFAULT_CSS = """
    FaceView {
        height: auto;
        PaceBar, Input, TextArea, #face-count, #face-verdict, #face-answer { display: none; }
        PaceBar, Input, TextArea, #face-verdict, #face-answer { margin-top: 1; }
        TextArea { height: auto; min-height: 4; max-height: 14; }
        #face-count, #face-verdict { height: auto; color: $text-muted; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._face: Face | None = None
        self._comparison: Comparison | None = None
        self._seconds = 0.0
        self.revealed = False
        self._asked, self._answer = Page(widget_id="face-asked"), Page(widget_id="face-answer")
        self._bar = PaceBar()
        self._entry = Input(placeholder="Type the answer, then Enter · Tab for the other keys")
        self._area = TextArea(soft_wrap=True, tab_behavior="focus")
        self._word_count = Static(id="face-count", markup=False)
        self._verdict = Static(id="face-verdict", markup=False)

    def compose(self) -> ComposeResult:
        """Everything that any kind needs; what this one doesn't is out of sight."""
        yield self._asked
        yield self._bar
        yield self._entry
        yield self._area
        yield self._word_count
        yield self._verdict
        yield self._answer

    def show(self, face: Face, *, again: bool = False) -> None:
        """Show a card; `again` it is the same one, changed: what was written or revealed stays."""
        self._face = face
        if not again:
            self._begin(face)
        self._asked.show(asked(face, revealed=self.revealed))
        self._answer.show(answered(face) if self.revealed else ())
        self._bar.band = band_of(face.note.fields.get("seconds", ""))

    def _begin(self, face: Face) -> None:
        """Nothing revealed, nothing written."""
        self.revealed = False
        self._comparison = None
        self._seconds = 0.0
        kind = face.note.kind
        # Shown and hidden one by one: a class on the whole would match every style anew, for 20 ms.
        self._bar.display, self._entry.display = kind is Kind.QUESTION, kind is Kind.TYPED
        self._area.display = self._word_count.display = self._verdict.display = self._answer.display = False
        self._bar.word, self._bar.seconds = "speaking", 0
        if self._area.text:
            self._area.load_text("")
        if self._area.read_only:
            self._area.read_only, self._area.can_focus = False, True
        if self._entry.value or self._entry.disabled:
            self._entry.value, self._entry.disabled = "", False
        if kind is Kind.TYPED:
            self._entry.focus()

    @property
    def kind(self) -> Kind | None:
        """The kind of the card in front."""
        return self._face.note.kind if self._face else None

    # Answering

    @property
    def can_write(self) -> bool:
        """Whether an answer of one's own can be written now, or what was said be written down after the reveal."""
        spoken = self.kind is Kind.QUESTION and not self._area.read_only
        return self.kind in WRITTEN and (not self.revealed or spoken)

    def write(self) -> None:
        """Write here, and go on writing when it was left. In writing the clock shows the time, but no pace."""
        self._area.display = self._word_count.display = True
        if not self.revealed:
            self._bar.word = "writing"
        self._area.focus()

    def note_down(self, text: str) -> None:
        """Put words there that were written elsewhere, such as a better sentence."""
        if text:
            self._area.load_text(text)

    @property
    def written(self) -> str:
        """What was written."""
        return self._area.text.strip()

    @property
    def unsaved(self) -> str:
        """What leaving before the rating would lose."""
        return "your written answer, which isn't rated yet" if self.written else ""

    @on(TextArea.Changed)
    def _count(self, message: TextArea.Changed) -> None:
        message.stop()
        self._say_count(" · esc when done")

    def _say_count(self, more: str = "") -> None:
        pace = self._face.pace if self._face else None
        words, spoken = counted(words_in(self.written), "word"), clock(spoken_seconds(self.written, pace))
        self._word_count.update(f"{words} · about {spoken} spoken{more}")

    @on(Input.Submitted)
    def _typed(self, message: Input.Submitted) -> None:
        message.stop()
        self.post_message(RevealRequested())

    def tick(self, seconds: float) -> None:
        """Move the clock of an open question."""
        if self.kind is Kind.QUESTION and not self.revealed:
            self._bar.seconds = int(seconds)

    @property
    def patience(self) -> float:
        """Seconds without a key that are part of answering: speaking through the band, reading three words a second."""
        fields = self._face.note.fields if self._face else {}
        if self.kind is Kind.QUESTION:
            return float(band_of(fields.get("seconds", ""))[1])
        return len(fields.get("text", "").split()) / 3 if self.kind is Kind.CRITIQUE else 0.0

    # The reveal

    def reveal(self, seconds: float) -> None:
        """Show the answer; `seconds` is how long it took to get there."""
        if self._face is None:
            return
        self.tick(seconds)
        self._seconds = seconds
        self.revealed = True
        self._answer.display = True
        self._answer.show(answered(self._face))
        if self.kind is Kind.CLOZE:
            self._asked.show(asked(self._face, revealed=True))
        elif self.kind is Kind.TYPED:
            self._compare(self._face)
        elif self.kind in WRITTEN:
            self._bar.word = "written" if self.written else "spoken"
            if self.written:
                self._area.read_only, self._area.can_focus = True, False
            self._area.display = self._word_count.display = bool(self.written)
            self._say_count()

    def _compare(self, face: Face) -> None:
        typed = self._entry.value
        self._entry.disabled = True
        self._comparison = compare(typed, accepted(face))
        self._verdict.display = bool(typed.strip())
        self._verdict.update(_verdict_words(self._comparison))

    @property
    def suggested(self) -> Rating | None:
        """The rating that a typed answer suggests; the user decides."""
        return suggested_rating(self._comparison) if self._comparison else None

    @property
    def attempt(self) -> TryDraft | None:
        """What was said or written, to be kept with the rating."""
        if self.kind not in WRITTEN or (self.kind is Kind.CRITIQUE and not self.written):
            return None
        spoken = self.kind is Kind.QUESTION and not (self.written and self._area.read_only)
        return TryDraft(spoken=spoken, text=self.written, seconds=round(self._seconds, 1))


def _verdict_words(comparison: Comparison) -> Content:
    """A word, and what to add (underlined) and to leave out (struck)."""
    word = Content(_WORDS[comparison.verdict])
    if not alike(comparison):
        return word
    pieces = [(visible(piece.text), _STYLES[piece.op]) for piece in comparison.pieces]
    return Content.assemble(word, "  ", Content.assemble(*pieces).stylize_before("$foreground"))
