"""What the story bank shows: the stories, and one of them in full with its forms and the questions it serves."""

import sqlite3
from dataclasses import dataclass

from drills.composing.story import story_forms
from drills.storage.answer.answers import answers_view
from drills.storage.answer.composing import pace_of
from drills.storage.answer.stories import read_story, stories_view
from drills.views.stories import StoriesView, Story, StoryForm


@dataclass(frozen=True, slots=True)
class StoryDetail:
    """A story with its forms, and the questions there are as (note, label, whether it serves it)."""

    story: Story
    forms: tuple[StoryForm, ...]
    questions: tuple[tuple[int, str, bool], ...]


def story_bank(c: sqlite3.Connection) -> StoriesView:
    """The stories, measured at the user's own pace."""
    return stories_view(c, pace_of(c))


def story_detail(c: sqlite3.Connection, story_id: int) -> StoryDetail:
    """One story in full. Raises NotFoundError."""
    story = read_story(c, story_id)
    served = {*story.draft.questions, *story.used_in}
    questions = tuple(
        (line.note_id, f"{line.name} {line.text}".strip(), line.note_id in served) for line in answers_view(c).questions
    )
    return StoryDetail(story, story_forms(story.draft, pace_of(c)), questions)
