"""The line above a card: what it is, where in the session it stands, and for which day it is learnt."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from drills.models import Kind
from drills.text import cell_width, one_line
from drills.views.drill import Face

KINDS = {
    Kind.BASIC: "Card",
    Kind.TYPED: "Type the answer",
    Kind.CLOZE: "Fill the gap",
    Kind.QUESTION: "Answer aloud",
    Kind.CRITIQUE: "Judge the answer",
}


class DrillHead(Widget):
    """Two lines: the words, and how far the session is."""

    DEFAULT_CSS = """
    DrillHead { dock: top; height: 2; padding: 0 1; color: $text-muted; text-wrap: nowrap; }
    """
    ALLOW_SELECT = False

    face: reactive[Face | None] = reactive(None)
    word: reactive[str] = reactive("")

    def render(self) -> Content:
        """What and which deck to the left, place and goal to the right; below, the part that is done."""
        width = self.size.width
        right = self._right(width // 2)
        left = self._left(max(0, width - cell_width(right) - 2))
        gap = max(1, width - left.cell_length - cell_width(right))
        return Content.assemble(left, " " * gap, right, "\n", self._progress(width))

    def _left(self, width: int) -> Content:
        if self.face is None:
            return Content(one_line(self.word, width))
        note, card = self.face.note, self.face.card
        kind = KINDS[note.kind]
        flag = f"  ⚑ {card.flag}" if card.flag else ""
        leech = "  keeps slipping" if "leech" in note.tags else ""
        deck = one_line(note.deck.replace("::", " › "), max(0, width - len(kind) - len(flag + leech) - 3))
        sort = {"warm-up": "Warm-up, nothing counts · ", "mock test": "Mock test · "}.get(self.face.sort, "")
        deck = one_line(deck, max(0, width - len(sort + kind + flag + leech) - 3)) if sort else deck
        return Content.assemble(
            (sort, "$accent"), (kind, "bold $foreground"), f" · {deck}" if deck else "", (flag + leech, "$warning")
        )

    def _right(self, width: int) -> str:
        if self.face is None:
            return ""
        place = f"{self.face.position} / {self.face.total}"
        if not self.face.goal or self.face.days_left is None:
            return place
        days = {0: "today", 1: "tomorrow"}.get(self.face.days_left, f"in {self.face.days_left} days")
        room = width - len(place) - len(days) - 4
        return f"{place} · {one_line(self.face.goal, min(30, room))} {days}" if room >= 8 else f"{place} · {days}"

    def _progress(self, width: int) -> Content:
        done = (self.face.position - 1) / max(1, self.face.total) if self.face else 0.0
        filled = round(width * done)
        return Content.assemble(("━" * filled, "$accent"), ("─" * (width - filled), "$border-blurred"))
