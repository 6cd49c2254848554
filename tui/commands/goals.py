"""`readyby goals`: goals by their dates."""

import sqlite3
from collections.abc import Callable
from datetime import date

from drills.dates import deadline, echo, study_day
from drills.errors import NotFoundError
from drills.goals import GoalDraft
from drills.models import Goal, GoalStatus
from drills.storage.goals import add_goal, close_goal, delete_goal, goals_view, move_deadline, read_goal
from drills.text import one_line
from drills.views.goals import GoalsView
from drills.views.today import GoalLine
from tui.commands.call import Call
from tui.commands.wording import CELL, percent, table

Action = Callable[[Call, sqlite3.Connection, date], Goal]


def run(call: Call) -> int:
    """List the goals, or do what was asked with one and say how it stands now."""
    today = study_day(call.now, call.config.study.day_turns_at)
    action = _ACTIONS.get(call.args.action)
    with call.library() as library:
        if action is None:
            _list(call, goals_view(library, call.now, call.config.study))
            return 0
        goal = action(call, library, today)
    call.answer(goal, f"{_DONE.get(call.args.action, 'Goal')} {goal.id}: {_named(goal)} · {echo(goal.deadline, today)}")
    return 0


def _list(call: Call, view: GoalsView) -> None:
    if call.args.json:
        call.data(view)
        return
    if not (view.open or view.closed):
        call.say('No goals yet. Set one: readyby goals add "Pass the interview" --by "in 3 weeks"')
    if view.open:
        call.say("\n".join(table([_row(line, view.day) for line in view.open])))
    if view.closed:
        call.say("\nClosed")
        call.say("\n".join(table([_closed_row(line.goal, view.day) for line in view.closed])))


def _row(line: GoalLine, today: date) -> tuple[str, ...]:
    goal = line.goal
    moved = f"moved {len(goal.moves)}×" if goal.moves else ""
    return (
        str(goal.id),
        goal.statement,
        echo(goal.deadline, today),
        f"now {percent(line.readiness)}" if line.cards else "no cards",
        f"{line.due} due",
        moved,
    )


def _closed_row(goal: Goal, today: date) -> tuple[str, ...]:
    closed = f"{goal.status} {echo(goal.closed_on, today)}" if goal.closed_on else str(goal.status)
    return (str(goal.id), goal.statement, closed, goal.outcome)


# What can be done with a goal


def _add(call: Call, library: sqlite3.Connection, today: date) -> Goal:
    args = call.args
    by = deadline(args.by, today)
    draft = GoalDraft(args.statement, by, args.why, args.proof, minutes=args.minutes, decks=tuple(args.deck))
    return read_goal(library, add_goal(library, draft, call.now, today))


def _move(call: Call, library: sqlite3.Connection, today: date) -> Goal:
    number = _asked_for(call, library).id
    move_deadline(library, number, deadline(call.args.date, today), call.args.reason, call.now, today)
    return read_goal(library, number)


def _met(call: Call, library: sqlite3.Connection, today: date) -> Goal:
    return _closed(call, library, GoalStatus.MET, today)


def _drop(call: Call, library: sqlite3.Connection, today: date) -> Goal:
    return _closed(call, library, GoalStatus.DROPPED, today)


def _closed(call: Call, library: sqlite3.Connection, status: GoalStatus, today: date) -> Goal:
    number = _asked_for(call, library).id
    close_goal(library, number, status, call.args.outcome, call.now, today)
    return read_goal(library, number)


def _delete(call: Call, library: sqlite3.Connection, today: date) -> Goal:
    goal = _asked_for(call, library)
    call.confirm(f"Delete goal {goal.id}: {_named(goal)}?")
    delete_goal(library, goal.id, call.now)
    return goal


def _asked_for(call: Call, library: sqlite3.Connection) -> Goal:
    try:
        return read_goal(library, call.args.goal)
    except NotFoundError as error:
        raise NotFoundError(error.message, hint="readyby goals lists those there are.") from error


def _named(goal: Goal) -> str:
    return one_line(goal.statement, CELL)


_ACTIONS: dict[str, Action] = {"add": _add, "move": _move, "met": _met, "drop": _drop, "delete": _delete}
_DONE = {"add": "Goal", "move": "Moved goal", "met": "Met goal", "drop": "Dropped goal", "delete": "Deleted goal"}
