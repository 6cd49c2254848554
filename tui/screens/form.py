"""What forms have in common: several fields, saved by Enter or F2, with what is wrong said in place."""

from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Button, Input, Static

from drills.errors import InputError
from drills.text import one_line
from tui.screens.dialog import Dialog, T


class Form(Dialog[T]):
    """A dialog with several fields: Enter in a line saves, F2 saves from anywhere."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+s", "save", "Save", id="form.save", tooltip="Keep what is written"),
        Binding("down", "app.focus_next", "Next field", show=False, id="form.next", tooltip="The next field"),
        Binding("up", "app.focus_previous", "Field before", show=False, id="form.before", tooltip="The field before"),
    ]

    def on_screen_resume(self) -> None:
        """Begin at the top where that shows the field with the cursor, so that the first label is in sight."""
        self.call_after_refresh(self._show_top)

    def _show_top(self) -> None:
        for fields in self.query(".fields"):
            if self.focused and self.focused.virtual_region.bottom <= fields.size.height:
                fields.scroll_home(animate=False)

    @on(events.DescendantFocus)
    def _show_label(self, event: events.DescendantFocus) -> None:
        siblings = list(event.widget.parent.children) if event.widget.parent else []
        place = siblings.index(event.widget) if event.widget in siblings else 0
        if place and siblings[place - 1].has_class("label"):
            siblings[place - 1].scroll_visible(animate=False)

    def unsaved(self) -> str:
        """What leaving now would lose ("the story you are writing"); empty when nothing would."""
        return ""

    def action_cancel(self) -> None:
        """Leave without an answer; ask first where words would be lost."""
        loss = self.unsaved()
        if not loss:
            self.dismiss(None)
            return
        from tui.screens.confirm import ConfirmScreen

        question = ConfirmScreen("Leave without saving?", f"This would be lost: {loss}.", "Leave", "Go on writing")
        self.app.push_screen(question, self._leave_if)

    def _leave_if(self, sure: bool | None) -> None:
        if sure:
            self.dismiss(None)

    def action_save(self) -> None:
        """Give what is written, or say what is wrong with it."""
        raise NotImplementedError

    @on(Input.Submitted)
    @on(Button.Pressed, "#save")
    def save(self) -> None:
        """Save by Enter or by the button."""
        self.action_save()

    @on(Button.Pressed, "#cancel")
    def leave(self) -> None:
        """Leave by the button."""
        self.action_cancel()

    def line(self, id_: str) -> str:
        """What is typed in a field."""
        return self.query_one(f"#{id_}", Input).value.strip()

    def explain(self, words: str, field: str | None = None) -> None:
        """Say what is wrong, and go where it can be mended."""
        wrong = self.query_one(".wrong", Static)
        wrong.update(Content(words))
        wrong.add_class("-shown")
        if field:
            self.query_one(f"#{field}", Input).focus()

    @on(Input.Changed)
    def forget(self) -> None:
        """What was wrong may be right by now."""
        self.query_one(".wrong").remove_class("-shown")


def label(words: str, hint: str = "") -> Static:
    """The label above a field."""
    return Static(Content.assemble(words, (f"  {hint}" if hint else "", "$text-disabled")), classes="label")


def whole_number(text: str, what: str, low: int, high: int) -> int:
    """A whole number within a range; raises InputError that says which."""
    try:
        number = int(text.removesuffix("%").strip())
    except ValueError:
        number = low - 1
    if not low <= number <= high:
        raise InputError(f"{what}: a whole number from {low} to {high}, not “{one_line(text, 20)}”.")
    return number
