"""A page of text: titled parts below each other or side by side, drawn as one, so that showing it takes no time."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tui.widgets.card_text import lines_of, wrapped

BETWEEN = 3  # cells between two columns


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page: text of a card, perhaps below a small title, quoted, or beside another part.

    `style` holds for all of it. `has_marks`: its gaps are marked. A `rule` is a line across, with no text.
    """

    text: str = ""
    title: str = ""
    style: str = ""
    has_marks: bool = False
    quoted: bool = False
    rule: bool = False
    beside: "Block | None" = None


class Page(Widget):
    """Blocks with a blank line between them."""

    DEFAULT_CSS = """
    Page { height: auto; width: 1fr; }
    """

    def __init__(self, blocks: tuple[Block, ...] = (), *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._blocks = blocks
        self._drawn: tuple[int, list[Content]] = (0, [])

    def show(self, blocks: tuple[Block, ...]) -> None:
        """Show other blocks."""
        if blocks != self._blocks:
            self._blocks = blocks
            self._drawn = (0, [])
            self.refresh(layout=True)

    def render(self) -> Content:
        """The page at its present width."""
        return Content("\n").join(self._lines(self.size.width))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as there is room."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the blocks take."""
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        if self._drawn[0] != width:
            lines: list[Content] = []
            for block in self._blocks:
                if lines:
                    lines.append(Content(""))
                lines += _drawn(block, max(width, 8))
            self._drawn = (width, lines)
        return self._drawn[1]


def _drawn(block: Block, width: int) -> Iterator[Content]:
    if block.rule:
        yield Content.styled("─" * width, "$border-blurred")
    elif block.beside is not None:
        yield from _columns(block, block.beside, width)
    else:
        yield from _alone(block, width)


def _alone(block: Block, width: int) -> Iterator[Content]:
    if block.title:
        yield Content.styled(block.title, "$text-muted")
    room = width - 2 if block.quoted else width
    for line in wrapped(lines_of(block.text, has_marks=block.has_marks), room) if block.text else ():
        styled = line.stylize_before(block.style) if block.style else line
        yield Content.assemble(("▌ ", "$border-blurred"), styled) if block.quoted else styled


def _columns(left: Block, right: Block, width: int) -> Iterator[Content]:
    room = max(8, (width - BETWEEN) // 2)
    one, other = list(_alone(left, room)), list(_alone(right, room))
    for number in range(max(len(one), len(other))):
        first = one[number] if number < len(one) else Content("")
        second = other[number] if number < len(other) else Content("")
        yield Content.assemble(first, " " * (room - first.cell_length + BETWEEN), second)
