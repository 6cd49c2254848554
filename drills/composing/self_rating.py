"""Rating one's own answer on scales with anchors, before any evidence; then the evidence, and a rating for the card."""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import resources

from drills.composing.composition import TEMPLATES
from drills.errors import InputError
from drills.models import Rating
from drills.spoken import USUAL_SECONDS
from drills.views.composing import Fit, Measure, Template
from drills.views.interviews import Gap, Scale, Suggestion

LEAST, MOST = 1, 5
_HARDLY = 0.25  # of the least seconds: in less, nothing was answered
OVERALL = "overall"
"""What a rating of a whole answer goes by, as one remembers a real interview; it is no scale of its own."""


@cache
def scales() -> tuple[Scale, ...]:
    """All scales, in the order they are asked."""
    file = resources.files("assets") / "interview" / "scales.toml"
    tables = tomllib.loads(file.read_text("utf-8"))
    return tuple(
        Scale(
            name,
            table["title"],
            table["question"],
            {int(key): text for key, text in table.items() if key.isdigit()},
            tuple(table.get("templates", ())),
        )
        for name, table in tables.items()
    )


def scales_for(template: Template) -> tuple[Scale, ...]:
    """The scales that make sense for an answer of that layout."""
    return tuple(scale for scale in scales() if not scale.templates or template.value in scale.templates)


def checked_ratings(own: Mapping[str, int]) -> dict[str, int]:
    """One's own ratings by scale, as they are stored. Raises InputError for a scale or a rating that there isn't."""
    known = {scale.name for scale in scales()}
    for name, rating in own.items():
        if name not in known:
            raise InputError(f"There is no scale {name}.")
        if rating not in range(LEAST, MOST + 1):
            raise InputError("A scale goes from 1 to 5.")
    return dict(own)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What there is to judge an answer by: the ids that the coach found, how long it is, and its seconds.

    `ids` are elements, pitfalls and quality checks found, good and bad alike.
    """

    ids: Collection[str]
    template: Template
    measure: Measure
    seconds: float | None  # as spoken; None: written
    band: tuple[int, int]


class Off(Enum):
    """How far an answer is off its time, as the points that it costs."""

    LITTLE = 1
    SOMEWHAT = 2
    FAR = 4


def off_time(seconds: float, band: tuple[int, int]) -> Off | None:
    """How far off its band a time is; None within it."""
    least, most = band
    if least <= seconds <= most:
        return None
    if seconds < 0.6 * least or seconds > 1.5 * most:
        return Off.FAR
    return Off.LITTLE if 0.85 * least <= seconds <= 1.15 * most else Off.SOMEWHAT


def against(seconds: float, band: tuple[int, int]) -> str:
    """A time beside its band, in words."""
    return f"{seconds:.0f} s, against {band[0]}–{band[1]}"


Found = tuple[int, str]  # 1–5, and what it rests on


def found_on(scale: str, evidence: Evidence) -> Found:
    """What the evidence comes to on a scale, from 1 to 5, with what it rests on."""
    return _FOUND[scale](evidence)


def _structure(evidence: Evidence) -> Found:
    sections = evidence.measure.sections
    empty = [rule.title for rule in TEMPLATES[evidence.template] if dict(sections)[rule.name].fit is Fit.EMPTY]
    if evidence.template is Template.FREE:
        return (2, "strays or runs on (A8)") if "A8" in evidence.ids else (4, "one piece, on the question")
    if empty:
        return max(LEAST, 3 - len(empty)), f"nothing for {', '.join(empty)}"
    off = [name for name, length in sections if length.fit is not Fit.WITHIN]
    if "A8" in evidence.ids:
        return 2, "strays or runs on (A8)"
    return (
        (5, "each part there and in proportion")
        if not off
        else (4 if len(off) == 1 else 3, "a part is out of proportion")
    )


def _proof(evidence: Evidence) -> Found:
    if "E1" not in evidence.ids:
        return 1, "no result that was reached"
    if "number-in-result" in evidence.ids:
        return 5, "a result with a figure"
    return 3, "a result, without a figure"


def _plan(evidence: Evidence) -> Found:
    dated, step = "E3" in evidence.ids, "active-step" in evidence.ids
    if dated:
        return (5, "a step taken and a dated next one") if step else (4, "a dated next result")
    if step:
        return 3, "steps, none of them dated"
    return (1, "vague") if "A4" in evidence.ids else (2, "no step and no date")


def _fit(evidence: Evidence) -> Found:
    named, needed = "E2" in evidence.ids, "E4" in evidence.ids
    score, because = 1, "nothing about this role"
    if named:
        score, because = (5, "E2 and E4") if needed else (3, "this role is named, but the plan would do without it")
    elif needed:
        score, because = 2, "said to be needed (E4), but nothing that this role offers (E2)"
    if leads := {"A5", "A6"} & set(evidence.ids):
        return min(2, score), f"leads away ({', '.join(sorted(leads))})"
    return score, because


def _own(evidence: Evidence) -> Found:
    ids = set(evidence.ids)
    if weak := sorted({"we-heavy", "passive-action"} & ids):
        return 3 - len(weak), "said as " + " and ".join(
            {"we-heavy": "we", "passive-action": "done by nobody"}[id_] for id_ in weak
        )
    return 4, "told in the first person"


def _delivery(evidence: Evidence) -> Found:
    score, why = MOST, []
    seconds = evidence.seconds if evidence.seconds is not None else evidence.measure.whole.seconds
    if off := off_time(seconds, evidence.band):
        score -= off.value
        why.append(against(seconds, evidence.band))
    for id_, words in (
        ("filler-heavy", "many fillers"),
        ("hedge-heavy", "many hedges"),
        ("buzzword-heavy", "buzzwords"),
    ):
        if id_ in evidence.ids:
            score -= 1
            why.append(words)
    return max(LEAST, score), ", ".join(why) or "within the time, few fillers"


_FOUND = {
    "structure": _structure,
    "proof": _proof,
    "plan": _plan,
    "fit": _fit,
    "own": _own,
    "delivery": _delivery,
}


def gaps(own: Mapping[str, int], evidence: Evidence | None) -> tuple[Gap, ...]:
    """One's own ratings beside what was found, by scale; without evidence, beside nothing."""
    found = []
    for scale in scales():
        if scale.name in own:
            score, because = found_on(scale.name, evidence) if evidence else (None, "nothing was written to judge")
            found.append(Gap(scale.name, scale.title, own[scale.name], score, because))
    return tuple(found)


def covered_share(shows: Collection[str], found: Collection[str], figures: Collection[str], text: str) -> float | None:
    """The share of what was to be recalled that was said: elements the question asks for, figures of one's own answer.

    In [0, 1]; None when there is nothing to hold it against.
    """
    wanted = [id_ in found for id_ in shows if id_.startswith(("E", "C"))]
    wanted += [re.search(rf"(?<!\d){re.escape(figure)}(?!\d)", text) is not None for figure in figures]
    return sum(wanted) / len(wanted) if wanted else None


def suggested_rating(
    own: Mapping[str, int],
    coverage: float | None,
    seconds: float | None = None,
    band: tuple[int, int] = USUAL_SECONDS,
) -> Suggestion:
    """A rating for the card, from one's own ratings and the coverage (share in [0, 1]), with its reason.

    What counts is the skeleton and the proof, not the wording; but hardly a word of an answer, by the `seconds` that it
    took aloud, holds neither. The user decides.
    """
    mean = sum(own.values()) / len(own) if own else 3.0
    rating = Rating.AGAIN if mean < 2 else Rating.HARD if mean < 3 else Rating.GOOD if mean < 4.25 else Rating.EASY
    reason = f"your ratings average {mean:.1f} of 5" if own else "nothing was rated"
    if seconds is not None and off_time(seconds, band) is Off.FAR:
        reason = f"{against(seconds, band)}; {reason}"
        if seconds < band[0]:
            rating = Rating.AGAIN if seconds < _HARDLY * band[0] else min(rating, Rating.HARD)
        else:
            rating = min(rating, Rating.GOOD)
    if coverage is None:
        return Suggestion(rating, reason)
    if coverage < 1 / 3:
        rating = min(rating, Rating.AGAIN if mean < 3 else Rating.HARD)
    elif coverage < 2 / 3:
        rating = min(rating, Rating.GOOD)
    return Suggestion(rating, f"{reason}; {100 * coverage:.0f} % of what it asks for")
