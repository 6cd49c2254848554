"""What the user can set. Every setting stands here with its default; `config.toml` changes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


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
