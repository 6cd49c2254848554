r"""Cloze deletions, in Anki's way of writing them: `{{c1::hidden text::hint}}`.

They may nest and share numbers. What Anki would not read as a deletion is plain text here too: an unclosed one, number
0, `}}` alone. The first `::` inside starts the hint. `\{{` is two literal braces. One improvement on Anki: of the
braces that end `{{c1::\frac{a}{b}}}` the first belongs to the LaTeX, since it closes a brace opened inside.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
    (?P<literal>\\\{\{)           # two braces, escaped
    | \\\\ | \\\{ | \\\}(?=\}\})   # LaTeX: a line break, or a brace that neither opens nor closes
    | (?P<open>\{\{c(?P<number>[0-9]{1,3})::)
    | (?P<brace>\{)
    | (?P<close>\}+)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of a cloze text: shown as it is, or asked for (`hidden`), with the hint that may stand in its place."""

    text: str
    hidden: bool = False
    hint: str | None = None


@dataclass(slots=True, eq=False)
class _Opening:
    """`{{cN::` where it stood, the plain braces open since, and whether it proved to be a deletion."""

    number: int
    raw: str
    braces: int = 0
    closed: bool = False
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class _Closing:
    opening: _Opening


_Part = str | _Opening | _Closing


def numbers(text: str) -> tuple[int, ...]:
    """The numbers of the deletions in a text, ascending, each once: one card for each. Numbers run from 1 to 999."""
    return tuple(sorted({part.number for part in _parts(text) if isinstance(part, _Opening)}))


def blanks(text: str, number: int) -> tuple[Segment, ...]:
    """The text in runs, with the deletions of that number hidden and all others shown as plain text.

    A hidden run holds its answer, with the text of any deletions nested in it. Runs shown are merged.
    """
    segments: list[Segment] = []
    shown: list[str] = []
    hiding: _Opening | None = None
    for part in (*_parts(text), None):
        if isinstance(part, str):
            shown.append(part)
        elif part is None or (_asked(part, number) and hiding is None):
            segments += _segment(shown)
            hiding = part if isinstance(part, _Opening) else None
        elif isinstance(part, _Closing) and part.opening is hiding:
            segments.append(Segment("".join(shown), hidden=True, hint=hiding.hint))
            shown.clear()
            hiding = None
    return tuple(segments)


def _asked(part: _Part, number: int) -> bool:
    return isinstance(part, _Opening) and part.number == number


def _segment(shown: list[str]) -> list[Segment]:
    """What was gathered to be shown, as a segment, if it is anything; leaves the gathering empty."""
    text = "".join(shown)
    shown.clear()
    return [Segment(text)] if text else []


def _parts(text: str) -> Iterator[_Part]:
    """Text, and the deletions that are properly opened and closed; their hints are taken out of the text."""
    inside: list[_Opening] = []
    for part in _merged(_tokens(text)):
        if isinstance(part, _Opening):
            inside.append(part)
        elif isinstance(part, _Closing):
            inside.pop()
        elif inside:
            part, mark, hint = part.partition("::")
            inside[-1].hint = hint if mark else inside[-1].hint
        yield part


def _merged(tokens: list[_Part]) -> Iterator[_Part]:
    """The tokens with what is no deletion turned back into text, and neighbouring texts joined."""
    texts: list[str] = []
    for token in tokens:
        if isinstance(token, str):
            texts.append(token)
        elif not _is_deletion(token):
            texts.append(token.raw if isinstance(token, _Opening) else "}}")
        else:
            if texts:
                yield "".join(texts)
                texts.clear()
            yield token
    if texts:
        yield "".join(texts)


def _is_deletion(token: _Opening | _Closing) -> bool:
    opening = token if isinstance(token, _Opening) else token.opening
    return opening.closed and opening.number > 0


def _tokens(text: str) -> list[_Part]:
    tokens: list[_Part] = []
    open_ones: list[_Opening] = []
    end = 0
    for match in _TOKEN.finditer(text):
        tokens.append(text[end : match.start()])
        end = match.end()
        if match["open"]:
            open_ones.append(_Opening(int(match["number"]), match["open"]))
            tokens.append(open_ones[-1])
        elif match["close"]:
            tokens += _closed(len(match["close"]), open_ones)
        else:
            if match["brace"] and open_ones:
                open_ones[-1].braces += 1
            tokens.append("{{" if match["literal"] else match[0])
    return [*tokens, text[end:]]


def _closed(run: int, open_ones: list[_Opening]) -> Iterator[_Part]:
    """What a run of closing braces closes, innermost first; the rest of it is text."""
    while open_ones and run >= 2:
        opening = open_ones.pop()
        of_the_text = min(opening.braces, run - 2)
        yield "}" * of_the_text
        opening.closed = True
        yield _Closing(opening)
        run -= of_the_text + 2
    if open_ones:
        open_ones[-1].braces = max(0, open_ones[-1].braces - run)
    yield "}" * run
