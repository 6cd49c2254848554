"""One panel on the whole screen: what it shows, how it is computed, the chart with its cursor."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.dashboard.panel import Panel
from tui.widgets.chart_view import ChartView


class Zoomed(Vertical):
    """Fills the place of the page while a panel is open."""

    DEFAULT_CSS = """
    Zoomed { height: 1fr; padding: 0 2 0 2; display: none; }
    Zoomed.-open { display: block; }
    Zoomed > #zoom-title { height: auto; text-style: bold; color: $accent; }
    Zoomed > #zoom-about { height: auto; max-width: 100; color: $text-muted; margin-bottom: 1; }
    Zoomed > ChartView { height: 1fr; }
    """

    def compose(self) -> ComposeResult:
        """The title, the two sentences, the chart."""
        yield Static(id="zoom-title", markup=False)
        yield Static(id="zoom-about", markup=False)
        yield ChartView(widget_id="zoom-chart")

    def show(self, panel: Panel) -> None:
        """Show this panel."""
        headline = f"  {panel.headline}" if panel.headline else ""
        self.query_one("#zoom-title", Static).update(Content.assemble(panel.title, (headline, "$text-muted not bold")))
        self.query_one("#zoom-about", Static).update(Content(panel.about))
        self.query_one(ChartView).show(panel.figure, panel.empty)

    def open(self, panel: Panel) -> None:
        """Show this panel, its cursor where it begins."""
        self.add_class("-open")
        chart = self.query_one(ChartView)
        chart.cursor = None
        self.show(panel)
        chart.focus()

    def close(self) -> None:
        """Go away."""
        self.remove_class("-open")
