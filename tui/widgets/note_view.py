"""A note to look at: every field under its label, and how its cards stand."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from textual.content import Content

from drills.dates import short
from drills.element import ids_in, named
from drills.models import Card, Kind, Learning, Review
from drills.note import FIELDS
from drills.number_words import counted
from drills.text import one_line, visible
from drills.views.library import NoteDetail
from tui.widgets.note_list import KIND_NAMES

_GAP = re.compile(r"\{\{c(\d+)::(.*?)(?:::(.*?))?\}\}", re.DOTALL)
_OF_IDS = {"shows", "avoid", "pitfalls", "missing"}


def note_content(detail: NoteDetail, today: date) -> Content:
    """The whole note as text to read."""
    note = detail.note
    place = f"{KIND_NAMES[note.kind]} · {one_line(note.deck.replace('::', ' › '), 120)}"
    lines = [Content.assemble((place, "$text-muted"))]
    if note.tags:
        lines.append(Content.assemble((one_line("  ".join(f"#{tag}" for tag in note.tags), 300), "$text-accent")))
    lines += _fields(note.kind, note.fields)
    lines.append(Content(""))
    lines += [_card_line(card, today, several=len(detail.cards) > 1) for card in detail.cards]
    if detail.source:
        origin = (
            "shipped with Readyby" if detail.source.startswith("shipped:") else f"from {one_line(detail.source, 80)}"
        )
        lines.append(Content.assemble((origin + (", edited by you" if detail.edited else ""), "$text-muted")))
    return Content("\n").join(lines)


def _fields(kind: Kind, fields: Mapping[str, str]) -> Iterator[Content]:
    for number, rule in enumerate(FIELDS[kind]):
        text = fields.get(rule.name, "")
        if not text:
            continue
        yield Content("")
        if number:
            yield Content.assemble((rule.label, "$text-muted"))
        if rule.name in _OF_IDS and ids_in(text):
            yield Content("\n".join(visible(named(id_)) for id_ in ids_in(text)))
        elif kind is Kind.CLOZE and rule.name == "text":
            yield gaps_shown(text)
        else:
            yield Content(visible(text)).stylize("bold" if number == 0 and len(text) < 300 else "")


def gaps_shown(text: str) -> Content:
    """A cloze text with what it hides underlined, and numbered."""
    parts: list[str | tuple[str, str]] = []
    end = 0
    for match in _GAP.finditer(text):
        parts.append(visible(text[end : match.start()]))
        parts.append((visible(match[2]), "bold underline $text-accent"))
        parts.append((f"({match[1]}{': ' + visible(match[3]) if match[3] else ''})", "$text-muted"))
        end = match.end()
    return Content.assemble(*parts, visible(text[end:]))


def _card_line(card: Card, today: date, several: bool) -> Content:
    """How a card stands, in one line."""
    name = f"gap {card.ordinal}: " if several else ""
    schedule = card.schedule
    if isinstance(schedule, Review):
        words = f"comes back {short(schedule.due_day, today)}, {schedule.interval} d after the last time"
        words += f" · stability {schedule.memory.stability:.0f} d · difficulty {schedule.memory.difficulty:.1f} of 10"
    elif isinstance(schedule, Learning):
        words = "being learnt"
    else:
        words = "new"
    if card.reps:
        words += f" · {counted(card.reps, 'answer')}" + (f", forgotten {card.lapses}×" if card.lapses else "")
    words += f" · flag {card.flag}" if card.flag else ""
    return Content.assemble((name + words, "$text-muted"), (" · suspended" if card.suspended else "", "$text-warning"))
