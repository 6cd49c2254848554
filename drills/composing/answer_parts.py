"""A whole answer shared out over the boxes of a template: by sentence, in order, no word changed."""

from collections.abc import Sequence

from drills.composing.composition import TEMPLATES
from drills.views.composing import Template

_BOXES = {
    Template.STAR: {"situation": 0, "task": 0, "action": 1, "result": 2},
    Template.STAR4: {"situation": 0, "task": 1, "action": 2, "result": 3},
    Template.GOAL: {"proof": 0, "plan": 1, "fit": 2},
}


def proposed_places(text: str, template: Template) -> tuple[Sequence[tuple[int, int]], list[int]]:
    """The sentences of a text as (start, end), and the box of the template, from 0, that each one goes into."""
    from drills.answers import split
    from drills.answers.words import sentences

    spans = sentences(text)
    boxes = _BOXES.get(template)
    if boxes is None:
        return spans, [0] * len(spans)
    parts = split(text, "goal" if template is Template.GOAL else "star")
    places = [next((boxes[part.name] for part in parts if part.start <= start < part.end), 0) for start, _ in spans]
    assert max(places, default=0) < len(TEMPLATES[template])
    return spans, places
