"""Writing the config file: one setting at a time, with the user's own comments and layout left as they are."""

import re
import tomllib
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from drills.config import SETTINGS, key_table, line_of, named
from drills.errors import ConfigError
from drills.files import unusable, written
from drills.setting import Setting, Value

_HEAD = """\
# Readyby's settings. Every setting is listed with its default: take the # away to set it.
# The app reads this file when it starts; what it can't use, it names and leaves out.
"""
_KEYS = """\
[keys]
# Which keys run a command: the command's id = its keys, separated by commas. They replace the ones it has.
# Settings lists every command's id with its keys; Help (?) those of the screen it lies over.
# "drill.undo" = "u,ctrl+z"
"""


def sample() -> str:
    """The config file as it is when nothing is set: every setting with its meaning, its range and its default."""
    parts = [_HEAD]
    section = ""
    for setting in SETTINGS:
        if setting.section != section:
            section = setting.section
            parts.append(f"\n[{section}]\n")
        parts.append(f"# {setting.meaning} {str(setting.rule).capitalize()}.\n")
        parts.append(f"# {setting.name} = {_toml(setting.default)}\n")
    return "".join([*parts, "\n", _KEYS])


def change(path: Path, name: str, value: object) -> None:
    """Set one setting in the file at `path`; the file is made if it isn't there, and never left half written.

    `name` is a setting ("minutes_per_day") or "keys." and a command's id; None takes it out, back to its default.
    Raises ConfigError for a value that can't be used or a file that isn't TOML, FileError when it can't be written.
    """
    section, key, wanted = _wanted(name, value)
    text = _read(path)
    after = _changed(text, section, key, wanted)
    with written(path) as stream:
        stream.write(after)


def _wanted(name: str, value: object) -> tuple[str, str, Value | None]:
    """Section, name and checked value."""
    section, _, command = name.partition(".")
    if section == "keys" and command:
        if value is not None and not (isinstance(value, str) and value.strip()):
            raise ConfigError(f"{command} takes keys, such as u,ctrl+z.")
        return section, command, value
    setting: Setting = named(name)
    return setting.section, setting.name, None if value is None else setting.checked(value)


def _read(path: Path) -> str:
    """The file's text, line ends as they are; the documented sample when there is none."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        tomllib.loads(text)
    except FileNotFoundError:
        return sample()
    except OSError as error:
        raise unusable(path, error) from error
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path} isn't valid TOML, so nothing was changed: {error}.", hint="Mend it.") from error
    return text


def _changed(text: str, section: str, key: str, value: Value | None) -> str:
    """The text with one setting changed, and nothing else; raises ConfigError when that can't be done safely."""
    expected = _expected(text, section, key, value)
    after = _in_its_line(text, section, key, value)
    if after is None or not _holds(after, expected):
        after = _in_tables(text, section, key, value)
    if not _holds(after, expected):
        line = line_of(text, (section, key)) or line_of(text, (section,))
        raise ConfigError(f"{key} can't be changed as the file is laid out (line {line}).", hint="Change it by hand.")
    return after


def _in_its_line(text: str, section: str, key: str, value: Value | None) -> str | None:
    """The text with the commented default taken over by the setting, or put back; None when there is no line for it."""
    lines = text.split("\n")
    name = _toml(key) if section == "keys" else key
    number = _comment_line(text, section, name) if value is not None else line_of(text, (section, key))
    if not number or (value is None and section == "keys"):
        return None
    end = "\r" if lines[number - 1].endswith("\r") else ""
    lines[number - 1] = f"# {name} = {_toml(named(key).default)}" if value is None else f"{name} = {_toml(value)}"
    lines[number - 1] += end
    return "\n".join(lines)


def _comment_line(text: str, section: str, name: str) -> int:
    """The line of a section with the setting's commented default; 0 when there is none."""
    comment = re.compile(rf"\s*#\s*{re.escape(name)}\s*=")
    lines = text.split("\n")
    for number in range(line_of(text, (section,)) or len(lines), len(lines)):
        if lines[number].lstrip().startswith("["):
            break
        if comment.match(lines[number]):
            return number + 1
    return 0


def _in_tables(text: str, section: str, key: str, value: Value | None) -> str:
    import tomlkit

    document = tomlkit.parse(text)
    if section not in document:
        if value is None:
            return text
        document[section] = tomlkit.table()
    table: Any = document[section]
    if not isinstance(table, MutableMapping):
        return text
    names = next((place for place, name, _ in key_table(table) if name == key), (key,))
    for name in names[:-1]:
        table = table[name]
    _put(table, names[-1], value)
    return tomlkit.dumps(document)


def _put(table: MutableMapping[str, Any], key: str, value: Value | None) -> None:
    if value is None:
        table.pop(key, None)
    else:
        table[key] = _plain(value)


def _values(text: str) -> dict[tuple[str, str], object]:
    """Every setting in the text by section and name."""
    found: dict[tuple[str, str], object] = {}
    for section, table in tomllib.loads(text).items():
        if isinstance(table, dict):
            found.update({(section, name): value for _, name, value in key_table(table)})
        else:
            found[section, ""] = table
    return found


def _holds(text: str, expected: dict[tuple[str, str], object]) -> bool:
    try:
        return _values(text) == expected
    except ValueError:
        return False


def _expected(text: str, section: str, key: str, value: Value | None) -> dict[tuple[str, str], object]:
    values = _values(text)
    values.pop((section, key), None)
    return values if value is None else values | {(section, key): _plain(value)}


def _plain(value: Value) -> Any:
    """The value as TOML has it: whole numbers of minutes without a decimal point."""
    if isinstance(value, tuple):
        return [int(part) if part == int(part) else part for part in value]
    return value


def _toml(value: Value) -> str:
    import json

    return json.dumps(_plain(value), ensure_ascii=False).replace("\x7f", "\\u007f")
