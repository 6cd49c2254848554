"""The keys that matter here, read off the bindings; the rest stands behind `?`."""

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

MOST = 6


class KeyBar(Widget):
    """One line of at most six keys, as many as fit; help comes last and always stays. A click presses the key."""

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 1;
        padding: 0 1;
        color: $footer-description-foreground;
        background: $footer-background;
        text-wrap: nowrap;
    }
    """
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._spans: list[tuple[int, int, str]] = []

    def on_mount(self) -> None:
        """Follow the keys as they change with the focus."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[object]) -> None:
        self.refresh()

    def render(self) -> Content:
        """The keys with what they do, and where each stands."""
        parts: list[tuple[str, str]] = []
        self._spans = []
        at = 0
        for binding in self._fitting(self.size.width):
            key, words = self.app.get_key_display(binding), self._words(binding)
            parts += [(key, "bold $footer-key-foreground"), (f" {words}   ", "")]
            self._spans.append((at, at + len(key) + len(words) + 1, binding.key))
            at += len(key) + len(words) + 4
        return Content.assemble(*parts)

    def _fitting(self, width: int) -> list[Binding]:
        shown = self._shown()
        last = [binding for binding in shown if binding.action.endswith("help")][:1]
        first = [binding for binding in shown if binding not in last][: MOST - len(last)]
        while first and sum(map(self._cells, first + last)) - 3 > width:
            first.pop()
        return first + last

    def _cells(self, binding: Binding) -> int:
        return len(self.app.get_key_display(binding)) + len(self._words(binding)) + 4

    def _words(self, binding: Binding) -> str:
        """What the key does; where that changes, the screen's `key_words` say it."""
        words: dict[str, str] = getattr(self.screen, "key_words", {})
        return words.get(binding.action, binding.description)

    def _shown(self) -> list[Binding]:
        """One binding for each visible command, in their order; the first of its keys stands for all."""
        by_action: dict[str, Binding] = {}
        for _node, binding, enabled, _tooltip in self.screen.active_bindings.values():
            if binding.show and enabled:
                by_action.setdefault(binding.action, binding)
        return list(by_action.values())

    def on_click(self, event: events.Click) -> None:
        """Press the key clicked on."""
        x = event.x - self.styles.padding.left
        for start, end, key in self._spans:
            if start <= x < end:
                self.app.simulate_key(key)
