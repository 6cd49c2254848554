"""Goals and rest as an iCalendar file (RFC 5545): all-day events and to-dos with lasting ids, and alarms."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from drills.goal.rest import Rest
from drills.models import Goal, GoalStatus, Milestone, Task
from drills.text import storable

ALARMS = (7, 1)  # days before
OCTETS = 75  # of a line, at most
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_DAY = timedelta(days=1)

Line = tuple[str, str]


def calendar_text(goals: Iterable[Goal], rests: Iterable[Rest], now: datetime) -> str:
    """The file's text: open goals with their milestones and tasks, breaks and free weekdays. Lines end with CRLF."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines: list[Line] = [("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", "-//Readyby//Readyby//EN")]
    lines += [("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH"), ("X-WR-CALNAME", "Readyby")]
    for goal in goals:
        if goal.status is GoalStatus.OPEN:
            lines += _goal(goal, stamp)
    for rest in rests:
        lines += _rest(rest, stamp)
    lines.append(("END", "VCALENDAR"))
    return "".join(_folded(f"{name}:{value}") for name, value in lines)


def goal_uid(goal: Goal) -> str:
    """The id of a goal's event: the one it came with, else a lasting one of our own."""
    return goal.uid or f"goal-{goal.id}-{goal.created_on:%Y%m%d}@readyby"


def milestone_uid(goal: Goal, milestone: Milestone) -> str:
    """The id of a milestone's event."""
    return f"milestone-{milestone.id}-of-{goal_uid(goal)}"


def task_uid(goal: Goal, task: Task) -> str:
    """The id of a task's to-do."""
    return f"task-{task.id}-of-{goal_uid(goal)}"


def rest_uid(rest: Rest) -> str:
    """The id of the event of a break or a free weekday."""
    return rest.uid or f"rest-{rest.id}-{rest.first:%Y%m%d}@readyby"


def _goal(goal: Goal, stamp: str) -> Iterator[Line]:
    about = [goal.why, f"Done when: {goal.proof}" if goal.proof else ""]
    rule = [("RRULE", goal.repeats)] if goal.repeats else []
    yield from _event(goal_uid(goal), stamp, goal.deadline, goal.deadline, goal.statement, about, rule, alarms=True)
    for milestone in goal.milestones:
        yield from _milestone(goal, milestone, stamp)
    for task in goal.tasks:
        yield from _task(goal, task, stamp)


def _milestone(goal: Goal, milestone: Milestone, stamp: str) -> Iterator[Line]:
    uid = milestone_uid(goal, milestone)
    done = milestone.done_on is not None
    about = [f"Milestone of: {goal.statement}", "Done." if done else ""]
    yield from _event(uid, stamp, milestone.due, milestone.due, milestone.text, about, alarms=not done)


def _task(goal: Goal, task: Task, stamp: str) -> Iterator[Line]:
    yield from (("BEGIN", "VTODO"), ("UID", _text(task_uid(goal, task))), ("DTSTAMP", stamp))
    if task.due:
        yield "DUE;VALUE=DATE", _date(task.due)
    yield "SUMMARY", _text(task.text)
    yield "DESCRIPTION", _text(f"Task of: {goal.statement}")
    if task.done_on:
        yield from (("STATUS", "COMPLETED"), ("PERCENT-COMPLETE", "100"))
        yield "COMPLETED", f"{_date(task.done_on)}T120000Z"
    else:
        yield "STATUS", "NEEDS-ACTION"
    yield "END", "VTODO"


def _rest(rest: Rest, stamp: str) -> Iterator[Line]:
    if rest.weekday is None:
        yield from _event(rest_uid(rest), stamp, rest.first, rest.last or rest.first, rest.label or "Break", [])
        return
    first = rest.first + timedelta(days=(rest.weekday - rest.first.weekday()) % 7)
    if rest.last and first > rest.last:
        return
    until = f";UNTIL={_date(rest.last)}" if rest.last else ""
    rule = [("RRULE", f"FREQ=WEEKLY;BYDAY={_CODES[rest.weekday]}{until}")]
    yield from _event(rest_uid(rest), stamp, first, first, rest.label or "Free day", [], rule)


def _event(
    uid: str,
    stamp: str,
    first: date,
    last: date,
    summary: str,
    about: Iterable[str],
    rule: Iterable[Line] = (),
    *,
    alarms: bool = False,
) -> Iterator[Line]:
    yield from (("BEGIN", "VEVENT"), ("UID", _text(uid)), ("DTSTAMP", stamp))
    yield "DTSTART;VALUE=DATE", _date(first)
    yield "DTEND;VALUE=DATE", _date(last + _DAY)
    yield from rule
    yield "SUMMARY", _text(summary)
    if words := "\n".join(filter(None, about)):
        yield "DESCRIPTION", _text(words)
    yield from (("CATEGORIES", "Readyby"), ("TRANSP", "TRANSPARENT"))
    for days in ALARMS if alarms else ():
        yield from (("BEGIN", "VALARM"), ("ACTION", "DISPLAY"), ("TRIGGER", f"-P{days}D"))
        yield from (("DESCRIPTION", _text(summary)), ("END", "VALARM"))
    yield "END", "VEVENT"


def _date(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _text(text: str) -> str:
    """A text as a value: special characters escaped, controls gone."""
    clean = _CONTROLS.sub("", storable(text))
    return re.sub(r"([\\;,])", r"\\\1", clean).replace("\n", "\\n")


def _folded(line: str) -> str:
    """The line cut into pieces of at most 75 octets, none in the middle of a character."""
    pieces, piece, size = [], "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece += char
        size += octets
    return "\r\n".join([*pieces, piece]) + "\r\n"
