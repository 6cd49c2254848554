"""Answers: the open questions, how each one went so far, what leads to it and where it leads; Enter practises one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from drills.storage.answers import answers_view, question_detail
from drills.views.answers import AnswersView, QuestionDetail, QuestionLine
from tui import places
from tui.messages import ComposeRequested, DrillRequested, Said
from tui.screens.place import Place
from tui.widgets.bar import counted
from tui.widgets.question_view import question_content, question_row
from tui.widgets.rows import Rows

LEVELS = ("all", "entry", "senior", "untried")
_LEVEL_WORDS = {
    "all": "all levels",
    "entry": "for entry level",
    "senior": "for senior level",
    "untried": "not tried yet",
}


def kept(questions: Sequence[QuestionLine], level: str) -> tuple[QuestionLine, ...]:
    """The questions of a level (those for any level belong to each), or those not tried yet."""
    if level == "all":
        return tuple(questions)
    if level == "untried":
        return tuple(question for question in questions if not question.tries)
    return tuple(question for question in questions if question.level in (level, "any"))


class Questions(Rows):
    """The questions to choose from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Practise", id="answers.practise", tooltip="Answer this question now"),
    ]


class AnswersScreen(Place):
    """Questions to the left, the one under the cursor in full beside them."""

    PLACE: ClassVar[str] = "answers"
    CSS_PATH = "answers.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "write", "Write", id="answers.write", tooltip="Write the answer, with the coach beside it"),
        Binding("f", "filter", "Filter", id="answers.filter", tooltip="All, entry level, senior level, not tried yet"),
        Binding(
            "n", "next_in_chain", "Follow-up", id="answers.next", tooltip="To a question that is asked after this one"
        ),
        Binding(
            "p", "before_in_chain", "Asked after", id="answers.before", tooltip="To a question that this one follows"
        ),
        Binding("s", "open('stories')", "Stories", id="answers.stories", tooltip="The story bank"),
        Binding(
            "m", "open('matrix')", "Matrix", show=False, id="answers.matrix", tooltip="Questions × stories: what lacks"
        ),
        Binding("o", "open('roles')", "Roles", show=False, id="answers.roles", tooltip="The roles to aim at"),
        Binding("v", "open('interviews')", "Interviews", id="answers.interviews", tooltip="Mock and real interviews"),
        Binding(
            "r", "random", "Any", show=False, id="answers.random", tooltip="Practise the question that waited longest"
        ),
        Binding(
            "right,l,space", "scroll(8)", "Read on", show=False, id="answers.scroll", tooltip="Scroll the question"
        ),
        Binding("left,h", "scroll(-8)", "Read back", show=False, id="answers.scroll_back", tooltip="Scroll back"),
    ]

    @dataclass
    class Loaded(Message):
        """The questions are read."""

        view: AnswersView

    @dataclass
    class Detailed(Message):
        """The question under the cursor is read in full."""

        detail: QuestionDetail

    def body(self) -> ComposeResult:
        """The list, and the question."""
        yield Static(id="head", markup=False)
        with Horizontal(id="panes"):
            yield Questions(widget_id="questions")
            with VerticalScroll(id="detail", can_focus=False):
                yield Static(id="question", markup=False)

    def on_mount(self) -> None:
        """Start in the list."""
        self._all: tuple[QuestionLine, ...] = ()
        self._shown: tuple[QuestionLine, ...] = ()
        self._level = "all"
        self._chosen: int | None = None
        self._list.focus()

    # Reading

    @work(exclusive=True, group="answers.load")
    async def load(self) -> None:
        """Read all questions."""
        await self.fetch(self.Loaded, answers_view)

    @work(exclusive=True, group="answers.detail")
    async def _read(self, note_id: int) -> None:
        await self.fetch(self.Detailed, question_detail, note_id)

    # Showing

    @on(Loaded)
    def show(self, message: Loaded) -> None:
        """Show the questions, with the cursor where it was."""
        self._all = message.view.questions
        self._fill()

    def _fill(self) -> None:
        self._shown = kept(self._all, self._level)
        width = max(self._list.size.width - 3, 20)
        now = self.now()
        self._list.fill(
            [(str(line.note_id), question_row(line, now, width)) for line in self._shown], str(self._chosen)
        )
        tried = sum(1 for line in self._all if line.tries)
        words = f"{counted(len(self._all), 'open question')} · {tried} tried · showing {_LEVEL_WORDS[self._level]}"
        self.query_one("#head", Static).update(Content(words if self._all else ""))
        self.query_one("#panes").set_class(not self._all, "-empty")
        if self._all and self.focused is None:
            self._list.focus()  # it comes back into sight
        if not self._shown:
            self.query_one("#question", Static).update(self._emptiness())

    @on(Rows.Widened)
    def follow(self) -> None:
        """Rows follow the width."""
        self._fill()

    @on(OptionList.OptionHighlighted)
    def _point(self, event: OptionList.OptionHighlighted) -> None:
        if event.option.id:
            self._chosen = int(event.option.id)
            self._read(self._chosen)

    @on(Detailed)
    def show_question(self, message: Detailed) -> None:
        """Show the question under the cursor."""
        detail = message.detail
        if detail.note.id != self._chosen:
            return
        line = self._line(detail.note.id)
        if line is None:
            return
        before = [other for id_ in line.follows if (other := self._line(id_))]
        after = [other for other in self._all if line.note_id in other.follows]
        self.query_one("#question", Static).update(question_content(detail, line, before, after, self.now()))
        self.query_one("#detail").scroll_home(animate=False)

    def _emptiness(self) -> Content:
        if self._all:
            return Content.assemble(("None here.", "bold"), "\n\n", ("f", "bold $accent"), "  shows the others")
        return Content.assemble(
            ("Open questions stand here: those that are answered aloud, in your own words.", "bold"),
            "\n\n",
            ("4", "bold $accent"),
            "  goes to the Library, where ",
            ("a", "bold $accent"),
            " writes one and ",
            ("i", "bold $accent"),
            " brings in a deck",
        )

    @property
    def _list(self) -> Questions:
        return self.query_one(Questions)

    def _line(self, note_id: int | None) -> QuestionLine | None:
        return next((line for line in self._all if line.note_id == note_id), None)

    # Doing

    @on(OptionList.OptionSelected)
    def action_practise(self) -> None:
        """Answer this question now."""
        if self._chosen is not None and self._shown:
            self.post_message(DrillRequested(note_ids=(self._chosen,), extra=True))

    def action_write(self) -> None:
        """Write the answer to this question."""
        if self._chosen is not None and self._shown:
            self.post_message(ComposeRequested(self._chosen))

    def action_random(self) -> None:
        """Practise the question that waited longest: those never tried come first."""
        if self._shown:
            waiting = min(self._shown, key=lambda line: line.last_at.timestamp() if line.last_at else 0.0)
            self.post_message(DrillRequested(note_ids=(waiting.note_id,), extra=True))

    def action_open(self, bank: str) -> None:
        """Open the story bank, the matrix, the roles or the interviews."""
        self.app.push_screen(places.screen_class(bank)(self.desk, self.now, self.config))

    def action_filter(self) -> None:
        """Show the next group of questions."""
        self._level = LEVELS[(LEVELS.index(self._level) + 1) % len(LEVELS)]
        self._fill()

    def action_next_in_chain(self) -> None:
        """Go to a question that is asked after this one; again for the next such."""
        self._go(
            [line.note_id for line in self._all if self._chosen in line.follows], "Nothing is asked after this one."
        )

    def action_before_in_chain(self) -> None:
        """Go to a question that this one is asked after."""
        line = self._line(self._chosen)
        self._go(list(line.follows) if line else [], "This one opens the conversation: it is asked after none.")

    def _go(self, ids: list[int], otherwise: str) -> None:
        if not ids:
            self.post_message(Said(otherwise))
            return
        if ids[0] not in [line.note_id for line in self._shown]:
            self._level = "all"
        self._chosen = ids[0]
        self._fill()

    def action_scroll(self, lines: int) -> None:
        """Scroll the question."""
        self.query_one("#detail").scroll_relative(y=lines, animate=False)
