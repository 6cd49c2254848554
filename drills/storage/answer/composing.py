"""What the editor of an answer shows, and how fast the user speaks."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from drills.composing.composition import band, own_pace, suited_template
from drills.config import Study
from drills.dates import study_day
from drills.element import ids_in
from drills.models import Kind
from drills.note import first_line, plain_id
from drills.spoken import USUAL_PACE, words_in
from drills.storage.answer.answer_versions import save_draft, versions
from drills.storage.answer.answers import open_question, skeleton_of, standings
from drills.storage.answer.cited_dates import goal_lines_for_answers
from drills.storage.answer.criticisms import criticisms
from drills.storage.database import explained
from drills.storage.reviews import KEPT
from drills.views.composing import ComposeView, Section, Template

_LATEST_TRIES = 30
_SPOKEN = f"""
    SELECT text, seconds FROM (
        SELECT t.text, t.seconds, r.rated_at AS at FROM tries t JOIN reviews r ON r.id = t.review_id
        WHERE t.spoken AND t.text <> '' AND {KEPT}
        UNION ALL
        SELECT q.text, q.seconds, i.started_at FROM interview_questions q JOIN interviews i ON i.id = q.interview_id
        WHERE q.spoken AND q.text <> '' AND q.seconds IS NOT NULL
    ) ORDER BY at DESC LIMIT {_LATEST_TRIES}
"""  # noqa: S608  our own text


def pace_of(c: sqlite3.Connection) -> float | None:
    """The user's own pace in words a minute, from what was said aloud and written down; None while too little was."""
    with explained():
        return own_pace((words_in(text), seconds) for text, seconds in c.execute(_SPOKEN))


def compose_view(c: sqlite3.Connection, note_id: int, now: datetime, study: Study) -> ComposeView:
    """All that the editor shows for one question. Raises NotFoundError."""
    day = study_day(now, study.day_turns_at)
    with explained():
        note = open_question(c, note_id)
        every = versions(c, note_id)
        stands = standings(c, [note_id], day)[note_id]
        pace = pace_of(c)
    shows, skeleton = ids_in(note.fields.get("shows", "")), skeleton_of(note)
    draft = every[0] if every else None
    return ComposeView(
        note_id=note_id,
        name=plain_id(note.key),
        prompt=first_line(Kind.QUESTION, note.fields),
        intent=note.fields.get("intent", ""),
        shows=shows,
        avoid=ids_in(note.fields.get("avoid", "")),
        skeleton=skeleton,
        seconds=band(note.fields.get("seconds", "")),
        draft=draft,
        template=draft.template if draft else suited_template(shows, skeleton),
        state=stands.state,
        pace=pace or USUAL_PACE,
        own_pace=pace is not None,
        versions=every,
        criticisms=criticisms(c, note_id),
        stale=stands.stale,
        offers=goal_lines_for_answers(c),
    )


def save_composed(
    c: sqlite3.Connection,
    note_id: int,
    template: Template,
    sections: Sequence[Section],
    now: datetime,
    study: Study,
    seen: tuple[Template, Sequence[Section]] | None,
) -> ComposeView:
    """Save what is written so far, as `save_draft` does, and give all that the editor shows of it from then on."""
    save_draft(c, note_id, template, sections, now, None, seen)
    return compose_view(c, note_id, now, study)
