"""A card as it is drilled: what is asked, and after the reveal what answers it. Each kind has its own."""

from collections.abc import Iterable, Iterator

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from drills.cloze import blanks
from drills.models import Kind, Rating, TryDraft
from drills.views import Face
from tui.widgets.card_text import CardText, marked


class FaceView(Vertical):
    """One card. `reveal` shows its answer; what was asked doesn't move."""

    DEFAULT_CSS = """
    FaceView {
        height: auto;
        width: 1fr;
        max-width: 72;
        .asked { text-style: bold; }
        .hint { color: $text-muted; height: auto; }
        .rule { color: $border-blurred; height: 1; margin: 1 0; }
        .answer { display: none; height: auto; }
        .extra { color: $text-muted; margin-top: 1; }
        .part { margin-top: 1; height: auto; }
        .part-title { color: $text-muted; height: auto; }
        &.-revealed .answer { display: block; }
        &.-revealed .until-reveal { display: none; }
    }
    """

    def __init__(self, face: Face) -> None:
        super().__init__(classes="face")
        self.face = face
        self.revealed = False

    @property
    def fields(self) -> dict[str, str]:
        """The texts of the note."""
        return dict(self.face.note.fields)

    def compose(self) -> ComposeResult:
        """What is asked, a line, what answers it."""
        yield from self.asks()
        with Vertical(classes="answer"):
            yield Static("─" * 72, classes="rule", markup=False)
            yield from self.answers()
            if extra := self.fields.get("extra"):
                yield CardText(extra, classes="extra")

    def asks(self) -> Iterable[Widget]:
        """What is shown first."""
        raise NotImplementedError

    def answers(self) -> Iterable[Widget]:
        """What the reveal brings."""
        raise NotImplementedError

    def reveal(self, seconds: float) -> None:
        """Show the answer; `seconds` is how long it took to get there."""
        self.revealed = True
        self.add_class("-revealed")

    @property
    def suggested(self) -> Rating | None:
        """The rating that the answer itself suggests, if any; the user decides."""
        return None

    @property
    def attempt(self) -> TryDraft | None:
        """What the user said or wrote, to be kept with the rating."""
        return None

    @property
    def patience(self) -> float:
        """Seconds without a key that are part of answering, before they count as absence."""
        return 0.0

    @property
    def can_write(self) -> bool:
        """Whether an answer can be written instead of spoken."""
        return False

    def write(self) -> None:
        """Open a place to write in."""

    @property
    def unsaved(self) -> str:
        """What would be lost by leaving before the rating; empty when nothing would."""
        return ""

    def take_over(self, old: "FaceView") -> None:
        """Go on with what the user had written on an earlier view of the same card."""

    def tick(self, seconds: float) -> None:
        """Time has passed: the seconds that count so far."""


def titled(title: str, text: str) -> Iterator[Widget]:
    """A part of an answer below its small title; nothing for no text."""
    if text.strip():
        with_title = Vertical(Static(Content(title), classes="part-title"), CardText(text), classes="part")
        yield with_title


class BasicFace(FaceView):
    """A question and its answer."""

    def asks(self) -> Iterable[Widget]:
        """The question."""
        yield CardText(self.fields.get("front", ""), classes="asked")

    def answers(self) -> Iterable[Widget]:
        """The answer."""
        yield CardText(self.fields.get("back", ""))


class ClozeFace(FaceView):
    """A text with gaps; the reveal fills them where they are."""

    def asks(self) -> Iterable[Widget]:
        """The text with the gaps of this card, each with its hint."""
        yield CardText(self._text(filled=False), has_marks=True)

    def answers(self) -> Iterable[Widget]:
        """Nothing below: the gaps are filled above."""
        return ()

    def compose(self) -> ComposeResult:
        """The text; below it only what was added to it."""
        yield from self.asks()
        if extra := self.fields.get("extra"):
            with Vertical(classes="answer"):
                yield CardText(extra, classes="extra")

    def reveal(self, seconds: float) -> None:
        """Fill the gaps."""
        super().reveal(seconds)
        self.query(CardText).first().show(self._text(filled=True), has_marks=True)

    def _text(self, *, filled: bool) -> str:
        parts = []
        for segment in blanks(self.fields.get("text", ""), self.face.card.ordinal):
            if not segment.hidden:
                parts.append(segment.text)
            else:
                parts.append(marked(segment.text if filled else f"[{segment.hint or '…'}]"))
        return "".join(parts)


def face_view(face: Face) -> FaceView:
    """The view for the card's kind."""
    if face.note.kind is Kind.TYPED:
        from tui.widgets.typed_face import TypedFace

        return TypedFace(face)
    if face.note.kind is Kind.QUESTION:
        from tui.widgets.open_face import QuestionFace

        return QuestionFace(face)
    if face.note.kind is Kind.CRITIQUE:
        from tui.widgets.open_face import CritiqueFace

        return CritiqueFace(face)
    return ClozeFace(face) if face.note.kind is Kind.CLOZE else BasicFace(face)
