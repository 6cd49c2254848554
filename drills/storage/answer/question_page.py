"""What Answers shows of one question: the answer as it stands, what was said of it, and the stories that suit it."""

import sqlite3
from datetime import date

from drills.spoken import USUAL_PACE
from drills.storage.answer.answers import question_detail, standings
from drills.storage.answer.composing import pace_of
from drills.storage.answer.criticisms import criticisms
from drills.storage.answer.stories import stories
from drills.storage.answer.story_matrix import best_stories
from drills.storage.database import explained
from drills.views.answers import QuestionPage


def question_page(c: sqlite3.Connection, note_id: int, day: date) -> QuestionPage:
    """One open question with all that helps to answer it. Raises NotFoundError."""
    with explained():
        detail = question_detail(c, note_id, day)
        every_story = stories(c)
        told = {story.id: story.title for story in every_story if note_id in story.used_in}
        linked = {
            story.id: story.title
            for story in every_story
            if note_id in story.draft.questions and note_id not in story.used_in
        }
        every = criticisms(c, note_id, open_only=False)
        pace = pace_of(c)
        return QuestionPage(
            detail=detail,
            stale=standings(c, [note_id], day)[note_id].stale,
            answered=sum(each.closed_by is not None for each in every),
            told=tuple(told.values()),
            linked=tuple(linked.values()),
            others=tuple(match for match in best_stories(c, note_id, day) if match.story_id not in {**told, **linked}),
            pace=pace or USUAL_PACE,
            own_pace=pace is not None,
        )
