"""The four ratings, each with the time until the card would come back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from drills.models import Kind, Rating

ONE_ROW = 15  # cells of a column in which key, name and time stand side by side: "1 Again  1.4 mo"
_LEAST_ROWS = 3

COLOURS = {Rating.AGAIN: "$error", Rating.HARD: "$warning", Rating.GOOD: "$success", Rating.EASY: "$accent"}

ANCHORS: dict[Kind, dict[Rating, str]] = {
    Kind.QUESTION: {
        Rating.AGAIN: "no real answer",
        Rating.HARD: "parts missing, or off the pace",
        Rating.GOOD: "all parts, in good order",
        Rating.EASY: "would say it so tomorrow",
    },
    Kind.CRITIQUE: {
        Rating.AGAIN: "missed what is wrong",
        Rating.HARD: "saw part of it",
        Rating.GOOD: "saw it, and could mend it",
        Rating.EASY: "saw all of it at once",
    },
}


@dataclass
class Rated(Message):
    """A rating was clicked."""

    rating: Rating


@dataclass(frozen=True, slots=True)
class Offer:
    """The ratings of a card: its kind, when each would bring it back, their keys, and the one that is suggested."""

    kind: Kind
    waits: Mapping[Rating, str]
    keys: Mapping[Rating, str]
    suggested: Rating | None = None


class GradeBar(Widget):
    """All four side by side; their room is kept while they are not offered, so that nothing moves when they are.

    Where the columns are narrow, the times stand below the names.
    """

    DEFAULT_CSS = """
    GradeBar { height: 1; width: 1fr; }
    """
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._offer: Offer | None = None
        self._kind = Kind.BASIC

    def make_room(self, kind: Kind) -> None:
        """Take the height that the ratings of such a card need, and show none yet."""
        self._offer = None
        self._kind = kind
        self._fit()
        self.refresh()

    def on_resize(self) -> None:
        """The height that the new width asks for."""
        self._fit()

    def _fit(self) -> None:
        width = self._room
        anchors = ANCHORS.get(self._kind, {}).values()
        below = max((len(Content(anchor).wrap(width)) for anchor in anchors), default=0)
        most = max(_LEAST_ROWS, (self.screen.size.height - 10) // 2)
        self.styles.height = min(most, (1 if width >= ONE_ROW else 2) + below)

    @property
    def _room(self) -> int:
        """The cells for the text of a column."""
        column = max(8, self.size.width // len(Rating))
        return column - 1 - self._gap

    @property
    def _gap(self) -> int:
        """The cells between a column's text and the next column: none where every cell is needed."""
        return 1 if self.size.width // len(Rating) > len("|1 Again") else 0

    def clear(self) -> None:
        """Show none."""
        self._offer = None
        self.refresh()

    def offer(self, offer: Offer) -> None:
        """Show the ratings of a card that was revealed."""
        self._offer = offer
        self.refresh()

    def render(self) -> Content:
        """Four columns of equal width; the suggested one underlined on a ground of its own."""
        if self._offer is None:
            return Content("")
        width = self._room
        columns = [list(self._column(self._offer, rating, width)) for rating in Rating]
        rows = []
        for row in range(max(map(len, columns))):
            cells: list[Content | str | tuple[str, str]] = []
            for rating, column in zip(Rating, columns, strict=True):
                text = column[row] if row < len(column) else Content("")
                chosen = rating is self._offer.suggested
                cell = Content.assemble(text, " " * (width - text.cell_length))
                cells += [("▌" if chosen else "▏", "$accent" if chosen else "$border-blurred")]
                cells += [cell.stylize_before("on $panel") if chosen else cell, " " * self._gap]
            rows.append(Content.assemble(*cells))
        return Content("\n").join(rows)

    def _column(self, offer: Offer, rating: Rating, width: int) -> Iterator[Content]:
        key, wait = offer.keys.get(rating, str(int(rating))), offer.waits.get(rating, "")
        name = "bold underline" if rating is offer.suggested else "bold"
        head = Content.assemble((key, f"bold {COLOURS[rating]}"), " ", (rating.name.title(), name))
        time = Content.assemble((wait, "$text-muted"))
        rows = [Content.assemble(head, "  ", time)] if width >= ONE_ROW else [head, time]
        yield from (row.truncate(width, ellipsis=True) for row in rows)
        anchor = ANCHORS.get(offer.kind, {}).get(rating, "")
        yield from (line.stylize("$text-muted") for line in Content(anchor).wrap(width)) if anchor else ()

    def on_click(self, event: events.Click) -> None:
        """Rate the card so."""
        if self._offer is not None:
            event.stop()
            column = min(len(Rating) - 1, event.x * len(Rating) // max(1, self.size.width))
            self.post_message(Rated(list(Rating)[column]))
