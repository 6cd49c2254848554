"""Goals by their dates, topics by their cards, and the cards that take the most time, for the dashboards."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import date

from drills.models import GoalStatus, Kind
from drills.note import first_line
from drills.storage.figures.progress_source import Source
from drills.storage.figures.recall import RECALL, recall_on
from drills.storage.figures.topic_lines import TopicCount, topic_counts
from drills.topics import STAR, TOPICS, label
from drills.views.progress import CostlyCard, Covered, GoalStep

COSTLY = 20
_WIDTH = 200  # characters of a card's first line

_GOALS = """
SELECT g.id, g.statement, g.deadline,
  coalesce((SELECT from_day FROM deadline_moves m WHERE m.goal_id = g.id ORDER BY id LIMIT 1), g.deadline),
  g.status, g.closed_day, (SELECT count(*) FROM deadline_moves m WHERE m.goal_id = g.id), g.follows_id
FROM goals g WHERE g.removed_at IS NULL ORDER BY g.deadline, g.id
"""
_COVERED = (
    f"SELECT t.tag, count(*), count(c.stability), avg({RECALL}) FROM %s i CROSS JOIN cards c ON c.id = i.id "  # noqa: S608
    "CROSS JOIN note_tags t ON t.note_id = c.note_id WHERE c.suspended = 0 AND c.removed_at IS NULL GROUP BY t.tag"
)


def goal_steps(c: sqlite3.Connection) -> tuple[GoalStep, ...]:
    """All goals by their deadlines, with how they ended and how often they moved."""
    return tuple(
        GoalStep(
            id_,
            statement,
            date.fromordinal(deadline),
            date.fromordinal(original),
            GoalStatus(status),
            None if closed is None else date.fromordinal(closed),
            moves,
            follows,
        )
        for id_, statement, deadline, original, status, closed, moves, follows in c.execute(_GOALS)
    )


def topics_of(c: sqlite3.Connection, source: Source, day: date) -> list[TopicCount]:
    """Each tag of the cards, with how many there are and were seen, and their recall; of large libraries a sample."""
    if not source.ids:
        return topic_counts(c, day)
    rows = c.execute(_COVERED % source.ids, recall_on(c, day))
    return [(tag, cards * source.step, seen * source.step, recall, seen) for tag, cards, seen, recall in rows]


def coverage(counts: Sequence[TopicCount]) -> tuple[Covered, ...]:
    """Each topic that Readyby teaches, with its cards and how well they are known."""
    found = {tag.lower(): (cards, seen, recall) for tag, cards, seen, recall, _ in counts}
    return tuple(Covered(tag, label(tag), *found.get(tag.lower(), (0, 0, None))) for tag in (*TOPICS, *STAR))


def costly_cards(c: sqlite3.Connection, source: Source) -> tuple[CostlyCard, ...]:
    """The cards that have taken the most time in all."""
    rows = c.execute(
        f"SELECT n.id, n.kind, n.fields, t.answers, t.seconds, c.lapses FROM {source['card_time']} t "  # noqa: S608
        "CROSS JOIN cards c ON c.id = t.card_id CROSS JOIN notes n ON n.id = c.note_id "
        "WHERE c.removed_at IS NULL AND t.answers > 0 ORDER BY t.seconds DESC LIMIT ?",
        (COSTLY,),
    )
    return tuple(
        CostlyCard(note_id, first_line(Kind(kind), json.loads(fields), _WIDTH), answers, max(0.0, seconds), lapses)
        for note_id, kind, fields, answers, seconds, lapses in rows
    )
