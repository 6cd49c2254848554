"""A day's queue where there are goals: filled by what each second adds, goal by goal within the minutes each has."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from drills.scheduling.queue import Picks, Queue, one_per_note, place, summed_up
from drills.scheduling.value import Candidate, gains_per_second

DONE_FOR_TODAY = 7e-5
"""Recall per second: cards of goals that add less today are left for another day. The stop rule: two hours of study
spent on such cards would add half a card."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Minutes of a day and whose they are: `seconds` left today, `daily` on a usual day.

    `goals` are numbers of goals: the pool is for their cards alone; None: for all other cards. `whole` is what of the
    day's usual minutes is left, whosever they are: so far others may use what goals leave of their own.
    """

    seconds: float
    daily: float
    goals: frozenset[int] | None = None
    whole: float = 0.0

    def holds(self, card: Candidate, own: Collection[int]) -> bool:
        """Whether a card may be drilled in these minutes; `own` are the goals that have minutes of their own."""
        if self.goals is not None:
            return any(goal in self.goals for goal in card.goals)
        return not card.goals or any(goal not in own for goal in card.goals)


def fill_planned(
    candidates: Sequence[Candidate],
    pools: Sequence[tuple[Pool, Sequence[float]]],
    *,
    day: date,
    floor: float = DONE_FOR_TODAY,
    notes_today: Collection[int] = (),
) -> Queue:
    """The queue for `day`: each pool with what every candidate gains in it, per second, in the order of `candidates`.

    Cards of goals compete with what is due outside them, best first, and reviews stop at the floor. It doesn't hold for
    those due outside, which have their day; nor for new cards: with time to spare a plan that only counts recall on the
    day would see them all in the last week, and nobody is to wait for that. New cards of no goal fill what is left.

    One card per note and day; one open question or critique a day where there is any, and no more than its share of the
    minutes while others wait.
    """
    own = frozenset[int]().union(*(pool.goals for pool, _ in pools if pool.goals is not None))
    every = Picks(sum(pool.seconds for pool, _ in pools))
    notes = set(notes_today)
    for pool, gains in pools:
        inside = [
            (gain, card)
            for gain, card in zip(gains, candidates, strict=True)
            if card.card_id not in every.cards and pool.holds(card, own)
        ]
        for card in _picked(inside, max(pool.seconds, pool.whole - every.seconds), floor, notes):
            every.take(card)
            notes.add(card.note_id)
    return summed_up(candidates, every, day, notes)


def _picked(
    ranked: list[tuple[float, Candidate]], seconds: float, floor: float, notes: Collection[int]
) -> list[Candidate]:
    picks = Picks(seconds)
    planned = [(gain, card) for gain, card in ranked if _is_wanted(gain, card, floor)]
    planned.sort(key=lambda pair: (-pair[0], pair[1].turn, pair[1].card_id))
    first = one_per_note((card for _, card in planned), notes)
    picks.offer_first_long(first)
    picks.offer(first)
    picks.offer(first, long_share=1.0)
    others = [card for _, card in ranked if card.is_new and not card.for_goal]
    if others and picks.seconds < seconds:
        taken = {*notes, *(card.note_id for card in picks.cards.values())}
        new = one_per_note(_by_worth(others), taken)
        picks.offer_first_long(new)
        picks.offer_first_of_each_long(new)
        picks.offer(new)
        picks.offer(new, long_share=1.0)
    if not picks.cards and first:
        picks.take(first[0])
    return list(picks.cards.values())


def _is_wanted(gain: float, card: Candidate, floor: float) -> bool:
    """Whether a card comes if there is time: a goal's by what it adds, or when it is new; another when it is due."""
    if card.for_goal:
        return card.is_new or gain >= floor
    return not card.is_new


def _by_worth(new: Sequence[Candidate]) -> list[Candidate]:
    return [card for _, card in sorted(zip(gains_per_second(new), new, strict=True), key=place)]
