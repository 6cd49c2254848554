"""A goal: as a row with its date and how ready one is, and in full with every move of its date."""

from collections.abc import Iterator
from datetime import date

from textual.content import Content

from drills.dates import echo, short
from drills.goal.goals import time_gone
from drills.goal.pace import Level, Pace
from drills.models import Goal, GoalStatus, Milestone
from drills.number_words import counted, percent
from drills.text import cell_width, one_line, visible
from drills.views.goals import Standing
from drills.views.plan import Verdict
from drills.views.today import GoalLine
from tui.widgets.bar import padded, share_bar

VERDICT_STYLES = {
    Verdict.DONE: "$text-success",
    Verdict.AHEAD: "$text-success",
    Verdict.ON_PLAN: "$text-success",
    Verdict.BEHIND: "$text-warning",
    Verdict.OUT_OF_REACH: "$text-warning",
    Verdict.NO_TIME: "$text-warning",
}


def days_words(days: int) -> str:
    """The days left, in words."""
    if days < 0:
        return f"{counted(-days, 'day')} past its date"
    return "today" if days == 0 else "tomorrow" if days == 1 else f"{days} days left"


def days_style(days: int) -> str:
    """Past and near dates stand out; the words say it too."""
    return "$text-error" if days < 0 else "bold $text-warning" if days <= 7 else ""


LEVEL_STYLES = {
    Level.DONE: "$text-success",
    Level.AHEAD: "$text-success",
    Level.ON_PACE: "$text-success",
    Level.BEHIND: "$text-warning",
    Level.FAR_BEHIND: "bold $text-error",
    Level.NONE: "$text-muted",
}
LEVEL_MARKS = {
    Level.DONE: "✓", Level.AHEAD: "▲", Level.ON_PACE: "●", Level.BEHIND: "▼", Level.FAR_BEHIND: "▼▼", Level.NONE: "·",
}  # fmt: skip


def pace_words(pace: Pace) -> Content:
    """The pace in a mark and in words; the colour only repeats it."""
    return Content.assemble((f"{LEVEL_MARKS[pace.level]} {pace.words}", LEVEL_STYLES[pace.level]))


def goal_row(line: GoalLine, today: date, width: int, standing: Standing | None = None) -> Content:
    """An open goal in a few lines: what and when; the time and its pace; what to expect; the cards."""
    goal = line.goal
    when = short(goal.deadline, today)
    name = padded(goal.statement, max(width - len(when) - 2, 10))
    pace = _pace(standing, width)
    days = f"{days_words(line.days_left):<20}" if width >= 50 else f"{days_words(line.days_left)}  "
    bar = min(width - len(days) - pace.cell_length - 2, 30)
    time = _time_bar(goal, today, bar) if bar >= 6 else Content("")
    second = Content.assemble((days, days_style(line.days_left)), time, "  " if bar >= 6 else "", pace)
    lines = [Content.assemble((name, "bold"), "  ", (when, "bold")), second]
    if words := verdict_words(line, width):
        lines.append(words)
    return Content("\n").join([*lines, Content.assemble((_facts(line, width), "$text-muted")), Content("")])


def _pace(standing: Standing | None, width: int) -> Content:
    if standing is None:
        return Content("")
    if standing.overdue:
        return Content.assemble(("how did it go? ", "$text-warning"), ("w", "bold $accent"))
    urgency = f" · urgency {round(standing.urgency.total)}" if width >= 50 else ""
    return Content.assemble(pace_words(standing.pace), (urgency, "$text-muted"))


def verdict_words(line: GoalLine, width: int) -> Content | None:
    """What to expect of the goal's day, once that was computed."""
    outlook = line.outlook
    if outlook is None or outlook.verdict in (Verdict.UNKNOWN, Verdict.NO_CARDS) or line.days_left <= 0:
        return None
    words = outlook.words + (f" · {outlook.band_words}" if outlook.band_words else "")
    if cell_width(words) > width:
        words = outlook.words
    return Content.assemble((one_line(words, width), VERDICT_STYLES.get(outlook.verdict, "")))


def _time_bar(goal: Goal, today: date, width: int) -> Content:
    share = time_gone(goal, today)
    done = round(share * width)
    return Content.assemble(
        ("━" * done, "$accent"), ("●" if done < width else "", "$accent"), ("─" * (width - done - 1), "$foreground 35%")
    )


def _facts(line: GoalLine, width: int) -> str:
    """Cards, milestones and moves in one line; briefer where the line is short."""
    goal, moves = line.goal, len(line.goal.moves)
    done = sum(1 for step in goal.milestones if step.done_on)
    steps, due = len(goal.milestones), f" · {line.due} due" if line.due else ""
    if line.cards:
        full = [f"ready {percent(line.readiness)} · {line.seen} of {counted(line.cards, 'card')} seen{due}"]
        brief = [f"ready {percent(line.readiness)} · {line.seen}/{line.cards} seen{due}"]
    else:
        full = brief = ["no cards linked"]
    if steps:
        full.append(f"{done} of {counted(steps, 'milestone')}")
        brief.append(f"☑ {done}/{steps}")
    if moves:
        full.append("moved once" if moves == 1 else f"moved {moves} times")
        brief.append(f"↷ {moves}")
    words = " · ".join(full)
    return words if cell_width(words) <= width else one_line(" · ".join(brief), width)


def closed_row(line: GoalLine, today: date, width: int) -> Content:
    """A closed goal in one line."""
    goal = line.goal
    mark, word = ("✓", "met") if goal.status is GoalStatus.MET else ("–", "dropped")
    when = f"{word} {short(goal.closed_on, today)}" if goal.closed_on else word
    style = "$text-success" if goal.status is GoalStatus.MET else "$text-muted"
    return Content.assemble(
        (f"{mark} ", style), padded(goal.statement, max(width - len(when) - 4, 8)), "  ", (when, "$text-muted")
    )


def goal_content(line: GoalLine, today: date, width: int, standing: Standing | None = None) -> Content:
    """A goal with what is on record, without its milestones."""
    goal = line.goal
    parts = [Content.assemble((visible(goal.statement), "bold"))]
    if goal.status is GoalStatus.OPEN:
        parts.append(Content.assemble((echo(goal.deadline, today), days_style(line.days_left))))
    else:
        word = "Met" if goal.status is GoalStatus.MET else "Dropped"
        closed = f" on {echo(goal.closed_on, today)}" if goal.closed_on else ""
        parts.append(Content(f"{word}{closed}, due {short(goal.deadline, today)}"))
    if standing and standing.overdue:
        parts.append(
            Content.assemble(("Its day has passed.  ", "$text-error"), ("w", "bold $accent"), " says how it went")
        )
    elif standing:
        words = f"   urgency {standing.urgency.total:g}"
        parts.append(Content.assemble(pace_words(standing.pace), (words, "$text-muted")))
        parts += [Content.assemble((f"  {part.name}: {part.needed}", "$text-muted")) for part in standing.pace.parts]
    if goal.outcome:
        parts += _part("Proof" if goal.status is GoalStatus.MET else "Why it was dropped", visible(goal.outcome))
    parts += _readiness(line, width) if goal.status is GoalStatus.OPEN else []
    parts += _part("Why", visible(goal.why)) if goal.why else []
    if goal.proof:
        parts += _part("By this you will know", visible(goal.proof))
    parts += _history(goal, today)
    parts += _cards(goal)
    return Content("\n").join(parts)


def _part(title: str, text: str | Content) -> Iterator[Content]:
    yield Content("")
    yield Content.assemble((title, "$text-muted"))
    yield text if isinstance(text, Content) else Content(text)


def _readiness(line: GoalLine, width: int) -> Iterator[Content]:
    if not line.cards:
        yield from _part("Ready", "Link the decks that it needs (e), and readiness shows here.")
        return
    bar = share_bar(line.readiness, max(min(width - 34, 30), 6))
    yield from _part(
        "Ready now, predicted",
        Content.assemble(bar, (f" {percent(line.readiness)}", "bold"), f" of {percent(line.goal.target)} wanted"),
    )
    words = f"mean recall of all {line.cards} cards; {line.cards - line.seen} not seen yet count as 0"
    yield Content.assemble((f"{words} · {line.due} due", "$text-muted"))


def _history(goal: Goal, today: date) -> Iterator[Content]:
    """The date as first set, and each move with its reason."""
    yield from _part(
        "The date", f"set on {short(goal.created_on, today)} for {echo(goal.original_deadline, today).split(' · ')[0]}"
    )
    for move in goal.moves:
        later = (move.after - move.before).days
        by = counted(abs(later), "day") + (" later" if later > 0 else " earlier")
        yield Content.assemble(
            (f"↷ moved on {short(move.moved_on, today)} to {short(move.after, today)}, {by}", "$text-warning"),
            f"\n  {visible(move.reason)}",
        )


def _cards(goal: Goal) -> Iterator[Content]:
    if goal.decks:
        yield from _part("Decks", "\n".join(one_line(deck.replace("::", " › "), 80) for deck in goal.decks))
    if goal.tags or goal.search:
        found = [f"tag {tag}" for tag in goal.tags] + ([f"search {goal.search}"] if goal.search else [])
        yield from _part("And the cards of", visible(", ".join(found)))
    if goal.minutes:
        yield from _part("Time", f"{goal.minutes} minutes a day of its own")


def milestone_row(step: Milestone, today: date, width: int) -> Content:
    """A milestone with its box, its date, and how far off it is."""
    if step.done_on:
        when, style = f"done {short(step.done_on, today)}", "$text-success"
    else:
        days = (step.due - today).days
        when, style = f"{short(step.due, today)} · {_brief(days)}", days_style(days)
    name = padded(step.text, max(width - len(when) - 5, 8))
    return Content.assemble(
        ("☑ " if step.done_on else "☐ ", style), (name, "$text-muted" if step.done_on else ""), "  ", (when, style)
    )


def _brief(days: int) -> str:
    return "today" if days == 0 else f"{days} d" if days > 0 else f"{-days} d late"
