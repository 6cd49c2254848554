"""`readyby goals`: goals by their dates."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from drills.calendar_day import full
from drills.dates import deadline, echo, study_day
from drills.errors import InputError, NotFoundError
from drills.goal.goals import GoalDraft, draft_of
from drills.models import Goal, GoalStatus
from drills.number_words import percent
from drills.past_words import past_day
from drills.storage.goal.deadline_moves import cancel_move
from drills.storage.goal.goals import (
    add_goal,
    close_goal,
    delete_goal,
    edit_goal,
    goals_view,
    move_deadline,
    read_goal,
    reopen_goal,
)
from drills.text import one_line
from drills.views.goals import GoalsView, Standing
from drills.views.today import GoalLine
from tui.commands import goal_calendar, goal_page, goal_rest, goal_steps
from tui.commands.call import Call, UsageError
from tui.commands.wording import CELL, table

Action = Callable[[Call, sqlite3.Connection, date], Goal]


def run(call: Call) -> int:
    """List the goals, or do what was asked with one and say how it stands now."""
    today = study_day(call.now, call.config.study.day_turns_at)
    name = call.args.action
    action = _ACTIONS.get(name)
    _refuse_halves(call)
    with call.library() as library:
        for module in (goal_page, goal_steps, goal_rest, goal_calendar):
            if other := module.ACTIONS.get(name):
                other(call, library, today)
                return 0
        if action is None:
            _list(call, goals_view(library, call.now, call.config.study))
            return 0
        goal = action(call, library, today)
    call.answer(goal, f"{_DONE.get(name, 'Goal')} {goal.id}: {_named(goal)} · {_when(goal, today)}")
    return 0


def _refuse_halves(call: Call) -> None:
    """Raise UsageError for a call that lacks its date, before anything is opened."""
    args = call.args
    if args.action == "add" and args.by is None and not args.every:
        raise UsageError("A goal needs its date.", hint='Add --by, as in --by "in 6 weeks", or --every "friday".')
    if args.action == "move" and args.date is None and not args.cancel:
        raise UsageError("Say the new date.", hint='As in: readyby goals move 1 "15 jan" --reason "they moved it"')


def _when(goal: Goal, today: date) -> str:
    """Its date, with what repeats, and what is still waiting."""
    parts = [echo(goal.deadline, today)]
    if goal.repeats:
        from drills.goal.repeating import next_after, stored_rule

        rule = stored_rule(goal.repeats)
        second = next_after(rule, goal.deadline)
        parts.append(f"{rule.words}: then {full(second)}, {full(next_after(rule, second))}")
    if goal.pending:
        parts.append(f"from {full(goal.pending.holds_on)} on {full(goal.pending.to)}")
    if goal.frees_on:
        parts.append(f"committed until {full(goal.frees_on)}")
    return " · ".join(parts)


def _list(call: Call, view: GoalsView) -> None:
    if call.args.json:
        call.data(view)
        return
    if not (view.open or view.closed):
        call.say('No goals yet. Set one: readyby goals add "Pass the interview" --by "in 3 weeks"')
    if view.open:
        rows = zip(view.open, view.standings, strict=True)
        call.say("\n".join(table([_row(line, standing, view.day) for line, standing in rows])))
    if view.closed:
        call.say("\nClosed")
        call.say("\n".join(table([_closed_row(line.goal, view.day) for line in view.closed])))


def _row(line: GoalLine, standing: Standing, today: date) -> tuple[str, ...]:
    goal = line.goal
    moved = f"moved {len(goal.moves)}×" if goal.moves else ""
    return (
        str(goal.id),
        goal.statement,
        echo(goal.deadline, today),
        f"now {percent(line.readiness)}" if line.cards else "no cards",
        f"{line.due} due",
        "asks for its outcome" if standing.overdue else standing.pace.words,
        moved,
    )


def _closed_row(goal: Goal, today: date) -> tuple[str, ...]:
    closed = f"{goal.status} {echo(goal.closed_on, today)}" if goal.closed_on else str(goal.status)
    return (str(goal.id), goal.statement, closed, goal.outcome)


# What can be done with a goal


def _add(call: Call, library: sqlite3.Connection, today: date) -> Goal:
    args = call.args
    _refuse_empty(args)
    by = deadline(args.by, today) if args.by is not None else _first(args.every, today)
    if args.after is not None:
        read_goal(library, args.after)
    draft = _with_fields(GoalDraft(args.statement, by, follows_id=args.after), args, today)
    return read_goal(library, add_goal(library, draft, call.now, today))


def _refuse_empty(args: Any) -> None:
    """A new goal has nothing that an empty deck, tag or search could clear."""
    given = {"deck": args.deck or (), "tag": args.tag or (), "search": () if args.search is None else (args.search,)}
    for name, texts in given.items():
        if not all(text.strip() for text in texts):
            raise InputError(
                f"--{name} is empty.", hint=f"Name one, or leave --{name} out: cards can be linked to the goal later."
            )


def _first(every: str, today: date) -> date:
    from drills.goal.repeating import first_from, rule_of

    return first_from(rule_of(every, today), today)


def _edit(call: Call, library: sqlite3.Connection, today: date) -> Goal:
    goal, args = _asked_for(call, library), call.args
    draft = _with_fields(draft_of(goal), args, today)
    if args.statement is not None:
        draft = replace(draft, statement=args.statement)
    edit_goal(library, goal.id, draft, call.now, today)
    return read_goal(library, goal.id)


def _with_fields(draft: GoalDraft, args: Any, today: date) -> GoalDraft:
    """The draft with what was given on the command line."""
    given: dict[str, Any] = {
        "why": args.why,
        "proof": args.proof,
        "search": args.search,
        "repeats": args.every,
        "obstacle": args.obstacle,
        "response": args.response,
        "importance": args.importance,
        "decks": None if args.deck is None else tuple(filter(None, args.deck)),
        "tags": None if args.tag is None else tuple(filter(None, args.tag)),
        "target": None if args.target is None else args.target / 100,
        "eases_after": None if args.commit is None else 7 * args.commit,
        "started_on": None if args.start is None else _any_day(args.start, today),
    }
    draft = replace(draft, **{name: value for name, value in given.items() if value is not None})
    if args.minutes is not None:
        draft = replace(draft, minutes=args.minutes or None)
    return draft if args.role is None else replace(draft, role_id=args.role or None)


def _any_day(text: str, today: date) -> date:
    """A day in the past or to come."""
    try:
        return past_day(text, today)
    except InputError:
        return deadline(text, today)


def _move(call: Call, library: sqlite3.Connection, today: date) -> Goal:
    number, args = _asked_for(call, library).id, call.args
    if args.cancel:
        cancel_move(library, number, call.now)
    else:
        move_deadline(library, number, deadline(args.date, today), args.reason, call.now, today)
    return read_goal(library, number)


def _met(call: Call, library: sqlite3.Connection, today: date) -> Goal:
    number, args = _asked_for(call, library).id, call.args
    on = past_day(args.late, today) if args.late else None
    close_goal(library, number, GoalStatus.MET, args.outcome, call.now, today, on=on, evidence=args.evidence)
    return read_goal(library, number)


def _drop(call: Call, library: sqlite3.Connection, today: date) -> Goal:
    number = _asked_for(call, library).id
    close_goal(library, number, GoalStatus.DROPPED, call.args.outcome, call.now, today)
    return read_goal(library, number)


def _reopen(call: Call, library: sqlite3.Connection, today: date) -> Goal:
    number = _asked_for(call, library).id
    reopen_goal(library, number, call.now)
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


_ACTIONS: dict[str, Action] = {
    "add": _add,
    "edit": _edit,
    "move": _move,
    "met": _met,
    "drop": _drop,
    "reopen": _reopen,
    "delete": _delete,
}
_DONE = {
    "edit": "Changed goal",
    "move": "Moved goal",
    "met": "Met goal",
    "drop": "Dropped goal",
    "reopen": "Opened goal",
    "delete": "Deleted goal",
}
