"""Cuts between the sections of a pasted answer: they move by sentence, and never touch a word."""

from hypothesis import given
from hypothesis import strategies as st

from drills.composing.composition import TEMPLATES
from drills.views.composing import Template
from tui.screens.split import Cuts, cut

RULES = TEMPLATES[Template.STAR]


@given(
    st.lists(st.integers(0, 2), min_size=1, max_size=12).map(sorted),
    st.lists(st.tuples(st.integers(0, 11), st.sampled_from([-1, 1])), max_size=20),
)
def test_sections_keep_their_order_whatever_is_moved(places: list[int], moves: list[tuple[int, int]]) -> None:
    """A moved sentence takes those after it along, or those before it."""
    cuts = Cuts(places, len(RULES))
    for sentence, by in moves:
        if sentence < len(places):
            cuts.move(sentence, by)
    assert cuts.places == sorted(cuts.places)
    assert all(0 <= place < len(RULES) for place in cuts.places)


@given(
    st.lists(st.sampled_from(["I led it. ", "Sales rose!\n\n", "“Why?” she said. "]), min_size=1, max_size=8), st.data()
)
def test_no_word_is_lost_between_the_cuts(sentences: list[str], data: st.DataObject) -> None:
    """Put together again, the sections hold all that was pasted, in its order."""
    text, spans, at = "".join(sentences), [], 0
    for sentence in sentences:
        spans.append((at, at + len(sentence.rstrip())))
        at += len(sentence)
    places = sorted(data.draw(st.lists(st.integers(0, 2), min_size=len(spans), max_size=len(spans))))
    sections = cut(text, spans, places, RULES)
    assert " ".join(section.text for section in sections).split() == text.split()
    assert [section.name for section in sections] == [rule.name for rule in RULES]
