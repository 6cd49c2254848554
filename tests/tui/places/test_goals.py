"""The Goals screen: every goal with its date, and everything that can happen to it."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from drills.config import Study
from drills.goal.goals import GoalDraft
from drills.models import Goal, GoalStatus
from drills.storage.database import open_database
from drills.storage.goal import goals
from tui.screens.confirm import ConfirmScreen
from tui.screens.goal_commands import GoalList, MilestoneList
from tui.screens.goal_form import GoalForm
from tui.screens.goal_step_forms import MoveForm
from tui.screens.goals import GoalsScreen
from tui.screens.help import HelpScreen
from tui.screens.outcome_form import CloseForm
from tui.screens.story_form import StoryForm

Seen = Callable[[Pilot[int]], str]


@pytest.fixture
def stored(database: Path, now: datetime) -> Iterator[Callable[[], list[Goal]]]:
    """The goals as they stand in the file."""
    library = open_database(database)

    def read() -> list[Goal]:
        view = goals.goals_view(library, now, Study())
        return [line.goal for line in (*view.open, *view.closed)]

    yield read
    library.close()


@pytest.fixture
def interview(database: Path, now: datetime, today: date) -> int:
    """A goal in 18 days, with a deck."""
    library = open_database(database)
    draft = GoalDraft("Analyst interview", date(2026, 12, 10), decks=("Goals",), proof="An offer")
    goal_id = goals.add_goal(library, draft, now, today)
    library.close()
    return goal_id


async def fill(pilot: Pilot[int], **fields: str) -> None:
    """Type into the fields of a form."""
    for field, text in fields.items():
        pilot.app.screen.query_one(f"#{field}", Input).value = text
    await pilot.pause()


async def test_an_empty_place_says_what_belongs_there(started: Any, until: Any, seen: Seen) -> None:
    """And which key brings it."""
    async with started("2") as pilot:
        await until(pilot, lambda: "sets the first one" in seen(pilot))


async def test_without_goals_nothing_stands_above_the_words(started: Any, until: Any, seen: Seen) -> None:
    """They begin at the top, without the list's rule; the list comes back with the first goal, and has the keys."""
    async with started("2", size=(80, 24)) as pilot:
        await until(pilot, lambda: "Goals stand here" in seen(pilot))
        lines = seen(pilot).splitlines()
        assert next(number for number, line in enumerate(lines) if "Goals stand here" in line) <= 3
        assert "───" not in seen(pilot)
        await pilot.press("a")
        await until(pilot, lambda: isinstance(pilot.app.screen, GoalForm))
        await fill(pilot, statement="Interview")
        pilot.app.screen.query_one("#deadline Input", Input).value = "10 dec"
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(pilot.app.focused, GoalList) and "10 Dec" in seen(pilot))


async def test_a_goal_is_set_with_its_date_in_words(started: Any, until: Any, seen: Seen, stored: Any) -> None:
    """The date is told back while it is typed; Enter saves; the new goal has the cursor."""
    async with started("2", "a") as pilot:
        assert isinstance(pilot.app.screen, GoalForm)
        await pilot.press(*"Pass", "tab", *"15 jan")
        await until(pilot, lambda: "→ Fri 15 Jan 2027 · 54 days" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "54 days left" in seen(pilot))
        assert [(goal.statement, goal.deadline) for goal in stored()] == [("Pass", date(2027, 1, 15))]


async def test_the_ways_to_write_a_date_are_a_key_away(started: Any, until: Any, seen: Seen) -> None:
    """By a key that types nothing; what was written stays."""
    async with started("2", "a") as pilot:
        await until(pilot, lambda: "F1 lists them all" in seen(pilot))
        await pilot.press("?", "f1")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        assert "end of march" in str(pilot.app.screen.query_one("#help", Static).content)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, GoalForm))
        assert pilot.app.screen.line("statement") == "?"


async def test_decks_are_chosen_with_the_space_bar(started: Any, until: Any, stored: Any) -> None:
    """A goal is linked to any number of decks."""
    async with started("2", "a") as pilot:
        await fill(pilot, statement="Pass")
        pilot.app.screen.query_one("DateField Input", Input).value = "in 6 weeks"
        pilot.app.screen.query_one("#decks").focus()
        await pilot.press("space", "down", "space", "f2")
        await until(pilot, stored)
        assert stored()[0].decks == ("Goals", "Goals::First")


@pytest.mark.parametrize(
    ("text", "words"), [("yesterday", "lies in the past"), ("3/4", "3 April or 4 March"), ("", "There is no date yet")]
)
async def test_a_date_that_is_unclear_is_asked_back(
    started: Any, until: Any, seen: Seen, stored: Any, text: str, words: str
) -> None:
    """Nothing is guessed and nothing saved; what was typed stays."""
    async with started("2", "a") as pilot:
        await fill(pilot, statement="Pass")
        pilot.app.screen.query_one("DateField Input", Input).value = text
        await pilot.press("f2")
        await until(pilot, lambda: words in seen(pilot))
        assert isinstance(pilot.app.screen, GoalForm)
        assert stored() == []


@pytest.mark.parametrize(("field", "value"), [("target", "100"), ("target", "x"), ("minutes", "-3")])
async def test_numbers_out_of_range_are_explained(
    started: Any, until: Any, seen: Seen, stored: Any, field: str, value: str
) -> None:
    """In place, with the range."""
    async with started("2", "a") as pilot:
        await fill(pilot, statement="Pass", **{field: value})
        pilot.app.screen.query_one("DateField Input", Input).value = "in 6 weeks"
        await pilot.press("f2")
        await until(pilot, lambda: "a whole number from" in seen(pilot))
        assert stored() == []


async def test_a_move_needs_its_reason_and_keeps_the_first_date(
    started: Any, until: Any, seen: Seen, stored: Any, interview: int
) -> None:
    """The original date and the reason stay on the screen."""
    async with started("2") as pilot:
        await until(pilot, lambda: "Analyst interview" in seen(pilot))
        await pilot.press("m")
        assert isinstance(pilot.app.screen, MoveForm)
        await pilot.press(*"20 dec", "enter")
        await until(pilot, lambda: "A move needs its reason" in seen(pilot))
        await pilot.press(*"They are away", "enter")
        await until(pilot, lambda: "10 days later" in seen(pilot))
        assert "They are away" in seen(pilot)
        assert "Thu 10 Dec 2026" in seen(pilot)
        (goal,) = stored()
        assert (goal.deadline, goal.original_deadline) == (date(2026, 12, 20), date(2026, 12, 10))


async def test_a_goal_met_asks_for_its_proof_and_for_the_next_goal(
    started: Any, until: Any, seen: Seen, stored: Any, interview: int
) -> None:
    """The proof is needed; its story and the next goal are offered at once, and both can be left."""
    async with started("2") as pilot:
        await until(pilot, lambda: "Analyst interview" in seen(pilot))
        await pilot.press("f")
        assert isinstance(pilot.app.screen, CloseForm)
        assert "An offer" in seen(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "Say what you achieved" in seen(pilot))
        await pilot.press(*"Signed", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmScreen))
        assert "Tell it as a story?" in seen(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, GoalForm))
        assert "The next goal, and its date" in seen(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: "✓ Analyst interview" in seen(pilot))
        (goal,) = stored()
        assert (goal.status, goal.outcome) == (GoalStatus.MET, "Signed")


async def test_a_goal_dropped_and_reopened(started: Any, until: Any, seen: Seen, stored: Any, interview: int) -> None:
    """Dropping asks why; r opens it again."""
    async with started("2") as pilot:
        await until(pilot, lambda: "Analyst interview" in seen(pilot))
        await pilot.press("o", *"No time", "enter")
        await until(pilot, lambda: "– Analyst interview" in seen(pilot))
        await pilot.press("m")
        await until(pilot, lambda: "closed; r opens it again" in seen(pilot))
        await pilot.press("r")
        await until(pilot, lambda: stored()[0].status is GoalStatus.OPEN)


async def test_a_deleted_goal_comes_back_with_u(
    started: Any, until: Any, seen: Seen, stored: Any, interview: int
) -> None:
    """Nothing asks twice, since undo is there, and the message says so."""
    async with started("2") as pilot:
        await until(pilot, lambda: "Analyst interview" in seen(pilot))
        await pilot.press("x")
        await until(pilot, lambda: "u brings it back" in seen(pilot))
        assert stored() == []
        await pilot.press("u")
        await until(pilot, lambda: "18 days left" in seen(pilot))
        assert len(stored()) == 1


async def test_milestones_are_added_ticked_and_deleted(
    started: Any, until: Any, seen: Seen, stored: Any, interview: int
) -> None:
    """Each with its own date, up to that of the goal."""
    async with started("2") as pilot:
        await until(pilot, lambda: "Analyst interview" in seen(pilot))
        await pilot.press("n", *"Mock", "tab", *"20 dec", "enter")
        await until(pilot, lambda: "after the goal's own date" in seen(pilot))
        pilot.app.screen.query_one("DateField Input", Input).value = "fri"
        await pilot.press("enter")
        await until(pilot, lambda: "☐ Mock" in seen(pilot))
        await pilot.press("l", "space")
        await until(pilot, lambda: "☑ Mock" in seen(pilot))
        assert stored()[0].milestones[0].done_on == date(2026, 11, 22)
        assert pilot.app.screen.query_one(MilestoneList).has_focus
        await pilot.press("x")
        await until(pilot, lambda: not stored()[0].milestones)
        assert len(stored()) == 1


async def test_editing_keeps_the_date_and_says_how_to_move_it(
    started: Any, until: Any, seen: Seen, stored: Any, interview: int
) -> None:
    """The form shows the date but does not change it."""
    async with started("2") as pilot:
        await until(pilot, lambda: "Analyst interview" in seen(pilot))
        await pilot.press("e")
        await until(pilot, lambda: "m moves it" in seen(pilot))
        await fill(pilot, statement="Second interview", minutes="20")
        await pilot.press("enter")
        await until(pilot, lambda: stored()[0].statement == "Second interview")
        assert (stored()[0].minutes, stored()[0].deadline) == (20, date(2026, 12, 10))


async def test_s_drills_the_goal(started: Any, until: Any, seen: Seen, interview: int) -> None:
    """Its cards, and only them."""
    async with started("2") as pilot:
        await until(pilot, lambda: "Analyst interview" in seen(pilot))
        await pilot.press("s")
        await until(pilot, lambda: type(pilot.app.screen).__name__ == "DrillScreen")


async def test_enter_opens_the_goal_in_full(started: Any, until: Any, seen: Seen, interview: int) -> None:
    """On a page of its own; esc comes back."""
    async with started("2") as pilot:
        await until(pilot, lambda: "Analyst interview" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "Forecast   Steps   Journal   Record" in seen(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, GoalsScreen))


async def test_a_met_goal_becomes_a_story(started: Any, until: Any, seen: Seen, interview: int, database: Path) -> None:
    """The story is begun from what is on record, and stored; then the next goal is asked for."""
    async with started("2") as pilot:
        await until(pilot, lambda: "Analyst interview" in seen(pilot))
        await pilot.press("f", *"Signed", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, StoryForm))
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(pilot.app.screen, GoalForm))
        library = open_database(database)
        rows = library.execute("SELECT title, goal_id FROM stories").fetchall()
        library.close()
        assert [tuple(row) for row in rows] == [("Analyst interview", interview)]


async def test_an_overdue_goal_asks_how_it_went(
    started: Any, until: Any, seen: Seen, stored: Any, database: Path, now: datetime
) -> None:
    """In the list and by w: met on the day it was, moved, or dropped."""
    library = open_database(database)
    before = now.replace(day=1)
    goals.add_goal(library, GoalDraft("Certificate", date(2026, 11, 20)), before, before.date())
    library.close()
    async with started("2") as pilot:
        await until(pilot, lambda: "how did it go? w" in seen(pilot))
        await pilot.press("w")
        await until(pilot, lambda: "Its day has passed. How did it go?" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, CloseForm))
        await fill(pilot, outcome="Passed")
        pilot.app.screen.query_one("DateField Input", Input).value = "yesterday"
        await pilot.press("f2")
        await until(pilot, lambda: stored()[0].status is GoalStatus.MET)
        assert stored()[0].closed_on == date(2026, 11, 21)


async def test_a_day_that_cannot_be_is_explained_in_the_form(
    started: Any, until: Any, seen: Seen, stored: Any, interview: int
) -> None:
    """Met before it was set: the form stays, with all that was written."""
    async with started("2") as pilot:
        await until(pilot, lambda: "Analyst interview" in seen(pilot))
        await pilot.press("f", *"Signed")
        pilot.app.screen.query_one("DateField Input", Input).value = "yesterday"
        await pilot.press("enter")
        await until(pilot, lambda: "On Sat 21 Nov 2026 the goal can't have been closed." in seen(pilot))
        assert "Choose Sun 22 Nov 2026: it was set then." in seen(pilot)
        assert isinstance(pilot.app.screen, CloseForm)
        assert pilot.app.screen.line("outcome") == "Signed"
        assert stored()[0].status is GoalStatus.OPEN


async def test_a_date_that_would_be_past_before_it_holds_is_explained_in_the_form(
    started: Any, until: Any, seen: Seen, stored: Any, database: Path, now: datetime, today: date
) -> None:
    """A committed goal that is due in two days is not moved by two more."""
    with closing(open_database(database)) as library:
        goals.add_goal(library, GoalDraft("Exam", date(2026, 11, 24), eases_after=7), now, today)
    async with started("2") as pilot:
        await until(pilot, lambda: "Exam" in seen(pilot))
        await pilot.press("m", *"26 nov", "tab", *"Ill", "enter")
        await until(pilot, lambda: "A later date holds from Sun 29 Nov 2026 on" in seen(pilot))
        assert isinstance(pilot.app.screen, MoveForm)
        assert pilot.app.screen.line("reason") == "Ill"


async def test_all_of_a_goal_can_be_written_down(
    started: Any, until: Any, seen: Seen, stored: Any, database: Path
) -> None:
    """Tags and search with their cards, how often it comes, what may get in the way, the commitment."""
    async with started("2", "a") as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, GoalForm))
        pilot.app.screen.query_one("#deadline Input", Input).value = "2026-12-11"
        await fill(pilot, statement="Mock interview", tags="easy", importance="2", repeats="every 2 weeks")
        await fill(pilot, obstacle="I am tired", response="I do five cards")
        form = pilot.app.screen
        await until(pilot, lambda: "3 cards in all" in str(form.query_one("#covered", Static).content))
        assert "Fri 11 Dec, Fri 25 Dec" in str(form.query_one("#coming", Static).content)
        form.query_one("#commitment").focus()
        await pilot.press("space", "f2")
        await until(pilot, stored)
        goal = stored()[0]
        assert (goal.tags, goal.importance, goal.eases_after) == (("easy",), 2.0, 7)
        assert goal.repeats == "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"
        assert (goal.obstacle, goal.response) == ("I am tired", "I do five cards")


async def test_hostile_words_are_only_words(
    started: Any, until: Any, seen: Seen, stored: Any, database: Path, now: datetime, today: date
) -> None:
    """Markup in a goal is shown as typed and does nothing when clicked."""
    library = open_database(database)
    goals.add_goal(library, GoalDraft("[@click=app.quit]go[/] [/] [red]", date(2026, 12, 1), why="[/]"), now, today)
    library.close()
    async with started("2") as pilot:
        await until(pilot, lambda: "[@click=app.quit]go[/] [/] [red]" in seen(pilot))
        await pilot.click(GoalList, offset=(4, 0))
        await pilot.click("#goal", offset=(4, 0))
        assert isinstance(pilot.app.screen, GoalsScreen)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (200, 60)])
async def test_it_stands_at_every_size(
    started: Any, until: Any, seen: Seen, interview: int, size: tuple[int, int]
) -> None:
    """Nothing is lost at 80×24, nothing breaks below."""
    async with started("2", size=size) as pilot:
        await until(pilot, lambda: "Analyst interv" in seen(pilot))
        await pilot.press("a")
        await until(pilot, lambda: "A new goal" in seen(pilot))
        assert pilot.app.screen.query_one(".buttons").region
        assert pilot.app.screen.query_one(".wrong", Static)
