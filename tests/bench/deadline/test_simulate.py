"""The simulator is fair: luck belongs to the card and its encounter, and study never harms."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

np = pytest.importorskip("numpy")

from drills.scheduling.chance import uniform  # noqa: E402
from drills.scheduling.learner import Answered, learner_from  # noqa: E402
from drills.scheduling.planner import answer  # noqa: E402
from tests.bench.deadline.__main__ import jobs  # noqa: E402
from tests.bench.deadline.policy import anki, breadth  # noqa: E402
from tests.bench.deadline.simulate import OUTCOME, Policy, Scenario, View, simulate  # noqa: E402
from tests.bench.deadline.truth import TRUTHS  # noqa: E402
from tests.bench.deadline.unlisted import UNLISTED, hidden_memory  # noqa: E402

SIZE = 40
ALL = (*TRUTHS, *UNLISTED)


class Watched:
    """A policy that keeps the view it was shown."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    def __call__(self, view: View, day: int) -> Any:
        self.view = view
        return self.policy(view, day)


def studied(name: str, seed: int, days: list[int]) -> Any:
    """A hidden memory whose cards were all answered on some days, each with a rating of its own luck."""
    hidden = hidden_memory(name, seed, 0, SIZE)
    cards = np.arange(SIZE)
    for encounter, day in enumerate(days):
        draw = uniform(seed, 99, cards, encounter)
        passed = draw < hidden.recall(day) if encounter else np.full(SIZE, True)
        hidden.study(cards, day, np.where(passed, 2 + (draw * 1000).astype(int) % 3, 1))
    return hidden


def test_a_card_studied_daily_does_not_replay_its_luck() -> None:
    draws = uniform(1, OUTCOME, 0, 7, np.arange(2000))
    assert len(np.unique(draws)) == 2000
    assert draws.mean() == pytest.approx(0.5, abs=0.02)
    assert abs(np.corrcoef(draws[1:], draws[:-1])[0, 1]) < 0.06


def test_luck_is_the_same_alone_and_among_others() -> None:
    together = uniform(1, OUTCOME, 3, np.arange(50), 2)
    assert [float(uniform(1, OUTCOME, 3, card, 2)) for card in range(50)] == together.tolist()
    assert not np.array_equal(together, uniform(2, OUTCOME, 3, np.arange(50), 2))


def test_first_ratings_do_not_depend_on_when_a_card_is_met() -> None:
    firsts = []
    for policy in (breadth, lambda view, day: breadth(view, day)[::-1]):
        watched = Watched(policy)
        simulate(Scenario(60, 14, 10), "act-r", watched, 1, 0)
        cards, _, ratings = watched.view.log
        firsts.append(dict(zip(cards[::-1], ratings[::-1], strict=True)))
    assert len(firsts[0]) == len(firsts[1]) == 60
    assert firsts[0] == firsts[1]


@pytest.mark.parametrize("name", ALL)
@given(st.integers(0, 500), st.lists(st.integers(1, 12), max_size=6), st.integers(1, 15), st.integers(1, 60))
@settings(max_examples=15, deadline=None)
def test_one_more_answer_never_lowers_mean_recall(name: str, seed: int, gaps: list[int], wait: int, ahead: int) -> None:
    hidden = studied(name, seed, np.cumsum([0, *gaps]).tolist())
    today = sum(gaps) + wait
    recall = hidden.recall(today)
    expected = np.zeros(SIZE)
    for rating, chance in enumerate(answer.chances(recall), start=1):
        after = deepcopy(hidden)
        after.study(np.arange(SIZE), today, np.full(SIZE, rating))
        expected += chance * after.recall(today + ahead)
    assert expected.mean() >= hidden.recall(today + ahead).mean()


@pytest.mark.parametrize("name", ALL)
def test_more_minutes_never_lower_true_recall(name: str) -> None:
    learners = range(3)
    for policy in (breadth, anki(ahead=True)):
        less, more, most = (
            np.mean([simulate(Scenario(60, 14, minutes), name, policy, 4, i).recall for i in learners])
            for minutes in (2, 4, 8)
        )
        assert less <= more <= most


@pytest.mark.parametrize("name", ALL)
def test_memories_fade_and_what_was_never_seen_is_not_known(name: str) -> None:
    hidden = hidden_memory(name, 1, 0, SIZE)
    assert not hidden.recall(30).any()
    hidden.study(np.arange(20), 0, np.full(20, 3))
    curves = np.stack([hidden.recall(day) for day in (1, 3, 10, 40)])
    assert not curves[:, 20:].any()
    assert (np.diff(curves[:, :20], axis=0) <= 0).all()
    assert ((curves >= 0) & (curves <= 1)).all()


def test_the_view_knows_the_learner_as_the_log_does() -> None:
    view = View(30, 20, 600.0)
    log = []
    luck = np.random.default_rng(2)
    for day in (0, 1, 3, 7, 12):
        ratings = luck.integers(1, 5, 30)
        for card, rating in enumerate(ratings.tolist()):
            new = view.last_day[card] < 0
            gap = int(day - view.last_day[card])
            log.append(Answered(rating, 9.0, float(view.stability[card]), gap, bool(new)))
        view.note(np.arange(30), day, ratings, np.full(30, 9.0))
    known = learner_from(log)
    assert (view.learner.pace, view.learner.kappa) == pytest.approx((known.pace, known.kappa))
    assert view.learner.stages == pytest.approx(known.stages)


def test_nobody_studies_in_two_scenarios_and_more_learners_keep_the_first_ones() -> None:
    few, many = list(jobs(1, 5)), list(jobs(3, 5))
    assert many[: len(few)] == few
    assert len({(learner, (cards, days, minutes)) for cards, days, minutes, _, _, learner in many}) == 81
    assert len({learner for *_, learner in many}) == 81
