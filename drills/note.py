"""What a note is made of, by kind; what makes one acceptable; and the lasting key that it is known by.

Keys have four forms, all of them letters, digits, `.`, `_` and `-`, so that each can stand behind `Id:` in a deck file:

    note.6f1c…          written in Readyby
    shipped.Q1          shipped with Readyby, there under the id Q1
    Q1.at-0a1b2c3d4e    from the user's own file with the id Q1; the end stands for the deck that the file names,
                        so that equal ids in different decks, or in the shipped ones, never meet
    text.91ab…          from a file without an id: stands for deck, kind and text

A deck file that Readyby writes carries whole keys where the plain id would not lead back to the same note.
"""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from drills.cloze import blanks, numbers
from drills.composing.critique import checked_faults
from drills.element import ids_in
from drills.errors import InputError
from drills.models import Kind, NoteDraft
from drills.text import one_line, storable, visible

DEFAULT_DECK = "My cards"
DECK_DEPTH = 8
DECK_PART = 80  # characters
TAG_LENGTH = 80
FIELD_LENGTH = 50_000
LEVELS = ("any", "entry", "senior")
SAMPLES = ("classes", "training", "further-study", "two-horizons", "certification", "first-position")


@dataclass(frozen=True, slots=True)
class FieldRule:
    """A field of a kind: its name in storage, its label, and how it is asked for."""

    name: str
    label: str
    required: bool = False
    multiline: bool = False
    hint: str = ""


_EXTRA = FieldRule("extra", "Extra", multiline=True, hint="shown under the answer")
_LEVEL = FieldRule("level", "Level", hint="any, entry or senior")

FIELDS: dict[Kind, tuple[FieldRule, ...]] = {
    Kind.BASIC: (
        FieldRule("front", "Question", required=True, multiline=True),
        FieldRule("back", "Answer", required=True, multiline=True),
        _EXTRA,
    ),
    Kind.TYPED: (
        FieldRule("front", "Question", required=True, multiline=True),
        FieldRule("answers", "Accepted answers", required=True, multiline=True, hint="one a line, the best first"),
        _EXTRA,
    ),
    Kind.CLOZE: (
        FieldRule("text", "Text", required=True, multiline=True, hint="hide with {{c1::words}} or {{c1::words::hint}}"),
        _EXTRA,
    ),
    Kind.QUESTION: (
        FieldRule("prompt", "Question", required=True, multiline=True),
        FieldRule("skeleton", "Skeleton", multiline=True, hint="prompts for an answer of your own, one a line"),
        FieldRule("intent", "What they want to learn", multiline=True),
        _LEVEL,
        FieldRule("follows", "Asked after", hint="ids of questions, with commas"),
        FieldRule("shows", "A good answer shows", hint="E1, E2"),
        FieldRule("avoid", "Pitfalls to watch", hint="A1, A4"),
        FieldRule("seconds", "Pace", hint="seconds, as in 60-120"),
        _EXTRA,
    ),
    Kind.CRITIQUE: (
        FieldRule("text", "Sample answer", required=True, multiline=True),
        FieldRule("answers", "Answers the question", hint="the question's id"),
        FieldRule("sample", "Sort of sample", hint=", ".join(SAMPLES)),
        _LEVEL,
        FieldRule("pitfalls", "Pitfalls in it", hint="A1, A4"),
        FieldRule("missing", "Missing from it", hint="E1, E3"),
        FieldRule("faults", "Words at fault", multiline=True, hint="one a line, as in A4: some classes"),
        FieldRule("good", "What is good", multiline=True),
        FieldRule("weak", "What is weak", multiline=True),
        FieldRule("better", "A better version", multiline=True),
        _EXTRA,
    ),
}
"""The fields of each kind, in the order a form asks for them; the first is the note's own text."""

_PACE = re.compile(r"(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?")
_IDS = re.compile(r"[A-Za-z0-9._ -]+")
_ID = re.compile(r"[A-Za-z0-9._-]{1,140}")
_WHOLE_KEY = re.compile(r"note\.[0-9a-f]{16}|text\.[0-9a-f]{16}|shipped\..+|.+\.at-[0-9a-f]{10}")
_FILE_KEY = re.compile(r"(.+)(\.at-[0-9a-f]{10})")
_SHIPPED = "shipped."


def main_text(kind: Kind, fields: Mapping[str, str]) -> str:
    """The text that the note is about: its question, its cloze text, its sample answer."""
    return fields.get(FIELDS[kind][0].name, "")


def first_line(kind: Kind, fields: Mapping[str, str], limit: int | None = None) -> str:
    """The note in one line, safe to draw; a cloze text with its gaps filled."""
    text = main_text(kind, fields)
    if kind is Kind.CLOZE:
        text = plain_cloze(text)
    first = next((line for line in text.split("\n") if line.strip()), "")
    return one_line(first, limit)


def plain_cloze(text: str) -> str:
    """A cloze text with its gaps filled."""
    return "".join(run.text for run in blanks(text, 0))


def card_ordinals(kind: Kind, fields: Mapping[str, str]) -> tuple[int, ...]:
    """The cards that the note makes: one per number for cloze, else the single card 0."""
    return tuple(sorted(set(numbers(fields["text"])))) if kind is Kind.CLOZE else (0,)


def checked(draft: NoteDraft) -> NoteDraft:
    """The draft as it is stored: texts cleaned, empty fields left out. Raises InputError saying what is missing."""
    found = _checked_fields(draft)
    _CHECKS[draft.kind](found)
    fields = {rule.name: found[rule.name] for rule in FIELDS[draft.kind] if rule.name in found}
    if draft.key is not None and not _ID.fullmatch(draft.key):
        raise InputError(f"“{one_line(draft.key, 40)}” can't be an id.", hint="Use letters, digits, . _ and -.")
    return replace(draft, fields=fields, tags=checked_tags(draft.tags), deck=deck_name(draft.deck or DEFAULT_DECK))


def deck_name(name: str) -> str:
    """A deck's name with its parts cleaned: no empty ones, white space folded, at most 8 parts of 80 characters."""
    parts = [" ".join(part.split()) for part in storable(name).split("::")]
    parts = [part for part in parts if part]
    if not parts:
        raise InputError("A deck needs a name.", hint="For example: Career goals::Pitfalls")
    if len(parts) > DECK_DEPTH:
        raise InputError(f"A deck can lie at most {DECK_DEPTH} levels deep; this one has {len(parts)}.")
    if any(len(part) > DECK_PART for part in parts):
        raise InputError(f"A deck's name is too long: {DECK_PART} characters for each part between :: are the limit.")
    return "::".join(parts)


def checked_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """The tags cleaned, each once (capitals don't tell them apart). Raises InputError for one with white space."""
    kept: dict[str, str] = {}
    for tag in tags:
        clean = "::".join(part for part in storable(tag).strip().split("::") if part)
        if not clean:
            continue
        if len(clean.split()) > 1 or "," in clean:
            raise InputError(f"“{one_line(clean, 40)}” can't be a tag.", hint="A tag is one word, as in interview.")
        if len(clean) > TAG_LENGTH:
            raise InputError(f"A tag is too long: {TAG_LENGTH} characters are the limit.")
        kept.setdefault(clean.lower(), clean)
    return tuple(kept.values())


def _checked_fields(draft: NoteDraft) -> dict[str, str]:
    rules = FIELDS[draft.kind]
    unknown = set(draft.fields) - {rule.name for rule in rules}
    if unknown:
        names = ", ".join(sorted(one_line(name, 40) for name in unknown))
        raise InputError(f"A {draft.kind} card has no field {names}.")
    fields: dict[str, str] = {}
    for rule in rules:
        text = _trimmed(storable(draft.fields.get(rule.name, "")))
        if rule.required and not text:
            raise InputError(f"{rule.label} is empty.", hint=f"A {draft.kind} card needs it.")
        if len(text) > FIELD_LENGTH:
            raise InputError(f"{rule.label} is too long: {FIELD_LENGTH:,} characters are the limit.")
        if text:
            fields[rule.name] = text
    return fields


def _trimmed(text: str) -> str:
    """The text without blank lines around it and without trailing white space; an indented first line stays so."""
    lines = text.rstrip().split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    return "\n".join(lines)


def _check_typed(fields: dict[str, str]) -> None:
    fields["answers"] = "\n".join(line.strip() for line in fields["answers"].split("\n") if line.strip())


def _check_cloze(fields: dict[str, str]) -> None:
    if not numbers(fields["text"]):
        raise InputError("Nothing is hidden in the text.", hint="Hide words with {{c1::words}}.")


def _check_question(fields: dict[str, str]) -> None:
    _check_level(fields)
    _join_ids(fields, "follows", "shows", "avoid")
    if pace := fields.get("seconds"):
        match = _PACE.fullmatch(pace)
        if not match:
            raise InputError(f"“{one_line(pace, 40)}” is no pace.", hint="Write seconds from-to: 60-120.")
        fields["seconds"] = "-".join(filter(None, match.groups()))


def _check_critique(fields: dict[str, str]) -> None:
    _check_level(fields)
    _join_ids(fields, "answers", "pitfalls", "missing")
    if words := fields.get("faults"):
        fields["faults"] = checked_faults(words, fields["text"])
    if sort := fields.get("sample"):
        fields["sample"] = sort.lower()
        if fields["sample"] not in SAMPLES:
            raise InputError(f"“{one_line(sort, 40)}” is no sort of sample.", hint=f"Choose {', '.join(SAMPLES)}.")


def _join_ids(fields: dict[str, str], *names: str) -> None:
    """Ids as a deck file has them: in their order, a space between; without any, no field."""
    for name in names:
        if ids := " ".join(dict.fromkeys(ids_in(fields.pop(name, "")))):
            if not _IDS.fullmatch(ids):
                raise InputError(f"“{one_line(ids, 40)}” are no ids.", hint="Write ids with commas, as in Q2, Q3.")
            fields[name] = ids


def _check_level(fields: dict[str, str]) -> None:
    if level := fields.get("level"):
        if level.lower() not in LEVELS:
            raise InputError(f"“{one_line(level, 40)}” is no level.", hint=f"Choose {', '.join(LEVELS)}.")
        fields["level"] = level.lower()


_CHECKS = {
    Kind.BASIC: lambda fields: None,
    Kind.TYPED: _check_typed,
    Kind.CLOZE: _check_cloze,
    Kind.QUESTION: _check_question,
    Kind.CRITIQUE: _check_critique,
}


def new_key() -> str:
    """A key for a note that is written in Readyby."""
    return f"note.{secrets.token_hex(8)}"


def shipped_key(id_: str) -> str:
    """The key of a shipped note."""
    return _SHIPPED + id_


def file_key(draft: NoteDraft) -> str:
    """The key of a note in a user's deck file; `draft.key` is its id there, if it has one."""
    if draft.key is None:
        return f"text.{_digest(draft.deck.casefold(), draft.kind.value, main_text(draft.kind, draft.fields))[:16]}"
    if _WHOLE_KEY.fullmatch(draft.key):
        return draft.key
    return f"{draft.key}.at-{_digest(draft.deck.casefold())[:10]}"


def file_id(key: str, deck: str) -> str:
    """What to write behind `Id:` in a file of that deck, so that importing it finds the note again."""
    match = _FILE_KEY.fullmatch(key)
    if match and not _WHOLE_KEY.fullmatch(match[1]) and match[2] == f".at-{_digest(deck.casefold())[:10]}":
        return match[1]
    return key


def named_by(key: str, id_: str) -> tuple[str, ...]:
    """The keys that an id mentioned in a note (as in `Follows: Q2`) may stand for, the likeliest first."""
    if _WHOLE_KEY.fullmatch(id_):
        return (id_,)
    match = _FILE_KEY.fullmatch(key)
    own = (id_ + match[2],) if match else ()
    return (*own, shipped_key(id_))


def plain_id(key: str) -> str:
    """The id that a note goes by in its deck file ("Q1"), safe to draw; empty for one that has none."""
    if key.startswith(("note.", "text.")):
        return ""
    return visible(key.removeprefix(_SHIPPED).rpartition(".at-")[0] or key.removeprefix(_SHIPPED))


def _digest(*texts: str) -> str:
    return sha256("\0".join(storable(text) for text in texts).encode()).hexdigest()
