"""`readyby goals task`, `milestone`, `journal` and `done`: the steps of goals, and dates that come again."""

import sqlite3
import sys
from collections.abc import Callable
from datetime import date

from drills.calendar_day import full
from drills.dates import deadline, echo
from drills.goal.pace import proposed_milestones
from drills.number_words import counted
from drills.past_words import past_day
from drills.storage.goal import journal, milestones, tasks
from drills.storage.goal.goals import read_goal
from drills.storage.goal.occurrences import close_occurrence
from drills.text import one_line
from tui.commands.call import Call
from tui.commands.wording import CELL

Action = Callable[[Call, sqlite3.Connection, date], None]


def _task(call: Call, library: sqlite3.Connection, today: date) -> None:
    args, number = call.args, getattr(call.args, "number", 0)
    match args.step:
        case "add":
            due = deadline(args.by, today) if args.by else None
            number = tasks.add_task(library, args.goal, args.text, due, call.now, today)
            when = f" · {echo(due, today)}" if due else ""
            call.answer({"task": number}, f"Task {number}: {one_line(args.text, CELL)}{when}")
        case "delete":
            tasks.delete_task(library, number, call.now)
            call.answer({"task": number}, f"Deleted task {number}")
        case step:
            tasks.mark_task(library, number, step == "done", call.now, today)
            call.answer({"task": number}, f"Task {number} is {'done' if step == 'done' else 'open again'}")


def _milestone(call: Call, library: sqlite3.Connection, today: date) -> None:
    args, number = call.args, getattr(call.args, "number", 0)
    match args.step:
        case "add":
            due = deadline(args.by, today)
            number = milestones.add_milestone(library, args.goal, args.text, due, call.now, today)
            call.answer({"milestone": number}, f"Milestone {number}: {one_line(args.text, CELL)} · {echo(due, today)}")
        case "propose":
            _propose(call, library, today)
        case "delete":
            milestones.delete_milestone(library, number, call.now)
            call.answer({"milestone": number}, f"Deleted milestone {number}")
        case step:
            milestones.mark_milestone(library, number, step == "done", call.now, today)
            call.answer({"milestone": number}, f"Milestone {number} is {'done' if step == 'done' else 'open again'}")


def _propose(call: Call, library: sqlite3.Connection, today: date) -> None:
    args = call.args
    goal = read_goal(library, args.goal)
    days = proposed_milestones(max(goal.start, today), goal.deadline, min(args.count, 50))
    numbers: tuple[int, ...] = ()
    if args.add and days:
        wanted = [(f"Step {n} of {len(days)}", day) for n, day in enumerate(days, 1)]
        numbers = milestones.add_milestones(library, goal.id, wanted, call.now, today)
    words = [f"{'Added' if numbers else 'For example'}: {counted(len(days), 'milestone')} up to {full(goal.deadline)}"]
    call.answer({"days": days, "milestones": numbers}, "\n".join([*words, *(f"  {echo(day, today)}" for day in days)]))


def _journal(call: Call, library: sqlite3.Connection, today: date) -> None:
    args = call.args
    if args.step == "delete":
        journal.delete_entry(library, args.number, call.now)
        call.answer({"entry": args.number}, f"Deleted entry {args.number}")
        return
    day = past_day(args.on, today) if args.on else today
    text = sys.stdin.read() if args.text == "-" else args.text
    number = journal.add_entry(library, args.goal, day, text, call.now, today)
    call.answer({"entry": number}, f"Entry {number} of {full(day)}")


def _done(call: Call, library: sqlite3.Connection, today: date) -> None:
    args = call.args
    on = past_day(args.on, today) if args.on else None
    coming = close_occurrence(library, args.goal, not args.let_go, call.now, today, on=on, note=args.note)
    call.answer(read_goal(library, args.goal), f"{'Let go' if args.let_go else 'Done'} · next {echo(coming, today)}")


ACTIONS: dict[str, Action] = {"task": _task, "milestone": _milestone, "journal": _journal, "done": _done}
