"""Goals with a hard date: what makes one acceptable, and how it stands against its day."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

from drills.calendar_day import LAST_YEAR, full, past, too_far
from drills.errors import DateError, InputError
from drills.models import Goal, GoalStatus
from drills.note import checked_tags, deck_name
from drills.text import storable

STATEMENT_LENGTH = 200  # characters
TEXT_LENGTH = 5_000
TARGETS = (0.5, 0.99)
PLAN_LENGTH = 500  # characters of an obstacle, and of the response to it
MOST_MINUTES = 600  # a day
COMMITMENTS = (0, 7)
"""Days until an easier date holds: at once, or a week after it was asked for."""


@dataclass(frozen=True, slots=True)
class GoalDraft:
    """A goal as written down. `target` is recall in [0, 1]; `minutes` a day of its own, None for a share of all.

    `repeats` is a rule in words or an RRULE, empty for a goal that comes once; `eases_after` one of COMMITMENTS;
    `obstacle` and `response` are its if-then plan, both or neither; `started_on` None: the day it is set.
    """

    statement: str
    deadline: date
    why: str = ""
    proof: str = ""
    target: float = 0.9
    minutes: int | None = None
    importance: float = 1.0
    decks: tuple[str, ...] = ()
    follows_id: int | None = None
    tags: tuple[str, ...] = ()
    search: str = ""
    role_id: int | None = None
    repeats: str = ""
    eases_after: int = 0
    obstacle: str = ""
    response: str = ""
    started_on: date | None = None


def draft_of(goal: Goal) -> GoalDraft:
    """The goal as it would be written down now, to be changed with `dataclasses.replace`.

    A commitment that is to end is given as ended: writing it down again keeps it.
    """
    draft = GoalDraft(**{field.name: getattr(goal, field.name) for field in fields(GoalDraft)})
    return replace(draft, eases_after=0) if goal.frees_on else draft


def checked(draft: GoalDraft, today: date, *, before: date | None = None, rule: str = "") -> GoalDraft:
    """The draft as it is stored. `before` is the deadline so far, which may lie in the past; a new one may not.

    `rule` is the RRULE so far: a date that was moved off it may stay.

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
    if draft.eases_after not in COMMITMENTS:
        raise InputError("An easier date holds at once, or after 7 days.")
    if draft.started_on and not timedelta(0) <= draft.deadline - draft.started_on <= timedelta(days=36_525):
        raise DateError("A goal begins before its date.", hint=f"Choose a day up to {full(draft.deadline)}.")
    obstacle, response = _checked_plan(draft)
    return replace(
        draft,
        statement=statement,
        why=checked_text(draft.why, "Why"),
        proof=checked_text(draft.proof, "The proof"),
        decks=tuple(dict.fromkeys(map(deck_name, draft.decks))),
        tags=checked_tags(draft.tags),
        search=checked_text(" ".join(draft.search.split()), "The search", STATEMENT_LENGTH),
        repeats=rule if draft.repeats == rule else _checked_rule(draft),
        obstacle=obstacle,
        response=response,
    )


def _checked_plan(draft: GoalDraft) -> tuple[str, str]:
    """Obstacle and response, each on one line; raises InputError unless there are both or neither."""
    obstacle, response = (
        checked_text(" ".join(text.split()), label, PLAN_LENGTH)
        for text, label in ((draft.obstacle, "The obstacle"), (draft.response, "The response"))
    )
    if bool(obstacle) != bool(response):
        missing = "what you do then" if obstacle else "what may get in the way"
        raise InputError(
            f"An if-then plan also needs {missing}.", hint="For example: If I am tired, then I do 5 cards."
        )
    return obstacle, response


def _checked_rule(draft: GoalDraft) -> str:
    """The RRULE of a repeating goal, whose date has to be one of its dates."""
    if not draft.repeats.strip():
        return ""
    from drills.goal.repeating import first_from, rule_of  # dateutil's rules take long to load, and few goals repeat

    rule = rule_of(draft.repeats, draft.deadline)
    first = first_from(rule, draft.deadline)
    if first != draft.deadline:
        what = f"{full(draft.deadline)} is none of the dates of “{rule.words}”."
        raise DateError(what, hint=f'The next one is {full(first)}: type "{first}".')
    return str(rule)


def checked_deadline(deadline: date, today: date) -> date:
    """The deadline, if it isn't past and not absurdly far; raises DateError."""
    if deadline < today:
        raise DateError(past(deadline, today), hint="Choose a day from today on.")
    if deadline.year > LAST_YEAR:
        raise too_far()
    return deadline


def checked_text(text: str, label: str, limit: int = TEXT_LENGTH) -> str:
    """A longer text of a goal, cleaned; raises InputError if it is too long."""
    clean = storable(text).strip()
    if len(clean) > limit:
        raise InputError(f"{label} is too long: {limit:,} characters are the limit.")
    return clean


def checked_closing(goal: Goal, day: date, today: date) -> date:
    """The day a goal was met or dropped, if it lies between its first day and today; raises DateError."""
    first = min(goal.start, goal.created_on)
    if not first <= day <= today:
        days = f"a day from {full(first)} to {full(today)}" if first < today else f"{full(today)}: it was set then"
        raise DateError(f"On {full(day)} the goal can't have been closed.", hint=f"Choose {days}.")
    return day


def checked_move(goal: Goal, to: date, today: date) -> date:
    """The new date of a goal, if it would not be past before it holds; raises DateError, InputError."""
    checked_deadline(to, today)
    if to == goal.deadline:
        raise InputError("That is the goal's date already.", hint="Choose another, or leave it as it is.")
    if goal.deadline < to < (holds := holds_on(goal, today)):
        raise DateError(
            f"A later date holds from {full(holds)} on, as you committed to; {full(to)} would be past by then.",
            hint=f"Choose {full(holds)} or later, or close the goal with its outcome.",
        )
    return to


def days_left(goal: Goal, today: date) -> int:
    """Whole days until the deadline: 0 on the day itself, negative after it."""
    return (goal.deadline - today).days


def time_gone(goal: Goal, today: date) -> float:
    """The share of the time from the goal's first day to its deadline that has passed, in [0, 1]."""
    whole = (goal.deadline - goal.start).days
    return 1.0 if whole <= 0 else min(1.0, max(0.0, (today - goal.start).days / whole))


def is_overdue(goal: Goal, today: date) -> bool:
    """Whether an open goal's date has passed: it is then asked for its outcome: met late, moved, dropped."""
    return goal.status is GoalStatus.OPEN and goal.deadline < today


def holds_on(goal: Goal, today: date) -> date:
    """From which day on a date later than the goal's would hold: today, or after the time it is committed to."""
    return today + timedelta(days=goal.eases_after)


def in_order(goals: Iterable[Goal]) -> tuple[Goal, ...]:
    """Open goals by deadline, the more important first on the same day; then the closed ones, the latest first."""
    return tuple(sorted(goals, key=_order))


def _order(goal: Goal) -> tuple[bool, int, float, int]:
    if goal.status is GoalStatus.OPEN:
        return False, goal.deadline.toordinal(), -goal.importance, goal.id
    return True, -(goal.closed_on or goal.deadline).toordinal(), 0.0, -goal.id
