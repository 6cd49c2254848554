"""What Progress shows besides its figures: the way to a goal, how forecasts came out, how answers come along."""

from dataclasses import dataclass

from drills.views.answers import AnswersProgress
from drills.views.plan import CalibrationView, GoalPlanView


@dataclass(frozen=True, slots=True)
class ProgressMore:
    """The plan of one goal, None without goals; all forecasts that have come due; answers week by week."""

    plan: GoalPlanView | None
    forecasts: CalibrationView
    answers: AnswersProgress
