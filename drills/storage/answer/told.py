"""Which stories the latest answers tell: those tied to them, as long as the words that told them are still there."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from drills.composing.story import still_told
from drills.storage.database import explained
from drills.views.stories import Story

_TIED = """
    SELECT s.story_id, a.note_id, a.sections, (
        SELECT f.sections FROM answers f JOIN answer_stories g ON g.answer_id = f.id
        WHERE f.note_id = a.note_id AND g.story_id = s.story_id ORDER BY f.version LIMIT 1
    ), t.title || ' ' || t.situation || ' ' || t.task || ' ' || t.action || ' ' || t.result || ' ' || t.short
    FROM answer_stories s JOIN answers a ON a.id = s.answer_id JOIN stories t ON t.id = s.story_id
    WHERE a.removed_at IS NULL AND a.version = (
        SELECT max(version) FROM answers WHERE note_id = a.note_id AND removed_at IS NULL) ORDER BY a.note_id
"""
_DAYS = """
    SELECT note_id, max(day) FROM (
        SELECT t.note_id, r.day FROM tries t JOIN reviews r ON r.id = t.review_id
        WHERE NOT EXISTS (SELECT 1 FROM retractions WHERE review_id = r.id)
        UNION ALL
        SELECT q.note_id, i.day FROM interview_questions q JOIN interviews i ON i.id = q.interview_id
        WHERE q.seconds IS NOT NULL
    ) GROUP BY note_id
"""


def told(c: sqlite3.Connection) -> Mapping[int, tuple[int, ...]]:
    """The notes whose latest answer tells a story, by story."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    with explained():
        for story_id, note_id, latest, first, story in c.execute(_TIED):
            if latest == first or still_told(story, _words(first), _words(latest)):
                found[story_id].append(note_id)
    return {story_id: tuple(notes) for story_id, notes in found.items()}


def _words(sections: str) -> str:
    return " ".join(text for _, text in json.loads(sections))


def last_told(c: sqlite3.Connection, stories: Iterable[Story]) -> dict[int, date]:
    """When each story was last told: the last try at, or interview with, a question whose latest answer tells it."""
    with explained():
        days = dict(c.execute(_DAYS))
    last = {story.id: max((days.get(note, 0) for note in story.used_in), default=0) for story in stories}
    return {story_id: date.fromordinal(day) for story_id, day in last.items() if day}


def stories_of(c: sqlite3.Connection) -> Mapping[int, int]:
    """How many stories serve each question: told in its latest answer, or linked to it."""
    with explained():
        kept = {number for (number,) in c.execute("SELECT id FROM stories WHERE removed_at IS NULL")}
        pairs = set(c.execute("SELECT story_id, note_id FROM story_questions"))
    pairs |= {(story_id, note_id) for story_id, notes in told(c).items() for note_id in notes}
    counts: defaultdict[int, int] = defaultdict(int)
    for story_id, note_id in pairs:
        counts[note_id] += story_id in kept
    return counts
