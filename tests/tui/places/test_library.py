"""The Library: finding, writing, changing, moving, bringing in and giving out."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from drills.models import Kind, NoteDraft
from drills.storage.database import open_database, transaction
from drills.storage.notes import add_note
from drills.storage.search import find_notes
from drills.views.library import NoteLine
from tui.screens.dialog import Choose, Prompt, Reader
from tui.screens.exchange import ExportDialog, ImportDialog, paths_in
from tui.screens.library import LibraryScreen
from tui.screens.note_edit import NoteEditScreen
from tui.widgets.deck_list import DeckList
from tui.widgets.note_form import Field, NoteForm
from tui.widgets.note_list import NoteList
from tui.widgets.search_box import SearchBox

Seen = Callable[[Pilot[int]], str]


@pytest.fixture
def found(database: Path, today: date) -> Iterator[Callable[[str], list[NoteLine]]]:
    """The notes in the file that a search finds."""
    library = open_database(database)
    yield lambda text: list(find_notes(library, text, today).notes)
    library.close()


def notes(pilot: Pilot[int]) -> NoteList:
    """The list of notes."""
    return pilot.app.screen.query_one(NoteList)


async def test_decks_notes_and_the_note_in_full_are_shown(started: Any, until: Any, seen: Seen) -> None:
    """With counts; the note under the cursor stands beside the list."""
    async with started("4") as pilot:
        await until(pilot, lambda: "7 notes" in seen(pilot) and "What are your goals?" in seen(pilot))
        assert "Goals" in seen(pilot)
        await pilot.press("G")
        await until(pilot, lambda: "back 0" in seen(pilot))
        assert "#easy" in seen(pilot)


async def test_searching_narrows_as_one_types(started: Any, until: Any, seen: Seen) -> None:
    """Enter goes to what was found; esc clears first and leaves then."""
    async with started("4") as pilot:
        await until(pilot, lambda: notes(pilot).total == 7)
        await pilot.press("slash")
        await until(pilot, lambda: "words that begin so" in seen(pilot))
        await pilot.press(*"front")
        await until(pilot, lambda: notes(pilot).total == 3)
        await pilot.press("space", "2", "enter")
        await until(pilot, lambda: notes(pilot).total == 1)
        assert notes(pilot).has_focus
        await pilot.press("slash", "escape")
        await until(pilot, lambda: notes(pilot).total == 7)
        assert pilot.app.screen.query_one(SearchBox).has_focus
        await pilot.press("escape")
        await until(pilot, lambda: notes(pilot).has_focus)


async def test_nothing_found_says_what_to_do(started: Any, until: Any, seen: Seen) -> None:
    """Odd searches are only text."""
    async with started("4", "slash") as pilot:
        pilot.app.screen.query_one(SearchBox).value = 'deck:nowhere "[/] AND ('
        await until(pilot, lambda: "Nothing found." in seen(pilot))


async def test_an_empty_library_says_how_to_fill_it(started: Any, until: Any, seen: Seen, tmp_path: Path) -> None:
    """Write a card, or bring in a file."""
    async with started("4", path=tmp_path / "empty.db") as pilot:
        await until(pilot, lambda: "writes the first one" in seen(pilot))


async def test_choosing_a_deck_keeps_to_it(started: Any, until: Any, seen: Seen) -> None:
    """And to the decks below it."""
    async with started("4") as pilot:
        await until(pilot, lambda: notes(pilot).total == 7)
        await pilot.press("b", "down")
        await until(pilot, lambda: notes(pilot).total == 4)
        await pilot.press("down")
        await until(pilot, lambda: notes(pilot).total == 3)
        assert "Goals › First" in seen(pilot)
        await pilot.press("enter")
        assert notes(pilot).has_focus


async def test_decks_are_chosen_in_a_dialog_where_there_is_no_room(started: Any, until: Any) -> None:
    """At 80 columns, typing narrows the choice down."""
    async with started("4", size=(80, 24)) as pilot:
        await until(pilot, lambda: notes(pilot).total == 7)
        await pilot.press("b")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choose))
        await pilot.press(*"quest", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen) and notes(pilot).total == 2)


async def test_a_note_is_written_and_changed(started: Any, until: Any, found: Any) -> None:
    """In the form; a changed note keeps its place."""
    async with started("4", "a") as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, NoteEditScreen))
        areas = pilot.app.screen.query("TextArea")
        for area, text in zip(areas, ("What is new?", "This."), strict=False):
            area.text = text
        await pilot.press("f2")
        await until(pilot, lambda: found("new") and isinstance(pilot.app.screen, LibraryScreen))
        await until(pilot, lambda: notes(pilot).total == 8)
        await until(pilot, lambda: pilot.app.screen.detail and pilot.app.screen.detail.note.fields["back"] == "This.")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(pilot.app.screen, NoteEditScreen))
        pilot.app.screen.query("TextArea").first().text = "What is changed?"
        await pilot.press("f2")
        await until(pilot, lambda: found("changed") and not found("new"))


@pytest.mark.parametrize(
    ("kind", "texts", "words", "place"),
    [
        (Kind.BASIC, {"back": "This."}, "Question is empty.", "front"),
        (Kind.BASIC, {"front": "What?"}, "Answer is empty.", "back"),
        (Kind.CLOZE, {"text": "no gap"}, "Nothing is hidden in the text.", "text"),
        (Kind.QUESTION, {"prompt": "Why?", "seconds": "soon"}, "is no pace", "seconds"),
    ],
)
async def test_a_note_that_is_not_complete_says_so_and_where(
    started: Any, seen: Seen, until: Any, kind: Kind, texts: dict[str, str], words: str, place: str
) -> None:
    """The words stand by the foot, and the cursor in the field at fault, which is in sight."""
    async with started("4", size=(80, 24)) as pilot:
        await pilot.app.push_screen(NoteEditScreen(NoteDraft(kind, texts, deck="Goals"), new=True))
        await pilot.press("f2")
        await until(pilot, lambda: words in seen(pilot))
        field = next(field for field in pilot.app.screen.query(Field) if field.rule.name == place)
        await until(pilot, lambda: pilot.app.focused is field.entry)
        await until(pilot, lambda: field.region in pilot.app.screen.query_one(NoteForm).region)
        await pilot.press("x")
        await until(pilot, lambda: words not in seen(pilot))


async def test_a_deck_or_tag_at_fault_is_pointed_out(started: Any, seen: Seen, until: Any) -> None:
    """Those are not fields of the kind, but are mended in the same way."""
    async with started("4", size=(80, 24)) as pilot:
        texts = {"front": "What?", "back": "This."}
        await pilot.app.push_screen(NoteEditScreen(NoteDraft(Kind.BASIC, texts, ("two words",)), new=True))
        await pilot.press("f2")
        await until(pilot, lambda: "can't be a tag" in seen(pilot) and pilot.app.focused.id == "note-tags")


async def test_deleting_is_done_at_once_and_taken_back(started: Any, until: Any, seen: Seen, found: Any) -> None:
    """The message says how."""
    async with started("4") as pilot:
        await until(pilot, lambda: notes(pilot).note)
        await pilot.press("x")
        await until(pilot, lambda: "u brings it back" in seen(pilot))
        await until(pilot, lambda: notes(pilot).total == 6)
        await pilot.press("u")
        await until(pilot, lambda: notes(pilot).total == 7)
        assert found("goals")


async def test_marked_notes_are_changed_together(started: Any, until: Any, seen: Seen, found: Any) -> None:
    """Moved to a new deck in one step; esc takes marks away."""
    async with started("4") as pilot:
        await until(pilot, lambda: notes(pilot).note)
        await pilot.press("space", "space")
        await until(pilot, lambda: "2 marked" in seen(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "marked" not in seen(pilot))
        assert isinstance(pilot.app.screen, LibraryScreen)
        await pilot.press("g", "space", "space", "m")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choose))
        await pilot.press(*"New place", "enter")
        await until(pilot, lambda: len(found('deck:"New place"')) == 2)
        await pilot.press("u")
        await until(pilot, lambda: not found('deck:"New place"'))


async def test_tags_flags_and_suspending(started: Any, until: Any, seen: Seen, found: Any) -> None:
    """Each by one key; a tag that can't be one is explained."""
    async with started("4") as pilot:
        await until(pilot, lambda: pilot.app.screen.detail)
        await pilot.press("f")
        await until(pilot, lambda: found("flag:1"))
        await pilot.press("s")
        await until(pilot, lambda: found("is:suspended"))
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.screen, Prompt))
        pilot.app.screen.query_one(Input).value = "x" * 200
        await pilot.press("enter")
        await until(pilot, lambda: "too long" in seen(pilot))
        pilot.app.screen.query_one(Input).value = "fresh #two"
        await pilot.press("enter")
        await until(pilot, lambda: found("tag:fresh") and found("tag:two"))


async def test_a_deck_is_renamed_and_deleted(started: Any, until: Any, seen: Seen, found: Any) -> None:
    """Once one is chosen; the notes below go along."""
    async with started("4") as pilot:
        await until(pilot, lambda: notes(pilot).total == 7)
        await pilot.press("R")
        await until(pilot, lambda: "b goes to the decks" in seen(pilot))
        await pilot.press("b", "down")
        await until(pilot, lambda: notes(pilot).total == 4)
        await pilot.press("R")
        await until(pilot, lambda: isinstance(pilot.app.screen, Prompt))
        pilot.app.screen.query_one(Input).value = "Aims"
        await pilot.press("enter")
        await until(pilot, lambda: len(found("deck:Aims")) == 4)
        await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen) and pilot.app.screen.deck_name == "Aims")
        await pilot.press("X")
        await until(pilot, lambda: not found("deck:Aims"))
        await until(pilot, lambda: notes(pilot).total == 3)
        assert "4 notes" in seen(pilot)


async def test_a_deck_file_is_brought_in_with_a_report(
    started: Any, until: Any, seen: Seen, tmp_path: Path, found: Any
) -> None:
    """What was added, by deck."""
    file = tmp_path / "my deck.md"
    file.write_text("---\ndeck: Spanish\n---\n\nQ: uno\nA: one\n\n---\n\nQ: dos\nA: two\n")
    async with started("4", "i") as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, ImportDialog))
        pilot.app.screen.query_one(Input).value = str(file)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Reader) and "2 added" in seen(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen) and notes(pilot).total == 9)
        assert len(found("deck:Spanish")) == 2


async def test_problems_of_a_file_are_listed_with_their_lines(
    started: Any, until: Any, seen: Seen, tmp_path: Path, found: Any
) -> None:
    """All of them, and nothing is imported."""
    file = tmp_path / "[red]bad.md"
    file.write_text("Q: no answer\n\n---\n\nQ: none either\n")
    async with started("4", "i") as pilot:
        pilot.app.screen.query_one(Input).value = str(file)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Reader))
        assert "bad.md:1" in seen(pilot).replace("\n", "").replace(" ", "")
        assert "2 problems" in seen(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ImportDialog))
        assert not found("none")


@pytest.mark.parametrize("text", ["", "/nowhere/at/all.md", '"unclosed', "\0"])
async def test_a_path_that_leads_nowhere_is_explained(started: Any, until: Any, text: str) -> None:
    """In the dialog, where it can be mended."""
    async with started("4", "i") as pilot:
        pilot.app.screen.query_one(Input).value = text
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen.query_one(".wrong").has_class("-shown"))


def test_paths_are_taken_as_typed_or_dropped(tmp_path: Path) -> None:
    """Names with spaces work with quotes, and alone without; a folder is one path."""
    (tmp_path / "a b.md").write_text("x")
    (tmp_path / "c.md").write_text("x")
    assert paths_in(str(tmp_path)) == [tmp_path]
    assert [path.name for path in paths_in(str(tmp_path / "a b.md"))] == ["a b.md"]
    assert [path.name for path in paths_in(f'"{tmp_path}/a b.md" {tmp_path}/c.md')] == ["a b.md", "c.md"]


@pytest.mark.parametrize(("name", "made"), [("all.json", "all.json"), ("decks", "decks")])
async def test_everything_is_given_out(
    started: Any, until: Any, seen: Seen, tmp_path: Path, name: str, made: str
) -> None:
    """As JSON or as a folder of decks; what is there is replaced only after a second Enter."""
    async with started("4", "w") as pilot:
        for times in range(2):
            assert isinstance(pilot.app.screen, ExportDialog)
            pilot.app.screen.query_one(Input).value = str(tmp_path / "out" / name)
            await pilot.press("enter")
            if times:
                await until(pilot, lambda: "Enter again replaces" in seen(pilot))
                await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen))
            assert (tmp_path / "out" / made).exists()
            await pilot.press("w")
            await until(pilot, lambda: isinstance(pilot.app.screen, ExportDialog))


async def test_a_long_list_is_read_page_by_page(
    started: Any, until: Any, seen: Seen, database: Path, now: datetime
) -> None:
    """Only what comes into sight is read, the last notes too."""
    library = open_database(database)
    with transaction(library):
        for number in range(450):
            add_note(library, NoteDraft(Kind.BASIC, {"front": f"many {number:03}", "back": "b"}, deck="Many"), now)
    library.close()
    async with started("4") as pilot:
        await until(pilot, lambda: notes(pilot).total == 457)
        await pilot.press("G")
        await until(pilot, lambda: "front 0" in seen(pilot))
        assert len(notes(pilot)._pages) == 2
        await pilot.press("pageup", "pageup", "home")
        await until(pilot, lambda: "many 449" in seen(pilot))


async def test_the_mouse_does_what_keys_do(started: Any, until: Any) -> None:
    """A click goes to a note or a deck; a double click opens the note."""
    async with started("4") as pilot:
        await until(pilot, lambda: notes(pilot).note)
        await pilot.click(NoteList, offset=(10, 2))
        assert notes(pilot).cursor == 2
        await pilot.click(DeckList, offset=(5, 1))
        await until(pilot, lambda: notes(pilot).total == 4)
        await until(pilot, lambda: pilot.app.screen.detail and pilot.app.screen.detail.note.kind is Kind.CLOZE)
        await pilot.click(NoteList, offset=(10, 0), times=2)
        await until(pilot, lambda: isinstance(pilot.app.screen, NoteEditScreen))


async def test_hostile_text_is_only_text(started: Any, until: Any, seen: Seen) -> None:
    """In the list, the preview, the decks, dialogs and messages."""
    async with started("4", "slash", *"boo", "enter") as pilot:
        await until(pilot, lambda: notes(pilot).total == 1)
        await until(pilot, lambda: seen(pilot).count("[@click=app.quit]boo[/]") >= 2)
        assert "Odd [b]deck" in seen(pilot)
        assert not set(seen(pilot)) & set("\x1b\x07\u202e")
        await pilot.click("#note", offset=(3, 3))
        await pilot.press("x")
        await until(pilot, lambda: "Deleted “[@click" in seen(pilot))
        assert pilot.app.is_running


@pytest.mark.parametrize("size", [(30, 10), (80, 24), (200, 60)])
async def test_it_stands_at_every_size(started: Any, until: Any, seen: Seen, size: tuple[int, int]) -> None:
    """The list is always there."""
    async with started("4", size=size) as pilot:
        await until(pilot, lambda: notes(pilot).total == 7 and notes(pilot).region)
        await pilot.resize_terminal(size[1] * 3, size[0] // 2)
        await pilot.pause()
        assert notes(pilot).region


async def test_the_cursor_shows_without_colours(started: Any, until: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR the line under the cursor is reversed."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with started("4") as pilot:
        await until(pilot, lambda: notes(pilot).note)
        assert all(segment.style and segment.style.reverse for segment in notes(pilot).render_line(0))
        assert not any(segment.style and segment.style.reverse for segment in notes(pilot).render_line(1))
