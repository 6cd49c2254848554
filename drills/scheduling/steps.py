"""What an answer does to a card's schedule: memory state, learning steps, the next due day.

Learning steps follow Anki. Days are local calendar dates that the caller has already turned at the hour the user set,
so daylight saving and time zones are of no concern here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from drills.errors import ConfigError
from drills.models import Learning, MemoryState, New, Phase, Rating, Review, Schedule
from drills.scheduling.fuzz import fuzzed, luck
from drills.scheduling.memory import (
    DEFAULT_WEIGHTS,
    MAXIMUM_INTERVAL,
    checked_weights,
    ideal_days,
    next_memory,
    whole_days,
)

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rules:
    """How cards are scheduled: FSRS-6 weights, desired retention (0–1), steps, the longest interval in days, fuzz.

    Steps may be empty: the card then goes straight to review. Raises ConfigError for what can't be meant.
    """

    weights: tuple[float, ...] = DEFAULT_WEIGHTS
    retention: float = 0.9
    learning_steps: tuple[timedelta, ...] = (timedelta(minutes=1), timedelta(minutes=10))
    relearning_steps: tuple[timedelta, ...] = (timedelta(minutes=10),)
    maximum_interval: int = MAXIMUM_INTERVAL
    fuzz: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "weights", checked_weights(self.weights))
        if not 0.0 < self.retention < 1.0:
            raise ConfigError(f"Desired retention lies between 0 and 1, not {self.retention}.")
        if not 1 <= self.maximum_interval <= MAXIMUM_INTERVAL:
            raise ConfigError(f"The longest interval is 1 to {MAXIMUM_INTERVAL} days, not {self.maximum_interval}.")
        if any(step <= timedelta(0) for step in self.learning_steps + self.relearning_steps):
            raise ConfigError("A learning step must be longer than nothing.")


def answer(
    schedule: Schedule, rating: Rating, *, now: datetime, today: date, card_id: int, reps: int, rules: Rules
) -> Schedule:
    """The card's schedule after an answer.

    `now` is an aware instant, `today` the study day it belongs to, `reps` the number of answers before this one.
    Time never runs backwards for a card: under a clock set back, or after a flight west, an answer belongs to the day
    of the latest one before. Elapsed days and the next due day are counted from there, so that no day counts twice.
    """
    for reached, outcome in _outcomes(schedule, now, today, luck(card_id, reps), rules):
        if reached == rating:
            return outcome
    raise ValueError(f"a rating is 1, 2, 3 or 4, not {rating}")


def preview(
    schedule: Schedule, *, now: datetime, today: date, card_id: int, reps: int, rules: Rules
) -> dict[Rating, Schedule]:
    """What each of the four ratings would give: exactly what `answer` then gives at the same `now`."""
    return dict(_outcomes(schedule, now, today, luck(card_id, reps), rules))


def _outcomes(
    schedule: Schedule, now: datetime, today: date, luck: float, rules: Rules
) -> Iterator[tuple[Rating, Schedule]]:
    """Outcomes from Again to Easy; whatever the weights, a better answer never brings a card back sooner."""
    shortest = 1
    last_day = today if isinstance(schedule, New) else max(schedule.last_day, today)
    for rating in Rating:
        memory = next_memory(_memory(schedule), rating, _elapsed(schedule, last_day), rules.weights)
        step = _next_step(schedule, rating, rules)
        if step:
            phase, index, wait = step
            yield rating, Learning(phase, memory, index, now.astimezone(UTC) + wait, last_day)
        else:
            shortest = max(shortest, _interval(memory.stability, luck, rules))
            yield rating, Review(memory, shortest, last_day + timedelta(days=shortest), last_day)


def _interval(stability: float, luck: float, rules: Rules) -> int:
    days = ideal_days(stability, rules.retention, rules.weights)
    return fuzzed(days, luck, rules.maximum_interval) if rules.fuzz else whole_days(days, rules.maximum_interval)


def _memory(schedule: Schedule) -> MemoryState | None:
    return None if isinstance(schedule, New) else schedule.memory


def _elapsed(schedule: Schedule, day: date) -> int:
    return 0 if isinstance(schedule, New) else (day - schedule.last_day).days


def _next_step(schedule: Schedule, rating: Rating, rules: Rules) -> tuple[Phase, int, timedelta] | None:
    """The learning step that follows (phase, its index, the wait), or None when the card goes to review."""
    match schedule:
        case New():
            phase, index = Phase.LEARNING, 0
        case Learning():
            phase, index = schedule.phase, schedule.step
        case Review():
            phase, index = Phase.RELEARNING, 0
            if rating != Rating.AGAIN:
                return None
    steps = rules.relearning_steps if phase is Phase.RELEARNING else rules.learning_steps
    index = min(index, len(steps) - 1)  # steps may have been removed since
    if not steps or rating == Rating.EASY or (rating == Rating.GOOD and index + 1 == len(steps)):
        return None
    if rating == Rating.AGAIN:
        return phase, 0, steps[0]
    if rating == Rating.HARD:
        return phase, index, _hard_wait(steps, index)
    return phase, index + 1, steps[index + 1]


def _hard_wait(steps: tuple[timedelta, ...], index: int) -> timedelta:
    """Hard repeats the step; on the first, it waits between Again and Good, so that the three differ."""
    first = steps[0]
    if index > 0:
        return steps[index]
    if len(steps) > 1:
        return (first + steps[1]) / 2
    return min(first * 1.5, first + _DAY)


def describe_wait(schedule: Schedule, now: datetime, today: date) -> str:
    """How long until a card comes back, in short: "8 m", "1.5 h", "3 d", "1.4 mo", "2.1 y"; "now" when it is due."""
    match schedule:
        case New():
            return "now"
        case Learning():
            return _short_wait((schedule.due_at - now) / timedelta(minutes=1))
        case Review():
            return _long_wait((schedule.due_day - today).days)


def _short_wait(minutes: float) -> str:
    if minutes <= 0:
        return "now"
    if minutes < 1:
        return "<1 m"
    whole = int(minutes + 0.5)
    if whole < 60:
        return f"{whole} m"
    return f"{_tenths(minutes / 60)} h" if minutes < 24 * 60 else _long_wait(int(minutes / (24 * 60) + 0.5))


def _long_wait(days: int) -> str:
    if days <= 0:
        return "now"
    if days < 31:
        return f"{days} d"
    return f"{_tenths(days / 30.4375)} mo" if days < 365 else f"{_tenths(days / 365.25)} y"


def _tenths(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
