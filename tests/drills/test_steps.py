"""What an answer does to a card's schedule: steps, intervals, fuzz, previews, odd clocks."""

from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drills.errors import ConfigError
from drills.models import Learning, MemoryState, New, Phase, Rating, Review, Schedule
from drills.scheduling.fuzz import fuzzed, luck
from drills.scheduling.memory import DEFAULT_WEIGHTS, replay
from drills.scheduling.steps import Rules, answer, describe_wait, preview

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 22)
MINUTE = timedelta(minutes=1)
PLAIN = Rules(fuzz=False)
SHORT = Rules(learning_steps=(), relearning_steps=(), fuzz=False)

steps = st.lists(st.timedeltas(timedelta(seconds=1), timedelta(days=5)), max_size=3).map(tuple)
rules = st.builds(
    Rules,
    retention=st.floats(0.7, 0.98),
    learning_steps=steps,
    relearning_steps=steps,
    maximum_interval=st.integers(1, 36500),
    fuzz=st.booleans(),
)
memories = st.builds(MemoryState, stability=st.floats(0.001, 36500), difficulty=st.floats(1, 10))
days = st.dates(date(2020, 1, 1), date(2040, 1, 1))
reviews = st.builds(
    lambda memory, interval, last: Review(memory, interval, last + timedelta(days=interval), last),
    memories,
    st.integers(1, 36500),
    days,
)
learnings = st.builds(
    Learning,
    phase=st.sampled_from([Phase.LEARNING, Phase.RELEARNING]),
    memory=memories,
    step=st.integers(0, 3),
    due_at=st.just(NOW),
    last_day=days,
)
schedules = st.one_of(st.just(New()), reviews, learnings)


def rate(schedule: Schedule, rating: Rating, rules: Rules = PLAIN, *, today: date = TODAY) -> Schedule:
    return answer(schedule, rating, now=NOW, today=today, card_id=7, reps=3, rules=rules)


def learning(schedule: Schedule) -> Learning:
    assert isinstance(schedule, Learning)
    return schedule


def review(schedule: Schedule) -> Review:
    assert isinstance(schedule, Review)
    return schedule


def answered(history: list[tuple[Rating, date]], rules: Rules) -> Learning | Review:
    """A new card after these answers, each on its day by the clock."""
    schedule: Schedule = New()
    for reps, (rating, today) in enumerate(history):
        schedule = answer(schedule, rating, now=NOW, today=today, card_id=1, reps=reps, rules=rules)
    assert not isinstance(schedule, New)
    return schedule


def wait(schedule: Schedule) -> timedelta:
    return learning(schedule).due_at - NOW


def reviewed(stability: float = 20.0, *, ago: int = 20) -> Review:
    last = TODAY - timedelta(days=ago)
    return Review(MemoryState(stability, 5.0), ago, TODAY, last)


def test_a_new_card_takes_its_learning_steps() -> None:
    again, hard, good = (learning(rate(New(), rating)) for rating in (Rating.AGAIN, Rating.HARD, Rating.GOOD))
    assert (wait(again), again.step) == (MINUTE, 0)
    assert (wait(hard), hard.step) == (5.5 * MINUTE, 0)
    assert (wait(good), good.step) == (10 * MINUTE, 1)
    assert review(rate(New(), Rating.EASY)).interval == 8


def test_good_on_the_last_step_sends_a_card_to_review() -> None:
    second = rate(New(), Rating.GOOD)
    assert (wait(rate(second, Rating.HARD)), learning(rate(second, Rating.HARD)).step) == (10 * MINUTE, 1)
    assert learning(rate(second, Rating.AGAIN)).step == 0
    done = review(rate(second, Rating.GOOD))
    assert (done.interval, done.due_day, done.last_day) == (2, TODAY + timedelta(days=2), TODAY)


def test_hard_on_a_lone_step_waits_half_as_long_again_but_no_more_than_a_day_more() -> None:
    assert wait(rate(New(), Rating.HARD, Rules(learning_steps=(10 * MINUTE,)))) == 15 * MINUTE
    assert wait(rate(New(), Rating.HARD, Rules(learning_steps=(timedelta(days=4),)))) == timedelta(days=5)


def test_a_lapse_goes_through_relearning() -> None:
    lapsed = learning(rate(reviewed(), Rating.AGAIN))
    assert (lapsed.phase, lapsed.step, wait(lapsed)) == (Phase.RELEARNING, 0, 10 * MINUTE)
    assert wait(rate(lapsed, Rating.HARD)) == 15 * MINUTE
    assert isinstance(rate(lapsed, Rating.GOOD), Review)


def test_without_steps_every_answer_leads_to_review() -> None:
    for start in (New(), reviewed(), Learning(Phase.LEARNING, MemoryState(2.0, 5.0), 1, NOW, TODAY)):
        assert all(review(rate(start, rating, SHORT)).interval >= 1 for rating in Rating)


def test_steps_removed_since_do_no_harm() -> None:
    third = Learning(Phase.LEARNING, MemoryState(2.0, 5.0), 3, NOW, TODAY)
    assert isinstance(rate(third, Rating.GOOD), Review)
    assert learning(rate(third, Rating.HARD)).step == 1


def test_a_step_of_days_is_kept_to_the_minute() -> None:
    assert wait(rate(New(), Rating.GOOD, Rules(learning_steps=(MINUTE, timedelta(days=1))))) == timedelta(days=1)


@given(st.lists(st.tuples(st.sampled_from(Rating), st.integers(0, 400)), min_size=1, max_size=10), rules)
def test_the_memory_equals_a_replay_of_the_same_history(history: list[tuple[Rating, int]], rules: Rules) -> None:
    schedule: Schedule = New()
    today, states = TODAY, []
    for reps, (rating, gap) in enumerate(history):
        today += timedelta(days=gap)
        schedule = answer(schedule, rating, now=NOW, today=today, card_id=1, reps=reps, rules=rules)
        assert not isinstance(schedule, New)
        states.append((schedule.memory.stability, schedule.memory.difficulty))
    ratings, gaps = zip(*history, strict=True)
    assert [(s, d) for s, d, _ in replay(ratings, gaps, rules.weights)] == states


@given(schedules, days, st.integers(1, 2**40), st.integers(0, 500), rules)
def test_what_is_previewed_is_what_is_stored(
    schedule: Schedule, today: date, card_id: int, reps: int, rules: Rules
) -> None:
    shown = preview(schedule, now=NOW, today=today, card_id=card_id, reps=reps, rules=rules)
    assert shown == {
        rating: answer(schedule, rating, now=NOW, today=today, card_id=card_id, reps=reps, rules=rules)
        for rating in Rating
    }


@given(schedules, days, st.integers(0, 500), rules)
def test_whatever_the_clock_says_a_card_comes_back_later_and_within_the_maximum(
    schedule: Schedule, today: date, reps: int, rules: Rules
) -> None:
    latest = today if isinstance(schedule, New) else max(today, schedule.last_day)
    for outcome in preview(schedule, now=NOW, today=today, card_id=5, reps=reps, rules=rules).values():
        if isinstance(outcome, Review):
            assert 1 <= outcome.interval <= rules.maximum_interval
            assert (outcome.last_day, outcome.due_day - latest) == (latest, timedelta(days=outcome.interval))
        else:
            assert learning(outcome).due_at > NOW
            assert learning(outcome).last_day == latest


@given(schedules, days, st.integers(0, 500), rules)
def test_a_better_answer_never_brings_a_card_back_sooner(
    schedule: Schedule, today: date, reps: int, rules: Rules
) -> None:
    outcomes = preview(schedule, now=NOW, today=today, card_id=5, reps=reps, rules=rules)
    intervals = [outcome.interval for outcome in outcomes.values() if isinstance(outcome, Review)]
    assert intervals == sorted(intervals)


def test_hard_is_not_longer_than_good_even_under_odd_weights() -> None:
    odd = Rules(weights=(9.0, 5.0, 2.0, 1.0, *DEFAULT_WEIGHTS[4:]), learning_steps=(), fuzz=False)
    assert [review(rate(New(), rating, odd)).interval for rating in Rating] == [9, 9, 9, 9]


def test_a_clock_set_back_counts_as_the_same_day() -> None:
    card = reviewed(ago=20)
    before = card.last_day - timedelta(days=400)
    same_day = rate(card, Rating.GOOD, today=card.last_day)
    set_back = review(rate(card, Rating.GOOD, today=before))
    assert set_back.memory == review(same_day).memory
    assert (set_back.last_day, set_back.due_day) == (card.last_day, card.last_day + timedelta(days=set_back.interval))


def test_a_clock_that_went_back_a_year_and_came_right_again_counts_no_day_twice() -> None:
    days = (date(2026, 10, 24), date(2025, 10, 24), date(2026, 10, 25))
    jumped = answered([(Rating.EASY, days[0]), (Rating.GOOD, days[1]), (Rating.GOOD, days[2])], SHORT)
    steady = answered([(Rating.EASY, days[0]), (Rating.GOOD, days[0]), (Rating.GOOD, days[2])], SHORT)
    assert jumped == steady
    assert jumped.memory.stability < 20


@given(st.lists(st.tuples(st.sampled_from(Rating), st.integers(-800, 800)), min_size=1, max_size=10), rules)
def test_under_any_jumps_of_the_clock_only_days_that_are_new_count(
    history: list[tuple[Rating, int]], rules: Rules
) -> None:
    days = [TODAY + timedelta(days=offset) for _, offset in history]
    latest = list(accumulate(days, max))
    gaps = [0, *((day - before).days for before, day in pairwise(latest))]
    schedule = answered([(rating, day) for (rating, _), day in zip(history, days, strict=True)], rules)
    stability, difficulty, _ = replay([rating for rating, _ in history], gaps, rules.weights)[-1]
    assert schedule.memory == MemoryState(stability, difficulty)
    assert schedule.last_day == latest[-1]
    if isinstance(schedule, Review):
        assert schedule.due_day == latest[-1] + timedelta(days=schedule.interval)


def test_daylight_saving_does_not_stretch_a_step() -> None:
    before_change = datetime(2026, 10, 25, 2, 55, tzinfo=ZoneInfo("Europe/Berlin"))  # 3:00 becomes 2:00
    second = answer(New(), Rating.GOOD, now=before_change, today=date(2026, 10, 24), card_id=1, reps=0, rules=PLAIN)
    assert learning(second).due_at == before_change.astimezone(UTC) + 10 * MINUTE


@given(st.floats(0.5, 36500), st.floats(0, 1, exclude_max=True), st.integers(1, 36500))
@example(3.0, 1.0 - 2.0**-53, 5)
def test_fuzz_stays_near_and_within_the_maximum(days: float, luck: float, maximum: int) -> None:
    whole = fuzzed(days, luck, maximum)
    wanted = min(days, maximum)
    assert 1 <= whole <= maximum
    assert abs(whole - wanted) <= (0.5 if wanted < 2.5 else 1.5 + 0.15 * wanted)


@given(st.floats(0.5, 3000), st.floats(0.5, 3000), st.floats(0, 1, exclude_max=True))
def test_fuzz_keeps_the_order_of_intervals(one: float, other: float, luck: float) -> None:
    low, high = sorted((one, other))
    assert fuzzed(low, luck) <= fuzzed(high, luck)


def test_fuzz_has_ankis_ranges() -> None:
    reached = {interval: {fuzzed(interval, i / 100) for i in range(100)} for interval in (2.4, 3, 10, 100)}
    assert reached == {2.4: {2}, 3: {2, 3, 4}, 10: {8, 9, 10, 11, 12}, 100: set(range(93, 108))}


def test_luck_differs_by_card_and_by_review_and_is_the_same_on_every_machine() -> None:
    assert luck(1, 0) == luck(1, 0)
    assert len({luck(card, reps) for card in range(50) for reps in range(50)}) == 2500
    assert 0.45 < sum(luck(card, 0) for card in range(2000)) / 2000 < 0.55
    assert luck(1, 0) == pytest.approx(LUCK_OF_THE_FIRST_CARD)


LUCK_OF_THE_FIRST_CARD = 0.3011642881922647


@pytest.mark.parametrize(
    "unfit",
    [
        {"retention": 0.0},
        {"retention": 1.0},
        {"maximum_interval": 0},
        {"maximum_interval": 36501},
        {"learning_steps": (timedelta(0),)},
        {"weights": (1.0, 2.0)},
    ],
)
def test_rules_that_cannot_be_meant_are_refused(unfit: dict[str, object]) -> None:
    with pytest.raises(ConfigError):
        Rules(**unfit)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(-5, "now"), (0, "now"), (0.5, "<1 m"), (5.5, "6 m"), (8, "8 m"), (59.6, "1 h"), (90, "1.5 h"), (1440, "1 d")],
)
def test_a_wait_in_a_step_is_said_in_minutes_or_hours(minutes: float, text: str) -> None:
    step = Learning(Phase.LEARNING, MemoryState(1.0, 5.0), 0, NOW + minutes * MINUTE, TODAY)
    assert describe_wait(step, NOW, TODAY) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [(-2, "now"), (0, "now"), (1, "1 d"), (30, "30 d"), (31, "1 mo"), (43, "1.4 mo"), (365, "1 y"), (767, "2.1 y")],
)
def test_an_interval_is_said_in_days_months_or_years(days: int, text: str) -> None:
    card = Review(MemoryState(1.0, 5.0), 1, TODAY + timedelta(days=days), TODAY)
    assert describe_wait(card, NOW, TODAY) == text
    assert describe_wait(New(), NOW, TODAY) == "now"
