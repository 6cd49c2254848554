"""What each screen shows, read in one go: frozen, plain, and ready to draw."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from drills.models import Card, Goal, Kind, Note, Phase, Rating


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal at a glance. `readiness` is the predicted mean recall now over its cards, unseen ones counted as 0."""

    goal: Goal
    days_left: int
    cards: int
    seen: int
    due: int
    readiness: float


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


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that was left and can be taken up again."""

    id: int
    done: int
    total: int
    started_at: datetime


@dataclass(frozen=True, slots=True)
class DayDone:
    """What was done on one day."""

    day: date
    seconds: float
    reviews: int


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


@dataclass(frozen=True, slots=True)
class Try:
    """An earlier try at an open question or critique."""

    at: datetime
    spoken: bool
    text: str
    seconds: float
    rating: Rating


@dataclass(frozen=True, slots=True)
class Face:
    """The card to answer now. `waits` says for each rating when it would come back ("8 m", "3 d")."""

    session_id: int
    card: Card
    note: Note
    position: int  # from 1
    total: int
    waits: Mapping[Rating, str]
    goal: str = ""
    days_left: int | None = None
    seconds_spent: float = 0.0  # in this session, before this card
    budget_seconds: float = 0.0
    expected_seconds: float = 0.0
    last_try: Try | None = None
    follows: tuple[str, ...] = ()  # prompts of the questions this one is asked after
    asked: str = ""  # for a critique: the question its sample answers


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing to answer now, but a card comes back soon."""

    session_id: int
    until: datetime
    cards: int


@dataclass(frozen=True, slots=True)
class KindDone:
    """Answers of one kind in a session: how many, and how many were recalled (rated above Again)."""

    kind: Kind
    answers: int
    recalled: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What a session came to."""

    session_id: int
    answers: int
    cards: int
    seconds: float
    kinds: tuple[KindDone, ...]
    ratings: Mapping[Rating, int]
    new_cards: int
    tomorrow_cards: int
    tomorrow_seconds: float
    more: int  # cards that "a few more" could bring
    left: int  # still due beyond today's minutes
    leeches: tuple[str, ...] = ()  # first lines of cards that became leeches


@dataclass(frozen=True, slots=True)
class Graded:
    """What an answer did: when the card comes back, and whether it became a leech."""

    review_id: int
    wait: str
    leech: bool = False
    suspended: bool = False


@dataclass(frozen=True, slots=True)
class PastReview:
    """One line of a card's history."""

    at: datetime
    day: date
    rating: Rating
    seconds: float
    kind: str
    recall: float | None
    stability: float
    difficulty: float
    interval: int | None
    retracted: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """A card's past answers, oldest first, and its forgetting curve as (day, predicted recall in [0, 1])."""

    card: Card
    note: Note
    reviews: tuple[PastReview, ...]
    curve: tuple[tuple[date, float], ...]
    recall_now: float | None


@dataclass(frozen=True, slots=True)
class GoalsView:
    """The Goals screen: open goals by deadline, then those met and dropped."""

    day: date
    open: tuple[GoalLine, ...]
    closed: tuple[GoalLine, ...]
    decks: tuple[str, ...]  # all there are, to link


@dataclass(frozen=True, slots=True)
class DeckLine:
    """A deck with the cards in it and below it."""

    id: int
    name: str
    about: str
    cards: int
    due: int
    new: int
    suspended: int


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note in a list: its first line, and the state of its cards."""

    id: int
    kind: Kind
    text: str
    deck: str
    tags: tuple[str, ...]
    cards: int
    phase: Phase
    due: date | None
    suspended: bool
    flag: int
    lapses: int


@dataclass(frozen=True, slots=True)
class NotePage:
    """Some of the notes found: `total` in all, `notes` from `offset` on."""

    notes: tuple[NoteLine, ...]
    total: int
    offset: int


@dataclass(frozen=True, slots=True)
class LibraryView:
    """The Library screen: the decks (None: as they were), and a page of the notes found."""

    decks: tuple[DeckLine, ...] | None
    page: NotePage


@dataclass(frozen=True, slots=True)
class NoteDetail:
    """One note, with its cards."""

    note: Note
    cards: tuple[Card, ...]
    source: str | None
    edited: bool  # differs from the file it came from


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


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """An open question in a list. `name` is its id ("Q1") or empty; `follows` are the notes it is asked after."""

    note_id: int
    name: str
    text: str
    level: str  # any, entry or senior
    follows: tuple[int, ...] = ()
    tries: int = 0
    last_rating: Rating | None = None
    last_at: datetime | None = None
    suspended: bool = False


@dataclass(frozen=True, slots=True)
class AnswersView:
    """The Answers screen."""

    questions: tuple[QuestionLine, ...]


@dataclass(frozen=True, slots=True)
class QuestionDetail:
    """One open question in full. `shows` and `avoid` are ids such as E1 and A4; `tries` come latest first."""

    note: Note
    intent: str
    shows: tuple[str, ...]
    avoid: tuple[str, ...]
    skeleton: tuple[str, ...]
    pace: str  # seconds from-to, as in "60-120"; may be empty
    tries: tuple[Try, ...]
