"""The loop between goals and answers: what a goal gives to an answer, and which answers cite a date no longer true."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from drills.calendar_day import distance, full
from drills.composing.citation import CitedDate, cited_dates, goal_line, proof_line
from drills.errors import NotFoundError
from drills.models import Goal, GoalStatus, Kind
from drills.note import first_line, plain_id
from drills.storage.cards import read_note
from drills.storage.database import explained, transaction
from drills.storage.goal.goal_lines import read_goals
from drills.storage.undo import undoable
from drills.text import one_line
from drills.views.composing import Answer, GoalOffer, Sections, Stale

_LABEL_WIDTH = 40
_Cited = Mapping[tuple[int, date], int]  # goal by note and deadline as it stood


def goal_lines_for_answers(c: sqlite3.Connection) -> tuple[GoalOffer, ...]:
    """What the goals give: open ones their dated next result (E3), those met their proof (E1); the nearest first."""
    with explained():
        goals = read_goals(c)
    offers = []
    for goal in goals:
        if goal.status is GoalStatus.OPEN:
            offers.append(GoalOffer(goal.id, "E3", goal_line(goal), goal.deadline, goal.statement))
        elif goal.status is GoalStatus.MET:
            offers.append(GoalOffer(goal.id, "E1", proof_line(goal), goal.deadline, goal.statement))
    return tuple(offers)


def cite_goal(c: sqlite3.Connection, answer_id: int, goal_id: int, now: datetime) -> None:
    """Record that a version draws on a goal, with its deadline as it stands; undoable. Raises NotFoundError."""
    with transaction(c):
        goal = next((goal for goal in read_goals(c, goal_id=goal_id)), None)
        if goal is None:
            raise NotFoundError(f"There is no goal {goal_id}.")
        with undoable(c, f"Cite the goal “{one_line(goal.statement, _LABEL_WIDTH)}”", now) as step:
            step.keep("answer_goals", answer_id=answer_id, goal_id=goal_id)
            _cite(c, answer_id, goal)


def cite_dates(c: sqlite3.Connection, answer_id: int, sections: Sections, now: datetime) -> None:
    """Tie a version to each open goal whose deadline its text names; joins the transaction that is open."""
    days = {cited.day for section in sections for cited in cited_dates(section.text, now.date())}
    if days:
        for goal in read_goals(c, open_only=True):
            if goal.deadline in days:
                _cite(c, answer_id, goal)


def _cite(c: sqlite3.Connection, answer_id: int, goal: Goal) -> None:
    c.execute(
        "INSERT INTO answer_goals VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET deadline = excluded.deadline",
        (answer_id, goal.id, goal.deadline.toordinal()),
    )


def stale_answers(c: sqlite3.Connection, day: date, answers: Mapping[int, Answer] | None = None) -> tuple[Stale, ...]:
    """Sentences in the latest answers whose date has passed or moved, with what to write instead.

    A date is a goal's where the answer was tied to it; any other counts once it has passed since it was written.
    """
    if answers is None:
        from drills.storage.answer.answer_versions import latest_answers

        answers = latest_answers(c)
    dated = {note: found for note, answer in answers.items() if (found := tuple(_dated(answer)))}
    if not dated:
        return ()
    with explained():
        goals = {goal.id: goal for goal in read_goals(c)}
        cited = _cited(c)
        stale = []
        for note_id, places in dated.items():
            note = read_note(c, note_id)
            question = first_line(Kind.QUESTION, note.fields), plain_id(note.key)
            for section, text, place in places:
                goal = goals.get(cited.get((note_id, place.day), 0))
                if verdict := _verdict(goal, place, day, answers[note_id]):
                    stale.append(_stale(answers[note_id], question, section, text, place, goal, verdict))
    return tuple(stale)


def _dated(answer: Answer) -> Iterator[tuple[str, str, CitedDate]]:
    written = answer.changed_at.date()
    for section in answer.sections:
        for place in cited_dates(section.text, written):
            yield section.name, section.text, place


def _cited(c: sqlite3.Connection) -> _Cited:
    rows = c.execute(
        "SELECT a.note_id, g.deadline, g.goal_id FROM answer_goals g JOIN answers a ON a.id = g.answer_id "
        "ORDER BY a.version"
    )
    return {(note_id, date.fromordinal(deadline)): goal_id for note_id, deadline, goal_id in rows}


def _verdict(goal: Goal | None, place: CitedDate, day: date, answer: Answer) -> tuple[str, str] | None:
    """Why a date is stale, and what to write instead; None while it holds."""
    ago = distance((place.day - day).days)
    if goal is None:
        was_ahead = place.day >= answer.changed_at.date()
        if was_ahead and place.day < day:
            return f"Passed {ago}", "Say what came of it, and name the next date."
        return None
    if goal.status is GoalStatus.MET:
        return f"Met on {full(goal.closed_on or goal.deadline)}", proof_line(goal)
    if goal.status is GoalStatus.DROPPED:
        return "The goal was given up", "Leave it out, or name the goal that took its place."
    if goal.deadline != place.day:
        return f"Moved to {full(goal.deadline)}", goal_line(goal)
    if place.day < day:
        return f"Passed {ago}", "Set the goal a new date, or say what came of it."
    return None


def _stale(
    answer: Answer,
    question: tuple[str, str],
    section: str,
    text: str,
    place: CitedDate,
    goal: Goal | None,
    verdict: tuple[str, str],
) -> Stale:
    return Stale(
        note_id=answer.note_id,
        answer_id=answer.id,
        question=question[0],
        name=question[1],
        section=section,
        start=place.sentence_start,
        end=place.sentence_end,
        date_start=place.start,
        date_end=place.end,
        sentence=text[place.sentence_start : place.sentence_end],
        cited=place.day,
        goal_id=goal.id if goal else None,
        reason=verdict[0],
        instead=verdict[1],
    )


def stale_by_note(stale: Sequence[Stale]) -> Mapping[int, tuple[Stale, ...]]:
    """The stale sentences of each question."""
    found: defaultdict[int, list[Stale]] = defaultdict(list)
    for each in stale:
        found[each.note_id].append(each)
    return {note_id: tuple(each) for note_id, each in found.items()}
