"""An open question in full: the user's own answer and what was said of it, its stories, its place in a conversation."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from textual.content import Content

from drills.composing.composition import TEMPLATES
from drills.dates import short
from drills.element import named
from drills.number_words import counted, time_words
from drills.spoken import words_in
from drills.text import one_line, visible
from drills.views.answers import QuestionLine, QuestionPage
from drills.views.composing import Answer, Template
from drills.views.drill import Try
from tui.widgets.question_row import RATING_STYLES, SIGNS

_MOST_TRIES = 5
_KEY = "bold $accent"


def question_content(
    page: QuestionPage, line: QuestionLine, before: Sequence[QuestionLine], after: Sequence[QuestionLine], now: datetime
) -> Content:
    """The question; how its answer stands and what to do about it; the answer; stories; the conversation; the rest."""
    detail = page.detail
    parts = [Content.assemble((visible(detail.note.fields.get("prompt", "")), "bold"))]
    facts = [line.name, {"any": "any level"}.get(line.level, f"{line.level} level")]
    if detail.pace:
        facts.append(f"answer in {one_line(detail.pace.replace('-', '–'), 20)} s")
    parts.append(Content.assemble((" · ".join(fact for fact in facts if fact), "$text-muted")))
    parts += _said(page, now)
    parts += _stale(page)
    parts += _answer(page, line, now)
    parts += _stories(page)
    parts += _chain(page, before, after)
    parts += _section("What they want to learn", [visible(detail.intent)] if detail.intent else [])
    parts += _section("Show", [visible(named(id_)) for id_ in detail.shows])
    parts += _section("Avoid", [visible(named(id_)) for id_ in detail.avoid])
    parts += _section("Prompts for your own answer", [f"· {visible(text)}" for text in detail.skeleton])
    parts += _tries(detail.tries, now)
    return Content("\n").join(parts)


def _head(title: str, *rest: tuple[str, str]) -> Iterator[Content]:
    yield Content("")
    yield Content.assemble((title, "$text-muted"), *rest)


def _section(title: str, lines: Sequence[str]) -> Iterator[Content]:
    if lines:
        yield from _head(title)
        yield from map(Content, lines)


def _said(page: QuestionPage, now: datetime) -> Iterator[Content]:
    """What somebody said of the answer and no version answers yet."""
    if not page.detail.criticisms:
        return
    yield from _head("Said of it, still open", ("   c ", _KEY), ("all of them", "$text-muted"))
    for each in page.detail.criticisms:
        who = f"{one_line(each.who, 30)}, " if each.who else ""
        when = f"{who}{short(each.said_on, now.date())}: "
        yield Content.assemble(("◐ ", "$text-warning"), (when, "$text-muted"), visible(each.words))


def _stale(page: QuestionPage) -> Iterator[Content]:
    """The sentences whose date is no longer true."""
    if not page.stale:
        return
    yield from _head("Out of date", ("   t ", _KEY), ("to the sentence", "$text-muted"))
    for each in page.stale:
        yield Content.assemble(("! ", "$text-error"), f"“{one_line(each.sentence, 160)}”")
        yield Content.assemble(("  ", ""), (one_line(each.reason, 80), "$text-muted"))


def _answer(page: QuestionPage, line: QuestionLine, now: datetime) -> Iterator[Content]:
    """The latest version, section by section."""
    latest = page.detail.latest
    if latest is None:
        yield from _head("Your answer")
        yield Content.assemble("Not written yet. ", ("e", _KEY), " writes it, with the coach beside it.")
        return
    sign, style = SIGNS[line.state]
    words = words_in(latest.text)
    seconds = f"{60 * words / page.pace:.0f} s at {'your pace' if page.own_pace else 'a common pace'}"
    when = short(latest.changed_at.astimezone(now.tzinfo).date(), now.date())
    yield from _head(f"Your answer · version {latest.version}, {when} · {counted(words, 'word')}, {seconds}")
    yield Content.assemble((f"{sign} {line.state}", style), (f"  {line.why}" if line.why else "", "$text-muted"))
    yield from _sections(latest)
    if page.answered:
        yield Content.assemble((f"answers {counted(page.answered, 'earlier criticism')}", "$text-muted"))


def _sections(answer: Answer) -> Iterator[Content]:
    titles = {rule.name: rule.title for rule in TEMPLATES[answer.template]}
    for section in answer.sections:
        if not section.text.strip():
            continue
        if answer.template is not Template.FREE:
            yield Content.assemble((titles.get(section.name, section.name), "bold $text-muted"))
        yield Content(visible(section.text.strip()))


def _stories(page: QuestionPage) -> Iterator[Content]:
    """The stories that serve it, and those that would, with the reasons."""
    if not (page.told or page.linked or page.others):
        return
    yield from _head("Stories", ("   s ", _KEY), ("the story bank", "$text-muted"))
    for title in page.told:
        yield Content.assemble(("✓ ", "$text-success"), one_line(title, 80))
    for title in page.linked:
        yield Content.assemble(("○ ", "$text-muted"), one_line(title, 80), ("  linked, not told in it", "$text-muted"))
    for match in page.others:
        yield Content.assemble(("+ ", "$text-muted"), one_line(match.title, 80))
        reasons = "; ".join((*match.reasons, *(f"but {reason}" for reason in match.against)))
        yield Content.assemble(("  ", ""), (one_line(reasons, 160), "$text-muted"))


def _chain(page: QuestionPage, before: Sequence[QuestionLine], after: Sequence[QuestionLine]) -> Iterator[Content]:
    """Both directions of the conversation, with the follow-up that any story gets."""
    generic = [text for note_id, _, text in page.detail.follow_ups if not note_id]
    if not (before or after or generic):
        return
    yield from _head("In a conversation")
    for other in before:
        yield Content.assemble(("after   ", "$text-muted"), _called(other))
    for other in after:
        yield Content.assemble(("then    ", "$text-muted"), _called(other))
    for text in generic:
        yield Content.assemble(("then    ", "$text-muted"), visible(text), ("  after any story", "$text-muted"))


def _called(line: QuestionLine) -> Content:
    return Content.assemble((f"{line.name} " if line.name else "", "bold"), line.text)


def _tries(tries: Sequence[Try], now: datetime) -> Iterator[Content]:
    if not tries:
        yield from _head("Tries")
        yield Content.assemble("None yet. ", ("enter", _KEY), " answers it now; what you say or write is kept here.")
        return
    yield from _head(f"Tries · {len(tries)}")
    for each in tries[:_MOST_TRIES]:
        at = each.at.astimezone(now.tzinfo)
        how = "spoken" if each.spoken else "written"
        yield Content.assemble(
            (f"{at:%d}".lstrip("0") + f" {at:%b %Y}", "bold"),
            f"  {how} in {time_words(each.seconds)}  ",
            (each.rating.name.title(), RATING_STYLES[each.rating]),
        )
        if each.text:
            yield Content(visible(each.text))
    if len(tries) > _MOST_TRIES:
        yield Content.assemble((f"and {len(tries) - _MOST_TRIES} before these", "$text-muted"))
