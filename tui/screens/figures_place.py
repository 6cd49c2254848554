"""What Progress reads, and when: the figures at once, what takes longer after them."""

from collections.abc import Mapping

from textual import on, work
from textual.message import Message

from drills.storage.figures.progress import progress_view
from drills.storage.figures.progress_more import composed, way_to
from drills.views.progress import Chosen, ProgressView, Span
from drills.views.progress_more import Composed, Way
from tui.dashboard.composed import answer_panels
from tui.dashboard.page import all_panels
from tui.dashboard.panel import Panel
from tui.dashboard.way import way_panels
from tui.messages import ForecastRequested, OutlooksChanged
from tui.screens.place import Place


class FiguresPlace(Place):
    """Reads the figures of a range and of some cards; `show_panels` and `say` are what a page makes of them."""

    class Loaded(Message):
        """All figures are read."""

        def __init__(self, view: ProgressView) -> None:
            super().__init__()
            self.view = view

    class WayLoaded(Message):
        """The way to a goal is read."""

        def __init__(self, way: Way) -> None:
            super().__init__()
            self.way = way

    class ComposedLoaded(Message):
        """What there is about answers is read."""

        def __init__(self, composed: Composed) -> None:
            super().__init__()
            self.composed = composed

    span = Span.YEAR
    chosen = Chosen()
    goal_ids: tuple[int, ...] = ()
    goal_id: int | None = None  # whose burn-up is shown

    def show_panels(self, panels: Mapping[str, Panel]) -> None:
        """Draw these panels."""
        raise NotImplementedError

    def say(self, cards: str) -> None:
        """Tell which cards the figures are about."""
        raise NotImplementedError

    def load(self) -> None:
        """Read all figures in one go; then what takes longer, once for all ranges."""
        self._read_figures()
        self._read_way()
        self._read_answers()
        self.post_message(ForecastRequested())

    @work(exclusive=True, group="progress.load")
    async def _read_figures(self) -> None:
        await self.fetch(self.Loaded, progress_view, self.now(), self.config.study, self.span, self.chosen)

    @work(exclusive=True, group="progress.way")
    async def _read_way(self) -> None:
        await self.fetch(self.WayLoaded, way_to, self.now(), self.config.study, self.goal_id)

    @work(exclusive=True, group="progress.answers")
    async def _read_answers(self) -> None:
        await self.fetch(self.ComposedLoaded, composed, self.now(), self.config.study)

    @on(OutlooksChanged)
    def follow_outlooks(self) -> None:
        """A forecast was computed."""
        if self.is_current:
            self._read_way()

    @on(WayLoaded)
    def show_way(self, message: WayLoaded) -> None:
        """Show the way to a goal, and past forecasts."""
        self.goal_ids = message.way.goal_ids
        self.goal_id = message.way.plan.goal.id if message.way.plan else None
        self.show_panels({panel.id: panel for panel in way_panels(message.way)})
        self.refresh_bindings()

    @on(ComposedLoaded)
    def show_composed(self, message: ComposedLoaded) -> None:
        """Show how answers come along."""
        self.show_panels({panel.id: panel for panel in answer_panels(message.composed, self.today)})

    @on(Loaded)
    def show(self, message: Loaded) -> None:
        """Show the figures."""
        view = message.view
        later = {panel.id for panel in (*way_panels(None), *answer_panels(None, view.day))}
        self.show_panels({panel.id: panel for panel in all_panels(view, self.config) if panel.id not in later})
        self.say(view.chosen_words + (f", {view.cards:,} of them" if view.chosen else f": {view.cards:,}"))

    # Which figures

    def reach(self, span: Span) -> None:
        """Look back as far."""
        self.span = span
        self.say("")
        self._read_figures()

    def choose(self, chosen: Chosen) -> None:
        """Show the figures of these cards."""
        self.chosen, self.goal_id = chosen, chosen.goal_id
        self.say("")
        self._read_figures()
        self._read_way()

    def next_goal(self) -> None:
        """Show the way to the next goal."""
        here = self.goal_ids.index(self.goal_id) + 1 if self.goal_id in self.goal_ids else 0
        self.goal_id = self.goal_ids[here % len(self.goal_ids)]
        self._read_way()
