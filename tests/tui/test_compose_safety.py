"""Writing an answer when something stands in the way: too long, criticised, written elsewhere; no word is lost."""

import json
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from textual.widgets import TextArea

from drills.models import Kind
from drills.storage.answer.answer_versions import close_version, save_draft, versions
from drills.views.composing import Section, Template
from tui.messages import ComposeRequested
from tui.screens.compose import ComposeScreen
from tui.screens.confirm import ConfirmScreen
from tui.screens.criticism import CriticismForm
from tui.screens.findings import FindingsScreen
from tui.widgets.section_box import SectionBox

LONG = "A word or more. " * 1525  # 24,400 characters


def texts(house: Any) -> list[str]:
    """The versions as they are on disk, the first one first."""
    rows = house.rows("SELECT sections FROM answers WHERE removed_at IS NULL ORDER BY version")
    return [" ".join(text for _, text in json.loads(sections) if text) for (sections,) in rows]


def told(app: Any) -> str:
    """All notices that stand on the screen."""
    return " ".join(notice.message for notice in app._notifications)


async def opened(pilot: Any, wait_until: Any, note_id: int) -> ComposeScreen:
    pilot.app.screen.post_message(ComposeRequested(note_id))
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, ComposeScreen) and len(pilot.app.screen.sections) > 1)
    await wait_until(pilot, lambda: isinstance(pilot.app.focused, SectionBox))
    screen = pilot.app.screen
    assert isinstance(screen, ComposeScreen)
    return screen


def write(house: Any, note: int, text: str, *, keep: bool = True) -> None:
    """Write an answer as another program would."""
    with closing(house.connect()) as c:
        parts = [Section("proof", text), Section("plan", ""), Section("fit", "")]
        save_draft(c, note, Template.GOAL, parts, house.now, seen=(Template.GOAL, [Section("proof", "")]))
        if keep:
            close_version(c, note, house.now)


async def test_a_criticism_keeps_the_words_that_it_is_of(house: Any, wait_until: Any, words_on: Any) -> None:
    """What is written next is another version, and only that one answers it."""
    note = house.add(Kind.QUESTION)
    async with house.app().run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot, wait_until, note)
        await pilot.press(*"The old words", "shift+f2")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, CriticismForm))
        await pilot.press(*"no number", "f2")
        await wait_until(pilot, lambda: pilot.app.screen is screen and "no number" in words_on(screen))
        await pilot.press("f2")
        await wait_until(pilot, lambda: "is kept already, but 1 criticism is still open" in told(pilot.app))
        pilot.app.focused.load_text("Wholly new words")
        await pilot.press("f2")
        await wait_until(pilot, lambda: "Version 2 kept; it answers 1 criticism" in told(pilot.app))
        assert texts(house) == ["The old words", "Wholly new words"]


async def test_quitting_asks_before_words_that_cant_be_saved_go(house: Any, wait_until: Any, words_on: Any) -> None:
    """And when one leaves all the same, they are in a file that is named."""
    note = house.add(Kind.QUESTION)
    app = house.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot, wait_until, note)
        pilot.app.focused.insert(LONG)
        await pilot.press("ctrl+q")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ConfirmScreen))
        assert "can't be saved" in words_on(pilot.app.screen)
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ComposeScreen))
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ConfirmScreen))
        await wait_until(pilot, lambda: "24,400 characters; 20,000 is the limit" in words_on(pilot.app.screen))
        await pilot.press("enter")
        await wait_until(pilot, lambda: "What you wrote is in" in told(pilot.app))
        kept = told(pilot.app).split("What you wrote is in ")[1].split(".md")[0] + ".md"
        assert LONG.strip() in Path(kept).read_text()


async def test_ending_the_app_keeps_what_cant_be_saved(house: Any, wait_until: Any, tmp_path: Any, monkeypatch) -> None:
    """However it ends: a signal asks nobody."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    note = house.add(Kind.QUESTION)
    async with house.app().run_test(size=(120, 36)) as pilot:
        await opened(pilot, wait_until, note)
        pilot.app.focused.insert(LONG)
        await pilot.pause()
        pilot.app.exit(return_code=143)
    (kept,) = tmp_path.glob("readyby-*/answer.md")
    assert LONG.strip() in kept.read_text()


async def test_the_head_follows_what_is_saved(house: Any, wait_until: Any, words_on: Any) -> None:
    """It says all of why something isn't saved, and no longer once it was taken back; so does the coach."""
    note = house.add(Kind.QUESTION)
    async with house.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, wait_until, note)
        await pilot.press(*"I cut costs by 30 percent")
        await wait_until(pilot, lambda: texts(house) == ["I cut costs by 30 percent"])
        box = screen.query(SectionBox).first()
        box.insert(LONG)
        await wait_until(pilot, lambda: "24,425 characters; 20,000 is the limit." in words_on(screen))
        await wait_until(pilot, lambda: "The coach looks again" in words_on(screen))
        box.load_text("I cut costs by 30 percent")
        await wait_until(pilot, lambda: "not saved" not in words_on(screen))
        await wait_until(pilot, lambda: "not there yet" in words_on(screen))


async def test_findings_are_of_the_words_that_stand_there(house: Any, wait_until: Any, words_on: Any) -> None:
    """Also right after typing: what is chosen is where it is said to be."""
    note = house.add(Kind.QUESTION)
    async with house.app().run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot, wait_until, note)
        box = screen.query(SectionBox).first()
        box.insert("I want a higher salary.")
        await wait_until(pilot, lambda: screen.coaching is not None)
        box.move_cursor((0, 0))
        await pilot.press(*"Well now. ", "f4")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, FindingsScreen))
        findings = pilot.app.screen._findings.values()
        whole = "Well now. I want a higher salary."
        assert all(whole[each.start : each.end] == each.words for each in findings)
        await pilot.press("enter")
        await wait_until(pilot, lambda: pilot.app.screen is screen)
        assert isinstance(pilot.app.focused, TextArea)
        await wait_until(pilot, lambda: box.selected_text in {each.words for each in findings} - {""})


async def test_a_date_that_is_gone_is_no_longer_out_of_date(house: Any, wait_until: Any, words_on: Any) -> None:
    """It leaves the panel with the next check; keeping a version says when one is."""
    note = house.add(Kind.QUESTION)
    write(house, note, "I take the exam on 20 October 2026.")
    with closing(house.connect()) as c:
        c.execute("UPDATE answers SET changed_at = changed_at - ?", (60 * 86_400_000,))
    async with house.app().run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot, wait_until, note)
        await wait_until(pilot, lambda: "Out of date" in words_on(screen))
        await pilot.press("f12")
        await wait_until(pilot, lambda: "out of date: “I take the exam" in told(pilot.app))
        screen.query(SectionBox).first().load_text("I know the tools by heart.")
        await wait_until(pilot, lambda: "Out of date" not in words_on(screen))


async def test_a_version_from_elsewhere_is_told_once(house: Any, wait_until: Any, words_on: Any) -> None:
    """The number in the head is the true one."""
    note = house.add(Kind.QUESTION)
    write(house, note, "First words.", keep=False)
    async with house.app().run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot, wait_until, note)
        write(house, note, "From outside.")
        house.now += timedelta(minutes=1)
        screen.query(SectionBox).first().load_text("First words, and more.")
        await wait_until(pilot, lambda: "version 3 · saved" in words_on(screen))
        await wait_until(pilot, lambda: "version 2 came from elsewhere" in told(pilot.app))
        pilot.app.clear_notifications()
        screen.query(SectionBox).first().load_text("First words, and still more.")
        await wait_until(pilot, lambda: texts(house)[-1] == "First words, and still more.")
        assert told(pilot.app) == ""
    with closing(house.connect()) as c:
        assert [each.version for each in versions(c, note)] == [3, 2, 1]


async def test_the_coach_may_come_back_to_a_screen_that_was_left(house: Any, wait_until: Any) -> None:
    """Whoever leaves while it looks is not thrown out by what it says then."""
    note = house.add(Kind.QUESTION)
    async with house.app().run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot, wait_until, note)
        await pilot.press(*"I cut costs", "escape")
        await wait_until(pilot, lambda: not screen.is_attached and not screen.sections)
        assert await screen.coached() is None


async def test_a_criticism_is_not_lost_by_escape(house: Any, wait_until: Any) -> None:
    """It asks first once there are words."""
    note = house.add(Kind.QUESTION)
    async with house.app().run_test(size=(120, 36)) as pilot:
        await opened(pilot, wait_until, note)
        await pilot.press("shift+f2")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, CriticismForm))
        await pilot.press(*"too long", "escape")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ConfirmScreen))
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, CriticismForm))
        assert pilot.app.screen.query_one(TextArea).text == "too long"


async def test_bringing_back_says_what_comes_back(house: Any, wait_until: Any) -> None:
    """Nothing where nothing was dismissed; a check that is off stays off, and that is told."""
    note = house.add(Kind.QUESTION)
    async with house.app().run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot, wait_until, note)
        screen.query(SectionBox).first().insert("I want a higher salary.")
        await pilot.press("f4")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, FindingsScreen))
        await pilot.press("b")
        await wait_until(pilot, lambda: "Nothing was dismissed for this answer." in told(pilot.app))
        await pilot.press("o")
        await wait_until(pilot, lambda: "is off for all answers" in told(pilot.app))
        await pilot.press("b")
        await wait_until(pilot, lambda: "this answer; 1 check stays off: O" in told(pilot.app))
        await pilot.press("n")
        await wait_until(pilot, lambda: "Never said of this answer again" in told(pilot.app))
        await pilot.press("b")
        await wait_until(pilot, lambda: "1 dismissal taken back; 1 check stays off" in told(pilot.app))
