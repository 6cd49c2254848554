"""What one more answer is worth when there will hardly be another: recall added on the day, per second."""

import numpy as np

from drills.scheduling.planner import answer
from drills.scheduling.planner.fsrs6 import Array, Weights, retrievability


def gain_of_review(stability: Array, difficulty: Array, elapsed: Array, ahead: Array, w: Weights) -> Array:
    """Recall that a review today adds at the deadline, `ahead` days from today, per second at the medians' pace.

    Σ P(r)·R(k; S′r) − R(e + k; S) over the seconds expected, with P(Again) = 1 − R(e; S).
    """
    recall = retrievability(stability, elapsed, w)
    after = answer.next_stabilities(stability, difficulty, recall, w)
    then = np.sum(answer.chances(recall) * retrievability(after, ahead, w), axis=0)
    return np.asarray((then - retrievability(stability, elapsed + ahead, w)) / answer.review_seconds(recall))


def gain_of_first(ahead: Array, kappa: float, w: Weights) -> Array:
    """Recall that a first answer today adds at the deadline, per second at the medians' pace."""
    stability, _ = answer.first_memories(w)
    shares = answer.FIRST_SHARES
    recall = retrievability(kappa * stability, np.asarray(ahead)[..., None], w)
    return np.asarray(np.sum(shares * recall, axis=-1) / answer.C_NEW)
