"""Panels about topics and goals."""

from collections.abc import Iterator, Sequence
from datetime import date

from drills.dates import short
from drills.models import GoalStatus
from drills.number_words import counted, percent
from drills.views.progress import Covered, GoalStep, ProgressView
from tui.chart.tables import Table
from tui.dashboard.panel import Panel

_HEIGHTS = "▁▂▃▄▅▆▇"  # no full block: rows above each other stay apart
_FAMILIES = (("E", "shown"), ("A", "avoided"), ("C", "characteristics"), ("S", "STAR"))


def aim_panels(view: ProgressView) -> Iterator[Panel]:
    """Topics, what of E, A, C and STAR is covered, and goals."""
    yield _topics(view)
    yield _coverage(view)
    yield _goals(view)


def _topics(view: ProgressView) -> Panel:
    lines = tuple(
        (topic.label, small_row(topic.weeks), percent(topic.recall), f"{topic.cards:,}") for topic in view.topics
    )
    words = tuple(
        f"{topic.label}   predicted recall {percent(topic.recall)} of {counted(topic.cards, 'card')} seen; "
        "weeks: measured, · none"
        for topic in view.topics
    )
    bars = tuple(topic.recall for topic in view.topics)
    empty = "Tags become topics the day after three of their cards were answered."
    return Panel(
        "topics",
        "Topics, weakest first",
        Table(("topic", "weeks", "now", "cards"), lines, words, bars) if lines else None,
        "Shown for all cards only: choose all cards to see it." if view.chosen else empty,
        "The topics with the lowest predicted recall of the cards you have seen, and beside it recall measured in each "
        "of the last eight weeks. Predicted by FSRS-6; in large libraries from an even sample of cards.",
        f"weakest: {view.topics[0].label}" if view.topics else "",
    )


def _coverage(view: ProgressView) -> Panel:
    lines = tuple(_covered(one) for one in view.coverage)
    bars = tuple(one.seen / one.cards if one.cards else None for one in view.coverage)
    words = tuple(
        f"{one.label}   {one.seen:,} of {counted(one.cards, 'card')} seen, predicted recall {percent(one.recall)}"
        for one in view.coverage
    )
    have = sum(one.cards > 0 for one in view.coverage)
    return Panel(
        "coverage",
        "What answers need: E, A, C, STAR",
        Table(("topic", "seen", "cards", "recall"), lines, words, bars) if have else None,
        "Cards tagged E1–E5, A1–A8, C1–C4 or STAR count here; the decks that come with Readyby are.",
        "For each element to show (E), pitfall to avoid (A), characteristic (C) and part of STAR: how many cards there "
        "are, how many you have seen, and how well you would recall those now. Counted; recall is predicted.",
        " · ".join(_family(view.coverage, *family) for family in _FAMILIES) if have else "",
    )


def _covered(one: Covered) -> tuple[str, ...]:
    seen = percent(one.seen / one.cards) if one.cards else "–"
    return (one.label, seen, f"{one.cards:,}", percent(one.recall))


def _family(coverage: Sequence[Covered], letter: str, name: str) -> str:
    """How many topics of a family were begun."""
    family = [one for one in coverage if one.tag.startswith(letter)]
    return f"{'STAR' if letter == 'S' else letter} {sum(one.seen > 0 for one in family)}/{len(family)}"


def _goals(view: ProgressView) -> Panel:
    lines = tuple(_goal_line(goal, view.day) for goal in view.goals)
    names = {goal.id: goal.statement for goal in view.goals}
    words = tuple(_goal_words(goal, names, view.day) for goal in view.goals)
    met = [goal for goal in view.goals if goal.status is GoalStatus.MET]
    on_time = sum(goal.on_time for goal in met)
    return Panel(
        "goals",
        "Goals: on time, moved, chain",
        Table(("goal", "date", "moved", "outcome"), lines, words) if lines else None,
        "No goals yet: set one with a date in Goals (2).",
        "All goals in the order of their dates: how often each date was moved, how it ended, and after which goal it "
        "was set. A goal is on time when it was met by the date as first set; moved dates stay on record.",
        _goal_sum(view.goals, len(met), on_time),
    )


def _goal_sum(goals: Sequence[GoalStep], met: int, on_time: int) -> str:
    if not goals:
        return ""
    moved = sum(goal.moves > 0 for goal in goals)
    running = sum(goal.status is GoalStatus.OPEN for goal in goals)
    return f"{running} open · {met} met, {on_time} on time · {moved} moved"


def _goal_line(goal: GoalStep, today: date) -> tuple[str, ...]:
    arrow = "↳ " if goal.follows is not None else ""
    return (
        f"{arrow}{goal.statement}",
        short(goal.deadline, today),
        f"{goal.moves}×" if goal.moves else "–",
        _outcome(goal, today),
    )


def _outcome(goal: GoalStep, today: date) -> str:
    if goal.status is GoalStatus.MET:
        return "on time" if goal.on_time else "met late"
    if goal.status is GoalStatus.DROPPED:
        return "dropped"
    return "open" if goal.deadline >= today else "overdue"


def _goal_words(goal: GoalStep, names: dict[int, str], today: date) -> str:
    parts = [f"first set for {short(goal.original, today)}"]
    if goal.moves:
        parts.append(f"moved {goal.moves}×, by {(goal.deadline - goal.original).days:+} days in all")
    if goal.closed_on:
        parts.append(f"{_outcome(goal, today)}, {short(goal.closed_on, today)}")
    if goal.follows in names:
        parts.append(f"set after “{names[goal.follows]}”")
    return " · ".join(parts)


def small_row(values: Sequence[float | None]) -> str:
    """Shares as a row of small columns; a dot where there is none."""
    return "".join("·" if value is None else _HEIGHTS[min(int(value * 7), 6)] for value in values)
