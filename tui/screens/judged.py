"""What follows one's own judgement: the evidence beside it, or how a critique stands, item by item."""

from collections.abc import Iterator

from textual.content import Content

from drills.number_words import percent
from drills.text import visible
from drills.views.coaching import CritiqueVerdict, ItemVerdict
from drills.views.interviews import Gap, Judged
from tui.screens.dialog import Reader
from tui.widgets.coach_view import coach_content, quoted
from tui.widgets.debrief_view import apart

_HOW = {
    "found": ("✓", "found"),
    "words missed": ("◐", "named, but other words are at fault"),
    "not named": ("◐", "the words are marked, not named"),
    "overlooked": ("✗", "overlooked"),
    "not at fault": ("✗", "named in error"),
    "not missing": ("✗", "it isn't missing"),
}


class JudgedScreen(Reader):
    """Own ratings beside the evidence, then the coach's findings."""

    def __init__(self, judged: Judged) -> None:
        super().__init__("You, and the evidence", judged_lines(judged))


class VerdictScreen(Reader):
    """A critique drill, item by item."""

    def __init__(self, verdict: CritiqueVerdict) -> None:
        super().__init__("What is wrong with it", verdict_lines(verdict))


def judged_lines(judged: Judged) -> Iterator[Content]:
    """The gaps first; then what the coach saw, if there were words to see; last what is suggested."""
    for gap in judged.gaps:
        yield gap_line(gap)
    if judged.coaching is None:
        yield Content("")
        words = "Nothing was written, so there is only your own rating. t writes down what you said."
        yield Content.assemble((words, "$text-muted"))
    else:
        yield coach_content(judged.coaching, (), ())
    if judged.coverage is not None:
        yield Content("")
        yield Content(f"{percent(judged.coverage).strip()} of what it should show, and of your own figures, was there.")
    yield Content("")
    suggestion = judged.suggestion
    yield Content.assemble(
        ("Suggested  ", "$text-muted"), (suggestion.rating.name.title(), "bold"), f"  {visible(suggestion.reason)}"
    )
    yield Content.assemble(("You decide: the ratings come next.", "$text-muted"))


def gap_line(gap: Gap) -> Content:
    """A scale with both ratings, and how far they lie apart."""
    if gap.found is None or gap.gap is None:
        return Content.assemble(f"{gap.title:<18}", ("you ", "$text-muted"), (str(gap.own), "bold"))
    because = f"  {visible(gap.because)}" if gap.because else ""
    return Content.assemble(
        f"{gap.title:<18}",
        ("you ", "$text-muted"),
        (str(gap.own), "bold"),
        ("  evidence ", "$text-muted"),
        (str(gap.found), "bold"),
        "  ",
        apart(gap),
        (because, "$text-muted"),
    )


def verdict_lines(verdict: CritiqueVerdict) -> Iterator[Content]:
    """What was found in all, each item with its reason, and the better sentence."""
    false = f", {verdict.false} named in error" if verdict.false else ""
    yield Content.assemble((f"{verdict.found} of {verdict.all} found{false}", "bold"))
    for item in verdict.items:
        yield from _item(item)
    if verdict.better_says:
        yield Content("")
        yield Content.assemble(("Your sentence  ", "$text-muted"), visible(verdict.better_says))


def _item(item: ItemVerdict) -> Iterator[Content]:
    sign, words = _HOW.get(item.how, ("·", item.how))
    style = "$text-success" if item.right else "$text-warning"
    yield Content("")
    yield Content.assemble((f"{sign} ", style), (item.name, "bold"), (f"  {words}", style))
    if item.words:
        yield Content.assemble(("  at fault: ", "$text-muted"), ", ".join(quoted(each) for each in item.words))
    if item.reason and item.reason != item.name:
        yield Content(f"  {visible(item.reason)}")
