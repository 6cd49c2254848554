"""`readyby mock`: mock interviews planned, listed, and looked back on."""

import sqlite3

from drills.calendar_day import full
from drills.composing.answer_report import debrief_text
from drills.number_words import counted
from drills.storage.answer.debriefs import debrief, mocks
from drills.storage.answer.interviews import plan_mock
from drills.views.interviews import Interview, MockPlan
from tui.commands.call import Call
from tui.commands.wording import minutes, table


def run(call: Call) -> int:
    """Plan a mock interview, or show those held."""
    with call.library() as library:
        if call.args.list:
            _list(call, library)
        elif call.args.debrief is not None:
            found = debrief(library, call.args.debrief, call.now, call.config.study)
            call.answer(found, debrief_text(found).rstrip())
        else:
            plan = plan_mock(library, call.args.questions, call.now, call.config.study, call.args.role)
            call.answer(plan, _in_words(plan))
    return 0


def _in_words(plan: MockPlan) -> str:
    head = f"Mock interview{f' for {plan.role}' if plan.role else ''}: "
    lines = [f"{head}{counted(len(plan.questions), 'question')}, about {minutes(plan.seconds)} aloud"]
    for place, question in enumerate(plan.questions, 1):
        least, most = question.seconds
        mark = "↳ " if question.follows is not None else ""
        lines.append(f"{place}. {mark}{' · '.join(filter(None, (question.name, question.asked)))}  ({least}–{most} s)")
        lines.append(f"   {question.reason}")
    return "\n".join(lines)


def _list(call: Call, library: sqlite3.Connection) -> None:
    held = {"mock": mocks(library), "real": mocks(library, "real")}
    lines = [
        line
        for kind, title in (("mock", "Mock interviews"), ("real", "Real ones"))
        for line in _rows(held[kind], title)
    ]
    call.answer(held, "\n".join(lines) or "None yet. Plan one: readyby mock --plan")


def _rows(held: tuple[Interview, ...], title: str) -> list[str]:
    if not held:
        return []
    rows = [
        (
            str(each.id),
            full(each.day),
            each.role,
            f"{each.answered} of {each.questions} answered",
            "" if each.mean is None else f"own {each.mean:.1f}",
            "" if each.found is None else f"evidence {each.found:.1f}",
        )
        for each in held
    ]
    return [title, *table(rows)]
