"""What the panels of the Today screen have in common: each draws its part of the view, cut to the place it has."""

from collections.abc import Iterable

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from drills.views.today import TodayView

Part = Content | str | tuple[str, str]


class TodayPanel(Widget):
    """A part of Today. Its place stands from the first frame; the figures come with the view."""

    DEFAULT_CSS = """
    TodayPanel { text-wrap: nowrap; text-overflow: ellipsis; }
    """
    ALLOW_SELECT = False

    view: reactive[TodayView | None] = reactive(None)

    def render(self) -> Content:
        """The lines that fit."""
        if self.view is None:
            return Content("")
        lines = [Content.assemble(*line) for line in self.lines(self.view, self.size.width)]
        return Content("\n").join(lines[: max(1, self.size.height)])

    def lines(self, view: TodayView, width: int) -> Iterable[list[Part]]:
        """The lines of this part, each in its pieces."""
        raise NotImplementedError
