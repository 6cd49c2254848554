"""What screens tell the app: events in the past tense, wishes as `…Requested`."""

from dataclasses import dataclass

from textual.message import Message

from drills.config import Config
from drills.errors import DrillsError


@dataclass
class Failed(Message):
    """Something the user can act on went wrong; the app shows it as a toast."""

    error: DrillsError


@dataclass
class Said(Message):
    """A short word to the user ("Deleted 3 cards · u takes it back"); the app shows it as a toast."""

    text: str
    title: str = ""


@dataclass
class PlaceRequested(Message):
    """The user wants to go to a place: today, goals, answers, library or progress."""

    place: str


@dataclass
class DrillRequested(Message):
    """The user wants to drill: what is planned for today, or only these cards.

    `sort` is "warm-up" (a last look at the goal's cards) or "mock test" (random cards of it, measured).
    """

    deck: str | None = None
    goal_id: int | None = None
    note_ids: tuple[int, ...] | None = None
    extra: bool = False
    sort: str = ""


@dataclass
class ForecastRequested(Message):
    """A screen shows what is to be expected of goals: compute what has gone out of date."""


@dataclass
class OutlooksChanged(Message):
    """What is to be expected of a goal was computed and stored; every screen is told. `done`: that was the last."""

    done: bool = False


@dataclass
class GoalRequested(Message):
    """The user wants to see a goal in full; `ask` how it went."""

    goal_id: int
    ask: bool = False


@dataclass
class ComposeRequested(Message):
    """The user wants to write the answer to a question; `place` is a section with the start and end of words in it."""

    note_id: int
    place: tuple[str, int, int] | None = None


@dataclass
class UndoRequested(Message):
    """The user wants the last step taken back."""


@dataclass
class SettingRequested(Message):
    """The user wants a setting ("minutes_per_day", "keys.drill.undo") to have a value; None is back to its default."""

    name: str
    value: object


@dataclass
class ConfigChanged(Message):
    """The settings were changed and saved; every screen is told, `Place.config` is already the new one."""

    config: Config


@dataclass
class DayRead(Message):
    """The figures of the top bar were read afresh."""

    streak: int
    minutes_per_day: int
