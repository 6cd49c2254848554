"""A setting's value in words, and as one types it."""

from drills.setting import Setting, Value


def shown_value(setting: Setting, value: Value) -> str:
    """A setting's value in words."""
    match setting.name:
        case "minutes_per_day":
            return f"{value} min"
        case "day_turns_at":
            return f"{value:02}:00"
        case "retention":
            return f"{float(value) * 100:g} %"  # type: ignore[arg-type]
        case "idle_after":
            return f"{value} s" if value else "never"
        case "maximum_interval":
            return f"{value:,} days"
        case "leech_lapses":
            return f"{value} times"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(f"{step:g} min" for step in value) or "none"
    return str(value)


def typed_value(setting: Setting, value: Value) -> str:
    """A setting's value as one types it."""
    if isinstance(value, tuple):
        return ", ".join(f"{step:g}" for step in value)
    return f"{value:.2f}" if setting.name == "retention" else str(value)
