"""An open question: as a row with how it went so far, and in full with all that helps to answer it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from textual.content import Content

from drills.element import named
from drills.models import Rating
from drills.text import cell_width, one_line, visible
from drills.views.answers import QuestionDetail, QuestionLine
from drills.views.drill import Try
from tui.widgets.bar import counted, padded, time_words

_RATING_STYLES = {
    Rating.AGAIN: "$text-error",
    Rating.HARD: "$text-warning",
    Rating.GOOD: "$text-accent",
    Rating.EASY: "$text-success",
}
_MOST_TRIES = 20


def ago(then: datetime, now: datetime) -> str:
    """How long ago, in days by the calendar of the present time zone."""
    days = (now.date() - then.astimezone(now.tzinfo).date()).days
    return "today" if days <= 0 else "yesterday" if days == 1 else f"{days} d ago"


def question_row(line: QuestionLine, now: datetime, width: int) -> Content:
    """Name, question, and how it went: not tried, or the last self-rating and when; with room, how often."""
    state, style = _state(line, now, width)
    name = padded(line.name, max(cell_width(line.name), 4) + 1) if width >= 34 else ""
    room = max(width - cell_width(state) - cell_width(name) - 2, 8)
    return Content.assemble((name, "bold"), padded(line.text, room), "  ", (state, style))


def _state(line: QuestionLine, now: datetime, width: int) -> tuple[str, str]:
    """How it went, in as many words as leave the question its room, and the style to draw them in."""
    if line.suspended:
        return "suspended", "$text-warning"
    if not (line.last_at and line.last_rating):
        return "not tried", "$text-muted"
    rating, style = line.last_rating.name.title(), _RATING_STYLES[line.last_rating]
    if width < 56:
        return f"{line.tries}× {rating}", style
    state = f"{rating:<5} {ago(line.last_at, now):>9}"
    return (f"{line.tries}×  {state}" if width >= 72 else state), style


def question_content(
    detail: QuestionDetail,
    line: QuestionLine,
    before: Sequence[QuestionLine],
    after: Sequence[QuestionLine],
    now: datetime,
) -> Content:
    """The question in full: what is behind it, its place in the conversation, prompts, and earlier tries."""
    parts = [Content.assemble((visible(detail.note.fields.get("prompt", "")), "bold"))]
    facts = [line.name, {"any": "any level"}.get(line.level, f"{line.level} level")]
    if detail.pace:
        facts.append(f"answer in {one_line(detail.pace.replace('-', '–'), 20)} s")
    parts.append(Content.assemble((" · ".join(fact for fact in facts if fact), "$text-muted")))
    parts += _section("What they want to learn", [visible(detail.intent)] if detail.intent else [])
    parts += _chain(before, after)
    parts += _section("Show", [visible(named(id_)) for id_ in detail.shows])
    parts += _section("Avoid", [visible(named(id_)) for id_ in detail.avoid])
    parts += _section("Prompts for your own answer", [f"· {visible(text)}" for text in detail.skeleton])
    parts += _tries(detail.tries, now)
    return Content("\n").join(parts)


def _section(title: str, lines: Sequence[str]) -> Iterator[Content]:
    if lines:
        yield Content("")
        yield Content.assemble((title, "$text-muted"))
        yield from map(Content, lines)


def _chain(before: Sequence[QuestionLine], after: Sequence[QuestionLine]) -> Iterator[Content]:
    """Both directions of the conversation."""
    if not before and not after:
        return
    yield Content("")
    yield Content.assemble(("In a conversation", "$text-muted"))
    for other in before:
        yield Content.assemble(("after   ", "$text-muted"), _called(other))
    for other in after:
        yield Content.assemble(("then    ", "$text-muted"), _called(other))


def _called(line: QuestionLine) -> Content:
    return Content.assemble((f"{line.name} " if line.name else "", "bold"), line.text)


def _tries(tries: Sequence[Try], now: datetime) -> Iterator[Content]:
    yield Content("")
    if not tries:
        yield Content.assemble(("Your answers", "$text-muted"))
        yield Content.assemble(
            "None yet. ", ("enter", "bold $accent"), " answers it now; what you say or write is kept here."
        )
        return
    yield Content.assemble((f"Your answers · {counted(len(tries), 'try', 'tries')}", "$text-muted"))
    for each in tries[:_MOST_TRIES]:
        at = each.at.astimezone(now.tzinfo)
        how = "spoken" if each.spoken else "written"
        yield Content.assemble(
            (f"{at:%d}".lstrip("0") + f" {at:%b %Y}", "bold"),
            f"  {how} in {time_words(each.seconds)}  ",
            (each.rating.name.title(), _RATING_STYLES[each.rating]),
        )
        if each.text:
            yield Content(visible(each.text))
    if len(tries) > _MOST_TRIES:
        yield Content.assemble((f"and {len(tries) - _MOST_TRIES} before these", "$text-muted"))
