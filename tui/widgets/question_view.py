"""An open question: as a row with how it went so far, and in full with all that helps to answer it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from textual.content import Content

from drills.element import named
from drills.models import Rating
from drills.text import one_line, visible
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
    """Name, question, and how it went: not tried, or how often, the last self-rating and when."""
    if line.last_at and line.last_rating:
        state = f"{line.tries}×  {line.last_rating.name.title():<5} {ago(line.last_at, now):>9}"
        style = _RATING_STYLES[line.last_rating]
    else:
        state, style = "not tried", "$text-muted"
    if line.suspended:
        state, style = "suspended", "$text-warning"
    if width < 56:
        state = f"{line.tries}× {line.last_rating.name.title()}" if line.last_rating and not line.suspended else state
    right = 22 if width >= 56 else 10
    name = padded(line.name, 6) if width >= 34 else ""
    return Content.assemble(
        (name, "bold"), padded(line.text, max(width - right - len(name) - 2, 8)), "  ", (f"{state:>{right}}", style)
    )


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
