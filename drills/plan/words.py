"""Planning in words: short, plain, and saying what is predicted and how sure it is."""

from datetime import date, timedelta

from drills.calendar_day import full
from drills.dates import short
from drills.number_words import percent
from drills.views.plan import Stage, Verdict, Way

LAST_DAYS = 3
"""The last days before the date."""


def stage_of(today: date, deadline: date) -> Stage:
    """Where a goal stands in time."""
    left = (deadline - today).days
    if left < 0:
        return Stage.OVER
    if left == 0:
        return Stage.TODAY
    return Stage.LAST_DAYS if left <= LAST_DAYS else Stage.RUNNING


def band_words(mean: float, low: float, high: float, firm: bool) -> str:
    """What to expect on the day: "day 91 % (86–94)"; before there is evidence the wide band alone."""
    between = f"{round(100 * low)}–{round(100 * high)}"
    return f"day {percent(mean)} ({between})" if firm else f"a typical learner: {between} %, firmer after a week"


def minutes_words(minutes: float, *, own: bool = False) -> str:
    """As in "15 min/day"; `own` where others share the minutes that a goal has so far: "15 min/day of its own"."""
    said = f"{round(minutes)} min/day" if minutes >= 1 or minutes == 0 else "less than 1 min/day"
    return f"{said} of its own" if own else said


def _share_words(minutes: float, shared: float) -> str:
    """As in "15 min/day is", or of minutes that others share until its day "on average 9 of 15 min/day are"."""
    if shared - minutes >= 1:
        return f"on average {max(round(minutes), 1)} of {round(shared)} min/day are"
    return f"{minutes_words(minutes)} is"


def verdict_words(
    verdict: Verdict,
    *,
    minutes: float,
    needed: int | None,
    target: float,
    mean: float,
    ways: dict[Way, str],
    shared: float = 0.0,
) -> str:
    """The verdict with what it rests on: "behind · 22 min/day, or move 40 cards out"."""
    goal = percent(target)
    said = {
        Verdict.DONE: f"done · {goal} should hold to the day without another answer",
        Verdict.AHEAD: f"ahead · {needed} min/day would do for {goal}",
        Verdict.ON_PLAN: f"on plan · {_share_words(minutes, shared)} enough for {goal}",
        Verdict.NO_CARDS: "no cards yet · choose decks, tags or a search",
        Verdict.NO_TIME: "no time · only days off are left before the day",
        Verdict.UNKNOWN: "not forecast yet",
        Verdict.OUT_OF_REACH: f"out of reach · {percent(mean)} predicted; {_or(ways) or 'a later date or fewer cards'}",
        Verdict.BEHIND: f"behind · {_or(ways) or f'{needed} min/day for {goal}'}",
    }
    return said[verdict]


def _or(ways: dict[Way, str]) -> str:
    """At most two ways out: the minutes first."""
    return ", or ".join([ways[way] for way in (Way.MINUTES, Way.CARDS, Way.DATE) if way in ways][:2])


def later_words(deadline: date, to: date, today: date) -> str:
    """As in "Sat 19 Dec, 9 days later"."""
    days = (to - deadline).days
    return f"{short(to, today)}, {days} {'day' if days == 1 else 'days'} later"


def cards_words(count: int) -> str:
    """As in "move 40 cards out"."""
    return f"move {count} {'card' if count == 1 else 'cards'} out"


def tight_words(seconds_per_card: float) -> str:
    """What to know beforehand where time is tight."""
    if seconds_per_card >= 30:
        return ""
    return (
        "Time is tight: every card gets a first look before any gets a second. Expect to miss many on the way; "
        "on the day that brings the most."
    )


def sampled_words(sampled: int, total: int) -> str:
    """Why no cards are named that could go, where some stand for all."""
    return (
        f"{sampled:,} of its {total:,} cards stand for all here, so none are named to move out: "
        "take a deck or a tag out of the goal, and look again."
    )


def missed_words(days: int) -> str:
    """Said once after days without study."""
    which, they = ("A day", "it") if days == 1 else (f"{days} days", "them")
    return f"{which} without study: the plan has moved with {they}. Nothing piles up; today is the usual length."


def far_words(deadline: date) -> str:
    """Why nothing is forecast yet of a goal that is years away."""
    return f"too far away to forecast · that begins on {full(later(deadline, -366))}"


def later(day: date, days: int) -> date:
    """So many days on."""
    return day + timedelta(days=days)
