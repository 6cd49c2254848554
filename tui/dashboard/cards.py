"""Panels about cards as they stand, and about what is to come."""

from collections.abc import Iterator

from drills.number_words import counted, percent, time_words
from drills.views.progress import Bin, ProgressView
from tui.chart.axes import Days, Edges
from tui.chart.columns import Columns, Layer
from tui.chart.tables import Share, Shares, Table
from tui.chart.ticks import CARDS, MINUTES, PERCENT, Unit
from tui.dashboard.panel import Panel, row_of_days

_DAYS = Unit("days")
_STATES = (
    ("new", "not seen yet", "·", "$foreground 45%"),
    ("learning", "in the learning steps", "░", "$warning"),
    ("relearning", "forgotten, in the steps again", "╳", "$error"),
    ("young", "back within 21 days", "▒", "$accent"),
    ("mature", "21 days or more", "█", "$success"),
    ("suspended", "put aside", "╱", "$foreground 45%"),
)
_NO_CARDS = "No cards yet: add some in the Library (4), or load a deck file there."
_UNSEEN = "Once cards are answered they are counted here."


def card_panels(view: ProgressView, minutes: int) -> Iterator[Panel]:
    """The panels, what is to come first."""
    yield _due(view, minutes)
    yield _states(view)
    yield _recalls(view)
    yield _histogram(
        view.intervals,
        "intervals",
        "Intervals",
        "How many cards in review have which interval: the days between the last answer and the day the card is due. "
        "As scheduled now; bins grow wider to the right.",
        _DAYS,
        "half are at {} or less",
    )
    yield _histogram(
        view.stabilities,
        "stability",
        "Stability",
        "How many cards have which stability: the days after which recall has fallen to 90 %. "
        "Estimated by FSRS-6 from each card's answers; bins grow wider to the right.",
        _DAYS,
        "half are at {} or less",
    )
    yield _histogram(
        view.difficulties,
        "difficulty",
        "Difficulty",
        "How many cards have which difficulty, from 1 (easy) to 10 (hard): harder ones grow stable more slowly. "
        "Estimated by FSRS-6 from each card's answers.",
        Unit(),
        "half are at {} or less",
    )
    yield _added(view)
    yield _leeches(view)
    yield _costly(view)


def _due(view: ProgressView, minutes: int) -> Panel:
    days = view.due.days
    layers = (
        Layer("scheduled", tuple(day.scheduled for day in days), "$accent"),
        Layer("again", tuple(day.again for day in days), "$success"),
        Layer("new", tuple(day.new for day in days), "$warning"),
        Layer("left over", tuple(day.waiting for day in days), "$error", level=True),
    )
    due = any(any(layer.values) for layer in layers)
    columns = Columns(
        Days(view.day, view.day), layers, MINUTES, float(minutes), f"{minutes} min a day", starts_at_end=False
    )
    total = sum(day.scheduled + day.again + day.new for day in days)
    mean = total / max(1, len(days))
    pace = f"{view.due.minutes_a_day:.0f} min and {view.due.new_a_day:.1f} new cards a day"
    overdue = f" · {view.due.overdue:,} overdue" if view.due.overdue else ""
    return Panel(
        "due",
        "Minutes due in the days to come",
        columns if due else None,
        "Nothing is scheduled yet. Once cards are answered, the minutes that each day to come needs stand here.",
        f"Predicted by simulation: cards come back by their schedule, some are forgotten, and you go on with {pace}. "
        "What doesn't fit into a day is left over to the next; times are your own of late, the line is your plan.",
        f"{mean:.0f} of {minutes} min a day over {len(days)} days{overdue}" if due else "",
    )


def _states(view: ProgressView) -> Panel:
    parts = tuple(
        Share(name, view.states.get(name, 0), meaning, glyph, style) for name, meaning, glyph, style in _STATES
    )
    return Panel(
        "states",
        "Card states",
        Shares(parts) if view.cards else None,
        _NO_CARDS,
        "Where your cards stand: each is counted once. "
        "As stored now; a card is mature once its interval is 21 days or more.",
        counted(view.cards, "card") if view.cards else "",
    )


def _recalls(view: ProgressView) -> Panel:
    known = view.knowledge / view.seen if view.seen else 0.0
    return Panel(
        "recall",
        "Recall now",
        _columns(view.recalls, PERCENT),
        _UNSEEN,
        "How many of the cards seen you would probably recall now, in bins of 5 %; their sum is what you know. "
        "Predicted by FSRS-6 from stability and the days since the last answer, right to half a percent.",
        f"about {view.knowledge:,.0f} of {view.seen:,} seen cards known, {percent(known)}" if view.seen else "",
    )


def _histogram(bins: tuple[Bin, ...], id_: str, title: str, about: str, unit: Unit, headline: str) -> Panel:
    return Panel(id_, title, _columns(bins, unit), _UNSEEN, about, headline.format(_middle(bins, unit)) if bins else "")


def _columns(bins: tuple[Bin, ...], unit: Unit) -> Columns | None:
    if not bins:
        return None
    edges = Edges((*(bin_.low for bin_ in bins), bins[-1].high), unit)
    return Columns(edges, (Layer("cards", tuple(float(bin_.cards) for bin_ in bins)),), CARDS)


def _middle(bins: tuple[Bin, ...], unit: Unit) -> str:
    """The end of the bin that the median card lies in."""
    half, so_far = sum(bin_.cards for bin_ in bins) / 2, 0
    for bin_ in bins:
        so_far += bin_.cards
        if so_far >= half:
            return unit.full(bin_.low if bin_.high is None else bin_.high)
    return ""


def _added(view: ProgressView) -> Panel:
    figure = None
    total = sum(cards for _, cards in view.added)
    if view.added:
        first = view.added[0][0]
        values = row_of_days([(day, float(cards)) for day, cards in view.added], first, view.day)
        figure = Columns(Days(first, view.day), (Layer("cards", values),), CARDS)
    return Panel(
        "added",
        "Cards added",
        figure,
        "No cards were added in this time.",
        "How many cards came into the library on each day, written or imported; deleted ones are gone from it. "
        "By the time their note was made, in the time zone you are in now.",
        f"{counted(total, 'card')} over {view.span.words}" if total else "",
    )


def _leeches(view: ProgressView) -> Panel:
    lines = tuple((note.text, f"{note.lapses}×") for note in view.leeches)
    return Panel(
        "leeches",
        "Leeches",
        Table(("card", "forgotten"), lines, tuple(note.text for note in view.leeches)) if lines else None,
        "None. A card that is forgotten again and again will be listed here.",
        "Cards that were forgotten so often that they were marked as leeches; the setting leech_lapses says how often. "
        "Say them in other words, split them, or put them aside: is:leech finds them in the Library.",
        counted(len(lines), "leech") if len(lines) == 1 else f"{len(lines)} leeches" if lines else "",
    )


def _costly(view: ProgressView) -> Panel:
    lines = tuple((card.text, time_words(card.seconds), f"{card.answers:,}", f"{card.lapses}×") for card in view.costly)
    words = tuple(
        f"{time_words(card.seconds)} in {counted(card.answers, 'answer')}, forgotten {card.lapses}×"
        for card in view.costly
    )
    spent = sum(card.seconds for card in view.costly)
    return Panel(
        "costly",
        "Most expensive cards",
        Table(("card", "time", "answers", "forgotten"), lines, words) if lines else None,
        _UNSEEN,
        "The cards that have taken the most time in all, with their answers and how often they were forgotten. "
        "Measured over all time, whatever the range.",
        f"these {len(lines)} took {time_words(spent)}" if lines else "",
    )
