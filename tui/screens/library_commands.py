"""What can be done to notes and decks in the Library. All of it can be undone, so nothing asks twice."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from drills.errors import DrillsError, InputError
from drills.models import Kind, NoteDraft
from drills.note import checked_tags, deck_name
from drills.number_words import counted
from drills.storage.decks import delete_deck, rename_deck
from drills.storage.note_batch import move_notes, tag_notes
from drills.storage.notes import add_note, delete_notes, edit_note, flag_notes, suspend_notes
from drills.text import one_line
from drills.views.library import DeckLine, NoteDetail
from tui.messages import DrillRequested, Failed, Said
from tui.screens.dialog import Choose, Prompt
from tui.screens.note_edit import NoteEditScreen, draft_of
from tui.screens.place import Place
from tui.widgets.note_list import NoteList

FLAGS = 4


class LibraryCommands(Place):
    """The commands of the Library; what they work on is the note under the cursor, or those marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", id="library.add", tooltip="Write a new note, of any kind"),
        Binding("e", "edit", "Edit", id="library.edit", tooltip="Change the note under the cursor"),
        Binding("x,delete", "delete", "Delete", id="library.delete", tooltip="Delete the note, or those marked"),
        Binding("i", "import", "Import", id="library.import", tooltip="Bring in deck files, with a report"),
        Binding("w", "export", "Export", show=False, id="library.export", tooltip="Write everything out to files"),
        Binding("m", "move", "Move", show=False, id="library.move", tooltip="Put the note, or those marked, elsewhere"),
        Binding("t", "tags", "Tags", show=False, id="library.tags", tooltip="Change tags of the note, or those marked"),
        Binding("s", "suspend", "Suspend", show=False, id="library.suspend", tooltip="Put aside, or bring back"),
        Binding("f", "flag", "Flag", show=False, id="library.flag", tooltip="The next flag: 1, 2, 3, 4, none"),
        Binding("R", "rename", "Rename deck", show=False, id="library.rename", tooltip="Rename the chosen deck"),
        Binding("X", "delete_deck", "Delete deck", show=False, id="library.delete_deck", tooltip="Delete its notes"),
        Binding("D", "drill_deck", "Drill deck", show=False, id="library.drill", tooltip="Drill only the chosen deck"),
    ]

    deck_id: int | None = None
    deck_name: str = ""
    decks: tuple[DeckLine, ...] = ()
    detail: NoteDetail | None = None

    @property
    def notes(self) -> NoteList:
        """The list of notes."""
        return self.query_one(NoteList)

    @work(group="library.change")
    async def _change(self, words: Callable[[Any], str], change: Callable[..., Any], *args: Any) -> None:
        """Make a change, say what was done, and show it."""
        try:
            result = await self.desk.write(change, *args)
        except DrillsError as error:
            self.post_message(Failed(error))
            return
        self.post_message(Said(words(result)))
        self.load()

    # Writing and changing

    def action_add(self) -> None:
        """Write a new note."""
        draft = NoteDraft(Kind.BASIC, {}, deck=self.deck_name)
        names = tuple(deck.name for deck in self.decks)
        self.app.push_screen(NoteEditScreen(draft, names, title="A new note", new=True), self._add)

    def _add(self, draft: NoteDraft | None) -> None:
        if draft:
            self.notes.cursor = 0
            self._change(lambda _: "Added · u takes it away again", add_note, draft, self.now())

    @on(NoteList.Chosen)
    def action_edit(self) -> None:
        """Change the note under the cursor."""
        if self.detail and self.notes.note and self.detail.note.id == self.notes.note.id:
            names = tuple(deck.name for deck in self.decks)
            self.app.push_screen(NoteEditScreen(draft_of(self.detail.note), names, title="Edit"), self._edit)

    def _edit(self, draft: NoteDraft | None) -> None:
        if draft and self.detail:
            words = "Changed; its history is kept · u takes it back"
            args = (self.detail.note.id, draft.fields, draft.tags, draft.deck, self.now())
            self._change(lambda _: words, edit_note, *args)

    def action_delete(self) -> None:
        """Delete the note under the cursor, or those marked."""
        ids = self.notes.chosen_ids
        if ids:
            self.notes.unmark()
            self._change(lambda _: f"Deleted {self._named(ids)} · u brings it back", delete_notes, ids, self.now())

    def _named(self, ids: Sequence[int]) -> str:
        if len(ids) == 1 and self.notes.note and self.notes.note.id == ids[0]:
            return f"“{one_line(self.notes.note.text, 40)}”"
        return counted(len(ids), "note")

    def action_suspend(self) -> None:
        """Put notes aside, or bring them back, as the one under the cursor is not."""
        ids, note = self.notes.chosen_ids, self.notes.note
        if ids and note:
            aside = not note.suspended
            verb = f"Put {self._named(ids)} aside" if aside else f"Brought {self._named(ids)} back"
            self._change(lambda _: f"{verb} · u takes it back", suspend_notes, ids, aside, self.now())

    def action_flag(self) -> None:
        """Give notes the next flag after that of the one under the cursor."""
        ids, note = self.notes.chosen_ids, self.notes.note
        if ids and note:
            flag = (note.flag + 1) % (FLAGS + 1)
            words = f"Flag {flag} on {self._named(ids)}" if flag else f"No flag on {self._named(ids)}"
            self._change(lambda _: words, flag_notes, ids, flag, self.now())

    def action_move(self) -> None:
        """Put notes into another deck, or a new one."""
        if ids := self.notes.chosen_ids:
            options = [(deck.name, deck.name) for deck in self.decks]
            title = f"Move {self._named(ids)} to which deck?"
            self.app.push_screen(Choose(title, options, new="new deck", current=self.deck_name), self._move)

    def _move(self, deck: str | None) -> None:
        ids = self.notes.chosen_ids
        if deck and ids:
            self.notes.unmark()
            where = one_line(deck, 50)
            words = f"{{}} moved to {where} · u takes it back"
            self._change(lambda moved: words.format(counted(moved, "note")), move_notes, ids, deck, self.now())

    def action_tags(self) -> None:
        """Change the tags of the note, or add and take away tags of those marked."""
        ids = self.notes.chosen_ids
        if not ids:
            return
        if len(ids) == 1 and self.detail and self.detail.note.id == ids[0]:
            title, value, label = "Tags", " ".join(self.detail.note.tags), "All its tags, with spaces between"
        else:
            title, value, label = f"Tags of {self._named(ids)}", "", "Tags to add; with - in front to take away"
        prompt = Prompt(title, label, value, placeholder="interview  E1  -old", check=_check_tags)
        self.app.push_screen(prompt, self._retag)

    def _retag(self, text: str | None) -> None:
        ids = self.notes.chosen_ids
        if text is None or not ids:
            return
        words = text.replace(",", " ").split()
        add = [word.removeprefix("#") for word in words if not word.startswith("-")]
        remove = [word[1:] for word in words if word.startswith("-")]
        if len(ids) == 1 and self.detail and self.detail.note.id == ids[0]:
            kept = {tag.casefold() for tag in add}
            remove += [tag for tag in self.detail.note.tags if tag.casefold() not in kept]
        self._change(
            lambda changed: f"Tags changed on {counted(changed, 'note')} · u takes it back",
            *(tag_notes, ids, add, remove, self.now()),
        )

    # Decks

    def action_rename(self) -> None:
        """Rename the chosen deck; the decks below it go along."""
        if self.deck_id is None:
            self._ask_for_deck("to rename")
            return
        prompt = Prompt(
            "Rename deck", "Decks nest with ::", self.deck_name, check=deck_name, needed="A deck needs a name."
        )
        self.app.push_screen(prompt, self._rename)

    def _rename(self, name: str | None) -> None:
        if name and self.deck_id is not None:
            words = f"Renamed to {one_line(name, 50)} · u takes it back"
            self._change(lambda _: words, rename_deck, self.deck_id, name, self.now())

    def action_delete_deck(self) -> None:
        """Delete the notes of the chosen deck, and of those below it."""
        if self.deck_id is None:
            self._ask_for_deck("to delete")
            return
        name = one_line(self.deck_name, 50)
        words = f"Deleted {name} with {{}} · u brings it back"
        self._change(lambda notes: words.format(counted(notes, "note")), *(delete_deck, self.deck_id, self.now()))

    def action_drill_deck(self) -> None:
        """Drill only the chosen deck; all cards when none is chosen."""
        self.post_message(DrillRequested(deck=self.deck_name or None))

    def _ask_for_deck(self, what: str) -> None:
        self.post_message(Said(f"Choose the deck {what} first: b goes to the decks."))

    # In and out

    def action_import(self) -> None:
        """Bring in deck files."""
        from tui.screens.exchange import ImportDialog

        self.app.push_screen(ImportDialog(self.desk, self.now))

    def action_export(self) -> None:
        """Write everything out."""
        from tui.screens.exchange import ExportDialog

        self.app.push_screen(ExportDialog(self.desk, self.now))


def _check_tags(text: str) -> None:
    checked_tags(word.removeprefix("-").removeprefix("#") for word in text.replace(",", " ").split())
    if len(text) > 2000:
        raise InputError("That is too long for tags.")
