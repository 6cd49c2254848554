"""The time of an answer spoken aloud, against the band that it should fall into."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.pace import DEFAULT_BAND, clock


class PaceBar(Widget):
    """One line: what one does, the time, a bar with the band set off, the band in words."""

    DEFAULT_CSS = """
    PaceBar { height: 1; text-wrap: nowrap; }
    """
    ALLOW_SELECT = False

    seconds: reactive[int] = reactive(0)
    word: reactive[str] = reactive("speaking")
    band: reactive[tuple[int, int]] = reactive(DEFAULT_BAND)

    def render(self) -> Content:
        """The bar runs a quarter beyond the band; the band is drawn heavy, what has passed in the accent."""
        low, high = self.band
        verdict = self._verdict()
        head = f"● {self.word:<8}  {clock(self.seconds)}  "
        tail = f"  {low}–{high} s{verdict}"
        cells = max(8, min(40, self.size.width - len(head) - len(tail)))
        end = high * 1.25
        filled = min(cells, int(self.seconds / end * cells))
        parts = [(head, "$text-muted")]
        for cell in range(cells):
            at = (cell + 0.5) / cells * end
            sign = "━" if low <= at <= high else "─"
            style = ("$accent" if at <= high else "$warning") if cell < filled else "$text-disabled"
            parts.append((sign, style))
        return Content.assemble(*parts, (tail, "$text-muted"))

    def _verdict(self) -> str:
        low, high = self.band
        if self.seconds > high:
            return " · time to end"
        return " · enough said" if self.seconds >= low else ""
