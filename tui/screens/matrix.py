"""Questions × stories: which question has no story yet, and which story carries too many."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from drills.errors import DrillsError
from drills.number_words import counted
from drills.storage.answer.stories import link_story
from drills.storage.answer.story_matrix import best_stories, matrix
from drills.text import one_line, visible
from drills.views.stories import Matrix, StoryMatch
from tui.messages import Failed, Said
from tui.screens.place import Place
from tui.widgets.grid import Grid


class MatrixScreen(Place):
    """The grid; below it the question and the story under the cursor, and which stories would suit."""

    PLACE: ClassVar[str] = "answers"
    CSS_PATH = "matrix.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next_lacking", "Next without", id="matrix.next", tooltip="To the next question without a story"),
        Binding("f", "all", "All questions", id="matrix.all", tooltip="Also questions that need no story"),
    ]

    @dataclass
    class Loaded(Message):
        """The matrix is read."""

        matrix: Matrix

    @dataclass
    class Matched(Message):
        """Stories that suit the question under the cursor."""

        note_id: int
        matches: tuple[StoryMatch, ...]

    def body(self) -> ComposeResult:
        """What is lacking, the grid, the cell under the cursor."""
        yield Static(id="head", markup=False)
        with VerticalScroll(id="cells", can_focus=False):
            yield Grid()
        yield Static(id="cell", markup=False)

    def on_mount(self) -> None:
        """Start in the grid."""
        self._matrix = Matrix((), (), ())
        self._every = False
        self.query_one(Grid).focus()

    @work(exclusive=True, group="matrix.load")
    async def load(self) -> None:
        """Read it."""
        await self.fetch(self.Loaded, matrix, all_questions=self._every)

    @on(Loaded)
    def show(self, message: Loaded) -> None:
        """Show it, and say what is lacking."""
        self._matrix = found = message.matrix
        self.query_one(Grid).show(found)
        lacking, heavy = len(found.lacking), len(found.overloaded)
        words = f"{counted(len(found.rows), 'question')} · {lacking} without a story"
        if heavy:
            words += f" · {counted(heavy, 'story carries', 'stories carry')} more than {found.most}"
        legend = "   ● told in the latest answer  ○ linked  ! lacking"
        self.query_one("#head", Static).update(Content.assemble((words, "bold"), (legend, "$text-muted")))
        if not found.stories:
            self.query_one("#cell", Static).update("No stories yet: in the story bank, a writes one.")

    @on(Grid.Moved)
    def _moved(self, message: Grid.Moved) -> None:
        if message.row < len(self._matrix.rows):
            cells = self.query_one("#cells")
            top, line = round(cells.scroll_offset.y), message.row + 2
            if not top < line < top + cells.size.height - 1:
                cells.scroll_to(y=max(0, line - cells.size.height // 2), animate=False)
            self._match(self._matrix.rows[message.row].note_id)

    @work(exclusive=True, group="matrix.match")
    async def _match(self, note_id: int) -> None:
        try:
            found = await self.desk.read(best_stories, note_id, self.today, 3)
        except DrillsError as error:
            self.post_message(Failed(error))
        else:
            self.post_message(self.Matched(note_id, found))

    @on(Matched)
    def show_matches(self, message: Matched) -> None:
        """The question and the story under the cursor, and which suit best, with reasons."""
        row, column = self.query_one(Grid).cursor
        if row >= len(self._matrix.rows) or self._matrix.rows[row].note_id != message.note_id:
            return
        line = self._matrix.rows[row]
        parts = [Content.assemble((f"{line.name} {one_line(line.text, 120)}".strip(), "bold"))]
        if self._matrix.stories:
            state = line.cells[column] or "not linked"
            title = one_line(self._matrix.stories[column][1], 80)
            parts.append(Content.assemble((f"story {column + 1}: {title} · {state}", "$text-muted")))
        parts += _matches(message.matches)
        self.query_one("#cell", Static).update(Content("\n").join(parts))

    @on(Grid.Toggled)
    def _toggled(self, message: Grid.Toggled) -> None:
        line = self._matrix.rows[message.row]
        linked = bool(line.cells[message.column])
        self._link(self._matrix.stories[message.column][0], line.note_id, not linked)

    @work(group="matrix.link")
    async def _link(self, story_id: int, note_id: int, linked: bool) -> None:
        try:
            await self.desk.write(link_story, story_id, note_id, linked, self.now())
        except DrillsError as error:
            self.post_message(Failed(error))
            return
        self.post_message(Said(f"{'Linked' if linked else 'No longer linked'} · u takes it back"))
        self.load()

    def action_next_lacking(self) -> None:
        """Go to the next question without a story."""
        row, column = self.query_one(Grid).cursor
        places = [place for place, line in enumerate(self._matrix.rows) if line.lacking]
        if places:
            self.query_one(Grid).go(next((place for place in places if place > row), places[0]), column)
        else:
            self.post_message(Said("Every question has its story."))

    def action_all(self) -> None:
        """Show all questions, or only those that want a story."""
        self._every = not self._every
        self.load()


def _matches(matches: Sequence[StoryMatch]) -> list[Content]:
    if not matches:
        return []
    parts = [Content.assemble(("Stories that suit it", "$text-muted"))]
    for match in matches:
        reasons = "; ".join(match.reasons)
        against = f" — but {'; '.join(match.against)}" if match.against else ""
        parts.append(
            Content.assemble((one_line(match.title, 50), ""), (f"  {visible(reasons)}{against}", "$text-muted"))
        )
    return parts
