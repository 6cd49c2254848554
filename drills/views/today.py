"""What Today shows, and the lines it shares with Goals and Progress."""

from dataclasses import dataclass
from datetime import date, datetime

from drills.models import Goal
from drills.views.plan import GoalOutlook, Missed, MockOffer


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal at a glance. `readiness` is the predicted mean recall now over its cards, unseen ones counted as 0."""

    goal: Goal
    days_left: int
    cards: int
    seen: int
    due: int
    readiness: float
    outlook: GoalOutlook | None = None  # as last computed; None until it was


@dataclass(frozen=True, slots=True)
class Plan:
    """What today's minutes hold. `seconds` is the expected time; `left` is what is due beyond it."""

    cards: int
    due: int
    new: int
    questions: int
    seconds: float
    by_goal: tuple[tuple[str, int], ...] = ()
    left: int = 0
    left_seconds: float = 0.0
    catch_up_days: int | None = 0  # None: never, at these minutes
    later: int = 0  # due cards of goals that the plan leaves for another day
    ahead: int = 0  # of the cards, those that come before they are due because that pays
    enough: bool = False  # done for today: what is left for the goals would add next to nothing


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that was left and can be taken up again."""

    id: int
    done: int
    total: int
    started_at: datetime


@dataclass(frozen=True, slots=True)
class DayDone:
    """What was done on one day; `elsewhere` is practice off the app in minutes, `free` a day of planned rest."""

    day: date
    seconds: float
    reviews: int
    elsewhere: int = 0
    free: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """Predicted recall now over a topic's seen cards; measured recall in each of the last weeks (None: no answers)."""

    tag: str
    label: str
    recall: float
    cards: int
    weeks: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class TodayView:
    """The Today screen."""

    day: date
    streak: int
    minutes_per_day: int
    seconds_done: float
    reviews_done: int
    cards: int  # in the library; 0: nothing to learn yet
    goals: tuple[GoalLine, ...]
    plan: Plan
    resumable: OpenSession | None
    week: tuple[DayDone, ...]  # Monday first
    weakest: tuple[Topic, ...]
    next_due: date | None  # when nothing is due today
    tomorrow_cards: int
    tomorrow_seconds: float
    tomorrow: str = ""  # in words: as planned where goals are, else what is due
    missed: Missed | None = None  # days without study, said once
    mock: MockOffer | None = None  # a mock test that was left today, part of it answered
    rest: bool = False  # a day off: nothing is planned, whoever wants to can
