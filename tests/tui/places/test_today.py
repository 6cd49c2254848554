"""The Today screen: its goals, and the keys that act on them."""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from drills.goal.goals import GoalDraft
from drills.models import GoalStatus
from drills.storage.database import open_database
from drills.storage.goal import goals
from drills.storage.goal.goal_rows import read_goal
from tui.screens.dialog import Choose
from tui.screens.goal_page import GoalPageScreen
from tui.screens.outcome_form import CloseForm

Seen = Callable[[Pilot[int]], str]
Setting = Callable[..., list[int]]


@pytest.fixture
def setting(database: Path, now: datetime) -> Setting:
    """Sets goals that many days from now, and before; gives their numbers."""
    before = now - timedelta(days=60)

    def set_goals(**days: int) -> list[int]:
        with closing(open_database(database)) as library:
            drafts = [
                GoalDraft(name, now.date() + timedelta(days=ahead), decks=("Goals",)) for name, ahead in days.items()
            ]
            return [goals.add_goal(library, draft, before, before.date()) for draft in drafts]

    return set_goals


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_coming_goals_stand_before_those_whose_day_passed(
    started: Any, until: Any, seen: Seen, setting: Setting, size: tuple[int, int]
) -> None:
    """Those take one short line, which names the key that answers."""
    setting(Certificate=-2, Audit=-9, Exam=1)
    async with started(size=size) as pilot:
        await until(pilot, lambda: "Exam" in seen(pilot))
        assert "tomorrow" in seen(pilot)
        assert "w  Certificate and 1 more: how did it go?" in seen(pilot)
        assert "in 2 Goals" not in seen(pilot)


async def test_more_goals_than_fit_are_counted_beside_those_that_passed(
    started: Any, until: Any, seen: Seen, setting: Setting
) -> None:
    setting(Certificate=-2, Exam=1, Talk=8, Review=30)
    async with started(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Exam" in seen(pilot))
        assert "Talk" in seen(pilot)
        assert "w  Certificate, 2 d ago: how did it go?  1 more in 2 Goals" in seen(pilot)


async def test_w_asks_how_the_goal_went_and_g_opens_the_next(
    started: Any, until: Any, seen: Seen, setting: Setting, database: Path
) -> None:
    """The one that the line names; its page stays."""
    certificate, exam = setting(Certificate=-2, Exam=1)
    async with started() as pilot:
        await until(pilot, lambda: "how did it go?" in seen(pilot))
        await pilot.press("g")
        await until(pilot, lambda: isinstance(pilot.app.screen, GoalPageScreen) and pilot.app.screen.full)
        assert pilot.app.screen.goal_id == exam
        await pilot.press("escape", "w")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choose))
        assert "Its day has passed. How did it go?" in seen(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, CloseForm))
        await pilot.press(*"Passed", "f2")
        with closing(open_database(database)) as library:
            await until(pilot, lambda: read_goal(library, certificate).status is GoalStatus.MET)
