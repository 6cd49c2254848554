"""A story begun from a goal that was met."""

import re
from datetime import date

from drills.composing.citation import cited_dates, spoken_date
from drills.models import Goal
from drills.text import one_line
from drills.views.stories import Fact, StoryDraft

_FIGURE = re.compile(
    r"(?<!\w)(?:[£$€]\s?)?\d+(?:[.,:]\d+)*(?!\w)"
    r"(?:\s?[%‰€£$°]|\sper cent\b|(?:\s(?:thousand|million)\b)?(?:\s(?P<what>[^\W\d_]+))?)"
)
_WORDS = "a an and at but by for from in into of on or than that the then to was were which with"
_NO_UNIT = frozenset(_WORDS.split())
_MOST = 4
_LONGEST = 120


def begun_from(goal: Goal) -> StoryDraft:
    """The story of a goal met: its dates, why, steps and outcome in place, its figures as facts."""
    met = goal.closed_on or goal.deadline
    steps = [
        f"{milestone.text} ({spoken_date(milestone.done_on)})" for milestone in goal.milestones if milestone.done_on
    ]
    outcome = goal.outcome or goal.proof
    begun, ended = spoken_date(goal.created_on), spoken_date(met)
    return StoryDraft(
        title=goal.statement,
        situation=_sentence(goal.why),
        task=_sentence(f"I set myself {spoken_date(goal.original_deadline)} for this: {goal.statement}"),
        action=". ".join(steps) + "." if steps else "",
        result=" ".join(filter(None, (f"Done on {ended}.", _sentence(outcome)))),
        period=ended if begun == ended else f"{begun} to {ended}",
        facts=(
            *(Fact(figure, one_line(outcome, _LONGEST)) for figure in figures_in(outcome, met)),
            Fact(ended, goal.statement),
        ),
        tags=("E1", "C4"),
        goal_id=goal.id,
    )


def figures_in(text: str, written_on: date) -> tuple[str, ...]:
    """The figures of a text, each once with what it counts, dates left out: "92 %", "5 days"; at most four."""
    dates = [(cited.start, cited.end) for cited in cited_dates(text, written_on)]
    found = []
    for match in _FIGURE.finditer(text):
        if not any(start <= match.start() < end for start, end in dates):
            unit = match["what"]
            figure = match[0] if not unit or unit.lower() not in _NO_UNIT else match[0].removesuffix(unit)
            found.append(" ".join(figure.split()))
    return tuple(dict.fromkeys(found))[:_MOST]


def _sentence(text: str) -> str:
    """The text with a full stop at its end, if it has no other end."""
    text = text.strip()
    return f"{text}." if text and re.search(r"[.!?…][\"'”’)]*$", text) is None else text
