"""An open question as a row: how its answer stands, its version and words, its stories, and the last try."""

from datetime import datetime

from textual.content import Content

from drills.models import Rating
from drills.text import cell_width
from drills.views.answers import QuestionLine
from drills.views.composing import AnswerState
from tui.widgets.bar import padded

RATING_STYLES = {
    Rating.AGAIN: "$text-error",
    Rating.HARD: "$text-warning",
    Rating.GOOD: "$text-accent",
    Rating.EASY: "$text-success",
}
SIGNS = {
    AnswerState.NONE: ("·", "$text-muted"),
    AnswerState.DRAFT: ("○", ""),
    AnswerState.STALE: ("!", "$text-error"),
    AnswerState.CRITICISED: ("◐", "$text-warning"),
    AnswerState.READY: ("✓", "$text-success"),
}
_STATE = 12  # cells of the widest state with its sign
_LENGTH = 10
_STORIES = 9
_TRIED = 15


def ago(then: datetime, now: datetime) -> str:
    """How long ago, in days by the calendar of the present time zone."""
    days = (now.date() - then.astimezone(now.tzinfo).date()).days
    return "today" if days <= 0 else "yesterday" if days == 1 else f"{days} d ago"


def question_row(line: QuestionLine, now: datetime, width: int) -> Content:
    """Name, question and state; with room its version and words, then its stories, then the last try."""
    cells = [state_cell(line)]
    if width >= 70:
        cells.append((f"  {_length(line):>{_LENGTH}}", "$text-muted"))
    if width >= 84:
        cells.append((f"  {_stories(line):<{_STORIES}}", "$text-muted"))
    if width >= 100:
        words, style = tried(line, now)
        cells.append((f"  {words:>{_TRIED}}", style))
    taken = sum(cell_width(words) for words, _ in cells)
    name = padded(line.name, max(cell_width(line.name), 4) + 1) if width >= 34 else ""
    room = max(width - taken - cell_width(name) - 2, 8)
    return Content.assemble((name, "bold"), padded(line.text, room), "  ", *cells)


def state_cell(line: QuestionLine) -> tuple[str, str]:
    """The state with its sign, or that the question is suspended."""
    sign, style = SIGNS[line.state]
    words = "suspended" if line.suspended else line.state.value
    return f"{sign} {words:<{_STATE - 2}}", style


def _length(line: QuestionLine) -> str:
    return f"v{line.version} {line.words:>4} w" if line.version else ""


def _stories(line: QuestionLine) -> str:
    return "" if not line.stories else "1 story" if line.stories == 1 else f"{line.stories} stories"


def tried(line: QuestionLine, now: datetime) -> tuple[str, str]:
    """The last self-rating and when; or that there was none."""
    if not (line.last_at and line.last_rating):
        return "not tried", "$text-muted"
    return f"{line.last_rating.name.title():<5} {ago(line.last_at, now):>9}", RATING_STYLES[line.last_rating]
