"""The boxes that an answer is written in: one for each section of its template."""

from textual.screen import Screen

from drills.composing.composition import TEMPLATES, in_section
from drills.views.composing import Sections, Template
from tui.widgets.section_box import SectionBox


class AnswerBoxes(Screen[None]):
    """A screen with an answer's boxes in `#compose-boxes`, laid out in one template or another."""

    def __init__(self) -> None:
        super().__init__()
        self._template = Template.FREE
        self._laying = False  # they are being put up

    async def lay_out(self, template: Template, sections: Sections) -> None:
        """Show those sections in their boxes, the cursor in the first that is empty, or at the end of the last."""
        self._template = template
        texts = {section.name: section.text for section in sections}
        boxes = [SectionBox(rule, texts.get(rule.name, "")) for rule in TEMPLATES[template]]
        place = self.query_one("#compose-boxes")
        self._laying = True
        async with self.batch():
            await place.remove_children()
            await place.mount_all(boxes)
        self._laying = False
        place.set_class(template is Template.FREE, "-free")
        first = next((box for box in boxes if not box.text.strip()), boxes[-1])
        first.move_cursor(first.document.end)
        first.focus()

    @property
    def stands(self) -> bool:
        """Whether all boxes of the template are there."""
        return not self._laying and len(self.sections) == len(TEMPLATES[self._template])

    @property
    def sections(self) -> Sections:
        """What stands in the boxes now."""
        return tuple(box.section for box in self.query(SectionBox))

    @property
    def template(self) -> Template:
        """How it is laid out now."""
        return self._template

    def point_to(self, section: str, start: int, end: int) -> None:
        """Go to those words of a section."""
        for box in self.query(SectionBox):
            if box.rule.name == section:
                box.point_to(start, end)

    def point_to_span(self, start: int, end: int) -> None:
        """Go to those words of the whole text."""
        if found := in_section(self.sections, start, end):
            self.point_to(*found)
