"""`readyby stats`: how it has gone, measured, and what is coming."""

from datetime import timedelta

from drills.views.progress import ProgressView, Retention
from tui.commands.call import Call
from tui.commands.wording import counted, minutes, percent, table

AHEAD = 7  # days


def run(call: Call) -> int:
    """Print the figures."""
    from drills.storage.progress import progress_view

    with call.library() as library:
        view = progress_view(library, call.now, call.config.study)
    call.answer(view, "\n".join(_lines(view)))
    return 0


def _lines(view: ProgressView) -> list[str]:
    return [
        f"{counted(view.reviews, 'answer')} in {minutes(view.seconds)}; streak {counted(view.streak, 'day')}, "
        f"longest {view.best_streak}",
        "",
        "Recalled (measured; answers in brackets)",
        *table([("", "young", "21 days or more", "predicted"), *map(_retention, view.retention)]),
        "",
        "Cards",
        *table([(state, f"{number:,}") for state, number in view.states.items()]),
        "",
        f"Due in the next {AHEAD} days",
        *table(_forecast(view)),
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


def _forecast(view: ProgressView) -> list[tuple[str, ...]]:
    last = view.day + timedelta(days=AHEAD)
    return [
        (f"{day:%Y-%m-%d}", counted(cards, "card"), minutes(seconds))
        for day, cards, seconds in view.forecast
        if day < last
    ] or [("nothing",)]
