"""Text from anywhere, made safe to draw and to store.

Decks, imports and the clipboard may hold terminal escapes, bidirectional overrides and broken Unicode. What is stored
stays as close to the original as it can; what is drawn can neither command the terminal nor disguise itself.
"""

import re
import unicodedata

_REPLACEMENT = "\ufffd"
_LINE_END = re.compile("\r\n?")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TAB_WIDTH = 4

_PICTURES = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"} | {0x7F: "\u2421"}
_BROKEN = dict.fromkeys([*range(0x80, 0xA0), *range(0xD800, 0xE000)], _REPLACEMENT)
_LINES = dict.fromkeys([0x2028, 0x2029], "\n")
_DISGUISES: dict[int, None] = dict.fromkeys(
    [
        0x061C,  # Arabic letter mark
        *(0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x2070)),  # bidirectional controls
        0xFEFF,  # byte order mark, zero wide
        *range(0xFFF9, 0xFFFC),  # annotations
        *range(0xE0000, 0xE0080),  # tags: text that no one sees
    ]
)
_DRAWN: dict[int, str | None] = {**_PICTURES, **_BROKEN, **_LINES, **_DISGUISES}

# Sorting combining marks is quadratic in CPython: 80,000 of them in a row take 6 seconds. Stream-safe text (UAX #15)
# has at most 30. The three Tibetan vowels count as starters, yet decompose into marks.
_MARKS_IN_A_ROW = re.compile(rb"[^\0]{31}")
_HIDDEN_MARKS = str.maketrans("\u0f73\u0f75\u0f81", "\u0f71\u0f71\u0f71")
_JOINERS = "\u200d"


def visible(text: str) -> str:
    """The text as it may be drawn or printed: lines and words as they are, nothing that acts on the terminal.

    Control characters become their pictures (ESC → ␛), C1 controls and lone surrogates U+FFFD, tabs spaces up to the
    next multiple of four, every line end a newline. Bidirectional controls, tag characters and the byte order mark go.
    """
    return _LINE_END.sub("\n", text).translate(_DRAWN).expandtabs(_TAB_WIDTH)


def one_line(text: str, limit: int | None = None) -> str:
    """The visible text on one line, its white space folded; cut with … to `limit` terminal cells, if given."""
    line = " ".join(visible(text).split())
    return line if limit is None or cell_width(line) <= limit else _cut(line, limit)


def storable(text: str) -> str:
    """The text as it is stored: NFC, line ends as LF, lone surrogates as U+FFFD, NUL as ␀; all else as it was.

    Text with more than 30 combining marks in a row, which no language writes, is left as composed as it came.
    """
    clean = _SURROGATE.sub(_REPLACEMENT, _LINE_END.sub("\n", text)).replace("\0", "\u2400")
    return clean if clean.isascii() or _overloaded(clean) else unicodedata.normalize("NFC", clean)


def cell_width(text: str) -> int:
    """How many terminal cells a line takes: two for wide East Asian characters and emoji, none for combining marks."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf") or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def _cut(line: str, limit: int) -> str:
    """The longest start of the line that fits into `limit` cells together with an ellipsis."""
    if limit < 1:
        return ""
    width = 0
    for place, char in enumerate(line):
        width += _cells(char)
        if width >= limit:
            return line[:place].rstrip(_JOINERS + " ") + "…"
    return line


def _overloaded(text: str) -> bool:
    """Whether more combining marks follow each other than any language writes."""
    classes = bytes(map(unicodedata.combining, text.translate(_HIDDEN_MARKS)))
    return _MARKS_IN_A_ROW.search(classes) is not None
