"""The day's queue: what is worth drilling, what fits, what is left, and in which order it comes."""

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drills.models import Kind, MemoryState, Rating
from drills.scheduling.memory import DEFAULT_WEIGHTS, next_memory, retrievability
from drills.scheduling.queue import LONG_KINDS, Candidate, catch_up_days, fill, gain_per_second, interleave
from drills.scheduling.value import FIRST_RATINGS, PASSES, stabilities_after

DAY = date(2026, 11, 22)

memories = st.builds(MemoryState, stability=st.floats(0.01, 5000), difficulty=st.floats(1, 10))
drawn = st.builds(
    Candidate,
    card_id=st.just(0),
    note_id=st.integers(1, 25),
    kind=st.sampled_from(Kind),
    deck=st.sampled_from(["stories", "goals::dated", "goals", "pitfalls"]),
    seconds=st.floats(1, 200),
    memory=st.one_of(st.none(), memories),
    elapsed=st.integers(0, 900),
    horizon=st.integers(0, 200),
    importance=st.floats(0.1, 3),
    for_goal=st.booleans(),
)
candidates = st.lists(drawn, max_size=40).map(
    lambda cards: [replace(card, card_id=i) for i, card in enumerate(cards, start=1)]
)
budgets = st.floats(0, 3000)


def due(card_id: int, *, note: int = 0, kind: Kind = Kind.BASIC, deck: str = "goals", seconds: float = 10) -> Candidate:
    return Candidate(card_id, note or card_id, kind, deck, seconds, MemoryState(10.0, 5.0), 12)


def new(
    card_id: int,
    *,
    note: int = 0,
    kind: Kind = Kind.BASIC,
    deck: str = "goals",
    seconds: float = 18,
    goal: bool = False,
) -> Candidate:
    return Candidate(card_id, note or card_id, kind, deck, seconds, for_goal=goal)


def longest_run(values: list[object]) -> int:
    return max((len(list(run)) for _, run in groupby(values)), default=0)


# What a card is worth


@given(memories, st.integers(1, 2000))
def test_the_closed_form_of_fsrs_equals_fsrs(memory: MemoryState, elapsed: int) -> None:
    recall = retrievability(memory.stability, elapsed)
    relearned = next_memory(next_memory(memory, Rating.AGAIN, elapsed), Rating.GOOD, 0)
    passed = [next_memory(memory, rating, elapsed) for rating in (Rating.HARD, Rating.GOOD, Rating.EASY)]
    expected = [state.stability for state in (relearned, *passed)]
    closed = [min(stability, 36500) for stability in stabilities_after(memory, recall, DEFAULT_WEIGHTS)]
    assert closed == pytest.approx(expected, rel=1e-9)


def test_the_shares_of_ratings_add_up_to_one() -> None:
    assert sum(FIRST_RATINGS) == pytest.approx(1)
    assert sum(PASSES) == pytest.approx(1)


def test_a_new_card_is_worth_the_recall_it_leaves_at_the_horizon() -> None:
    stabilities = DEFAULT_WEIGHTS[:4]
    recall = sum(p * retrievability(s, 30) for p, s in zip(FIRST_RATINGS, stabilities, strict=True))
    assert gain_per_second(new(1)) == pytest.approx(recall / 18)


@given(drawn)
def test_worth_grows_with_importance_and_shrinks_with_time(card: Candidate) -> None:
    worth = gain_per_second(card)
    assert gain_per_second(replace(card, importance=2 * card.importance)) == pytest.approx(2 * worth)
    assert gain_per_second(replace(card, seconds=2 * card.seconds)) == pytest.approx(worth / 2)


@given(st.floats(0.5, 500), st.floats(1, 10), st.integers(1, 120))
def test_reviewing_a_due_card_adds_recall(stability: float, difficulty: float, horizon: int) -> None:
    elapsed = max(1, round(stability))
    card = Candidate(1, 1, Kind.BASIC, "goals", 9, MemoryState(stability, difficulty), elapsed, horizon)
    assert gain_per_second(card) > 0


# What fits


@given(candidates, budgets)
def test_nothing_due_is_lost(cards: list[Candidate], budget: float) -> None:
    queue = fill(cards, budget, day=DAY)
    chosen = {card.card_id: card for card in cards if card.card_id in queue.order}
    assert queue.due_count + queue.due_left == sum(not card.is_new for card in cards)
    assert queue.due_count + queue.new_count == len(queue.order) == len(chosen)
    assert queue.seconds == pytest.approx(sum(card.seconds for card in chosen.values()))
    left = [card for card in cards if not card.is_new and card.card_id not in chosen]
    assert queue.due_left_seconds == pytest.approx(sum(card.seconds for card in left))
    assert 0 <= queue.siblings_left <= queue.due_left == len(left)


@given(candidates, budgets)
def test_the_minutes_are_kept(cards: list[Candidate], budget: float) -> None:
    queue = fill(cards, budget, day=DAY)
    assert queue.seconds <= budget + 1e-6 or len(queue.order) == 1


@given(candidates, budgets)
def test_there_is_always_a_card_if_any_waits(cards: list[Candidate], budget: float) -> None:
    assert bool(fill(cards, budget, day=DAY).order) == bool(cards)


@given(candidates, budgets, st.frozensets(st.integers(1, 25)))
def test_one_note_gives_one_card_a_day(cards: list[Candidate], budget: float, drilled: frozenset[int]) -> None:
    notes = {card.card_id: card.note_id for card in cards}
    today = [notes[card_id] for card_id in fill(cards, budget, day=DAY, notes_today=drilled).order]
    assert len(set(today)) == len(today)
    assert not drilled.intersection(today)


@given(candidates, budgets, st.randoms(use_true_random=False))
def test_the_same_day_gives_the_same_queue(cards: list[Candidate], budget: float, random: object) -> None:
    shuffled = list(cards)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = fill(cards, budget, day=DAY), fill(shuffled, budget, day=DAY)
    assert one.order == other.order
    assert one.due_left_seconds == pytest.approx(other.due_left_seconds)


@given(candidates, budgets)
def test_when_everything_due_fits_all_of_it_comes(cards: list[Candidate], budget: float) -> None:
    queue = fill(cards, budget, day=DAY)
    first_of_note = {}
    for card in sorted(cards, key=lambda card: (-gain_per_second(card), card.card_id)):
        if not card.is_new:
            first_of_note.setdefault(card.note_id, card)
    if sum(card.seconds for card in first_of_note.values()) <= budget:
        assert {card.card_id for card in first_of_note.values()} <= set(queue.order)
        assert queue.due_left == queue.siblings_left


def test_nothing_waiting_is_an_empty_queue() -> None:
    queue = fill([], 900, day=DAY)
    assert (queue.order, queue.seconds, queue.due_left) == ((), 0, 0)


def test_new_cards_fill_the_minutes_that_are_left() -> None:
    queue = fill([due(i) for i in range(1, 21)] + [new(i) for i in range(21, 60)], 400, day=DAY)
    assert (queue.due_count, queue.new_count, queue.due_left) == (20, 11, 0)


def test_new_cards_come_from_every_deck_and_kind() -> None:
    """By the second the quickest kind would come alone; of those worth the same, each deck has its turn."""
    decks = ["stories", "goals", "pitfalls"]
    cards = [replace(new(40 * d + n, deck=deck), turn=n) for d, deck in enumerate(decks) for n in range(1, 31)]
    cards += [replace(new(200 + n, kind=Kind.TYPED, deck="typed", seconds=48), turn=n) for n in range(1, 31)]
    queue = fill(cards, 600, day=DAY)
    by_id = {card.card_id: card.deck for card in cards}
    assert Counter(by_id[i] for i in queue.order) == {"stories": 7, "goals": 7, "pitfalls": 6, "typed": 5}


def test_a_question_and_a_critique_come_among_new_cards() -> None:
    """Both, if they fit the share of the long ones, though the other kinds would fill the time."""
    cards = [new(i) for i in range(1, 99)] + [new(i, kind=Kind.QUESTION, seconds=150) for i in range(99, 110)]
    cards.append(replace(new(110, kind=Kind.CRITIQUE, seconds=70), turn=90))
    queue = fill(cards, 900, day=DAY)
    assert {99, 110} <= set(queue.order)


def test_a_backlog_never_blocks_a_goal() -> None:
    backlog = [due(i) for i in range(1, 200)]
    queue = fill([*backlog, *(new(i, goal=True) for i in range(200, 300))], 900, day=DAY)
    assert queue.new_count == 10  # 180 of 900 seconds
    assert queue.due_count == 72
    assert (queue.due_left, queue.due_left_seconds) == (127, 1270)


def test_new_cards_of_no_goal_wait_for_the_backlog() -> None:
    cards = [due(i) for i in range(1, 200)] + [new(i) for i in range(200, 300)]
    assert fill(cards, 900, day=DAY).new_count == 0


def test_a_backlog_gives_its_most_valuable_part() -> None:
    fading = [replace(due(i), memory=MemoryState(2.0, 2.0), elapsed=3) for i in range(1, 30)]
    solid = [replace(due(i), memory=MemoryState(300.0, 8.0), elapsed=250) for i in range(30, 60)]
    assert set(fill(solid + fading, 290, day=DAY).order) == {card.card_id for card in fading}


def test_another_ranking_can_take_over() -> None:
    cards = [due(i) for i in range(1, 50)]
    last_first = fill(cards, 50, day=DAY, worth=lambda cards: [card.card_id for card in cards])
    assert set(last_first.order) == {45, 46, 47, 48, 49}


def test_a_sibling_left_for_tomorrow_is_told_from_the_backlog() -> None:
    queue = fill([due(1, note=1), due(2, note=1), due(3, note=2), new(4, note=2)], 900, day=DAY)
    assert (queue.due_count, queue.new_count, queue.due_left, queue.siblings_left) == (2, 0, 1, 1)


# Open questions and critiques


def question(card_id: int, *, seconds: float = 120) -> Candidate:
    return due(card_id, kind=Kind.QUESTION, seconds=seconds)


def test_questions_do_not_crowd_out_everything_in_a_backlog() -> None:
    favoured = [replace(question(i), importance=50) for i in range(1, 30)]
    cards = favoured + [due(i) for i in range(30, 200)]
    queue = fill(cards, 900, day=DAY)
    assert sum(card_id < 30 for card_id in queue.order) == 3  # 360 of 900 seconds
    assert queue.seconds == 900


@pytest.mark.parametrize("kind", sorted(LONG_KINDS))
def test_one_question_a_day_comes_even_through_a_backlog(kind: Kind) -> None:
    cards = [due(i) for i in range(1, 200)] + [new(200, kind=kind, seconds=150)]
    assert 200 in fill(cards, 300, day=DAY).order
    assert 200 not in fill(cards, 200, day=DAY).order


def test_one_question_a_day_comes_before_other_new_cards() -> None:
    cards = [due(1)] + [new(i) for i in range(2, 200)] + [new(200, kind=Kind.QUESTION, seconds=150)]
    assert 200 in fill(cards, 300, day=DAY).order


def test_someone_with_only_questions_gets_questions() -> None:
    queue = fill([new(i, kind=Kind.QUESTION, seconds=150) for i in range(1, 20)], 900, day=DAY)
    assert len(queue.order) == 6


# In which order


@given(candidates)
def test_mixing_keeps_every_card(cards: list[Candidate]) -> None:
    assert sorted(interleave(cards, DAY)) == [card.card_id for card in cards]


@given(candidates)
def test_no_deck_follows_itself_where_that_can_be_avoided(cards: list[Candidate]) -> None:
    decks = {card.card_id: card.deck for card in cards}
    counts = Counter(decks.values())
    if counts and 2 * max(counts.values()) <= len(cards) + 1:
        assert longest_run([decks[card_id] for card_id in interleave(cards, DAY)]) == 1


def test_a_deck_with_nearly_everything_is_broken_up_evenly() -> None:
    cards = [due(i) for i in range(1, 91)] + [due(i, deck="pitfalls") for i in range(91, 101)]
    decks = {card.card_id: card.deck for card in cards}
    assert longest_run([decks[card_id] for card_id in interleave(cards, DAY)]) <= 11


def test_kinds_are_mixed_within_a_deck() -> None:
    cards = [due(i, kind=kind) for i, kind in enumerate([Kind.BASIC, Kind.CLOZE, Kind.TYPED] * 10, start=1)]
    kinds = {card.card_id: card.kind for card in cards}
    assert longest_run([kinds[card_id] for card_id in interleave(cards, DAY)]) <= 2


def test_new_cards_and_questions_are_spread_over_the_session() -> None:
    decks = ["goals", "stories", "pitfalls", "proof"]
    cards = [due(i, deck=decks[i % 4]) for i in range(1, 61)]
    cards += [new(i, deck=decks[i % 4]) for i in range(61, 73)]
    cards += [due(i, deck=decks[i % 4], kind=Kind.QUESTION) for i in range(73, 77)]
    places = {card_id: place for place, card_id in enumerate(interleave(cards, DAY))}
    for quarter in range(4):
        inside = range(19 * quarter, 19 * (quarter + 1))
        assert 2 <= sum(places[i] in inside for i in range(61, 73)) <= 4
        assert sum(places[i] in inside for i in range(73, 77)) == 1


def test_another_day_gives_another_order() -> None:
    cards = [due(i, deck=f"deck {i % 5}", kind=list(Kind)[i % 3]) for i in range(1, 60)]
    orders = {interleave(cards, date(2026, 11, day)) for day in range(1, 29)}
    assert len(orders) > 14


# Catching up


@pytest.mark.parametrize(
    ("backlog", "inflow", "budget", "days"),
    [
        (0, [], 900, 0),
        (900, [], 900, 1),
        (901, [], 900, 2),
        (3000, [400] * 30, 900, 6),
        (3000, [400], 900, 6),
        (500, [900] * 5 + [0] * 5, 900, 6),
        (1, [900], 900, None),
        (1, [1200] * 3, 900, None),
        (600, [], 0, None),
    ],
)
def test_the_days_to_catch_up(backlog: float, inflow: list[float], budget: float, days: int | None) -> None:
    assert catch_up_days(backlog, inflow, budget) == days


@given(st.floats(1, 1e5), st.lists(st.floats(0, 2000), max_size=30), st.floats(1, 4000))
def test_more_minutes_never_take_longer(backlog: float, inflow: list[float], budget: float) -> None:
    slow, fast = catch_up_days(backlog, inflow, budget), catch_up_days(backlog, inflow, 1.5 * budget)
    assert slow is None or (fast is not None and fast <= slow)
