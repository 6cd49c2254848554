"""What is typed into the search box, taken apart. Nothing in it is ever an error: what is odd is just text."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from drills.models import Kind
from drills.text import storable

MOST_TERMS = 24
LONGEST_TERM = 200  # characters

STATES = ("new", "due", "suspended", "leech", "learning", "review")

# Ideographs, kana, bopomofo, hangul: written without spaces, so each is a word of its own in the index.
_SPACELESS = re.compile(
    "[\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3100-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
_TERM = re.compile(r'(-?)(?:(deck|tag|kind|is|flag):)?(?:"([^"]*)("?)|(\S*))', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """One condition: `field` is text, deck, tag, kind, is or flag; `open` means that more may yet be typed."""

    field: str
    value: str
    negated: bool = False
    open: bool = True


def terms(text: str) -> tuple[Term, ...]:
    """The conditions in a search text, all of which must hold."""
    found: list[Term] = []
    for match in _TERM.finditer(storable(text)):
        if term := _term(*match.groups(default="")):
            found.append(term)
        if len(found) == MOST_TERMS:
            break
    return tuple(dict.fromkeys(found))


def _term(minus: str, field: str, quoted: str, quote: str, word: str) -> Term | None:
    value = (quoted or word).strip()[:LONGEST_TERM]
    if not value:
        return None
    field, unfinished = field.lower(), not quote
    known = _KNOWN.get(field)
    if known is None:
        return Term("text", value, bool(minus), unfinished)
    meant = known(value.lower())
    return (
        Term("text", f"{field}:{value}", bool(minus)) if meant is None else Term(field, meant, bool(minus), unfinished)
    )


def _one_of(*names: str) -> dict[str, str]:
    """Each name by all its beginnings that mean it alone, so that filters work while they are typed."""
    starts: dict[str, str] = {}
    for end in range(1, max(map(len, names)) + 1):
        for start in {name[:end] for name in names}:
            meant = [name for name in names if name.startswith(start)]
            if len(meant) == 1 or start in names:
                starts[start] = start if start in names else meant[0]
    return starts


_KINDS = _one_of(*(kind.value for kind in Kind))
_STATES = _one_of(*STATES)
_FLAGS = {str(flag): str(flag) for flag in range(5)}
_KNOWN: dict[str, Callable[[str], str | None]] = {
    "deck": lambda value: value,
    "tag": lambda value: value,
    "kind": _KINDS.get,
    "is": _STATES.get,
    "flag": _FLAGS.get,
}


def spaced(text: str) -> str:
    """The text as it is indexed: each character of a script without spaces stands alone."""
    return text if text.isascii() else _SPACELESS.sub(r" \g<0> ", text)


def has_words(text: str) -> bool:
    """Whether the index knows anything in the text; emoji and punctuation are not in it."""
    return any(unicodedata.category(char)[0] in "LN" or unicodedata.category(char) == "Co" for char in text)


def phrase(term: Term) -> str:
    """A text term as an FTS5 string, which nothing inside can break out of; the last word may go on if it is open."""
    quoted = '"' + spaced(term.value).replace('"', " ") + '"'
    return f"{quoted} *" if term.open and has_words(term.value[-1]) else quoted
