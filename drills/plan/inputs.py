"""All that a forecast is computed from: plain numbers, read in one go, so that computing needs no database."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256

from drills.models import Kind
from drills.scheduling.learner import Learner
from drills.scheduling.memory import DEFAULT_WEIGHTS
from drills.scheduling.planner_seconds import usual_seconds

MOST_CARDS = 5_000
"""Of larger goals so many cards, evenly spread, stand for all."""


CLOSE = 0.01
"""Within a point of the target a plan counts as leading there."""


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A card of the goal: what it is called, and what its first and later answers take, in the learner's seconds."""

    card_id: int
    note_id: int
    kind: Kind
    text: str
    new: bool
    first_seconds: float
    later_seconds: float


@dataclass(frozen=True, slots=True)
class SharingGoal:
    """A goal that has a part of the shared minutes: its number, date and importance, and the places of its cards."""

    goal_id: int
    deadline: date
    importance: float
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SharedCard:
    """A card of such a goal, or one in no goal that is due until then.

    Stability and difficulty (None if never answered), the day of its last answer, as an ordinal, what a first and a
    later answer take, in the learner's seconds, and the day it is due, where no goal says when it comes.
    """

    card_id: int
    stability: float | None
    difficulty: float | None
    last_day: int | None
    first_seconds: float
    later_seconds: float
    due_day: int | None = None


@dataclass(frozen=True, slots=True)
class Sharing:
    """All that shares a day's minutes: goals with their cards, those in no goal, and the seconds there are each day."""

    goals: tuple[SharingGoal, ...]
    cards: tuple[SharedCard, ...]
    seconds: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a goal's forecast is computed from.

    `budgets` are seconds for each day from today to the day before the deadline, 0 on days off; `minutes` what a usual
    day has for this goal, of `shared` minutes that it shares with others (0: of its own). The history's answers are
    (index of the card, day as an ordinal, rating), as given. `now` is the readiness to be shown, if it is known.
    Where other goals or cards in none share the minutes, `sharing` says how they stand: until these are divided,
    `budgets` are of all together. `free` are days off.
    """

    goal_id: int
    statement: str
    today: date
    deadline: date
    target: float
    minutes: float
    budgets: tuple[float, ...]
    cards: tuple[PlanCard, ...]
    history: tuple[tuple[int, int, int], ...]
    learner: Learner = field(default_factory=Learner)
    weights: tuple[float, ...] = DEFAULT_WEIGHTS
    widen: float | None = None
    shared: float = 0.0
    total: int = 0
    seen: int = 0
    parked: int = 0
    now: float | None = None
    stamp: str = ""
    sharing: Sharing | None = None
    free: frozenset[date] = frozenset()

    @property
    def resting(self) -> tuple[bool, ...]:
        """Of each day from today to the day before the deadline, whether it is a day off."""
        return tuple(self.today + timedelta(days=ahead) in self.free for ahead in range(len(self.budgets)))

    @property
    def enough(self) -> float:
        """What counts as reaching the target: within a point of it."""
        return self.target - CLOSE

    @property
    def sampled(self) -> int:
        """How many cards stand for all, 0 when all do."""
        return len(self.cards) if self.total > len(self.cards) else 0

    @property
    def seconds(self) -> list[float]:
        """What an answer to each card takes, on the scale that rehearsals use."""
        return [usual_seconds(card.new, card.first_seconds, card.later_seconds) for card in self.cards]

    def hash(self) -> str:
        """The same for the same inputs, on any machine. The texts of the cards don't matter."""
        parts = (
            self.goal_id,
            self.today.toordinal(),
            self.deadline.toordinal(),
            round(self.target, 6),
            self.sharing or [round(seconds, 3) for seconds in self.budgets],
            [
                (card.card_id, card.new, round(card.first_seconds, 3), round(card.later_seconds, 3))
                for card in self.cards
            ],
            self.history,
            [round(number, 9) for number in (self.learner.pace, self.learner.kappa, *(self.learner.stages or ()))],
            [float(weight).hex() for weight in self.weights],
            self.widen,
            (self.total, self.seen, self.parked),
            sorted(day.toordinal() for day in self.free),
        )
        return sha256(repr(parts).encode()).hexdigest()[:24]
