"""What Answers shows: the open questions with their state, and one of them; and how answers change over time."""

from dataclasses import dataclass
from datetime import date, datetime

from drills.models import Note, Rating
from drills.views.composing import Answer, AnswerState, Criticism, Stale
from drills.views.drill import Try
from drills.views.interviews import SelfCalibration
from drills.views.roles import RoleLine
from drills.views.stories import StoryMatch


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
    state: AnswerState = AnswerState.NONE
    why: str = ""  # what makes the state: "1 criticism open", "cites 10 Dec, which has passed"
    version: int = 0  # the latest; 0: none
    words: int = 0  # of the latest version
    stories: int = 0  # that serve it


@dataclass(frozen=True, slots=True)
class AnswersView:
    """The Answers screen."""

    questions: tuple[QuestionLine, ...]
    stale: tuple[Stale, ...] = ()
    role: RoleLine | None = None  # the one aimed at now
    stories: int = 0
    mocks: int = 0
    open_mock: int | None = None  # a mock interview that was left


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
    latest: Answer | None = None  # latest version of one's own answer
    state: AnswerState = AnswerState.NONE
    criticisms: tuple[Criticism, ...] = ()  # open ones
    follow_ups: tuple[tuple[int, str, str], ...] = ()  # note, id, text; note 0: a generic one ("Why did that work?")


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One open question in full; of stories, those its answer tells, those linked, and others that would suit."""

    detail: QuestionDetail
    stale: tuple[Stale, ...]
    answered: int  # criticisms that a version closed
    told: tuple[str, ...]
    linked: tuple[str, ...]  # to it, but not told in its latest answer
    others: tuple[StoryMatch, ...]
    pace: float  # words a minute
    own_pace: bool


@dataclass(frozen=True, slots=True)
class AloudToday:
    """The one question to answer aloud today."""

    note_id: int
    name: str
    text: str
    state: AnswerState
    reason: str
    seconds: tuple[int, int]


@dataclass(frozen=True, slots=True)
class AnswersToday:
    """What Today shows of answers: one question to answer aloud, and sentences that went stale."""

    aloud: AloudToday | None
    stale: tuple[Stale, ...]


@dataclass(frozen=True, slots=True)
class ElementTrend:
    """How often an element or pitfall was found in what was coached, week by week (None: nothing coached)."""

    id: str
    name: str
    weeks: tuple[float | None, ...]  # share of answers with it, in [0, 1]
    total: int


@dataclass(frozen=True, slots=True)
class AnswersProgress:
    """Progress of answers. `weeks` are Mondays; `coverage` the share of questions with an answer, by state."""

    weeks: tuple[date, ...]
    coached: tuple[int, ...]  # answers looked at, by week
    elements: tuple[ElementTrend, ...]
    pitfalls: tuple[ElementTrend, ...]
    states: tuple[tuple[AnswerState, int], ...]
    questions: int
    with_story: int
    calibration: SelfCalibration
    mocks: int
