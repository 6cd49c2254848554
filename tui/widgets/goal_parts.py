"""Parts of a goal's page, drawn: its head, its pace, its urgency, its steps, its journal, what is on record."""

from collections.abc import Iterator
from datetime import date

from textual.content import Content

from drills.dates import echo, short
from drills.goal.pace import buffer_words, steps
from drills.goal.succession import Ending, Link
from drills.models import Goal, GoalStatus
from drills.number_words import counted, percent
from drills.text import one_line, visible
from drills.views.goals import ChainsView, GoalPage, Standing
from tui.chart.lines import Lines, Track
from tui.widgets.bar import padded, share_bar
from tui.widgets.goal_view import LEVEL_STYLES, days_style, pace_words

ENDING_MARKS = {
    Ending.OPEN: "○", Ending.OVERDUE: "!", Ending.ON_TIME: "✓", Ending.AFTER_MOVING: "↷", Ending.LATE: "✓",
    Ending.DROPPED: "–",
}  # fmt: skip
ENDING_STYLES = {
    Ending.OVERDUE: "$text-error",
    Ending.ON_TIME: "$text-success",
    Ending.AFTER_MOVING: "$text-warning",
    Ending.LATE: "$text-warning",
    Ending.DROPPED: "$text-muted",
}


def head_content(page: GoalPage, width: int) -> Content:
    """The statement; its date with all that moved it; how it stands."""
    goal, lines = page.line.goal, []
    lines.append(Content.assemble((one_line(goal.statement, max(width, 20)), "bold")))
    lines.append(_date_line(page))
    lines.append(_standing_line(page))
    return Content("\n").join(lines)


def _date_line(page: GoalPage) -> Content:
    goal = page.line.goal
    parts: list[tuple[str, str]] = [(echo(goal.deadline, page.day), days_style(page.line.days_left))]
    if goal.moves:
        times = "once" if len(goal.moves) == 1 else f"{len(goal.moves)} times"
        parts.append((f"   moved {times}, first {short(goal.original_deadline, page.day)}", "$text-muted"))
    if goal.pending:
        words = f"   {short(goal.pending.to, page.day)} holds from {short(goal.pending.holds_on, page.day)}"
        parts.append((words, "$text-warning"))
    if page.repeats:
        parts.append((f"   {page.repeats}", "$text-muted"))
    return Content.assemble(*parts)


def _standing_line(page: GoalPage) -> Content:
    goal, standing = page.line.goal, page.standing
    if standing is None:
        return _closed_line(goal, page)
    if standing.overdue:
        return Content.assemble(("Its day has passed.  ", "$text-error"), ("w", "bold $accent"), " says how it went")
    parts: list[Content | str | tuple[str, str]] = [pace_words(standing.pace)]
    parts.append((f"   urgency {standing.urgency.total:g}  ", "$text-muted"))
    parts.append(("i", "bold $accent"))
    parts.append((" says why", "$text-muted"))
    if standing.next_step:
        parts.append((f"   next: {one_line(standing.next_step, 40)}", "$text-muted"))
    return Content.assemble(*parts)


def _closed_line(goal: Goal, page: GoalPage) -> Content:
    met = goal.status is GoalStatus.MET
    word = "✓ Met" if met else "– Dropped"
    when = f" on {echo(goal.closed_on, page.day)}" if goal.closed_on else ""
    return Content.assemble((f"{word}{when}", "$text-success" if met else "$text-muted"))


def chain_lines(view: ChainsView) -> Iterator[Content]:
    """Chains of goals, the latest first, each goal with how it came out."""
    if not view.chains:
        yield Content("Goals stand here one after the other once there are some.")
        return
    words = f"{counted(view.met, 'goal')} met: {view.on_time} on time, {view.moved} after moving, {view.late} late"
    yield Content.assemble((f"{words} · {view.dropped} dropped", "$text-muted"))
    for chain in view.chains:
        yield Content("")
        for number, link in enumerate(chain):
            yield Content.assemble("  " * number + ("└ " if number else ""), link_row(link, view.day, 88 - 2 * number))


def link_row(link: Link, today: date, width: int) -> Content:
    """One goal of a chain: how it came out, its words, its day."""
    goal = link.goal
    late = link.late_days or 0
    by = f", {counted(late, 'day')}" if late > 0 else ""
    when = f"{link.ending}{by} · {short(goal.closed_on or goal.deadline, today)}"
    name = padded(goal.statement, max(width - len(when) - 4, 10))
    style = ENDING_STYLES.get(link.ending, "")
    return Content.assemble((f"{ENDING_MARKS[link.ending]} ", style), name, "  ", (when, style))


def pace_content(page: GoalPage) -> Content:
    """How the goal stands against its plan, part by part, with what is needed from here on."""
    standing = page.standing
    if standing is None:
        return Content("Closed: no pace is asked of it any more.")
    lines = [Content.assemble(("Pace  ", "bold"), pace_words(standing.pace))]
    for part in standing.pace.parts:
        planned = f"planned by now {percent(part.planned)}"
        lines.append(
            Content.assemble(
                (f"{part.name:<7}", ""),
                share_bar(part.actual, 16),
                f" {percent(part.actual):>5} ",
                (f" {planned} · ", "$text-muted"),
                (buffer_words(part), LEVEL_STYLES[part.level]),
                (f"\n       {part.needed}", "$text-muted"),
            )
        )
    return Content("\n").join(lines)


def pace_figure(page: GoalPage) -> Lines | None:
    """The steps done over the days, beside the plan's line."""
    goal, standing = page.line.goal, page.standing
    every = steps(goal)
    if standing is None or not every:
        return None
    done = sorted(step.done_on for step in every if step.done_on)
    actual = [(goal.start, 0.0), *((day, number / len(every)) for number, day in enumerate(done, 1))]
    actual.append((page.day, len(done) / len(every)))
    planned = Track("planned", standing.pace.line, dashed=True, style="$text-muted")
    marks = ((goal.deadline, "the day"),)
    return Lines((Track("steps done", tuple(actual)), planned), page.day, marks=marks, low=0.0)


def urgency_lines(standing: Standing) -> Iterator[Content]:
    """Every term of an urgency with its points and its reason, and their sum."""
    yield Content.assemble(("What to turn to first: the higher, the sooner.", "$text-muted"))
    yield Content("")
    for term in standing.urgency.terms:
        yield Content.assemble(
            (f"{term.points:+6.1f}  ", "bold"), f"{term.name:<14}", (visible(term.words), "$text-muted")
        )
    yield Content.assemble((f"{standing.urgency.total:6.1f}  ", "bold"), "in all")


def record_content(page: GoalPage) -> Content:
    """Everything on record that isn't a list: why, proof, plan, cards, every date it had."""
    goal = page.line.goal
    parts: list[Content] = []
    for title, text in _facts(page):
        if text:
            parts.append(Content.assemble((title, "$text-muted"), "\n", visible(text)))
    parts.append(Content("\n").join(_moves(goal, page.day)))
    return Content("\n\n").join(parts)


def _facts(page: GoalPage) -> Iterator[tuple[str, str]]:
    goal = page.line.goal
    yield "Result" if goal.status is GoalStatus.MET else "Why it was dropped", goal.outcome
    yield "What proves it", goal.evidence
    yield "Why", goal.why
    yield "By this you will know", goal.proof
    yield "If … then", f"If {goal.obstacle}, then {goal.response}" if goal.obstacle else ""
    yield "For the role", page.role
    coming = ", ".join(short(day, page.day) for day in page.coming)
    yield "Comes again", f"{page.repeats}{': ' if coming else ''}{coming}" if page.repeats else ""
    scope = [deck.replace("::", " › ") for deck in goal.decks] + [f"tag {tag}" for tag in goal.tags]
    yield "Cards of", "\n".join(scope + ([f"search {goal.search}"] if goal.search else []))
    time = f"{goal.minutes} minutes a day of its own" if goal.minutes else ""
    yield "Time", time + (f"; importance {goal.importance:g}" if goal.importance != 1 else "")
    if goal.eases_after:
        ends = f", until {short(goal.frees_on, page.day)}" if goal.frees_on else ""
        yield "Commitment", f"a later date holds {goal.eases_after} days after it was asked for{ends}"


def _moves(goal: Goal, today: date) -> Iterator[Content]:
    """The date as first set, each move with its lead time and reason, and the one that waits."""
    first = f"set on {short(goal.created_on, today)} for {echo(goal.original_deadline, today).split(' · ')[0]}"
    yield Content.assemble(("The date", "$text-muted"), f"\n{first}")
    for move in goal.moves:
        days = (move.after - move.before).days
        by = f"{counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"
        lead = f"{counted(move.lead_days, 'day')} before it" if move.lead_days >= 0 else "after it had passed"
        yield Content.assemble(
            (f"↷ {short(move.moved_on, today)}: to {short(move.after, today)}, {by}, {lead}", "$text-warning"),
            f"\n  {visible(move.reason)}",
        )
    if goal.pending:
        words = f"… {short(goal.pending.to, today)} holds from {short(goal.pending.holds_on, today)}; "
        yield Content.assemble(
            (words, "$text-warning"),
            ("z", "bold $accent"),
            " keeps the date as it is",
            f"\n  {visible(goal.pending.reason)}",
        )
