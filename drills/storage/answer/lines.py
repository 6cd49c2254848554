"""Lines that can be put into an answer: what goals give it, and what stories tell."""

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime

from drills.composing.story import story_forms
from drills.dates import short
from drills.storage.answer.answer_versions import draft_of
from drills.storage.answer.cited_dates import goal_lines_for_answers
from drills.storage.answer.composing import pace_of
from drills.storage.answer.stories import read_story, use_story
from drills.storage.answer.story_matrix import best_stories

_STORIES = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A text to put in, and what it is."""

    label: str
    text: str
    story_id: int | None = None


def lines_to_put_in(c: sqlite3.Connection, note_id: int, day: date) -> tuple[Line, ...]:
    """Open goals' dated next results (E3), what goals met prove (E1), and the stories that suit the question best."""
    lines = [
        Line(f"{offer.element} {'by ' if offer.element == 'E3' else ''}{short(offer.deadline, day)}", offer.line)
        for offer in goal_lines_for_answers(c)
    ]
    pace = pace_of(c)
    for match in best_stories(c, note_id, day, _STORIES):
        for form in story_forms(read_story(c, match.story_id).draft, pace):
            if form.text:
                lines.append(Line(f"Story in {form.name} · {match.title}", form.text, match.story_id))
    return tuple(lines)


def story_put_in(c: sqlite3.Connection, note_id: int, story_id: int, now: datetime) -> None:
    """Say that the answer to a question draws on a story from now on; undoable. Call it once its words are saved."""
    draft = draft_of(c, note_id)
    if draft:
        use_story(c, draft.id, story_id, True, now)
