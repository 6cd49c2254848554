"""Forecasts computed beside the app: never on the interface's thread, nor on the one that owns the library."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from threading import Event
from typing import TypeVar

from drills.config import Study
from drills.dates import study_day
from drills.paths import cache_folder
from drills.plan.outlook import Foretold, foretell
from drills.plan.worth import LONGEST, PLANNERS
from drills.storage.candidates import plan_horizon
from drills.storage.planning.forecasts import keep_outlook, stale_goals, store_outlook
from drills.storage.planning.goal_checks import check_goals
from drills.storage.planning.plan_inputs import forecast_inputs
from drills.storage.planning.plan_stamp import stamp
from drills.views.plan import GoalOutlook
from tui.desk import Desk


class Forecasting:
    """Keeps outlooks fresh. One for the app; `refresh` runs in a worker; asked again meanwhile, it looks once more.

    Cancelling the worker ends the computing within a second.
    """

    def __init__(self, desk: Desk, now: Callable[[], datetime], *, keeps_tables: bool = True) -> None:
        self._desk = desk
        self._now = now
        self._busy = asyncio.Lock()
        self._asked_again = self._prepared = False
        if keeps_tables:
            PLANNERS.folder = cache_folder()

    async def refresh(self, study: Study, heard: Callable[[], object] = lambda: None) -> bool:
        """Compute what has gone stale; whether anything was. Raises a DrillsError.

        First what to expect of each goal, the nearest first, then what else could be done about each.

        `heard` is called whenever an outlook was stored or the planner is ready: read the view anew then.
        """
        if self._busy.locked():
            self._asked_again = True
            return False
        async with self._busy:
            found = await self._refresh(study, heard)
            while self._asked_again:
                self._asked_again = False
                found = await self._refresh(study, heard) or found
            return found

    async def _refresh(self, study: Study, heard: Callable[[], object]) -> bool:
        await self._desk.write(check_goals, self._now(), study)
        begun = []
        for goal_id in await self._desk.read(stale_goals, self._now(), study):
            begun.append(await self._foretell(goal_id, study, heard))
            await self._prepare(study, heard)
        await self._prepare(study, heard)
        for foretold in filter(None, begun):
            if await self._is_outdated(foretold, study):
                break
            await self._judge(foretold, heard)
        return bool(begun)

    async def _is_outdated(self, foretold: Foretold, study: Study) -> bool:
        """Whether something changed since, and was asked about: then all begins anew."""
        day = study_day(self._now(), study.day_turns_at)
        return self._asked_again and foretold.inputs.stamp != await self._desk.read(stamp, day, study)

    async def _prepare(self, study: Study, heard: Callable[[], object]) -> None:
        """Have the planner's tables at hand for all goals, once: from then on they decide what comes today."""
        if self._prepared:
            return
        horizon = await self._desk.read(plan_horizon, study_day(self._now(), study.day_turns_at))
        if horizon is None:
            return
        weights, days = horizon
        await asyncio.to_thread(lambda: PLANNERS.load(weights).prepare(min(days, LONGEST)))
        self._prepared = True
        heard()

    async def _foretell(self, goal_id: int, study: Study, heard: Callable[[], object]) -> Foretold | None:
        """The forecast alone, stored; None where what is stored holds still."""
        inputs = await self._desk.read(forecast_inputs, goal_id, self._now(), study)
        if await self._desk.write(keep_outlook, inputs, self._now()):
            heard()
            return None
        foretold = await _beside(lambda stopped: foretell(inputs, stopped))
        await self._store(foretold, foretold.outlook, heard, whole=foretold.what_if is None)
        return foretold

    async def _judge(self, foretold: Foretold, heard: Callable[[], object]) -> None:
        """What else could be done."""
        if foretold.what_if is not None:
            await self._store(foretold, await _beside(foretold.judged), heard, whole=True)

    async def _store(
        self, foretold: Foretold, outlook: GoalOutlook, heard: Callable[[], object], *, whole: bool
    ) -> None:
        await self._desk.write(store_outlook, foretold.inputs, outlook, self._now(), whole=whole)
        heard()


Found = TypeVar("Found")


async def _beside(compute: Callable[[Callable[[], bool]], Found]) -> Found:
    """Compute on a thread; cancelling ends it soon."""
    stop = Event()
    try:
        return await asyncio.to_thread(compute, stop.is_set)
    except asyncio.CancelledError:
        stop.set()
        raise
