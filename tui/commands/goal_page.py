"""`readyby goals show`, `chain` and `pace`: goals in full, one after the other, and how they stand."""

import sqlite3
from collections.abc import Callable, Iterable
from datetime import date

from drills.calendar_day import full
from drills.dates import echo
from drills.goal.succession import Link
from drills.models import Goal, Milestone, Task
from drills.number_words import counted, percent
from drills.storage.goal.goals import goals_view
from drills.storage.goal.standings import chains, goal_page
from drills.text import one_line
from drills.views.goals import GoalPage, Standing
from drills.views.today import GoalLine
from tui.commands.call import Call
from tui.commands.wording import table

_NAMES = 13  # characters of the longest name of a fact


def _show(call: Call, library: sqlite3.Connection, today: date) -> None:
    page = goal_page(library, call.args.goal, call.now, call.config.study)
    call.answer(page, "\n".join(_page(page)))


def _page(page: GoalPage) -> list[str]:
    goal, today = page.line.goal, page.day
    lines = [goal.statement, f"  {echo(goal.deadline, today)}{_closed(goal)}"]
    facts = (
        ("Repeats", page.repeats and f"{page.repeats}: {', '.join(map(full, page.coming))}"),
        ("First set for", full(goal.original_deadline) if goal.moves else ""),
        ("Waiting", goal.pending and f"{full(goal.pending.to)} from {full(goal.pending.holds_on)} on"),
        ("Committed", goal.eases_after and f"later dates hold after {goal.eases_after} days{_until(goal)}"),
        ("Why", goal.why),
        ("Proof", goal.proof),
        ("Role", page.role),
        ("Result", goal.outcome),
        ("Evidence", goal.evidence),
        ("Cards", _scope(goal)),
        ("Now", f"{percent(page.line.readiness)} of {counted(page.line.cards, 'card')}" if page.line.cards else ""),
        ("If", goal.obstacle and f"{goal.obstacle}, then {goal.response}"),
    )
    lines += [f"  {name.ljust(_NAMES)}   {one_line(str(value))}" for name, value in facts if value]
    if page.standing:
        lines += _standing(page.standing)
    lines += _section(
        "Moves",
        [
            (
                full(move.moved_on),
                f"{full(move.before)} → {full(move.after)}",
                f"{move.lead_days} days before",
                move.reason,
            )
            for move in goal.moves
        ],
    )
    lines += _section("Milestones", map(_step, goal.milestones))
    lines += _section("Tasks", map(_step, goal.tasks))
    lines += _section("Dates", [(full(one.day), str(one.state), one.note) for one in page.history])
    if goal.journal:
        lines += ["Journal", *(f"  {entry.id}   {full(entry.day)}   {one_line(entry.text)}" for entry in goal.journal)]
    return lines + (_section("Chain", map(_link, page.chain)) if len(page.chain) > 1 else [])


def _closed(goal: Goal) -> str:
    return f" · {goal.status} {full(goal.closed_on)}" if goal.closed_on else ""


def _until(goal: Goal) -> str:
    return f"; until {full(goal.frees_on)}" if goal.frees_on else ""


def _scope(goal: Goal) -> str:
    tags = [f"tag:{tag}" for tag in goal.tags]
    return ", ".join([*goal.decks, *tags, *([f"search “{goal.search}”"] if goal.search else [])])


def _standing(standing: Standing) -> list[str]:
    lines = [f"Pace: {standing.pace.words}", *(f"  {part.name}: {part.needed}" for part in standing.pace.parts)]
    if standing.overdue:
        lines.append("Its day has passed: met --late DATE, move, or drop.")
    terms = [(term.name, f"{term.points:+.1f}", term.words) for term in standing.urgency.terms]
    return [*lines, f"Urgency {standing.urgency.total:.1f}", *table(terms)] if terms else lines


def _step(step: Milestone | Task) -> tuple[str, ...]:
    when = full(step.due) if step.due else ""
    return (str(step.id), "[x]" if step.done_on else "[ ]", step.text, when)


def _section(title: str, rows: Iterable[tuple[str, ...]]) -> list[str]:
    there = list(rows)
    return [title, *table(there)] if there else []


def _chain(call: Call, library: sqlite3.Connection, today: date) -> None:
    view = chains(library, call.now, call.config.study)
    lines = [
        f"{view.met} met: {view.on_time} on time, {view.moved} on time after moving, {view.late} late; "
        f"{view.dropped} dropped"
    ]
    for chain in view.chains:
        lines += ["", *table([_link(link) for link in chain])]
    call.answer(view, "\n".join(lines) if view.chains else "No goals yet.")


def _link(link: Link) -> tuple[str, ...]:
    goal = link.goal
    return (str(goal.id), goal.statement, full(goal.closed_on or goal.deadline), _ending(link), goal.outcome)


def _ending(link: Link) -> str:
    late = link.late_days or 0
    return f"{link.ending}, {counted(late, 'day')}" if late > 0 else str(link.ending)


def _pace(call: Call, library: sqlite3.Connection, today: date) -> None:
    view = goals_view(library, call.now, call.config.study)
    ranked = sorted(zip(view.open, view.standings, strict=True), key=lambda pair: -pair[1].urgency.total)
    lines = [line for pair in ranked for line in (*_ranked(*pair), "")]
    call.answer([standing for _, standing in ranked], "\n".join(lines).rstrip() if ranked else "No open goals.")


def _ranked(line: GoalLine, standing: Standing) -> list[str]:
    return [f"{line.goal.id} {line.goal.statement}", *(f"  {text}" for text in _standing(standing))]


ACTIONS: dict[str, Callable[[Call, sqlite3.Connection, date], None]] = {"show": _show, "chain": _chain, "pace": _pace}
