"""Goals with a hard date: what makes one acceptable, and how it stands against its day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from drills.calendar_day import LAST_YEAR, past, too_far
from drills.errors import DateError, InputError
from drills.models import Goal, GoalStatus
from drills.note import deck_name
from drills.text import storable

STATEMENT_LENGTH = 200  # characters
TEXT_LENGTH = 5_000
TARGETS = (0.5, 0.99)
MOST_MINUTES = 600  # a day


@dataclass(frozen=True, slots=True)
class GoalDraft:
    """A goal as written down. `target` is recall in [0, 1]; `minutes` a day of its own, None for a share of all."""

    statement: str
    deadline: date
    why: str = ""
    proof: str = ""
    target: float = 0.9
    minutes: int | None = None
    importance: float = 1.0
    decks: tuple[str, ...] = ()
    follows_id: int | None = None


def checked(draft: GoalDraft, today: date, *, before: date | None = None) -> GoalDraft:
    """The draft as it is stored. `before` is the deadline so far, which may lie in the past; a new one may not.

    Raises InputError or DateError saying what to change.
    """
    statement = " ".join(storable(draft.statement).split())
    if not statement:
        raise InputError("A goal needs a statement.", hint="For example: Pass the CFA level II exam")
    if len(statement) > STATEMENT_LENGTH:
        raise InputError(
            f"A goal's statement has at most {STATEMENT_LENGTH} characters.", hint="Put the rest into why."
        )
    if draft.deadline != before:
        checked_deadline(draft.deadline, today)
    if not TARGETS[0] <= draft.target <= TARGETS[1]:
        raise InputError("The recall to reach lies between 50 % and 99 %.", hint="90 % is a good start.")
    if draft.minutes is not None and not 1 <= draft.minutes <= MOST_MINUTES:
        raise InputError(f"Minutes a day lie between 1 and {MOST_MINUTES}.")
    if not 0.1 <= draft.importance <= 10:
        raise InputError("Importance lies between 0.1 and 10; 1 is usual.")
    why, proof = checked_text(draft.why, "Why"), checked_text(draft.proof, "The proof")
    decks = tuple(dict.fromkeys(map(deck_name, draft.decks)))
    return replace(draft, statement=statement, why=why, proof=proof, decks=decks)


def checked_deadline(deadline: date, today: date) -> date:
    """The deadline, if it isn't past and not absurdly far; raises DateError."""
    if deadline < today:
        raise DateError(past(deadline, today), hint="Choose a day from today on.")
    if deadline.year > LAST_YEAR:
        raise too_far()
    return deadline


def checked_text(text: str, label: str) -> str:
    """A longer text of a goal, cleaned; raises InputError if it is too long."""
    clean = storable(text).strip()
    if len(clean) > TEXT_LENGTH:
        raise InputError(f"{label} is too long: {TEXT_LENGTH:,} characters are the limit.")
    return clean


def days_left(goal: Goal, today: date) -> int:
    """Whole days until the deadline: 0 on the day itself, negative after it."""
    return (goal.deadline - today).days


def time_gone(goal: Goal, today: date) -> float:
    """The share of the time from the goal's first day to its deadline that has passed, in [0, 1]."""
    whole = (goal.deadline - goal.created_on).days
    return 1.0 if whole <= 0 else min(1.0, max(0.0, (today - goal.created_on).days / whole))


def in_order(goals: Iterable[Goal]) -> tuple[Goal, ...]:
    """Open goals by deadline, the more important first on the same day; then the closed ones, the latest first."""
    return tuple(sorted(goals, key=_order))


def _order(goal: Goal) -> tuple[bool, int, float, int]:
    if goal.status is GoalStatus.OPEN:
        return False, goal.deadline.toordinal(), -goal.importance, goal.id
    return True, -(goal.closed_on or goal.deadline).toordinal(), 0.0, -goal.id
