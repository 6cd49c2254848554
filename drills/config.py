"""What the user can set. Every setting stands here with its default; `config.toml` changes them.

`load` reads the file and never fails: what can't be used is left out, with one message each.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from drills.errors import ConfigError, Problem
from drills.setting import Choice, Minutes, Name, Number, Setting, Switch, Value, Whole, shown
from drills.text import one_line


@dataclass(frozen=True, slots=True)
class Study:
    """How drills are planned and scheduled."""

    minutes_per_day: int = 15
    day_turns_at: int = 4  # hour, 0–12
    retention: float = 0.90  # 0.70–0.99
    learning_steps: tuple[float, ...] = (1, 10)  # minutes
    relearning_steps: tuple[float, ...] = (10,)  # minutes
    maximum_interval: int = 36500  # days
    idle_after: int = 90  # seconds without a key that are left out; 0: never
    leech_lapses: int = 8
    suspend_leeches: bool = False
    bury_siblings: bool = True


@dataclass(frozen=True, slots=True)
class Looks:
    """How the app appears."""

    theme: str = "readyby-dark"
    week_starts_on: str = "monday"


@dataclass(frozen=True, slots=True)
class Config:
    """All settings; `keys` maps a command's id to the keys that run it, separated by commas."""

    study: Study = field(default_factory=Study)
    looks: Looks = field(default_factory=Looks)
    keys: Mapping[str, str] = field(default_factory=dict)


_MEANINGS: dict[str, tuple[Whole | Number | Switch | Choice | Name | Minutes, str]] = {
    "minutes_per_day": (Whole(1, 600), "How long you want to drill on a day; each day's cards are chosen to fit."),
    "day_turns_at": (Whole(0, 12, "hour"), "When a new day begins; until then it is still the evening before."),
    "retention": (Number(0.70, 0.99), "How likely you want to recall a card when it comes back."),
    "learning_steps": (Minutes(), "Minutes until a new card comes back, before its interval counts in days."),
    "relearning_steps": (Minutes(), "The same for a card that was forgotten."),
    "maximum_interval": (Whole(1, 36500, "days"), "The longest that a card stays away."),
    "idle_after": (Whole(0, 3600, "seconds"), "Time without a key beyond this isn't counted; 0 counts all."),
    "leech_lapses": (Whole(1, 99), "A card forgotten this often is marked as a leech."),
    "suspend_leeches": (Switch(), "Whether a leech is put aside until you bring it back."),
    "bury_siblings": (Switch(), "Whether cards of the same note wait for another day once one of them was answered."),
    "theme": (Name(), "How the app looks; the palette lists the themes."),
    "week_starts_on": (Choice(("monday", "sunday")), "The first day of a week in calendars."),
}


def _settings() -> Iterator[Setting]:
    for section, defaults in (("study", Study()), ("looks", Looks())):
        for each in fields(defaults):
            rule, meaning = _MEANINGS[each.name]
            yield Setting(section, each.name, rule, getattr(defaults, each.name), meaning)


SETTINGS: tuple[Setting, ...] = tuple(_settings())
SECTIONS = ("study", "looks", "keys")


def load(path: Path) -> tuple[Config, tuple[Problem, ...]]:
    """The settings in the file at `path`, and what of it can't be used; defaults for that and all that isn't there."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        data = tomllib.loads(text)
    except FileNotFoundError:
        return Config(), ()
    except (OSError, ValueError, RecursionError) as error:
        return Config(), (_unreadable(path, error),)
    good: dict[str, dict[str, Value]] = {"study": {}, "looks": {}}
    problems = [*_read_settings(data, good)]
    keys: dict[str, str] = {}
    problems += _read_keys(data.get("keys", {}), keys)
    config = Config(Study(**good["study"]), Looks(**good["looks"]), keys)  # type: ignore[arg-type]
    return config, tuple(Problem(str(path), line_of(text, place), message) for place, message in problems)


def named(name: str) -> Setting:
    """The setting of that name, with or without its section; raises ConfigError that proposes the nearest one."""
    for setting in SETTINGS:
        if name in (setting.name, f"{setting.section}.{setting.name}"):
            return setting
    raise ConfigError(f"There is no setting {shown(name)}.{_nearest(name)}", hint="readyby config lists them all.")


def key_table(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[tuple[str, ...], str, object]]:
    """Each entry of the keys section as its place in it, the command's id, and the value."""
    for name, value in table.items():
        if isinstance(value, Mapping):
            for place, command, inner in key_table(value, f"{prefix}{name}."):
                yield (name, *place), command, inner
        else:
            yield (name,), prefix + name, value


Trouble = tuple[tuple[str, ...], str]  # a place in the file, and what is wrong there


def _read_settings(data: Mapping[str, Any], good: dict[str, dict[str, Value]]) -> Iterator[Trouble]:
    """Put what can be used into `good`; give what can't."""
    known = {(setting.section, setting.name): setting for setting in SETTINGS}
    for section, table in data.items():
        if section not in SECTIONS:
            yield (section,), _unknown_section(section)
        elif not isinstance(table, Mapping):
            yield (section,), f"{section} is a section: write [{section}], and its settings below."
        elif section != "keys":
            for name, value in table.items():
                setting = known.get((section, name))
                if setting is None:
                    yield (section, name), f"[{section}] has no setting {shown(name)}; left out.{_nearest(name)}"
                    continue
                try:
                    good[section][name] = setting.checked(value)
                except ConfigError as error:
                    yield (section, name), f"{error.message} It stays {shown(setting.default)}."


def _read_keys(table: object, keys: dict[str, str]) -> Iterator[Trouble]:
    """Put the keys of each command into `keys`; give what can't be used."""
    for place, command, value in key_table(table if isinstance(table, Mapping) else {}):
        listed: list[Any] = value if isinstance(value, list) else [value]
        if not all(isinstance(key, str) and key.strip() for key in listed):
            yield ("keys", *place), f'{one_line(command, 40)} takes keys, such as "u,ctrl+z", not {shown(value)}.'
            continue
        keys[command] = ",".join(part.strip() for key in listed for part in key.split(",") if part.strip()) or "comma"


def _unknown_section(section: str) -> str:
    for setting in SETTINGS:
        if section == setting.name:
            return f"{section} belongs below a line [{setting.section}]; left out here."
    return f"there is no section {shown(section)}; left out. There are [study], [looks] and [keys]."


def _nearest(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, [setting.name for setting in SETTINGS], n=1)
    return f" Did you mean {near[0]}?" if near else ""


def _unreadable(path: Path, error: Exception) -> Problem:
    """The one message for a file of which nothing can be used."""
    line, reason = 0, str(error)
    if isinstance(error, UnicodeDecodeError):
        line, reason = error.object.count(b"\n", 0, error.start) + 1, "not UTF-8 text"
    elif isinstance(error, OSError):
        reason = error.strerror or reason
    elif isinstance(error, RecursionError):
        reason = "nested too deeply"
    elif match := re.search(r" ?\(at (?:line (\d+), column \d+|end of document)\)", reason):
        line, reason = int(match[1] or _last_line(path)), reason[: match.start()]
    return Problem(str(path), line, f"this file can't be read ({one_line(reason, 80)}); every setting has its default.")


def _last_line(path: Path) -> int:
    return len(path.read_bytes().splitlines())


_KEY_LINE = re.compile(r"""\s*(\[[^\[\]]+\]|(?:"(?:[^"\\]|\\.)*"|'[^']*'|[\w.\t -])+?)\s*(=|#|$)""")


def line_of(text: str, place: tuple[str, ...]) -> int:
    """The line (from 1) where a setting stands in TOML text, or the nearest thing around it; 0: can't be told."""
    section: tuple[str, ...] = ()
    around = (0, 0)  # how much of the place a line names, and that line
    for number, line in enumerate(text.split("\n"), 1):
        match = _KEY_LINE.match(line)
        if not match:
            continue
        if match[1].startswith("["):
            section = here = _parts(match[1])
        else:
            here = section + _parts(f"{match[1]}=0") if match[2] == "=" else ()
        if here == place:
            return number
        if here and here == place[: len(here)] and len(here) > around[0]:
            around = (len(here), number)
    return around[1]


def _parts(toml: str) -> tuple[str, ...]:
    """The dotted name in a header or an assignment; () when it isn't one."""
    try:
        table: Any = tomllib.loads(toml)
    except ValueError:
        return ()
    names = []
    while isinstance(table, dict) and table:
        name, table = next(iter(table.items()))
        names.append(name)
    return tuple(names)
