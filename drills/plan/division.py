"""What of the minutes that goals share is a goal's own part, for a forecast of it alone."""

from dataclasses import replace
from statistics import fmean
from typing import TYPE_CHECKING

import numpy as np

from drills.plan.inputs import Inputs, Sharing
from drills.scheduling.division import NEVER, Together, division
from drills.scheduling.planner.planner import Target

if TYPE_CHECKING:
    from drills.scheduling import DeadlinePlanner


def divided(inputs: Inputs, planner: "DeadlinePlanner") -> Inputs:
    """The same with the goal's own part of the minutes that it shares; as given where it has them to itself.

    All goals are studied together, with what falls due in none, in the order in which the planner fills each day's
    session: what it takes for this goal's cards is its part.
    """
    sharing = inputs.sharing
    if sharing is None or not any(sharing.seconds):
        return inputs
    found = division(_together(sharing), planner, inputs.learner, inputs.today.toordinal(), sharing.seconds)
    goal = [goal.goal_id for goal in sharing.goals].index(inputs.goal_id)
    parts = [float(part) for part in found[goal]]
    budgets = tuple(part * seconds for part, seconds in zip(parts, sharing.seconds, strict=True))
    studied = [part for part, seconds in zip(parts, sharing.seconds, strict=True) if seconds > 0]
    return replace(inputs, budgets=budgets, minutes=inputs.minutes * fmean(studied))


def _together(sharing: Sharing) -> Together:
    cards = sharing.cards
    return Together(
        np.asarray([card.card_id for card in cards]),
        np.asarray([1.0 if card.stability is None else card.stability for card in cards]),
        np.asarray([5.0 if card.difficulty is None else card.difficulty for card in cards]),
        np.asarray([-1 if card.stability is None or card.last_day is None else card.last_day for card in cards]),
        np.asarray([card.first_seconds for card in cards]),
        np.asarray([card.later_seconds for card in cards]),
        np.asarray([NEVER if card.due_day is None else card.due_day for card in cards]),
        [Target(goal.deadline.toordinal(), np.asarray(goal.places, int), goal.importance) for goal in sharing.goals],
    )
