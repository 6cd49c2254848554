"""What Progress shows: every figure of the page, for all cards or some, over a time.

Days are study days; seconds are measured; recall is predicted before the answer and lies in [0, 1].
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from drills.models import GoalStatus, Rating
from drills.views.library import NoteLine
from drills.views.today import DayDone, Topic


class Span(StrEnum):
    """How far back figures reach."""

    MONTH = "1m"
    QUARTER = "3m"
    YEAR = "1y"
    ALL = "all"

    @property
    def days(self) -> int | None:
        """Days up to and with today; None: all there are."""
        return {"1m": 30, "3m": 91, "1y": 365}.get(self.value)

    @property
    def words(self) -> str:
        """As in "over the last month"."""
        return {"1m": "the last month", "3m": "the last 3 months", "1y": "the last year", "all": "all time"}[self.value]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which cards the figures are about: those of a deck, a tag, a goal and a search, as far as given; else all."""

    deck: str = ""
    tag: str = ""
    goal_id: int | None = None
    search: str = ""

    def __bool__(self) -> bool:
        return bool(self.deck or self.tag or self.search or self.goal_id is not None)


@dataclass(frozen=True, slots=True)
class DoneToday:
    """Today's answers so far: by sort, those rated Again, cards seen for the first time, and the time."""

    answers: int = 0
    again: int = 0
    first: int = 0
    seconds: float = 0.0
    sorts: Mapping[str, int] = field(default_factory=dict)  # learning, young, mature, relearning, early


@dataclass(frozen=True, slots=True)
class Period:
    """Answers and seconds of some days in a row, by sort: learning, young, mature, relearning, early."""

    first: date
    days: int
    answers: Mapping[str, int]
    seconds: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Retention:
    """Measured recall over a time: answers and how many were recalled; mature: the interval was 21 days or more."""

    label: str
    young: int
    young_recalled: int
    mature: int
    mature_recalled: int
    predicted: float | None  # mean predicted recall of the same answers


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour of the clock on the wall: answers, those of cards in review, and how many of these were recalled."""

    hour: int
    answers: int
    tested: int
    recalled: int


@dataclass(frozen=True, slots=True)
class Bin:
    """Cards whose value lies from `low` up to but without `high` (None: no end)."""

    low: float
    high: float | None
    cards: int


@dataclass(frozen=True, slots=True)
class Calibrated:
    """Answers whose predicted recall lay in a bin: its mean, the share recalled, and a 95 % Wilson interval of that."""

    low: float
    high: float
    answers: int
    recalled: int
    predicted: float
    measured: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day to come, simulated, in minutes: scheduled now, coming back until then, new, left over from before."""

    day: date
    cards: float
    scheduled: float
    again: float
    new: float
    waiting: float


@dataclass(frozen=True, slots=True)
class DueOutlook:
    """The days to come, and what the simulation assumes."""

    days: tuple[DueDay, ...] = ()
    minutes_a_day: float = 0.0
    new_a_day: float = 0.0
    overdue: int = 0  # cards left over from days before today


@dataclass(frozen=True, slots=True)
class Covered:
    """A topic that Readyby teaches: its cards, how many were seen, and the mean predicted recall of those."""

    tag: str
    label: str
    cards: int
    seen: int
    recall: float | None


@dataclass(frozen=True, slots=True)
class GoalStep:
    """A goal in the order of its deadline: how it ended, and how often and how far its date was moved."""

    id: int
    statement: str
    deadline: date
    original: date
    status: GoalStatus
    closed_on: date | None
    moves: int
    follows: int | None  # the goal it was set after

    @property
    def on_time(self) -> bool:
        """Whether it was met by the date as first set."""
        return self.status is GoalStatus.MET and self.closed_on is not None and self.closed_on <= self.original


@dataclass(frozen=True, slots=True)
class CostlyCard:
    """A card with the answers and the seconds that it has taken in all."""

    note_id: int
    text: str
    answers: int
    seconds: float
    lapses: int


@dataclass(frozen=True, slots=True)
class ProgressView:
    """The Progress page."""

    day: date
    span: Span
    chosen: Chosen
    chosen_words: str  # "deck Law", "all cards"
    cards: int
    first: date | None  # the day of the first answer
    today: DoneToday
    days: tuple[DayDone, ...]  # the last 53 weeks, oldest first, only days with answers
    streak: int
    best_streak: int
    reviews: int  # of the span
    seconds: float
    due: DueOutlook
    periods: tuple[Period, ...]
    states: Mapping[str, int]  # new, learning, relearning, young, mature, suspended
    intervals: tuple[Bin, ...]
    stabilities: tuple[Bin, ...]
    difficulties: tuple[Bin, ...]
    recalls: tuple[Bin, ...]  # predicted now, of seen cards
    knowledge: float  # sum of predicted recall: cards known
    retention: tuple[Retention, ...]
    hours: tuple[Hour, ...]
    buttons: Mapping[str, Mapping[Rating, int]]  # learning, young, mature
    added: tuple[tuple[date, int], ...]  # days with cards added, oldest first
    calibration: tuple[Calibrated, ...]
    topics: tuple[Topic, ...]
    coverage: tuple[Covered, ...]
    goals: tuple[GoalStep, ...]
    costly: tuple[CostlyCard, ...]
    leeches: tuple[NoteLine, ...] = ()

    @property
    def seen(self) -> int:
        """Cards with a memory, put aside or not counted."""
        return sum(bin_.cards for bin_ in self.recalls)

    @classmethod
    def blank(cls, day: date) -> "ProgressView":
        """Nothing at all, before anything was read."""
        return cls(
            day=day,
            span=Span.YEAR,
            chosen=Chosen(),
            chosen_words="",
            cards=0,
            first=None,
            today=DoneToday(),
            days=(),
            streak=0,
            best_streak=0,
            reviews=0,
            seconds=0.0,
            due=DueOutlook(),
            periods=(),
            states={},
            intervals=(),
            stabilities=(),
            difficulties=(),
            recalls=(),
            knowledge=0.0,
            retention=(),
            hours=(),
            buttons={},
            added=(),
            calibration=(),
            topics=(),
            coverage=(),
            goals=(),
            costly=(),
        )
