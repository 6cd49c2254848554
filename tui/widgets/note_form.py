"""The form for one note: the fields of its kind, its deck and its tags."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label, Select, TextArea

from drills.errors import InputError
from drills.models import Kind, NoteDraft
from drills.note import FIELDS, FieldRule, checked

KIND_NAMES = {
    Kind.BASIC: "Basic: a question and its answer",
    Kind.TYPED: "Typed: the answer is typed in",
    Kind.CLOZE: "Cloze: a text with gaps",
    Kind.QUESTION: "Interview question: answered aloud",
    Kind.CRITIQUE: "Critique: a sample answer to judge",
}


class Field(Vertical):
    """A label with one line, or with several, to write in."""

    def __init__(self, rule: FieldRule, text: str) -> None:
        super().__init__(classes="field")
        self.rule = rule
        self.entry: Input | TextArea
        if rule.multiline:
            self.entry = TextArea(text, soft_wrap=True, tab_behavior="focus", compact=True)
        else:
            self.entry = Input(text, compact=True)

    def compose(self) -> ComposeResult:
        """The label, with a hint if the field has one, and the entry."""
        label = f"{self.rule.label} · {self.rule.hint}" if self.rule.hint else self.rule.label
        yield Label(label, markup=False, classes="field-label")
        yield self.entry

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.entry.text if isinstance(self.entry, TextArea) else self.entry.value

    def enter(self) -> None:
        """Write here next."""
        self.entry.focus()


class NoteForm(VerticalScroll, can_focus=False):
    """Everything that makes up a note; `draft` is what stands there now."""

    DEFAULT_CSS = """
    NoteForm {
        height: 1fr;
        .field { height: auto; margin-bottom: 1; }
        .field-label { color: $text-muted; }
        TextArea { height: auto; min-height: 2; max-height: 12; }
        Select { height: 1; }
    }
    """

    def __init__(self, draft: NoteDraft, decks: tuple[str, ...] = (), *, new: bool = False) -> None:
        super().__init__()
        self._start = draft
        self._decks = decks
        self._new = new
        self._kind = draft.kind

    def compose(self) -> ComposeResult:
        """The kind, for a new note; its fields; deck and tags."""
        if self._new:
            with Vertical(classes="field"):
                yield Label("Kind", classes="field-label")
                names = [(name, kind) for kind, name in KIND_NAMES.items()]
                yield Select(names, value=self._kind, allow_blank=False, compact=True)
        with Vertical(classes="field", id="note-fields"):
            yield from self._fields(self._start.fields)
        with Vertical(classes="field"):
            yield Label("Deck · parts of it after ::", classes="field-label")
            suggester = SuggestFromList(self._decks, case_sensitive=False)
            yield Input(self._start.deck, suggester=suggester, compact=True, id="note-deck")
        with Vertical(classes="field"):
            yield Label("Tags · with commas", classes="field-label")
            yield Input(", ".join(self._start.tags), compact=True, id="note-tags")

    def _fields(self, texts: Mapping[str, str]) -> list[Field]:
        return [Field(rule, texts.get(rule.name, "")) for rule in FIELDS[self._kind]]

    def on_mount(self) -> None:
        """Begin with the note's own text."""
        self.query(Field).first().enter()

    @on(Select.Changed)
    async def _change_kind(self, message: Select.Changed) -> None:
        """The fields of the other kind, with as much of the text kept as it has room for."""
        message.stop()
        if message.value == self._kind or not isinstance(message.value, Kind):
            return
        texts = [field.text for field in self.query(Field)]
        self._kind = message.value
        kept = dict(zip((rule.name for rule in FIELDS[self._kind]), texts, strict=False))
        place = self.query_one("#note-fields")
        await place.remove_children()
        await place.mount_all(self._fields(kept))

    @property
    def draft(self) -> NoteDraft:
        """The note as it stands in the form, unchecked."""
        fields = {field.rule.name: field.text for field in self.query(Field) if field.text.strip()}
        deck = self.query_one("#note-deck", Input).value
        tags = tuple(tag.strip() for tag in self.query_one("#note-tags", Input).value.split(",") if tag.strip())
        return NoteDraft(self._kind, fields, tags, self._start.key, deck)

    def point_out(self, error: InputError) -> None:
        """Put the cursor where the error can be mended, and bring that place into sight."""
        fields = list(self.query(Field))
        named = [field.entry for field in fields if error.message.startswith(f"{field.rule.label} is ")]
        guilty = (entry for entry, without in self._without() if _complaint(without) != error.message)
        place = named[0] if named else next(guilty, fields[0].entry)
        place.focus(scroll_visible=False)
        (place.parent if isinstance(place.parent, Field) else place).scroll_visible(animate=False, immediate=True)

    def _without(self) -> Iterator[tuple[Input | TextArea, NoteDraft]]:
        """Every place that may stay empty, and the note as it would be if that were so."""
        draft = self.draft
        for field in self.query(Field):
            if not field.rule.required:
                others = {name: text for name, text in draft.fields.items() if name != field.rule.name}
                yield field.entry, replace(draft, fields=others)
        yield self.query_one("#note-deck", Input), replace(draft, deck="")
        yield self.query_one("#note-tags", Input), replace(draft, tags=())

    @property
    def changed(self) -> bool:
        """Whether anything differs from what the form began with."""
        draft, start = self.draft, self._start
        kept = {name: text for name, text in start.fields.items() if text.strip()}
        return (draft.kind, dict(draft.fields), draft.tags, draft.deck) != (start.kind, kept, start.tags, start.deck)


def _complaint(draft: NoteDraft) -> str:
    """What is wrong with a note; nothing when it can be kept."""
    try:
        checked(draft)
    except InputError as error:
        return error.message
    return ""
