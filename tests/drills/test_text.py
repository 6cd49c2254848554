"""Hostile text, drawn and stored."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drills.text import cell_width, one_line, storable, visible

ANY = st.text(st.characters(codec=None, exclude_categories=()) | st.sampled_from("\x00\x1b\x9b\r\n\t\u202e\u2028 é"))
FORBIDDEN = {*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)}


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("a\x00\x7fb", "a␀␡b"),
        ("\x9b2J", "\ufffd2J"),
        ("a\tb\n\tc", "a   b\n    c"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\u2028b\u2029c", "a\nb\nc"),
        ("abc\u202edef\u2066\u200f", "abcdef"),
        ("\ufeffa\U000e0041\U000e007f", "a"),
        ("\ud800", "\ufffd"),
        ("क्\u200dष 👩\u200d🚀", "क्\u200dष 👩\u200d🚀"),
        ("[red]x[/] list[int]", "[red]x[/] list[int]"),
    ],
)
def test_drawn_text_shows_what_it_is(text, drawn):
    """Controls appear as pictures, disguises go, words and joined letters stay."""
    assert visible(text) == drawn


@given(ANY)
def test_drawn_text_cannot_command_the_terminal(text):
    """Only newlines are left of all controls, and drawing twice changes nothing."""
    drawn = visible(text)
    assert not FORBIDDEN.intersection(map(ord, drawn.replace("\n", "")))
    assert visible(drawn) == drawn
    drawn.encode()


@pytest.mark.parametrize(
    ("text", "limit", "line"),
    [
        ("  a\n b\t\tc ", None, "a b c"),
        ("abcdef", 6, "abcdef"),
        ("abcdef", 5, "abcd…"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        ("👩\u200d🚀 go", 4, "👩…"),
        ("ab cd", 4, "ab…"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
    ],
)
def test_a_line_is_cut_by_its_width_on_screen(text, limit, line):
    """White space folds, and the cut counts terminal cells, never splitting a letter from its accents."""
    assert one_line(text, limit) == line


@given(ANY, st.integers(0, 20))
def test_a_cut_line_fits(text, limit):
    """However odd the text, it is one line and no wider than asked."""
    line = one_line(text, limit)
    assert "\n" not in line
    assert cell_width(line) <= limit


@given(ANY)
def test_stored_text_is_composed_and_encodable(text):
    """What is stored is NFC with plain line ends, encodes as UTF-8, holds no NUL, and is stored the same again."""
    stored = storable(text)
    assert unicodedata.is_normalized("NFC", stored)
    assert not {"\r", "\0"}.intersection(stored)
    assert storable(stored) == stored
    stored.encode()


@pytest.mark.parametrize("text", ["\x1b[2J", "\u202eabc", "a\tb", "\ufeff", "\x0b\x0c\x85\u2028", "ﬁ ²"])
def test_stored_text_keeps_what_is_only_dangerous_to_draw(text):
    """The database holds the original; drawing makes it safe."""
    assert storable(text) == text


@pytest.mark.parametrize("marks", ["\u0301\u0316", "\u0f73"])
def test_piles_of_accents_are_stored_at_once(marks):
    """A million combining marks, which would take minutes to sort, are kept as they came."""
    pile = "a" + marks * 500_000
    started = time.perf_counter()
    assert storable(pile) == pile
    assert time.perf_counter() - started < 5
