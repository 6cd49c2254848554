"""All that the coach saw in an answer: each with its reason; go to the words, or don't hear of it again."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import PurePath
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from drills.errors import DrillsError
from drills.number_words import counted
from drills.storage.answer.coach import bring_back_dismissed, dismiss, switch_check, switched_off
from drills.text import visible
from drills.views.coaching import Coaching, Finding
from tui.desk import Desk
from tui.messages import Failed, Said
from tui.screens.dialog import LOOKS, Dialog, box
from tui.widgets.coach_view import label, quoted
from tui.widgets.rows import Rows


class FindingRows(Rows):
    """The findings: those to mend first, then what is good."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Go there", id="findings.go", tooltip="Go to the words it is about"),
        Binding("d", "screen.dismiss_here", "Not here", id="findings.here", tooltip="Don't say it of these words"),
        Binding("n", "screen.never", "Never here", id="findings.never", tooltip="Never say it of this answer"),
        Binding("o", "screen.switch_off", "Off", id="findings.off", tooltip="Switch this check off for all answers"),
        Binding("b", "screen.bring_back", "Bring back", id="findings.back", tooltip="Say again what was dismissed"),
        Binding("O", "screen.switch_on", "All on", show=False, id="findings.on", tooltip="Switch all checks on again"),
    ]


class FindingsScreen(Dialog[Finding]):
    """The findings in a list, the one under the cursor in full below; gives the one to go to."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = [LOOKS, "findings.tcss"]

    def __init__(self, desk: Desk, now: Callable[[], datetime], note_id: int, coaching: Coaching) -> None:
        super().__init__()
        self.desk = desk
        self.now = now
        self._note_id = note_id
        self._findings = {str(n): each for n, each in enumerate([*coaching.first, *coaching.rest, *coaching.good])}

    def compose(self) -> ComposeResult:
        """The list, and the reason of one."""
        hint = "enter goes there · d not here · n never here · o off · b brings back · esc"
        with box(title="What the coach saw", hint=hint, wide=True):
            yield FindingRows(widget_id="findings-list")
            yield Static(id="findings-reason", markup=False)

    def on_mount(self) -> None:
        """Show them."""
        self.query_one(FindingRows).focus()
        self._fill()

    def _fill(self) -> None:
        faults = [(id_, each) for id_, each in self._findings.items() if not each.good]
        good = [(id_, each) for id_, each in self._findings.items() if each.good]
        rows: list[tuple[str | None, Content]] = []
        for title, group in (("To mend", faults), ("Good", good)):
            if group:
                rows.append((None, Content.assemble((title, "$text-muted"))))
                rows += [(id_, _row(each)) for id_, each in group]
        self.query_one(FindingRows).fill(rows, self.query_one(FindingRows).chosen)
        if not rows:
            self.query_one("#findings-reason", Static).update("Nothing is left here. b brings back what was dismissed.")

    @on(OptionList.OptionHighlighted)
    def _tell(self) -> None:
        if each := self._chosen:
            reason = Content.assemble(visible(each.reason), "\n", (visible(each.suggestion), "$text-muted"))
            self.query_one("#findings-reason", Static).update(reason)

    @property
    def _chosen(self) -> Finding | None:
        return self._findings.get(self.query_one(FindingRows).chosen or "")

    @on(OptionList.OptionSelected)
    def _go(self) -> None:
        self.dismiss(self._chosen)

    # Not to hear of it again

    def action_dismiss_here(self) -> None:
        """Don't say it of these words again."""
        if each := self._chosen:
            words = f"Not said of these words again: {label(each)}"
            self._change(lambda c: dismiss(c, self._note_id, each.id, each.words, self.now()), words, each)

    def action_never(self) -> None:
        """Never say it of this answer again."""
        if each := self._chosen:
            words = f"Never said of this answer again: {label(each)}"
            self._change(lambda c: dismiss(c, self._note_id, each.id, None, self.now()), words, each, alike=True)

    def action_switch_off(self) -> None:
        """Switch the check off for all answers."""
        if each := self._chosen:
            words = f"{label(each)} is off for all answers; O switches all on again"
            self._change(lambda c: switch_check(c, each.id, on=False), words, each, alike=True)

    @work(group="findings.change")
    async def action_bring_back(self) -> None:
        """Say again what was dismissed for this answer; a check that is off stays so, which is told."""
        try:
            count = await self.desk.write(bring_back_dismissed, self._note_id, self.now())
            off = len(await self.desk.read(switched_off))
        except DrillsError as error:
            self.app.post_message(Failed(error))
            return
        words = f"{counted(count, 'dismissal')} taken back" if count else "Nothing was dismissed for this answer"
        if off:
            words += f"; {counted(off, 'check')} {'stays' if off == 1 else 'stay'} off: O switches all on"
        self.app.post_message(Said(f"{words}."))
        if count:
            self.dismiss(None)

    def action_switch_on(self) -> None:
        """Switch all checks on again, for all answers."""

        def switch_on(c: sqlite3.Connection) -> None:
            for check in switched_off(c):
                switch_check(c, check, on=True)

        self._change(switch_on, "All checks are on.", None)

    @work(group="findings.change")
    async def _change(
        self, change: Callable[..., object], words: str, gone: Finding | None, *, alike: bool = False
    ) -> None:
        try:
            await self.desk.write(change)
        except DrillsError as error:
            self.app.post_message(Failed(error))
            return
        self.app.post_message(Said(words))
        if gone is None:
            self.dismiss(None)
            return
        self._findings = {
            id_: each for id_, each in self._findings.items() if each is not gone and not (alike and each.id == gone.id)
        }
        self._fill()


def _row(finding: Finding) -> Content:
    sign, style = ("✓", "$text-success") if finding.good else ("•", "$text-warning")
    words = quoted(finding.words) if finding.end > finding.start else ""
    return Content.assemble((f"{sign} ", style), (label(finding), "bold"), (f"  {words}", "$text-muted"))
