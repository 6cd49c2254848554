"""`readyby config`: the settings, where they lie, and all there are."""

from drills.config import SETTINGS, Config
from drills.setting import Value, shown
from tui.commands.call import Call


def run(call: Call) -> int:
    """Print what was asked for."""
    if call.args.sample:
        from drills.config_file import sample

        call.say(sample().rstrip())
    elif call.args.path:
        call.say(str(call.config_path))
    elif call.args.json:
        config = call.config
        call.data({"path": call.config_path, "study": config.study, "looks": config.looks, "keys": config.keys})
    else:
        call.say("\n".join(_lines(call)))
    return 0


def _lines(call: Call) -> list[str]:
    there = "" if call.config_path.exists() else " (not there yet: all defaults)"
    lines = [f"# {call.config_path}{there}"]
    section = ""
    for setting in SETTINGS:
        if setting.section != section:
            section = setting.section
            lines += ["", f"[{section}]"]
        value = _value(call.config, setting.section, setting.name)
        default = "" if value == setting.default else f"  # default: {shown(setting.default)}"
        lines.append(f"{setting.name} = {shown(value)}{default}")
    return [*lines, "", "[keys]", *(f'"{name}" = "{keys}"' for name, keys in call.config.keys.items())]


def _value(config: Config, section: str, name: str) -> Value:
    value: Value = getattr(getattr(config, section), name)
    return value
