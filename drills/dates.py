"""What a user types for a deadline → a local calendar date; and dates back into words.

The grammar is strict and in English. Nothing is guessed: a text with two readings is asked back, a past day is refused,
and the result is always echoed with its weekday and the days left. `drills.deadline_words.GRAMMAR` lists every form.
"""

import re
from datetime import date, datetime, timedelta

from drills.calendar_day import EXAMPLES, LAST_YEAR, distance, full, month_name, next_yearly, past, too_far
from drills.errors import DateError
from drills.text import one_line

__all__ = ["LAST_YEAR", "deadline", "echo", "short", "study_day"]

_LONGEST = 80


def deadline(text: str, today: date) -> date:
    """The day that the text names, seen from `today`; never before it, never after the year 2200.

    Raises DateError for text that isn't understood, has more than one reading, names no real day, or lies in the past.
    """
    from drills.deadline_words import day_named  # not needed to show dates, and slow to load

    if len(text) > _LONGEST:
        raise DateError("That is too long for a date.", hint=EXAMPLES)
    if today.year > LAST_YEAR:
        raise too_far()
    phrase = _plain(text)
    day = day_named(phrase, today)
    if day is None:
        raise _not_understood(text, phrase)
    return _ahead(day, today)


def echo(day: date, today: date) -> str:
    """The day in full with the time left, as in "Fri 15 Jan 2027 · 54 days"; a past day as in "… · 12 days ago"."""
    return f"{full(day)} · {distance((day - today).days)}"


def short(day: date, today: date) -> str:
    """The day as in "Fri 15 Jan"; with its year unless that is this year or the day is under 11 months ahead."""
    near = 0 <= (day.year - today.year) * 12 + day.month - today.month - (day.day < today.day) < 11
    return full(day)[:-5] if near or day.year == today.year else full(day)


def study_day(now: datetime, turn_hour: int) -> date:
    """The local day that a moment of study belongs to, when days turn at `turn_hour` (0–23) by the clock on the wall.

    `now` must carry the user's local time zone; a naive time raises ValueError.
    """
    if now.tzinfo is None or now.utcoffset() is None:
        raise ValueError("study_day needs a time with its time zone")
    if not 0 <= turn_hour <= 23:
        raise ValueError(f"turn_hour must be 0 to 23, not {turn_hour}")
    return now.date() - timedelta(days=now.hour < turn_hour)


def _plain(text: str) -> str:
    """Lower case, single spaces, no commas or abbreviation points, no "by" or "on" in front."""
    words = re.sub(r"(?<=[a-z])\.|\.(?=\s|$)", " ", text.casefold().replace(",", " ")).split()
    return " ".join(words[1:] if words[:1] in (["by"], ["on"]) else words)


def _not_understood(text: str, phrase: str) -> DateError:
    """Says what a text might have meant: the nearest form of the grammar, or some examples."""
    from drills.deadline_words import nearest

    if not phrase:
        return DateError("There is no date yet.", hint=EXAMPLES)
    meant = nearest(phrase)
    hint = f'Did you mean "{meant}"?' if meant else EXAMPLES
    return DateError(f'"{one_line(text, 40)}" is not a date that Readyby understands.', hint=hint)


def _ahead(day: date, today: date) -> date:
    """The day itself, if it is neither past nor absurdly far."""
    if day < today:
        coming = next_yearly(day.day, day.month, today)
        hint = f'The next {day.day} {month_name(day.month)} is {full(coming)}: type "{coming}".'
        raise DateError(past(day, today), hint=hint)
    if day.year > LAST_YEAR:
        raise too_far()
    return day
