"""Target roles: what each offers and does not, the words of its advert in the answers, and what doesn't go with it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static, TextArea

from drills.element import named
from drills.errors import DrillsError, InputError
from drills.number_words import percent
from drills.storage.answer.role_fit import role_view
from drills.storage.answer.roles import add_role, checked_role, delete_role, edit_role, role_name, roles_view, use_role
from drills.text import one_line, visible
from drills.views.roles import RoleDraft, RolesView, RoleView
from tui.messages import Failed, Said
from tui.screens.dialog import box, buttons
from tui.screens.goal_form import Form, label
from tui.screens.place import Place
from tui.widgets.rows import Rows

_UNDO = "u takes it back"
_KEYWORDS = 30
_TEXTS = (
    ("offers", "Paths it offers", "one a line: analyst to senior analyst"),
    ("does_not_offer", "Paths it does not offer", "one a line: management"),
    ("training", "Training it offers", ""),
    ("advert", "The advert", "paste it whole; its words are looked for in the answers"),
)


class RoleForm(Form[RoleDraft]):
    """Gives the role as it stands in the form."""

    def __init__(self, draft: RoleDraft, *, title: str = "A new role") -> None:
        super().__init__()
        self._draft = draft
        self._title = title

    def compose(self) -> ComposeResult:
        """Who, what, and what they offer."""
        with box(title=self._title, hint="f2 saves · tab next field · esc cancels", wide=True):
            with Vertical(classes="fields"):
                yield label("Company")
                yield Input(self._draft.company, id="company", max_length=120)
                yield label("Role")
                yield Input(self._draft.title, id="title", max_length=120)
                yield label("Industry")
                yield Input(self._draft.industry, id="industry", max_length=120)
                for name, title, hint in _TEXTS:
                    yield label(title, hint)
                    yield TextArea(self._text(name), id=name, soft_wrap=True, tab_behavior="focus", compact=True)
            yield Static(classes="wrong", markup=False)
            yield buttons(("save", "Save"), ("cancel", "Cancel"))

    def on_mount(self) -> None:
        """Begin at the top."""
        self.query_one("#company").focus()

    def _text(self, name: str) -> str:
        value = getattr(self._draft, name)
        return value if isinstance(value, str) else "\n".join(value)

    @property
    def draft(self) -> RoleDraft:
        """What stands in the form."""
        texts = {name: self.query_one(f"#{name}", TextArea).text.strip() for name, *_ in _TEXTS}
        lines = {
            name: tuple(line.strip() for line in texts.pop(name).splitlines() if line.strip())
            for name in ("offers", "does_not_offer")
        }
        return RoleDraft(
            self.line("company"),
            self.line("title"),
            self.line("industry"),
            lines["offers"],
            lines["does_not_offer"],
            texts["training"],
            texts["advert"],
        )

    def action_save(self) -> None:
        """Give the role, or say what is wrong with it."""
        try:
            self.dismiss(checked_role(self.draft))
        except InputError as error:
            self.explain(str(error))

    def unsaved(self) -> str:
        """What quitting now would lose."""
        return "the role you are writing" if self.draft != self._draft else ""


class RoleRows(Rows):
    """The roles, the one aimed at first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Aim at it", id="roles.use", tooltip="Answers are held against this role"),
    ]


class RolesScreen(Place):
    """Roles to the left, the one under the cursor in full beside them."""

    PLACE: ClassVar[str] = "answers"
    CSS_PATH = "roles.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", id="roles.add", tooltip="Write down a role to aim at"),
        Binding("e", "edit", "Edit", id="roles.edit", tooltip="Change the role; paste its advert"),
        Binding("x,delete", "delete", "Delete", show=False, id="roles.delete", tooltip="Delete the role"),
        Binding("space,right,l", "scroll(8)", "Read on", show=False, id="roles.scroll", tooltip="Scroll the role"),
        Binding("b,left,h", "scroll(-8)", "Read back", show=False, id="roles.back", tooltip="Scroll back"),
    ]

    @dataclass
    class Loaded(Message):
        """The roles are read."""

        view: RolesView

    @dataclass
    class Detailed(Message):
        """The role under the cursor is read in full."""

        view: RoleView

    def body(self) -> ComposeResult:
        """The list, and the role."""
        with Horizontal(id="panes"):
            yield RoleRows(widget_id="roles")
            with VerticalScroll(id="detail", can_focus=False):
                yield Static(id="role", markup=False)

    def on_mount(self) -> None:
        """Start in the list."""
        self._view = RolesView(())
        self._detail: RoleView | None = None
        self.query_one(RoleRows).focus()

    @work(exclusive=True, group="roles.load")
    async def load(self) -> None:
        """Read all roles."""
        await self.fetch(self.Loaded, roles_view)

    @work(exclusive=True, group="roles.detail")
    async def _read(self, role_id: int) -> None:
        await self.fetch(self.Detailed, role_view, role_id)

    @on(Loaded)
    def show(self, message: Loaded) -> None:
        """Show the roles."""
        self._view = message.view
        rows = []
        for line in message.view.roles:
            sign = ("▸ ", "bold $accent") if line.current else ("  ", "")
            rows.append((str(line.id), Content.assemble(sign, role_name(line.draft, 60))))
        listed = self.query_one(RoleRows)
        listed.fill(rows, listed.chosen)
        self.query_one("#panes").set_class(not rows, "-empty")
        if not rows:
            self.query_one("#role", Static).update(_emptiness())

    @on(OptionList.OptionHighlighted)
    def _point(self) -> None:
        if chosen := self.query_one(RoleRows).chosen:
            self._read(int(chosen))

    @on(Detailed)
    def show_role(self, message: Detailed) -> None:
        """Show the role under the cursor."""
        self._detail = message.view
        self.query_one("#role", Static).update(Content("\n").join(_role(message.view)))

    # Doing

    @work(group="roles.change")
    async def _change(self, words: str, change: Callable[..., Any], *args: Any) -> None:
        try:
            await self.desk.write(change, *args)
        except DrillsError as error:
            self.post_message(Failed(error))
            return
        self.post_message(Said(words))
        self.load()

    @work(group="roles.form")
    async def action_add(self) -> None:
        """Write down a role."""
        draft = await self.app.push_screen_wait(RoleForm(RoleDraft("", "")))
        if draft:
            self._change(f"Role added · {_UNDO}", add_role, draft, self.now())

    @work(group="roles.form")
    async def action_edit(self) -> None:
        """Change the role under the cursor."""
        if self._detail:
            role = self._detail.role
            draft = await self.app.push_screen_wait(RoleForm(role.draft, title="Edit the role"))
            if draft:
                self._change(f"Changed · {_UNDO}", edit_role, role.id, draft, self.now())

    @on(OptionList.OptionSelected)
    def _use(self) -> None:
        if chosen := self.query_one(RoleRows).chosen:
            self._change(f"Aimed at from now on · {_UNDO}", use_role, int(chosen), self.now())

    def action_delete(self) -> None:
        """Delete the role under the cursor."""
        if self._detail and self._view.roles:
            name = role_name(self._detail.role.draft, 40)
            self._change(f"Deleted {name} · u brings it back", delete_role, self._detail.role.id, self.now())

    def action_scroll(self, lines: int) -> None:
        """Scroll the role."""
        self.query_one("#detail").scroll_relative(y=lines, animate=False)


def _role(view: RoleView) -> Iterator[Content]:
    draft = view.role.draft
    yield Content.assemble((role_name(draft, 120), "bold"))
    state = "aimed at now" if view.role.current else "enter aims at it"
    yield Content.assemble((" · ".join(filter(None, (one_line(draft.industry, 60), state))), "$text-muted"))
    yield from _section("Doesn't go with it", [*_conflicts(view)])
    yield from _section("Offers", [f"· {visible(path)}" for path in draft.offers])
    yield from _section("Does not offer", [f"· {visible(path)}" for path in draft.does_not_offer])
    yield from _section("Training", [visible(draft.training)] if draft.training else [])
    if view.coverage is None:
        yield from _section("The advert", ["Not pasted yet: e, then paste it whole."])
        return
    covered = [word for word in view.keywords if word.covered][:_KEYWORDS]
    missing = [word for word in view.keywords if not word.covered][:_KEYWORDS]
    yield Content("")
    yield Content.assemble(
        ("Words of the advert", "$text-muted"), (f" · {percent(view.coverage)} of their weight is in your answers", "")
    )
    if missing:
        yield Content.assemble(("○ not yet  ", "$text-warning"), visible(", ".join(word.word for word in missing)))
    for word in covered:
        yield Content.assemble(
            ("✓ ", "$text-success"), visible(word.word), (f"  {', '.join(word.covered)}", "$text-muted")
        )


def _conflicts(view: RoleView) -> Iterator[str]:
    for each in view.conflicts:
        words = f"“{one_line(each.words, 60)}”"
        yield f"! {named(each.pitfall)}: {words} in the {each.about} {one_line(each.name, 50)}. {visible(each.reason)}"


def _section(title: str, lines: list[str]) -> Iterator[Content]:
    if lines:
        yield Content("")
        yield Content.assemble((title, "$text-muted"))
        yield from map(Content, lines)


def _emptiness() -> Content:
    return Content.assemble(
        ("Roles to aim at stand here: the company, what it offers and does not, its advert.", "bold"),
        "\n\nAnswers and goals are held against the role that is aimed at.\n\n",
        ("a", "bold $accent"),
        "  writes the first one down",
    )
