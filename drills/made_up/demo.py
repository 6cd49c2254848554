"""A lived-in library for `readyby --demo`: four months of practice on the shipped decks, three goals, and answers."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from random import Random

from drills.answering import LEECH
from drills.config import Study
from drills.dates import study_day
from drills.goal.goals import GoalDraft
from drills.made_up.learner import CATCHING_UP, SECONDS, Given, Learner, Subject, is_due
from drills.made_up.persona import PLANNED, Planned, said
from drills.made_up.specimen import generate as generate
from drills.models import Card, GoalStatus, Kind
from drills.scheduling.queue import LONG_KINDS
from drills.shipped import load_shipped
from drills.storage import cards, reviews
from drills.storage.bulk import Held, forget_steps, insert_rows, new_cards, next_id
from drills.storage.database import transaction
from drills.storage.goal import goals, journal, tasks
from drills.storage.instants import milliseconds
from drills.storage.search import index_notes

DAYS = 120
STREAK = 12  # days practised up to yesterday
AWAY = range(52, 58)  # days of the demo: a week off
ENDING = 12  # days at the end that are tried anew until they leave a good day's work
ATTEMPTS = 8
MINUTES_DUE = (8.0, 15.0)
MOST_QUESTIONS_DUE = 5
MOST_DUE = 40
STUBBORN = 2  # cards that won't stick


def fill_demo(c: sqlite3.Connection, now: datetime, seed: int = 1) -> None:
    """Fill an empty library as if somebody had practised until yesterday; the same seed and time give the same."""
    load_shipped(c, now)
    study = Study()
    today = study_day(now, study.day_turns_at)
    with transaction(c):
        practice = _practice(new_cards(c), seed, today, study, now.tzinfo, next_id(c, "sessions"))
        _write_sessions(c, practice.sittings)
        _write_answers(c, [answer for sitting in practice.sittings for answer in sitting], today)
        _write_cards(c, practice.subjects, study)
        moved = _write_goals(c, now, today)
        _fill_answers(c, practice, moved, today, study, now.tzinfo)
        forget_steps(c)


@dataclass(frozen=True, slots=True)
class _Practice:
    """What was learned, and the answers of each session."""

    subjects: list[Subject]
    sittings: list[list[Given]]


def _practice(
    held: Sequence[Held], seed: int, today: date, study: Study, zone: tzinfo | None, first_session: int
) -> _Practice:
    """Four months of practice that leave a good day's work for today: of a few endings, the best one."""
    luck = Random(f"{seed}")
    subjects = _subjects(held, luck)
    learner = Learner(subjects, today - timedelta(days=DAYS), DAYS, luck, study, zone)
    early = _sittings(learner, today, range(DAYS - ENDING), first_session)
    cards_then = [subject.card for subject in subjects]
    endings: list[tuple[float, list[list[Given]], list[Card]]] = []
    for attempt in range(ATTEMPTS):
        learner.luck = Random(f"{seed}.{attempt}")
        for subject, card in zip(subjects, cards_then, strict=True):
            subject.card = card
        late = _sittings(learner, today, range(DAYS - ENDING, DAYS), first_session + len(early))
        endings.append((_too_much(subjects, today), late, [subject.card for subject in subjects]))
        if not endings[-1][0]:
            break
    _, late, cards_now = min(endings, key=lambda ending: ending[0])
    for subject, card in zip(subjects, cards_now, strict=True):
        subject.card = card
    return _Practice(subjects, early + late)


def _too_much(subjects: Sequence[Subject], today: date) -> float:
    """How far what is due is from a good day's work, in minutes; 0 when it is one."""
    due = [subject for subject in subjects if is_due(subject.card.schedule, today)]
    minutes = sum(SECONDS[subject.kind] for subject in due) / 60
    questions = sum(subject.kind is Kind.QUESTION for subject in due)
    off = max(0.0, MINUTES_DUE[0] - minutes, minutes - MINUTES_DUE[1])
    return off + 10 * max(0, questions - MOST_QUESTIONS_DUE, 1 - questions, len(due) - MOST_DUE)


def _subjects(held: Sequence[Held], luck: Random) -> list[Subject]:
    """The cards in the order they are learned: decks mixed, STAR early, cards within a deck roughly as they are."""
    seen: Counter[str] = Counter()
    places = []
    for one in held:
        seen[one.deck] += 1
        places.append((0.4 if one.deck == "STAR" else 1.0) * (seen[one.deck] + luck.random() * 4))
    order = sorted(range(len(held)), key=lambda n: (places[n], n))
    subjects = [Subject(one.card, one.kind, one.key, one.tags) for one in (held[n] for n in order)]
    hard = [subject for subject in subjects if subject.is_hard and subject.kind is Kind.BASIC]
    for subject in hard[:STUBBORN]:
        subject.stubborn = True
    return subjects


def _sittings(learner: Learner, today: date, numbers: range, first_session: int) -> list[list[Given]]:
    """Each day's answers, on the days that there are any."""
    sittings: list[list[Given]] = []
    for number in numbers:
        day, luck = learner.first_day + timedelta(days=number), learner.luck
        ago = (today - day).days
        rested = number in AWAY or luck.random() < 0.1
        if ago == STREAK + 1 or (rested and ago > STREAK):
            continue
        minutes = luck.uniform(11, 19) if day.weekday() < 5 else luck.uniform(6, 13)
        given = learner.practise(day, 30.0 if ago <= CATCHING_UP else minutes, first_session + len(sittings))
        if given:
            sittings.append(given)
    return sittings


def _write_sessions(c: sqlite3.Connection, sittings: Sequence[Sequence[Given]]) -> None:
    columns = ("id", "day", "started_at", "ended_at", "budget_seconds")
    rows = [
        (
            given[0].answer.session_id,
            given[0].answer.day.toordinal(),
            milliseconds(given[0].at),
            milliseconds(given[-1].at),
            900.0,
        )
        for given in sittings
    ]
    insert_rows(c, "sessions", columns, rows)


def _write_answers(c: sqlite3.Connection, given: list[Given], today: date) -> None:
    first = next_id(c, "reviews")
    rows = ([*reviews.review_row(one.answer, one.at).values()] for one in given)
    insert_rows(c, "reviews", reviews.COLUMNS, rows)
    tried: Counter[str] = Counter()
    tries = []
    for review_id, one in enumerate(given, first):
        if one.subject.kind in LONG_KINDS:
            text = said(one.subject.key, tried[one.subject.key], today)
            tried[one.subject.key] += 1
            tries.append((review_id, one.subject.card.note_id, int(not text), text, one.answer.seconds))
    insert_rows(c, "tries", ("review_id", "note_id", "spoken", "text", "seconds"), tries)


def _write_cards(c: sqlite3.Connection, subjects: list[Subject], study: Study) -> None:
    for subject in subjects:
        card = subject.card
        if card.reps:
            cards.put_schedule(c, card.id, card.schedule, card.reps, card.lapses)
        if card.lapses >= study.leech_lapses:
            cards.add_tag(c, card.note_id, LEECH)
            index_notes(c, (card.note_id,))


def _fill_answers(
    c: sqlite3.Connection, practice: _Practice, moved: int, today: date, study: Study, zone: tzinfo | None
) -> None:
    from drills.made_up.demo_answers import AnswersFiller

    notes = {one.key: one.card.note_id for one in practice.subjects if one.kind is Kind.QUESTION}
    AnswersFiller(c, notes, today, study, zone).fill(moved)


def _write_goals(c: sqlite3.Connection, now: datetime, today: date) -> int:
    """Write the goals, and give the one whose date was moved."""
    made: list[int] = []
    moved_goal = 0
    for planned in PLANNED:
        began = today - timedelta(days=planned.began)
        draft = GoalDraft(
            planned.statement, today + timedelta(days=planned.first_deadline), planned.why, planned.proof,
            decks=planned.decks, follows_id=None if planned.follows is None else made[planned.follows],
        )  # fmt: skip
        goal_id = goals.add_goal(c, draft, now, began)
        made.append(goal_id)
        if planned.moved:
            to, reason, on = planned.moved
            goals.move_deadline(c, goal_id, today + timedelta(days=to), reason, now, today + timedelta(days=on))
            moved_goal = goal_id
        for text, due, done in planned.milestones:
            milestone = goals.add_milestone(c, goal_id, text, today + timedelta(days=due), now, began)
            if done is not None:
                goals.mark_milestone(c, milestone, True, now, today + timedelta(days=done))
        _write_steps(c, goal_id, planned, now, today)
        if planned.met:
            outcome, on = planned.met
            goals.close_goal(c, goal_id, GoalStatus.MET, outcome, now, today + timedelta(days=on))
    return moved_goal


def _write_steps(c: sqlite3.Connection, goal_id: int, planned: Planned, now: datetime, today: date) -> None:
    began = today - timedelta(days=planned.began)
    for text, when, done in planned.tasks:
        by = None if when is None else today + timedelta(days=when)
        task = tasks.add_task(c, goal_id, text, by, now, began)
        if done is not None:
            tasks.mark_task(c, task, True, now, today + timedelta(days=done))
    for written, text in planned.journal:
        journal.add_entry(c, goal_id, today + timedelta(days=written), text, now, today)
