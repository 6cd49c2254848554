"""Answers on Today and in Progress: one question to answer aloud, and how elements and pitfalls change."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from drills.composing.composition import band
from drills.config import Study
from drills.dates import study_day
from drills.element import ELEMENTS, PITFALLS
from drills.storage.answer.answers import answers_view, open_question
from drills.storage.answer.interviews import neediest
from drills.storage.answer.judgements import WEEKS, self_calibration
from drills.storage.answer.queued import waiting_questions
from drills.storage.database import explained
from drills.views.answers import AloudToday, AnswersProgress, AnswersToday, ElementTrend, QuestionLine
from drills.views.composing import AnswerState

_REASONS = {
    AnswerState.STALE: "its answer {why}",
    AnswerState.CRITICISED: "{why}",
    AnswerState.NONE: "no answer yet",
    AnswerState.DRAFT: "its answer is a draft",
    AnswerState.READY: "to keep it ready",
}


def answers_today(c: sqlite3.Connection, now: datetime, study: Study) -> AnswersToday:
    """What Today shows of answers: one question to answer aloud, and the sentences that went stale."""
    day = study_day(now, study.day_turns_at)
    view = answers_view(c, day)
    return AnswersToday(_aloud(c, view.questions, day), view.stale)


def question_of_the_day(c: sqlite3.Connection, now: datetime, study: Study) -> AloudToday | None:
    """One question to answer aloud today, with its state and the reason; None when there is none.

    The same all day: what an interview put up comes first, then a stale or criticised answer, then whatever is
    weakest and longest unasked, until it was answered.
    """
    return answers_today(c, now, study).aloud


def _aloud(c: sqlite3.Connection, questions: Sequence[QuestionLine], day: date) -> AloudToday | None:
    lines = {line.note_id: line for line in questions if not line.suspended}
    if not lines:
        return None
    with explained():
        for entry in waiting_questions(c):
            if entry.note_id in lines:
                return _line(c, lines[entry.note_id], entry.reason)
        for state in (AnswerState.STALE, AnswerState.CRITICISED):
            for line in lines.values():
                if line.state is state and not _answered_on(line, day):
                    return _line(c, line, _REASONS[state].format(why=line.why))
        candidate = neediest(c, day, {line.note_id: line.state for line in questions})
    if candidate is None or candidate.note_id not in lines:
        return None
    line = lines[candidate.note_id]
    return _line(c, line, f"{candidate.reason}; {_REASONS[line.state].format(why=line.why)}")


def _answered_on(line: QuestionLine, day: date) -> bool:
    return line.last_at is not None and line.last_at.date() >= day


def _line(c: sqlite3.Connection, line: QuestionLine, reason: str) -> AloudToday:
    seconds = band(open_question(c, line.note_id).fields.get("seconds", ""))
    return AloudToday(line.note_id, line.name, line.text, line.state, reason, seconds)


def answers_progress(c: sqlite3.Connection, now: datetime, study: Study, weeks: int = WEEKS) -> AnswersProgress:
    """How answers come along: elements and pitfalls in what was coached week by week, coverage, self-calibration."""
    day = study_day(now, study.day_turns_at)
    monday = day - timedelta(days=day.weekday())
    mondays = tuple(monday - timedelta(weeks=ago) for ago in reversed(range(weeks)))
    view = answers_view(c, day)
    with explained():
        rows = c.execute(
            "SELECT day, found FROM coached WHERE day BETWEEN ? AND ?", (mondays[0].toordinal(), day.toordinal())
        ).fetchall()
        calibration = self_calibration(c, day, weeks)
    found: defaultdict[date, list[Mapping[str, int]]] = defaultdict(list)
    for ordinal, ids in rows:
        coached = date.fromordinal(ordinal)
        found[coached - timedelta(days=coached.weekday())].append(json.loads(ids))
    states = Counter(line.state for line in view.questions)
    return AnswersProgress(
        weeks=mondays,
        coached=tuple(len(found[week]) for week in mondays),
        elements=tuple(_trend(id_, name, mondays, found) for id_, name in ELEMENTS.items()),
        pitfalls=tuple(_trend(id_, name, mondays, found) for id_, name in PITFALLS.items()),
        states=tuple((state, states[state]) for state in AnswerState),
        questions=len(view.questions),
        with_story=sum(line.stories > 0 for line in view.questions),
        calibration=calibration,
        mocks=view.mocks,
    )


def _trend(
    id_: str, name: str, mondays: Sequence[date], found: Mapping[date, Sequence[Mapping[str, int]]]
) -> ElementTrend:
    shares = [[id_ in ids for ids in found.get(week, ())] for week in mondays]
    return ElementTrend(
        id_,
        name,
        tuple(sum(share) / len(share) if share else None for share in shares),
        sum(sum(share) for share in shares),
    )
