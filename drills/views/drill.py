"""What a session shows: a card, a wait, or what it came to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from drills.models import Card, Kind, Note, Rating
from drills.views.composing import Answer, Criticism
from drills.views.plan import MockResult


@dataclass(frozen=True, slots=True)
class Try:
    """An earlier try at an open question or critique."""

    at: datetime
    spoken: bool
    text: str
    seconds: float
    rating: Rating


@dataclass(frozen=True, slots=True)
class Face:
    """The card to answer now. `waits` says for each rating when it would come back ("8 m", "3 d")."""

    session_id: int
    card: Card
    note: Note
    position: int  # of the answer asked for, from 1
    total: int  # answers given, and those to come as far as is known
    waits: Mapping[Rating, str]
    goal: str = ""
    days_left: int | None = None
    seconds_spent: float = 0.0  # in this session, before this card
    budget_seconds: float = 0.0
    expected_seconds: float = 0.0
    last_try: Try | None = None
    follows: tuple[str, ...] = ()  # prompts of the questions this one is asked after
    asked: str = ""  # for a critique: the question its sample answers
    own: Answer | None = None  # latest version of one's own answer
    next_asked: tuple[str, ...] = ()  # what is asked after an open question: prompts, "Why did that work?"
    criticisms: tuple[Criticism, ...] = ()  # said of the user's answer and still open: shown before the next try
    pace: float | None = None  # the user's own, in words a minute; None: not known yet
    sort: str = ""  # of the session: "warm-up" (nothing counts), "mock test" (first answers are measured), else empty


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing to answer now, but a card comes back soon."""

    session_id: int
    until: datetime
    cards: int


@dataclass(frozen=True, slots=True)
class KindDone:
    """Answers of one kind in a session: how many, and how many were recalled (rated above Again)."""

    kind: Kind
    answers: int
    recalled: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What a session came to."""

    session_id: int
    answers: int
    cards: int
    seconds: float
    kinds: tuple[KindDone, ...]
    ratings: Mapping[Rating, int]
    new_cards: int
    tomorrow_cards: int
    tomorrow_seconds: float
    more: int  # cards that "a few more" could bring
    left: int  # still due beyond today's minutes
    tomorrow: str = ""  # in words: as planned where goals are, else what is due
    leeches: tuple[str, ...] = ()  # first lines of cards that became leeches
    sort: str = ""  # "warm-up", "mock test", else empty
    mock: MockResult | None = None


@dataclass(frozen=True, slots=True)
class Graded:
    """What an answer did: when the card comes back, and whether it became a leech."""

    review_id: int
    wait: str
    leech: bool = False
    suspended: bool = False
