"""The first run: what the user answered, and keeping it."""

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime

from drills.goal.goals import GoalDraft
from drills.storage import settings
from drills.storage.database import transaction
from drills.storage.goal.goals import add_goal, is_begun
from drills.storage.notes import suspend_notes
from drills.storage.search import find_notes

DONE = "first_run_done"
ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered. No deadline: no goal. `decks` are to be learned now; `resting` wait in the library."""

    statement: str = ""
    deadline: date | None = None
    minutes: int | None = None
    decks: tuple[str, ...] = ()
    resting: tuple[str, ...] = ()


def keep(c: sqlite3.Connection, answers: Answers, now: datetime, today: date) -> None:
    """Set the goal, let the decks rest that weren't chosen, and remember that the questions were asked."""
    with transaction(c):
        if answers.deadline:
            statement = answers.statement.strip() or "My interview"
            add_goal(c, GoalDraft(statement, answers.deadline, decks=answers.decks), now, today)
        resting = [line.id for deck in answers.resting for line in find_notes(c, "", today, deck=deck, limit=ALL).notes]
        if resting:
            suspend_notes(c, resting, True, now)
        settings.put(c, DONE, True)


def is_done(c: sqlite3.Connection) -> bool:
    """Whether there is nothing left to ask: it was asked before, or there is a goal or an answer already."""
    return bool(settings.get(c, DONE, False)) or is_begun(c)
