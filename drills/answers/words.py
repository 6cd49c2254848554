"""Text as words and sentences, each with its place: offsets count characters of the text as it was given.

Nothing here knows a lexicon. Contractions come apart ("I'd" is "i" and "'d", "can't" is "can" and "not"), so that a
pattern needs one form only. Any text will do: emoji, scripts without spaces, lists and broken lines included.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple


def listed(words: str) -> frozenset[str]:
    """Words that are written one after the other, as a set."""
    return frozenset(words.split())


_TOKEN = re.compile(
    r"[£$€]\s?\d+(?:[.,]\d+)*(?:k|m|bn)?\b"
    r"|\d+(?:[.,:/-]\d+)*(?:%|[^\W\d_]{1,2}\b)?"
    r"|[^\W\d_]+(?:[-'][^\W_]+)*'?"
    r"|[^\w\s]"
)
_STRAIGHT = str.maketrans("’‘‛ʼ“”„«»–—−\t\n\r\f\v\u00a0\u2028\u2029", '\'\'\'\'"""""---        ')
_SHORT = {"'m": "am", "'re": "are", "'ve": "have", "'ll": "will", "'d": "'d", "'s": "'s"}
_STEMS_OF_NOT = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
_JOINED = {"cannot": ("can", 3, "not"), "wanna": ("want", 3, "to"), "gonna": ("going", 3, "to")}
_ABBREVIATIONS = listed(
    "mr mrs ms dr prof st no nos vs etc approx dept inc ltd co corp fig e.g i.e eg ie ca cf jr sr a.m p.m am pm "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
_NOT_LAST = listed("mr mrs ms dr prof st no nos vs fig e.g i.e eg ie ca cf approx")
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|[。！？]+[」』”’）]*|\n[ \t]*(?:\n|(?=[-*•–·]\s|\d{1,2}[.)]\s))")
_BULLET = re.compile(r"(?:[-*•–·]|\d{1,2}[.)])\s+")
_IT = re.compile(r"\bIT\b(?=[^A-Z]{0,12}(?:[a-z]|$))")  # the trade; a pronoun is written so only in capitals throughout


class Word(NamedTuple):
    """A word or a sign: how it is looked up, and where it stands in the text."""

    word: str
    start: int
    end: int

    @property
    def is_sign(self) -> bool:
        """Whether it is punctuation rather than a word."""
        return not (self.word[0].isalnum() or self.word[0] in "'£$€")


class Span(NamedTuple):
    """A stretch of the text."""

    start: int
    end: int


def plain(text: str) -> str:
    """The text in lower case with straight quotes and plain spaces, each character in its old place."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    for match in _IT.finditer(text):
        low = f"{low[: match.start()]}IT{low[match.end() :]}"
    return low.translate(_STRAIGHT)


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words and signs of a text that `plain` has made plain, or of a stretch of it."""
    found: list[Word] = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        token = match[0]
        if "'" in token and len(token) > 1:
            found.extend(_apart(token, match.start()))
        elif token in _JOINED:
            first, cut, second = _JOINED[token]
            found.append(Word(first, match.start(), match.start() + cut))
            found.append(Word(second, match.start() + cut, match.end()))
        else:
            found.append(Word(token, match.start(), match.end()))
    return found


def _apart(token: str, at: int) -> Iterator[Word]:
    """A word with an apostrophe, as the words that it stands for."""
    if token.endswith("n't"):
        stem = token[:-3]
        yield Word(_STEMS_OF_NOT.get(stem, stem) or "not", at, at + len(stem))
        yield Word("not", at + len(stem), at + len(token))
        return
    cut = token.rfind("'")
    ending = token[cut:]
    if cut > 0 and ending in _SHORT:
        if "'" in token[:cut]:
            yield from _apart(token[:cut], at)
        else:
            yield Word(token[:cut], at, at + cut)
        yield Word(_SHORT[ending], at + cut, at + len(token))
    elif ending == "'" and cut > 0:
        yield Word(token[:cut], at, at + cut)
        yield Word("'", at + cut, at + cut + 1)
    else:
        yield Word(token, at, at + len(token))


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text, without the white space around them.

    Abbreviations, initials and decimals don't end one; a blank line and a new item of a list do, and so does a line
    break after which a line begins that looks like a heading's or a verse's: the line before is short and unended.
    """
    found: list[Span] = []
    begin = 0
    for cut in _cuts(text):
        _take(text, begin, cut, found)
        begin = cut
    _take(text, begin, len(text), found)
    return tuple(found)


def _cuts(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        if match[0][0] != "." or not _goes_on(text, match):
            yield match.end()


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """Whether the full stop belongs to an abbreviation, an initial or the number of a list."""
    if match[0] != ".":
        return False
    before = re.search(r"[\w.]+$", text[max(0, match.start() - 12) : match.start()])
    word = before[0].lower() if before else ""
    after = text[match.end() : match.end() + 3].lstrip()[:1]
    if word in _NOT_LAST or (len(word) == 1 and word.isalpha() and word != "i"):
        return True
    if word.isdigit() and _only_number(text, match.start() - len(word)):
        return True
    return word in _ABBREVIATIONS and not after.isupper()


def _only_number(text: str, at: int) -> bool:
    """Whether a number stands at the beginning of a line, as in a list."""
    return at == 0 or text[:at].rstrip(" \t")[-1:] in ("", "\n")


def _take(text: str, begin: int, cut: int, found: list[Span]) -> None:
    piece = text[begin:cut]
    stripped = piece.strip()
    if not stripped:
        return
    start = begin + len(piece) - len(piece.lstrip())
    bullet = _BULLET.match(text, start, cut)
    if bullet and text[bullet.end() : cut].strip():
        start = bullet.end()
    if re.search(r"\w", text[start:cut]) is None and found:
        found[-1] = Span(found[-1].start, start + len(text[start:cut].rstrip()))
        return
    found.append(Span(start, start + len(text[start:cut].rstrip())))
