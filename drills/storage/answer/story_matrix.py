"""Questions × stories: which question has no story, which story carries too many, which story suits a question."""

import json
import sqlite3
from datetime import date

from drills.composing.composition import suited_template
from drills.composing.story import Wanted, matched
from drills.element import ids_in
from drills.models import Kind, Note
from drills.note import first_line, main_text, plain_id
from drills.storage.answer.answers import open_question, skeleton_of
from drills.storage.answer.stories import stories
from drills.storage.answer.told import last_told
from drills.storage.database import explained
from drills.views.composing import Template
from drills.views.stories import Matrix, MatrixRow, Story, StoryMatch

_QUESTIONS = """
    SELECT id, key, fields, (SELECT json_group_array(tag) FROM note_tags WHERE note_id = notes.id) FROM notes
    WHERE kind = 'question' AND deleted_at IS NULL ORDER BY id
"""


def matrix(c: sqlite3.Connection, *, all_questions: bool = False) -> Matrix:
    """Questions × stories. Only questions that want proof or a story are in it, unless all are asked for."""
    found = stories(c)
    with explained():
        rows = c.execute(_QUESTIONS).fetchall()
    lines = []
    for note_id, key, text, _ in rows:
        fields = json.loads(text)
        cells = tuple(_cell(story, note_id) for story in found)
        if all_questions or any(cells) or wants_story(fields.get("shows", ""), fields.get("skeleton", "")):
            shows = ids_in(fields.get("shows", ""))
            lines.append(MatrixRow(note_id, plain_id(key), first_line(Kind.QUESTION, fields), cells, shows))
    loads = tuple(len({*story.draft.questions, *story.used_in}) for story in found)
    return Matrix(tuple((story.id, story.title) for story in found), tuple(lines), loads)


def wants_story(shows: str, skeleton: str) -> bool:
    """Whether a question is answered with a story or with proof of one."""
    ids = ids_in(shows)
    return "E1" in ids or suited_template(ids, skeleton.split("\n")) is not Template.GOAL


def _cell(story: Story, note_id: int) -> str:
    if note_id in story.used_in:
        return "told"
    return "linked" if note_id in story.draft.questions else ""


def best_stories(c: sqlite3.Connection, note_id: int, day: date, limit: int = 3) -> tuple[StoryMatch, ...]:
    """The stories that suit a question, the best first, each with the reasons why and why not."""
    note = open_question(c, note_id)
    wanted, every = _wanted(note), stories(c)
    told, found = last_told(c, every), []
    for story in every:
        others = {*story.draft.questions, *story.used_in} - {note_id}
        since = (day - told[story.id]).days if story.id in told else None
        match = matched(story, wanted, load=len(others), days_since=since)
        if match.reasons:
            found.append(match)
    return tuple(sorted(found, key=lambda match: (-match.score, match.story_id))[:limit])


def _wanted(note: Note) -> Wanted:
    shows = ids_in(note.fields.get("shows", ""))
    about = " ".join((main_text(note.kind, note.fields), *skeleton_of(note)))
    return Wanted(note.id, about, shows, note.tags)
