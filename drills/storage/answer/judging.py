"""After a try at a question: one's own ratings first, then what the coach found, and a rating for the card."""

import re
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from drills.composing.composition import FASTEST, TEMPLATES, band, measure, suited_template
from drills.composing.self_rating import Evidence, checked_ratings, covered_share, gaps, scales_for, suggested_rating
from drills.config import Study
from drills.element import ids_in
from drills.spoken import words_in
from drills.storage.answer.answer_versions import draft_of
from drills.storage.answer.answers import open_question, skeleton_of
from drills.storage.answer.coach import coach
from drills.storage.answer.composing import pace_of
from drills.views.coaching import Coaching
from drills.views.composing import Measure, Section, Template
from drills.views.interviews import Judged, Scale

if TYPE_CHECKING:
    from drills.answers.rule import Lexicon

_LEAST_WORDS = 8
_FIGURE = re.compile(r"\d[\d.,]*\d|\d")


def scales_of(c: sqlite3.Connection, note_id: int) -> tuple[Scale, ...]:
    """The scales on which a try at that question is rated."""
    return scales_for(_template(c, note_id))


def judge(
    c: sqlite3.Connection,
    note_id: int,
    text: str,
    own: Mapping[str, int],
    now: datetime,
    study: Study,
    *,
    seconds: float | None = None,
    spoken: bool = True,
    lexicon: "Lexicon | None" = None,
) -> Judged:
    """What follows one's own ratings of a try: the gaps to what was found, the coach, and a suggested rating.

    `text` is what was said or written, as far as it is known; `seconds` how long it took aloud. Nothing is stored:
    see `keep_judgement` and `record_coached`.
    """
    own = checked_ratings(own)
    coaching = evidence = coverage = None
    asked = open_question(c, note_id).fields
    if words_in(text) >= _LEAST_WORDS:
        coaching = coach(c, note_id, text, now, study, spoken=spoken, lexicon=lexicon)
        evidence = evidence_of(c, note_id, coaching, seconds if spoken else None)
        shows = ids_in(asked.get("shows", ""))
        coverage = covered_share(shows, evidence.ids, _figures(c, note_id), text)
    took = max(seconds, 60 * words_in(text) / FASTEST) if spoken and seconds is not None else None
    within = band(asked.get("seconds", ""))
    return Judged(gaps(own, evidence), coaching, suggested_rating(own, coverage, took, within), coverage)


def evidence_of(c: sqlite3.Connection, note_id: int, coaching: Coaching, seconds: float | None) -> Evidence:
    """What the scales are held against."""
    note = open_question(c, note_id)
    template = _template(c, note_id)
    within = band(note.fields.get("seconds", ""))
    ids = {finding.id for finding in (*coaching.good, *coaching.first, *coaching.rest)}
    return Evidence(ids, template, _measured(c, coaching.text, template, within), seconds, within)


def _measured(c: sqlite3.Connection, text: str, template: Template, within: tuple[int, int]) -> Measure:
    return measure(template, split_text(text, template), pace_of(c), within)


def split_text(text: str, template: Template) -> Sequence[Section]:
    """A whole answer split into the sections of a template; the words stay as they are."""
    if template is Template.FREE:
        return (Section("text", text),)
    from drills.answers import split

    names = [rule.name for rule in TEMPLATES[template]]
    found = dict.fromkeys(names, "")
    for part in split(text, template="goal" if template is Template.GOAL else "star"):
        name = _section_name(part.name, names)
        found[name] += text[part.start : part.end]
    return tuple(Section(name, words.strip()) for name, words in found.items())


def _section_name(part: str, names: Sequence[str]) -> str:
    """The section of a template that a part belongs to: S and T are one box in the shorter STAR."""
    for name in (part, part.upper()[:1], part.lower()):
        if name in names:
            return name
    return "ST" if "ST" in names else names[0]


def _template(c: sqlite3.Connection, note_id: int) -> Template:
    draft = draft_of(c, note_id)
    if draft:
        return draft.template
    note = open_question(c, note_id)
    return suited_template(ids_in(note.fields.get("shows", "")), skeleton_of(note))


def _figures(c: sqlite3.Connection, note_id: int) -> tuple[str, ...]:
    """The figures of one's own prepared proof, which are to be recalled: at most four."""
    draft = draft_of(c, note_id)
    if draft is None:
        return ()
    proof = [section.text for section in draft.sections if section.name in ("proof", "R", "text")]
    return tuple(dict.fromkeys(_FIGURE.findall(" ".join(proof))))[:4]
