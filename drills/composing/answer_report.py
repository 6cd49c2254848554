"""Answers, stories, roles and interviews as Markdown that people read."""

from collections.abc import Iterable, Sequence

from drills.calendar_day import full
from drills.composing.composition import markdown
from drills.element import named
from drills.number_words import counted
from drills.views.composing import Answer, Criticism
from drills.views.interviews import Asked, Debrief, Gap
from drills.views.roles import RoleDraft
from drills.views.stories import RetiredClaim, Story


def answer_text(title: str, answer: Answer, criticisms: Iterable[Criticism] = (), level: int = 2) -> str:
    """An answer with its date, and what was said of it that is still open."""
    state = "ready" if answer.ready else "being written" if answer.closed_at is None else "kept"
    parts = [markdown(title, answer.template, answer.sections, level).rstrip()]
    parts.append(f"*Version {answer.version}, {state}, {full(answer.changed_at.date())}*")
    said = [f"- {each.who or 'Somebody'}, {full(each.said_on)}: {_line(each.words)}" for each in criticisms]
    if said:
        parts.append("Still open:\n\n" + "\n".join(said))
    return "\n\n".join(parts) + "\n"


def story_text(story: Story, level: int = 2) -> str:
    """A story with its parts, facts and tags."""
    draft = story.draft
    parts = [f"{'#' * level} {draft.title}"]
    about = " · ".join(filter(None, (draft.period, draft.people, " ".join(f"#{tag}" for tag in draft.tags))))
    if about:
        parts.append(about)
    for title, text in (
        ("Situation", draft.situation),
        ("Task", draft.task),
        ("Action", draft.action),
        ("Result", draft.result),
        ("In 60 seconds", draft.short),
    ):
        if text:
            parts.append(f"{'#' * (level + 1)} {title}\n\n{text}")
    if draft.facts:
        facts = (f"- {fact.figure}{f': {fact.what}' if fact.what else ''}" for fact in draft.facts)
        parts.append("Facts:\n\n" + "\n".join(facts))
    return "\n\n".join(parts) + "\n"


def role_text(draft: RoleDraft, level: int = 2) -> str:
    """A target role with what it offers."""
    parts = [f"{'#' * level} {', '.join(filter(None, (draft.title, draft.company)))}"]
    lines = {
        "Industry": draft.industry,
        "Offers": ", ".join(draft.offers),
        "Does not offer": ", ".join(draft.does_not_offer),
        "Training": "; ".join(line.strip() for line in draft.training.splitlines() if line.strip()),
    }
    parts += ["\n".join(f"- {name}: {text}" for name, text in lines.items() if text)]
    if draft.advert:
        parts.append("Advert:\n\n" + "\n".join(f"> {line}" for line in draft.advert.split("\n")))
    return "\n\n".join(filter(None, parts)) + "\n"


def claims_text(claims: Sequence[RetiredClaim]) -> str:
    """Claims that must not be used again."""
    return "\n".join(f"- {claim.text}{f' ({claim.reason})' if claim.reason else ''}" for claim in claims) + "\n"


def debrief_text(debrief: Debrief, level: int = 1) -> str:
    """An interview looked back on."""
    interview = debrief.interview
    kind = "Mock interview" if interview.kind == "mock" else "Interview"
    parts = [f"{'#' * level} {kind}, {full(interview.day)}{f', for {interview.role}' if interview.role else ''}"]
    if interview.went:
        parts.append(interview.went)
    figures = [f"{interview.answered} of {interview.questions} questions answered"] if interview.questions else []
    if interview.mean is not None:
        figures.append(f"own ratings {interview.mean:.1f} of 5 on average")
    if interview.found is not None:
        figures.append(f"the evidence {interview.found:.1f}")
    parts.append(" · ".join(figures))
    parts += [_asked(asked, level + 1) for asked in debrief.asked]
    repeats = [f"- {each.first} and {each.second} tell the same story ({each.words})" for each in debrief.repeats]
    parts += _list("Stories told twice", repeats, level)
    parts += _list("To practise next", [f"- {each.text}: {each.reason}" for each in debrief.queue], level)
    parts += _list("No story yet for", [f"- {text}" for text in debrief.story_gaps], level)
    return "\n\n".join(parts) + "\n"


def _list(title: str, lines: Sequence[str], level: int) -> list[str]:
    return [f"{'#' * (level + 1)} {title}\n\n" + "\n".join(lines)] if lines else []


def _asked(asked: Asked, level: int) -> str:
    parts = [f"{'#' * level} {asked.position}. {asked.asked}"]
    if not asked.answered:
        parts.append("*Not answered*" if not asked.missing else "")
    if asked.text:
        parts.append(asked.text)
    length = counted(asked.words, "word") if asked.text else ""
    if asked.seconds:
        length = f"{asked.seconds:.0f} s (common advice: {asked.band[0]}–{asked.band[1]}), {length}".rstrip(", ")
    if length:
        parts.append(f"*{length}*")
    ratings = [_rated(gap) for gap in asked.gaps]
    if ratings:
        parts.append("\n".join(ratings))
    if asked.missing:
        parts.append(f"Missing: {asked.missing}")
    if asked.coaching:
        seen = [f"- {named(each.id)}: “{_line(each.words)}”" for each in asked.coaching.good if each.kind == "element"]
        seen += [f"- {each.reason} {each.suggestion}".rstrip() for each in asked.coaching.first]
        seen += [f"- Not there: {named(id_)}" for id_ in asked.coaching.missing]
        parts.append("\n".join(seen))
    return "\n\n".join(filter(None, parts))


def _rated(gap: Gap) -> str:
    found = f", evidence {gap.found}" if gap.found else ""
    because = f" ({gap.because})" if gap.because else ""
    return f"- {gap.title}: own {gap.own}{found}{because}"


def _line(text: str) -> str:
    return " ".join(text.split())
