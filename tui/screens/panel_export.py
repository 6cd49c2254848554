"""A panel given out as a file: a picture, or its figures."""

from datetime import date
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Button, Input, Static

from drills.errors import DrillsError
from drills.files import is_there, written
from drills.text import visible
from tui.dashboard.giving import FORMATS, panel_text
from tui.dashboard.panel import Panel
from tui.messages import Said
from tui.screens.dialog import Dialog, box, buttons


class PanelExport(Dialog[None]):
    """Asks for a file; its ending says what it holds. What is there already is replaced by a second Enter alone."""

    def __init__(self, panel: Panel, day: date) -> None:
        super().__init__()
        self._panel = panel
        self._day = day
        self._warned = ""

    def compose(self) -> ComposeResult:
        """Where to."""
        with box(title=f"Export “{self._panel.title}”", hint="enter writes · esc cancels"):
            yield Static("A name that ends in .svg: the picture.\n.csv or .json: the figures.", classes="words label")
            yield Input(f"~/readyby-{self._panel.id}-{self._day}.svg", select_on_focus=False)
            yield Static(classes="wrong", markup=False)
            yield buttons(("export", "Export"), ("cancel", "Cancel"))

    @on(Input.Changed)
    def forget(self) -> None:
        """Another name, another question."""
        self.query_one(".wrong").remove_class("-shown")
        self._warned = ""

    @on(Button.Pressed, "#cancel")
    def leave(self) -> None:
        """Leave by the button."""
        self.action_cancel()

    @on(Input.Submitted)
    @on(Button.Pressed, "#export")
    def write_out(self) -> None:
        """Write the file, if that is what is meant."""
        text = self.query_one(Input).value.strip()
        try:
            path = Path(text).expanduser()
            if path.suffix not in FORMATS:
                self._explain("Name a file that ends in .svg, .csv or .json.")
            elif is_there(path) and self._warned != text:
                self._explain(f"{path} is there already. Enter again replaces it.")
                self._warned = text
            else:
                self._write(path)
        except DrillsError as error:
            self._explain(str(error))
        except (RuntimeError, ValueError) as error:
            self._explain(f"This is no path: {error}.")

    def _write(self, path: Path) -> None:
        with written(path) as stream:
            stream.write(panel_text(self._panel, path.suffix))
        self.post_message(Said(visible(f"{self._panel.title} is in {path}")))
        self.dismiss(None)

    def _explain(self, words: str) -> None:
        wrong = self.query_one(".wrong", Static)
        wrong.update(Content(visible(words)))
        wrong.add_class("-shown")
