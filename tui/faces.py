"""What a card shows, by kind: what is asked, and what the reveal brings."""

import re
from collections.abc import Iterator

from drills.cloze import blanks
from drills.dates import short
from drills.element import ids_in, named
from drills.models import Kind
from drills.text import one_line
from drills.typed import Comparison, Op, Verdict
from drills.views.composing import Answer
from drills.views.drill import Face, Try
from tui.pace import clock
from tui.widgets.card_text import marked
from tui.widgets.page import Block

WRITTEN = (Kind.QUESTION, Kind.CRITIQUE)
"""Kinds for which an answer of one's own can be written."""

_PROMPT = re.compile(r"^(\s*[-*]\s+)([^\s:*][^:*\n]{0,30}:)(?=\s)", re.MULTILINE)
_RULE = Block(rule=True)


def asked(face: Face, *, revealed: bool = False) -> tuple[Block, ...]:
    """What stands there first; only gaps change at the reveal."""
    fields = face.note.fields
    if face.note.kind is Kind.CLOZE:
        return (Block(_cloze(face, filled=revealed), has_marks=True),)
    if face.note.kind is Kind.QUESTION:
        return (*_follows(face), Block(fields.get("prompt", ""), style="bold"), *_criticisms(face))
    if face.note.kind is Kind.CRITIQUE:
        question = (Block(one_line(face.asked, 300), style="bold"),) if face.asked else ()
        task = Block("What is good in it, what is missing, what should go?", style="$text-muted")
        return (*question, Block(fields.get("text", ""), quoted=True), task)
    return (Block(fields.get("front", ""), style="bold"),)


def answered(face: Face) -> tuple[Block, ...]:
    """What the reveal brings, below a line."""
    blocks = tuple(_ANSWERS[face.note.kind](face))
    if extra := face.note.fields.get("extra"):
        blocks = (*blocks, Block(extra, style="$text-muted"))
    if face.note.kind is Kind.CLOZE:
        return blocks
    return (_RULE, *blocks)


def accepted(face: Face) -> list[str]:
    """The accepted answers of a typed card, the model one first."""
    return [line.strip() for line in face.note.fields.get("answers", "").split("\n") if line.strip()]


def alike(comparison: Comparison) -> bool:
    """Whether enough of what was typed is right for a comparison letter by letter to tell anything."""
    same = sum(len(piece.text) for piece in comparison.pieces if piece.op is Op.SAME)
    return comparison.verdict is not Verdict.EXACT and same * 2 >= len(comparison.best)


def _cloze(face: Face, *, filled: bool) -> str:
    parts = []
    for segment in blanks(face.note.fields.get("text", ""), face.card.ordinal):
        if not segment.hidden:
            parts.append(segment.text)
        else:
            parts.append(marked(segment.text if filled else f"[{segment.hint or '…'}]"))
    return "".join(parts)


def _follows(face: Face) -> Iterator[Block]:
    if face.follows:
        prompts = " · ".join(one_line(prompt, 60) for prompt in face.follows[:3])
        yield Block(f"Often asked after: {prompts}", style="$text-muted")


def _criticisms(face: Face) -> Iterator[Block]:
    """What somebody said of the last answer, before the next one is tried."""
    for each in face.criticisms[:3]:
        who = f"{one_line(each.who, 30)}: " if each.who else ""
        yield Block(f"! {who}{one_line(each.words, 200)}", style="$text-warning")


def _basic(face: Face) -> Iterator[Block]:
    yield Block(face.note.fields.get("back", ""))


def _typed(face: Face) -> Iterator[Block]:
    first, *others = accepted(face) or [""]
    yield Block(first)
    if others:
        yield Block("also: " + " · ".join(one_line(answer, 80) for answer in others), style="$text-muted")


def _nothing(face: Face) -> Iterator[Block]:
    return iter(())


def _question(face: Face) -> Iterator[Block]:
    fields = face.note.fields
    yield from _titled("Skeleton", _PROMPT.sub(r"\1**\2**", fields.get("skeleton", "")))
    yield from _titled("What they want to learn", fields.get("intent", ""))
    yield from _pair(
        Block(_elements(fields.get("shows", "")), "A good answer shows"),
        Block(_elements(fields.get("avoid", "")), "Pitfalls"),
    )
    yield from _own(face.own)
    if face.next_asked:
        yield Block("\n".join(f"- {one_line(text, 120)}" for text in face.next_asked[:3]), "Then they may ask")
    yield from _last_try(face.last_try)


def _critique(face: Face) -> Iterator[Block]:
    fields = face.note.fields
    pitfalls, missing = fields.get("pitfalls", ""), fields.get("missing", "")
    yield from _pair(
        Block(_elements(pitfalls) or ("none" if pitfalls else ""), "Pitfalls in it"),
        Block(_elements(missing) or ("nothing" if missing else ""), "Missing from it"),
    )
    for title in ("Good", "Weak", "Better"):
        yield from _titled(title, fields.get(title.lower(), ""))
    yield from _last_try(face.last_try)


def _titled(title: str, text: str) -> Iterator[Block]:
    if text.strip():
        yield Block(text, title)


def _pair(left: Block, right: Block) -> Iterator[Block]:
    """Two short parts side by side; one alone takes the whole width."""
    if left.text and right.text:
        yield Block(left.text, left.title, beside=right)
    else:
        yield from (block for block in (left, right) if block.text)


def _elements(ids: str) -> str:
    return "\n".join(f"- {named(id_)}" for id_ in ids_in(ids))


def _own(own: Answer | None) -> Iterator[Block]:
    """The latest version of one's own answer, after one's own try: to hold it against, not to learn by heart."""
    if own is not None and own.text:
        state = ", ready" if own.ready else ", worked on" if own.closed_at is None else ""
        yield Block(own.text, f"Your answer, version {own.version}{state}")


def _last_try(last: Try | None) -> Iterator[Block]:
    """The user's own last answer."""
    if last is not None:
        way = "aloud" if last.spoken else "in writing"
        day = short(last.at.date(), last.at.date())
        title = f"Last time, {day}: {way}, {clock(last.seconds)}, rated {last.rating.name.title()}"
        yield Block(last.text.strip(), title)


_ANSWERS = {
    Kind.BASIC: _basic,
    Kind.TYPED: _typed,
    Kind.CLOZE: _nothing,
    Kind.QUESTION: _question,
    Kind.CRITIQUE: _critique,
}
