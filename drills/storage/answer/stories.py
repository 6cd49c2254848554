"""The story bank: STAR stories with their tags, facts and questions, and claims that must not be used again."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from drills.composing.begun_story import begun_from
from drills.composing.story import MOST_QUESTIONS, checked_story, missing_parts, retired_in
from drills.errors import InputError, NotFoundError
from drills.goal.goals import checked_text
from drills.models import GoalStatus
from drills.spoken import USUAL_PACE, words_in
from drills.storage.answer.told import last_told, told
from drills.storage.database import explained, transaction
from drills.storage.goal.goal_lines import read_goals
from drills.storage.instants import instant, milliseconds
from drills.storage.undo import Step, undoable
from drills.text import one_line
from drills.views.stories import Fact, RetiredClaim, StoriesView, Story, StoryDraft, StoryLine

_LABEL_WIDTH = 40
_TEXTS = ("title", "situation", "task", "action", "result", "short", "people", "period")
_COLUMNS = f"id, {', '.join(_TEXTS)}, facts, goal_id, created_at, changed_at"


def stories(c: sqlite3.Connection) -> tuple[Story, ...]:
    """All stories, in the order they were added."""
    return _read(c)


def read_story(c: sqlite3.Connection, story_id: int) -> Story:
    """The story with that number; raises NotFoundError."""
    found = _read(c, story_id)
    if not found:
        raise NotFoundError(f"There is no story {story_id}.", hint="readyby story list shows those there are.")
    return found[0]


def _read(c: sqlite3.Connection, story_id: int | None = None) -> tuple[Story, ...]:
    sql = f"SELECT {_COLUMNS} FROM stories WHERE removed_at IS NULL AND (:id IS NULL OR id = :id) ORDER BY id"  # noqa: S608
    with explained():
        tags = _grouped(c, "SELECT story_id, tag FROM story_tags ORDER BY tag")
        questions = _grouped(c, "SELECT story_id, note_id FROM story_questions ORDER BY note_id")
        used = told(c)
        rows = c.execute(sql, {"id": story_id}).fetchall()
    return tuple(_story(row, tags, questions, used) for row in rows)


def _grouped(c: sqlite3.Connection, sql: str) -> Mapping[int, tuple[Any, ...]]:
    found = defaultdict(list)
    for story_id, value in c.execute(sql):
        found[story_id].append(value)
    return {story_id: tuple(values) for story_id, values in found.items()}


def _story(
    row: tuple[Any, ...],
    tags: Mapping[int, tuple[Any, ...]],
    questions: Mapping[int, tuple[Any, ...]],
    used: Mapping[int, tuple[Any, ...]],
) -> Story:
    id_, *texts, facts, goal_id, created, changed = row
    draft = StoryDraft(
        **dict(zip(_TEXTS, texts, strict=True)),
        facts=tuple(Fact(figure, what) for figure, what in json.loads(facts)),
        tags=tags.get(id_, ()),
        goal_id=goal_id,
        questions=questions.get(id_, ()),
    )
    return Story(id_, draft, instant(created), instant(changed), used.get(id_, ()))


def stories_view(c: sqlite3.Connection, pace: float | None = None) -> StoriesView:
    """The story bank, with goals met that no story proves yet; `pace` in words a minute."""
    found = stories(c)
    goals = {goal.id: goal for goal in read_goals(c)}
    last = last_told(c, found)
    proved = {story.draft.goal_id for story in found}
    lines = []
    for story in found:
        words, goal = words_in(story.text), goals.get(story.draft.goal_id or 0)
        served = {*story.draft.questions, *story.used_in}
        lines.append(
            StoryLine(
                id=story.id,
                title=story.title,
                tags=story.draft.tags,
                words=words,
                seconds=60 * words / (pace or USUAL_PACE),
                serves=len(served),
                period=story.draft.period,
                goal=goal.statement if goal else "",
                missing=missing_parts(story.draft),
                overused=len(served) > MOST_QUESTIONS,
                last_told=last.get(story.id),
            )
        )
    offers = tuple(
        (goal.id, goal.statement) for goal in goals.values() if goal.status is GoalStatus.MET and goal.id not in proved
    )
    tags = sorted({tag for story in found for tag in story.draft.tags}, key=str.casefold)
    return StoriesView(tuple(lines), retired_claims(c), offers, tuple(tags))


def add_story(c: sqlite3.Connection, draft: StoryDraft, now: datetime) -> int:
    """Add a story to the bank, and give its number; undoable. Raises InputError."""
    draft = checked_story(draft)
    with transaction(c), undoable(c, f"Add the story “{one_line(draft.title, _LABEL_WIDTH)}”", now) as step:
        (number,) = c.execute("SELECT coalesce(max(id), 0) + 1 FROM stories").fetchone()
        step.keep("stories", id=number)
        at = milliseconds(now)
        c.execute(
            f"INSERT INTO stories ({_COLUMNS}) VALUES ({', '.join('?' * (len(_TEXTS) + 5))})",  # noqa: S608  our names
            (number, *_row(draft), at, at),
        )
        _put_links(c, step, number, draft)
    return int(number)


def edit_story(c: sqlite3.Connection, story_id: int, draft: StoryDraft, now: datetime) -> None:
    """Change a story; undoable. Raises InputError, NotFoundError."""
    draft = checked_story(draft)
    with transaction(c):
        if read_story(c, story_id).draft == draft:
            return
        with undoable(c, f"Edit the story “{one_line(draft.title, _LABEL_WIDTH)}”", now) as step:
            step.keep("stories", id=story_id)
            assigned = ", ".join(f"{name} = ?" for name in (*_TEXTS, "facts", "goal_id", "changed_at"))
            c.execute(
                f"UPDATE stories SET {assigned} WHERE id = ?",  # noqa: S608  our own names
                (*_row(draft), milliseconds(now), story_id),
            )
            _put_links(c, step, story_id, draft)


def delete_story(c: sqlite3.Connection, story_id: int, now: datetime) -> None:
    """Delete a story; undoable. Answers that draw on it stay."""
    with transaction(c):
        story = read_story(c, story_id)
        with undoable(c, f"Delete the story “{one_line(story.title, _LABEL_WIDTH)}”", now) as step:
            step.keep("stories", id=story_id)
            c.execute("UPDATE stories SET removed_at = ? WHERE id = ?", (milliseconds(now), story_id))


def link_story(c: sqlite3.Connection, story_id: int, note_id: int, linked: bool, now: datetime) -> None:
    """Say that a story serves a question, or no longer does; undoable."""
    with transaction(c):
        story = read_story(c, story_id)
        verb = "Link" if linked else "Unlink"
        with undoable(c, f"{verb} the story “{one_line(story.title, _LABEL_WIDTH)}”", now) as step:
            step.keep("story_questions", story_id=story_id, note_id=note_id)
            if linked:
                c.execute("INSERT INTO story_questions VALUES (?, ?) ON CONFLICT DO NOTHING", (story_id, note_id))
            else:
                c.execute("DELETE FROM story_questions WHERE story_id = ? AND note_id = ?", (story_id, note_id))


def use_story(c: sqlite3.Connection, answer_id: int, story_id: int, used: bool, now: datetime) -> None:
    """Say that a version of an answer draws on a story, or no longer does; undoable."""
    with transaction(c):
        story = read_story(c, story_id)
        with undoable(c, f"{'Use' if used else 'Drop'} the story “{one_line(story.title, _LABEL_WIDTH)}”", now) as step:
            step.keep("answer_stories", answer_id=answer_id, story_id=story_id)
            if used:
                c.execute("INSERT INTO answer_stories VALUES (?, ?) ON CONFLICT DO NOTHING", (answer_id, story_id))
            else:
                c.execute("DELETE FROM answer_stories WHERE answer_id = ? AND story_id = ?", (answer_id, story_id))


def story_from_goal(c: sqlite3.Connection, goal_id: int) -> StoryDraft:
    """A story begun from a goal that was met: its dates, why and outcome in place, the rest to be written."""
    goal = next(iter(read_goals(c, goal_id=goal_id)), None)
    if goal is None:
        raise NotFoundError(f"There is no goal {goal_id}.")
    if goal.status is not GoalStatus.MET:
        raise InputError("That goal isn't met yet.", hint="It becomes a story once it is.")
    return begun_from(goal)


# Claims that must not be used again


def retire_claim(c: sqlite3.Connection, text: str, reason: str, now: datetime) -> int:
    """Retire a claim, so that answers which make it are told; gives its number. Undoable."""
    text, reason = " ".join(checked_text(text, "The claim").split()), checked_text(reason, "The reason")
    if not text:
        raise InputError("A claim needs its words.", hint="For example: doubled the sales")
    with transaction(c), undoable(c, f"Retire “{one_line(text, _LABEL_WIDTH)}”", now) as step:
        (number,) = c.execute("SELECT coalesce(max(id), 0) + 1 FROM retired_claims").fetchone()
        step.keep("retired_claims", id=number)
        c.execute("INSERT INTO retired_claims VALUES (?, ?, ?, ?)", (number, text, reason, milliseconds(now)))
    return int(number)


def unretire_claim(c: sqlite3.Connection, claim_id: int, now: datetime) -> None:
    """Let a claim be used again; undoable."""
    with transaction(c):
        claim = next((each for each in retired_claims(c) if each.id == claim_id), None)
        if claim is None:
            raise NotFoundError(f"There is no retired claim {claim_id}.")
        with undoable(c, f"Use again: “{one_line(claim.text, _LABEL_WIDTH)}”", now) as step:
            step.keep("retired_claims", id=claim_id)
            c.execute("DELETE FROM retired_claims WHERE id = ?", (claim_id,))


def retired_claims(c: sqlite3.Connection) -> tuple[RetiredClaim, ...]:
    """The claims that must not be used again."""
    with explained():
        return tuple(RetiredClaim(*row) for row in c.execute("SELECT id, text, reason FROM retired_claims ORDER BY id"))


def retired_in_text(c: sqlite3.Connection, text: str) -> tuple[tuple[RetiredClaim, int, int], ...]:
    """The retired claims that a text makes, each with its start and end."""
    claims = {claim.id: claim for claim in retired_claims(c)}
    found = retired_in(text, [(claim.id, claim.text) for claim in claims.values()])
    return tuple((claims[number], start, end) for number, start, end in found)


def _row(draft: StoryDraft) -> tuple[object, ...]:
    facts = json.dumps([[fact.figure, fact.what] for fact in draft.facts], ensure_ascii=False)
    return (*(getattr(draft, name) for name in _TEXTS), facts, draft.goal_id)


def _put_links(c: sqlite3.Connection, step: Step, story_id: int, draft: StoryDraft) -> None:
    for table, values in (("story_tags", draft.tags), ("story_questions", draft.questions)):
        step.keep(table, story_id=story_id)
        c.execute(f"DELETE FROM {table} WHERE story_id = ?", (story_id,))  # noqa: S608  our own names
        c.executemany(f"INSERT INTO {table} VALUES (?, ?)", [(story_id, value) for value in values])  # noqa: S608
