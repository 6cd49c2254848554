"""Seconds per answer: defaults at first, the user's own as they come in."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drills.models import Kind, Rating
from drills.scheduling.cost import DEFAULT_SECONDS, RECALLED_IN_STEPS, Costs, Encounter, Timing, shrunk
from drills.scheduling.value import FIRST_RATINGS

seconds = st.floats(0.5, 600)


def test_every_kind_has_a_cost_for_every_encounter() -> None:
    assert set(DEFAULT_SECONDS) == {(kind, encounter) for kind in Kind for encounter in Encounter}


def test_a_card_likely_to_be_recalled_costs_less() -> None:
    costs = Costs()
    assert costs.seconds(Kind.BASIC, new=False, recall=1.0) == 8.1
    assert costs.seconds(Kind.BASIC, new=False, recall=0.0) == 23.0
    assert costs.seconds(Kind.BASIC, new=False, recall=0.9) == pytest.approx(9.59)


def test_a_new_card_costs_what_it_takes_until_it_has_left_its_steps() -> None:
    """As often as it comes back on its first day: simulated, one step at a time."""
    luck, days = Random(1), 20_000
    total = 0.0
    for _ in range(days):
        rating = luck.choices(tuple(Rating), FIRST_RATINGS)[0]
        step = {Rating.AGAIN: 0, Rating.HARD: 0, Rating.GOOD: 1, Rating.EASY: 2}[rating]
        total += 18.3
        while step < 2:
            recalled = luck.random() < RECALLED_IN_STEPS
            total += 8.1 if recalled else 23.0
            step = step + 1 if recalled else 0
    assert Costs().seconds(Kind.BASIC, new=True) == pytest.approx(total / days, rel=0.01)


def test_typing_takes_half_as_long_again() -> None:
    costs = Costs()
    assert costs.seconds(Kind.TYPED, new=True) == pytest.approx(1.5 * costs.seconds(Kind.CLOZE, new=True))


def test_an_open_question_costs_minutes_not_seconds() -> None:
    assert Costs().seconds(Kind.QUESTION, new=True) == 150
    assert Costs().seconds(Kind.QUESTION, new=False, recall=0.5) == 120


@given(seconds, st.integers(1, 10_000), seconds)
def test_an_own_median_counts_more_the_more_answers_it_has(median: float, count: int, default: float) -> None:
    low, high = sorted((median, default))
    assert low * (1 - 1e-9) <= shrunk(median, count, default) <= high * (1 + 1e-9)
    assert abs(shrunk(median, count + 1, default) - median) <= abs(shrunk(median, count, default) - median) + 1e-9


def test_twenty_answers_weigh_as_much_as_the_default() -> None:
    assert shrunk(10.0, 20, 30.0) == 20


@pytest.mark.parametrize(("median", "count"), [(5.0, 0), (0.0, 9), (-3.0, 9), (float("nan"), 9), (float("inf"), 9)])
def test_a_median_that_means_nothing_leaves_the_default(median: float, count: int) -> None:
    assert shrunk(median, count, 12.0) == 12


def test_own_timings_change_only_what_they_were_measured_on() -> None:
    costs = Costs({(Kind.BASIC, Encounter.PASSED): Timing(median=4.1, count=20)})
    assert costs.seconds(Kind.BASIC, new=False, recall=1.0) == pytest.approx(6.1)
    assert costs.seconds(Kind.BASIC, new=True) == Costs().seconds(Kind.BASIC, new=True)
    assert costs.seconds(Kind.CLOZE, new=False, recall=1.0) == 8.1
