"""Settings: everything that can be set, with what it means; a change is checked, saved and in use at once."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from drills.config import SETTINGS
from drills.errors import ConfigError
from drills.setting import Choice, Setting, Switch, Value, shown
from tui.keys import Scope
from tui.messages import ConfigChanged, Said, SettingRequested
from tui.screens.checks import CHECKS, CHECKS_MEANING, CHECKS_WORDS, ChecksScreen
from tui.screens.dialog import Choose, Prompt
from tui.screens.fit import FIT, FIT_MEANING, FIT_WORDS, FitScreen
from tui.screens.place import Place
from tui.screens.setting_words import shown_value, typed_value
from tui.widgets.bar import padded
from tui.widgets.rows import Rows

LABELS = {
    "minutes_per_day": "Minutes a day",
    "day_turns_at": "A new day begins at",
    "retention": "Recall aimed at",
    "learning_steps": "Steps of a new card",
    "relearning_steps": "Steps after forgetting",
    "maximum_interval": "Longest interval",
    "idle_after": "Idle time left out after",
    "leech_lapses": "A leech is forgotten",
    "suspend_leeches": "Put leeches aside",
    "bury_siblings": "One card of a note a day",
    "theme": "Theme",
    "week_starts_on": "The week starts on",
}
SECTIONS = {"study": "Study", "looks": "Looks"}
_DOORS = {FIT: (FIT_WORDS, FIT_MEANING), CHECKS: (CHECKS_WORDS, CHECKS_MEANING)}
"""Rows that open something of their own."""


class SettingList(Rows):
    """The settings to choose from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "select", "Change", id="settings.change", tooltip="Change this setting"),
    ]


class ThemeChoice(Choose):
    """The themes, each tried on while the cursor stands on it."""

    def on_mount(self) -> None:
        """Remember what to go back to."""
        self._before = self.app.theme
        super().on_mount()

    @on(OptionList.OptionHighlighted)
    def try_on(self, event: OptionList.OptionHighlighted) -> None:
        """Show how it looks."""
        if event.option.id and event.option.id[1:] in self.app.available_themes:
            self.app.theme = event.option.id[1:]

    def action_cancel(self) -> None:
        """Back to how it looked."""
        self.app.theme = self._before
        super().action_cancel()


class SettingsScreen(Place):
    """Every setting, its value, and what it means; keys of all commands below them."""

    PLACE: ClassVar[str] = "settings"
    CSS_PATH = "settings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,delete", "reset", "Default", id="settings.reset", tooltip="Back to the value it came with"),
        Binding("escape", "app.back", "Back", id="settings.back", tooltip="Back to where you were"),
    ]

    def body(self) -> ComposeResult:
        """The list, and what the setting under the cursor means."""
        yield Static(Content("Settings"), id="head")
        with Horizontal(id="panes"):
            yield SettingList(widget_id="settings")
            with VerticalScroll(id="about", can_focus=False):
                yield Static(id="meaning", markup=False)

    def on_mount(self) -> None:
        """Start in the list."""
        self._scopes: list[Scope] = []
        self._list.focus()

    def load(self) -> None:
        """Show the settings as they are; nothing needs reading but which commands there are."""
        from tui.keymap import scopes
        from tui.keys import scope

        self._scopes = [scope(type(self.app)), *scopes()]
        self._fill()

    @on(ConfigChanged)
    def use(self, message: ConfigChanged) -> None:
        """Show what was changed."""
        self.config = message.config
        self._fill()

    @on(Rows.Widened)
    def follow(self) -> None:
        """Rows follow the width."""
        self._fill()

    # Showing

    def _fill(self) -> None:
        width = max(self._list.size.width - 4, 30)
        rows: list[tuple[str | None, Content]] = []
        for section, title in SECTIONS.items():
            rows.append((None, Content.assemble((f"{title}", "bold"))))
            for setting in SETTINGS:
                if setting.section == section:
                    rows.append((setting.name, self._row(setting, width)))
            if section == "study":
                rows.append((FIT, Content.assemble("  ", padded(FIT_WORDS, width - 2))))
                rows.append((CHECKS, Content.assemble("  ", padded(CHECKS_WORDS, width - 2))))
            rows.append((None, Content("")))
        rows.append((None, Content.assemble(("Keys", "bold"), ("  also by hand in the config file", "$text-muted"))))
        for command, keys in self._commands():
            rows.append((f"keys.{command}", self._key_row(command, keys, width)))
        if self._scopes:
            self._list.fill(rows, self._list.chosen)

    def _row(self, setting: Setting, width: int) -> Content:
        value = self._value(setting)
        changed = value != setting.default
        label = LABELS.get(setting.name, setting.name.replace("_", " ").capitalize())
        return Content.assemble(
            ("● " if changed else "  ", "$accent"), padded(label, 28), padded(shown_value(setting, value), width - 30)
        )

    def _key_row(self, command: str, keys: str, width: int) -> Content:
        changed = command in self.config.keys
        return Content.assemble(("● " if changed else "  ", "$accent"), padded(command, 28), padded(keys, width - 30))

    def _commands(self) -> list[tuple[str, str]]:
        """Every command with its keys, the user's own before the shipped ones."""
        found: dict[str, str] = {}
        for scope in self._scopes:
            for command, keys in scope.commands.items():
                found.setdefault(command, ", ".join(map(self._key_words, keys)))
        own = self.config.keys
        return sorted(
            (command, ", ".join(own[command].split(",")) if command in own else keys) for command, keys in found.items()
        )

    def _key_words(self, key: str) -> str:
        return self.app.get_key_display(Binding(key, ""))

    @on(OptionList.OptionHighlighted)
    def explain(self) -> None:
        """Say what the setting under the cursor means."""
        name = self._list.chosen
        if name is None:
            return
        parts: list[str | tuple[str, str]]
        if name in _DOORS:
            words, meaning = _DOORS[name]
            parts = [(words, "bold"), f"\n\n{meaning}"]
            self.query_one("#meaning", Static).update(Content.assemble(*parts))
            return
        if setting := _setting(name):
            parts = [
                (LABELS.get(name, name), "bold"),
                f"\n\n{setting.meaning}\n\n",
                (f"Takes {setting.rule}.\nAt first: {shown_value(setting, setting.default)}.", "$text-muted"),
                (f"\n\nIn the config file: {name}, below [{setting.section}]", "$text-muted"),
            ]
        else:
            command = name.removeprefix("keys.")
            parts = [
                (command, "bold"),
                f"\n\n{self._meaning(command)}\n\n",
                (
                    "Several keys stand between commas: u,ctrl+z. Nothing typed brings the shipped keys back.",
                    "$text-muted",
                ),
                (f'\n\nIn the config file: "{command}" = "…", below [keys]', "$text-muted"),
            ]
        self.query_one("#meaning", Static).update(Content.assemble(*parts))

    def _meaning(self, command: str) -> str:
        from tui.keymap import own_classes
        from tui.keys import own_bindings

        for owner in (type(self.app), *own_classes()):
            for binding in own_bindings(owner):
                if binding.id == command:
                    return binding.tooltip or binding.description
        return ""

    @property
    def _list(self) -> SettingList:
        return self.query_one(SettingList)

    def _value(self, setting: Setting) -> Value:
        value: Value = getattr(getattr(self.config, setting.section), setting.name)
        return value

    # Changing

    @on(OptionList.OptionSelected, "#settings")
    def change(self) -> None:
        """Change the setting under the cursor, in the way that fits it."""
        name = self._list.chosen or ""
        setting = _setting(name)
        if name == FIT:
            self.app.push_screen(FitScreen(self.desk, self.now), self._fitted)
        elif name == CHECKS:
            self.app.push_screen(ChecksScreen(self.desk))
        elif setting is None:
            self._change_keys(name.removeprefix("keys."))
        elif name == "theme":
            themes = [(theme, theme) for theme in _themes(self.app.available_themes)]
            self.app.push_screen(ThemeChoice("Theme", themes, current=self.app.theme), self._save_theme)
        elif isinstance(setting.rule, Switch):
            self._save(name, not self._value(setting))
        elif isinstance(setting.rule, Choice):
            options = setting.rule.options
            here = options.index(str(self._value(setting)))
            self._save(name, options[(here + 1) % len(options)])
        else:
            label = f"{setting.meaning}\nTakes {setting.rule}."
            prompt = Prompt(
                LABELS.get(name, name),
                label,
                typed_value(setting, self._value(setting)),
                check=lambda text: _check(setting, text),
            )
            self.app.push_screen(prompt, lambda text: None if text is None else self._save(name, setting.typed(text)))

    def _fitted(self, used: bool | None) -> None:
        if used:
            self.post_message(Said("The memory model fits your answers now; undo takes it back."))

    def _save_theme(self, theme: str | None) -> None:
        if theme:
            self._save("theme", theme)

    def _change_keys(self, command: str) -> None:
        keys = self.config.keys.get(command) or ",".join(
            next((found for scope in self._scopes if (found := scope.commands.get(command))), ())
        )
        label = f"{self._meaning(command)}\nSeveral keys with commas between; nothing for the shipped ones."
        prompt = Prompt(f"Keys of {command}", label, keys, check=lambda text: self._check_keys(command, text))
        self.app.push_screen(prompt, lambda text: None if text is None else self._save(f"keys.{command}", text or None))

    def _check_keys(self, command: str, text: str) -> None:
        """Raise ConfigError for keys that are none, or that another command of the same screen has."""
        from tui.keymap import keymap

        if text:
            _, problems = keymap(type(self.app), {**self.config.keys, command: text})
            mine = [problem for problem in problems if command in problem]
            if mine:
                raise ConfigError(mine[0])

    def action_reset(self) -> None:
        """Back to the value that the setting came with."""
        if (name := self._list.chosen) and name not in _DOORS:
            self._save(name, None)

    def _save(self, name: str, value: object) -> None:
        self.post_message(SettingRequested(name, value))


def _setting(name: str) -> Setting | None:
    return next((setting for setting in SETTINGS if setting.name == name), None)


def _check(setting: Setting, text: str) -> None:
    """Raise ConfigError in the words of the form, which tells already what the setting means."""
    try:
        setting.typed(text)
    except ConfigError:
        raise ConfigError(f"This takes {setting.rule}, not {shown(text)}.") from None


def _themes(names: Iterable[str]) -> list[str]:
    """Readyby's own first, then the others by name."""
    return sorted(names, key=lambda name: (not name.startswith("readyby"), name))
