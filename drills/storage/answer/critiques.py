"""Critique drills: a sample judged against one's marks and names, and the better sentence by the coach."""

import json
import sqlite3
from collections.abc import Collection, Sequence
from datetime import datetime

from drills.composing.critique import critique_rating, judge_marks
from drills.config import Study
from drills.dates import study_day
from drills.element import ELEMENTS, PITFALLS, named
from drills.errors import NotFoundError
from drills.models import Kind
from drills.storage.answer.coach import coach_text
from drills.storage.cards import read_note
from drills.storage.database import explained
from drills.views.coaching import Coaching, CritiqueVerdict, ItemVerdict, Mark


def judge_critique(
    c: sqlite3.Connection,
    note_id: int,
    marks: Sequence[Mark],
    named_ids: Collection[str],
    better: str,
    now: datetime,
    study: Study,
) -> CritiqueVerdict:
    """How a critique went: each fault and missing element, each one named in error, and the sentence written instead.

    Nothing is stored: put `marks_stored` into the try that goes with the rating. Raises NotFoundError.
    """
    with explained():
        note = read_note(c, note_id)
    if note.kind is not Kind.CRITIQUE:
        raise NotFoundError(f"Note {note_id} is no sample answer.")
    items = judge_marks(note.fields, marks, named_ids)
    coaching = coach_text(better, None, study_day(now, study.day_turns_at)) if better.strip() else None
    wanted = [item for item in items if item.how not in ("not at fault", "not missing")]
    rating, reason = critique_rating(items)
    return CritiqueVerdict(
        items=items,
        found=sum(item.right for item in wanted),
        all=len(wanted),
        false=len(items) - len(wanted),
        better=coaching,
        better_says=_says(coaching, wanted) if coaching else "",
        rating=rating,
        reason=reason,
    )


def _says(coaching: Coaching, wanted: Sequence[ItemVerdict]) -> str:
    """What a better sentence mends and what it still has, in one line."""
    found = {finding.id for finding in (*coaching.good, *coaching.first, *coaching.rest)}
    still = [id_ for id_ in PITFALLS if id_ in found]
    brings = [item.item for item in wanted if item.item in ELEMENTS and item.item in found]
    parts = []
    if still:
        parts.append(f"It still has {', '.join(named(id_) for id_ in still)}.")
    elif any(item.item in PITFALLS for item in wanted):
        parts.append("The pitfall is gone.")
    if brings:
        parts.append(f"It brings {', '.join(named(id_) for id_ in brings)}.")
    return " ".join(parts) or "It has no pitfall, and brings none of what was missing."


def marks_stored(marks: Sequence[Mark], named_ids: Collection[str], verdict: CritiqueVerdict) -> str:
    """What was marked and named and how it was judged, as `TryDraft.marks` keeps it."""
    return json.dumps(
        {
            "marks": [[mark.start, mark.end, mark.pitfall] for mark in marks],
            "named": sorted(named_ids),
            "right": [item.item for item in verdict.items if item.right],
            "wrong": [item.item for item in verdict.items if not item.right],
        }
    )
