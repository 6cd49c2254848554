"""Writing an answer: saved as one types, measured and coached beside, kept in versions."""

import json
from contextlib import closing
from typing import Any

from textual import events

from drills.models import Kind
from drills.storage.answer.answer_versions import save_draft
from drills.storage.answer.stories import add_story
from drills.views.composing import Section, Template
from drills.views.stories import StoryDraft
from tui.messages import ComposeRequested
from tui.screens.compose import ComposeScreen
from tui.screens.split import SplitScreen
from tui.screens.versions import VersionsScreen
from tui.widgets.section_box import SectionBox

WHOLE = (
    "Our team closed the books late every month, and it cost us overtime. My task was to find out why. "
    "I mapped every step with two colleagues and found that two steps waited for one person. "
    "I built a shared sheet and trained four people on it. As a result we closed three days earlier."
)


def saved(house: Any) -> dict[str, str]:
    """The sections of the latest version, as they are on disk."""
    rows = house.rows("SELECT sections FROM answers WHERE removed_at IS NULL ORDER BY version DESC LIMIT 1")
    return dict(json.loads(rows[0][0])) if rows else {}


async def opened(pilot: Any, wait_until: Any, note_id: int) -> ComposeScreen:
    pilot.app.screen.post_message(ComposeRequested(note_id))
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, ComposeScreen) and len(pilot.app.screen.sections) > 1)
    await wait_until(pilot, lambda: isinstance(pilot.app.focused, SectionBox))
    screen = pilot.app.screen
    assert isinstance(screen, ComposeScreen)
    return screen


async def test_what_is_typed_is_saved_at_a_pause_and_coached(house: Any, wait_until: Any, words_on: Any) -> None:
    """Without a key to save: the row is there, and the length stands beside it."""
    note = house.add(Kind.QUESTION)
    async with house.app().run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot, wait_until, note)
        await pilot.press(*"I cut costs by ", *"30")
        await wait_until(pilot, lambda: saved(house).get("proof") == "I cut costs by 30")
        await wait_until(pilot, lambda: "5 words" in words_on(screen))
        assert "common advice" in words_on(screen)


async def test_leaving_at_once_loses_nothing(house: Any, wait_until: Any) -> None:
    """Neither by esc nor by ending the app, and what was saved is never emptied by it."""
    note = house.add(Kind.QUESTION)
    async with house.app().run_test(size=(120, 36)) as pilot:
        await opened(pilot, wait_until, note)
        await pilot.press(*"One")
        await pilot.press("escape")
        await wait_until(pilot, lambda: not isinstance(pilot.app.screen, ComposeScreen))
        assert saved(house)["proof"] == "One"
        await opened(pilot, wait_until, note)
        await pilot.press("ctrl+home", "tab")
        await pilot.press(*"Two")
    house.close()
    assert "Two" in saved(house).values()
    assert saved(house)["proof"] == "One"


async def test_a_whole_answer_that_is_pasted_is_taken_apart(house: Any, wait_until: Any) -> None:
    """The cuts are proposed, can be moved, and no word changes."""
    note = house.add(Kind.QUESTION)
    async with house.app().run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot, wait_until, note)
        pilot.app.post_message(events.Paste(WHOLE))
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, SplitScreen))
        await pilot.press("G", "3", "enter")
        await wait_until(pilot, lambda: pilot.app.screen is screen and saved(house).get("fit", "") != "")
        assert " ".join(saved(house).values()).split() == WHOLE.split()


async def test_a_kept_version_is_compared_and_brought_back(house: Any, wait_until: Any, words_on: Any) -> None:
    """Writing on after f2 begins the next version; f9 shows what differs, enter brings the first back."""
    note = house.add(Kind.QUESTION)
    async with house.app().run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot, wait_until, note)
        await pilot.press(*"First words", "f2")
        await wait_until(pilot, lambda: house.rows("SELECT closed_at FROM answers WHERE closed_at > 0"))
        await wait_until(pilot, lambda: "version 1 · draft" in words_on(screen))
        await pilot.press(*" and more")
        await wait_until(pilot, lambda: "and more" in saved(house).get("proof", "") or "and more" in str(saved(house)))
        await pilot.press("f9")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, VersionsScreen))
        await wait_until(pilot, lambda: "+and more" in words_on(pilot.app.screen))
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: house.rows("SELECT count(*) FROM answers") == [(3,)])
        await pilot.press("escape")
        await wait_until(pilot, lambda: pilot.app.screen is screen and "and more" not in str(screen.sections))


async def test_hostile_words_stay_words(house: Any, wait_until: Any, words_on: Any) -> None:
    """Markup typed into an answer is shown as typed, also by the coach and in the comparison."""
    note = house.add(Kind.QUESTION)
    async with house.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, wait_until, note)
        pilot.app.focused.insert("[red]I led 40[/red] [@click=app.quit]it[/]")
        await wait_until(pilot, lambda: "[@click=app.quit]" in saved(house).get("proof", ""))
        assert "[red]I led 40[/red]" in words_on(screen)
        await pilot.press("f9")
        await wait_until(pilot, lambda: "[red]I led 40" in words_on(pilot.app.screen))


async def test_a_story_put_in_counts_as_told(house: Any, wait_until: Any, words_on: Any) -> None:
    """Its words stand in the box, and the answer draws on it from then on, also in the next version."""
    note = house.add(Kind.QUESTION)
    with closing(house.connect()) as c:
        draft = StoryDraft("The report", situation="It took 3 days.", result="6 hours since.", questions=(note,))
        add_story(c, draft, house.now)
    async with house.app().run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot, wait_until, note)
        await pilot.press("f5")
        await wait_until(pilot, lambda: "Put in, and make it your own" in words_on(pilot.app.screen))
        await pilot.press("enter")
        await wait_until(pilot, lambda: "It took 3 days." in saved(house)["proof"])
        await wait_until(pilot, lambda: house.rows("SELECT count(*) FROM answer_stories") == [(1,)])
        await pilot.press("f12")
        await wait_until(pilot, lambda: "version 1 · ready" in words_on(screen))
        await pilot.press(*" Still so.")
        await wait_until(pilot, lambda: "version 2" in words_on(screen) and "Still so." in saved(house)["proof"])
        assert house.rows("SELECT count(*) FROM answer_stories") == [(2,)]


async def test_what_is_typed_stays_in_sight(house: Any, wait_until: Any) -> None:
    """In a small terminal, too: the boxes scroll to the line that is written, from the start and as a box grows."""
    note = house.add(Kind.QUESTION)
    with closing(house.connect()) as c:
        sections = tuple(Section(name, "Some words of it, and some more. " * 4) for name in ("proof", "plan", "fit"))
        save_draft(c, note, Template.GOAL, sections, house.now)
    async with house.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, wait_until, note)

        def in_sight() -> bool:
            region = screen.query_one("#compose-boxes").content_region
            return region.y <= pilot.app.focused.cursor_screen_offset.y < region.bottom

        await wait_until(pilot, in_sight)
        for _ in range(6):
            await pilot.press("enter", "a")
            await wait_until(pilot, in_sight)


async def test_the_first_thing_to_mend_is_in_sight_in_a_small_terminal(house: Any, wait_until: Any) -> None:
    """Below the boxes there are few lines: what is good is said in one, and what to mend first follows."""
    note = house.add(Kind.QUESTION)
    async with house.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, wait_until, note)
        screen.query(SectionBox).first().insert("I cut the close from nine days to five. I want a higher salary.")

        def shown() -> str:
            findings, panel = screen.query_one("#compose-findings"), screen.query_one("#compose-coach")
            room = max(panel.content_region.bottom - findings.region.y, 0)
            return "\n".join(line.text for line in findings.render_lines(findings.size.region)[:room])

        await wait_until(pilot, lambda: "A1 pay" in shown())
        assert "E1 accomplishments to date" in shown()
        assert shown().index("E1") < shown().index("A1")
        await pilot.resize_terminal(120, 36)
        await wait_until(pilot, lambda: "To mend" in shown())
