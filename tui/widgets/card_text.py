"""The text of a card, drawn: light Markdown (bold, em, code, lists, headings, fences) and nothing that could act.

Textual's own markup and Markdown are never used: whatever a deck holds is only text, and no link is ever made of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from drills.text import visible

OPEN, CLOSE = "\ufdd0", "\ufdd1"  # noncharacters around what is marked: a gap, or what filled it
_MARKS = re.compile(f"[{OPEN}{CLOSE}]")

_REACH = 600  # letters: how far the closing mark may be, so that no text takes long
_INLINE = re.compile(
    rf"""
    \\(?P<escaped>[\\`*_{{}}\[\]()#+.!|~-])
    | (?P<ticks>`{{1,3}})(?P<code>[^\n]{{1,{_REACH}}}?)(?P=ticks)(?!`)
    | \*\*(?=\S)(?P<bold>[^\n]{{1,{_REACH}}}?)(?<=\S)\*\*
    | (?<![\w*])\*(?=[^\s*])(?P<em>[^\n*]{{1,{_REACH}}}?)(?<=\S)\*(?![\w*])
    | (?<!\w)_(?=[^\s_])(?P<emphasis>[^\n_]{{1,{_REACH}}}?)(?<=\S)_(?!\w)
    """,
    re.VERBOSE,
)
_BULLET = re.compile(r"(\s{0,12})([-*+•]|\d{1,3}[.)])\s+(?=\S)")
_HEADING = re.compile(r"#{1,6}\s+(?=\S)")
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as written: what hangs before it (a bullet), its content, and whether it is code."""

    lead: str
    content: Content
    code: bool = False


def marked(text: str) -> str:
    """The text set off wherever it stands, as a gap or its filling."""
    return OPEN + _MARKS.sub("", text) + CLOSE


def lines_of(text: str, mark_style: str = "bold $accent", *, has_marks: bool = False) -> tuple[Line, ...]:
    """The lines of a card's text, with their styles. `has_marks`: parts of it went through `marked`."""
    if not has_marks:
        text = _MARKS.sub("", text)
    lines: list[Line] = []
    fence = ""
    inside = False
    for raw in visible(text).strip("\n").split("\n"):
        if closing := _FENCE.match(raw):
            if not fence:
                fence = closing[1]
                continue
            if closing[1].startswith(fence) and not raw.strip(" `~"):
                fence = ""
                continue
        line = Line("", Content(raw), code=True) if fence else _styled(raw)
        content, inside = _unmarked(line.content, mark_style, inside)
        lines.append(Line(line.lead, content, line.code))
    return tuple(lines)


def _styled(raw: str) -> Line:
    if heading := _HEADING.match(raw):
        return Line("", inline(raw[heading.end() :]).stylize("bold"))
    if bullet := _BULLET.match(raw):
        sign = "•" if bullet[2] in "-*+•" else bullet[2]
        return Line(f"{bullet[1]}{sign} ", inline(raw[bullet.end() :]))
    return Line("", inline(raw))


def inline(text: str) -> Content:
    """One line with bold, em and code drawn as such."""
    return Content.assemble(*_runs(text))


def _runs(text: str) -> Iterator[Content | str]:
    end = 0
    for match in _INLINE.finditer(text):
        yield text[end : match.start()]
        end = match.end()
        if match["escaped"]:
            yield match["escaped"]
        elif match["code"]:
            yield Content(match["code"]).stylize("$text-accent on $panel")
        elif match["bold"]:
            yield inline(match["bold"]).stylize("bold")
        else:
            yield inline(match["em"] or match["emphasis"]).stylize("italic")
    yield text[end:]


def _unmarked(content: Content, style: str, inside: bool) -> tuple[Content, bool]:
    """The content without the marks, what is between them styled; and whether one is still open at its end."""
    plain = content.plain
    if not inside and OPEN not in plain:
        return content, False
    parts: list[Content] = []
    start = 0
    for match in (*_MARKS.finditer(plain), None):
        end = match.start() if match else len(plain)
        if end > start:
            part = content[start:end]
            parts.append(part.stylize(style) if inside else part)
        if match:
            inside = match[0] == OPEN
            start = match.end()
    return Content.assemble(*parts), inside


def wrapped(lines: tuple[Line, ...], width: int) -> Iterator[Content]:
    """The lines within that many cells; those of a list hang under their first."""
    for line in lines:
        yield from _wrapped_line(line, max(width, 8))


def _wrapped_line(line: Line, width: int) -> Iterator[Content]:
    if line.code:
        for part in line.content.fold(width - 2):
            yield Content.assemble(("▏ ", "$text-muted"), part.stylize("$foreground"))
        return
    room = max(8, width - len(line.lead))
    for number, part in enumerate(line.content.wrap(room)):
        lead = line.lead if number == 0 else " " * len(line.lead)
        yield Content.assemble((lead, "$text-muted"), part) if lead else part
