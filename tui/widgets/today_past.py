"""The second panels of the Today screen: the week, and the weakest topics."""

from collections.abc import Iterable

from drills.number_words import counted, percent, time_words
from drills.text import cell_width, one_line
from drills.views.today import DayDone, TodayView, Topic
from tui.widgets.bar import padded, share_bar, small_row
from tui.widgets.today_panel import Part, TodayPanel

COLUMN = " ▁▂▃▄▅▆▇█"
WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


class WeekPanel(TodayPanel):
    """The minutes of each day of this week."""

    def lines(self, view: TodayView, width: int) -> Iterable[list[Part]]:
        """On one line the minutes alone; with room, a column for each day."""
        if self.size.height <= 1:
            yield [("This week  ", "$text-muted"), *self._row(view, width)]
            return
        total, answers = sum(done.seconds for done in view.week), sum(done.reviews for done in view.week)
        across = max(5, min(14, width // max(1, len(view.week))))
        yield from self._columns(view, across, max(1, self.size.height - 4))
        yield [(f"{WEEKDAYS[done.day.weekday()]:<{across}}", _day_style(done, view)) for done in view.week]
        yield [(f"{_minutes(done, view):<{across}}", _day_style(done, view)) for done in view.week]
        yield [""]
        words = f"{time_words(total)} · {counted(answers, 'answer')}" if total else "Nothing yet this week."
        yield [(words, "$text-muted")]

    def _row(self, view: TodayView, width: int) -> list[Part]:
        gap = "   " if width >= 62 else " "
        return [
            (f"{WEEKDAYS[done.day.weekday()]} {_minutes(done, view):<3}{gap}", _day_style(done, view))
            for done in view.week
        ]

    def _columns(self, view: TodayView, across: int, rows: int) -> Iterable[list[Part]]:
        """Columns of minutes, the day's plan being full height at least."""
        top = max([view.minutes_per_day * 60.0, *(done.seconds for done in view.week)]) or 1.0
        wide = max(3, across // 2)
        for row in range(rows, 0, -1):
            line: list[Part] = []
            for done in view.week:
                eighths = round(done.seconds / top * rows * 8) - (row - 1) * 8
                if done.seconds and row == 1:
                    eighths = max(eighths, 1)
                glyph = COLUMN[max(0, min(8, eighths))]
                line.append((f"{glyph * wide:<{across}}", "$accent" if done.day == view.day else "$accent 60%"))
            yield line


def _minutes(done: DayDone, view: TodayView) -> str:
    if done.seconds:
        return f"{max(1, round(done.seconds / 60))}m"
    return "·" if done.day > view.day else "–"


def _day_style(done: DayDone, view: TodayView) -> str:
    if done.day == view.day:
        return "bold"
    return "" if done.seconds else "$text-muted"


class WeakestPanel(TodayPanel):
    """The topics with the lowest predicted recall, and how their answers went in the last weeks."""

    def lines(self, view: TodayView, width: int) -> Iterable[list[Part]]:
        """One topic a line, with its bar below where there is room; on a single line, the first few names."""
        height = self.size.height
        if not view.weakest and height <= 1:
            yield [("Weakest    come here the day after the first answers", "$text-muted")]
        elif not view.weakest:
            yield [("Your weakest topics come here", "$text-muted")]
            yield [("the day after the first answers.", "$text-muted")]
        elif height <= 1:
            yield [("Weakest    ", "$text-muted"), one_line(_row_of_names(view, width - 11), max(8, width - 11))]
        else:
            topics = view.weakest[:height]
            for number, topic in enumerate(topics):
                if number and height >= 2 * len(topics) - 1:
                    yield [""]
                yield from self._topic(topic, width, has_bar=height >= 3 * len(topics) - 1)

    def _topic(self, topic: Topic, width: int, *, has_bar: bool) -> Iterable[list[Part]]:
        tail = f"  {small_row(topic.weeks)}  "
        room = max(8, width - cell_width(tail) - 5)
        yield [padded(topic.label, room), (tail, "$accent"), f"{percent(topic.recall):>5}"]
        if has_bar:
            yield [share_bar(topic.recall, min(room, 48), "$accent 60%")]


def _row_of_names(view: TodayView, room: int) -> str:
    """The weakest topics, as many as fit whole; at least one."""
    names = [f"{one_line(topic.label, 24)} {percent(topic.recall)}" for topic in view.weakest[:3]]
    while len(names) > 1 and cell_width(" · ".join(names)) > room:
        names.pop()
    return " · ".join(names)
