"""Everything in Answers as Markdown files that people read: not to be imported again, but to keep and to print."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime

from drills.composing.answer_report import answer_text, claims_text, debrief_text, role_text, story_text
from drills.config import Study
from drills.models import Kind
from drills.note import first_line, plain_id
from drills.storage.answer.answer_versions import latest_answers, versions
from drills.storage.answer.criticisms import criticisms
from drills.storage.answer.debriefs import debrief, mocks
from drills.storage.answer.roles import roles_view
from drills.storage.answer.stories import retired_claims, stories
from drills.storage.cards import read_note
from drills.storage.database import explained


def answer_files(c: sqlite3.Connection, now: datetime, study: Study) -> Iterator[tuple[str, str]]:
    """Each file's name and text: answers with all their versions, stories, roles, interviews; none without content."""
    with explained():
        yield from _file("answers.md", "Answers", _answers(c))
        yield from _file("earlier-versions.md", "Earlier versions", _earlier(c))
        yield from _file("stories.md", "Stories", (story_text(story) for story in stories(c)))
        yield from _file("roles.md", "Roles", (role_text(role.draft) for role in roles_view(c).roles))
        claims = retired_claims(c)
        if claims:
            yield from _file("retired-claims.md", "Claims not to be used again", [claims_text(claims)])
        held = [*mocks(c), *mocks(c, "real")]
        looked_back = (debrief_text(debrief(c, each.id, now, study), level=2) for each in held)
        yield from _file("interviews.md", "Interviews", looked_back)


def _file(name: str, title: str, parts: Iterator[str] | list[str]) -> Iterator[tuple[str, str]]:
    body = "\n".join(parts)
    if body:
        yield name, f"# {title}\n\n{body}"


def _answers(c: sqlite3.Connection) -> Iterator[str]:
    for note_id, answer in sorted(latest_answers(c).items()):
        yield answer_text(question_title(c, note_id), answer, criticisms(c, note_id))


def _earlier(c: sqlite3.Connection) -> Iterator[str]:
    for note_id in sorted(latest_answers(c)):
        for answer in versions(c, note_id)[1:]:
            yield answer_text(question_title(c, note_id), answer)


def question_title(c: sqlite3.Connection, note_id: int) -> str:
    """A question as a heading: its id, if it has one, and its words."""
    note = read_note(c, note_id)
    return " · ".join(filter(None, (plain_id(note.key), first_line(Kind.QUESTION, note.fields))))
