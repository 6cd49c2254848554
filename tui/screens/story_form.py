"""Writing a story, or changing one: its four parts, its numbers, its tags."""

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static, TextArea

from drills.composing.story import checked_story, fact_of
from drills.errors import InputError
from drills.views.stories import Fact, StoryDraft
from tui.screens.dialog import box, buttons
from tui.screens.goal_form import Form, label

_TEXTS = (
    ("situation", "Situation", "where it was, what was at stake"),
    ("task", "Task", "what was yours to do"),
    ("action", "Action", "what you did yourself, step by step"),
    ("result", "Result", "what came of it, best with a number"),
    ("facts", "Numbers that are true", "one a line: 24 days = time to hire, before"),
    ("short", "In 60 seconds", "if you want it in other words; else it is made of the long form"),
)
_LINES = (
    ("people", "People", "who was there"),
    ("period", "When", "spring 2025"),
    ("tags", "Tags", "E1 C4 teamwork deadline"),
)


class StoryForm(Form[StoryDraft]):
    """Gives the story as it stands in the form."""

    HINT: ClassVar[str] = "f2 saves · tab next field · esc cancels"

    def __init__(self, draft: StoryDraft, *, title: str = "A new story") -> None:
        super().__init__()
        self._draft = draft
        self._title = title

    def compose(self) -> ComposeResult:
        """The title, the parts, the numbers, the tags."""
        with box(title=self._title, hint=self.HINT, wide=True):
            with Vertical(classes="fields"):
                yield label("Title", "what you call it: the queue at the returns desk")
                yield Input(self._draft.title, id="title", max_length=120)
                for name, title, hint in _TEXTS:
                    yield label(title, hint)
                    yield TextArea(
                        self._text(name), id=name, soft_wrap=True, tab_behavior="focus", compact=True, classes="part"
                    )
                for name, title, hint in _LINES:
                    yield label(title, hint)
                    yield Input(self._line(name), id=name, max_length=200)
            yield Static(classes="wrong", markup=False)
            yield buttons(("save", "Save"), ("cancel", "Cancel"))

    def on_mount(self) -> None:
        """Begin with the first part that isn't written."""
        if not self._draft.title:
            self.query_one("#title").focus()
            return
        empty = next((name for name, *_ in _TEXTS[:4] if not getattr(self._draft, name)), "situation")
        self.query_one(f"#{empty}").focus()

    def _text(self, name: str) -> str:
        if name != "facts":
            return str(getattr(self._draft, name))
        return "\n".join(f"{fact.figure} = {fact.what}" if fact.what else fact.figure for fact in self._draft.facts)

    def _line(self, name: str) -> str:
        return " ".join(self._draft.tags) if name == "tags" else str(getattr(self._draft, name))

    @property
    def draft(self) -> StoryDraft:
        """What stands in the form."""
        return replace(
            self._draft,
            title=self.line("title"),
            situation=self._written("situation"),
            task=self._written("task"),
            action=self._written("action"),
            result=self._written("result"),
            short=self._written("short"),
            people=self.line("people"),
            period=self.line("period"),
            tags=tuple(self.line("tags").replace(",", " ").split()),
            facts=tuple(_fact(line) for line in self._written("facts").splitlines() if line.strip()),
        )

    def _written(self, name: str) -> str:
        return self.query_one(f"#{name}", TextArea).text.strip()

    def action_save(self) -> None:
        """Give the story, or say what is wrong with it."""
        try:
            for line in filter(None, map(str.strip, self._written("facts").splitlines())):
                if Fact(line) not in self._draft.facts:  # kept from before figures had to say what they stand for
                    fact_of(line)
            self.dismiss(checked_story(self.draft))
        except InputError as error:
            self.explain(str(error))

    @on(TextArea.Changed)
    def forget_words(self) -> None:
        """What was wrong may be right by now."""
        self.forget()

    def unsaved(self) -> str:
        """What quitting now would lose."""
        return "the story you are writing" if self.draft != self._draft else ""


def _fact(line: str) -> Fact:
    figure, _, what = line.partition("=")
    return Fact(figure.strip(), what.strip())
