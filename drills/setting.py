"""What a setting is: its name, its place in the file, what it means, and which values it takes."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from drills.errors import ConfigError
from drills.text import one_line

Value = int | float | bool | str | tuple[float, ...]

_SHOWN = 40  # characters of a wrong value in a message


class Rule(Protocol):
    """Which values a setting takes. `str()` says it in words."""

    def fits(self, value: object) -> Value | None:
        """The value as it is used, or None when it can't be."""

    def typed(self, text: str) -> object:
        """What a user's typed text stands for, still to be checked."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number."""

    low: int
    high: int
    unit: str = ""

    def __str__(self) -> str:
        return f"a whole number from {self.low} to {self.high}" + (f" ({self.unit})" if self.unit else "")

    def fits(self, value: object) -> Value | None:
        """The number, if it is whole and within the range."""
        if isinstance(value, bool) or not isinstance(value, int):
            return None
        return value if self.low <= value <= self.high else None

    def typed(self, text: str) -> object:
        """The number typed, or the text."""
        return _number(text, int)


@dataclass(frozen=True, slots=True)
class Number:
    """A number that may have decimals."""

    low: float
    high: float

    def __str__(self) -> str:
        return f"a number from {self.low:.2f} to {self.high:.2f}"

    def fits(self, value: object) -> Value | None:
        """The number, if it lies within the range."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return float(value) if self.low <= value <= self.high else None

    def typed(self, text: str) -> object:
        """The number typed, or the text."""
        return _number(text, float)


@dataclass(frozen=True, slots=True)
class Switch:
    """On or off."""

    def __str__(self) -> str:
        return "true or false"

    def fits(self, value: object) -> Value | None:
        """The switch."""
        return value if isinstance(value, bool) else None

    def typed(self, text: str) -> object:
        """True or False for yes or no in any usual wording, or the text."""
        word = text.strip().lower()
        return word in ("true", "yes", "on", "1") if word in _SWITCH_WORDS else text


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    options: tuple[str, ...]

    def __str__(self) -> str:
        return " or ".join(f'"{option}"' for option in self.options)

    def fits(self, value: object) -> Value | None:
        """The option, whatever its case."""
        word = value.strip().lower() if isinstance(value, str) else ""
        return word if word in self.options else None

    def typed(self, text: str) -> object:
        """The text."""
        return text


@dataclass(frozen=True, slots=True)
class Name:
    """A name in quotes."""

    def __str__(self) -> str:
        return "a name in quotes"

    def fits(self, value: object) -> Value | None:
        """The name, if there is one."""
        name = value.strip() if isinstance(value, str) else ""
        return name if 0 < len(name) <= 64 else None

    def typed(self, text: str) -> object:
        """The text."""
        return text


@dataclass(frozen=True, slots=True)
class Minutes:
    """A short list of minutes."""

    most: int = 10
    longest: int = 1440

    def __str__(self) -> str:
        return f"a list of up to {self.most} numbers of minutes, such as [1, 10]; [] for none"

    def fits(self, value: object) -> Value | None:
        """The minutes, each above 0 and at most a day."""
        if not isinstance(value, list | tuple) or len(value) > self.most:
            return None
        steps = tuple(float(step) for step in value if Number(0, self.longest).fits(step))
        return steps if len(steps) == len(value) else None

    def typed(self, text: str) -> object:
        """The numbers typed, between commas or spaces, or the text."""
        try:
            return [float(part) for part in text.strip(" []").replace(",", " ").split()]
        except ValueError:
            return text


_SWITCH_WORDS = ("true", "yes", "on", "1", "false", "no", "off", "0")


def _number(text: str, make: Callable[[str], float]) -> object:
    try:
        number = make(text.strip())
    except ValueError:
        return text
    return number if math.isfinite(number) else text


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that the user can set, in a section of the config file."""

    section: str
    name: str
    rule: Rule
    default: Value
    meaning: str

    def checked(self, value: object) -> Value:
        """The value as it is used; raises ConfigError that says which values there are."""
        fit = self.rule.fits(value)
        if fit is None:
            raise ConfigError(f"{self.name} takes {self.rule}, not {shown(value)}.", hint=self.meaning)
        return fit

    def typed(self, text: str) -> Value:
        """The value that a typed text stands for; raises ConfigError that says which values there are."""
        return self.checked(self.rule.typed(text))


def shown(value: object) -> str:
    """A value in a message: short, on one line, harmless; written as in the config file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) > 10**18:
        return "such a large number"
    text = f'"{value}"' if isinstance(value, str) else str(list(value) if isinstance(value, tuple) else value)
    return one_line(text, _SHOWN)
