"""Changing a setting from within the app."""

from dataclasses import replace
from pathlib import Path

from drills.config import Config, load, named
from drills.errors import ConfigError
from tui.messages import SettingRequested


def changed(config: Config, wish: SettingRequested, path: Path | None) -> Config:
    """The settings with one changed, saved in the file at `path` if there is one. Raises a DrillsError."""
    if path is None:
        return _in_memory(config, wish)
    from drills.config_file import change

    change(path, wish.name, wish.value)
    saved, _ = load(path)
    return saved


def _in_memory(config: Config, wish: SettingRequested) -> Config:
    section, _, command = wish.name.partition(".")
    if section == "keys" and command:
        keys = {id_: keys for id_, keys in config.keys.items() if id_ != command}
        return replace(config, keys=keys if wish.value is None else {**keys, command: str(wish.value)})
    setting = named(wish.name)
    value = setting.default if wish.value is None else setting.checked(wish.value)
    group = getattr(config, setting.section, None)
    if group is None:
        raise ConfigError(f"There is no setting {wish.name}.")
    return replace(config, **{setting.section: replace(group, **{setting.name: value})})
