"""Panels about the way to a goal, about how forecasts came out, and about answers week by week."""

from drills.dates import short
from drills.views.answers import AnswersProgress, ElementTrend
from drills.views.plan import CalibrationView, GoalPlanView
from drills.views.progress_more import ProgressMore
from tui.chart.lines import Band, Lines, Track
from tui.chart.tables import Table
from tui.dashboard.aims import small_row
from tui.dashboard.panel import Panel, counted, percent


def more_panels(more: ProgressMore | None) -> tuple[Panel, ...]:
    """The panels; what belongs there while nothing was read."""
    return (
        burn_up(more.plan if more else None),
        _forecasts(more.forecasts if more else None),
        _answers(more.answers if more else None),
    )


def burn_up(plan: GoalPlanView | None) -> Panel:
    """Readiness so far, what is needed, and what the plan leads to, with its band."""
    return Panel(
        "burnup",
        "Readiness burn-up",
        _burn_up(plan) if plan else None,
        "Set a goal with cards and a date in Goals (2); its readiness, day by day, will stand here.",
        "Readiness of the goal with the nearest date (or of the one chosen): predicted for each evening so far, and up "
        "to its day if you follow the plan, with a band that holds the result in 8 of 10 cases. "
        "Computed by FSRS-6 and simulation; unseen cards count as not recalled.",
        f"{plan.goal.statement}: {plan.outlook.words}"
        if plan and plan.outlook
        else plan.goal.statement
        if plan
        else "",
    )


def _burn_up(plan: GoalPlanView) -> Lines | None:
    past = tuple((point.day, point.predicted) for point in plan.past)
    days = plan.outlook.days if plan.outlook else ()
    tracks = [Track("so far", past)] if past else []
    if days:
        tracks.append(Track("planned", tuple((day.day, day.mean) for day in days), dashed=True, style="$success"))
    if len(plan.needed) > 1:
        tracks.append(Track("needed", plan.needed, dashed=True, style="$secondary"))
    if not tracks:
        return None
    band = Band("likely", tuple((day.day, day.low, day.high) for day in days)) if days else None
    marks = ((plan.goal.deadline, short(plan.goal.deadline, plan.day)),)
    return Lines(tuple(tracks), plan.day, band=band, target=plan.goal.target, marks=marks)


def _forecasts(view: CalibrationView | None) -> Panel:
    lines, words = [], []
    for check in view.checks if view else ():
        for held in check.held:
            lines.append(
                (
                    check.statement,
                    short(held.day, check.day),
                    percent(held.mean),
                    percent(check.measured),
                    _points(held.residual),
                )
            )
            words.append(
                f"{check.statement}: forecast {percent(held.mean)} ({percent(held.low)} to {percent(held.high)}) on "
                f"{short(held.day, check.day)}; measured {percent(check.measured)}, {counted(check.answers, 'answer')}"
            )
    for mock in view.mocks if view else ():
        lines.append(("mock test", f"{mock.day}", percent(mock.predicted), percent(mock.measured), "–"))
        words.append(mock.words)
    return Panel(
        "forecasts",
        "How forecasts came out",
        Table(("goal", "forecast on", "forecast", "measured", "off by"), tuple(lines), tuple(words)) if lines else None,
        view.words if view else "",
        "Forecasts of finished goals, made at the start and at each third of the way, held against what was measured "
        "just before the day; mock tests against what was predicted for their cards. Later bands are widened by it.",
        view.words if view and lines else "",
    )


def _points(difference: float) -> str:
    return f"{difference * 100:+.0f} points"


def _answers(view: AnswersProgress | None) -> Panel:
    trends = [*view.elements, *view.pitfalls] if view else []
    lines = tuple(
        (f"{one.id} {one.name}", small_row(one.weeks), percent(_latest(one)), f"{one.total:,}") for one in trends
    )
    coached = sum(view.coached) if view else 0
    states = " · ".join(f"{number} {state.value}" for state, number in view.states if number) if view else ""
    return Panel(
        "composed",
        "Your answers, week by week",
        Table(("element or pitfall", "weeks", "last", "found"), lines) if coached else None,
        "Once the coach has looked at an answer, elements and pitfalls found in it are counted here by week.",
        "How often each element (E) and each pitfall (A) was found in the answers that the coach looked at, week by "
        "week. Found by fixed checks that explain themselves; findings that you dismissed don't count.",
        f"{counted(view.questions, 'question')}: {states} · {view.with_story} with a story"
        if view and view.questions
        else "",
    )


def _latest(trend: ElementTrend) -> float | None:
    """The last week in which anything was looked at."""
    return next((share for share in reversed(trend.weeks) if share is not None), None)
