"""Memory states and intervals: equal to Anki's engine, and sane for whatever anybody answers."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drills.errors import ConfigError, DrillsError
from drills.models import MemoryState, Rating
from drills.scheduling.memory import (
    DEFAULT_WEIGHTS,
    checked_weights,
    interval_days,
    next_memory,
    replay,
    retrievability,
    whole_days,
)

GOLDEN = Path(__file__).parents[1] / "data" / "golden_histories.json"
ORACLE = Path(__file__).resolve().parents[3] / "shared" / "oracle" / "anki_fsrs6.json"

gaps = st.integers(0, 2000)
histories = st.lists(st.tuples(st.sampled_from(Rating), gaps), min_size=1, max_size=12)
memories = st.builds(MemoryState, stability=st.floats(0.001, 36500), difficulty=st.floats(1, 10))
retentions = st.floats(0.7, 0.99)


def assert_equal_to_anki(path: Path) -> None:
    """States within 1e-4 (Anki's are 32-bit floats); intervals exact, but for ±1 day above 9,000 days."""
    expected = json.loads(path.read_text())
    for sequence in expected["sequences"]:
        for name, weights in expected["parameter_sets"].items():
            got = replay(sequence["rating"], sequence["elapsed"], weights, expected["retentions"])
            assert_same_history(got, sequence["expect"][name])


def assert_same_history(got: list[tuple[float, float, dict[float, int]]], want: dict[str, Any]) -> None:
    assert [s for s, _, _ in got] == pytest.approx(want["s"], rel=1e-4)
    assert [d for _, d, _ in got] == pytest.approx(want["d"], rel=1e-4)
    for retention, days in want["ivl"].items():
        for (_, _, intervals), anki in zip(got, days, strict=True):
            assert abs(intervals[float(retention)] - anki) <= (1 if anki >= 9000 else 0)


def test_the_golden_histories_come_out_as_in_anki() -> None:
    assert_equal_to_anki(GOLDEN)


@pytest.mark.skipif(not ORACLE.exists(), reason="the full comparison with Anki's engine isn't at hand")
def test_every_history_known_from_anki_comes_out_as_in_anki() -> None:
    assert_equal_to_anki(ORACLE)


def test_the_default_weights_are_those_of_the_golden_histories() -> None:
    assert json.loads(GOLDEN.read_text())["parameter_sets"]["default"] == list(DEFAULT_WEIGHTS)


@given(histories)
def test_a_replay_is_made_of_single_steps(history: list[tuple[Rating, int]]) -> None:
    memory = None
    states = []
    for rating, elapsed in history:
        memory = next_memory(memory, rating, elapsed)
        states.append((memory.stability, memory.difficulty))
    ratings, elapsed_days = zip(*history, strict=True)
    assert [(s, d) for s, d, _ in replay(ratings, elapsed_days)] == states


@given(histories)
def test_states_stay_within_their_bounds(history: list[tuple[Rating, int]]) -> None:
    ratings, elapsed_days = zip(*history, strict=True)
    for stability, difficulty, intervals in replay(ratings, elapsed_days, list(DEFAULT_WEIGHTS), (0.7, 0.99)):
        assert 0.001 <= stability <= 36500
        assert 1 <= difficulty <= 10
        assert all(1 <= days <= 36500 for days in intervals.values())


@given(st.one_of(st.none(), memories), gaps)
def test_a_better_answer_never_leaves_a_weaker_memory(memory: MemoryState | None, elapsed: int) -> None:
    again, hard, good, easy = (next_memory(memory, rating, elapsed) for rating in Rating)
    assert again.stability <= hard.stability <= good.stability <= easy.stability
    assert again.difficulty >= hard.difficulty >= good.difficulty >= easy.difficulty


@given(memories, gaps)
def test_a_success_never_weakens_a_memory(memory: MemoryState, elapsed: int) -> None:
    assert next_memory(memory, Rating.HARD, elapsed).stability >= memory.stability * (1 - 1e-12)


@given(st.floats(0.001, 36500), retentions, retentions)
def test_more_retention_never_means_a_longer_interval(stability: float, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert interval_days(stability, high) <= interval_days(stability, low)


@given(st.floats(0.001, 36500), retentions, st.integers(1, 400))
def test_an_interval_lies_between_one_day_and_the_maximum(stability: float, retention: float, maximum: int) -> None:
    assert 1 <= interval_days(stability, retention, maximum=maximum) <= maximum


@given(st.floats(2, 3000), st.floats(0.75, 0.97))
def test_after_its_interval_a_card_is_recalled_as_often_as_desired(stability: float, retention: float) -> None:
    days = interval_days(stability, retention)
    assert retrievability(stability, days + 1) <= retention + 1e-9 or days == 36500
    assert days == 1 or retrievability(stability, days - 1) >= retention - 1e-9


@given(st.floats(0.001, 36500), st.integers(0, 5000))
def test_recall_is_a_probability_that_only_falls(stability: float, elapsed: int) -> None:
    assert 0 < retrievability(stability, elapsed + 1) < retrievability(stability, elapsed) <= 1


def test_recall_is_nine_in_ten_after_as_many_days_as_the_stability() -> None:
    assert retrievability(12.5, 0) == 1
    assert retrievability(12.5, 12.5) == pytest.approx(0.9)
    assert interval_days(12.4, 0.9) == 12


@pytest.mark.parametrize(("days", "whole"), [(0.2, 1), (1.49, 1), (2.5, 3), (3.5, 4), (float("inf"), 36500)])
def test_half_a_day_is_rounded_up(days: float, whole: int) -> None:
    assert whole_days(days) == whole


def test_the_same_day_is_not_the_next_day() -> None:
    first = next_memory(None, Rating.GOOD, 0)
    assert next_memory(first, Rating.GOOD, 0).stability < next_memory(first, Rating.GOOD, 1).stability


def test_a_gap_of_ten_thousand_years_is_survived() -> None:
    first = next_memory(None, Rating.GOOD, 0)
    assert next_memory(first, Rating.AGAIN, 10**9).stability < first.stability


def test_a_negative_gap_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        next_memory(MemoryState(3.0, 5.0), Rating.GOOD, -1)
    with pytest.raises(ValueError, match="negative"):
        retrievability(3.0, -1)


@pytest.mark.parametrize("rating", [0, 5, -1])
def test_a_rating_outside_one_to_four_is_refused(rating: int) -> None:
    with pytest.raises(ValueError, match="rating"):
        replay([3, rating], [0, 2])


def test_ratings_and_gaps_must_be_as_many() -> None:
    with pytest.raises(ValueError, match="zip"):
        replay([3, 3], [0])


@pytest.mark.parametrize("retention", [0.0, 1.0, -0.5, 2.0])
def test_a_retention_that_is_no_probability_is_refused(retention: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        interval_days(3.0, retention)


def with_weight(index: int, value: Any) -> list[Any]:
    return [value if i == index else weight for i, weight in enumerate(DEFAULT_WEIGHTS)]


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        (DEFAULT_WEIGHTS[:19], "21 weights, not 19"),
        ((*DEFAULT_WEIGHTS, 0.5), "21 weights, not 22"),
        (with_weight(3, float("nan")), "w3 is nan"),
        (with_weight(20, 0.9), "w20 is 0.9; it must lie between 0.1 and 0.8"),
        (with_weight(0, -1.0), "w0"),
        (with_weight(8, float("inf")), "w8"),
        (with_weight(8, "much"), "w8"),
    ],
)
def test_weights_that_cannot_be_used_are_named(weights: list[Any], said: str) -> None:
    with pytest.raises(ConfigError, match=said) as caught:
        checked_weights(weights)
    assert isinstance(caught.value, DrillsError)
    with pytest.raises(ConfigError):
        replay([3], [0], weights)


def test_weights_at_their_bounds_survive_being_stored_as_32_bit_floats() -> None:
    assert checked_weights(with_weight(19, 0.800000011920929))[19] == 0.8
    assert checked_weights(list(DEFAULT_WEIGHTS)) == DEFAULT_WEIGHTS
