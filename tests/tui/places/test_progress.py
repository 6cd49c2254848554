"""The Progress screen: real figures, exact values under the cursor, honest empty charts."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from drills.config import Study
from drills.models import Rating
from drills.session import grade, serve, start
from drills.storage.database import open_database
from drills.views.drill import Face
from tui.screens.progress import ProgressScreen
from tui.widgets.columns import DueColumns
from tui.widgets.heatmap import LABELS, Heatmap

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


async def test_without_answers_every_chart_says_what_will_stand_there(
    started: Any, until: Any, seen: Seen, tmp_path: Path
) -> None:
    """No axes without data, no figures that are none."""
    async with started("5", size=(120, 70), path=tmp_path / "empty.db") as pilot:
        await until(pilot, lambda: "the first one is today's" in seen(pilot))
        text = seen(pilot)
        for words in ("Nothing is scheduled yet", "a day after the first drill", "No answers in the last 30 days"):
            assert words in text
        assert "%" not in text


async def test_figures_stand_in_their_panels(started: Any, until: Any, seen: Seen, drilled: None) -> None:
    """Reviews, minutes due, card states and answer buttons with counts."""
    async with started("5", size=(120, 70)) as pilot:
        await until(pilot, lambda: "1 Again" in seen(pilot))
        for words in ("Reviews ", "Minutes due", "new", "Streak 2 days"):
            assert words in seen(pilot)


async def test_the_cursor_tells_each_day_exactly(started: Any, until: Any, seen: Seen, drilled: None) -> None:
    """By arrows and vim keys; it stays within the year."""
    async with started("5") as pilot:
        await until(pilot, lambda: "Sun 22 Nov 2026 · today  no reviews" in seen(pilot))
        await pilot.press("up")
        await until(pilot, lambda: "Sat 21 Nov 2026 · 1 day ago  4 reviews in 2 min" in seen(pilot))
        year = pilot.app.screen.query_one(Heatmap)
        await pilot.press("h")
        assert year.cursor == date(2026, 11, 14)
        await pilot.press("l", "l", "l")
        assert year.cursor == date(2026, 11, 22)
        await pilot.press("home")
        assert year.cursor == year.calendar.first


async def test_the_mouse_tells_the_day_below_it(started: Any, until: Any, seen: Seen, drilled: None) -> None:
    """Over the year and over the forecast."""
    async with started("5", size=(120, 60)) as pilot:
        await until(pilot, lambda: "4 reviews" in seen(pilot) or "no reviews" in seen(pilot))
        year = pilot.app.screen.query_one(Heatmap)
        calendar = year.calendar
        week, row = calendar.place(date(2026, 11, 20))
        await pilot.hover(Heatmap, offset=(LABELS + week * calendar.cell, row + 1))
        await until(pilot, lambda: year.cursor == date(2026, 11, 20))
        forecast = pilot.app.screen.query_one(DueColumns)
        await until(pilot, lambda: forecast.display)
        await pilot.hover(DueColumns, offset=(20, 3))
        await until(pilot, lambda: forecast.cursor > 0)
        assert "no reviews" in seen(pilot) or "reviews in" in seen(pilot)


async def test_tab_goes_from_chart_to_chart_and_keys_scroll(
    started: Any, until: Any, seen: Seen, drilled: None
) -> None:
    """At 80×24 the rest is a scroll away, and the focus brings its chart into sight."""
    async with started("5", size=(80, 24)) as pilot:
        await until(pilot, lambda: "Streak" in seen(pilot))
        await pilot.press("tab")
        forecast = pilot.app.screen.query_one(DueColumns)
        assert forecast.has_focus
        await until(pilot, lambda: "minutes expected" in seen(pilot) or "with what is left over" in seen(pilot))
        await pilot.press("right")
        assert forecast.cursor == 1
        await pilot.press("G")
        await until(pilot, lambda: "Leeches" in seen(pilot))
        await pilot.press("g")
        await until(pilot, lambda: "Streak" in seen(pilot))


@pytest.mark.parametrize("size", [(30, 10), (60, 20), (200, 60)])
async def test_it_stands_at_every_size(
    started: Any, until: Any, seen: Seen, drilled: None, size: tuple[int, int]
) -> None:
    """Narrow charts show fewer weeks and days."""
    async with started("5", size=size) as pilot:
        await until(pilot, lambda: "Streak" in seen(pilot))
        await pilot.resize_terminal(size[1] * 3, size[0] // 2)
        await pilot.pause()
        assert isinstance(pilot.app.screen, ProgressScreen)
