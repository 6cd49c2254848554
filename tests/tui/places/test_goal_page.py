"""The page of a goal: what to expect and the ways out, steps, journal, and what is on record."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding
from textual.pilot import Pilot
from textual.widgets import TextArea

from drills.goal.goals import GoalDraft
from drills.models import Goal
from drills.plan.outlook import bare
from drills.storage.database import open_database
from drills.storage.goal import goals
from drills.storage.goal.goal_rows import read_goal
from drills.storage.planning.plan_choices import park
from drills.views.plan import Choice, Verdict, Way
from tui.messages import GoalRequested
from tui.screens.confirm import ConfirmScreen
from tui.screens.goal_page import GoalPageScreen
from tui.screens.goal_page_commands import GoalPageCommands
from tui.screens.goal_step_forms import EntryForm, MoveForm, ProposeForm, StepForm
from tui.widgets.plan_view import KEYS, ways_content

Seen = Callable[[Pilot[int]], str]


@pytest.fixture
def interview(database: Path, now: datetime, today: date) -> int:
    """A goal in 18 days, committed to, with a deck and a task."""
    with closing(open_database(database)) as library:
        draft = GoalDraft("Analyst interview", date(2026, 12, 10), decks=("Goals",), why="To learn", eases_after=7)
        return goals.add_goal(library, draft, now, today)


@pytest.fixture
def stored(database: Path, interview: int) -> Callable[[], Goal]:
    """The goal as it stands in the file."""

    def read() -> Goal:
        with closing(open_database(database)) as library:
            return read_goal(library, interview)

    return read


async def opened(pilot: Pilot[int], until: Any, goal_id: int, section: int = 0) -> GoalPageScreen:
    """The page of a goal, at one of its sections."""
    pilot.app.screen.post_message(GoalRequested(goal_id))
    await until(pilot, lambda: isinstance(pilot.app.screen, GoalPageScreen) and pilot.app.screen.full)
    page = pilot.app.screen
    assert isinstance(page, GoalPageScreen)
    page.section = section
    await pilot.pause()
    return page


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (200, 50)])
async def test_every_section_is_a_key_away(
    started: Any, until: Any, seen: Seen, interview: int, size: tuple[int, int]
) -> None:
    """Tab goes from one to the next, and back to the first."""
    async with started("2", size=size) as pilot:
        page = await opened(pilot, until, interview)
        assert "Thu 10 Dec 2026 · 18 days" in seen(pilot)
        for words in ("adds a task", "writes down what happened", "To learn"):
            await pilot.press("tab")
            await until(pilot, lambda words=words: words in seen(pilot))
        await pilot.press("tab")
        assert page.section == 0


async def test_steps_are_added_ticked_and_taken_back(
    started: Any, until: Any, seen: Seen, interview: int, stored: Any
) -> None:
    """A task needs no day; milestones are proposed evenly spaced; space ticks; u takes back."""
    async with started("2") as pilot:
        await opened(pilot, until, interview, 1)
        await pilot.press("n", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, StepForm))
        await pilot.press(*"Ring", "enter")
        await until(pilot, lambda: "☐ Ring" in seen(pilot))
        await pilot.press("n", "down", "down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ProposeForm))
        assert "Thu 26 Nov · Tue 1 Dec · Sun 6 Dec" in seen(pilot)
        pilot.app.screen.query_one(TextArea).text = "First draft"
        await pilot.press("f2")
        await until(pilot, lambda: "Milestone 3" in seen(pilot))
        assert [step.text for step in stored().milestones] == ["First draft", "Milestone 2", "Milestone 3"]
        await pilot.press("home", "space")
        await until(pilot, lambda: "☑ First draft" in seen(pilot))
        await pilot.press("u")
        await until(pilot, lambda: stored().milestones[0].done_on is None)


async def test_the_journal_is_written_changed_and_deleted(
    started: Any, until: Any, seen: Seen, interview: int, stored: Any
) -> None:
    """About today or a day before."""
    async with started("2") as pilot:
        await opened(pilot, until, interview, 2)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(pilot.app.screen, EntryForm))
        await pilot.press(*"Asked", "f2")
        await until(pilot, lambda: "Asked" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, EntryForm))
        await pilot.press("tab", *"yesterday", "f2")
        await until(pilot, lambda: stored().journal and stored().journal[0].day == date(2026, 11, 21))
        await until(pilot, lambda: isinstance(pilot.app.screen, GoalPageScreen))
        await pilot.press("x")
        await until(pilot, lambda: not stored().journal)


async def test_a_later_date_asks_for_its_reason_and_can_be_cancelled_while_it_waits(
    started: Any, until: Any, seen: Seen, interview: int, stored: Any
) -> None:
    """The goal is committed: a later date holds in 7 days; z keeps the old one."""
    async with started("2") as pilot:
        page = await opened(pilot, until, interview)
        later = Choice(Way.DATE, "later", 0.9, 0.8, 0.95, True, deadline=date(2026, 12, 20))
        await until(pilot, lambda: page.plan and page.plan.outlook and not page.plan.outlook.stale)
        offered(page, later)
        await pilot.press("p")
        await until(pilot, lambda: isinstance(pilot.app.screen, MoveForm))
        await pilot.press(*"Ill", "enter")
        await until(pilot, lambda: "Sun 20 Dec holds from Sun 29 Nov" in seen(pilot))
        assert stored().deadline == date(2026, 12, 10)
        await pilot.press("z")
        await until(pilot, lambda: stored().pending is None)


async def test_more_minutes_and_fewer_cards_are_one_key_each(
    started: Any, until: Any, seen: Seen, interview: int, stored: Any
) -> None:
    """The dearest cards are named before they go."""
    async with started("2") as pilot:
        page = await opened(pilot, until, interview)
        fewer = Choice(Way.CARDS, "move 2 cards out", 0.9, 0.8, 0.95, True, card_ids=(1, 2))
        offered(page, Choice(Way.MINUTES, "22 min/day", 0.9, 0.8, 0.95, True, minutes=22), fewer)
        page.action_way("minutes")
        await until(pilot, lambda: stored().minutes == 22)
        offered(page, fewer)
        page.action_way("cards")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmScreen) and "Move 2 cards out?" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: page.plan and len(page.plan.parked) == 2)


def test_each_way_out_has_the_key_that_is_shown_with_it() -> None:
    """The words on the page and the bindings are the same."""
    keys = {binding.action: binding.key for binding in GoalPageCommands.BINDINGS if isinstance(binding, Binding)}
    assert {way: keys[f"way('{way}')"] for way in Way} == KEYS


def offered(page: GoalPageScreen, *choices: Choice) -> None:
    """Let the page offer those ways out."""
    assert page.full
    assert page.full.plan.outlook
    plan = replace(page.full.plan, outlook=replace(page.full.plan.outlook, choices=choices))
    page.full = replace(page.full, plan=plan)


async def test_the_ways_out_stand_above_the_chart_with_the_verdict(
    started: Any, until: Any, seen: Seen, interview: int
) -> None:
    """On a small screen, too, they are seen without scrolling; without any they take no room."""
    async with started("2", size=(80, 24)) as pilot:
        page = await opened(pilot, until, interview)
        await until(pilot, lambda: page.plan and page.plan.outlook and not page.plan.outlook.stale)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert not page.query_one("#ways").display
        late = Choice(Way.DATE, "Sat 19 Dec, 9 days later", 0.8, 0.7, 0.9, enough=False, deadline=date(2026, 12, 19))
        offered(page, Choice(Way.MINUTES, "22 min/day", 0.9, 0.8, 1.0, enough=True, minutes=22), late)
        page.post_message(page.Loaded(page.full))
        await until(pilot, lambda: "p  A later date: Sat 19 Dec, 9 days later" in seen(pilot))
        assert "then 80 % (70–90), still short" in seen(pilot)
        assert page.query_one("#ways").region.bottom <= page.query_one("#burn-up").region.y


def test_a_way_out_never_breaks_within_its_figures() -> None:
    """Where both don't fit on a line, what is predicted has one of its own."""
    late = Choice(Way.DATE, "Sat 19 Dec, 9 days later", 0.92, 0.46, 1.0, enough=False, deadline=date(2026, 12, 19))
    outlook = replace(bare(1, date(2026, 11, 22), date(2026, 12, 10), Verdict.BEHIND), choices=(late,))
    assert ways_content(outlook, 76).plain.splitlines()[1:] == [
        "p  A later date: Sat 19 Dec, 9 days later  then 92 % (46–100), still short"
    ]
    assert ways_content(outlook, 56).plain.splitlines()[1:] == [
        "p  A later date: Sat 19 Dec, 9 days later",
        "   then 92 % (46–100), still short",
    ]


async def test_where_no_mock_test_is_due_its_key_says_why(started: Any, until: Any, seen: Seen, interview: int) -> None:
    """So that the palette finds it, too."""
    async with started("2") as pilot:
        page = await opened(pilot, until, interview)
        assert "mock" not in {binding.action for _, binding, _, _ in page.active_bindings.values()}
        await pilot.press("T")
        await until(pilot, lambda: "A mock test takes 20 cards that were seen before today" in seen(pilot))


async def test_cards_moved_out_are_taken_back(
    started: Any, until: Any, seen: Seen, interview: int, database: Path, now: datetime
) -> None:
    """They are listed on record."""
    with closing(open_database(database)) as library:
        park(library, interview, [1], now)
    async with started("2") as pilot:
        page = await opened(pilot, until, interview, 3)
        await until(pilot, lambda: "front 0" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: page.plan and not page.plan.parked)


async def test_the_dates_of_a_repeating_goal_are_done_or_let_go(
    started: Any, until: Any, seen: Seen, database: Path, now: datetime
) -> None:
    """w asks; the next date stands at once; what became of each stays on record."""
    before = now - timedelta(days=10)
    with closing(open_database(database)) as library:
        draft = GoalDraft("Mock interview", date(2026, 11, 20), repeats="every friday")
        weekly = goals.add_goal(library, draft, before, before.date())
    async with started("2") as pilot:
        await opened(pilot, until, weekly, 3)
        assert "Its day has passed." in seen(pilot)
        await pilot.press("w", "enter")
        await until(pilot, lambda: "Done on" in seen(pilot))
        await pilot.press("f2")
        await until(pilot, lambda: "Fri 27 Nov 2026 · 5 days" in seen(pilot))
        await until(pilot, lambda: "✓ Fri 20 Nov" in seen(pilot))


async def test_urgency_is_explained_term_by_term(started: Any, until: Any, seen: Seen, interview: int) -> None:
    """Each with its points and its reason."""
    async with started("2") as pilot:
        await opened(pilot, until, interview)
        await pilot.press("i")
        await until(pilot, lambda: "days left" in seen(pilot) and "in all" in seen(pilot))
