"""The forecast: bands that mean something, the same luck for the same question, nothing random."""

import time
from functools import lru_cache

import pytest

np = pytest.importorskip("numpy")

from drills.scheduling import DeadlinePlanner, Learner  # noqa: E402
from drills.scheduling.forecast import Forecaster, History  # noqa: E402
from drills.scheduling.memory import DEFAULT_WEIGHTS, replay  # noqa: E402
from drills.scheduling.minds import resampled, weighed  # noqa: E402
from drills.scheduling.population import plausible_weights  # noqa: E402


@lru_cache
def planner() -> DeadlinePlanner:
    return DeadlinePlanner()


def history(size: int, days: int, passed: float = 0.85, a_day: int = 30) -> History:
    """So many cards a day, in turn, on each of the days; a share of the answers is Good, the others Again."""
    luck = np.random.default_rng(5)
    card = np.arange(days * a_day) % size
    return History(size, card, np.arange(days * a_day) // a_day, np.where(luck.random(len(card)) < passed, 3, 1))


def forecaster(known: History, today: int) -> Forecaster:
    return Forecaster(known, planner(), Learner(), today)


def test_memories_of_a_mind_with_default_weights_are_those_of_the_scheduler() -> None:
    known = history(20, 6)
    model = forecaster(known, 6).model
    for card in (0, 7, 19):
        answered = np.flatnonzero(known.card == card)
        gaps = np.diff(known.day[answered], prepend=known.day[answered][0])
        stability, difficulty, _ = replay(known.rating[answered], gaps.tolist(), DEFAULT_WEIGHTS)[-1]
        assert (model.stability[0, card], model.difficulty[0, card]) == pytest.approx((stability, difficulty))


def test_bands_hold_the_mean_and_each_other() -> None:
    made = forecaster(history(60, 8), 8).on(24, 300.0)
    assert made.firm
    assert 0 <= made.band95[0] <= made.band80[0] <= made.mean <= made.band80[1] <= made.band95[1] <= 1
    assert 0 < made.minutes <= 16 * 6


def test_before_any_answer_the_forecast_is_not_firm_and_its_band_is_wide() -> None:
    made = forecaster(History(60, *(np.zeros(0, int),) * 3), 0).on(20, 300.0)
    assert not made.firm
    assert made.band95[1] - made.band95[0] > 0.15


def test_nothing_is_random() -> None:
    once, again = (forecaster(history(50, 8), 8).on(20, 200.0) for _ in range(2))
    assert once == again


def test_more_minutes_and_a_later_date_promise_more() -> None:
    minds = forecaster(history(120, 6), 6)
    by_minutes = [minds.on(22, seconds).mean for seconds in (0.0, 60.0, 200.0, 600.0)]
    assert by_minutes == sorted(by_minutes)
    assert minds.on(40, 200.0).mean > minds.on(12, 200.0).mean


def test_days_off_take_no_time() -> None:
    minds = forecaster(history(60, 6), 6)
    days = [300.0] * 5 + [0.0] * 5
    made = minds.on(16, days)
    assert made.minutes < minds.on(16, 300.0).minutes
    assert minds.on(16, [0.0] * 10).minutes == 0


def test_a_forgetful_learner_is_promised_less() -> None:
    good, poor = (forecaster(history(60, 10, passed), 10) for passed in (0.95, 0.5))
    assert good.on(24, 120.0).mean > poor.on(24, 120.0).mean
    assert good.now() > poor.now()


def test_on_the_day_itself_it_is_what_is_known_now() -> None:
    minds = forecaster(history(60, 10), 10)
    assert minds.on(10, 300.0).mean == pytest.approx(minds.now())


def test_no_cards_make_an_empty_forecast() -> None:
    made = forecaster(History(0, *(np.zeros(0, int),) * 3), 0)
    assert made.on(20, 300.0).mean == made.now() == 0.0


def test_shares_add_up_and_are_drawn_in_proportion() -> None:
    shares = weighed(history(30, 5), plausible_weights(40))
    assert shares.sum() == pytest.approx(1.0)
    assert np.bincount(resampled(np.asarray([0.5, 0.25, 0.25]), 32)).tolist() == [16, 8, 8]


@pytest.mark.parametrize(
    ("card", "day", "rating"), [([9], [0], [3]), ([0], [0], [5]), ([0, 1], [0], [3]), ([-1], [0], [3])]
)
def test_histories_that_make_no_sense_are_refused(card: list[int], day: list[int], rating: list[int]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        History(5, np.asarray(card), np.asarray(day), np.asarray(rating))


@pytest.mark.parametrize("budget", [-1.0, float("nan")])
def test_budgets_that_make_no_sense_are_refused(budget: float) -> None:
    with pytest.raises(ValueError, match="budget"):
        forecaster(history(10, 2), 2).on(9, budget)


def test_four_hundred_cards_and_sixty_days_take_seconds() -> None:
    planner().prepare(60)
    start = time.perf_counter()
    forecaster(history(400, 20, a_day=60), 20).on(80, 600.0)
    assert time.perf_counter() - start < 20
