"""How an answer is laid out and how long it is: templates, words and seconds aloud, and its plain forms.

The bands are advice in common use, not science; whatever shows one says so.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from drills.errors import InputError
from drills.spoken import USUAL_PACE, USUAL_SECONDS, words_in
from drills.text import storable
from drills.views.composing import Answer, AnswerState, Fit, Length, Measure, Section, SectionRule, Sections, Template

SLOWEST, FASTEST = 80.0, 220.0
ADVICE = "common advice, not a rule"
MOST_LETTERS = 20_000  # of one section

_SITUATION = "Where it was, and what was at stake"
_ACTION = "What you did yourself, step by step"
_RESULT = "What came of it, best with a number"
TEMPLATES: Mapping[Template, tuple[SectionRule, ...]] = {
    Template.STAR: (
        SectionRule("ST", "Situation and task", _SITUATION, 0.0, 0.30),
        SectionRule("A", "Action", _ACTION, 0.45, 0.65),
        SectionRule("R", "Result", _RESULT, 0.15, 0.30),
    ),
    Template.STAR4: (
        SectionRule("S", "Situation", _SITUATION, 0.0, 0.20),
        SectionRule("T", "Task", "What was yours to do", 0.0, 0.15),
        SectionRule("A", "Action", _ACTION, 0.45, 0.65),
        SectionRule("R", "Result", _RESULT, 0.15, 0.30),
    ),
    Template.GOAL: (
        SectionRule("proof", "Proof", "A goal that you reached: a short story with its number", 0.25, 0.45),
        SectionRule(
            "plan", "Plan", "The goal, the step taken, the step under way, the next one with its date", 0.30, 0.55
        ),
        SectionRule("fit", "Fit", "Why this role is the step that the plan needs", 0.15, 0.35),
    ),
    Template.FREE: (SectionRule("text", "Answer", "In your own words"),),
}
TITLES = {rule.name: rule.title for rules in TEMPLATES.values() for rule in rules}
NAMES = {
    Template.STAR: "STAR, three boxes",
    Template.STAR4: "STAR, four boxes",
    Template.GOAL: "Proof → Plan → Fit",
    Template.FREE: "free",
}


def suited_template(shows: Sequence[str], skeleton: Sequence[str]) -> Template:
    """The template that suits a question: by the headings of its skeleton, else by what a good answer shows."""
    heads = {line.partition(":")[0].strip().casefold() for line in skeleton}
    if heads & {"proof", "plan", "fit"}:
        return Template.GOAL
    if heads & {"situation", "task", "action", "result", "situation and task", "s/t"}:
        return Template.STAR4 if {"situation", "task"} <= heads else Template.STAR
    return Template.GOAL if {"E3", "E4"} & set(shows) else Template.STAR


def checked_sections(template: Template, sections: Iterable[Section]) -> Sections:
    """The sections as they are stored: those of the template, in its order, each there. The words stay as they are.

    Raises InputError for a section that the template hasn't, or one that is far too long.
    """
    given: dict[str, str] = {}
    for section in sections:
        text = storable(section.text)
        if len(text) > MOST_LETTERS:
            title = TITLES.get(section.name, section.name)
            raise InputError(
                f"{title} has {len(text):,} characters; {MOST_LETTERS:,} is the limit.",
                hint="Shorten it, or take some of it out.",
            )
        given[section.name] = text
    known = [rule.name for rule in TEMPLATES[template]]
    if stray := [name for name in given if name not in known]:
        raise InputError(f"{NAMES[template]} has no section {stray[0]}.", hint=f"It has {', '.join(known)}.")
    return tuple(Section(name, given.get(name, "")) for name in known)


def empty_sections(template: Template) -> Sections:
    """A template with nothing written."""
    return tuple(Section(rule.name, "") for rule in TEMPLATES[template])


def relaid(sections: Iterable[Section], template: Template) -> Sections:
    """The same words in another template: boxes of the same name keep theirs, the rest goes where it comes closest."""
    order = [rule.name for rule in TEMPLATES[template]]
    found: dict[str, list[str]] = {name: [] for name in order}
    for section in sections:
        if section.text.strip():
            found[_nearest(section.name, order)].append(section.text)
    return tuple(Section(name, "\n\n".join(found[name])) for name in order)


_NEAREST = {
    "ST": ("S", "proof", "text"),
    "S": ("ST", "proof", "text"),
    "T": ("ST", "proof", "text"),
    "A": ("plan", "text"),
    "R": ("fit", "text"),
    "proof": ("ST", "S", "text"),
    "plan": ("A", "text"),
    "fit": ("R", "text"),
}


def _nearest(name: str, order: Sequence[str]) -> str:
    return next((each for each in (name, *_NEAREST.get(name, ())) if each in order), order[0])


def is_empty(sections: Iterable[Section]) -> bool:
    """Whether nothing is written."""
    return not any(section.text.strip() for section in sections)


# How long


def own_pace(tries: Iterable[tuple[int, float]]) -> float | None:
    """Words a minute over spoken tries, each as words and seconds; None until they come to 100 words."""
    words = seconds = 0.0
    for count, took in tries:
        if count >= 20 and took >= 10 and SLOWEST / 2 <= 60 * count / took <= FASTEST * 2:
            words += count
            seconds += took
    if words < 100:
        return None
    return min(FASTEST, max(SLOWEST, 60 * words / seconds))


def band(seconds: str) -> tuple[int, int]:
    """The seconds that a question should take, of a text such as "60-120" or "45"; the common ones for none."""
    numbers = [int(number) for number in re.findall(r"\d+", seconds)]
    if not numbers:
        return USUAL_SECONDS
    return (numbers[0], numbers[1]) if len(numbers) > 1 else (max(1, numbers[0] // 2), numbers[0])


def measure(
    template: Template, sections: Sequence[Section], pace: float | None = None, seconds: tuple[int, int] = USUAL_SECONDS
) -> Measure:
    """Words and seconds aloud of an answer, in all and by section, against the bands of common advice."""
    rate = pace or USUAL_PACE
    texts = {section.name: section.text for section in sections}
    counts = {rule.name: words_in(texts.get(rule.name, "")) for rule in TEMPLATES[template]}
    total = sum(counts.values())
    whole = _length(total, rate, 60 * total / rate, seconds)
    each = tuple(
        (rule.name, _length(counts[rule.name], rate, _share(counts[rule.name], total), (rule.least, rule.most)))
        for rule in TEMPLATES[template]
    )
    return Measure(whole, each, rate, pace is not None, ADVICE)


def _share(words: int, total: int) -> float:
    return words / total if total else 0.0


def _length(words: int, rate: float, value: float, band: tuple[float, float]) -> Length:
    least, most = band
    fit = Fit.SHORT if value < least else Fit.LONG if value > most else Fit.WITHIN
    if words == 0:
        fit = Fit.EMPTY
    return Length(words, 60 * words / rate, fit, least, most)


def answer_state(latest: Answer | None, criticisms: int, stale: int) -> AnswerState:
    """How it stands with an answer: what has gone stale comes before open criticism, and that before the rest."""
    if stale:
        return AnswerState.STALE
    if criticisms:
        return AnswerState.CRITICISED
    if latest is None or is_empty(latest.sections):
        return AnswerState.NONE
    return AnswerState.READY if latest.ready else AnswerState.DRAFT


# Its plain forms


def plain_text(sections: Iterable[Section]) -> str:
    """The answer as it is said: the sections in order, a blank line between."""
    return "\n\n".join(section.text.strip() for section in sections if section.text.strip())


def section_spans(sections: Iterable[Section]) -> tuple[tuple[str, int, int, int], ...]:
    """Where each section lies in `plain_text`: name, start, end, and how much was stripped before its first word."""
    spans: list[tuple[str, int, int, int]] = []
    at = 0
    for section in sections:
        clean = section.text.strip()
        if clean:
            at += 2 if spans else 0
            spans.append((section.name, at, at + len(clean), len(section.text) - len(section.text.lstrip())))
            at += len(clean)
    return tuple(spans)


def in_section(sections: Sequence[Section], start: int, end: int) -> tuple[str, int, int] | None:
    """A span of `plain_text` as a section's name with the span in that section's own text; None outside of all."""
    for name, first, last, stripped in section_spans(sections):
        if first <= start < last:
            return name, start - first + stripped, min(end, last) - first + stripped
    return None


def markdown(title: str, template: Template, sections: Iterable[Section], level: int = 2) -> str:
    """The answer as Markdown: the title, then each section under its own heading; a free text without one."""
    parts = [f"{'#' * level} {title}"]
    for section in sections:
        if section.text.strip():
            if template is not Template.FREE:
                parts.append(f"{'#' * (level + 1)} {TITLES.get(section.name, section.name)}")
            parts.append(section.text.strip())
    return "\n\n".join(parts) + "\n"


_HEAD = re.compile(r"\A\s*<!--.*?-->", re.DOTALL)


def editor_text(prompt: str, template: Template, sections: Sequence[Section]) -> str:
    """An answer for the user's editor: a remark on top, then each section below its heading."""
    about = prompt.replace("--", "-")
    parts = [f"<!-- {about}\nWrite below the headings and leave them as they are. -->"]
    texts = {section.name: section.text for section in sections}
    for rule in TEMPLATES[template]:
        parts.append(f"## {rule.title}\n<!-- {rule.hint} -->\n\n{texts.get(rule.name, '').strip()}".rstrip())
    return "\n\n".join(parts) + "\n"


def from_editor(text: str, template: Template) -> Sections:
    """The sections in what the editor left. Words before the first heading go to the first section: none are lost."""
    titles = {rule.title.casefold(): rule.name for rule in TEMPLATES[template]}
    hints = {f"<!-- {rule.hint} -->" for rule in TEMPLATES[template]}
    lines = [line for line in _HEAD.sub("", storable(text)).split("\n") if line.strip() not in hints]
    heads = [(at, name) for at, line in enumerate(lines) if (name := _heading(line, titles))]
    found: dict[str, list[str]] = {rule.name: [] for rule in TEMPLATES[template]}
    ends = [(0, TEMPLATES[template][0].name, heads[0][0] if heads else len(lines))]
    ends += [(at + 1, name, after) for (at, name), (after, _) in pairwise([*heads, (len(lines), "")])]
    for first, name, last in ends:
        body = "\n".join(lines[first:last]).strip()
        if body:
            found[name].append(body)
    return tuple(Section(name, "\n\n".join(bodies)) for name, bodies in found.items())


def _heading(line: str, titles: Mapping[str, str]) -> str | None:
    if not line.startswith("#"):
        return None
    return titles.get(line.lstrip("#").strip().casefold())
