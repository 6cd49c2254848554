"""What the five places have in common: the bar above, the keys below, and figures read afresh whenever they show."""

import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from typing import ClassVar, Concatenate, ParamSpec, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.screen import Screen

from drills.config import Config
from drills.dates import study_day
from drills.errors import DrillsError
from tui.desk import Desk
from tui.messages import ConfigChanged, Failed
from tui.widgets.key_bar import KeyBar
from tui.widgets.top_bar import TopBar

READING = "One moment …"  # until what a place shows is read for the first time
P = ParamSpec("P")
T = TypeVar("T")


class Place(Screen[None]):
    """One of the five places. Say where it is in `PLACE`, what it shows in `body`, and read it in `load`."""

    PLACE: ClassVar[str] = ""

    def __init__(self, desk: Desk, now: Callable[[], datetime], config: Config) -> None:
        super().__init__()
        self.desk = desk
        self.now = now
        self.config = config

    @property
    def today(self) -> date:
        """The day of study that it is."""
        return study_day(self.now(), self.config.study.day_turns_at)

    def compose(self) -> ComposeResult:
        """The bar, the body, the keys."""
        yield TopBar(self.PLACE, self.today)
        yield from self.body()
        yield KeyBar()

    def body(self) -> ComposeResult:
        """What stands between the bar and the keys."""
        raise NotImplementedError

    def load(self) -> object:
        """Read what this place shows, in a worker; called whenever it comes to the front, and after an undo."""
        raise NotImplementedError

    async def fetch(
        self,
        loaded: Callable[[T], Message],
        query: Callable[Concatenate[sqlite3.Connection, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Read something, and post the message made of it; or that it failed."""
        try:
            found = await self.desk.read(query, *args, **kwargs)
        except DrillsError as error:
            self.post_message(Failed(error))
        else:
            self.post_message(loaded(found))

    def on_mount(self) -> None:
        """Notice when the day turns while the app stands open."""
        self.set_interval(60, self._look_at_the_day)

    def _look_at_the_day(self) -> None:
        if self.is_current and self.query_one(TopBar).today != self.today:
            self.on_screen_resume()

    def on_screen_resume(self) -> None:
        """Show the present state of things."""
        self.query_one(TopBar).today = self.today
        self.load()

    @on(ConfigChanged)
    def _use_config(self, message: ConfigChanged) -> None:
        self.config = message.config
        if self.is_current:
            self.load()

    def unsaved(self) -> str:
        """What would be lost by quitting now ("your unfinished answer"); empty when nothing would."""
        return ""
