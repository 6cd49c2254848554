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
from textual.timer import Timer
from textual.widgets import Static, TextArea

from drills.composing.composition import (
    editor_text,
    empty_sections,
    measure,
    plain_text,
    relaid,
)
from drills.config import Config
from drills.dates import study_day
from drills.errors import DrillsError
from drills.storage.answer.coach import coach
from drills.storage.answer.composing import compose_view
from drills.views.coaching import Coaching
from drills.views.composing import ComposeView, Measure, Sections, Template
from tui.desk import Desk
from tui.kept_draft import KeptDraft
from tui.messages import ConfigChanged, Failed, Said
from tui.screens.answer_boxes import AnswerBoxes
from tui.shell import Shell
from tui.widgets.coach_view import brief_content, coach_content, length_content
from tui.widgets.compose_words import between_words, head_content, help_content
from tui.widgets.key_bar import KeyBar
from tui.widgets.section_box import SectionBox

PAUSE = 0.6  # seconds without a key after which what is written is saved and looked at


class Composing(AnswerBoxes):
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
        self._kept = KeptDraft(desk, note_id)
        self._pause: Timer | None = None
        self._leaving = False
        self._measured = False

    @dataclass
    class Loaded(Message):
        """The question and its answer are read."""

        view: ComposeView

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
        if self._kept.saved != (message.view.template, sections):
            self._kept.read((message.view.template, sections))
            await self.lay_out(message.view.template, sections)
        self._show_head()
        self._show_length()
        self.look()
        if self._place:
            self.point_to(*self._place)
            self._place = None

    @property
    def measure(self) -> Measure:
        """How long it is."""
        seconds = self.view.seconds if self.view else (60, 120)
        pace = self.view.pace if self.view and self.view.own_pace else None
        return measure(self._template, self.sections, pace, seconds)

    async def put(self, template: Template, sections: Sections) -> None:
        """Replace what stands there: another layout, a text taken apart; it is saved at once."""
        await self.save()
        self._kept.write((template, sections))
        await self.lay_out(template, sections)
        self._show_length()
        await self.save()

    async def relay(self, template: Template) -> None:
        """The same words in another template."""
        await self.put(template, relaid(self.sections, template))

    # Saving and looking

    def _take(self) -> bool:
        """Take what stands in the boxes; gives whether it is another than what is saved."""
        if self.view is None or self._leaving or not self.stands:
            return False
        return self._kept.write((self._template, self.sections))

    @on(TextArea.Changed)
    def _changed(self) -> None:
        """Say how long it is at once; save when there is a pause."""
        if self.view is None or not self.stands:
            return
        unsaved = self._take()
        self._show_length()
        if self._pause:
            self._pause.stop()
        if unsaved:
            self._show_head("…")
            self._pause = self.set_timer(PAUSE, self._after_pause)
        elif self.coaching is None or self.coaching.text != plain_text(self.sections):
            self._show_head()
            self.look()

    @work(group="compose.save")
    async def _after_pause(self) -> None:
        await self.save()

    async def save(self) -> bool:
        """Save what stands there, if it isn't saved; gives whether it is. What fails stays on the screen."""
        self._take()
        try:
            view = await self._kept.save(self.now(), self.config.study)
        except DrillsError as error:
            if not self._leaving:
                self.app.post_message(Failed(error))
                self._show_head()
                self._show_findings(None)
            return False
        if view is not None and not self._leaving:
            self._tell_between(view)
            self.view = view
            self._show_head(f"saved {self.now():%H:%M}")
            self.look()
        return True

    def _tell_between(self, view: ComposeView) -> None:
        if self.view and (words := between_words(self.view.versions, view.versions)):
            self.post_message(Said(words))

    @work(exclusive=True, group="compose.coach")
    async def look(self) -> None:
        """Let the coach look at what stands there."""
        try:
            await self.coached()
        except DrillsError as error:
            self.post_message(Failed(error))

    async def coached(self) -> Coaching | None:
        """What the coach says of what stands there now; None when nothing does. Raises a DrillsError."""
        while text := plain_text(self.sections):
            coaching = await self.desk.read(coach, self.note_id, text, self.now(), self.config.study)
            if text == plain_text(self.sections):
                self._show_findings(coaching)
                return coaching
        self._show_findings(None)
        return None

    def _show_findings(self, coaching: Coaching | None) -> None:
        self.coaching = coaching
        if self.view is None:
            return
        told = brief_content if self._brief else coach_content
        content = told(coaching, self.view.criticisms, self.view.stale)
        if self._kept.hindrance:
            content = Content("The coach looks again once this can be saved.")
        elif coaching is None:
            content = Content("\n").join([content, help_content(self.view)])
        self._put("#compose-findings", content)

    def _put(self, where: str, content: Content, *, layout: bool = True) -> None:
        """Show it there; nowhere once the screen was left, which may be while the coach looks or a save goes on."""
        for place in self.query(where).results(Static):
            place.update(content, layout=layout)

    def _show_head(self, state: str = "") -> None:
        view = self.view
        if view is None:
            return
        draft, trouble = view.draft, self._kept.hindrance
        begun = draft is not None and draft.closed_at is not None and self._kept.saved != self._kept.written
        content = head_content(view, state, begun=begun, unsaved=trouble.message if trouble else "")
        self._put("#compose-head", content, layout=False)

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
        if self.view and self.stands:
            self._measured = False
            self._show_length()
            self._show_findings(self.coaching)

    # Leaving

    async def action_leave_it(self) -> None:
        """Save, and go back; where it can't be saved, ask."""
        if await self.save():
            self.dismiss()
            return
        from tui.screens.confirm import ConfirmScreen

        why = self._kept.hindrance.message if self._kept.hindrance else ""
        asked = f"{why}\nLeaving puts what you wrote into a file, and says where."
        await self.app.push_screen(
            ConfirmScreen("This can't be saved", asked, "Leave", "Go on writing"), self._leave_if
        )

    def _leave_if(self, sure: bool | None) -> None:
        if sure:
            self.dismiss()

    def unsaved(self) -> str:
        """What quitting now would take out of the library: only what can't be saved."""
        self._take()
        return "the answer that can't be saved; its words go into a file" if self._kept.hindrance else ""

    async def on_unmount(self) -> None:
        """Whatever closes this, what was written is saved; or else it is put into a file."""
        self._leaving = True
        trouble = None if await self.save() else self._kept.hindrance
        if trouble and self.view and self._kept.written and isinstance(self.app, Shell):
            from tui.own_editor import put_aside

            text = editor_text(self.view.prompt, *self._kept.written)
            self.app.tell_last(f"Not saved: {trouble.message} {put_aside('answer.md', text)}")

    @on(ConfigChanged)
    def _use_config(self, message: ConfigChanged) -> None:
        self.config = message.config
