"""The calendar and the timeline, each read in one go."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta

from drills.config import Study
from drills.dates import study_day
from drills.errors import InputError
from drills.goal.habit import State, history
from drills.goal.rest import Rest, free_among
from drills.models import Goal, GoalStatus
from drills.plan.budget import shared_minutes
from drills.storage.database import explained
from drills.storage.figures.daily import days_done
from drills.storage.goal.deadline_moves import settle
from drills.storage.goal.goal_lines import goal_lines, read_goals
from drills.storage.goal.practice import practice
from drills.storage.goal.rests import rests
from drills.storage.goal.standings import goal_pace
from drills.storage.planning.forecasts import outlooks
from drills.views.calendar import CalendarDay, CalendarView, Entry, Sort, TimelineRow, TimelineView

MOST_DAYS = 3_700
AHEAD = timedelta(days=14)
"""A timeline shows so much beyond today even where nothing is due that late."""

Placed = tuple[date, Entry]


def calendar_view(c: sqlite3.Connection, first: date, last: date, now: datetime, study: Study) -> CalendarView:
    """The days from `first` to `last`, both included, with all that stands on them. Raises InputError for too many.

    Minutes to come are the usual ones of a day that isn't free, and those that goals up to their dates have of their
    own.
    """
    if not 0 <= (last - first).days < MOST_DAYS:
        raise InputError("A calendar shows its days from a first to a last, ten years at most.")
    with explained():
        today = study_day(now, study.day_turns_at)
        settle(c, today)
        goals = read_goals(c)
        entries = _entries(goals, first, last, today)
        planned, resting = _planned(goals, study), _labels(rests(c), first, last)
        minutes, by_goal = _minutes_done(c, first, last), _by_goal(c, now, study)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return CalendarView(
        today,
        tuple(
            CalendarDay(
                day,
                tuple(entries.get(day, ())),
                planned(day) if day >= today and day not in resting else 0.0,
                minutes.get(day, 0.0),
                resting.get(day),
                tuple(by_goal.get(day, ())),
            )
            for day in days
        ),
    )


def timeline_view(c: sqlite3.Connection, now: datetime, study: Study, *, closed: bool = False) -> TimelineView:
    """Open goals from their starts to their deadlines, by deadline; with `closed`, those met and dropped too."""
    with explained():
        today = study_day(now, study.day_turns_at)
        settle(c, today)
        goals = read_goals(c, open_only=not closed)
        lines = goal_lines(c, goals, today)
        planned = rests(c)
        rows = tuple(
            TimelineRow(
                line.goal,
                line.goal.start,
                line.goal.closed_on or line.goal.deadline,
                line.goal.original_deadline,
                line.goal.milestones,
                goal_pace(c, line, today, planned) if line.goal.status is GoalStatus.OPEN else None,
            )
            for line in lines
        )
    first = min((row.start for row in rows), default=today)
    last = max([today + AHEAD, *(max(row.deadline, row.first_deadline) for row in rows)])
    return TimelineView(today, first, last, rows, free_among(planned, first, last))


def _entries(goals: Iterable[Goal], first: date, last: date, today: date) -> dict[date, list[Entry]]:
    """What stands on each day, deadlines first."""
    order = list(Sort)
    found = defaultdict(list)
    for goal in goals:
        for day, entry in (*_of_goal(goal, today), *_coming_again(goal, last)):
            if first <= day <= last:
                found[day].append(entry)
    for there in found.values():
        there.sort(key=lambda entry: (order.index(entry.sort), entry.goal_id))
    return found


def _of_goal(goal: Goal, today: date) -> Iterator[Placed]:
    met = goal.status is GoalStatus.MET
    state = "overdue" if goal.status is GoalStatus.OPEN and goal.deadline < today else str(goal.status)
    yield goal.deadline, Entry(Sort.DEADLINE, goal.id, goal.statement, met, state=state)
    if goal.pending:
        yield goal.pending.to, Entry(Sort.WAITING, goal.id, goal.statement, state=f"holds from {goal.pending.holds_on}")
    for milestone in goal.milestones:
        done = milestone.done_on is not None
        yield milestone.due, Entry(Sort.MILESTONE, goal.id, milestone.text, done, milestone.id)
    for task in goal.tasks:
        if task.due:
            yield task.due, Entry(Sort.TASK, goal.id, task.text, task.done_on is not None, task.id)


def _coming_again(goal: Goal, last: date) -> Iterator[Placed]:
    """The past dates of a repeating goal, and those to come after the next."""
    if not goal.repeats:
        return
    for one in history(goal):
        if one.state is not State.OPEN:
            done = one.state in (State.DONE, State.LATE)
            yield one.day, Entry(Sort.OCCURRENCE, goal.id, goal.statement, done, state=str(one.state))
    if goal.status is GoalStatus.OPEN:
        from drills.goal.repeating import dates, stored_rule

        for day in dates(stored_rule(goal.repeats), goal.deadline):
            if day > last:
                return
            if day > goal.deadline:
                yield day, Entry(Sort.OCCURRENCE, goal.id, goal.statement, state="to come")


def _planned(goals: Iterable[Goal], study: Study) -> Callable[[date], float]:
    """Tells how many minutes a day of study takes."""
    own = [(goal.deadline, goal.minutes) for goal in goals if goal.minutes and goal.status is GoalStatus.OPEN]
    sharing = [goal.deadline for goal in goals if not goal.minutes and goal.status is GoalStatus.OPEN]

    def of_day(day: date) -> float:
        taken = sum(minutes for deadline, minutes in own if deadline > day)
        return float(taken) + shared_minutes(study.minutes_per_day, taken, any(deadline > day for deadline in sharing))

    return of_day


def _labels(planned: Iterable[Rest], first: date, last: date) -> dict[date, str]:
    """The free days, each with the label of its rest, if any has one."""
    kept = tuple(planned)
    return {
        day: next((rest.label for rest in kept if rest.label and rest.holds(day)), "")
        for day in free_among(kept, first, last)
    }


def _by_goal(c: sqlite3.Connection, now: datetime, study: Study) -> dict[date, list[tuple[int, float]]]:
    found = defaultdict(list)
    for outlook in outlooks(c, now, study):
        for planned in outlook.days:
            if planned.minutes:
                found[planned.day].append((outlook.goal_id, planned.minutes))
    return found


def _minutes_done(c: sqlite3.Connection, first: date, last: date) -> dict[date, float]:
    minutes = {line.day: line.seconds / 60 for line in days_done(c, first, last)}
    for line in practice(c, first, last):
        minutes[line.day] = minutes.get(line.day, 0.0) + line.minutes
    return minutes
