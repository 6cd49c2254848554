"""The grammar of deadlines in words: each form that a phrase can take, and the day it names or what is asked back.

`GRAMMAR` lists the forms for people; `_RULES` gives each its pattern and its rule. A rule takes a match and today, and
gives a day or raises DateError.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from difflib import get_close_matches

from dateutil.relativedelta import relativedelta

from drills.calendar_day import (
    EXAMPLES,
    MONTH_NUMBER,
    MONTHS,
    WEEKDAY_NUMBER,
    WEEKDAYS,
    day_of,
    full,
    month_end,
    month_name,
    next_yearly,
    nth_weekday,
    past,
    too_far,
    week_day,
)
from drills.deadline_questions import (
    ask_before,
    ask_century,
    ask_day,
    ask_fifth,
    ask_number,
    ask_vague,
    ask_weekday,
    ask_weekend,
    gone,
)
from drills.errors import DateError

GRAMMAR: tuple[tuple[str, str], ...] = (
    ("today, tomorrow", "that day; also eod, tmr and day after tomorrow"),
    ("fri, on friday", "the next such day after today"),
    ("this fri", "Friday of this week (weeks run from Monday to Sunday)"),
    ("next fri", "Friday of next week"),
    ("fri in 2 weeks", "that weekday so many weeks on; asked back where weeks and days count differently"),
    ("in 10 days, in 6 weeks, 6w, +6w", "that long from today; also months, years, a fortnight"),
    ("15 jan, jan 15, 15th of january", "the next such day; today counts"),
    ("15 jan 2027", "that day"),
    ("the 15th", "the next 15th of a month; today counts"),
    ("first monday of march", "that day of the next March, or of one with its year; first to fourth, or last"),
    ("last fri of next month", "that weekday of next month, or of the month"),
    ("end of week, eow", "Sunday of this week; next: end of next week"),
    ("end of month, eom", "the last day of this month; also end of quarter (eoq) and year (eoy)"),
    ("end of march, end of march 2027", "the last day of the next March, or of that one"),
    ("end of 2027", "31 December of that year"),
    ("q1, q1 2027", "the last day of that quarter"),
    ("2027-01-15, 2027/1/15, 20270115", "that day: year, month, day"),
    ("2027-w03-1", "that day: year, ISO week, weekday from 1, Monday; a week without one is asked back"),
)

_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNT_NUMBER = {name: n for n, name in enumerate(_COUNTS, 1)} | {"a": 1, "an": 1}
_OFFSETS = {"today": 0, "eod": 0, "tomorrow": 1, "tmr": 1, "day after tomorrow": 2}
_NTH = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
_SPANS: dict[str, Callable[[int], relativedelta]] = {
    **dict.fromkeys(("d", "day", "days"), lambda count: relativedelta(days=count)),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), lambda count: relativedelta(weeks=count)),
    **dict.fromkeys(("fortnight", "fortnights"), lambda count: relativedelta(weeks=2 * count)),
    **dict.fromkeys(("m", "mo", "month", "months"), lambda count: relativedelta(months=count)),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), lambda count: relativedelta(years=count)),
}
_VOCABULARY = (
    *("today", "tomorrow", "fortnight", "quarter", "next", "this", "end", "from", "now"),
    *(*WEEKDAYS, *MONTHS, *_COUNTS[2:], "day", "days", "week", "weeks", "month", "months", "year", "years"),
)


def day_named(phrase: str, today: date) -> date | None:
    """The day that a plain phrase names, past or not; None if no rule knows the phrase.

    Raises DateError for a phrase that has more than one reading or names no real day.
    """
    for pattern, rule in _RULES:
        if match := re.fullmatch(pattern, phrase, re.ASCII):
            return rule(match, today)
    return None


def nearest(phrase: str) -> str | None:
    """The phrase with its misspelt words put right, if that makes it one the grammar knows."""
    meant = re.sub(r"[a-z]+", lambda word: _nearest_word(word[0]), phrase)
    known = meant != phrase and any(re.fullmatch(pattern, meant, re.ASCII) for pattern, _ in _RULES)
    return meant if known else None


def _nearest_word(word: str) -> str:
    return next(iter(get_close_matches(word, _VOCABULARY, 1, 0.7)), word)


def _relative_day(match: re.Match[str], today: date) -> date:
    return today + timedelta(days=_OFFSETS[match["offset"]])


def _weekday_weeks_on(match: re.Match[str], today: date) -> date:
    """A weekday in so many weeks: counted in weeks from Monday, or from the next such day; asked where these differ."""
    number, weeks = WEEKDAY_NUMBER[match["weekday"]], _count(match)
    try:
        by_week = today + timedelta(days=number - today.weekday() + 7 * weeks)
        by_day = today + timedelta(days=(number - today.weekday()) % 7 + 7 * weeks)
    except OverflowError:
        raise too_far() from None
    if by_week != by_day:
        hint = f'Type "{by_week}" or "{by_day}".'
        raise DateError(f'"{match[0]}" can be {full(by_week)} or {full(by_day)}.', hint=hint)
    return by_day


def _weekday(match: re.Match[str], today: date) -> date:
    number = WEEKDAY_NUMBER[match["weekday"]]
    monday = today - timedelta(days=today.weekday())
    match match["which"]:
        case "this":
            return _this_week(monday + timedelta(days=number), today)
        case "next":
            return monday + timedelta(days=7 + number)
    if number == today.weekday():
        name = match["weekday"]
        hint = f'Type "today" or "next {name}".'
        raise DateError(f'Today is {full(today)}: is "{name}" today, or in a week?', hint=hint)
    return today + timedelta(days=(number - today.weekday()) % 7)


def _this_week(day: date, today: date) -> date:
    if day < today:
        name = WEEKDAYS[day.weekday()]
        raise DateError(past(day, today), hint=f'Type "{name}" for the one to come.')
    return day


def _count(match: re.Match[str]) -> int:
    return int(match["number"]) if match["number"] else _COUNT_NUMBER[match["word"]]


def _in_a_while(match: re.Match[str], today: date) -> date:
    try:
        return today + _SPANS[match["unit"]](_count(match))
    except (OverflowError, ValueError):
        raise too_far() from None


def _end_of_period(match: re.Match[str], today: date) -> date:
    period, coming = match["period"] or match["letter"], match["coming"] is not None
    if period[0] == "w":
        return today + timedelta(days=6 - today.weekday() + 7 * coming)
    length = {"m": 1, "q": 3, "y": 12}[period[0]]
    last = today.month - 1 - (today.month - 1) % length + length - 1 + length * coming
    return month_end(today.year + last // 12, last % 12 + 1)


def _end_of_month(match: re.Match[str], today: date) -> date:
    month = MONTH_NUMBER[match["month"]]
    return month_end(int(match["year"] or today.year + (month < today.month)), month)


def _end_of_quarter(match: re.Match[str], today: date) -> date:
    month = 3 * int(match["quarter"])
    return month_end(int(match["year"] or today.year + (month < today.month)), month)


def _nth_weekday(match: re.Match[str], today: date) -> date:
    """The first Monday of a month: of the next month of that name in which it is still to come."""
    weekday, nth = WEEKDAY_NUMBER[match["weekday"]], _NTH[match["nth"]]
    if not match["month"]:
        later = today.month - 1 + (match["coming"] is not None)
        return nth_weekday(today.year + later // 12, later % 12 + 1, weekday, nth)
    month, year = MONTH_NUMBER[match["month"]], match["year"]
    if year:
        return nth_weekday(int(year), month, weekday, nth)
    coming = (nth_weekday(today.year + n, month, weekday, nth) for n in (0, 1))
    return next(day for day in coming if day >= today)


def _end_of_year(match: re.Match[str], today: date) -> date:
    return day_of(int(match["year"]), 12, 31)


def _day_of_month(match: re.Match[str], today: date) -> date:
    """A day and a month by name, perhaps with a weekday that has to agree."""
    number, month = int(match["day"]), MONTH_NUMBER[match["month"]]
    day = day_of(int(match["year"]), month, number) if match["year"] else next_yearly(number, month, today)
    claimed = match["weekday"]
    if claimed and WEEKDAY_NUMBER[claimed] != day.weekday():
        name = WEEKDAYS[WEEKDAY_NUMBER[claimed]].title()
        raise DateError(f"{full(day)} is not a {name}.", hint=f'Type "{day}" if that is the day.')
    return day


def _next_numbered(match: re.Match[str], today: date) -> date:
    number = int(match["day"] or match["plain"])
    if not 1 <= number <= 31:
        raise DateError(f"No month has a day {number}.", hint=EXAMPLES)
    months = ((today.year + n // 12, n % 12 + 1) for n in range(today.month - 1, today.month + 2))
    coming = (date(year, month, number) for year, month in months if number <= monthrange(year, month)[1])
    return next(day for day in coming if day >= today)


def _year_first(match: re.Match[str], today: date) -> date:
    return day_of(int(match["year"]), int(match["month"]), int(match["day"]))


def _week_first(match: re.Match[str], today: date) -> date:
    return week_day(int(match["year"]), int(match["week"]), int(match["number"]))


def _numeric(match: re.Match[str], today: date) -> date:
    """Two numbers: a day and a month in either order, taken only if a single order is possible."""
    one, other = int(match["one"]), int(match["other"])
    readings = sorted({(day, month) for day, month in ((one, other), (other, one)) if 1 <= month <= 12})
    if not readings:
        raise DateError(f"There is no month {one} or {other}.", hint=EXAMPLES)
    year = f" {match['year']}" if match["year"] else ""
    if len(readings) == 2:
        first, second = (f"{day} {month_name(month)}{year}" for day, month in readings)
        hint = f'Type "{first.lower()}" or "{second.lower()}".'
        raise DateError(f"{match[0]} can be {first} or {second}.", hint=hint)
    day, month = readings[0]
    return day_of(int(year), month, day) if year else next_yearly(day, month, today)


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(words)})"


_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = f"(?P<month>{_any_of(MONTH_NUMBER)})"
_YEAR = r"(?P<year>\d{4})"
_WEEK = r"w(?P<week>\d\d)"
_WEEKDAY = f"(?P<weekday>{_any_of(WEEKDAY_NUMBER)})"
_GAP = "[ -]?"
_COUNT = rf"(?:(?P<number>\d+) ?|(?P<word>{_any_of(_COUNT_NUMBER)}) )"

_RULES: tuple[tuple[str, Callable[[re.Match[str], date], date]], ...] = (
    (r"(?:the )?(?P<offset>today|eod|tomorrow|tmr|day after tomorrow)", _relative_day),
    (r"yesterday|last (?:week|month|quarter|year)|.+ ago", gone),
    (rf"(?:(?P<which>this|next) )?{_WEEKDAY}", _weekday),
    (
        rf"(?:in |\+)?{_COUNT}(?P<unit>{_any_of(_SPANS)})(?: from (?:now|today))?",
        _in_a_while,
    ),
    (rf"{_WEEKDAY} in {_COUNT}(?:w|wks?|weeks?)", _weekday_weeks_on),
    (
        rf"(?:the )?(?P<nth>{_any_of(_NTH)}) {_WEEKDAY} (?:of|in) "
        rf"(?:{_MONTH}(?: {_YEAR})?|(?:(?:the|this) |(?P<coming>next ))month)",
        _nth_weekday,
    ),
    (rf"(?:the )?(?:fifth|5th) {_WEEKDAY} (?:of|in) .+", ask_fifth),
    (
        r"eo(?P<letter>[wmqy])"
        r"|(?:the )?end of (?:(?:the|this) |(?P<coming>next ))?(?P<period>week|month|quarter|year)",
        _end_of_period,
    ),
    (rf"(?:the )?end of {_MONTH}(?: {_YEAR})?", _end_of_month),
    (rf"(?:(?:the )?end of )?q(?P<quarter>[1-4])(?: ?{_YEAR})?", _end_of_quarter),
    (rf"(?:the )?end of {_YEAR}", _end_of_year),
    (rf"(?:{_WEEKDAY} )?(?:the )?{_DAY}{_GAP}(?:of )?{_MONTH}(?:{_GAP}{_YEAR})?", _day_of_month),
    (rf"(?:{_WEEKDAY} )?{_MONTH}{_GAP}(?:the )?{_DAY}(?:{_GAP}{_YEAR})?", _day_of_month),
    (r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)|the (?P<plain>\d{1,2})", _next_numbered),
    (rf"{_YEAR}(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})", _year_first),
    (rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)", _year_first),
    (rf"{_YEAR}(?P<mark>-?){_WEEK}(?P=mark)(?P<number>\d)", _week_first),
    (rf"{_YEAR}-?{_WEEK}", ask_weekday),
    (r"(?P<one>\d{1,2})(?P<mark>[-/.])(?P<other>\d{1,2})(?:(?P=mark)(?P<year>\d{4}))?", _numeric),
    (rf"(?:in )?{_MONTH}(?:{_GAP}{_YEAR})?", ask_day),
    (rf"(?:in )?{_YEAR}(?:-(?P<month>0[1-9]|1[0-2]))?", ask_day),
    (
        rf"{_DAY}{_GAP}(?:of )?{_MONTH}{_GAP}'?\d\d|{_any_of(MONTH_NUMBER)}{_GAP}\d{{1,2}}{_GAP}'?\d\d",
        ask_century,
    ),
    (r"\d{1,2}([-/.])\d{1,2}\1\d\d", ask_century),
    (r"\d{1,3}", ask_number),
    (
        r"(?:early|mid|middle of|late|start of|beginning of)[ -].+|(?:next|this) (?:week|month|quarter|year)",
        ask_vague,
    ),
    (r"(?:the |this |next )?weekend", ask_weekend),
    (r"(?P<word>before|after|until|till) .+", ask_before),
)
