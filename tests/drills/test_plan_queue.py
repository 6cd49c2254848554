"""The day's queue where there are goals: by what each second adds, in the minutes each goal has."""

from datetime import date

from drills.models import Kind, MemoryState
from drills.plan.worth import Aim, Planners, gains
from drills.scheduling.learner import Learner
from drills.scheduling.planned import DONE_FOR_TODAY, Pool, fill_planned
from drills.scheduling.value import Candidate

DAY = date(2026, 11, 22)


def seen(card_id: int, *goals: int, stability: float = 5.0, ahead: bool = False, note: int = 0) -> Candidate:
    memory = MemoryState(stability, 5.0)
    return Candidate(
        card_id, note or card_id, Kind.BASIC, "A", 8.0, memory, 3, for_goal=bool(goals), goals=goals, ahead=ahead
    )


def new(card_id: int, *goals: int, kind: Kind = Kind.BASIC, seconds: float = 30.0) -> Candidate:
    return Candidate(card_id, card_id, kind, "A", seconds, for_goal=bool(goals), goals=goals)


def filled(cards: list[Candidate], worth: list[float], seconds: float = 600.0, **options: float) -> set[int]:
    return set(fill_planned(cards, [(Pool(seconds, 900.0), worth)], day=DAY, **options).order)  # type: ignore[arg-type]


def test_cards_of_a_goal_stop_at_the_floor_and_those_due_outside_do_not() -> None:
    cards = [seen(1, 7), seen(2, 7), seen(3)]
    assert filled(cards, [0.01, DONE_FOR_TODAY / 2, 0.0]) == {1, 3}


def test_new_cards_of_a_goal_are_not_put_off_to_its_last_week() -> None:
    """The planner would, with time to spare: it sees only the day. Reviews that add more come before them."""
    cards = [new(1, 7), seen(2, 7), seen(3, 7)]
    assert filled(cards, [-1.0, 0.01, 0.0]) == {1, 2}
    assert filled(cards, [-1.0, 0.01, 0.0], seconds=20.0) == {2}


def test_a_card_comes_before_it_is_due_when_that_pays() -> None:
    """It is counted apart from what is due."""
    cards = [seen(1, 7, ahead=True), seen(2, 7, ahead=True)]
    queue = fill_planned(cards, [(Pool(600.0, 900.0), [0.01, 0.0])], day=DAY)
    assert queue.order == (1,)
    assert queue.due_left == 0


def test_what_adds_most_comes_while_the_time_is_short() -> None:
    cards = [seen(i, 7) for i in range(1, 11)]
    assert filled(cards, [i / 100 for i in range(1, 11)], seconds=24.0) == {8, 9, 10}


def test_new_cards_of_no_goal_fill_what_goals_leave() -> None:
    cards = [new(1), new(2), seen(3, 7)]
    assert filled(cards, [9.0, 9.0, 0.01], seconds=39.0) == {1, 3}


def test_a_goal_with_minutes_of_its_own_keeps_them_to_its_cards() -> None:
    """What others would gain there doesn't matter, nor what it would gain in the shared minutes."""
    cards = [seen(1, 7), seen(2, 7), seen(3, 8), seen(4, 8)]
    own, shared = Pool(16.0, 16.0, frozenset({7})), Pool(8.0, 8.0)
    queue = fill_planned(cards, [(own, [0.001, 0.001, 0, 0]), (shared, [1.0, 1.0, 0.5, 0.4])], day=DAY)
    assert set(queue.order) == {1, 2, 3}


def test_one_open_question_a_day_comes_before_quicker_cards() -> None:
    cards = [new(1, 7, kind=Kind.QUESTION, seconds=150.0), *(seen(i, 7) for i in range(2, 90))]
    assert 1 in filled(cards, [0.001, *([0.05] * 88)], seconds=600.0)


def test_only_one_card_of_a_note_comes_on_a_day() -> None:
    cards = [seen(1, 7, note=5), seen(2, 7, note=5)]
    assert filled(cards, [0.01, 0.02]) == {2}


def test_a_card_in_two_goals_is_worth_what_it_adds_to_both() -> None:
    aims = [Aim(1, 10), Aim(2, 30)]
    both, first, second = gains([seen(1, 1, 2), seen(2, 1), seen(3, 2)], aims, 900.0, Learner())
    assert abs(both - first - second) < 1e-12


def test_the_planner_without_tables_ranks_as_the_closed_form_does() -> None:
    """So nothing that was shown changes when numpy has been loaded."""
    cards = [seen(i, 1, stability=float(i)) for i in range(1, 20)] + [new(30, 1), seen(31), new(32)]
    aims, learner = [Aim(1, 12, 2.0)], Learner(1.3, 0.7)
    plain = gains(cards, aims, 900.0, learner)
    planned = gains(cards, aims, 900.0, learner, Planners().load())
    assert max(abs(a - b) for a, b in zip(plain, planned, strict=True)) < 1e-9
