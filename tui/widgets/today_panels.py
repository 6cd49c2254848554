"""The first panels of the Today screen: the goals, and the plan."""

from collections.abc import Iterable, Mapping, Sequence

from textual.reactive import reactive

from drills.dates import short
from drills.number_words import counted, percent, time_words
from drills.text import cell_width, one_line
from drills.views.answers import AnswersToday
from drills.views.plan import GoalOutlook, Stage, Verdict
from drills.views.today import GoalLine, TodayView
from tui.widgets.bar import padded, share_bar
from tui.widgets.today_panel import Part, TodayPanel

VERDICT_STYLES = {
    Verdict.DONE: "$text-success",
    Verdict.AHEAD: "$text-success",
    Verdict.ON_PLAN: "$text-success",
    Verdict.BEHIND: "$text-warning",
    Verdict.OUT_OF_REACH: "$text-warning",
    Verdict.NO_TIME: "$text-warning",
}


class GoalsPanel(TodayPanel):
    """Every open goal: its day, recall predicted now and on the day, and whether the minutes are enough."""

    outlooks: reactive[Mapping[int, GoalOutlook]] = reactive({})

    def lines(self, view: TodayView, width: int) -> Iterable[list[Part]]:
        """As many goals as fit, the nearest first, with the number of those that don't; those that passed in a line."""
        if not view.goals:
            yield [("No goal with a date yet.", "bold")]
            yield [""]
            yield ["What are you getting ready for, and by which day?"]
            yield ["Say it in ", ("2 Goals", "bold $accent"), "."]
            return
        passed = asking(view.goals)
        coming = [line for line in view.goals if line.days_left >= 0]
        room = self.size.height - (1 if passed else 0)
        airy = room >= 4 * len(coming) - 1
        all_fit = airy or room >= 3 * len(coming)
        shown = coming if all_fit else coming[: max(1, (self.size.height - 1) // 3)]
        for number, goal in enumerate(shown):
            if number and airy:
                yield [""]
            yield from self._goal(goal, view, width)
        more = f"{len(coming) - len(shown)} more in 2 Goals" if len(shown) < len(coming) else ""
        if passed:
            if shown and room > 4 * len(coming):
                yield [""]
            yield _how_it_went(passed, more, width)
        elif more:
            yield [(more, "$text-muted")]

    def _goal(self, line: GoalLine, view: TodayView, width: int) -> Iterable[list[Part]]:
        outlook = self.outlooks.get(line.goal.id, line.outlook)
        day = short(line.goal.deadline, view.day)
        when = f"{day}  {_days_left(line.days_left):>9}"
        statement = padded(line.goal.statement, max(8, width - len(when) - 1))
        yield [(statement, "bold"), " ", when]
        if not line.cards:
            yield [("no cards linked yet", "$text-muted")]
            return
        yield self._readiness(line, outlook, width)
        yield [self._said(line, outlook)]

    def _readiness(self, line: GoalLine, outlook: GoalOutlook | None, width: int) -> list[Part]:
        """Predicted recall now, and on the day with its band."""
        now = percent(outlook.now if outlook and outlook.made_at else line.readiness)
        label, figure = "now ", f"{now.strip():>5}"
        then = outlook.band_words if outlook else ""
        if cell_width(then) + 19 > width:
            then = then.split(",")[0]  # "a typical learner: 85–99 %", without what comes after
        bar = max(6, min(48, width - len(label) - len(figure) - 2 - (cell_width(then) + 2 if then else 0)))
        tail: list[Part] = [f"  {then}"] if then and width >= bar + cell_width(then) + 13 else []
        return [(label, "$text-muted"), (figure, "bold"), "  ", share_bar(line.readiness, bar), *tail]

    def _said(self, line: GoalLine, outlook: GoalOutlook | None) -> Part:
        """The verdict in minutes; before there is one, the state of the cards."""
        if outlook and (outlook.verdict is not Verdict.UNKNOWN or outlook.made_at):
            return (f"{outlook.words} …" if outlook.stale else outlook.words, VERDICT_STYLES.get(outlook.verdict, ""))
        if outlook and outlook.state in (Stage.TODAY, Stage.OVER):
            return (outlook.words, "$text-warning")
        unseen = f"{line.cards - line.seen:,} unseen" if line.seen < line.cards else ""
        facts = [counted(line.cards, "card"), unseen, f"{line.due:,} due" if line.due else "nothing due", "…"]
        return (" · ".join(fact for fact in facts if fact), "$text-muted")


def asking(goals: Sequence[GoalLine]) -> list[GoalLine]:
    """The goals whose day has passed and that ask how it went, the latest first."""
    return sorted((line for line in goals if line.days_left < 0), key=lambda line: -line.days_left)


def _how_it_went(passed: Sequence[GoalLine], more: str, width: int) -> list[Part]:
    """One short line for all goals whose day has passed, with the key that answers the first."""
    others = f" and {len(passed) - 1} more" if len(passed) > 1 else ""
    words = f"{others}: how did it go?" if others else f", {_days_left(passed[0].days_left)}: how did it go?"
    tail = f"  {more}" if more else ""
    name = one_line(passed[0].goal.statement, max(8, width - 3 - cell_width(words + tail)))
    return [("w", "bold $accent"), "  ", (name, "bold"), (words, "$text-warning"), (tail, "$text-muted")]


def _days_left(days: int) -> str:
    if days < 0:
        return f"{-days} d ago"
    return {0: "today", 1: "tomorrow"}.get(days, f"{days} days")


class PlanPanel(TodayPanel):
    """What today holds, and the key that starts it."""

    answers: reactive[AnswersToday | None] = reactive(None)

    def lines(self, view: TodayView, width: int) -> Iterable[list[Part]]:
        """The plan, or what there is instead of one; then the question to answer aloud, and what is out of date."""
        yield from self._plan(view, width)
        if mock := view.mock:
            yield [("t", "bold $accent"), f" mock test waits · {mock.done} of {mock.cards} cards answered"]
        yield from self._answers(width)

    def _answers(self, width: int) -> Iterable[list[Part]]:
        if self.answers is None:
            return
        if self.answers.stale:
            first = self.answers.stale[0]
            yield [("s", "bold $accent"), (f" {first.name or 'an answer'}: {first.reason}", "$text-warning")]
        if aloud := self.answers.aloud:
            name = f"{aloud.name} " if aloud.name else ""
            yield [("a", "bold $accent"), (f" aloud: {name}{one_line(aloud.text, max(12, width - 12))}", "")]

    def _plan(self, view: TodayView, width: int) -> Iterable[list[Part]]:
        if not view.cards:
            yield [("No cards yet.", "bold")]
            yield [""]
            yield ["They live in ", ("4 Library", "bold $accent"), ":"]
            yield ["write some there, or import a file."]
        elif view.resumable:
            yield from self._left_open(view, width)
        elif view.plan.cards:
            yield from self._planned(view, width)
        else:
            yield from self._done(view, width)

    def _planned(self, view: TodayView, width: int) -> Iterable[list[Part]]:
        plan = view.plan
        left = max(0.0, view.minutes_per_day * 60 - view.seconds_done)
        about = round(plan.seconds / 60) or 1
        yield [(counted(plan.cards, "card"), "bold"), f" · about {about} of {round(left / 60)} minutes"]
        yield from self._facts(view, width)
        yield from self._beyond(view, width)
        yield [""]
        yield [("▶ Enter", "bold $accent"), " to start"]

    def _facts(self, view: TodayView, width: int) -> Iterable[list[Part]]:
        plan = view.plan
        waiting = f" of {plan.due + plan.later:,}" if plan.later else ""
        kinds = [f"{plan.due:,}{waiting} due" if plan.due or waiting else "", f"{plan.new:,} new" if plan.new else ""]
        if plan.ahead:
            kinds.append(f"{plan.ahead:,} ahead, which pays")
        if plan.questions:
            kinds.append(f"{counted(plan.questions, 'question')} to answer aloud")
        yield from _folded([kind for kind in kinds if kind], " · ", width)
        for name, number in plan.by_goal[:2]:
            yield [(f"  {number} for {one_line(name, max(8, width - 10))}", "$text-muted")]

    def _beyond(self, view: TodayView, width: int) -> Iterable[list[Part]]:
        plan = view.plan
        if not plan.left:
            return
        are = "is" if plan.left == 1 else "are"
        catching_up = _catching_up(plan.catch_up_days, view.minutes_per_day)
        yield from _folded([f"{plan.left:,} more {are} due", catching_up], "; ", width)

    def _left_open(self, view: TodayView, width: int) -> Iterable[list[Part]]:
        left = view.resumable
        assert left is not None
        yield [("A session waits", "bold"), f" · {left.done} of {left.total} cards done"]
        if view.plan.cards:
            yield from self._facts(view, width)
        yield from self._beyond(view, width)
        yield [""]
        yield [("▶ Enter", "bold $accent"), " to go on where you were"]

    def _done(self, view: TodayView, width: int) -> Iterable[list[Part]]:
        if view.rest and not view.reviews_done:
            yield [("A day off, as planned.", "bold")]
        elif view.reviews_done or view.plan.enough:
            yield [
                ("Done for today", "bold"),
                f" · {counted(view.reviews_done, 'answer')} in {time_words(view.seconds_done)}",
            ]
        else:
            yield [("Nothing is due today.", "bold")]
        if view.tomorrow and view.tomorrow != "nothing":
            yield [(f"  tomorrow {view.tomorrow}", "$text-muted")]
        elif view.next_due:
            yield [(f"  the next cards are due {short(view.next_due, view.day)}", "$text-muted")]
        yield from self._beyond(view, width)
        yield [""]
        yield [("▶ Enter", "bold $accent"), " for a few more"]


def _folded(parts: list[str], joint: str, width: int) -> Iterable[list[Part]]:
    """The parts on one line if they fit, else on as many as they need."""
    line = ""
    for part in parts:
        if line and len(line) + len(joint) + len(part) + 2 > width:
            yield [(f"  {line}{joint.rstrip() if joint == '; ' else ''}", "$text-muted")]
            line = part
        else:
            line = f"{line}{joint}{part}" if line else part
    yield [(f"  {line}", "$text-muted")]


def _catching_up(days: int | None, minutes: int) -> str:
    if days is None:
        return f"{minutes} min/day are too few to catch up"
    if days <= 1:
        return f"at {minutes} min/day caught up tomorrow"
    return f"at {minutes} min/day caught up in {days} days"
