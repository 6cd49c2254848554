"""Forecasts are computed beside the app and stored for every screen to read."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from drills.config import Study
from drills.goal.goals import GoalDraft
from drills.models import Kind, NoteDraft
from drills.plan.worth import PLANNERS
from drills.storage.database import open_database
from drills.storage.goal.goals import add_goal
from drills.storage.notes import add_note
from drills.storage.planning.forecasts import outlooks, stale_goals
from drills.storage.planning.plan_choices import set_minutes
from drills.views.plan import Verdict
from tui.desk import Desk
from tui.forecasting import Forecasting
from tui.widgets.today_panels import GoalsPanel

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
STUDY = Study()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The desk of a library with a goal of three cards."""
    path = tmp_path / "readyby.db"
    library = open_database(path)
    for n in range(3):
        add_note(library, NoteDraft(Kind.BASIC, {"front": f"q{n}", "back": "a"}, deck="Work"), NOW)
    add_goal(library, GoalDraft("Interview", NOW.date() + timedelta(days=3), decks=("Work",)), NOW, NOW.date())
    library.close()
    desk = Desk(lambda: open_database(path))
    yield desk
    desk.close()
    PLANNERS.forget()


def test_what_is_stale_is_computed_once_and_heard_of(desk: Desk) -> None:
    """The planner is ready, the forecast alone, then what could be done about it; a second look finds nothing to do."""
    heard: list[int] = []

    async def twice() -> tuple[bool, bool]:
        forecasting = Forecasting(desk, lambda: NOW, keeps_tables=False)
        return (
            await forecasting.refresh(STUDY, lambda: heard.append(1)),
            await forecasting.refresh(STUDY, lambda: heard.append(1)),
        )

    assert asyncio.run(twice()) == (True, False)
    assert len(heard) == 3
    [outlook] = asyncio.run(desk.read(outlooks, NOW, STUDY))
    assert outlook.verdict is not Verdict.UNKNOWN
    assert not outlook.stale


def test_a_change_while_it_computes_is_looked_at_before_it_ends(desk: Desk) -> None:
    """Whoever asks meanwhile need not wait: the run under way looks once more, and all is fresh at its end."""

    async def changed() -> tuple[bool, tuple[int, ...]]:
        forecasting = Forecasting(desk, lambda: NOW, keeps_tables=False)
        running = asyncio.create_task(forecasting.refresh(STUDY))
        await asyncio.sleep(0)
        await desk.write(set_minutes, 1, 9, NOW)
        waited = await forecasting.refresh(STUDY)
        await running
        return waited, await desk.read(stale_goals, NOW, STUDY)

    assert asyncio.run(changed()) == (False, ())


def test_who_no_longer_waits_ends_it(desk: Desk) -> None:
    """Nothing is stored as whole."""

    async def impatient() -> tuple[int, ...]:
        task = asyncio.create_task(Forecasting(desk, lambda: NOW, keeps_tables=False).refresh(STUDY))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return await desk.read(stale_goals, NOW, STUDY)

    assert asyncio.run(impatient()) == (1,)


async def test_today_shows_the_verdict_in_the_place_kept_for_it(house: Any, wait_until: Any, words_on: Any) -> None:
    """Nothing moves when it comes, and quitting doesn't wait for what is still computed."""
    for n in range(3):
        house.add(Kind.BASIC, {"front": f"q{n}", "back": "a"}, deck="Work")
    with closing(house.connect()) as c:
        draft = GoalDraft("Interview", house.now.date() + timedelta(days=3), decks=("Work",))
        add_goal(c, draft, house.now, house.now.date())
    async with house.app().run_test(size=(120, 36)) as pilot:
        panel = pilot.app.screen.query_one(GoalsPanel)
        await wait_until(pilot, lambda: "Interview" in words_on(pilot.app.screen))
        place = panel.region
        await wait_until(pilot, lambda: "a typical learner" in words_on(pilot.app.screen))
        assert panel.region == place
    PLANNERS.forget()
