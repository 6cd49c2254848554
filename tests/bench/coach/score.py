"""Counting where the coach and the labels agree."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from tests.bench.coach.labels import CHECKS, ELEMENTS, FAULTS, PITFALLS, Answer, Span

TODAY = date(2026, 9, 28)  # the answers were written as if said on this day
TEMPLATES = ("star", "goal")


class Coach(Protocol):
    """What is measured: the functions of drills.answers."""

    def check(self, text: str, **about: Any) -> Any:
        """Findings in an answer."""

    def split(self, text: str, template: str) -> Iterable[Any]:
        """Sections of an answer."""

    def Role(self, **about: Any) -> Any:  # noqa: N802 (it is a class there)
        """A target role."""


@dataclass
class Tally:
    """Verdicts of one check: right, false and overlooked ones, and how many right ones also point at labelled words."""

    right: int = 0
    false: int = 0
    overlooked: int = 0
    pointed: int = 0
    pointable: int = 0

    @property
    def precision(self) -> float | None:
        """Share of the verdicts that are right; None without any verdict."""
        return self.right / (self.right + self.false) if self.right + self.false else None

    @property
    def recall(self) -> float | None:
        """Share of what is there that was found; None where there is nothing."""
        return self.right / (self.right + self.overlooked) if self.right + self.overlooked else None


@dataclass(frozen=True)
class Error:
    """One wrong verdict: "false" or "overlooked", with the words pointed at or the labelled ones."""

    answer: str
    check: str
    what: str
    words: tuple[str, ...]


@dataclass
class Score:
    """Everything counted over some answers. `alarms` are pitfalls and faults found in good answers that have none."""

    answers: int = 0
    good: int = 0
    checks: dict[str, Tally] = field(default_factory=lambda: {check: Tally() for check in CHECKS})
    alarms: int = 0
    missed_praise: int = 0
    other_remarks: Counter[str] = field(default_factory=Counter)
    types: Tally = field(default_factory=Tally)
    split: dict[str, Tally] = field(default_factory=lambda: {template: Tally() for template in TEMPLATES})
    split_joined: Tally = field(default_factory=Tally)
    milliseconds: list[float] = field(default_factory=list)
    errors: list[Error] = field(default_factory=list)


def scored(answers: Iterable[Answer], coach: Coach, *, today: date = TODAY) -> Score:
    """Run the coach over the answers and count."""
    score = Score()
    for answer in answers:
        role = coach.Role(**{"advert": "", **_tuples(answer.role)}) if answer.role else None
        about = {"question": answer.question, "role": role, "spoken": answer.voice == "spoken", "today": today}
        if not score.answers:
            coach.check(answer.text, **about)  # the first call reads the lexicons
        began = time.process_time()  # so that whatever else the machine is busy with doesn't count
        report = coach.check(answer.text, **about)
        score.milliseconds.append(1000 * (time.process_time() - began))
        score.answers += 1
        _count_checks(score, answer, report)
        _count_type(score, answer, report.response_type)
        if answer.good:
            _count_good(score, answer, report)
        if answer.sections:
            _count_split(score, answer, coach)
    return score


def _tuples(role: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in role.items()}


def _count_checks(score: Score, answer: Answer, report: Any) -> None:
    found: dict[str, list[Span]] = {}
    for finding in report.findings:
        found.setdefault(finding.id, []).append((finding.start, finding.end))
    for check in CHECKS:
        if check in answer.unjudged:
            continue
        tally, labelled = score.checks[check], answer.spans(check)
        if check in found and check in answer.present:
            tally.right += 1
            tally.pointable += bool(labelled)
            tally.pointed += any(_overlap(one, other) for one in found[check] for other in labelled)
        elif check in found:
            tally.false += 1
            score.errors.append(_error(answer, check, "false", found[check]))
        elif check in answer.present:
            tally.overlooked += 1
            score.errors.append(_error(answer, check, "overlooked", labelled))


def _error(answer: Answer, check: str, what: str, spans: Iterable[Span]) -> Error:
    return Error(answer.name, check, what, tuple(answer.text[start:end] for start, end in spans))


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _count_type(score: Score, answer: Answer, said: str) -> None:
    if "type" in answer.unjudged:
        return
    if {"plan": "goal"}.get(said, said) == answer.type:
        score.types.right += 1
    else:
        score.types.false += 1
        score.errors.append(Error(answer.name, "response type", f"{said}, not {answer.type}", ()))


def _count_good(score: Score, answer: Answer, report: Any) -> None:
    score.good += 1
    found = {finding.id for finding in report.findings if finding.kind != "element"}
    score.alarms += sum(
        check in found and check not in answer.present | answer.unjudged for check in (*PITFALLS, *FAULTS)
    )
    score.missed_praise += sum(element in answer.present for element in report.missing if element in ELEMENTS)
    score.other_remarks.update(found - set(CHECKS))


def _count_split(score: Score, answer: Answer, coach: Coach) -> None:
    template = "star" if answer.type == "story" else "goal"
    parts = [(part.name, (part.start, part.end)) for part in coach.split(answer.text, template=template)]
    for section, span in answer.sections:
        given = max(parts, key=lambda part: _overlap(part[1], span), default=("", (0, 0)))[0]
        given = given[:1].upper() if template == "star" else given.lower()
        right = given == section
        score.split[template].right += right
        score.split[template].false += not right
        if template == "star":
            joined = right or {given, section} == {"S", "T"}
            score.split_joined.right += joined
            score.split_joined.false += not joined
        if not right:
            words = answer.text[span[0] : span[1]]
            score.errors.append(Error(answer.name, "section", f"{given}, not {section}", (words,)))


def by_check(errors: Iterable[Error]) -> Iterator[Error]:
    """The errors, check after check."""
    order = {check: at for at, check in enumerate(CHECKS)}
    return iter(sorted(errors, key=lambda error: (order.get(error.check, len(order)), error.check, error.what)))
