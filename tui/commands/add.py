"""`readyby add`: write one card."""

import sys

from drills.models import Kind
from tui.commands.call import Call, UsageError

KINDS = (Kind.BASIC, Kind.TYPED, Kind.CLOZE, Kind.QUESTION)
# Which field of each kind the second text goes to.
SECOND = {Kind.BASIC: "back", Kind.TYPED: "answers", Kind.CLOZE: "extra", Kind.QUESTION: "skeleton"}


def run(call: Call) -> int:
    """Store the card and say where it went."""
    from drills.models import NoteDraft
    from drills.note import checked, first_line
    from drills.storage.notes import add_note

    kind = Kind(call.args.kind)
    texts = {"extra": call.args.extra} | _texts(call, kind)
    tags = tuple(tag.strip() for tag in call.args.tags.split(",") if tag.strip())
    draft = checked(NoteDraft(kind, {name: text for name, text in texts.items() if text}, tags, deck=call.args.deck))
    with call.library() as library:
        note_id = add_note(library, draft, call.now)
    call.answer(
        {"id": note_id, "deck": draft.deck, "kind": kind, "fields": draft.fields, "tags": draft.tags},
        f"Added to {draft.deck}: {first_line(kind, draft.fields, 60)}",
    )
    return 0


def _texts(call: Call, kind: Kind) -> dict[str, str]:
    """The two main texts by field; a `-` is replaced by what comes on standard input."""
    from drills.note import FIELDS

    front, back = call.args.front, call.args.back
    if front == "-" and back == "-":
        raise UsageError("Only one of the texts can come from standard input.")
    if "-" in (front, back):
        given = "" if sys.stdin is None else sys.stdin.read()
        front, back = (given, back) if front == "-" else (front, given)
    texts = {FIELDS[kind][0].name: front}
    return texts | {SECOND[kind]: back} if back else texts
