"""What is asked back: phrases that people type for a deadline and that name no single day.

Each rule takes the match of a phrase and today, and raises the DateError whose hint says what to type instead.
"""

import re
from datetime import date
from typing import NoReturn

from drills.calendar_day import EXAMPLES, MONTH_NUMBER, full, month_name, ordinal_ending, week_day
from drills.errors import DateError


def gone(match: re.Match[str], today: date) -> NoReturn:
    """What lies in the past whatever the day."""
    raise DateError(f'"{match[0]}" lies in the past.', hint=EXAMPLES)


def ask_weekday(match: re.Match[str], today: date) -> NoReturn:
    """A week where one day of it is needed."""
    year, week = int(match["year"]), int(match["week"])
    first, last = (full(week_day(year, week, number)) for number in (1, 7))
    hint = f'Type "{year}-W{week:02}-1" for {first}, up to "{year}-W{week:02}-7" for {last}.'
    raise DateError(f'"{match[0].upper()}" is no single day.', hint=hint)


def ask_century(match: re.Match[str], today: date) -> NoReturn:
    """A year of two digits."""
    raise DateError(f'The year in "{match[0]}" is too short.', hint="Write it with four digits, such as 2027.")


def ask_number(match: re.Match[str], today: date) -> NoReturn:
    """A number alone: a day of the month, or days from now?"""
    number = int(match[0])
    nth = f'"the {number}{ordinal_ending(number)}" or ' if 1 <= number <= 31 else ""
    raise DateError(f'"{number}" alone is no date yet.', hint=f'Type {nth}"in {number} days".')


def ask_day(match: re.Match[str], today: date) -> NoReturn:
    """A whole month, or a whole year, where one day is needed."""
    named = match["month"]
    month = month_name(MONTH_NUMBER.get(named) or int(named)).lower() + " " if named else ""
    year = match["year"] or ""
    first = f"{'1 ' if named else '1 jan '}{month}{year}".strip()
    raise DateError(f'"{match[0]}" is no single day.', hint=f'Type "end of {f"{month}{year}".strip()}" or "{first}".')


def ask_vague(match: re.Match[str], today: date) -> NoReturn:
    """A stretch of days where one is needed."""
    raise DateError(f'"{match[0]}" is no single day.', hint=EXAMPLES)


def ask_before(match: re.Match[str], today: date) -> NoReturn:
    """A day that is not included."""
    raise DateError(f'"{match["word"]}" leaves the day open.', hint='Type the last day itself, such as "14 jan 2027".')


def ask_weekend(match: re.Match[str], today: date) -> NoReturn:
    """Two days of rest."""
    which = "next " if match[0].startswith("next") else ""
    raise DateError(f'"{match[0]}" is no single day.', hint=f'Type "{which}sat" or "{which}sun".')


def ask_fifth(match: re.Match[str], today: date) -> NoReturn:
    """A fifth weekday, which most months lack."""
    raise DateError("Most months have no fifth one.", hint=f'Type "last {match["weekday"]} of …" for the last one.')
