"""What could be drilled on a day, and what of it fits the minutes."""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from drills.config import Study
from drills.models import Kind
from drills.plan.worth import PLANNERS, Aim, gains
from drills.scheduling.cost import Costs
from drills.scheduling.planned import DONE_FOR_TODAY, Pool, fill_planned
from drills.scheduling.queue import Candidate, Queue, catch_up_days, fill, interleave
from drills.storage.answer.queued import as_asked, chained_cards
from drills.storage.goal.goal_reach import goal_reaches
from drills.storage.planning.day_minutes import DayMinutes
from drills.storage.planning.learner_tally import planning_weights, read_tally
from drills.storage.waiting import EARLY, NEW, Reading
from drills.storage.waiting import Room as Room
from drills.views.today import Plan

LEAST_SECONDS = 20.0
"""With less of the day's time left than this, the day counts as done."""

INFLOW_DAYS = 7


@dataclass(frozen=True, slots=True)
class Drawn:
    """A day's cards in the order to drill them, and how that reads as a plan."""

    seconds: Mapping[int, float] = field(default_factory=dict)  # by card id, in order
    plan: Plan = field(default_factory=lambda: Plan(0, 0, 0, 0, 0.0))


def draw(
    c: sqlite3.Connection,
    room: Room,
    budget_seconds: float,
    study: Study,
    known: Costs | None = None,
    *,
    minutes: DayMinutes | None = None,
    floor: float = DONE_FOR_TODAY,
) -> Drawn:
    """The cards to drill now within a budget of seconds: those in today's learning steps first, then the queue.

    `minutes` says what of the budget goals have for themselves; without it, all cards share it.
    """
    reading = Reading(c, room, budget_seconds, known)
    steps = reading.in_steps()
    due = reading.due()
    candidates = due + reading.new(spread=sum(card.seconds for card in due) <= budget_seconds)
    seconds = sum(card.seconds for card in steps)
    budget = budget_seconds - seconds
    queue = Queue()
    if reading.goals:
        candidates = _with_all_of_goals(candidates, reading)
        pools = _pools(minutes, reading, budget, study)
        worth = _gains(c, candidates, pools, reading, room.day, floor)
        queue = fill_planned(candidates, worth, day=room.day, floor=floor)
    elif budget >= LEAST_SECONDS:
        queue = fill(candidates, budget, day=room.day)
    picked = as_asked(c, reading, _picked(steps, candidates, queue), room, budget_seconds)
    drawn = _drawn_of_day(c, reading, picked, candidates, room.day, study)
    enough = bool(reading.goals) and not drawn.seconds and budget >= LEAST_SECONDS
    return replace(drawn, plan=replace(drawn.plan, enough=enough))


def load_planner(c: sqlite3.Connection, day: date) -> None:
    """Have the planner at hand where there are goals to plan for: loads numpy, which takes a moment the first time."""
    if goal_reaches(c, day):
        PLANNERS.load(planning_weights(c))


def plan_horizon(c: sqlite3.Connection, day: date) -> tuple[tuple[float, ...], int] | None:
    """What tables the planner needs: the weights, and the days to the furthest goal; None without goals."""
    goals = goal_reaches(c, day)
    return (planning_weights(c), (goals[-1].deadline - day).days) if goals else None


def _with_all_of_goals(candidates: list[Candidate], reading: Reading) -> list[Candidate]:
    known = {card.card_id for card in candidates}
    return candidates + [card for card in reading.of_goals() if card.card_id not in known]


def _pools(minutes: DayMinutes | None, reading: Reading, budget: float, study: Study) -> list[Pool]:
    """The minutes goals have for themselves, then those that all others share. What is hardly any is left out."""
    if minutes is None:
        return [Pool(budget, max(budget, study.minutes_per_day * 60.0))] if budget >= LEAST_SECONDS else []
    own = [
        Pool(minutes.own_left[goal.id], goal.minutes * 60.0, frozenset({goal.id}))
        for goal in reading.goals
        if goal.minutes and goal.id in minutes.own_left
    ]
    shared = budget - sum(pool.seconds for pool in own)
    whole = min(budget, study.minutes_per_day * 60.0 - minutes.done) if own and minutes.shared else 0.0
    pools = [*own, Pool(shared, minutes.shared, whole=whole)]
    return [pool for pool in pools if max(pool.seconds, pool.whole) >= LEAST_SECONDS]


def _gains(
    c: sqlite3.Connection,
    candidates: Sequence[Candidate],
    pools: Sequence[Pool],
    reading: Reading,
    day: date,
    floor: float,
) -> list[tuple[Pool, list[float]]]:
    """What each candidate gains in each pool."""
    weights = planning_weights(c)
    learner, planner = read_tally(c, weights).learner, PLANNERS.at_hand(weights)
    aims = [Aim(goal.id, (goal.deadline - day).days, goal.importance) for goal in reading.goals]
    own = frozenset(goal for pool in pools for goal in pool.goals or ())
    found = []
    for pool in pools:
        inside = [i for i, card in enumerate(candidates) if pool.holds(card, own)]
        of_pool = [0.0] * len(candidates)
        values = gains([candidates[i] for i in inside], aims, pool.daily, learner, planner, weights, floor)
        for i, gain in zip(inside, values, strict=True):
            of_pool[i] = gain
        found.append((pool, of_pool))
    return found


def draw_left(
    c: sqlite3.Connection, room: Room, card_ids: Collection[int], study: Study, known: Costs | None = None
) -> Drawn:
    """Those cards, which an open session still holds; the rest of the day's count as left."""
    reading = Reading(c, room, known=known)
    return _drawn_of_day(c, reading, reading.of_cards(card_ids), reading.due(), room.day, study)


def _drawn_of_day(
    c: sqlite3.Connection,
    reading: Reading,
    picked: Sequence[Candidate],
    like: Sequence[Candidate],
    day: date,
    study: Study,
) -> Drawn:
    """The cards picked and what is due beyond them, which takes as long as cards `like` these."""
    left, mean = reading.left_count([card.card_id for card in picked]), _mean_seconds(like, reading.costs)
    left_seconds = left * mean
    plan = replace(
        _plan_of(reading, picked),
        left=left,
        later=reading.later_count([card.card_id for card in picked]),
        left_seconds=left_seconds,
        catch_up_days=_catch_up(c, day, left_seconds, study, mean),
    )
    return Drawn(_seconds(picked), plan)


def _plan_of(reading: Reading, picked: Sequence[Candidate]) -> Plan:
    new, ahead = sum(card.is_new for card in picked), sum(card.ahead for card in picked)
    return Plan(
        cards=len(picked),
        due=len(picked) - new - ahead,
        new=new,
        questions=sum(card.kind is Kind.QUESTION for card in picked),
        ahead=ahead,
        seconds=sum(card.seconds for card in picked),
        by_goal=reading.by_goal(picked),
    )


def draw_notes(c: sqlite3.Connection, room: Room) -> Drawn:
    """The cards of chosen notes, due or not."""
    reading = Reading(c, room)
    candidates = reading.of_notes()
    by_id = {card.card_id: card for card in candidates}
    picked = [by_id[card_id] for card_id in chained_cards(c, interleave(candidates, room.day))]
    return Drawn(_seconds(picked), _plan_of(reading, picked))


def draw_more(c: sqlite3.Connection, room: Room, seconds: float, study: Study) -> Drawn:
    """A few more cards: due and new ones, or where there are none left, those soonest forgotten.

    Whoever asks for more wants it: goals don't stop where it hardly pays.
    """
    drawn = draw(c, room, seconds, study, floor=0.0)
    if drawn.seconds:
        return drawn
    candidates = Reading(c, room, seconds).early()
    queue = fill(candidates, seconds, day=room.day)
    picked = _picked([], candidates, queue)
    return Drawn(_seconds(picked), Plan(len(picked), len(picked), 0, 0, queue.seconds))


def count_more(c: sqlite3.Connection, room: Room) -> int:
    """How many cards `draw_more` could bring by and by."""
    reading = Reading(c, room)
    return reading.due_count() + reading.count(NEW) or reading.count(EARLY)


def _picked(learning: list[Candidate], candidates: list[Candidate], queue: Queue) -> list[Candidate]:
    by_id = {card.card_id: card for card in candidates}
    return learning + [by_id[card_id] for card_id in queue.order]


def _seconds(cards: Sequence[Candidate]) -> dict[int, float]:
    return {card.card_id: card.seconds for card in cards}


def _mean_seconds(candidates: Sequence[Candidate], costs: Costs) -> float:
    seconds = [card.seconds for card in candidates if not card.is_new]
    return sum(seconds) / len(seconds) if seconds else costs.seconds(Kind.BASIC, new=False, recall=0.9)


def _catch_up(c: sqlite3.Connection, day: date, left_seconds: float, study: Study, mean: float) -> int | None:
    if left_seconds <= 0:
        return 0
    rows = c.execute(
        "SELECT due_day, count(*) FROM cards WHERE due_day BETWEEN ? AND ? AND suspended = 0 AND removed_at IS NULL "
        "GROUP BY due_day",
        (day.toordinal() + 1, day.toordinal() + INFLOW_DAYS),
    )
    counts = dict(rows.fetchall())
    inflow = [counts.get(day.toordinal() + ahead, 0) * mean for ahead in range(1, INFLOW_DAYS + 1)]
    return catch_up_days(left_seconds, inflow, study.minutes_per_day * 60.0)


def count_left(c: sqlite3.Connection, room: Room, planned: Collection[int]) -> int:
    """How many cards are due beyond those that are planned."""
    return Reading(c, room).left_count(planned)
