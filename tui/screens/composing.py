"""An answer being composed: its boxes, the coach beside them. Every pause saves; nothing is lost by leaving."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static, TextArea

from drills.composing.composition import TEMPLATES, empty_sections, in_section, measure, plain_text, relaid
from drills.config import Config
from drills.dates import study_day
from drills.errors import DrillsError
from drills.storage.answer.answer_versions import save_draft
from drills.storage.answer.coach import coach
from drills.storage.answer.composing import compose_view
from drills.text import one_line
from drills.views.coaching import Coaching
from drills.views.composing import ComposeView, Measure, Sections, Template
from tui.desk import Desk
from tui.messages import ConfigChanged, Failed
from tui.widgets.coach_view import brief_content, coach_content, length_content
from tui.widgets.key_bar import KeyBar
from tui.widgets.section_box import SectionBox

PAUSE = 0.6  # seconds without a key after which what is written is saved and looked at


class Composing(Screen[None]):
    """The boxes, what is saved of them, and what the coach says."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave_it", "Done", id="compose.leave", tooltip="Back; everything is saved"),
        Binding("f1", "app.help", "Help", id="compose.help", tooltip="All the keys that work here"),
    ]

    def __init__(
        self,
        desk: Desk,
        now: Callable[[], datetime],
        config: Config,
        note_id: int,
        *,
        place: tuple[str, int, int] | None = None,
    ) -> None:
        super().__init__()
        self.desk = desk
        self.now = now
        self.config = config
        self.note_id = note_id
        self.view: ComposeView | None = None
        self.coaching: Coaching | None = None
        self._place = place  # section, start, end: words to go to at once
        self._template = Template.FREE
        self._written: tuple[Template, Sections] | None = None  # what stands in the boxes, also once they are gone
        self._saved: tuple[Template, Sections] | None = None
        self._pause: Timer | None = None
        self._leaving = False
        self._measured = False

    @dataclass
    class Loaded(Message):
        """The question and its answer are read."""

        view: ComposeView

    @dataclass
    class Coached(Message):
        """The coach has looked at what was saved."""

        coaching: Coaching

    def compose(self) -> ComposeResult:
        """The question, the boxes, the coach, the keys."""
        yield Static(id="compose-head", markup=False)
        with Horizontal(id="compose-panes"):
            yield VerticalScroll(id="compose-boxes", can_focus=False)
            with VerticalScroll(id="compose-coach", can_focus=False):
                yield Static(id="compose-length", markup=False)
                yield Static(id="compose-findings", markup=False)
        yield KeyBar()

    @property
    def today(self) -> date:
        """The day of study that it is."""
        return study_day(self.now(), self.config.study.day_turns_at)

    # Reading

    def on_mount(self) -> None:
        """Read the question and what is written so far."""
        self.load()

    @work(exclusive=True, group="compose.load")
    async def load(self) -> None:
        """Read it again, too, after something was changed beneath."""
        try:
            view = await self.desk.read(compose_view, self.note_id, self.now(), self.config.study)
        except DrillsError as error:
            self.post_message(Failed(error))
        else:
            self.post_message(self.Loaded(view))

    @on(Loaded)
    async def show(self, message: Loaded) -> None:
        """Show the answer; what is being typed stays where nothing else was put into its place."""
        self.view = message.view
        draft = message.view.draft
        sections = draft.sections if draft else empty_sections(message.view.template)
        if self._saved is None or self._saved != (message.view.template, sections):
            await self._lay_out(message.view.template, sections)
        self._show_head()
        self._show_length()
        self.look()
        if self._place:
            self.point_to(*self._place)
            self._place = None

    async def _lay_out(self, template: Template, sections: Sections) -> None:
        """Show those sections in their boxes, the cursor in the first that is empty, or at the end of the last."""
        self._template = template
        self._written = self._saved = (template, sections)
        texts = {section.name: section.text for section in sections}
        boxes = [SectionBox(rule, texts.get(rule.name, "")) for rule in TEMPLATES[template]]
        place = self.query_one("#compose-boxes")
        async with self.batch():
            await place.remove_children()
            await place.mount_all(boxes)
        place.set_class(template is Template.FREE, "-free")
        first = next((box for box in boxes if not box.text.strip()), boxes[-1])
        first.move_cursor(first.document.end)
        first.focus()

    # What stands there

    @property
    def sections(self) -> Sections:
        """What stands in the boxes now."""
        return tuple(box.section for box in self.query(SectionBox))

    @property
    def template(self) -> Template:
        """How it is laid out now."""
        return self._template

    @property
    def measure(self) -> Measure:
        """How long it is."""
        seconds = self.view.seconds if self.view else (60, 120)
        pace = self.view.pace if self.view and self.view.own_pace else None
        return measure(self._template, self.sections, pace, seconds)

    def point_to(self, section: str, start: int, end: int) -> None:
        """Go to those words of a section."""
        for box in self.query(SectionBox):
            if box.rule.name == section:
                box.point_to(start, end)

    def point_to_span(self, start: int, end: int) -> None:
        """Go to those words of the whole text."""
        if found := in_section(self.sections, start, end):
            self.point_to(*found)

    async def put(self, template: Template, sections: Sections) -> None:
        """Replace what stands there: another layout, a text taken apart; it is saved at once."""
        await self.save()
        await self._lay_out(template, sections)
        self._saved = None
        self._show_length()
        await self.save()

    async def relay(self, template: Template) -> None:
        """The same words in another template."""
        await self.put(template, relaid(self.sections, template))

    # Saving and looking

    @on(TextArea.Changed)
    def _changed(self) -> None:
        """Say how long it is at once; save when there is a pause."""
        if self.view is None or len(self.sections) != len(TEMPLATES[self._template]):
            return
        self._written = (self._template, self.sections)
        self._show_length()
        if self._saved == self._written:
            return
        self._show_head("…")
        if self._pause:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self._after_pause)

    @work(exclusive=True, group="compose.save")
    async def _after_pause(self) -> None:
        await self.save()

    async def save(self) -> bool:
        """Save what stands there, if it isn't saved; gives whether it is. What fails stays on the screen."""
        written = self._written
        if written is None or written == self._saved:
            return True
        try:
            await self.desk.write(save_draft, self.note_id, *written, self.now(), None, self._saved)
        except DrillsError as error:
            if not self._leaving:
                self._show_head(f"not saved: {one_line(str(error), 60)}")
            self.app.post_message(Failed(error))
            return False
        self._saved = written
        if not self._leaving:
            self._show_head(f"saved {self.now():%H:%M}")
            self.look()
        return True

    @work(exclusive=True, group="compose.coach")
    async def look(self) -> None:
        """Let the coach look at what stands there."""
        text = plain_text(self.sections)
        if not text:
            self._show_findings(None)
            return
        try:
            coaching = await self.desk.read(coach, self.note_id, text, self.now(), self.config.study)
        except DrillsError as error:
            self.post_message(Failed(error))
        else:
            self.post_message(self.Coached(coaching))

    @on(Coached)
    def show_coaching(self, message: Coached) -> None:
        """Show what the coach found, unless more was written meanwhile."""
        if message.coaching.text == plain_text(self.sections):
            self._show_findings(message.coaching)

    def _show_findings(self, coaching: Coaching | None) -> None:
        self.coaching = coaching
        if self.view is None:
            return
        told = brief_content if self._brief else coach_content
        content = told(coaching, self.view.criticisms, self.view.stale)
        if coaching is None:
            content = Content("\n").join([content, *_empty(self.view)])
        self.query_one("#compose-findings", Static).update(content)

    def _show_head(self, state: str = "") -> None:
        view = self.view
        if view is None:
            return
        draft = view.draft
        begun = draft is not None and draft.closed_at is not None and self._saved != (draft.template, draft.sections)
        version = draft.version + begun if draft else 1
        words = f"version {version}" + (f" · {state}" if state else f" · {view.state}")
        name = f"{view.name} · " if view.name else ""
        self.query_one("#compose-head", Static).update(
            Content.assemble((name, "bold"), (one_line(view.prompt, 200), "bold"), (f"\n{words}", "$text-muted")),
            layout=False,
        )

    def _show_length(self) -> None:
        found = self.measure
        for box, (_, length) in zip(self.query(SectionBox), found.sections, strict=True):
            box.show_length(length, found.whole.words)
        self.query_one("#compose-length", Static).update(
            length_content(found, brief=self._brief), layout=not self._measured
        )
        self._measured = True  # it keeps its lines: a key lays nothing out anew

    @property
    def _brief(self) -> bool:
        """Whether the coach stands below the boxes, with few lines of room."""
        return self.has_class("-narrow")

    @on(events.Resize)
    def _follow_width(self) -> None:
        """Say it briefly, or in full, as there is room."""
        self.call_after_refresh(self._show_again)

    def _show_again(self) -> None:
        if self.view and len(self.sections) == len(TEMPLATES[self._template]):
            self._measured = False
            self._show_length()
            self._show_findings(self.coaching)

    # Leaving

    async def action_leave_it(self) -> None:
        """Save, and go back."""
        if await self.save():
            self.dismiss()

    async def on_unmount(self) -> None:
        """Whatever closes this, what was written is saved."""
        self._leaving = True
        await self.save()

    @on(ConfigChanged)
    def _use_config(self, message: ConfigChanged) -> None:
        self.config = message.config


def _empty(view: ComposeView) -> list[Content]:
    """What helps to begin: what they want to learn, and prompts."""
    parts = [Content("")]
    if view.intent:
        parts += [Content.assemble(("What they want to learn", "bold")), Content(view.intent), Content("")]
    if view.skeleton:
        parts += [Content.assemble(("Prompts", "bold")), *(Content(f"· {line}") for line in view.skeleton)]
    return parts
