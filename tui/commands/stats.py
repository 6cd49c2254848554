"""`readyby stats`: how it has gone, measured, and what is coming."""

from dataclasses import fields
from datetime import timedelta

from drills.number_words import counted, percent
from drills.views.progress import Chosen, ProgressView, Retention, Span
from tui.commands.answer_figures import answer_lines
from tui.commands.call import Call
from tui.commands.wording import minutes, table

AHEAD = 7  # days


def run(call: Call) -> int:
    """Print the figures."""
    from drills.storage.figures.progress import progress_view
    from drills.storage.figures.progress_more import composed

    with call.library() as library:
        view = progress_view(library, call.now, call.config.study, span_of(call), chosen_of(call))
        answers = composed(library, call.now, call.config.study)
    data = {field.name: getattr(view, field.name) for field in fields(view)} | {"answers": answers}
    call.answer(data, "\n".join([*_lines(view), *answer_lines(answers)]))
    return 0


def span_of(call: Call) -> Span:
    """The range that was asked for."""
    return Span(call.args.range)


def chosen_of(call: Call) -> Chosen:
    """The cards that were asked for."""
    args = call.args
    return Chosen(args.deck or "", args.tag or "", args.goal, args.search or "")


def _lines(view: ProgressView) -> list[str]:
    return [
        f"{counted(view.reviews, 'answer')} in {minutes(view.seconds)} over {view.span.words}, {view.chosen_words}; "
        f"streak {counted(view.streak, 'day')}, longest {view.best_streak}",
        "",
        "Recalled (measured; answers in brackets)",
        *table([("", "young", "21 days or more", "predicted"), *map(_retention, view.retention)]),
        "",
        "Cards",
        *table([(state, f"{number:,}") for state, number in view.states.items()]),
        *([f"  about {view.knowledge:,.0f} of {view.seen:,} seen would be recalled now (predicted)"] * bool(view.seen)),
        "",
        f"Due in the next {AHEAD} days (predicted, with new cards and what is forgotten)",
        *table(_due(view)),
    ]


def _retention(line: Retention) -> tuple[str, ...]:
    return (
        line.label,
        _measured(line.young_recalled, line.young),
        _measured(line.mature_recalled, line.mature),
        percent(line.predicted),
    )


def _measured(recalled: int, answers: int) -> str:
    return f"{percent(recalled / answers)} ({answers:,})" if answers else percent(None)


def _due(view: ProgressView) -> list[tuple[str, ...]]:
    last = view.day + timedelta(days=AHEAD)
    days: list[tuple[str, ...]] = [
        (f"{day.day:%Y-%m-%d}", minutes(60 * (day.scheduled + day.again + day.new)), _waiting(day.waiting))
        for day in view.due.days
        if day.day < last
    ]
    return days if any(day.scheduled + day.again + day.new for day in view.due.days) else [("nothing",)]


def _waiting(left_over: float) -> str:
    return f"and {minutes(60 * left_over)} left over" if left_over >= 0.5 else ""
