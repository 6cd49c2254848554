"""The things Readyby knows about: kinds, ratings, schedules, notes, cards, goals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """What sort of note it is, and so how its cards are drilled."""

    BASIC = "basic"
    TYPED = "typed"
    CLOZE = "cloze"
    QUESTION = "question"
    CRITIQUE = "critique"


class Rating(IntEnum):
    """How well a card was recalled."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Phase(StrEnum):
    """Where a card stands: never seen, in its learning steps, in review, or relearning after a lapse."""

    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


@dataclass(frozen=True, slots=True)
class MemoryState:
    """What FSRS knows of a memory: stability in days (recall is 90 % after that long), difficulty 1–10."""

    stability: float
    difficulty: float


@dataclass(frozen=True, slots=True)
class New:
    """A card that was never answered."""

    phase: Phase = field(default=Phase.NEW, init=False)


@dataclass(frozen=True, slots=True)
class Learning:
    """A card in its (re)learning steps: comes back within minutes or hours.

    `step` counts from 0; `due_at` is an aware instant; `last_day` is the local day of the last answer.
    """

    phase: Phase
    memory: MemoryState
    step: int
    due_at: datetime
    last_day: date


@dataclass(frozen=True, slots=True)
class Review:
    """A card in review: due on a local day, `interval` days after `last_day`."""

    memory: MemoryState
    interval: int
    due_day: date
    last_day: date
    phase: Phase = field(default=Phase.REVIEW, init=False)


Schedule = New | Learning | Review


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """A note as written down, not yet stored. `fields` are named texts by kind; `key` is its lasting id, if given."""

    kind: Kind
    fields: Mapping[str, str]
    tags: tuple[str, ...] = ()
    key: str | None = None
    deck: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class TryDraft:
    """A try at an open question or a critique: spoken or typed, what was said or written, and how long it took."""

    spoken: bool
    text: str
    seconds: float
    marks: str = (
        "[]"  # of a critique: what was marked and named, as JSON (`drills.storage.answer.critiques.marks_stored`)
    )


@dataclass(frozen=True, slots=True)
class Note:
    """A stored note."""

    id: int
    key: str
    deck: str
    kind: Kind
    fields: Mapping[str, str]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """What is drilled of a note. `ordinal` is 0, or the cloze number. `flag` is 0 (none) to 4."""

    id: int
    note_id: int
    ordinal: int
    schedule: Schedule
    reps: int = 0
    lapses: int = 0
    flag: int = 0
    suspended: bool = False
    buried_until: date | None = None


class GoalStatus(StrEnum):
    """Whether a goal is still open."""

    OPEN = "open"
    MET = "met"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class DeadlineMove:
    """One change of a deadline, with its reason; the original date is never lost. `held_on`: where it held later."""

    before: date
    after: date
    reason: str
    moved_on: date
    held_on: date | None = None

    @property
    def lead_days(self) -> int:
        """How many days before the date that it changed it was made; negative: after it."""
        return (self.before - self.moved_on).days


@dataclass(frozen=True, slots=True)
class PendingMove:
    """An easier date that was asked for and takes hold on `holds_on`, unless it is cancelled."""

    to: date
    reason: str
    asked_on: date
    holds_on: date


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step on the way to a goal, with its own date."""

    id: int
    text: str
    due: date
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do for a goal, to be ticked off; with a day of its own, or none."""

    id: int
    text: str
    due: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """What was written down about a goal on a day."""

    id: int
    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of a repeating goal that was closed: done, or let go (`done_on` None)."""

    day: date
    done_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """A statement with a hard local date. `decks` are the names of the decks it needs; `target` is recall in [0, 1].

    Its cards are those of its decks, tags and search together. `repeats` is an RRULE, or empty; with one, the deadline
    is the next occurrence. `eases_after` is the commitment: days until an easier date holds, 0 or 7, up to `frees_on`.
    `obstacle` and `response` are the if-then plan, `plan_note_id` the card made of it, `uid` the calendar event it came
    from. The journal is there only when the goal was read alone.
    """

    id: int
    statement: str
    deadline: date
    created_on: date
    why: str = ""
    proof: str = ""
    target: float = 0.9
    minutes: int | None = None
    importance: float = 1.0
    status: GoalStatus = GoalStatus.OPEN
    closed_on: date | None = None
    outcome: str = ""
    decks: tuple[str, ...] = ()
    moves: tuple[DeadlineMove, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    tags: tuple[str, ...] = ()
    search: str = ""
    role_id: int | None = None
    repeats: str = ""
    eases_after: int = 0
    frees_on: date | None = None
    obstacle: str = ""
    response: str = ""
    plan_note_id: int | None = None
    started_on: date | None = None
    follows_id: int | None = None
    evidence: str = ""
    uid: str = ""
    pending: PendingMove | None = None
    tasks: tuple[Task, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    journal: tuple[JournalEntry, ...] = ()

    @property
    def start(self) -> date:
        """The day its time began: as set, else the day it was written down."""
        return self.started_on or self.created_on

    @property
    def original_deadline(self) -> date:
        """The date as first set."""
        return self.moves[0].before if self.moves else self.deadline
