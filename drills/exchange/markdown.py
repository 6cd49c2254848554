"""Decks as Markdown files, read and written: what is written parses back to equal notes.

A file is a front matter (deck, tags, about) and cards. A field begins a line with its word, as in `Q:` or `Answers:`,
and runs to the next one, a line `---` or the end. In code fences everything is text; so is a line behind a backslash.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from drills.errors import DeckFileError, Problem
from drills.exchange.markdown_card import draft_of, tags_in
from drills.exchange.markdown_scan import Reading, Scanner, front_matter
from drills.exchange.markdown_writing import written
from drills.models import NoteDraft
from drills.text import storable

LARGEST = 32 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class DeckFile:
    """A deck as read from a file: its nested name, what it is for, the tags that all its notes carry, the notes."""

    deck: str
    about: str
    tags: tuple[str, ...]
    notes: tuple[NoteDraft, ...]


def read_deck_file(path: str | Path) -> DeckFile:
    """The deck in a UTF-8 file. Raises DeckFileError with every problem in it, or the one that it can't be read."""
    try:
        if not S_ISREG(Path(path).stat().st_mode):  # a pipe or a device might never end
            raise DeckFileError([Problem(str(path), 0, "this can't be read: it is no plain file")], unreadable=True)
        with Path(path).open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise DeckFileError([Problem(str(path), 0, f"this file can't be read: {reason}")], unreadable=True) from error
    return parse_deck(_decoded(content, str(path)), str(path))


def parse_deck(text: str, file: str) -> DeckFile:
    """The deck that a file's text holds; without a name of its own it is called after the file.

    Raises DeckFileError with every problem found, each with its line.
    """
    reading = Reading(file)
    lines = storable(text.removeprefix("\ufeff")).split("\n")
    front, body = front_matter(lines, reading)
    scanner = Scanner(reading)
    for number, line in enumerate(lines[body:], body + 1):
        scanner.read(number, line)
    scanner.finish()
    deck, tags = _deck_name(front, reading), _deck_tags(front, reading)
    drafts = [draft_of(card, deck, tags, reading) for card in reading.cards]
    reading.complain_of_brackets()
    if reading.problems:
        raise DeckFileError(sorted(reading.problems, key=lambda problem: problem.line))
    return DeckFile(deck, front.get("about", ("", 0))[0], tags, tuple(drafts))


def write_deck(deck: str, about: str, tags: Sequence[str], notes: Iterable[NoteDraft]) -> str:
    """A deck as the text of a file. `tags` are those that all the notes carry; they are written once.

    Raises ValueError for a note with a field that its kind doesn't have.
    """
    head = {"deck": deck, "tags": ", ".join(tags), "about": about}
    front = ["---", *(f"{key}: {' '.join(value.split())}" for key, value in head.items() if value), "---"]
    return "\n\n".join(["\n".join(front), *("\n".join(written(note, tags)) for note in notes)]) + "\n"


def _decoded(content: bytes, file: str) -> str:
    if len(content) > LARGEST:
        message = f"the file is larger than {LARGEST // 1024**2} MB, which is no deck; split it"
        raise DeckFileError([Problem(file, 0, message)])
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        before = content[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        found = "UTF-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else f"the byte 0x{content[error.start]:02X}"
        message = f"this is not UTF-8 text ({found}); save the file as UTF-8"
        raise DeckFileError([Problem(file, before.count(b"\n") + 1, message)]) from error


def _deck_name(front: Mapping[str, tuple[str, int]], reading: Reading) -> str:
    name, line = front.get("deck", (Path(reading.file).stem, 0))
    parts = [part.strip() for part in storable(name).split("::")]
    if not all(parts):
        reading.complain(line, "the deck's name has an empty part")
    return "::".join(parts)


def _deck_tags(front: Mapping[str, tuple[str, int]], reading: Reading) -> tuple[str, ...]:
    return tags_in(*front.get("tags", ("", 0)), reading)
