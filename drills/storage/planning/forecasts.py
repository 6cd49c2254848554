"""Outlooks as the database keeps them: the last of each day, so that they can be held against what came."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime

from drills.config import Study
from drills.dates import study_day
from drills.models import Goal, GoalStatus
from drills.plan.inputs import Inputs
from drills.plan.outlook import bare
from drills.plan.words import stage_of
from drills.storage.database import explained, transaction
from drills.storage.goal.goal_counts import Counts, goal_counts
from drills.storage.goal.goal_rows import read_goals
from drills.storage.instants import instant, milliseconds
from drills.storage.planning.outlook_rows import plain, read_outlook
from drills.storage.planning.plan_stamp import stamp
from drills.views.plan import GoalOutlook, Stage, Verdict
from drills.views.today import GoalLine


def store_outlook(
    c: sqlite3.Connection, inputs: Inputs, outlook: GoalOutlook, now: datetime, *, whole: bool = True
) -> None:
    """Keep what was computed for a goal, in the place of what the same day had; nothing if the goal is gone.

    One that isn't `whole`, as more is being computed, stays stale.
    """
    figures = json.dumps({"stamp": inputs.stamp if whole else "", **plain(asdict(outlook))})
    with transaction(c):
        c.execute(
            "INSERT INTO forecasts (goal_id, day, deadline, inputs, figures, made_at) "
            "SELECT id, ?, ?, ?, ?, ? FROM goals WHERE id = ? ON CONFLICT (goal_id, day) DO UPDATE SET "
            "deadline = excluded.deadline, inputs = excluded.inputs, figures = excluded.figures, "
            "made_at = excluded.made_at",
            (
                outlook.day.toordinal(),
                outlook.deadline.toordinal(),
                inputs.hash() if whole else "",
                figures,
                milliseconds(now),
                outlook.goal_id,
            ),
        )


def keep_outlook(c: sqlite3.Connection, inputs: Inputs, now: datetime) -> bool:
    """Whether today's stored outlook was computed from just these inputs: then it counts as fresh, nothing to do."""
    with transaction(c):
        row = c.execute(
            "SELECT inputs FROM forecasts WHERE goal_id = ? AND day = ? AND deadline = ?",
            (inputs.goal_id, inputs.today.toordinal(), inputs.deadline.toordinal()),
        ).fetchone()
        if row is None or row[0] != inputs.hash():
            return False
        c.execute(
            "UPDATE forecasts SET figures = json_set(figures, '$.stamp', ?), made_at = ? WHERE goal_id = ? AND day = ?",
            (inputs.stamp, milliseconds(now), inputs.goal_id, inputs.today.toordinal()),
        )
        return True


def stored_outlook(c: sqlite3.Connection, goal_id: int, day: date, fresh: str = "") -> GoalOutlook | None:
    """The latest outlook of a goal up to a day; stale unless made that day when all was as `fresh` says (`stamp`)."""
    row = c.execute(
        "SELECT day, figures, made_at FROM forecasts WHERE goal_id = ? AND day <= ? ORDER BY day DESC LIMIT 1",
        (goal_id, day.toordinal()),
    ).fetchone()
    return _outlook(*row, day=day, fresh=fresh) if row else None


def outlooks(c: sqlite3.Connection, now: datetime, study: Study) -> tuple[GoalOutlook, ...]:
    """The outlooks of all open goals as last computed, in order; a goal that has none yet says so."""
    with explained():
        day = study_day(now, study.day_turns_at)
        goals = read_goals(c, open_only=True)
        return outlooks_of(c, goals, goal_counts(c, [goal.id for goal in goals], day), day, study)


def outlooks_of(
    c: sqlite3.Connection, goals: Sequence[Goal], counts: dict[int, Counts], day: date, study: Study
) -> tuple[GoalOutlook, ...]:
    """The same for goals whose cards were counted already."""
    fresh = stamp(c, day, study) if goals else ""
    return tuple(_current(goal, counts[goal.id], stored_outlook(c, goal.id, day, fresh), day) for goal in goals)


def with_outlooks(c: sqlite3.Connection, lines: Sequence[GoalLine], day: date, study: Study) -> tuple[GoalLine, ...]:
    """Those lines with the outlooks of the goals that are open, as last computed."""
    lines = tuple(lines)
    open_ = [line for line in lines if line.goal.status is GoalStatus.OPEN]
    counts = {line.goal.id: Counts(line.cards, line.seen, line.due, line.readiness * line.cards) for line in open_}
    found = outlooks_of(c, [line.goal for line in open_], counts, day, study)
    by_goal = {outlook.goal_id: outlook for outlook in found}
    return tuple(replace(line, outlook=by_goal.get(line.goal.id)) for line in lines)


def _current(goal: Goal, counts: Counts, stored: GoalOutlook | None, day: date) -> GoalOutlook:
    state = stage_of(day, goal.deadline)
    if not counts.cards:
        return on_the_day(bare(goal.id, day, goal.deadline, Verdict.NO_CARDS, target=goal.target))
    if stored is None or stored.deadline != goal.deadline or state in (Stage.TODAY, Stage.OVER):
        none = on_the_day(bare(
            goal.id, day, goal.deadline, Verdict.UNKNOWN,
            cards=counts.cards, seen=counts.seen, now=counts.readiness, target=goal.target,
        ))  # fmt: skip
        if stored is None or stored.deadline != goal.deadline:
            return replace(none, stale=state in (Stage.RUNNING, Stage.LAST_DAYS))
        return replace(
            none, mean=stored.mean, low=stored.low, high=stored.high, band=stored.band, firm=stored.firm,
            band_words=stored.band_words, made_at=stored.made_at,
        )  # fmt: skip
    return replace(stored, state=state, now=counts.readiness)


def on_the_day(outlook: GoalOutlook) -> GoalOutlook:
    """The same; on the day of a goal of which nothing was seen, without a word of a warm-up."""
    if outlook.state is not Stage.TODAY or outlook.seen:
        return outlook
    why = "nothing of it was seen so far" if outlook.cards else "it has no cards to look at"
    return replace(outlook, words=f"today is the day · {why}")


def stale_goals(c: sqlite3.Connection, now: datetime, study: Study) -> tuple[int, ...]:
    """The open goals whose outlook should be computed anew, the nearest first."""
    return tuple(
        outlook.goal_id
        for outlook in outlooks(c, now, study)
        if outlook.stale and outlook.state in (Stage.RUNNING, Stage.LAST_DAYS)
    )


def _outlook(made_on: int, text: str, made_at: int, *, day: date, fresh: str) -> GoalOutlook:
    stored = json.loads(text)
    stale = made_on != day.toordinal() or stored.get("stamp") != fresh
    return read_outlook(stored, instant(made_at), stale=stale)
