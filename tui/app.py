"""The app: five places, the keys that hold everywhere, and what happens when something fails."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.command import CommandPalette, Provider
from textual.screen import ModalScreen, Screen

from drills.config import Config
from drills.errors import DrillsError, Problem
from drills.text import one_line
from tui import places, preferences
from tui.desk import Desk
from tui.messages import (
    ComposeRequested,
    ConfigChanged,
    DayRead,
    DrillRequested,
    Failed,
    ForecastRequested,
    GoalRequested,
    OutlooksChanged,
    PlaceRequested,
    Said,
    SettingRequested,
    UndoRequested,
)
from tui.screens.place import Place
from tui.shell import Shell, losses
from tui.widgets.top_bar import TopBar

READ_A_SECOND = 12  # characters, by whoever looks elsewhere first
FAILURE_SHOWS = 12.0  # seconds
MOST_PROBLEMS = 3  # told in one notice

if TYPE_CHECKING:
    from tui.beginning import Answers
    from tui.forecasting import Forecasting


def _palette() -> type[Provider]:
    from tui.palette import Commands

    return Commands


class ReadybyApp(Shell):
    """Readyby in the terminal."""

    CSS_PATH = "app.tcss"
    DEFAULT_MODE = "today"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_palette}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "place('today')", "Today", show=False, id="place.today", tooltip="What to do today"),
        Binding("2", "place('goals')", "Goals", show=False, id="place.goals", tooltip="Goals and their dates"),
        Binding("3", "place('answers')", "Answers", show=False, id="place.answers", tooltip="Your answers"),
        Binding("4", "place('library')", "Library", show=False, id="place.library", tooltip="All cards"),
        Binding("5", "place('progress')", "Progress", show=False, id="place.progress", tooltip="How it goes"),
        Binding("d", "drill", "Drill", id="app.drill", tooltip="Drill what is planned for today"),
        Binding("u", "undo", "Undo", show=False, id="app.undo", tooltip="Take the last step back"),
        Binding("colon", "command_palette", "Palette", id="app.palette", tooltip="Find any command by name"),
        Binding(
            "ctrl+p", "command_palette", "Palette", show=False, priority=True, id="app.find", tooltip="Find any command"
        ),
        Binding("comma", "settings", "Settings", show=False, id="app.settings", tooltip="Change the settings"),
        Binding("escape", "back", "Back", show=False, id="app.back", tooltip="Back to where you were"),
        Binding("q", "leave", "Quit", id="app.quit", tooltip="Leave Readyby; everything is saved"),
        Binding("question_mark,f1", "help", "Help", id="app.help", tooltip="All the keys that work here"),
    ]

    def __init__(
        self,
        desk: Desk,
        now: Callable[[], datetime],
        config: Config,
        *,
        config_path: Path | None = None,
        demo: bool = False,
        notices: Sequence[str] = (),
        problems: Sequence[Problem] = (),
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(config.looks.theme)
        self._desk = desk
        self._clock = now
        self._settings = config
        self._settings_path = config_path
        self._demo = demo
        self._notices = notices
        self._problems = problems
        self._seconds = seconds
        self._day: DayRead | None = None
        self.failure: DrillsError | None = None  # why the library can't be used at all
        self._forecasting: Forecasting | None = None
        self._told = ("", 0.0)  # the last failure shown, and when
        for place in places.PLACES:
            self.add_mode(place, partial(self._open_place, place))

    # Starting and ending

    def on_mount(self) -> None:
        """Listen for the terminal going away, use the user's keys, and greet whoever is new."""
        self.end_on_signals()
        in_file = [str(replace(problem, file=Path(problem.file).name)) for problem in self._problems]
        self._warn("Some settings can't be used", [*in_file, *self._use_keys()])
        self._greet()

    def _use_keys(self) -> Sequence[str]:
        """Use the user's own keys; gives what is wrong with them."""
        if not self._settings.keys:
            self.set_keymap({})
            return ()
        from tui.keymap import keymap

        keys, problems = keymap(type(self), self._settings.keys)
        self.set_keymap(keys)
        return problems

    def _warn(self, title: str, problems: Sequence[str]) -> None:
        """The first problems in one notice, each on lines of its own, and how many more there are."""
        more = len(problems) - MOST_PROBLEMS
        lines = [one_line(problem, 130) for problem in problems[:MOST_PROBLEMS]]
        if more > 0:
            lines.append(f"and {more} more: readyby config")
        if lines:
            self.notify("\n".join(lines), title=title, severity="warning", timeout=FAILURE_SHOWS, markup=False)

    @work(group="app.greet")
    async def _greet(self) -> None:
        from tui.beginning import is_done

        try:
            done = await self._desk.read(is_done)
        except DrillsError as error:
            self.failure = error
            self.exit(error.exit_code, return_code=error.exit_code)
            return
        self._check_own_lists()
        for notice in self._notices:
            self.notify(notice, title="Please note", severity="warning", timeout=12, markup=False)
        if not (done or self._demo):
            from tui.screens.first_run import FirstRunScreen

            self.push_screen(FirstRunScreen(self._desk, self._clock, self._settings), self._greeted)

    @work(group="app.lists")
    async def _check_own_lists(self) -> None:
        """Tell once what of the user's own coach lists can't be used."""
        from drills import own_lists

        try:
            found = await asyncio.to_thread(own_lists.problems)
        except DrillsError as error:
            self.post_message(Failed(error))
            return
        in_file = [str(replace(problem, file=Path(problem.file).name)) for problem in found]
        self._warn("Some of your coach lists can't be used", in_file)

    def _greeted(self, answers: "Answers | None") -> None:
        if answers:
            self._begin(answers)

    @work(group="app.greet")
    async def _begin(self, answers: "Answers") -> None:
        if answers.minutes not in (None, self._settings.study.minutes_per_day):
            await self._use_setting(SettingRequested("minutes_per_day", answers.minutes))
        self.action_drill()

    # Places and screens

    def _open_place(self, place: str) -> Screen[None]:
        screen: Screen[None] = places.screen_class(place)(self._desk, self._clock, self._settings)
        return screen

    async def action_place(self, place: str) -> None:
        """Go to a place, leaving what lies over it; ask first when something would be lost."""
        loss = losses(self.screen_stack)
        if not loss:
            await self._go_to(place)
            return
        from tui.screens.confirm import ConfirmScreen

        async def go_if(sure: bool | None) -> None:
            if sure:
                await self._go_to(place)

        await self.push_screen(ConfirmScreen("Leave this?", f"This would be lost: {loss}.", "Leave", "Stay"), go_if)

    async def _go_to(self, place: str) -> None:
        while len(self.screen_stack) > 1 and not isinstance(self.screen, ModalScreen):
            await self.pop_screen()
        await self.switch_mode(place)
        self._tell_bars()

    async def action_back(self) -> None:
        """Back: first to what lies beneath, then to Today."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            await self.action_place("today")

    def action_drill(self) -> None:
        """Drill what is planned, or go on where it was left."""
        self._drill(DrillRequested())

    def _drill(self, request: DrillRequested) -> None:
        from tui.screens.drill import DrillScreen

        if any(isinstance(screen, DrillScreen) for screen in self.screen_stack):
            self._back_to_drill()
        else:
            self.push_screen(DrillScreen(self._desk, self._clock, self._settings, request, seconds=self._seconds))

    @work(group="app.back")
    async def _back_to_drill(self) -> None:
        """A drill lies beneath what one looked up meanwhile: go on with it."""
        from tui.screens.drill import DrillScreen

        while not isinstance(self.screen, DrillScreen) and not losses([self.screen]):
            await self.pop_screen()

    def action_settings(self) -> None:
        """Open the settings."""
        self.push_screen(places.screen_class("settings")(self._desk, self._clock, self._settings))

    def action_help(self) -> None:
        """Open the help for what is on the screen."""
        self.push_screen(places.screen_class("help")(self._desk, self._clock, self._settings))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Over a question that wants an answer, nothing else opens; numbers that rate don't lead away."""
        if not places.works_over(self.screen, action):
            return False
        if action == "command_palette":
            return not isinstance(self.screen, ModalScreen) or isinstance(self.screen, CommandPalette)
        return True

    # What screens tell

    @on(PlaceRequested)
    async def _go(self, message: PlaceRequested) -> None:
        await self.action_place(message.place)

    @on(DrillRequested)
    def _start_drill(self, message: DrillRequested) -> None:
        self._drill(message)

    @on(ComposeRequested)
    def _compose_answer(self, message: ComposeRequested) -> None:
        from tui.screens.compose import ComposeScreen

        made = ComposeScreen(self._desk, self._clock, self._settings, message.note_id, place=message.place)
        self.push_screen(made)

    @on(ForecastRequested)
    @work(group="app.forecast")
    async def _forecast(self) -> None:
        """Compute what has gone out of date, beside everything else; screens are told as it comes."""
        if self._forecasting is None:
            from tui.forecasting import Forecasting

            self._forecasting = Forecasting(self._desk, self._clock, keeps_tables=not self._demo)
        try:
            if await self._forecasting.refresh(self._settings.study, self._tell_outlooks):
                self._tell_outlooks(done=True)
        except DrillsError as error:
            self.post_message(Failed(error))

    def _tell_outlooks(self, *, done: bool = False) -> None:
        for screen in self._screens():
            screen.post_message(OutlooksChanged(done))

    @on(GoalRequested)
    def _show_goal(self, message: GoalRequested) -> None:
        from tui.screens.goal_page import GoalPageScreen

        self.push_screen(GoalPageScreen(self._desk, self._clock, self._settings, message.goal_id, ask=message.ask))

    @on(Failed)
    def _show_failure(self, message: Failed) -> None:
        error = message.error
        told, at = self._told
        if told != str(error) or self._seconds() - at > FAILURE_SHOWS:
            self._told = (str(error), self._seconds())
            self.notify(str(error), title=error.title, severity="error", timeout=FAILURE_SHOWS, markup=False)

    @on(Said)
    def _say(self, message: Said) -> None:
        timeout = max(4.0, len(message.text) / READ_A_SECOND)
        self.notify(message.text, title=message.title, timeout=timeout, markup=False)

    @on(DayRead)
    def _keep_day(self, message: DayRead) -> None:
        self._day = message
        self._tell_bars()

    def _tell_bars(self) -> None:
        for screen in self._screens():
            for bar in screen.query(TopBar):
                bar.status = self._day

    def _screens(self) -> list[Screen[Any]]:
        """Every open screen, in all places; none while the app ends."""
        return [screen for stack in self._screen_stacks.values() for screen in stack]

    @on(SettingRequested)
    @work(group="app.settings")
    async def _change_setting(self, message: SettingRequested) -> None:
        await self._use_setting(message)

    async def _use_setting(self, message: SettingRequested) -> None:
        """Save a setting and use it at once; in the demo it holds until the end."""
        try:
            config = await asyncio.to_thread(preferences.changed, self._settings, message, self._settings_path)
        except DrillsError as error:
            self.post_message(Failed(error))
            return
        self._settings = config
        if config.looks.theme in self.available_themes:
            self.theme = config.looks.theme
        for screen in self._screens():
            screen.post_message(ConfigChanged(config))
        self._warn("Some keys can't be used", self._use_keys())

    def use_theme(self, theme: str) -> None:
        """Look like that from now on."""
        self.post_message(SettingRequested("theme", theme))

    @on(UndoRequested)
    def action_undo(self) -> None:
        """Take the last step back."""
        self._take_back()

    @work(group="app.undo")
    async def _take_back(self) -> None:
        from drills.session import take_back

        try:
            undone = await self._desk.write(take_back, self._clock())
        except DrillsError as error:
            self.post_message(Failed(error))
            return
        self.notify(f"Taken back: {undone}" if undone else "Nothing to take back.", timeout=4, markup=False)
        if isinstance(self.screen, Place):
            self.screen.load()

    # For the palette

    async def palette_decks(self) -> tuple[str, ...]:
        """The decks there are, for the palette."""
        from drills.storage.decks import deck_names

        return await self._desk.read(deck_names)
