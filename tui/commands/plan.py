"""`readyby plan`: what is planned up to a goal's date, what to expect on it, and what would change that."""

import sqlite3
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from drills.dates import deadline, study_day
from drills.errors import InputError, NotFoundError
from drills.goal.goals import MOST_MINUTES
from drills.models import Goal
from drills.number_words import counted, gain_words, percent
from drills.plan.inputs import Inputs
from drills.text import visible
from drills.views.plan import Choice, GoalOutlook, PlannedDay, Stage
from tui.commands.call import Call
from tui.commands.wording import day_of, table

DAYS = 14
"""So many days are listed one by one; the rest are added up."""


@dataclass(frozen=True, slots=True)
class GoalPlan:
    """A goal with its plan and forecast; `asked` says that minutes or date were only tried out."""

    goal: Goal
    outlook: GoalOutlook
    asked: bool = False


def run(call: Call) -> int:
    """Forecast one goal or all open ones, and print what comes of it; what was not only tried out is stored."""
    from drills.paths import cache_folder
    from drills.plan.worth import PLANNERS

    today = study_day(call.now, call.config.study.day_turns_at)
    if call.args.minutes is not None and not 1 <= call.args.minutes <= MOST_MINUTES:
        raise InputError(f"Minutes a day lie between 1 and {MOST_MINUTES}.")
    tried = call.args.minutes is not None or call.args.date is not None
    PLANNERS.folder = None if call.args.demo else cache_folder()
    with call.library() as library:
        goals = _goals(call, library)
        plans = [_plan(call, library, goal, today, tried=tried) for goal in goals]
    call.answer({"day": today, "plans": plans}, "\n\n".join(_words(plan, today) for plan in plans))
    return 0


def _goals(call: Call, library: sqlite3.Connection) -> Sequence[Goal]:
    from drills.storage.goal.goal_rows import read_goals

    goals = read_goals(library, open_only=True)
    if not goals:
        raise NotFoundError("There is no open goal.", hint="readyby goals add says how to set one.")
    if not call.args.goal:
        return goals
    asked = " ".join(call.args.goal).strip()
    found = [goal for goal in goals if asked == str(goal.id)]
    found = found or [goal for goal in goals if asked.casefold() in goal.statement.casefold()]
    if len(found) == 1:
        return found
    if not found:
        raise NotFoundError(f"No open goal goes by {asked}.", hint="readyby goals lists those there are.")
    raise InputError(f"{len(found)} goals go by {asked}.", hint="Give its number: readyby goals lists them.")


def _plan(call: Call, library: sqlite3.Connection, goal: Goal, today: date, *, tried: bool) -> GoalPlan:
    from drills.plan.outlook import compute
    from drills.storage.planning.forecasts import on_the_day, store_outlook
    from drills.storage.planning.plan_inputs import inputs_of

    study, args = call.config.study, call.args
    to = deadline(args.date, today) if args.date is not None else None
    inputs: Inputs = inputs_of(library, goal, today, study, deadline=to, minutes=args.minutes)
    cards, days = counted(len(inputs.cards), "card"), counted(len(inputs.budgets), "day")
    _say(f"{goal.statement}: rehearsing {cards} over {days} …")
    outlook = compute(inputs)
    if not tried and outlook.days:
        store_outlook(library, inputs, outlook, call.now)
    return GoalPlan(goal, on_the_day(outlook), tried)


def _say(progress: str) -> None:
    """Say on standard error what is going on, where somebody may be watching."""
    if sys.stderr is not None and sys.stderr.isatty():
        with suppress(OSError):
            print(visible(progress), file=sys.stderr, flush=True)


def _words(plan: GoalPlan, today: date) -> str:
    outlook = plan.outlook
    lines = [f"{plan.goal.statement} · {day_of(outlook.deadline, today)}"]
    lines.append(f"  {outlook.words}")
    if outlook.state in (Stage.TODAY, Stage.OVER) or not outlook.days:
        return "\n".join(lines)
    lines.append(f"  now {percent(outlook.now)}, {outlook.band_words} (predicted; {counted(outlook.cards, 'card')})")
    if outlook.five_more is not None:
        lines.append(f"  5 minutes a day more would add {gain_words(outlook.five_more)}")
    lines += [f"  {line}" for line in _notes(outlook)]
    lines += _choices(outlook.choices)
    return "\n".join([*lines, "", *_days(outlook.days)])


def _notes(outlook: GoalOutlook) -> list[str]:
    notes = [outlook.advice] if outlook.advice else []
    if outlook.sampled:
        notes.append(f"{outlook.sampled:,} of its {outlook.cards:,} cards, evenly spread, stand for all.")
    if outlook.parked:
        notes.append(f"{counted(outlook.parked, 'card')} moved out of it.")
    return notes


def _choices(choices: Sequence[Choice]) -> list[str]:
    lines = []
    for choice in choices:
        band = f"({round(100 * choice.low)}–{round(100 * choice.high)})"
        short = "" if choice.enough else ", still short"
        lines.append(f"  {choice.words}: {percent(choice.mean)} {band}{short}")
        lines += [f"    {card.text} · {card.minutes:.0f} min" for card in choice.costliest]
    return lines


def _days(days: Sequence[PlannedDay]) -> list[str]:
    rows = [_row(day) for day in days[:DAYS]]
    if rest := days[DAYS:]:
        minutes, answers = sum(day.minutes for day in rest), sum(day.answers for day in rest)
        rows.append((f"{counted(len(rest), 'day')} more", f"{minutes:.0f} min", counted(round(answers), "answer"), ""))
    return table(rows, to_the_right=(1, 2, 3))


def _row(day: PlannedDay) -> tuple[str, ...]:
    name = f"{day.day:%a} {day.day.day} {day.day:%b}"
    if day.rest:
        return (name, "day off", "", percent(day.mean))
    return (name, f"{day.minutes:.0f} min", counted(round(day.answers), "answer"), percent(day.mean))
