"""What a user types for a day that has passed → that day: when something was done, met, or practised elsewhere.

`GRAMMAR` lists every form. As with deadlines nothing is guessed: numbers in two possible orders are asked back.
"""

import re
from datetime import date, timedelta

from drills.calendar_day import MONTH_NUMBER, WEEKDAY_NUMBER, day_of, full
from drills.errors import DateError
from drills.text import one_line

GRAMMAR: tuple[tuple[str, str], ...] = (
    ("today, yesterday", "that day"),
    ("fri, last fri", "the last such day before today"),
    ("3 days ago, 2 weeks ago", "that long before today"),
    ("15 nov, nov 15", "the last such day; today counts"),
    ("15 nov 2026, 2026-11-15", "that day"),
)
EXAMPLES = 'Try "yesterday", "fri", "3 days ago", "15 nov" or "2026-11-15".'
_MONTH = f"(?P<month>{'|'.join(MONTH_NUMBER)})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?: (?P<year>\d{4}))?"
_FORMS = (
    r"(?P<name>today|yesterday)",
    rf"(?:last |on )?(?P<weekday>{'|'.join(WEEKDAY_NUMBER)})",
    r"(?P<count>\d{1,4}) (?P<unit>day|week)s? ago",
    rf"(?:on )?(?:the )?{_DAY} (?:of )?{_MONTH}{_YEAR}",
    rf"(?:on )?{_MONTH} {_DAY}{_YEAR}",
    r"(?P<iso>\d{4}-\d{2}-\d{2})",
)


def past_day(text: str, today: date) -> date:
    """The day that the text names, today or before it. Raises DateError."""
    phrase = " ".join(text.casefold().replace(",", " ").split())[:80]
    for form in _FORMS:
        if match := re.fullmatch(form, phrase, re.ASCII):
            day = _day(match.groupdict(), today)
            if day > today:
                raise DateError(f"{full(day)} is still to come.", hint="Choose today or a day before.")
            return day
    raise DateError(f'"{one_line(text, 40)}" is no day in the past that Readyby understands.', hint=EXAMPLES)


def _day(named: dict[str, str | None], today: date) -> date:
    if name := named.get("name"):
        return today - timedelta(days=name == "yesterday")
    if weekday := named.get("weekday"):
        return today - timedelta(days=(today.weekday() - WEEKDAY_NUMBER[weekday] - 1) % 7 + 1)
    if count := named.get("count"):
        return today - timedelta(days=int(count) * (7 if named["unit"] == "week" else 1))
    if iso := named.get("iso"):
        year, month, day = map(int, iso.split("-"))
        return day_of(year, month, day)
    return _of_year(int(named["day"] or 0), MONTH_NUMBER[named["month"] or ""], named.get("year"), today)


def _of_year(day: int, month: int, year: str | None, today: date) -> date:
    """That day of the year named, or of the last year in which it has come by today."""
    if year:
        return day_of(int(year), month, day)
    tried = range(today.year, today.year - 9, -1) if (day, month) == (29, 2) else (today.year, today.year - 1)
    for each in tried:
        try:
            found = day_of(each, month, day)
        except DateError:
            if (day, month) != (29, 2):
                raise
        else:
            if found <= today:
                return found
    raise DateError("That day has not come yet.", hint=EXAMPLES)
