"""What is written of an answer, and how much of it is saved: each save knows what the one before it left."""

import asyncio
from datetime import datetime

from drills.composing.composition import checked_sections
from drills.config import Study
from drills.errors import DrillsError
from drills.storage.answer.composing import save_composed
from drills.views.composing import ComposeView, Sections, Template
from tui.desk import Desk

Written = tuple[Template, Sections]


class KeptDraft:
    """The words of one answer on their way to the disk."""

    def __init__(self, desk: Desk, note_id: int) -> None:
        self._desk = desk
        self._note_id = note_id
        self._sent: Written | None = None  # what stands on the disk once all that was asked for is done
        self._turn = asyncio.Lock()
        self.written: Written | None = None  # what stands in the boxes, also once they are gone
        self.saved: Written | None = None
        self.trouble: DrillsError | None = None  # why the last save failed; None once something is saved, or undone

    def read(self, written: Written) -> None:
        """That was read from the disk."""
        self.written = self.saved = self._sent = written
        self.trouble = None

    def write(self, written: Written) -> bool:
        """That stands in the boxes now; gives whether it is another than what is saved."""
        self.written = written
        if written == self.saved:
            self.trouble = None
        return written != self.saved

    @property
    def hindrance(self) -> DrillsError | None:
        """Why what is written can't be saved, as far as one can tell; None when it is saved, or will be."""
        if self.written is None or self.written == self.saved:
            return None
        try:
            checked_sections(*self.written)
        except DrillsError as error:
            return error
        return self.trouble

    async def save(self, now: datetime, study: Study) -> ComposeView | None:
        """Save what isn't saved, and give the answer as it then stands; None when all was. Raises a DrillsError."""
        async with self._turn:
            written, seen = self.written, self._sent
            if written is None or written == self.saved:
                return None
            self._sent = written
            try:
                view = await self._desk.write(save_composed, self._note_id, *written, now, study, seen)
            except DrillsError as error:
                self._sent, self.trouble = seen, error
                raise
            self.saved, self.trouble = written, None
            return view
