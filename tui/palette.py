"""The palette: every place, every command of what is on the screen, every deck to drill, every theme."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from rich.style import Style
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from drills.errors import DrillsError
from drills.text import one_line
from tui.messages import DrillRequested, PlaceRequested
from tui.places import PLACES

if TYPE_CHECKING:
    from tui.app import ReadybyApp

HIDDEN = {"command_palette", "app.command_palette", "help_quit", "quit", "app.focus_next", "app.focus_previous"}


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be done: its name as plain text, what it does, and doing it."""

    name: str
    about: str
    run: Callable[[], object]


class Commands(Provider):
    """All commands, found by any letters of their names. Names from the user's files are only ever text."""

    def __init__(self, screen: "object", match_style: Style | None = None) -> None:
        super().__init__(screen, match_style)  # type: ignore[arg-type]
        self._decks: tuple[str, ...] = ()

    async def startup(self) -> None:
        """Read which decks there are."""
        try:
            self._decks = await self._readyby.palette_decks()
        except DrillsError:
            self._decks = ()  # whatever is wrong with the database, the screen itself says it

    @property
    def _readyby(self) -> "ReadybyApp":
        from tui.app import ReadybyApp

        assert isinstance(self.app, ReadybyApp)
        return self.app

    async def discover(self) -> Hits:
        """What stands there before anything is typed: all but the decks and themes."""
        for command in [*self._here(), *self._places()]:
            yield DiscoveryHit(Content(command.name), command.run, text=command.name, help=command.about)

    async def search(self, query: str) -> Hits:
        """What fits the letters typed."""
        matcher = self.matcher(query)
        for command in [*self._here(), *self._places(), *self._drills(), *self._themes()]:
            score = matcher.match(command.name)
            if score > 0:
                _, places = matcher.fuzzy_search.match(query, command.name)
                yield Hit(score, _marked(command.name, places), command.run, text=command.name, help=command.about)

    def _here(self) -> Iterator[Command]:
        """The commands of the screen beneath, read off its keys: what the foot shows first, moving about last."""
        seen: set[str] = set()
        active = self.screen.active_bindings.items()
        for key, (node, binding, enabled, _) in sorted(
            active, key=lambda each: (not each[1].binding.show, each[1].node not in (self.screen, self.app))
        ):
            if not enabled or not binding.description or not binding.id or binding.action in seen | HIDDEN:
                continue
            if binding.id.startswith("place."):
                continue  # listed by themselves, also where their keys don't work
            seen.add(binding.action)
            about = f"{binding.tooltip} · {self.app.get_key_display(binding.with_key(key))}".replace("[", "\\[")
            yield Command(binding.description, about, partial(self.app.run_action, binding.action, node))

    def _places(self) -> Iterator[Command]:
        for place in PLACES:
            yield Command(f"Go to {place.title()}", "", partial(self.app.post_message, PlaceRequested(place)))

    def _drills(self) -> Iterator[Command]:
        for deck in self._decks:
            run = partial(self.screen.post_message, DrillRequested(deck=deck))
            yield Command(f"Drill {one_line(deck, 60)}", "Only this deck, and the decks below it", run)

    def _themes(self) -> Iterator[Command]:
        for theme in sorted(self.app.available_themes):
            yield Command(f"Theme {theme}", "Change how Readyby looks", partial(self._readyby.use_theme, theme))


def _marked(name: str, places: "object") -> Content:
    content = Content(name)
    for place in places if isinstance(places, (list, tuple)) else ():
        content = content.stylize("bold underline", place, place + 1)
    return content
