"""How goals and answers go with a role: the advert's keywords they cover, and what the role can't offer."""

import sqlite3
from collections.abc import Iterator
from functools import lru_cache

from drills.models import GoalStatus, Kind
from drills.note import first_line, plain_id
from drills.storage.answer.answer_versions import latest_answers
from drills.storage.answer.coach import answer_role
from drills.storage.answer.roles import current_role, read_role
from drills.storage.cards import read_note
from drills.storage.database import explained
from drills.storage.goal.goal_lines import read_goals
from drills.views.roles import Keyword, RoleConflict, RoleDraft, RoleView


def role_view(c: sqlite3.Connection, role_id: int) -> RoleView:
    """A role in full: which keywords of its advert one's answers have, and what doesn't go with it."""
    with explained():
        role = read_role(c, role_id)
        keywords = _keywords(c, role.draft.advert)
        weight = sum(keyword.weight for keyword in keywords)
        covered = sum(keyword.weight for keyword in keywords if keyword.covered)
        conflicts = tuple(_conflicts(c, role.draft))
    return RoleView(role, keywords, covered / weight if weight else None, conflicts)


def role_conflicts(c: sqlite3.Connection) -> tuple[RoleConflict, ...]:
    """Goals and answers that the role aimed at can't offer (A5) or that leave its field (A6); () without a role."""
    role = current_role(c)
    if role is None:
        return ()
    with explained():
        return tuple(_conflicts(c, role.draft))


def _keywords(c: sqlite3.Connection, advert: str) -> tuple[Keyword, ...]:
    if not advert.strip():
        return ()
    from drills.answers.keywords import content, keywords

    used: dict[str, list[str]] = {}
    for note_id, answer in latest_answers(c).items():
        note = read_note(c, note_id)
        name = plain_id(note.key) or first_line(note.kind, note.fields)
        for stem in {stem for _, stem in content(answer.text)}:
            used.setdefault(stem, []).append(name)
    found = keywords(advert)
    most = max((each.weight for each in found), default=1.0)
    return tuple(Keyword(each.surface, each.weight / most, tuple(used.get(each.stem, ()))) for each in found)


def _conflicts(c: sqlite3.Connection, draft: RoleDraft) -> Iterator[RoleConflict]:
    for goal in read_goals(c):
        if goal.status is GoalStatus.OPEN:
            text = f"I want to {goal.statement[:1].lower()}{goal.statement[1:]}."
            yield from _in_text(draft, "goal", goal.id, goal.statement, (text, goal.statement, goal.why))
    for note_id, answer in latest_answers(c).items():
        note = read_note(c, note_id)
        name = plain_id(note.key) or first_line(Kind.QUESTION, note.fields)
        yield from _in_text(draft, "answer", note_id, name, (answer.text,))


def _in_text(draft: RoleDraft, about: str, id_: int, name: str, texts: tuple[str, ...]) -> Iterator[RoleConflict]:
    """The conflicts of a goal or an answer; of a goal each pitfall once, looked for in each of its texts."""
    seen: set[str] = set()
    for text in filter(str.strip, texts):
        for pitfall, start, end, reason in _led_away(text, draft):
            if about == "answer" or pitfall not in seen:
                seen.add(pitfall)
                yield RoleConflict(pitfall, about, id_, name, text[start:end], reason, start, end)


_LEADS_AWAY = ("A5", "A6")


@lru_cache(maxsize=512)
def _led_away(text: str, draft: RoleDraft) -> tuple[tuple[str, int, int, str], ...]:
    """Where a text aims at what the role can't offer: pitfall, start, end, reason."""
    from drills.answers import check

    found = check(text, role=answer_role(draft)).faults
    return tuple((each.id, each.start, each.end, each.reason) for each in found if each.id in _LEADS_AWAY)
