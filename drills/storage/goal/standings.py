"""How goals stand: pace, urgency, chains and the page of one goal; and what is said about them once, in time."""

import sqlite3
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from drills.config import Study
from drills.dates import study_day
from drills.goal.goals import is_overdue
from drills.goal.habit import history
from drills.goal.pace import Pace, pace_of, steps
from drills.goal.rest import Rest, free_among
from drills.goal.succession import Ending, Link, chains_of
from drills.goal.urgency import Notice, notices_of, urgency_of
from drills.models import Goal, GoalStatus, Milestone, Task
from drills.storage.database import explained, transaction
from drills.storage.goal.deadline_moves import settle
from drills.storage.goal.goal_lines import goal_lines, read_goals
from drills.storage.goal.goal_reach import goal_within
from drills.storage.goal.goal_rows import read_goal
from drills.storage.goal.rests import rests
from drills.storage.planning.forecasts import with_outlooks
from drills.views.goals import ChainsView, GoalPage, Standing
from drills.views.today import GoalLine

_HORIZON = timedelta(days=3_660)
"""Free days are looked at so far ahead: beyond it they change no pace."""


def goal_page(c: sqlite3.Connection, goal_id: int, now: datetime, study: Study) -> GoalPage:
    """One goal in full, read in one go; raises NotFoundError."""
    with explained():
        day = study_day(now, study.day_turns_at)
        settle(c, day)
        goal = read_goal(c, goal_id)
        (line,) = with_outlooks(c, goal_lines(c, [goal], day), day, study)
        is_open = goal.status is GoalStatus.OPEN
        chain = next(
            (links for links in chains_of(read_goals(c), day) if any(link.goal.id == goal_id for link in links)), ()
        )
        words, coming = _repeating(goal)
        return GoalPage(
            day=day,
            line=line,
            standing=standings(c, [line], day)[0] if is_open else None,
            chain=chain,
            repeats=words,
            coming=coming if is_open else (),
            history=history(goal) if goal.repeats else (),
            role=_role(c, goal),
        )


def standings(c: sqlite3.Connection, lines: Iterable[GoalLine], day: date) -> tuple[Standing, ...]:
    """How these open goals stand, in their order. `lines` are theirs as of that day."""
    planned = rests(c)
    return tuple(_standing(c, line, day, planned) for line in lines)


def chains(c: sqlite3.Connection, now: datetime, study: Study) -> ChainsView:
    """Goal after goal, on time or not: all there are, dropped ones with their reasons."""
    with explained():
        day = study_day(now, study.day_turns_at)
        settle(c, day)
        goals = read_goals(c)
        found = chains_of(goals, day)
    links = {link.goal.id: link for chain in found for link in chain}.values()
    return ChainsView(
        day,
        found,
        met=sum(link.goal.status is GoalStatus.MET for link in links),
        on_time=_count(links, Ending.ON_TIME),
        moved=_count(links, Ending.AFTER_MOVING),
        late=_count(links, Ending.LATE),
        dropped=_count(links, Ending.DROPPED),
    )


def due_notices(c: sqlite3.Connection, day: date, *, keep: bool = True) -> tuple[Notice, ...]:
    """What there is to say about open goals on this day and wasn't said yet, the most urgent first.

    With `keep` it counts as said. A pace that has recovered may be brought up again when it breaks.
    """
    settle(c, day)
    with explained():
        lines = goal_lines(c, read_goals(c, open_only=True), day)
        stands = standings(c, lines, day)
        said = set(c.execute("SELECT goal_id, name FROM notices").fetchall())
    ranked = sorted(zip(lines, stands, strict=True), key=lambda pair: -pair[1].urgency.total)
    found = [
        notice
        for line, standing in ranked
        for notice in notices_of(line.goal, day, standing.pace)
        if (notice.goal_id, notice.name) not in said
    ]
    recovered = [(goal_id, "pace") for goal_id in _on_pace(stands) if (goal_id, "pace") in said]
    if keep and (found or recovered):
        with transaction(c):
            c.executemany("DELETE FROM notices WHERE goal_id = ? AND name = ?", recovered)
            c.executemany(
                "INSERT INTO notices (goal_id, name, day) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                [(notice.goal_id, notice.name, day.toordinal()) for notice in found],
            )
    return tuple(found)


def goal_pace(c: sqlite3.Connection, line: GoalLine, day: date, planned: tuple[Rest, ...] | None = None) -> Pace:
    """How a goal stands against its plan, its readiness included."""
    goal = line.goal
    known = rests(c) if planned is None else planned
    free = free_among(known, day, min(goal.deadline, day + _HORIZON)) if known else frozenset()
    pace = pace_of(goal, day, readiness=line.readiness if line.cards else None, free=free)
    return pace.falling_short if line.outlook and line.outlook.falls_short else pace


def _standing(c: sqlite3.Connection, line: GoalLine, day: date, planned: tuple[Rest, ...]) -> Standing:
    goal, pace = line.goal, goal_pace(c, line, day, planned)
    todo = _next_step(goal)
    cards_left = line.cards > 0 and line.readiness < goal.target
    to_do = todo is not None or cards_left or bool(goal.repeats)
    urgency = urgency_of(goal, day, pace, next_step=to_do, touched=_touched(c, line, day))
    return Standing(goal.id, pace, urgency, is_overdue(goal, day), todo.text if todo else "")


def _next_step(goal: Goal) -> Milestone | Task | None:
    left = [step for step in steps(goal) if step.done_on is None]
    return min(left, key=lambda step: step.due or goal.deadline, default=None)


def _touched(c: sqlite3.Connection, line: GoalLine, day: date) -> date | None:
    """The last day on which a step was done, the journal written, a date closed, or one of its cards answered."""
    goal = line.goal
    days = [step.done_on for step in steps(goal)] + [one.done_on for one in goal.occurrences]
    (written,) = c.execute("SELECT max(day) FROM journal WHERE goal_id = ?", (goal.id,)).fetchone()
    answered = None
    if line.seen:
        within = goal_within(c, goal.id, day)
        (answered,) = c.execute(
            f"SELECT max(c.last_day) FROM ({within.note_ids()}) g CROSS JOIN cards c ON c.note_id = g.id",  # noqa: S608
            within.values(),
        ).fetchone()
    days += [date.fromordinal(stored) for stored in (written, answered) if stored is not None]
    return max((one for one in days if one is not None), default=None)


def _repeating(goal: Goal) -> tuple[str, tuple[date, ...]]:
    if not goal.repeats:
        return "", ()
    from drills.goal.repeating import next_after, stored_rule

    rule = stored_rule(goal.repeats)
    second = next_after(rule, goal.deadline)
    return rule.words, (goal.deadline, second, next_after(rule, second))


def _role(c: sqlite3.Connection, goal: Goal) -> str:
    if goal.role_id is None:
        return ""
    row = c.execute("SELECT title, company FROM roles WHERE id = ?", (goal.role_id,)).fetchone()
    return ", ".join(filter(None, row)) if row else ""


def _on_pace(stands: Iterable[Standing]) -> list[int]:
    return [standing.goal_id for standing in stands if not standing.pace.broken]


def _count(links: Iterable[Link], ending: Ending) -> int:
    return sum(link.ending is ending for link in links)
