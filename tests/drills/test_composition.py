"""Composing: templates, words and seconds, plain forms, and what differs between two versions."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drills.composing.answer_diff import GONE, NEW, SAME, difference, word_runs
from drills.composing.citation import cited_dates, goal_line, proof_line, sentence_around
from drills.composing.composition import (
    TEMPLATES,
    band,
    checked_sections,
    editor_text,
    from_editor,
    in_section,
    markdown,
    measure,
    own_pace,
    plain_text,
    relaid,
    suited_template,
)
from drills.errors import InputError
from drills.models import Goal, GoalStatus
from drills.spoken import USUAL_PACE, words_in
from drills.views.composing import Fit, Section, Template

PARAGRAPHS = st.text(alphabet="ab.! \n", max_size=40)
TODAY = date(2026, 11, 22)


def answer(template: Template, *texts: str) -> tuple[Section, ...]:
    """An answer with those texts in the template's sections."""
    return tuple(Section(rule.name, text) for rule, text in zip(TEMPLATES[template], texts, strict=True))


def goal(statement: str, deadline: date, **values: object) -> Goal:
    """A goal."""
    return Goal(1, statement, deadline, date(2026, 9, 1), **values)  # type: ignore[arg-type]


# Templates


@pytest.mark.parametrize(
    ("shows", "skeleton", "template"),
    [
        (("E1",), ("Proof: a result", "Fit: why here"), Template.GOAL),
        (("E1",), ("Situation: where", "Action: what"), Template.STAR),
        (("E1",), ("Situation: where", "Task: what for", "Action: what"), Template.STAR4),
        (("E3",), (), Template.GOAL),
        (("E1",), (), Template.STAR),
    ],
)
def test_the_template_that_suits_a_question(
    shows: tuple[str, ...], skeleton: tuple[str, ...], template: Template
) -> None:
    """Its skeleton decides, else what a good answer shows."""
    assert suited_template(shows, skeleton) is template


def test_sections_that_a_template_lacks_are_refused() -> None:
    """Nothing is put where nobody would find it."""
    with pytest.raises(InputError, match="no section fit"):
        checked_sections(Template.STAR, [Section("fit", "here")])
    assert [section.name for section in checked_sections(Template.STAR, [Section("R", "done")])] == ["ST", "A", "R"]


@given(st.lists(PARAGRAPHS, min_size=4, max_size=4), st.sampled_from(Template))
def test_no_word_is_lost_when_the_template_changes(texts: list[str], to: Template) -> None:
    """Whatever was written is somewhere in the other layout."""
    before = answer(Template.STAR4, *texts)
    assert sorted(plain_text(relaid(before, to)).split()) == sorted(plain_text(before).split())


# How long


def test_seconds_are_at_the_users_own_pace() -> None:
    """Words are counted as said; without a pace of one's own it is 140 a minute, and says so."""
    text = " ".join(["word"] * 140)
    usual = measure(Template.FREE, answer(Template.FREE, text))
    assert (usual.whole.words, usual.whole.seconds, usual.own_pace) == (140, pytest.approx(60), False)
    assert measure(Template.FREE, answer(Template.FREE, text), 70.0).whole.seconds == pytest.approx(120)
    assert "advice" in usual.advice


def test_sections_are_held_against_their_share_of_the_words() -> None:
    """Half the words on the situation are too many; an empty section is told as empty, not as short."""
    measured = dict(measure(Template.STAR, answer(Template.STAR, "a " * 50, "a " * 50, "")).sections)
    assert (measured["ST"].fit, measured["A"].fit, measured["R"].fit) == (Fit.LONG, Fit.WITHIN, Fit.EMPTY)


@pytest.mark.parametrize(("seconds", "fit"), [((60, 120), Fit.SHORT), ((10, 20), Fit.LONG), ((20, 60), Fit.WITHIN)])
def test_the_whole_is_held_against_the_questions_own_band(seconds: tuple[int, int], fit: Fit) -> None:
    """A follow-up may be short."""
    assert measure(Template.FREE, answer(Template.FREE, "a " * 70), None, seconds).whole.fit is fit


def test_ones_own_pace_comes_of_tries_that_are_long_enough() -> None:
    """Short ones and impossible ones are left out; too few words say nothing."""
    assert own_pace([(150, 60.0), (150, 60.0), (5, 1.0), (3000, 60.0)]) == pytest.approx(150)
    assert own_pace([(60, 30.0)]) is None
    assert own_pace([]) is None


def test_a_pace_field_is_read_as_a_band() -> None:
    """From-to, one number as the most, or the common band."""
    assert (band("20-45"), band("90"), band("")) == ((20, 45), (45, 90), (60, 120))


def test_marks_alone_are_no_words() -> None:
    """A dash between spaces isn't said."""
    assert words_in("Yes – I did: it's 9 days.") == 6


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A new thing [b]x[/b]", 4),
        ("I can't, and won't, cut 92 % of an end-to-end test.", 10),
        ("the course—and its exam—by June", 7),
        ("計画です。次は試験。", 4),
        ("我们的计划是学习 Python", 5),
        ("🙂 … –", 0),
        ("", 0),
    ],
)
def test_words_are_counted_as_people_say_them(text: str, words: int) -> None:
    """Marks within a word don't part it; two characters of Chinese or Japanese are about a word."""
    assert words_in(text) == words


# Plain forms


@given(st.lists(PARAGRAPHS, min_size=3, max_size=3))
def test_places_in_the_whole_text_lead_back_to_their_section(texts: list[str]) -> None:
    """A finding in the text as a whole is found in the box that it was written in."""
    sections = answer(Template.STAR, *texts)
    whole, by_name = plain_text(sections), {section.name: section.text for section in sections}
    for place, char in enumerate(whole):
        found = in_section(sections, place, place + 1)
        if found:
            name, start, end = found
            assert by_name[name][start:end] == char
        else:
            assert char == "\n"


@given(st.lists(PARAGRAPHS, min_size=3, max_size=3))
def test_the_editor_gives_back_what_it_was_given(texts: list[str]) -> None:
    """Sections go to a file with headings and come back, but for white space around them."""
    sections = answer(Template.STAR, *texts)
    back = from_editor(editor_text("How?", Template.STAR, sections), Template.STAR)
    assert [section.text for section in back] == [section.text.strip() for section in sections]


def test_words_above_the_first_heading_are_kept() -> None:
    """Whoever removes the headings loses nothing."""
    assert from_editor("I did it.", Template.STAR)[0].text == "I did it."
    assert from_editor("Before\n## Result\nAfter", Template.STAR) == answer(Template.STAR, "Before", "", "After")


def test_remarks_of_ones_own_stay() -> None:
    """Only what the file said itself is taken off."""
    text = editor_text("How?", Template.FREE, answer(Template.FREE, "A <!-- not sure --> b"))
    assert from_editor(text, Template.FREE)[0].text == "A <!-- not sure --> b"


def test_markdown_has_a_heading_for_each_section_that_says_something() -> None:
    """A free answer has none."""
    assert markdown("Q1", Template.STAR, answer(Template.STAR, "s", "", "r")) == (
        "## Q1\n\n### Situation and task\n\ns\n\n### Result\n\nr\n"
    )
    assert markdown("Q1", Template.FREE, answer(Template.FREE, "all")) == "## Q1\n\nall\n"


# What differs

WORDS = ("the", "queue", "fell", "from", "sixteen", "to", "seven", "minutes", "I")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=15).map(" ".join)


@given(TEXTS, TEXTS)
def test_a_comparison_holds_all_words_of_both_versions(before: str, after: str) -> None:
    """What stayed and went is the earlier one, what stayed and came the later one."""
    runs = word_runs(before, after)
    assert " ".join(run.text for run in runs if run.how != NEW).split() == before.split()
    assert " ".join(run.text for run in runs if run.how != GONE).split() == after.split()


def test_single_words_between_changes_are_part_of_the_change() -> None:
    """A lone "the" that stayed between two changes can't be read as such."""
    runs = word_runs(
        "I worked on the old plan for years and then left", "I laughed at the new joke for years and then left"
    )
    assert [run.how for run in runs] == [SAME, GONE, NEW, SAME]
    assert runs[1].text.strip() == "worked on the old plan"


def test_sections_are_compared_one_by_one() -> None:
    """With the share of words that stayed; other sections are compared as one text."""
    before = answer(Template.STAR, "a b c d", "x", "y")
    found = difference(before, answer(Template.STAR, "a b c e", "x", "y"))
    assert [(each.name, each.kept) for each in found] == [("ST", 0.75), ("A", 1.0), ("R", 1.0)]
    assert len(difference(before, answer(Template.FREE, "a"))) == 1


# Dates and goals


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("by 15 January 2027 I will", date(2027, 1, 15)),
        ("by the 15th of January", date(2027, 1, 15)),
        ("on January 15, 2028", date(2028, 1, 15)),
        ("due 2026-12-04.", date(2026, 12, 4)),
        ("since 3 Nov", date(2026, 11, 3)),
        ("on 29 February", None),
        ("on 31 June 2027", None),
    ],
)
def test_dates_are_read_as_they_were_meant_when_written(text: str, day: date | None) -> None:
    """A day without its year is the next one, or one just gone; a day that isn't there is none."""
    assert next((cited.day for cited in cited_dates(text, TODAY)), None) == day


def test_the_sentence_around_a_date_is_found() -> None:
    """From its first word to its mark."""
    text = "I began early. By 15 January 2027 I will sit it. Then I rest."
    start, end = sentence_around(text, text.index("15"))
    assert text[start:end] == "By 15 January 2027 I will sit it."


def test_an_open_goal_gives_its_dated_line() -> None:
    """A deed reads as one; anything else is named."""
    assert goal_line(goal("Pass the exam.", date(2027, 1, 15))) == "By 15 January 2027 I will pass the exam."
    assert (
        goal_line(goal("Analyst interview", date(2027, 1, 15))) == "My next date is 15 January 2027: Analyst interview."
    )


def test_a_goal_met_gives_its_proof() -> None:
    """What was set out, by when, when it was done, and what came of it."""
    met = goal(
        "Pass the exam", date(2027, 1, 15), status=GoalStatus.MET, closed_on=date(2027, 1, 12), outcome="91 of 100."
    )
    assert proof_line(met) == "I set out to pass the exam by 15 January 2027, and did it on 12 January: 91 of 100."


def test_the_usual_pace_lies_within_common_advice() -> None:
    """130 to 150 words a minute."""
    assert 130 <= USUAL_PACE <= 150
