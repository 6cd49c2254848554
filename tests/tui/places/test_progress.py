"""The Progress page: real figures in panels, exact values under the cursor, honest empty charts."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from drills.config import Study
from drills.goal.goals import GoalDraft
from drills.models import Rating
from drills.session import grade, serve, start
from drills.storage.database import open_database
from drills.storage.goal.goals import add_goal
from drills.views.drill import Face
from tui.screens.panel_export import PanelExport
from tui.screens.progress import ProgressScreen
from tui.widgets.chart_view import ChartView
from tui.widgets.panel_box import PanelBox

Seen = Callable[[Pilot[int]], str]


@pytest.fixture
def drilled(database: Path, now: datetime) -> None:
    """Some cards were answered, yesterday and the day before."""
    library = open_database(database)
    for days in (2, 1):
        then = now - timedelta(days=days)
        session = start(library, then, Study(minutes_per_day=60))
        for number in range(4):
            face = serve(library, session, then, Study())
            if not isinstance(face, Face):
                break
            then += timedelta(seconds=30)
            grade(library, session, face.card.id, Rating.EASY if number else Rating.AGAIN, 30, then, Study(), None)
    library.close()


async def test_without_answers_every_panel_says_what_will_stand_there(
    started: Any, until: Any, seen: Seen, tmp_path: Path
) -> None:
    """No axes without data, no figures that are none."""
    async with started("5", size=(120, 90), path=tmp_path / "empty.db") as pilot:
        await until(pilot, lambda: "the first will be today's" in seen(pilot))
        await until(pilot, lambda: "Recall is measured" in seen(pilot))
        for words in ("Nothing is scheduled yet", "Set a goal with cards and a date", "Nothing in this time"):
            assert words in seen(pilot)
        assert "┤" not in seen(pilot)


async def test_a_panel_opens_with_its_meaning_and_tells_each_value(
    started: Any, until: Any, seen: Seen, drilled: None
) -> None:
    """Enter opens the calendar, arrows go through its days, tab goes to the next panel, esc back to all."""
    async with started("5") as pilot:
        await until(pilot, lambda: "8 answers on 2 days" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "Sun 22 Nov 2026 · today   no answers" in seen(pilot))
        assert "Each cell is a day of study" in seen(pilot)
        await pilot.press("up")
        await until(pilot, lambda: "Sat 21 Nov 2026 · 1 day ago   4 answers in 2 min" in seen(pilot))
        await pilot.press("h", "home")
        assert pilot.app.screen.query_one(ChartView).cursor == 0
        await pilot.press("tab")
        await until(pilot, lambda: "Rated Again" in seen(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: getattr(pilot.app.focused, "id", "") == "panel-today")


async def test_keys_and_the_mouse_go_about_the_page(started: Any, until: Any, seen: Seen, drilled: None) -> None:
    """Left, right, up and down by where the panels lie; the mouse tells what is under it."""
    async with started("5", size=(120, 50)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ProgressScreen)
        await until(pilot, lambda: "8 answers on 2 days" in seen(pilot))
        for key, there in (
            ("j", "today"),
            ("l", "burnup"),
            ("j", "retention"),
            ("h", "due"),
            ("k", "today"),
            ("k", "year"),
        ):
            await pilot.press(key)
            await until(pilot, lambda there=there: getattr(pilot.app.focused, "id", "") == f"panel-{there}")
        await pilot.press("G")
        assert pilot.app.focused is screen.query(PanelBox).last()
        await pilot.press("g")
        await until(pilot, lambda: "Mon" in seen(pilot))
        await pilot.hover("#panel-year", offset=(8, 3))
        await until(pilot, lambda: "no answers" in seen(pilot))


async def test_a_range_and_some_cards_hold_for_all_panels(started: Any, until: Any, seen: Seen, drilled: None) -> None:
    """By a key, by a list of goals, decks and tags, and by a search."""
    async with started("5", size=(120, 80)) as pilot:
        await until(pilot, lambda: "over the last year" in seen(pilot))
        await pilot.press("m")
        await until(pilot, lambda: "over the last month" in seen(pilot))
        await pilot.press("slash")
        pilot.app.screen.query_one(Input).value = "zzzz"
        await pilot.press("enter")
        await until(pilot, lambda: "search zzzz, 0 of them" in seen(pilot))
        await pilot.press("f")
        await until(pilot, lambda: "All cards" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "all cards:" in seen(pilot))


async def test_a_panel_is_given_out_and_nothing_is_replaced_unasked(
    started: Any, until: Any, seen: Seen, drilled: None, tmp_path: Path
) -> None:
    """The ending says what the file holds."""
    async with started("5") as pilot:
        await until(pilot, lambda: "8 answers on 2 days" in seen(pilot))
        for name, holds in (("y.svg", "<svg"), ("y.csv", "day,answers,seconds"), ("y.json", '"figures"')):
            await pilot.press("e")
            assert isinstance(pilot.app.screen, PanelExport)
            pilot.app.screen.query_one(Input).value = str(tmp_path / name)
            await pilot.pause()
            await pilot.press("enter")
            await until(pilot, lambda: not isinstance(pilot.app.screen, PanelExport))
            assert holds in (tmp_path / name).read_text()
        assert json.loads((tmp_path / "y.json").read_text())["figures"][0]["answers"] == 4
        (tmp_path / "y.csv").write_text("mine")
        await pilot.press("e")
        pilot.app.screen.query_one(Input).value = str(tmp_path / "y.csv")
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: "is there already" in seen(pilot))
        assert (tmp_path / "y.csv").read_text() == "mine"


@pytest.mark.parametrize("size", [(30, 10), (60, 20), (200, 60)])
async def test_it_stands_at_every_size(
    started: Any, until: Any, seen: Seen, drilled: None, size: tuple[int, int]
) -> None:
    """One to three columns; also when the terminal changes."""
    async with started("5", size=size) as pilot:
        await until(pilot, lambda: "The year" in seen(pilot))
        await pilot.press("enter")
        await pilot.resize_terminal(size[1] * 3, max(6, size[0] // 2))
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ProgressScreen)


async def test_every_open_goal_has_its_burn_up(
    started: Any, until: Any, seen: Seen, database: Path, now: datetime
) -> None:
    """The nearest first; a key shows the next, and the first again after the last."""
    library = open_database(database)
    library.execute("DELETE FROM goals")
    for days in (20, 60):
        add_goal(library, GoalDraft(f"In {days} days", now.date() + timedelta(days=days)), now, now.date())
    library.close()
    async with started("5", size=(120, 40)) as pilot:
        for words in ("goal 1 of 2 · In 20 days", "goal 2 of 2 · In 60 days", "goal 1 of 2 · In 20 days"):
            await until(pilot, lambda words=words: words in seen(pilot))
            await pilot.press("o")
