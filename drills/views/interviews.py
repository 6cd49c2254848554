"""What speaking, mock interviews and debriefs show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from drills.models import Rating
from drills.views.coaching import Coaching


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale to rate an answer on, from 1 to 5, with what 1, 3 and 5 look like."""

    name: str  # lasting: structure, proof, plan, fit, delivery
    title: str
    question: str
    anchors: Mapping[int, str]  # at 1, 3 and 5
    templates: tuple[str, ...] = ()  # names of templates for which it makes sense; (): all


@dataclass(frozen=True, slots=True)
class Gap:
    """One's own rating beside what was found (None: nothing was written to judge); `because` explains that."""

    scale: str
    title: str
    own: int
    found: int | None
    because: str = ""

    @property
    def gap(self) -> int | None:
        """How far the own rating lies above what was found."""
        return None if self.found is None else self.own - self.found


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A rating proposed for the card, and why; the user decides."""

    rating: Rating
    reason: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What follows one's own rating: the gaps, what the coach saw, and the rating that it suggests."""

    gaps: tuple[Gap, ...]
    coaching: Coaching | None  # None: nothing was written
    suggestion: Suggestion
    coverage: float | None  # share of the skeleton's prompts that the answer touches, in [0, 1]


@dataclass(frozen=True, slots=True)
class CalibrationPoint:
    """A week of judging oneself: mean own rating, mean found, mean absolute gap, and how many."""

    week: date  # its Monday
    own: float
    found: float
    gap: float
    judged: int


@dataclass(frozen=True, slots=True)
class SelfCalibration:
    """How well one judges oneself, over time; `bias` > 0: higher than found. Figures None: nothing judged yet."""

    weeks: tuple[CalibrationPoint, ...]
    judged: int
    bias: float | None
    gap: float | None  # mean absolute gap, in points of 5
    by_scale: tuple[tuple[str, float, int], ...] = ()  # title, bias, judged


@dataclass(frozen=True, slots=True)
class MockQuestion:
    """A question of a mock: why it was chosen, and the place (from 0) of the question it follows up on, if any."""

    note_id: int | None  # None: a generic follow-up ("Why did that work?")
    name: str
    asked: str
    reason: str
    follows: int | None = None
    seconds: tuple[int, int] = (60, 120)


@dataclass(frozen=True, slots=True)
class MockPlan:
    """A mock interview as planned."""

    role_id: int | None
    role: str  # "Analyst, Meridian", or empty
    questions: tuple[MockQuestion, ...]
    seconds: float  # expected


@dataclass(frozen=True, slots=True)
class MockStep:
    """Where a mock interview stands: the question to ask now, with nothing said of those before."""

    interview_id: int
    position: int  # from 1
    total: int
    question: MockQuestion


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of an interview, and how it went."""

    position: int  # from 1
    note_id: int | None
    name: str
    asked: str
    spoken: bool
    text: str
    seconds: float | None
    words: int
    band: tuple[int, int]
    gaps: tuple[Gap, ...]
    coaching: Coaching | None
    missing: str = ""  # of a real one, in the user's words
    answered: bool = True


@dataclass(frozen=True, slots=True)
class Repeat:
    """The same story told twice in an interview: the two positions (from 1) and how alike they are, in [0, 1]."""

    first: int
    second: int
    share: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """What an interview puts up for practice, and why."""

    note_id: int
    name: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Interview:
    """An interview in a list. `mean` is the mean own rating; `found` that of the evidence, both 1–5."""

    id: int
    kind: str  # mock or real
    day: date
    role: str
    questions: int
    answered: int
    seconds: float
    mean: float | None
    found: float | None
    elements: int  # distinct elements E1–E5 found over all answers
    pitfalls: int
    ended_at: datetime | None
    went: str = ""


@dataclass(frozen=True, slots=True)
class Debrief:
    """A mock or a real interview looked back on."""

    interview: Interview
    asked: tuple[Asked, ...]
    repeats: tuple[Repeat, ...]
    queue: tuple[QueueEntry, ...]
    story_gaps: tuple[str, ...]  # questions that have no story
    before: Interview | None = None  # the one before it of its kind, to compare


@dataclass(frozen=True, slots=True)
class RealQuestion:
    """A question of a real interview as remembered; `note_id` if it is one of the library."""

    asked: str
    note_id: int | None = None
    text: str = ""
    own: int | None = None  # how it went, 1–5
    missing: str = ""
