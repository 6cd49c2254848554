"""An iCalendar file → the events in it, as days. All its text is only text; what can't be read is reported."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from drills.errors import DateError, InputError
from drills.goal.repeating import stored_rule
from drills.text import one_line, storable

MOST_CHARACTERS = 10_000_000
MOST_EVENTS = 5_000
_LONGEST_SUMMARY = 200
_LONGEST_TEXT = 4_000
_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)")
_MOMENT = re.compile(r"(\d{8})T(\d\d)(\d\d)(\d\d)(Z?)")
_DURATION = re.compile(r"\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T.*)?")
_COMPONENTS = ("VEVENT", "VTODO")


@dataclass(frozen=True, slots=True)
class Event:
    """An event or a to-do, in local days, both included. `rule` is an RRULE that Readyby can keep, or empty."""

    uid: str
    summary: str
    first: date
    last: date
    description: str = ""
    rule: str = ""
    note: str = ""  # what of it can't be kept


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """What was read: events by their first day, and what was left out, each with its reason."""

    events: tuple[Event, ...]
    left_out: tuple[str, ...] = ()


@dataclass(slots=True)
class _Component:
    name: str
    values: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)


def read_calendar(text: str, zone: tzinfo) -> CalendarFile:
    """The events in a calendar's text, moments turned into days of that zone. Raises InputError if it is none."""
    if len(text) > MOST_CHARACTERS:
        raise InputError("That calendar is too large.", hint="Export a part of it: 10 MB are the limit.")
    if not text.lstrip("\ufeff \r\n\t")[:15].upper().startswith("BEGIN:VCALENDAR"):
        raise InputError("That is no calendar file.", hint="It should be an .ics file, as calendars export them.")
    events: dict[str, Event] = {}
    left_out: list[str] = []
    for number, component in enumerate(_components(text)):
        if number == MOST_EVENTS:
            left_out.append(f"All after the first {MOST_EVENTS:,} events.")
            break
        found = _event(component, zone)
        if isinstance(found, Event):
            events.setdefault(found.uid, found)
        else:
            left_out.append(found)
    return CalendarFile(tuple(sorted(events.values(), key=lambda event: (event.first, event.uid))), tuple(left_out))


def _components(text: str) -> Iterator[_Component]:
    """Events and to-dos with their own properties; what is nested in them, such as alarms, is passed over."""
    current: _Component | None = None
    nested = 0
    for line in re.sub(r"\r?\n[ \t]", "", text).split("\n"):
        head, _, value = _split(line.removesuffix("\r"))
        name, parameters = _parameters(head)
        if name == "BEGIN":
            kind = value.strip().upper()
            if current:
                nested += 1
            elif kind in _COMPONENTS:
                current = _Component(kind)
        elif name == "END" and current:
            if nested:
                nested -= 1
            else:
                yield current
                current = None
        elif current and not nested:
            current.values.setdefault(name, (value, parameters))


def _split(line: str) -> tuple[str, str, str]:
    """Name with parameters, and value: the first colon outside quotes parts them."""
    quoted = False
    for place, char in enumerate(line):
        if char == '"':
            quoted = not quoted
        elif char == ":" and not quoted:
            return line[:place], ":", line[place + 1 :]
    return line, "", ""


def _parameters(head: str) -> tuple[str, dict[str, str]]:
    name, *rest = head.split(";")
    pairs = (part.partition("=") for part in rest)
    return name.strip().upper(), {key.upper(): value.strip('"') for key, _, value in pairs}


def _event(component: _Component, zone: tzinfo) -> Event | str:
    values = component.values
    summary = one_line(storable(_plain(values.get("SUMMARY", ("", {}))[0])), _LONGEST_SUMMARY) or "Untitled"
    if values.get("STATUS", ("", {}))[0].strip().upper() == "CANCELLED":
        return f"{summary}: cancelled."
    if "RECURRENCE-ID" in values:
        return f"{summary}: one changed date of a series."
    try:
        days = _days(component, zone)
    except (ValueError, OverflowError):
        days = None
    if days is None:
        return f"{summary}: no day that can be read."
    rule, note = _rule(values)
    uid = one_line(storable(_plain(values.get("UID", ("", {}))[0])), 200)
    description = storable(_plain(values.get("DESCRIPTION", ("", {}))[0])).strip()[:_LONGEST_TEXT]
    return Event(uid or f"{summary}@{days[0]}", summary, *days, description, rule, note)


def _days(component: _Component, zone: tzinfo) -> tuple[date, date] | None:
    values = component.values
    start = _day(values.get("DTSTART"), zone)
    if component.name == "VTODO":
        due = _day(values.get("DUE"), zone) or start
        return (due[0], due[0]) if due else None
    if start is None:
        return None
    first, whole_day = start
    last = first
    if end := _day(values.get("DTEND"), zone):
        last = end[0] - timedelta(days=1) if whole_day or _at_midnight(values["DTEND"][0]) else end[0]
    elif duration := _DURATION.fullmatch(values.get("DURATION", ("", {}))[0].strip()):
        length = 7 * int(duration[1] or 0) + int(duration[2] or 0)
        last = first + timedelta(days=max(0, length - whole_day))
    return first, max(first, last)


def _at_midnight(value: str) -> bool:
    return value.strip().upper().endswith("T000000")


def _day(found: tuple[str, dict[str, str]] | None, zone: tzinfo) -> tuple[date, bool] | None:
    """The local day of a value, and whether it is a whole day; None if there is none. Raises ValueError."""
    if found is None:
        return None
    value, parameters = found[0].strip().upper(), found[1]
    if match := _DATE.fullmatch(value):
        return date(*map(int, match.groups())), True
    if not (match := _MOMENT.fullmatch(value)):
        raise ValueError(value)
    day = _DATE.fullmatch(match[1])
    assert day
    year, month, number = map(int, day.groups())
    at = UTC if match[5] else _zone(parameters.get("TZID", ""), zone)
    moment = datetime(year, month, number, int(match[2]), int(match[3]), min(59, int(match[4])), tzinfo=at)
    return moment.astimezone(zone).date(), False


def _zone(name: str, zone: tzinfo) -> tzinfo:
    """The time zone of that name; the user's own for one that isn't known."""
    if not re.fullmatch(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+){0,2}", name):
        return zone
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        return zone


def _rule(values: dict[str, tuple[str, dict[str, str]]]) -> tuple[str, str]:
    text = values.get("RRULE", ("", {}))[0].strip().upper()
    if not text:
        return "", ""
    try:
        return str(stored_rule(text)), ""
    except DateError:
        return "", "repeats by a rule that Readyby can't keep: only its first day is taken"


def _plain(value: str) -> str:
    """A value with its escapes undone."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)
