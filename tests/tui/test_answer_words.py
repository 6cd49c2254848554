"""How stories, versions and interviews are written out on the screens, in columns and with lines that hang."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from textual.content import Content
from textual.widgets import TextArea

from drills.models import Kind
from drills.views.answers import AnswersProgress, ElementTrend
from drills.views.composing import Answer, AnswerState, Section, Template
from drills.views.interviews import SelfCalibration
from drills.views.progress_more import Composed, Written
from drills.views.stories import StoryDraft, StoryLine
from tui.dashboard.composed import answer_panels
from tui.screens.story_form import StoryForm
from tui.screens.versions import difference_content
from tui.widgets.hanging import hung
from tui.widgets.story_view import story_rows

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def answer(version: int, text: str) -> Answer:
    return Answer(version, 1, version, Template.FREE, (Section("text", text),), None, False, NOW, NOW, NOW)


def story(title: str, *tags: str, serves: int = 0) -> StoryLine:
    return StoryLine(1, title, tags, 90, 45.0, serves, "", "", (), serves > 3, None)


def test_lines_that_hang_go_on_below_the_first_word() -> None:
    """Every word stays; a line that fits is left as it is."""
    lines = hung(Content("   • "), Content("one two three four five six"), 20).plain.split("\n")
    assert lines == ["   • one two three", "     four five six"]
    assert hung(Content("• "), Content("one two"), 20).plain == "• one two"


@pytest.mark.parametrize("width", [40, 66, 110])
def test_the_columns_of_the_stories_stand_below_each_other(width: int) -> None:
    """Whatever is said of each."""
    lines = [story("One", "C4", "E1", serves=5), story("A second one", "C3", serves=2), story("Three", serves=0)]
    rows = [row.plain for row in story_rows(lines, width)]
    said = ("5 questions, too many", "2 questions", "no question yet")
    assert len({row.index(words) for row, words in zip(rows, said, strict=True)}) == 1
    assert all(len(row) <= width for row in rows)
    if width > 60:
        assert rows[0].index("C4 E1") == rows[1].index("C3")


def test_what_went_and_what_came_are_apart() -> None:
    """Also where no style can tell them: a blank stands between them, and before a sign."""
    words = difference_content(answer(1, "I cut costs."), answer(2, "We saved money.")).plain
    assert "−I cut costs. +We saved money." in words
    first, second = answer(1, "It was good. The rest stays."), answer(2, "It is good. The rest stays.")
    words = difference_content(first, second).plain
    assert "It −was +is good. The rest stays." in words


async def test_a_question_says_what_enter_does(house: Any, wait_until: Any, words_on: Any) -> None:
    """A mock interview is started, not saved."""
    house.add(Kind.QUESTION)
    async with house.app().run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await wait_until(pilot, lambda: getattr(pilot.app.screen, "_shown", ()))
        await pilot.press("v")
        await wait_until(pilot, lambda: type(pilot.app.screen).__name__ == "InterviewsScreen")
        await pilot.press("n")
        await wait_until(pilot, lambda: "How many questions?" in words_on(pilot.app.screen))
        assert "Start" in [str(button.label) for button in pilot.app.screen.query("Button")]


async def test_a_form_that_is_higher_than_the_screen_begins_at_its_top(house: Any, wait_until: Any) -> None:
    """With the label of its first field in sight."""
    async with house.app().run_test(size=(80, 24)) as pilot:
        pilot.app.push_screen(StoryForm(StoryDraft("The close", "It took nine days.", "To cut it.", "I mapped it.")))
        await wait_until(pilot, lambda: isinstance(pilot.app.focused, TextArea))
        await pilot.pause(0.2)
        assert pilot.app.screen.query_one(".fields").scroll_offset.y == 0
        assert pilot.app.screen.query_one(".box").scroll_offset.y == 0


def test_the_sums_of_the_answer_panels_fit_below_them() -> None:
    """In a column of 120 cells shared by two, with every state there is."""
    day = date(2026, 11, 22)
    weeks = tuple(day - timedelta(weeks=ago) for ago in range(12))
    trend = (ElementTrend("E1", "accomplishments to date", (0.5,) * 12, 12),)
    states = tuple((state, 11) for state in AnswerState)
    progress = AnswersProgress(weeks, (2,) * 12, trend, (), states, 155, 112, SelfCalibration((), 0, None, None), 2)
    panels = answer_panels(Composed(progress, (Written(weeks[-1], 12, 30),), (), ()), day)
    sums = {panel.id: panel.headline for panel in panels}
    assert sums["versions"] == "11 ready, 11 criticised, 11 stale, 11 draft of 155"
    assert sums["composed"] == "24 answers in 12 weeks · a story for 112 of 155"
    assert all(len(words) <= 52 for words in sums.values())
