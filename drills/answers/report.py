"""What the coach says about an answer."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from drills.spoken import USUAL_PACE

PITFALLS = ("A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8")
ELEMENTS = ("E1", "E2", "E3", "E4", "E5")
CHARACTERISTICS = ("C1", "C2", "C3", "C4")
EXPECTED = {"plan": ELEMENTS, "story": ("E1",), "self-description": ("E1", "E5")}
AT_ONCE = 2
_WEIGHT = {"fix": 0, "consider": 1, "good": 2}
_KIND = {"pitfall": 0, "quality": 1, "element": 2, "characteristic": 3}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in an answer; start and end count characters of the text as given.

    `kind` is pitfall, element, characteristic or quality; `severity` fix, consider or good.
    """

    id: str
    kind: str
    start: int
    end: int
    severity: str
    reason: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found in an answer, in the order of the text. There is no score in all."""

    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()
    response_type: str = "opinion"
    words: int = 0
    pace: float = USUAL_PACE

    @property
    def expected(self) -> tuple[str, ...]:
        """The elements that this type of response should show: all of them in a plan, a result in a story."""
        return EXPECTED.get(self.response_type, ())

    @property
    def lacking(self) -> tuple[str, ...]:
        """The elements that are expected, and missing."""
        return tuple(name for name in self.missing if name in self.expected)

    def seconds(self) -> float:
        """How long the answer takes aloud, at its speaker's pace in words a minute."""
        return self.words * 60 / self.pace

    @property
    def good(self) -> tuple[Finding, ...]:
        """What is good about it, in the order of the text."""
        return tuple(finding for finding in self.findings if finding.severity == "good")

    @property
    def faults(self) -> tuple[Finding, ...]:
        """All there is to put right, the gravest first, then in the order of the text."""
        faults = (finding for finding in self.findings if finding.severity != "good")
        return tuple(sorted(faults, key=lambda fault: (_WEIGHT[fault.severity], _KIND[fault.kind], fault.start)))

    @property
    def fixes(self) -> tuple[Finding, ...]:
        """At most two things to put right first, of different kinds if there are any."""
        first: list[Finding] = []
        for fault in self.faults:
            if all(fault.id != other.id for other in first):
                first.append(fault)
        return tuple(first[:AT_ONCE])

    def found(self, name: str) -> tuple[Finding, ...]:
        """The findings of one check."""
        return tuple(finding for finding in self.findings if finding.id == name)


@dataclass
class Collected:
    """Findings as they come in, one of a check for each place."""

    off: frozenset[str] = frozenset()
    kept: dict[tuple[str, int, int], Finding] = field(default_factory=dict)

    def add(self, findings: Iterable[Finding]) -> None:
        """Take findings in, but for those of checks that are off."""
        for finding in findings:
            if finding.id not in self.off:
                self.kept.setdefault((finding.id, finding.start, finding.end), finding)

    def sorted(self) -> tuple[Finding, ...]:
        """In the order of the text."""
        return tuple(sorted(self.kept.values(), key=lambda finding: (finding.start, finding.end, finding.id)))
