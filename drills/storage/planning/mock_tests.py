"""Mock tests: random cards of a goal, predicted before, measured by their first answers."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import date
from random import Random

from drills.errors import InputError
from drills.models import Kind
from drills.number_words import percent
from drills.plan.interval import wilson
from drills.scheduling.memory import retrievability
from drills.storage.cards import DRILLED
from drills.storage.costs import costs
from drills.storage.goal.goal_reach import goal_cards
from drills.storage.planning.learner_tally import planning_weights, typical_kappa
from drills.storage.sessions import progress
from drills.views.plan import MockOffer, MockResult

CARDS, FEWEST = 25, 20
EVERY = 7  # days
TAKEN = 10
"""A test with fewer answers, left for good, was not taken: another is due at once."""

_CANDIDATES = f"""
SELECT c.id, c.note_id, n.kind, c.stability, c.last_day
FROM json_each(:cards) j CROSS JOIN cards c ON c.id = j.value JOIN notes n ON n.id = c.note_id
WHERE c.stability IS NOT NULL AND c.due_at IS NULL AND c.last_day < :day AND n.kind NOT IN ('question', 'critique')
  AND {DRILLED} ORDER BY c.id
"""  # noqa: S608
_RESULTS = """
SELECT m.id, m.goal_id, m.session_id, m.day, json_array_length(m.cards), m.predicted, m.seen_share,
  count(f.rating), coalesce(sum(f.rating > 1), 0)
FROM mock_tests m LEFT JOIN (
  SELECT r.session_id, r.card_id, min(r.id), r.rating FROM reviews r
  WHERE NOT EXISTS (SELECT 1 FROM retractions x WHERE x.review_id = r.id)
    AND r.session_id IN (SELECT session_id FROM mock_tests)
  GROUP BY r.session_id, r.card_id
) f ON f.session_id = m.session_id AND f.card_id IN (SELECT value FROM json_each(m.cards))
"""


def offer_mock(c: sqlite3.Connection, goal_id: int, day: date) -> MockOffer | None:
    """The mock test that a goal could have today, or go on with; None with fewer than 20 seen cards.

    It is `due` a week after the last that was taken, and while one waits that was left today.
    """
    taken = [result.day for result in mock_results(c, goal_id) if result.answered >= TAKEN]
    if session_id := left_mock(c, goal_id, day):
        done, cards = progress(c, session_id, day)
        return MockOffer(goal_id, cards, True, taken[0] if taken else None, done)
    cards = len(_one_per_note(_candidates(c, goal_id, day)))
    if cards < FEWEST:
        return None
    last = taken[0] if taken else None
    return MockOffer(goal_id, min(cards, CARDS), last is None or (day - last).days >= EVERY, last)


def left_mock(c: sqlite3.Connection, goal_id: int, day: date) -> int | None:
    """The session of a goal's mock test that was left today with cards to answer."""
    row = c.execute(
        "SELECT session_id FROM mock_tests WHERE goal_id = ? AND day = ? ORDER BY id DESC LIMIT 1",
        (goal_id, day.toordinal()),
    ).fetchone()
    if row is None:
        return None
    done, cards = progress(c, row[0], day)
    return row[0] if done < cards else None


def waiting_mock(c: sqlite3.Connection, goal_ids: Sequence[int], day: date) -> MockOffer | None:
    """The first test of those goals that was begun today, part of it answered, and left."""
    offers = (offer_mock(c, goal_id, day) for goal_id in goal_ids if left_mock(c, goal_id, day))
    return next((offer for offer in offers if offer and offer.done), None)


def draw_mock(c: sqlite3.Connection, goal_id: int, day: date) -> dict[int, float]:
    """Random seen cards of a goal, the same all day, each with its seconds. Raises InputError if there are too few.

    Open questions are left out: they take minutes each, and nobody but oneself says whether they were recalled.
    """
    every = _one_per_note(_candidates(c, goal_id, day))
    if len(every) < FEWEST:
        raise InputError(
            f"A mock test takes {FEWEST} cards that were seen before today.", hint=f"There are {len(every)} so far."
        )
    drawn = Random(f"{goal_id} {day.toordinal()}").sample(every, min(CARDS, len(every)))
    known = costs(c)
    return {
        card_id: known.seconds(Kind(kind), new=False, recall=retrievability(stability, day.toordinal() - last))
        for card_id, _, kind, stability, last in drawn
    }


def add_mock(c: sqlite3.Connection, goal_id: int, session_id: int, cards: Sequence[int], day: date) -> None:
    """Note what is predicted for the cards of a mock test that begins."""
    weights = planning_weights(c)
    kappa = typical_kappa(c, weights)
    recalls = [
        retrievability(kappa * stability, day.toordinal() - last, weights)
        for card_id, _, _, stability, last in _candidates(c, goal_id, day)
        if card_id in set(cards)
    ]
    ids = goal_cards(c, goal_id, day)
    (seen,) = c.execute(
        "SELECT count(*) FROM json_each(?) j CROSS JOIN cards c ON c.id = j.value WHERE c.stability IS NOT NULL",
        (json.dumps(ids),),
    ).fetchone()
    c.execute(
        "INSERT INTO mock_tests (goal_id, session_id, day, cards, predicted, seen_share) VALUES (?, ?, ?, ?, ?, ?)",
        (
            goal_id,
            session_id,
            day.toordinal(),
            json.dumps(list(cards)),
            sum(recalls) / max(len(recalls), 1),
            seen / max(len(ids), 1),
        ),
    )


def mock_results(c: sqlite3.Connection, goal_id: int | None = None) -> tuple[MockResult, ...]:
    """Mock tests in which anything was answered, the latest first: of one goal, or of all."""
    where = "" if goal_id is None else "WHERE m.goal_id = :goal"
    having = "HAVING count(f.rating) > 0"
    rows = c.execute(f"{_RESULTS} {where} GROUP BY m.id {having} ORDER BY m.day DESC, m.id DESC", {"goal": goal_id})
    return tuple(_result(*row) for row in rows)


def mock_of_session(c: sqlite3.Connection, session_id: int) -> MockResult | None:
    """The mock test that a session is."""
    row = c.execute(f"{_RESULTS} WHERE m.session_id = ? GROUP BY m.id", (session_id,)).fetchone()
    return _result(*row) if row else None


def _result(
    id_: int,
    goal_id: int,
    session_id: int,
    day: int,
    cards: int,
    predicted: float,
    seen_share: float,
    answered: int,
    recalled: int,
) -> MockResult:
    low, high = wilson(recalled, answered)
    measured = recalled / answered if answered else None
    return MockResult(
        id_, goal_id, session_id, date.fromordinal(day), cards, answered, recalled, measured, low, high,
        predicted, seen_share, _words(answered, recalled, low, high, predicted, seen_share),
    )  # fmt: skip


def _words(answered: int, recalled: int, low: float, high: float, predicted: float, seen_share: float) -> str:
    if not answered:
        return f"{percent(predicted)} of the cards seen so far predicted; nothing answered yet"
    said = f"{recalled} of {answered} recalled: {percent(recalled / answered)} ({round(100 * low)}–{round(100 * high)})"
    said += f" measured, {percent(predicted)} of the cards seen so far predicted"
    if seen_share < 0.995:
        whole = recalled / answered * seen_share
        said += f"; over all cards {percent(whole)}, as {percent(1 - seen_share)} were never seen"
    return said


Row = tuple[int, int, str, float, int]


def _candidates(c: sqlite3.Connection, goal_id: int, day: date) -> list[Row]:
    ids = goal_cards(c, goal_id, day)
    return c.execute(_CANDIDATES, {"cards": json.dumps(ids), "day": day.toordinal()}).fetchall()


def _one_per_note(rows: Sequence[Row]) -> list[Row]:
    """One card of each note: siblings would give each other away."""
    return list({note_id: row for row in reversed(rows) for note_id in (row[1],)}.values())[::-1]
