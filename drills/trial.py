"""Sessions that are no ordinary study: a mock test of random cards, and a last look on the morning of the day."""

import sqlite3
from collections.abc import Mapping
from datetime import date, datetime

from drills.config import Study
from drills.dates import study_day
from drills.storage import sessions
from drills.storage.database import transaction
from drills.storage.goal.goal_rows import read_goal
from drills.storage.planning.mock_tests import add_mock, draw_mock, left_mock
from drills.storage.planning.warm_up import draw_warm_up
from drills.storage.sessions import MOCK_TEST, WARM_UP, Scope

WARM_UP_MINUTES = 7.0


def start_mock(c: sqlite3.Connection, goal_id: int, now: datetime, study: Study) -> int:
    """Begin a mock test: 20 to 25 random cards of the goal, drawn by goal and day; gives the session's number.

    One that was left today is gone on with. Its answers count as study; the first one to each card is measured.
    Raises InputError with fewer than 20 seen cards, NotFoundError.
    """
    day, scope = study_day(now, study.day_turns_at), Scope(goal_id=goal_id, sort=MOCK_TEST)
    with transaction(c):
        if (left := left_mock(c, read_goal(c, goal_id).id, day)) is not None:
            sessions.end_others(c, scope, now, left)
            sessions.reopen(c, left, 0.0)
            return left
        cards = draw_mock(c, goal_id, day)
        session_id = _begun(c, scope, cards, now, day)
        add_mock(c, goal_id, session_id, list(cards), day)
        return session_id


def start_warm_up(
    c: sqlite3.Connection, goal_id: int, now: datetime, study: Study, minutes: float = WARM_UP_MINUTES
) -> int:
    """Begin a last look at a goal's cards, those likeliest forgotten first; gives the session's number.

    Nothing in it counts: no answer is stored, no schedule changes. What is rated Again comes once more at the end.
    Raises InputError where nothing of the goal was seen, NotFoundError.
    """
    day = study_day(now, study.day_turns_at)
    with transaction(c):
        cards = draw_warm_up(c, read_goal(c, goal_id).id, day, minutes * 60.0)
        return _begun(c, Scope(goal_id=goal_id, sort=WARM_UP), cards, now, day)


def _begun(c: sqlite3.Connection, scope: Scope, cards: Mapping[int, float], now: datetime, day: date) -> int:
    sessions.end_others(c, scope, now)
    session_id = sessions.add_sitting(c, day, now, sum(cards.values()), scope)
    sessions.append_cards(c, session_id, cards)
    card = sessions.next_card(c, session_id, now, day)
    sessions.set_current(c, session_id, card.id if card else None)
    return session_id
