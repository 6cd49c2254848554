"""The last gate before the terminal: nothing drawn can command it, whatever a card, a deck or a file name holds."""

import re

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

# Control characters, bidirectional overrides, lone surrogates (no encoder takes them), tag characters.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


class Guard(LineFilter):
    """Takes forbidden characters out of every line just before it is drawn, and links that hold them."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same line without what would act on the terminal."""
        if not any(FORBIDDEN.search(text) or _tainted(style) for text, style, _ in segments):
            return segments
        return [guarded(segment) for segment in segments]


def guarded(segment: Segment) -> Segment:
    """The segment without forbidden characters; the line keeps its length."""
    text, style, control = segment
    if style is not None and _tainted(style):
        style = style.update_link(None)
    return Segment(FORBIDDEN.sub(_stand_in, text), style, control)


def _stand_in(match: re.Match[str]) -> str:
    """Lone surrogates are one cell wide, everything else forbidden none."""
    return "\ufffd" if "\ud800" <= match[0] <= "\udfff" else ""


def _tainted(style: Style | None) -> bool:
    return bool(style is not None and style.link and FORBIDDEN.search(style.link))


GUARD = Guard()  # one instance: drawn lines are cached by their filters
