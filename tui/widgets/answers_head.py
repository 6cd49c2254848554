"""The head of Answers: how many answers stand how, what they are for, and what is shown of them."""

from collections import Counter

from textual.content import Content

from drills.number_words import counted
from drills.storage.answer.roles import role_name
from drills.views.answers import AnswersView
from drills.views.composing import AnswerState
from tui.widgets.question_row import SIGNS

_COUNTED = {
    AnswerState.READY: ("ready", "ready"),
    AnswerState.CRITICISED: ("criticised", "criticised"),
    AnswerState.STALE: ("stale", "stale"),
    AnswerState.DRAFT: ("draft", "drafts"),
    AnswerState.NONE: ("unanswered", "unanswered"),
}


def answers_head(view: AnswersView, showing: str, shown: int, width: int) -> Content:
    """Two lines: the states; then what is shown ("stale, entry level"; empty: all), the role and what else there is."""
    states = Counter(line.state for line in view.questions)
    cells: list[tuple[str, str]] = []
    for state, (one, many) in _COUNTED.items():
        if states[state] or state is AnswerState.READY:
            sign, style = SIGNS[state]
            cells += [
                (f"{sign} ", style),
                (f"{states[state]} ", "bold"),
                (f"{one if states[state] == 1 else many}   ", ""),
            ]
    first = Content.assemble(
        (f"{counted(len(view.questions), 'question')}   " if width >= 90 else "", "$text-muted"), *cells
    )
    return Content("\n").join([first, _around(view, showing, shown)])


def _around(view: AnswersView, showing: str, shown: int) -> Content:
    role = f"for {role_name(view.role.draft, 40)}" if view.role else "no role to aim at yet: o"
    stories = counted(view.stories, "story", "stories") if view.stories else ""
    mocks = counted(view.mocks, "mock interview") if view.mocks else ""
    parts = [role, stories, "a mock interview was left: v" if view.open_mock else mocks]
    words = " · ".join(part for part in parts if part)
    if showing:
        return Content.assemble((f"showing {showing}: {shown}", "bold $accent"), (f" · {words}", "$text-muted"))
    return Content.assemble((words, "$text-muted"))
