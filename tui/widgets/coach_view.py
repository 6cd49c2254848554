"""What the coach says of an answer: how long it is, what is good, two things to fix, and what is missing."""

from collections.abc import Iterator, Sequence

from textual.content import Content

from drills.element import named
from drills.number_words import counted
from drills.text import one_line, visible
from drills.views.coaching import Coaching, Finding
from drills.views.composing import Criticism, Fit, Measure, Stale

_GOOD_SHOWN = 4
_WORDS = 60  # of a quotation
_FITS = {Fit.SHORT: "short", Fit.LONG: "long", Fit.WITHIN: "good", Fit.EMPTY: ""}


def length_content(measure: Measure, *, brief: bool = False) -> Content:
    """The whole answer's words and seconds, against the band; where the band and the pace come from. Brief: a line."""
    whole = measure.whole
    pace = "your pace" if measure.own_pace else "a common pace"
    verdict = _FITS[whole.fit]
    style = "$text-warning" if whole.fit in (Fit.SHORT, Fit.LONG) else "$text-success"
    if brief:
        return Content.assemble(
            (f"{counted(whole.words, 'word')} · {whole.seconds:.0f} s at {pace}  ", "bold"),
            (verdict, style),
            (f"  {whole.least:.0f}–{whole.most:.0f} s is common advice", "$text-muted"),
        )
    return Content.assemble(
        (f"{counted(whole.words, 'word')} · {whole.seconds:.0f} s aloud", "bold"),
        ("  ", ""),
        (verdict, style),
        (f"\n{whole.least:.0f}–{whole.most:.0f} s is {measure.advice}", "$text-muted"),
        (f"\nat {measure.pace:.0f} words a minute, {pace}", "$text-muted"),
    )


def coach_content(
    coaching: Coaching | None, criticisms: Sequence[Criticism], stale: Sequence[Stale], *, more_key: str = "f4"
) -> Content:
    """What somebody said first; then dates gone stale, what is good, the two things to fix, what is missing."""
    parts = [*_criticisms(criticisms), *_stale(stale)]
    if coaching is not None:
        parts += [*_good(coaching), *_first(coaching), *_missing(coaching), *_rest(coaching, more_key)]
    return Content("\n").join(parts)


def brief_content(coaching: Coaching | None, criticisms: Sequence[Criticism], stale: Sequence[Stale]) -> Content:
    """The same in few lines, in the same order: no headings, what is good and what is missing in a line each."""
    parts = [*list(_criticisms(criticisms))[2:], *list(_stale(stale))[2:]]
    if coaching is not None:
        good = ", ".join(label(finding) for finding in once_each(coaching.good)[:_GOOD_SHOWN])
        missing = ", ".join(named(id_) for id_ in coaching.missing)
        parts += [Content.assemble(("✓ ", "$text-success"), good)] if good else []
        parts += [_briefly(finding) for finding in coaching.first]
        parts += [Content.assemble(("○ not there yet: ", "$text-muted"), missing)] if missing else []
        parts += list(_rest(coaching, "f4"))[1:]
    return Content("\n").join(parts)


def _briefly(finding: Finding) -> Content:
    return Content.assemble(
        ("• ", "$text-warning"),
        (label(finding), "bold"),
        f"  {visible(finding.reason)}",
        (f" {visible(finding.suggestion)}" if finding.suggestion else "", "$text-muted"),
    )


def _head(words: str) -> Iterator[Content]:
    yield Content("")
    yield Content.assemble((words, "bold"))


def _criticisms(criticisms: Sequence[Criticism]) -> Iterator[Content]:
    if criticisms:
        yield from _head("Said of it, still open")
    for each in criticisms:
        who = f"{one_line(each.who, 30)}, " if each.who else ""
        day = f"{each.said_on.day} {each.said_on:%b}"
        yield Content.assemble((f"{who}{day}: ", "$text-muted"), visible(each.words))


def _stale(stale: Sequence[Stale]) -> Iterator[Content]:
    if stale:
        yield from _head("Out of date")
    for each in stale:
        yield Content.assemble(("! ", "$text-warning"), quoted(each.sentence), (f" {each.reason}", "$text-muted"))


def _good(coaching: Coaching) -> Iterator[Content]:
    good = once_each(coaching.good)
    if good:
        yield from _head("Good")
    for finding in good[:_GOOD_SHOWN]:
        yield Content.assemble(("✓ ", "$text-success"), *_called(finding))
    if len(good) > _GOOD_SHOWN:
        more = ", ".join(finding.id.replace("-", " ") for finding in good[_GOOD_SHOWN:])
        yield Content.assemble((f"  and {more}", "$text-muted"))


def once_each(findings: Sequence[Finding]) -> list[Finding]:
    """The first finding of each check, elements before all else."""
    first: dict[str, Finding] = {}
    for finding in findings:
        first.setdefault(finding.id, finding)
    return sorted(first.values(), key=lambda finding: finding.kind != "element")


def _first(coaching: Coaching) -> Iterator[Content]:
    if coaching.first:
        yield from _head("To mend first" if len(coaching.first) > 1 else "To mend")
    for finding in coaching.first:
        yield Content.assemble(("• ", "$text-warning"), *_called(finding))
        yield Content.assemble(("  ", ""), visible(finding.reason))
        if finding.suggestion:
            yield Content.assemble(("  ", ""), (visible(finding.suggestion), "$text-muted"))


def _missing(coaching: Coaching) -> Iterator[Content]:
    if coaching.missing:
        yield from _head("Not there yet")
        for id_ in coaching.missing:
            yield Content.assemble(("○ ", "$text-muted"), visible(named(id_)))


def _rest(coaching: Coaching, more_key: str) -> Iterator[Content]:
    notes = []
    if coaching.rest:
        notes.append(f"{len(coaching.rest)} more")
    if coaching.dismissed:
        notes.append(f"{counted(coaching.dismissed, 'finding')} dismissed")
    if notes:
        yield Content("")
        yield Content.assemble((more_key, "bold $accent"), (f"  {' · '.join(notes)}", "$text-muted"))


def _called(finding: Finding) -> tuple[tuple[str, str], ...]:
    """A finding in a line: what it is, and the words it is about."""
    words = quoted(finding.words) if finding.end > finding.start else ""
    return (label(finding), "bold"), (f"  {words}" if words else "", "$text-muted")


def label(finding: Finding) -> str:
    """What a finding is called: its id with its name where there is one, else its id in words."""
    return check_name(finding.id)


def check_name(id_: str) -> str:
    """What a check is called: its id with its name where there is one, else its id in words."""
    return named(id_) if id_[:1] in "EAC" and id_[1:].isdigit() else id_.replace("-", " ")


def quoted(words: str) -> str:
    """Words in quotation marks, on one line, cut where they are long."""
    return f"“{one_line(words, _WORDS)}”"
