"""A panel of the page: its chart in a frame, its title above, and below in a few words what it comes to."""

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from drills.text import one_line
from tui.dashboard.panel import Panel


class PanelBox(Widget, can_focus=True):
    """Draws a panel; the mouse tells what is under it, Enter or a double click opens it."""

    DEFAULT_CSS = """
    PanelBox {
        width: 1fr;
        padding: 0 1;
        border: round $border-blurred;
        border-title-color: $foreground;
        border-title-style: bold;
        border-subtitle-color: $text-muted;
    }
    PanelBox:focus { border: round $accent; border-title-color: $accent; }
    """
    ALLOW_SELECT = False

    @dataclass
    class Opened(Message):
        """The panel is wanted on the whole screen."""

        panel_id: str

    def __init__(self, panel: Panel) -> None:
        super().__init__(id=f"panel-{panel.id}")
        self._loading = True
        self._pointed: int | None = None
        self._panel = panel
        self.border_title = Content(panel.title)

    @property
    def panel(self) -> Panel:
        """What is drawn."""
        return self._panel

    def show(self, panel: Panel) -> None:
        """Draw these figures."""
        self._panel, self._loading, self._pointed = panel, False, None
        self.border_title = Content(panel.title)
        self._say()
        self.refresh()

    def render(self) -> Content:
        """The chart, or what will stand there; nothing before the figures are read."""
        if self._loading:
            return Content("")
        figure, (width, height) = self._panel.figure, self.size
        if figure is None or figure.thin or width < 12 or height < 3:
            return Content.styled(self._panel.empty, "$text-muted")
        rows = figure.draw(width, height, self._pointed)[:height]
        return Content("\n").join(Content.assemble(*row) for row in rows)

    def on_resize(self) -> None:
        """The words below follow the width."""
        self._say()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Tell what is under the mouse."""
        at, figure = event.get_content_offset(self), self._panel.figure
        if at is None or figure is None or figure.thin or self._loading:
            return
        stop = figure.stop_at(at.x, at.y, *self.size)
        if stop != self._pointed:
            self._pointed = stop
            self._say()
            self.refresh()

    def on_leave(self) -> None:
        """Back to what it comes to."""
        if self._pointed is not None:
            self._pointed = None
            self._say()
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A double click opens it."""
        if event.chain == 2:
            self.post_message(self.Opened(self._panel.id))

    def _say(self) -> None:
        figure = self._panel.figure
        told = figure.told(self._pointed, self.size.width) if figure is not None and self._pointed is not None else ""
        self.border_subtitle = Content(one_line(told or self._panel.headline, max(4, self.size.width - 2)))
