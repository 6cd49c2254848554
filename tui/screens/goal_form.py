"""The form of a goal: its date, its cards, its time, when it comes again, what may get in the way."""

import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from drills.calendar_day import full
from drills.dates import echo, short
from drills.errors import DateError, DrillsError, InputError
from drills.goal.goals import GoalDraft, checked, draft_of
from drills.models import Goal
from drills.number_words import counted
from drills.past_words import past_day
from drills.storage.answer.roles import role_name, roles_view
from drills.storage.decks import deck_names
from drills.text import one_line
from tui.screens.dialog import box, buttons
from tui.screens.form import Form as Form
from tui.screens.form import label as label
from tui.screens.form import whole_number
from tui.widgets.check_list import CheckList
from tui.widgets.date_field import PAST_DAYS, DateField
from tui.widgets.pick_list import PickList

Count = Callable[[tuple[str, ...], tuple[str, ...], str], Awaitable[int]]
COMMITMENT = "A later date holds only 7 days after I asked for it; an earlier one at once"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a goal can be linked to: decks by name, roles by number and name."""

    decks: tuple[str, ...] = ()
    roles: tuple[tuple[int, str], ...] = ()


def form_choices(c: sqlite3.Connection) -> Choices:
    """The decks and roles there are."""
    roles = tuple((line.id, role_name(line.draft, 60)) for line in roles_view(c).roles)
    return Choices(tuple(deck_names(c)), roles)


class GoalForm(Form[GoalDraft]):
    """A goal: what, by when, why, by what one will know; below that, with which cards, minutes and habits."""

    AUTO_FOCUS = ""

    def __init__(
        self,
        today: date,
        choices: Choices,
        goal: Goal | None = None,
        *,
        title: str = "A new goal",
        begun: GoalDraft | None = None,
        count: Count | None = None,
    ) -> None:
        super().__init__()
        self._today = today
        self._goal = goal
        self._title = title
        self._count = count
        self._draft = draft_of(goal) if goal else begun or GoalDraft("", today)
        self._decks = sorted({*choices.decks, *self._draft.decks})
        self._roles = choices.roles
        self._rule = _rule_words(self._draft.repeats)
        self._at_first: list[str] = []

    def compose(self) -> ComposeResult:
        """All fields; the deadline of a goal that exists is changed by a move, which asks for its reason."""
        with box(title=self._title, hint="enter saves · tab next field · esc cancels"):
            with Vertical(classes="fields"):
                yield from self._first()
                yield from self._cards()
                yield from self._habits()
                yield from self._more()
            yield Static(classes="wrong", markup=False)
            yield buttons(("save", "Save"), ("cancel", "Cancel"))

    def _first(self) -> ComposeResult:
        draft = self._draft
        yield label("Goal", "what will be true on that day")
        yield Input(draft.statement, id="statement", max_length=200)
        yield label("By when")
        if self._goal:
            yield Static(Content(f"{echo(draft.deadline, self._today)}   (m moves it)"), classes="label")
        else:
            yield DateField(self._today, widget_id="deadline")
        yield label("Why it matters")
        yield Input(draft.why, id="why", max_length=500)
        yield label("Proof", "by what you and others will know that it is done")
        yield Input(draft.proof, id="proof", max_length=500)
        with Horizontal(classes="beside"):
            with Vertical():
                yield label("Recall wanted %")
                yield Input(f"{round(draft.target * 100)}", id="target", max_length=3)
            with Vertical():
                yield label("Minutes a day")
                yield Input(str(draft.minutes or ""), placeholder="shared", id="minutes", max_length=4)
            with Vertical():
                yield label("Importance, 0.1–10")
                yield Input(f"{draft.importance:g}", id="importance", max_length=4)

    def _cards(self) -> ComposeResult:
        yield label("Decks that it needs", "with those below them; space chooses, F2 saves")
        yield self._deck_list()
        yield label("Tags", "cards with any of them: E1 teamwork")
        yield Input(" ".join(self._draft.tags), id="tags", max_length=200)
        yield label("Search", "cards that the Library finds by it")
        yield Input(self._draft.search, id="search", max_length=200)
        yield Static(id="covered", classes="label", markup=False)

    def _habits(self) -> ComposeResult:
        draft = self._draft
        yield label("Comes again", "every 2 weeks · last friday of the month; empty: once")
        yield Input(self._rule, id="repeats", max_length=100)
        yield Static(id="coming", classes="label", markup=False)
        yield label("If", "what may get in the way: I am tired after work")
        yield Input(draft.obstacle, id="obstacle", max_length=500)
        yield label("then", "what you do instead; both become a card")
        yield Input(draft.response, id="response", max_length=500)

    def _more(self) -> ComposeResult:
        draft = self._draft
        if self._roles:
            names = ["No role", *(name for _, name in self._roles)]
            numbers = [None, *(number for number, _ in self._roles)]
            yield label("For the role")
            picked = numbers.index(draft.role_id) if draft.role_id in numbers else 0
            yield PickList(names, picked, "role")
        yield label("Begun on", "where its time began")
        begun = draft.started_on.isoformat() if draft.started_on else ""
        empty = "the day it is set"
        yield DateField(self._today, begun, widget_id="start", read=past_day, placeholder=PAST_DAYS, empty=empty)
        yield label("Commitment")
        yield CheckList([COMMITMENT], [0] if draft.eases_after else [], "commitment")

    def on_mount(self) -> None:
        """Begin at the top, and say what the fields mean as they are."""
        self.query_one("#statement").focus(scroll_visible=False)
        self._tell_covered()
        self._tell_coming()
        self._at_first = self._typed

    def _deck_list(self) -> CheckList | Static:
        if not self._decks:
            return Static("No decks yet; they can be linked later.", classes="label")
        linked = {name.casefold() for name in self._draft.decks}
        labels = [one_line(name.replace("::", " › "), 64) for name in self._decks]
        chosen = [number for number, name in enumerate(self._decks) if name.casefold() in linked]
        return CheckList(labels, chosen, "decks")

    @on(Input.Changed, "#search")
    @on(Input.Changed, "#tags")
    @on(CheckList.Changed)
    @work(exclusive=True, group="form.covered")
    async def _tell_covered(self) -> None:
        """Say how many cards the goal has with what is chosen now."""
        if self._count is None:
            return
        try:
            cards = await self._count(self._chosen_decks(), self._tags, self.line("search"))
        except DrillsError as error:
            words = str(error)
        else:
            words = f"{counted(cards, 'card')} in all" if cards else "no cards yet; they can be linked later"
        self.query_one("#covered", Static).update(Content(words))

    @on(Input.Changed, "#repeats")
    @on(DateField.Understood)
    def _tell_coming(self) -> None:
        """Say which dates the rule gives."""
        text, day = self.line("repeats"), self._deadline
        words = ""
        if text and day:
            try:
                words = self._dates_of(text, day)
            except DateError as error:
                words = f"{error.message} {error.hint}"
        elif text:
            words = "Its first date is the deadline above."
        self.query_one("#coming", Static).update(Content(words))

    def _dates_of(self, text: str, day: date) -> str:
        from drills.goal.repeating import coming, first_from, rule_of

        rule = rule_of(text, day)
        first = first_from(rule, day)
        if first != day and text != self._rule:
            return f"→ {rule.words}; {full(day)} is none of them: the next is {full(first)}"
        return f"→ {rule.words}: {', '.join(short(one, self._today) for one in coming(rule, day))} …"

    @property
    def _deadline(self) -> date | None:
        return self._goal.deadline if self._goal else self.query_one("#deadline", DateField).day

    @property
    def _tags(self) -> tuple[str, ...]:
        return tuple(self.line("tags").replace(",", " ").split())

    def action_save(self) -> None:
        """Give the goal, if everything in it can be used."""
        deadline = self._deadline
        start = self.query_one("#start", DateField)
        if not self.line("statement"):
            self.explain("Say what the goal is.", "statement")
        elif deadline is None:
            self.explain("A goal needs its date.")
            self.query_one("#deadline", DateField).ask()
        elif start.day is None and not start.is_empty:
            start.ask()
        else:
            self._finish(deadline, start.day)

    def _finish(self, deadline: date, start: date | None) -> None:
        try:
            draft = self._written(deadline, start)
            goal = self._goal
            if goal:
                draft = checked(draft, self._today, before=goal.deadline, rule=goal.repeats)
            else:
                draft = checked(draft, self._today)
        except (DateError, InputError) as error:
            self.explain(f"{error.message} {error.hint}".strip())
        else:
            self.dismiss(draft)

    def _written(self, deadline: date, start: date | None) -> GoalDraft:
        repeats = self.line("repeats")
        picks = self.query(PickList)
        role = picks.first().picked if picks else 0
        return replace(
            self._draft,
            statement=self.line("statement"),
            deadline=deadline,
            why=self.line("why"),
            proof=self.line("proof"),
            target=whole_number(self.line("target") or "90", "Recall wanted on the day", 50, 99) / 100,
            minutes=whole_number(self.line("minutes"), "Minutes a day", 1, 600) if self.line("minutes") else None,
            importance=_importance(self.line("importance") or "1"),
            decks=self._chosen_decks(),
            tags=self._tags,
            search=self.line("search"),
            repeats=self._draft.repeats if repeats == self._rule else repeats,
            obstacle=self.line("obstacle"),
            response=self.line("response"),
            role_id=(self._roles[role - 1][0] if role else None) if picks else self._draft.role_id,
            started_on=start,
            eases_after=7 if self.query_one("#commitment", CheckList).selected else 0,
        )

    def _chosen_decks(self) -> tuple[str, ...]:
        lists = self.query("#decks").results(CheckList)
        return tuple(self._decks[number] for each in lists for number in sorted(each.selected))

    def unsaved(self) -> str:
        """What quitting now would lose."""
        return "the goal you are writing" if self._typed != self._at_first else ""

    @property
    def _typed(self) -> list[str]:
        return [field.value for field in self.query(Input)]


def _rule_words(repeats: str) -> str:
    if not repeats:
        return ""
    from drills.goal.repeating import stored_rule

    return stored_rule(repeats).words


def _importance(text: str) -> float:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = 0.0
    if not 0.1 <= number <= 10:
        raise InputError("Importance: a number from 0.1 to 10; 1 is usual.")
    return number
