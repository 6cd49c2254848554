"""Goals over time, a row each: from the start to the deadline, with milestones, the date first set, and today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from textual.content import Content

from drills.dates import short
from drills.models import GoalStatus
from drills.views.calendar import TimelineRow, TimelineView
from tui.chart.canvas import FAINT, MUTED, Canvas
from tui.chart.ticks import day_ticks
from tui.widgets.bar import padded
from tui.widgets.goal_rows import Row
from tui.widgets.goal_view import pace_words

LEGEND = "━ time gone  ─ to come  ◇ milestone  ✓ done  ○ date first set  ◆ deadline  ░ days off  │ today"


@dataclass(frozen=True, slots=True)
class Axis:
    """Days across some cells."""

    first: date
    last: date
    width: int

    def place(self, day: date) -> int:
        """The cell of a day."""
        whole = max((self.last - self.first).days, 1)
        return round((day - self.first).days / whole * (self.width - 1))


def axis_content(view: TimelineView, left: int, width: int) -> Content:
    """The days along the top, and where today is."""
    axis, canvas = Axis(view.first, view.last, width), Canvas(left + width, 1)
    for day, word in day_ticks(view.first, view.last, width):
        if view.first <= day and axis.place(day) + len(word) <= width:
            canvas.text(left + axis.place(day), 0, word, MUTED)
    canvas.text(left + min(axis.place(view.today), width - 5), 0, "today", "bold")
    return Content.assemble(*canvas.rows()[0])


def timeline_rows(view: TimelineView, left: int, width: int) -> Iterator[Row]:
    """A row for each goal, two lines: its name and line; its date and pace."""
    axis = Axis(view.first, view.last, width)
    for row in view.rows:
        canvas = Canvas(width, 1)
        _draw(canvas, axis, row, view)
        goal = row.goal
        closed = goal.status is not GoalStatus.OPEN
        name = Content.assemble((padded(goal.statement, left - 2), "$text-muted" if closed else "bold"), "  ")
        word = f"{goal.status} " if closed else ""
        when = f"{word}{short(row.deadline, view.today)}"
        pace = Content.assemble("  ", pace_words(row.pace)) if row.pace else Content("")
        lines = [Content.assemble(name, *canvas.rows()[0]), Content.assemble((when, "$text-muted"), pace)]
        yield str(goal.id), Content("\n").join(lines)


def _draw(canvas: Canvas, axis: Axis, row: TimelineRow, view: TimelineView) -> None:
    start, end, today = axis.place(row.start), axis.place(row.deadline), axis.place(view.today)
    for day in view.rests:
        canvas.put(axis.place(day), 0, "░", FAINT)
    for x in range(start, end + 1):
        canvas.put(x, 0, "━" if x < today else "─", "$accent" if x < today else FAINT)
    canvas.put(today, 0, "│", "bold")
    if row.first_deadline != row.deadline:
        canvas.put(axis.place(row.first_deadline), 0, "○", "$text-warning")
    for step in row.milestones:
        done = step.done_on is not None
        canvas.put(axis.place(step.due), 0, "✓" if done else "◇", "$text-success" if done else "$text-accent")
    met = row.goal.status is GoalStatus.MET
    canvas.put(end, 0, "✓" if met else "◆", "$text-success" if met else "bold $text-accent")
