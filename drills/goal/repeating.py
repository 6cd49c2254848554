"""Dates that come again: "every 2 weeks", "last friday of the month" → an RRULE, its dates, and words for it.

`GRAMMAR` lists every form. As with deadlines nothing is guessed: a text with two readings is asked back, and a day that
not every month has is refused. Rules are kept as RFC 5545 RRULE texts, in the part of them that `Rule` can hold.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import islice

from dateutil.rrule import rrulestr

from drills.calendar_day import MONTH_NUMBER, WEEKDAY_NUMBER, WEEKDAYS, month_name, ordinal_ending
from drills.errors import DateError
from drills.text import one_line

GRAMMAR: tuple[tuple[str, str], ...] = (
    ("every day, daily, every 3 days", "that often, from the first date on"),
    ("every friday, fridays, every mon and thu", "those weekdays of every week"),
    ("every weekday", "Monday to Friday"),
    ("every other friday, every 2 weeks on friday", "that weekday of every second week"),
    ("weekly, every week, every 2 weeks, fortnightly", "the weekday of the first date"),
    ("every month on the 15th, 15th of the month", "that day of every month, up to the 28th"),
    ("last day of the month, every month on the last day", "the last day of every month"),
    ("last friday of the month, first monday of every month", "that weekday, first to fourth or last"),
    ("monthly, every 3 months, quarterly", "the day of the month of the first date"),
    ("every year on 15 january, yearly", "that day of every year, or the first date's"),
)

EXAMPLES = 'Try "every 2 weeks", "every friday", "last friday of the month" or "every month on the 15th".'
LAST = -1
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
_UNITS = {code: unit for unit, code in _FREQUENCIES.items()}
_MOST = {"day": 365, "week": 104, "month": 36, "year": 10}
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": LAST}
_NTH_WORDS = {1: "first", 2: "second", 3: "third", 4: "fourth", LAST: "last"}
_NUMBERS = {
    name: n for n, name in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1)
} | {"other": 2, "second": 2, "third": 3, "fourth": 4}
_WORKDAYS = (0, 1, 2, 3, 4)
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of dates. `unit` is day, week, month or year; weekdays count from 0, Monday.

    In months `nth` (1–4, -1 the last) with one weekday, or `day` (1–28, -1 the last); in years `day` and `month`.
    """

    unit: str
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int | None = None
    day: int | None = None
    month: int | None = None

    def __str__(self) -> str:
        """The RRULE text, as it is stored."""
        parts = [f"FREQ={_FREQUENCIES[self.unit]}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.month:
            parts.append(f"BYMONTH={self.month}")
        if self.day:
            parts.append(f"BYMONTHDAY={self.day}")
        if self.weekdays:
            parts.append("BYDAY=" + ",".join(f"{self.nth or ''}{_CODES[n]}" for n in self.weekdays))
        return ";".join(parts)

    @property
    def words(self) -> str:
        """As in "every 2 weeks on Friday"; reading it gives the rule again."""
        named = [WEEKDAYS[n].title() for n in self.weekdays]
        if self.unit == "week" and self.interval == 1:
            return f"every {'weekday' if self.weekdays == _WORKDAYS else _listed(named)}"
        every = f"every {self.unit}" if self.interval == 1 else f"every {self.interval} {self.unit}s"
        return every + (f" on {on}" if (on := self._on(named)) else "")

    def _on(self, named: list[str]) -> str:
        if self.nth:
            return f"the {_NTH_WORDS[self.nth]} {named[0]}"
        if self.day == LAST:
            return "the last day"
        if self.month and self.day:
            return f"{self.day} {month_name(self.month)}"
        return f"the {self.day}{ordinal_ending(self.day)}" if self.day else _listed(named)


def rule_of(text: str, first: date) -> Rule:
    """The rule that a text names, or an RRULE holds; what it leaves open is taken from its first date.

    Raises DateError for a text that isn't understood or has more than one reading, and for days that months lack.
    """
    phrase = " ".join(text.casefold().replace(",", " and ").replace(".", " ").split())
    phrase = re.sub(r"(?:and )+", "and ", phrase)
    if len(text) > _LONGEST:
        raise DateError("That is too long for a rule.", hint=EXAMPLES)
    if phrase.startswith(("freq=", "rrule:")):
        return stored_rule(text.strip().upper().removeprefix("RRULE:"))
    if re.fullmatch(r"bi-?(weekly|monthly|annually)|twice .+|semi-?(weekly|monthly)", phrase):
        raise DateError(f'"{one_line(phrase, 30)}" has more than one reading.', hint=EXAMPLES)
    rule = _by_weekday(phrase) or _of_month(phrase) or _every(phrase)
    if rule is None:
        raise DateError(f'"{one_line(text, 40)}" is not a rule that Readyby understands.', hint=EXAMPLES)
    return _filled(rule, first)


def stored_rule(text: str) -> Rule:
    """The rule in an RRULE text; raises DateError for one that holds what Readyby doesn't keep."""
    try:
        parts = dict(part.split("=", 1) for part in text.split(";") if part)
        unit, interval = _UNITS[parts.pop("FREQ")], int(parts.pop("INTERVAL", "1"))
        parts.pop("WKST", None)
        by_day = [re.fullmatch(r"(-1|[1-4])?([A-Z]{2})", code) for code in parts.pop("BYDAY", "").split(",") if code]
        weekdays = tuple(sorted({_CODES.index(found[2]) for found in by_day if found}))
        nths = {int(found[1]) if found[1] else None for found in by_day if found} or {None}
        day, month = (int(parts.pop(name)) if name in parts else None for name in ("BYMONTHDAY", "BYMONTH"))
    except (KeyError, ValueError, TypeError):
        raise _unkept(text) from None
    rule = Rule(unit, interval, weekdays, next(iter(nths)), day, month)
    if parts or None in by_day or len(nths) > 1 or not _sound(rule):
        raise _unkept(text)
    return rule


def dates(rule: Rule, first: date) -> Iterator[date]:
    """The dates of a rule from `first` on, which is one of them if the rule allows; every interval counts from it."""
    for moment in rrulestr(str(rule), dtstart=datetime.combine(first, time.min)):
        yield moment.date()


def next_after(rule: Rule, day: date, *, from_: date | None = None) -> date:
    """The date that follows `day`, one of the rule's; not before `from_`, if given."""
    return next(found for found in dates(rule, day) if found > day and (from_ is None or found >= from_))


def first_from(rule: Rule, day: date) -> date:
    """The first date of a rule on or after a day."""
    return next(dates(rule, day))


def coming(rule: Rule, first: date, count: int = 3) -> tuple[date, ...]:
    """The next dates, to be echoed with the words."""
    return tuple(islice(dates(rule, first), count))


def _every(phrase: str) -> Rule | None:
    """ "every 2 weeks on …", "monthly on …"."""
    adverbs = {"daily": ("day", 1), "weekly": ("week", 1), "fortnightly": ("week", 2), "monthly": ("month", 1)}
    adverbs |= {"quarterly": ("month", 3), "yearly": ("year", 1), "annually": ("year", 1)}
    count = f"(?:(?P<number>\\d{{1,3}}|{'|'.join(_NUMBERS)}) )?"
    match = re.fullmatch(
        rf"(?:(?P<adverb>{'|'.join(adverbs)})|(?:every|each) {count}(?P<unit>day|week|fortnight|month|quarter|year)s?)"
        r"(?: on (?P<on>.+))?",
        phrase,
        re.ASCII,
    )
    if not match:
        return None
    if match["adverb"]:
        unit, interval = adverbs[match["adverb"]]
    else:
        number = match["number"] or "1"
        unit, interval = match["unit"], _NUMBERS.get(number) or int(number)
        unit, factor = {"fortnight": ("week", 2), "quarter": ("month", 3)}.get(unit, (unit, 1))
        interval *= factor
    if not 1 <= interval <= _MOST[unit]:
        raise DateError(f"A rule repeats after 1 to {_MOST[unit]} {unit}s.", hint=EXAMPLES)
    return _on(Rule(unit, interval), match["on"]) if match["on"] else Rule(unit, interval)


def _on(rule: Rule, on: str) -> Rule | None:
    match rule.unit:
        case "week":
            weekdays = _weekdays(on)
            return replace(rule, weekdays=weekdays) if weekdays else None
        case "month":
            return _in_month(rule, on)
        case "year":
            found = re.fullmatch(
                rf"(?:the )?(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({'|'.join(MONTH_NUMBER)})", on, re.ASCII
            )
            return replace(rule, day=int(found[1]), month=MONTH_NUMBER[found[2]]) if found else None
    return None


def _in_month(rule: Rule, on: str) -> Rule | None:
    """The 15th, the last day, the last friday."""
    if re.fullmatch(r"(?:the )?last day", on):
        return replace(rule, day=LAST)
    if found := re.fullmatch(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?|the (\d{1,2})", on, re.ASCII):
        return replace(rule, day=int(found[1] or found[2]))
    if found := re.fullmatch(rf"(?:the )?({'|'.join(_NTH)}|fifth|5th) ({'|'.join(WEEKDAY_NUMBER)})", on):
        if found[1] not in _NTH:
            raise DateError("Not every month has a fifth one.", hint=f'Type "last {found[2]} of the month".')
        return replace(rule, nth=_NTH[found[1]], weekdays=(WEEKDAY_NUMBER[found[2]],))
    return None


def _of_month(phrase: str) -> Rule | None:
    """ "last friday of the month", "15th of every 2 months"."""
    found = re.fullmatch(r"(?:on )?(?:every )?(?P<on>.+) of (?:the|every|each|a)(?: (?P<n>\d{1,2}))? months?", phrase)
    return _in_month(Rule("month", int(found["n"] or 1)), found["on"]) if found and found["n"] != "0" else None


def _by_weekday(phrase: str) -> Rule | None:
    """ "every friday", "fridays", "every other mon and thu"."""
    found = re.fullmatch(r"(?:(?:every|each|on)(?P<other> other| second)? )?(?P<days>.+)", phrase)
    weekdays = _weekdays(found["days"]) if found else ()
    return Rule("week", 2 if found and found["other"] else 1, weekdays) if weekdays else None


def _weekdays(words: str) -> tuple[int, ...]:
    if words in ("weekday", "weekdays"):
        return _WORKDAYS
    numbers = [
        WEEKDAY_NUMBER.get(word) if word in WEEKDAY_NUMBER else WEEKDAY_NUMBER.get(word.removesuffix("s"))
        for word in _split(words)
    ]
    return tuple(sorted({n for n in numbers if n is not None})) if None not in numbers else ()


def _split(words: str) -> list[str]:
    return [word.strip() for word in re.split(r" and | ?& ?", words)]


def _filled(rule: Rule, first: date) -> Rule:
    """The rule with what its first date says, if that can be every time."""
    if rule.unit == "week" and not rule.weekdays:
        rule = replace(rule, weekdays=(first.weekday(),))
    if rule.unit == "month" and not (rule.day or rule.nth):
        rule = replace(rule, day=first.day)
    if rule.unit == "year" and not rule.day:
        rule = replace(rule, day=first.day, month=first.month)
    if rule.day and not _sound(rule):
        if rule.unit == "month" and 28 < rule.day <= 31:
            raise DateError(f"Not every month has a day {rule.day}.", hint='Type "last day of the month".')
        raise DateError("Not every year has that day.", hint="Choose one that comes every year.")
    return rule


def _sound(rule: Rule) -> bool:
    """Whether the rule is one of those that have words and come again each time."""
    if not 1 <= rule.interval <= _MOST[rule.unit]:
        return False
    rest = (rule.weekdays != (), rule.nth is not None, rule.day is not None, rule.month is not None)
    match rule.unit:
        case "day":
            return rest == (False, False, False, False)
        case "week":
            return rest == (True, False, False, False)
        case "month":
            return _sound_month(rule, rest)
    return rest == (False, False, True, True) and _every_year(rule.day or 0, rule.month or 0)


def _sound_month(rule: Rule, rest: tuple[bool, ...]) -> bool:
    by_day = rest == (False, False, True, False) and (rule.day == LAST or 1 <= (rule.day or 0) <= 28)
    return by_day or (rest == (True, True, False, False) and len(rule.weekdays) == 1)


def _every_year(day: int, month: int) -> bool:
    try:
        date(2027, month, day)
    except ValueError:
        return False
    return True


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def _unkept(text: str) -> DateError:
    return DateError(f"{one_line(text, 60)} is not a rule that Readyby can keep.", hint=EXAMPLES)
