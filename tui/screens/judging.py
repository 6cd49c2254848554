"""Judging an answer in the drill: why the card comes, oneself first and then the evidence, the words at fault."""

from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from drills.errors import DrillsError
from drills.models import Kind, Rating, TryDraft
from drills.views.coaching import CritiqueVerdict
from drills.views.drill import Face
from drills.views.interviews import Judged
from tui.messages import ComposeRequested, Failed
from tui.screens.sitting import Phase, Sitting


class Judging(Sitting):
    """What can be asked about the card in front, beside answering it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "why", "Why now", id="drill.why", tooltip="Why this card comes now, and what the answer adds"),
        Binding("c", "judge", "Judge it", id="drill.judge", tooltip="Your own rating on scales, then the evidence"),
        Binding("x", "mark", "Mark words", id="drill.mark", tooltip="Mark the words at fault in the sample, name them"),
        Binding("a", "compose_answer", "Your answer", id="drill.compose", tooltip="Write your answer to this question"),
    ]

    judged: Judged | None = None  # of the open question in front
    verdict: CritiqueVerdict | None = None  # of the critique in front
    marks: str = "[]"

    def forget_judging(self) -> None:
        """Another card is in front."""
        self.judged, self.verdict, self.marks = None, None, "[]"

    def can_judge(self, action: str) -> bool:
        """Whether it makes sense for the card in front, as it stands."""
        if self.face is None:
            return False
        kind, revealed = self.face.note.kind, self.phase is Phase.REVEALED
        if action == "judge":
            return kind is Kind.QUESTION and revealed
        if action == "mark":
            return kind is Kind.CRITIQUE and self.phase is Phase.ASKING
        if action == "compose_answer":
            return kind is Kind.QUESTION and revealed
        return self.phase in (Phase.ASKING, Phase.REVEALED)

    @property
    def suggestion(self) -> Rating | None:
        """The rating that judging suggests; the user decides."""
        if self.judged:
            return self.judged.suggestion.rating
        return self.verdict.rating if self.verdict else None

    @property
    def attempt(self) -> TryDraft | None:
        """What was said or written, with the words that were marked."""
        raise NotImplementedError

    def offer_ratings(self, face: Face) -> None:
        """Show the ratings again, with what is suggested."""
        raise NotImplementedError

    @work(exclusive=True, group="drill.why")
    async def action_why(self) -> None:
        """Say why the card comes now."""
        from drills.storage.planning.plan_why import why

        if self.face is None:
            return
        face = self.face
        try:
            found = await self.desk.read(why, face.card.id, self.now(), self.config.study, face.session_id)
        except DrillsError as error:
            self.post_message(Failed(error))
            return
        if face is self.face:
            self.say(f"{found.words} · {found.note}" if found.note else found.words)

    @work(group="drill.judge")
    async def action_judge(self) -> None:
        """Rate the answer on scales oneself; then see the evidence and the gap."""
        from drills.storage.answer.judging import judge, scales_of
        from tui.screens.judged import JudgedScreen
        from tui.screens.scales import ScalesScreen

        face, attempt = self.face, self.attempt
        if face is None or attempt is None:
            return
        try:
            scales = await self.desk.read(scales_of, face.note.id)
            own = await self.app.push_screen_wait(ScalesScreen(scales))
            if not own or face is not self.face:
                return
            self.judged = await self.desk.read(
                lambda c, now: judge(
                    c,
                    face.note.id,
                    attempt.text,
                    own,
                    now,
                    self.config.study,
                    seconds=attempt.seconds,
                    spoken=attempt.spoken,
                ),
                self.now(),
            )
        except DrillsError as error:
            self.post_message(Failed(error))
            return
        await self.app.push_screen_wait(JudgedScreen(self.judged))
        self.offer_ratings(face)
        self.say(f"Suggested: {self.judged.suggestion.rating.name.title()}, {self.judged.suggestion.reason}")

    @work(group="drill.mark")
    async def action_mark(self) -> None:
        """Mark the words at fault, name what is missing, write a better sentence; then each item is judged."""
        from drills.storage.answer.critiques import judge_critique, marks_stored
        from tui.screens.marks import MarksScreen

        face = self.face
        if face is None:
            return
        marked = await self.app.push_screen_wait(MarksScreen(face.note.fields.get("text", "")))
        if marked is None or face is not self.face:
            return
        try:
            verdict = await self.desk.read(
                lambda c, now: judge_critique(
                    c, face.note.id, marked.marks, marked.named, marked.better, now, self.config.study
                ),
                self.now(),
            )
        except DrillsError as error:
            self.post_message(Failed(error))
            return
        self.verdict, self.marks = verdict, marks_stored(marked.marks, marked.named, verdict)
        self.view.note_down(marked.better)
        self._reveal_judged(face, verdict)

    @work(group="drill.verdict")
    async def _reveal_judged(self, face: Face, verdict: CritiqueVerdict) -> None:
        from tui.screens.judged import VerdictScreen

        self.reveal(face)
        await self.app.push_screen_wait(VerdictScreen(verdict))
        self.offer_ratings(face)
        self.say(f"Suggested: {verdict.rating.name.title()}, {verdict.reason}")
        self.refresh_bindings()

    def action_compose_answer(self) -> None:
        """Write the answer to the question in front."""
        if self.face:
            self.post_message(ComposeRequested(self.face.note.id))
