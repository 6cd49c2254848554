"""Charts and rows as text: what is drawn, without an app around it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from drills.models import Goal, GoalStatus, Kind, Milestone, Phase, Rating
from drills.number_words import percent, time_words
from drills.text import cell_width
from drills.views.answers import QuestionLine
from drills.views.library import NoteLine
from drills.views.today import GoalLine
from tui.widgets.bar import Part, filled, padded, share_bar, shared_out, small_row
from tui.widgets.deck_list import deck_row
from tui.widgets.goal_view import closed_row, days_words, goal_row, milestone_row
from tui.widgets.note_list import note_row, state_words
from tui.widgets.note_view import gaps_shown
from tui.widgets.question_row import question_row

TODAY = date(2026, 11, 22)  # a Sunday
HOSTILE = "[@click=app.quit]x[/] \x1b]52;c;aGk=\x07 \u202eabc 漢字 é"


# Bars


@pytest.mark.parametrize(
    ("share", "drawn"), [(0, ""), (0.001, "▏"), (0.5, "█████"), (0.999, "█████████▉"), (1, "█" * 10)]
)
def test_a_bar_is_empty_or_full_only_when_that_is_so(share: float, drawn: str) -> None:
    """Rounding never hides what is there, nor what is missing."""
    assert filled(share, 10) == drawn


@pytest.mark.parametrize(("share", "words"), [(0, "0 %"), (0.001, "1 %"), (0.5, "50 %"), (0.998, "99 %"), (1, "100 %")])
def test_percentages_are_whole_and_honest(share: float, words: str) -> None:
    """0 and 100 are said only of nothing and everything."""
    assert percent(share) == words


def test_a_share_bar_keeps_its_width() -> None:
    """Solid and shaded parts add up."""
    assert {share_bar(share / 37, 20).cell_length for share in range(38)} == {20}


@pytest.mark.parametrize("sizes", [[1, 1000, 1], [0, 5, 0], [3, 3, 3, 3, 3], [1, 1, 1, 99999]])
def test_parts_fill_the_bar_and_none_is_lost(sizes: list[int]) -> None:
    """Every part that isn't empty has a cell, and all cells are used."""
    cells = shared_out([Part(str(n), size, "x", "") for n, size in enumerate(sizes)], 30)
    assert sum(cells) == 30
    assert all((size > 0) == (number > 0) for size, number in zip(sizes, cells, strict=True))


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0 s"), (59, "59 s"), (90, "2 min"), (3600, "1 h 00 min"), (45_000, "12 h 30 min")]
)
def test_time_is_told_in_its_own_units(seconds: float, words: str) -> None:
    """Seconds, minutes, or hours with minutes."""
    assert time_words(seconds) == words


def test_small_columns_stay_low_enough_to_stand_in_rows() -> None:
    """No full block, so that rows above each other don't run together."""
    assert small_row([None, 0.0, 0.5, 1.0]) == "·▁▄▇"


@pytest.mark.parametrize("width", [6, 11, 40])
def test_padded_text_fills_its_cells(width: int) -> None:
    """Wide characters count as two; hostile ones are drawn as pictures or dropped."""
    text = padded(HOSTILE, width)
    assert cell_width(text) == width
    assert not set(text) & set("\x1b\x07\u202e\n")


# Rows


def note(**changes: object) -> NoteLine:
    """A note in review, due today."""
    values: dict[str, object] = {
        "id": 1,
        "kind": Kind.BASIC,
        "text": HOSTILE,
        "deck": f"A::{HOSTILE}",
        "tags": (),
        "cards": 1,
        "phase": Phase.REVIEW,
        "due": TODAY,
        "suspended": False,
        "flag": 0,
        "lapses": 0,
    }
    return NoteLine(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [40, 76, 120, 200])
@pytest.mark.parametrize("flag", [0, 3])
def test_a_note_takes_exactly_its_line(width: int, flag: int) -> None:
    """Whatever it holds, one line of the width, with nothing that acts on the terminal."""
    row = note_row(note(flag=flag), TODAY, width, marked=True)
    assert row.cell_length == width
    assert not set(row.plain) & set("\x1b\x07\u202e\n")


@pytest.mark.parametrize(("width", "least"), [(50, 25), (76, 50), (120, 60)])
def test_the_text_of_a_note_has_all_the_room_that_the_rest_leaves(width: int, least: int) -> None:
    """A short state leaves more of it; with decks beside them, texts end at one place."""
    rows = [note_row(note(text="w" * 300, due=TODAY + timedelta(days=n)), TODAY, width, marked=False) for n in (0, 9)]
    lengths = [row.plain.count("w") for row in rows]
    assert min(lengths) >= least
    assert (lengths[0] == lengths[1]) is (width == 120)


def test_the_text_of_a_question_has_all_the_room_that_the_rest_leaves() -> None:
    """How the last try went is said only where the question is not cut for it."""
    now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    tried = QuestionLine(1, "Q1", "How do you plan to achieve your career goals?", "any", (), 31, Rating.GOOD, now)
    assert tried.text in question_row(tried, now, 68).plain
    assert "Good" not in question_row(tried, now, 68).plain
    assert "Good" in question_row(tried, now, 108).plain


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "due today"),
        ({"due": TODAY - timedelta(days=3)}, "due 3 d ago"),
        ({"due": TODAY + timedelta(days=9)}, "in 9 d"),
        ({"due": date(2028, 5, 24)}, "24 May 2028"),
        ({"phase": Phase.NEW, "due": None}, "new"),
        ({"phase": Phase.RELEARNING}, "learning"),
        ({"suspended": True}, "suspended"),
    ],
)
def test_the_state_of_a_note_is_said_in_words(changes: dict[str, object], words: str) -> None:
    """The same words whatever the colours."""
    assert state_words(note(**changes), TODAY)[0] == words


def test_a_deck_takes_its_line() -> None:
    """Nested names are indented and cut; zero is left out."""
    row = deck_row("A very long name of a deck", 2, 0, 3, 120, 34)
    assert row.cell_length == 34
    assert row.plain.split()[-2:] == ["3", "120"]


def test_a_cloze_text_shows_what_it_hides() -> None:
    """Gaps carry their number and their hint."""
    assert gaps_shown("{{c1::goal}} and {{c2::a date::when?}}").plain == "goal(1) and a date(2: when?)"


def goal_line(**changes: object) -> GoalLine:
    """A goal in 18 days."""
    goal = Goal(1, HOSTILE, date(2026, 12, 10), date(2026, 9, 1), milestones=(Milestone(1, "m", TODAY),))
    values: dict[str, object] = {"goal": goal, "days_left": 18, "cards": 40, "seen": 30, "due": 4, "readiness": 0.41}
    return GoalLine(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [30, 60, 100])
def test_a_goal_fits_its_rows(width: int) -> None:
    """Statement and date, time, cards: no line is longer than the width."""
    lines = goal_row(goal_line(), TODAY, width).plain.splitlines()
    assert max(map(cell_width, lines)) <= width
    assert lines[0].endswith("Thu 10 Dec")
    assert lines[1].startswith("18 days left")
    assert "ready 41 %" in lines[2]


@pytest.mark.parametrize(
    ("days", "words"), [(-3, "3 days past its date"), (0, "today"), (1, "tomorrow"), (18, "18 days left")]
)
def test_days_left_are_words(days: int, words: str) -> None:
    """Also once the day is past."""
    assert days_words(days) == words


def test_closed_goals_and_milestones_carry_a_sign() -> None:
    """Met, dropped, done and open differ by glyph."""
    met = Goal(1, "x", TODAY, TODAY, status=GoalStatus.MET, closed_on=TODAY)
    dropped = Goal(1, "x", TODAY, TODAY, status=GoalStatus.DROPPED, closed_on=TODAY)
    assert closed_row(goal_line(goal=met), TODAY, 40).plain.startswith("✓")
    assert closed_row(goal_line(goal=dropped), TODAY, 40).plain.startswith("–")
    assert milestone_row(Milestone(1, "m", TODAY), TODAY, 40).plain.startswith("☐")
    assert milestone_row(Milestone(1, "m", TODAY, TODAY), TODAY, 40).plain.startswith("☑")


def test_a_question_line_needs_no_try() -> None:
    """A question that was never tried says so."""
    now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    assert question_row(QuestionLine(1, "Q1", "How?", "any"), now, 110).plain.endswith("not tried")
    tried = QuestionLine(1, "Q1", HOSTILE, "any", (), 3, Rating.GOOD, now - timedelta(days=2))
    row = question_row(tried, now, 110)
    assert row.cell_length == 110
    assert row.plain.endswith("2 d ago")
