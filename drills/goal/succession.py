"""Goal after goal: a met goal's story, the goal that follows it, and chains of goals with how each came out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from drills.calendar_day import full
from drills.goal.goals import GoalDraft
from drills.goal.pace import steps
from drills.models import Goal, GoalStatus


class Ending(StrEnum):
    """How a goal stands to its first date."""

    OPEN = "open"
    OVERDUE = "overdue"
    ON_TIME = "on time"
    AFTER_MOVING = "on time after moving"  # by a later date than the first
    LATE = "late"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class StorySkeleton:
    """A STAR story to be written from a met goal: what its own words and records give, part by part."""

    title: str
    situation: str
    task: str
    action: str
    result: str
    goal_id: int


@dataclass(frozen=True, slots=True)
class Link:
    """One goal of a chain, and how it came out. `late_days` counts from the first date; below zero: early."""

    goal: Goal
    ending: Ending
    late_days: int | None = None


def story_skeleton(goal: Goal) -> StorySkeleton:
    """A draft of the story that a goal tells, from its reason, proof, steps, journal and result. Read it whole."""
    done = sorted((step.done_on, step.text) for step in steps(goal) if step.done_on)
    told = [(entry.day, entry.text) for entry in goal.journal]
    action = [f"- {text}" for _, text in done] + [f"- {text.splitlines()[0]}" for _, text in sorted(told)]
    if goal.obstacle:
        action.append(f"- When {goal.obstacle}, then {goal.response}")
    set_on = f"On {full(goal.start)} I set myself a date: {full(goal.original_deadline)}."
    moved = [f"It moved to {full(move.after)}: {move.reason}" for move in goal.moves]
    result = [goal.outcome, goal.evidence, f"Reached on {full(goal.closed_on)}." if goal.closed_on else ""]
    return StorySkeleton(
        title=goal.statement,
        situation=goal.why,
        task="\n".join([goal.statement, f"Done when: {goal.proof}" if goal.proof else "", set_on, *moved]).replace(
            "\n\n", "\n"
        ),
        action="\n".join(action),
        result="\n".join(filter(None, result)),
        goal_id=goal.id,
    )


def following(goal: Goal, deadline: date, statement: str = "") -> GoalDraft:
    """The goal that comes after one, to be filled in: with its own date, and the scope and habits of the one before."""
    return GoalDraft(
        statement,
        deadline,
        target=goal.target,
        minutes=goal.minutes,
        importance=goal.importance,
        decks=goal.decks,
        follows_id=goal.id,
        tags=goal.tags,
        search=goal.search,
        role_id=goal.role_id,
        eases_after=0 if goal.frees_on else goal.eases_after,
    )


def ending_of(goal: Goal, today: date) -> Ending:
    """How the goal came out, against the date that was first set."""
    if goal.status is GoalStatus.DROPPED:
        return Ending.DROPPED
    if goal.status is GoalStatus.OPEN:
        return Ending.OVERDUE if goal.deadline < today else Ending.OPEN
    closed = goal.closed_on or goal.deadline
    if closed <= goal.original_deadline:
        return Ending.ON_TIME
    return Ending.AFTER_MOVING if closed <= goal.deadline else Ending.LATE


def link_of(goal: Goal, today: date) -> Link:
    """The goal as a link of its chain."""
    met = goal.status is GoalStatus.MET and goal.closed_on is not None
    late = (goal.closed_on - goal.original_deadline).days if met and goal.closed_on else None
    return Link(goal, ending_of(goal, today), late)


def chains_of(goals: Sequence[Goal], today: date) -> tuple[tuple[Link, ...], ...]:
    """Goals after goals, each chain from its first; a goal that two others follow stands in the chain of each.

    Chains with the latest date come first; a goal that follows none and is followed by none is a chain of one.
    """
    by_id = {goal.id: goal for goal in goals}
    followed = {goal.follows_id for goal in goals}
    ends = [goal for goal in goals if goal.id not in followed]
    chains = [_back_from(goal, by_id) for goal in ends]
    chains.sort(key=lambda chain: chain[-1].deadline, reverse=True)
    return tuple(tuple(link_of(goal, today) for goal in chain) for chain in chains)


def _back_from(goal: Goal, by_id: dict[int, Goal]) -> list[Goal]:
    chain, seen = [goal], {goal.id}
    while (before := by_id.get(chain[-1].follows_id or 0)) and before.id not in seen:
        chain.append(before)
        seen.add(before.id)
    return chain[::-1]
