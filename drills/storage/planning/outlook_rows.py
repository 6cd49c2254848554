"""Outlooks as JSON, and read back from it."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, datetime
from enum import Enum
from typing import Any

from drills.models import Kind
from drills.views.plan import CardCost, Choice, GoalOutlook, PlannedDay, Stage, Verdict, Way


def plain(value: Any) -> Any:
    """Dates and names as JSON holds them."""
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, datetime):
        return None
    if isinstance(value, date):
        return value.toordinal()
    return value.value if isinstance(value, Enum) else value


def read_outlook(stored: dict[str, Any], made_at: datetime | None = None, *, stale: bool = False) -> GoalOutlook:
    """An outlook from its figures; what a later version added is left out."""
    outlook: GoalOutlook = _made(GoalOutlook, stored)
    return replace(outlook, made_at=made_at, stale=stale)


def _made(of: Callable[..., Any], stored: dict[str, Any]) -> Any:
    names = {each.name for each in fields(of)}  # type: ignore[arg-type]
    return of(**{name: _READ.get(name, _same)(value) for name, value in stored.items() if name in names})


def _same(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


_READ: dict[str, Callable[[Any], Any]] = {
    "day": date.fromordinal,
    "deadline": lambda value: None if value is None else date.fromordinal(value),
    "state": Stage,
    "verdict": Verdict,
    "way": Way,
    "kind": Kind,
    "choices": lambda values: tuple(_made(Choice, value) for value in values),
    "days": lambda values: tuple(_made(PlannedDay, value) for value in values),
    "costliest": lambda values: tuple(_made(CardCost, value) for value in values),
}
