"""Parts of a goal's page, drawn: its head, its pace, its urgency, its steps, its journal, what is on record."""

from textual.content import Content

from drills.dates import echo, short
from drills.models import Goal, GoalStatus
from drills.pace import Level, Pace
from drills.text import one_line
from drills.views.goals import GoalPage
from tui.widgets.goal_view import days_style

LEVEL_STYLES = {
    Level.DONE: "$text-success",
    Level.AHEAD: "$text-success",
    Level.ON_PACE: "$text-success",
    Level.BEHIND: "$text-warning",
    Level.FAR_BEHIND: "bold $text-error",
    Level.NONE: "$text-muted",
}
LEVEL_MARKS = {
    Level.DONE: "✓", Level.AHEAD: "▲", Level.ON_PACE: "●", Level.BEHIND: "▼", Level.FAR_BEHIND: "▼▼", Level.NONE: "·",
}  # fmt: skip


def head_content(page: GoalPage, width: int) -> Content:
    """The statement; its date with all that moved it; how it stands."""
    goal, lines = page.line.goal, []
    lines.append(Content.assemble((one_line(goal.statement, max(width, 20)), "bold")))
    lines.append(_date_line(page))
    lines.append(_standing_line(page))
    return Content("\n").join(lines)


def _date_line(page: GoalPage) -> Content:
    goal = page.line.goal
    parts: list[tuple[str, str]] = [(echo(goal.deadline, page.day), days_style(page.line.days_left))]
    if goal.moves:
        times = "once" if len(goal.moves) == 1 else f"{len(goal.moves)} times"
        parts.append((f"   moved {times}, first {short(goal.original_deadline, page.day)}", "$text-muted"))
    if goal.pending:
        words = f"   {short(goal.pending.to, page.day)} holds from {short(goal.pending.holds_on, page.day)}"
        parts.append((words, "$text-warning"))
    if page.repeats:
        parts.append((f"   {page.repeats}", "$text-muted"))
    return Content.assemble(*parts)


def _standing_line(page: GoalPage) -> Content:
    goal, standing = page.line.goal, page.standing
    if standing is None:
        return _closed_line(goal, page)
    if standing.overdue:
        return Content.assemble(("Its day has passed.  ", "$text-error"), ("w", "bold $accent"), " says how it went")
    parts: list[Content | str | tuple[str, str]] = [pace_words(standing.pace)]
    parts.append((f"   urgency {standing.urgency.total:g}  ", "$text-muted"))
    parts.append(("i", "bold $accent"))
    parts.append((" says why", "$text-muted"))
    if standing.next_step:
        parts.append((f"   next: {one_line(standing.next_step, 40)}", "$text-muted"))
    return Content.assemble(*parts)


def _closed_line(goal: Goal, page: GoalPage) -> Content:
    met = goal.status is GoalStatus.MET
    word = "✓ Met" if met else "– Dropped"
    when = f" on {echo(goal.closed_on, page.day)}" if goal.closed_on else ""
    return Content.assemble((f"{word}{when}", "$text-success" if met else "$text-muted"))


def pace_words(pace: Pace) -> Content:
    """The pace in a mark, a word and days; the colour only repeats it."""
    return Content.assemble((f"{LEVEL_MARKS[pace.level]} {pace.words}", LEVEL_STYLES[pace.level]))
