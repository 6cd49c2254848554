"""A goal's plan drawn: the burn-up of its readiness, the minutes of each day, what is behind, and the ways out."""

from collections.abc import Iterator
from datetime import date, timedelta

from textual.content import Content

from drills.dates import short
from drills.number_words import counted, gain_words, percent, time_words
from drills.text import cell_width, one_line, visible
from drills.views.plan import Choice, GoalOutlook, GoalPlanView, MockOffer, MockResult, Stage, Way
from tui.chart.axes import Days
from tui.chart.columns import Columns, Layer
from tui.chart.lines import Band, Lines, Track
from tui.chart.ticks import MINUTES
from tui.widgets.bar import padded, share_bar

KEYS = {Way.MINUTES: "b", Way.DATE: "p", Way.CARDS: "f"}
WAY_WORDS = {Way.MINUTES: "More minutes", Way.DATE: "A later date", Way.CARDS: "Fewer cards"}


def burn_up(view: GoalPlanView) -> Lines:
    """Readiness so far, the line needed, and the forecast with its band to the day."""
    outlook = view.outlook
    past = tuple((each.day, each.predicted) for each in view.past)
    tracks = [Track("so far", past)]
    band = None
    if outlook and outlook.days:
        start = ((view.day, past[-1][1] if past else outlook.now),)
        ahead = tuple((planned.day + timedelta(days=1), planned.mean) for planned in outlook.days)
        tracks.append(Track("forecast", (*start, *ahead), dashed=True))
        name = f"{percent(outlook.band).strip()} band"
        band = Band(name, tuple((each.day + timedelta(days=1), each.low, each.high) for each in outlook.days))
    if view.needed:
        tracks.append(Track("needed", view.needed, dashed=True, style="$text-muted"))
    return Lines(
        tuple(tracks), view.day, band=band, target=view.goal.target, marks=((view.goal.deadline, "the day"),), low=0.0
    )


def outlook_content(view: GoalPlanView) -> Content:
    """The verdict with its figures, and what moved since yesterday."""
    outlook = view.outlook
    if outlook is None:
        return Content("Not forecast yet.")
    lines = [
        Content.assemble((outlook.words, "bold"), (" · being computed afresh" if outlook.stale else "", "$text-muted"))
    ]
    if outlook.cards:
        lines.append(_now_and_then(outlook))
    if outlook.five_more is not None and outlook.state in (Stage.RUNNING, Stage.LAST_DAYS):
        more = gain_words(outlook.five_more)
        lines.append(
            Content.assemble(("5 more minutes a day would add ", "$text-muted"), more, (" on the day", "$text-muted"))
        )
    if view.moved:
        words = visible(view.moved.words)
        lines.append(Content.assemble((words[:1].upper() + words[1:], "$text-muted")))
    if outlook.advice:
        lines.append(Content.assemble((outlook.advice, "$text-warning")))
    if outlook.sampled:
        words = f"Computed from {outlook.sampled:,} of its {outlook.cards:,} cards, evenly spread."
        lines.append(Content.assemble((words, "$text-muted")))
    return Content("\n").join(lines)


def _now_and_then(outlook: GoalOutlook) -> Content:
    parked = f" · {outlook.parked} moved out" if outlook.parked else ""
    return Content.assemble(
        ("now ", "$text-muted"),
        (percent(outlook.now).strip(), "bold"),
        "  ",
        share_bar(outlook.now, 8),
        f"  {outlook.band_words}",
        (f"  predicted · {outlook.seen} of {counted(outlook.cards, 'card')} seen{parked}", "$text-muted"),
    )


def ways_content(outlook: GoalOutlook | None, width: int = 78) -> Content:
    """The ways to meet the target, each with its key and what is predicted for it, on a line of its own if need be."""
    if outlook is None or not outlook.choices:
        return Content("")
    lines = [Content.assemble(("Ways out", "bold"), ("  one key each; u takes it back", "$text-muted"))]
    for choice in outlook.choices:
        lines += _way(choice, width)
    return Content("\n").join(lines)


def _way(choice: Choice, width: int) -> Iterator[Content]:
    enough = "" if choice.enough else ", still short"
    then = f"then {percent(choice.mean).strip()} ({round(100 * choice.low)}–{round(100 * choice.high)}){enough}"
    words = f"{WAY_WORDS[choice.way]}: {choice.words}"
    gap = "  " if 3 + cell_width(words) + 2 + cell_width(then) <= width else "\n   "
    yield Content.assemble((f"{KEYS[choice.way]}  ", "bold $accent"), words, (f"{gap}{then}", "$text-muted"))
    for cost in choice.costliest[:3]:
        took = f"  {time_words(cost.minutes * 60)} more"
        text = one_line(cost.text, max(8, min(50, width - 5 - len(took))))
        yield Content.assemble((f"     {text}", "$text-muted"), (took, "$text-disabled"))


def topics_content(view: GoalPlanView, width: int = 78) -> Content:
    """The topics furthest behind."""
    name = min(max(width - 38, 12), 31)
    if not view.topics:
        return Content("")
    lines = [Content.assemble(("Furthest behind", "bold"), ("  predicted now, unseen cards as 0", "$text-muted"))]
    for topic in view.topics:
        lines.append(
            Content.assemble(
                padded(topic.label, name),
                " ",
                share_bar(topic.recall, 12),
                f"{percent(topic.recall):>6}",
                (f"  {topic.seen} of {topic.cards} seen", "$text-muted"),
            )
        )
    return Content("\n").join(lines)


def tests_content(view: GoalPlanView) -> Content:
    """Mock tests: what was measured, and whether one is due; and how a finished goal came out."""
    lines = []
    if view.check:
        check = view.check
        words = f"measured {percent(check.measured).strip()} ({round(100 * check.low)}–{round(100 * check.high)}) "
        lines.append(
            Content.assemble(("How it came out", "bold"), f"  {words}over {counted(check.answers, 'first answer')}")
        )
        for held in check.held:
            when = "on the first day" if held.share == 0 else f"at {percent(held.share).strip()} of the time"
            words = (
                f"{percent(held.mean).strip()} ({round(100 * held.low)}–{round(100 * held.high)}) was forecast {when}"
            )
            lines.append(Content.assemble((f"  {words}", "$text-muted")))
    if view.mock and view.mock.due:
        lines.append(Content.assemble(("t  ", "bold $accent"), mock_words(view.mock)))
    lines += [_measured(mock, view.day) for mock in view.mocks[:4]]
    return Content("\n").join(lines)


def mock_words(mock: MockOffer) -> str:
    """What there is of a mock test: one that waits, or one that is due."""
    if mock.done:
        return f"A test waits, {mock.done} of {mock.cards} cards answered: go on with it"
    return f"A test of {mock.cards} random cards is due: measured, beside what is predicted of the cards seen so far"


def _measured(mock: MockResult, today: date) -> Content:
    return Content.assemble((f"mock test {short(mock.day, today)}  ", "$text-muted"), visible(mock.words))


def minutes_figure(view: GoalPlanView) -> Columns | None:
    """The minutes planned for each day to come."""
    days = view.outlook.days if view.outlook else ()
    if not days:
        return None
    layer = Layer("planned", tuple(each.minutes for each in days))
    return Columns(Days(days[0].day, view.day), (layer,), MINUTES, starts_at_end=False)
