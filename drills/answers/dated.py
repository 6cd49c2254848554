"""Dates that an answer cites, and which of them have passed or moved."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from drills.answers.finding import finding
from drills.answers.lexicon import shipped
from drills.answers.reading import Reading, Sentence
from drills.answers.report import Finding
from drills.answers.rule import Lexicon

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = "|".join([*_MONTHS, *(month[:3] for month in _MONTHS if month != "may"), "sept"])
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?:,? (?P<year>20\d\d))"
_DATE = re.compile(
    rf"\b(?:{_DAY} (?:of )?(?P<month>{_MONTH})\b(?:\.(?=,? 20\d\d))?{_YEAR}?"
    rf"|(?P<month2>{_MONTH})\b\.? (?:the )?(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?\b(?! ?(?:%|per))"
    r"(?:,? (?P<year2>20\d\d))?"
    rf"|(?P<iso>20\d\d-[01]\d-[0-3]\d)"
    r"|(?P<when>(?:in|by|until|before|this|next|of|early|late|mid|for|during|since|from|coming) )"
    rf"(?P<month3>{_MONTH})\b(?:,? (?P<year3>20\d\d))?)"
)
_JUST_PASSED = timedelta(days=60)


class Cited(NamedTuple):
    """A date in a text: its place, and the first and last day it may mean, as (month, day); year None if not said."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None


@dataclass(frozen=True, slots=True)
class Known:
    """A goal's date as the goal has it: what it is, when it is due, and the dates it was moved from."""

    statement: str
    deadline: date
    moved_from: tuple[date, ...] = ()


def cited(text: str) -> list[Cited]:
    """The dates in a text that `plain` has made plain; months, days and years, no "next Friday"."""
    found = []
    for match in _DATE.finditer(text):
        if match["iso"]:
            year, month, day = map(int, match["iso"].split("-"))
            if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
                found.append(Cited(match.start("iso"), match.end(), year, month, day))
            continue
        name = match["month"] or match["month2"] or match["month3"]
        group = "when" if match["when"] else None
        spelled = match["day"] or match["day2"]
        said = match["year"] or match["year2"] or match["year3"]
        start = match.end(group) if group else match.start()
        day_number = int(spelled) if spelled else None
        if day_number is None or 1 <= day_number <= 31:
            found.append(Cited(start, match.end(), int(said) if said else None, _number(name), day_number))
    return found


def _number(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(name[:3]))


def stale_dates(
    text: str,
    today: date,
    known: Iterable[Known] = (),
    *,
    written: date | None = None,
    lexicon: Lexicon | None = None,
) -> list[Finding]:
    """The dates that a text announces and that have passed, or that its goals have moved away from.

    A date without a year is the first one after the day on which the answer was written; where that isn't known, it
    has passed if it did so in the last 60 days. What the text tells of the past is left alone.
    """
    return stale_in(Reading(text, lexicon or shipped()), today, known, written=written)


def stale_in(
    reading: Reading, today: date, known: Iterable[Known] = (), *, written: date | None = None
) -> list[Finding]:
    """The same of an answer that was read."""
    goals = tuple(known)
    found = []
    for mention in cited(reading.plain):
        if not _announced(reading, mention):
            continue
        moved = _moved(mention, goals)
        day = _last_day(mention, today, written)
        if moved:
            how = f"has moved: “{moved.statement}” is due on {_said(moved.deadline)}"
        elif day < today:
            how = f"has passed: it was {_said(day)}"
        else:
            continue
        found.append(finding(reading, "stale-date", mention.start, mention.end, how=how))
    return found


def _said(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1].capitalize()} {day.year}"


def _announced(reading: Reading, mention: Cited) -> bool:
    """Whether the sentence around a date looks ahead from it."""
    from drills.answers.scope import clause

    rule = reading.lexicon.rules["E3"]
    for sentence in reading.sentences:
        if not sentence.start <= mention.start < sentence.end:
            continue
        at = next((place for place, word in enumerate(sentence.words) if word.end > mention.start), 0)
        begin, end = clause(reading, sentence, at)
        words = sentence.words[begin:end]
        part = Sentence(words[0].start, words[-1].end, words, sentence.marks[begin:end], sentence.signs[begin:end])
        return part.has(rule.group("ahead")) or (not part.has(rule.group("past")) and part.has(rule.group("shows")))
    return False


def _moved(mention: Cited, goals: tuple[Known, ...]) -> Known | None:
    for goal in goals:
        if any(_means(mention, day) for day in goal.moved_from) and not _means(mention, goal.deadline):
            return goal
    return None


def _means(mention: Cited, day: date) -> bool:
    return (
        mention.month == day.month
        and mention.day in (None, day.day)
        and mention.year in (None, day.year)
        and mention.day is not None
    )


def _last_day(mention: Cited, today: date, written: date | None) -> date:
    """The last day that the mention may mean."""
    if mention.year is not None:
        return _end(mention.year, mention)
    since = written or today - _JUST_PASSED
    this_year = _end(since.year, mention)
    return this_year if this_year >= since else _end(since.year + 1, mention)


def _end(year: int, mention: Cited) -> date:
    last = monthrange(year, mention.month)[1]
    return date(year, mention.month, min(mention.day or last, last))
