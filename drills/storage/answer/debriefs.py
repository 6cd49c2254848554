"""Looking back on an interview, mock or real: each answer beside its evidence, stories told twice, what to practise."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from drills.composing.composition import band
from drills.composing.self_rating import OVERALL, Evidence, gaps
from drills.config import Study
from drills.element import ELEMENTS, PITFALLS
from drills.errors import NotFoundError
from drills.note import plain_id
from drills.spoken import words_in
from drills.storage.answer.coach import coach, record_coached
from drills.storage.answer.judgements import keep_judgement
from drills.storage.answer.judging import evidence_of
from drills.storage.answer.queued import put_up
from drills.storage.answer.roles import read_role, role_name
from drills.storage.cards import read_note
from drills.storage.database import explained, transaction
from drills.storage.instants import instant, milliseconds
from drills.storage.undo import undoable
from drills.views.interviews import Asked, Debrief, Gap, Interview, QueueEntry, Repeat

_WEAK = 3.0  # of 5: below it a question is put up for practice
_INTERVIEWS = "SELECT id, kind, role_id, day, ended_at, went, found FROM interviews"
_QUESTIONS = (
    "SELECT position, note_id, asked, spoken, text, seconds, own, missing FROM interview_questions "
    "WHERE interview_id = ? ORDER BY position"
)


def mocks(c: sqlite3.Connection, kind: str = "mock") -> tuple[Interview, ...]:
    """The interviews of a kind ("mock" or "real") that were ended, the latest first, with figures to compare."""
    with explained():
        rows = c.execute(f"{_INTERVIEWS} WHERE kind = ? AND ended_at IS NOT NULL ORDER BY id DESC", (kind,)).fetchall()
        return tuple(_interview(c, row) for row in rows)


def interview(c: sqlite3.Connection, interview_id: int) -> Interview:
    """One interview in figures; raises NotFoundError."""
    with explained():
        row = c.execute(f"{_INTERVIEWS} WHERE id = ?", (interview_id,)).fetchone()
        if row is None:
            (held,) = c.execute("SELECT count(*) FROM interviews").fetchone()
            hint = "None was held yet: readyby mock plans one." if not held else "readyby mock --list shows those held."
            raise NotFoundError(f"There is no interview {interview_id}.", hint=hint)
        return _interview(c, row)


def _interview(c: sqlite3.Connection, row: Sequence[Any]) -> Interview:
    id_, kind, role_id, day, ended_at, went, found_text = row
    found = json.loads(found_text)
    asked = c.execute(
        "SELECT count(*), total(seconds IS NOT NULL AND (text <> '' OR seconds > 0)), total(seconds) "
        "FROM interview_questions WHERE interview_id = ?",
        (id_,),
    ).fetchone()
    own = [
        rating
        for (text,) in c.execute("SELECT own FROM interview_questions WHERE interview_id = ?", (id_,))
        for rating in json.loads(text).values()
    ]
    return Interview(
        id=id_,
        kind=kind,
        day=date.fromordinal(day),
        role=_role_name(c, role_id),
        questions=asked[0],
        answered=asked[0] if kind == "real" else int(asked[1]),
        seconds=float(asked[2]),
        mean=sum(own) / len(own) if own else None,
        found=found.get("mean"),
        elements=found.get("elements", 0),
        pitfalls=found.get("pitfalls", 0),
        ended_at=None if ended_at is None else instant(ended_at),
        went=went,
    )


def _role_name(c: sqlite3.Connection, role_id: int | None) -> str:
    try:
        return role_name(read_role(c, role_id).draft) if role_id else ""
    except NotFoundError:
        return ""


def end_mock(c: sqlite3.Connection, interview_id: int, now: datetime, study: Study) -> None:
    """End a mock interview; what was not asked stays unasked. What the coach found is kept for the trends."""
    with transaction(c):
        interview(c, interview_id)
        c.execute(
            "UPDATE interviews SET ended_at = ? WHERE id = ? AND ended_at IS NULL", (milliseconds(now), interview_id)
        )
        asked = _asked(c, interview_id, now, study)
        c.execute("UPDATE interviews SET found = ? WHERE id = ?", (json.dumps(_figures(asked)), interview_id))
        for each in asked:
            if each.note_id and each.coaching:
                record_coached(c, each.note_id, each.coaching, now, study)


def _figures(asked: Sequence[Asked]) -> dict[str, float]:
    ids = [
        finding.id
        for each in asked
        if each.coaching
        for finding in (*each.coaching.good, *each.coaching.first, *each.coaching.rest)
    ]
    scores = [gap.found for each in asked for gap in each.gaps if gap.found is not None]
    figures: dict[str, float] = {
        "elements": len({id_ for id_ in ids if id_ in ELEMENTS}),
        "pitfalls": sum(id_ in PITFALLS for id_ in ids),
    }
    return figures | ({"mean": sum(scores) / len(scores)} if scores else {})


def debrief(c: sqlite3.Connection, interview_id: int, now: datetime, study: Study) -> Debrief:
    """An interview looked back on. Of a mock, ask for one's own ratings (`rate_mock`) before showing it."""
    with explained():
        whole = interview(c, interview_id)
        asked = _asked(c, interview_id, now, study)
        before = c.execute(
            f"{_INTERVIEWS} WHERE kind = ? AND ended_at IS NOT NULL AND id < ? ORDER BY id DESC LIMIT 1",
            (whole.kind, interview_id),
        ).fetchone()
        return Debrief(
            interview=replace(whole, found=_figures(asked).get("mean", whole.found)),
            asked=asked,
            repeats=repeats(asked),
            queue=_for_practice(asked),
            story_gaps=_story_gaps(c, asked),
            before=_interview(c, before) if before else None,
        )


def close_debrief(c: sqlite3.Connection, interview_id: int, now: datetime, study: Study) -> tuple[QueueEntry, ...]:
    """Take what a mock showed into practice: weak questions come up next, own ratings are kept beside what was found.

    Undoable; call it once, when the user has rated the answers.
    """
    looked_back = debrief(c, interview_id, now, study)
    figures = _figures(looked_back.asked)
    with transaction(c), undoable(c, "Take the interview into practice", now) as step:
        step.keep("interviews", id=interview_id)
        c.execute("UPDATE interviews SET found = ? WHERE id = ?", (json.dumps(figures), interview_id))
        put_up(c, step, looked_back.queue, now)
        for each in looked_back.asked:
            gaps_by_scale = [gap for gap in each.gaps if gap.scale != OVERALL]
            if each.note_id and gaps_by_scale:
                keep_judgement(c, each.note_id, gaps_by_scale, now, study, step=step)
    return looked_back.queue


def _asked(c: sqlite3.Connection, interview_id: int, now: datetime, study: Study) -> tuple[Asked, ...]:
    (kind,) = c.execute("SELECT kind FROM interviews WHERE id = ?", (interview_id,)).fetchone()
    rows = c.execute(_QUESTIONS, (interview_id,)).fetchall()
    return tuple(_one(c, row, now, study, real=kind == "real") for row in rows)


def _one(c: sqlite3.Connection, row: Sequence[Any], now: datetime, study: Study, *, real: bool) -> Asked:
    """A question with its answer; in a real interview each one was answered, and nobody took the time."""
    position, note_id, asked, spoken, text, seconds, own, missing = row
    seconds = None if real else seconds
    coaching = evidence = None
    name, within = "", (20, 60)
    if note_id is not None:
        note = read_note(c, note_id)
        name, within = plain_id(note.key), band(note.fields.get("seconds", ""))
        if text.strip():
            coaching = coach(c, note_id, text, now, study, spoken=bool(spoken))
            evidence = evidence_of(c, note_id, coaching, seconds if spoken else None)
    return Asked(
        position=position,
        note_id=note_id,
        name=name,
        asked=asked,
        spoken=bool(spoken),
        text=text,
        seconds=seconds,
        words=words_in(text),
        band=within,
        gaps=_gaps(json.loads(own), evidence),
        coaching=coaching,
        missing=missing,
        answered=real or (seconds is not None and bool(text or seconds)),
    )


def _gaps(own: Mapping[str, int], evidence: Evidence | None) -> tuple[Gap, ...]:
    """Own ratings beside the evidence; of a real interview there is one for the whole answer, and nothing beside it."""
    overall = (Gap(OVERALL, "How it went", own[OVERALL], None),) if OVERALL in own else ()
    return overall + gaps(own, evidence)


def repeats(asked: Sequence[Asked]) -> tuple[Repeat, ...]:
    """The answers of an interview that tell the same story, the most alike first."""
    from drills.answers.overlap import overlap

    told = [each for each in asked if each.text.strip()]
    return tuple(
        Repeat(told[pair.first].position, told[pair.second].position, pair.share, ", ".join(pair.words))
        for pair in overlap([each.text for each in told])
    )


def _for_practice(asked: Sequence[Asked]) -> tuple[QueueEntry, ...]:
    found: dict[int, QueueEntry] = {}
    for each in asked:
        if each.note_id is not None and (why := _why(each)):
            found.setdefault(each.note_id, QueueEntry(each.note_id, each.name, each.asked, why))
    return tuple(found.values())


def _why(each: Asked) -> str:
    """Why a question goes back into practice; empty if it went well."""
    if not each.answered:
        return "not answered"
    own = [gap.own for gap in each.gaps]
    found = [gap.found for gap in each.gaps if gap.found is not None]
    if each.missing:
        return f"missing: {each.missing}"
    if own and sum(own) / len(own) < _WEAK:
        return f"you rated it {sum(own) / len(own):.1f} of 5"
    if found and sum(found) / len(found) < _WEAK:
        return f"the evidence comes to {sum(found) / len(found):.1f} of 5"
    return ""


def _story_gaps(c: sqlite3.Connection, asked: Sequence[Asked]) -> tuple[str, ...]:
    """Questions of the interview that no story serves, of those that want one."""
    from drills.storage.answer.story_matrix import matrix

    lacking = {row.note_id for row in matrix(c).lacking}
    return tuple(dict.fromkeys(each.asked for each in asked if each.note_id in lacking))
