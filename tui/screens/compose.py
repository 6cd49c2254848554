"""The editor of one answer, with its commands: versions, layouts, taking a text apart, lines from goals, findings."""

import sqlite3
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from drills.composing.composition import NAMES, TEMPLATES, editor_text, from_editor, markdown, plain_text
from drills.errors import DrillsError
from drills.storage.answer.answer_versions import close_version
from drills.storage.answer.coach import record_coached
from drills.storage.answer.composing import compose_view
from drills.storage.answer.lines import lines_to_put_in, story_put_in
from drills.text import one_line
from drills.views.composing import ComposeView, Sections, Template
from tui.messages import Failed, Said
from tui.screens.composing import Composing
from tui.screens.dialog import Choose
from tui.widgets.compose_words import kept_words
from tui.widgets.section_box import SectionBox


class ComposeScreen(Composing):
    """Writes the answer to one question."""

    CSS_PATH = "compose.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "keep", "Keep version", id="compose.keep", tooltip="Keep this as a version, with its date"),
        Binding(
            "f4", "findings", "Findings", id="compose.findings", tooltip="All that the coach saw: go there, dismiss"
        ),
        Binding("f5", "offers", "Put in", id="compose.offers", tooltip="A line from a goal or a story"),
        Binding("f8", "split", "Take apart", id="compose.split", tooltip="Share the whole text out over the boxes"),
        Binding("f9", "versions", "Versions", id="compose.versions", tooltip="Compare versions, bring one back"),
        Binding("f3", "layout", "Layout", id="compose.layout", tooltip="STAR, Proof → Plan → Fit, or free"),
        Binding("f10", "editor", "Editor", show=False, id="compose.editor", tooltip="Write it in your own editor"),
        Binding("f11", "copy", "Copy", show=False, id="compose.copy", tooltip="Copy it as text, or as Markdown"),
        Binding(
            "f12", "ready", "Ready", show=False, id="compose.ready", tooltip="Keep it, and mark it as ready to be said"
        ),
        Binding(
            "shift+f2", "criticise", "Criticism", show=False, id="compose.criticise", tooltip="Note what somebody said"
        ),
    ]

    # Versions

    def action_keep(self) -> None:
        """Keep what is written as a version; it closes the criticisms that are open."""
        self._keep(ready=False)

    def action_ready(self) -> None:
        """Keep it, and mark it as ready."""
        self._keep(ready=True)

    @work(group="compose.keep")
    async def _keep(self, *, ready: bool) -> None:
        before = self.view
        if not (await self.save() and before):
            return
        before = self.view or before
        try:
            after = await self.desk.write(self._kept_version, ready)
            if self.coaching:
                await self.desk.write(record_coached, self.note_id, self.coaching, self.now(), self.config.study)
        except DrillsError as error:
            self.post_message(Failed(error))
            return
        self.post_message(Said(f"{kept_words(before, after, ready=ready)} · undo with u, once back"))
        self.load()

    def _kept_version(self, c: sqlite3.Connection, ready: bool) -> ComposeView:
        close_version(c, self.note_id, self.now(), ready=ready)
        return compose_view(c, self.note_id, self.now(), self.config.study)

    @work(group="compose.versions")
    async def action_versions(self) -> None:
        """Compare the versions, and bring one back."""
        from tui.screens.versions import VersionsScreen

        if await self.save() and await self.app.push_screen_wait(VersionsScreen(self.desk, self.now, self.note_id)):
            self.load()

    # Layout

    @work(group="compose.layout")
    async def action_layout(self) -> None:
        """Lay the same words out in another way."""
        options = [(template.value, NAMES[template]) for template in Template]
        chosen = await self.app.push_screen_wait(Choose("Which layout?", options, current=self.template.value))
        if chosen and chosen != self.template.value:
            await self.relay(Template(chosen))

    @on(SectionBox.PastedWhole)
    def _pasted(self) -> None:
        """A whole answer was pasted into one box: propose where its parts are."""
        if self.template is not Template.FREE and sum(bool(each.text.strip()) for each in self.sections) == 1:
            self.action_split()

    def action_split(self) -> None:
        """Share the whole text out over the boxes, with the cuts to be moved."""
        self._split(plain_text(self.sections))

    @work(group="compose.split")
    async def _split(self, text: str) -> None:
        from drills.composing.answer_parts import proposed_places
        from tui.screens.split import SplitScreen

        if not text:
            self.post_message(Said("Write or paste the answer first; then this takes it apart."))
            return
        template = self.template if self.template is not Template.FREE else Template.STAR
        sentences, places = proposed_places(text, template)
        sections = await self.app.push_screen_wait(SplitScreen(text, sentences, places, TEMPLATES[template]))
        if sections:
            await self.put(template, sections)

    # From outside

    @work(group="compose.offers")
    async def action_offers(self) -> None:
        """Put a line in: an open goal's dated next result, what a goal met proves, a story."""
        box = self.focused if isinstance(self.focused, SectionBox) else self.query(SectionBox).first()
        try:
            lines = await self.desk.read(lines_to_put_in, self.note_id, self.today)
        except DrillsError as error:
            self.post_message(Failed(error))
            return
        if not lines:
            self.post_message(Said("Nothing to put in yet: open goals give dated lines, goals met and stories proof."))
            return
        options = [(str(number), f"{line.label} · {one_line(line.text, 200)}") for number, line in enumerate(lines)]
        chosen = await self.app.push_screen_wait(Choose("Put in, and make it your own", options))
        if chosen is not None:
            line = lines[int(chosen)]
            box.focus()
            box.put_in(line.text)
            if line.story_id is not None:
                await self._draw_on(line.story_id)

    async def _draw_on(self, story_id: int) -> None:
        """Save, and note that the answer draws on that story: its figures are then the ones that count."""
        try:
            if await self.save():
                await self.desk.write(story_put_in, self.note_id, story_id, self.now())
        except DrillsError as error:
            self.post_message(Failed(error))
        else:
            self.post_message(Said("Put in; the story counts as told in this answer."))
            self.look()

    @work(group="compose.editor")
    async def action_editor(self) -> None:
        """Write the answer in the user's own editor."""
        from tui.editor import edited_text

        if not (self.view and await self.save()):
            return
        try:
            text = edited_text(self.app, "answer.md", editor_text(self.view.prompt, self.template, self.sections))
        except DrillsError as error:
            self.post_message(Failed(error))
            return
        if text is not None:
            await self.put(self.template, from_editor(text, self.template))

    @work(group="compose.copy")
    async def action_copy(self) -> None:
        """Copy the answer."""
        from tui.clipboard import copy

        if not (self.view and plain_text(self.sections)):
            self.post_message(Said("Nothing is written yet."))
            return
        forms = [("text", "As plain text"), ("markdown", "As Markdown, with its headings")]
        form = await self.app.push_screen_wait(Choose("Copy", forms))
        if form:
            how = await copy(self.app, self._form(form, self.sections))
            self.post_message(Said(f"Copied {how}."))

    def _form(self, form: str, sections: Sections) -> str:
        prompt = self.view.prompt if self.view else ""
        return markdown(prompt, self.template, sections) if form == "markdown" else plain_text(sections)

    # Findings and criticism

    @work(group="compose.findings")
    async def action_findings(self) -> None:
        """All that the coach saw."""
        from tui.screens.findings import FindingsScreen

        if not await self.save():
            return
        try:
            coaching = await self.coached()
        except DrillsError as error:
            self.post_message(Failed(error))
            return
        if coaching is None:
            self.post_message(Said("The coach has nothing to say before there are some words."))
            return
        screen = FindingsScreen(self.desk, self.now, self.note_id, coaching)
        went_to = await self.app.push_screen_wait(screen)
        self.look()
        if went_to is None:
            return
        if coaching.text == plain_text(self.sections):
            self.point_to_span(went_to.start, went_to.end)
        else:
            self.post_message(Said("It was written on meanwhile: f4 shows where it stands now."))

    @work(group="compose.criticise")
    async def action_criticise(self) -> None:
        """Note what somebody said of this answer."""
        from tui.screens.criticism import CriticismForm

        if not await self.save():
            return
        noted = await self.app.push_screen_wait(CriticismForm(self.desk, self.now, self.note_id, self.today))
        if noted:
            self.post_message(Said(f"Noted: “{noted}”"))
            self.load()
