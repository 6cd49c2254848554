"""`readyby today`: what there is to do today, and how ready one is."""

from drills.models import GoalStatus
from drills.views.today import GoalLine, Plan, TodayView
from tui.commands.call import Call
from tui.commands.wording import counted, day_of, minutes, percent, table


def run(call: Call) -> int:
    """Print the day's plan and the goals."""
    from drills.storage.today import today_view

    with call.library() as library:
        view = today_view(library, call.now, call.config.study)
    call.answer(view, "\n".join(_lines(view)))
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
        f"{line.due} due",
    )


def _plan(view: TodayView) -> list[str]:
    if not view.cards:
        return ["No cards yet: readyby import FILE.md brings some, readyby add makes one."]
    lines = [_offer(view.plan, view)]
    if view.plan.left:
        lines.append(_beyond(view.plan, view.minutes_per_day))
    if view.reviews_done:
        lines.append(f"Done today: {counted(view.reviews_done, 'answer')} in {minutes(view.seconds_done)}.")
    if view.resumable:
        lines.append(f"A session is open: {view.resumable.done} of {counted(view.resumable.total, 'card')} done.")
    return lines


def _offer(plan: Plan, view: TodayView) -> str:
    if not plan.cards:
        coming = f" The next card is due on {day_of(view.next_due, view.day)}." if view.next_due else ""
        return f"Nothing to do today.{coming}"
    parts = [f"{plan.due} due", f"{plan.new} new"]
    if plan.questions:
        parts.append(f"{counted(plan.questions, 'question')} to answer aloud")
    return f"{counted(plan.cards, 'card')}, about {minutes(plan.seconds)}: {', '.join(parts)}. Start with: readyby"


def _beyond(plan: Plan, minutes_per_day: int) -> str:
    if plan.catch_up_days is None:
        return f"{plan.left} more are due; {minutes_per_day} min a day won't catch up with them."
    return (
        f"{plan.left} more are due; at {minutes_per_day} min a day caught up in {counted(plan.catch_up_days, 'day')}."
    )
