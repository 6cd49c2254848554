"""The four ratings, each with the time until the card would come back."""

from collections.abc import Mapping
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from drills.models import Kind, Rating

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


class Grade(Static):
    """One rating: its key, its name, when the card would come back, and for open answers what it means."""

    ALLOW_SELECT = False

    def __init__(self, rating: Rating) -> None:
        super().__init__(classes="grade")
        self._rating = rating

    def offer(self, key: str, wait: str, anchor: str, *, suggested: bool) -> None:
        """Show the rating for a card."""
        self.set_class(suggested, "-suggested")
        name = self._rating.name.title()
        parts = [(key, f"bold {COLOURS[self._rating]}"), (f" {name} ", "bold"), (f" {wait}", "$text-muted")]
        if anchor:
            parts.append((f"\n{anchor}", "$text-muted"))
        self.update(Content.assemble(*parts))

    def on_click(self, event: events.Click) -> None:
        """Rate the card so."""
        event.stop()
        self.post_message(Rated(self._rating))


class GradeBar(Horizontal):
    """All four, kept in their place also while they are not offered, so that nothing moves when they are."""

    DEFAULT_CSS = """
    GradeBar {
        height: 1;
        width: 1fr;
        visibility: hidden;
        &.-offered { visibility: visible; }
        &.-anchored { height: 3; }
        .grade { width: 1fr; height: 1fr; padding: 0 1; border-left: outer $border-blurred; }
        .grade:hover { background: $panel; }
        .grade.-suggested { background: $panel; border-left: outer $accent; }
    }
    """

    def compose(self) -> ComposeResult:
        """The four, from Again to Easy."""
        for rating in Rating:
            yield Grade(rating)

    def make_room(self, kind: Kind) -> None:
        """Take the height that the ratings of such a card need, and show none yet."""
        self.set_class(kind in ANCHORS, "-anchored")
        self.remove_class("-offered")

    def offer(
        self, kind: Kind, waits: Mapping[Rating, str], keys: Mapping[Rating, str], suggested: Rating | None = None
    ) -> None:
        """Show the ratings of a card that was revealed."""
        anchors = ANCHORS.get(kind, {})
        for rating, grade in zip(Rating, self.query(Grade), strict=True):
            grade.offer(
                keys.get(rating, str(int(rating))),
                waits.get(rating, ""),
                anchors.get(rating, ""),
                suggested=rating is suggested,
            )
        self.add_class("-offered")
