"""The text of a deck file cut into its front matter and its cards, each a list of fields; stray lines are reported."""

import re
from dataclasses import dataclass

from drills.errors import Problem
from drills.exchange.markdown_layout import ESCAPED, FENCE, FIELD, KINDS, SEPARATOR, STARTERS, closes
from drills.text import one_line

_NAME = re.compile(r'\s*name\s*=\s*"([^"\\]+)"\s*')  # hashcards' front matter
_COMMENT = re.compile(r"<!--.*-->\s*")
_NAMED = 4  # lines


@dataclass(slots=True)
class Field:
    """A field as found: its word, its line, and its text by lines, escapes already taken away."""

    word: str
    line: int
    lines: list[str]


class Reading:
    """A file being read: the cards found so far, each a list of fields, and the problems."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.cards: list[list[Field]] = []
        self.problems: list[Problem] = []
        self.lines_of_ids: dict[str, int] = {}
        self.bracketed: list[int] = []  # where cards begin whose gaps are in [brackets]

    def complain(self, line: int, message: str) -> None:
        """Notes a problem at a line, counted from 1."""
        self.problems.append(Problem(self.file, line, message))

    def complain_of_brackets(self) -> None:
        """Says once what is wrong with all gaps in brackets."""
        if not self.bracketed:
            return
        first, *others = self.bracketed
        lines = "line" if len(others) == 1 else "lines"
        also = f"; so too in {lines} {', '.join(map(str, others[:_NAMED]))}" if others else ""
        more = f" and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
        message = "gaps are written {{c1::like this}}; [brackets] are another program's, and hide nothing here"
        self.complain(first, message + also + more)


def front_matter(lines: list[str], reading: Reading) -> tuple[dict[str, tuple[str, int]], int]:
    """The entries before the cards, each with its line, and the index of the first line after them."""
    entries: dict[str, tuple[str, int]] = {}
    start = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    if start == len(lines) or not SEPARATOR.fullmatch(lines[start]):
        return entries, start
    rest = range(start + 1, len(lines))
    end = next((n for n in rest if SEPARATOR.fullmatch(lines[n]) or FIELD.match(lines[n])), len(lines))
    for index in range(start + 1, end):
        _front_entry(lines[index], index + 1, entries, reading)
    if end < len(lines) and SEPARATOR.fullmatch(lines[end]):
        return entries, end + 1
    reading.complain(start + 1, "the front matter that begins here is never closed by a line ---")
    return entries, end


def _front_entry(text: str, line: int, entries: dict[str, tuple[str, int]], reading: Reading) -> None:
    key, colon, value = (part.strip() for part in text.partition(":"))
    if (name := _NAME.fullmatch(text)) and "deck" not in entries:
        key, colon, value = "deck", ":", name[1]
    if colon and key in ("deck", "tags", "about") and key not in entries:
        entries[key] = value, line
    elif key in entries:
        reading.complain(line, f"a second {key}: in the front matter")
    elif text.strip():
        reading.complain(line, f'the front matter has deck:, tags: and about:, not "{one_line(text, 30)}"')


class Scanner:
    """Cuts lines into cards and their fields."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._card: list[Field] | None = None
        self._fence: tuple[str, int] | None = None
        self._strayed = False

    def read(self, number: int, line: str) -> None:
        """Takes the next line."""
        if self._fence:
            self._keep(number, line)
            self._fence = None if closes(line, self._fence[0]) else self._fence
        elif SEPARATOR.fullmatch(line):
            self._card, self._strayed = None, False
        elif match := FIELD.match(line):
            self._begin(match["word"], number, line[match.end() :])
        else:
            self._keep(number, line[1:] if ESCAPED.match(line) else line)
            self._open_fence(number, line)

    def finish(self) -> None:
        """Says so if the file ends within a code fence."""
        if self._fence:
            marks, number = self._fence
            self._reading.complain(number, f"the code fence {marks[:3]} that begins here is never closed")

    def _begin(self, word: str, number: int, text: str) -> None:
        if word in KINDS:
            self._card = []
            self._reading.cards.append(self._card)
        elif self._card is None:
            self._card = []
            self._reading.complain(number, f"{word}: belongs to no card; a card begins with {STARTERS}")
        self._card.append(Field(word, number, [text]))
        self._strayed = False
        self._open_fence(number, text)

    def _keep(self, number: int, line: str) -> None:
        """Adds a line to the field it belongs to; complains once of a passage that belongs to none."""
        if self._card is not None:
            self._card[-1].lines.append(line)
        elif not (self._strayed or is_remark(line)):
            self._strayed = True
            self._reading.complain(number, f"this text belongs to no card; a card begins with {STARTERS}")

    def _open_fence(self, number: int, line: str) -> None:
        if opened := FENCE.match(line):
            self._fence = opened[1], number


def is_remark(line: str) -> bool:
    """Whether the line may stand outside fields: blank, a heading, or a comment."""
    return not line.strip() or line.startswith("#") or _COMMENT.fullmatch(line) is not None
