"""What belongs to a goal: tasks, milestones, journal, repeating dates, the if-then card. All can be undone."""

import sqlite3
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from drills.errors import DateError, DrillsError, InputError, NotFoundError
from drills.goal.goals import GoalDraft, draft_of
from drills.goal.habit import State, history, kept_share
from drills.storage.export import everything
from drills.storage.goal.deadline_moves import cancel_move, move_deadline
from drills.storage.goal.goals import add_goal, delete_goal, edit_goal, read_goal
from drills.storage.goal.journal import add_entry, delete_entry, edit_entry
from drills.storage.goal.milestones import add_milestones, edit_milestone
from drills.storage.goal.occurrences import close_occurrence, mark_occurrence
from drills.storage.goal.tasks import add_task, delete_task, edit_task, mark_task, move_task
from drills.storage.notes import delete_notes
from drills.storage.undo import undo

TODAY = date(2026, 11, 22)
DRAFT = GoalDraft("Analyst interview", date(2026, 12, 10))
PLAN = replace(DRAFT, obstacle="I am tired", response="I do five cards")
HABIT = GoalDraft("Mock interview", date(2026, 11, 27), repeats="every friday")


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def plan_cards(c: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """The live cards of plans: deck, front, back."""
    return c.execute(
        "SELECT d.name, json_extract(n.fields, '$.front'), json_extract(n.fields, '$.back') FROM notes n "
        "JOIN decks d ON d.id = n.deck_id JOIN cards c ON c.note_id = n.id "
        "WHERE n.deleted_at IS NULL AND c.removed_at IS NULL"
    ).fetchall()


def test_all_fields_of_a_goal_are_kept(library: sqlite3.Connection, now: datetime) -> None:
    """What is written down is read back, and can be written down again unchanged."""
    library.execute("INSERT INTO roles (id, company, title, created_at) VALUES (1, 'Meridian', 'Analyst', 0)")
    draft = replace(
        PLAN, tags=("E1", "star::result"), search="deck:x salary", role_id=1, eases_after=7, started_on=day(-10)
    )
    goal_id = add_goal(library, draft, now, TODAY)
    goal = read_goal(library, goal_id)
    assert draft_of(goal) == draft
    assert (goal.start, goal.created_on) == (day(-10), TODAY)
    edit_goal(library, goal_id, draft_of(goal), now, TODAY)
    assert read_goal(library, goal_id) == goal


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"obstacle": "x"}, "what you do then"),
        ({"response": "x"}, "what may get in the way"),
        ({"obstacle": "x" * 501, "response": "y"}, "too long"),
        ({"eases_after": 3}, "at once, or after 7"),
        ({"started_on": date(2026, 12, 11)}, "begins before"),
        ({"role_id": 9}, "no role 9"),
        ({"repeats": "every friday"}, "none of the dates"),
        ({"repeats": "biweekly"}, "more than one reading"),
        ({"tags": ("two words",)}, "can't be a tag"),
        ({"search": "x" * 201}, "too long"),
    ],
)
def test_an_impossible_goal_is_refused(
    library: sqlite3.Connection, now: datetime, change: dict[str, object], said: str
) -> None:
    """It says why, and leaves nothing behind."""
    with pytest.raises(DrillsError, match=said):
        add_goal(library, replace(DRAFT, **change), now, TODAY)  # type: ignore[arg-type]
    assert everything(library)["goals"] == everything(library)["decks"] == []


# The if-then plan and its card


def test_an_if_then_plan_is_drilled_as_a_card(library: sqlite3.Connection, now: datetime) -> None:
    """It changes with the plan, keeping its history, and goes with it."""
    goal_id = add_goal(library, PLAN, now, TODAY)
    assert plan_cards(library) == [("Plans", "If I am tired …", "… then I do five cards")]
    edit_goal(library, goal_id, replace(PLAN, response="I take a walk"), now, TODAY)
    assert plan_cards(library) == [("Plans", "If I am tired …", "… then I take a walk")]
    edit_goal(library, goal_id, DRAFT, now, TODAY)
    assert plan_cards(library) == []
    undo(library, now)
    undo(library, now)
    assert plan_cards(library) == [("Plans", "If I am tired …", "… then I do five cards")]
    delete_goal(library, goal_id, now)
    assert plan_cards(library) == []
    undo(library, now)
    assert len(plan_cards(library)) == 1


def test_a_plan_card_that_was_deleted_stays_so_until_the_plan_changes(
    library: sqlite3.Connection, now: datetime
) -> None:
    """Editing something else doesn't bring it back."""
    goal_id = add_goal(library, PLAN, now, TODAY)
    note_id = read_goal(library, goal_id).plan_note_id
    assert note_id
    delete_notes(library, [note_id], now)
    edit_goal(library, goal_id, replace(PLAN, why="A better job"), now, TODAY)
    assert plan_cards(library) == []
    edit_goal(library, goal_id, replace(PLAN, obstacle="I am late"), now, TODAY)
    assert plan_cards(library) == [("Plans", "If I am late …", "… then I do five cards")]


# Tasks, milestones, journal


def test_tasks_are_ticked_changed_and_put_in_order(library: sqlite3.Connection, now: datetime) -> None:
    """Those with a day and those without."""
    goal_id = add_goal(library, DRAFT, now, TODAY)
    first, second, third = (add_task(library, goal_id, text, None, now, TODAY) for text in ("a", " b\nc ", "d"))
    move_task(library, third, -5, now)
    move_task(library, third, -1, now)
    mark_task(library, second, True, now, TODAY)
    edit_task(library, first, "A", day(2), now, TODAY)
    edit_task(library, first, "A again", day(2), now, day(9))
    tasks = read_goal(library, goal_id).tasks
    assert [(task.text, task.due, task.done_on) for task in tasks] == [
        ("d", None, None),
        ("A again", day(2), None),
        ("b c", None, TODAY),
    ]
    delete_task(library, second, now)
    assert [task.id for task in read_goal(library, goal_id).tasks] == [third, first]
    with pytest.raises(DateError):
        edit_task(library, first, "A", day(1), now, day(9))
    for wrong in ("", "x" * 501):
        with pytest.raises(InputError):
            add_task(library, goal_id, wrong, None, now, TODAY)
    with pytest.raises(NotFoundError):
        mark_task(library, 99, True, now, TODAY)


def test_several_milestones_are_one_step(library: sqlite3.Connection, now: datetime) -> None:
    """Undone together; each can be changed afterwards."""
    goal_id = add_goal(library, DRAFT, now, TODAY)
    one, _ = add_milestones(library, goal_id, [("a", day(3)), ("b", day(6))], now, TODAY)
    edit_milestone(library, one, "A", day(8), now, TODAY)
    assert [(step.text, step.due) for step in read_goal(library, goal_id).milestones] == [("b", day(6)), ("A", day(8))]
    with pytest.raises(InputError, match="before the goal"):
        edit_milestone(library, one, "A", day(80), now, TODAY)
    with pytest.raises(InputError):
        add_milestones(library, goal_id, [("a", day(3)), ("", day(6))], now, TODAY)
    undo(library, now)
    undo(library, now)
    assert read_goal(library, goal_id).milestones == ()


def test_the_journal_is_dated_and_read_latest_first(library: sqlite3.Connection, now: datetime) -> None:
    """Nothing is written about days to come."""
    goal_id = add_goal(library, DRAFT, now, TODAY)
    old = add_entry(library, goal_id, day(-1), "Began\nwell", now, TODAY)
    add_entry(library, goal_id, TODAY, "Went on", now, TODAY)
    edit_entry(library, old, day(-2), "Began", now, TODAY)
    assert [(entry.day, entry.text) for entry in read_goal(library, goal_id).journal] == [
        (TODAY, "Went on"),
        (day(-2), "Began"),
    ]
    with pytest.raises(DateError):
        add_entry(library, goal_id, day(1), "x", now, TODAY)
    with pytest.raises(InputError):
        add_entry(library, goal_id, TODAY, " ", now, TODAY)
    delete_entry(library, old, now)
    with pytest.raises(NotFoundError):
        edit_entry(library, old, TODAY, "x", now, TODAY)


# Dates that come again


def test_closing_a_date_brings_the_next(library: sqlite3.Connection, now: datetime) -> None:
    """Done early or on the day, or let go."""
    goal_id = add_goal(library, HABIT, now, TODAY)
    assert close_occurrence(library, goal_id, True, now, day(3), note="With Ana") == day(12)
    assert close_occurrence(library, goal_id, False, now, day(12)) == day(19)
    assert [(one.day, one.state) for one in history(read_goal(library, goal_id))] == [
        (day(5), State.DONE),
        (day(12), State.LET_GO),
        (day(19), State.OPEN),
    ]
    undo(library, now)
    assert read_goal(library, goal_id).deadline == day(12)


def test_dates_that_passed_unseen_are_missed_without_being_asked_for(
    library: sqlite3.Connection, now: datetime
) -> None:
    """After a month away one date is closed, and the next lies ahead; a missed one can be set right."""
    goal_id = add_goal(library, HABIT, now, TODAY)
    assert close_occurrence(library, goal_id, True, now, day(30), on=day(6)) == day(33)
    states = {one.day: one.state for one in history(read_goal(library, goal_id))}
    missed = dict.fromkeys((day(12), day(19), day(26)), State.MISSED)
    assert states == {day(5): State.LATE, **missed, day(33): State.OPEN}
    mark_occurrence(library, goal_id, day(12), day(12), now, day(30))
    mark_occurrence(library, goal_id, day(19), None, now, day(30), note="Ill")
    assert kept_share(history(read_goal(library, goal_id))) == (2, 3)
    for wrong in (day(13), day(33)):
        with pytest.raises(NotFoundError):
            mark_occurrence(library, goal_id, wrong, None, now, day(30))
    with pytest.raises(DateError, match="yet"):
        mark_occurrence(library, goal_id, day(12), day(31), now, day(30))


def test_a_date_moved_off_its_rule_leaves_no_missed_one(library: sqlite3.Connection, now: datetime) -> None:
    """The next is the rule's again."""
    goal_id = add_goal(library, HABIT, now, TODAY)
    close_occurrence(library, goal_id, True, now, day(5))
    move_deadline(library, goal_id, day(13), "Ana is away", now, day(6))
    edit_goal(library, goal_id, replace(draft_of(read_goal(library, goal_id)), why="Practice"), now, day(6))
    assert close_occurrence(library, goal_id, True, now, day(13)) == day(19)
    assert [one.day for one in history(read_goal(library, goal_id))] == [day(5), day(13), day(19)]


def test_a_goal_that_comes_once_has_no_dates_to_close(library: sqlite3.Connection, now: datetime) -> None:
    """It is met or dropped."""
    with pytest.raises(InputError, match="comes once"):
        close_occurrence(library, add_goal(library, DRAFT, now, TODAY), True, now, TODAY)


def test_every_step_is_undone_exactly(library: sqlite3.Connection, now: datetime) -> None:
    """Back to a library without goals, decks or notes."""

    def all_rows() -> dict[str, list[tuple[object, ...]]]:
        tables = ("goals", "tasks", "journal", "occurrences", "pending_moves", "goal_tags", "notes", "cards", "decks")
        return {table: library.execute(f"SELECT * FROM {table}").fetchall() for table in tables}  # noqa: S608

    before = all_rows()
    goal_id = add_goal(library, replace(HABIT, obstacle="a", response="b", tags=("x",), eases_after=7), now, TODAY)
    task = add_task(library, goal_id, "t", None, now, TODAY)
    mark_task(library, task, True, now, TODAY)
    delete_task(library, task, now)
    entry = add_entry(library, goal_id, TODAY, "t", now, TODAY)
    delete_entry(library, entry, now)
    close_occurrence(library, goal_id, True, now, TODAY)
    move_deadline(library, goal_id, day(20), "r", now, TODAY)
    cancel_move(library, goal_id, now)
    edit_goal(library, goal_id, replace(draft_of(read_goal(library, goal_id)), obstacle="", response=""), now, TODAY)
    for _ in range(10):
        undo(library, now)
    assert all_rows() == before
