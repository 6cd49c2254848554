"""What Progress shows besides its figures: the way to a goal, how forecasts came out, how answers come along."""

from dataclasses import dataclass
from datetime import date

from drills.views.answers import AnswersProgress
from drills.views.interviews import Interview
from drills.views.plan import CalibrationView, GoalPlanView


@dataclass(frozen=True, slots=True)
class Way:
    """The plan of one goal, None without goals; the open goals by their dates; all forecasts that have come due."""

    plan: GoalPlanView | None
    goal_ids: tuple[int, ...]
    forecasts: CalibrationView


@dataclass(frozen=True, slots=True)
class Written:
    """Versions of answers that were finished in a week: a question's first one, and later ones."""

    week: date  # its Monday
    first: int
    later: int


@dataclass(frozen=True, slots=True)
class Composed:
    """Answers week by week, and the interviews that were ended, the latest first."""

    progress: AnswersProgress
    written: tuple[Written, ...]  # only weeks with any, oldest first
    mocks: tuple[Interview, ...]
    real: tuple[Interview, ...]
