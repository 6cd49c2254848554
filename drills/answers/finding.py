"""Hits as findings: one for each sentence, in the words of its rule."""

from collections.abc import Iterable

from drills.answers.reading import Hit, Reading
from drills.answers.report import Finding

_LONGEST = 120


def findings(reading: Reading, check: str, hits: Iterable[Hit]) -> list[Finding]:
    """A finding for each sentence with hits, from the first of them to the last."""
    spans: dict[int, tuple[int, int]] = {}
    for hit in hits:
        start, end = reading.span(hit)
        known = spans.get(hit.sentence, (start, end))
        spans[hit.sentence] = (min(start, known[0]), max(end, known[1]))
    return [finding(reading, check, *span) for span in spans.values()]


def finding(reading: Reading, check: str, start: int, end: int, **said: object) -> Finding:
    """What a check has found at a place; `said` fills in its sentences."""
    rule = reading.lexicon.rules[check]
    values = {"words": shortened(reading.text[start:end]), **said}
    return Finding(
        check,
        rule.kind,
        start,
        end,
        rule.severity,
        _filled(rule.reason, values),
        _filled(rule.suggestion, values),
    )


def _filled(text: str, values: dict[str, object]) -> str:
    """The text with {name} replaced: not str.format, since rules are users' own."""
    for name, value in values.items():
        text = text.replace("{" + name + "}", str(value))
    return text


def shortened(text: str) -> str:
    """A quotation on one line, cut in its middle where it is long."""
    line = " ".join(text.split())
    if len(line) <= _LONGEST:
        return line
    half = _LONGEST // 2
    return f"{line[:half].rsplit(' ', 1)[0]} … {line[-half:].split(' ', 1)[-1]}"
