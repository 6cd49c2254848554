"""Progress: what was done, what comes, and how well it stays; every figure says what it is and of how many."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from drills.errors import DrillsError
from drills.storage.figures.progress_source import choices
from drills.views.progress import Chosen, Span
from tui.dashboard.page import blank_panels
from tui.dashboard.panel import Panel
from tui.messages import Failed
from tui.screens.figures_place import FiguresPlace
from tui.widgets.panel_box import PanelBox
from tui.widgets.zoomed import Zoomed

_SPANS = ((Span.MONTH, "m", "month"), (Span.QUARTER, "t", "3 months"), (Span.YEAR, "y", "year"), (Span.ALL, "a", "all"))
TWO_COLUMNS, THREE_COLUMNS = 100, 168


class ProgressScreen(FiguresPlace):
    """Panels in a grid; Enter opens one, and a range and a choice of cards hold for all."""

    PLACE: ClassVar[str] = "progress"
    AUTO_FOCUS = "PanelBox"
    CSS_PATH = "progress.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", id="progress.open", tooltip="This panel on the whole screen, with its cursor"),
        Binding("escape", "close", "Page", id="progress.close", tooltip="Back to all panels"),
        Binding("f", "choose", "Which cards", id="progress.choose", tooltip="Figures of a deck, a tag or a goal"),
        Binding("slash", "search", "Search", id="progress.search", tooltip="Figures of the cards that a search finds"),
        Binding("m", "span('1m')", "1 month", show=False, id="progress.month", tooltip="Over the last month"),
        Binding("t", "span('3m')", "3 months", show=False, id="progress.quarter", tooltip="Over the last 3 months"),
        Binding("y", "span('1y')", "1 year", show=False, id="progress.year", tooltip="Over the last year"),
        Binding("a", "span('all')", "All time", show=False, id="progress.all", tooltip="Over all time"),
        Binding("o", "goal", "Next goal", show=False, id="progress.goal", tooltip="The burn-up of the next goal"),
        Binding("e", "export", "Export", id="progress.export", tooltip="This panel to a file: SVG, CSV or JSON"),
        Binding("tab", "step(1)", "Next", show=False, id="progress.next", tooltip="The next panel"),
        Binding("shift+tab", "step(-1)", "Before", show=False, id="progress.before", tooltip="The panel before"),
        Binding("left,h", "move(-1, 0)", "Left", show=False, id="progress.left", tooltip="The panel to the left"),
        Binding("right,l", "move(1, 0)", "Right", show=False, id="progress.right", tooltip="The panel to the right"),
        Binding("up,k", "move(0, -1)", "Up", show=False, id="progress.up", tooltip="The panel above"),
        Binding("down,j", "move(0, 1)", "Down", show=False, id="progress.down", tooltip="The panel below"),
        Binding("pagedown,space", "scroll(15)", "Page down", show=False, id="progress.page_down", tooltip="Page down"),
        Binding("pageup,b", "scroll(-15)", "Page up", show=False, id="progress.page_up", tooltip="Scroll up a page"),
        Binding("g", "edge(0)", "Top", show=False, id="progress.top", tooltip="The first panel"),
        Binding("G", "edge(-1)", "Bottom", show=False, id="progress.bottom", tooltip="The last panel"),
    ]

    def body(self) -> ComposeResult:
        """What the figures are about, the panels, and the place of an open one."""
        self._panels = {panel.id: panel for panel in blank_panels(self.today, self.config)}
        self._open = ""
        yield Static(id="scope", markup=False)
        with VerticalScroll(id="page", can_focus=False):
            yield from (PanelBox(panel) for panel in self._panels.values() if panel.wide)
            with Container(id="panels"):
                yield from (PanelBox(panel) for panel in self._panels.values() if not panel.wide)
        yield Zoomed(id="zoom")

    def on_mount(self) -> None:
        """Say what is being read."""
        self.say("")

    def show_panels(self, panels: Mapping[str, Panel]) -> None:
        """Draw these panels, on the page and where one is open."""
        self._panels.update(panels)
        for box in self.query(PanelBox):
            if box.panel.id in panels:
                box.show(panels[box.panel.id])
        if self._open in panels:
            self.query_one(Zoomed).show(panels[self._open])

    def say(self, cards: str) -> None:
        """Tell the range, and which cards the figures are about."""
        self.query_one("#scope", Static).update(scope_line(self.span, cards))

    def on_resize(self, event: events.Resize) -> None:
        """As many columns as there is room for."""
        width = event.size.width
        columns = 3 if width >= THREE_COLUMNS else 2 if width >= TWO_COLUMNS else 1
        grid = self.query_one("#panels")
        for number in (1, 2, 3):
            grid.set_class(number == columns, f"-columns-{number}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Some keys are for the page, some for an open panel."""
        if action == "close":
            return bool(self._open)
        if action == "goal":
            return len(self.goal_ids) > 1
        if action in ("open", "move", "scroll", "edge"):
            return not self._open
        return super().check_action(action, parameters)

    # Going about

    @property
    def _here(self) -> PanelBox | None:
        return self.focused if isinstance(self.focused, PanelBox) else None

    def action_move(self, across: int, down: int) -> None:
        """Go to the nearest panel that way."""
        here = self._here
        boxes = list(self.query(PanelBox))
        if here is None:
            boxes[0].focus()
            return
        there = nearest(here, boxes, across, down)
        if there is not None:
            there.focus()

    def action_step(self, by: int) -> None:
        """Go to another panel in their order, on the page or open."""
        ids = list(self._panels)
        here = self._open or (self._here.panel.id if self._here else ids[-by])
        there = ids[(ids.index(here) + by) % len(ids)]
        if self._open:
            self._zoom(there)
        else:
            self._box(there).focus()

    def action_edge(self, place: int) -> None:
        """Go to the first or the last panel."""
        self._box(list(self._panels)[place]).focus()

    def action_scroll(self, lines: int) -> None:
        """Scroll the page."""
        self.query_one("#page").scroll_relative(y=lines, animate=False)

    def _box(self, panel_id: str) -> PanelBox:
        return self.query_one(f"#panel-{panel_id}", PanelBox)

    # One panel

    def action_open(self) -> None:
        """Show the panel on the whole screen."""
        if self._here:
            self._zoom(self._here.panel.id)

    @on(PanelBox.Opened)
    def open_clicked(self, message: PanelBox.Opened) -> None:
        """Show the panel that was clicked."""
        self._zoom(message.panel_id)

    def _zoom(self, panel_id: str) -> None:
        self._open = panel_id
        self.query_one("#page").display = False
        self.query_one(Zoomed).open(self._panels[panel_id])
        self.refresh_bindings()

    def action_close(self) -> None:
        """Back to the page, with the cursor on the same panel."""
        there, self._open = self._open, ""
        self.query_one(Zoomed).close()
        self.query_one("#page").display = True
        self._box(there).focus()
        self.refresh_bindings()

    def action_export(self) -> None:
        """Write the panel to a file."""
        from tui.screens.panel_export import PanelExport

        panel: Panel | None = self._panels.get(self._open or (self._here.panel.id if self._here else ""))
        if panel:
            self.app.push_screen(PanelExport(panel, self.today))

    # Which figures

    def action_span(self, span: str) -> None:
        """Look back as far."""
        self.reach(Span(span))

    def action_goal(self) -> None:
        """Show the way to the next goal."""
        self.next_goal()

    @work(exclusive=True, group="progress.choose")
    async def action_choose(self) -> None:
        """Ask for a deck, a tag or a goal."""
        from tui.screens.dialog import Choose

        try:
            found = await self.desk.read(choices)
        except DrillsError as error:
            self.post_message(Failed(error))
            return
        options = [("", "All cards"), *((str(place), words) for place, (words, _) in enumerate(found))]

        def take(answer: str | None) -> None:
            if answer is not None:
                self.choose(found[int(answer)][1] if answer else Chosen())

        self.app.push_screen(Choose("Figures of which cards?", options), take)

    def action_search(self) -> None:
        """Ask for a search."""
        from tui.screens.dialog import Prompt

        def take(text: str | None) -> None:
            if text is not None:
                self.choose(Chosen(search=text))

        hint = "words, deck:x, tag:x, is:due …; nothing for all cards"
        self.app.push_screen(Prompt("Figures of a search", hint, self.chosen.search), take)


def scope_line(chosen: Span, cards: str) -> Content:
    """The ranges with their keys, the present one marked, and which cards the figures are about."""
    parts: list[tuple[str, str]] = []
    for span, key, name in _SPANS:
        here = span is chosen
        parts += [(key, "bold $accent"), (f" {name}", "bold" if here else "$text-muted")]
        parts.append(("◂  " if here else "   ", "$accent"))
    return Content.assemble(*parts, (cards, "$text-muted"))


def nearest(here: PanelBox, boxes: Iterable[PanelBox], across: int, down: int) -> PanelBox | None:
    """The panel next to one, to the left or right, or above or below; None at the edge."""
    x, y = here.region.center
    found = []
    for box in boxes:
        dx, dy = box.region.center[0] - x, box.region.center[1] - y
        if (across and dx * across > 0 and 2 * abs(dy) < here.region.height) or (down and dy * down > 1):
            aside = abs(box.region.x - here.region.x) if down else abs(dy)
            found.append((abs(dy) if down else abs(dx), aside, box))
    return min(found, key=lambda one: one[:2])[2] if found else None
