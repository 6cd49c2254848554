"""A goal's plan as its page shows it, read in one go."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from drills.config import Study
from drills.dates import study_day
from drills.models import Goal, Kind
from drills.note import first_line
from drills.plan.words import stage_of
from drills.storage.costs import costs
from drills.storage.database import explained
from drills.storage.figures.recall import RECALL, recall_on
from drills.storage.goal.goal_counts import goal_counts
from drills.storage.goal.goal_reach import goal_cards
from drills.storage.goal.goal_rows import read_goal
from drills.storage.planning.forecasts import outlooks_of, stored_outlook
from drills.storage.planning.goal_checks import goal_check
from drills.storage.planning.mock_tests import mock_results, offer_mock
from drills.storage.planning.plan_past import past_readiness
from drills.topics import label
from drills.views.plan import CardCost, GoalOutlook, GoalPlanView, Moved, Readiness, Stage, TopicGap

TOPICS = 8
TEXT = 60  # characters
FEWEST_CARDS = 3

_TOPICS = f"""
SELECT t.tag, count(*), coalesce(sum(c.stability IS NOT NULL), 0), total({RECALL})
FROM json_each(:cards) j CROSS JOIN cards c ON c.id = j.value CROSS JOIN note_tags t ON t.note_id = c.note_id
WHERE t.tag != 'leech' GROUP BY t.tag HAVING count(*) >= {FEWEST_CARDS}
"""  # noqa: S608
_PARKED = """
SELECT c.id, c.note_id, n.fields, n.kind, c.stability IS NULL FROM goal_parked p JOIN cards c ON c.id = p.card_id
JOIN notes n ON n.id = c.note_id WHERE p.goal_id = ? AND c.removed_at IS NULL ORDER BY c.id
"""
_NEW_SINCE = """
SELECT count(DISTINCT r.card_id) FROM json_each(:cards) j CROSS JOIN reviews r ON r.card_id = j.value
WHERE r.day = :day AND r.elapsed_days IS NULL AND NOT EXISTS (SELECT 1 FROM retractions x WHERE x.review_id = r.id)
"""


def goal_plan_view(c: sqlite3.Connection, goal_id: int, now: datetime, study: Study) -> GoalPlanView:
    """All that a goal's page shows of its plan; nothing in it is forecast while one waits. Raises NotFoundError."""
    with explained():
        day = study_day(now, study.day_turns_at)
        goal = read_goal(c, goal_id)
        cards = goal_cards(c, goal_id, day)
        first, last = _first_day(goal), min(day, goal.deadline)
        past = past_readiness(c, cards, first, last)
        [outlook] = outlooks_of(c, [goal], goal_counts(c, [goal_id], day), day, study)
        state = stage_of(day, goal.deadline)
        return GoalPlanView(
            goal=goal,
            day=day,
            state=state,
            outlook=outlook,
            past=past,
            needed=_needed(goal, past),
            topics=_topics(c, cards, day),
            moved=_moved(c, goal_id, cards, past, outlook, day),
            mock=offer_mock(c, goal_id, day) if state in (Stage.RUNNING, Stage.LAST_DAYS) else None,
            mocks=mock_results(c, goal_id),
            parked=parked_cards(c, goal_id),
            check=goal_check(c, goal_id),
        )


def _first_day(goal: Goal) -> date:
    return min(goal.started_on or goal.created_on, goal.deadline)


def _needed(goal: Goal, past: Sequence[Readiness]) -> tuple[tuple[date, float], ...]:
    """The straight line from where the goal began to its target on the day."""
    if not past or past[0].day >= goal.deadline:
        return ()
    return (past[0].day, past[0].predicted), (goal.deadline, goal.target)


def _topics(c: sqlite3.Connection, cards: Sequence[int], day: date) -> tuple[TopicGap, ...]:
    """The tags of the goal's cards whose cards are least ready, unseen ones counted as 0."""
    rows = c.execute(_TOPICS, {**recall_on(c, day), "cards": json.dumps(list(cards))})
    gaps = [TopicGap(tag, label(tag), count, seen, recall / count) for tag, count, seen, recall in rows]
    return tuple(sorted(gaps, key=lambda gap: (gap.recall, gap.tag))[:TOPICS])


def _moved(
    c: sqlite3.Connection,
    goal_id: int,
    cards: Sequence[int],
    past: Sequence[Readiness],
    outlook: GoalOutlook,
    day: date,
) -> Moved | None:
    yesterday = day - timedelta(days=1)
    before = next((line for line in reversed(past) if line.day <= yesterday), None)
    if before is None or past[-1].day != day:
        return None
    earlier = stored_outlook(c, goal_id, yesterday)
    values = {"cards": json.dumps(list(cards)), "day": day.toordinal()}
    new = int(c.execute(_NEW_SINCE, values).fetchone()[0])
    mean = outlook.mean - earlier.mean if earlier and outlook.firm and not outlook.stale else None
    now = past[-1].predicted - before.predicted
    return Moved(now, mean, new, _moved_words(now, mean, new))


def _moved_words(now: float, mean: float | None, new: int) -> str:
    parts = [f"now {_points(now)}"]
    if mean is not None:
        parts.append(f"the day {_points(mean)}")
    if new:
        parts.append(f"{new} {'card' if new == 1 else 'cards'} new")
    return ", ".join(parts) + " since yesterday"


def _points(difference: float) -> str:
    points = round(100 * difference)
    if not points:
        return "unchanged"
    return f"{abs(points)} {'point' if abs(points) == 1 else 'points'} {'up' if points > 0 else 'down'}"


def parked_cards(c: sqlite3.Connection, goal_id: int) -> tuple[CardCost, ...]:
    """The cards moved out of a goal, each with the minutes one answer takes."""
    known = costs(c)
    return tuple(
        CardCost(
            card_id,
            note_id,
            first_line(Kind(kind), json.loads(fields), TEXT),
            Kind(kind),
            known.seconds(Kind(kind), new=bool(new), recall=0.9) / 60.0,
            0.0,
        )
        for card_id, note_id, fields, kind, new in c.execute(_PARKED, (goal_id,))
    )
