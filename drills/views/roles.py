"""What the roles place shows: target roles, the advert's keywords, and what doesn't go with a role."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RoleDraft:
    """A target role as written down: `offers` and `does_not_offer` are paths ("management", "training abroad")."""

    company: str
    title: str
    industry: str = ""
    offers: tuple[str, ...] = ()
    does_not_offer: tuple[str, ...] = ()
    training: str = ""
    advert: str = ""


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role in the list."""

    id: int
    draft: RoleDraft
    current: bool


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word of the advert, its weight in [0, 1], and the questions whose answers have it ("Q1", or the text)."""

    word: str
    weight: float
    covered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleConflict:
    """A goal or an answer that the role can't offer (A5) or that leaves its field (A6), with the words at fault."""

    pitfall: str  # A5 or A6
    about: str  # "goal" or "answer"
    id: int  # of the goal, or the note
    name: str  # the goal's statement, or the question
    words: str
    reason: str
    start: int = 0  # in the goal's statement and why, or the answer's text
    end: int = 0


@dataclass(frozen=True, slots=True)
class RoleView:
    """One role in full. `coverage` is the weighted share of the advert's keywords that the answers have, in [0, 1]."""

    role: RoleLine
    keywords: tuple[Keyword, ...]
    coverage: float | None  # None: no advert
    conflicts: tuple[RoleConflict, ...]


@dataclass(frozen=True, slots=True)
class RolesView:
    """All target roles, the current one first."""

    roles: tuple[RoleLine, ...]
