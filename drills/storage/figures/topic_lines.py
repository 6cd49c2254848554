"""How well each topic is known: predicted now, and measured week by week."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from json import dumps

from drills.storage.figures.recall import RECALL, recall_on
from drills.topics import is_topic, label
from drills.views.today import Topic

EXACT = 5_000
"""In libraries of up to so many notes every card counts."""

SAMPLE = 2_000
"""In larger ones, those of so many notes, evenly spread."""

FEWEST_CARDS = 3
KNOWN = 0.9995
WEEKS = 8
ANSWERS = 1_500
"""About so many of the last weeks' answers are looked at, evenly, if there are more."""

LEFT_OUT = ("leech",)

TopicCount = tuple[str, int, int, float | None, int]
"""A tag, its cards, those seen, the mean predicted recall of these, and how many of them were looked at."""

_TOPICS = (
    f"SELECT t.tag, count(*), count(c.stability), avg({RECALL}) FROM %s JOIN note_tags t ON t.note_id = c.note_id "  # noqa: S608
    "WHERE c.suspended = 0 AND c.removed_at IS NULL GROUP BY t.tag"
)
_OF_ALL = _TOPICS % "cards c"
_OF_SAMPLE = _TOPICS % "json_each(:notes) j CROSS JOIN cards c ON c.note_id = j.value"
_ANSWERS = """
SELECT t.tag, (:day - r.day) / 7, count(*), sum(r.rating > 1)
FROM json_each(:reviews) j CROSS JOIN reviews r ON r.id = j.value CROSS JOIN cards c ON c.id = r.card_id
CROSS JOIN note_tags t ON t.note_id = c.note_id
WHERE r.day > :day - 7 * :weeks AND r.day <= :day AND r.kind IN ('review', 'early')
  AND NOT EXISTS (SELECT 1 FROM retractions x WHERE x.review_id = r.id)
GROUP BY 1, 2
"""  # CROSS JOIN: in this order, from the few to the many


def weakest_topics(
    c: sqlite3.Connection, day: date, limit: int, counts: Sequence[TopicCount] | None = None
) -> tuple[Topic, ...]:
    """Topics by predicted recall, the lowest first, those that Readyby teaches before other tags.

    A topic counts when three of its cards were seen; one that is wholly known, as on the day it was answered, is no
    weak one. `counts` are its tags as counted, where that was done already.
    """
    lines = sorted(
        (not is_topic(tag), recall, tag, seen)
        for tag, _, seen, recall, looked_at in (topic_counts(c, day) if counts is None else counts)
        if tag not in LEFT_OUT and looked_at >= FEWEST_CARDS and recall is not None and recall < KNOWN
    )[:limit]
    weeks = _measured(c, day) if lines else {}
    return tuple(
        Topic(tag, label(tag), recall, cards, tuple(weeks.get((tag, ago)) for ago in reversed(range(WEEKS))))
        for _, recall, tag, cards in lines
    )


def topic_counts(c: sqlite3.Connection, day: date) -> list[TopicCount]:
    """Each tag with its cards, those of them that were seen, and the mean predicted recall of these."""
    (notes,) = c.execute("SELECT count(*) FROM notes").fetchone()
    values: dict[str, object] = dict(recall_on(c, day))
    step = 1
    if notes > EXACT:
        (last,) = c.execute("SELECT coalesce(max(id), 0) FROM notes").fetchone()
        step = -(-last // SAMPLE)
        values["notes"] = dumps(list(range(step, last + 1, step)))
    rows = c.execute(_OF_SAMPLE if step > 1 else _OF_ALL, values)
    return [(tag, cards * step, seen * step, recall, seen) for tag, cards, seen, recall in rows]


def _measured(c: sqlite3.Connection, day: date) -> dict[tuple[str, int], float]:
    """The share recalled of each tag's answers, by how many weeks ago."""
    first = _first_since(c, day.toordinal() - 7 * WEEKS + 1)
    (last,) = c.execute("SELECT coalesce(max(id), 0) FROM reviews").fetchone()
    step = max(1, -(-(last - first + 1) // ANSWERS))
    values = {"day": day.toordinal(), "weeks": WEEKS, "reviews": dumps(list(range(first, last + 1, step)))}
    return {(tag, ago): recalled / answers for tag, ago, answers, recalled in c.execute(_ANSWERS, values)}


def _first_since(c: sqlite3.Connection, day: int) -> int:
    """Roughly the first answer from a day on, by halving: answers are mostly stored in the order they were given."""
    low = 1
    (high,) = c.execute("SELECT coalesce(max(id), 0) + 1 FROM reviews").fetchone()
    while low < high:
        middle = (low + high) // 2
        row = c.execute("SELECT id, day FROM reviews WHERE id >= ? ORDER BY id LIMIT 1", (middle,)).fetchone()
        if row is None or row[1] >= day:
            high = middle
        else:
            low = row[0] + 1
    return low
