"""An interview looked back on: each answer with its length, own ratings beside the evidence, and what the coach saw."""

from collections.abc import Iterator

from textual.content import Content

from drills.element import named
from drills.number_words import counted
from drills.text import one_line, visible
from drills.views.interviews import Asked, Debrief, Gap, Interview
from tui.pace import clock
from tui.widgets.coach_view import label, quoted
from tui.widgets.hanging import hung


def debrief_content(debrief: Debrief, width: int) -> Content:
    """All of it: in short, beside the one before; then question by question; then what to practise."""
    parts = [*_summary(debrief.interview, debrief.before), *_repeats(debrief)]
    for asked in debrief.asked:
        parts += _asked(asked, width)
    parts += _practice(debrief, width)
    return Content("\n").join(parts)


def _summary(interview: Interview, before: Interview | None) -> Iterator[Content]:
    figures = [f"{interview.answered} of {interview.questions} answered in {clock(interview.seconds)}"]
    if interview.kind == "real":
        figures = [counted(interview.questions, "question")]
    for name, now, then in (
        ("own rating", interview.mean, before.mean if before else None),
        ("evidence", interview.found, before.found if before else None),
    ):
        if now is not None:
            figures.append(f"{name} {now:.1f} of 5" + (f" (before: {then:.1f})" if then is not None else ""))
    yield Content.assemble((" · ".join(figures), "bold"))
    if interview.kind == "mock" and interview.found is not None:
        words = f"{interview.elements} of 5 elements shown, {counted(interview.pitfalls, 'pitfall')}"
        if before and before.found is not None:
            words += f" (before: {before.elements} and {before.pitfalls})"
        yield Content.assemble((words, "$text-muted"))
    if interview.went:
        yield Content(visible(interview.went))


def _repeats(debrief: Debrief) -> Iterator[Content]:
    for repeat in debrief.repeats:
        yield Content.assemble(
            ("! ", "$text-warning"),
            f"The same story was told in questions {repeat.first} and {repeat.second}",
            (f"  {one_line(repeat.words, 80)}" if repeat.words else "", "$text-muted"),
        )


def _asked(asked: Asked, width: int) -> Iterator[Content]:
    yield Content("")
    name = f"{asked.name} " if asked.name else ""
    yield hung(Content(f"{asked.position}  "), Content(f"{name}{visible(asked.asked)}"), width).stylize("bold")
    if length := _length(asked):
        yield _line("", (length, "$text-muted"), width=width)
    for gap in asked.gaps:
        yield _gap(gap, width)
    if asked.missing:
        yield _line("", ("missing: ", "$text-muted"), visible(asked.missing), width=width)
    if asked.coaching is None:
        if asked.answered and not asked.text and asked.seconds is not None:
            yield _line("", ("Nothing was written, so there is nothing to judge by.", "$text-muted"), width=width)
        return
    for finding in asked.coaching.good[:3]:
        yield _line(("✓ ", "$text-success"), label(finding), (f"  {quoted(finding.words)}", "$text-muted"), width=width)
    for finding in asked.coaching.first:
        yield _line(
            ("• ", "$text-warning"), label(finding), (f"  {visible(finding.reason)}", "$text-muted"), width=width
        )
    if asked.coaching.missing:
        missing = ", ".join(named(id_) for id_ in asked.coaching.missing)
        yield _line(("○ ", "$text-muted"), ("not there: ", "$text-muted"), missing, width=width)


def _line(mark: str | tuple[str, str], *body: str | tuple[str, str], width: int) -> Content:
    return hung(Content.assemble("   ", mark), Content.assemble(*body), width)


def _length(asked: Asked) -> str:
    if not asked.answered:
        return "not answered"
    low, high = asked.band
    words = counted(asked.words, "word") if asked.words else ""
    how = "spoken" if asked.spoken else "written"
    if asked.seconds is None:
        return words
    verdict = "" if low <= asked.seconds <= high else ", short" if asked.seconds < low else ", long"
    return " · ".join(
        part for part in (f"{how} in {clock(asked.seconds)} ({low}–{high} s is common advice{verdict})", words) if part
    )


def _gap(gap: Gap, width: int) -> Content:
    lead = f"   {gap.title:<18} you {gap.own}"
    if gap.found is None:
        return Content(lead)
    because = f" · {one_line(gap.because, 70)}" if gap.because else ""
    body = Content.assemble(apart(gap), (because, "$text-muted"))
    return hung(Content(f"{lead}  evidence {gap.found}  "), body, width)


def apart(gap: Gap) -> tuple[str, str]:
    """How far the own rating lies from the evidence, and how that is drawn."""
    by = gap.gap or 0
    words = f"{abs(by)} {'above' if by > 0 else 'below'} it" if by else "as the evidence"
    return words, "$text-warning" if abs(by) > 1 else ""


def _practice(debrief: Debrief, width: int) -> Iterator[Content]:
    if debrief.queue:
        yield Content("")
        yield Content.assemble(("To practise next", "bold"), ("   p puts them up for today", "$text-muted"))
        for entry in debrief.queue:
            asked = f"{entry.name} {one_line(entry.text, 70)}".strip()
            yield _line("", asked, (f"  {visible(entry.reason)}", "$text-muted"), width=width)
    if debrief.story_gaps:
        yield Content("")
        yield Content.assemble(("Questions without a story", "bold"))
        yield from (Content(f"   {one_line(each, 90)}") for each in debrief.story_gaps)
