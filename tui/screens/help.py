"""Help: the keys of what has the focus, read off the bindings; then dates, search and deck files."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from textual import on
from textual.actions import parse
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from drills.config import Config
from drills.deadline_words import GRAMMAR
from tui.desk import Desk
from tui.help_text import DECK_FORMAT, DECK_RULES, SEARCH_FORMS
from tui.places import works_over
from tui.widgets.key_bar import KeyBar
from tui.widgets.search_box import SearchBox

_FORM = 24  # cells for what stands to the left
_WIDEST = 96

Found = dict[str, tuple[str, list[str]]]  # by a command's id: what it does, and its keys


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the help: rows of a form, what it means, and for a command its id; or text that belongs together."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    text: str = ""

    def only(self, words: Iterable[str]) -> "Section":
        """What of it holds every one of the words; all of it if its title does."""
        words = [word.casefold() for word in words]
        if all(word in self.title.casefold() for word in words):
            return self
        rows = tuple(row for row in self.rows if all(word in " ".join(row).casefold() for word in words))
        whole = bool(self.text) and all(word in self.text.casefold() for word in words)
        return Section(self.title, rows, self.text if whole else "")

    def content(self, width: int) -> Content:
        """The section as it is drawn; what is too long for a line goes on below where it began."""
        lines = [Content.assemble((self.title, "bold $text-accent"))]
        if self.text:
            lines.append(Content(self.text))
        for form, meaning, *ids in self.rows:
            left = form if len(form) < _FORM - 1 else form + "\n" + " " * (_FORM - 1)
            right = Content.assemble(meaning, *((f"  {id_}", "$text-muted") for id_ in ids))
            first, *more = right.wrap(max(20, width - _FORM))
            lines.append(Content.assemble((f"{left:<{_FORM}}" if "\n" not in left else left + " ", "bold"), first))
            lines += [Content.assemble(" " * _FORM, line) for line in more]
        return Content("\n").join([*lines, Content("")])


FIXED = (
    Section("Dates, as a deadline is typed", GRAMMAR),
    Section("Search in the Library", SEARCH_FORMS),
    Section("Deck files", DECK_RULES, DECK_FORMAT),
)


def key_sections(screen: Screen[Any]) -> list[Section]:
    """The keys that work on a screen: those of what has the focus and of the screen, then those of everywhere."""
    own: Found = {}
    focused: Found = {}
    everywhere: Found = {}
    app = screen.app
    for key, (node, binding, enabled, _) in screen.active_bindings.items():
        if enabled and (node is not app or works_over(screen, parse(binding.action)[1])):
            _add(everywhere if node is app else own if node is screen else focused, app, key, binding)
    title, later = _later(screen, own)
    found = {"Keys here": own | focused, title: later, "Keys everywhere": everywhere}
    return [Section(title, tuple(map(_row, keys.items()))) for title, keys in found.items() if keys]


def _later(screen: Screen[Any], now: Found) -> tuple[str, Found]:
    """What the screen's own keys will do as soon as it says (`KEYS_LATER`: when, and the action); none that do now."""
    title, action = getattr(screen, "KEYS_LATER", ("", ""))
    bindings = screen._bindings.copy()
    bindings.apply_keymap(screen.app._keymap)
    found: Found = {}
    for key, binding in bindings:
        if binding.id not in now and parse(binding.action)[1] == action:
            _add(found, screen.app, key, binding)
    return title, found


def _add(found: Found, app: App[Any], key: str, binding: Binding) -> None:
    if binding.id and binding.tooltip:
        found.setdefault(binding.id, (binding.tooltip, []))[1].append(app.get_key_display(binding.with_key(key)))


def _row(found: tuple[str, tuple[str, list[str]]]) -> tuple[str, ...]:
    id_, (tooltip, keys) = found
    return " ".join(keys), tooltip, id_


class HelpScreen(Screen[None]):
    """One page to scroll and to search."""

    CSS_PATH = "help.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", id="help.search", tooltip="Find a word on this page"),
        Binding("down,j", "scroll(1)", "Down", show=False, id="help.down", tooltip="A line down"),
        Binding("up,k", "scroll(-1)", "Up", show=False, id="help.up", tooltip="A line up"),
        Binding("pagedown,space", "scroll(15)", "Page down", id="help.page_down", tooltip="A page down"),
        Binding("pageup,b", "scroll(-15)", "Page up", show=False, id="help.page_up", tooltip="A page up"),
        Binding("home,g", "scroll(-9999)", "Top", show=False, id="help.top", tooltip="To the top"),
        Binding("end,G", "scroll(9999)", "End", show=False, id="help.end", tooltip="To the end"),
        Binding("escape,question_mark,f1,q", "app.back", "Back", id="help.back", tooltip="Back to where you were"),
    ]

    def __init__(self, desk: Desk, now: Callable[[], datetime], config: Config) -> None:
        super().__init__()
        self._sections: list[Section] = []
        self._words: list[str] = []

    def compose(self) -> ComposeResult:
        """The search, and the page."""
        yield SearchBox(placeholder="/ to search this page", id="search")
        with VerticalScroll(id="page", can_focus=False):
            yield Static(id="help", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the keys of the screen beneath."""
        beneath = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        self._sections = [*(key_sections(beneath) if beneath else []), *FIXED]
        self._show("")

    @on(Input.Changed)
    def search(self, event: Input.Changed) -> None:
        """Keep what holds the words."""
        self._show(event.value)

    @on(SearchBox.Done)
    def read(self) -> None:
        """From searching to reading."""
        self.set_focus(None)

    def _show(self, text: str) -> None:
        self._words = text.split()
        self._fill()
        self.query_one("#page").scroll_home(animate=False)

    def _fill(self) -> None:
        found = [section.only(self._words) for section in self._sections] if self._words else self._sections
        found = [section for section in found if section.rows or section.text]
        width = min(self.query_one("#page").scrollable_content_region.width, _WIDEST)
        page = Content("\n").join(section.content(width) for section in found)
        self.query_one("#help", Static).update(page if found else Content("Nothing here speaks of that."))

    def on_resize(self) -> None:
        """Lines follow the width."""
        self.call_after_refresh(self._fill)

    def action_search(self) -> None:
        """Type what to find."""
        self.query_one(SearchBox).focus()

    def action_scroll(self, lines: int) -> None:
        """Scroll the page."""
        self.query_one("#page").scroll_relative(y=lines, animate=False)
