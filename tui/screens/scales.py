"""Rating one's own answer on scales with anchors, before anything is said of it."""

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from drills.text import visible
from drills.views.interviews import Scale
from tui.screens.dialog import LOOKS, Dialog, box

RATINGS = range(1, 6)
_BETWEEN = {2: (1, 3), 4: (3, 5)}


class ScalesScreen(Dialog[dict[str, int]]):
    """One scale after the other, 1 to 5; gives the ratings, or None when left."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = [LOOKS]
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(rating), f"rate({rating})", f"{rating}", show=False, id=f"scales.{rating}", tooltip="Rate it")
            for rating in RATINGS
        ),
        Binding("down,j,tab", "move(1)", "Next", show=False, id="scales.next", tooltip="The next scale"),
        Binding("up,k,shift+tab", "move(-1)", "Before", show=False, id="scales.before", tooltip="The scale before"),
        Binding("right,l", "nudge(1)", "Higher", show=False, id="scales.higher", tooltip="One higher"),
        Binding("left,h", "nudge(-1)", "Lower", show=False, id="scales.lower", tooltip="One lower"),
        Binding("enter", "done", "Done", id="scales.done", tooltip="Keep the ratings"),
    ]

    def __init__(self, scales: Sequence[Scale], *, title: str = "How was it? You first", about: str = "") -> None:
        super().__init__()
        self._scales = tuple(scales)
        self._title = title
        self._about = about
        self._own: dict[str, int] = {}
        self._place = 0

    def compose(self) -> ComposeResult:
        """The scales, and what the ratings of the one at hand mean."""
        with box(title=self._title, hint="1–5 rates · ↑ ↓ other scale · enter keeps them · esc skips", wide=True):
            if self._about:
                yield Static(Content(visible(self._about)), classes="label")
            yield Static(id="scales", markup=False, classes="words")
            yield Static(id="anchors", markup=False, classes="words")

    def on_mount(self) -> None:
        """Show the first."""
        self._show()

    def _show(self) -> None:
        rows = [_row(scale, self._own.get(scale.name), n == self._place) for n, scale in enumerate(self._scales)]
        self.query_one("#scales", Static).update(Content("\n").join(rows))
        scale = self._scales[self._place]
        lines = [Content.assemble((scale.question, "bold"))]
        for rating, words in sorted(scale.anchors.items()):
            chosen = self._own.get(scale.name)
            near = chosen is not None and (rating == chosen or rating in _BETWEEN.get(chosen, ()))
            lines.append(
                Content.assemble((f" {rating}  ", "bold"), (words, "" if near or chosen is None else "$text-muted"))
            )
        self.query_one("#anchors", Static).update(Content("\n").join(lines))

    def action_rate(self, rating: int) -> None:
        """Rate on the scale at hand, and go to the next."""
        self._own[self._scales[self._place].name] = rating
        self._place = min(self._place + 1, len(self._scales) - 1)
        self._show()

    def action_nudge(self, by: int) -> None:
        """One higher or lower on the scale at hand."""
        name = self._scales[self._place].name
        self._own[name] = min(5, max(1, self._own.get(name, 3) + by))
        self._show()

    def action_move(self, by: int) -> None:
        """Go to another scale."""
        self._place = (self._place + by) % len(self._scales)
        self._show()

    def action_done(self) -> None:
        """Keep the ratings, once each scale has one."""
        open_ = [n for n, scale in enumerate(self._scales) if scale.name not in self._own]
        if open_:
            self._place = open_[0]
            self._show()
        else:
            self.dismiss(self._own)

    @property
    def own(self) -> Mapping[str, int]:
        """The ratings so far."""
        return self._own


def _row(scale: Scale, own: int | None, here: bool) -> Content:
    cells: list[tuple[str, str]] = [
        ("▸ " if here else "  ", "bold $accent"),
        (f"{scale.title:<22}", "bold" if here else ""),
    ]
    for rating in RATINGS:
        cells.append(
            (f"[{rating}]" if rating == own else f" {rating} ", "bold $accent" if rating == own else "$text-muted")
        )
        cells.append((" ", ""))
    return Content.assemble(*cells)
