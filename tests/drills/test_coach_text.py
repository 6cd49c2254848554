"""Sentences, words, the parts of an answer, and patterns over them."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drills.answers import check, split
from drills.answers.grammar import Compiler, PatternError, sign_of
from drills.answers.lexicon import shipped, with_own
from drills.answers.reading import Reading
from drills.answers.words import plain, sentences, words
from drills.errors import Problem

STORY = (
    "When I took over the form, attendance stood at 86 per cent. My task was to reach 93 by the summer. "
    "I phoned home on the first day of every absence. I asked the worst attenders to run the breakfast club. "
    "By July we were at 94."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four… Five", ["One.", "Two!", "Three?", "Four…", "Five"]),
        ("Dr. Lee cut it by 3.5 per cent, e.g. in May. Then she left.", None),
        ("“I won't,” she said. “No.” He left.", ["“I won't,” she said.", "“No.”", "He left."]),
        ("Plan:\n- first the exam\n- then the dock", ["Plan:", "first the exam", "then the dock"]),
        ("a line\nthat goes on\n\nanother", ["a line\nthat goes on", "another"]),
        ("計画です。次は試験。", ["計画です。", "次は試験。"]),
        ("", []),
        (" \n\t", []),
    ],
)
def test_sentences_end_where_readers_end_them(text: str, expected: list[str] | None) -> None:
    """Abbreviations, decimals, quotes, lists, broken lines, other scripts."""
    found = [text[span.start : span.end] for span in sentences(text)]
    assert found == (expected if expected is not None else [text[:44], text[45:]])


def test_contractions_come_apart_in_their_places() -> None:
    """Each word keeps where it stands."""
    text = "I’d say they can't, won't and cannot."
    found = words(plain(text))
    assert [word.word for word in found] == [
        *("i", "'d", "say", "they", "can", "not", ",", "will", "not", "and", "can", "not", ".")
    ]
    assert all(word.start < word.end for word in found)
    assert text[found[4].start : found[5].end] == "can't"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_plain_text_keeps_every_character_in_its_place(text: str) -> None:
    """Also where lower case would be longer."""
    assert len(plain(text)) == len(text)
    spans = sentences(text)
    assert all(one.end <= other.start for one, other in pairwise(spans))


def test_a_story_is_cut_into_its_four_parts() -> None:
    """At beginnings of sentences, in order, without a word changed."""
    parts = split(STORY)
    assert [part.name for part in parts] == ["situation", "task", "action", "result"]
    assert [STORY[part.start : part.end].split()[0] for part in parts] == ["When", "My", "I", "By"]


def test_a_goal_answer_is_cut_into_proof_plan_and_fit() -> None:
    """The template of goal questions."""
    text = (
        "Last year I cut call-backs from six to two. I'm taking a course and sit the exam on 12 June. "
        "Your crews work on hospitals, so this job is the step my plan needs."
    )
    assert [part.name for part in split(text, "goal")] == ["proof", "plan", "fit"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([*STORY.split(". "), "日本語。", "👍", "\n\n", "- item", ""]), max_size=12),
    st.sampled_from(["star", "goal"]),
)
def test_parts_cover_the_text_in_order(pieces: list[str], template: str) -> None:
    """No gap, no overlap, whatever the text."""
    text = ". ".join(pieces)
    parts = split(text, template)
    assert "".join(text[part.start : part.end] for part in parts) == (text if text.strip() else "")
    assert len({part.name for part in parts}) == len(parts)


def test_a_template_that_there_is_not_is_refused() -> None:
    """Rather than guessed."""
    with pytest.raises(KeyError):
        split(STORY, "haiku")


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("i ( want | hope ) to", "now i hope to go", True),
        ("i ( want | hope ) to", "i went to", False),
        ("i ~2 {pay}", "i ask for pay", True),
        ("i ~2 {pay}", "i , well , pay", False),
        ("i ~~4 {pay}", "i , well , pay", True),
        ("a {!pay} rise", "a pay rise", False),
        ("a {!pay} rise", "a steep rise", True),
        ("at # o'clock", "at 9 o'clock", True),
        ("^ so ( then )? i", "so i", True),
        ("^ so i", "and so i", False),
        ("be !( a ) ~2 chef", "be a chef", False),
        ("be !( a ) ~2 chef", "be head chef", True),
    ],
)
def test_a_pattern_finds_what_it_says(pattern: str, text: str, found: bool) -> None:
    """The language of the coach's files."""
    base = shipped()
    reading = Reading(text, base)
    sentence = reading.sentences[0]
    marked = tuple(
        ("P" if word.word == "pay" else "N") + (base.marks["number"] if word.word.isdigit() else "")
        for word in sentence.words
    )
    known = {"pay": "P", "!pay": "N", "number": base.marks["number"]}
    compiler = Compiler(known, {})
    compiled = compiler.pattern(pattern)
    signs = tuple(sign_of(word.word, compiler.signs) for word in sentence.words)
    again = type(sentence)(sentence.start, sentence.end, sentence.words, marked, signs)
    assert again.has([compiled]) is found


@pytest.mark.parametrize("wrong", ["", "( a | b", "a )", "( a | )", "? a", "{nothing}", "{loop}"])
def test_a_pattern_that_cannot_be_read_says_so(wrong: str) -> None:
    """With what is wrong with it."""
    with pytest.raises(PatternError):
        Compiler({}, {"loop": "a {loop}"}).pattern(wrong)


def test_what_is_shipped_has_no_mistakes() -> None:
    """Every list, phrase and rule can be used, and every rule that is reported says why and what to do."""
    lexicon = shipped()
    assert lexicon.problems == ()
    said = [rule for rule in lexicon.rules.values() if rule.reason]
    assert all(rule.suggestion for rule in said)
    assert {f"A{n}" for n in range(1, 9)} | {f"E{n}" for n in range(1, 6)} <= {rule.id for rule in said}
    assert all(lexicon.rules[f"E{n}"].absent for n in range(1, 6))


def test_ones_own_words_patterns_and_texts_are_added(tmp_path: Path) -> None:
    """A file of one's own extends and overrides."""
    (tmp_path / "mine.toml").write_text(
        '[words]\npayhard = "ducats -bonus"\n[A1]\nsuggestion = "Speak of bread."\naims = ["i crave {payhard}"]\n'
    )
    lexicon = with_own(tmp_path)
    assert lexicon.problems == ()
    (found,) = check("I crave ducats.", question="Q1", lexicon=lexicon).found("A1")
    assert found.suggestion == "Speak of bread."
    assert not check("I crave a bonus.", question="Q1", lexicon=lexicon).found("A1")
    assert not check("I crave ducats.", question="Q1").found("A1")


def test_wrong_entries_of_ones_own_are_named_with_file_and_line_and_left_out(tmp_path: Path) -> None:
    """The rest of the file is used, and so is the rest of the coach."""
    file = tmp_path / "mine.toml"
    file.write_text(
        "[words]\npay = 3\n\n[A9]\naims = []\n\n"
        '[A2]\nseverity = "awful"\nleast = [1]\naims = [\n  "i crave the crown",\n  "( never",\n]\n'
    )
    (tmp_path / "broken.toml").write_text("[words\n")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    lexicon = with_own(tmp_path)
    named = {(Path(problem.file).name, problem.line) for problem in lexicon.problems}
    assert named == {
        ("broken.toml", 1),
        ("bytes.toml", 0),
        ("mine.toml", 2),
        ("mine.toml", 4),
        ("mine.toml", 8),
        ("mine.toml", 9),
        ("mine.toml", 12),
    }
    assert all(isinstance(problem, Problem) and problem.message for problem in lexicon.problems)
    assert check("I crave the crown.", question="Q1", lexicon=lexicon).found("A2")
    assert check("I want a bonus.", question="Q1", lexicon=lexicon).found("A1")


def test_without_files_of_ones_own_the_shipped_coach_is_used(tmp_path: Path) -> None:
    """A folder that isn't there is no fault."""
    assert with_own(tmp_path / "nowhere") is shipped()
