"""Decks as Markdown files, read and written: what is written parses back to equal notes.

A file is a front matter (deck, tags, about) and cards. A field begins a line with its word, as in `Q:` or `Answers:`,
and runs to the next one, a line `---` or the end. In code fences everything is text; so is a line behind a backslash.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from drills import cloze
from drills.errors import DeckFileError, DrillsError, Problem
from drills.models import Kind, NoteDraft
from drills.text import one_line, storable

LARGEST = 32 * 1024 * 1024  # bytes


class _Form(Enum):
    TEXT = auto()  # any number of lines
    LINE = auto()  # one line
    ANSWERS = auto()  # one line each time, may be repeated; kept joined by newlines
    IDS = auto()  # ids with commas, or "none"; kept joined by spaces


@dataclass(frozen=True, slots=True)
class _Slot:
    """A field of a kind of card: its word in the file, its name in the note."""

    word: str
    name: str
    form: _Form = _Form.TEXT


_EXTRA = _Slot("Extra", "extra")
_LEVEL = _Slot("Level", "level", _Form.LINE)
_LAYOUTS = {
    Kind.BASIC: (_Slot("Q", "front"), _Slot("A", "back"), _EXTRA),
    Kind.TYPED: (_Slot("T", "front"), _Slot("A", "answers", _Form.ANSWERS), _EXTRA),
    Kind.CLOZE: (_Slot("C", "text"), _EXTRA),
    Kind.QUESTION: (
        *(_Slot("Question", "prompt"), _LEVEL, _Slot("Intent", "intent"), _Slot("Follows", "follows", _Form.IDS)),
        *(_Slot("Shows", "shows", _Form.IDS), _Slot("Avoid", "avoid", _Form.IDS)),
        *(_Slot("Seconds", "seconds", _Form.LINE), _Slot("Skeleton", "skeleton"), _EXTRA),
    ),
    Kind.CRITIQUE: (
        *(_Slot("Critique", "sample"), _Slot("Answers", "question", _Form.IDS)),
        *(_Slot("Sample", "sample_kind", _Form.LINE), _LEVEL, _Slot("Pitfalls", "pitfalls", _Form.IDS)),
        *(_Slot("Missing", "missing", _Form.IDS), _Slot("Good", "good"), _Slot("Weak", "weak")),
        *(_Slot("Better", "better"), _EXTRA),
    ),
}
_KINDS = {layout[0].word: kind for kind, layout in _LAYOUTS.items()}
_SLOTS = {kind: {slot.word: slot for slot in layout} for kind, layout in _LAYOUTS.items()}
_WORDS = dict.fromkeys([*(slot.word for layout in _LAYOUTS.values() for slot in layout), "Id", "Tags"])
_STARTERS = ", ".join(f"{word}:" for word in _KINDS)
_ALLOWED = {
    "level": re.compile("entry|senior|any"),
    "sample_kind": re.compile("classes|training|further-study|two-horizons|certification|first-position"),
    "seconds": re.compile("[0-9]{1,4}(?:-[0-9]{1,4})?"),
}
_ALLOWED_IN_WORDS = {"seconds": "a pace such as 60-120"}

_BEGINS = rf"(?:{'|'.join(_WORDS)}):(?!:)"
_FIELD = re.compile(rf"(?P<word>{'|'.join(_WORDS)}):(?!:)[ \t]*")
_SEPARATOR = re.compile(r"---[ \t]*")
_FENCE = re.compile(r"[ \t]*(`{3,}(?=[^`]*$)|~{3,})")
_ESCAPED = re.compile(rf"\\+(?:{_BEGINS}|---[ \t]*$|[ \t]*(?:```|~~~))")
_NEEDS_ESCAPE = re.compile(rf"{_BEGINS}|---[ \t]*$|{_ESCAPED.pattern}")
_ID = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class DeckFile:
    """A deck as read from a file: its nested name, what it is for, the tags that all its notes carry, the notes."""

    deck: str
    about: str
    tags: tuple[str, ...]
    notes: tuple[NoteDraft, ...]


def read_deck_file(path: str | Path) -> DeckFile:
    """The deck in a UTF-8 file. Raises DeckFileError with every problem in it, DrillsError if it can't be read."""
    try:
        with Path(path).open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise DrillsError(f"{path} can't be read: {reason}.", hint="Is the name right?") from error
    return parse_deck(_decoded(content, str(path)), str(path))


def parse_deck(text: str, file: str) -> DeckFile:
    """The deck that a file's text holds; without a name of its own it is called after the file.

    Raises DeckFileError with every problem found, each with its line.
    """
    reading = _Reading(file)
    lines = storable(text.removeprefix("\ufeff")).split("\n")
    front, body = _front_matter(lines, reading)
    scanner = _Scanner(reading)
    for number, line in enumerate(lines[body:], body + 1):
        scanner.read(number, line)
    scanner.finish()
    deck, tags = _deck_name(front, reading), _deck_tags(front, reading)
    drafts = [_draft(card, deck, tags, reading) for card in reading.cards]
    if reading.problems:
        raise DeckFileError(sorted(reading.problems, key=lambda problem: problem.line))
    return DeckFile(deck, front.get("about", ("", 0))[0], tags, tuple(drafts))


def write_deck(deck: str, about: str, tags: Sequence[str], notes: Iterable[NoteDraft]) -> str:
    """A deck as the text of a file. `tags` are those that all the notes carry; they are written once.

    Raises ValueError for a note with a field that its kind doesn't have.
    """
    head = {"deck": deck, "tags": ", ".join(tags), "about": about}
    front = ["---", *(f"{key}: {' '.join(value.split())}" for key, value in head.items() if value), "---"]
    return "\n\n".join(["\n".join(front), *("\n".join(_written(note, tags)) for note in notes)]) + "\n"


# Reading: lines → fields → cards → notes


@dataclass(slots=True)
class _Field:
    """A field as found: its word, its line, and its text by lines, escapes already taken away."""

    word: str
    line: int
    lines: list[str]


class _Reading:
    """A file being read: the cards found so far, each a list of fields, and the problems."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.cards: list[list[_Field]] = []
        self.problems: list[Problem] = []
        self.lines_of_ids: dict[str, int] = {}

    def complain(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.file, line, message))


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


def _front_matter(lines: list[str], reading: _Reading) -> tuple[dict[str, tuple[str, int]], int]:
    """The entries before the cards, each with its line, and the index of the first line after them."""
    entries: dict[str, tuple[str, int]] = {}
    start = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    if start == len(lines) or not _SEPARATOR.fullmatch(lines[start]):
        return entries, start
    rest = range(start + 1, len(lines))
    end = next((n for n in rest if _SEPARATOR.fullmatch(lines[n]) or _FIELD.match(lines[n])), len(lines))
    for index in range(start + 1, end):
        _front_entry(lines[index], index + 1, entries, reading)
    if end < len(lines) and _SEPARATOR.fullmatch(lines[end]):
        return entries, end + 1
    reading.complain(start + 1, "the front matter that begins here is never closed by a line ---")
    return entries, end


def _front_entry(text: str, line: int, entries: dict[str, tuple[str, int]], reading: _Reading) -> None:
    key, colon, value = (part.strip() for part in text.partition(":"))
    if colon and key in ("deck", "tags", "about") and key not in entries:
        entries[key] = value, line
    elif key in entries:
        reading.complain(line, f"a second {key}: in the front matter")
    elif text.strip():
        reading.complain(line, f'the front matter has deck:, tags: and about:, not "{one_line(text, 30)}"')


def _deck_name(front: Mapping[str, tuple[str, int]], reading: _Reading) -> str:
    name, line = front.get("deck", (Path(reading.file).stem, 0))
    parts = [part.strip() for part in storable(name).split("::")]
    if not all(parts):
        reading.complain(line, "the deck's name has an empty part")
    return "::".join(parts)


def _deck_tags(front: Mapping[str, tuple[str, int]], reading: _Reading) -> tuple[str, ...]:
    return _tags(*front.get("tags", ("", 0)), reading)


class _Scanner:
    """Cuts lines into cards and their fields."""

    def __init__(self, reading: _Reading) -> None:
        self._reading = reading
        self._card: list[_Field] | None = None
        self._fence: tuple[str, int] | None = None
        self._strayed = False

    def read(self, number: int, line: str) -> None:
        """Takes the next line."""
        if self._fence:
            self._keep(number, line)
            self._fence = None if _closes(line, self._fence[0]) else self._fence
        elif _SEPARATOR.fullmatch(line):
            self._card, self._strayed = None, False
        elif match := _FIELD.match(line):
            self._begin(match["word"], number, line[match.end() :])
        else:
            self._keep(number, line[1:] if _ESCAPED.match(line) else line)
            self._open_fence(number, line)

    def finish(self) -> None:
        """Says so if the file ends within a code fence."""
        if self._fence:
            marks, number = self._fence
            self._reading.complain(number, f"the code fence {marks[:3]} that begins here is never closed")

    def _begin(self, word: str, number: int, text: str) -> None:
        if word in _KINDS:
            self._card = []
            self._reading.cards.append(self._card)
        elif self._card is None:
            self._card = []
            self._reading.complain(number, f"{word}: belongs to no card; a card begins with {_STARTERS}")
        self._card.append(_Field(word, number, [text]))
        self._strayed = False
        self._open_fence(number, text)

    def _keep(self, number: int, line: str) -> None:
        """Adds a line to the field it belongs to; complains once of a passage that belongs to none."""
        if self._card is not None:
            self._card[-1].lines.append(line)
        elif not (self._strayed or _is_remark(line)):
            self._strayed = True
            self._reading.complain(number, f"this text belongs to no card; a card begins with {_STARTERS}")

    def _open_fence(self, number: int, line: str) -> None:
        if opened := _FENCE.match(line):
            self._fence = opened[1], number


def _is_remark(line: str) -> bool:
    return not line.strip() or line.startswith("#")


def _closes(line: str, fence: str) -> bool:
    marks = line.strip(" \t")
    return len(marks) >= len(fence) and marks == fence[0] * len(marks)


def _draft(card: list[_Field], deck: str, tags: tuple[str, ...], reading: _Reading) -> NoteDraft:
    kind = _KINDS[card[0].word]
    found = _by_word(card, kind, reading)
    values = {slot.name: _value(slot, found[slot.word], reading) for slot in _LAYOUTS[kind] if slot.word in found}
    fields = {name: value for name, value in values.items() if value}
    if lack := _lack(kind, fields, found):
        reading.complain(card[0].line, lack)
    own = [tag for field in found.get("Tags", ()) for tag in _tags(_line(field, reading), field.line, reading)]
    key = _key(found["Id"][0], reading) if "Id" in found else None
    return NoteDraft(kind, fields, tuple(dict.fromkeys((*tags, *own))), key, deck, card[0].line)


def _by_word(card: list[_Field], kind: Kind, reading: _Reading) -> dict[str, list[_Field]]:
    """The fields of a card that have their place in it, those of the same word together."""
    found: dict[str, list[_Field]] = {}
    for field in card:
        slot = _SLOTS[kind].get(field.word)
        word = f'{field.word}: (for plain text write "\\{field.word}:")'
        if not slot and field.word not in ("Id", "Tags"):
            reading.complain(field.line, f"a {kind} card has no {word}")
        elif field.word in found and not (slot and slot.form is _Form.ANSWERS):
            reading.complain(field.line, f"a second {word}; the first is in line {found[field.word][0].line}")
        else:
            found.setdefault(field.word, []).append(field)
    return found


def _lack(kind: Kind, fields: Mapping[str, str], found: Mapping[str, list[_Field]]) -> str:
    """What a card needs and lacks, in words; empty if it is complete."""
    starter = _LAYOUTS[kind][0]
    if starter.name not in fields:
        return f"{starter.word}: has no text"
    if kind is Kind.CLOZE:
        return "" if cloze.numbers(fields["text"]) else "this card hides nothing; write {{c1::…}} around what to recall"
    if kind is Kind.CRITIQUE:
        enough = "better" in fields or "weak" in fields or "Pitfalls" in found
        return "" if enough else "this critique needs a Better:, a Weak: or its Pitfalls:"
    needed = {Kind.BASIC: "A", Kind.TYPED: "A", Kind.QUESTION: "Intent"}[kind]
    return "" if _SLOTS[kind][needed].name in fields else f"this card has no {needed}:"


def _value(slot: _Slot, fields: list[_Field], reading: _Reading) -> str:
    match slot.form:
        case _Form.TEXT:
            return _trimmed(fields[0].lines)
        case _Form.ANSWERS:
            return "\n".join(filter(None, (_line(field, reading) for field in fields)))
        case _Form.IDS:
            return _ids(fields[0], reading)
        case _Form.LINE:
            return _choice(slot, fields[0], reading)


def _trimmed(lines: list[str]) -> str:
    """The lines without blank ones around them, and without space at the end."""
    filled = [index for index, line in enumerate(lines) if line.strip(" \t")]
    return "\n".join(lines[filled[0] : filled[-1] + 1]).rstrip(" \t") if filled else ""


def _line(field: _Field, reading: _Reading) -> str:
    """The single line of a field. What follows it belongs to nothing, and may only be a remark."""
    filled = [(index, line) for index, line in enumerate(field.lines) if line.strip(" \t")]
    strays = [index for index, line in filled[1:] if not _is_remark(line)]
    if strays:
        reading.complain(field.line + strays[0], f"{field.word}: takes one line; this text belongs to nothing")
    return filled[0][1].strip(" \t") if filled else ""


def _choice(slot: _Slot, field: _Field, reading: _Reading) -> str:
    """A line of which only certain values make sense."""
    value = _line(field, reading)
    if slot.name == "seconds":
        value = re.sub(r"\s*[-–]\s*", "-", value)
    if value and not _ALLOWED[slot.name].fullmatch(value):
        choices = _ALLOWED_IN_WORDS.get(slot.name) or _ALLOWED[slot.name].pattern.replace("|", ", ")
        reading.complain(field.line, f'{slot.word}: takes {choices}, not "{one_line(value, 30)}"')
    return value


def _ids(field: _Field, reading: _Reading) -> str:
    ids = _line(field, reading).replace(",", " ").split()
    if bad := [name for name in ids if not _ID.fullmatch(name)]:
        reading.complain(field.line, f'{field.word}: takes ids with commas between them, not "{one_line(bad[0], 30)}"')
    return "" if ids == ["none"] else " ".join(dict.fromkeys(ids))


def _key(field: _Field, reading: _Reading) -> str | None:
    key = _line(field, reading)
    if not _ID.fullmatch(key):
        reading.complain(field.line, f'an Id: has letters, digits, ".", "_" and "-" only, not "{one_line(key, 30)}"')
    elif (first := reading.lines_of_ids.setdefault(key, field.line)) != field.line:
        reading.complain(field.line, f"the Id {one_line(key, 30)} is already that of the card with line {first}")
    return key


def _tags(text: str, line: int, reading: _Reading) -> tuple[str, ...]:
    tags = tuple(filter(None, (tag.strip() for tag in text.split(","))))
    for tag in tags:
        if tag.split() != [tag]:
            reading.complain(line, f'a tag has no spaces: "{one_line(tag, 30)}"; put commas between tags')
    return tags


# Writing


def _written(note: NoteDraft, deck_tags: Sequence[str]) -> Iterator[str]:
    unknown = note.fields.keys() - {slot.name for slot in _LAYOUTS[note.kind]}
    if unknown:
        raise ValueError(f"a {note.kind} note has no field {', '.join(sorted(unknown))}")
    for slot in _LAYOUTS[note.kind]:
        yield from _written_slot(slot, note.fields.get(slot.name, ""))
    if note.kind is Kind.CRITIQUE and not note.fields.keys() & {"better", "weak", "pitfalls"}:
        yield "Pitfalls: none"
    if note.key is not None:
        yield f"Id: {note.key}"
    if own := [tag for tag in note.tags if tag not in deck_tags]:
        yield f"Tags: {', '.join(own)}"


def _written_slot(slot: _Slot, value: str) -> Iterator[str]:
    if slot.form is _Form.IDS and value:
        yield f"{slot.word}: {', '.join(value.split())}"
    elif value:
        texts = value.split("\n") if slot.form is _Form.ANSWERS else [value]
        yield from (_written_text(slot.word, text) for text in texts)


def _written_text(word: str, text: str) -> str:
    """A field with its text behind its word, or below it where the first line would be read otherwise."""
    first, *others = _escaped(text.split("\n"))
    below = first.startswith((" ", "\t", "```", "~~~", "\\")) or (others and first.startswith("- "))
    return "\n".join([f"{word}:", first, *others] if below else [f"{word}: {first}", *others])


def _escaped(lines: list[str]) -> Iterator[str]:
    """The lines with a backslash before each that would begin a field, a card or a fence that nothing closes."""
    fence = ""
    for line, closers in zip(lines, _closers_below(lines), strict=True):
        opened = None if fence else _FENCE.match(line)
        if fence:
            yield line
            fence = "" if _closes(line, fence) else fence
        elif opened and len(opened[1]) <= closers[opened[1][0]]:
            yield line
            fence = opened[1]
        else:
            yield f"\\{line}" if opened or _NEEDS_ESCAPE.match(line) else line


def _closers_below(lines: list[str]) -> list[dict[str, int]]:
    """For each line, the longest line of nothing but backticks, and but tildes, that stands below it."""
    longest, found = {"`": 0, "~": 0}, []
    for line in reversed(lines):
        found.append(longest)
        marks = line.strip(" \t")
        if marks and marks[0] in longest and _closes(line, marks[0] * 3):
            longest = {**longest, marks[0]: max(longest[marks[0]], len(marks))}
    return found[::-1]
