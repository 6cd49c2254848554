"""Cloze texts: which cards they give, and what is drawn of them."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drills.cloze import Segment, blanks, numbers

PIECES = ("{{c1::", "{{c2::", "{{c0::", "}}", "}", "{", "::", ":", "\\", "a", "ü ", "\n", "{{", "c1")


def shown(text):
    """A run drawn as it is."""
    return Segment(text)


def hidden(text, hint=None):
    """A run asked for."""
    return Segment(text, hidden=True, hint=hint)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A plan names {{c1::the goal}} and {{c2::a date::when?}}.", (1, 2)),
        ("{{c3::x}} {{c1::y}} {{c3::z}}", (1, 3)),
        ("{{c1::outer {{c2::inner}} text}}", (1, 2)),
        ("no cloze at all", ()),
        ("{{c0::zero}} {{c-1::minus}} {{c::none}} {{x1::x}}", ()),
        ("{{c1::unclosed", ()),
        ("{{c1::unclosed {{c2::closed}}", (2,)),
        (r"\{{c1::escaped}}", ()),
        ("{{c1::}}", (1,)),
        ("{{c01::one}} {{c999::most}} {{c1000::too many}}", (1, 999)),
    ],
)
def test_each_number_gives_one_card(text, expected):
    """Numbers count once, from 1 on, and only where a deletion is opened and closed."""
    assert numbers(text) == expected


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("a {{c1::b}} c", 1, [shown("a "), hidden("b"), shown(" c")]),
        ("a {{c1::b::hint}}", 1, [shown("a "), hidden("b", "hint")]),
        ("a {{c1::b::hint}}", 2, [shown("a b")]),
        ("{{c1::a}}{{c1::b}} {{c2::c}}", 1, [hidden("a"), hidden("b"), shown(" c")]),
        ("{{c1::o {{c2::i::h2}} x::h1}}", 1, [hidden("o i x", "h1")]),
        ("{{c1::o {{c2::i::h2}} x::h1}}", 2, [shown("o "), hidden("i", "h2"), shown(" x")]),
        ("{{c1::o {{c1::i::h2}} x}}", 1, [hidden("o i x")]),
        ("{{c1::at 10:30}}", 1, [hidden("at 10:30")]),
        ("{{c1::std::vector}}", 1, [hidden("std", "vector")]),
        ("{{c1::a::b::c}}", 1, [hidden("a", "b::c")]),
        ("{{c1::}} x", 1, [hidden(""), shown(" x")]),
        ("{{c0::z}} }} {{c1::a}}", 1, [shown("{{c0::z}} }} "), hidden("a")]),
        ("{{c1::a {{c0}} b}}", 1, [hidden("a {{c0"), shown(" b}}")]),
        ("{{c1::open {{c2::x}}", 2, [shown("{{c1::open "), hidden("x")]),
        (r"\{{c1::a}} {{c1::\{{b}}", 1, [shown("{{c1::a}} "), hidden("{{b")]),
        (r"{{c1::\frac{a}{b}}}", 1, [hidden(r"\frac{a}{b}")]),
        (r"{{c1::x {{c2::\frac{a}{b}}}}}", 2, [shown("x "), hidden(r"\frac{a}{b}")]),
        (r"{{c1::\{a\}}}", 1, [hidden(r"\{a\}")]),
        (r"{{c1::C:\}} x", 1, [hidden("C:\\"), shown(" x")]),
        (r"{{c1::a \\}}", 1, [hidden(r"a \\")]),
        ("{{c1::a}}}", 1, [hidden("a"), shown("}")]),
        ("", 1, []),
    ],
)
def test_a_card_hides_its_own_number(text, number, expected):
    """Deletions of the card's number are asked for, with their hints; the others are plain text."""
    assert list(blanks(text, number)) == expected


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES)).map("".join), st.integers(1, 3))
def test_only_numbers_found_are_hidden(text, number):
    """Any text can be drawn; something is hidden exactly for the numbers it has, and nothing hidden is torn apart."""
    segments = blanks(text, number)
    assert any(segment.hidden for segment in segments) == (number in numbers(text))
    assert all(segment.text or segment.hidden for segment in segments)


@given(st.text(st.characters(exclude_characters="\\}")))
def test_a_text_without_deletions_is_drawn_unchanged(text):
    """Plain text is one run, exactly as written."""
    assert "".join(segment.text for segment in blanks(text, 1)) == text


@pytest.mark.parametrize(
    "text",
    [
        "{{c1::" * 20_000,
        "{{c1::" * 20_000 + "}}" * 20_000,
        "{{c1::a::b" * 20_000 + "}" * 100_000,
        "{" * 200_000 + "}" * 200_000,
        "\\" * 200_000,
        "{{c1::" + "{" * 200_000 + "}" * 400_000,
    ],
    ids=["open", "nested", "torn", "braces", "backslashes", "braces in one"],
)
def test_hostile_texts_are_read_in_linear_time(text):
    """Twenty thousand deletions, opened, nested or torn, take a moment at most."""
    started = time.perf_counter()
    numbers(text)
    blanks(text, 1)
    assert time.perf_counter() - started < 3
