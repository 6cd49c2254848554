"""Figures about one's own answers in words: their state, what was found in them, interviews, own ratings."""

from collections.abc import Sequence

from drills.number_words import counted, percent
from drills.views.answers import AnswersProgress, ElementTrend
from drills.views.composing import AnswerState
from drills.views.interviews import Interview, SelfCalibration
from drills.views.progress_more import Composed
from tui.commands.wording import table


def answer_lines(answers: Composed) -> list[str]:
    """A section for `readyby stats`; nothing while there is no answer and no interview."""
    progress = answers.progress
    answered = sum(number for state, number in progress.states if state is not AnswerState.NONE)
    if not (answered or any(progress.coached) or answers.mocks or answers.real):
        return []
    return ["", *_states(progress), *_found(progress), *_interviews(answers.mocks), *_judged(progress.calibration)]


def _states(progress: AnswersProgress) -> list[str]:
    states = [f"{number} {state.value}" for state, number in reversed(progress.states) if number]
    questions = counted(progress.questions, "open question")
    return [f"Answers to {questions}: {', '.join(states)}; {progress.with_story} with a story"]


def _found(progress: AnswersProgress) -> list[str]:
    coached = sum(progress.coached)
    if not coached:
        return []
    shown = [*progress.elements, *(trend for trend in progress.pitfalls if trend.total)]
    head = f"  Found in {counted(coached, 'answer')} that the coach looked at in {len(progress.weeks)} weeks"
    return [head, *table([("", "all", "first week", "last week"), *(_trend(each, coached) for each in shown)], "    ")]


def _trend(trend: ElementTrend, coached: int) -> tuple[str, str, str, str]:
    weeks = [share for share in trend.weeks if share is not None]
    return f"{trend.id} {trend.name}", percent(trend.total / coached), percent(weeks[0]), percent(weeks[-1])


def _interviews(mocks: Sequence[Interview]) -> list[str]:
    if not mocks:
        return []
    rated = [mock for mock in reversed(mocks) if mock.mean is not None and mock.found is not None]
    means = "; ".join(f"own {mock.mean:.1f}, evidence {mock.found:.1f}" for mock in rated[-3:])
    return [f"  {counted(len(mocks), 'mock interview')}{f', of 5: {means}' if means else ''}"]


def _judged(view: SelfCalibration) -> list[str]:
    if view.bias is None or view.gap is None:
        return []
    side = "higher than" if view.bias > 0 else "lower than"
    return [
        f"  {counted(view.judged, 'own rating')} {abs(view.bias):.1f} {side} the evidence, "
        f"{view.gap:.1f} apart (of 5, on average)"
    ]
