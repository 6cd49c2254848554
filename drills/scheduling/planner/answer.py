"""What to expect of an answer: how often each rating is given, what it costs, what it leaves behind."""

import numpy as np

from drills.scheduling.learner import MEDIANS
from drills.scheduling.planner import fsrs6
from drills.scheduling.planner.fsrs6 import Array, Weights
from drills.scheduling.value import FIRST_RATINGS, PASSES

FIRST_SECONDS, SECONDS = MEDIANS[True], MEDIANS[False]
"""Median seconds of Again, Hard, Good, Easy: of first answers, and of later ones (a lapse with its relearning)."""

FIRST_SHARES, PASS_SHARES = np.asarray(FIRST_RATINGS), np.asarray(PASSES)
"""How often a first answer is Again, Hard, Good, Easy; how often a recalled card is rated Hard, Good, Easy."""

C_NEW = float(np.dot(FIRST_RATINGS, FIRST_SECONDS))
C_PASS = float(np.dot(PASSES, SECONDS[1:]))
C_FAIL = SECONDS[0]


def review_seconds(recall: Array) -> Array:
    """Expected seconds of a review, at the medians' pace, of a card recalled with that probability."""
    return np.asarray(C_FAIL + (C_PASS - C_FAIL) * recall)


def chances(recall: Array) -> Array:
    """Chances of Again, Hard, Good, Easy of a seen card: shape (4, …)."""
    return np.stack([1.0 - recall, *(recall * share for share in PASSES)])


def first_memories(w: Weights) -> tuple[Array, Array]:
    """Stability and difficulty after each first rating: two arrays of shape (4,)."""
    return fsrs6.first_memory(np.arange(1, 5), w)


def next_stabilities(stability: Array, difficulty: Array, recall: Array, w: Weights) -> Array:
    """Stability after each of the four ratings on a later day, Again followed by a same-day Good: shape (4, …)."""
    lapsed = fsrs6.lapsed_stability(stability, difficulty, recall, w)
    grown = fsrs6.growth(stability, difficulty, w) * fsrs6.surprise(recall, w)
    after = [
        fsrs6.same_day_stability(lapsed, fsrs6.GOOD, w),
        stability * (1.0 + grown * w[15]),
        stability * (1.0 + grown),
        stability * (1.0 + grown * w[16]),
    ]
    return np.asarray(np.minimum(np.stack(after), fsrs6.STABILITY_MAX))


def next_difficulties(difficulty: Array, w: Weights) -> Array:
    """Difficulty after each of the four ratings, Again followed by a same-day Good: shape (4, …)."""
    again = fsrs6.next_difficulty(fsrs6.next_difficulty(difficulty, fsrs6.AGAIN, w), fsrs6.GOOD, w)
    return np.stack([again, *(fsrs6.next_difficulty(difficulty, rating, w) for rating in (2, 3, 4))])
