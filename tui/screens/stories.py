"""The story bank: STAR stories with their tags and numbers, which questions they serve, and claims retired for good."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from drills.errors import DrillsError
from drills.number_words import counted
from drills.storage.answer.stories import (
    add_story,
    delete_story,
    edit_story,
    link_story,
    retire_claim,
    story_from_goal,
    unretire_claim,
)
from drills.storage.answer.story_page import StoryDetail, story_bank, story_detail
from drills.text import one_line
from drills.views.stories import StoriesView, StoryDraft, StoryLine
from tui.messages import Failed, Said
from tui.screens.dialog import Choose, Prompt
from tui.screens.place import READING, Place
from tui.screens.story_form import StoryForm
from tui.widgets.rows import Rows
from tui.widgets.story_view import retired_row, story_content, story_rows

_UNDO = "u takes it back"


class StoryRows(Rows):
    """The stories, then the claims that are retired."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Edit", show=False, id="stories.open", tooltip="Change the story"),
    ]


class StoriesScreen(Place):
    """Stories to the left, the one under the cursor in full beside them."""

    PLACE: ClassVar[str] = "answers"
    CSS_PATH = "stories.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", id="stories.add", tooltip="Write a new story"),
        Binding("e", "edit", "Edit", id="stories.edit", tooltip="Change the story under the cursor"),
        Binding("l", "link", "Questions", id="stories.link", tooltip="Which questions it serves"),
        Binding("f", "form", "Form", id="stories.form", tooltip="In 60 seconds, or in 2 minutes"),
        Binding("g", "from_goal", "From a goal", id="stories.goal", tooltip="Begin a story from a goal that was met"),
        Binding("c", "copy", "Copy", show=False, id="stories.copy", tooltip="Copy the story in the form shown"),
        Binding("r", "retire", "Retire a claim", show=False, id="stories.retire", tooltip="Never to be used again"),
        Binding("x,delete", "delete", "Delete", show=False, id="stories.delete", tooltip="Delete what is chosen"),
        Binding("space", "scroll(8)", "Read on", show=False, id="stories.scroll", tooltip="Scroll the story"),
        Binding("b", "scroll(-8)", "Read back", show=False, id="stories.back", tooltip="Scroll back"),
    ]

    @dataclass
    class Loaded(Message):
        """The stories are read."""

        view: StoriesView

    @dataclass
    class Detailed(Message):
        """The story under the cursor is read in full."""

        detail: StoryDetail

    def body(self) -> ComposeResult:
        """The list, and the story."""
        yield Static(id="head", markup=False)
        with Horizontal(id="panes"):
            yield StoryRows(widget_id="stories")
            with VerticalScroll(id="detail", can_focus=False):
                yield Static(READING, id="story", markup=False)

    def on_mount(self) -> None:
        """Start in the list."""
        self._view: StoriesView | None = None
        self._detail: StoryDetail | None = None
        self._new: int | None = None
        self._form = 0
        self._list.focus()

    @work(exclusive=True, group="stories.load")
    async def load(self) -> None:
        """Read all stories."""
        await self.fetch(self.Loaded, story_bank)

    @work(exclusive=True, group="stories.detail")
    async def _read(self, story_id: int) -> None:
        await self.fetch(self.Detailed, story_detail, story_id)

    # Showing

    @on(Loaded)
    def show(self, message: Loaded) -> None:
        """Show the stories, with the cursor where it was or on the new one."""
        self._view = message.view
        self._fill()

    def _fill(self) -> None:
        view = self._view
        if view is None:
            return
        width = max(self._list.size.width - 3, 24)
        rows: list[tuple[str | None, Content]] = [
            (str(line.id), row) for line, row in zip(view.stories, story_rows(view.stories, width), strict=True)
        ]
        if view.retired:
            rows.append((None, Content.assemble(("Retired: never to be used again", "$text-muted"))))
            rows += [(f"r{claim.id}", retired_row(claim)) for claim in view.retired]
        self._list.fill(rows, str(self._new) if self._new else self._list.chosen)
        self._new = None
        self.query_one("#panes").set_class(not rows, "-empty")
        words = counted(len(view.stories), "story", "stories")
        if view.offers:
            words += f" · {counted(len(view.offers), 'goal')} met without a story: g begins one"
        self.query_one("#head", Static).update(Content(words if rows or view.offers else ""))
        if not rows:
            self.query_one("#story", Static).update(_emptiness(bool(view.offers)))

    @on(Rows.Widened)
    def follow(self) -> None:
        """Rows follow the width."""
        self._fill()

    @on(OptionList.OptionHighlighted)
    def _point(self) -> None:
        chosen = self._list.chosen or ""
        if chosen.isdigit():
            self._read(int(chosen))
        elif chosen:
            self._detail = None
            words = "An answer that uses a retired claim is told so. x takes it off this list."
            self.query_one("#story", Static).update(words)

    @on(Detailed)
    def show_story(self, message: Detailed) -> None:
        """Show the story under the cursor."""
        line = self._line
        if line is None or message.detail.story.id != line.id:
            return
        self._detail = message.detail
        served = [label for _, label, serves in message.detail.questions if serves]
        forms = message.detail.forms
        content = story_content(message.detail.story, forms, served, line, self._form % max(1, len(forms)))
        self.query_one("#story", Static).update(content)

    @property
    def _list(self) -> StoryRows:
        return self.query_one(StoryRows)

    @property
    def _line(self) -> StoryLine | None:
        lines = self._view.stories if self._view else ()
        return next((line for line in lines if str(line.id) == self._list.chosen), None)

    # Doing

    @work(group="stories.change")
    async def _change(self, words: str, change: Callable[..., Any], *args: Any) -> None:
        try:
            result = await self.desk.write(change, *args)
        except DrillsError as error:
            self.post_message(Failed(error))
            return
        if change is add_story:
            self._new = result
        self.post_message(Said(words))
        self.load()

    def action_add(self) -> None:
        """Write a new story."""
        self.app.push_screen(StoryForm(StoryDraft("")), self._add)

    def _add(self, draft: StoryDraft | None) -> None:
        if draft:
            self._change(f"Story added · {_UNDO}", add_story, draft, self.now())

    @on(OptionList.OptionSelected)
    def _open(self) -> None:
        self.action_edit()

    @work(group="stories.edit")
    async def action_edit(self) -> None:
        """Change the story under the cursor."""
        if not self._detail:
            return
        story = self._detail.story
        draft = await self.app.push_screen_wait(StoryForm(story.draft, title="Edit the story"))
        if draft:
            self._change(f"Changed · {_UNDO}", edit_story, story.id, draft, self.now())

    @work(group="stories.link")
    async def action_link(self) -> None:
        """Link the story to a question, or take a link away."""
        if not self._detail:
            return
        story, questions = self._detail.story, self._detail.questions
        options = [(str(note), f"{'✓' if serves else ' '} {one_line(label, 90)}") for note, label, serves in questions]
        chosen = await self.app.push_screen_wait(Choose("Which question does it serve?", options))
        if chosen:
            serves = next(serves for note, _, serves in questions if str(note) == chosen)
            words = "No longer linked" if serves else "Linked"
            self._change(f"{words} · {_UNDO}", link_story, story.id, int(chosen), not serves, self.now())

    def action_form(self) -> None:
        """Show the other form."""
        self._form += 1
        if self._detail:
            self.show_story(self.Detailed(self._detail))

    @work(group="stories.goal")
    async def action_from_goal(self) -> None:
        """Begin a story from a goal that was met."""
        offers = self._view.offers if self._view else ()
        if not offers:
            self.post_message(Said("Every goal that was met has its story; meet the next one."))
            return
        options = [(str(goal), one_line(statement, 90)) for goal, statement in offers]
        chosen = options[0][0] if len(options) == 1 else await self.app.push_screen_wait(Choose("Which goal?", options))
        if chosen:
            draft = await self.desk.read(story_from_goal, int(chosen))
            written = await self.app.push_screen_wait(StoryForm(draft, title="The story of a goal that was met"))
            self._add(written)

    @work(group="stories.copy")
    async def action_copy(self) -> None:
        """Copy the story in the form shown."""
        from tui.clipboard import copy

        if self._detail and self._detail.forms:
            form = self._detail.forms[self._form % len(self._detail.forms)]
            self.post_message(Said(f"Copied {await copy(self.app, form.text)}."))

    @work(group="stories.retire")
    async def action_retire(self) -> None:
        """Retire a claim: it must not be used again."""
        text = await self.app.push_screen_wait(
            Prompt(
                "Retire a claim",
                "Words that no answer may use again",
                placeholder="doubled the sales",
                needed="Which words? Or esc.",
                button="Retire",
            )
        )
        if text:
            reason = await self.app.push_screen_wait(Prompt("Why?", "May stay empty", placeholder="it was 60 %"))
            self._change(f"Retired · {_UNDO}", retire_claim, text, reason or "", self.now())

    def action_delete(self) -> None:
        """Delete the story, or take the claim off the list."""
        chosen = self._list.chosen or ""
        if chosen.startswith("r"):
            self._change(f"No longer retired · {_UNDO}", unretire_claim, int(chosen[1:]), self.now())
        elif line := self._line:
            words = f"Deleted “{one_line(line.title, 40)}” · u brings it back"
            self._change(words, delete_story, line.id, self.now())

    def action_scroll(self, lines: int) -> None:
        """Scroll the story."""
        self.query_one("#detail").scroll_relative(y=lines, animate=False)


def _emptiness(offers: bool) -> Content:
    parts: list[str | tuple[str, str]] = [
        ("Stories stand here: what you did, in four parts, with the numbers that are true.", "bold"),
        "\n\nA story told once serves up to three questions, in 60 seconds or in two minutes.\n\n",
        ("a", "bold $accent"),
        "  writes the first one",
    ]
    if offers:
        parts += ["\n", ("g", "bold $accent"), "  begins one from a goal that you met"]
    return Content.assemble(*parts)
