"""`readyby today --brief` in one line, for a shell prompt or a login message: quick, quiet, and changing nothing.

Only what it needs is imported, and that as late as it can be: bare Python takes most of the time.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from drills.storage.brief import brief

WIDTH = 32  # characters of a goal's statement
DEFAULTS = {"minutes_per_day": 15, "day_turns_at": 4}
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def answer(argv: Sequence[str], environ: Mapping[str, str], now: datetime | None = None) -> int | None:
    """Print the line and give the exit code; None for a call that has to be looked at in full."""
    chosen = _database_asked_for(argv)
    if chosen is None:
        return None
    path = chosen or environ.get("READYBY_DB") or os.path.join(_folder("data", environ), "readyby.db")  # noqa: PTH118
    line = brief_line(os.path.expanduser(path), settings(environ), now or datetime.now())  # noqa: DTZ005, PTH111
    if line:
        _print(line)
    return 0


def brief_line(path: str, study: Mapping[str, int], now: datetime) -> str:
    """The line; empty when there is no database, or none that can be read without upgrading it."""
    if not os.path.isfile(path):  # noqa: PTH113
        return ""
    day = now.date() - timedelta(days=now.hour < study["day_turns_at"])
    found = brief(path, day.toordinal())
    if found is None:
        return ""
    goal, due, seconds, streak = found
    left = max(0, round(study["minutes_per_day"] - seconds / 60))
    parts = [_goal(*goal, day)] if goal else []
    parts.append(f"{due:,} due, {left} min left" if left else f"{due:,} due, today's minutes are done")
    if streak:
        parts.append(f"streak {streak}")
    return " · ".join(parts)


def settings(environ: Mapping[str, str]) -> Mapping[str, int]:
    """The settings that count here; what can't be used of the file is left at its default, without a word."""
    path = environ.get("READYBY_CONFIG") or os.path.join(_folder("config", environ), "config.toml")  # noqa: PTH118
    try:
        with open(os.path.expanduser(path), "rb") as file:  # noqa: PTH111, PTH123
            import tomllib

            there = tomllib.load(file).get("study", {})
    except (OSError, ValueError, AttributeError, RecursionError):
        return DEFAULTS
    least = {"minutes_per_day": (1, 600), "day_turns_at": (0, 12)}
    usable = {name: there.get(name) for name, (low, high) in least.items() if _within(there.get(name), low, high)}
    return {**DEFAULTS, **usable}


def _within(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _database_asked_for(argv: Sequence[str]) -> str | None:
    """The path given with --db, empty if none was; None for a call with anything else in it."""
    rest = [part for part in argv if part not in ("today", "--brief")]
    if len(argv) - len(rest) != 2:
        return None
    if len(rest) == 2 and rest[0] == "--db":
        return rest[1]
    if len(rest) == 1 and rest[0].startswith("--db="):
        return rest[0].removeprefix("--db=")
    return None if rest else ""


def _folder(which: str, environ: Mapping[str, str]) -> str:
    """The user's folder for data or settings, as `drills.paths` finds it."""
    if sys.platform != "linux":
        from drills.paths import config_folder, data_folder

        return str(data_folder() if which == "data" else config_folder())
    name, usual = {"data": ("XDG_DATA_HOME", ".local/share"), "config": ("XDG_CONFIG_HOME", ".config")}[which]
    base = environ.get(name, "").strip() or os.path.expanduser(f"~/{usual}")  # noqa: PTH111
    return os.path.join(base, "readyby")  # noqa: PTH118


def _goal(statement: str, deadline: int, today: date) -> str:
    if not (statement.isascii() and statement.isprintable()):
        from drills.text import one_line

        statement = one_line(statement)
    if len(statement) > WIDTH:
        statement = statement[: WIDTH - 1].rstrip() + "…"
    day = date.fromordinal(deadline)
    left = (day - today).days
    words = {0: "today", 1: "tomorrow", -1: "1 day ago"}.get(left, f"{left} days" if left > 0 else f"{-left} days ago")
    return f"{statement}: {words}, {_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def _print(line: str) -> None:
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    try:
        print(line.encode(encoding, "replace").decode(encoding), flush=True)
    except OSError:  # nobody reads it
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
