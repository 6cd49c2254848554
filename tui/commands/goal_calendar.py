"""`readyby goals calendar`, `export` and `import`: what stands on the days to come, and other programs' calendars."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from drills.calendar_day import full
from drills.exchange.ics import calendar_text
from drills.exchange.ics_reading import MOST_CHARACTERS, CalendarFile, Event, read_calendar
from drills.files import is_there, unusable, written
from drills.models import GoalStatus
from drills.number_words import counted
from drills.storage.goal.calendar import calendar_view
from drills.storage.goal.calendar_import import Imported, Use, import_events, known_events
from drills.storage.goal.goal_rows import read_goals
from drills.storage.goal.rests import rests
from drills.text import visible
from drills.views.calendar import CalendarDay
from tui.commands.call import Call, UsageError
from tui.commands.wording import table

Action = Callable[[Call, sqlite3.Connection, date], None]
_STDOUT = Path("-")
_MOST_DAYS = 100_000  # more than any calendar shows
_USES = {"goals": Use.GOAL, "breaks": Use.BREAK}
_ANSWERS = {"g": Use.GOAL, "b": Use.BREAK, "n": Use.NOTHING, "": Use.NOTHING}


def _calendar(call: Call, library: sqlite3.Connection, today: date) -> None:
    last = today + timedelta(days=max(1, min(call.args.days, _MOST_DAYS)) - 1)
    view = calendar_view(library, today, last, call.now, call.config.study)
    rows = [row for day in view.days for row in _rows(day)]
    call.answer(view, "\n".join(table(rows)) if rows else f"Nothing stands on a day up to {full(last)}.")


def _rows(day: CalendarDay) -> Iterator[tuple[str, ...]]:
    for entry in day.entries:
        yield (full(day.day), str(entry.sort), entry.text, "done" if entry.done else entry.state)
    if day.rest is not None:
        yield (full(day.day), "free", day.rest, "")


def _export(call: Call, library: sqlite3.Connection, today: date) -> None:
    path: Path = call.args.file
    goals = [goal for goal in read_goals(library) if goal.status is GoalStatus.OPEN]
    text = calendar_text(goals, rests(library), call.now)
    if path == _STDOUT:
        lines = text.replace("\r\n", "\n").rstrip("\n")
        call.answer({"file": None, "goals": len(goals), "calendar": text}, lines)
        return
    call.spare_own(path)
    if is_there(path):
        call.args.yes = getattr(call.args, "yes", False)
        call.confirm(f"{path} exists. Replace it?")
    with written(path) as stream:
        stream.write(text)
    call.answer({"file": path, "goals": len(goals)}, f"{counted(len(goals), 'goal')} in {path}")


def _import(call: Call, library: sqlite3.Connection, today: date) -> None:
    zone = call.now.tzinfo
    assert zone
    read = read_calendar(_text(call.args.file), zone)
    use = _USES.get(call.args.use)
    known = known_events(library)
    chosen = [(event, use or _asked(event, known)) for event in read.events]
    done = import_events(library, chosen, call.now, today)
    call.answer({"imported": done, "not_read": read.left_out}, "\n".join(_report(done, read)))


def _text(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace", newline="") as stream:
            return stream.read(MOST_CHARACTERS + 1)
    except (OSError, ValueError) as error:
        raise unusable(path, error) from error


def _asked(event: Event, known: dict[str, str]) -> Use:
    """What the user wants an event to become; those known already aren't asked about."""
    if event.uid in known:
        return Use.GOAL
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError("What should the events become?", hint="Add --as goals or --as breaks; nothing was changed.")
    days = full(event.first) if event.first == event.last else f"{full(event.first)} to {full(event.last)}"
    while True:
        question = f"{visible(event.summary)} · {days}: [g]oal, [b]reak or [n]othing? [n] "
        print(question, end="", file=sys.stderr, flush=True)
        answer = sys.stdin.readline()
        if not answer:
            return Use.NOTHING
        if (use := _ANSWERS.get(answer.strip().casefold()[:1])) is not None:
            return use


def _report(done: Imported, read: CalendarFile) -> list[str]:
    added = f"{counted(len(done.goals), 'goal')} and {counted(len(done.breaks), 'break')} added"
    lines = [f"{added}, {len(done.known)} known already"]
    lines += [f"  known: {text}" for text in done.known]
    lines += [f"  left out: {text}" for text in (*done.left_out, *read.left_out)]
    return lines + [f"  {event.summary}: {event.note}" for event in read.events if event.note]


ACTIONS: dict[str, Action] = {"calendar": _calendar, "export": _export, "import": _import}
