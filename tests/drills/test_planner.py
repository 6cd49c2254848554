"""Planning toward a date: the same numbers as the scalar rules, and an order that makes sense."""

import json
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

np = pytest.importorskip("numpy")

from drills.errors import ConfigError  # noqa: E402
from drills.scheduling import DeadlinePlanner, Learner, Target, learner_from  # noqa: E402
from drills.scheduling.learner import Answered, LearnerTally  # noqa: E402
from drills.scheduling.memory import DEFAULT_WEIGHTS, replay, retrievability  # noqa: E402
from drills.scheduling.planner import answer, closed_form, fsrs6, price, table  # noqa: E402
from drills.scheduling.planner.cards import Cards as Prepared  # noqa: E402
from drills.scheduling.planner.index import Index, Seen, rung  # noqa: E402

GOLDEN = Path(__file__).parents[1] / "data" / "golden_histories.json"
ORACLE = Path(__file__).resolve().parents[3] / "shared" / "oracle" / "anki_fsrs6.json"


@dataclass(frozen=True)
class Cards:
    stability: Any
    difficulty: Any
    last_day: Any
    reviews: Any
    importance: Any = None
    seconds: Any = None

    def shuffled(self, order: Any) -> "Cards":
        fields = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return Cards(**{name: None if value is None else value[order] for name, value in fields.items()})


def deck(size: int, seed: int = 1, today: int = 20, seconds: bool = False) -> Cards:
    """Cards seen on different days before today, a fifth of them never."""
    luck = np.random.default_rng(seed)
    last = np.where(luck.random(size) < 0.2, -1, luck.integers(0, today, size))
    return Cards(
        np.where(last < 0, np.nan, np.exp(luck.normal(1.5, 1.2, size))),
        np.where(last < 0, np.nan, luck.uniform(1, 10, size)),
        last,
        np.where(last < 0, 0, luck.integers(1, 9, size)),
        importance=luck.uniform(0.5, 2.0, size),
        seconds=luck.choice([8.0, 15.0, 120.0], size) if seconds else None,
    )


@lru_cache
def planner(patient: bool = True) -> DeadlinePlanner:
    return DeadlinePlanner(patient=patient)


@lru_cache
def long_table() -> table.Table:
    return table.built(DEFAULT_WEIGHTS, 40)


BUDGETS = {"tight": 1.0, "normal": 60.0, "ample": 600.0}
"""Seconds per card and 40 days."""


def budget_for(cards: Cards, name: str) -> float:
    return BUDGETS[name] * len(cards.last_day) / 40


def assert_same_as_scalar(path: Path) -> None:
    known = json.loads(path.read_text())
    for sequence in known["sequences"]:
        for weights in known["parameter_sets"].values():
            want = replay(sequence["rating"], sequence["elapsed"], weights)
            s, d = np.asarray([np.nan]), np.asarray([np.nan])
            for rating, elapsed, (stability, difficulty, _) in zip(
                sequence["rating"], sequence["elapsed"], want, strict=True
            ):
                s, d = fsrs6.next_memory(s, d, np.asarray([elapsed]), np.asarray([rating]), weights)
                assert (s[0], d[0]) == pytest.approx((stability, difficulty), rel=1e-9)


def test_arrays_go_through_the_golden_histories_as_single_cards_do() -> None:
    assert_same_as_scalar(GOLDEN)


@pytest.mark.skipif(not ORACLE.exists(), reason="the full comparison with Anki's engine isn't at hand")
def test_arrays_go_through_every_known_history_as_single_cards_do() -> None:
    assert_same_as_scalar(ORACLE)


def test_a_learner_per_row_gives_what_one_learner_gives() -> None:
    weights = np.asarray([DEFAULT_WEIGHTS, [1.01 * w for w in DEFAULT_WEIGHTS]]).T[..., None]
    s, d = np.asarray([[3.0, 40.0]]), np.asarray([[4.0, 8.0]])
    both, _ = fsrs6.next_memory(s, d, np.asarray([5, 20]), np.asarray([1, 3]), weights)
    alone, _ = fsrs6.next_memory(s[0], d[0], np.asarray([5, 20]), np.asarray([1, 3]), DEFAULT_WEIGHTS)
    assert both[0] == pytest.approx(alone)
    assert both.shape == (2, 2)


def brute_force(left: int, stability: float, difficulty: float, price: float) -> float:
    """The value of a memory by trying every plan, without any grid; a day missed leaves the best later one."""
    s, d = np.asarray(stability), np.asarray(difficulty)
    best = float(table.worth(s, np.asarray(float(left)), DEFAULT_WEIGHTS))
    for gap in reversed(range(1, left)):
        recall = fsrs6.retrievability(s, np.asarray(float(gap)), DEFAULT_WEIGHTS)
        after = answer.next_stabilities(s, d, recall, DEFAULT_WEIGHTS)
        harder = answer.next_difficulties(d, DEFAULT_WEIGHTS)
        rate = price * float(table.premium(np.asarray(float(left - gap))))
        offer = -rate * float(answer.review_seconds(recall)) + sum(
            float(chance) * brute_force(left - gap, float(a), float(h), price)
            for chance, a, h in zip(answer.chances(recall), after, harder, strict=True)
        )
        best = max(best, table.MISSED * best + (1 - table.MISSED) * offer)
    return best


@pytest.mark.parametrize("rung_index", [0, 8, 14])
@pytest.mark.parametrize(("s", "d"), [(10, 3), (20, 6), (25, 9)])
def test_tables_agree_with_trying_every_plan(s: int, d: int, rung_index: int) -> None:
    known = table.built(DEFAULT_WEIGHTS, 5)
    want = brute_force(4, float(table.STABILITIES[s]), float(table.DIFFICULTIES[d]), float(table.PRICES[rung_index]))
    assert known.value[4, d, s, rung_index] == pytest.approx(want, abs=3e-3)


def test_dearer_time_is_worth_less_and_takes_fewer_seconds() -> None:
    known = table.built(DEFAULT_WEIGHTS, 12)
    assert (np.diff(known.value, axis=-1) <= 1e-5).all()
    assert known.seconds[10, ..., 1].mean() > known.seconds[10, ..., 12].mean()


def test_prices_lie_on_the_ladder() -> None:
    assert rung(0.0) == (0, 0.0)
    for index, rate in enumerate(table.PRICES[1:-1], start=1):
        low, share = rung(float(rate))
        assert low + share == pytest.approx(index, abs=1e-6)
    assert sum(rung(1.0)) == pytest.approx(len(table.PRICES) - 1)


@given(st.integers(0, 10_000), st.sampled_from(sorted(BUDGETS)), st.booleans())
@settings(max_examples=25, deadline=None)
def test_the_order_of_the_cards_makes_no_difference(seed: int, time: str, seconds: bool) -> None:
    cards = deck(60, seed, seconds=seconds)
    order = np.random.default_rng(seed).permutation(60)
    one = planner().rank(cards, Learner(1.1, 0.8), 20, 60, budget_for(cards, time))
    other = planner().rank(cards.shuffled(order), Learner(1.1, 0.8), 20, 60, budget_for(cards, time))
    assert order[other].tolist() == one.tolist()


@given(st.integers(0, 10_000), st.sampled_from(sorted(BUDGETS)), st.integers(0, 59))
@settings(max_examples=25, deadline=None)
def test_a_card_that_matters_more_never_comes_later(seed: int, time: str, index: int) -> None:
    cards = deck(60, seed)
    gains = planner().gains(cards, Learner(), 20, [Target(60)], budget_for(cards, time))
    importance = cards.importance.copy()
    importance[index] *= 1.5
    raised = planner().gains(
        replace(cards, importance=importance), Learner(), 20, [Target(60)], budget_for(cards, time)
    )
    assert raised[index] >= gains[index] or gains[index] < 0
    assert np.delete(raised, index) == pytest.approx(np.delete(gains, index))


@pytest.mark.parametrize("time", sorted(BUDGETS))
def test_a_floor_of_zero_ranks_every_card_and_a_higher_one_fewer(time: str) -> None:
    cards = deck(80)
    ranked = [
        planner().rank(cards, Learner(), 20, 60, budget_for(cards, time), floor).tolist()
        for floor in (0.0, 1e-4, 1e-3, 1e-2, 1.0)
    ]
    assert sorted(ranked[0]) == list(range(80))
    assert ranked[-1] == []
    assert all(len(less) <= len(more) for more, less in pairwise(ranked))


@pytest.mark.parametrize("seconds", [None, 33.0])
@pytest.mark.parametrize("kappa", [0.3, 1.0, 4.0])
def test_with_time_to_spare_new_cards_come_at_once_whatever_the_floor(kappa: float, seconds: float | None) -> None:
    """Nothing is put off to the last days: skipping some of these then costs little."""
    every = None if seconds is None else np.full(60, seconds)
    cards = Cards(np.ones(60), np.full(60, 5.0), np.full(60, -1), np.zeros(60), seconds=every)
    for left, floor in product((2, 14, 30), (5e-5, 1e-4)):
        assert len(planner().rank(cards, Learner(1.0, kappa), 0, left, 9000.0, floor)) == 60


def test_nothing_is_random() -> None:
    cards = deck(200)
    ranks = [DeadlinePlanner().rank(cards, Learner(), 20, 45, 900.0).tolist() for _ in range(2)]
    assert ranks[0] == ranks[1] == planner().rank(cards, Learner(), 20, 45, 900.0).tolist()


def test_cards_answered_today_come_last_and_are_below_any_floor() -> None:
    cards = replace(deck(30), last_day=np.asarray([20, *deck(30).last_day[1:]]))
    known = np.where(np.isnan(cards.stability), 5.0, cards.stability)
    cards = replace(cards, stability=known, difficulty=np.full(30, 5.0))
    assert planner().rank(cards, Learner(), 20, 60, 300.0)[-1] == 0
    assert 0 not in planner().rank(cards, Learner(), 20, 60, 300.0, 1e-9)


@pytest.mark.parametrize(("deadline", "budget"), [(20, 600.0), (3, 600.0), (60, 0.0)])
def test_without_days_or_time_there_is_nothing_to_rank(deadline: int, budget: float) -> None:
    assert planner().rank(deck(10), Learner(), 20, deadline, budget).tolist() == []


def test_no_cards_make_an_empty_plan() -> None:
    empty = Cards(np.zeros(0), np.zeros(0), np.zeros(0, int), np.zeros(0, int))
    assert planner().rank(empty, Learner(), 0, 30, 600.0).tolist() == []


@pytest.mark.parametrize("time", sorted(BUDGETS))
@pytest.mark.parametrize("kappa", [1e-6, 0.01, 1.0, 100.0, 1e6])
@pytest.mark.parametrize("pace", [0.05, 1.0, 20.0])
def test_any_learner_gets_a_whole_plan(time: str, kappa: float, pace: float) -> None:
    cards = deck(40)
    gains = planner().gains(cards, Learner(pace, kappa), 20, [Target(60)], budget_for(cards, time))
    assert np.isfinite(gains).all()
    ranked = planner().rank(cards, Learner(pace, kappa), 20, 60, budget_for(cards, time))
    assert sorted(ranked.tolist()) == list(range(40))


@pytest.mark.parametrize("ahead", [1, 2, 30, 200])
@pytest.mark.parametrize("time", sorted(BUDGETS))
def test_a_single_card_is_ranked_on_any_day_before_the_deadline(ahead: int, time: str) -> None:
    budget = BUDGETS[time] / ahead
    new = Cards([None], [None], [-1], [0])
    seen = Cards([3.0], [5.0], [17], [2])
    for card in (new, seen):
        assert planner().rank(card, Learner(), 20, 20 + ahead, budget).tolist() == [0]


@pytest.mark.parametrize("time", sorted(BUDGETS))
def test_new_cards_alone_come_in_their_own_order_and_are_all_worth_the_same(time: str) -> None:
    cards = Cards(np.full(50, np.nan), np.full(50, np.nan), np.full(50, -1), np.zeros(50, int))
    gains = planner().gains(cards, Learner(), 0, [Target(40)], budget_for(cards, time))
    assert np.ptp(gains) == 0
    assert gains[0] > 0
    assert planner().rank(cards, Learner(), 0, 40, budget_for(cards, time)).tolist() == list(range(50))


def test_when_all_were_answered_today_none_is_left_above_a_floor() -> None:
    cards = Cards(np.full(9, 4.0), np.full(9, 5.0), np.full(9, 20), np.ones(9, int))
    assert planner().rank(cards, Learner(), 20, 60, 300.0, 1e-9).tolist() == []
    assert sorted(planner().rank(cards, Learner(), 20, 60, 300.0).tolist()) == list(range(9))


@given(st.integers(0, 10_000), st.sampled_from([0.1, 1.0, 4.0]), st.integers(1, 90))
@settings(max_examples=8, deadline=None)
def test_more_cards_leave_others_alone_in_tight_times_and_never_make_time_cheaper(
    seed: int, kappa: float, extra: int
) -> None:
    cards, more = deck(60, seed), deck(extra, seed + 1)
    names = ("stability", "difficulty", "last_day", "reviews")
    few = replace(cards, importance=None)
    both = Cards(*(np.concatenate([getattr(cards, name), getattr(more, name)]) for name in names))
    learner = Learner(1.0, kappa)
    tight = [planner().gains(some, learner, 20, [Target(60)], 5.0)[:60] for some in (few, both)]
    assert tight[1] == pytest.approx(tight[0])
    index = Index(long_table(), DEFAULT_WEIGHTS, 40, kappa)
    prices = [
        price.clearing([(Prepared.checked(some, learner, 20, DEFAULT_WEIGHTS), index, 40)], 200.0)
        for some in (few, both)
    ]
    assert prices[1] >= prices[0]


def test_a_far_deadline_and_lists_for_arrays_will_do() -> None:
    cards = Cards([2.0, float("nan")], [5.0, float("nan")], [0, -1], [1, 0])
    assert sorted(planner().rank(cards, Learner(), 9, 100_000, 60.0).tolist()) == [0, 1]


@pytest.mark.parametrize(
    ("change", "learner", "budget", "floor"),
    [
        ({"stability": np.ones(3)}, Learner(), 60.0, 0.0),
        ({"stability": np.full(10, np.nan), "last_day": np.zeros(10, int)}, Learner(), 60.0, 0.0),
        ({"importance": np.full(10, -1.0)}, Learner(), 60.0, 0.0),
        ({"seconds": np.zeros(10)}, Learner(), 60.0, 0.0),
        ({}, Learner(0.0, 1.0), 60.0, 0.0),
        ({}, Learner(1.0, float("nan")), 60.0, 0.0),
        ({}, Learner(), float("nan"), 0.0),
        ({}, Learner(), -1.0, 0.0),
        ({}, Learner(), 60.0, -0.1),
    ],
)
def test_numbers_that_make_no_sense_are_refused(
    change: dict[str, Any], learner: Learner, budget: float, floor: float
) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        planner().rank(replace(deck(10), **change), learner, 20, 60, budget, floor)


def test_weights_are_checked() -> None:
    with pytest.raises(ConfigError):
        DeadlinePlanner(DEFAULT_WEIGHTS[:19])


def test_until_tables_are_built_the_closed_form_decides(tmp_path: Path) -> None:
    hasty = DeadlinePlanner(patient=False, cache=tmp_path)
    cards = replace(deck(40), importance=None)
    seen = np.flatnonzero(cards.last_day >= 0)
    closed = closed_form.gain_of_review(
        cards.stability[seen], cards.difficulty[seen], 20.0 - cards.last_day[seen], np.asarray(20.0), DEFAULT_WEIGHTS
    )
    budget = budget_for(cards, "normal")
    assert hasty.gains(cards, Learner(), 20, [Target(40)], budget)[seen] == pytest.approx(closed)
    assert not hasty.ready(20)
    hasty.prepare(20)
    assert hasty.ready(20)
    assert DeadlinePlanner(patient=False, cache=tmp_path).ready(20)
    assert hasty.gains(cards, Learner(), 20, [Target(40)], budget)[seen] != pytest.approx(closed)


def test_time_is_to_spare_by_degrees_where_a_second_is_worth_little() -> None:
    ladder = [table.ampleness(float(rate)) for rate in np.geomspace(1e-6, 1e-2, 200)]
    assert table.ampleness(0.0) == ladder[0] == 1.0
    assert ladder[-1] == 0.0
    assert all(0.0 <= before - after < 0.05 for before, after in pairwise(ladder))


@lru_cache
def both_tables() -> tuple[table.Table, table.Table]:
    return table.built(DEFAULT_WEIGHTS, 30), table.built(DEFAULT_WEIGHTS, 30, table.SHARE_WHEN_AMPLE)


@pytest.mark.parametrize("pace", [1.0, 2.0])
@pytest.mark.parametrize("part", [0.0, 0.3, 1.0])
def test_with_time_to_spare_the_day_itself_counts_for_more(part: float, pace: float) -> None:
    """Partly in between, and whatever the floor."""
    cards, learner = replace(deck(60), importance=None), Learner(pace)
    rate = table.AMPLE * (table.NOT_AMPLE / table.AMPLE) ** (1.0 - part)
    usual, ample = both_tables()
    assert usual.towards(ample, part, 30).share == pytest.approx(0.7 + 0.2 * part)
    index = Index(usual.towards(ample, part, 10), DEFAULT_WEIGHTS, 10)
    prepared = Prepared.checked(cards, learner, 20, DEFAULT_WEIGHTS)
    for floor in (0.0, 2e-3):
        got = planner().gains(cards, learner, 20, [Target(30)], 9000.0, floor=floor, rate=rate / pace)
        assert got == pytest.approx(price.gains(prepared, index, max(rate / pace, floor)), rel=1e-3, abs=1e-8)


def test_tables_for_time_to_spare_are_built_when_they_were_missed(tmp_path: Path) -> None:
    hasty = DeadlinePlanner(patient=False, cache=tmp_path)
    hasty.prepare(20)
    cards = deck(40)
    hasty.rank(cards, Learner(), 20, 40, budget_for(cards, "normal"))
    assert hasty.ready(20)
    before = hasty.gains(cards, Learner(), 20, [Target(40)], 9000.0)
    assert not hasty.ready(20)
    assert len(list(tmp_path.iterdir())) == 1
    hasty.prepare(20)
    assert len(list(tmp_path.iterdir())) == 2
    after = hasty.gains(cards, Learner(), 20, [Target(40)], 9000.0)
    assert after != pytest.approx(before)
    again = DeadlinePlanner(patient=False, cache=tmp_path)
    assert again.gains(cards, Learner(), 20, [Target(40)], 9000.0) == pytest.approx(after)


def test_a_broken_file_of_tables_is_built_again(tmp_path: Path) -> None:
    DeadlinePlanner(cache=tmp_path).prepare(20)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:1000])
    again = DeadlinePlanner(cache=tmp_path)
    assert not again.ready(20)
    again.prepare(20)
    assert DeadlinePlanner(cache=tmp_path).ready(20)


def test_goals_that_share_a_card_add_up() -> None:
    cards = replace(deck(40), importance=None)
    alone = planner(patient=False)
    one, other = Target(40, range(25)), Target(30, range(15, 40), weight=2.0)
    first = alone.gains(cards, Learner(), 20, [one, Target(40, range(25, 40))], 1.0)
    second = alone.gains(cards, Learner(), 20, [Target(30)], 1.0)
    both = alone.gains(cards, Learner(), 20, [one, other], 1.0)
    assert both[:15] == pytest.approx(first[:15])
    assert both[15:25] == pytest.approx(first[15:25] + 2.0 * second[15:25])
    assert both[25:] == pytest.approx(2.0 * second[25:])


def test_cards_outside_every_goal_compete_and_those_of_past_goals_do_not() -> None:
    cards = deck(30)
    ranked = planner().rank_many(cards, Learner(), 20, [Target(40, range(10)), Target(19, range(10, 20))], 200.0)
    assert sorted(ranked.tolist()) == [*range(10), *range(20, 30)]


def test_five_thousand_cards_are_ranked_in_a_moment() -> None:
    cards = deck(5000)
    planner().rank(cards, Learner(), 20, 60, 10_000.0)
    took = []
    for _ in range(5):
        start = time.process_time()
        planner().rank(cards, Learner(), 20, 60, 10_000.0)
        took.append(time.process_time() - start)
    assert min(took) < 0.1


def test_the_index_of_a_card_answered_long_ago_is_higher_in_tight_times_only_for_its_worth() -> None:
    known = table.built(DEFAULT_WEIGHTS, 30)
    seen = Seen(np.asarray([5.0, 5.0]), np.asarray([5.0, 5.0]), np.asarray([1.0, 8.0]))
    fresh, stale = Index(known, DEFAULT_WEIGHTS, 20).of_seen(seen, np.asarray([1e-3]), np.zeros(2, int))
    assert stale > fresh


def test_without_answers_the_learner_is_typical() -> None:
    assert learner_from([]) == Learner(1.0, 1.0)


def test_slow_answers_make_a_slow_pace() -> None:
    assert learner_from([Answered(3, 14.66)] * 200).pace == pytest.approx((200 * 14.66 + 120) / (200 * 7.33 + 120))
    assert learner_from([(3, 27.36, 0.0, 0, True)] * 500).pace == pytest.approx(2.0, abs=0.05)


@pytest.mark.parametrize("kappa", [0.2, 1.0, 4.0])
def test_kappa_is_found_from_what_is_recalled(kappa: float) -> None:
    luck = np.random.default_rng(3)
    log = [
        (3 if luck.random() < retrievability(kappa * 10.0, elapsed) else 1, 8.0, 10.0, elapsed, False)
        for elapsed in luck.integers(1, 60, 1500).tolist()
    ]
    assert learner_from(log).kappa == pytest.approx(kappa, rel=0.25)


def test_memory_that_starts_weak_and_catches_up_is_told_from_one_that_is_weak() -> None:
    """Cards answered once are told by their stability: one of the first four weights."""
    luck = np.random.default_rng(3)
    once, later = DEFAULT_WEIGHTS[2], 20.0
    log = [
        (3 if luck.random() < retrievability(kappa * stability, elapsed) else 1, 8.0, stability, elapsed, False)
        for elapsed in luck.integers(1, 40, 3000).tolist()
        for stability, kappa in ((once, 0.2), (later, 1.5))
    ]
    learner = learner_from(log)
    assert learner.stages == pytest.approx((0.2, 1.5), rel=0.25)
    assert 0.2 < learner.kappa < 1.5


def test_before_much_is_known_the_stages_keep_together() -> None:
    once, later = learner_from([(1, 8.0, 20.0, 3, False)] * 2).stages or (1.0, 1.0)
    assert later < once < 1.0


def test_a_card_answered_once_is_planned_with_the_kappa_of_its_stage() -> None:
    """New cards too: a first answer will leave them in that stage."""
    cards = deck(4)
    cards.last_day[:] = (-1, 15, 15, 15)
    cards.stability[:] = (np.nan, DEFAULT_WEIGHTS[0], DEFAULT_WEIGHTS[2], 2.5)
    cards.difficulty[:] = 5.0
    known = Prepared.checked(cards, Learner(1.0, 0.5, (0.2, 0.6)), 20, DEFAULT_WEIGHTS)
    scaled = np.asarray([DEFAULT_WEIGHTS[0], DEFAULT_WEIGHTS[2], 2.5]) * np.asarray([0.2, 0.2, 0.6]) ** 0.8
    assert known.stability[1:] == pytest.approx(scaled)
    assert known.kappa == pytest.approx(0.2**0.8)
    same = (planner().gains(cards, Learner(1.0, 0.5, stages), 20, [Target(60)], 60.0) for stages in (None, (0.5, 0.5)))
    assert next(same) == pytest.approx(next(same))


def test_answers_taken_in_one_by_one_say_the_same() -> None:
    log = [Answered(3, 9.0, 4.0, 5), Answered(1, 30.0, DEFAULT_WEIGHTS[0], 7), Answered(2, 12.0, new=True)]
    tally = LearnerTally()
    for each in log:
        tally = tally.after(each)
    assert tally.learner == learner_from(log)


@pytest.mark.parametrize("wrong", [(5, 3.0), (0, 3.0), (3, -1.0), (3, float("nan"))])
def test_answers_that_make_no_sense_are_refused(wrong: tuple[int, float]) -> None:
    with pytest.raises(ValueError, match=r"must be|rating"):
        LearnerTally().after(Answered(*wrong))


def test_numpy_is_loaded_only_for_planning() -> None:
    code = """
import sys
import drills.scheduling
import drills.scheduling.learner
assert "numpy" not in sys.modules
drills.scheduling.DeadlinePlanner
assert "numpy" in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
