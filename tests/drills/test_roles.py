"""Target roles: what they offer, which is aimed at, the advert's keywords, and what doesn't go with a role."""

import sqlite3
from datetime import date

import pytest

from drills.errors import InputError, NotFoundError
from drills.goal.goals import GoalDraft
from drills.models import Kind, NoteDraft
from drills.storage.answer.answer_versions import draft_of, save_draft
from drills.storage.answer.role_fit import role_conflicts, role_view
from drills.storage.answer.roles import add_role, current_role, delete_role, edit_role, read_role, roles_view, use_role
from drills.storage.goal.goals import add_goal
from drills.storage.notes import add_note
from drills.storage.undo import undo
from drills.views.composing import Section, Template
from drills.views.roles import RoleDraft

ANALYST = RoleDraft(
    "Meridian",
    "analyst",
    "logistics",
    offers=("training in data modelling",),
    does_not_offer=("management",),
    advert="You forecast demand, model stock and write forecasts for warehouses.",
)


def test_the_first_role_is_aimed_at_and_another_can_be(library: sqlite3.Connection, now) -> None:
    """One at a time; every change is undone."""
    first, second = add_role(library, ANALYST, now), add_role(library, RoleDraft("Calder", "controller"), now)
    assert [role.id for role in roles_view(library).roles if role.current] == [first]
    use_role(library, second, now)
    assert [role.id for role in roles_view(library).roles if role.current] == [second]
    undo(library, now)
    role = current_role(library)
    assert role is not None
    assert (role.id, role.draft) == (first, ANALYST)
    edit_role(library, first, RoleDraft("Meridian", "senior analyst"), now)
    assert read_role(library, first).draft.title == "senior analyst"
    undo(library, now)
    delete_role(library, first, now)
    assert current_role(library) is None
    undo(library, now)
    assert current_role(library) == role


def test_a_role_that_answers_were_written_for_is_hidden_by_undo(library: sqlite3.Connection, now) -> None:
    """An answer keeps the role that was aimed at when it was begun; undoing the role doesn't break it."""
    note = add_note(library, NoteDraft(Kind.QUESTION, {"prompt": "How?"}, key="Q1"), now)
    number = add_role(library, ANALYST, now)
    save_draft(library, note, Template.FREE, [Section("text", "So.")], now)
    answer = draft_of(library, note)
    assert answer is not None
    assert answer.role_id == number
    undo(library, now)
    with pytest.raises(NotFoundError):
        read_role(library, number)
    assert draft_of(library, note) == answer


@pytest.mark.parametrize(
    "draft", [RoleDraft("", " "), RoleDraft("a" * 200, "b"), RoleDraft("a", "b", advert="x" * 40_000)]
)
def test_a_role_needs_a_name_and_has_limits(library: sqlite3.Connection, now, draft: RoleDraft) -> None:
    """It says what to change."""
    with pytest.raises(InputError):
        add_role(library, draft, now)


def test_keywords_of_the_advert_are_covered_by_their_stems(library: sqlite3.Connection, now) -> None:
    """The latest answers count, and say where."""
    note = add_note(library, NoteDraft(Kind.QUESTION, {"prompt": "How?"}, key="shipped.Q1"), now)
    number = add_role(library, ANALYST, now)
    before = role_view(library, number)
    assert before.coverage == 0.0
    save_draft(library, note, Template.FREE, [Section("text", "I built a forecasting model.")], now)
    view = role_view(library, number)
    covered = {keyword.word: keyword.covered for keyword in view.keywords if keyword.covered}
    assert all(names == ("Q1",) for names in covered.values())
    assert any(word.startswith("forecast") for word in covered)
    assert "warehouses" in {keyword.word for keyword in view.keywords if not keyword.covered}
    assert view.coverage is not None
    assert 0 < view.coverage < 1


def test_without_an_advert_there_is_no_coverage(library: sqlite3.Connection, now) -> None:
    """Nothing to hold answers against."""
    number = add_role(library, RoleDraft("Calder", "controller"), now)
    assert role_view(library, number).coverage is None


def test_goals_and_answers_that_the_role_cannot_offer_are_named(library: sqlite3.Connection, now) -> None:
    """With the words at fault; without a role there is nothing to say."""
    note = add_note(library, NoteDraft(Kind.QUESTION, {"prompt": "How?"}, key="shipped.Q1"), now)
    goal = add_goal(library, GoalDraft("Found my own company", date(2027, 6, 1)), now, now.date())
    text = "I love the work here. In ten years I want to start my own company. Until then I learn."
    save_draft(library, note, Template.FREE, [Section("text", text)], now)
    assert role_conflicts(library) == ()
    add_role(library, ANALYST, now)
    conflicts = role_conflicts(library)
    answer = next(each for each in conflicts if each.about == "answer" and each.pitfall == "A5")
    assert (answer.id, answer.name) == (note, "Q1")
    assert "my own company" in answer.words
    assert text[answer.start : answer.end] == answer.words
    assert [each.id for each in conflicts if each.about == "goal"] == [goal]
