"""What Goals shows."""

from dataclasses import dataclass
from datetime import date

from drills.views.today import GoalLine


@dataclass(frozen=True, slots=True)
class GoalsView:
    """The Goals screen: open goals by deadline, then those met and dropped."""

    day: date
    open: tuple[GoalLine, ...]
    closed: tuple[GoalLine, ...]
    decks: tuple[str, ...]  # all there are, to link
