"""`readyby goals break`, `weekday` and `practice`: days off, and practice elsewhere."""

import sqlite3
from collections.abc import Callable
from datetime import date

from drills.calendar_day import WEEKDAY_NUMBER, full
from drills.dates import deadline
from drills.errors import InputError
from drills.goal.rest import Rest
from drills.number_words import counted
from drills.past_words import past_day
from drills.storage.goal.practice import delete_practice, record_practice
from drills.storage.goal.rests import (
    add_break,
    add_free_weekday,
    delete_rest,
    end_free_weekday,
    rests,
    weekday_name,
)
from drills.text import one_line
from tui.commands.call import Call
from tui.commands.wording import table

Action = Callable[[Call, sqlite3.Connection, date], None]


def _break(call: Call, library: sqlite3.Connection, today: date) -> None:
    args = call.args
    match args.step:
        case "list":
            found = rests(library)
            words = "\n".join(table([_row(rest) for rest in found])) if found else "No days off are planned."
            call.answer(found, words)
        case "add":
            first = deadline(args.first, today)
            last = deadline(args.last, today) if args.last else first
            number = add_break(library, first, last, args.label, call.now)
            days = counted((last - first).days + 1, "day")
            call.answer({"break": number}, f"Break {number}: {full(first)} to {full(last)} · {days}")
        case "delete":
            rest = delete_rest(library, args.number, call.now)
            call.answer(rest, f"Deleted {' '.join(filter(None, _row(rest)[1:]))}")


def _row(rest: Rest) -> tuple[str, ...]:
    if rest.weekday is not None:
        until = f"to {full(rest.last)}" if rest.last else "on"
        return (str(rest.id), f"{weekday_name(rest.weekday)}s", f"from {full(rest.first)} {until}", rest.label)
    return (str(rest.id), "Break", f"{full(rest.first)} to {full(rest.last or rest.first)}", rest.label)


def _weekday(call: Call, library: sqlite3.Connection, today: date) -> None:
    name = call.args.day.strip().casefold()
    weekday = WEEKDAY_NUMBER.get(name, WEEKDAY_NUMBER.get(name.removesuffix("s")))
    if weekday is None:
        raise InputError(f'"{one_line(name, 20)}" is no weekday.', hint="As in sun, or sunday.")
    if call.args.step == "free":
        add_free_weekday(library, weekday, today, call.now)
        call.answer({"weekday": weekday}, f"{weekday_name(weekday)}s are free from today on")
    else:
        end_free_weekday(library, weekday, today, call.now)
        call.answer({"weekday": weekday}, f"{weekday_name(weekday)}s are for study again from today on")


def _practice(call: Call, library: sqlite3.Connection, today: date) -> None:
    args = call.args
    day = past_day(args.on, today) if args.on else today
    if args.minutes:
        record_practice(library, day, args.minutes, args.note, call.now, today)
    else:
        delete_practice(library, day, call.now)
    call.answer({"day": day, "minutes": args.minutes}, f"{args.minutes} min elsewhere on {full(day)}")


ACTIONS: dict[str, Action] = {"break": _break, "weekday": _weekday, "practice": _practice}
