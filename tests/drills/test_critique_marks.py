"""Critique drills: the words at fault in samples, and marks and names judged against them."""

import json
import sqlite3
from importlib import resources

import pytest

from drills.composing.critique import checked_faults, critique_rating, faults, judge_marks
from drills.config import Study
from drills.element import ids_in
from drills.errors import InputError, NotFoundError
from drills.exchange.markdown import read_deck_file, write_deck
from drills.models import Kind, NoteDraft, Rating, TryDraft
from drills.note import checked
from drills.session import grade, serve, start
from drills.storage.answer.critiques import judge_critique, marks_stored
from drills.storage.notes import add_note
from drills.views.coaching import Mark
from drills.views.drill import Face

TEXT = "I cut the wait to seven minutes. I want to move up fast and have people under me. Pay matters."
FIELDS = {
    "text": TEXT,
    "pitfalls": "A3 A1",
    "missing": "E3",
    "faults": "- A3: move up fast and have people under me\n- A1: Pay matters",
    "weak": "The rise comes before the job (A3). Pay is asked for (A1). No date (E3).",
    "good": "A result with a figure is E1.",
}


def mark(words: str, pitfall: str = "") -> Mark:
    """A mark on those words."""
    at = TEXT.index(words)
    return Mark(at, at + len(words), pitfall)


def verdicts(marks: list[Mark], named: list[str]) -> dict[str, str]:
    """How each item was judged."""
    return {item.item: item.how for item in judge_marks(FIELDS, marks, named)}


def test_every_shipped_sample_says_which_words_are_at_fault() -> None:
    """For each of its pitfalls, words that stand in it; a sound sample has none."""
    with resources.as_file(resources.files("assets") / "decks" / "samples.md") as path:
        notes = read_deck_file(path).notes
    assert len(notes) >= 25
    for note in notes:
        found = faults(note.fields)
        assert set(found) == set(ids_in(note.fields.get("pitfalls", ""))), note.key
        assert all(found.values()), note.key


def test_words_at_fault_are_written_back_as_they_were_read(tmp_path) -> None:
    """A deck file keeps them."""
    draft = checked(NoteDraft(Kind.CRITIQUE, FIELDS, key="S1", deck="Mine"))
    path = tmp_path / "mine.md"
    path.write_text(write_deck("Mine", "", (), [draft]), encoding="utf-8")
    assert read_deck_file(path).notes[0].fields["faults"] == FIELDS["faults"]


@pytest.mark.parametrize("line", ["move up fast", "A3: rise quickly", "A3:"])
def test_words_at_fault_must_stand_in_the_sample(line: str) -> None:
    """With their pitfall before them."""
    with pytest.raises(InputError):
        checked_faults(line, TEXT)


def test_all_found_and_named() -> None:
    """Each item is right, with its reason and the words."""
    found = judge_marks(FIELDS, [mark("move up fast", "A3"), mark("Pay matters", "A1")], ["E3"])
    assert [(item.item, item.right) for item in found] == [("A3", True), ("A1", True), ("E3", True)]
    assert found[0].reason == "The rise comes before the job (A3)."
    assert found[0].words == ("move up fast and have people under me",)
    assert found[0].marked == ("move up fast",)
    assert critique_rating(found) == (Rating.EASY, "3 of 3 found")


def test_each_way_to_miss_has_its_name() -> None:
    """Words without the name, the name without the words, neither, and what isn't there."""
    assert verdicts([mark("move up fast")], []) == {"A3": "not named", "A1": "overlooked", "E3": "overlooked"}
    assert verdicts([], ["A3"])["A3"] == "words missed"
    assert verdicts([mark("I cut the wait", "A7")], ["E1"]) == {
        "A3": "overlooked",
        "A1": "overlooked",
        "E3": "overlooked",
        "A7": "not at fault",
        "E1": "not missing",
    }


def test_marking_everything_finds_nothing() -> None:
    """A mark must lie on the words at fault."""
    assert verdicts([Mark(0, len(TEXT), "A1")], [])["A1"] == "words missed"


def test_a_sound_sample_is_judged_by_what_was_named_in_error() -> None:
    """Naming nothing is right."""
    sound = {"text": TEXT, "pitfalls": "", "missing": ""}
    assert critique_rating(judge_marks(sound, [], [])) == (Rating.EASY, "nothing is at fault")
    assert critique_rating(judge_marks(sound, [], ["A4"]))[0] is Rating.HARD


def test_a_better_sentence_is_judged_by_the_coach(library: sqlite3.Connection, now) -> None:
    """Whether the pitfall is gone, and which element it brings."""
    note = add_note(library, NoteDraft(Kind.CRITIQUE, FIELDS, key="S1"), now)
    better = "By 4 March 2027 I will finish the course in stock control."
    verdict = judge_critique(library, note, [mark("move up fast", "A3")], ["A3", "E3"], better, now, Study())
    assert (verdict.found, verdict.all, verdict.false) == (2, 3, 0)
    assert verdict.better_says == "The pitfall is gone. It brings E3 achievements on the horizon."
    worse = judge_critique(library, note, [], [], "I want a higher salary and a bonus next year.", now, Study())
    assert "It still has A1 pay" in worse.better_says
    question = add_note(library, NoteDraft(Kind.QUESTION, {"prompt": "How?"}), now)
    with pytest.raises(NotFoundError):
        judge_critique(library, question, [], [], "", now, Study())


def test_marks_are_kept_with_the_try(library: sqlite3.Connection, now) -> None:
    """What was marked and named, and how it was judged."""
    note = add_note(library, NoteDraft(Kind.CRITIQUE, FIELDS, key="S1"), now)
    marks = [mark("move up fast", "A3")]
    verdict = judge_critique(library, note, marks, ["E3"], "", now, Study())
    session = start(library, now, Study(), note_ids=[note])
    face = serve(library, session, now, Study())
    assert isinstance(face, Face)
    draft = TryDraft(False, "", 40.0, marks_stored(marks, ["E3"], verdict))
    grade(library, session, face.card.id, verdict.rating, 40, now, Study(), draft)
    (stored,) = library.execute("SELECT marks FROM tries").fetchone()
    kept = json.loads(stored)
    assert (kept["named"], kept["right"], kept["wrong"]) == (["E3"], ["A3", "E3"], ["A1"])
    assert kept["marks"] == [[marks[0].start, marks[0].end, "A3"]]
