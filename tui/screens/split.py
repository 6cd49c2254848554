"""A pasted answer taken apart: every sentence with its section, the cuts movable by key. The words stay as they are."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from drills.text import one_line
from drills.views.composing import Section, SectionRule, Sections
from tui.screens.dialog import LOOKS, Dialog, box
from tui.widgets.rows import Rows

Span = tuple[int, int]


class Cuts:
    """Which section each sentence belongs to: sections keep their order, and each sentence has one."""

    def __init__(self, places: Sequence[int], sections: int) -> None:
        self.places = list(places)
        self._last = sections - 1

    def move(self, sentence: int, by: int) -> None:
        """Give a sentence to the next section or the one before; those after or before it follow where they must."""
        place = min(self._last, max(0, self.places[sentence] + by))
        self.begin(sentence, place)

    def begin(self, sentence: int, place: int) -> None:
        """Give a sentence to a section: those before it belong there at most, those after it at least."""
        place = min(self._last, max(0, place))
        for other in range(sentence):
            self.places[other] = min(self.places[other], place)
        self.places[sentence] = place
        for other in range(sentence + 1, len(self.places)):
            self.places[other] = max(self.places[other], place)


class SentenceRows(Rows):
    """The sentences in their order."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "screen.later", "Later part", id="split.later", tooltip="From here on, the next section"),
        Binding("left,h", "screen.earlier", "Earlier part", id="split.earlier", tooltip="Up to here, the one before"),
        Binding("enter", "screen.take", "Use it", id="split.take", tooltip="Put the parts into their boxes"),
    ]


class SplitScreen(Dialog[Sections]):
    """Shows where the cuts are; gives the sections, or None when left."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = [LOOKS, "split.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            str(place + 1),
            f"begin({place})",
            f"Part {place + 1}",
            show=False,
            id=f"split.part_{place + 1}",
            tooltip=f"Put the sentence into part {place + 1}",
        )
        for place in range(4)
    ]

    def __init__(
        self, text: str, sentences: Sequence[Span], places: Sequence[int], rules: Sequence[SectionRule]
    ) -> None:
        super().__init__()
        self._text = text
        self._sentences = sentences
        self._rules = rules
        self._cuts = Cuts(places, len(rules))

    def compose(self) -> ComposeResult:
        """The sentences, each behind its section."""
        hint = "← → move the cut · enter uses it · esc leaves all as it was"
        with box(title="Where the parts are", hint=hint, wide=True):
            yield Static(Content("Proposed by its wording; only the cuts change, never the words."), classes="label")
            yield SentenceRows(widget_id="split-list")

    def on_mount(self) -> None:
        """Show the cuts."""
        self.query_one(SentenceRows).focus()
        self._fill()

    def _fill(self) -> None:
        rows: list[tuple[str | None, Content]] = []
        listed = self.query_one(SentenceRows)
        width = max(listed.size.width - 8, 30)
        for place, numbers in groupby(range(len(self._sentences)), key=self._cuts.places.__getitem__):
            rows.append((None, Content.assemble((f"{place + 1}  {self._rules[place].title}", "bold $accent"))))
            for number in numbers:
                start, end = self._sentences[number]
                rows.append((str(number), Content(f"   {one_line(self._text[start:end], width)}")))
        listed.fill(rows, listed.chosen or "0")

    @on(Rows.Widened)
    def follow(self) -> None:
        """Rows follow the width."""
        self._fill()

    def _move(self, by: int) -> None:
        chosen = self.query_one(SentenceRows).chosen
        if chosen is not None:
            self._cuts.move(int(chosen), by)
            self._fill()

    def action_later(self) -> None:
        """From this sentence on, the next section."""
        self._move(1)

    def action_earlier(self) -> None:
        """Up to this sentence, the section before."""
        self._move(-1)

    def action_begin(self, place: int) -> None:
        """Put the sentence into that part."""
        chosen = self.query_one(SentenceRows).chosen
        if chosen is not None and place < len(self._rules):
            self._cuts.begin(int(chosen), place)
            self._fill()

    @on(OptionList.OptionSelected)
    def action_take(self) -> None:
        """Give the sections: each the words between its cuts, as they were written."""
        self.dismiss(cut(self._text, self._sentences, self._cuts.places, self._rules))


def cut(text: str, sentences: Sequence[Span], places: Sequence[int], rules: Sequence[SectionRule]) -> Sections:
    """The text in sections: from each section's first sentence to the next one's; nothing between is lost."""
    bounds: dict[int, Span] = {}
    starts = [0, *(start for start, _ in sentences[1:]), len(text)]
    for number, place in enumerate(places):
        first, _ = bounds.get(place, (starts[number], 0))
        bounds[place] = (first, starts[number + 1])
    return tuple(
        Section(rule.name, text[slice(*bounds[place])].strip() if place in bounds else "")
        for place, rule in enumerate(rules)
    )
