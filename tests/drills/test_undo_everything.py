"""Taking back, over everything that can be changed: each undo gives just what was there, one after the other."""

import random
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from drills.config import Study
from drills.errors import DrillsError
from drills.exchange.ics_reading import Event
from drills.goal.goals import GoalDraft
from drills.models import GoalStatus, Kind, NoteDraft, Rating
from drills.scheduling.fitting import Fitted
from drills.scheduling.memory import DEFAULT_WEIGHTS
from drills.session import grade, serve, start
from drills.storage.answer import answer_versions, coach, criticisms, roles, stories
from drills.storage.answer.cited_dates import cite_goal
from drills.storage.answer.debriefs import close_debrief, end_mock
from drills.storage.answer.interviews import answer_mock, delete_interview, plan_mock, rate_mock, start_mock
from drills.storage.answer.judgements import keep_judgement
from drills.storage.answer.real_interviews import add_real_interview
from drills.storage.database import open_database
from drills.storage.doctor import checkup
from drills.storage.goal import journal, milestones, practice, rests, tasks
from drills.storage.goal.calendar_import import Use, import_events
from drills.storage.goal.deadline_moves import cancel_move, move_deadline
from drills.storage.goal.goals import add_goal, close_goal, delete_goal, edit_goal, read_goal, reopen_goal
from drills.storage.goal.occurrences import close_occurrence, mark_occurrence
from drills.storage.notes import add_note
from drills.storage.planning import plan_choices, weights
from drills.storage.schema.dashboards import ALL
from drills.storage.undo import undo
from drills.views.composing import Section, Template
from drills.views.drill import Face
from drills.views.interviews import Gap, RealQuestion
from drills.views.roles import RoleDraft
from drills.views.stories import Fact, StoryDraft

TODAY = date(2026, 11, 22)
STUDY = Study(minutes_per_day=60)
WORDS = ("I cut the wait from 16 minutes to 7.", "By 12 March 2027 I lead a team.", "", "Something in several years.")
Everything = dict[str, list[tuple[object, ...]]]
SUMS = ("daily", *(one.table for one in ALL))
NOT_OURS = ("undo_", "sqlite_", "_sqlite", "note_search", "reviews", "retractions", "tries", *SUMS)
"""Undo itself, the search index, answers (retracted, not erased), and sums, which the doctor checks."""


def whole(c: sqlite3.Connection) -> Everything:
    """Every row of every table that undo has to give back."""
    names = [name for (name,) in c.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
    return {
        name: sorted(c.execute(f"SELECT * FROM {name}").fetchall(), key=repr)  # noqa: S608  names of tables
        for name in names
        if not name.startswith(NOT_OURS)
    }


@dataclass
class Hand:
    """Somebody who changes things at random."""

    c: sqlite3.Connection
    now: datetime
    dice: random.Random
    session_id: int = 0

    def row(self, table: str) -> int:
        """A row there is, or none."""
        found = [row[0] for row in self.c.execute(f"SELECT id FROM {table} ORDER BY id")]  # noqa: S608
        return int(self.dice.choice([*found, 99]))

    def question(self) -> int:
        """A question of the library."""
        rows = self.c.execute("SELECT id FROM notes WHERE kind = 'question' ORDER BY id").fetchall()
        return int(self.dice.choice(rows)[0])

    def day(self, first: int = -5, last: int = 60) -> date:
        """A day near today."""
        return TODAY + timedelta(days=self.dice.randint(first, last))

    def text(self) -> str:
        """Some words."""
        return self.dice.choice(WORDS)

    def some(self, *choices: object) -> object:
        """One of them."""
        return self.dice.choice(choices)

    def cards(self) -> list[int]:
        """Some cards."""
        ids = [row[0] for row in self.c.execute("SELECT id FROM cards ORDER BY id")]
        return self.dice.sample(ids, min(2, len(ids)))


def goal_draft(h: Hand) -> GoalDraft:
    planned = h.dice.random() < 0.4
    role = h.row("roles") if h.dice.random() < 0.3 else None
    return GoalDraft(
        f"Goal {h.dice.randint(1, 9)}",
        h.day(8, 60),
        why=h.text(),
        repeats=str(h.some("", "", "every day")),
        eases_after=int(str(h.some(0, 7))),
        tags=("E1",) if h.dice.random() < 0.5 else (),
        role_id=role,
        obstacle="tired" if planned else "",
        response="five cards" if planned else "",
    )


def edit_some_goal(h: Hand) -> None:
    goal = read_goal(h.c, h.row("goals"))
    new = goal_draft(h)
    edit_goal(h.c, goal.id, replace(new, deadline=goal.deadline, repeats=goal.repeats), h.now, TODAY)


def story(h: Hand) -> StoryDraft:
    goal = h.row("goals")
    known = h.c.execute("SELECT 1 FROM goals WHERE id = ?", (goal,)).fetchone()
    return StoryDraft(
        f"Story {h.dice.randint(1, 9)}",
        action=h.text(),
        facts=(Fact("7 min", "wait"),),
        tags=tuple(h.dice.sample(("E1", "C3", "team"), 2)),
        questions=(h.question(),),
        goal_id=goal if known else None,
    )


def mock(h: Hand) -> None:
    """Held and taken into practice: its answers are no steps, so nothing is compared across it."""
    number = start_mock(h.c, plan_mock(h.c, 3, h.now, STUDY), h.now, STUDY)
    for position in (1, 2, 3):
        answer_mock(h.c, number, position, h.text(), 40.0, spoken=True)
    end_mock(h.c, number, h.now, STUDY)


def drill(h: Hand) -> None:
    face = serve(h.c, h.session_id, h.now, STUDY)
    if isinstance(face, Face):
        grade(h.c, h.session_id, face.card.id, Rating(h.dice.randint(1, 4)), 5.0, h.now, STUDY)


def draft(h: Hand) -> None:
    sections = tuple(Section(name, h.text()) for name in ("S", "T", "A", "R"))
    answer_versions.save_draft(h.c, h.question(), Template.STAR4, sections, h.now)


def real(h: Hand) -> None:
    asked = [RealQuestion("Why us?", own=2), RealQuestion("Old?", note_id=h.question(), text=h.text(), missing="E1")]
    add_real_interview(h.c, TODAY, None, h.text(), asked, h.now)


def events(h: Hand) -> None:
    number = h.dice.randint(1, 30)
    found = Event(f"u{number}", "Event", h.day(1, 9), h.day(10, 20), "text", "FREQ=WEEKLY")
    import_events(h.c, [(found, Use(str(h.some("goal", "break"))))], h.now, TODAY)


def fit(h: Hand) -> None:
    own = (*(h.dice.uniform(1.1, 2) * weight for weight in DEFAULT_WEIGHTS[:4]), *DEFAULT_WEIGHTS[4:])
    weights.adopt(h.c, Fitted(own, 500, 100, 0.4, 0.4, 0.35), h.now)


STEPS: tuple[Callable[[Hand], object], ...] = (
    lambda h: add_goal(h.c, goal_draft(h), h.now, TODAY),
    edit_some_goal,
    lambda h: move_deadline(h.c, h.row("goals"), h.day(1, 90), "why", h.now, TODAY),
    lambda h: cancel_move(h.c, h.row("goals"), h.now),
    lambda h: close_goal(h.c, h.row("goals"), GoalStatus(str(h.some("met", "dropped"))), "so", h.now, TODAY),
    lambda h: reopen_goal(h.c, h.row("goals"), h.now),
    lambda h: delete_goal(h.c, h.row("goals"), h.now),
    lambda h: close_occurrence(h.c, h.row("goals"), bool(h.some(True, False)), h.now, TODAY, note="n"),
    lambda h: mark_occurrence(h.c, h.row("goals"), h.day(-3, 30), TODAY, h.now, TODAY),
    lambda h: tasks.add_task(h.c, h.row("goals"), "task", h.day(1), h.now, TODAY),
    lambda h: tasks.edit_task(h.c, h.row("tasks"), "other", None, h.now, TODAY),
    lambda h: tasks.mark_task(h.c, h.row("tasks"), bool(h.some(True, False)), h.now, TODAY),
    lambda h: tasks.move_task(h.c, h.row("tasks"), int(str(h.some(-1, 1))), h.now),
    lambda h: tasks.delete_task(h.c, h.row("tasks"), h.now),
    lambda h: milestones.add_milestone(h.c, h.row("goals"), "half", h.day(1, 8), h.now, TODAY),
    lambda h: milestones.mark_milestone(h.c, h.row("milestones"), bool(h.some(True, False)), h.now, TODAY),
    lambda h: milestones.edit_milestone(h.c, h.row("milestones"), "third", h.day(1, 8), h.now, TODAY),
    lambda h: milestones.delete_milestone(h.c, h.row("milestones"), h.now),
    lambda h: journal.add_entry(h.c, h.row("goals"), h.day(-5, 0), "entry", h.now, TODAY),
    lambda h: journal.edit_entry(h.c, h.row("journal"), h.day(-5, 0), "changed", h.now, TODAY),
    lambda h: journal.delete_entry(h.c, h.row("journal"), h.now),
    lambda h: rests.add_break(h.c, h.day(1, 5), h.day(6, 20), "off", h.now),
    lambda h: rests.add_free_weekday(h.c, h.dice.randint(0, 6), TODAY, h.now),
    lambda h: rests.end_free_weekday(h.c, h.dice.randint(0, 6), h.day(0, 3), h.now),
    lambda h: rests.delete_rest(h.c, h.row("rests"), h.now),
    lambda h: practice.record_practice(h.c, h.day(-3, 0), h.dice.randint(1, 60), h.text(), h.now, TODAY),
    lambda h: practice.delete_practice(h.c, h.day(-3, 0), h.now),
    lambda h: plan_choices.park(h.c, h.row("goals"), h.cards(), h.now),
    lambda h: plan_choices.unpark(h.c, h.row("goals"), h.cards(), h.now),
    lambda h: plan_choices.set_minutes(h.c, h.row("goals"), h.some(None, 20), h.now),  # type: ignore[arg-type]
    events,
    lambda h: answer_versions.close_version(h.c, h.question(), h.now, ready=bool(h.some(True, False))),
    lambda h: answer_versions.mark_ready(h.c, h.row("answers"), bool(h.some(True, False)), h.now),
    lambda h: answer_versions.restore_version(h.c, h.row("answers"), h.now),
    lambda h: answer_versions.discard_version(h.c, h.row("answers"), h.now),
    lambda h: stories.add_story(h.c, story(h), h.now),
    lambda h: stories.edit_story(h.c, h.row("stories"), story(h), h.now),
    lambda h: stories.delete_story(h.c, h.row("stories"), h.now),
    lambda h: stories.link_story(h.c, h.row("stories"), h.question(), bool(h.some(True, False)), h.now),
    lambda h: stories.use_story(h.c, h.row("answers"), h.row("stories"), bool(h.some(True, False)), h.now),
    lambda h: stories.retire_claim(h.c, "a claim", "old", h.now),
    lambda h: stories.unretire_claim(h.c, h.row("retired_claims"), h.now),
    lambda h: cite_goal(h.c, h.row("answers"), h.row("goals"), h.now),
    lambda h: roles.add_role(h.c, RoleDraft("Meridian", f"Analyst {h.dice.randint(1, 9)}"), h.now),
    lambda h: roles.edit_role(h.c, h.row("roles"), RoleDraft("Other", "Lead"), h.now),
    lambda h: roles.use_role(h.c, h.row("roles"), h.now),
    lambda h: roles.delete_role(h.c, h.row("roles"), h.now),
    lambda h: criticisms.add_criticism(h.c, h.question(), "Kim", "too long", TODAY, h.now),
    lambda h: criticisms.close_criticism(h.c, h.row("criticisms"), h.row("answers"), h.now),
    lambda h: criticisms.reopen_criticism(h.c, h.row("criticisms"), h.now),
    lambda h: criticisms.delete_criticism(h.c, h.row("criticisms"), h.now),
    lambda h: coach.dismiss(h.c, h.question(), "A4", h.some(None, "soon"), h.now),  # type: ignore[arg-type]
    lambda h: coach.bring_back_dismissed(h.c, h.question(), h.now),
    real,
    lambda h: rate_mock(h.c, h.row("interviews"), 1, {"structure": 3}, h.now),
    lambda h: close_debrief(h.c, h.row("interviews"), h.now, STUDY),
    lambda h: delete_interview(h.c, h.row("interviews"), h.now),
    lambda h: keep_judgement(h.c, h.question(), [Gap("structure", "S", 3, 4)], h.now, STUDY),
    drill,
    fit,
    lambda h: weights.use_former(h.c, h.dice.randint(0, 2), h.now),
)


def begin(c: sqlite3.Connection, now: datetime, dice: random.Random) -> Hand:
    """A library with a few questions and cards, written answers and a mock that was held."""
    for number in range(3):
        fields = {"prompt": f"Question {number}?", "shows": "E1, E3"}
        add_note(c, NoteDraft(Kind.QUESTION, fields, key=f"shipped.Q{number}"), now)
        add_note(c, NoteDraft(Kind.BASIC, {"front": f"front {number}", "back": "b"}, deck="A"), now)
    hand = Hand(c, now, dice)
    draft(hand)
    draft(hand)
    mock(hand)
    hand.session_id = start(c, now, STUDY)
    return hand


def play(hand: Hand, steps: Sequence[Callable[[Hand], object]]) -> list[tuple[Everything, int]]:
    """Take those steps; gives what was there before each that changed something, and the steps of undo it made."""
    before = []
    for step in steps:
        state, last = whole(hand.c), _last(hand.c)
        hand.now += timedelta(minutes=1)
        try:
            step(hand)
        except (DrillsError, sqlite3.IntegrityError):
            assert whole(hand.c) == state, "what is refused changes nothing"
            continue
        if made := _last(hand.c) - last:
            before.append((state, made))
        else:
            assert whole(hand.c) == state, "what changes something can be taken back"
    return before


def _last(c: sqlite3.Connection) -> int:
    return int(c.execute("SELECT coalesce(max(id), 0) FROM undo_steps").fetchone()[0])


@pytest.mark.parametrize("seed", range(4))
def test_every_change_is_taken_back_exactly(database_path: Path, now: datetime, seed: int) -> None:
    """One undo after the other, also by another window and after a restart, gives what was there before each step."""
    dice = random.Random(seed)
    c = open_database(database_path)
    hand = begin(c, now, dice)
    steps = [dice.choice(STEPS) for _ in range(120)]
    before = play(hand, steps)
    assert len(before) > 30
    other = open_database(database_path)
    for place, (state, made) in enumerate(reversed(before)):
        window = other if place % 2 else c
        for _ in range(made):
            assert undo(window, hand.now) is not None
        assert whole(window) == state
    assert c.execute("PRAGMA foreign_key_check").fetchall() == []
    assert checkup(c, hand.now).findings == ()
    c.close()
    other.close()
