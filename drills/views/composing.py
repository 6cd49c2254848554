"""What composing shows: an answer in sections, how long it is, its versions, what differs, what has gone stale."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Template(StrEnum):
    """How an answer is laid out."""

    STAR = "star"  # three boxes: situation and task together
    STAR4 = "star4"
    GOAL = "goal"  # Proof → Plan → Fit
    FREE = "free"


class AnswerState(StrEnum):
    """How it stands with the answer to a question."""

    NONE = "no answer"
    DRAFT = "draft"
    STALE = "stale"
    CRITICISED = "criticised"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class SectionRule:
    """A box of a template: its lasting name ("ST", "A", "plan"), its title, and what belongs into it."""

    name: str
    title: str
    hint: str
    least: float = 0.0  # share of the answer's words that is usual, in [0, 1]
    most: float = 1.0


@dataclass(frozen=True, slots=True)
class Section:
    """One box of an answer, as written."""

    name: str
    text: str


Sections = tuple[Section, ...]


class Fit(StrEnum):
    """How a length stands against its band."""

    EMPTY = "empty"
    SHORT = "short"
    WITHIN = "within"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Length:
    """How long a text is: words, and seconds aloud at the user's own pace, against a band of common advice."""

    words: int
    seconds: float
    fit: Fit
    least: float  # the band: seconds for the whole, share of all words for a section
    most: float


@dataclass(frozen=True, slots=True)
class Measure:
    """An answer measured, in all and by section (in the template's order). `pace` is words a minute."""

    whole: Length
    sections: tuple[tuple[str, Length], ...]
    pace: float
    own_pace: bool  # from the user's own tries; False: the common 140 words a minute
    advice: str  # what the bands are, in words: always shown with them


@dataclass(frozen=True, slots=True)
class Answer:
    """One version of the answer to a question. `closed_at` None: still worked on."""

    id: int
    note_id: int
    version: int
    template: Template
    sections: Sections
    role_id: int | None
    ready: bool
    created_at: datetime
    changed_at: datetime
    closed_at: datetime | None

    @property
    def text(self) -> str:
        """All of it as said aloud: the sections in order, a blank line between."""
        return "\n\n".join(section.text.strip() for section in self.sections if section.text.strip())


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a comparison: kept in both ("same"), only in the earlier ("gone") or only in the later ("new")."""

    how: str
    text: str


@dataclass(frozen=True, slots=True)
class SectionDiff:
    """What changed in one section; `kept` is the share of words that stayed, in [0, 1]."""

    name: str
    title: str
    runs: tuple[Run, ...]
    kept: float


@dataclass(frozen=True, slots=True)
class Stale:
    """A sentence of an answer whose date has passed or moved, and what to write instead.

    `start` and `end` are the sentence in the text of `section`; `date_start` and `date_end` the date in it.
    """

    note_id: int
    answer_id: int
    question: str
    name: str  # "Q1", or empty
    section: str
    start: int
    end: int
    date_start: int
    date_end: int
    sentence: str
    cited: date
    goal_id: int | None
    reason: str  # "Moved to Fri 15 Jan 2027", "Passed 3 days ago", "Met on …"
    instead: str


@dataclass(frozen=True, slots=True)
class GoalOffer:
    """What a goal gives to an answer: an open one its dated next result (E3), one met its proof (E1)."""

    goal_id: int
    element: str  # E1 or E3
    line: str  # a sentence to put in, to be made one's own
    deadline: date
    statement: str


@dataclass(frozen=True, slots=True)
class ComposeView:
    """All that the editor shows for one question."""

    note_id: int
    name: str
    prompt: str
    intent: str
    shows: tuple[str, ...]
    avoid: tuple[str, ...]
    skeleton: tuple[str, ...]
    seconds: tuple[int, int]  # the question's own band, or the common 60–120
    draft: Answer | None  # the latest version: worked on when its closed_at is None
    template: Template  # the draft's, or the one that suits the question
    state: AnswerState
    pace: float  # words a minute
    own_pace: bool
    versions: tuple[Answer, ...]  # latest first
    criticisms: Sequence["Criticism"] = ()  # open ones, latest first
    stale: tuple[Stale, ...] = ()
    offers: tuple[GoalOffer, ...] = ()


@dataclass(frozen=True, slots=True)
class Criticism:
    """What somebody said of an answer. `closed_by` is the version that answers it; None while it is open."""

    id: int
    note_id: int
    who: str
    said_on: date
    words: str
    closed_by: int | None = None
