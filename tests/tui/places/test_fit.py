"""Fitting the memory model from Settings: it says how far it is, what came out, and changes nothing unasked."""

from collections.abc import Callable
from datetime import timedelta
from threading import Event
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Button

from drills.errors import DrillsError
from drills.fit import FitError
from drills.scheduling.fitting import Fitted
from drills.scheduling.memory import DEFAULT_WEIGHTS
from drills.storage.planning.weights import former_weights
from drills.views.fit import FitOffer
from tui.screens.fit import FIT, FitScreen
from tui.screens.settings import SettingList

Seen = Callable[[Pilot[int]], str]
OWN = (*(1.5 * weight for weight in DEFAULT_WEIGHTS[:4]), *DEFAULT_WEIGHTS[4:])
BETTER = Fitted(OWN, 700, 140, 0.40, 0.40, 0.35)
OFFER = FitOffer(700, 400, None, extra_installed=True)


async def on_fit(pilot: Pilot[int], fit: Callable[..., Fitted | None], now: Any) -> FitScreen:
    """The screen, with a fit of the test's own and answers enough."""
    desk = pilot.app.screen.desk  # type: ignore[attr-defined]
    screen = FitScreen(desk, lambda: now + timedelta(0), fit=fit)
    await pilot.app.push_screen(screen)
    await pilot.pause()
    screen.post_message(FitScreen.Loaded(OFFER))
    await pilot.pause()
    return screen


async def test_settings_lead_to_it_and_it_says_what_is_missing(started: Any, until: Any, seen: Seen) -> None:
    """Without answers enough, or without the trainer, there is nothing to begin."""
    async with started("comma") as pilot:
        listed = pilot.app.screen.query_one(SettingList)
        listed.highlighted = next(n for n, option in enumerate(listed.options) if option.id == FIT)
        await until(pilot, lambda: "tried on answers it has not" in " ".join(seen(pilot).split()))
        await pilot.press("enter")
        await until(pilot, lambda: "it makes sense" in seen(pilot) or "readyby[fit]" in seen(pilot))
        assert pilot.app.screen.query_one("#begin", Button).has_class("-hidden")
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, FitScreen))


async def test_what_is_better_is_used_when_asked(started: Any, until: Any, seen: Seen, now: Any) -> None:
    """With the figures before and after."""
    async with started("comma") as pilot:
        await on_fit(pilot, lambda *_, **__: BETTER, now)
        await pilot.press("enter")
        await until(pilot, lambda: "0.3500 fitted, 0.4000 in use" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(pilot.app.screen, FitScreen))
        known = await pilot.app.screen.desk.read(former_weights)  # type: ignore[attr-defined]
        assert [weights.in_use for weights in known] == [True, False]


async def test_what_is_no_better_cannot_be_used(started: Any, until: Any, seen: Seen, now: Any) -> None:
    """The model in use stays."""
    async with started("comma") as pilot:
        screen = await on_fit(pilot, lambda *_, **__: Fitted(OWN, 700, 140, 0.35, 0.35, 0.40), now)
        await pilot.press("enter")
        await until(pilot, lambda: "it stays" in seen(pilot))
        assert screen.query_one("#use", Button).has_class("-hidden")


async def test_leaving_ends_the_fit(started: Any, until: Any, seen: Seen, now: Any) -> None:
    """Esc at any time; nothing changes."""
    ended = Event()

    def endless(*_: Any, progress: Callable[[float], object], cancelled: Callable[[], bool]) -> None:
        progress(0.4)
        while not cancelled():
            ended.wait(0.01)
        ended.set()

    async with started("comma") as pilot:
        await on_fit(pilot, endless, now)
        await pilot.press("enter")
        await until(pilot, lambda: "40%" in seen(pilot))
        await pilot.press("escape")
        await until(pilot, ended.is_set)
        known = await pilot.app.screen.desk.read(former_weights)  # type: ignore[attr-defined]
        assert len(known) == 1


async def test_a_trainer_that_fails_is_explained(started: Any, until: Any, seen: Seen, now: Any) -> None:
    """And the screen stays until it is left."""

    def broken(*_: Any, **__: Any) -> None:
        error: DrillsError = FitError("The trainer stopped unexpectedly.", hint="Nothing was changed.")
        raise error

    async with started("comma") as pilot:
        await on_fit(pilot, broken, now)
        await pilot.press("enter")
        await until(pilot, lambda: "stopped unexpectedly" in seen(pilot))
