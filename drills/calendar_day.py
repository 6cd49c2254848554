"""The calendar in English: which days there are, what they are called, and how far away they lie.

Names are English whatever the locale. A day that the calendar lacks is a DateError that says what it has instead.
"""

from calendar import isleap, monthrange
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from drills.errors import DateError
from drills.number_words import counted

LAST_YEAR = 2200

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY_NUMBER = {name: n for n, day in enumerate(WEEKDAYS) for name in (day, day[:3])} | {
    "tues": 1,
    "wednes": 2,
    "thur": 3,
    "thurs": 3,
}
MONTH_NUMBER = {name: n for n, month in enumerate(MONTHS, 1) for name in (month, month[:3])} | {"sept": 9}
EXAMPLES = 'Try "15 jan", "in 6 weeks", "next fri", "end of march" or "2027-01-15".'


def full(day: date) -> str:
    """As in "Fri 15 Jan 2027", in English whatever the locale."""
    return f"{WEEKDAYS[day.weekday()][:3].title()} {day.day} {month_name(day.month)[:3]} {day.year:04}"


def month_name(month: int) -> str:
    """As in "January", for 1 to 12."""
    return MONTHS[month - 1].title()


def ordinal_ending(number: int) -> str:
    """As in the "st" of "1st"."""
    return "th" if 10 < number < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def distance(days: int) -> str:
    """How far ahead so many days are: "today", "tomorrow", "54 days"; below zero "12 days ago"."""
    if days in (0, 1):
        return ("today", "tomorrow")[days]
    return counted(days, "day") if days > 0 else f"{counted(-days, 'day')} ago"


def past(day: date, today: date) -> str:
    """Says that a day is past, in the unit that people would use."""
    span = relativedelta(today, day)
    months = span.years * 12 + span.months
    nearer = f"{months} months" if months > 1 else counted((today - day).days, "day")
    return f"{full(day)} lies in the past: {f'{span.years} years' if span.years > 1 else nearer} ago."


def day_of(year: int, month: int, day: int) -> date:
    """A day that the calendar has; DateError says what it has instead."""
    if year > LAST_YEAR:
        raise too_far()
    if not (year and 1 <= month <= 12):
        raise DateError(f"{year:04}-{month:02} is no month.", hint='Write year, month, day: "2027-01-15".')
    length, name = monthrange(year, month)[1], month_name(month)
    if not 1 <= day <= length:
        hint = f'Type "{length} {name.lower()} {year}" for its last day.'
        raise DateError(f"{name} {year} has {length} days: there is no {day} {name}.", hint=hint)
    return date(year, month, day)


def week_day(year: int, week: int, number: int) -> date:
    """A day by its ISO week; weekdays go from 1, Monday, to 7. DateError says what the calendar has instead."""
    if year > LAST_YEAR:
        raise too_far()
    if not 1 <= number <= 7:
        raise DateError(f"A week has no day {number}.", hint="1 is Monday, 7 is Sunday.")
    try:
        return date.fromisocalendar(year, week, number)
    except ValueError:
        raise DateError(f"{year:04} has no week {week}.", hint='Write year, month, day: "2027-01-15".') from None


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month, 1 to 4; -1 is the last."""
    if nth < 0:
        last = month_end(year, month)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = day_of(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return day_of(year, month, 1) + relativedelta(day=31)


def next_yearly(day: int, month: int, today: date) -> date:
    """The next such day of the year; 29 February waits for a leap year, for eight years at most."""
    if (day, month) == (29, 2):
        return next(leap for year in range(today.year, today.year + 9) if (leap := _leap_day(year)) and leap >= today)
    first = day_of(today.year + (month < today.month), month, day)
    return first if first >= today else day_of(today.year + 1, month, day)


def too_far() -> DateError:
    """The refusal of a day after LAST_YEAR, to be raised."""
    return DateError(f"That is too far away: Readyby plans up to the year {LAST_YEAR}.", hint=EXAMPLES)


def _leap_day(year: int) -> date | None:
    return date(year, 2, 29) if isleap(year) else None
