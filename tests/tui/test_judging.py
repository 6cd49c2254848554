"""Judging in the drill: why a card comes, oneself before the evidence, the words at fault in a sample."""

import json
from contextlib import closing
from datetime import date
from typing import Any

from textual.widgets import Input, TextArea

from drills.models import Kind
from drills.storage.answer.answer_versions import close_version, save_draft
from drills.storage.answer.criticisms import add_criticism
from drills.views.composing import Section, Template
from tui.screens.judged import JudgedScreen, VerdictScreen
from tui.screens.marks import MarksScreen, Sample
from tui.screens.scales import ScalesScreen
from tui.screens.sitting import Phase


async def test_w_says_why_the_card_comes(house: Any, begin: Any, wait_until: Any, words_on: Any) -> None:
    """Recall without and with the answer, and the seconds it takes."""
    house.add(Kind.BASIC)
    async with house.app().run_test(size=(120, 36)) as pilot:
        drill = await begin(pilot)
        await pilot.press("w")
        await wait_until(pilot, lambda: " % for " in words_on(drill))


async def test_one_judges_oneself_before_the_evidence_shows(
    house: Any, begin: Any, wait_until: Any, words_on: Any
) -> None:
    """The gap is kept with the rating; what somebody said before stands there from the start."""
    note = house.add(Kind.QUESTION)
    add_criticism(house.connect(), note, "Jana", "Too long [b]last time[/b]", date(2026, 11, 20), house.now)
    async with house.app().run_test(size=(120, 40)) as pilot:
        drill = await begin(pilot)
        assert "Jana: Too long [b]last time[/b]" in words_on(drill)
        await pilot.press("t")
        drill.query_one(
            TextArea
        ).text = "I want to become a senior manager soon. I cut our costs by 30 percent in 2025."
        await pilot.press("escape", "space")
        await wait_until(pilot, lambda: drill.phase is Phase.REVEALED)
        assert "A2" not in words_on(drill)
        await pilot.press("c")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ScalesScreen))
        await pilot.press(*"44444", "enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, JudgedScreen))
        await wait_until(pilot, lambda: "evidence" in words_on(pilot.app.screen))
        await pilot.press("escape")
        await wait_until(pilot, lambda: "Suggested" in words_on(drill))
        await pilot.press("2")
        await wait_until(pilot, lambda: house.rows("SELECT count(*) FROM reviews") == [(1,)])
        await wait_until(pilot, lambda: house.rows("SELECT count(*) FROM judgements WHERE review_id = 1")[0][0] >= 3)
        assert house.rows("SELECT count(*) FROM coached") == [(1,)]


async def test_what_was_said_is_written_down_after_the_reveal(
    house: Any, begin: Any, wait_until: Any, words_on: Any
) -> None:
    """So that a spoken answer has evidence, too: it stays a spoken one, and its time stays what it was."""
    house.add(Kind.QUESTION)
    async with house.app().run_test(size=(80, 24)) as pilot:
        drill = await begin(pilot)
        house.forward(seconds=70)
        await pilot.press("space")
        await wait_until(pilot, lambda: drill.phase is Phase.REVEALED)
        await pilot.press("t")
        await wait_until(pilot, lambda: isinstance(pilot.app.focused, TextArea))
        pilot.app.focused.text = "Um, I cut our costs by 30 percent in 2025, and basically, um, that is it."
        house.forward(seconds=30)
        await pilot.press("escape", "c")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ScalesScreen))
        await pilot.press(*"44444", "enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, JudgedScreen))
        await wait_until(pilot, lambda: "evidence" in words_on(pilot.app.screen))
        await pilot.press("escape", "3")
        await wait_until(pilot, lambda: house.rows("SELECT count(*) FROM reviews") == [(1,)])
        assert house.rows("SELECT spoken, seconds, substr(text, 1, 9) FROM tries") == [(1, 70.0, "Um, I cut")]


async def test_the_words_at_fault_are_marked_and_judged(house: Any, begin: Any, wait_until: Any, words_on: Any) -> None:
    """Marked and named words, missing elements, a better sentence: item by item, kept with the try."""
    house.add(Kind.CRITIQUE)
    async with house.app().run_test(size=(120, 40)) as pilot:
        drill = await begin(pilot)
        await pilot.press("x")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, MarksScreen))
        marks = pilot.app.screen
        await pilot.press("right", "right", "right", "space", "right", "space")
        await wait_until(pilot, lambda: pilot.app.screen is not marks)
        await pilot.press(*"A1", "enter")
        await wait_until(pilot, lambda: pilot.app.screen is marks and marks.query_one(Sample).marks)
        await pilot.press("tab", "space")
        marks.query_one("#better", Input).value = "I passed the first exam in May."
        await pilot.press("f2")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, VerdictScreen))
        await wait_until(pilot, lambda: "A1 pay" in words_on(pilot.app.screen))
        await pilot.press("escape")
        await wait_until(pilot, lambda: drill.phase is Phase.REVEALED and "Suggested" in words_on(drill))
        await pilot.press("3")
        await wait_until(pilot, lambda: house.rows("SELECT count(*) FROM tries") == [(1,)])
        [(kept, text)] = house.rows("SELECT marks, text FROM tries")
        assert json.loads(kept)["named"] == ["E1"]
        assert text == "I passed the first exam in May."


async def test_ones_own_answer_shows_only_after_ones_own_try(
    house: Any, wait_until: Any, begin: Any, words_on: Any
) -> None:
    """At the reveal, with what is asked next; before it there is the question alone."""
    fields = {"prompt": "Tell me about a goal that you met.", "shows": "E1", "skeleton": "- Situation: a place"}
    note = house.add(Kind.QUESTION, fields)
    with closing(house.connect()) as c:
        save_draft(c, note, Template.FREE, (Section("text", "The report took [b]three[/] days."),), house.now)
        close_version(c, note, house.now, ready=True)
    async with house.app().run_test(size=(100, 40)) as pilot:
        drill = await begin(pilot)
        assert "[b]three[/]" not in words_on(drill)
        await pilot.press("space")
        await wait_until(pilot, lambda: "The report took [b]three[/] days." in words_on(drill))
        assert "Your answer, version 1, ready" in words_on(drill)
        assert "Why did that work?" in words_on(drill)
