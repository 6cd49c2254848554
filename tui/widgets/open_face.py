"""Open questions, answered aloud or in writing, and sample answers to judge."""

import re
from collections.abc import Iterable, Iterator

from textual import on
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static, TextArea

from drills.dates import short
from drills.element import ids_in, named
from drills.models import TryDraft
from drills.text import one_line
from drills.views import Face, Try
from tui.widgets.card_text import CardText
from tui.widgets.face import FaceView, titled
from tui.widgets.pace_bar import WORDS_A_MINUTE, PaceBar, band_of, clock

_PROMPT = re.compile(r"^(\s*[-*]\s+)([^\s:*][^:*\n]{0,30}:)(?=\s)", re.MULTILINE)


def side_by_side(left: list[Widget], right: list[Widget]) -> Iterator[Widget]:
    """Two short parts in two columns; one alone takes the whole width."""
    if left and right:
        yield Horizontal(*left, *right, classes="columns")
    else:
        yield from (*left, *right)


class OpenFace(FaceView):
    """A card without one right answer: one may write, and the last try comes back after the reveal."""

    DEFAULT_CSS = """
    OpenFace {
        TextArea { display: none; height: auto; min-height: 4; max-height: 14; margin-top: 1; }
        #own-count { display: none; color: $text-muted; height: 1; }
        .columns { height: auto; }
        .columns .part { width: 1fr; padding-right: 2; }
        .sample { border-left: outer $border-blurred; padding-left: 1; }
        &.-writing TextArea, &.-writing #own-count { display: block; }
    }
    """

    def __init__(self, face: Face) -> None:
        super().__init__(face)
        self._seconds = 0.0
        self.last_written = ""

    @property
    def can_write(self) -> bool:
        """Until the reveal."""
        return not self.revealed

    def write(self) -> None:
        """Write here, and go on writing when it was left."""
        self.add_class("-writing")
        self.query_one(TextArea).focus()

    def written(self) -> str:
        """What was written."""
        return self.query_one(TextArea).text.strip()

    @property
    def unsaved(self) -> str:
        """The answer as far as it is written."""
        return "your written answer, which isn't rated yet" if self.written() else ""

    def take_over(self, old: FaceView) -> None:
        """Keep what was written so far."""
        if isinstance(old, OpenFace) and (text := old.last_written):
            self.add_class("-writing")
            self.query_one(TextArea).load_text(text)

    def place_to_write(self) -> Iterator[Widget]:
        """The text area, unseen until it is wanted."""
        yield TextArea(soft_wrap=True, tab_behavior="focus", id="own-answer")
        yield Static(Content(""), id="own-count")

    @on(TextArea.Changed)
    def _count(self, message: TextArea.Changed) -> None:
        message.stop()
        self.last_written = message.text_area.text.strip()
        words = len(self.last_written.split())
        spoken = clock(words / WORDS_A_MINUTE * 60)
        self.query_one("#own-count", Static).update(Content(f"{words} words · about {spoken} spoken · esc when done"))

    def reveal(self, seconds: float) -> None:
        """Keep what was written in sight, unchangeable from here on."""
        super().reveal(seconds)
        self._seconds = seconds
        area = self.query_one(TextArea)
        area.read_only = True
        area.can_focus = False

    def last_try(self) -> Iterator[Widget]:
        """The user's own last answer."""
        last = self.face.last_try
        if last is None:
            return
        day = short(last.at.date(), last.at.date())
        words = f"Last time, {day}: {_how(last)}"
        text = last.text.strip()
        if text:
            yield from titled(words, text)
        else:
            yield Static(Content(words), classes="hint part")


def _how(last: Try) -> str:
    way = "aloud" if last.spoken else "in writing"
    return f"{way}, {clock(last.seconds)}, rated {last.rating.name.title()}"


def _elements(ids: str) -> str:
    return "\n".join(f"- {named(id_)}" for id_ in ids_in(ids))


class QuestionFace(OpenFace):
    """An interview question, answered aloud against the clock, or in writing."""

    def asks(self) -> Iterable[Widget]:
        """When it is asked, the question itself, the clock."""
        if self.face.follows:
            asked_after = " · ".join(one_line(prompt, 60) for prompt in self.face.follows[:3])
            yield Static(Content(f"Often asked after: {asked_after}"), classes="hint")
        yield CardText(self.fields.get("prompt", ""), classes="asked part" if self.face.follows else "asked")
        bar = PaceBar(self._band)
        bar.add_class("part")
        yield bar
        yield from self.place_to_write()

    def answers(self) -> Iterable[Widget]:
        """What to build the answer from, and what it is listened to for."""
        yield from titled("Skeleton", _PROMPT.sub(r"\1**\2**", self.fields.get("skeleton", "")))
        yield from titled("What they want to learn", self.fields.get("intent", ""))
        shows, avoid = _elements(self.fields.get("shows", "")), _elements(self.fields.get("avoid", ""))
        yield from side_by_side([*titled("A good answer shows", shows)], [*titled("Pitfalls", avoid)])
        yield from self.last_try()

    @property
    def _band(self) -> tuple[int, int]:
        return band_of(self.fields.get("seconds", ""))

    @property
    def patience(self) -> float:
        """Speaking is no absence as long as the band lasts."""
        return float(self._band[1])

    def write(self) -> None:
        """In writing, the clock shows the time but no pace."""
        super().write()
        self.query_one(PaceBar).word = "writing"

    def tick(self, seconds: float) -> None:
        """Move the clock."""
        if not self.revealed:
            self.query_one(PaceBar).seconds = seconds

    def reveal(self, seconds: float) -> None:
        """Stop the clock."""
        self.tick(seconds)
        super().reveal(seconds)
        bar = self.query_one(PaceBar)
        bar.word = "written" if self.written() else "spoken"

    @property
    def attempt(self) -> TryDraft | None:
        """The answer given: its text, if written, and how long it took."""
        text = self.written()
        return TryDraft(spoken=not text, text=text, seconds=round(self._seconds, 1))


class CritiqueFace(OpenFace):
    """Somebody's answer: what is good in it, what is missing, what is wrong with it?"""

    def asks(self) -> Iterable[Widget]:
        """The question, the sample answer to it, and what to do."""
        if self.face.asked:
            yield Static(Content(one_line(self.face.asked, 200)), classes="asked hint")
        sample = CardText(self.fields.get("text", ""), classes="part sample")
        yield sample
        yield Static(Content("What is good in it, what is missing, what should go?"), classes="hint part")
        yield from self.place_to_write()

    def answers(self) -> Iterable[Widget]:
        """Pitfalls and gaps by name, the strengths, and a better version."""
        pitfalls, missing = self.fields.get("pitfalls", ""), self.fields.get("missing", "")
        yield from side_by_side(
            [*titled("Pitfalls in it", _elements(pitfalls) or ("none" if pitfalls else ""))],
            [*titled("Missing from it", _elements(missing) or ("nothing" if missing else ""))],
        )
        yield from titled("Good", self.fields.get("good", ""))
        yield from titled("Weak", self.fields.get("weak", ""))
        yield from titled("Better", self.fields.get("better", ""))
        yield from self.last_try()

    @property
    def patience(self) -> float:
        """Reading the sample is no absence: three words a second."""
        return len(self.fields.get("text", "").split()) / 3

    @property
    def attempt(self) -> TryDraft | None:
        """What the user wrote about it, if anything."""
        text = self.written()
        return TryDraft(spoken=False, text=text, seconds=round(self._seconds, 1)) if text else None
