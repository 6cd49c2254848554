"""What a card's history shows."""

from dataclasses import dataclass
from datetime import date, datetime

from drills.models import Card, Note, Rating


@dataclass(frozen=True, slots=True)
class PastReview:
    """One line of a card's history."""

    at: datetime
    day: date
    rating: Rating
    seconds: float
    kind: str
    recall: float | None
    stability: float
    difficulty: float
    interval: int | None
    retracted: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """A card's past answers, oldest first, and its forgetting curve as (day, predicted recall in [0, 1])."""

    card: Card
    note: Note
    reviews: tuple[PastReview, ...]
    curve: tuple[tuple[date, float], ...]
    recall_now: float | None
