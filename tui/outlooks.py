"""Computing what to expect of the goals, on a thread of its own: the desk only reads what goes in and stores it."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import TYPE_CHECKING

from drills.config import Study
from tui.desk import Desk

if TYPE_CHECKING:
    from drills.plan.inputs import Inputs
    from drills.views.plan import GoalOutlook


async def refreshed(desk: Desk, now: Callable[[], datetime], study: Study) -> AsyncIterator[int]:
    """Compute every outlook that is out of date, the nearest goal first; gives the goal's number as each is stored.

    Stopping early cancels what is being computed. Raises a DrillsError.
    """
    from drills.storage.forecasts import keep_outlook, stale_goals, store_outlook
    from drills.storage.plan_inputs import forecast_inputs

    for goal_id in await desk.read(stale_goals, now(), study):
        inputs = await desk.read(forecast_inputs, goal_id, now(), study)
        if not await desk.write(keep_outlook, inputs, now()):
            outlook = await _computed(inputs)
            await desk.write(store_outlook, inputs, outlook, now())
        yield goal_id


async def _computed(inputs: "Inputs") -> "GoalOutlook":
    """The outlook, computed on another thread that ends soon after nobody waits for it any more."""
    from drills.plan.outlook import Cancelled, compute

    unwanted = threading.Event()

    def run() -> "GoalOutlook | None":
        try:
            return compute(inputs, unwanted.is_set)
        except Cancelled:
            return None

    try:
        outlook = await asyncio.to_thread(run)
    except asyncio.CancelledError:
        unwanted.set()
        raise
    assert outlook is not None
    return outlook
