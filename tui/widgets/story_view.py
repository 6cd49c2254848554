"""A story: as a row, and in full with its forms, its numbers and the questions that it serves."""

from collections.abc import Iterator, Sequence

from textual.content import Content

from drills.element import named
from drills.number_words import counted
from drills.text import cell_width, one_line, visible
from drills.views.stories import RetiredClaim, Story, StoryForm, StoryLine
from tui.widgets.bar import padded

_TAGGED = 60  # cells from which a row has its tags


def story_rows(lines: Sequence[StoryLine], width: int) -> list[Content]:
    """Each story's title, tags, and how many questions it serves; what is missing or too much of it."""
    states = [_state(line) for line in lines]
    last = max((cell_width(state) for state, _ in states), default=0)
    tags = max((cell_width(_tags(line)) for line in lines), default=0) if width >= _TAGGED else 0
    room = max(width - last - 2 - (tags + 2 if tags else 0), 10)
    return [
        Content.assemble(
            padded(line.title, room),
            (f"  {padded(_tags(line), tags)}" if tags else "", "$text-muted"),
            "  ",
            state,
        )
        for line, state in zip(lines, states, strict=True)
    ]


def _tags(line: StoryLine) -> str:
    return " ".join(line.tags)[:18]


def _state(line: StoryLine) -> tuple[str, str]:
    if line.missing:
        return f"lacks {line.missing[0].lower()}", "$text-warning"
    if line.overused:
        return f"{line.serves} questions, too many", "$text-warning"
    return (counted(line.serves, "question"), "$text-muted") if line.serves else ("no question yet", "$text-muted")


def story_content(
    story: Story, forms: Sequence[StoryForm], questions: Sequence[str], line: StoryLine, form: int
) -> Content:
    """The story in one of its forms, what it is made of, and where it is used."""
    draft = story.draft
    parts = [Content.assemble((one_line(draft.title, 200), "bold"))]
    facts = [draft.period, draft.people, f"proves “{one_line(line.goal, 60)}”" if line.goal else ""]
    if any(facts):
        parts.append(Content.assemble((" · ".join(one_line(fact, 80) for fact in facts if fact), "$text-muted")))
    parts += _form(forms, form) if forms else []
    parts += _section("Numbers that are true", [f"{fact.figure}  {fact.what}".strip() for fact in draft.facts])
    parts += _section("Shows", [named(tag) for tag in draft.tags])
    parts += _section("Serves", questions or ["No question yet: l links one."])
    if line.missing:
        parts += _section("Still to write", [", ".join(line.missing)])
    if line.overused:
        parts += _section("Too often", ["In one interview it would be told twice. Another story could take one over."])
    return Content("\n").join(parts)


def _form(forms: Sequence[StoryForm], shown: int) -> Iterator[Content]:
    form = forms[shown]
    alike = len({each.text for each in forms}) == 1
    name = " or ".join(each.name for each in forms) if alike else form.name
    how = "" if form.written else ", made of the long form"
    note = f" · {form.note}" if form.note else ""
    yield Content("")
    yield Content.assemble(
        (f"In {name}{how}", "$text-muted"),
        (f" · {counted(form.words, 'word')}, {form.seconds:.0f} s{note}", "$text-muted"),
        ("" if alike else "  f  the other", "$text-disabled"),
    )
    yield Content(visible(form.text) if form.text else "Nothing is written yet: e writes it.")


def _section(title: str, lines: Sequence[str]) -> Iterator[Content]:
    if lines:
        yield Content("")
        yield Content.assemble((title, "$text-muted"))
        yield from (Content(visible(line)) for line in lines)


def retired_row(claim: RetiredClaim) -> Content:
    """A claim that must not be used again, and why."""
    reason = f"  {one_line(claim.reason, 60)}" if claim.reason else ""
    return Content.assemble(("✗ ", "$text-warning"), one_line(claim.text, 80), (reason, "$text-muted"))
