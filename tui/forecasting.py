"""Forecasts computed beside the app: never on the interface's thread, nor on the one that owns the library."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from threading import Event

from drills.config import Study
from drills.dates import study_day
from drills.paths import cache_folder
from drills.plan.inputs import Inputs
from drills.plan.outlook import Cancelled, compute
from drills.plan.worth import LONGEST, PLANNERS
from drills.storage.candidates import plan_horizon
from drills.storage.forecasts import keep_outlook, stale_goals, store_outlook
from drills.storage.goal_checks import check_goals
from drills.storage.plan_inputs import forecast_inputs
from drills.views.plan import GoalOutlook
from tui.desk import Desk


class Forecasting:
    """Keeps outlooks fresh. One for the app; `refresh` runs in a worker, and never twice at a time.

    Cancelling the worker ends the computing within a second.
    """

    def __init__(self, desk: Desk, now: Callable[[], datetime], *, keeps_tables: bool = True) -> None:
        self._desk = desk
        self._now = now
        self._busy = asyncio.Lock()
        self._prepared = False
        if keeps_tables:
            PLANNERS.folder = cache_folder()

    async def refresh(self, study: Study, heard: Callable[[], object] = lambda: None) -> bool:
        """Compute what has gone stale, the nearest goal first; whether anything was. Raises a DrillsError.

        `heard` is called whenever an outlook was stored or the planner is ready: read the view anew then.
        """
        if self._busy.locked():
            return False
        async with self._busy:
            now = self._now()
            await self._prepare(study, heard)
            await self._desk.write(check_goals, now, study)
            stale = await self._desk.read(stale_goals, now, study)
            for goal_id in stale:
                await self._refresh(goal_id, study, heard)
            return bool(stale)

    async def _prepare(self, study: Study, heard: Callable[[], object]) -> None:
        """Have the planner's tables at hand, once: from then on they decide what comes today."""
        horizon = await self._desk.read(plan_horizon, study_day(self._now(), study.day_turns_at))
        if horizon is None or self._prepared:
            return
        weights, days = horizon
        await asyncio.to_thread(lambda: PLANNERS.load(weights).prepare(min(days, LONGEST)))
        self._prepared = True
        heard()

    async def _refresh(self, goal_id: int, study: Study, heard: Callable[[], object]) -> None:
        inputs = await self._desk.read(forecast_inputs, goal_id, self._now(), study)
        if await self._desk.write(keep_outlook, inputs, self._now()):
            heard()
            return
        loop = asyncio.get_running_loop()

        def first(outlook: GoalOutlook) -> None:
            loop.call_soon_threadsafe(lambda: loop.create_task(self._store(inputs, outlook, heard, whole=False)))

        stop = Event()
        try:
            outlook = await asyncio.to_thread(compute, inputs, stop.is_set, None, first)
        except asyncio.CancelledError:
            stop.set()
            raise
        except Cancelled:
            return
        await self._store(inputs, outlook, heard, whole=True)

    async def _store(self, inputs: Inputs, outlook: GoalOutlook, heard: Callable[[], object], *, whole: bool) -> None:
        await self._desk.write(store_outlook, inputs, outlook, self._now(), whole=whole)
        heard()
