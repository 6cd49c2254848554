"""Answers: the open questions with the state of their answers, one of them in full; Enter practises, `e` writes."""

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

from drills.storage.answer.answers import answers_view
from drills.storage.answer.question_page import question_page
from drills.views.answers import AnswersView, QuestionLine, QuestionPage
from drills.views.composing import AnswerState
from tui import places
from tui.messages import ComposeRequested, DrillRequested, Said
from tui.screens.answer_commands import AnswerCommands
from tui.screens.place import READING
from tui.widgets.answers_head import answers_head
from tui.widgets.question_row import question_row
from tui.widgets.question_view import question_content
from tui.widgets.rows import Rows

ALL = "all"
UNTRIED = "not tried"
STATES = (ALL, *(state.value for state in AnswerState), UNTRIED)
LEVELS = (ALL, "entry", "senior")


def kept(questions: Sequence[QuestionLine], state: str = ALL, level: str = ALL) -> tuple[QuestionLine, ...]:
    """The questions in a state, or not tried yet, and of a level; those for any level belong to each."""
    return tuple(
        question
        for question in questions
        if (state in (ALL, question.state.value) or (state == UNTRIED and not question.tries))
        and (level == ALL or question.level in (level, "any"))
    )


class Questions(Rows):
    """The questions to choose from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Practise", id="answers.practise", tooltip="Answer this question now"),
    ]


class AnswersScreen(AnswerCommands):
    """Questions to the left, the one under the cursor in full beside them."""

    PLACE: ClassVar[str] = "answers"
    CSS_PATH = "answers.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "write", "Write", id="answers.write", tooltip="Write the answer, with the coach beside it"),
        Binding("f", "filter", "Filter", id="answers.filter", tooltip="By state: all, no answer, draft, stale …"),
        Binding("l", "level", "Level", show=False, id="answers.level", tooltip="All levels, entry, senior"),
        Binding(
            "n",
            "next_in_chain",
            "Follow-up",
            show=False,
            id="answers.next",
            tooltip="To a question that is asked after this one",
        ),
        Binding(
            "p",
            "before_in_chain",
            "Asked after",
            show=False,
            id="answers.before",
            tooltip="To a question that this one follows",
        ),
        Binding("s", "open('stories')", "Stories", id="answers.stories", tooltip="The story bank"),
        Binding("m", "open('matrix')", "Matrix", id="answers.matrix", tooltip="Questions × stories: what lacks"),
        Binding("o", "open('roles')", "Roles", show=False, id="answers.roles", tooltip="The roles to aim at"),
        Binding("v", "open('interviews')", "Interviews", id="answers.interviews", tooltip="Mock and real interviews"),
        Binding(
            "r", "random", "Any", show=False, id="answers.random", tooltip="Practise the question that waited longest"
        ),
        Binding("right,space", "scroll(8)", "Read on", show=False, id="answers.scroll", tooltip="Scroll the question"),
        Binding("left", "scroll(-8)", "Read back", show=False, id="answers.scroll_back", tooltip="Scroll back"),
    ]

    @dataclass
    class Loaded(Message):
        """The questions are read."""

        view: AnswersView

    @dataclass
    class Detailed(Message):
        """The question under the cursor is read in full."""

        page: QuestionPage

    def body(self) -> ComposeResult:
        """The list, and the question."""
        yield Static(id="head", markup=False)
        with Horizontal(id="panes"):
            yield Questions(widget_id="questions")
            with VerticalScroll(id="detail", can_focus=False):
                yield Static(READING, id="question", markup=False)

    def on_mount(self) -> None:
        """Start in the list."""
        self._view: AnswersView | None = None
        self._shown: tuple[QuestionLine, ...] = ()
        self._state = ALL
        self._level = ALL
        self._chosen: int | None = None
        self._list.focus()

    # Reading

    @work(exclusive=True, group="answers.load")
    async def load(self) -> None:
        """Read all questions."""
        await self.fetch(self.Loaded, answers_view, self.today)

    @work(exclusive=True, group="answers.detail")
    async def _read(self, note_id: int) -> None:
        await self.fetch(self.Detailed, question_page, note_id, self.today)

    # Showing

    @on(Loaded)
    def show(self, message: Loaded) -> None:
        """Show the questions, with the cursor where it was."""
        self._view = message.view
        self._fill()

    @property
    def _all(self) -> tuple[QuestionLine, ...]:
        return self._view.questions if self._view else ()

    def _fill(self) -> None:
        if self._view is None:
            return
        self._shown = kept(self._all, self._state, self._level)
        width = max(self._list.size.width - 3, 20)
        now = self.now()
        self._list.fill(
            [(str(line.note_id), question_row(line, now, width)) for line in self._shown], str(self._chosen)
        )
        head = answers_head(self._view, self._showing, len(self._shown), self.size.width) if self._all else ""
        self.query_one("#head", Static).update(head)
        self.query_one("#panes").set_class(not self._all, "-empty")
        if self._all and self.focused is None:
            self._list.focus()  # it comes back into sight
        if not self._shown:
            self.page = None
            self.query_one("#question", Static).update(self._emptiness())

    @property
    def _showing(self) -> str:
        """What is left out, in words; empty when all is shown."""
        state = {ALL: "", UNTRIED: "not tried yet"}.get(self._state, self._state)
        return ", ".join(part for part in (state, f"{self._level} level" if self._level != ALL else "") if part)

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
        note_id = message.page.detail.note.id
        line = self._line(note_id)
        if note_id != self._chosen or line is None:
            return
        same = self.page is not None and self.page.detail.note.id == note_id
        self.page = message.page
        before = [other for id_ in line.follows if (other := self._line(id_))]
        after = [other for other in self._all if line.note_id in other.follows]
        self.query_one("#question", Static).update(question_content(message.page, line, before, after, self.now()))
        if not same:
            self.query_one("#detail").scroll_home(animate=False)

    def _emptiness(self) -> Content:
        if self._all:
            return Content.assemble(
                ("None here.", "bold"),
                "\n\n",
                ("f", "bold $accent"),
                "  another state     ",
                ("l", "bold $accent"),
                "  another level",
            )
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
        """Show the questions in the next state that any is in."""
        at = STATES.index(self._state)
        following = [STATES[(at + step) % len(STATES)] for step in range(1, len(STATES) + 1)]
        self._state = next(state for state in following if state == ALL or kept(self._all, state, self._level))
        self._fill()

    def action_level(self) -> None:
        """Show the next level."""
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
            self._state = self._level = ALL
        self._chosen = ids[0]
        self._fill()

    def action_scroll(self, lines: int) -> None:
        """Scroll the question."""
        self.query_one("#detail").scroll_relative(y=lines, animate=False)
