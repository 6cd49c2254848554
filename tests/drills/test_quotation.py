"""What the coach quotes: the clause that carries what was found, never a fragment or half a figure."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drills.answers import check
from drills.answers.finding import findings
from drills.answers.lexicon import shipped
from drills.answers.quotation import place, quotation, unbroken
from drills.answers.reading import Hit, Reading


def hit_in(reading: Reading, words: str) -> Hit:
    """Where words that are found stand."""
    start = reading.text.index(words)
    for at, sentence in enumerate(reading.sentences):
        inside = [n for n, word in enumerate(sentence.words) if start <= word.start < start + len(words)]
        if inside:
            return Hit(at, inside[0], inside[-1] + 1)
    raise AssertionError(words)


@pytest.mark.parametrize(
    ("text", "found", "quoted"),
    [
        ("One was late, and it is still used for ordering.", "is still used for", "it is still used for ordering"),
        ("I made two forecasts last year that hold.", "I made two", "I made two forecasts last year that hold"),
        ("I made two plans that others then used.", "I made two", "I made two plans that others then used"),
        ("It works, and you do a lot of it.", "and you do a", "you do a lot of it"),
        ("Your depots sort by hand.", "Your", "Your depots sort by hand"),
        ("I passed the SQL course with 92 %.", "I passed the SQL course with 92", "I passed the SQL course with 92 %"),
        ("I cut it by 92% in May, and left.", "cut it by", "I cut it by 92% in May"),
        ("Every week, I read one paper.", "Every week", "Every week, I read one paper"),
        ("First the exam; it went well, though.", "though", "it went well, though"),
        ("I'd like it.", "like", "I'd like it"),
        (
            "Since the spring our small team of two in the back office of the depot at Leeds has cut errors by 40 %.",
            "has cut errors by 40",
            "the depot at Leeds has cut errors by 40 %",
        ),
    ],
)
def test_what_was_found_is_quoted_with_its_clause(text: str, found: str, quoted: str) -> None:
    """From a comma, a semicolon or an "and" to the next, of 4 to about 14 words, a figure with what it counts."""
    reading = Reading(text, shipped())
    start, end = place(reading, quotation(reading, hit_in(reading, found)))
    assert text[start:end] == quoted


def test_words_that_are_at_fault_keep_their_place_but_are_whole() -> None:
    """No half of a contraction at the ends, no figure without what it counts."""
    reading = Reading("I'd be glad to earn 40 thousand by May, wouldn't I?", shipped())
    start, end = place(reading, unbroken(reading, hit_in(reading, "'d be glad to earn 40")))
    assert reading.text[start:end] == "I'd be glad to earn 40 thousand"


def test_the_number_in_a_result_is_quoted() -> None:
    """Also where the words that show the result have none."""
    found = check("Last year I cut the errors. The depot went from 60 to 41 of them by May.", question="Q1")
    said = [found for found in found.findings if found.id == "number-in-result"]
    assert all(any(char.isdigit() for char in each.reason) for each in said)


def test_proofs_in_one_sentence_are_quoted_apart_where_they_are_too_long_together() -> None:
    """A pitfall's words are one place still."""
    text = (
        "The exam is on 25 January, and before the summer I will have built one forecast for a client of the house "
        "from the first figure to the last."
    )
    reading = Reading(text, shipped())
    hits = [hit_in(reading, "exam is on 25 January"), hit_in(reading, "will have built one forecast for a client")]
    apart = [text[found.start : found.end] for found in findings(reading, "E3", hits)]
    assert [words.split()[0] for words in apart] == ["The", "before"]
    assert len(findings(reading, "A2", hits)) == 1


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(("I", "can't", "cut", "by", "40", "%", ",", ";", "and", "we", "'d", "🙂", ".", "計画")),
        min_size=1,
        max_size=40,
    ),
    st.integers(0, 40),
    st.integers(1, 6),
)
def test_a_quotation_always_holds_what_was_found(pieces: list[str], first: int, length: int) -> None:
    """And lies within its sentence, whatever the text."""
    reading = Reading(" ".join(pieces), shipped())
    for at, sentence in enumerate(reading.sentences):
        begin = min(first, len(sentence.words) - 1)
        hit = Hit(at, begin, min(begin + length, len(sentence.words)))
        wide = quotation(reading, hit)
        assert 0 <= wide.first < hit.last <= wide.last <= len(sentence.words)
        left_out = sentence.words[hit.first : wide.first]
        assert all(word.is_sign or word.word == "and" for word in left_out)
        start, end = place(reading, wide)
        assert sentence.start <= start < end <= sentence.end
