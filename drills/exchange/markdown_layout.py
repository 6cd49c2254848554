"""What a deck file looks like: the fields of each kind of card in the order they are written, and the marks in a line.

`drills.note` says what a note needs in storage and how a form asks for it; here is how it is spelt in a file,
where the order and what may be left out differ.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from drills.models import Kind


class Form(Enum):
    """How the text of a field is shaped."""

    TEXT = auto()  # any number of lines
    LINE = auto()  # one line
    ANSWERS = auto()  # one line each time, may be repeated; kept joined by newlines
    IDS = auto()  # ids with commas, or "none"; kept joined by spaces


@dataclass(frozen=True, slots=True)
class Slot:
    """A field of a kind of card: its word in the file, its name in the note."""

    word: str
    name: str
    form: Form = Form.TEXT


_EXTRA = Slot("Extra", "extra")
_LEVEL = Slot("Level", "level", Form.LINE)
LAYOUTS = {
    Kind.BASIC: (Slot("Q", "front"), Slot("A", "back"), _EXTRA),
    Kind.TYPED: (Slot("T", "front"), Slot("A", "answers", Form.ANSWERS), _EXTRA),
    Kind.CLOZE: (Slot("C", "text"), _EXTRA),
    Kind.QUESTION: (
        *(Slot("Question", "prompt"), _LEVEL, Slot("Intent", "intent"), Slot("Follows", "follows", Form.IDS)),
        *(Slot("Shows", "shows", Form.IDS), Slot("Avoid", "avoid", Form.IDS)),
        *(Slot("Seconds", "seconds", Form.LINE), Slot("Skeleton", "skeleton"), _EXTRA),
    ),
    Kind.CRITIQUE: (
        *(Slot("Critique", "text"), Slot("Answers", "answers", Form.IDS)),
        *(Slot("Sample", "sample", Form.LINE), _LEVEL, Slot("Pitfalls", "pitfalls", Form.IDS)),
        *(Slot("Missing", "missing", Form.IDS), Slot("Faults", "faults"), Slot("Good", "good"), Slot("Weak", "weak")),
        *(Slot("Better", "better"), _EXTRA),
    ),
}
KINDS = {layout[0].word: kind for kind, layout in LAYOUTS.items()}
SLOTS = {kind: {slot.word: slot for slot in layout} for kind, layout in LAYOUTS.items()}
_WORDS = dict.fromkeys([*(slot.word for layout in LAYOUTS.values() for slot in layout), "Id", "Tags"])
STARTERS = ", ".join(f"{word}:" for word in KINDS)

_BEGINS = rf"(?:{'|'.join(_WORDS)}):(?!:)"
FIELD = re.compile(rf"(?P<word>{'|'.join(_WORDS)}):(?!:)[ \t]*")
SEPARATOR = re.compile(r"---[ \t]*")
FENCE = re.compile(r"[ \t]*(`{3,}(?=[^`]*$)|~{3,})")
ESCAPED = re.compile(rf"\\+(?:{_BEGINS}|---[ \t]*$|[ \t]*(?:```|~~~))")
NEEDS_ESCAPE = re.compile(rf"{_BEGINS}|---[ \t]*$|{ESCAPED.pattern}")


def closes(line: str, fence: str) -> bool:
    """Whether the line ends a code fence that was opened with these marks."""
    marks = line.strip(" \t")
    return len(marks) >= len(fence) and marks == fence[0] * len(marks)
