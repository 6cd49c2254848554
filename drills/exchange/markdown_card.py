"""A card cut from a deck file → a note, its fields checked and put in their form; what is wrong is reported."""

import re
from collections.abc import Mapping

from drills import cloze
from drills.exchange.markdown_layout import KINDS, LAYOUTS, SLOTS, Form, Slot
from drills.exchange.markdown_scan import Field, Reading, is_remark
from drills.models import Kind, NoteDraft
from drills.text import one_line

_ALLOWED = {
    "level": re.compile("entry|senior|any"),
    "sample": re.compile("classes|training|further-study|two-horizons|certification|first-position"),
    "seconds": re.compile("[0-9]{1,4}(?:-[0-9]{1,4})?"),
}
_ALLOWED_IN_WORDS = {"seconds": "a pace such as 60-120"}
_BRACKETS = re.compile(r"(?<!!)\[[^\[\]]+\](?!\()")
_ID = re.compile(r"[A-Za-z0-9._-]+")


def draft_of(card: list[Field], deck: str, tags: tuple[str, ...], reading: Reading) -> NoteDraft:
    """The note of a card, in a deck whose notes all carry `tags`; problems go to `reading`."""
    kind = KINDS[card[0].word]
    found = _by_word(card, kind, reading)
    values = {slot.name: _value(slot, found[slot.word], reading) for slot in LAYOUTS[kind] if slot.word in found}
    fields = {name: value for name, value in values.items() if value}
    if kind is Kind.CLOZE and _in_brackets(fields.get("text", "")):
        reading.bracketed.append(card[0].line)
    elif lack := _lack(kind, fields, found):
        reading.complain(card[0].line, lack)
    own = [tag for field in found.get("Tags", ()) for tag in tags_in(_line(field, reading), field.line, reading)]
    key = _key(found["Id"][0], reading) if "Id" in found else None
    return NoteDraft(kind, fields, tuple(dict.fromkeys((*tags, *own))), key, deck, card[0].line)


def _by_word(card: list[Field], kind: Kind, reading: Reading) -> dict[str, list[Field]]:
    """The fields of a card that have their place in it, those of the same word together."""
    found: dict[str, list[Field]] = {}
    for field in card:
        slot = SLOTS[kind].get(field.word)
        word = f'{field.word}: (for plain text write "\\{field.word}:")'
        if not slot and field.word not in ("Id", "Tags"):
            reading.complain(field.line, f"a {kind} card has no {word}")
        elif field.word in found and not (slot and slot.form is Form.ANSWERS):
            reading.complain(field.line, f"a second {word}; the first is in line {found[field.word][0].line}")
        else:
            found.setdefault(field.word, []).append(field)
    return found


def _in_brackets(text: str) -> bool:
    """Whether a text hides nothing and has [brackets], hashcards' way to write gaps; links and pictures have others."""
    return not cloze.numbers(text) and _BRACKETS.search(text) is not None


def _lack(kind: Kind, fields: Mapping[str, str], found: Mapping[str, list[Field]]) -> str:
    """What a card needs and lacks, in words; empty if it is complete."""
    starter = LAYOUTS[kind][0]
    if starter.name not in fields:
        return f"{starter.word}: has no text"
    if kind is Kind.CLOZE:
        return "" if cloze.numbers(fields["text"]) else "this card hides nothing; write {{c1::…}} around what to recall"
    if kind is Kind.CRITIQUE:
        enough = "better" in fields or "weak" in fields or "Pitfalls" in found
        return "" if enough else "this critique needs a Better:, a Weak: or its Pitfalls:"
    if kind is Kind.QUESTION:
        return ""
    return "" if SLOTS[kind]["A"].name in fields else "this card has no A:"


def _value(slot: Slot, fields: list[Field], reading: Reading) -> str:
    match slot.form:
        case Form.TEXT:
            return _trimmed(fields[0].lines)
        case Form.ANSWERS:
            return "\n".join(filter(None, (_line(field, reading) for field in fields)))
        case Form.IDS:
            return _ids(fields[0], reading)
        case Form.LINE:
            return _choice(slot, fields[0], reading)


def _trimmed(lines: list[str]) -> str:
    """The lines without blank ones around them, and without space at the end."""
    filled = [index for index, line in enumerate(lines) if line.strip(" \t")]
    return "\n".join(lines[filled[0] : filled[-1] + 1]).rstrip(" \t") if filled else ""


def _line(field: Field, reading: Reading) -> str:
    """The single line of a field. What follows it belongs to nothing, and may only be a remark."""
    filled = [(index, line) for index, line in enumerate(field.lines) if line.strip(" \t")]
    strays = [index for index, line in filled[1:] if not is_remark(line)]
    if strays:
        reading.complain(field.line + strays[0], f"{field.word}: takes one line; this text belongs to nothing")
    return filled[0][1].strip(" \t") if filled else ""


def _choice(slot: Slot, field: Field, reading: Reading) -> str:
    """A line of which only certain values make sense."""
    value = _line(field, reading)
    if slot.name == "seconds":
        value = re.sub(r"\s*[-–]\s*", "-", value)
    if value and not _ALLOWED[slot.name].fullmatch(value):
        choices = _ALLOWED_IN_WORDS.get(slot.name) or _ALLOWED[slot.name].pattern.replace("|", ", ")
        reading.complain(field.line, f'{slot.word}: takes {choices}, not "{one_line(value, 30)}"')
    return value


def _ids(field: Field, reading: Reading) -> str:
    ids = _line(field, reading).replace(",", " ").split()
    if bad := [name for name in ids if not _ID.fullmatch(name)]:
        reading.complain(field.line, f'{field.word}: takes ids with commas between them, not "{one_line(bad[0], 30)}"')
    return "" if ids == ["none"] else " ".join(dict.fromkeys(ids))


def _key(field: Field, reading: Reading) -> str | None:
    key = _line(field, reading)
    if not _ID.fullmatch(key):
        reading.complain(field.line, f'an Id: has letters, digits, ".", "_" and "-" only, not "{one_line(key, 30)}"')
    elif (first := reading.lines_of_ids.setdefault(key, field.line)) != field.line:
        reading.complain(field.line, f"the Id {one_line(key, 30)} is already that of the card with line {first}")
    return key


def tags_in(text: str, line: int, reading: Reading) -> tuple[str, ...]:
    """The tags in a line of them, with commas between; problems go to `reading`."""
    tags = tuple(filter(None, (tag.strip() for tag in text.split(","))))
    for tag in tags:
        if tag.split() != [tag]:
            reading.complain(line, f'a tag has no spaces: "{one_line(tag, 30)}"; put commas between tags')
    return tags
