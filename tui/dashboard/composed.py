"""Panels about answers: what was found in them, versions, interviews, and how one judges oneself."""

from collections.abc import Sequence
from datetime import date, timedelta

from drills.dates import short
from drills.number_words import counted, percent, time_words
from drills.views.answers import AnswersProgress, ElementTrend
from drills.views.composing import AnswerState
from drills.views.interviews import Interview, SelfCalibration
from drills.views.progress_more import Composed, Written
from tui.chart.axes import Days
from tui.chart.columns import Columns, Layer
from tui.chart.lines import Lines, Track
from tui.chart.tables import Table
from tui.chart.ticks import Unit
from tui.dashboard.aims import small_row
from tui.dashboard.panel import Panel, row_of_days

_VERSIONS = Unit("versions")
_POINTS = Unit("of 5")
_WEEK = 7


def answer_panels(composed: Composed | None, day: date) -> tuple[Panel, ...]:
    """The panels; what belongs there while nothing was read."""
    progress = composed.progress if composed else None
    return (
        _versions(composed.written if composed else (), progress, day),
        _found(progress),
        _interviews(composed, day),
        _judging(progress.calibration if progress else None, day),
    )


def _versions(written: Sequence[Written], progress: AnswersProgress | None, day: date) -> Panel:
    figure = None
    if written:
        first = written[0].week
        layers = (
            Layer("first", _by_week(written, first, day, "first"), "$accent"),
            Layer("reworked", _by_week(written, first, day, "later"), "$success"),
        )
        figure = Columns(Days(first, day, _WEEK), layers, _VERSIONS)
    states = ", ".join(
        f"{number} {state.value}"
        for state, number in (reversed(progress.states) if progress else ())
        if number and state is not AnswerState.NONE
    )
    return Panel(
        "versions",
        "Versions of your answers",
        figure,
        "Once you finish a version of an answer in Answers (3), it is counted here by week.",
        "How many versions of answers you finished in each week: a question's first one, and later ones. "
        "Counted, by the day each was finished; discarded versions don't count.",
        f"{states} of {progress.questions}" if progress and written else "",
    )


def _by_week(written: Sequence[Written], first: date, day: date, name: str) -> tuple[float, ...]:
    return row_of_days([(week.week, float(getattr(week, name))) for week in written], first, day, _WEEK)


def _found(view: AnswersProgress | None) -> Panel:
    coached = sum(view.coached) if view else 0
    trends = [*view.elements, *view.pitfalls] if view else []
    lines = tuple(
        (f"{one.id} {one.name}", small_row(one.weeks), percent(_latest(one)), f"{one.total:,}") for one in trends
    )
    words = tuple(
        f"{one.id} {one.name}   in {one.total:,} of {counted(coached, 'answer')} looked at; weeks: share, · none"
        for one in trends
    )
    return Panel(
        "composed",
        "Found in your answers, by week",
        Table(("element or pitfall", "weeks", "last", "found"), lines, words) if coached else None,
        "Once the coach has looked at an answer, elements and pitfalls found in it are counted here by week.",
        "How often each element (E) and each pitfall (A) was found in the answers that the coach looked at, week by "
        "week. Found by fixed checks that explain themselves; findings that you dismissed don't count.",
        f"{counted(coached, 'answer')} in {len(view.weeks)} weeks · a story for {view.with_story} of {view.questions}"
        if view and coached
        else "",
    )


def _latest(trend: ElementTrend) -> float | None:
    """The last week in which anything was looked at."""
    return next((share for share in reversed(trend.weeks) if share is not None), None)


def _interviews(composed: Composed | None, day: date) -> Panel:
    held = sorted((*composed.mocks, *composed.real), key=lambda one: (one.day, one.id)) if composed else []
    held.reverse()
    lines = tuple(
        (
            f"{short(one.day, day)}{'' if one.kind == 'mock' else ' · real'}{f' · {one.role}' if one.role else ''}",
            f"{one.answered} of {one.questions}",
            time_words(one.seconds) if one.seconds else "–",
            _points(one.mean),
            _points(one.found),
        )
        for one in held
    )
    return Panel(
        "interviews",
        "Interviews",
        Table(("interview", "answered", "time", "own", "found"), lines, tuple(map(_interview_words, held)))
        if held
        else None,
        "Each mock interview that you finish in Answers (3) stands here with its ratings; so does each real one you "
        "note there.",
        "Mock and real interviews, the latest first: questions answered, and your mean rating from 1 to 5 beside what "
        "was found in the same answers. Own ratings are yours; found ones come from fixed checks.",
        _interviews_sum(composed) if composed and held else "",
    )


def _interviews_sum(composed: Composed) -> str:
    rated = [one.mean for one in reversed(composed.mocks) if one.mean is not None]
    trend = f", own rating from {rated[0]:.1f} to {rated[-1]:.1f}" if len(rated) > 1 else ""
    real = f" · {len(composed.real)} real" if composed.real else ""
    return f"{counted(len(composed.mocks), 'mock')}{trend}{real}"


def _interview_words(one: Interview) -> str:
    found = f"{counted(one.elements, 'element')} and {counted(one.pitfalls, 'pitfall')} found"
    kind = "real interview" if one.kind == "real" else "mock interview"
    return " · ".join(part for part in (kind, one.role, found if one.found is not None else "", one.went) if part)


def _points(mean: float | None) -> str:
    return "–" if mean is None else f"{mean:.1f}"


def _judging(view: SelfCalibration | None, day: date) -> Panel:
    weeks = view.weeks if view else ()
    tracks = (
        Track("your rating", tuple((week.week, week.own) for week in weeks)),
        Track("found", tuple((week.week, week.found) for week in weeks), dashed=True, style="$success"),
    )
    figure = Lines(tracks, day, _POINTS, low=1.0, high=5.0) if weeks else None
    return Panel(
        "judging",
        "How you judge yourself",
        figure if figure and not figure.thin else None,
        _judging_soon(view, day),
        "Your ratings of your own answers, from 1 to 5, beside what was found in the same answers, as means by week. "
        "Found by fixed checks on the written text; where both lines meet, you judge as the checks do.",
        _judging_words(view) if view else "",
    )


def _judging_soon(view: SelfCalibration | None, day: date) -> str:
    if view and view.judged:
        monday = view.weeks[0].week + timedelta(weeks=1)
        return f"{_judging_words(view)}. The curve begins with a second week, from {short(max(monday, day), day)} on."
    return "Rate an answer yourself before you look at what was found in it: both stand here from the second week on."


def _judging_words(view: SelfCalibration) -> str:
    if view.bias is None or view.gap is None:
        return ""
    side = "higher" if view.bias > 0 else "lower"
    return f"{view.gap:.1f} points apart, you rate {abs(view.bias):.1f} {side} · {counted(view.judged, 'rating')}"
