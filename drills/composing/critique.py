"""Critique drills: the words at fault in a sample, and how one's own marks and names stand against them."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from drills.element import ids_in, named
from drills.errors import InputError
from drills.models import Rating
from drills.views.coaching import ItemVerdict, Mark

_FAULT = re.compile(r"[-*]?\s*(?P<pitfall>[A-Za-z]\d{1,2})\s*:\s*(?P<words>\S.*)")
_CLOSE_ENOUGH = 0.25  # of the words marked, how many must be at fault: whoever marks everything has found nothing

Span = tuple[int, int]


def checked_faults(lines: str, text: str) -> str:
    """The words at fault as they are stored, one a line with the pitfall before them; raises InputError.

    The words must stand in the sample as they are written there.
    """
    kept = []
    for line in lines.split("\n"):
        if line.strip():
            match = _FAULT.fullmatch(line.strip())
            if not match:
                raise InputError(f"“{line.strip()[:40]}” names no pitfall.", hint="As in A4: some classes")
            if _find(text, match["words"]) is None:
                raise InputError(f"The sample doesn't say “{match['words'][:40]}”.", hint="Copy the words from it.")
            kept.append(f"- {match['pitfall'].upper()}: {match['words']}")
    return "\n".join(kept)


def faults(fields: Mapping[str, str]) -> dict[str, tuple[Span, ...]]:
    """The pitfalls of a sample, each with where its words stand in the text; () where no words are given."""
    found: dict[str, list[Span]] = {id_: [] for id_ in ids_in(fields.get("pitfalls", ""))}
    for line in fields.get("faults", "").split("\n"):
        match = _FAULT.fullmatch(line.strip())
        if match and (span := _find(fields.get("text", ""), match["words"])):
            found.setdefault(match["pitfall"].upper(), []).append(span)
    return {id_: tuple(spans) for id_, spans in found.items()}


def _find(text: str, words: str) -> Span | None:
    match = re.search(r"\s+".join(map(re.escape, words.split())), text)
    return match.span() if match else None


def judge_marks(
    fields: Mapping[str, str], marks: Sequence[Mark], named_ids: Collection[str]
) -> tuple[ItemVerdict, ...]:
    """How marks and names stand against what is wrong with a sample: an item for each fault and missing element, and
    for each that was named in error.

    `marks` are words marked, with the pitfall if one was given to them; `named_ids` pitfalls and elements named.
    """
    wanted, missing = faults(fields), ids_in(fields.get("missing", ""))
    said = {id_.upper() for id_ in named_ids} | {mark.pitfall.upper() for mark in marks if mark.pitfall}
    text, weak = fields.get("text", ""), fields.get("weak", "")
    verdicts = [_of_pitfall(id_, spans, marks, said, text, weak) for id_, spans in wanted.items()]
    for id_ in missing:
        right = id_ in said
        verdicts.append(ItemVerdict(id_, named(id_), right, "found" if right else "overlooked", _reason(id_, weak)))
    for id_ in sorted(said - set(wanted) - set(missing)):
        what = "isn't missing" if id_.startswith("E") else "isn't a fault of this one"
        marked = tuple(text[mark.start : mark.end] for mark in marks if mark.pitfall.upper() == id_)
        how = "not missing" if id_.startswith("E") else "not at fault"
        reason = _reason(id_, fields.get("good", "")) if id_.startswith("E") else f"{named(id_)}: it {what}."
        verdicts.append(ItemVerdict(id_, named(id_), False, how, reason, (), marked))
    return tuple(verdicts)


def _of_pitfall(
    id_: str, spans: Sequence[Span], marks: Sequence[Mark], said: Collection[str], text: str, weak: str
) -> ItemVerdict:
    hits = [mark for mark in marks if mark.pitfall.upper() in ("", id_) and _hits(mark, spans)]
    marked = tuple(text[mark.start : mark.end] for mark in hits)
    if id_ in said and (hits or not spans):
        how = "found"
    elif id_ in said:
        how = "words missed"
    elif hits:
        how = "not named"
    else:
        how = "overlooked"
    words = tuple(text[start:end] for start, end in spans)
    return ItemVerdict(id_, named(id_), how == "found", how, _reason(id_, weak), words, marked)


def _hits(mark: Mark, spans: Iterable[Span]) -> bool:
    """Whether a mark lies on words at fault, and not on everything."""
    shared = sum(max(0, min(mark.end, end) - max(mark.start, start)) for start, end in spans)
    return mark.end > mark.start and shared / (mark.end - mark.start) >= _CLOSE_ENOUGH


_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def _reason(id_: str, text: str) -> str:
    """What a text says of an id: the sentence that names it, or all of it if none does."""
    sentences = [sentence for sentence in _SENTENCE.split(text) if re.search(rf"\b{re.escape(id_)}\b", sentence)]
    return " ".join(sentences) or text or named(id_)


def critique_rating(verdicts: Sequence[ItemVerdict]) -> tuple[Rating, str]:
    """A rating for the card, from the share of items that were right and those named in error; with its reason."""
    wanted = [each for each in verdicts if each.how not in ("not at fault", "not missing")]
    false = len(verdicts) - len(wanted)
    right = sum(each.right for each in wanted)
    share = (right - 0.5 * false) / len(wanted) if wanted else 1.0 - 0.5 * false
    rating = Rating.AGAIN if share < 0.4 else Rating.HARD if share < 0.75 else Rating.GOOD if share < 1 else Rating.EASY
    wrongly = f", {false} named in error" if false else ""
    return rating, f"{right} of {len(wanted)} found{wrongly}" if wanted else f"nothing is at fault{wrongly}"
