"""What every forecast keeps to, whatever the answers: more time never promises less, and luck is fair."""

from functools import lru_cache

import pytest

np = pytest.importorskip("numpy")

from hypothesis import HealthCheck, given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from drills.scheduling import DeadlinePlanner, Learner  # noqa: E402
from drills.scheduling.band import WIDEN, residual, widen_from  # noqa: E402
from drills.scheduling.chance import uniform  # noqa: E402
from drills.scheduling.forecast import Forecaster, History, minutes_needed  # noqa: E402
from drills.scheduling.rehearsal import Rehearsal  # noqa: E402

FEW = settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
NONE = np.zeros(0, int)


@lru_cache
def planner() -> DeadlinePlanner:
    made = DeadlinePlanner()
    made.prepare(30)
    return made


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Some cards, a few of them answered on some of ten days."""
    size = draw(st.integers(4, 24))
    days = draw(st.lists(st.integers(0, 9), min_size=0, max_size=40).map(sorted))
    card = [draw(st.integers(0, size - 1)) for _ in days]
    rating = [draw(st.sampled_from((1, 3, 3, 3, 4))) for _ in days]
    return History(size, *(np.asarray(column, dtype=int) for column in (card, days, rating)))


def forecaster(known: History, today: int = 10, **more: float) -> Forecaster:
    return Forecaster(known, planner(), Learner(), today, **more)


def without_answers(size: int, ids: list[int] | None = None) -> History:
    return History(size, NONE, NONE, NONE, None if ids is None else np.asarray(ids))


@FEW
@given(histories(), st.lists(st.integers(0, 400), min_size=2, max_size=4, unique=True), st.integers(11, 24))
def test_more_minutes_never_lower_the_mean(known: History, seconds: list[int], deadline: int) -> None:
    minds = forecaster(known)
    made = {budget: minds.on(deadline, float(budget)).mean for budget in seconds}
    assert [made[budget] for budget in sorted(made)] == sorted(made.values())


@FEW
@given(histories(), st.integers(0, 300), st.integers(0, 9))
def test_more_minutes_on_one_day_never_lower_the_mean(known: History, seconds: int, day: int) -> None:
    minds = forecaster(known)
    budgets = [float(seconds)] * 10
    richer = [*budgets[:day], budgets[day] + 120.0, *budgets[day + 1 :]]
    assert minds.on(20, richer).mean >= minds.on(20, budgets).mean


@FEW
@given(st.integers(10, 40), st.integers(20, 120), st.lists(st.integers(3, 25), min_size=2, max_size=3, unique=True))
def test_a_later_date_never_lowers_the_mean_of_what_is_to_be_learned(size: int, seconds: int, days: list[int]) -> None:
    minds = forecaster(without_answers(size), 0)
    made = {deadline: minds.on(deadline, float(seconds)).mean for deadline in days}
    assert [made[deadline] for deadline in sorted(made)] == sorted(made.values())


@FEW
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_the_cards_makes_no_difference(known: History, luck: object) -> None:
    order = list(range(known.size))
    luck.shuffle(order)  # type: ignore[attr-defined]
    place = np.argsort(order)
    ids = np.arange(known.size) + 100
    one = History(known.size, known.card, known.day, known.rating, ids)
    other = History(known.size, place[known.card], known.day, known.rating, ids[order])
    mine, theirs = (forecaster(each).on(18, 90.0) for each in (one, other))
    assert mine.mean == pytest.approx(theirs.mean, abs=1e-6)
    assert mine.band80 == pytest.approx(theirs.band80, abs=1e-6)
    assert mine.minutes == pytest.approx(theirs.minutes, abs=1e-3)


@FEW
@given(histories(), st.integers(1, 5))
def test_more_cards_never_raise_the_recall_of_the_others(known: History, more: int) -> None:
    ids = np.arange(known.size)
    fewer = History(known.size, known.card, known.day, known.rating, ids)
    every = History(known.size + more, known.card, known.day, known.rating, np.arange(known.size + more))
    own, shared = forecaster(fewer), forecaster(every)
    assert shared.minds.recall(10)[:, : known.size] == pytest.approx(own.minds.recall(10))
    before, after = (_recall(each, 18, 90.0)[:, : known.size].mean() for each in (own, shared))
    assert after <= before + 0.02


def _recall(minds: Forecaster, deadline: int, seconds: float) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """Recall of each card on the day, in every mind."""
    rehearsal = Rehearsal(minds)
    for day in range(minds.today, deadline):
        rehearsal.study(day, deadline, seconds, seconds, 0.0)
    return rehearsal.recall(deadline)


@given(st.integers(0, 10**6), st.integers(0, 50), st.lists(st.integers(0, 10**9), min_size=1, unique=True))
def test_luck_belongs_to_mind_card_and_encounter_alone(seed: int, encounter: int, cards: list[int]) -> None:
    together = uniform(seed, 1, 3, np.asarray(cards), encounter)
    assert together.tolist() == [float(uniform(seed, 1, 3, card, encounter)) for card in cards]
    assert ((together > 0) & (together < 1)).all()


@FEW
@given(histories())
def test_the_path_begins_today_and_ends_with_the_forecast(known: History) -> None:
    minds = forecaster(known)
    made = minds.on(15, [60.0, 0.0, 60.0, 60.0, 60.0])
    assert [day for day, *_ in made.path] == [10, 11, 12, 13, 14, 15]
    assert made.path[0][1] == pytest.approx(minds.now(), abs=1e-6)
    assert made.path[-1][1:] == (made.mean, *made.band80)
    assert all(0 <= low <= mean <= high <= 1 for _, mean, low, high in made.path)
    assert len(made.daily_seconds) == 5
    assert made.daily_seconds[1] == 0
    assert sum(made.daily_seconds) / 60 == pytest.approx(made.minutes)


def test_what_more_minutes_bring_is_the_difference_of_two_forecasts() -> None:
    minds = forecaster(without_answers(60), 0)
    gain = minds.gain(20, 60.0, 120.0)
    assert gain == minds.on(20, 180.0).mean - minds.on(20, 60.0).mean
    assert gain > 0
    assert minds.gain(20, [0.0] * 20) == 0.0


def test_the_minutes_needed_are_enough_and_hardly_more() -> None:
    minds = forecaster(without_answers(120), 0)
    needed = minutes_needed(minds, 12, 0.7, 60.0)
    assert needed is not None
    assert 3 < needed < 60
    assert minds.on(12, 60.0 * needed).mean >= 0.7 > minds.on(12, 60.0 * (needed - 2)).mean


def test_where_no_time_is_enough_none_is_named_and_where_none_is_needed_zero() -> None:
    minds = forecaster(without_answers(40), 0)
    assert minutes_needed(minds, 20, 0.999, 2.0) is None
    assert minutes_needed(minds, 20, 0.0, 2.0) == 0.0


def test_looking_for_minutes_can_be_cancelled() -> None:
    minds = forecaster(without_answers(20), 0)
    asked: list[bool] = []
    assert minutes_needed(minds, 20, 0.7, 60.0, cancelled=lambda: bool(asked.append(True)) or len(asked) > 1) is None
    assert len(asked) == 2


def test_bands_are_widened_by_residuals_slowly() -> None:
    assert widen_from([]) == pytest.approx(WIDEN)
    assert widen_from([0.0] * 30) < WIDEN
    assert widen_from([2.0] * 5) > WIDEN
    assert widen_from([100.0] * 50) == 3.0
    assert widen_from([0.0] * 500) == 1.0
    assert residual(0.7, 0.8, (0.6, 0.9), 1.0) == pytest.approx(-0.5)
    assert residual(0.9, 0.8, (0.6, 0.9), 1.3) == pytest.approx(1.3)


def test_thousands_of_cards_are_sampled() -> None:
    minds = forecaster(without_answers(3000), 0)
    made = minds.on(14, 1200.0)
    assert 0 < made.mean < 0.6
    assert made.minutes == pytest.approx(14 * 20 * 0.9, rel=0.1)
