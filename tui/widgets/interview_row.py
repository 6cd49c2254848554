"""An interview as a row of figures, in columns to compare it by."""

from datetime import date

from textual.content import Content

from drills.dates import short
from drills.views.interviews import Interview
from tui.pace import clock
from tui.widgets.bar import padded

_DAY = 12
_COLUMNS = (("answered", 10), ("time", 8), ("you", 6), ("evidence", 10))
_MORE = (("elements", 10), ("pitfalls", 10))
_WIDE = 96


def interviews_head(title: str, width: int) -> Content:
    """What the columns are; own rating and evidence are means, of 5."""
    names = "".join(f"{name:>{cells}}" for name, cells in _columns(width))
    return Content.assemble((padded(title, _room(width) + _DAY), "bold"), (names, "$text-muted"))


def interview_row(each: Interview, today: date, width: int) -> Content:
    """The day, the role, and the figures; what a real one lacks stays empty."""
    figures = {
        "answered": f"{each.answered} of {each.questions}",
        "time": clock(each.seconds) if each.seconds else "",
        "you": "" if each.mean is None else f"{each.mean:.1f}",
        "evidence": "" if each.found is None else f"{each.found:.1f}",
        "elements": f"{each.elements} of 5" if each.found is not None else "",
        "pitfalls": str(each.pitfalls) if each.found is not None else "",
    }
    cells = "".join(f"{figures[name]:>{wide}}" for name, wide in _columns(width))
    return Content.assemble((f"{short(each.day, today):<{_DAY}}", "bold"), padded(each.role, _room(width)), cells)


def _columns(width: int) -> tuple[tuple[str, int], ...]:
    return (*_COLUMNS, *_MORE) if width >= _WIDE else _COLUMNS


def _room(width: int) -> int:
    """Cells for the role."""
    return max(8, min(44, width - _DAY - sum(cells for _, cells in _columns(width))))
