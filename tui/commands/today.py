"""`readyby today`: what there is to do today, and how ready one is."""

from dataclasses import asdict

from drills.dates import study_day
from drills.models import GoalStatus
from drills.number_words import counted, percent
from drills.text import one_line
from drills.views.today import GoalLine, Plan, TodayView
from tui.commands.call import Call
from tui.commands.wording import CELL, day_of, minutes, table


def run(call: Call) -> int:
    """Print the day's plan and the goals."""
    if call.args.brief:
        return _brief(call)
    if call.args.notify:
        return _notify(call)
    from drills.paths import cache_folder
    from drills.plan.worth import PLANNERS
    from drills.storage.candidates import load_planner
    from drills.storage.today import today_view

    PLANNERS.folder = None if call.args.demo else cache_folder()
    with call.library() as library:
        load_planner(library, study_day(call.now, call.config.study.day_turns_at))
        view = today_view(library, call.now, call.config.study)
    call.answer(view, "\n".join(_lines(view)))
    return 0


def _brief(call: Call) -> int:
    """One line; the usual call of it is answered before this module is loaded."""
    from tui.brief import brief_line

    if call.args.demo:
        call.existing_database()
    line = brief_line(str(call.database), asdict(call.config.study), call.now)
    if line or call.args.json:
        call.answer({"line": line}, line)
    return 0


def _notify(call: Call) -> int:
    """Say on the desktop what there is to say, and print it where there is no desktop."""
    from drills.storage.goal.standings import due_notices
    from tui.brief import brief_line
    from tui.notifying import notify

    call.existing_database()
    with call.library() as library:
        found = due_notices(library, study_day(call.now, call.config.study.day_turns_at))
    lines = [f"{one_line(notice.statement, CELL)}: {notice.words}" for notice in found]
    day = brief_line(str(call.database), asdict(call.config.study), call.now)
    text = "\n".join([*lines, day])
    shown = bool(lines or " min left" in day) and notify("Readyby", text)
    if call.args.json:
        call.data({"notices": found, "day": day, "shown": shown})
    elif not shown and (lines or " min left" in day):
        call.say(text)
    return 0


def _lines(view: TodayView) -> list[str]:
    goals = [_goal(line, view) for line in view.goals if line.goal.status is GoalStatus.OPEN]
    return [
        f"{day_of(view.day, view.day)} · streak {view.streak} · {view.minutes_per_day} min a day",
        "",
        *(table(goals) if goals else ["No goal yet: readyby goals add says how to set one."]),
        "",
        *_plan(view),
    ]


def _goal(line: GoalLine, view: TodayView) -> tuple[str, ...]:
    return (
        line.goal.statement,
        day_of(line.goal.deadline, view.day),
        f"now {percent(line.readiness if line.cards else None)}",
        line.outlook.band_words if line.outlook else "",
        line.outlook.words if line.outlook else f"{line.due} due",
    )


def _plan(view: TodayView) -> list[str]:
    if not view.cards:
        return ["No cards yet: readyby import FILE.md brings some, readyby add makes one."]
    lines = [_offer(view.plan, view)]
    if view.rest:
        lines.insert(0, "A day off: nothing is planned, but all of it can be done.")
    if view.missed:
        lines.insert(0, view.missed.words)
    if view.plan.later:
        lines.append(f"{counted(view.plan.later, 'more card')} due: left by the plan for another day.")
    if view.plan.left:
        lines.append(_beyond(view.plan, view.minutes_per_day))
    if view.reviews_done:
        lines.append(f"Done today: {counted(view.reviews_done, 'answer')} in {minutes(view.seconds_done)}.")
    if view.resumable:
        lines.append(f"A session is open: {view.resumable.done} of {counted(view.resumable.total, 'card')} done.")
    return lines


def _offer(plan: Plan, view: TodayView) -> str:
    if not plan.cards and plan.enough:
        return "Done for today: what is left for your goals would add next to nothing now."
    if not plan.cards:
        coming = f" The next card is due on {day_of(view.next_due, view.day)}." if view.next_due else ""
        return f"Nothing to do today.{coming}"
    parts = [f"{plan.due} due", f"{plan.new} new"] + ([f"{plan.ahead} ahead of their day"] if plan.ahead else [])
    if plan.questions:
        parts.append(f"{counted(plan.questions, 'question')} to answer aloud")
    return f"{counted(plan.cards, 'card')}, about {minutes(plan.seconds)}: {', '.join(parts)}. Start with: readyby"


def _beyond(plan: Plan, minutes_per_day: int) -> str:
    if plan.catch_up_days is None:
        return f"{plan.left} more are due; {minutes_per_day} min a day won't catch up with them."
    return (
        f"{plan.left} more are due; at {minutes_per_day} min a day caught up in {counted(plan.catch_up_days, 'day')}."
    )
