"""The texts of the shipped sample answers, to tell a near copy."""

import re
from functools import cache
from importlib import resources

_TEXT = re.compile(r"^(?:Critique|Better): (.+)$", re.MULTILINE)


@cache
def shipped_samples() -> tuple[str, ...]:
    """The sample answers that come with Readyby, the flawed ones and their better versions."""
    text = (resources.files("assets") / "decks" / "samples.md").read_text("utf-8")
    return tuple(_TEXT.findall(text))
