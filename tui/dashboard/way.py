"""Panels about the way to a goal, and about how forecasts came out."""

from collections.abc import Sequence

from drills.dates import short
from drills.number_words import counted, percent
from drills.views.plan import CalibrationView, GoalPlanView
from drills.views.progress_more import Way
from tui.chart.lines import Band, Lines, Track
from tui.chart.tables import Table
from tui.dashboard.panel import Panel


def way_panels(way: Way | None) -> tuple[Panel, ...]:
    """The way to a goal and past forecasts; what belongs there while nothing was read."""
    return burn_up(way.plan if way else None, way.goal_ids if way else ()), _forecasts(way.forecasts if way else None)


def burn_up(plan: GoalPlanView | None, goal_ids: Sequence[int] = ()) -> Panel:
    """Readiness so far, what is needed, and what the plan leads to, with its band."""
    return Panel(
        "burnup",
        "Readiness burn-up",
        _burn_up(plan) if plan else None,
        _no_burn_up(plan),
        "Readiness of one goal (o shows the next): predicted for each evening so far, and up to its day if you follow "
        "the plan, with a band that holds the result in 8 of 10 cases. "
        "Computed by FSRS-6 and simulation; unseen cards count as not recalled.",
        _burn_up_words(plan, goal_ids) if plan else "",
    )


def _no_burn_up(plan: GoalPlanView | None) -> str:
    if plan is None:
        return "Set a goal with cards and a date in Goals (2); its readiness, day by day, will stand here."
    return (
        f"Nothing to show yet for {plan.goal.statement}: its readiness stands here, evening by evening, from the day "
        "after the first answer to one of its cards."
    )


def _burn_up_words(plan: GoalPlanView, goal_ids: Sequence[int]) -> str:
    words = f"{plan.goal.statement}: {plan.outlook.words}" if plan.outlook else plan.goal.statement
    if plan.goal.id in goal_ids and len(goal_ids) > 1:
        return f"goal {goal_ids.index(plan.goal.id) + 1} of {len(goal_ids)} · {words}"
    return words


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
        measured = f"{percent(check.measured)} ({_between(check.low, check.high)})"
        for held in check.held:
            made, ended = short(held.day, check.day), short(check.day, check.day)
            forecast = f"{percent(held.mean)} ({_between(held.low, held.high)})"
            lines.append((check.statement, made, forecast, measured, f"{check.answers:,}", _points(held.residual)))
            words.append(
                f"{check.statement}: forecast {forecast} on {made}; measured {measured} on {ended}, "
                f"{counted(check.answers, 'answer')}"
            )
    for mock in view.mocks if view else ():
        if mock.measured is not None:
            measured = f"{percent(mock.measured)} ({_between(mock.low, mock.high)})"
            off = _points(mock.measured - mock.predicted)
            day = short(mock.day, mock.day)
            lines.append(("mock test of cards seen", day, percent(mock.predicted), measured, f"{mock.answered:,}", off))
            words.append(mock.words)
    head = ("goal", "made on", "forecast", "measured", "answers", "off by")
    return Panel(
        "forecasts",
        "How forecasts came out",
        Table(head, tuple(lines), tuple(words)) if lines else None,
        _no_forecasts(view),
        "Forecasts of finished goals, made at the start and at each third of the way with a band for 8 of 10 cases, "
        "held against first answers of the last four days, with a 95 % interval; mock tests against what "
        "was predicted of the cards seen so far. Later bands are widened by what these were off.",
        view.words if view and lines else "",
    )


def _no_forecasts(view: CalibrationView | None) -> str:
    words = f"{view.words} " if view else ""
    return (
        f"{words}When a goal's day has come, with ten answers in its last four days, or after a mock test of its cards "
        "(on the goal's page), forecast and result stand here side by side."
    )


def _between(low: float, high: float) -> str:
    return f"{low * 100:.0f}–{high * 100:.0f}"


def _points(difference: float) -> str:
    return f"{difference * 100:+.0f} points"
