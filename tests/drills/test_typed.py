"""Typed answers: what counts as right, nearly right and wrong."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drills.models import Rating
from drills.typed import Op, Piece, Verdict, compare, suggested_rating

WORDS = st.text(max_size=40) | st.text("abß Éé.-5+#", max_size=12)


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("Spaced Repetition", "spaced repetition"),
        ("  spaced   repetition ", "spaced repetition"),
        ("spaced-repetition!", "Spaced repetition"),
        ("cafe", "café"),
        ("cafe\u0301", "café"),
        ("Strasse", "Straße"),
        ("Łódź", "lodz"),
        ("ﬁnance", "finance"),
        ("x2", "x²"),
        ("the goal", "**the goal**"),
        ("60 – 120", "60-120"),
        ("1000", "1,000"),
        ("50 %", "50%"),
        ("covid 19", "COVID-19"),
        ("c++", "C++"),
        ("...", "..."),
        ("日本", "日本"),
    ],
)
def test_the_way_of_writing_does_not_matter(typed, accepted):
    """Case, spaces, accents and punctuation are forgiven."""
    assert compare(typed, [accepted]).verdict is Verdict.EXACT


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("mileston", "milestone"),
        ("milestonee", "milestone"),
        ("mliestone", "milestone"),
        ("milestane", "milestone"),
        ("retreivabilty", "retrievability"),
        ("charactaristic", "characteristic"),
    ],
)
def test_a_slip_in_a_longer_word_is_close(typed, accepted):
    """A letter missing, needless, swapped or wrong is a slip, and longer answers bear more of them."""
    assert compare(typed, [accepted]).verdict is Verdict.CLOSE


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("c", "C++"),
        ("C", "C#"),
        ("..", "..."),
        ("!", "?"),
        ("-5", "5"),
        ("3.1415", "31415"),
        ("1.5", "15"),
        ("1/2", "12"),
        ("in 1988", "in 1989"),
        ("cost", "lost"),
        ("promotion", "demotion"),
        ("", "goal"),
        ("   ", "goal"),
        ("goal", ""),
        ("か", "が"),
    ],
)
def test_what_says_something_else_is_wrong(typed, accepted):
    """Other numbers, telling marks and short words differ by a single character and still mean something else."""
    assert compare(typed, [accepted]).verdict is Verdict.WRONG


def test_the_nearest_accepted_answer_is_compared():
    """With several accepted answers, the user is shown the one that was probably meant."""
    comparison = compare("recal", ["retrievability", "recall", "memory"])
    assert (comparison.verdict, comparison.best) == (Verdict.CLOSE, "recall")
    assert compare("anything", []).verdict is Verdict.WRONG


@pytest.mark.parametrize(
    ("typed", "accepted", "pieces"),
    [
        ("goal", "goal", [("same", "goal")]),
        ("A Goal", "a goal.", [("same", "A Goal")]),
        ("a date", "a goal date", [("same", "a "), ("missing", "goal "), ("same", "date")]),
        ("a goall", "a goal", [("same", "a goal"), ("extra", "l")]),
        ("gaol", "goal", [("same", "g"), ("missing", "o"), ("same", "a"), ("extra", "o"), ("same", "l")]),
        ("strase", "Straße", [("same", "stras"), ("missing", "ß"), ("same", "e")]),
        ("", "goal", [("missing", "goal")]),
        ("goal", "", [("extra", "goal")]),
    ],
)
def test_the_difference_shows_in_the_users_own_spelling(typed, accepted, pieces):
    """What matches and what is needless reads as typed; what is missing reads as in the answer."""
    shown = compare(typed, [accepted]).pieces
    joined = "".join(piece.text for piece in shown if piece.op is not Op.MISSING)
    assert joined == typed
    assert shown == tuple(Piece(Op(op), text) for op, text in pieces)


@settings(deadline=None)
@given(WORDS, st.lists(WORDS, max_size=4))
def test_nothing_typed_is_lost_in_the_comparison(typed, accepted):
    """The pieces that aren't missing are what was typed, and the best answer is one of those accepted."""
    comparison = compare(typed, accepted)
    assert "".join(piece.text for piece in comparison.pieces if piece.op is not Op.MISSING) == typed.strip()
    assert comparison.best in [*accepted, ""]
    if comparison.verdict is Verdict.EXACT:
        assert {piece.op for piece in comparison.pieces} == {Op.SAME}


@settings(deadline=None)
@given(WORDS.filter(str.strip))
def test_an_answer_repeated_is_exact(answer):
    """Whoever types an accepted answer as it stands is right."""
    assert compare(answer, ["something else", answer]).verdict is Verdict.EXACT


@pytest.mark.parametrize(
    ("typed", "rating"), [("milestone", Rating.GOOD), ("mileston", Rating.HARD), ("goal", Rating.AGAIN)]
)
def test_the_verdict_suggests_a_rating(typed, rating):
    """Exact suggests Good, close suggests Hard, wrong suggests Again."""
    assert suggested_rating(compare(typed, ["milestone"])) is rating


@pytest.mark.parametrize("typed", ["ab" * 150, "a" * 300, "ab" * 500_000], ids=["alternating", "same", "huge"])
def test_long_answers_are_compared_in_a_moment(typed):
    """Neither length nor repetition makes the comparison slow."""
    started = time.perf_counter()
    compare(typed, ["ba" * 149 + "c" * n for n in range(20)])
    assert time.perf_counter() - started < 5
