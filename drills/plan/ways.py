"""Ways to meet a target: the minutes it takes, or a later date, or fewer cards, each rehearsed."""

from collections.abc import Callable
from datetime import timedelta
from math import ceil
from statistics import fmean
from typing import TYPE_CHECKING

from drills.plan import words
from drills.plan.inputs import Inputs
from drills.views.plan import CardCost, Choice, Way

if TYPE_CHECKING:
    from drills.scheduling.whatif import WhatIf

MOST_MINUTES = 120
"""A day; nobody is told to study longer for one goal."""

MOST_TIMES, HOUR = 4.0, 60.0
"""Nor that many times what they planned, unless that is less than an hour."""

LONGEST = 180
"""Days that a date is moved by at most."""

FEWEST_LEFT = 0.4
"""Of the cards, at least this share stays in the goal."""

NAMED = 5
_STEPS = 4
_TRIES, _STRIDE = 3, 0.08
_FINER, _NEAR = 5, 0.04
_HALVINGS = 2
_AIM = 0.005  # past the target, so that a rehearsal with other luck still gets there


def minutes_for(inputs: Inputs, mean_with: Callable[[list[float]], float], mean: float) -> int | None:
    """The fewest whole minutes a day that reach the target, 0 if none are needed, None if no minutes do.

    `mean_with` gives the mean for seconds by day; `mean` is that with those planned.
    """
    usual = max(inputs.minutes, 1.0)
    most = _most(usual)
    low, at_low, high, at_high = 0.0, 0.0, most, 1.0
    if mean >= inputs.enough:
        high, at_high = usual, mean
        at_low = mean_with(_own(inputs, 0.0))
        if at_low >= inputs.enough:
            return 0
    else:
        low, at_low = usual, mean
        at_high = mean_with(_own(inputs, most))
        if at_high < inputs.enough:
            return None
    from drills.scheduling.forecast import effort

    for _ in range(_STEPS):
        if high - low <= 1.0:
            break
        share = (effort(inputs.enough) - effort(at_low)) / max(effort(at_high) - effort(at_low), 1e-9)
        middle = low + (high - low) * min(max(share, 0.15), 0.6)
        at_middle = mean_with(_own(inputs, middle))
        if at_middle >= inputs.enough:
            high, at_high = middle, at_middle
        else:
            low, at_low = middle, at_middle
    return ceil(high - 0.05)


def confirmed(inputs: Inputs, what_if: "WhatIf", needed: int | None) -> int | None:
    """The minutes found with few cards, once all have had their say; None if no minutes do."""
    usual = max(inputs.minutes, 1.0)
    most = int(_most(usual))

    def is_enough(minutes: int) -> bool:
        return what_if.sure_mean(inputs.deadline.toordinal(), _own(inputs, minutes)) >= inputs.enough

    return settled(min(needed or most, most), int(usual), most, is_enough)


def settled(found: int, too_few: int, most: int, is_enough: Callable[[int], bool]) -> int | None:
    """From what few cards made out to be enough: about the least that is; None if not even the most is."""
    if is_enough(found):
        low = too_few
        for _ in range(_FINER):
            middle = (low + found) // 2
            if found - low <= max(1, _NEAR * found):
                break
            low, found = (low, middle) if is_enough(middle) else (middle, found)
        return found
    for _ in range(_TRIES):
        if found >= most:
            return None
        found = min(most, max(found + 1, ceil(found * (1 + _STRIDE))))
        if is_enough(found):
            return found
    return most if found < most and is_enough(most) else None


def _most(usual: float) -> float:
    """The most minutes a day that are considered."""
    return max(min(float(MOST_MINUTES), max(MOST_TIMES * usual, HOUR)), usual)


def _own(inputs: Inputs, minutes: float) -> list[float]:
    """The seconds of each day with so many minutes of its own: today what is left of them."""
    seconds = 60.0 * minutes
    found = [0.0 if rest else seconds for rest in inputs.resting]
    if inputs.sharing:
        found[0] *= min(1.0, inputs.sharing.seconds[0] / max(60.0 * inputs.shared, 1.0))
    elif found[0]:
        found[0] = max(0.0, inputs.budgets[0] + seconds - 60.0 * inputs.minutes)
    return found


def ways_out(
    inputs: Inputs, what_if: "WhatIf", band: tuple[float, float], needed: int | None, check: Callable[[], None]
) -> tuple[Choice, ...]:
    """More minutes, a later date, fewer cards: each with what is predicted for it. `check` may end it early.

    `band` is that of the forecast; around each choice it is as wide.
    """
    half = max(0.0, what_if.average - band[0]), max(0.0, band[1] - what_if.average)
    found = []
    for way in (_by_minutes, _by_date, _by_cards):
        check()
        choice = way(inputs, what_if, needed, half)
        if choice:
            found.append(choice)
    return tuple(found)


Half = tuple[float, float]


def _choice(inputs: Inputs, way: Way, said: str, mean: float, half: Half, **what: object) -> Choice:
    mean = min(max(mean, 0.0), 1.0)
    low, high = max(0.0, mean - half[0]), min(1.0, mean + half[1])
    return Choice(way, said, mean, low, high, mean >= inputs.enough, **what)  # type: ignore[arg-type]


def _by_minutes(inputs: Inputs, what_if: "WhatIf", needed: int | None, half: Half) -> Choice | None:
    if all(inputs.resting):
        return None
    usual = max(inputs.minutes, 1.0)
    minutes = needed if needed is not None else round(_most(usual))
    if minutes <= usual:
        return None
    mean = what_if.mean(inputs.deadline.toordinal(), _own(inputs, minutes))
    said = words.minutes_words(minutes, own=inputs.shared - inputs.minutes >= 1)
    return _choice(inputs, Way.MINUTES, said, mean, half, minutes=minutes)


def _by_date(inputs: Inputs, what_if: "WhatIf", needed: int | None, half: Half) -> Choice | None:
    """The soonest later date found that reaches the target; the latest tried if none does."""
    days = len(inputs.budgets)
    studied = [seconds for seconds, rest in list(zip(inputs.budgets, inputs.resting, strict=True))[1:] if not rest]
    usual = fmean(studied) if any(studied) else inputs.minutes * 60.0
    added = (words.later(inputs.deadline, ahead) for ahead in range(LONGEST))
    later = [0.0 if day in inputs.free else usual for day in added]

    def mean_after(more: int) -> float:
        return what_if.mean(inputs.deadline.toordinal() + more, [*inputs.budgets, *later[:more]])

    def sure_after(more: int) -> float:
        return what_if.sure_mean(inputs.deadline.toordinal() + more, [*inputs.budgets, *later[:more]])

    def is_enough(more: int) -> bool:
        return sure_after(more) >= inputs.enough

    more, low = min(max(3, ceil(days / 3)), LONGEST), 0
    while not (reached := mean_after(more) >= inputs.enough) and more < LONGEST:
        low, more = more, min(3 * more, LONGEST)
    for _ in range(_HALVINGS if reached else 0):
        middle = (low + more) // 2
        if more - low > 2 and mean_after(middle) >= inputs.enough:
            more = middle
        else:
            low = middle
    more = settled(more, 0, LONGEST, is_enough) or LONGEST
    mean = sure_after(more)
    to = inputs.deadline + timedelta(days=more)
    return _choice(inputs, Way.DATE, words.later_words(inputs.deadline, to, inputs.today), mean, half, deadline=to)


def _by_cards(inputs: Inputs, what_if: "WhatIf", needed: int | None, half: Half) -> Choice | None:
    """Without the cards that bring least on the day for what they take; as many as lets the others reach the target."""
    size = len(inputs.cards)
    recall, minutes = [float(x) for x in what_if.recall], [float(x) for x in what_if.minutes]
    rate = sum(recall) / max(sum(minutes), 1e-9)  # recall per minute, as it goes
    order = sorted(range(size), key=lambda i: (recall[i] - rate * minutes[i], -inputs.seconds[i], i))
    out = _enough_out(order, recall, minutes, inputs.enough + _AIM, rate)
    if not out or inputs.sampled:
        return None
    out, mean = _fewest_out(inputs, what_if, order, out)
    moved = order[:out]
    dearest = sorted(moved, key=lambda i: (-_cost(inputs, minutes, i), i))[:NAMED]
    return _choice(
        inputs,
        Way.CARDS,
        words.cards_words(out),
        mean,
        half,
        card_ids=tuple(inputs.cards[i].card_id for i in moved),
        costliest=tuple(
            CardCost(
                inputs.cards[i].card_id, inputs.cards[i].note_id, inputs.cards[i].text, inputs.cards[i].kind,
                _cost(inputs, minutes, i), recall[i],
            )
            for i in dearest
        ),
    )  # fmt: skip


def _fewest_out(inputs: Inputs, what_if: "WhatIf", order: list[int], guess: int) -> tuple[int, float]:
    """How many cards, in order, to move out so that the others reach the target, and what they reach.

    A few tries with few cards, then all have their say.
    """
    most = int(len(order) * (1 - FEWEST_LEFT))
    at: dict[int, float] = {}

    def mean_without(out: int) -> float:
        at[out] = what_if.mean_without(set(order[:out]), inputs.deadline.toordinal(), inputs.budgets)
        return at[out]

    mean = mean_without(guess)
    if mean < inputs.enough and guess < most:
        gained = max(mean - what_if.average, 0.002) / guess
        guess = min(most, max(guess + 1, ceil(1.15 * (inputs.enough - what_if.average) / gained)))
        mean = mean_without(guess)
    fewer = round(0.6 * guess)
    if mean > inputs.enough + 2 * _AIM and fewer and fewer not in at:
        mean_without(fewer)
    enough = [out for out in at if at[out] >= inputs.enough]
    chosen = min(enough) if enough else max(at)
    sure: dict[int, float] = {}

    def is_enough(out: int) -> bool:
        sure[out] = what_if.sure_mean_without(set(order[:out]), inputs.deadline.toordinal(), inputs.budgets)
        return sure[out] >= inputs.enough

    chosen = settled(min(chosen, most), 0, most, is_enough) or most
    return chosen, sure[chosen]


def _cost(inputs: Inputs, minutes: list[float], index: int) -> float:
    """The minutes a card takes: as rehearsed, or one answer's where it never had its turn."""
    return max(minutes[index], inputs.seconds[index] / 60.0)


def _enough_out(order: list[int], recall: list[float], minutes: list[float], target: float, rate: float) -> int:
    """How many cards, in order, must go so that the mean over the others reaches the target, roughly."""
    size, total, freed = len(order), sum(recall), 0.0
    for count, index in enumerate(order[: int(size * (1 - FEWEST_LEFT))], 1):
        total -= recall[index]
        freed += minutes[index]
        left = size - count
        gained = min(0.3 * rate * freed, left - total)  # the best of the time is spent already
        if total + max(gained, 0.0) >= target * left:
            return count
    return int(size * (1 - FEWEST_LEFT))
