"""The coach's checks: which are on, and switching one off or on again for all answers."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from drills.errors import DrillsError
from drills.storage.answer.coach import CoachCheck, coach_checks, switch_check
from tui.desk import Desk
from tui.messages import Failed
from tui.screens.dialog import LOOKS, Dialog, box
from tui.widgets.coach_view import check_name
from tui.widgets.rows import Rows

CHECKS, CHECKS_WORDS = "checks", "Checks of the coach"
CHECKS_MEANING = """\
Each thing that the coach looks for in an answer can be switched off, and on again, for all answers.

Lists and patterns can be changed, too: put *.toml files into a folder named coach beside the config file, laid out \
like those that come with Readyby; readyby check uses them as well."""
_KINDS = {
    "pitfall": "Pitfalls",
    "element": "Elements",
    "characteristic": "Characteristics",
    "quality": "How it is said",
}


class CheckRows(Rows):
    """The checks to switch."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "select", "On or off", id="checks.switch", tooltip="Switch this check on or off"),
    ]


class ChecksScreen(Dialog[None]):
    """Every check with whether it is on; what it says below."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = [LOOKS, "checks.tcss"]

    @dataclass
    class Loaded(Message):
        """The checks are read."""

        checks: tuple[CoachCheck, ...]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._checks: tuple[CoachCheck, ...] = ()

    def compose(self) -> ComposeResult:
        """The list, and what the check under the cursor says."""
        with box(title=CHECKS_WORDS, hint="space switches · esc closes", wide=True):
            yield CheckRows(widget_id="checks-list")
            yield Static(id="checks-says", markup=False)

    def on_mount(self) -> None:
        """Read them."""
        self.query_one(CheckRows).focus()
        self._do(None)

    @work(group="checks.change")
    async def _do(self, change: Callable[..., object] | None) -> None:
        try:
            if change:
                await self.desk.write(change)
            found = await self.desk.read(coach_checks)
        except DrillsError as error:
            self.app.post_message(Failed(error))
        else:
            self.post_message(self.Loaded(found))

    @on(Loaded)
    def show(self, message: Loaded) -> None:
        """Show them by kind."""
        self._checks = message.checks
        rows: list[tuple[str | None, Content]] = []
        for kind, title in _KINDS.items():
            rows.append((None, Content.assemble((title, "$text-muted"))))
            rows += [(each.id, _row(each)) for each in self._checks if each.kind == kind]
        listed = self.query_one(CheckRows)
        listed.fill(rows, listed.chosen)

    @on(OptionList.OptionHighlighted)
    def _tell(self) -> None:
        if each := self._chosen:
            self.query_one("#checks-says", Static).update(f"{each.says}\n{each.suggestion}".strip())

    @on(OptionList.OptionSelected)
    def _switch(self) -> None:
        if each := self._chosen:
            self._do(lambda c: switch_check(c, each.id, on=not each.on))

    @property
    def _chosen(self) -> CoachCheck | None:
        chosen = self.query_one(CheckRows).chosen
        return next((each for each in self._checks if each.id == chosen), None)


def _row(check: CoachCheck) -> Content:
    box_, style = ("☑", "$text-success") if check.on else ("☐", "$text-warning")
    off = "" if check.on else "  off"
    return Content.assemble((f"{box_} ", style), check_name(check.id), (off, "$text-warning"))
