"""What a user types for a deadline → a local calendar date; and dates back into words.

The grammar is strict and in English. Nothing is guessed: a text with two readings is asked back, a past day is refused,
and the result is always echoed with its weekday and the days left. `GRAMMAR` lists every form.
"""

import re
from calendar import isleap, monthrange
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from difflib import get_close_matches

from dateutil.relativedelta import relativedelta

from drills.errors import DateError
from drills.text import one_line

LAST_YEAR = 2200
_LONGEST = 80

GRAMMAR: tuple[tuple[str, str], ...] = (
    ("today, tomorrow", "that day"),
    ("fri, on friday", "the next such day after today"),
    ("this fri", "Friday of this week (weeks run from Monday to Sunday)"),
    ("next fri", "Friday of next week"),
    ("in 10 days, in 6 weeks, 6w", "that long from today; also months, years, a fortnight"),
    ("15 jan, jan 15, 15th of january", "the next such day; today counts"),
    ("15 jan 2027", "that day"),
    ("the 15th", "the next 15th of a month; today counts"),
    ("end of week, eow", "Sunday of this week; next: end of next week"),
    ("end of month, eom", "the last day of this month; also end of quarter (eoq) and year (eoy)"),
    ("end of march, end of march 2027", "the last day of the next March, or of that one"),
    ("end of 2027", "31 December of that year"),
    ("q1, q1 2027", "the last day of that quarter"),
    ("2027-01-15, 2027/1/15", "that day: year, month, day"),
)

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WEEKDAY_SHORT = {"tues": 1, "wednes": 2, "thur": 3, "thurs": 3}
_WEEKDAY_NUMBER = {name: n for n, day in enumerate(_WEEKDAYS) for name in (day, day[:3])} | _WEEKDAY_SHORT
_MONTH_NUMBER = {name: n for n, month in enumerate(_MONTHS, 1) for name in (month, month[:3])} | {"sept": 9}
_COUNT_NUMBER = {name: n for n, name in enumerate(_COUNTS, 1)} | {"a": 1, "an": 1}
_SPANS: dict[str, Callable[[int], relativedelta]] = {
    **dict.fromkeys(("d", "day", "days"), lambda count: relativedelta(days=count)),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), lambda count: relativedelta(weeks=count)),
    **dict.fromkeys(("fortnight", "fortnights"), lambda count: relativedelta(weeks=2 * count)),
    **dict.fromkeys(("m", "mo", "month", "months"), lambda count: relativedelta(months=count)),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), lambda count: relativedelta(years=count)),
}
_VOCABULARY = (
    *("today", "tomorrow", "fortnight", "quarter", "next", "this", "end", "from", "now"),
    *(*_WEEKDAYS, *_MONTHS, *_COUNTS[2:], "day", "days", "week", "weeks", "month", "months", "year", "years"),
)
_EXAMPLES = 'Try "15 jan", "in 6 weeks", "next fri", "end of march" or "2027-01-15".'


def deadline(text: str, today: date) -> date:
    """The day that the text names, seen from `today`; never before it, never after the year 2200.

    Raises DateError for text that isn't understood, has more than one reading, names no real day, or lies in the past.
    """
    if len(text) > _LONGEST:
        raise DateError("That is too long for a date.", hint=_EXAMPLES)
    if today.year > LAST_YEAR:
        raise _too_far()
    phrase = _plain(text)
    for pattern, rule in _RULES:
        if match := re.fullmatch(pattern, phrase, re.ASCII):
            return _ahead(rule(match, today), today)
    raise _not_understood(text, phrase)


def echo(day: date, today: date) -> str:
    """The day in full with the time left, as in "Fri 15 Jan 2027 · 54 days"; a past day as in "… · 12 days ago"."""
    return f"{_full(day)} · {_distance((day - today).days)}"


def short(day: date, today: date) -> str:
    """The day as in "Fri 15 Jan"; with its year unless that is this year or the day is under 11 months ahead."""
    near = 0 <= (day.year - today.year) * 12 + day.month - today.month - (day.day < today.day) < 11
    return _full(day)[:-5] if near or day.year == today.year else _full(day)


def study_day(now: datetime, turn_hour: int) -> date:
    """The local day that a moment of study belongs to, when days turn at `turn_hour` (0–23) by the clock on the wall.

    `now` must carry the user's local time zone; a naive time raises ValueError.
    """
    if now.tzinfo is None or now.utcoffset() is None:
        raise ValueError("study_day needs a time with its time zone")
    if not 0 <= turn_hour <= 23:
        raise ValueError(f"turn_hour must be 0 to 23, not {turn_hour}")
    return now.date() - timedelta(days=now.hour < turn_hour)


def _full(day: date) -> str:
    """As in "Fri 15 Jan 2027", in English whatever the locale."""
    return f"{_WEEKDAYS[day.weekday()][:3].title()} {day.day} {_month_name(day.month)[:3]} {day.year:04}"


def _distance(days: int) -> str:
    if days in (0, 1):
        return ("today", "tomorrow")[days]
    return _counted(days) if days > 0 else f"{_counted(-days)} ago"


def _counted(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


def _past(day: date, today: date) -> str:
    """Says that a day is past, in the unit that people would use."""
    span = relativedelta(today, day)
    months = span.years * 12 + span.months
    distance = f"{months} months" if months > 1 else _counted((today - day).days)
    return f"{_full(day)} lies in the past: {f'{span.years} years' if span.years > 1 else distance} ago."


def _ordinal(number: int) -> str:
    return "th" if 10 < number < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _month_name(month: int) -> str:
    return _MONTHS[month - 1].title()


def _plain(text: str) -> str:
    """Lower case, single spaces, no commas or abbreviation points, no "by" or "on" in front."""
    words = re.sub(r"(?<=[a-z])\.|\.(?=\s|$)", " ", text.casefold().replace(",", " ")).split()
    return " ".join(words[1:] if words[:1] in (["by"], ["on"]) else words)


def _not_understood(text: str, phrase: str) -> DateError:
    """Says what a text might have meant: the nearest form of the grammar, or some examples."""
    if not phrase:
        return DateError("There is no date yet.", hint=_EXAMPLES)
    meant = re.sub(r"[a-z]+", lambda word: _nearest_word(word[0]), phrase)
    known = meant != phrase and any(re.fullmatch(pattern, meant, re.ASCII) for pattern, _ in _RULES)
    hint = f'Did you mean "{meant}"?' if known else _EXAMPLES
    return DateError(f'"{one_line(text, 40)}" is not a date that Readyby understands.', hint=hint)


def _nearest_word(word: str) -> str:
    return next(iter(get_close_matches(word, _VOCABULARY, 1, 0.7)), word)


def _ahead(day: date, today: date) -> date:
    """The day itself, if it is neither past nor absurdly far."""
    if day < today:
        coming = _next_yearly(day.day, day.month, today)
        hint = f'The next {day.day} {_month_name(day.month)} is {_full(coming)}: type "{coming}".'
        raise DateError(_past(day, today), hint=hint)
    if day.year > LAST_YEAR:
        raise _too_far()
    return day


def _too_far() -> DateError:
    return DateError(f"That is too far away: Readyby plans up to the year {LAST_YEAR}.", hint=_EXAMPLES)


def _day(year: int, month: int, day: int) -> date:
    """A day that the calendar has; DateError says what it has instead."""
    if year > LAST_YEAR:
        raise _too_far()
    if not (year and 1 <= month <= 12):
        raise DateError(f"{year:04}-{month:02} is no month.", hint='Write year, month, day: "2027-01-15".')
    length, name = monthrange(year, month)[1], _month_name(month)
    if not 1 <= day <= length:
        hint = f'Type "{length} {name.lower()} {year}" for its last day.'
        raise DateError(f"{name} {year} has {length} days: there is no {day} {name}.", hint=hint)
    return date(year, month, day)


def _month_end(year: int, month: int) -> date:
    return _day(year, month, 1) + relativedelta(day=31)


def _next_yearly(day: int, month: int, today: date) -> date:
    """The next such day of the year; 29 February waits for a leap year, for eight years at most."""
    if (day, month) == (29, 2):
        return next(leap for year in range(today.year, today.year + 9) if (leap := _leap_day(year)) and leap >= today)
    first = _day(today.year + (month < today.month), month, day)
    return first if first >= today else _day(today.year + 1, month, day)


def _leap_day(year: int) -> date | None:
    return date(year, 2, 29) if isleap(year) else None


# Rules: each takes a match and today, and gives a day or asks back


def _relative_day(match: re.Match[str], today: date) -> date:
    return today + timedelta(days=match["offset"] != "today")


def _gone(match: re.Match[str], today: date) -> date:
    raise DateError(f'"{match[0]}" lies in the past.', hint=_EXAMPLES)


def _weekday(match: re.Match[str], today: date) -> date:
    number = _WEEKDAY_NUMBER[match["weekday"]]
    monday = today - timedelta(days=today.weekday())
    match match["which"]:
        case "this":
            return _this_week(monday + timedelta(days=number), today)
        case "next":
            return monday + timedelta(days=7 + number)
    if number == today.weekday():
        name = match["weekday"]
        hint = f'Type "today" or "next {name}".'
        raise DateError(f'Today is {_full(today)}: is "{name}" today, or in a week?', hint=hint)
    return today + timedelta(days=(number - today.weekday()) % 7)


def _this_week(day: date, today: date) -> date:
    if day < today:
        name = _WEEKDAYS[day.weekday()]
        raise DateError(_past(day, today), hint=f'Type "{name}" for the one to come.')
    return day


def _in_a_while(match: re.Match[str], today: date) -> date:
    count = int(match["number"]) if match["number"] else _COUNT_NUMBER[match["word"]]
    try:
        return today + _SPANS[match["unit"]](count)
    except (OverflowError, ValueError):
        raise _too_far() from None


def _end_of_period(match: re.Match[str], today: date) -> date:
    period, coming = match["period"] or match["letter"], match["coming"] is not None
    if period[0] == "w":
        return today + timedelta(days=6 - today.weekday() + 7 * coming)
    length = {"m": 1, "q": 3, "y": 12}[period[0]]
    last = today.month - 1 - (today.month - 1) % length + length - 1 + length * coming
    return _month_end(today.year + last // 12, last % 12 + 1)


def _end_of_month(match: re.Match[str], today: date) -> date:
    month = _MONTH_NUMBER[match["month"]]
    return _month_end(int(match["year"] or today.year + (month < today.month)), month)


def _end_of_quarter(match: re.Match[str], today: date) -> date:
    month = 3 * int(match["quarter"])
    return _month_end(int(match["year"] or today.year + (month < today.month)), month)


def _end_of_year(match: re.Match[str], today: date) -> date:
    return _day(int(match["year"]), 12, 31)


def _day_of_month(match: re.Match[str], today: date) -> date:
    """A day and a month by name, perhaps with a weekday that has to agree."""
    number, month = int(match["day"]), _MONTH_NUMBER[match["month"]]
    day = _day(int(match["year"]), month, number) if match["year"] else _next_yearly(number, month, today)
    claimed = match["weekday"]
    if claimed and _WEEKDAY_NUMBER[claimed] != day.weekday():
        name = _WEEKDAYS[_WEEKDAY_NUMBER[claimed]].title()
        raise DateError(f"{_full(day)} is not a {name}.", hint=f'Type "{day}" if that is the day.')
    return day


def _next_numbered(match: re.Match[str], today: date) -> date:
    number = int(match["day"] or match["plain"])
    if not 1 <= number <= 31:
        raise DateError(f"No month has a day {number}.", hint=_EXAMPLES)
    months = ((today.year + n // 12, n % 12 + 1) for n in range(today.month - 1, today.month + 2))
    coming = (date(year, month, number) for year, month in months if number <= monthrange(year, month)[1])
    return next(day for day in coming if day >= today)


def _year_first(match: re.Match[str], today: date) -> date:
    return _day(int(match["year"]), int(match["month"]), int(match["day"]))


def _numeric(match: re.Match[str], today: date) -> date:
    """Two numbers: a day and a month in either order, taken only if a single order is possible."""
    one, other = int(match["one"]), int(match["other"])
    readings = sorted({(day, month) for day, month in ((one, other), (other, one)) if 1 <= month <= 12})
    if not readings:
        raise DateError(f"There is no month {one} or {other}.", hint=_EXAMPLES)
    year = f" {match['year']}" if match["year"] else ""
    if len(readings) == 2:
        first, second = (f"{day} {_month_name(month)}{year}" for day, month in readings)
        hint = f'Type "{first.lower()}" or "{second.lower()}".'
        raise DateError(f"{match[0]} can be {first} or {second}.", hint=hint)
    day, month = readings[0]
    return _day(int(year), month, day) if year else _next_yearly(day, month, today)


def _ask_century(match: re.Match[str], today: date) -> date:
    raise DateError(f'The year in "{match[0]}" is too short.', hint="Write it with four digits, such as 2027.")


def _ask_number(match: re.Match[str], today: date) -> date:
    number = int(match[0])
    nth = f'"the {number}{_ordinal(number)}" or ' if 1 <= number <= 31 else ""
    raise DateError(f'"{number}" alone is no date yet.', hint=f'Type {nth}"in {number} days".')


def _ask_day(match: re.Match[str], today: date) -> date:
    """A whole month, or a whole year, where one day is needed."""
    named = match["month"]
    month = _month_name(_MONTH_NUMBER.get(named) or int(named)).lower() + " " if named else ""
    year = match["year"] or ""
    first = f"{'1 ' if named else '1 jan '}{month}{year}".strip()
    raise DateError(f'"{match[0]}" is no single day.', hint=f'Type "end of {f"{month}{year}".strip()}" or "{first}".')


def _ask_vague(match: re.Match[str], today: date) -> date:
    raise DateError(f'"{match[0]}" is no single day.', hint=_EXAMPLES)


def _ask_before(match: re.Match[str], today: date) -> date:
    raise DateError(f'"{match["word"]}" leaves the day open.', hint='Type the last day itself, such as "14 jan 2027".')


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(words)})"


_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = f"(?P<month>{_any_of(_MONTH_NUMBER)})"
_YEAR = r"(?P<year>\d{4})"
_WEEKDAY = f"(?P<weekday>{_any_of(_WEEKDAY_NUMBER)})"
_GAP = "[ -]?"

_RULES: tuple[tuple[str, Callable[[re.Match[str], date], date]], ...] = (
    (r"(?P<offset>today|tomorrow)", _relative_day),
    (r"yesterday|last (?:week|month|quarter|year)|.+ ago", _gone),
    (rf"(?:(?P<which>this|next) )?{_WEEKDAY}", _weekday),
    (
        rf"(?:in )?(?:(?P<number>\d+) ?|(?P<word>{_any_of(_COUNT_NUMBER)}) )(?P<unit>{_any_of(_SPANS)})"
        r"(?: from (?:now|today))?",
        _in_a_while,
    ),
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
    (r"(?P<one>\d{1,2})(?P<mark>[-/.])(?P<other>\d{1,2})(?:(?P=mark)(?P<year>\d{4}))?", _numeric),
    (rf"(?:in )?{_MONTH}(?:{_GAP}{_YEAR})?", _ask_day),
    (rf"(?:in )?{_YEAR}(?:-(?P<month>0[1-9]|1[0-2]))?", _ask_day),
    (
        rf"{_DAY}{_GAP}(?:of )?{_MONTH}{_GAP}'?\d\d|{_any_of(_MONTH_NUMBER)}{_GAP}\d{{1,2}}{_GAP}'?\d\d",
        _ask_century,
    ),
    (r"\d{1,2}([-/.])\d{1,2}\1\d\d", _ask_century),
    (r"\d{1,3}", _ask_number),
    (
        r"(?:early|mid|middle of|late|start of|beginning of)[ -].+|(?:next|this) (?:week|month|quarter|year)",
        _ask_vague,
    ),
    (r"(?P<word>before|after|until|till) .+", _ask_before),
)
