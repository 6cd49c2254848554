"""Panels about what was done: days, time, recall measured, hours, buttons, calibration."""

from collections.abc import Iterator
from datetime import date, timedelta

from drills.figures import wilson
from drills.models import Rating
from drills.number_words import counted, percent, time_words
from drills.views.progress import Calibrated, Hour, Period, ProgressView, Retention
from tui.chart.axes import Days, Names
from tui.chart.calendar import Year
from tui.chart.columns import Columns, Layer
from tui.chart.lines import Lines, Track
from tui.chart.points import Point, Points
from tui.chart.tables import Table
from tui.chart.ticks import ANSWERS, MINUTES, SECONDS
from tui.dashboard.panel import ENOUGH, Panel, row_of_days

_SORTS = (
    ("mature", "mature", "$success"),
    ("young", "young", "$accent"),
    ("learning", "learning", "$warning"),
    ("relearning", "relearning", "$error"),
    ("early", "early", "$secondary"),
)
_STAGES = (("learning", "In steps"), ("young", "Young"), ("mature", "Mature"))
_WEEK = 7


def past_panels(view: ProgressView, target: float, sunday_first: bool) -> Iterator[Panel]:
    """The panels, in the order of how often one looks at them."""
    yield _today(view)
    yield _year(view, sunday_first)
    yield _answers(view)
    yield _time(view)
    yield _retention(view, target)
    yield _calibration(view)
    yield _hours(view)
    yield _buttons(view)
    yield _time_each(view)


def _today(view: ProgressView) -> Panel:
    done = view.today
    streak = f"{counted(view.streak, 'day')}, best {view.best_streak:,}" if view.best_streak else "none yet"
    lines = [
        ("Answers", f"{done.answers:,}"),
        ("Time", time_words(done.seconds)),
        ("Rated Again", f"{done.again:,}" + (f" ({percent(done.again / done.answers)})" if done.answers else "")),
        ("Cards seen for the first time", f"{done.first:,}"),
        *((sort.title(), f"{number:,}") for sort, number in done.sorts.items()),
        ("Streak", streak),
    ]
    return Panel(
        "today",
        "Today",
        Table(("", ""), tuple(lines)),
        "",
        "What you have done on this day of study, by the sort of card at the time of the answer. "
        "Measured; answers that were taken back don't count, and a planned rest doesn't break the streak.",
        f"{counted(done.answers, 'answer')} in {time_words(done.seconds)}" if done.answers else "nothing yet today",
    )


def _year(view: ProgressView, sunday_first: bool) -> Panel:
    return Panel(
        "year",
        "The year, day by day",
        Year(view.days, view.day, sunday_first),
        "",
        "Each cell is a day of study of the last year; the darker, the more answers. "
        "Measured; the shades begin at round numbers near the quarters of your own days.",
        _year_words(view),
        wide=True,
    )


def _year_words(view: ProgressView) -> str:
    if not view.days:
        return "each day on which you drill darkens its cell; the first will be today's"
    answers = sum(done.reviews for done in view.days)
    return f"{counted(answers, 'answer')} on {counted(len(view.days), 'day')}"


def _columns(view: ProgressView, unit_of: str) -> Columns | None:
    """Answers or minutes by period and sort, from the first period to today."""
    shown = view.periods
    if not shown:
        return None
    each = shown[0].days
    first = shown[0].first
    if each == 1 and view.span.days is not None:
        first = max(first, view.day - timedelta(days=view.span.days - 1))
    layers = []
    for sort, name, style in _SORTS:
        found = [(period.first, _value(period, sort, unit_of)) for period in shown]
        if any(value for _, value in found):
            layers.append(Layer(name, row_of_days(found, first, view.day, each), style))
    unit = MINUTES if unit_of == "minutes" else ANSWERS
    return Columns(Days(first, view.day, each), tuple(layers), unit)


def _value(period: Period, sort: str, unit_of: str) -> float:
    return period.seconds.get(sort, 0.0) / 60 if unit_of == "minutes" else float(period.answers.get(sort, 0))


_LATER = "Nothing in this time. Each answer you give counts here at once."


def _answers(view: ProgressView) -> Panel:
    return Panel(
        "answers",
        "Answers by day",
        _columns(view, "answers"),
        _LATER,
        "How many answers you gave, stacked by the sort of card: mature ones had an interval of 21 days or more. "
        "Measured; where there is no room for each day, neighbouring days are added up.",
        f"{counted(view.reviews, 'answer')} over {view.span.words}" if view.reviews else "",
    )


def _time(view: ProgressView) -> Panel:
    return Panel(
        "time",
        "Time by day",
        _columns(view, "minutes"),
        _LATER,
        "How many minutes your answers took, stacked by the sort of card. "
        "Measured from showing a card to its rating, without pauses longer than the setting idle_after.",
        time_words(view.seconds) + f" over {view.span.words}" if view.reviews else "",
    )


def _retention(view: ProgressView, target: float) -> Panel:
    tested = any(line.young + line.mature for line in view.retention)
    lines = tuple(_retention_line(line) for line in view.retention)
    words = tuple(_retention_words(line) for line in view.retention)
    month = view.retention[3] if len(view.retention) > 3 else None
    asked = month.young + month.mature if month else 0
    recalled = month.young_recalled + month.mature_recalled if month else 0
    return Panel(
        "retention",
        "True retention",
        Table(("", "young", "mature", "all", "predicted"), lines, words) if tested else None,
        f"Recall is measured on cards that come back, a day after the first drill; {ENOUGH} answers make it firm.",
        "The share of cards in review that you recalled when they came back, young and mature (21 days or more) apart, "
        "beside what was predicted for the same answers. "
        "Measured over first answers of the day in review; ~ marks fewer than 20 answers.",
        f"{percent(recalled / asked)} in 30 days · target {percent(target)}" if asked else "",
    )


def _retention_line(line: Retention) -> tuple[str, ...]:
    asked, recalled = line.young + line.mature, line.young_recalled + line.mature_recalled
    return (
        line.label,
        _share(line.young_recalled, line.young),
        _share(line.mature_recalled, line.mature),
        _share(recalled, asked),
        percent(line.predicted),
    )


def _share(recalled: int, asked: int) -> str:
    return f"{'~' if asked < ENOUGH else ''}{percent(recalled / asked)}" if asked else "–"


def _retention_words(line: Retention) -> str:
    asked, recalled = line.young + line.mature, line.young_recalled + line.mature_recalled
    if not asked:
        return f"{line.label}   no answers in review"
    young, mature = (
        f"{r:,} of {a:,}" for r, a in ((line.young_recalled, line.young), (line.mature_recalled, line.mature))
    )
    return f"{line.label}   recalled {recalled:,} of {asked:,} · young {young} · mature {mature}"


def _calibration(view: ProgressView) -> Panel:
    points = _joined(view.calibration)
    answers = sum(point.count for point in points)
    gap = sum(abs(point.predicted - point.measured) * point.count for point in points) / answers if answers else 0.0
    return Panel(
        "calibration",
        "Calibration",
        Points(points) if points else None,
        "Predictions are held against answers from the day after the first drill on.",
        "Answers in review by the recall that was predicted just before, against the share that was really recalled; "
        "on the dotted line both agree. Bars are 95 % Wilson intervals; bins of fewer than 20 answers are joined.",
        f"{gap * 100:.1f} points off on average, {counted(answers, 'answer')}" if answers else "",
    )


def _joined(bins: tuple[Calibrated, ...]) -> tuple[Point, ...]:
    """A point for each bin; those with too few answers to say anything are joined with the next."""
    points: list[Point] = []
    answers, recalled, predicted = 0, 0, 0.0
    for place, bin_ in enumerate(bins):
        answers, recalled = answers + bin_.answers, recalled + bin_.recalled
        predicted += bin_.predicted * bin_.answers
        if answers >= ENOUGH or place == len(bins) - 1:
            points.append(Point(predicted / answers, recalled / answers, *wilson(recalled, answers), answers))
            answers, recalled, predicted = 0, 0, 0.0
    return tuple(points)


def _hours(view: ProgressView) -> Panel:
    by_hour = {hour.hour: hour for hour in view.hours}
    notes = tuple(_recalled(by_hour.get(n)) for n in range(24))
    axis = Names(tuple(str(n) for n in range(24)), tuple(f"{n:02}:00 to {(n + 1) % 24:02}:00" for n in range(24)))
    values = tuple(float(by_hour[n].answers) if n in by_hour else 0.0 for n in range(24))
    busiest = max(view.hours, key=lambda hour: hour.answers, default=None)
    return Panel(
        "hours",
        "Hour of day",
        Columns(axis, (Layer("answers", values),), ANSWERS, notes=notes, starts_at_end=False) if view.hours else None,
        _LATER,
        "How many answers you gave in each hour of the clock on your wall at the time; the cursor tells the share "
        "recalled of cards in review. Measured; hours with few answers say little.",
        f"most from {busiest.hour:02}:00" if busiest else "",
    )


def _recalled(hour: Hour | None) -> str:
    if hour is None or not hour.tested:
        return ""
    return f"{hour.recalled:,} of {hour.tested:,} in review recalled, {percent(hour.recalled / hour.tested)}"


def _buttons(view: ProgressView) -> Panel:
    lines, bars, words = [], list[float | None](), []
    for stage, name in _STAGES:
        counts = view.buttons.get(stage, {})
        total = sum(counts.values())
        for rating in Rating:
            number = counts.get(rating, 0)
            share = number / total if total else None
            lines.append((f"{name} · {rating.value} {rating.name.title()}", percent(share), f"{number:,}"))
            bars.append(share)
            words.append(f"{name}, {rating.name.title()}   {number:,} of {total:,} answers, {percent(share)}")
    total = sum(sum(counts.values()) for counts in view.buttons.values())
    again = sum(counts.get(Rating.AGAIN, 0) for counts in view.buttons.values())
    return Panel(
        "buttons",
        "Answer buttons",
        Table(("", "share", "answers"), tuple(lines), tuple(words), tuple(bars)) if total else None,
        _LATER,
        "How often you used each rating: for cards in their learning steps, for young cards and for mature ones. "
        "Measured; shares are of the answers of each group.",
        f"{percent(1 - again / total)} other than Again" if total else "",
    )


def _time_each(view: ProgressView) -> Panel:
    tracks = [
        Track(name, points, dashed, style)
        for name, sorts, dashed, style in (
            ("in review", ("young", "mature"), False, "$accent"),
            ("in steps", ("learning", "relearning"), True, "$warning"),
        )
        if len(points := _means(view, sorts)) > 1
    ]
    mean = view.seconds / view.reviews if view.reviews else 0.0
    return Panel(
        "each",
        "Time per answer",
        Lines(tuple(tracks), view.day, SECONDS) if tracks else None,
        "The mean time of an answer, week by week: from the second week on.",
        "How many seconds an answer took on average, week by week (by four weeks over a long time), for cards in "
        "review and for those in their steps. Measured; long answers aloud and flashcards are in one mean.",
        f"{mean:.1f} s on average" if view.reviews else "",
    )


def _means(view: ProgressView, sorts: tuple[str, ...]) -> tuple[tuple[date, float], ...]:
    """Mean seconds by week, or by longer periods as they are."""
    sums: dict[date, list[float]] = {}
    for period in view.periods:
        first = period.first - timedelta(days=period.first.weekday()) if period.days < _WEEK else period.first
        found = sums.setdefault(first, [0.0, 0.0])
        found[0] += sum(period.seconds.get(sort, 0.0) for sort in sorts)
        found[1] += sum(period.answers.get(sort, 0) for sort in sorts)
    return tuple((day, seconds / answers) for day, (seconds, answers) in sorted(sums.items()) if answers)
