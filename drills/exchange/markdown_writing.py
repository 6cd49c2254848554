"""A note → the lines of its card in a deck file, so that reading them gives an equal note."""

from collections.abc import Iterator, Sequence

from drills.exchange.markdown_layout import FENCE, LAYOUTS, NEEDS_ESCAPE, Form, Slot, closes
from drills.models import Kind, NoteDraft


def written(note: NoteDraft, deck_tags: Sequence[str]) -> Iterator[str]:
    """The fields of the note as they stand in a file, without the tags of the whole deck.

    Raises ValueError for a field that its kind doesn't have.
    """
    unknown = note.fields.keys() - {slot.name for slot in LAYOUTS[note.kind]}
    if unknown:
        raise ValueError(f"a {note.kind} note has no field {', '.join(sorted(unknown))}")
    for slot in LAYOUTS[note.kind]:
        yield from _written_slot(slot, note.fields.get(slot.name, ""))
    if note.kind is Kind.CRITIQUE and not note.fields.keys() & {"better", "weak", "pitfalls"}:
        yield "Pitfalls: none"
    if note.key is not None:
        yield f"Id: {note.key}"
    if own := [tag for tag in note.tags if tag not in deck_tags]:
        yield f"Tags: {', '.join(own)}"


def _written_slot(slot: Slot, value: str) -> Iterator[str]:
    if slot.form is Form.IDS and value:
        yield f"{slot.word}: {', '.join(value.split())}"
    elif value:
        texts = value.split("\n") if slot.form is Form.ANSWERS else [value]
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
        opened = None if fence else FENCE.match(line)
        if fence:
            yield line
            fence = "" if closes(line, fence) else fence
        elif opened and len(opened[1]) <= closers[opened[1][0]]:
            yield line
            fence = opened[1]
        else:
            yield f"\\{line}" if opened or NEEDS_ESCAPE.match(line) else line


def _closers_below(lines: list[str]) -> list[dict[str, int]]:
    """For each line, the longest line of nothing but backticks, and but tildes, that stands below it."""
    longest, found = {"`": 0, "~": 0}, []
    for line in reversed(lines):
        found.append(longest)
        marks = line.strip(" \t")
        if marks and marks[0] in longest and closes(line, marks[0] * 3):
            longest = {**longest, marks[0]: max(longest[marks[0]], len(marks))}
    return found[::-1]
