"""What a user chooses where a plan falls short: more minutes, a later date, fewer cards. All can be undone."""

import sqlite3
from collections.abc import Collection
from datetime import date, datetime

from drills.errors import InputError
from drills.models import PendingMove
from drills.number_words import counted
from drills.storage.database import transaction
from drills.storage.goal.deadline_moves import move_deadline
from drills.storage.goal.goal_rows import named, open_goal, read_goal
from drills.storage.undo import undoable
from drills.views.plan import Choice, Way

REASON = "The forecast fell short of the target."


def apply_choice(
    c: sqlite3.Connection, goal_id: int, choice: Choice, now: datetime, today: date, reason: str = REASON
) -> PendingMove | None:
    """Take one of an outlook's choices; undoable. Gives the move that waits, where a later date doesn't hold yet.

    Minutes become the goal's own, all that its cards get: they come out of the day's usual ones, or make the day as
    long as they are. Raises InputError, DateError.
    """
    if choice.way is Way.DATE and choice.deadline:
        return move_deadline(c, goal_id, choice.deadline, reason, now, today)
    if choice.way is Way.MINUTES and choice.minutes:
        set_minutes(c, goal_id, choice.minutes, now)
    elif choice.way is Way.CARDS and choice.card_ids:
        park(c, goal_id, choice.card_ids, now)
    else:
        raise InputError("There is nothing to choose in that.")
    return None


def set_minutes(c: sqlite3.Connection, goal_id: int, minutes: int | None, now: datetime) -> None:
    """Give a goal minutes a day of its own, or with None a share of all again; undoable."""
    with transaction(c):
        goal = open_goal(c, goal_id)
        label = f"{minutes} min a day for “{named(goal)}”" if minutes else f"Shared minutes for “{named(goal)}”"
        with undoable(c, label, now) as step:
            step.keep("goals", id=goal_id)
            c.execute("UPDATE goals SET minutes = ? WHERE id = ?", (minutes, goal_id))


def park(c: sqlite3.Connection, goal_id: int, card_ids: Collection[int], now: datetime) -> None:
    """Move cards out of a goal; undoable. They stay in the library, and come as cards of no goal do."""
    with transaction(c):
        goal = read_goal(c, goal_id)
        with undoable(c, f"Move {counted(len(card_ids), 'card')} out of “{named(goal)}”", now) as step:
            step.keep("goal_parked", goal_id=goal_id)
            c.executemany(
                "INSERT OR IGNORE INTO goal_parked SELECT ?, id FROM cards WHERE id = ?",
                [(goal_id, card_id) for card_id in card_ids],
            )


def unpark(c: sqlite3.Connection, goal_id: int, card_ids: Collection[int], now: datetime) -> None:
    """Take cards back into a goal; undoable."""
    with transaction(c):
        goal = read_goal(c, goal_id)
        with undoable(c, f"Take {counted(len(card_ids), 'card')} back into “{named(goal)}”", now) as step:
            step.keep("goal_parked", goal_id=goal_id)
            c.executemany(
                "DELETE FROM goal_parked WHERE goal_id = ? AND card_id = ?",
                [(goal_id, card_id) for card_id in card_ids],
            )
