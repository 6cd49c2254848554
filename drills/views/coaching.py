"""What the coach shows of an answer: what is good, the two things to fix first, and the rest on request."""

from dataclasses import dataclass

from drills.models import Rating


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the coach saw. `start` and `end` are characters in the text that was judged (0, 0: all of it)."""

    id: str  # of the check: "A2", "E3", "hedges"
    kind: str  # "element", "pitfall", "quality" …
    start: int
    end: int
    severity: str
    reason: str
    suggestion: str
    words: str  # those at start:end

    @property
    def good(self) -> bool:
        """Whether it is something to keep."""
        return self.severity == "good"


@dataclass(frozen=True, slots=True)
class Coaching:
    """What the coach found, what was dismissed left out. There is no total."""

    text: str
    good: tuple[Finding, ...]
    first: tuple[Finding, ...]  # at most two things to fix
    rest: tuple[Finding, ...]
    missing: tuple[str, ...]  # ids of elements that the question asks for and the answer lacks
    dismissed: int = 0
    template_type: str = ""  # story, opinion, self-description, hypothetical or goal, as far as it can be told


@dataclass(frozen=True, slots=True)
class ItemVerdict:
    """One item of a critique drill: a fault, a missing element or one that was named in error, and the reason."""

    item: str  # "A2", "E3"
    name: str
    right: bool
    how: str  # "found", "words missed", "not named", "overlooked", "not at fault", "not missing"
    reason: str
    words: tuple[str, ...] = ()  # those at fault in the sample
    marked: tuple[str, ...] = ()  # those the user marked


@dataclass(frozen=True, slots=True)
class CritiqueVerdict:
    """A critique drill judged: per item, and the better sentence by the coach."""

    items: tuple[ItemVerdict, ...]
    found: int  # items right
    all: int  # faults and missing elements that there are
    false: int  # named in error
    better: Coaching | None  # None: no sentence was written
    better_says: str = ""  # what the sentence mends or still has, in one line
    rating: Rating = Rating.GOOD  # suggested for the card; the user decides
    reason: str = ""  # of that rating


@dataclass(frozen=True, slots=True)
class Mark:
    """Words marked as at fault in a sample, and the pitfall they are marked as ("" for none named)."""

    start: int
    end: int
    pitfall: str = ""
