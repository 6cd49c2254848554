"""What Goals shows: the list, the page of one goal, and goals after goals."""

from dataclasses import dataclass
from datetime import date

from drills.goal.habit import Date
from drills.goal.pace import Pace
from drills.goal.succession import Link
from drills.goal.urgency import Urgency
from drills.views.today import GoalLine


@dataclass(frozen=True, slots=True)
class GoalsView:
    """The Goals screen: open goals by deadline, then those met and dropped."""

    day: date
    open: tuple[GoalLine, ...]
    closed: tuple[GoalLine, ...]
    decks: tuple[str, ...]  # all there are, to link
    standings: tuple["Standing", ...] = ()  # of the open goals, in their order


@dataclass(frozen=True, slots=True)
class Standing:
    """How an open goal stands: against its plan, and how urgent it is, with every term of the number."""

    goal_id: int
    pace: Pace
    urgency: Urgency
    overdue: bool  # ask for its outcome: met late, moved, dropped; a repeating one: done or let go
    next_step: str = ""  # the first open task or milestone by its day


@dataclass(frozen=True, slots=True)
class GoalPage:
    """One goal in full. `chain` is the goals before and after it; `history` the dates of a repeating goal."""

    day: date
    line: GoalLine  # its goal has tasks, journal, moves, the waiting move …
    standing: Standing | None  # None: closed
    chain: tuple[Link, ...]
    repeats: str = ""  # the rule in words, "every 2 weeks on Friday"
    coming: tuple[date, ...] = ()  # its next dates, the deadline first
    history: tuple[Date, ...] = ()
    role: str = ""  # "Analyst, Meridian"


@dataclass(frozen=True, slots=True)
class ChainsView:
    """All goals as chains, the latest first, and how many of those closed were met on time."""

    day: date
    chains: tuple[tuple[Link, ...], ...]
    met: int
    on_time: int  # by the date first set
    moved: int  # on time by a later date
    late: int
    dropped: int
