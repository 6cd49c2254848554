"""The bar above each place: the name, the five places, the day and the streak."""

from datetime import date

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from drills.dates import short
from tui.messages import DayRead, PlaceRequested

PLACES = ("today", "goals", "answers", "library", "progress")


class TopBar(Widget):
    """One line; a click on a place goes there."""

    DEFAULT_CSS = """
    TopBar {
        dock: top;
        height: 1;
        padding: 0 1;
        color: $text-muted;
        background: $surface;
        text-wrap: nowrap;
    }
    """
    ALLOW_SELECT = False

    today: reactive[date] = reactive(date.min)
    status: reactive[DayRead | None] = reactive(None)

    def __init__(self, place: str, today: date) -> None:
        super().__init__()
        self._place = place
        self.set_reactive(TopBar.today, today)
        self._spans: list[tuple[int, int, str]] = []

    def on_mount(self) -> None:
        """Say what the bar of the screen beneath says."""
        beneath = (bar for screen in reversed(self.app.screen_stack) for bar in screen.query(TopBar))
        self.status = next((bar.status for bar in beneath if bar.status), None) if self.status is None else self.status

    def render(self) -> Content:
        """Brand and places to the left, the day to the right; as much of it as fits."""
        width = self.size.width
        day = self._day(width)
        parts: list[Content | tuple[str, str]] = []
        at = 0
        self._spans = []
        if width >= 84:
            parts.append(("Readyby   ", "bold $foreground"))
            at = 10
        for number, place in enumerate(PLACES, 1):
            label = f"{number} {place.title()}" if width >= 52 or place == self._place else f"{number}"
            here = place == self._place
            parts.append((str(label), "bold $accent underline" if here else "$text-muted"))
            self._spans.append((at, at + len(label), place))
            parts.append(("   " if width >= 100 else "  ", ""))
            at += len(label) + (3 if width >= 100 else 2)
        gap = width - at - len(day)
        if gap >= 0:
            parts.append((" " * gap + day, "$text-muted"))
        return Content.assemble(*parts)

    def _day(self, width: int) -> str:
        day = short(self.today, self.today)
        if self.status is None or width < 72:
            return day
        streak = f" · streak {self.status.streak}" if self.status.streak else ""
        return day + streak + (f" · {self.status.minutes_per_day} min a day" if width >= 110 else "")

    def on_click(self, event: events.Click) -> None:
        """Go to the place clicked on."""
        x = event.x - self.styles.padding.left
        for start, end, place in self._spans:
            if start <= x < end:
                self.post_message(PlaceRequested(place))
