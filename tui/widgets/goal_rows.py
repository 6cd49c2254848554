"""The lists of a goal's page: steps with their boxes, journal, dates that came again, chain, cards moved out."""

from collections.abc import Iterator
from datetime import date

from textual.content import Content

from drills.dates import echo, short
from drills.goal.habit import Date, State, kept_share
from drills.models import Goal, Task
from drills.number_words import time_words
from drills.text import one_line, visible
from drills.views.goals import GoalPage
from drills.views.plan import CardCost, GoalPlanView
from tui.widgets.bar import padded
from tui.widgets.goal_parts import link_row
from tui.widgets.goal_view import milestone_row

Row = tuple[str | None, Content]

_STATES = {
    State.DONE: ("✓", "$text-success"),
    State.LATE: ("✓", "$text-warning"),
    State.LET_GO: ("–", "$text-muted"),
    State.MISSED: ("·", "$text-warning"),
    State.OPEN: ("○", "bold"),
}


def title_row(words: str, hint: str = "") -> Row:
    """A heading in a list."""
    return None, Content.assemble((words, "bold"), (f"  {hint}" if hint else "", "$text-disabled"))


def step_rows(page: GoalPage, width: int) -> Iterator[Row]:
    """Milestones by date, then tasks in their order; those done come last."""
    goal = page.line.goal
    if not goal.milestones and not goal.tasks:
        yield None, Content.assemble(("n", "bold $accent"), "  adds a task, a milestone, or several evenly spaced")
    if goal.milestones:
        yield title_row("Milestones", "space ticks")
        for step in sorted(goal.milestones, key=lambda step: (step.done_on is not None, step.due)):
            yield f"m{step.id}", milestone_row(step, page.day, width)
    if goal.tasks:
        yield title_row("Tasks", "space ticks, + and - move")
        for task in sorted(goal.tasks, key=lambda task: task.done_on is not None):
            yield f"t{task.id}", task_row(task, page.day, width)


def task_row(task: Task, today: date, width: int) -> Content:
    """A task with its box, and its day if it has one."""
    if task.done_on:
        when, style = f"done {short(task.done_on, today)}", "$text-success"
    elif task.due:
        late = (today - task.due).days
        when = f"{short(task.due, today)} · " + (f"{late} d late" if late > 0 else f"{-late} d" if late else "today")
        style = "$text-error" if late > 0 else ""
    else:
        when, style = "", ""
    name = padded(task.text, max(width - len(when) - 5, 8))
    box = "☑ " if task.done_on else "☐ "
    return Content.assemble((box, style), (name, "$text-muted" if task.done_on else ""), "  ", (when, style))


def journal_rows(page: GoalPage, width: int) -> Iterator[Row]:
    """The entries, the latest first."""
    entries = page.line.goal.journal
    if not entries:
        yield None, Content.assemble(("n", "bold $accent"), "  writes down what happened, today or on a day before")
    for entry in entries:
        day = short(entry.day, page.day)
        first = next(iter(entry.text.splitlines()), "")
        yield f"j{entry.id}", Content.assemble((f"{day:<12}", "$text-muted"), one_line(first, max(width - 14, 10)))


def entry_content(page: GoalPage, chosen: str | None) -> Content:
    """The entry under the cursor in full."""
    entry = next((entry for entry in page.line.goal.journal if f"j{entry.id}" == chosen), None)
    if entry is None:
        return Content("")
    return Content.assemble((echo(entry.day, page.day), "$text-muted"), "\n", visible(entry.text))


def record_rows(page: GoalPage, plan: GoalPlanView, width: int) -> Iterator[Row]:
    """Goals before and after it, the dates of one that comes again, and cards moved out."""
    if len(page.chain) > 1:
        yield title_row("Goal after goal", "enter opens one")
        for link in page.chain:
            here = link.goal.id == page.line.goal.id
            row = link_row(link, page.day, width)
            yield f"g{link.goal.id}", row.stylize("bold") if here else row
    if page.history:
        done, asked = kept_share(page.history)
        yield title_row("Its dates", f"{done} of {asked} done; enter says what became of one" if asked else "")
        for one in reversed(page.history[-40:]):
            yield f"o{one.day.toordinal()}", _date_row(one, page.line.goal, page.day, width)
    if plan.parked:
        yield title_row("Moved out", "enter takes a card back")
        if len(plan.parked) > 1:
            yield "a", Content(f"Take all {len(plan.parked)} back")
        for cost in plan.parked:
            yield f"c{cost.card_id}", _card_row(cost, width)


def _date_row(one: Date, goal: Goal, today: date, width: int) -> Content:
    mark, style = _STATES[one.state]
    on = f" on {short(one.done_on, today)}" if one.done_on and one.state is State.LATE else ""
    note = f"  {one_line(one.note, max(width - 40, 10))}" if one.note else ""
    return Content.assemble((f"{mark} ", style), f"{short(one.day, today):<12}", (f"{one.state}{on}", style), note)


def _card_row(cost: CardCost, width: int) -> Content:
    took = f"{time_words(cost.minutes * 60)} an answer"
    return Content.assemble(padded(cost.text, max(width - len(took) - 4, 10)), "  ", (took, "$text-muted"))
