"""Pure scheduling rules: memory states, intervals, the day's queue, plans toward a date."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from drills.scheduling.learner import Learner, learner_from
    from drills.scheduling.planner.planner import DeadlinePlanner, Target

__all__ = ["DeadlinePlanner", "Learner", "Target", "learner_from"]


def __getattr__(name: str) -> Any:
    """Planning needs numpy: it is imported when it is first asked for."""
    if name in ("DeadlinePlanner", "Target"):
        from drills.scheduling.planner import planner

        return getattr(planner, name)
    if name in ("Learner", "learner_from"):
        from drills.scheduling import learner

        return getattr(learner, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
