"""`readyby story`: the story bank."""

import re
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from drills.composing.answer_report import story_text
from drills.composing.story import fact_of, story_forms
from drills.dates import study_day
from drills.errors import DrillsError, InputError
from drills.number_words import counted
from drills.storage.answer.answers import find_question
from drills.storage.answer.composing import pace_of
from drills.storage.answer.stories import (
    add_story,
    delete_story,
    edit_story,
    read_story,
    stories_view,
    story_from_goal,
)
from drills.storage.answer.story_matrix import best_stories, matrix
from drills.views.stories import Story, StoryDraft, StoryForm
from tui.commands.call import Call
from tui.commands.editing import edited, kept_aside
from tui.commands.wording import minutes, table

Action = Callable[[Call, sqlite3.Connection], None]
_PARTS = ("situation", "task", "action", "result", "short", "people", "period")
_HEADINGS = {"situation": "Situation", "task": "Task", "action": "Action", "result": "Result", "short": "In 60 seconds"}


def run(call: Call) -> int:
    """List the stories, or do what was asked with one."""
    with call.library() as library:
        _ACTIONS.get(call.args.action, _list)(call, library)
    return 0


def _list(call: Call, library: sqlite3.Connection) -> None:
    view = stories_view(library, pace_of(library))
    rows = [
        (
            str(line.id),
            line.title,
            " ".join(line.tags),
            f"{counted(line.words, 'word')}, {minutes(line.seconds)}",
            counted(line.serves, "question") + (" (too many)" if line.overused else ""),
            f"lacks {', '.join(line.missing)}" if line.missing else "",
        )
        for line in view.stories
    ]
    lines = table(rows) if rows else ['No stories yet. Add one: readyby story add "The queue at the returns desk"']
    lines += [
        f"  A goal met has no story yet: readyby story add TITLE --from-goal {id_}  ({text})"
        for id_, text in view.offers
    ]
    call.answer(view, "\n".join(lines))


def _add(call: Call, library: sqlite3.Connection) -> None:
    args = call.args
    if not args.title.strip():
        raise InputError("A story needs a title.", hint='As in readyby story add "The queue at the returns desk"')
    begun = story_from_goal(library, args.from_goal) if args.from_goal is not None else StoryDraft("")
    draft = _given(call, library, replace(begun, title=args.title))
    if draft == replace(begun, title=args.title) and args.from_goal is None:
        draft = _in_editor(draft) or draft
    number = add_story(library, draft, call.now)
    _say(call, read_story(library, number), f"Story {number}")


def _edit(call: Call, library: sqlite3.Connection) -> None:
    story = read_story(library, call.args.number)
    draft = _given(call, library, story.draft)
    if draft == story.draft:
        draft = _in_editor(draft) or draft
    edit_story(library, story.id, draft, call.now)
    _say(call, read_story(library, story.id), f"Story {story.id}")


def _say(call: Call, story: Story, what: str) -> None:
    call.answer(story, f"{what}: {story.title}")


def _given(call: Call, library: sqlite3.Connection, draft: StoryDraft) -> StoryDraft:
    """The draft with what the call gives in place of what it had."""
    args = call.args
    parts: dict[str, Any] = {name: text for name in _PARTS if (text := getattr(args, f"part_{name}")) is not None}
    if args.action == "edit" and args.title is not None:
        parts["title"] = args.title
    changed = replace(draft, **parts)
    if args.tag:
        changed = replace(changed, tags=tuple(args.tag))
    if args.fact:
        changed = replace(changed, facts=tuple(map(fact_of, args.fact)))
    if args.question:
        changed = replace(changed, questions=tuple(find_question(library, text) for text in args.question))
    return changed


def _in_editor(draft: StoryDraft) -> StoryDraft | None:
    """The draft with its parts as the user's editor left them; None when nothing changed."""
    body = "\n\n".join(f"## {title}\n\n{getattr(draft, name)}".rstrip() for name, title in _HEADINGS.items())
    text = edited("story.md", f"# {draft.title}\n\n{body}\n")
    if text is None:
        return None
    try:
        return _from_editor(draft, text)
    except DrillsError as error:
        raise kept_aside("story.md", text, error) from error


_HEADING = re.compile(r"^##[ \t]+(.+?)[ \t]*$", re.MULTILINE)


def _from_editor(draft: StoryDraft, text: str) -> StoryDraft:
    names = {title.casefold(): name for name, title in _HEADINGS.items()}
    head, *rest = _HEADING.split(text)
    title = next((line.lstrip("# ").strip() for line in head.split("\n") if line.strip()), draft.title)
    parts: dict[str, Any] = {}
    for heading, body in zip(rest[::2], rest[1::2], strict=True):
        name = names.get(heading.casefold())
        if name is None:
            raise InputError(f"A story has no part {heading}.", hint=f"It has {', '.join(_HEADINGS.values())}.")
        parts[name] = body.strip()
    return replace(draft, title=title or draft.title, **parts)


def _show(call: Call, library: sqlite3.Connection) -> None:
    story = read_story(library, call.args.number)
    forms = story_forms(story.draft, pace_of(library))
    words = "\n\n".join([story_text(story, level=1).rstrip(), *_told(forms)])
    call.answer({"story": story, "forms": forms}, words)


def _told(forms: Sequence[StoryForm]) -> list[str]:
    """The story in each of its forms; once where they are the same."""
    if len({form.text for form in forms}) == 1:
        return [_form(forms[0], " or ".join(form.name for form in forms))]
    return [_form(form, form.name) for form in forms]


def _form(form: StoryForm, name: str) -> str:
    note = f", {form.note}" if form.note else ""
    made = "" if form.written else ", made by leaving sentences out"
    return f"## Told in {name}\n\n{form.text}\n\n{counted(form.words, 'word')}, {form.seconds:.0f} s{note}{made}"


def _delete(call: Call, library: sqlite3.Connection) -> None:
    story = read_story(library, call.args.number)
    call.confirm(f"Delete story {story.id}: {story.title}?")
    delete_story(library, story.id, call.now)
    _say(call, story, f"Deleted story {story.id}")


def _best(call: Call, library: sqlite3.Connection) -> None:
    note_id = find_question(library, call.args.question)
    day = study_day(call.now, call.config.study.day_turns_at)
    found = best_stories(library, note_id, day)
    lines = [
        f"{match.story_id}  {match.title}\n     {'; '.join(match.reasons)}"
        + (f"\n     but: {'; '.join(match.against)}" if match.against else "")
        for match in found
    ]
    call.answer(found, "\n".join(lines) or "No story of yours suits it yet: readyby story add TITLE")


def _matrix(call: Call, library: sqlite3.Connection) -> None:
    found = matrix(library)
    lines = [f"No story for: {' · '.join(filter(None, (row.name, row.text)))}" for row in found.lacking]
    titles = dict(found.stories)
    lines += [f"Serves more than {found.most} questions: {titles[story]}" for story in found.overloaded]
    call.answer(found, "\n".join(lines) or "Each question has a story, and none carries too many.")


_ACTIONS: dict[str | None, Action] = {
    "add": _add,
    "edit": _edit,
    "show": _show,
    "delete": _delete,
    "best": _best,
    "matrix": _matrix,
}
