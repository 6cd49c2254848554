"""The time of an answer spoken aloud, against the band that it should fall into."""

import re

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

DEFAULT_BAND = (60, 120)
WORDS_A_MINUTE = 140

_BAND = re.compile(r"(\d{1,4})\s*[-–]\s*(\d{1,4})")


def band_of(seconds: str) -> tuple[int, int]:
    """The band in a field such as "60-120", in seconds; the usual one when there is none."""
    match = _BAND.search(seconds)
    if match is None:
        return DEFAULT_BAND
    low, high = sorted((int(match[1]), int(match[2])))
    return (low, high) if high else DEFAULT_BAND


def clock(seconds: float) -> str:
    """As on a watch: 1:07; from an hour on 1:02:07."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"


class PaceBar(Widget):
    """One line: what one does, the time, a bar with the band set off, the band in words."""

    DEFAULT_CSS = """
    PaceBar { height: 1; text-wrap: nowrap; }
    """
    ALLOW_SELECT = False

    seconds: reactive[float] = reactive(0.0)
    word: reactive[str] = reactive("speaking")

    def __init__(self, band: tuple[int, int]) -> None:
        super().__init__()
        self._band = band

    def render(self) -> Content:
        """The bar runs a quarter beyond the band; the band is drawn heavy, what has passed in the accent."""
        low, high = self._band
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
        low, high = self._band
        if self.seconds > high:
            return " · time to end"
        return " · enough said" if self.seconds >= low else ""
