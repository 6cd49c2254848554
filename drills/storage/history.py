"""One card's past: its answers, and how its recall rose and fell."""

import sqlite3
from datetime import date, datetime, timedelta
from typing import Any

from drills.config import Study
from drills.dates import study_day
from drills.models import Card, New, Rating
from drills.scheduling.memory import retrievability
from drills.storage.cards import read_card, read_note
from drills.storage.database import explained
from drills.storage.instants import instant
from drills.views.history import History, PastReview

POINTS = 200
"""About so many points make the curve."""


def card_history(c: sqlite3.Connection, card_id: int, now: datetime, study: Study) -> History:
    """A card's answers, retracted ones marked, and its forgetting curve up to today. Raises NotFoundError."""
    with explained():
        day = study_day(now, study.day_turns_at)
        card = read_card(c, card_id)
        answers = _answers(c, card_id)
        kept = [answer for answer in answers if not answer.retracted]
        return History(card, read_note(c, card.note_id), answers, _curve(kept, day), _recall_now(card, day))


def _answers(c: sqlite3.Connection, card_id: int) -> tuple[PastReview, ...]:
    rows = c.execute(
        "SELECT r.rated_at, r.day, r.rating, r.seconds, r.kind, r.recall, r.stability_after, r.difficulty_after, "
        "r.interval_after, x.review_id IS NOT NULL FROM reviews r LEFT JOIN retractions x ON x.review_id = r.id "
        "WHERE r.card_id = ? ORDER BY r.id",
        (card_id,),
    )
    return tuple(_past(row) for row in rows)


def _past(row: tuple[Any, ...]) -> PastReview:
    at, day, rating, seconds, kind, recall, stability, difficulty, interval, retracted = row
    return PastReview(
        at=instant(at),
        day=date.fromordinal(day),
        rating=Rating(rating),
        seconds=seconds,
        kind=kind,
        recall=recall,
        stability=stability,
        difficulty=difficulty,
        interval=interval,
        retracted=bool(retracted),
    )


def _curve(answers: list[PastReview], today: date) -> tuple[tuple[date, float], ...]:
    """Predicted recall on each day from the first answer to today; after an answer it is 1."""
    if not answers:
        return ()
    days = max(1, (today - answers[0].day).days)
    step = -(-days // POINTS)
    points: list[tuple[date, float]] = []
    for answer, end in zip(answers, [*(later.day for later in answers[1:]), today], strict=True):
        for elapsed in range(0, max(0, (end - answer.day).days), step):
            points.append((answer.day + timedelta(days=elapsed), retrievability(answer.stability, elapsed)))
        points.append((end, retrievability(answer.stability, max(0, (end - answer.day).days))))
    return tuple(points)


def _recall_now(card: Card, today: date) -> float | None:
    if isinstance(card.schedule, New):
        return None
    return retrievability(card.schedule.memory.stability, max(0, (today - card.schedule.last_day).days))
