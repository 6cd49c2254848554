"""Events of a calendar brought in as goals or as breaks, each once: the same file again changes nothing."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from drills.calendar_day import full
from drills.errors import DrillsError
from drills.exchange.ics import goal_uid, milestone_uid, rest_uid, task_uid
from drills.exchange.ics_reading import Event
from drills.goal.goals import GoalDraft, checked
from drills.storage.database import explained, transaction
from drills.storage.goal.goal_rows import read_goals
from drills.storage.goal.goals import insert_goal
from drills.storage.goal.rests import check_break, checked_label, insert_break, rests
from drills.storage.undo import Step, undoable


class Use(StrEnum):
    """What an event becomes."""

    GOAL = "goal"  # with its last day as the deadline
    BREAK = "break"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: numbers of what was added, events known before, and what was left out and why."""

    goals: tuple[int, ...] = ()
    breaks: tuple[int, ...] = ()
    known: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def known_events(c: sqlite3.Connection) -> dict[str, str]:
    """The ids of the events that are in the library already, each with what it is and when."""
    with explained():
        there = read_goals(c)
        goals = {goal_uid(goal): f"{goal.statement}: here on {full(goal.deadline)}." for goal in there}
        for goal in there:
            goals |= {milestone_uid(goal, step): f"{step.text}: here as a milestone." for step in goal.milestones}
            goals |= {task_uid(goal, step): f"{step.text}: here as a task." for step in goal.tasks}
        return goals | {rest_uid(rest): f"{rest.label or 'A rest'}: here from {full(rest.first)}." for rest in rests(c)}


def import_events(c: sqlite3.Connection, chosen: Iterable[tuple[Event, Use]], now: datetime, today: date) -> Imported:
    """Bring events in, all in one step that can be undone. What can't be used is left out and reported."""
    goals: list[int] = []
    breaks: list[int] = []
    known: list[str] = []
    left_out: list[str] = []
    with transaction(c):
        there = known_events(c)
        wanted = [(event, use) for event, use in chosen if use is not Use.NOTHING]
        fresh = [(event, use) for event, use in wanted if event.uid not in there]
        known = [there[event.uid] for event, _ in wanted if event.uid in there]
        usable = []
        for event, use in fresh:
            try:
                usable.append((event, use, _checked(event, use, today)))
            except DrillsError as error:
                left_out.append(f"{event.summary}: {error.message}")
        if usable:
            with undoable(c, f"Import {len(usable)} events", now) as step:
                for event, use, draft in usable:
                    (goals if use is Use.GOAL else breaks).append(_insert(c, step, event, draft, now, today))
    return Imported(tuple(goals), tuple(breaks), tuple(known), tuple(left_out))


def _checked(event: Event, use: Use, today: date) -> GoalDraft | None:
    if use is Use.GOAL:
        return checked(GoalDraft(event.summary, event.last, event.description, repeats=_rule(event)), today)
    checked_label(event.summary[:80])
    check_break(event.first, event.last)
    return None


def _rule(event: Event) -> str:
    return event.rule if event.first == event.last else ""


def _insert(
    c: sqlite3.Connection, step: Step, event: Event, draft: GoalDraft | None, now: datetime, today: date
) -> int:
    if draft:
        return insert_goal(c, step, draft, now, today, event.uid)
    return insert_break(c, step, event.first, event.last, checked_label(event.summary[:80]), event.uid)
