"""Planning as it is shown: how ready on the day, whether the minutes are enough, what else could be done, and why.

All shares and recalls lie in [0, 1]; "predicted" is computed, "measured" was answered.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from drills.models import Goal, Kind


class Stage(StrEnum):
    """Where a goal stands in time: the last days are the three before its day."""

    RUNNING = "running"
    LAST_DAYS = "last days"
    TODAY = "today"  # no study any more, but a warm-up
    OVER = "over"  # the day has passed: ask for the outcome


class Verdict(StrEnum):
    """Whether the plan leads where it should."""

    DONE = "done"  # the target holds to the day without another answer
    AHEAD = "ahead"  # fewer minutes would do
    ON_PLAN = "on plan"
    BEHIND = "behind"  # more minutes, a later date or fewer cards would do
    OUT_OF_REACH = "out of reach"  # no minutes that one could study would do
    NO_CARDS = "no cards"
    NO_TIME = "no time"  # only days off are left before the day
    UNKNOWN = "unknown"  # not computed yet


class Way(StrEnum):
    """What can be changed about a plan that falls short."""

    MINUTES = "minutes"
    DATE = "date"
    CARDS = "cards"


@dataclass(frozen=True, slots=True)
class CardCost:
    """A card with the time it would still take until the goal's day, and what that adds to its recall there."""

    card_id: int
    note_id: int
    text: str  # first line; plain text of the user's
    kind: Kind
    minutes: float
    gain: float


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to meet the target, with what is predicted for the day if it is taken. `enough`: the target is met."""

    way: Way
    words: str  # "22 min/day", "Sat 19 Dec, 9 days later", "move 40 cards out"
    mean: float
    low: float
    high: float
    enough: bool
    minutes: int | None = None  # a day
    deadline: date | None = None
    card_ids: tuple[int, ...] = ()
    costliest: tuple[CardCost, ...] = ()  # the dearest of the cards to move out, named


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A day to come: minutes and answers planned, and readiness predicted for its evening (band as the outlook's)."""

    day: date
    minutes: float
    answers: float
    mean: float
    low: float
    high: float
    rest: bool = False  # a day off


@dataclass(frozen=True, slots=True)
class GoalOutlook:
    """What to expect of a goal, as predicted on `day`. Draw `words` and `band_words`; figures are for charts.

    `now`, `mean`, `low`, `high` are shares of the goal's cards recalled, unseen ones counted as 0. The band holds the
    result with probability `band`; while `firm` is False show only the band: "a typical learner: 85–99 %". `stale`
    says that something has changed since. `sampled` is how many cards stand for all of a very large goal, 0 for all.
    """

    goal_id: int
    day: date
    deadline: date
    state: Stage
    verdict: Verdict
    words: str  # "on plan · 15 min/day is enough for 90 %"
    band_words: str  # "day 91 % (86–94)", "a typical learner: 85–99 %, firmer after a week"
    cards: int = 0
    seen: int = 0
    parked: int = 0
    now: float = 0.0
    mean: float = 0.0
    low: float = 0.0
    high: float = 0.0
    band: float = 0.8
    firm: bool = False
    target: float = 0.9
    minutes: float = 0.0  # a day, as planned with
    minutes_needed: int | None = None  # a day, for the target; None: no minutes reach it
    five_more: float | None = None  # what 5 minutes a day more add to `mean`
    choices: tuple[Choice, ...] = ()
    days: tuple[PlannedDay, ...] = ()
    advice: str = ""  # "Time is tight: …"; empty mostly
    sampled: int = 0
    made_at: datetime | None = None
    stale: bool = False

    @property
    def falls_short(self) -> bool:
        """Whether less is predicted for the day than is aimed at."""
        return self.verdict in (Verdict.BEHIND, Verdict.OUT_OF_REACH, Verdict.NO_TIME)


@dataclass(frozen=True, slots=True)
class Readiness:
    """A past day: readiness predicted for its evening; first answers measured on it (None: there were none)."""

    day: date
    predicted: float
    measured: float | None = None
    answers: int = 0


@dataclass(frozen=True, slots=True)
class TopicGap:
    """A tag of the goal's cards and how far behind it is: predicted recall now, unseen cards counted as 0."""

    tag: str
    label: str
    cards: int
    seen: int
    recall: float


@dataclass(frozen=True, slots=True)
class Moved:
    """What moved since the evening before: differences, and words for them ("3 points up, 6 cards new")."""

    now: float
    mean: float | None  # forecast for the day; None without one from before
    new_cards: int
    words: str


@dataclass(frozen=True, slots=True)
class MockOffer:
    """A mock test that could be taken now: so many random cards, drawn by goal and day; `due` once a week.

    `done` of them are answered in one that was left today, and can be gone on with.
    """

    goal_id: int
    cards: int
    due: bool
    last: date | None = None
    done: int = 0


@dataclass(frozen=True, slots=True)
class MockResult:
    """A mock test: first answers to random seen cards, measured with their 95 % (Wilson) interval, beside predicted.

    Over all of the goal's cards, those never seen count as not recalled: multiply by `seen_share`.
    """

    id: int
    goal_id: int
    session_id: int
    day: date
    cards: int
    answered: int
    recalled: int
    measured: float | None  # None until one is answered
    low: float
    high: float
    predicted: float
    seen_share: float
    words: str


@dataclass(frozen=True, slots=True)
class GoalPlanView:
    """All that a goal's page shows of its plan, read in one go; `outlook` is None until it was first computed."""

    goal: Goal
    day: date
    state: Stage
    outlook: GoalOutlook | None
    past: tuple[Readiness, ...]
    needed: tuple[tuple[date, float], ...]  # the straight line from the first day's readiness to the target on the day
    topics: tuple[TopicGap, ...]  # furthest behind first
    moved: Moved | None
    mock: MockOffer | None
    mocks: tuple[MockResult, ...]  # the latest first
    parked: tuple[CardCost, ...]
    check: "GoalCheck | None" = None


@dataclass(frozen=True, slots=True)
class Reached:
    """Recall of a card on a day that counts, without and with an answer now."""

    label: str  # the goal's statement; "in 30 days" for cards in no goal
    day: date
    without: float
    given: float


@dataclass(frozen=True, slots=True)
class Why:
    """Why a card comes now. `words` says it in a line: "on 10 Dec 62 % → 78 % for 9 s"."""

    card_id: int
    sort: str  # new, due, early, learning, warm-up, mock test, chosen
    words: str
    seconds: float
    now: float | None  # recall now, predicted; None for a new card
    reached: tuple[Reached, ...]  # the nearest day first
    note: str = ""  # what else there is to say: "not due before Fri 18 Dec"


@dataclass(frozen=True, slots=True)
class Missed:
    """Days without study since the last, said once: "2 days without study: the plan has moved; nothing piles up"."""

    days: int
    last: date
    words: str


@dataclass(frozen=True, slots=True)
class Held:
    """A forecast made earlier, held against what came: `share` of the way to the day, its mean and band."""

    share: float  # 0, 1/3, 2/3
    day: date
    mean: float
    low: float
    high: float
    residual: float  # measured − mean


@dataclass(frozen=True, slots=True)
class GoalCheck:
    """A finished goal: what was measured just before its day, with its 95 % interval, and what had been forecast."""

    goal_id: int
    statement: str
    day: date
    answers: int
    measured: float
    low: float
    high: float
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class CalibrationView:
    """How forecasts have come out: finished goals, mock tests, and by how much later bands are widened for it."""

    checks: tuple[GoalCheck, ...]
    mocks: tuple[MockResult, ...]
    bias: float | None  # mean residual of forecasts, measured − predicted; None without any
    covered: float | None  # share of 80 % bands that held the result
    widen: float
    words: str
