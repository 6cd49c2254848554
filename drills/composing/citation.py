"""Dates that an answer names, the sentences they stand in, and the lines that goals give to an answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from drills.calendar_day import MONTHS, month_name
from drills.models import Goal

_MONTH = "|".join(f"{name}|{name[:3]}" for name in MONTHS) + "|sept"
_ORDINAL = r"(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"\b(?:(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})"
    rf"|(?:the )?(?P<d1>\d{{1,2}}){_ORDINAL}(?: of)? (?P<m1>{_MONTH})\b\.?(?:,? (?P<y1>\d{{4}}))?"
    rf"|(?P<m2>{_MONTH})\.? (?:the )?(?P<d2>\d{{1,2}}){_ORDINAL}\b(?:,? (?P<y2>\d{{4}}))?)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+|\n+")
_LOOK_BACK = 165  # days: "on 3 December" written in January is the one just gone


@dataclass(frozen=True, slots=True)
class CitedDate:
    """A date in a text: where it stands, and the sentence around it. `year_given`: the text names its year."""

    start: int
    end: int
    day: date
    year_given: bool
    sentence_start: int
    sentence_end: int


@lru_cache(maxsize=1024)
def cited_dates(text: str, written_on: date) -> tuple[CitedDate, ...]:
    """The calendar days that a text names, in their order.

    A day without its year is the next one from `written_on`, unless it lies less than half a year back.
    """
    return tuple(_cited(text, written_on)) if any(char.isdigit() for char in text) else ()


def _cited(text: str, written_on: date) -> Iterator[CitedDate]:
    for match in _DATE.finditer(text):
        day = _day(match, written_on)
        if day is not None:
            first, last = sentence_around(text, match.start())
            year_given = bool(match["iso"] or match["y1"] or match["y2"])
            yield CitedDate(match.start(), match.end(), day, year_given, first, last)


def sentence_around(text: str, place: int) -> tuple[int, int]:
    """The start and the end of the sentence that a place of a text lies in."""
    start, end = 0, len(text.rstrip())
    for match in _SENTENCE_END.finditer(text):
        if match.end() <= place:
            start = match.end()
        elif match.start() > place:
            end = match.start()
            break
    return start, end


def _day(match: re.Match[str], written_on: date) -> date | None:
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        number = int(match["d1"] or match["d2"])
        name = (match["m1"] or match["m2"]).lower()
        month = next(place for place, each in enumerate(MONTHS, 1) if each.startswith(name[:3]))
        if year := match["y1"] or match["y2"]:
            return date(int(year), month, number)
        return _nearest_year(month, number, written_on)
    except ValueError:
        return None


def _nearest_year(month: int, number: int, written_on: date) -> date | None:
    """That day in the year in which it comes next, or has been a short while ago."""
    for year in (written_on.year - 1, written_on.year, written_on.year + 1):
        try:
            day = date(year, month, number)
        except ValueError:  # 29 February
            continue
        if (written_on - day).days < _LOOK_BACK:
            return day
    return None


def spoken_date(day: date, *, year: bool = True) -> str:
    """The day as one says it: "15 January 2027"."""
    return f"{day.day} {month_name(day.month)}" + (f" {day.year}" if year else "")


# The lines that goals give

_DEEDS = (
    "achieve apply attend become begin bring build buy change clear close collect complete create cut deliver "
    "design develop double drop earn enrol finish find found get give grow halve have help hold improve "
    "increase join keep land launch lead learn lower make master meet move open organise pass plan practise "
    "prepare present publish put qualify raise reach read rebuild reduce release renew run save see sell send "
    "set ship show sign sit solve speak start stop submit swim take teach train translate visit walk win work "
    "write "
)
_VERBS = frozenset(_DEEDS.split())


def goal_line(goal: Goal) -> str:
    """The dated next result (E3) that an open goal gives: "By 15 January 2027 I will …"."""
    day = spoken_date(goal.deadline)
    if deed := _deed(goal.statement):
        return f"By {day} I will {deed}."
    return f"My next date is {day}: {_bare(goal.statement)}."


def proof_line(goal: Goal) -> str:
    """The accomplishment (E1) that a goal gives once it is met: what was set out to do, by when, and the outcome."""
    met = goal.closed_on or goal.deadline
    set_for = spoken_date(goal.deadline)
    done = spoken_date(met, year=met.year != goal.deadline.year)
    deed = _deed(goal.statement)
    begin = f"I set out to {deed} by {set_for}" if deed else f"I set myself {set_for} for this: {_bare(goal.statement)}"
    on = "on that very day" if met == goal.deadline else f"on {done}"
    outcome = _bare(goal.outcome or goal.proof)
    return f"{begin}, and did it {on}{f': {outcome}' if outcome else ''}."


def _deed(statement: str) -> str:
    """The statement as it goes on after "I will"; empty if it doesn't begin with a verb."""
    first, _, rest = _bare(statement).partition(" ")
    return f"{first.lower()} {rest}".strip() if first.lower() in _VERBS else ""


def _bare(text: str) -> str:
    return " ".join(text.split()).rstrip(" .!")
