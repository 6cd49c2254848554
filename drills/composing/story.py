"""Stories: what makes one acceptable, which suits a question and why, and its short and its long form."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from drills.errors import InputError
from drills.goal.goals import checked_text
from drills.note import checked_tags
from drills.spoken import USUAL_PACE, words_in
from drills.text import one_line, storable
from drills.views.stories import Fact, Story, StoryDraft, StoryForm, StoryMatch

MOST_QUESTIONS = 3
"""A story that serves more questions than this will be told twice in one interview."""

FORMS = (("60 seconds", 60), ("2 minutes", 120))
_TITLE_LENGTH = 120
_LINE_LENGTH = 200
_FACTS = 40
_TOLERANCE = 1.15
_TOLD_BY = 3  # one in so many of the words that told a story tell it still
_FRESH_DAYS = 14
_COMMON = (
    "a about an and any are as at be been did do does for from had has have how i if in into is it its me my "
    "of on or our so tell that the their them there these this time to us was we were what when where which "
    "who why will with you your "
    "after again all already also always because before being best both but can case come could day days did done each "
    "even ever every first gave get give given going good got had help her here him his just last less like long made "
    "make makes many more most much must next not now off once one only other others out over own part say see should "
    "show since some something still such take than then they thing things through towards two under until use used "
    "very want way well went which while whole without work would year years yet "
)
_STOP = frozenset(_COMMON.split())
_PARTS = {"situation": "Situation", "action": "Action", "result": "Result"}


def checked_story(draft: StoryDraft) -> StoryDraft:
    """The story as it is stored. Raises InputError saying what to change."""
    title = _line(draft.title, _TITLE_LENGTH, "A story's title")
    if not title:
        raise InputError("A story needs a title.", hint="For example: The queue at the returns desk")
    facts = tuple(
        Fact(_line(fact.figure, _LINE_LENGTH, "A fact"), _line(fact.what, _LINE_LENGTH, "A fact"))
        for fact in draft.facts
        if fact.figure.strip()
    )
    if len(facts) > _FACTS:
        raise InputError(f"A story has at most {_FACTS} facts.")
    return replace(
        draft,
        title=title,
        situation=checked_text(draft.situation, "The situation"),
        task=checked_text(draft.task, "The task"),
        action=checked_text(draft.action, "The action"),
        result=checked_text(draft.result, "The result"),
        short=checked_text(draft.short, "The short form"),
        people=_line(draft.people, _LINE_LENGTH, "People"),
        period=_line(draft.period, _LINE_LENGTH, "The period"),
        facts=facts,
        tags=checked_tags(tag.replace(" ", "-") for tag in draft.tags),
        questions=tuple(dict.fromkeys(draft.questions)),
    )


def fact_of(line: str) -> Fact:
    """A fact as it is typed, FIGURE=WHAT. Raises InputError where either is missing."""
    figure, _, what = (part.strip() for part in line.partition("="))
    if not figure or not what:
        raise InputError(
            f"“{one_line(line, 40)}” is no figure with what it stands for.", hint="Write both: 24 days = time to hire"
        )
    return Fact(figure, what)


def _line(text: str, most: int, what: str) -> str:
    line = " ".join(storable(text).split())
    if len(line) > most:
        raise InputError(f"{what} is too long: {most} characters are the limit.")
    return line


def missing_parts(draft: StoryDraft) -> tuple[str, ...]:
    """The parts of STAR that aren't written yet, and a figure where there is none."""
    parts = [title for name, title in _PARTS.items() if not getattr(draft, name)]
    figure = draft.facts or any(char.isdigit() for char in draft.result)
    return tuple(parts if figure else [*parts, "a figure"])


# Which story for a question


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question asks of a story: its text, the ids it is to show, its other tags."""

    note_id: int
    text: str
    shows: tuple[str, ...]
    tags: tuple[str, ...]


def matched(story: Story, wanted: Wanted, *, load: int, days_since: int | None) -> StoryMatch:
    """How a story suits a question, with reasons.

    `load` counts the other questions that it serves; `days_since` the days since it was last told, None for never.
    """
    draft = story.draft
    tags = {tag.casefold() for tag in draft.tags}
    reasons, against, score = [], [], 0.0
    if draft.questions and wanted.note_id in draft.questions:
        reasons.append("you chose it for this question")
        score += 3
    for id_ in wanted.shows:
        if id_.casefold() in tags:
            reasons.append(f"shows {id_}")
            score += 2
    if common := [tag for tag in wanted.tags if tag.casefold() in tags and tag not in wanted.shows]:
        reasons.append(f"about {', '.join(common)}")
        score += 1.5 * len(common)
    if words := shared_words(wanted.text, f"{draft.title} {story.text} {' '.join(draft.tags)}"):
        reasons.append(f"same words: {', '.join(words[:3])}")
        score += min(1.5, 0.5 * len(words))
    if "E1" in wanted.shows and (draft.facts or any(char.isdigit() for char in draft.result)):
        reasons.append("has a figure in its result")
        score += 0.5
    if lack := missing_parts(draft):
        against.append(f"lacks {', '.join(part.lower() for part in lack)}")
        score -= 0.5 * len(lack)
    if load >= MOST_QUESTIONS:
        against.append(f"serves {load} other questions already")
        score -= 1.0 + 0.5 * (load - MOST_QUESTIONS)
    if days_since is not None and days_since < _FRESH_DAYS:
        against.append(f"told {days_since} day{'s' * (days_since != 1)} ago" if days_since else "told today")
        score -= 0.5
    return StoryMatch(story.id, draft.title, score, tuple(reasons), tuple(against))


def shared_words(one: str, other: str) -> list[str]:
    """Words of `one` that `other` has too, by their stems, common words left out; in their order."""
    there = {stem(word) for word in _words(other)}
    found = {stem(word): word for word in reversed(_words(one))}
    return [word for key, word in reversed(found.items()) if key in there]


def still_told(story: str, first: str, latest: str) -> bool:
    """Whether an answer still tells a story, by the words that told it `first`: a third of them are enough."""
    telling = {stem(word) for word in shared_words(first, story)}
    return len(telling & {stem(word) for word in _words(latest)}) * _TOLD_BY >= len(telling)


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]{3,}", text.casefold()) if word not in _STOP]


def stem(word: str) -> str:
    """A word without its ending, so that "deadlines" meets "deadline" and "improved" meets "improve"."""
    for ending in (
        "ations",
        "ation",
        "ings",
        "ing",
        "ies",
        "ied",
        "edly",
        "ed",
        "ers",
        "er",
        "es",
        "ly",
        "s",
        "e",
        "y",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


# Its forms


def story_forms(draft: StoryDraft, pace: float | None = None) -> tuple[StoryForm, ...]:
    """The story told in 60 seconds and in 2 minutes, at `pace` words a minute.

    Where no short form was written, it is the long one with sentences left out: never other words.
    """
    rate = pace or USUAL_PACE
    parts = (draft.situation, draft.task, draft.action, draft.result)
    return tuple(
        _form(name, seconds, parts, draft.short if seconds == FORMS[0][1] else "", rate) for name, seconds in FORMS
    )


def _form(name: str, seconds: int, parts: Sequence[str], written: str, rate: float) -> StoryForm:
    text = written or _cut(parts, round(seconds * rate / 60))
    words = words_in(text)
    took = 60 * words / rate
    over = took - seconds * _TOLERANCE
    note = f"{took - seconds:.0f} s too long" if over > 0 else ""
    whole = words == sum(map(words_in, parts))
    return StoryForm(name, text, words, took, seconds, bool(written) or whole, note)


_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


def _cut(parts: Sequence[str], most: int) -> str:
    """The parts with sentences left out until they fit, from the longest part each time."""
    split = [[sentence for sentence in _SENTENCE.split(part.strip()) if sentence] for part in parts]
    while sum(words_in(sentence) for part in split for sentence in part) > most:
        spare = [(len(part), place) for place, part in enumerate(split) if len(part) > 1]
        if not spare:
            break
        place = max(spare)[1]
        split[place].pop(_spare_sentence(place, len(split[place])))
    return "\n\n".join(" ".join(part) for part in split if part)


def _spare_sentence(place: int, sentences: int) -> int:
    """The sentence a part can best do without: the middle of the action, the first of the result, else the last."""
    return {2: sentences // 2, 3: 0}.get(place, sentences - 1)


def retired_in(text: str, claims: Collection[tuple[int, str]]) -> list[tuple[int, int, int]]:
    """Where a text makes claims that were retired: the claim's number, start and end. Case and spacing don't matter."""
    found = []
    for number, claim in claims:
        words = [re.escape(word) for word in claim.split()]
        if words:
            pattern = re.compile(r"(?<!\w)" + r"\W+".join(words) + r"(?!\w)", re.IGNORECASE)
            found += [(number, match.start(), match.end()) for match in pattern.finditer(text)]
    return sorted(found, key=lambda each: each[1])
