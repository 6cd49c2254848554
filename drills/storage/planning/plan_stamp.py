"""Whether anything changed that a forecast is computed from."""

import sqlite3
from datetime import date
from hashlib import sha256

from drills.config import Study

_STAMP = (
    "SELECT coalesce(max(id), 0) FROM reviews",
    "SELECT count(*) FROM retractions",
    "SELECT coalesce(max(changed_at), 0) FROM notes WHERE deleted_at IS NULL",
    "SELECT count(*) FROM notes WHERE deleted_at IS NOT NULL",
    "SELECT count(*) FROM cards WHERE suspended = 1 AND removed_at IS NULL",
    "SELECT json_group_array(json_array(id, deadline, target, minutes, importance, search)) FROM goals "
    "WHERE status = 'open' AND removed_at IS NULL",
    "SELECT json_group_array(json_array(goal_id, deck_id)) FROM goal_decks",
    "SELECT json_group_array(json_array(goal_id, tag)) FROM goal_tags",
    "SELECT json_group_array(json_array(goal_id, card_id)) FROM goal_parked",
    "SELECT json_group_array(json_array(first_day, last_day, weekday)) FROM rests",
    "SELECT coalesce(max(id), 0) FROM weights WHERE in_use = 1",
    "SELECT json_group_array(json_array(id, name)) FROM decks",
)


def stamp(c: sqlite3.Connection, day: date, study: Study) -> str:
    """Changes when anything does that a forecast is computed from: cheap enough to ask on every visit."""
    found = [c.execute(sql).fetchone()[0] for sql in _STAMP]
    text = repr((day.toordinal(), study.minutes_per_day, found))
    return sha256(text.encode()).hexdigest()[:16]
