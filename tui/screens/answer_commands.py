"""What can be done about the answer to one question, beside writing it: criticism, and deleting it for good."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from drills.dates import short
from drills.errors import DrillsError, InputError
from drills.number_words import counted
from drills.storage.answer.answer_privacy import Erased, delete_answers_for_good, to_be_erased
from drills.storage.answer.criticisms import close_criticism, criticisms, delete_criticism, reopen_criticism
from drills.text import one_line
from drills.views.answers import QuestionPage
from drills.views.composing import Criticism
from tui.messages import ComposeRequested, Failed, Said
from tui.screens.dialog import Choose, Prompt
from tui.screens.place import Place

SURE = "delete"
_UNDO = "u takes it back"
_GONE = "This can't be undone. Backups made before keep what they hold."


class AnswerCommands(Place):
    """The commands about the question that is shown in full."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "t", "stale", "Out of date", show=False, id="answers.stale", tooltip="To the sentence with an old date"
        ),
        Binding(
            "C", "criticise", "Criticism", show=False, id="answers.criticise", tooltip="Note what somebody said of it"
        ),
        Binding(
            "c", "criticisms", "Criticisms", show=False, id="answers.criticisms", tooltip="All: close, reopen, delete"
        ),
        Binding(
            "X", "erase", "Delete for good", show=False, id="answers.erase", tooltip="The words leave the file; asks"
        ),
    ]

    page: QuestionPage | None = None  # the question shown in full

    def action_stale(self) -> None:
        """Go to the sentence whose date is no longer true."""
        if self.page and self.page.stale:
            first = self.page.stale[0]
            self.post_message(ComposeRequested(first.note_id, (first.section, first.start, first.end)))
        else:
            self.post_message(Said("Nothing in this answer is out of date."))

    # Criticism

    @work(group="answers.criticise")
    async def action_criticise(self) -> None:
        """Note what somebody said of this answer."""
        from tui.screens.criticism import CriticismForm

        if self.page is None:
            return
        form = CriticismForm(self.desk, self.now, self.page.detail.note.id, self.today)
        if noted := await self.app.push_screen_wait(form):
            self.post_message(Said(f"Noted: “{noted}” · {_UNDO}"))
            self.load()

    @work(group="answers.criticisms")
    async def action_criticisms(self) -> None:
        """All that was said of this answer, open and answered; one can be closed, reopened or deleted."""
        if self.page is None:
            return
        every = await self.desk.read(lambda c, note: criticisms(c, note, open_only=False), self.page.detail.note.id)
        if not every:
            self.post_message(Said("Nobody has said anything of it yet. C notes what somebody says."))
            return
        options = [(str(each.id), self._called(each)) for each in every]
        chosen = await self.app.push_screen_wait(Choose("What was said of it", options))
        found = next((each for each in every if str(each.id) == chosen), None)
        if found:
            await self._act_on(found)

    def _called(self, each: Criticism) -> str:
        sign = "◐" if each.closed_by is None else "✓"
        who = f"{one_line(each.who, 20)}, " if each.who else ""
        return f"{sign} {who}{short(each.said_on, self.today)}: {one_line(each.words, 120)}"

    async def _act_on(self, each: Criticism) -> None:
        latest = self.page.detail.latest if self.page else None
        options = [("delete", "Delete it")]
        if each.closed_by is not None:
            options.insert(0, ("reopen", "Open it again: it is shown before the next try"))
        elif latest:
            options.insert(0, ("close", f"Version {latest.version} answers it: close it"))
        act = await self.app.push_screen_wait(Choose(one_line(each.words, 60), options))
        if act == "close" and latest:
            await self._change(f"Closed · {_UNDO}", close_criticism, each.id, latest.id, self.now())
        elif act == "reopen":
            await self._change(f"Open again · {_UNDO}", reopen_criticism, each.id, self.now())
        elif act == "delete":
            await self._change(f"Deleted · {_UNDO}", delete_criticism, each.id, self.now())

    async def _change(self, words: str, change: Callable[..., Any], *args: Any) -> None:
        try:
            await self.desk.write(change, *args)
        except DrillsError as error:
            self.post_message(Failed(error))
        else:
            self.post_message(Said(words))
            self.load()

    # Deleting for good

    @work(group="answers.erase")
    async def action_erase(self) -> None:
        """Delete the answer to this question, or all answers, so that the file no longer has the words."""
        options = [("all", "Everything in Answers: all answers, stories, roles, interviews")]
        name = ""
        if self.page is not None:
            name = one_line(self.page.detail.note.fields.get("prompt", ""), 50)
            options.insert(0, ("one", f"The answers to “{name}”"))
        which = await self.app.push_screen_wait(Choose("Delete for good", options))
        if which is None:
            return
        note_id = self.page.detail.note.id if which == "one" and self.page else None
        try:
            planned = await self.desk.read(to_be_erased, note_id)
        except DrillsError as error:
            self.post_message(Failed(error))
            return
        what = f"All versions of the answer to “{name}”" if note_id else "Everything in Answers"
        label = f"{what}: {erased_parts(planned)}.\n{_GONE}\nType {SURE} to do it."
        asked = Prompt("Delete for good", label, check=_sure, needed=f"Type {SURE}.", button="Delete")
        if not await self.app.push_screen_wait(asked):
            return
        try:
            erased = await self.desk.write(delete_answers_for_good, note_id)
        except DrillsError as error:
            self.post_message(Failed(error))
        else:
            self.post_message(Said(f"{erased_words(erased)} Backups made before keep what they hold."))
            self.load()


def _sure(text: str) -> None:
    if text.strip().casefold() != SURE:
        raise InputError(f"Type {SURE}, or esc to leave everything as it is.")


def erased_parts(erased: Erased) -> str:
    """How much goes, or went, as in "3 versions, 1 criticism, 2 texts of tries"."""
    parts = [
        counted(erased.versions, "version"),
        counted(erased.criticisms, "criticism") if erased.criticisms else "",
        counted(erased.tries, "text of a try", "texts of tries"),
        counted(erased.stories, "story", "stories") if erased.stories else "",
        counted(erased.roles, "role") if erased.roles else "",
        counted(erased.interviews, "interview") if erased.interviews else "",
    ]
    return ", ".join(part for part in parts if part)


def erased_words(erased: Erased) -> str:
    """What was deleted for good, as in "Deleted for good: 3 versions, 2 texts of tries."."""
    return f"Deleted for good: {erased_parts(erased)}."
