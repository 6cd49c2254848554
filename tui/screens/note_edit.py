"""Writing a note, or changing one: in place, and without a word lost on the way."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, TextArea

from drills.errors import InputError
from drills.models import Note, NoteDraft
from drills.note import checked
from tui.widgets.key_bar import KeyBar
from tui.widgets.note_form import NoteForm


def draft_of(note: Note) -> NoteDraft:
    """A stored note as something to change."""
    return NoteDraft(note.kind, note.fields, note.tags, note.key, note.deck)


class NoteEditScreen(ModalScreen[NoteDraft | None]):
    """A form over whatever is beneath; gives the checked note, or None when left as it was."""

    CSS_PATH = "note_edit.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+s", "save", "Save", id="note.save", tooltip="Keep what is written"),
        Binding("escape", "cancel", "Cancel", id="note.cancel", tooltip="Leave the note as it was"),
        Binding("f1", "app.help", "Help", show=False, id="note.help", tooltip="The keys that work here"),
    ]

    def __init__(
        self, draft: NoteDraft, decks: tuple[str, ...] = (), *, title: str = "Edit", new: bool = False
    ) -> None:
        super().__init__()
        self._draft = draft
        self._decks = decks
        self._heading = title
        self._new = new

    def compose(self) -> ComposeResult:
        """The form, what is wrong with it, and the two ways out."""
        with Vertical(id="note-box") as box:
            box.border_title = self._heading
            yield NoteForm(self._draft, self._decks, new=self._new)
            yield Label("", markup=False, id="note-problem")
            with Horizontal(id="note-buttons"):
                yield Button("Save", id="note-save", variant="primary", compact=True)
                yield Button("Cancel", id="note-cancel", compact=True)
            yield KeyBar()

    @on(Button.Pressed, "#note-save")
    def action_save(self) -> None:
        """Give the note if it is complete; else say what is missing."""
        form = self.query_one(NoteForm)
        try:
            draft = checked(form.draft)
        except InputError as error:
            problem = self.query_one("#note-problem", Label)
            problem.update(str(error))
            problem.add_class("-shown")
            self.call_after_refresh(form.point_out, error)  # once the form has made room for the words
        else:
            self.dismiss(draft)

    @on(Input.Changed)
    @on(TextArea.Changed)
    def forget(self) -> None:
        """What was wrong may be right by now."""
        self.query_one("#note-problem").remove_class("-shown")

    @on(Button.Pressed, "#note-cancel")
    def action_cancel(self) -> None:
        """Leave; ask first when something was written."""
        if not self.query_one(NoteForm).changed:
            self.dismiss(None)
            return
        from tui.screens.confirm import ConfirmScreen

        question = ConfirmScreen("Leave it as it was?", "What you changed would be lost.", "Leave", "Go on writing")
        self.app.push_screen(question, self._leave_if)

    def _leave_if(self, sure: bool | None) -> None:
        if sure:
            self.dismiss(None)

    def unsaved(self) -> str:
        """What quitting now would lose."""
        return "the note you are writing" if self.query_one(NoteForm).changed else ""
