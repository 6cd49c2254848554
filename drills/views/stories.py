"""What the story bank shows."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure that is true, and of what: ("24 days", "time to hire, before")."""

    figure: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class StoryDraft:
    """A story as written down. `short` is its 60-second form, if one was written."""

    title: str
    situation: str = ""
    task: str = ""
    action: str = ""
    result: str = ""
    short: str = ""
    people: str = ""
    period: str = ""
    facts: tuple[Fact, ...] = ()
    tags: tuple[str, ...] = ()  # E1…E5, C1…C4, competencies
    goal_id: int | None = None  # the goal it proves
    questions: tuple[int, ...] = ()  # notes it serves


@dataclass(frozen=True, slots=True)
class Story:
    """A stored story; `used_in` are the notes whose latest answer draws on it."""

    id: int
    draft: StoryDraft
    created_at: datetime
    changed_at: datetime
    used_in: tuple[int, ...] = ()

    @property
    def title(self) -> str:
        """What it goes by."""
        return self.draft.title

    @property
    def text(self) -> str:
        """Its long form: situation, task, action and result, each a paragraph."""
        parts = (self.draft.situation, self.draft.task, self.draft.action, self.draft.result)
        return "\n\n".join(part.strip() for part in parts if part.strip())


@dataclass(frozen=True, slots=True)
class StoryForm:
    """A story at a length: its words, how long aloud at the user's pace, the seconds meant, and whether it was cut."""

    name: str  # "60 seconds", "2 minutes"
    text: str
    words: int
    seconds: float
    meant: int
    written: bool  # False: made of the long form by leaving sentences out
    note: str = ""  # "20 s too long", or empty


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story in the list. `serves` counts its questions; `missing` names parts not written yet."""

    id: int
    title: str
    tags: tuple[str, ...]
    words: int
    seconds: float
    serves: int
    period: str = ""
    goal: str = ""  # statement of the goal it proves
    missing: tuple[str, ...] = ()
    overused: bool = False
    last_told: date | None = None


@dataclass(frozen=True, slots=True)
class RetiredClaim:
    """A claim that must not be used again, and why."""

    id: int
    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StoriesView:
    """The story bank."""

    stories: tuple[StoryLine, ...]
    retired: tuple[RetiredClaim, ...]
    offers: tuple[tuple[int, str], ...] = ()  # goals met that no story proves yet: number and statement
    tags: tuple[str, ...] = ()  # all in use


@dataclass(frozen=True, slots=True)
class StoryMatch:
    """A story that suits a question, with the reasons why and why not; `score` only orders them."""

    story_id: int
    title: str
    score: float
    reasons: tuple[str, ...]
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A question in the matrix; `cells` go with the stories: "" none, "linked", "told" (in the latest answer)."""

    note_id: int
    name: str
    text: str
    cells: tuple[str, ...]
    wants: tuple[str, ...] = ()  # ids the question is to show

    @property
    def lacking(self) -> bool:
        """Whether no story serves the question."""
        return not any(self.cells)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Questions × stories: which question has no story, and which story carries more than three."""

    stories: tuple[tuple[int, str], ...]  # number and title, the columns
    rows: tuple[MatrixRow, ...]
    loads: tuple[int, ...]  # questions of each story
    most: int = 3

    @property
    def lacking(self) -> tuple[MatrixRow, ...]:
        """Questions that no story serves."""
        return tuple(row for row in self.rows if row.lacking)

    @property
    def overloaded(self) -> tuple[int, ...]:
        """Stories that serve too many questions."""
        return tuple(story for (story, _), load in zip(self.stories, self.loads, strict=True) if load > self.most)
