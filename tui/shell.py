"""What any full-screen program owes its terminal: to leave it as it was, whatever happens, and to draw only text."""

import asyncio
import os
import signal
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from rich.segment import Segments
from rich.text import Text
from textual import events
from textual.app import App
from textual.binding import Binding
from textual.filter import LineFilter
from textual.screen import Screen
from textual.worker import WorkerFailed

from drills.errors import DrillsError
from drills.text import visible
from tui import themes
from tui.guard import GUARD, guarded
from tui.messages import Failed, Said


def losses(screens: Iterable[Screen[Any]]) -> str:
    """What would be lost by closing these screens, also those that lie beneath others; empty when nothing would."""
    return ", ".join(dict.fromkeys(filter(None, (getattr(screen, "unsaved", str)() for screen in screens))))


class Shell(App[int]):
    """An app that ends well: on a signal, on a crash, and when asked to."""

    TITLE = "Readyby"
    COMMAND_PALETTE_BINDING = "ctrl+p"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (150, "-wide")]  # noqa: RUF012  as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012

    def __init__(self, theme: str) -> None:
        self.plain = "NO_COLOR" in os.environ
        super().__init__(ansi_color=True if self.plain else None)
        for own in themes.OWN:
            self.register_theme(own)
        self.theme = theme if theme in self.available_themes else themes.DEFAULT
        self.stylesheet.set_variables(self.get_css_variables())  # the first frame has the theme's colours already

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours; without colours, what is chosen is reversed."""
        variables = super().get_css_variables()
        if self.plain:
            variables["block-cursor-text-style"] = variables["input-cursor-text-style"] = "reverse"
        return variables

    def end_on_signals(self) -> None:
        """When the terminal or the system asks to end: as quitting does, with the exit code that says why."""
        for number in (signal.SIGTERM, signal.SIGHUP):
            try:
                asyncio.get_running_loop().add_signal_handler(number, partial(self.exit, return_code=128 + number))
            except (NotImplementedError, RuntimeError, ValueError):  # not the main thread, or no such signals
                return

    def _handle_exception(self, error: Exception) -> None:
        """What a user can act on is told, wherever it came up; anything else is a fault, and ends the app loudly."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, DrillsError):
            self.post_message(Failed(cause))
        else:
            super()._handle_exception(error)

    def let_go(self) -> None:
        """Let the thread that reads keys end, also where the terminal went away before it could be told to."""
        event = getattr(self._driver, "exit_event", None)
        if event is not None:
            event.set()

    def tell_last(self, words: str) -> None:
        """Say something; where the app is ending, in the terminal as it was before."""
        if self.is_running:
            self.post_message(Said(words))
            return
        before = [str(each) for each in self._exit_renderables if isinstance(each, Text)]
        others = [each for each in self._exit_renderables if not isinstance(each, Text)]
        self._exit_renderables[:] = [*others, Text("\n".join([*before, visible(words)]))]

    async def action_leave(self) -> None:
        """Leave, and ask first only when something would be lost."""
        loss = losses(screen for stack in self._screen_stacks.values() for screen in stack)
        if not loss:
            self.exit(0)
            return
        from tui.screens.confirm import ConfirmScreen

        await self.push_screen(ConfirmScreen("Leave Readyby?", f"This would be lost: {loss}.", "Leave"), self._leave_if)

    def _leave_if(self, sure: bool | None) -> None:
        if sure:
            self.exit(0)

    async def action_quit(self) -> None:
        """Leave by ctrl+q as by q."""
        await self.action_leave()

    def _fatal_error(self) -> None:
        """A crash report without what was in the variables: that may be the user's own text."""
        from rich.traceback import Traceback

        self.bell()
        report = self.console.render(Traceback(show_locals=False, width=None), self.console.options)
        self._exit_renderables.append(Segments([guarded(segment) for segment in report]))
        self._close_messages_no_wait()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line goes through before it is drawn."""
        return [GUARD, *super().get_line_filters()]

    def get_key_display(self, binding: Binding) -> str:
        """Keys by their names where the sign for one is hard to read."""
        return "enter" if binding.key == "enter" else super().get_key_display(binding)

    async def on_event(self, event: events.Event) -> None:
        """Let the screen know of every key, so that thinking time can be told from absence."""
        if isinstance(event, (events.Key, events.MouseDown, events.MouseScrollDown, events.MouseScrollUp)):
            getattr(self.screen, "stirred", str)()
        await super().on_event(event)
