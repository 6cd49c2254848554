"""Hits as findings: one for each sentence, in the words of its rule."""

from collections.abc import Iterable

from drills.answers.quotation import LEAST, TOLERATED, place, quotation, unbroken
from drills.answers.reading import Hit, Reading
from drills.answers.report import Finding

_LONGEST = 120
_PROOFS = ("active-step",)


def findings(reading: Reading, check: str, hits: Iterable[Hit]) -> list[Finding]:
    """A finding for each sentence with hits, from the first of them to the last, in a quotation that says something.

    What proves something is quoted with its clauses, one by one where they are too long together. A pitfall that was
    found in words enough is quoted in these; of the habits of speech, the very words are at fault.
    """
    kind, found = reading.lexicon.rules[check].kind, dict[int, list[Hit]]()
    proof = kind in ("element", "characteristic") or check in _PROOFS
    for hit in sorted(hits):
        short = kind == "pitfall" and hit.last - hit.first < LEAST
        wide = quotation(reading, hit) if proof or short else unbroken(reading, hit) if kind == "pitfall" else hit
        here = found.setdefault(hit.sentence, [])
        if here and (not proof or wide.first <= here[-1].last or _fit_together(reading, here[-1], wide)):
            before = here.pop()
            wide = before._replace(first=min(before.first, wide.first), last=max(before.last, wide.last))
        here.append(wide)
    return [finding(reading, check, *place(reading, hit)) for here in found.values() for hit in here]


def _fit_together(reading: Reading, one: Hit, other: Hit) -> bool:
    words = reading.sentences[one.sentence].words[one.first : other.last]
    return sum(not word.is_sign for word in words) <= TOLERATED


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
