"""What Progress shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from drills.models import Rating
from drills.views.library import NoteLine
from drills.views.today import DayDone, Topic


@dataclass(frozen=True, slots=True)
class Retention:
    """Measured recall over a period: answers and how many were recalled; mature: the interval was 21 days or more."""

    label: str
    young: int
    young_recalled: int
    mature: int
    mature_recalled: int
    predicted: float | None  # mean predicted recall of the same answers


@dataclass(frozen=True, slots=True)
class ProgressView:
    """The Progress screen."""

    day: date
    days: tuple[DayDone, ...]  # the last 53 weeks, oldest first, only days with reviews
    forecast: tuple[tuple[date, int, float], ...]  # day, cards, seconds; backlog on the first
    retention: tuple[Retention, ...]
    states: Mapping[str, int]  # new, learning, young, mature, suspended
    ratings: Mapping[Rating, int]  # the last 30 days
    streak: int
    best_streak: int
    reviews: int
    seconds: float
    topics: tuple[Topic, ...]
    leeches: tuple[NoteLine, ...] = field(default=())
