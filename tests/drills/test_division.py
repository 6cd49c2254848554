"""How goals that share minutes come to divide them."""

from dataclasses import replace

import numpy as np
import pytest

from drills.scheduling import DeadlinePlanner, Target
from drills.scheduling.division import MOST, NEVER, Together, division
from drills.scheduling.learner import Learner

PLANNER = DeadlinePlanner()
TODAY = 1_000


def together(new: int, known: int = 0, outside: int = 0, *targets: Target) -> Together:
    """New cards, then well-known ones, then some in no goal that are due."""
    size = new + known + outside
    seen = np.arange(size) >= new
    free = np.arange(size) >= new + known
    return Together(
        np.arange(size),
        np.where(seen, np.where(free, 4.0, 200.0), 1.0),
        np.full(size, 5.0),
        np.where(seen, TODAY - 4, -1),
        np.full(size, 18.0),
        np.full(size, 8.0),
        np.where(free, TODAY, NEVER),
        targets,
    )


def test_minutes_go_where_they_add_recall() -> None:
    cards = together(60, 60, 0, Target(TODAY + 10, range(60)), Target(TODAY + 10, range(60, 120)))
    parts = division(cards, PLANNER, Learner(), TODAY, [600.0] * 10)
    assert parts.shape == (2, 10)
    assert np.allclose(parts.sum(axis=0), 1.0, atol=0.02)
    assert parts[0].mean() > 0.8


def test_a_goal_of_more_importance_gets_more() -> None:
    def of_first(weight: float) -> float:
        cards = together(120, 0, 0, Target(TODAY + 8, range(60), weight), Target(TODAY + 8, range(60, 120)))
        return float(division(cards, PLANNER, Learner(), TODAY, [300.0] * 8)[0].mean())

    assert of_first(1.0) == pytest.approx(0.5, abs=0.05)
    assert of_first(3.0) > 0.6


def test_what_is_due_in_no_goal_takes_its_part_and_a_goal_none_once_its_day_has_come() -> None:
    cards = together(40, 0, 80, Target(TODAY + 3, range(20)), Target(TODAY + 6, range(20, 40)))
    parts = division(cards, PLANNER, Learner(), TODAY, [400.0] * 6)
    assert parts.sum(axis=0).min() < 0.95
    assert not parts[0, 3:].any()
    assert parts[1, 3:].any()


def test_days_off_divide_nothing_and_time_to_spare_goes_round() -> None:
    known = together(0, 40, 0, Target(TODAY + 4, range(20)), Target(TODAY + 4, range(20, 40)))
    parts = division(known, PLANNER, Learner(), TODAY, [600.0, 0.0, 600.0, 600.0])
    assert not parts[:, 1].any()
    assert np.allclose(parts[:, [0, 2, 3]], 0.5)


def test_some_cards_of_many_stand_for_all() -> None:
    size = 2 * MOST
    cards = together(size, 0, 0, Target(TODAY + 5, range(size // 2)), Target(TODAY + 5, range(size // 2, size)))
    few, share = cards.thinned()
    assert len(few.names) == MOST
    assert share == 0.5
    assert [len(target.cards) for target in few.targets if target.cards is not None] == [MOST // 2, MOST // 2]
    parts = division(cards, PLANNER, Learner(), TODAY, [3_000.0] * 5)
    assert parts.mean(axis=1) == pytest.approx([0.5, 0.5], abs=0.06)
    assert replace(cards, targets=()).thinned()[1] == 0.5


def test_a_small_goal_beside_a_large_one_keeps_its_cards() -> None:
    """All of them, each of which counts for its share: it gets minutes, and not too many."""
    size = 10 * MOST
    cards = together(size + 10, 0, 0, Target(TODAY + 8, range(size)), Target(TODAY + 5, range(size, size + 10)))
    few, _ = cards.thinned()
    assert [len(target.cards) for target in few.targets if target.cards is not None] == [MOST, 10]
    parts = division(cards, PLANNER, Learner(), TODAY, [900.0] * 8)
    assert 0 < float(parts[1, :5].sum() * 900) <= 3 * 10 * 18 * 1.2
