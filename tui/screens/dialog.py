"""Questions that want an answer before anything else: a line of text, one of a list; and texts to read."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePath
from typing import ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from drills.errors import DrillsError
from drills.text import one_line

T = TypeVar("T")
LOOKS = Path(__file__).with_name("dialog.tcss")


class Dialog(ModalScreen[T]):
    """A box over the screen; esc leaves without an answer, and where nothing typed could be lost, a click beside it."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = [LOOKS]
    LEAVE_BY_CLICK: ClassVar[bool] = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="dialog.cancel", tooltip="Leave this without changing anything"),
        Binding("f1", "app.help", "Help", show=False, id="dialog.help", tooltip="The keys, and how to write a date"),
    ]

    def action_cancel(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """Leave when the click went beside the box."""
        if event.widget is self and self.LEAVE_BY_CLICK:
            self.action_cancel()


def box(*, title: str, hint: str, wide: bool = False) -> Vertical:
    """The box that a dialog's widgets stand in."""
    frame = Vertical(classes="box")
    frame.border_title = Content(title)
    frame.border_subtitle = Content(hint)
    if wide:
        frame.add_class("-wide")
    return frame


def buttons(*labels: tuple[str, str]) -> Horizontal:
    """A row of buttons, each with its id and label."""
    return Horizontal(*(Button(Content(label), id=id_) for id_, label in labels), classes="buttons")


class Prompt(Dialog[str]):
    """Asks for a line of text. `check` may raise a DrillsError, whose words are then shown; nothing typed is lost."""

    def __init__(
        self,
        title: str,
        label: str = "",
        value: str = "",
        *,
        placeholder: str = "",
        check: Callable[[str], object] | None = None,
        needed: str = "",
        button: str = "Save",
    ) -> None:
        super().__init__()
        self._title = title
        self._button = button  # what enter does: Save, Start, Delete
        self._label = label
        self._value = value
        self._placeholder = placeholder
        self._check = check
        self._needed = needed  # what to say when nothing was typed; empty: nothing is fine

    def compose(self) -> ComposeResult:
        """What is asked for, and where to type it."""
        with box(title=self._title, hint=f"enter {self._button.lower()}s · esc cancels"):
            if self._label:
                yield Static(Content(self._label), classes="label")
            yield Input(self._value, placeholder=self._placeholder, select_on_focus=False)
            yield Static(classes="wrong", markup=False)
            yield buttons(("save", self._button), ("cancel", "Cancel"))

    @on(Input.Submitted)
    @on(Button.Pressed, "#save")
    def save(self) -> None:
        """Give the text, if it can be used."""
        text = self.query_one(Input).value.strip()
        try:
            if self._check and (text or not self._needed):
                self._check(text)
        except DrillsError as error:
            self._explain(str(error))
            return
        if self._needed and not text:
            self._explain(self._needed)
            return
        self.dismiss(text)

    @on(Input.Changed)
    def forget(self) -> None:
        """What was wrong may be right by now."""
        self.query_one(".wrong").remove_class("-shown")

    @on(Button.Pressed, "#cancel")
    def leave(self) -> None:
        """Leave by the button."""
        self.action_cancel()

    def _explain(self, words: str) -> None:
        self.query_one(".wrong", Static).update(Content(words))
        self.query_one(".wrong").add_class("-shown")
        self.query_one(Input).focus()


class Choose(Dialog[str]):
    """Asks for one of a list; typing narrows it down. With `new`, what was typed may itself be the answer."""

    LEAVE_BY_CLICK = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Down", show=False, id="choose.down", tooltip="The next one"),
        Binding("up", "move(-1)", "Up", show=False, id="choose.up", tooltip="The one before"),
    ]

    def __init__(self, title: str, options: Sequence[tuple[str, str]], *, new: str = "", current: str = "") -> None:
        super().__init__()
        self._title = title
        self._options = options  # (answer, label)
        self._new = new  # as in "new deck"; empty: only what is listed
        self._current = current

    def compose(self) -> ComposeResult:
        """Where to type, and what there is."""
        with box(title=self._title, hint="enter takes it · esc cancels"):
            yield Input(placeholder="Type to narrow down" + (f", or name a {self._new}" if self._new else ""))
            yield OptionList(markup=False)

    def on_mount(self) -> None:
        """Show all there is, the present one marked."""
        self.query_one(OptionList).can_focus = False
        self._fill("")

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Keep what holds every word typed."""
        self._fill(event.value)

    def _fill(self, text: str) -> None:
        typed = text.strip()
        words = typed.casefold().split()
        found = [(answer, label) for answer, label in self._options if all(word in label.casefold() for word in words)]
        options = [Option(Content(one_line(label)), id=f"={answer}") for answer, label in found]
        exact = any(label.casefold() == typed.casefold() for _, label in found)
        if self._new and typed and not exact:
            options.append(Option(Content(f"+ {self._new} “{one_line(typed, 60)}”"), id=f"+{typed}"))
        listed = self.query_one(OptionList).set_options(options)
        here = next((n for n, (answer, _) in enumerate(found) if answer == self._current), 0)
        listed.highlighted = here if options else None

    def action_move(self, by: int) -> None:
        """Move in the list while typing."""
        listed = self.query_one(OptionList)
        if by > 0:
            listed.action_cursor_down()
        else:
            listed.action_cursor_up()

    @on(Input.Submitted)
    def take(self) -> None:
        """Give what is marked."""
        option = self.query_one(OptionList).highlighted_option
        if option and option.id:
            self.dismiss(option.id[1:])

    @on(OptionList.OptionSelected)
    def take_clicked(self, event: OptionList.OptionSelected) -> None:
        """Give what was clicked."""
        if event.option.id:
            self.dismiss(event.option.id[1:])


class Reader(Dialog[None]):
    """A text to read and scroll, such as a report or a list of problems."""

    LEAVE_BY_CLICK = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q", "cancel", "Close", id="reader.close", tooltip="Close this"),
        Binding("down,j", "scroll(1)", "Down", show=False, id="reader.down", tooltip="A line down"),
        Binding("up,k", "scroll(-1)", "Up", show=False, id="reader.up", tooltip="A line up"),
        Binding("pagedown,space", "scroll(10)", "Page", show=False, id="reader.page", tooltip="Ten lines down"),
        Binding("pageup", "scroll(-10)", "Page up", show=False, id="reader.page_up", tooltip="Ten lines up"),
        Binding("home,g", "scroll(-99999)", "Top", show=False, id="reader.top", tooltip="The first line"),
        Binding("end,G", "scroll(99999)", "End", show=False, id="reader.end", tooltip="The last line"),
    ]

    def __init__(self, title: str, lines: Iterable[str | Content]) -> None:
        super().__init__()
        self._title = title
        self._lines = [line if isinstance(line, Content) else Content(line) for line in lines]

    def compose(self) -> ComposeResult:
        """The text in its box."""
        with (
            box(title=self._title, hint="j k scroll · esc closes", wide=True),
            VerticalScroll(can_focus=False),
        ):
            yield Static(Content("\n").join(self._lines))

    def action_scroll(self, lines: int) -> None:
        """Scroll by some lines."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)
